"""What is served: the files below data/, all of which one digest stands for.

Drawn up from the acts recorded before the act of serving and from nothing else, so that the same production can be
drawn up again years later, byte for byte. The natives stay in the store until the folder is written.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from wholefile.core.sheets import privilege_log_csv, schedule_csv
from wholefile.record.bundles import CaseEntries
from wholefile.record.home import Record
from wholefile.record.lookups import person
from wholefile.record.opening import OpeningPolicy

SCHEDULE, LOG, CERTIFICATE = "data/schedule.json", "data/privilege-log.json", "data/certificate.json"
LETTER = "data/cover-letter.pdf"
CERTIFICATE_FORMAT = "wholefile certificate v1"


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
        "data/schedule.csv": schedule_csv(schedule),
        LOG: encode(log),
        "data/privilege-log.csv": privilege_log_csv(log, _names(record, log)),
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
            log_key=record.log_key,
        )
    )


def _numbers(case: CaseFile, production: str) -> str:
    plan = case.productions[production]
    members = [member for part in sorted(plan.members) for member in plan.members[part]]
    if not members:
        return "none: no file is produced in this volume"
    count = f"{len(members)} file" + ("s" if len(members) > 1 else "")
    return f"{members[0]['bates_first']} to {members[-1]['bates_last']} ({count})"


def _names(record: Record, log: Mapping[str, Any]) -> dict[str, str]:
    """The names of those who decided and reviewed what is kept back."""
    known = {row[field] for row in log["rows"] for field in ("author", "reviewer") if field in row}
    return {number: person(record.db, number).name for number in sorted(known)}
