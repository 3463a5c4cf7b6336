"""Reads a document: every layer in its turn, and one list of proposed facts at the end.

The order is that in which a careful reader would go: what sort of document it is and of which day; what is quoted,
since quotation marks mask everything else; who appears; which documents and legal acts are named; when things happened;
and who says what. Then each fact is given the standing of the words in which it stands.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from wholefile.core.errors import Invalid
from wholefile.reading.attribution import Attributions, find_attributions
from wholefile.reading.attribution_acts import standing_of_act
from wholefile.reading.events import find_events
from wholefile.reading.facts import Fact, Status
from wholefile.reading.frame import Frame, frame
from wholefile.reading.kinds.counters import counters
from wholefile.reading.language import load, parse
from wholefile.reading.law.citations import citations_library
from wholefile.reading.law.documents import find_documents
from wholefile.reading.law.ended import with_days
from wholefile.reading.law.legal import find_legal
from wholefile.reading.names.entities import find_entities
from wholefile.reading.names.roles import find_roles
from wholefile.reading.quotes.marks import find_quoted
from wholefile.reading.quotes.speakers import find_speakers
from wholefile.reading.taken_back import flagged
from wholefile.reading.time.expressions import find_times
from wholefile.reading.version import version_of
from wholefile.reading.wrapping import unwrapped

# A longer text is refused: it is a container of documents, and each of them is read by itself.
MOST_CHARACTERS = 12_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says, as proposals in the order of the text.

    `version` names the rules and the model, for whoever reads again; `skipped` says in words what could not be done.
    """

    facts: tuple[Fact, ...]
    frame: Frame
    version: str
    skipped: tuple[str, ...]

    def of_kind(self, *kinds: str) -> Iterator[Fact]:
        """The facts of some kinds, in the order of the text."""
        return (one for one in self.facts if one.kind in kinds)


def read(text: str, *, kind: str = "", day: date | None = None, title: str = "") -> Reading:
    """Propose facts of a document.

    `kind` and `day` are given by whoever knows them better than the text does; empty, they are found in it. `title`
    is what the last link of every chain calls the document. Raises Invalid when the text is longer than
    MOST_CHARACTERS.
    """
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            "reading.long",
            f"a text of {len(text):,} characters is too long to be read; at most {MOST_CHARACTERS:,}",
        )
    language = load()
    about = frame(text, kind=kind, day=day)
    flat = unwrapped(text, about.parts)
    quoted = find_quoted(flat)
    parsed = parse(flat, language, about.parts)
    entities = find_entities(parsed, quoted, about)
    documents = find_documents(parsed, quoted, entities, about)
    roles = tuple(find_roles(parsed, quoted, entities, about))
    legal = find_legal(parsed, quoted, entities, roles, about)
    masked = [one.outer for one in quoted if one.title]
    masked += counters(text) if about.kind == "transcript" else ()
    aside = [one.inner for one in quoted if not one.title]
    times = find_times(flat, about.day, masked=masked, aside=aside)
    acts = tuple(one for one in legal if one.kind == "court_event")
    events = find_events(parsed, times, entities, quoted, about, acts)
    quotes = find_speakers(parsed, quoted, entities, documents, about)
    said = find_attributions(parsed, quoted, quotes, entities, documents, about, title=title)
    found = [
        *entities.facts(),
        *roles,
        *documents,
        *(one for one in legal if one.kind != "court_event"),
        *events,
        *quotes,
        *said.assertions,
    ]
    standing = flagged(_standing(with_days(found, parsed), said), parsed, quoted, about)
    return Reading(_numbered(standing), about, version_of(parsed.model), _skipped(parsed.model))


def _standing(found: Iterable[Fact], said: Attributions) -> Iterator[Fact]:
    """Every fact with the standing and the chain of the words in which it stands, unless its rule knew better."""
    for one in found:
        if one.chain or one.kind in {"person", "organisation", "time", "check"}:
            yield one
            continue
        status, chain = (said.happening if one.kind == "event" else said.at)(one.span)
        if one.kind in _TELLING and said.asked(one.span):
            asked = status if status == Status.DENIED else Status.ALLEGED
            yield replace(one, status=asked, chain=chain, flags=(*one.flags, "only a question supposes it"))
            continue
        if one.kind == "court_event":
            yield replace(one, status=standing_of_act(said, one, status), chain=chain)
            continue
        yield replace(one, status=_lower(one.status, status), chain=chain)


def _lower(by_rule: Status, there: Status) -> Status:
    """The standing of a fact by its rule and by its place: an allegation stays one, and so does an act of a court."""
    if by_rule == Status.ALLEGED and there in {Status.REPORTED, Status.STATED}:
        return by_rule
    return by_rule if by_rule == Status.COURT_ACT and there != Status.DENIED else there


# What is told as so; a question tells none of it.
_TELLING = frozenset({"charge", "claim", "court_event", "event", "relief"})


def _numbered(found: Iterable[Fact]) -> tuple[Fact, ...]:
    """In the order of the text; what is told twice stands once; what shares a place is numbered."""
    unique = {(one.kind, one.span, tuple(sorted(one.told.items()))): one for one in found}
    seen: Counter[tuple[str, int, int]] = Counter()
    numbered = []
    for one in sorted(unique.values(), key=_order):
        place = (one.kind, one.span.start, one.span.end)
        numbered.append(replace(one, nth=seen[place]))
        seen[place] += 1
    return tuple(numbered)


def _order(one: Fact) -> tuple[int, int, str, str, str]:
    return one.span.start, -one.span.end, one.kind, one.rule, repr(sorted(one.told.items()))


def _skipped(model: str) -> tuple[str, ...]:
    found = []
    if not model:
        found.append("The language model is not installed: names and speakers are found by patterns alone.")
    if not citations_library():
        found.append("eyecite is not installed: only statutes are found, no reporters of cases.")
    return tuple(found)
