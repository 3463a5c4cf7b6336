"""What the sentences of charging papers charge where no heading names the offence."""

import pytest

from tests.reading.layers import read

HEAD = """IN THE UNITED STATES DISTRICT COURT
FOR THE DISTRICT OF OREGON

UNITED STATES OF AMERICA,
            Plaintiff,
     vs.                                3:26CR41
LENNART VOSS and
PILAR ESTEBAN,
            Defendants.

"""


def charges(body, *names, title="INDICTMENT\n\nThe Grand Jury charges:\n\n"):
    return read(HEAD + title + body, kind="court filing").told("charge", *names)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("INDICTMENT\n\n", "FORFEITURE\nUpon conviction LENNART VOSS did use it, in violation of 18 U.S.C. 981.\n"),
        ("INDICTMENT\n\n", "NOTICE OF FORFEITURE\nUpon conviction of wire fraud they shall forfeit a boat.\n"),
        ("INDICTMENT\n\n", "On April 2, 2026, LENNART VOSS did knowingly call the bank.\n"),
        ("INDICTMENT\n\n", "LENNART VOSS did not possess a boat, in violation of 18 U.S.C. Section 2.\n"),
        ("MOTION TO DISMISS\n\n", "LENNART VOSS did knowingly carry it, in violation of 18 U.S.C. Section 1716.\n"),
    ],
)  # fmt: skip
def test_what_charges_nothing(title, body):
    assert charges(body, title=title) == []


COUNTS = """COUNT I
On or about May 3, 2026, in the District of Oregon, LENNART VOSS and PILAR ESTEBAN did knowingly conspire to commit
mail fraud, in violation of 18 U.S.C. Section 1349.

COUNT II
On or about May 5, 2026, PILAR ESTEBAN did knowingly and unlawfully possess an unregistered silencer, to wit: a tube,
in violation of 26 U.S.C. Section 5861.

COUNT III
On or about May 6, 2026, the defendants, aided and abetted by each other, knowingly transported a stolen boat. They
took it by night.

All in violation of 18 U.S.C. Section 2312.
"""


def test_the_sentence_below_a_bare_count_charges_whom_it_names():
    assert charges(COUNTS, "count", "statute", "against") == [
        (
            "conspire to commit\nmail fraud",
            "Count I",
            "18 U.S.C. Section 1349",
            ("LENNART VOSS", "PILAR ESTEBAN"),
        ),
        ("possess an unregistered silencer", "Count II", "26 U.S.C. Section 5861", "PILAR ESTEBAN"),
        (
            "transported a stolen boat",
            "Count III",
            "18 U.S.C. Section 2312",
            ("LENNART VOSS", "PILAR ESTEBAN"),
        ),
    ]


@pytest.mark.parametrize(
    ("sentence", "offence"),
    [
        ("PILAR ESTEBAN did commit the offense of burglary in the third degree, contrary to ORS 164.215.",
         "burglary in the third degree"),
        ("PILAR ESTEBAN did then and there unlawfully take a kayak of Olaf Brun, contrary to ORS 164.043.",
         "take a kayak of Olaf Brun"),
        ("PILAR ESTEBAN did intentionally assault Olaf Brun by striking him, against the peace of the State.",
         "assault"),
    ],
)  # fmt: skip
def test_a_paper_of_a_state_without_counts(sentence, offence):
    found = charges(f"The State charges that {sentence}\n", "against", title="INFORMATION\n\n")
    assert found == [(offence, "PILAR ESTEBAN")]


def test_a_count_whose_heading_names_the_offence_is_charged_once():
    body = "COUNT 1: THEFT IN THE FIRST DEGREE\nPILAR ESTEBAN did unlawfully take a kayak, contrary to ORS 164.055.\n"
    assert [one for (one,) in charges(body)] == ["THEFT IN THE FIRST DEGREE"]
