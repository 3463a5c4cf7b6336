"""Offences in tables, lists, fields and count headings."""

import pytest

from wholefile.reading.law.citations import find_citations
from wholefile.reading.law.rows import rows_of


def told(text):
    return [
        (one.offence.of(text), one.code.of(text) if one.code else "", one.count, one.ended)
        for one in rows_of(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Call classified as: Disturbance – assault",
        "PROPERTY\n1. Theft report, two pages\n2. A padlock",
        "Charges are set out below. Arson was never one of them, he said.",
        "CHARGES\n\nBrandt spoke of the theft for an hour and left.",
        "The count of votes: 12-44 in the first box.",
        "COUNT 1: NEGLIGENCE\nPlaintiff asks for damages.",
        "COUNT I: Defendant was to be paid on Monday.",
        "Storage charges:\n  Tow, two hours    $200",
        "CHARGES\n1. ORS 164.215  Burglary 2  Felony  1 ct  (DECLINED)\n2. Theft 3 - not filed\n3. Assault 4  NFA",
        "CHARGES\n1. Menacing - refused by the DA\n2. Stalking (no charge)\n3. Harassment: charge declined 05/02/2026",
        "CHARGES\n164.043 Lennart Voss did take a kayak, contrary to ORS 164.043\n",
        "FIREARM ENHANCEMENT (as to Count 1): the sentence is to be increased.",
    ],
)
def test_what_is_no_row(text):
    assert told(text) == []


def test_a_table_with_codes_degrees_and_counts():
    text = (
        "OFFENSES AT ARREST\n"
        "Statute        Description                     Level   Counts\n"
        "243(e)(1) PC   Domestic battery                M       1\n"
        "594 PC         Vandalism                       F       2\n"
        "13-1203.A.1    Wavering at a crossing          M1      1\n"
    )
    assert told(text) == [
        ("Domestic battery", "243(e)(1) PC", "", ""),
        ("Vandalism", "594 PC", "", ""),
        ("Wavering at a crossing", "13-1203.A.1", "", ""),
    ]
    assert [one.words(text) for one in find_citations(text)] == ["243(e)(1) PC", "594 PC", "13-1203.A.1"]


def test_a_name_that_speaks_of_a_refusal_stays():
    text = "CHARGES\n1. Refusal to submit to a chemical test   M\n2. Failure to identify   M   cash bond refused him\n"
    assert [one[0] for one in told(text)][1:] == ["Failure to identify"]
    assert told("CHARGES\n1. Theft 3  M  1 ct\n2. Arson 2  M  1 ct  declined\n")[0][0] == "Theft 3"


def test_a_table_with_bars():
    text = (
        "CHARGES\n| # | Statute | Charge | Class |\n|---|---|---|---|\n| 1 | 17-A M.R.S. § 207 | Assault | D |\n"
        "| 2 | 17-A M.R.S. § 207-A | Domestic violence assault | D |\n"
    )
    assert [one[0] for one in told(text)] == ["Assault", "Domestic violence assault"]


def test_a_list_behind_a_sentence():
    text = (
        "I arrested Ivo Brandt for the following offenses:\n\n1. 18-4-203 Second degree burglary (F4)\n"
        "2) Theft 3rd degree (RCW 9A.56.050) x2\n3) FTA WARRANT M-11 (trespass)   Bond: $50\n\nHe saw no fraud."
    )
    assert told(text) == [
        ("Second degree burglary", "18-4-203", "", ""),
        ("Theft 3rd degree", "RCW 9A.56.050", "", ""),
        ("trespass", "", "", ""),
    ]


def test_a_table_that_tells_how_charges_ended():
    text = (
        "CHARGES AND DISPOSITIONS\nCt   Offense                Disposition\n"
        "1    Burglary               Guilty 06/02/2019\n2    Criminal mischief      Dismissed 06/02/2019\n"
        "3    DWI                    Not guilty\n"
    )
    assert told(text) == [
        ("Burglary", "", "Count 1", "convicted"),
        ("Criminal mischief", "", "Count 2", "dismissed"),
        ("DWI", "", "Count 3", "acquitted"),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Offense: 30-16-3    Burglary (vehicle)     Fel 4", ("Burglary (vehicle)", "30-16-3")),
        ("Charge 1: ARS 13-1805A1 SHOPLIFTING - REMOVAL M1", ("SHOPLIFTING - REMOVAL", "ARS 13-1805A1")),
        ("Offense: Shoplifting, misdemeanor", ("Shoplifting", "")),
        ("Offense: 66-8-114   Careless driving (see BRANDT)   PM", ("Careless driving", "66-8-114")),
    ],
)  # fmt: skip
def test_a_field(text, row):
    assert [one[:2] for one in told(text)] == [row]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("COUNT 1: THEFT (OVER $500), contrary to Section 30-16-1, a felony", ("THEFT (OVER $500)", "Count 1")),
        ("COUNT II\n(Conspiracy to Distribute a Controlled Substance)\n\nIn violation of law.",
         ("Conspiracy to Distribute a Controlled Substance", "Count II")),
        ("COUNT THREE – MENACING, a Class A misdemeanor", ("MENACING", "Count THREE")),
        ("COUNT 4 (in the alternative to Count 3): ARSON, a felony", ("ARSON", "Count 4")),
        ("Count 5: Wilful wavering, contrary to Section 1-2-3", ("Wilful wavering", "Count 5")),
    ],
)  # fmt: skip
def test_a_count_heading(text, row):
    assert [(one[0], one[2]) for one in told(text)] == [row]


def test_a_count_in_the_middle_of_a_sentence_heads_nothing():
    assert (
        told("He pleaded to the charge that stood in the alternative to\nCount 2, theft, and left. A felony.")
        == []
    )


@pytest.mark.parametrize(
    "text", ["Offense: " * 4000, "COUNT 1: a\n" * 4000, "CHARGES\n" + "1. a  (b) ( c\n" * 3000]
)
def test_hostile_text_has_few_rows(text):
    assert len(rows_of(text)) < 10
