"""Events of invented reports, with their dates, derivations and checks; with a language model, and without one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.reading import language
from wholefile.reading.events import find_events
from wholefile.reading.facts import Fact, Status
from wholefile.reading.frame import frame
from wholefile.reading.names.entities import find_entities
from wholefile.reading.quotes.marks import find_quoted
from wholefile.reading.spans import Span
from wholefile.reading.time.expressions import find_times

DAY = date(2025, 1, 10)


def read(text, day=DAY, *, acts=(), model=None):
    about = frame(text, kind="news report", day=day)
    quoted, parsed = find_quoted(text), language.parse(text, model)
    times = find_times(text, about.day, masked=tuple(one.outer for one in quoted if one.title))
    return find_events(parsed, times, find_entities(parsed, quoted, about), quoted, about, acts)


@pytest.fixture(scope="module")
def model():
    found = language.load()
    if found is None:
        pytest.skip("the language model is not installed (the extra named reading)")
    return found


def events(facts):
    return [one for one in facts if one.kind == "event"]


def dated(text, facts):
    return {one.words(text): one.one("date") for one in facts if one.kind == "event" and one.one("first")}


def test_what_might_be_is_no_event(model):
    text = "If he is convicted, he could be sentenced in May. She would have left on June 3, 2024."
    assert events(read(text, model=model)) == []


def test_the_date_of_the_document_dates_nothing_that_it_tells(model):
    text = "Date: 2025-01-10\n\nThe clerk is walking to the harbour."
    assert events(read(text, day=None, model=model)) == []


def test_what_goes_on_has_no_past_day(model):
    text = "The baker is suing the county over the loss of her barn in March 2019."
    assert dated(text, read(text, model=model)) == {}


def test_what_did_not_happen_says_so(model):
    text = "He did not file the report on March 3, 2024."
    (one,) = events(read(text, model=model))
    assert one.flags == ("the text says that it did not happen",)


def test_no_day_is_made_of_a_month_or_a_bound(model):
    text = (
        "The barn burned in October 2021. The cart was stolen between March 12 and March 14, 2024. "
        "The gate had been mended by May 3, 2024. The ledger was copied since June 2, 2024."
    )
    found = {one.words(text).split()[1]: one for one in events(read(text, model=model))}
    assert [found[word].one("date") for word in ("barn", "cart", "gate", "ledger")] == ["2021-10", "", "", ""]
    assert (found["cart"].one("first"), found["cart"].one("last")) == ("2024-03-12", "2024-03-14")
    assert (found["gate"].one("first"), found["gate"].one("last")) == ("", "2024-05-03")
    assert (found["ledger"].one("first"), found["ledger"].one("last")) == ("2024-06-02", "")


def test_a_clause_has_the_date_that_the_grammar_gives_it(model):
    text = "The ferry sank in April 2022 and the owner fled, and the sheriff said during a call in 2023 that he knew."
    found = dated(text, read(text, model=model))
    assert found == {
        "The ferry sank in April 2022": "2022-04",
        "the sheriff said during a call in 2023": "2023",
    }


def test_a_date_told_first_holds_for_the_clauses_joined_to_it(model):
    text = "On June 3, 2024, he was handed a key and a clerk called out a number."
    assert set(dated(text, read(text, model=model)).values()) == {"2024-06-03"}
    assert len(events(read(text, model=model))) == 2


def test_so_long_after_something_dates_it_from_the_document(model):
    text = "Now, four months after her appeal collapsed, the former mayor has sued the county."
    facts = read(text, model=model)
    one = next(one for one in events(facts) if "collapsed" in one.words(text))
    assert (one.one("date"), one.one("first"), one.one("last")) == ("2024-09", "2024-09-01", "2024-09-30")
    assert one.one("derivation") == "document date 2025-01-10 less 4 months"
    sued = next(one for one in events(facts) if "sued" in one.words(text))
    assert (sued.one("date"), sued.one("first"), sued.one("last")) == ("", "", "2025-01-10")
    assert sued.one("precision") == "on or before"
    assert "four months after her appeal collapsed" in [
        one.words(text) for one in facts if one.kind == "time"
    ]


def test_this_was_so_long_before_counts_from_the_sentence_before(model):
    text = (
        "In October 2023 the board learned of the leak. This was three months before the jury indicted him."
    )
    one = next(one for one in events(read(text, model=model)) if "indicted" in one.words(text))
    assert (one.one("date"), one.one("precision")) == ("2024-01", "month, derived")
    assert one.one("derivation").endswith("(2023-10) plus 3 months")


def test_so_long_before_an_event_that_is_dated_elsewhere(model):
    text = "Three weeks before the fire, he insured the barn. The barn burned on 4 June 2023."
    one = next(one for one in events(read(text, model=model)) if "insured" in one.words(text))
    assert (one.one("date"), one.one("first"), one.one("last")) == ("2023-W19", "2023-05-08", "2023-05-14")


def test_a_past_that_nothing_dates_derives_nothing(model):
    text = "Two years after his case was dropped, he wrote a book."
    assert dated(text, read(text, model=model)) == {}


def test_the_day_of_an_event_is_known_as_closely_as_the_event(model):
    text = "The guard was shot in October 2021. On the day of the shooting, the clerk was handed a key."
    facts = read(text, model=model)
    time = next(one for one in facts if one.words(text) == "the day of the shooting")
    assert (time.one("date"), time.one("precision")) == ("2021-10-XX", "day, not stated")
    clerk = next(one for one in events(facts) if "clerk" in one.words(text))
    assert (clerk.one("date"), clerk.one("first"), clerk.one("last")) == (
        "2021-10",
        "2021-10-01",
        "2021-10-31",
    )


def test_the_day_of_something_that_is_no_event_is_no_expression(model):
    assert [one for one in read("the day of the sailor", model=model) if one.kind == "time"] == []


CHECKED = (
    "Dana Ortiz has filed a claim six months after her trial collapsed. "
    "The charges against Ortiz were dismissed {when}."
)


@pytest.mark.parametrize(("when", "agrees"), [("last July", "yes"), ("in March 2022", "no")])
def test_two_accounts_of_the_end_of_a_case_are_compared(model, when, agrees):
    text = CHECKED.format(when=when)
    facts = read(text, model=model)
    (check,) = [one for one in facts if one.kind == "check"]
    assert (check.one("about"), check.one("agrees")) == ("the end of the case", agrees)
    assert {check.one("first"), check.one("second")} <= {one.identity for one in events(facts)}


def test_events_of_different_people_are_not_compared(model):
    text = CHECKED.format(when="last July").replace("against Ortiz", "against Lee Wong")
    assert [one for one in read(text, model=model) if one.kind == "check"] == []


def test_a_court_event_is_dated_and_not_proposed_twice(model):
    text = "The charges were dismissed last July. The mill burned."
    act = Fact("court_event", Span(0, 36), "law", {"act": "dismissed"}, Status.COURT_ACT)
    facts = read(text, acts=(act,), model=model)
    (court,) = [one for one in facts if one.kind == "court_event"]
    assert (court.one("act"), court.one("date"), court.status) == ("dismissed", "2024-07", Status.COURT_ACT)
    assert [one.words(text) for one in events(facts)] == ["The mill burned"]


def test_without_a_model_dates_go_to_the_nearest_verb():
    text = "The barn burned on 4 June 2023. Two days later the deputy searched the house."
    assert set(dated(text, read(text)).values()) == {"2023-06-04", "2023-06-06"}


def test_a_clause_keeps_to_its_part_of_the_form(model):
    text = "Suspect: Rask, Devon (DOB 09/12/1998)\n\nNARRATIVE\n\nOn March 4, 2024 I was sent to the mill."
    about = frame(text, kind="police report", day=DAY)
    parsed = language.parse(text, model)
    facts = find_events(parsed, find_times(text, DAY), find_entities(parsed, (), about), (), about, ())
    assert list(dated(text, facts).values()) == ["2024-03-04"]


WORDS = [
    "he",
    "she",
    "the",
    "was",
    "shot",
    "burned",
    "died",
    "after",
    "before",
    "six",
    "months",
    "in",
    "March",
    "2024",
    "and",
    ",",
    ".",
    "\n\n",
    "This",
    "that",
    "day",
    "of",
    "fire",
    "trial",
    "collapsed",
    "now",
    "has",
    "filed",
    "a",
    "complaint",
    "Friday",
    "5",
    "May",
    "'Rust'",
    "(DOB",
]


@given(st.lists(st.sampled_from(WORDS), max_size=50))
@settings(max_examples=150, deadline=None)
def test_every_fact_has_its_words_and_is_found_again(words):
    text = " ".join(words) or "."
    facts = read(text)
    assert facts == read(text)
    for one in facts:
        assert one.words(text).strip()
        first, last = one.one("first"), one.one("last")
        assert not first or not last or one.kind == "check" or first <= last


@pytest.mark.parametrize(
    "piece", ["the day of the fire ", "This was a year before he died. ", "burned ", "now, "]
)
@pytest.mark.timeout(90)
def test_long_hostile_text_is_read_in_the_time_that_its_length_takes(piece):
    read(piece * (100_000 // len(piece)))
