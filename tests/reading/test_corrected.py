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


def words_of(text, kind="police report"):
    model()
    found = [one for one in read(text, kind=kind, day=DAY).facts if one.kind == "assertion"]
    return {" ".join(one.span.of(text).split()).rstrip(" ."): one for one in found}


def test_who_mends_their_words_as_they_speak_has_said_both():
    text, found = facts("They left in the red truck — sorry, the grey one.", "assertion")
    words = {one.span.of(text): one for one in found}
    assert TAKEN_BACK in words["They left in the red truck"].flags
    assert not words["the grey one"].flags
    assert words["They left in the red truck"].chain == words["the grey one"].chain


REPORT = "INCIDENT REPORT\nCase No.: 26-11\n\nNARRATIVE\n\n"


@pytest.mark.parametrize(
    "said",
    [
        "The house of correction, the oldest one, stands at the river.",
        "HALE stated that the correction, once made, was filed.",
        "HALE stated that he sold no more than two cars.",
        "HALE corrected himself and the log, and left the yard.",
    ],
)
def test_words_that_take_nothing_back(said):
    found = words_of(REPORT + said + "\n")
    assert any(said.rstrip(".").endswith(one) for one in found)
    assert not any(fact.rule.endswith("corrected") or TAKEN_BACK in fact.flags for fact in found.values())


@pytest.mark.parametrize(
    ("said", "gone", "stands", "by"),
    [
        (
            "HALE stated that two men ran - correction - three men ran to the car.",
            "two men", "three men ran to the car", "HALE",
        ),
        ("HALE stated that he saw two cars — correction, three cars.", "two cars", "three cars", "HALE"),
        (
            "HALE said she counted sixty bags, then thought again: forty bags.",
            "sixty bags", "forty bags", "HALE",
        ),
        (
            "HALE said Orr had the gun, then said no, it was Pratt who had it.",
            "Orr had the gun", "it was Pratt who had it", "HALE",
        ),
        (
            "Ana Ruhl told me, “I hit it with the pipe, no, that's not right, with the wrench.”",
            "with the pipe", "with the wrench", "Ana Ruhl",
        ),
    ],
)  # fmt: skip
def test_what_is_taken_back_in_the_same_breath_is_no_statement_and_what_replaces_it_is_one(
    said, gone, stands, by
):
    found = words_of(REPORT + said + "\n")
    assert found[stands].chain[0].who == by
    assert not found[stands].flags
    assert not any(one.endswith(gone) for one in found)


def test_who_passes_on_what_is_corrected_stays_in_the_chain():
    text = (
        "INTERVIEW OF IVO BRANDT\nOctober 22, 2031\n\n"
        "MR. BRANDT: Hale told me that Orr had the key, no, wait, that Pratt had the key.\n"
    )
    found = words_of(text, "transcript")
    assert [link.who for link in found["that Pratt had the key"].chain][:2] == ["Hale", "MR. BRANDT"]
    assert TAKEN_BACK in found["Orr had the key"].flags


def test_a_letter_says_what_it_meant():
    text = (
        "From: Jo Bell <jo@bell.example>\nTo: Al Finch <al@finch.example>\nDate: Tue, 7 Oct 2031 09:00:00 -0500\n"
        "Subject: the form\n\n"
        "When I wrote that Hale signed the form, strike that, what I meant is that Orr signed it.\n"
    )
    found = words_of(text, "e-mail")
    assert "Orr signed it" in found
    assert not any("Hale" in one for one in found)


def test_an_hour_that_was_another_is_no_longer_told():
    text, found = facts("He came to the barn on Tuesday at noon. No, later.", "event")
    assert not any(one.one("date") for one in found if "came" in one.span.of(text))
    text, found = facts(
        "He came to the barn on Tuesday. Sorry, no, I have my book here, it was Wednesday.", "event"
    )
    assert {one.one("date") for one in found if "came" in one.span.of(text)} == {"2026-03-18"}


def test_a_paper_may_correct_itself():
    model()
    text = "INCIDENT REPORT\nCase No.: 26-11\n\nNARRATIVE\n\nAna Ruhl arrived on Tuesday, correction, Wednesday.\n"
    found = [one for one in read(text, kind="police report", day=DAY).facts if one.kind == "event"]
    assert {one.one("date") for one in found} <= {"2026-03-18"}
