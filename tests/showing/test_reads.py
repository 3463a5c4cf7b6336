"""A page takes as many reads for two hundred rows as for ten."""

import pytest

from tests.record.conftest import database_url  # noqa: F401 - a fixture
from wholefile.actions import disclosure
from wholefile.record.visibility import visible
from wholefile.showing import act_pages, case_pages, cases, find, home, items, lists, places, statements
from wholefile.showing.paging import Page
from wholefile.showing.seeing import EVERYTHING

WIDE = Page(1, 200)


def fill(office, count):
    vouchers = [office.receive(description=f"Exhibit {n} of many, in a box") for n in range(count)]
    office.store(vouchers[: count // 2])
    disclosure.decide_many(
        office.record, office.docket, vouchers[::2], "produced", author=office.prosecutor, tags=["Rule 16"]
    )


def reads(office, view, *args, **options):
    statements_run = []
    connection = office.db.raw()
    connection.set_trace_callback(statements_run.append)
    try:
        view(office.db, *args, **options)
    finally:
        connection.set_trace_callback(None)
    return sum(one.startswith(("SELECT", "WITH")) for one in statements_run)


def measured(office, sights):
    now, docket = office.clock.now, office.docket
    found = {}
    for name, sight in sights.items():
        views = {
            "items": (lists.items_list, sight, None, WIDE),
            "cases": (lists.cases_list, sight),
            "case": (case_pages.case_page, sight, docket, now),
            "old case": (cases.case_view, sight, docket, now),
            "board": (cases.board_view, sight, docket, now),
            "knowledge": (cases.knowledge_view, sight, docket, now),
            "timeline": (case_pages.case_timeline, sight, docket),
            "place": (places.place_view, sight, "ROOM-A", WIDE),
            "home": (home.home_view, sight, office.custodian.person, [("custodian", "")], now),
            "signed": (act_pages.acts_signed, sight, office.custodian.person),
            "found": (find.find_view, sight, "exhibit"),
            "statements": (statements.statements_view, sight),
        }
        for view, asked in views.items():
            found[name, view] = reads(office, *asked)
    return found


def test_a_page_of_many_rows_takes_as_many_reads_as_one_of_few(office, database_url):  # noqa: F811
    if database_url is not None:
        pytest.skip("statements are counted on SQLite; both databases run the same ones")
    office.newcomer("insider", "prosecutor", docket=office.docket)
    sights = {"everything": EVERYTHING, "one case": visible(office.db, office.insider.person)}
    fill(office, 10)
    few = measured(office, sights)
    fill(office, 190)
    many = measured(office, sights)
    chunked = {key: (few[key], many[key]) for key in few if few[key] != many[key]}
    assert chunked == {}
    assert max(many.values()) < 80


def test_an_item_with_a_long_history_takes_as_many_reads(office, database_url):  # noqa: F811
    if database_url is not None:
        pytest.skip("statements are counted on SQLite; both databases run the same ones")
    gun = office.receive()
    few = reads(office, items.item_view, EVERYTHING, gun)
    for _ in range(10):
        office.store(gun)
        office.retrieve(gun)
    assert reads(office, items.item_view, EVERYTHING, gun) == few
