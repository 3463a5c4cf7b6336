"""What a form may name: only what the person who fills it in may see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from wholefile.core.acts import kind_of
from wholefile.core.acts.schema import ITEM
from wholefile.core.errors import Forbidden, NotFound, WholefileError
from wholefile.record.lookups import unknown
from wholefile.record.numbers import numbers_given
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.rules.registry import RULES, Refused
from wholefile.showing import seeing
from wholefile.showing.acts_seen import ActsSeen, acts_at
from wholefile.showing.files import content_seen

# These name cases into which their signers need not be able to look: who takes a thing in notes down the case that is
# named to them, and who manages roles handles no evidence (rule A3).
_NAMES_ANY_CASE = ("item.received", "case.opened", "role.granted", "role.ended")
# What these acts list comes from the whole record: candidates, and whatever else lies at a place.
_LISTS_ANY_CASE = ("screening.run", "inventory.recorded")
# Numbers that the record gave: what they are of, and the table, column and position of the act that gave them.
_NUMBERED = {
    "transfer": ("transfer", "transfer", "transfer", "released_seq"),
    "hold": ("hold", "hold", "hold", "seq"),
    "disposition": ("disposition", "disposition", "disposition", "seq"),
    "request": ("laboratory request", "laboratory_request", "request", "seq"),
    "objection": ("objection", "objection", "objection", "seq"),
    "inconsistency": ("inconsistency", "inconsistency", "inconsistency", "seq"),
    "statement": ("statement", "statement", "statement", "seq"),
    "first": ("statement", "statement", "statement", "seq"),
    "second": ("statement", "statement", "statement", "seq"),
    "fact": ("fact", "fact", "fact", "seq"),
    "order": ("order", "court_order", "order", "seq"),
    "deadline": ("deadline", "deadline", "deadline", "seq"),
    "obligation": ("obligation", "obligation", "obligation", "seq"),
}
_VOUCHER = re.compile(ITEM.spec["expression"], re.ASCII)
_NUMBER = re.compile(r"V[0-9]{2}-[0-9]{6}(?:\.[0-9]+)*|\b[A-Z]{1,3}-[0-9]+\b", re.ASCII)
_CASES = ("docket", "dockets", "other")


def check_seen(db: Database, sight: Sight, kind: str, told: Mapping[str, Any]) -> None:
    """Every item, case, file and number that is named is in sight, whichever field names it.

    Without this a rule's refusal would tell about things that its reader must not know to exist. What somebody sees
    through a role of the defence counts only for acts that the defence signs: where a thing is now is not their affair.
    Raises NotFound in the same words for what does not exist and for what is not seen, Forbidden for an act that would
    list what is not.
    """
    if sight.everything:
        return
    seen_by = sight if _signed_by_the_defence(kind) else seeing.of_the_office(sight)
    if kind in _LISTS_ANY_CASE:
        raise Forbidden(
            "sight.whole", "This act lists what lies in other cases; somebody who sees all of them does it."
        )
    items = [one for one in strings(told) if _VOUCHER.fullmatch(one)]
    _refuse_first("item", items, seeing.seen_items(db, seen_by, items))
    if kind not in _NAMES_ANY_CASE or (seen_by.nothing and not kind.startswith("role.")):
        cases = _named(told, _CASES)
        _refuse_first("case", cases, seeing.seen_cases(db, seen_by, cases))
    for field, (noun, table, column, position) in _NUMBERED.items():
        for number in _named(told, (field,)):
            if not _is_seen(db, seen_by, db.one(table, **{column: number}), position):
                raise unknown(noun, number)
    for number in _named(told, ("production", "supersedes")):
        row = db.one("production", production=number)
        if row is None or not seeing.seen_cases(db, seen_by, [row.docket]):
            raise unknown("production", number)
    digests = _named(told, ("sha256",))
    source = told.get("source")
    if isinstance(source, Mapping):
        digests.append(str(source.get("sha256")))
    named = _named(told, ("addressees",))
    _refuse_first("counsel", named, seeing.seen_counsel(db, seen_by, named))
    _refuse_first("file", digests, {one for one in digests if content_seen(db, seen_by, one)})


def check_prepared(
    db: Database, sight: Sight, acts: Iterable[Mapping[str, Any]], checked: Collection[str] = ()
) -> None:
    """What an action would record names nothing beyond sight either, as the items of an open transfer.

    Fields that are `checked` were where they were named: counsel is told of a case and a test before it sees either.
    Raises NotFound in words that name nothing.
    """
    for one in acts:
        kind, body = str(one["act"]["kind"]), one["body"]
        given = numbers_given(kind, body)
        named = {name: value for name, value in body.items() if value not in given and name not in checked}
        if kind == "objection.raised":
            # Checked where they were named: at the portal against the schedule, which has what was withheld too.
            named.pop("items", None)
        try:
            check_seen(db, sight, kind, named)
        except NotFound:
            raise NotFound(
                "sight.beyond", "This is also about something that does not exist for you."
            ) from None


def check_begun_by(sight: Sight, person: str, signers: Collection[str]) -> None:
    """Whoever begins an act signs it, or works for the office. Raises Forbidden."""
    if person not in signers and not sight.everything and seeing.of_the_office(sight).nothing:
        raise Forbidden("signing.for_others", "You begin only what you sign yourself.")


def in_sight(db: Database, sight: Sight, error: WholefileError, told: Mapping[str, Any]) -> WholefileError:
    """A refusal as this person may read it: where it names what they neither named nor see, the rule's own text."""
    if sight.everything:
        return error
    typed = " ".join(strings(told))
    dockets, rest = _cases_told(db, error.message)
    named = [one for one in _NUMBER.findall(rest) if not _is_typed(one, typed)]
    vouchers = [one for one in named if _VOUCHER.fullmatch(one)]
    people = [one for one in named if one.startswith("P-")]
    hidden = set(named) - set(vouchers) - set(people) or set(vouchers) - seeing.seen_items(
        db, sight, vouchers
    )
    dockets = [one for one in dockets if not _is_typed(one, typed)]
    if not hidden and '"' not in error.message and set(dockets) <= seeing.seen_cases(db, sight, dockets):
        return error
    if isinstance(error, Refused):
        return Refused(error.rule, RULES[error.rule].text)
    return type(error)(error.code, "This cannot be done now.")


def _cases_told(db: Database, message: str) -> tuple[list[str], str]:
    """The cases that a message names, and the message without their dockets, in which numbers can be read.

    The longest comes first, so that CR-2031-11 does not name CR-2031-1 too. A docket that has the form of a number of
    the record's own stays in the message: nothing tells whether the one or the other is meant.
    """
    known = [str(one) for (one,) in db.query('SELECT "docket" FROM "case_file"') if str(one) in message]
    found = []
    for docket in sorted(known, key=len, reverse=True):
        if docket in message:
            found.append(docket)
            if not _NUMBER.fullmatch(docket):
                message = _alone(docket).sub(" ", message)
    return found, message


def _is_typed(name: str, typed: str) -> bool:
    """Whether somebody named this themselves: as it stands or as the whole of a part, not within a longer name."""
    return _alone(name).search(typed) is not None


def _alone(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/-]){re.escape(name)}(?![\w/-])")


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple | set):
        for one in value:
            yield from strings(one)


def _signed_by_the_defence(kind: str) -> bool:
    return any("defence" in (field.signer or ()) for field in kind_of(kind).signers)


def _is_seen(db: Database, sight: Sight, row: Row | None, position: str) -> bool:
    """Whether the act that gave a number is shown."""
    if row is None:
        return False
    acts = acts_at(db, [getattr(row, position)])
    return bool(acts) and ActsSeen(db, sight, acts).is_seen(acts[0].seq)


def _named(told: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        value = told.get(name)
        found += [value] if isinstance(value, str) else []
        found += [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []
    return [one for one in found if one]


def _refuse_first(noun: str, named: Iterable[str], seen: set[str]) -> None:
    for one in named:
        if one not in seen:
            raise NotFound(f"{noun}.unknown", f"There is no {noun} {one}.")
