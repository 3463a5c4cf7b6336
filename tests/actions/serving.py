"""Short ways for tests to bring a case to the point where it can be served, and to look at what was."""

import csv
import io
from pathlib import Path
from typing import Any

from tests.actions.office import Office
from wholefile import rules
from wholefile.actions import disclosure, productions, screening
from wholefile.actions.files import Upload
from wholefile.actions.items import attach_files
from wholefile.actions.recording import prepare_act
from wholefile.core.policy import format_policy
from wholefile.record.act import SignedAct
from wholefile.record.expunge import expunge
from wholefile.verify import verify

TO = "Kim Vale, counsel for John Doe"


def attach(office: Office, item: str, **files: bytes) -> None:
    """Attach files to an item: `attach(office, gun, **{"front.jpg": b"..."})`."""
    office.clock.advance()
    uploads = [Upload(name, raw) for name, raw in files.items()]
    attach_files(office.record, item, uploads, purpose="document", by=office.custodian)


def decide(
    office: Office,
    item: str,
    decision: str = "produced",
    docket: str | None = None,
    explanation: str = "For trial.",
) -> None:
    """Decide an item; what is kept back gets a ground and a reviewer."""
    office.clock.advance()
    more: dict[str, Any] = {}
    if decision in ("withheld", "partial"):
        more = {"ground": "work product", "explanation": explanation, "reviewer": office.reviewer}
    disclosure.decide(
        office.record, docket or office.docket, item, decision, author=office.prosecutor, **more
    )


def produced(office: Office, **files: bytes) -> str:
    """One item decided as produced, with these files."""
    item = office.receive()
    if files:
        attach(office, item, **files)
    decide(office, item)
    return item


def plan(
    office: Office, volume: str = "VOL-001", prefix: str = "DOE", **more: Any
) -> productions.PlannedProduction:
    office.clock.advance()
    docket = more.pop("docket", office.docket)
    return productions.plan_production(office.record, docket, volume, prefix, office.prosecutor, **more)


def serve(
    office: Office, folder: Path, production: str | None = None, **more: Any
) -> productions.ServedProduction:
    """Serve a production, by default one planned now, into a folder."""
    number = production or plan(office).production
    office.clock.advance()
    return productions.serve_production(
        office.record, number, **{"to": TO, "by": office.prosecutor, "folder": folder, **more}
    )


def certify(office: Office) -> str:
    """Screen and certify the case."""
    office.clock.advance()
    screening.screen(office.record, office.docket, by=office.prosecutor)
    disclosure.hand_over(
        office.record, office.docket, agency="Sheriff", text="All of it.", by=office.investigator
    )
    return disclosure.certify(
        office.record, office.docket, text="Everything is listed.", by=office.prosecutor
    )[0]


def assert_verifies(folder: Path, *, unchecked: tuple[int, ...] = (7, 8, 26), **more: Any) -> None:
    """The offline verifier passes every check but those it cannot make here."""
    report = verify(folder, **more)
    status = {line.number: (line.outcome.status.value, line.outcome.detail) for line in report.lines}
    assert len(status) == 32
    wrong = {
        n: found for n, found in status.items() if found[0] != ("not checked" if n in unchecked else "passed")
    }
    assert not wrong, wrong


def expunge_entry(office: Office, position: int, *files: str) -> None:
    """A court orders the body of an entry destroyed, with these files, and it is."""
    office.clock.advance()
    body = {
        "docket": office.docket,
        "order": "2026-11",
        "authority": "NMSA 29-3A-5",
        "positions": [position],
        "files": list(files),
        "ordered_by": office.judge.person,
        "by": office.ana.person,
    }
    prepared = prepare_act(office.record, "record.expunged", body)
    signatures = [one.sign(prepared.act) for one in (office.judge, office.ana)]
    expunge(office.record, SignedAct(prepared.act, signatures), body, prepared.secret, rules=rules.check)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()
    }


def ask_for_witness(office: Office, *witnesses: Any) -> None:
    """The record's policy asks for these witnesses (keys); without any it asks for none."""
    names = {f"witness-{number}": key for number, key in enumerate(witnesses)}
    office.record.policy_path.write_text(format_policy([office.record.log_key], names))
