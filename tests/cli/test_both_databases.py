"""Views that use their own SQL, on SQLite and PostgreSQL."""

from datetime import UTC

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.record.conftest import database_url, empty_postgres, postgres_schema  # noqa: F401 - fixtures
from wholefile.actions.import_property import check_import, import_property
from wholefile.actions.property_csv import ColumnMapping, read_property_file
from wholefile.actions.property_lines import Reading
from wholefile.actions.register import register_lines
from wholefile.showing.acts import log_view, timeline_view
from wholefile.showing.cases import board_view, case_view, knowledge_view
from wholefile.showing.find import cases_view, find_view
from wholefile.showing.items import item_view
from wholefile.showing.people import people_view, person_view
from wholefile.showing.seeing import EVERYTHING
from wholefile.showing.statements import statements_view


def quiet(_what, _done=0, _of=0):
    """Nobody watches."""


def test_views_and_import_work_on_both(office, tmp_path):  # noqa: F811
    db, now = office.db, office.clock.now
    item = office.receive(
        description="100% cotton shirt_with a \\ on it", identifiers=[{"kind": "plate", "value": "AB 123"}]
    )
    for words in ("100% cotton", "shirt_with", "\\ on", "ab-123"):
        assert [one["item"] for one in find_view(db, EVERYTHING, words)["found"]] == [item]
    assert find_view(db, EVERYTHING, "100_ cotton")["found"] == []
    assert item_view(db, EVERYTHING, item)["history"][0]["kind"] == "item.received"
    assert case_view(db, EVERYTHING, office.docket, now)["entries"] > 0
    assert [one["item"] for one in knowledge_view(db, EVERYTHING, office.docket, now)["items"]] == [item]
    assert board_view(db, EVERYTHING, office.docket, now)["counts"] == {"undecided": 1}
    assert {one["docket"]: one["items"] for one in cases_view(db, EVERYTHING, everything=True)["cases"]}[
        office.docket
    ] == 1
    assert timeline_view(db, EVERYTHING, office.docket)["acts"][-1]["kind"] == "item.received"
    assert len(log_view(db, EVERYTHING, kind="item.received", docket=office.docket)["acts"]) == 1
    assert person_view(db, EVERYTHING, "P-3")["holds"][0]["item"] == item
    assert len(people_view(db, EVERYTHING)["people"]) == 13
    assert statements_view(db, EVERYTHING, docket=office.docket, speaker=None) == {"statements": []}
    assert len(list(register_lines(db))) == 2
    path = tmp_path / "room.csv"
    path.write_text(
        "number,description,category,docket,submitted by,collected at,authority\n"
        f"T-1,A blue gym bag,evidence,{office.docket},Lee,5 Elm St,warrant\n",
        "utf-8",
    )
    file = read_property_file(path, ColumnMapping())
    reading = Reading(file.name, None, UTC, office.custodian.person, None, hold_firearms=False)
    signers = [office.custodian]
    checked = check_import(office.record, file, reading, signers, new_cases=None, progress=quiet)
    assert checked.troubles == ()
    done = import_property(office.record, file, checked, signers, new_cases=None, progress=quiet)
    assert (done.items, done.repeated) == (1, False)
    assert import_property(office.record, file, checked, signers, new_cases=None, progress=quiet).repeated
