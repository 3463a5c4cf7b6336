"""Who is said to have died: the one link between "X's death" and "the driver was killed" that needs no guess."""

import re

from wholefile.reading.names.grammar import object_of, passive, subject_of
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span

_AFTER = re.compile(
    r"^['’]?s?['’]?\s+(?:\w+\s+){0,1}(?:death|killing|murder|homicide|slaying|body|autopsy|remains)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:(?:death|killing|murder|slaying|shooting death|body|autopsy)\s+of|killed|murdered|"
    r"deceased,?|decedent,?)\s*"
    r"(?:(?:\w+\s+){0,3})?$",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"^(?:,[^,.;]{0,60},)?\s+(?:(?:was|were|had been|has been)\s+(?:\w+ly\s+)?"
    r"(?:killed|murdered|slain|shot dead|shot and killed"
    r"|stabbed to death|beaten to death|pronounced dead|found dead)|(?:was|were)\s+fatally\s+\w+|"
    r"died|had died|has died)\b"
    r"|^,?\s+(?:who|and)\s+(?:later\s+|then\s+)?(?:died|was\s+killed|was\s+pronounced\s+dead)\b",
    re.IGNORECASE,
)
_ONLY_TRIED = re.compile(
    r"\b(?:attempt\w*|tr(?:y|ied|ying) to|threat\w*|plot\w*|plan\w*|want\w* to|nearly|almost)\b",
    re.IGNORECASE,
)
_KILLING = frozenset("kill murder slay".split())
_DYING = frozenset("die perish".split())


def died(text: str, span: Span) -> bool:
    """Whether the words next to a mention say that this person died or was killed."""
    if _AFTER.match(text[span.end : span.end + 60]) or _DIED.match(text[span.end : span.end + 140]):
        return True
    before = text[max(0, span.start - 60) : span.start]
    return bool(_BEFORE.search(before)) and not _ONLY_TRIED.search(before)


def death_verb(parsed: Parsed, head: Word) -> bool:
    """Whether a noun is the subject of dying or being killed, or the object of killing, by the grammar."""
    verb = parsed.words[head.head] if head.head >= 0 else head
    if verb.at == head.at:
        return False
    lemma = verb.lemma.lower()
    if lemma in _DYING:
        return subject_of(parsed, verb) == head
    fatally = any(
        parsed.words[at].text.casefold() in {"fatally", "mortally", "dead"} for at in parsed.children[verb.at]
    )
    if lemma in _KILLING or (fatally and verb.part == "VERB"):
        return (passive(parsed, verb) and subject_of(parsed, verb) == head) or object_of(parsed, verb) == head
    return False
