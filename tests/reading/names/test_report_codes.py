"""Codes in place of people, and what only looks like one."""

import pytest

from tests.reading.layers import read
from wholefile.reading.names.report_codes import code_key, find_codes, letter_beside
from wholefile.reading.spans import Span

REPORT = """TOLLAND COUNTY SHERIFF'S OFFICE
INCIDENT REPORT

Case No.: 26-01177
Date: 05/14/2026
Reporting Officer: Ofc. Dana Marsh #412
Offense: Burglary
V-1: LOPEZ, Maria  DOB 03/04/1980
W-1: Karl Brenner
S-1: Unknown male

NARRATIVE

On 05/14/2026 I was sent to 18 Alder Lane. I met with V-1 in the driveway. V-1 stated that she had locked the shop
at six. S-1 came through the side door. S-2 waited in a car beside a V-8 engine.

W-1 told me that S2 sat behind the wheel. W1 could not describe him. The RP, a neighbour, called dispatch. The RP said
she heard glass break. RP did not see suspect #2.

V-2 (REYES, Tomas) arrived later and said that the lock was new. Officer #412 took photographs. (S) Ana Ruhl and
V/MOREAU fought. Tom Quist (W) watched.
"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The S-1 form was filed. Take the A-1 road to W-3.",
        "He drank V8. The R-22 was banned. He was on I-40 and C-4 was found, he said.",
        "Her W-2 was gone, and exhibit S-1 told nothing.",
        "The victim 2 blocks away saw nothing; a witness 3 feet away ran.",
        "The V-8 stalled, the W-2 showed it, his A-1 failed.",
        "S-1.5 said, S-1/2 told, V-1% ran.",
    ],
)
def test_letters_and_numbers_that_are_things(text):
    assert find_codes(text) == ()


def test_a_code_without_a_name_gets_none():
    found = read(REPORT)
    assert set(found.people(named=False)) == {"S-1", "S-2", "The RP"}


def test_a_list_ties_nobody():
    found = find_codes("I told V-1, Karl Brenner, and W-1. W-2, Ana Ruhl and V-3 left.")
    assert [one.name for one in found] == [None] * len(found)


def test_the_ways_of_writing_one_code_are_one():
    assert {
        code_key(one) for one in ("V-1", "V1", "VIC-1", "Victim #1", "victim one", "Victim 1", "V#1")
    } == {"victim 1"}
    assert code_key("the RP") == code_key("R/P") == "reporting party"
    assert code_key("Vera 1") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("V-1 (LOPEZ, Maria) said so.", "LOPEZ, Maria"),
        ("V-1: Maria Lopez\nV-1 said so.", "Maria Lopez"),
        ("Karl Brenner (W-2) saw it.", "Karl Brenner"),
        ("Karl Brenner (hereafter “W-2”) saw it.", "Karl Brenner"),
        ("W-1, Ines Moreau, heard a scream.", "Ines Moreau"),
        ("S1 - Brenner, Karl. S1 denied it.", "Brenner, Karl"),
        ("Victim 1 (Ana Ortega) said so.", "Ana Ortega"),
        ("Suspect #2 was later identified as Tom Quist.", "Tom Quist"),
        ("S-2 Det. Hale said so.", "Hale"),
    ],
)
def test_a_code_tied_to_a_name(text, name):
    tied = [one.name for one in find_codes(text) if one.name is not None]
    assert [one.of(text) for one in tied] == [name]


def test_each_code_is_one_person_with_its_mentions():
    found = read(REPORT)
    for words, nth, name in (
        ("V-1", 0, "LOPEZ, Maria"),
        ("V-1", 2, "LOPEZ, Maria"),
        ("she", 0, "LOPEZ, Maria"),
        ("W1", 0, "Karl Brenner"),
        ("S2", 0, "S-2"),
        ("suspect #2", 0, "S-2"),
        ("The RP", 1, "The RP"),
        ("V-2", 0, "REYES, Tomas"),
        ("Officer #412", 0, "Dana Marsh"),
    ):
        assert found.at(words, nth) == name, (words, nth)


def test_the_code_says_the_role():
    found = read(REPORT)
    assert found.roles_of("LOPEZ, Maria") == [("victim", "")]
    assert found.roles_of("Karl Brenner") == [("witness", "")]
    assert ("suspect", "") in found.roles_of("S-2")
    assert ("unnamed", "") in found.roles_of("S-2")
    assert ("witness", "") in found.roles_of("The RP")
    assert found.roles_of("Ana Ruhl") == [("suspect", "")]
    assert found.roles_of("MOREAU") == [("victim", "")]
    assert found.roles_of("Tom Quist") == [("witness", "")]


def test_codes_are_found_without_a_model():
    found = read(REPORT, by_rule=True)
    assert found.at("V-1", 2) == "LOPEZ, Maria"
    assert {"S-1", "S-2", "The RP"} <= set(found.people(named=False))


def test_a_letter_beside_a_name():
    text = "(S) Ana Ruhl fled. Karl Hale stayed."
    assert letter_beside(text, Span(4, 12)) == (Span(0, 12), "suspect")
    assert letter_beside(text, Span(19, 28)) is None
