"""D4, D5, D9: numbers run on, only recorded files of produced items go out, days are counted by the pack."""

import pytest

from tests.actions.office import DAY
from tests.rules.situations import order, produce, refused
from wholefile.actions import items, obligations
from wholefile.actions.cases import record_court_event
from wholefile.actions.files import Upload
from wholefile.actions.recording import ToBeSigned
from wholefile.actions.signing import absent


def with_file(office, content: bytes) -> tuple[str, str]:
    """A produced item with one file; its voucher and the file's digest."""
    item = office.receive()
    office.clock.advance()
    items.attach_files(
        office.record, item, [Upload("note.txt", content)], purpose="document", by=office.custodian
    )
    produce(office, item)
    return item, office.db.one("item_file", item=item).sha256


def member(item, sha256, number):
    name = f"DOE{number:06d}"
    return {"item": item, "sha256": sha256, "name": "note.txt", "bates_first": name, "bates_last": name}


def plan(office, members, production="PR-1", first=1, **changes):
    body = {
        "docket": office.docket,
        "production": production,
        "volume": "VOL001",
        "prefix": "DOE",
        "first": first,
        "last": first + len(members) - 1,
        "members": members,
        "part": 1,
        "parts": 1,
        "by": office.paralegal.person,
        **changes,
    }
    office.act("production.planned", body, office.paralegal)


def serve(office, production="PR-1", **changes):
    body = {
        "docket": office.docket,
        "production": production,
        "to": "Vale & Partners",
        "schedule": "a" * 64,
        "payload": "b" * 64,
        "items": office.db.count("item_case", docket=office.docket),
        "files": office.db.count("production_member", production=production),
        "last": office.db.one("production", production=production).last,
        "by": office.prosecutor.person,
        **changes,
    }
    office.act("production.served", body, office.prosecutor)


def test_d4_numbers_run_on_across_productions(office):
    (one, first), (two, second) = with_file(office, b"one"), with_file(office, b"two")
    with refused("D4", "the next number under DOE is 1"):
        plan(office, [member(one, first, 2)], first=2)
    plan(office, [member(one, first, 1)])
    with refused("D4", "is 2"):
        plan(office, [member(two, second, 3)], "PR-2", first=3)
    with refused("D4", "out of order"):
        plan(office, [member(two, second, 3)], "PR-2", first=2)
    with refused("D4", "runs backwards"):
        backwards = {**member(two, second, 2), "bates_last": "DOE000001"}
        plan(office, [backwards], "PR-2", first=2)
    with refused("D4", "ends at 9"):
        plan(office, [member(two, second, 2)], "PR-2", first=2, last=9)
    plan(office, [member(two, second, 2)], "PR-2", first=2)


def test_d4_parts_come_in_order_and_the_whole_plan_is_served_once(office):
    item, sha256 = with_file(office, b"one")
    parts = {"parts": 2, "last": 2}
    with refused("D4", "part 1 comes next"):
        plan(office, [member(item, sha256, 1)], part=2, **parts)
    plan(office, [member(item, sha256, 1)], part=1, **parts)
    with refused("D4", "planning"):
        serve(office)
    with refused("D4", "differs from part 1"):
        plan(office, [member(item, sha256, 2)], part=2, volume="VOL002", **parts)
    plan(office, [member(item, sha256, 2)], part=2, **parts)
    with refused("D4", "serve these and no others"):
        serve(office, files=1)
    with refused("D4", "write it anew"):
        serve(office, items=7)
    serve(office)
    with refused("D4", "served once"):
        serve(office)


def test_d4_a_production_of_nothing_is_planned_and_served(office):
    plan(office, [])
    serve(office)
    item, sha256 = with_file(office, b"one")
    plan(office, [member(item, sha256, 1)], "PR-2")


def test_d9_only_recorded_files_of_produced_items_are_planned(office):
    item, sha256 = with_file(office, b"one")
    undecided = office.receive()
    with refused("D9", "undecided"):
        plan(office, [member(undecided, sha256, 1)])
    elsewhere = office.receive(dockets=[office.other_docket])
    with refused("D9", "does not belong"):
        plan(office, [member(elsewhere, sha256, 1)])
    with refused("D9", "no recorded file"):
        plan(office, [member(item, "c" * 64, 1)])
    plan(office, [member(item, sha256, 1)])


@pytest.mark.parametrize("decision", ["withheld", "partial", "inspection", "pending"])
def test_d9_what_is_not_decided_as_produced_stays(office, decision):
    from wholefile.actions.disclosure import decide

    item, sha256 = with_file(office, b"one")
    decide(
        office.record, office.docket, item, decision, ground="work product", explanation="notes",
        author=office.prosecutor, reviewer=office.reviewer,
    )  # fmt: skip
    with refused("D9", decision):
        plan(office, [member(item, sha256, 1)])


def test_d9_a_number_is_never_given_twice(office):
    from wholefile.record.act import Draft
    from wholefile.rules.productions import members_are_files_of_produced_items

    item, sha256 = with_file(office, b"one")
    plan(office, [member(item, sha256, 1)])
    again = {"docket": office.docket, "members": [member(item, sha256, 1)]}
    draft = Draft(10**6, "production.planned", office.clock.now, again, [], [], [])
    assert "given before" in members_are_files_of_produced_items(draft, office.db)
    draft.body["members"][0] |= {"bates_first": "DOE000002", "bates_last": "DOE000002"}
    assert members_are_files_of_produced_items(draft, office.db) is None


def test_d5_the_pack_counts_the_days_and_an_order_comes_first(office):
    facts = {"what": "disclosure by the State", "from_on": "2026-02-02", "by": office.prosecutor}
    with refused("D5", "falls due on 2026-02-12"):
        obligations.set_obligation(office.record, office.docket, rule="5-501", due_on="2026-02-13", **facts)
    with refused("D5", "have no 9-999"):
        obligations.set_obligation(office.record, office.docket, rule="9-999", due_on="2026-02-13", **facts)
    obligations.set_obligation(office.record, office.docket, rule="5-501", **facts)
    number = order(office, "produce")
    obligations.set_obligation(office.record, office.docket, rule=number, due_on="2026-02-05", **facts)


def test_d5_an_obligation_is_met_by_serving(office):
    number, _ = obligations.set_obligation(
        office.record, office.docket, rule="5-501", what="all", from_on="2026-02-02", by=office.prosecutor
    )
    plan(office, [])
    with refused("D5", "was not served"):
        obligations.meet_obligation(office.record, number, production="PR-1", by=office.prosecutor)
    assert [one.days_late for one in obligations.overdue(office.db, "2026-02-15")] == [3]
    assert obligations.overdue(office.db, "2026-02-12") == []
    assert obligations.overdue(office.db, "2026-02-15", office.other_docket) == []
    serve(office)
    obligations.meet_obligation(office.record, number, production="PR-1", by=office.prosecutor)
    assert obligations.overdue(office.db, "2026-02-15") == []


def test_obligations_of_one_event_wait_together_for_one_signature(office):
    with pytest.raises(ToBeSigned) as waiting:
        obligations.set_obligations(
            office.record,
            office.docket,
            event="arraignment",
            on="2026-02-02",
            by=absent(office.prosecutor.person),
        )
    assert [one.body["obligation"] for one in waiting.value.acts] == ["OB-1", "OB-2"]
    assert not office.db.exists("obligation")


def test_obligations_follow_from_court_events_once(office):
    record_court_event(
        office.record, office.docket, event="arraignment", on="2026-02-02", text="Not guilty", by=office.judge
    )
    given = obligations.set_obligations(office.record, office.docket, by=office.prosecutor)
    rows = {row.rule: row.due_on for row in office.db.rows("obligation", docket=office.docket)}
    assert (len(given), rows) == (2, {"5-501": "2026-02-12", "5-502": "2026-03-04"})
    office.clock.advance(DAY)
    assert obligations.set_obligations(office.record, office.docket, by=office.prosecutor) == []
    given = obligations.set_obligations(
        office.record, office.docket, event="municipal trial", on="2026-05-13", by=office.prosecutor
    )
    row = office.db.one("obligation", obligation=given[0])
    assert row.due_on == "2026-05-01"  # ten days back is Sunday the 3rd, and rolls back to Friday
