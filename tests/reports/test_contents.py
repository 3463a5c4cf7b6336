"""What reports say: nothing past a sight, nothing of later than the day asked, one digest for the same contents."""

import json
from hashlib import sha256

import pytest

from tests.actions.office import DAY
from tests.actions.serving import attach, decide
from wholefile.actions import custody
from wholefile.actions.inventory import record_inventory
from wholefile.core.errors import Invalid, NotFound, Unprocessable
from wholefile.record import checkpoints
from wholefile.record.days import day_of
from wholefile.record.visibility import Sight
from wholefile.reports import audit_trail, exceptions
from wholefile.reports.contents import Past
from wholefile.reports.custody import gaps
from wholefile.reports.making import REPORTS


def past(reporting, by="recorded", back=0):
    moment = reporting.office.clock.now - back
    return Past(moment, day_of(moment), by)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("sight", [Sight(), Sight(everywhere=True)], ids=["nothing", "what was served"])
def test_who_sees_nothing_through_the_office_gets_no_report(reporting, name, sight):
    with pytest.raises(NotFound):
        reporting.make(name, sight=sight)


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_hidden_is_refused_as_what_does_not_exist(reporting, name):
    office = reporting.office
    office.newcomer("vera", "custodian", docket=office.docket)
    hidden = {"item": reporting.other, "case": office.other_docket, "person": "P-999", "place": "ROOM-Z"}
    missing = {"item": "V26-999999", "case": "D-101-CR-2026-999", "person": "P-998", "place": "ROOM-Y"}
    of = REPORTS[name].of
    said = []
    for one in (hidden[of], missing[of]):
        with pytest.raises(NotFound) as refused:
            reporting.make(name, one, sight=reporting.sight("vera"))
        said.append(str(refused.value).replace(one, ""))
    assert said[0] == said[1]


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_hidden_changes_no_byte_of_the_contents(reporting, name):
    office = reporting.office
    office.newcomer("vera", "custodian", docket=office.docket)
    sight = reporting.sight("vera")
    before = reporting.make(name, sight=sight).contents.in_bytes()
    hidden = office.receive(dockets=[office.other_docket], description="Zanzibar")
    office.clock.advance()
    custody.store_items(office.record, [hidden], "ROOM-A/SHELF-1", by=office.custodian)
    after = reporting.make(name, sight=sight).contents.in_bytes()
    assert after == before
    assert b"Zanzibar" not in after
    assert b"other case" not in after


def test_there_is_no_report_of_another_name(reporting):
    with pytest.raises(NotFound):
        reporting.make("everything", "x")


@pytest.mark.parametrize("name", [name for name, kind in REPORTS.items() if not kind.past])
def test_readings_have_no_past(reporting, name):
    with pytest.raises(Invalid):
        reporting.make(name, past=past(reporting))


@pytest.mark.parametrize("name", ["audit", "audit-item", "audit-person"])
def test_a_trail_that_is_too_long_is_refused_and_never_cut(reporting, name, monkeypatch):
    monkeypatch.setattr(audit_trail, "MOST_ACTS", 2)
    with pytest.raises(Unprocessable):
        reporting.make(name)


def test_exceptions_that_are_too_many_are_refused_and_never_cut(reporting, monkeypatch):
    monkeypatch.setattr(exceptions, "MOST_FILES", 0)
    with pytest.raises(Unprocessable):
        reporting.make("exceptions")


@pytest.mark.parametrize("name", REPORTS)
def test_the_digest_is_of_the_data_and_of_nothing_else(reporting, name):
    first = reporting.make(name)
    second = reporting.make(name)
    assert first.contents.digest() == second.contents.digest()
    assert sha256(first.contents.in_bytes()).hexdigest() == first.as_data()["digest"]
    assert json.loads(first.contents.in_bytes()) == first.as_data()["contents"]


def test_every_report_says_where_the_log_stood_and_who_asked(reporting):
    record = reporting.office.record
    made = reporting.make("custody").as_data()["made"]
    assert made["log"] == record.origin
    assert made["entries"] == reporting.office.db.count("entry")
    assert made["by"] == "Cora Diaz (P-3)"
    assert made["at"] == reporting.office.clock.now
    assert made["checkpoint"] is None


def test_the_size_of_the_log_is_told_to_whoever_sees_the_whole_record_alone(reporting):
    office = reporting.office
    office.newcomer("vera", "custodian", docket=office.docket)
    checkpoints.checkpoint(office.record)
    made = reporting.make("custody", sight=reporting.sight("vera")).made
    assert made.as_data()["entries"] is made.as_data()["checkpoint"] is None
    assert str(office.db.count("entry")) not in dict(made.facts()).values()
    whole = reporting.make("custody").made.as_data()
    assert whole["checkpoint"]["entries"] == whole["entries"] == office.db.count("entry")
    assert whole["checkpoint"]["note"].startswith(office.record.origin)


def test_custody_has_the_chain_with_signers_and_positions(reporting):
    report = reporting.make("custody")
    spans = reporting.rows(report, "custody")
    assert [one["until (UTC)"] == "still" for one in spans] == [False, True]
    assert spans[-1]["by the act"] == "transferred"
    acts = reporting.rows(report, "acts")
    handed = next(one for one in acts if one["act"] == "custody.transferred")
    names = [one.name for one in reporting.office.db.rows("person")]
    assert sum(name in handed["signed by"] for name in names) == 3
    assert handed["entry"] == spans[-1]["entry"]
    assert [one["condition"] for one in reporting.rows(report, "conditions")] == ["cleared"]
    assert "lapsed" not in str(report.contents.facts)
    assert reporting.rows(report, "gaps") == []


def span(start, end, position):
    return {"from": start, "until": end, "position": position}


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([span(0, 1_000, 1), span(100_000, None, 2)], "nobody is recorded to have it"),
        ([span(0, 200_000, 1), span(100_000, None, 2)], "two are recorded to have it"),
        ([span(0, None, 1), span(100_000, None, 2)], "has no end"),
    ],
)
def test_a_gap_in_the_chain_is_said(spans, said):
    [found] = gaps(spans)
    assert said in found


def test_a_whole_chain_has_no_gap():
    assert gaps([span(0, 100_000, 1), span(100_500, None, 2)]) == []
    assert gaps([]) == []


def test_an_inventory_sets_the_record_beside_the_count(reporting):
    office = reporting.office
    items = [office.receive() for _ in range(3)]
    office.clock.advance()
    custody.store_items(office.record, items, "ROOM-A/SHELF-1", by=office.custodian)
    office.clock.advance()
    record_inventory(
        office.record, "ROOM-A/SHELF-1", items[:2], scope="full", cause="yearly",
        leader=office.supervisor, by=office.custodian,
    )  # fmt: skip
    office.clock.advance()
    late = office.receive()
    office.clock.advance()
    custody.store_items(office.record, [late], "ROOM-A/SHELF-1", by=office.custodian)
    report = reporting.make("inventory")
    told = {one["item"]: one["when last counted"] for one in reporting.rows(report, "items")}
    assert told[items[0]].startswith("found, I-1 of ")
    assert told[items[2]].startswith("missing, I-1 of ")
    assert told[late] == "not counted"
    assert [one for one in report.contents.wrong if items[2] in one]
    assert len(reporting.rows(report, "counts")) == 1


def test_counts_are_told_to_whoever_sees_the_whole_record_alone(reporting):
    office = reporting.office
    item = office.receive()
    office.clock.advance()
    custody.store_items(office.record, [item], "ROOM-A/SHELF-1", by=office.custodian)
    office.clock.advance()
    record_inventory(
        office.record,
        "ROOM-A",
        [item],
        scope="full",
        cause="yearly",
        leader=office.supervisor,
        by=office.custodian,
    )
    office.newcomer("vera", "custodian", docket=office.docket)
    report = reporting.make("inventory", sight=reporting.sight("vera"))
    assert [one["when last counted"] for one in reporting.rows(report, "items")] == [""]
    assert reporting.rows(report, "counts") == []


def test_a_schedule_says_what_is_undecided_first(reporting):
    report = reporting.make("schedule")
    decisions = {one["item"]: one["decision"] for one in reporting.rows(report, "items")}
    assert decisions[reporting.item] == "produced"
    assert decisions[reporting.gun] == "undecided"
    assert report.contents.wrong[0].endswith("items are undecided.")


def test_knowledge_names_who_knew_since_when(reporting):
    report = reporting.make("knowledge")
    people = [one for one in reporting.rows(report, "people") if one["item"] == reporting.gun]
    assert reporting.office.investigator.person in str(people)
    assert all(one["entry"] for one in people)


def test_a_trail_of_a_case_has_every_act_in_the_order_of_the_log(reporting):
    positions = [one["entry"] for one in reporting.rows(reporting.make("audit"), "acts")]
    assert positions == sorted(positions)
    labelled = {row.seq for row in reporting.office.db.rows("item_act", item=reporting.gun)}
    assert labelled <= set(positions)


def test_a_trail_of_a_person_has_what_they_signed(reporting):
    office = reporting.office
    acts = reporting.rows(reporting.make("audit-person", office.investigator.person), "acts")
    name = office.db.one("person", person=office.investigator.person).name
    assert acts
    assert all(name in one["signed by"] for one in acts)


def test_exceptions_list_what_waits_to_be_read(reporting):
    report = reporting.make("exceptions-item")
    assert [one["ended"] for one in reporting.rows(report, "files")] == ["pending"]


@pytest.mark.parametrize("name", [name for name, kind in REPORTS.items() if kind.past])
@pytest.mark.parametrize("by", ["recorded", "occurred"])
def test_a_past_day_says_so_and_has_nothing_of_later(reporting, name, by):
    office = reporting.office
    then = past(reporting, by)
    office.clock.advance(2 * DAY)
    first = office.db.count("entry")
    attach(office, reporting.gun, **{"late.jpg": b"later"})
    office.transfer(reporting.item, office.custodian, office.investigator)
    decide(office, reporting.gun)
    report = reporting.make(name, past=then)
    assert report.contents.as_data()["as_of"].startswith(then.day)
    entries = [
        cell
        for section in report.contents.sections
        for row in section.rows
        for column, cell in zip(section.columns, row, strict=True)
        if "entry" in column.name and isinstance(cell, int)
    ]
    assert max(entries, default=0) < first
