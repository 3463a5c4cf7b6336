"""What is served: the files below data/, all of which one digest stands for.

Drawn up from the acts recorded before the act of serving and from nothing else, so that the same production can be
drawn up again years later, byte for byte. The natives stay in the store until the folder is written.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from wholefile.actions.cover_letter import Letter, letter_pdf
from wholefile.core.canonical import encode
from wholefile.core.case_file import CaseFile, read_case
from wholefile.core.errors import NotFound
from wholefile.core.loadfile import FIELDS, dat_rows, format_dat, format_opt, opt_pages
from wholefile.core.manifest import format_manifest, payload_digest
from wholefile.core.schedule import encode_schedule, privilege_log_of, schedule_of
from wholefile.record.bundles import CaseEntries
from wholefile.record.home import Record
from wholefile.record.lookups import person
from wholefile.record.opening import OpeningPolicy

SCHEDULE, LOG, CERTIFICATE = "data/schedule.json", "data/privilege-log.json", "data/certificate.json"
LETTER = "data/cover-letter.pdf"
CERTIFICATE_FORMAT = "wholefile certificate v1"
_NO_REDACTION = "produced in part; nothing of it is in this volume until a redacted version is served"
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Payload:
    """Files below data/ by path: `small` with their bytes, `natives` with the digest under which they are stored."""

    schedule: Mapping[str, Any]
    small: Mapping[str, bytes]
    natives: Mapping[str, str]
    certificate: str | None

    @property
    def manifest(self) -> bytes:
        """The bytes of manifest-sha256.txt."""
        digests = {path: sha256(raw).hexdigest() for path, raw in self.small.items()}
        return format_manifest(digests | dict(self.natives))

    @property
    def digest(self) -> str:
        """What the act of serving names."""
        return payload_digest(self.manifest)

    @property
    def schedule_digest(self) -> str:
        """What the act of serving names, and a receipt repeats."""
        return sha256(self.small[SCHEDULE]).hexdigest()


@dataclass(frozen=True, slots=True)
class Occasion:
    """On whom a production is served, by whom (person id), and when (milliseconds since 1970, UTC).

    `certificate` names the one it rests on; None lets `draw_up` take the latest that still covers every item, and
    "" takes none. `letter` is the letter as it was first made, where it was kept.
    """

    to: str
    by: str
    at: int
    certificate: str | None = None
    letter: bytes | None = None


def draw_up(
    record: Record, production: str, entries: CaseEntries, policy: OpeningPolicy, occasion: Occasion
) -> Payload:
    """The payload of a planned production, from the entries of its case before it was served."""
    case = read_case(entries.shown(policy), entries.docket)
    schedule = schedule_of(case, production)
    certificate = _certificate(case, occasion.certificate, len(schedule["rows"]))
    log = privilege_log_of(case, production)
    files = {
        SCHEDULE: encode_schedule(schedule),
        "data/schedule.csv": _schedule_csv(schedule["rows"]),
        LOG: encode(log),
        "data/privilege-log.csv": _log_csv(record, log["rows"]),
        f"data/loadfiles/{production}.dat": format_dat(FIELDS, dat_rows(schedule)),
        f"data/loadfiles/{production}.opt": format_opt(opt_pages(schedule)),
    }
    if certificate:
        files[CERTIFICATE] = encode(certificate)
    files[LETTER] = occasion.letter or _letter(record, case, entries, schedule, certificate, occasion)
    natives = {file["path"]: file["sha256"] for row in schedule["rows"] for file in row["files"]}
    return Payload(schedule, files, natives, certificate["act"]["certificate"] if certificate else None)


def _certificate(case: CaseFile, named: str | None, items: int) -> dict[str, Any] | None:
    """The act of certification: the one named, or the latest if no item came into the case since."""
    found = [(seq, act) for seq, act in case.certificates if named in (None, act["certificate"])]
    if not found:
        if named:
            raise NotFound("certificate.unknown", f"There is no certificate {named} in {case.docket}.")
        return None
    seq, act = found[-1]
    if named is None and act["items"] != items:
        return None
    return {"format": CERTIFICATE_FORMAT, "position": seq, "act": dict(act)}


def _letter(  # noqa: PLR0917 - all that a letter speaks of
    record: Record,
    case: CaseFile,
    entries: CaseEntries,
    schedule: Mapping[str, Any],
    certificate: Mapping[str, Any] | None,
    occasion: Occasion,
) -> bytes:
    sender = person(record.db, occasion.by)
    opened = next((one.fields for one in entries.entries if one.kind == "case.opened" and one.fields), {})
    by = person(record.db, certificate["act"]["by"]).name if certificate else ""
    return letter_pdf(
        Letter(
            schedule=schedule,
            schedule_digest=sha256(encode_schedule(schedule)).hexdigest(),
            case=opened,
            to=occasion.to,
            sender=sender.name,
            agency=sender.agency,
            at=occasion.at,
            numbers=_numbers(case, schedule["production"]),
            certificate=certificate,
            certified_by=by,
            log_key=record.log_key.vkey,
        )
    )


def _numbers(case: CaseFile, production: str) -> str:
    plan = case.productions[production]
    members = [member for part in sorted(plan.members) for member in plan.members[part]]
    if not members:
        return "none: no file is produced in this volume"
    count = f"{len(members)} file" + ("s" if len(members) > 1 else "")
    return f"{members[0]['bates_first']} to {members[-1]['bates_last']} ({count})"


def _schedule_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    head = [
        "Number", "Item", "Status", "Decision", "Ground", "Tags", "Category", "Description", "Bates", "Files",
        "Earlier productions", "Remark",
    ]  # fmt: skip
    return csv_bytes(head, (_schedule_line(row) for row in rows))


def _schedule_line(row: Mapping[str, Any]) -> list[str]:
    earlier = [f"{one['production']}: {_span(one)}" for one in row.get("earlier", ())]
    return [
        str(row["number"]),
        row["item"],
        row["status"],
        row.get("decision", "pending"),
        row.get("ground", ""),
        ", ".join(row["tags"]),
        row.get("category", ""),
        row.get("description", ""),
        ", ".join(_span(file) for file in row["files"]),
        "; ".join(file["name"] for file in row["files"]),
        "; ".join(earlier),
        _NO_REDACTION if row.get("decision") == "partial" else "",
    ]


def _span(file: Mapping[str, str]) -> str:
    first, last = file["bates_first"], file["bates_last"]
    return first if first == last else f"{first} to {last}"


def _log_csv(record: Record, rows: Iterable[Mapping[str, Any]]) -> bytes:
    def name(number: str | None) -> str:
        return person(record.db, number).name if number else ""

    head = ["Number", "Item", "Category", "Decision", "Ground", "Tags", "Decided by", "Reviewed by", "Entry"]
    lines = (
        [
            str(row["number"]),
            row["item"],
            row.get("category", ""),
            row["decision"],
            row.get("ground", ""),
            ", ".join(row["tags"]),
            name(row.get("author")),
            name(row.get("reviewer")),
            str(row["decided_by"]),
        ]
        for row in rows
    )
    return csv_bytes(head, lines)


def csv_bytes(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A table for spreadsheets (RFC 4180, UTF-8 with byte order mark).

    A value that a spreadsheet would run as a formula gets a quotation mark before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    for line in lines:
        writer.writerow([f"'{value}" if value.startswith(_FORMULA) else value for value in line])
    return text.getvalue().encode("utf-8-sig")
