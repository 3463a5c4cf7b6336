"""On which day charges ended."""

import pytest

from wholefile.reading.reader import read


def days(text, **given):
    return [
        (one.words(text), one.one("disposition"), one.one("disposition_date"))
        for one in read(text, **given).of_kind("charge")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt was charged with arson on May 3, 2031.",
        "Ivo Brandt was convicted of arson.",
        "On May 3, 2031, the motion to dismiss the arson charge against Ivo Brandt was heard.",
        "Ivo Brandt moved away in May 2031; a count of arson was dismissed under a plea deal.",
    ],
)
def test_what_has_no_day_of_its_end(text):
    assert {day for _, _, day in days(text)} <= {""}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ivo Brandt was convicted of arson, a felony, on March 14, 2019.",
            [("arson", "convicted", "2019-03-14")],
        ),
        ("In 2022 Ivo Brandt pleaded guilty to one count of forgery.", [("forgery", "convicted", "2022")]),
        (
            "Ivo Brandt pleaded guilty to theft in May 2031; one count of arson was dismissed under a plea agreement.",
            [("theft", "convicted", "2031-05"), ("arson", "dismissed", "")],
        ),
        (
            "On May 3, 2031, a jury acquitted Ivo Brandt of arson and convicted him of theft.",
            [("arson", "acquitted", "2031-05-03"), ("theft", "convicted", "2031-05-03")],
        ),
        (
            "Ivo Brandt was cited for trespass on May 3, 2031; it was dismissed on June 4, 2031.",
            [("trespass", "dismissed", "2031-06-04")],
        ),
    ],
)
def test_the_day_in_the_same_words(text, told):
    assert days(text) == told


def test_a_plea_in_a_hearing_is_of_its_day():
    text = (
        " 1              (Held in open court on May 18, 2031.)\n"
        " 2            THE CLERK:  Count One, arson.  Count Two, theft.\n"
        " 3            THE COURT:  Ms. Ortiz, how do you plead to Count One?\n"
        " 4            THE DEFENDANT:  No contest.\n"
        " 5            THE COURT:  And to Count Two?\n"
        " 6            THE DEFENDANT:  Not guilty.\n"
        " 7            THE COURT:  I accept the plea.\n"
    )
    found = days(text, kind="transcript")
    assert [one[:2] for one in found] == [("arson", "convicted"), ("theft", "")]
    assert found[0][2] in {"2031-05-18", ""}


DOCKET = """STATE OF NEW MEXICO
COUNTY OF BRACKEN
SECOND JUDICIAL DISTRICT COURT

STATE OF NEW MEXICO,
          Plaintiff,
v.                                   No. D-212-CR-2031-00417
IVO BRANDT,
          Defendant.

ORDER

04/02/2031   Count 2 dismissed w/o prejudice

COUNT 1: Arson, a third degree felony.
{}
"""


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("", [("Arson", "", "")]),
        ("COUNT 2: Forgery.", [("Arson", "", ""), ("Forgery", "dismissed", "2031-04-02")]),
    ],
)
def test_a_row_of_a_docket_ends_the_count_that_it_names_and_no_other(after, told):
    assert days(DOCKET.format(after)) == told


def asked(question, answer, then):
    said = [
        "THE COURT:  The State has filed an Amended",
        "Information charging theft in the second degree.",
        *f"THE COURT:  {question}".split("|"),
        f"THE DEFENDANT:  {answer}",
        f"THE COURT:  {then}",
    ]
    lines = (
        f"{nth:2}            {one}\n" if ":" in one else f"{nth:2}       {one}\n"
        for nth, one in enumerate(said, 1)
    )
    return "STATE v. IVO BRANDT\n          CHANGE OF PLEA\n          May 18, 2031\n\n" + "".join(lines)


@pytest.mark.parametrize(
    ("question", "answer", "then"),
    [
        ("How do you plead to theft in the second degree?", "Not guilty.", "I accept the plea."),
        ("How do you plead to theft in the second degree?", "Guilty.", "I do not take that plea today."),
        (
            "How do you plead to theft in the second degree?",
            "May I ask something?",
            "I accept the plea of the other.",
        ),
        ("Do you know what theft in the second degree is?", "Guilty people do.", "I accept your plea."),
    ],
)
def test_what_is_no_plea_to_an_offence(question, answer, then):
    found = days(asked(question, answer, then), kind="transcript")
    assert found == [("theft in the second degree", "", "")]


def test_a_plea_to_an_offence_by_its_name_is_of_the_day_of_the_hearing():
    text = asked(
        "Mr. Brandt, how do you plead to|theft in the second degree?",
        "Guilty.",
        "I accept your plea.",
    )
    assert days(text, kind="transcript") == [("theft in the second degree", "convicted", "2031-05-18")]
