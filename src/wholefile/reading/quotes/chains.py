"""Through whom a place of a text reaches its reader: every saying it stands in, from the innermost outwards.

The last of every chain is the document that is read. Before it comes whoever speaks in that part of it: the witness
of an answer, the sender of a message.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wholefile.reading.facts import Fact, Link, Status
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.parts import Frame, Part
from wholefile.reading.quotes import cues
from wholefile.reading.quotes.scopes import Scope
from wholefile.reading.quotes.who import Cited, People
from wholefile.reading.spans import Span
from wholefile.reading.walking import children

_DENIABLE = frozenset("be do have did was were had has is does".split())
_NOTHING = frozenset({"never", "nothing", "nobody", "none", "neither"})
_NAYING = frozenset({"advmod", "nsubj", "nsubjpass", "dobj", "intj"})
# Layers are kept by blocks of so many characters.
_BLOCK = 512
_TOGETHER = 40  # a name this near behind the mention of a document is that of who obtained it


# Parts in which nobody asserts anything by speaking: a question supposes.
SILENT = frozenset({"header", "heading", "field", "question"})


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch that stands in somebody's words: its links from the inside out, and how it stands there.

    `cue` is where the saying itself stands: what holds the cue is not said by it. Without links it is a hedge.
    """

    span: Span
    manner: Status
    links: tuple[Link, ...]
    cue: Span | None = None


class Chains:
    """The layers of a text, found by place. Later layers may be added; the order of adding does not matter."""

    def __init__(
        self, parsed: Parsed, scopes: tuple[Scope, ...], people: People, frame: Frame, title: str = ""
    ) -> None:
        self.parsed, self.people, self.frame = parsed, people, frame
        self._title = title or ("this document" if frame.kind == "other" else f"this {frame.kind}")
        self._blocks: dict[int, list[Layer]] = {}
        self.add(self._layer(scope) for scope in scopes if scope.saying.sort != "thought" or scope.clause)
        self.hedged = tuple(hedges(parsed))
        self.add(self.hedged)

    def add(self, layers: Iterable[Layer]) -> None:
        """Take in further layers."""
        for layer in layers:
            for n in range(layer.span.start // _BLOCK, layer.span.end // _BLOCK + 1):
                self._blocks.setdefault(n, []).append(layer)

    def around(self, span: Span) -> list[Layer]:
        """The layers that a stretch stands in, the innermost first."""
        # Whatever holds nearly all of a stretch holds its middle.
        middle = (span.start + span.end) // 2
        found = dict.fromkeys(one for one in self._blocks.get(middle // _BLOCK, ()) if _in(span, one))
        return sorted(found, key=lambda one: (one.span.end - one.span.start, one.span))

    def at(self, span: Span) -> tuple[Status, tuple[Link, ...]]:
        """How a stretch stands in the document, and through whom, the innermost first and the document last."""
        status, outer = self.ground(span)
        layers = self.around(span)
        speaking = [one for one in layers if one.links]
        if speaking:
            status = speaking[0].manner
        if len(speaking) < len(layers) and status in {Status.REPORTED, Status.STATED}:
            status = Status.ALLEGED
        return status, joined([*(link for one in speaking for link in one.links), *outer])

    def ground(self, span: Span) -> tuple[Status, tuple[Link, ...]]:
        """How whatever stands in this part of the document stands there by itself."""
        document = Link(self._title, Status.REPORTED)
        part = self.frame.part_at(span.start)
        if part is not None and part.speaker and part.kind not in SILENT:
            status = Status.STATED
            who = Link(part.speaker, status, part.speaker_span, self._speaking(part))
            return status, (who, document)
        if self.frame.kind == "civil complaint":
            return Status.ALLEGED, (Link(document.who, Status.ALLEGED),)
        return Status.REPORTED, (document,)

    def _speaking(self, part: Part) -> str:
        """The identity of whoever speaks in a part, empty when it is nobody known."""
        if part.speaker_span is None:
            return ""
        meant = self.people.entities.at(part.speaker_span)
        inside = self.people.entities.within(part.speaker_span)
        return meant.identity if meant else inside[0].identity if inside else ""

    def speaker_links(self, source: Span, manner: Status) -> tuple[Link, ...]:
        """The links for the words that name a speaker: one, or one for each of those who speak together."""
        text, trimmed = self.parsed.text, self.people.trimmed(source)
        part = self.frame.part_at(source.start)
        own = trimmed.of(text).lower() in {"i", "me", "my"}
        if own and part is not None and part.speaker and part.kind not in SILENT:
            return (Link(part.speaker, manner, part.speaker_span, self._speaking(part)),)
        if trimmed.of(text).lower() == "you" and (asked := self._asked(part)) is not None:
            return (Link(asked.speaker, manner, asked.speaker_span, self._speaking(asked)),)
        if cited := self.people.document_in(trimmed):
            return self.document_links(cited, manner)
        meant = self.people.entities_of(source)
        if len(meant) > 1:
            return tuple(Link(one.name, manner, trimmed, one.identity) for one in meant)
        return (Link(trimmed.of(text), manner, trimmed, meant[0].identity if meant else ""),)

    def _asked(self, part: Part | None) -> Part | None:
        """The answer to a question, whose witness is the "you" of it."""
        if part is None or part.kind != "question":
            return None
        following = self.frame.after(part)
        return following if following is not None and following.kind == "answer" else None

    def document_links(self, cited: Cited, manner: Status) -> tuple[Link, ...]:
        """A document, and those who are told to have seen or obtained it."""
        fact = cited.document
        links = [Link(cited.span.of(self.parsed.text), manner, cited.span, fact.identity)]
        for one in fact.all("seen_by"):
            seer = self.people.entities.get(one)
            place = self._near_document(fact, one) if seer else None
            who, refers = (seer.name, one) if seer else (one, "")
            links.append(Link(who, Status.REPORTED, place or cited.span, refers))
        return tuple(links)

    def _near_document(self, fact: Fact, identity: str) -> Span | None:
        """Where somebody is named in or right behind a mention of a document, else where they are first named."""
        for place in sorted({fact.span, *fact.others}):
            for mention, entity in self.people.entities.mentions_in(Span(place.start, place.end + _TOGETHER)):
                if entity.identity == identity:
                    return mention.span
        seer = self.people.entities.get(identity)
        return seer.mentions[0].span if seer and seer.mentions else None

    def _layer(self, scope: Scope) -> Layer:
        saying = scope.saying
        manner = saying.manner
        if (
            scope.head is not None
            and scope.clause
            and manner == Status.ALLEGED
            and denies(self.parsed, scope.head)
        ):
            manner = Status.DENIED
        links = self.speaker_links(saying.source, manner)
        if not any(one.refers.startswith("document:") for one in links):
            placed = self.people.placed_in(self.parsed, saying.span)
            if placed is not None and not placed.span.meets(scope.content):
                links = (*links, *self.document_links(placed, manner))
        return Layer(scope.content, manner, links, saying.word.span)


def denies(parsed: Parsed, verb: Word) -> bool:
    """Whether a clause says that something is or was not so; what will or would not be denies nothing."""
    if not children(parsed, verb, "neg"):
        return _naught(parsed, verb)
    helping = children(parsed, verb, "aux", "auxpass")
    return all(one.lemma.lower() in _DENIABLE or one.text.lower() in _DENIABLE for one in helping)


def _naught(parsed: Parsed, verb: Word) -> bool:
    """Whether a clause says no without "not": "nobody came", "no bell was unplugged"."""
    below = [parsed.words[at] for at in parsed.children[verb.at]]
    if any(one.text.lower() in _NOTHING and one.relation in _NAYING for one in below):
        return True
    things = [one for one in below if one.relation in {"nsubj", "nsubjpass", "dobj"}]
    return any(one.text.lower() == "no" for thing in things for one in children(parsed, thing, "det"))


def hedges(parsed: Parsed) -> list[Layer]:
    """The clauses and phrases that the text itself holds for mere allegations: "the keys he allegedly copied"."""
    found = []
    for word in parsed.words:
        if word.text.lower() not in cues.ALLEGED_HEDGES:
            continue
        if not parsed.model:
            following = parsed.words[min(word.at + 3, len(parsed.words) - 1)]
            found.append(Layer(word.span.joined(following.span), Status.ALLEGED, ()))
        elif word.relation in {"advmod", "amod"} and word.head != word.at:
            governor = parsed.words[word.head]
            near = [one.span for one in _governed_near(parsed, governor, word.at)]
            marks = {one.span.end for one in children(parsed, governor, "mark", "punct")}
            near = [one for one in near if one.end not in marks or one.start > word.span.start] or near
            whole = Span(min(one.start for one in near), max(one.end for one in near))
            if governor.relation in {"relcl", "acl"} and governor.head != governor.at:
                whole = whole.joined(parsed.words[governor.head].span)
            found.append(Layer(whole, Status.ALLEGED, ()))
    return found


def _in(span: Span, layer: Layer) -> bool:
    """Whether a stretch stands in a layer, but for a fifth of it at most, and without the cue."""
    if layer.cue is not None and span.holds(layer.cue) and span != layer.span:
        return False
    shared = min(span.end, layer.span.end) - max(span.start, layer.span.start)
    return shared * 5 > 4 * (span.end - span.start)


def _governed_near(parsed: Parsed, head: Word, place: int) -> list[Word]:
    """What a word governs within a few words of a place, in its own sentence."""
    found, waiting = [head], [head.at]
    while waiting:
        for at in parsed.children[waiting.pop()]:
            word = parsed.words[at]
            if abs(at - place) <= _NEAR and word.sentence == head.sentence:
                found.append(word)
                waiting.append(at)
    return found


_NEAR = 25


def joined(links: list[Link]) -> tuple[Link, ...]:
    """The links without those that come again."""
    found: list[Link] = []
    for one in links:
        if not any(
            (one.refers and one.refers == other.refers) or (one.who, one.span) == (other.who, other.span)
            for other in found
        ):
            found.append(one)
    return tuple(found)


_SPACE = re.compile(r"\s+")


def plain(words: str) -> str:
    """Words in one line, as a chain tells them."""
    return _SPACE.sub(" ", words).strip()
