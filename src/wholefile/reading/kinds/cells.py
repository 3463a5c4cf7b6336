"""The cells of a caption, and the marks by which a paper says what stands in them: roles, `v.`, numbers, titles."""

import re
from dataclasses import dataclass

from wholefile.reading.kinds.lines import Line

# How many lines of a paper may be its caption.
LONGEST = 70
VERSUS = re.compile(r"-?(?:v|vs)\.?-?$|versus$|-?against-?$", re.IGNORECASE)
VERSUS_WITHIN = re.compile(r"\s(?:v|vs)\.\s", re.IGNORECASE)
ROLE = re.compile(
    r"(?:counter-?|cross-?|third[- ]party )?(?P<role>plaintiff|defendant|petitioner|respondent|"
    r"appellant|appellee|"
    r"claimant|relator|movant|intervenor|debtor|complainant)s?(?:[-–—/ ](?:plaintiff|defendant|"
    r"petitioner|respondent|"
    r"appellant|appellee|counter-?claimant)s?)?\s?(?:\([^)]{1,40}\))?[,.]?$",
    re.IGNORECASE,
)
ROLE_AT_END = re.compile(
    r",\s+(?P<role>plaintiff|defendant|petitioner|respondent|appellant|appellee|claimant|"
    r"complainant)s?[,.]?$",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?:civil |criminal |cr\.? |civ\.? |cause |docket |index |file )?(?:action |case )?(?:nos?|number|"
    r"#)\s?[.:#]|"
    r"(?:case|cause|docket|index|file) (?:no|number|#)\b",
    re.IGNORECASE,
)
COLUMN = re.compile(r"\s*(?:[)§|]|\s:)(?:\s+|$)")
_GAP = re.compile(r"(?:\s{4,}|\t+)(?=\S)")
TITLE = re.compile(
    r"(?:(?:first|second|third|fourth|amended|verified|criminal|civil|joint|emergency|unopposed|opposed|"
    r"proposed|"
    r"supplemental|final|preliminary|temporary|class action|superseding|stipulated|agreed|notice of|"
    r"grand jury|"
    r"plaintiffs?['’]?s?|defendants?['’]?s?|petitioner['’]?s?|respondent['’]?s?|the|state['’]s|people['’]s|"
    r"government['’]s|united states['’]s?|brief|memorandum|opinion|and|in|of|opposition|to|search|"
    r"arrest|reply|"
    r"original|fifth|sixth|sworn|corrected|consolidated|master|short[- ]form|long[- ]form|collective action|derivative|"
    r"representative|civil rights|wrongful death|small claims?|unlawful detainer|eviction|felony|misdemeanor|"
    r"response|summary|default|ex parte)\s+){0,8}"
    r"(?P<title>complaint|petition|motion|order|indictment|information|affidavit|declaration|memorandum|"
    r"brief|notice|"
    r"answer|response|reply|opposition|judgment|verdict|subpoena|stipulation|summons|warrant|opinion|"
    r"application|"
    r"plea agreement|objections?|interrogatories|requests? for|findings of|certificate of|decree|"
    r"mandate|minutes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a paper: on which line, and the word that tells what it is."""

    at: int
    word: str


@dataclass(slots=True)
class Cell:
    """The words of one cell of a caption, and what they are: a court, a party by its role, the number, the title."""

    at: int
    first: int
    last: int
    words: str
    right: bool
    above: int = 1
    label: str = ""


def title_of(lines: list[Line], text: str) -> Title | None:
    """The title, among the first lines: one that begins as titles do, in capitals, or standing by itself."""
    for at, line in enumerate(lines[:LONGEST]):
        if line.empty or line.running:
            continue
        for cell in cells(at, line, text):
            match = TITLE.match(cell.words)
            if match and is_set_off(cell.words):
                return Title(at, match["title"].lower())
    return None


def is_set_off(words: str) -> bool:
    """Whether words are written as titles are: in capitals, or few and without the stop of a sentence."""
    letters = [one for one in words if one.isalpha()]
    capitals = sum(one.isupper() for one in letters) > 0.7 * len(letters)
    told = [one for one in words.split() if len(one) > 3]
    headed = all(not one[0].isalpha() or one[0].isupper() for one in told)
    return bool(letters) and (
        capitals or (headed and len(told) <= 8 and not words.endswith((".", ",", ";", ":")))
    )


def cells(at: int, line: Line, text: str) -> list[Cell]:
    """The words of a line of a caption, in one or two cells, without the rule between them."""
    words = line.words(text)
    match = COLUMN.search(words) or _beside(words)
    if match is None or "(" in words[: match.start()]:
        return [Cell(at, line.first, line.last, words[:160], right=False, above=line.above)]
    left = words[: match.start()].rstrip()
    found = (
        [Cell(at, line.first, line.first + len(left), left[:160], right=False, above=line.above)]
        if left
        else []
    )
    if words[match.end() :].strip():
        begin = line.first + match.end()
        found.append(
            Cell(
                at, begin, line.last, text[begin : min(line.last, begin + 160)], right=True, above=line.above
            )
        )
    return found


def _beside(words: str) -> re.Match[str] | None:
    """A wide gap before the number of the case, or behind a `v.` or a role."""
    match = _GAP.search(words)
    if match is None:
        return None
    left, right = words[: match.start()], words[match.end() :]
    return match if NUMBER.match(right) or VERSUS.match(left) or ROLE.match(left) else None
