"""Who is quoted: every quotation as a fact, with its speaker, cue, venue and day and all through whom it reaches us.

The span of such a fact is what stands between the marks; `others` are the words for the speaker and the cue. Nobody is
told where the text shows nobody.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wholefile.reading.facts import Fact, Link, Status
from wholefile.reading.quotes.candidates import Page
from wholefile.reading.quotes.chains import Chains, joined, plain
from wholefile.reading.quotes.denied import Denials
from wholefile.reading.quotes.hearing import Heard, hear
from wholefile.reading.quotes.sayings import find_sayings
from wholefile.reading.quotes.scopes import find_scopes
from wholefile.reading.quotes.venues import Told, told_with
from wholefile.reading.quotes.who import people_of
from wholefile.reading.quotes.wording import Worded, Wording

if TYPE_CHECKING:
    from wholefile.reading.names.mentions import Entities
    from wholefile.reading.parsed import Parsed
    from wholefile.reading.parts import Frame
    from wholefile.reading.quotes.marks import Quoted
    from wholefile.reading.spans import Span

TURNS = frozenset({"answer", "colloquy"})


def find_speakers(
    parsed: "Parsed",
    quoted: "tuple[Quoted, ...]",
    entities: "Entities",
    documents: tuple[Fact, ...],
    frame: "Frame",
) -> tuple[Fact, ...]:
    """Every quotation that is no title, in the order of the text, with whoever the text shows to speak."""
    people = people_of(parsed.text, entities, documents)
    sayings = parsed.once(find_sayings)
    scopes = parsed.once(find_scopes)
    page = Page(parsed, quoted, sayings)
    teller = _Teller(page, Chains(parsed, scopes, people, frame), Wording(page, people, scopes))
    return tuple(sorted(teller.quotations(), key=lambda one: (one.span, one.rule)))


@dataclass(frozen=True, slots=True)
class _Voice:
    """Whose words a quotation is: the words for them, their links, those through whom it comes, and the rule."""

    words: "Span"
    links: tuple[Link, ...]
    through: tuple[Link, ...]
    rule: str


class _Teller:
    """The facts of one text."""

    def __init__(self, page: Page, chains: Chains, wording: Wording) -> None:
        self.page, self.chains, self.wording = page, chains, wording
        self.denials = Denials(page.parsed, page.parsed.once(find_sayings), chains.people)

    def quotations(self) -> list[Fact]:
        heard = hear(self.page)
        before: tuple[Worded, int] | None = None
        found: dict[int, Fact] = {}
        for n, place in enumerate(self.page.places):
            if place is None:
                continue
            worded = self.wording.of(n, heard.get(n), before)
            if self.page.parent[n] < 0:
                before = (worded, place.paragraph) if worded is not None else None
            found[n] = self._fact(n, heard.get(n), worded, found)
        return list(found.values())

    def _fact(self, n: int, heard: Heard | None, worded: Worded | None, found: dict[int, Fact]) -> Fact:
        one, text = self.page.quoted[n], self.page.parsed.text
        flags = () if one.closed or self._goes_on(n) else ("the closing mark is missing",)
        earlier = found.get(one.continues) if one.continues is not None else None
        continues = earlier.identity if earlier is not None else ""
        if worded is not None and worded.held:
            heard = None
        voice = self._voice(one.outer, heard, worded)
        if voice is None:
            return self._unheard(one, continues, flags)
        cue = heard.saying.word.span if heard is not None and heard.saying is not None else None
        told = told_with(self.page.parsed, cue, self.page.outers_near(cue)) if cue is not None else Told()
        particulars: dict[str, str | tuple[str, ...]] = {
            "speaker": _identities(voice.links),
            "speaker_words": plain(voice.words.of(text)),
            "cue": cue.of(text) if cue is not None else "",
            "venue": told.venue,
            "day": told.day,
            "continues": continues,
        }
        chain = joined([*self.denials.told(one.outer, voice.links, voice.through), *voice.through])
        others = (voice.words, cue) if cue is not None else (voice.words,)
        return Fact("quote", one.inner, voice.rule, particulars, chain[0].manner, chain, others, flags)

    def _unheard(self, one: "Quoted", continues: str, flags: tuple[str, ...]) -> Fact:
        """A quotation whose speaker the text does not show; in a turn of a transcript it is of whoever speaks."""
        status, chain = self.chains.at(one.outer)
        part = self.chains.frame.part_at(one.outer.start)
        turn = part.speaker if part is not None and part.kind in TURNS else ""
        told = {"speaker": chain[0].refers if turn else "", "speaker_words": turn, "continues": continues}
        rule = "speaker of the turn" if turn else "no speaker"
        return Fact("quote", one.inner, rule, told, status if turn else Status.STATED, chain, flags=flags)

    def _voice(self, outer: "Span", heard: Heard | None, worded: Worded | None) -> _Voice | None:
        """Who speaks in a quotation, and through whom that reaches us."""
        saying = heard.saying if heard is not None else None
        if worded is not None:
            manner = Status.STATED if worded.held else Status.ALLEGED
            manner = saying.manner if saying is not None else manner
            links = self.chains.document_links(worded.cited, manner)
            _, ground = self.chains.ground(outer)
            return _Voice(worded.cited.span, links[:1], (*links[1:], *ground), worded.rule)
        if heard is None:
            return None
        links = self.chains.speaker_links(
            heard.source, saying.manner if saying is not None else Status.STATED
        )
        _, chain = self.chains.at(saying.word.span if saying is not None else outer)
        placed = self.chains.people.placed_in(self.page.parsed, saying.span) if saying is not None else None
        inside = self.chains.document_links(placed, Status.STATED) if placed is not None else ()
        return _Voice(self.chains.people.trimmed(heard.source), links, (*inside, *chain), heard.rule)

    def _goes_on(self, n: int) -> bool:
        """Whether a later quotation goes on with this one, so that no closing mark is wanted."""
        return any(one.continues == n for one in self.page.quoted[n + 1 : n + 12])


def _identities(links: tuple[Link, ...]) -> str | tuple[str, ...]:
    known = tuple(one.refers for one in links if one.refers)
    return known if len(known) > 1 else known[0] if known else ""
