"""Documents that are quoted by a verb of their own, by a pronoun, or by their headline, and no person who says so."""

import re
from typing import TYPE_CHECKING

from wholefile.reading.spans import Span

if TYPE_CHECKING:
    from wholefile.reading.parsed import Parsed
    from wholefile.reading.quotes.who import Cited, People

# What a document does with words, between its mention and an opening mark: "the notice provides in part:".
_HOLDS = re.compile(
    r"\s+(?:also\s+|itself\s+|then\s+|merely\s+|only\s+|simply\s+)?(?:provide|contain|read|recite|list|bear|state|say)(?:s|ed)?"
    r"(?:,?\s+in\s+(?:relevant\s+|pertinent\s+)?(?:part|full)|\s+as\s+follows|\s+(?:only|merely|simply|that|this))?\s*[,:]?\s*",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\bunder\s+the\s+(?:headline|heading|title|caption|banner)\s*[,:]?\s*$", re.IGNORECASE)
# How far before a quotation its document may stand, in characters.
_NEAR, _BACK = 60, 400


def holding(parsed: "Parsed", people: "People", outer: Span) -> "Cited | None":
    """The document that is said to hold the words of a quotation, or that stands under the words as its headline."""
    sentence = parsed.sentence_at(outer.start)
    if sentence is None or sentence.start >= outer.start:
        return None
    text, start = parsed.text, max(sentence.start, outer.start - _BACK)
    found = people.documents_between(start, outer.start)
    if not found:
        return None
    if outer.start - found[-1].span.end <= _NEAR and _HOLDS.fullmatch(text, found[-1].span.end, outer.start):
        return found[-1]
    return found[-1] if _HEADED.search(text[start : outer.start]) else None


def meant_by_it(parsed: "Parsed", people: "People", source: Span) -> "Cited | None":
    """The document that "it" takes up: the subject with which the sentence before begins."""
    word = parsed.word_at(source.start)
    if word is None or word.text.lower() != "it" or not word.sentence:
        return None
    before, own = parsed.sentences[word.sentence - 1], parsed.sentences[word.sentence]
    lead = parsed.text[own.start : word.span.start].strip()
    if lead or word.span.start - before.start > _BACK or "\n\n" in parsed.text[before.end : own.start]:
        return None
    first = next(iter(people.documents_between(before.start, before.end)), None)
    if first is None or not _OPENS.fullmatch(parsed.text[before.start : first.span.start]):
        return None
    return first


# What may stand before the subject of a sentence: its number in a pleading, and an article.
_OPENS = re.compile(r"\s*(?:\d{1,3}[.)]\s*)?(?:(?:the|a|an|this|that|his|her|their|its)\s+)?", re.IGNORECASE)
