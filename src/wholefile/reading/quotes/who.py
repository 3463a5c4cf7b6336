"""Who is meant by the words for a speaker: a person, an organisation, several of them, or a document."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from wholefile.reading.facts import Fact
from wholefile.reading.names.mentions import Entities, Entity
from wholefile.reading.parsed import Parsed
from wholefile.reading.spans import Span

# Words that place what is said inside of a document that follows: "in her report".
_IN = re.compile(r"\b(?:in|through|throughout|within|per|under|from)\s+(?:[\w’']+\s+){0,4}$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"^[\s,.:—–-]*(?:and|&|as well as)?[\s,]*$")
_PART_OF = re.compile(r"(?:one|two|some|any|each|part|most|all)\sof\s(?=\w)", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s+(?:who|whom|which|that|whose)$")


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that means a document that the text cites."""

    span: Span
    document: Fact


@dataclass(frozen=True)
class People:
    """Everybody and every document of a text that words may mean."""

    text: str
    entities: Entities
    cited: tuple[Cited, ...]
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [one.span.start for one in self.cited])

    def document_in(self, span: Span) -> Cited | None:
        """The document that the words of a stretch mean: one whose mention is most of them, or that ends them."""
        if part := _PART_OF.match(self.text, span.start, span.end):
            span = Span(part.end(), span.end)
        for one in self._near(span):
            if one.span.meets(span) and (one.span.holds(span) or _weighty(self.text, span, one.span)):
                return one
        return None

    def documents_between(self, start: int, end: int) -> list[Cited]:
        """The documents mentioned wholly in a stretch, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self.cited[first:last] if one.span.end <= end]

    def placed_in(self, parsed: Parsed, place: Span) -> Cited | None:
        """The document that a sentence places a saying in: "in her report, she wrote", "she wrote in her report"."""
        sentence = parsed.sentence_at(place.start)
        if sentence is None:
            return None
        for one in self.documents_between(
            max(sentence.start, place.start - _REACH), min(sentence.end, place.end + _REACH)
        ):
            if not _IN.search(
                self.text[max(sentence.start, one.span.start - 60) : one.span.start] or " "
            ) and not _IN.match(one.span.of(self.text)[:40] + " "):
                continue
            if one.span.end <= place.start:
                between = self.text[one.span.end : place.start]
                if len(between.split()) <= 3 and not re.search(r"[.;:!?“\"]", between):
                    return one
            elif one.span.start >= place.end:
                between = self.text[place.end : one.span.start]
                if len(between.split()) <= 4 and not re.search(r"[,.;:!?“\"]", between):
                    return one
        return None

    def entities_of(self, source: Span) -> tuple[Entity, ...]:
        """Those whom the words for a speaker mean: one, or all of those who speak together."""
        source = self.trimmed(source)
        words = source.of(self.text)
        one = self.entities.at(source)
        if one is not None and (one.named or "," not in words):
            return (one,)
        comma = words.find(",")
        if comma > 0:
            lead = self.entities.at(Span(source.start, source.start + comma))
            # "Her lawyer, June Roe": whoever is named in the aside is meant, though the words before it have no name.
            together = self._all_of(Span(source.start + comma, source.end))
            if together and (lead is None or not lead.named):
                return together
            if lead is not None:
                return (lead,)
        return self._all_of(source)

    def _all_of(self, span: Span) -> tuple[Entity, ...]:
        """The entities of a list of names, when the stretch is nothing else."""
        found = self.entities.mentions_in(span)
        at, named = span.start, []
        for mention, entity in found:
            if mention.span.start < at:
                continue
            if not _AFTER_NAME.match(self.text[at : mention.span.start]):
                return ()
            named.append(entity)
            at = mention.span.end
        whole = bool(named) and bool(_AFTER_NAME.match(self.text[at : span.end]))
        return tuple(dict.fromkeys(named)) if whole else ()

    def trimmed(self, source: Span) -> Span:
        """The words for a speaker without the "who" that takes them up."""
        match = _RELATIVE.search(source.of(self.text))
        return Span(source.start, source.start + match.start()) if match and match.start() else source

    def name(self, identity: str) -> str:
        """The name of an entity; the words themselves when they are no identity."""
        entity = self.entities.get(identity)
        return entity.name if entity else identity

    def _near(self, span: Span) -> tuple[Cited, ...]:
        first = bisect_left(self._starts, max(0, span.start - _LONGEST))
        return self.cited[first : bisect_left(self._starts, span.end)]


_REACH, _LONGEST = 200, 200


def _weighty(text: str, span: Span, mention: Span) -> bool:
    """Whether a mention is what a phrase is about: only articles and adjectives before it, no possessive after."""
    before = text[span.start : max(span.start, mention.start)].split()
    after = text[mention.end : span.end]
    plain = all(
        one[:1].islower() or one.lower() in {"the", "a", "an", "his", "her", "their", "its"} for one in before
    )
    bound = {"of", "in", "for", "by", "with", "on", "to", "from", "who", "that", "and", "against"}
    return plain and not bound & {one.lower() for one in before} and after.lstrip()[:2] not in {"'s", "’s"}


def people_of(text: str, entities: Entities, documents: tuple[Fact, ...]) -> People:
    """Everybody and every document of a text, laid out by place."""
    cited = [Cited(place, one) for one in documents for place in {one.span, *one.others}]
    return People(text, entities, tuple(sorted(cited, key=lambda one: (one.span, one.document.identity))))
