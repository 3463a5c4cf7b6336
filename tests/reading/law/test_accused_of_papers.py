"""Whom a charge is against in papers with several accused, forms, plea papers and news."""

import pytest

from tests.reading.layers import read

GEORGIA = """IN THE SUPERIOR COURT OF HERON COUNTY
STATE OF GEORGIA

THE STATE OF GEORGIA          )
                              )   INDICTMENT NO. 24-CR-118
v.                            )
                              )
RUFUS TALLOW and              )
RHONDA FITCH                    )

The Grand Jurors charge and accuse RUFUS TALLOW with the offense of BURGLARY IN THE FIRST DEGREE, for that
the said accused did enter a house.

COUNT 2

The Grand Jurors further charge and accuse RHONDA FITCH with the offense of FORGERY, for that
the said accused did sign a check.
"""
OHIO = """IN THE COURT OF COMMON PLEAS
HERON COUNTY, OHIO

STATE OF OHIO,
          Plaintiff,
     v.
RUFUS TALLOW,
and
RHONDA FITCH,
          Defendants.             INDICTMENT

COUNT ONE – AGGRAVATED ROBBERY, R.C. 2911.01(A)(1), F1 (as to both defendants)

The Grand Jurors do find and present that Rufus Tallow and Rhonda Fitch did take a purse.

FIREARM SPECIFICATION (R.C. 2941.145)

COUNT TWO – FELONIOUS ASSAULT, R.C. 2903.11(A)(2), F2 (as to Rhonda Fitch)

The Grand Jurors do find and present that Rhonda Fitch did cause harm.
"""
ARRESTS = """HERON COUNTY SHERIFF'S OFFICE
ARREST REPORT
Case No: 24-00871
Date of Report: 04/12/2024

ARRESTEE #1
Name: Tallow, Rufus Alan        DOB: 02/03/1988

CHARGES
Statute          Description                       Level
PC 459           Burglary, second degree           F

ARRESTEE #2
Name: Stroud, Kayla        DOB: 07/19/1991

CHARGES
Statute          Description                       Level
PC 496(a)        Receiving stolen property         F

VICTIM
Name: Hart, Leon
"""
NEWS = "Heron Ledger\nBy Iris Bolt\nOctober 4, 2025\n\nHERON — "


def against(text):
    found = read(text)
    names = {}
    for one in found.facts():
        if one.kind == "charge":
            names[one.words(text).lower()] = {found.name(who) for who in one.all("against")}
    return names


@pytest.mark.parametrize(
    "text",
    [
        NEWS + "A story on Friday incorrectly said that Simon Ault was indicted for kidnapping.",
        NEWS
        + "Correction: An article on Sept. 28 said that Simon Ault was charged with arson. Ault was never charged.",
        "DEFENDANT: Rufus Tallow\nCHARGES:\n1. Firearm specification\n2. Sentencing enhancement, gang\n",
    ],
)
def test_what_is_no_charge(text):
    assert against(text) == {}


def test_a_charge_that_an_article_rightly_tells_stays():
    text = NEWS + "A report on Friday said that Simon Ault was charged with arson. Ault denies it."
    assert against(text) == {"arson": {"Simon Ault"}}


def test_the_object_of_the_charging_sentence():
    found = against(GEORGIA)
    assert found["burglary in the first degree"] == {"RUFUS TALLOW"}
    assert found["forgery"] == {"RHONDA FITCH"}


def test_a_count_is_against_those_whom_it_names():
    found = against(OHIO)
    assert set(found) == {"aggravated robbery", "felonious assault"}
    assert len(found["aggravated robbery"]) == 2
    assert found["felonious assault"] == {"RHONDA FITCH"} or found["felonious assault"] == {"Rhonda Fitch"}


def test_a_table_below_the_block_of_an_arrestee():
    found = against(ARRESTS)
    assert found["burglary, second degree"] == {"Tallow, Rufus Alan"}
    assert found["receiving stolen property"] == {"Stroud, Kayla"}


def test_of_several_in_one_sentence_each_has_their_own():
    found = against(NEWS + "Carl Esh is charged with theft, and Milo Renner with receiving stolen property.")
    assert found == {"theft": {"Carl Esh"}, "receiving stolen property": {"Milo Renner"}}


def test_a_paragraph_goes_on_to_tell_of_its_subject():
    text = (
        NEWS
        + "Carl Esh was charged with theft.\n\nDana Poole appeared in court. A charge of arson was added last week."
    )
    assert against(text)["arson"] == {"Dana Poole"}


def test_a_specification_is_no_part_of_its_charge():
    found = against(NEWS + "Dana Poole was charged with hindering prosecution with a firearm specification.")
    assert set(found) == {"hindering prosecution"}


def test_a_relative_told_of_in_passing():
    found = against(
        NEWS + "Carl Esh was charged with theft. His brother, Ned Esh, pleaded guilty to burglary in 2019."
    )
    assert found == {"theft": {"Carl Esh"}, "burglary": {"Ned Esh"}}
