"""The days of acts of law."""

from datetime import date

import pytest

from tests.reading.layers import model
from wholefile.reading.reader import read


def days(text, **given):
    model()
    return [(one.one("act"), one.one("date")) for one in read(text, **given).of_kind("court_event")]


@pytest.mark.parametrize(
    "text",
    [
        "The hearing was continued to June 4, 2026.",
        "Ivo Brandt was released on bond until May 3, 2026.",
        "Bail was set at $500.",
        "Sentencing was continued from October 1, 2026 to October 14, 2026.",
    ],
)
def test_no_day_where_the_text_gives_none(text):
    assert [day for _, day in days(text, kind="other")] == [""]


def test_a_new_subject_does_not_take_the_day_of_the_act_before():
    told = days("Ivo Brandt was arrested on May 3, 2026, and bail was set at $500.", kind="other")
    assert told == [("arrested", "2026-05-03"), ("bail set", "")]


def test_a_bargain_behind_a_semicolon_does_not_take_the_day_of_the_clause_before():
    told = days(
        "Ivo Brandt pleaded guilty in May 2031 to theft; a count of arson was dismissed as part of a plea deal.",
        kind="other",
    )
    assert told == [("pleaded guilty", "2031-05"), ("dismissed", "")]


def test_that_somebody_is_charged_is_not_done_on_the_day_of_the_order():
    told = days(
        "STATE v. IVO BRANDT\n\nORDER\n\nThe defendant, Ivo Brandt, is charged with arson.\n\nIT IS ORDERED:\n"
        "1. The motion is DENIED.\n\nDated this 16th day of June, 2031.\n",
        kind="court filing",
    )
    assert told == [("charged", ""), ("denied", "2031-06-16")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ivo Brandt was indicted on May 6, 2026. He was arraigned the following Monday and pleaded not guilty.",
            [("indicted", "2026-05-06"), ("arraigned", "2026-05-11"), ("pleaded not guilty", "2026-05-11")],
        ),
        (
            "Ivo Brandt was arrested on May 6, 2026. He was released on bond two days after that.",
            [("arrested", "2026-05-06"), ("released", "2026-05-08")],
        ),
        (
            "03/02/2026  Arraigned; bond set $500\n03/09/2026  Trial set for 5/4/2026\n",
            [("arraigned", "2026-03-02"), ("bail set", "2026-03-02"), ("set", "2026-03-09")],
        ),
        (
            "Ivo Brandt pleaded guilty on May 6, 2026 to theft. The other counts were dismissed.",
            [("pleaded guilty", "2026-05-06"), ("dismissed", "2026-05-06")],
        ),
    ],
)
def test_days(text, told):
    assert days(text, kind="other") == told


def test_an_order_is_of_its_own_day():
    text = (
        "DISTRICT COURT OF ELM COUNTY\n\nORDER\n\nIT IS ORDERED that the motion to compel is DENIED. The trial set for "
        "May 4, 2026 is VACATED.\n\nSO ORDERED this 9th day of March, 2026.\n\nHomer Vance\nJudge\n"
    )
    assert days(text, kind="court filing") == [("denied", "2026-03-09"), ("vacated", "2026-03-09")]


def test_a_hearing_is_of_its_day_and_what_was_ruled_before_of_its_own():
    text = (
        "TRANSCRIPT OF PROCEEDINGS\nMay 4, 2026\n\nMR. ABLE:  We renew the motion.\n"
        "THE COURT:  I denied that motion.  That was on March 9, 2026.\nMR. ABLE:  Then for time.\n"
        "THE COURT:  Granted.\n"
    )
    assert days(text, kind="transcript", day=date(2026, 5, 4)) == [
        ("denied", "2026-03-09"),
        ("granted", "2026-05-04"),
    ]


@pytest.mark.parametrize("words", ["That is on", "That report was of", "It was not on"])
def test_what_the_next_sentence_does_not_tell_of_an_act_is_not_its_day(words):
    text = f"THE COURT:  I denied that motion.  {words} March 9, 2026.\n"
    assert ("denied", "2026-03-09") not in days(text, kind="transcript")


@pytest.mark.parametrize("words", ["That was back in", "This happened on", "It was"])
def test_the_next_sentence_tells_the_day_over_the_numbers_of_a_margin(words):
    lines = [
        "THE COURT:  I denied that motion.  We all recall it.  I denied the second",
        f"motion too.  {words}",
        "March 9, 2026.",
    ]
    numbered = "".join(
        f"{n:>3}    {line}\n"
        for n, line in enumerate([*lines, "THE CLERK:  So noted.", "THE COURT:  Yes."], 1)
    )
    assert ("denied", "2026-03-09") in days(f"TRANSCRIPT OF PROCEEDINGS\n\n{numbered}", kind="transcript")
