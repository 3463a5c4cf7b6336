"""What people are in a matter, and what nobody may make of them."""

from tests.reading.layers import read

SUIT = """Ivo Brandt is suing the Dray County Sheriff's Office, Acme Holdings, Inc. and Dale Ruiz
for battery. The county will answer, said a spokesman for Sheriff Ana Bly.

Brandt's lawyers, Tom Quist and Ines Moreau, filed the lawsuit on Monday."""
CAPTION = """IN THE DISTRICT COURT OF DRAY COUNTY

MARTIN HALE and ANA ORTEGA,

        Plaintiffs,

v.                               No. CV-2026-00311

DRAY COUNTY BOARD OF COMMISSIONERS, DALE RUIZ, in his individual capacity, and JOHN DOES 1-5,

        Defendants.

COMPLAINT

1. Plaintiff Martin Hale lives in Dray County.

Respectfully submitted,
Ines Moreau
Attorney for Plaintiffs
"""


def test_nobody_is_a_defendant_because_their_office_is_sued():
    assert read(SUIT).roles_of("Ana Bly") == [("officer", "")]


def test_a_trial_at_law_makes_nobody_a_defendant_who_is_only_near():
    found = read(
        "Ivo Brandt was charged with theft. Ana Bly watched. The charges against Brandt were dropped."
    )
    assert found.roles_of("Ivo Brandt") == [("defendant", "criminal")]
    assert found.roles_of("Ana Bly") == []


def test_who_sues_and_who_is_sued():
    found = read(SUIT)
    assert ("plaintiff", "civil") in found.roles_of("Ivo Brandt")
    for name in ("Dray County Sheriff's Office", "Acme Holdings, Inc.", "Dale Ruiz"):
        assert found.roles_of(name) == [("defendant", "civil")]


def test_counsel_act_for_whom_the_words_name():
    found = read(SUIT)
    counsel = [
        (found.name(one.one("of")), found.name(one.one("whom")))
        for one in found.roles
        if one.one("role") == "counsel"
    ]
    assert counsel == [("Tom Quist", "Ivo Brandt"), ("Ines Moreau", "Ivo Brandt")]


def test_the_caption_says_who_is_who():
    found = read(CAPTION)
    assert found.roles_of("Martin Hale") == [("plaintiff", "civil")]
    assert found.roles_of("DRAY COUNTY BOARD OF COMMISSIONERS") == [("defendant", "civil")]
    assert found.roles_of("DALE RUIZ") == [("defendant", "civil")]
    assert found.roles_of("Ines Moreau") == [("counsel", "")]
    assert found.roles_of("DISTRICT COURT OF DRAY COUNTY") == [("court", "")]


def test_one_of_the_others_is_one_of_them():
    found = read("Dale Ruiz and the other defendants lost the lawsuit, the plaintiff said.")
    assert found.roles_of("Dale Ruiz") == [("defendant", "civil")]


def test_the_dead_and_the_wounded():
    found = read(
        "Karl Quist was fatally shot in May. Ana Bly was stabbed. Police spoke of the attempted murder of Ivo Brandt."
    )
    assert ("decedent", "") in found.roles_of("Karl Quist")
    assert found.roles_of("Ana Bly") == [("victim", "")]
    assert ("decedent", "") not in found.roles_of("Ivo Brandt")


def test_a_noun_for_the_only_one_who_died_is_linked_and_flagged():
    found = read("Ivo Brandt spoke of the death of Karl Quist. The driver was fatally shot in May.")
    one = next(one for one in found.entities.all if one.name == "Karl Quist")
    assert found.at("The driver") == "Karl Quist"
    assert "whose death is told" in one.flags[0]


def test_every_role_is_somebodys_and_has_a_place():
    for text in (SUIT, CAPTION):
        found = read(text)
        assert all(found.entities.get(one.one("of")) is not None for one in found.roles)
        assert all(one.words(text) for one in found.roles)
