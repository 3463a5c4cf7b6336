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


def test_a_prosecutor_of_whom_the_words_told_last_is_not_the_client_of_her_lawyer():
    words = '"She took it," said Assistant County Attorney Ines Moreau. Her lawyer, Tom Quist, said {}.'
    assert [
        one.one("whom") for one in read(words.format("nothing")).roles if one.one("role") == "counsel"
    ] == [""]


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


AFFIDAVIT = """UNITED STATES MAGISTRATE COURT
DISTRICT OF SOUTH ALDER

AFFIDAVIT IN SUPPORT OF CRIMINAL COMPLAINT

I, Ines Moreau, being first duly sworn, state:

1. I am a Special Agent of the Bureau of Tolls. This supports a complaint charging TOM QUIST with arson.

2. QUIST was arrested on Friday. Ana Bly was interviewed on Monday and said that a guard told her to wait.

Sworn to before me

Hon. Ivo Brandt
United States Magistrate Judge
"""
OPINION = """IN THE COURT OF COMMON PLEAS OF DRAY COUNTY

THE PEOPLE OF THE STATE OF ALDER
v.                                        Docket No. 77
TOM QUIST

OPINION

ALDOUS, J.

On Monday a jury found Tom Quist guilty of arson. In an affidavit of 2 May, Dr. Ana Bly states that the stove was cold.
Ines Moreau appeared for the People. Mr. Ruiz, for the People, said nothing.
"""


def codes(found, name):
    return {code for code, _ in found.roles_of(name)}


def test_a_captain_of_a_ship_is_no_officer_of_the_law():
    found = read("Capt. Ana Bly took the vessel out of the harbor. Later Capt. Ana Bly sold her boat.")
    assert "officer" not in codes(found, "Ana Bly")


def test_a_captain_who_is_told_of_with_police_stays_one():
    found = read("Capt. Ana Bly of the harbor police searched the boat and made an arrest.")
    assert "officer" in codes(found, "Ana Bly")


def test_nobody_swears_to_an_office_by_saying_what_another_is():
    text = AFFIDAVIT.replace("I am a Special Agent", "Quist is a Special Agent").replace(
        "Ines Moreau", "Ana Ortega"
    )
    assert "officer" not in codes(read(text), "Ana Ortega")


def test_what_somebody_else_was_told_makes_no_witness_of_the_writer():
    assert "witness" not in codes(read(AFFIDAVIT), "a guard")


def test_a_girl_of_no_told_age_is_no_minor():
    found = read("A girl at the counter shouted. A 12-year-old boy ran.")
    assert "minor" not in codes(found, "A girl")
    assert "minor" in codes(found, "A 12-year-old boy")


def test_a_verdict_on_nobody_and_a_swearing_friend_make_no_role():
    found = read(
        "The jury found the shed empty. Ana Bly found Tom Quist guilty of vanity. Ines Moreau swears a lot."
    )
    assert [codes(found, name) for name in ("Tom Quist", "Ines Moreau")] == [set(), set()]


def test_what_an_affidavit_says_of_people():
    found = read(AFFIDAVIT)
    assert codes(found, "Ines Moreau") == {"officer"}
    assert codes(found, "TOM QUIST") == {"defendant"}
    assert "witness" in codes(found, "Ana Bly")
    assert codes(found, "Ivo Brandt") == {"judge"}


def test_what_an_opinion_says_of_people():
    found = read(OPINION)
    assert codes(found, "ALDOUS") == {"judge"}
    assert "witness" in codes(found, "Ana Bly")
    assert codes(found, "Ines Moreau") == {"prosecutor"}
    assert codes(found, "Ruiz") == {"prosecutor"}
    verdict = next(one for one in found.roles if one.one("role") == "defendant")
    assert "jury found Tom Quist guilty" in {span.of(OPINION) for span in (verdict.span, *verdict.others)}


def test_a_title_in_brackets_or_below_a_name_is_theirs():
    found = read(
        "To: Ines Moreau (General Counsel)\nFrom: Ana Bly\nSubject: gate\n\nIt is open.\n\n"
        "Ana Bly\nDeputy District Attorney\n"
    )
    assert codes(found, "Ines Moreau") == {"counsel"}
    assert "prosecutor" in codes(found, "Ana Bly")


def test_those_who_testify_or_are_to_testify_are_witnesses():
    found = read(
        "Ana Bly, a pharmacist who testified for the defense, left. Tom Quist is expected to testify. "
        "Ines Moreau told jurors that it rained. "
        "The suit, filed on Friday against Dale Ruiz and the Dray City Council, is long."
    )
    for name in ("Ana Bly", "Tom Quist", "Ines Moreau"):
        assert "witness" in codes(found, name), name
    assert [codes(found, name) for name in ("Dale Ruiz", "Dray City Council")] == [
        {"defendant"},
        {"defendant"},
    ]


FORM = "MARLOW POLICE DEPARTMENT\nINCIDENT REPORT\n\nCase No: 31-0441\n{}\nNARRATIVE\nI took the report.\n"


def test_whom_a_body_only_employs_makes_no_victim_of_it():
    for field in ("VICTIM: a clerk of Marlow Feed & Supply\n", "REPORTING OFFICER: Marlow Feed & Supply\n"):
        found = read(FORM.format(field), kind="police report")
        assert [roles for name in found.bodies() if (roles := found.roles_of(name))] == []


def test_a_body_alone_in_the_field_of_a_victim_is_the_victim():
    found = read(FORM.format("VICTIM: Marlow Feed & Supply\n"), kind="police report")
    assert [one[0] for one in found.roles_of("Marlow Feed & Supply")] == ["victim"]
