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
