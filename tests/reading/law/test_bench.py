"""What is ruled and pleaded aloud in a hearing."""

import pytest

from tests.reading.layers import read

HEAD = "REPORTER'S TRANSCRIPT OF PROCEEDINGS\nMay 4, 2026\n\n"


def acts(*turns):
    text = HEAD + "\n".join(turns) + "\n"
    return read(text, kind="transcript").told("court_event", "act")


@pytest.mark.parametrize(
    "turn",
    [
        "THE COURT:  I would deny that motion if you pressed it.",
        "THE COURT:  I will not accept the plea.",
        "THE COURT:  Was the motion granted?",
        "MR. ABLE:  Granted, she was tired.",
        "MS. BAKER:  Guilty people run.",
    ],
)
def test_what_is_not_ruled(turn):
    assert acts(turn, "MR. ABLE:  Thank you.") == []


@pytest.mark.parametrize(
    ("turn", "act"),
    [
        ("THE COURT:  All right.  Sustained.", "sustained"),
        ("THE COURT:  Your motion is denied.", "denied"),
        ("THE COURT:  I accept the plea.", "accepted"),
        ("THE COURT:  I'm going to grant the continuance.", "granted"),
        ("THE COURT:  The Court finds probable cause.", "probable cause found"),
        ("THE COURT:  I sentence you to three years.", "sentenced"),
        ("THE COURT:  I find the defendant guilty.", "convicted"),
    ],
)
def test_rulings(turn, act):
    assert [told for _, told in acts("MR. ABLE:  Your Honor.", turn)] == [act]


def test_pleas_are_answers_to_who_asks_for_one():
    turns = "THE COURT:  How do you plead to Count One?", "THE DEFENDANT:  Not guilty, Your Honor."
    assert acts(*turns) == [("Not guilty", "pleaded not guilty")]
    assert acts("THE COURT:  Who was it?", "THE DEFENDANT:  Guilty as it sounds, me.") == []
