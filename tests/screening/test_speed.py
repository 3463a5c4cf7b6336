"""Screening reads what matches, through indexes: the record may grow, the work does not."""

import json

import pytest

from tests.actions.office import Office
from tests.rules.situations import refused
from wholefile.actions import items, screening
from wholefile.core.folding import fold
from wholefile.record.sql import Insert
from wholefile.screening import candidates

MATCHES = 40


def fill(office: Office, start: int, end: int) -> None:
    """Rows of items as intake leaves them, without acts: 20,000 of those would take the test a minute."""
    row = office.db.one("item")._asdict()
    writes = []
    for number in range(start, end):
        item = f"V25-{number:06d}"
        writes.append(Insert("item", {**row, "item": item, "location": None, "holder": None, "seq": number}))
        values = [
            ("serial", f"SN-{number}-X"),
            ("submitter", f"Citizen {number} Somebody"),
            ("place", f"{number} Oak Road"),
            ("person", f"Somebody Number{number}"),
            ("calibre", "9 mm"),
        ]
        if number < MATCHES:
            values.append(("phone", "505 555 0142"))
        for n, (kind, value) in enumerate(values):
            folded = fold(kind, value)
            found = {
                "seq": 10**6 + number,
                "n": n,
                "item": item,
                "kind": kind,
                "value": value,
                "folded": folded,
            }
            writes.append(Insert("identifier", found))
    with office.db.atomic(), office.db.buffered():
        office.db.execute(writes)


@pytest.fixture
def case_with_keys(office):
    identifiers = [
        {"kind": "serial", "value": "PZ-40217"},
        {"kind": "phone", "value": "+1 505 555 0142"},
        {"kind": "person", "value": "Ruth Mendoza"},
    ]
    return office.receive(identifiers=identifiers, submitted_by="Tom Teller")


def test_twenty_thousand_items_hide_none_of_the_matches(office, case_with_keys):
    fill(office, 0, 20_000)
    assert len(candidates(office.db, office.docket)) == MATCHES


@pytest.mark.database("sqlite")
def test_no_statement_reads_every_item_or_identifier(office, case_with_keys):
    fill(office, 0, 500)
    seen: list[str] = []
    connection = office.db.raw()
    connection.set_trace_callback(seen.append)
    candidates(office.db, office.docket)
    connection.set_trace_callback(None)
    assert any("FROM identifier" in one for one in seen)
    for statement in seen:
        plan = [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + statement)]
        assert not [
            step for step in plan if step.split()[:2] in (["SCAN", "i"], ["SCAN", "t"], ["SCAN", "h"])
        ], plan


def test_more_candidates_than_an_act_holds_are_listed_run_by_run(office, case_with_keys):
    items.describe_item(
        office.record, case_with_keys, category="ammunition", identifiers=[{"kind": "calibre", "value": "9mm"}],
        reason="it is a box of rounds", by=office.investigator,
    )  # fmt: skip
    fill(office, 0, 1_000)
    found, receipt = screening.screen(office.record, office.docket, by=office.paralegal)
    listed = json.loads(office.db.one("screening", seq=receipt.seq).candidates)
    assert len(found) == 1_000
    assert 300 < len(listed) < 1_000
    assert [one["item"] for one in listed] == [one.item for one in found[: len(listed)]]
    body = {
        "docket": office.docket, "candidates": listed[1:], "screened_to": receipt.seq, "by": office.paralegal.person,
    }  # fmt: skip
    with refused("D13", listed[0]["item"]):
        office.act("screening.run", body, office.paralegal)
    office.db.execute(dismissed(office.docket, number, one) for number, one in enumerate(listed))
    _, receipt = screening.screen(office.record, office.docket, by=office.paralegal)
    again = json.loads(office.db.one("screening", seq=receipt.seq).candidates)
    assert again[0]["item"] == found[len(listed)].item


def dismissed(docket: str, number: int, one: dict) -> Insert:
    """A dismissal as its act leaves it."""
    said = {"docket": docket, "item": one["item"], "reasons": json.dumps(one["reasons"])}
    return Insert("dismissal", {"seq": 10**7 + number, **said, "explanation": "no", "by": "P-7"})
