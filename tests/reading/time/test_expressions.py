"""Expressions of time: what is none first, then values, bounds, and what hostile text may cost."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.reading.spans import Span
from wholefile.reading.time.expressions import find_times

DAY = date(2025, 1, 10)  # a Friday


def values(text, day=DAY, masked=()):
    return [(one.span.of(text), one.type, one.value) for one in find_times(text, day, masked)]


def value(text, day=DAY):
    found = find_times(text, day)
    assert len(found) == 1, found
    return found[0].value


@pytest.mark.parametrize(
    "text",
    [
        "the former '30 Harbour' star",
        "She sang in '70 Miles' on the radio.",
        "the 41-year-old welder",
        "a boy of 12 years of age",
        "a woman aged 30 years",
        "Case No. 2023-CV-0145",
        "D-101-CR-2023-0041",
        "He owed $2024 and 2000 people knew it.",
        "1600 Alder Avenue",
        "under Section 1983 and NMSA 1978",
        "State v. Orr, 384 N.W.2d 436 (Minn. 2016)",
        "He may march on.",
        "Mr. May and April Jones left.",
        "Wait a second.",
        "He sat on the sun deck in spring water.",
        "31/31/2024 and 2024-13-41",
        "three-quarters of the vote",
        "version 1.2.3 at 10.02.2026.1",
        "31.31.2024 and 31FEB24 and 2026/13/40",
        "serial 18APR261432 and tag X18APR26",
        "room 18-APR-26-B",
    ],
)
def test_what_is_no_expression_of_time(text):
    assert values(text) == []


def test_nothing_is_read_in_a_masked_stretch():
    text = "She sang in ‘May 1999’ and again in May 1998."
    title = Span(text.index("‘"), text.index("’") + 1)
    assert [one[0] for one in values(text, masked=(title,))] == ["May 1998"]


def test_a_day_that_the_text_does_not_give_is_never_made_up():
    for text in (
        "in October 2021",
        "last July",
        "six months ago",
        "two weeks ago",
        "in the fall of 2019",
        "in 2023",
    ):
        (one,) = find_times(text, DAY)
        assert one.first < one.last
    (clock,) = find_times("He came at 10:35 a.m. and left.", DAY)
    assert (clock.value, clock.first, clock.last) == ("XXXX-XX-XXT10:35", None, None)
    (open_end,) = find_times("fiscal 2024", DAY)
    assert (open_end.value, open_end.first, open_end.precision) == ("2024", None, "fiscal year")


def test_without_a_date_of_the_document_what_is_relative_stays_unknown():
    text = "yesterday, last July, last week and on Monday"
    assert [one.value for one in find_times(text, None)] == [
        "XXXX-XX-XX",
        "XXXX-07",
        "XXXX-WXX",
        "XXXX-WXX-1",
    ]
    assert all(one.first is None for one in find_times(text, None))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-01-10", "2025-01-10"),
        ("03/14/2024", "2024-03-14"),
        ("on 25/12/2023", "2023-12-25"),
        ("18APR26", "2026-04-18"),
        ("18Apr2026", "2026-04-18"),
        ("18-Apr-26", "2026-04-18"),
        ("18 APR 2026", "2026-04-18"),
        ("18 APR 26", "2026-04-18"),
        ("18 APR 26, 1432 hours", "2026-04-18T14:32"),
        ("20.02.2026", "2026-02-20"),
        ("02.20.2026", "2026-02-20"),
        ("2026/02/20 at 10:15", "2026-02-20T10:15"),
        ("04-18-26", "2026-04-18"),
        ("March 5, 2024", "2024-03-05"),
        ("Tuesday, March 5, 2024", "2024-03-05"),
        ("5 March 2024", "2024-03-05"),
        ("the 5th of March, 2024", "2024-03-05"),
        ("this 30th day of September, 2024", "2024-09-30"),
        ("October 2021", "2021-10"),
        ("in 2023", "2023"),
        ("nineteen ninety-seven", "1997"),
        ("the 1990s", "199"),
        ("the late '90s", "199"),
        ("the nineteenth century", "18"),
        ("in the summer of 2022", "2022-SU"),
        ("the third quarter of 2023", "2023-Q3"),
        ("Q2 2024", "2024-Q2"),
        ("the first half of 2010", "2010-H1"),
        ("Thanksgiving 2023", "2023-11-23"),
        ("Easter Monday 2024", "2024-04-01"),
        ("Memorial Day 2024", "2024-05-27"),
        ("Election Day 2024", "2024-11-05"),
    ],
)
def test_dates_of_the_calendar(text, wanted):
    assert value(text) == wanted
    assert find_times(text, DAY)[0].basis == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("last July", "2024-07"),
        ("He was charged in December.", "2024-12"),
        ("The trial will open in March.", "2025-03"),
        ("He was seen on Tuesday.", "2025-01-07"),
        ("The hearing will resume on Tuesday.", "2025-01-14"),
        ("last Friday", "2025-01-03"),
        ("next Friday", "2025-01-17"),
        ("yesterday", "2025-01-09"),
        ("the day before yesterday", "2025-01-08"),
        ("tomorrow morning", "2025-01-11TMO"),
        ("last night", "2025-01-09TNI"),
        ("last week", "2025-W01"),
        ("this year", "2025"),
        ("the end of the year", "2025"),
        ("two weeks ago", "2024-W52"),
        ("ten days ago", "2024-12-31"),
        ("six months ago", "2024-07"),
        ("half a year ago", "2024-07"),
        ("a decade ago", "2015"),
        ("July last year", "2024-07"),
        ("November 20 of last year", "2024-11-20"),
        ("several years ago", "PAST_REF"),
        ("now", "PRESENT_REF"),
        ("last Christmas", "2024-12-25"),
        ("He was born on Monday, Dec. 30", "2024-12-30"),
    ],
)
def test_dates_counted_from_that_of_the_document(text, wanted):
    assert value(text) == wanted
    assert find_times(text, DAY)[0].basis == "document"


@pytest.mark.parametrize(
    ("text", "sort", "wanted"),
    [
        ("six months", "DURATION", "P6M"),
        ("a ten-year sentence", "DURATION", "P10Y"),
        ("two and a half years", "DURATION", "P2Y6M"),
        ("a year and a half", "DURATION", "P1Y6M"),
        ("about two decades", "DURATION", "P20Y"),
        ("the past three months", "DURATION", "P3M"),
        ("several days", "DURATION", "PXD"),
        ("5 1/2 hours", "DURATION", "PT5H30M"),
        ("every Tuesday", "SET", "XXXX-WXX-2"),
        ("on Tuesday nights", "SET", "XXXX-WXX-2TNI"),
        ("every two weeks", "SET", "P2W"),
        ("twice a month", "SET", "P1M"),
        ("daily", "SET", "P1D"),
    ],
)
def test_lengths_of_time_and_what_happens_again(text, sort, wanted):
    (one,) = find_times(text, DAY)
    assert (one.type, one.value, one.first) == (sort, wanted, None)


def test_times_of_day_stand_on_the_day_told_beside_or_before_them():
    text = (
        "On 03/14/2024 at about 2145 hours I was called. At 9:50 p.m. I arrived. Four minutes later he ran."
    )
    assert [one[2] for one in values(text)] == ["2024-03-14T21:45", "2024-03-14T21:50", "2024-03-14T21:54"]
    assert value("Friday, March 1, 2024 at 10:15 PM") == "2024-03-01T22:15"
    assert value("at noon on June 3, 2024") == "2024-06-03T12:00"
    assert value("4 in the morning on June 3, 2024") == "2024-06-03T04:00"


def test_after_midnight_the_day_is_not_known():
    text = "On March 4, 2026 at 2322 hours I arrived. The owner came at 0010 hours."
    assert [one[2] for one in values(text)] == ["2026-03-04T23:22", "XXXX-XX-XXT00:10"]


def test_what_is_counted_from_the_date_before_it():
    text = "He was shot on January 4, 2024. Three days later he died. The following week she left. That year it rained."
    found = find_times(text, DAY)
    assert [one.value for one in found] == ["2024-01-04", "2024-01-07", "2024-W02", "2024"]
    assert [one.basis for one in found] == ["", "text", "text", "text"]


def test_a_record_of_another_year_goes_on_in_that_year():
    text = "On February 10, 2024 they met. On February 18 the pipe burst. It was mended in March."
    assert [one[2] for one in values(text)] == ["2024-02-10", "2024-02-18", "2024-03"]


def test_the_first_of_two_days_has_the_year_of_the_second():
    assert values("between March 3 and March 7, 2022")[0][2] == "2022-03-03"


def test_numbers_at_the_margin_and_marks_of_replies_are_not_read():
    text = (
        "Q.  When was it?\n 12      A.  It was last\n 13      December, on the 9th of August,\n"
        " 14      2024.\n> March\n> 3, 2024"
    )
    assert [one[2] for one in values(text)] == ["2024-12", "2024-08-09", "2024-03-03"]


WORDS = [
    "the",
    "last",
    "next",
    "this",
    "of",
    "May",
    "March",
    "5",
    "2024",
    "'98",
    "a",
    "year",
    "two",
    "months",
    "ago",
    "before",
    "after",
    "Friday",
    "at",
    "10",
    "p.m.",
    "noon",
    "first",
    "quarter",
    "every",
    "-",
    ",",
    ".",
    "\n",
    "\u202e",
    "1990s",
    "later",
    "twenty",
    "one",
    "half",
    "and",
    "to",
    "fiscal",
    "earlier",
    "30th",
    "day",
    "week",
    "§",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.one_of(st.none(), st.dates()))
@settings(max_examples=300, deadline=None)
def test_expressions_stand_in_the_text_apart_from_each_other_and_are_found_again(words, day):
    text = " ".join(words)
    found = find_times(text, day)
    assert found == find_times(text, day)
    for one, other in pairwise(found):
        assert one.span.end <= other.span.start
    for one in found:
        assert one.span.of(text).strip()
        assert one.first is None or one.last is None or one.first <= one.last


@given(st.text(max_size=200), st.dates())
@settings(max_examples=200, deadline=None)
def test_any_text_at_all_is_read(text, day):
    find_times(text, day)


@pytest.mark.parametrize(
    "piece", ["(", "'98 ", "more than ", "twenty-", "the end of ", "1,000,", "\u202e\u05d0 ", "1:", "a year "]
)
@pytest.mark.timeout(60)
def test_a_long_hostile_line_is_read_in_the_time_that_its_length_takes(piece):
    find_times(piece * (200_000 // len(piece)), DAY)


def test_words_of_time_in_a_quoted_message_count_from_its_own_day():
    text = (
        "I came yesterday.\n\nOn Mon, Nov 4, 2024 at 9:15 AM, Ann Orr wrote:\n"
        "> He left yesterday.\n> Call me tomorrow.\n\n"
        "See you tomorrow."
    )
    assert [one[2] for one in values(text) if one[0] in {"yesterday", "tomorrow"}] == [
        "2025-01-09",
        "2024-11-03",
        "2024-11-05",
        "2025-01-11",
    ]
    assert [one.basis for one in find_times(text, DAY) if "day" in one.span.of(text)] == ["document", "text"]


def test_a_quoted_message_without_a_day_leaves_its_words_open():
    text = "Yes.\n\nOn the weather, Ann Orr wrote:\n> He left yesterday.\n"
    assert [one[2] for one in values(text)] == ["XXXX-XX-XX"]


def test_a_message_that_was_passed_on_has_its_own_day():
    text = (
        "See below.\n\nFrom: Ann Orr\nSent: Monday, November 4, 2024 9:15 AM\nTo: Bo\n\nHe left yesterday.\n"
    )
    assert values(text)[-1][2] == "2024-11-03"


def test_a_weekday_in_a_story_of_another_time_may_be_of_either_and_is_left_open():
    story = "The fire broke out on September 14, 2023, and spread. "
    assert values(story + "They met on Friday.")[-1][2] == "XXXX-WXX-5"
    assert values(story + "It ended, Ortiz said Thursday.")[-1][2] == "2025-01-09"
    assert values(story + "word " * 200 + "They met on Thursday.")[-1][2] == "2025-01-09"


def test_a_day_with_points_that_may_be_two_stays_open_unless_another_decides():
    open_day = find_times("It came on 03.04.2026.", DAY)[0]
    assert (open_day.value, open_day.first, open_day.last) == (
        "2026-XX-XX", date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert values("03.04.2026, 20.02.2026")[0][2] == "2026-04-03"
    assert values("02.20.2026, 03.04.2026")[1][2] == "2026-03-04"
    assert values("03.03.2026")[0][2] == "2026-03-03"
    assert values("20.02.2026, 02.20.2026, 03.04.2026")[2][2] == "2026-XX-XX"


def test_after_a_day_that_stays_open_nothing_is_counted_from_it():
    text = "It came on 03.04.2026. The next day he left at 10:15, and two weeks later he came back."
    assert all("2026-04" not in one.value for one in find_times(text, DAY))


def test_the_following_weekday_is_counted_from_what_was_told_before():
    text = "She left on May 6, 2026. He came the following Monday and died two days after that."
    assert [one.value for one in find_times(text, date(2026, 9, 1))] == [
        "2026-05-06",
        "2026-05-11",
        "2026-05-13",
    ]


def test_an_hour_goes_on_with_the_day_of_the_hours_before_it():
    text = "On March 8, 2026, at 7:15 p.m. he came. The warrant was of 01/12/2026. At 7:30 p.m. he left."
    assert [one.value for one in find_times(text, None)][-1] == "2026-03-08T19:30"


def test_what_is_told_aside_dates_nothing_behind_it():
    text = "On March 8, 2026, he came. She said, “on May 4, 2026,” and at 7:30 p.m. he left."
    quoted = Span(text.index("“") + 1, text.index("”"))
    assert [one.value for one in find_times(text, None, aside=[quoted])][-1] == "2026-03-08T19:30"
    assert [one.value for one in find_times(text, None)][-1] == "2026-05-04T19:30"
