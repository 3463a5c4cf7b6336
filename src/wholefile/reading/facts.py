"""What a reading proposes: facts with their words, their standing, and the whole chain of those who say so.

Every kind of fact and what is told of it is listed in `TOLD`; a reading cannot propose anything else. Identities name
the kind and the place (`person:17-29`), so that the same text gives the same ones whatever rules were added since.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from wholefile.core.errors import Invalid
from wholefile.reading.spans import Span

TOLD: Mapping[str, tuple[str, ...]] = {
    # Who. `named` is "no" for people whom the document does not name; they stay so.
    "person": ("name", "named", "variants"),
    "organisation": ("name",),
    # What somebody is: a code of ROLES, the words of the title, in which matter, and for whom (counsel).
    "role": ("of", "role", "title", "matter", "whom"),
    # The law.
    "charge": ("offence", "against", "count", "statute", "disposition", "disposition_date"),
    "claim": ("cause", "by", "against", "count", "pleaded"),
    "relief": ("form", "by", "amount"),
    "citation": ("authority", "cites"),
    # What happened. Days are YYYY-MM-DD; `date` is a TIMEX3 value (2024-07); first and last bound it.
    "court_event": ("act", "of", "by", "date", "first", "last", "precision", "derivation"),
    "event": ("participants", "date", "first", "last", "precision", "derivation"),
    "time": ("type", "date", "first", "last", "precision", "derivation"),
    # Who says what. `speaker` is the identity of a person, organisation or document; `speaker_words` their words.
    "document": ("what", "author", "seen_by"),
    "quote": ("speaker", "speaker_words", "cue", "venue", "day", "continues"),
    "assertion": ("by", "by_words"),
    # Two derivations of one date, two spellings of one name, two names of one claim.
    "check": ("first", "second", "about", "agrees"),
}

ROLES = (
    "attorney", "counsel", "court", "decedent", "defendant", "expert", "judge", "juror", "minor", "officer", "other",
    "party", "plaintiff", "prosecutor", "suspect", "unnamed", "victim", "witness",
)  # fmt: skip


class Status(StrEnum):
    """How a fact stands in its document. No rule ever makes an established fact of an allegation."""

    COURT_ACT = "court act"  # an act of a court, grand jury or prosecutor, as somebody reports it
    REPORTED = "reported"  # the document says it in its own voice
    STATED = "stated"  # somebody is quoted or reported as saying it
    ALLEGED = "alleged"  # somebody asserts it against somebody, or the document hedges it
    DENIED = "denied"  # somebody says that it is not so


@dataclass(frozen=True, slots=True)
class Link:
    """One of those through whom a fact reaches the reader: who, how, and where the document says so.

    `refers` is the identity of a person, organisation or document of the same reading, or empty. `span` is None only
    for the document that is read, as the last of every chain.
    """

    who: str
    manner: Status
    span: Span | None = None
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A proposed fact.

    `span` is where it stands, `others` are further places that bear it (every mention of a person). `told` holds the
    particulars that TOLD lists for the kind, in words or identities; lists are tuples; what is unknown is left out.
    `chain` goes from who asserts it, the innermost, outwards to the document. `rule` names the rule that fired.
    `flags` say in words what a person should look at.
    """

    kind: str
    span: Span
    rule: str
    told: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    status: Status = Status.REPORTED
    chain: tuple[Link, ...] = ()
    others: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()
    nth: int = 0

    def __post_init__(self) -> None:
        if self.kind not in TOLD:
            raise Invalid("reading.fact", f"{self.kind!r} is no kind of fact")
        unknown = sorted(set(self.told) - set(TOLD[self.kind]))
        if unknown:
            raise Invalid("reading.fact", f"a fact of kind {self.kind} does not tell {', '.join(unknown)}")
        kept = {name: value for name, value in self.told.items() if value}
        object.__setattr__(self, "told", MappingProxyType(kept))

    @property
    def identity(self) -> str:
        """`kind:start-end`, with `:n` when several of a kind stand in the same place."""
        place = f"{self.kind}:{self.span.start}-{self.span.end}"
        return f"{place}:{self.nth}" if self.nth else place

    def words(self, text: str) -> str:
        """The words of the document that bear the fact."""
        return self.span.of(text)

    def one(self, name: str) -> str:
        """A particular that is one value; empty when it is not known."""
        value = self.told.get(name, "")
        return value if isinstance(value, str) else " ".join(value)

    def all(self, name: str) -> tuple[str, ...]:
        """A particular that is a list; empty when it is not known."""
        value = self.told.get(name, ())
        return (value,) if isinstance(value, str) else value
