"""Whether a paper is one that charges crimes: an indictment, an information, a criminal complaint.

What such a paper says that somebody did is alleged, whatever became of the count later. It is known by its title, as a
line or cell of its own near its head, or by the formula with which grand jurors and prosecutors charge in all states.
A paper that only speaks of an indictment, as a motion or a docket does, has neither.
"""

import re

from wholefile.reading.parsed import Parsed

# So much of the head of a paper bears its title, in characters; so much its first count.
_HEAD, _OPENING = 2_500, 6_000
_TITLE = re.compile(
    r"(?m)(?:^[^\S\n]*|[^\S\n]{2}|\t|[)|:][^\S\n]+)"
    r"(?:(?:FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|GRAND JURY|"
    r"SUPERSEDING|AMENDED|SEALED|REDACTED|CRIMINAL|FELONY|"
    r"MISDEMEANOR|JOINT|ORIGINAL|DIRECT|SUBSTITUTE|TRUE BILL OF|BILL OF)[^\S\n]+){0,4}"
    r"(?:(?:INDICTMENT|PRESENTMENT|INFORMATION|"
    r"(?<=CRIMINAL )COMPLAINT|(?<=FELONY )COMPLAINT|(?<=MISDEMEANOR )COMPLAINT)"
    r"(?:[^\S\n]*[-–—/][^\S\n]*(?:FELONY|MISDEMEANOR|TRUE BILL))?"
    r"(?:[^\S\n]+(?:NO\.?|NUMBER|\#)[^\S\n]*:?[^\S\n]*[\w-]{1,24})?)[^\S\n]*[)|]?[^\S\n]*$"
)
# "Motion to dismiss the / INDICTMENT": the title goes on from the line above.
_ABOVE = re.compile(
    r"(?i)(?:\b(?:motions?|dismiss|quash|to|the|of|on|for|in|against|or|and|from|order)|\d)[\s,]*$"
)
_FORMULA = re.compile(
    r"(?i)\b(?:grand\s+jur(?:y|ors)\b[^.;]{0,400}?(?:\bcharges?(?:\s+(?:that|and\s+accuse))?\s*[:,]|\bcharge\s+and\s+accuse\b|"
    r"\b(?:do|does)\s+(?:further\s+|hereby\s+|solemnly\s+)?(?:find|present|charge|accuse)\b|\bup(?:on)?\s+their\s+oaths?\b|"
    r"\b(?:present|find)s?\s+(?:and\s+(?:present|find|charge)s?\s+)?that\b|\bcharges?\s+that\b|\bfurther\s+charges?\b)|"
    r"\b(?:do|does)\s+(?:hereby\s+)?(?:accuse|charge)\b[^.;]{2,160}?\b(?:the\s+(?:crime|offen[sc]e|following)|committed\s+as\s+follows)|"
    r"\ba\s+true\s+bill\b|\baccuses\s+the\s+above[-\s]named\b)"
)
_OTHER = re.compile(
    r"(?im)^[^\n]{0,80}\b(?:MOTION|MEMORANDUM|BRIEF|ORDER|OPINION|RESPONSE|REPLY|NOTICE|PLEA\s+AGREEMENT|AFFIDAVIT|TRANSCRIPT|DOCKET|"
    r"REGISTER\s+OF\s+ACTIONS|MINUTES?|PETITION|JUDGMENT|BILL\s+OF\s+PARTICULARS)\b[^\n]{0,80}$"
)


def charges_crimes(text: str) -> bool:
    """Whether a text is a paper that charges crimes, by its title or by its formula."""
    head = text[:_HEAD]
    other = next((one for one in _OTHER.finditer(head) if one.group() == one.group().upper()), None)
    for title in _TITLE.finditer(head):
        above = head[: title.start()].rstrip()[-60:]
        if (other is None or title.start() < other.start()) and not _ABOVE.search(above.rpartition("\n")[2]):
            return True
    return other is None and _FORMULA.search(text[:_OPENING]) is not None


def of_words(parsed: Parsed) -> bool:
    """The same of a text in words, for `Parsed.once`."""
    return charges_crimes(parsed.text)
