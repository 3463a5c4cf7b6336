"""When quoted words are a document's and not those of the person in the sentence.

A quotation that completes a verb of saying is of that verb's subject. Scattered words inside a clause that a
document, or somebody in a document, is shown to say are the document's wording. So are words that stand with a
document in a clause without any saying ("a letter to the board over “…”"), and scattered words of the person
who has just spoken in a document, when the sentence shows only what they want or whom they accuse.
"""

from bisect import bisect_left
from dataclasses import dataclass, field

from wholefile.reading.facts import Status
from wholefile.reading.quotes import cues
from wholefile.reading.quotes.candidates import FULL, Page
from wholefile.reading.quotes.documented import holding, meant_by_it
from wholefile.reading.quotes.hearing import Heard
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.quotes.scopes import Scope
from wholefile.reading.quotes.who import Cited, People
from wholefile.reading.spans import Span

# Scattered words: at most so many, and no clause of their own.
FRAGMENT = 5
_BACK, _EACH_SIDE = 400, 20
# Those whose saying is a document's when the sentence cites one: they speak to a court on paper.
PLEADERS = frozenset(
    "lawyer attorney counsel solicitor barrister team plaintiff petitioner complainant defendant".split()
)


@dataclass(frozen=True, slots=True)
class Worded:
    """The document whose words a quotation is, the rule, and who speaks in it where the sentence names one.

    `held` is true where the words before the quotation say that the document has it, and nobody says it.
    """

    cited: Cited
    rule: str
    person: Span | None = None
    held: bool = False


@dataclass(frozen=True)
class Wording:
    """What is asked to find the documents behind quotations."""

    page: Page
    people: People
    scopes: tuple[Scope, ...]
    _cues: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_cues", [scope.saying.word.span.start for scope in self.scopes])

    def of(self, n: int, heard: Heard | None, before: tuple[Worded, int] | None) -> Worded | None:
        """The document whose words a quotation is, or None.

        `before` is what was found for the quotation before, with the number of its paragraph.
        """
        outer = self.page.quoted[n].outer
        said = heard is not None and heard.saying is not None and not heard.carried
        beside = said and heard is not None and heard.saying is self.page.saying_before(n)
        if not (beside or self.page.bound_after(n)) and (
            held := holding(self.page.parsed, self.people, outer)
        ):
            return Worded(held, "the document holds it", held=True)
        if heard is not None and heard.carried:
            return before[0] if before is not None else None
        saying = heard.saying if heard is not None else None
        if heard is not None and saying is not None and saying.sort != "thought":
            return self._spoken(heard, saying) or self._scattered(n, heard, saying, before)
        if heard is not None and saying is None:
            return None  # labelled or signed
        if self._fragment(n) and (found := self._outer(outer, heard)):
            return found
        if heard is not None and before is not None and self._same(heard, before, n):
            return Worded(before[0].cited, "scattered words of who spoke in the document", heard.source)
        cited = self._beside(outer)
        return Worded(cited, "stands with the document") if cited else None

    def _spoken(self, heard: Heard, saying: Saying) -> Worded | None:
        """What the document itself says, or somebody in it."""
        if cited := self.people.document_in(self.people.trimmed(heard.source)):
            return Worded(cited, "the document says it")
        if cited := meant_by_it(self.page.parsed, self.people, heard.source):
            return Worded(cited, "the document says it")
        if saying.sort != "according" and (placed := self.people.placed_in(self.page.parsed, saying.span)):
            return Worded(placed, "said in the document", heard.source)
        pleaded = self._pleaded(saying)
        return Worded(pleaded, "pleaded in the document", heard.source) if pleaded else None

    def _scattered(
        self, n: int, heard: Heard, saying: Saying, before: tuple[Worded, int] | None
    ) -> Worded | None:
        """Scattered words in a clause that is the document's, or of the person who has just spoken in one."""
        if not self._fragment(n) or self._completes(n, heard):
            return None
        if outer := self._outer(self.page.quoted[n].outer, heard):
            return outer
        if before is not None and saying.manner in _CHARGING and self._same(heard, before, n):
            return Worded(before[0].cited, "scattered words of who spoke in the document", heard.source)
        return None

    def _pleaded(self, saying: Saying) -> Cited | None:
        """The document of "according to the petition, her lawyer argued": those who plead speak through it."""
        for scope in self._near(saying.word.span):
            if scope.saying.sort != "according" or not scope.content.holds(saying.word.span):
                continue
            cited = self.people.document_in(self.people.trimmed(scope.saying.source))
            if cited is None:
                continue
            meant = {one.identity for one in self.people.entities_of(saying.source)}
            if saying.head.lemma.lower() in PLEADERS or meant & set(cited.document.all("author")):
                return cited
        return None

    def _fragment(self, n: int) -> bool:
        one = self.page.quoted[n]
        return len(one.inner.of(self.page.parsed.text)[:200].split()) <= FRAGMENT

    def _completes(self, n: int, heard: Heard) -> bool:
        """Whether a quotation holds the main word of what the verb says, or stands right beside the verb."""
        place, saying = self.page.places[n], heard.saying
        if place is None or saying is None:
            return False
        heads = [scope.head for scope in self._near(saying.word.span) if scope.saying is saying]
        if any(head is not None and place.inner.holds(head.span) for head in heads):
            return True
        text = self.page.parsed.text
        gap = text[saying.span.end : place.outer.start] if saying.span.end <= place.outer.start else ""
        direct = saying.span.end <= place.outer.start and len(gap) < 4 and not gap.strip(" ,:")
        return direct or len(place.inner.of(text).split()) > 2 * FULL

    def _outer(self, outer: Span, heard: Heard | None) -> Worded | None:
        """The document of the nearest saying around a quotation that is one's, or that stands in one."""
        around = [
            scope
            for scope in self._near(outer)
            if scope.content.holds(outer) or _mostly(scope.content, outer)
        ]
        for scope in sorted(around, key=lambda one: one.content.end - one.content.start):
            if scope.saying.sort == "thought" or (heard is not None and heard.saying is scope.saying):
                continue
            if cited := self.people.document_in(self.people.trimmed(scope.saying.source)):
                return Worded(cited, "wording of the document")
            if scope.saying.sort != "according" and (
                placed := self.people.placed_in(self.page.parsed, scope.saying.span)
            ):
                return Worded(placed, "wording of the document", scope.saying.source)
        return None

    def _near(self, span: Span) -> list[Scope]:
        """The scopes whose cue stands in the same sentence, the nearest of a very long one."""
        word = self.page.parsed.word_at(span.start)
        at = bisect_left(self._cues, span.start)
        around = self.scopes[max(0, at - _EACH_SIDE) : at + _EACH_SIDE] if word else ()
        return [scope for scope in around if word and scope.saying.word.sentence == word.sentence]

    def _same(self, heard: Heard, before: tuple[Worded, int], n: int) -> bool:
        """Whether the one in the sentence is the one who has just spoken in a document, at most a paragraph ago."""
        worded, paragraph = before
        place = self.page.places[n]
        if place is None or worded.person is None or place.paragraph - paragraph > 1:
            return False
        now = self.people.entities_of(heard.source)
        return bool(now) and now == self.people.entities_of(worded.person)

    def _beside(self, outer: Span) -> Cited | None:
        """The last document named before a quotation, when "for", "of" or a word of writing leads on to it."""
        sentence = self.page.parsed.sentence_at(outer.start)
        if sentence is None:
            return None
        start = max(sentence.start, outer.start - _BACK)
        found = self.people.documents_between(start, outer.start)
        lead = self.page.parsed.text[max(start, outer.start - 40) : outer.start].split()
        leads = bool(lead) and (
            lead[-1].lower().strip(",:") in _LEADING or bool(cues.verb_of(lead[-1].strip(",:")))
        )
        beside = bool(found) and outer.start - found[-1].span.end <= 2
        return found[-1] if found and (leads or beside) else None


_CHARGING = frozenset({Status.ALLEGED, Status.DENIED})
_LEADING = frozenset(
    "for of over as alleging claiming citing seeking demanding calling describing stating".split()
)


def _mostly(content: Span, outer: Span) -> bool:
    return content.start <= outer.start < content.end and content.end >= outer.end - 2
