"""Importing an existing property room: every line of a CSV becomes an `item.received`, all of them or none.

No office starts empty. Each item is received again, by the person who imports and signs; when it came in before stands
in `occurred_at`, and `late_reason` names file and line. All acts are recorded in one transaction. The idempotency key
of each is the file's digest and the line, so that the same file imported twice is imported once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from wholefile import rules
from wholefile.actions.property_csv import PropertyFile
from wholefile.actions.property_lines import Reading, Trouble, body_of
from wholefile.actions.recording import Body, Planned, nonce_for, record_acts, while_numbers_move
from wholefile.actions.signing import Signer
from wholefile.core.docket import case_label
from wholefile.core.errors import Unprocessable
from wholefile.record import lookups
from wholefile.record.act import Draft
from wholefile.record.home import Record
from wholefile.rules.registry import Refused

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class NewCases:
    """How cases are opened that the file names and the record does not have."""

    kind: str
    court: str
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What importing a file would do: the lines that are good, and everything that is wrong by line.

    `new_cases` maps dockets to their captions. `doubled` are pairs of lines that say the same, which is no error.
    """

    bodies: tuple[tuple[int, Body], ...]
    new_cases: dict[str, str]
    troubles: tuple[Trouble, ...]
    doubled: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported; `repeated` when an earlier run of the same file had done it."""

    items: int
    first: str | None
    last: str | None
    cases: tuple[str, ...]
    first_seq: int | None
    last_seq: int | None
    repeated: bool


class _Undone(Exception):
    """Ends the trial: what was recorded in it is rolled back."""


def check_import(
    record: Record,
    file: PropertyFile,
    reading: Reading,
    signers: Sequence[Signer],
    *,
    new_cases: NewCases | None,
    progress: Progress,
) -> Checked:
    """Everything that is wrong with a file, line by line: its words, doubles, and what the rules refuse.

    Rules are asked of every line on the record as it would be, in a transaction that is rolled back.
    """
    troubles = [Trouble(number, words) for number, words in file.ragged]
    bodies: list[tuple[int, Body]] = []
    titles: dict[str, str] = {}
    for done, line in enumerate(file.lines):
        progress("Reading lines", done, len(file.lines))
        body, wrong = body_of(line, reading)
        troubles += wrong
        if not wrong:
            bodies.append((line.number, body))
            for docket in body["dockets"]:
                titles.setdefault(docket, line.values.get("case_title") or f"Case {docket}")
    troubles += _numbered_before(record, bodies)
    missing = {one: title for one, title in titles.items() if not record.db.exists("case_file", docket=one)}
    if new_cases is None:
        troubles += _without_case(bodies, missing)
        missing = {}
    troubled = {one.line for one in troubles}
    opening = case_acts(file, missing, new_cases, signers)
    good = [one for one in bodies if one[0] not in troubled]
    troubles += _refusals(record, good, opening, signers, progress)
    return Checked(
        tuple(bodies), missing, tuple(sorted(set(troubles), key=lambda t: t.line)), _doubled(bodies)
    )


def import_property(
    record: Record,
    file: PropertyFile,
    checked: Checked,
    signers: Sequence[Signer],
    *,
    new_cases: NewCases | None,
    progress: Progress,
) -> Imported:
    """Record every line, in one transaction. Raises Unprocessable when any line has an error."""
    if earlier := imported_before(record, file, signers):
        return earlier
    if checked.troubles:
        raise Unprocessable(
            "import.errors",
            f"{len(checked.troubles)} errors; nothing was imported. Mend the file, then run again.",
        )
    opening = case_acts(file, checked.new_cases, new_cases, signers)
    year = datetime.fromtimestamp(record.clock() / 1000, UTC).year

    def attempt() -> Imported:
        vouchers = _vouchers(lookups.next_voucher(record.db, year), len(checked.bodies))
        receipts = record_acts(record, _acts(file, checked, opening, vouchers, signers, progress))
        return Imported(
            len(vouchers),
            vouchers[0] if vouchers else None,
            vouchers[-1] if vouchers else None,
            tuple(checked.new_cases),
            receipts[0].seq if receipts else None,
            receipts[-1].seq if receipts else None,
            repeated=False,
        )

    return while_numbers_move(attempt)


def imported_before(record: Record, file: PropertyFile, signers: Sequence[Signer]) -> Imported | None:
    """What an earlier run of the same file by the same person imported, if there was one."""
    rows = []
    for line in file.lines:
        nonce = _nonces(file, line.number, signers)
        found = [record.db.one("entry", nonce=one) for one in nonce]
        rows += [one for one in found if one is not None]
        if not rows:
            return None
    if not rows:
        return None
    items = [record.db.one("item", seq=row.seq) for row in rows]
    vouchers = [one.item for one in items if one is not None]
    positions = [row.seq for row in rows]
    return Imported(
        len(rows),
        vouchers[0] if vouchers else None,
        vouchers[-1] if vouchers else None,
        (),
        min(positions),
        max(positions),
        repeated=True,
    )


def case_acts(
    file: PropertyFile, missing: dict[str, str], new_cases: NewCases | None, signers: Sequence[Signer]
) -> list[Planned]:
    """The acts that open the cases which the file names and the record lacks."""
    if new_cases is None:
        return []
    return [
        Planned(
            "case.opened",
            {
                "docket": docket,
                "as_printed": docket,
                "kind": new_cases.kind,
                "title": title[:300],
                "court": new_cases.court,
                "jurisdiction": new_cases.jurisdiction,
                "by": signers[0].person,
            },
            [signers[0]],
            [case_label(docket)],
            f"import/{file.digest}/case/{docket}",
        )
        for docket, title in missing.items()
    ]


def _acts(  # noqa: PLR0917 - all that an import is made of
    file: PropertyFile,
    checked: Checked,
    opening: list[Planned],
    vouchers: list[str],
    signers: Sequence[Signer],
    progress: Progress,
) -> Iterator[Planned]:
    yield from opening
    for done, ((number, body), voucher) in enumerate(zip(checked.bodies, vouchers, strict=True)):
        progress("Signing", done, len(vouchers))
        yield Planned(
            "item.received",
            {"item": voucher, **body},
            _signing(body, signers),
            sorted({case_label(one) for one in body["dockets"]}),
            _key(file, number),
        )
    progress(f"Recording {len(vouchers):,} items in one transaction", 0, 0)


def _signing(body: Body, signers: Sequence[Signer]) -> list[Signer]:
    return [signers[0], signers[1]] if "counted_by" in body else [signers[0]]


def _key(file: PropertyFile, number: int) -> str:
    return f"import/{file.digest}/{number}"


def _nonces(file: PropertyFile, number: int, signers: Sequence[Signer]) -> list[bytes]:
    """The nonces a line's act may have: signed by the importer alone, or with who counted currency."""
    return [
        nonce_for([one.person for one in signers[:n]], _key(file, number)) for n in range(1, len(signers) + 1)
    ]


def _vouchers(first: str, count: int) -> list[str]:
    prefix, digits = first.rsplit("-", 1)
    return [f"{prefix}-{number:06d}" for number in range(int(digits), int(digits) + count)]


def _refusals(
    record: Record,
    bodies: Sequence[tuple[int, Body]],
    opening: list[Planned],
    signers: Sequence[Signer],
    progress: Progress,
) -> list[Trouble]:
    """What the rules say to each line, were the new cases open."""
    found: list[Trouble] = []
    year = datetime.fromtimestamp(record.clock() / 1000, UTC).year
    voucher = lookups.next_voucher(record.db, year)
    try:
        with record.db.atomic():
            record_acts(record, opening)
            seq, at = lookups.entry_count(record.db), record.clock()
            for done, (number, body) in enumerate(bodies):
                progress("Asking the rules", done, len(bodies))
                draft = _draft(seq, at, {"item": voucher, **body}, signers)
                found += [Trouble(number, one.message) for one in rules.refusals(draft, record.db)]
            raise _Undone  # noqa: TRY301 - the way out of a transaction that must leave nothing
    except _Undone:
        return found
    except Refused as refused:
        return [Trouble(0, f"the new cases cannot be opened: {refused.message}")]


def _draft(seq: int, at: int, body: dict[str, Any], signers: Sequence[Signer]) -> Draft:
    signing = _signing(body, signers)
    return Draft(
        seq,
        "item.received",
        at,
        body,
        sorted({case_label(one) for one in body["dockets"]}),
        [one.person for one in signing],
        [one.key for one in signing],
    )


def _numbered_before(record: Record, bodies: Sequence[tuple[int, Body]]) -> Iterator[Trouble]:
    """Former numbers that stand twice in the file, or that an item of the record has already."""
    lines: dict[str, int] = {}
    for number, body in bodies:
        former = next((one["value"] for one in body["identifiers"] if one["kind"] == "lot"), None)
        if former is None:
            continue
        if former in lines:
            yield Trouble(number, f"number {former!r} stands on line {lines[former]} too")
        lines.setdefault(former, number)
        known = record.db.one("identifier", kind="lot", value=former)
        if known is not None:
            yield Trouble(number, f"number {former!r} is in the record already, as {known.item}")


def _without_case(bodies: Sequence[tuple[int, Body]], missing: dict[str, str]) -> Iterator[Trouble]:
    for number, body in bodies:
        for docket in body["dockets"]:
            if docket in missing:
                yield Trouble(number, f"there is no case {docket}; open it first, or let --open-cases do it")


def _doubled(bodies: Sequence[tuple[int, Body]]) -> tuple[tuple[int, int], ...]:
    """Lines that say the same as an earlier one."""
    seen: dict[str, int] = {}
    found = []
    for number, body in bodies:
        said = repr({name: value for name, value in body.items() if name != "late_reason"})
        if said in seen:
            found.append((seen[said], number))
        seen.setdefault(said, number)
    return tuple(found)
