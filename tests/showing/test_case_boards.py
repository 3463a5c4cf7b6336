"""The board, the knowledge clock and trends, a page at a time: what is refused and what is counted."""

import pytest

from tests.actions.office import DAY
from tests.actions.serving import decide, plan, produced
from wholefile.core.errors import NotFound
from wholefile.record.visibility import Sight, visible
from wholefile.showing import board_pages, knowledge_pages, production_pages, trends
from wholefile.showing.board_pages import BoardFilters
from wholefile.showing.paging import Page
from wholefile.showing.seeing import EVERYTHING

NOBODY = Sight()


def test_what_is_not_seen_is_refused_as_if_it_did_not_exist(office):
    produced(office, **{"a.txt": b"a"})
    number = plan(office).production
    elsewhere = visible(office.db, office.newcomer("vera", "prosecutor", docket=office.other_docket).person)
    now, docket = office.clock.now, office.docket
    for sight in (NOBODY, elsewhere, visible(office.db, office.defence.person)):
        for view, asked in (
            (board_pages.board_page, (docket, now)),
            (board_pages.fitting_items, (docket, BoardFilters())),
            (board_pages.before_deciding, (docket, {})),
            (board_pages.reviewers, (docket, "P-1")),
            (board_pages.orders_that_permit, (docket,)),
            (knowledge_pages.knowledge_page, (docket, now)),
            (production_pages.productions_of, (docket,)),
            (production_pages.production_page, (number,)),
            (production_pages.exported_lately, (number, "P-1", 0)),
        ):
            with pytest.raises(NotFound):
                view(office.db, sight, *asked)


def test_trends_count_nothing_that_is_not_seen(office):
    produced(office)
    office.receive()
    seen = trends.trends_view(office.db, EVERYTHING, office.clock.now)
    assert seen["months"][-1]["booked"] == 2
    assert seen["undecided"] == 1
    for sight in (NOBODY, visible(office.db, office.defence.person)):
        hidden = trends.trends_view(office.db, sight, office.clock.now)
        assert [one["booked"] for one in hidden["months"]] == [0] * trends.MONTHS
        assert (hidden["undecided"], hidden["days"]) == (0, None)


def test_filters_choose_rows_and_counts_stay_those_of_the_case(office):
    coat = office.receive(description="A coat of green wool with one button missing")
    knife = office.receive(description="A folding knife with a broken tip and a horn handle")
    decide(office, knife, "withheld")
    now, docket = office.clock.now, office.docket

    def shown(**asked):
        found = board_pages.board_page(office.db, EVERYTHING, docket, now, BoardFilters(**asked))
        assert found["counts"] == {"undecided": 1, "withheld": 1}
        return [row["item"] for row in found["rows"]]

    assert shown() == [coat, knife]
    assert shown(state="open") == shown(words="GREEN coat") == [coat]
    assert shown(state="withheld") == shown(words=knife.lower()) == [knife]
    assert shown(state="late") == shown(tag="Brady") == shown(words="coat knife") == []


def test_a_page_of_the_board_is_cut_after_sorting_and_knows_since_when(office):
    items = [office.receive() for _ in range(3)]
    found = board_pages.board_page(
        office.db, EVERYTHING, office.docket, office.clock.now + 3 * DAY, None, Page(2, 2)
    )
    assert [row["item"] for row in found["rows"]] == items[2:]
    assert found["pages"] == 2
    (row,) = found["rows"]
    assert row["days_held_back"] == 3
    assert row["state_knew_since"] == "2026-02-02"


def test_what_changed_since_it_was_seen_stands_before_everything_else(office):
    fresh, old = office.receive(), office.receive()
    page = board_pages.board_page(office.db, EVERYTHING, office.docket, office.clock.now)
    seen = {row["item"]: row["version"] for row in page["rows"]}
    decide(office, old)
    found = board_pages.before_deciding(office.db, EVERYTHING, office.docket, {**seen, "V26-999999": 0})
    assert [one["item"] for one in found["changed"]] == [old]
    assert [one["item"] for one in found["fresh"]] == [fresh]
    assert found["changed"][0]["by"] == "Gia Moreno"
    assert found["decided"] == found["detached"] == []
