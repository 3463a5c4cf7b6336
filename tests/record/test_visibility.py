"""What each role sees, asked of the database; what is refused first."""

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.actions.serving import attach, decide, serve
from tests.processing.found import digest, member
from wholefile.actions import people
from wholefile.actions.statements import record_statement
from wholefile.record.sql import Database
from wholefile.record.visibility import read_for_the_defence, visible

TABLES = {"item": "item", "file": "stored_file", "case": "case_file", "statement": "statement"}
COLUMNS = {"item": "item", "file": "sha256", "case": "docket", "statement": "statement"}


def seen(db: Database, person: str | None, what: str) -> set[str]:
    table, column = TABLES[what], COLUMNS[what]
    condition, values = getattr(visible(db, person), what)(f't."{column}"')
    return {row[0] for row in db.query(f'SELECT t."{column}" FROM "{table}" t WHERE {condition}', values)}


def everything(db: Database) -> dict[str, set[str]]:
    return {
        what: {row[0] for row in db.query(f'SELECT "{COLUMNS[what]}" FROM "{TABLES[what]}"')}
        for what in TABLES
    }


def say(office, *items, docket=None):  # noqa: F811
    office.clock.advance()
    return record_statement(
        office.record, dockets=[docket or office.docket], speaker="Dan Reyes", said_on="2026-01-22",
        medium="interview", venue="Santa Fe", words="It was on the table.", exact=False,
        by=office.investigator, items=list(items),
    )[0]  # fmt: skip


@pytest.fixture
def office_with_cases(office, tmp_path):  # noqa: F811
    """Two items in one case, one of them served; one item and a statement in another case."""
    served, kept = office.receive(), office.receive()
    attach(office, served, **{"seen.txt": b"seen"})
    attach(office, kept, **{"kept.txt": b"kept"})
    decide(office, served)
    decide(office, kept, "withheld")
    serve(office, tmp_path / "PR-1")
    elsewhere = office.receive(dockets=[office.other_docket])
    return office, served, kept, elsewhere


def test_nobody_unknown_ended_or_administering_sees_nothing(office_with_cases):
    office, *_ = office_with_cases  # noqa: F811
    former = office.newcomer("former", "custodian")
    people.end_role(office.record, former.person, "custodian", by=office.ben, reason="left")
    for person in ("P-999", "", office.ana.person, former.person, "P-1' OR 1=1 --"):
        assert visible(office.db, person).nothing
        assert [seen(office.db, person, what) for what in TABLES] == [set()] * 4


@pytest.mark.parametrize(
    "role",
    [
        "custodian",
        "investigator",
        "laboratory",
        "prosecutor",
        "paralegal",
        "supervisor",
        "judge",
        "auditor",
        None,
    ],
)
def test_the_office_sees_the_whole_record(office_with_cases, role):
    office, *_ = office_with_cases  # noqa: F811
    say(office)
    person = None if role is None else getattr(office, role).person
    assert {what: seen(office.db, person, what) for what in TABLES} == everything(office.db)


def test_a_role_in_one_case_shows_that_case_and_its_items_also_when_detached(office_with_cases):
    office, served, kept, elsewhere = office_with_cases  # noqa: F811
    mine, other = say(office, served), say(office, elsewhere, docket=office.other_docket)
    one = office.newcomer("one", "investigator", docket=office.docket).person
    two = office.newcomer("two", "custodian", docket=office.other_docket).person
    assert seen(office.db, one, "item") == {served, kept}
    assert seen(office.db, one, "file") == {digest(b"seen"), digest(b"kept")}
    assert seen(office.db, one, "case") == {office.docket}
    assert seen(office.db, one, "statement") == {mine}
    assert seen(office.db, two, "item") == {elsewhere}
    assert (seen(office.db, two, "file"), seen(office.db, two, "statement")) == (set(), {other})
    office.link(served)
    assert seen(office.db, two, "item") == {elsewhere, served}
    assert seen(office.db, two, "file") == {digest(b"seen")}


def test_the_defence_sees_nothing_before_something_is_served(office, tmp_path):  # noqa: F811
    item = office.receive()
    attach(office, item, **{"a.txt": b"a"})
    decide(office, item)
    say(office, item)
    assert [seen(office.db, office.defence.person, what) for what in TABLES] == [set()] * 4
    serve(office, tmp_path / "PR-1")
    assert seen(office.db, office.defence.person, "item") == {item}
    assert seen(office.db, office.defence.person, "case") == {office.docket}


def test_the_defence_sees_what_was_served_and_no_more(office_with_cases, tmp_path):
    office, served, kept, _elsewhere = office_with_cases  # noqa: F811
    about_served, _about_both, _about_nothing = say(office, served), say(office, served, kept), say(office)
    serve(office, tmp_path / "PR-2")
    mine = office.newcomer("counsel", "defence", docket=office.docket).person
    other = office.newcomer("stranger", "defence", docket=office.other_docket).person
    later = office.receive()
    decide(office, later)
    for person in (mine, office.defence.person):
        assert seen(office.db, person, "item") == {served}
        assert seen(office.db, person, "file") == {digest(b"seen")}
        assert seen(office.db, person, "statement") == {about_served}
    assert [seen(office.db, other, what) for what in TABLES] == [set()] * 4


def test_a_statement_about_a_served_item_is_seen_once_a_later_production_names_the_item(
    office_with_cases, tmp_path
):
    office, served, *_ = office_with_cases  # noqa: F811
    number, counsel = say(office, served), office.defence.person
    assert seen(office.db, counsel, "statement") == set()
    decide(office, served, "withheld")
    serve(office, tmp_path / "PR-2")
    assert seen(office.db, counsel, "statement") == set()
    decide(office, served, "produced")
    serve(office, tmp_path / "PR-3")
    assert seen(office.db, counsel, "statement") == {number}
    say(office, served)
    assert seen(office.db, counsel, "statement") == {number}


def test_a_file_attached_to_a_served_item_later_is_not_seen_by_the_defence(office_with_cases):
    office, served, *_ = office_with_cases  # noqa: F811
    attach(office, served, **{"later.txt": b"later"})
    assert seen(office.db, office.defence.person, "file") == {digest(b"seen")}


def test_what_is_inside_a_produced_file_is_seen_and_its_container_is_not(office_with_cases):
    office, served, kept, _ = office_with_cases  # noqa: F811
    inside = member(office.record, digest(b"seen"), b"inside", b"in.txt", served)
    deeper = member(office.record, inside, b"deeper", b"deep.txt", served)
    hidden = member(office.record, digest(b"kept"), b"hidden", b"h.txt", kept)
    condition, values = visible(office.db, office.defence.person).file('c."sha256"')
    rows = office.db.query(f'SELECT c."sha256" FROM "content" c WHERE {condition}', values)
    assert {row[0] for row in rows} == {inside, deeper}
    assert hidden not in {row[0] for row in rows}


def test_what_was_withheld_after_it_was_served_stays_with_the_defence(office_with_cases):
    office, served, *_ = office_with_cases  # noqa: F811
    decide(office, served, "withheld")
    assert seen(office.db, office.defence.person, "item") == {served}


def test_roles_add_up(office_with_cases):
    office, served, _, elsewhere = office_with_cases  # noqa: F811
    both = office.newcomer("both", "defence", docket=office.docket).person
    people.grant_role(office.record, both, "auditor", by=office.ben, docket=office.other_docket)
    assert seen(office.db, both, "item") == {served, elsewhere}


def test_only_the_defence_reads_unrecorded(office):  # noqa: F811
    item = office.receive()
    assert read_for_the_defence(office.db, office.defence.person, [item]) == [item]
    assert read_for_the_defence(office.db, office.defence.person, []) == []
    for one in (None, office.prosecutor.person, office.ana.person, "P-99"):
        assert read_for_the_defence(office.db, one, [item]) == []


def test_what_a_role_of_an_office_shows_is_not_read_for_the_defence(office):  # noqa: F811
    mine, other, shared = office.receive(), office.receive(dockets=[office.other_docket]), office.receive()
    office.link(shared)
    both = office.newcomer("both", "defence", docket=office.docket).person
    assert read_for_the_defence(office.db, both, [mine, other, shared]) == [mine, other, shared]
    people.grant_role(office.record, both, "investigator", by=office.ben, docket=office.other_docket)
    assert read_for_the_defence(office.db, both, [mine, other, shared]) == [mine]
    people.end_role(
        office.record, both, "defence", docket=office.docket, by=office.ben, reason="no counsel any more"
    )
    assert read_for_the_defence(office.db, both, [mine]) == []
