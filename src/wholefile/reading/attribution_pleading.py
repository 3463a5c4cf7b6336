"""What stands as alleged because of the paper that says it: a pleading, or one that charges crimes.

A complaint alleges even what others said. Whatever an indictment, an information or a criminal complaint says that
somebody did is alleged, also when the count was dismissed later, and also when another paper tells it. What a court
did, and what stands on its record, is none of this.
"""

import re

from wholefile.reading.facts import Link, Status
from wholefile.reading.kinds.accusing import of_words
from wholefile.reading.law.mistold import told_wrongly
from wholefile.reading.parsed import Parsed
from wholefile.reading.quotes.chains import Chains
from wholefile.reading.spans import Span

# The words by which a count is known wherever it stands.
_DONE = re.compile(
    r"(?i)\bdid\s+(?:(?:then\s+and\s+there|and\s+there|also|further|wilfully|willfully|recklessly|negligently|purposely|purposefully|maliciously|"
    r"fraudulently|corruptly|criminally|and|,)[\s,]+){0,4}?(?:unlawfully|feloniously|knowingly|intentionally|willfully|wilfully|purposely|recklessly|"
    r"negligently|maliciously|fraudulently|corruptly|attempt|conspire|commit|cause|possess|enter|take|steal|obtain|assault|sell)\b|"
    r"\b(?:unlawfully|feloniously)\b"
)
_COUNTED = re.compile(
    r"(?i)\b(?:on\s+or\s+(?:about|between)|in\s+violation\s+of|contrary\s+to|against\s+the\s+peace(?:\s+and\s+dignity)?|with\s+(?:the\s+)?intent|"
    r"in\s+the\s+county|to\s+wit)\b"
)
# What is told of a case, not of what somebody did.
_RECORD = re.compile(
    r"(?i)\b(?:pleas?|plead(?:ed|s)?|hearings?|trials?|warrants?|arraign\w*|bonds?|bail|convict\w*|sentenced|dismissed|filed|docket\w*|"
    r"remanded|indicted|returned|acquitted|counsel|attorneys?|spell(?:s|ed|ing)?|caption|witnesses|dated|supersedes?|amends?)\b"
)
_OF_CHARGE = re.compile(r"(?i)\b(?:did|on\s+or\s+about|in\s+violation\s+of|contrary\s+to|with\s+intent)\b")
# Who charges, or the paper that does, as the source of a saying.
_CHARGES = re.compile(
    r"(?i)(?:\b(?:grand\s+jur(?:y|ies|ors?)|indictments?|criminal\s+(?:complaints?|informations?)|bill\s+of\s+(?:indictment|information)|"
    r"charging\s+(?:documents?|papers?)|presentment|complaints?|lawsuits?)\b|^(?:the\s+|an?\s+|amended\s+|felony\s+|count\s+\w+\s+of\s+the\s+)*information$|"
    r"^(?:the\s+)?counts?\s+\w{1,6}(?:\s+of\s+the\s+\w+)?$)"
)
_STATE = re.compile(
    r"(?i)\b(?:state|people|commonwealth|government|united\s+states|district\s+attorney|county\s+attorney|prosecut\w+|"
    r"attorney\s+general|solicitor|state['’]s\s+attorney)\b"
)
_LONGEST = 1_500


def pleaded(chains: Chains, span: Span, status: Status, chain: tuple[Link, ...]) -> Status:
    """The standing of a stretch, given that of its words and its chain: alleged at most where a paper pleads."""
    if status not in {Status.REPORTED, Status.STATED}:
        return status
    if _taken_back(chains, span):
        return Status.DENIED
    if chains.frame.kind == "civil complaint":
        return Status.ALLEGED
    if status == Status.STATED:
        source = chain[0].who if chain and chain[0].span is not None else ""
        charging = _CHARGES.search(source) or (_STATE.search(source) and _charges_itself(chains))
        return Status.ALLEGED if charging else status
    if _party_pleads(chains, span) and _RECORD.search(_around(chains, span)) is None:
        return Status.ALLEGED
    return Status.ALLEGED if _counted(chains, span) or _told_by_paper(chains, span) else status


# The titles of papers in which a party pleads, as lines or cells of capitals.
_PLEADING = re.compile(
    r"(?m)(?:^[^\S\n]*|[^\S\n]{2}|[)|][^\S\n]+)(?:[A-Z][A-Z'’.,&-]*[^\S\n]+){0,7}?(?:ANSWER|COUNTER-?CLAIMS?|CROSS-?CLAIMS?|CROSS-COMPLAINT|PETITION|"
    r"COMPLAINT|STATEMENT OF CLAIM)(?:[^\S\n]+(?:FOR|AND|TO|OF|IN|BY)\b[A-Z'’.,& -]{0,80})?[^\S\n]*[)|]?[^\S\n]*$"
)
_NO_PLEADING = re.compile(
    r"\b(?:MOTION|MEMORANDUM|BRIEF|ORDER|OPINION|RESPONSE|REPLY|NOTICE|AFFIDAVIT|CRIMINAL)\b"
)
_HEAD = 2_500


def _pleads(parsed: Parsed) -> bool:
    """Whether the title of a paper says that a party pleads, for `Parsed.once`."""
    return any(not _NO_PLEADING.search(one.group()) for one in _PLEADING.finditer(parsed.text[:_HEAD]))


def _party_pleads(chains: Chains, span: Span) -> bool:
    """Whether a stretch stands in a numbered paragraph of a paper in which a party pleads."""
    part = chains.frame.part_at(span.start)
    numbered = part is not None and part.kind == "numbered" and not part.speaker
    return numbered and chains.frame.kind == "court filing" and chains.parsed.once(_pleads)


def _taken_back(chains: Chains, span: Span) -> bool:
    """Whether it is what an earlier article wrongly said, by the words of its correction."""
    sentence = chains.parsed.sentence_at(span.start)
    return sentence is not None and told_wrongly(chains.parsed.text, sentence, span.start)


def _charges_itself(chains: Chains) -> bool:
    """Whether the document that is read charges crimes."""
    papers = chains.frame.kind in {"court filing", "civil complaint", "other"}
    return papers and chains.parsed.once(of_words)


def _around(chains: Chains, span: Span) -> str:
    """The sentence of a stretch, or what of it is near."""
    sentence = chains.parsed.sentence_at(span.start) or span
    start, end = max(sentence.start, span.start - _LONGEST), min(sentence.end, span.start + _LONGEST)
    return chains.parsed.text[start : max(end, span.end)]


def _counted(chains: Chains, span: Span) -> bool:
    """Whether a stretch stands in the charging sentence of a count, wherever that is told."""
    words = _around(chains, span)
    return _DONE.search(words) is not None and _COUNTED.search(words) is not None


def _told_by_paper(chains: Chains, span: Span) -> bool:
    """Whether the paper charges crimes, and a stretch tells what was done and not what the court's record has."""
    if not _charges_itself(chains):
        return False
    words = _around(chains, span)
    return _OF_CHARGE.search(words) is not None or _RECORD.search(words) is None
