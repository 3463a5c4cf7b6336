"""Facts that people accepted are found by their words and by who said them; by nobody who does not see their case."""

import pytest

from tests.actions.reading import STORY, identity, story_facts, taken_in
from tests.actions.serving import attach
from tests.processing.searching import index, objects
from wholefile.actions import facts
from wholefile.processing.search.finding import Filters, search

KIND = ("fact",)


@pytest.fixture
def story(office):
    return taken_in(office)


def accepted(office, story, kind):
    office.clock.advance()
    return facts.accept_fact(
        office.record, story, identity(kind), dockets=[office.docket], by=office.paralegal
    )[0]


def test_what_nobody_accepted_is_not_found_as_a_fact(office, story):
    index(office)
    assert objects(office, "loaded", kinds=KIND) == []


def test_the_defence_and_who_works_on_another_case_find_no_fact(office, story):
    accepted(office, story, "quote")
    elsewhere = office.newcomer("other", "paralegal", docket=office.other_docket)
    here = office.newcomer("here", "paralegal", docket=office.docket)
    index(office)
    assert objects(office, "never loaded", kinds=KIND, seen_by=office.defence.person) == []
    assert objects(office, "never loaded", kinds=KIND, seen_by=elsewhere.person) == []
    assert len(objects(office, "never loaded", kinds=KIND, seen_by=here.person)) == 1


def test_a_fact_that_was_taken_back_is_found_no_more(office, story):
    number = accepted(office, story, "quote")
    index(office)
    assert objects(office, "never loaded", kinds=KIND) == [number]
    facts.reject_fact(
        office.record, story, identity("quote"), dockets=[office.docket], reason="wrong kind",
        by=office.paralegal,
    )  # fmt: skip
    index(office)
    assert objects(office, "never loaded", kinds=KIND) == []


def test_a_corrected_fact_is_found_by_what_it_says_now(office, story):
    number = accepted(office, story, "quote")
    facts.correct_fact(
        office.record, number, told=[{"name": "speaker", "value": "Rosa Calderon"}], why="Another hand.",
        by=office.paralegal,
    )  # fmt: skip
    index(office)
    assert objects(office, "loaded", kinds=KIND, person="Calderon") == [number]
    assert objects(office, "Courier", kinds=KIND) == []


def test_facts_are_found_by_words_speaker_number_case_and_day(office, story):
    quote, event = accepted(office, story, "quote"), accepted(office, story, "event")
    index(office)
    assert objects(office, "never loaded", kinds=KIND) == [quote]
    assert objects(office, "loaded", kinds=KIND, person="Ruth Calder") == [quote]
    assert objects(office, quote) == [quote]
    assert set(objects(office, "", kinds=KIND, docket=office.docket)) == {quote, event}
    assert objects(office, "", kinds=KIND, docket=office.other_docket) == []
    january = 1_767_225_600_000  # 2026-01-01
    assert objects(office, "", kinds=KIND, since=january, until=january + 31 * 86_400_000) == [event]
    hit = search(office.record, "never loaded", Filters(kinds=KIND)).results[0]
    assert (hit.title, hit.layer, hit.dockets) == (f"{quote} quote", "words", (office.docket,))
    assert story_facts()[3].words(STORY)[hit.start : hit.end] == "never"


def test_a_fact_is_found_by_an_item_that_takes_its_file_later(office, story):
    number = accepted(office, story, "quote")
    index(office)
    later = office.receive("document")
    attach(office, later, **{"copy.txt": STORY.encode()})
    index(office)
    assert objects(office, "never loaded", kinds=KIND, item=later) == [number]
