"""Planning: which files, under which numbers, and never one number twice."""

import pytest

from tests.actions.office import OTHER_DOCKET
from tests.actions.serving import assert_verifies, attach, decide, plan, produced, serve
from wholefile.actions.items import detach_item
from wholefile.actions.sources import find_words
from wholefile.actions.statements import record_statement
from wholefile.core.errors import Conflict, Invalid, NotFound
from wholefile.rules import Refused


def numbers(planned):
    return [member["bates_first"] for member in planned.members]


def test_a_volume_that_no_load_file_can_carry_is_refused(office):
    with pytest.raises(Invalid, match=r"loadfile.opt"):
        plan(office, volume="VOL 1, part 2")


@pytest.mark.parametrize("prefix", ["doe", "DOE1", ""])
def test_what_is_no_prefix_is_refused(office, prefix):
    with pytest.raises(Invalid, match=r"bates.prefix"):
        plan(office, prefix=prefix)


def test_a_prefix_belongs_to_one_case(office):
    produced(office, **{"a.txt": b"a"})
    plan(office)
    with pytest.raises(Conflict, match=r"production.prefix"):
        plan(office, docket=OTHER_DOCKET)


def test_a_case_that_does_not_exist_has_no_production(office):
    with pytest.raises(NotFound):
        plan(office, docket="2026-CR-1")


def test_a_file_that_the_store_lacks_is_not_planned(office):
    item = produced(office, **{"a.txt": b"a"})
    office.record.store.destroy(office.db.one("item_file", item=item).sha256)
    with pytest.raises(NotFound, match=r"production.file_missing"):
        plan(office)


def test_only_the_prosecution_plans(office):
    from wholefile.actions.productions import plan_production

    with pytest.raises(Refused):
        plan_production(office.record, office.docket, "VOL-001", "DOE", office.custodian)


def test_only_files_of_produced_items_of_the_case_are_in_it(office):
    first = produced(office, **{"one.txt": b"1", "two.txt": b"2"})
    for decision in ("withheld", "partial", "inspection", "pending"):
        item = office.receive()
        attach(office, item, **{f"{decision}.txt": decision.encode()})
        decide(office, item, decision)
    attach(office, office.receive(), **{"undecided.txt": b"?"})
    gone = produced(office, **{"gone.txt": b"gone"})
    office.link(gone)
    detach_item(
        office.record,
        gone,
        office.docket,
        reason="another matter",
        by=office.custodian,
        approved_by=office.prosecutor,
    )
    planned = plan(office)
    assert [(member["item"], member["name"]) for member in planned.members] == [
        (first, "one.txt"),
        (first, "two.txt"),
    ]
    assert numbers(planned) == ["DOE000001", "DOE000002"]
    assert any("undecided" in warning for warning in planned.warnings)
    assert any("in part" in warning for warning in planned.warnings)


def test_a_case_without_files_has_a_production_all_the_same(office):
    office.receive()
    planned = plan(office)
    assert (planned.first, planned.last, planned.members) == (1, 0, [])
    assert office.db.one("production", production=planned.production).status == "planned"


def test_the_same_file_is_produced_once_for_each_item_and_name(office):
    first, second = (
        produced(office, **{"a.txt": b"same", "b.txt": b"same"}),
        produced(office, **{"a.txt": b"same"}),
    )
    attach(office, first, **{"a.txt": b"same"})
    assert [(member["item"], member["name"]) for member in plan(office).members] == [
        (first, "a.txt"),
        (first, "b.txt"),
        (second, "a.txt"),
    ]


def test_numbers_run_on_and_are_not_given_again_when_a_plan_is_never_served(office):
    produced(office, **{"a.txt": b"a"})
    assert numbers(plan(office)) == ["DOE000001"]
    assert numbers(plan(office)) == ["DOE000002"]
    assert numbers(plan(office, prefix="ROE")) == ["ROE000001"]


def test_the_next_production_holds_what_is_new(office, tmp_path):
    produced(office, **{"a.txt": b"a"})
    serve(office, tmp_path / "one")
    produced(office, **{"b.txt": b"b"})
    assert [(m["name"], m["bates_first"]) for m in plan(office).members] == [("b.txt", "DOE000002")]


def test_a_replacement_holds_everything_again_under_new_numbers(office, tmp_path):
    produced(office, **{"a.txt": b"a"})
    served = serve(office, tmp_path / "one")
    with pytest.raises(NotFound, match=r"production.supersedes"):
        plan(office, supersedes="PR-9")
    assert numbers(plan(office, supersedes=served.production)) == ["DOE000002"]


def test_a_plan_too_long_for_one_act_has_parts(office):
    names = {f"{'ш' * 200}{number:04d}.txt": b"%d" % number for number in range(130)}
    produced(office, **names)
    planned = plan(office)
    row = office.db.one("production", production=planned.production)
    assert row.parts == row.parts_planned > 1
    assert (row.first, row.last, row.status) == (1, 130, "planned")
    assert len(set(numbers(planned))) == 130


def test_what_is_open_despite_a_withholding_is_said_first(office):
    open_one, kept = produced(office), office.receive()
    decide(office, kept, "withheld")
    office.transfer([open_one, kept], office.custodian, office.deputy)
    assert any(kept in warning and "custody.transferred" in warning for warning in plan(office).warnings)


def test_a_plan_that_leaves_out_a_file_of_a_produced_item_is_not_served(office, tmp_path):
    item = produced(office, **{"a.txt": b"a"})
    planned = plan(office)
    attach(office, item, **{"b.txt": b"b"})
    with pytest.raises(Conflict, match=r"production.outdated"):
        serve(office, tmp_path / "PR-1", planned.production)
    assert not (tmp_path / "PR-1").exists()
    assert_verifies(serve(office, tmp_path / "PR-2").folder)


def test_an_item_produced_since_the_plan_is_not_served_without_its_files(office, tmp_path):
    produced(office, **{"a.txt": b"a"})
    planned = plan(office)
    produced(office, **{"b.txt": b"b"})
    with pytest.raises(Conflict, match=r"production.outdated"):
        serve(office, tmp_path / "PR-1", planned.production)


def test_a_statement_that_quotes_a_file_of_a_withheld_item_is_named_before_it_is_served(office):
    shown = office.receive()
    attach(office, shown, **{"open.txt": b"It was cold."})
    decide(office, shown, "produced")
    memo = office.receive(description="A memo")
    attach(office, memo, **{"memo.txt": b"It was live."})
    decide(office, memo, "withheld")
    files = {one: office.db.rows("item_file", item=one)[0].sha256 for one in (shown, memo)}
    positions = {}
    for item, words in ((shown, "It was cold."), (memo, "It was live.")):
        office.clock.advance()
        record_statement(
            office.record, dockets=[office.docket], speaker="Dan Reyes", said_on="2026-01-22", medium="interview",
            venue="Santa Fe", words=words, exact=True, items=[shown], by=office.investigator,
            source=find_words(office.record, files[item], words),
        )  # fmt: skip
        positions[item] = office.db.rows("statement", words=words)[0].seq
    told = [one for one in plan(office).warnings if "statement.recorded" in one]
    assert [f"Entry {positions[memo]} " in one and memo in one for one in told] == [True]
