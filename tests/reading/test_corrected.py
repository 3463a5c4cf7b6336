"""What is said in place of something counts; what nobody takes back is left as it is."""

from datetime import date

import pytest

from tests.reading.layers import model
from wholefile.reading.reader import read
from wholefile.reading.taken_back import TAKEN_BACK

DAY = date(2026, 3, 20)  # a Friday


def facts(said, kind):
    model()
    text = f"INCIDENT REPORT\nCase No.: 26-11\n\nNARRATIVE\n\nAna Ruhl told me, “{said}” Nobody else was there.\n"
    return text, [one for one in read(text, kind="police report", day=DAY).facts if one.kind == kind]


@pytest.mark.parametrize(
    "said",
    [
        "He came to the barn on Tuesday. I am sorry, I can't say more about Wednesday.",
        "He came to the barn on Tuesday. No, he did not come on Wednesday.",
        "He came to the barn on Tuesday, and on Wednesday he was sorry.",
    ],
)
def test_a_day_that_is_not_taken_back_stays(said):
    _, found = facts(said, "event")
    assert "2026-03-17" in {one.one("date") for one in found}
    assert not any(TAKEN_BACK in one.flags for one in found)


@pytest.mark.parametrize(
    "said",
    [
        "He came to the barn on Tuesday. No, Wednesday.",
        "He came to the barn on Tuesday. Sorry, Wednesday.",
        "He came to the barn on Tuesday. I misspoke, it was Wednesday.",
        "He came to the barn on Tuesday. I take that back, it was Wednesday.",
        "He came to the barn on Tuesday. No, wait, Wednesday.",
        "He came to the barn on Tuesday. Scratch that. It was Wednesday.",
    ],
)
def test_the_day_that_replaces_another_is_the_day(said):
    text, found = facts(said, "event")
    came = [one for one in found if "came" in one.span.of(text)]
    assert [one.one("date") for one in came] == ["2026-03-18"]
    assert all(TAKEN_BACK in one.flags and "replaces" in one.one("derivation") for one in came)


def test_a_statement_ends_where_it_is_taken_back_and_its_replacement_is_one():
    text, found = facts("They left in the red truck — sorry, the grey one.", "assertion")
    words = {one.span.of(text): TAKEN_BACK in one.flags for one in found}
    assert words["They left in the red truck"]
    assert words["the grey one"] is False
    assert (
        len(
            {
                one.chain
                for one in found
                if one.span.of(text) in {"They left in the red truck", "the grey one"}
            }
        )
        == 1
    )


def test_a_paper_may_correct_itself():
    model()
    text = "INCIDENT REPORT\nCase No.: 26-11\n\nNARRATIVE\n\nAna Ruhl arrived on Tuesday, correction, Wednesday.\n"
    found = [one for one in read(text, kind="police report", day=DAY).facts if one.kind == "event"]
    assert {one.one("date") for one in found} <= {"2026-03-18"}
