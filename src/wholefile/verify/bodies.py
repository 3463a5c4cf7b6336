"""Checks 15 to 17: what the entries say is what was signed, and what is not shown is accounted for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wholefile.core.acts import KINDS, check_body
from wholefile.core.acts.schema import Field, Kind
from wholefile.core.bundle import CLOSED_PENDING, CLOSED_REGISTER
from wholefile.core.case_file import NOT_OPENED
from wholefile.core.errors import Invalid
from wholefile.core.header import INDEX_KIND
from wholefile.core.produced_files import EXPUNGEMENT
from wholefile.core.schedule import KEPT_BACK
from wholefile.core.subjects import Subjects
from wholefile.verify.checks import describe, some_of
from wholefile.verify.entries import Recorded
from wholefile.verify.given import Given
from wholefile.verify.report import Outcome, failed, passed

WITHHELD = "withheld"
DECISION = "disclosure.decided"
# Who may sign must be open to whoever relies on the signatures; other entries of the register are not their business.
OPEN_IN_REGISTER = frozenset((
    "record.opened", "person.added", "key.enrolled", "key.revoked", "record.expunged",
))  # fmt: skip
# What else may stand in the register: acts of its own, and those of cases that name no case.
CLOSED_IN_REGISTER = {kind.name for kind in KINDS.values() if kind.place == "register"} - OPEN_IN_REGISTER | {
    "access.exported", "inventory.recorded", "role.ended", "role.granted",
}  # fmt: skip
# Without these nobody could check the signatures, the index and the expungements of all the rest.
KEPT_FOREVER = frozenset(("record.opened", "key.enrolled", "key.revoked", EXPUNGEMENT, INDEX_KIND))


@describe(
    15,
    "What is shown of every entry is what it was made with.",
    reads="the openings in proof/bundle.json",
    failing="The contents of an entry were changed after it was signed, or exchanged with those of another.",
)
def every_body_matches_its_commitment(given: Given) -> Outcome:
    """Every opening fits the commitment in its signed act."""
    shown = [one for one in _all(given) if one.entry.opening is not None]
    broken = sorted({one.seq for one in shown if one.broken})
    if broken:
        return failed(f"The contents shown for these entries are not theirs: {some_of(broken)}.", len(shown))
    return passed(f"The contents of {len(shown)} entries are those that were signed.", len(shown))


@describe(
    16,
    "Every entry has the contents that its kind asks for.",
    reads="the openings in proof/bundle.json",
    failing="An entry says something that acts of its kind cannot say, or leaves out what they must.",
)
def every_body_fits_its_kind(given: Given) -> Outcome:
    """Every field shown belongs to the kind and has its type; whole bodies lack nothing."""
    count = 0
    for one in _all(given):
        if one.fields is None:
            continue
        count += 1
        if why := _refusal(one, one.fields):
            return failed(f"Entry {one.seq}: {why}.", count)
    return passed(f"The contents of {count} entries are complete and of the right form.", count)


def _refusal(one: Recorded, fields: Mapping[str, object]) -> str | None:
    kind = KINDS.get(one.kind)
    if kind is None:
        return f"there is no kind of act {one.kind!r}"
    if one.whole:
        try:
            check_body(one.kind, fields)
        except Invalid as error:
            return error.message
        return None
    return _partial_refusal(kind, fields, one.hidden)


def _partial_refusal(kind: Kind, fields: Mapping[str, object], hidden: int) -> str | None:
    known: dict[str, Field] = {field.name: field for field in kind.all_fields}
    for name, value in fields.items():
        if name not in known:
            return f"{kind.name} has no field {name!r}"
        if why := known[name].type.refuse(value):
            return f"{kind.name}: {name} {why}"
    unseen = [field for name, field in known.items() if name not in fields]
    if not sum(field.required for field in unseen) <= hidden <= len(unseen):
        return f"{kind.name} cannot have {hidden} more fields than are shown"
    return None


@describe(
    17,
    "Whatever is not shown is accounted for by an entry that says why.",
    reads="the openings, the decisions and the orders of expungement in proof/bundle.json",
    failing="Contents are kept back although an item they concern was decided on and not withheld, or so that nobody "
    "can tell what they concern, or without a court's order to destroy them.",
)
def every_missing_body_is_explained(given: Given) -> Outcome:
    """What is closed concerns only items withheld or undecided, or is expunged, reasoning, or of the register."""
    explained = 0
    reasons = _Reasons(given)
    for one in _all(given):
        if one.whole or one.broken:
            continue
        explained += 1
        if why := reasons.lacking(one):
            return failed(f"Entry {one.seq} ({one.kind}) {why}.", explained)
    told = f"{explained} entries are not shown in full; for each, the record says why."
    if destroyed := {one.seq for one in _all(given) if one.entry.expunged_by is not None}:
        told += f" {len(destroyed)} of them a court had destroyed: {some_of(reasons.orders)}."
    return passed(told, explained)


class _Reasons:
    """What the proven entries give as reasons for closing others."""

    def __init__(self, given: Given) -> None:
        self._case = {one.seq for one in (*given.entries, *given.brought)}
        self._decisions = _current_decisions(given)
        orders = [one for one in _all(given) if one.kind == EXPUNGEMENT and one.whole and one.fields]
        court = _court(given)
        orders = [one for one in orders if (one.fields or {}).get("ordered_by") in court]
        self.orders = dict.fromkeys(
            f"{fields.get('order')} (entered by {fields.get('ordered_by')})"
            for fields in (one.fields or {} for one in orders)
        )
        self._expunged = dict(_expunged(orders))
        self._case_file = given.case
        self._subjects = Subjects()
        for one in (*given.brought, *given.entries):
            self._subjects.read(one.kind, one.fields or {})

    def lacking(self, one: Recorded) -> str:
        """Why what is closed of this entry is not accounted for, or nothing."""
        entry = one.entry
        if entry.closed == CLOSED_REGISTER:
            is_closed = one.kind in CLOSED_IN_REGISTER and one.seq not in self._case
            return "" if is_closed else "may not be closed"
        if entry.expunged_by is not None:
            stands = self._expunged.get(one.seq) == entry.expunged_by and one.kind not in KEPT_FOREVER
            return (
                "" if stands else "is said to be expunged, but no order of a court in the record destroys it"
            )
        if one.fields is None or one.kind not in KINDS or one.seq not in self._case:
            return "is not shown, and nothing says why"
        if why := _unplaced(KINDS[one.kind], one):
            return why
        if KINDS[one.kind].reasoning:
            return ""  # nothing else can be closed of it
        return self._open_subject(one, one.fields)

    def _open_subject(self, one: Recorded, fields: Mapping[str, Any]) -> str:
        """Whether all that the entry is about is closed, and by what the sender says it is."""
        items = self._subjects.of(one.kind, fields)
        decided = [self._decisions[item] for item in items if item in self._decisions]
        words = [(decision.fields or {}).get("decision") for decision in decided]
        if not items or any(word not in NOT_OPENED for word in words):
            return "is not shown in full, although it concerns something that is decided and not withheld"
        if not any(self._case_file.has(item) for item in items):
            return "is not shown in full, although it concerns no item of the case"
        withheld = [decision.seq for decision, word in zip(decided, words, strict=True) if word == WITHHELD]
        if one.entry.closed == CLOSED_PENDING:
            return "is said to wait for a decision that was made" if len(withheld) == len(items) else ""
        if one.entry.withheld_by in withheld and len(withheld) == len(items):
            return ""
        return "does not name the decision by which it is withheld"


def _unplaced(kind: Kind, one: Recorded) -> str:
    """Whether something is closed that says what the act bears on, or, in acts with reasoning, more than that.

    The name of a closed field is not known, but it stands in its place among the shown ones, in the order of names: no
    more can be closed between two names than the kind has fields there that may be.
    """
    shown = one.fields or {}
    closable = kind.reasoning or {field.name for field in kind.all_fields} - kind.placing
    for field in kind.all_fields:
        if field.required and field.name not in closable and field.name not in shown:
            return f"does not show its {field.name}, which no production may keep back"
    if one.kind == DECISION and shown.get("decision") in KEPT_BACK and "ground" not in shown:
        return "does not show its ground, which no production may keep back"
    for after, before, count in one.closed_runs:
        fitting = sum(
            name not in shown and after < name and (not before or name < before) for name in closable
        )
        if count > fitting:
            return "keeps back more than may be"
    return ""


def _current_decisions(given: Given) -> dict[str, Recorded]:
    """The last decision on each item in this case."""
    found = {}
    for one in given.entries:
        fields = one.fields or {}
        if one.kind == DECISION and fields.get("docket") == given.bundle.docket and "item" in fields:
            found[str(fields["item"])] = one
    return found


def _court(given: Given) -> set[str]:
    """The persons whom an open grant makes part of the court, everywhere or in this case."""
    return {
        str(one.fields.get("person"))
        for one in (*given.register, *given.entries)
        if one.kind == "role.granted" and one.whole and one.fields and one.fields.get("role") == "court"
        if one.fields.get("docket", given.bundle.docket) == given.bundle.docket
    }


def _expunged(orders: Iterable[Recorded]) -> Iterator[tuple[int, int]]:
    """Positions whose bodies a court ordered to be destroyed, each with the position of that act."""
    for one in orders:
        yield from ((seq, one.seq) for seq in (one.fields or {}).get("positions", []) if seq < one.seq)


def _all(given: Given) -> tuple[Recorded, ...]:
    """Every entry as shown in each place, so that a second showing cannot differ from the first unseen."""
    return (*given.brought, *given.register, *given.entries, given.index)


CHECKS = (every_body_matches_its_commitment, every_body_fits_its_kind, every_missing_body_is_explained)
