"""Checks 15 to 17: what the entries say is what was signed, and what is not shown is accounted for."""

from collections.abc import Iterator, Mapping

from wholefile.core.acts import KINDS, check_body
from wholefile.core.acts.schema import Field, Kind
from wholefile.core.bundle import CLOSED_REGISTER
from wholefile.core.errors import Invalid
from wholefile.verify.checks import describe, some_of
from wholefile.verify.entries import Recorded
from wholefile.verify.given import Given
from wholefile.verify.report import Outcome, failed, passed

WITHHELD = "withheld"
# Who may sign must be open to whoever relies on the signatures; other entries of the register are not their business.
OPEN_IN_REGISTER = frozenset(("record.opened", "person.added", "key.enrolled", "key.revoked"))
# The explanation why a candidate does not concern the case is the office's own; that it was dismissed is not.
HIDDEN_IN_DISMISSAL = frozenset(("explanation", "note"))


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
    failing="Contents are kept back without a recorded decision to withhold them or a court's order to destroy them.",
)
def every_missing_body_is_explained(given: Given) -> Outcome:
    """Each hidden part points at a current decision to withhold, an expungement, or is a closed register entry."""
    explained = 0
    decisions, expunged = _current_decisions(given), dict(_expunged(given))
    case = {one.seq for one in (*given.entries, *given.brought)}
    for one in _all(given):
        if one.whole or one.broken:
            continue
        explained += 1
        if why := _unexplained(one, decisions, expunged, in_case=one.seq in case):
            return failed(f"Entry {one.seq} ({one.kind}) {why}.", explained)
    return passed(f"{explained} entries are not shown in full; for each, the record says why.", explained)


def _unexplained(
    one: Recorded, decisions: Mapping[str, Recorded], expunged: Mapping[int, int], *, in_case: bool
) -> str | None:
    """Why what is hidden of this entry is not accounted for, or nothing."""
    entry = one.entry
    if entry.closed is not None:
        closed_to_the_case = entry.closed != CLOSED_REGISTER or one.kind in OPEN_IN_REGISTER or in_case
        return "may not be closed" if closed_to_the_case else None
    if entry.expunged_by is not None:
        stands = expunged.get(one.seq) == entry.expunged_by
        return None if stands else "is said to be expunged, but no order in the record names it"
    if one.fields is None:
        return "is not shown, and nothing says why"
    if one.kind == "candidate.dismissed" and _only_hides(one, HIDDEN_IN_DISMISSAL):
        return None
    items = one.items
    withheld = [decisions[item].seq for item in items if item in decisions and _withholds(decisions[item])]
    if not items or len(withheld) != len(items):
        return "is not shown in full, although it concerns something that is not withheld"
    if entry.withheld_by not in withheld:
        return "does not name the decision by which it is withheld"
    return None


def _only_hides(one: Recorded, hidden: frozenset[str]) -> bool:
    shown = one.fields or {}
    return all(field.name in shown for field in KINDS[one.kind].fields if field.name not in hidden)


def _withholds(decision: Recorded) -> bool:
    return (decision.fields or {}).get("decision") == WITHHELD


def _current_decisions(given: Given) -> dict[str, Recorded]:
    """The last decision on each item in this case."""
    found = {}
    for one in given.entries:
        fields = one.fields or {}
        if (
            one.kind == "disclosure.decided"
            and fields.get("docket") == given.bundle.docket
            and "item" in fields
        ):
            found[str(fields["item"])] = one
    return found


def _expunged(given: Given) -> Iterator[tuple[int, int]]:
    """Positions whose bodies a court ordered to be destroyed, each with the position of that act."""
    for one in _all(given):
        if one.kind == "record.expunged" and one.whole and one.fields:
            yield from ((seq, one.seq) for seq in one.fields.get("positions", []) if seq < one.seq)


def _all(given: Given) -> tuple[Recorded, ...]:
    """Every entry as shown in each place, so that a second showing cannot differ from the first unseen."""
    return (*given.brought, *given.register, *given.entries, given.index)


CHECKS = (every_body_matches_its_commitment, every_body_fits_its_kind, every_missing_body_is_explained)
