"""Charges: what is one, against whom, and how it ended."""

import pytest

from tests.reading.layers import read
from wholefile.reading.facts import Status


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt was never charged with perjury.",
        "Ivo Brandt has not been charged with any crime.",
        "Ivo Brandt has not been charged with unlicensed bear keeping.",
        "If Ivo Brandt took it, he will be charged with theft.",
        "Ivo Brandt could face charges of arson.",
        "Ivo Brandt might be convicted of burglary.",
        "Prosecutors may bring charges of perjury against Ivo Brandt.",
        "A book about murder lay on the desk of Ivo Brandt.",
        "The museum charged Ivo Brandt $10.",
        "They spoke of theft and fraud in general.",
        "The burglary charge was not filed.",
        "Burglary charge NOT filed at this time per the prosecutor.",
        "The prosecutor did not file the burglary charge against Ivo Brandt.",
        "The prosecutor declined to bring a separate perjury charge.",
        "No perjury charge was brought.",
        "Charges of perjury have not yet been brought.",
        "",
    ],
)
def test_what_is_no_charge(text):
    assert read(text).told("charge") == []


@pytest.mark.parametrize(
    ("text", "offences"),
    [
        ("Ivo Brandt was charged with second-degree murder.", ["second-degree murder"]),
        ("A grand jury indicted Ivo Brandt on two counts of wire fraud and one count of money laundering.",
         ["wire fraud", "money laundering"]),
        ("Ivo Brandt pleaded guilty to reckless driving on Monday.", ["reckless driving"]),
        ("Ivo Brandt was arrested on Monday for possession of a firearm.", ["possession of a firearm"]),
        ("Ivo Brandt faces charges of bribery, perjury and obstruction of justice.",
         ["bribery", "perjury", "obstruction of justice"]),
        ("Ivo Brandt was charged with unlicensed bear keeping in May.", ["unlicensed bear keeping"]),
        ("Ivo Brandt was charged with trespass only; burglary charge not filed.", ["trespass"]),
    ],
)  # fmt: skip
def test_offences_that_are_charged(text, offences):
    found = read(text)
    assert [words for words, _ in found.told("charge", "offence")] == offences
    assert [against for _, against in found.told("charge", "against")] == ["Ivo Brandt"] * len(offences)


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        ("Ivo Brandt is to stand trial for bribery in October.", "bribery"),
        ("Ivo Brandt will be sentenced for arson in October.", "arson"),
    ],
)
def test_who_will_be_tried_is_charged(text, offence):
    assert [words for words, _ in read(text).told("charge", "offence")] == [offence]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt was not told that the burglary charge was filed.",
        "The burglary charge, which he did not expect, was filed in May.",
        "The burglary charge was dismissed, and no new one was filed.",
    ],
)
def test_a_denial_of_something_else_leaves_a_charge(text):
    assert read(text).told("charge", "offence")[0][1] == "burglary"


def test_an_offence_that_no_list_has_is_flagged():
    found = [
        one
        for one in read("Ivo Brandt was charged with unlicensed bear keeping in May.").legal
        if one.kind == "charge"
    ]
    assert found[0].flags == ("an offence that is not in our list",)


@pytest.mark.parametrize(
    ("text", "disposition"),
    [
        ("Ivo Brandt was charged with arson. He denies it.", ""),
        ("Ivo Brandt was charged with arson. He was not convicted of arson.", ""),
        ("Ivo Brandt was charged with arson. He might be convicted of arson.", ""),
        (
            "Ivo Brandt was charged with arson. The charges against Brandt were dismissed last May.",
            "dismissed",
        ),
        ("Ivo Brandt was charged with arson. Prosecutors dropped the arson charge in May.", "dismissed"),
        ("A jury found Ivo Brandt guilty of arson.", "convicted"),
        ("Ivo Brandt was acquitted of arson.", "acquitted"),
        ("Ivo Brandt was charged with arson. The lawsuit against Ana Bly was dismissed.", ""),
    ],
)
def test_how_a_charge_ended(text, disposition):
    found = [one for one in read(text).legal if one.kind == "charge"]
    assert [one.one("disposition") for one in found][-1] == disposition
    assert all(not one.one("disposition_date") for one in found)


REPORT = """\
MARLOW COUNTY SHERIFF'S OFFICE
INCIDENT REPORT

Case No.: 31-0442
Report Date: 10/22/2031
{field}
Reporting Officer: Dep. Dale Whitcomb
Victim: HARKER, Nell
{person}

NARRATIVE

Harker showed me the barn, which had burned down. She said that she saw Ivo Brandt near it. {more}
"""
CLASSIFIED = (
    "Offense: Arson 2nd degree",
    "CHARGES/OFFENSES: Arson",
    "Classification: Arson",
    "Offense Type: Arson",
    "Offenses:\n    ORS 164.315 Arson 2nd degree\n    ORS 164.225 Burglary",
)


@pytest.mark.parametrize("person", ["", "Suspect: BRANDT, Ivo"])
@pytest.mark.parametrize("field", CLASSIFIED)
def test_the_classification_of_an_incident_charges_nobody(field, person):
    assert read(REPORT.format(field=field, person=person, more="")).told("charge") == []


@pytest.mark.parametrize(
    "text",
    [
        "I was assigned the arson case of Nell Harker.",
        "Nobody here is charging Ivo Brandt with burglary.",
        "Offenses: arson, theft.",
        "The offense of arson was explained to Nell Harker.",
    ],
)
def test_an_offence_that_is_only_named_charges_nobody(text):
    assert read(text).told("charge") == []
    assert read(REPORT.format(field="", person="", more=text)).told("charge") == []


@pytest.mark.parametrize("field", CLASSIFIED)
@pytest.mark.parametrize(
    ("person", "more"),
    [
        ("Suspect: BRANDT, Ivo", "I arrested Brandt on Monday."),
        ("Suspect: BRANDT, Ivo", "Brandt was booked for trespass."),
        ("Arrestee: BRANDT, Ivo", ""),
    ],
)
def test_the_classification_is_alleged_of_who_was_arrested(field, person, more):
    found = [
        one
        for one in read(REPORT.format(field=field, person=person, more=more)).legal
        if one.kind == "charge"
    ]
    assert found
    assert {one.status for one in found} == {Status.ALLEGED}


def test_a_sheet_of_a_booking_lists_what_its_arrestee_is_held_for():
    text = "MARLOW COUNTY JAIL\nBOOKING SHEET\n\nBooked: 10/22/2031\nCharges: Arson\n"
    found = [one for one in read(text, kind="police report").legal if one.kind == "charge"]
    assert [(one.words(text), one.status) for one in found] == [("Arson", Status.ALLEGED)]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt was arrested on charges of arson.",
        "Ivo Brandt was booked on a felony charge of arson.",
        "I forward this for charges of arson against Ivo Brandt.",
        "I charged Ivo Brandt with arson.",
        "Deputy Whitcomb later charged Ivo Brandt with arson.",
        "Ivo Brandt was charged by police with arson.",
        "She made allegations of arson against Ivo Brandt.",
        "If he is tried, charges of arson against Ivo Brandt follow.",
    ],
)
def test_without_a_prosecutor_or_a_court_a_charge_is_at_most_alleged(text):
    found = [one for one in read(text).legal if one.kind == "charge"]
    assert [(one.words(text), one.status) for one in found] == [("arson", Status.ALLEGED)]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt faces charges of arson.",
        "Prosecutors filed charges of arson against Ivo Brandt.",
        "Prosecutors brought an arson charge against Ivo Brandt.",
        "The arson charge against Ivo Brandt was dismissed.",
        "The arson trial of Ivo Brandt began.",
        "His lawyer will move to dismiss the arson charge against Ivo Brandt.",
        "Ivo Brandt is on trial on two charges of arson.",
        "Ivo Brandt was indicted on Monday; count 1: arson.",
        "Ivo Brandt pleaded not guilty to charges of arson.",
    ],
)
def test_words_that_charge_make_an_act_of_law(text):
    found = [one for one in read(text).legal if one.kind == "charge"]
    assert [(one.words(text), one.status) for one in found] == [("arson", Status.COURT_ACT)]


def test_the_paper_that_charges_lists_acts_of_law():
    text = "Count 1: arson. Count 2: theft."
    found = [one for one in read(text, kind="court filing").legal if one.kind == "charge"]
    assert [(one.words(text), one.status, one.one("count")) for one in found] == [
        ("arson", Status.COURT_ACT, "Count 1"), ("theft", Status.COURT_ACT, "Count 2"),
    ]  # fmt: skip


def test_an_arrest_is_no_act_of_a_court():
    found = {one.words(one_text): one.status for one_text in (
        "Ivo Brandt was arrested for arson.", "Ivo Brandt was indicted for fraud.",
    ) for one in read(one_text).legal if one.kind == "charge"}  # fmt: skip
    assert found == {"arson": Status.ALLEGED, "fraud": Status.COURT_ACT}


def test_the_statute_and_the_count_beside_it():
    found = [one for one in read(
        "Ivo Brandt was charged in Count 2 with wire fraud, in violation of "
        "18 U.S.C. § 1343."
    ).legal
             if one.kind == "charge"]  # fmt: skip
    assert found[0].one("statute") == "18 U.S.C. § 1343"
