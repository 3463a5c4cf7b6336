"""Which papers charge crimes, and which only speak of one that does."""

import pytest

from wholefile.reading.kinds.accusing import charges_crimes

CAPTION = """IN THE DISTRICT COURT OF OSPREY COUNTY

STATE OF KANSAS,
     Plaintiff,
vs.
RUFUS TALLOW,
     Defendant.

"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        CAPTION + "MOTION TO DISMISS THE\nINDICTMENT\n\nTallow moves the court.",
        CAPTION + "MOTION TO QUASH INFORMATION\n\nThe grand jury charges that Tallow sold a boat.",
        CAPTION + "ORDER\n\nThe indictment charges arson.",
        CAPTION + "AFFIDAVIT IN SUPPORT OF CRIMINAL COMPLAINT\n\nI, Ann Moss, depose and state.",
        "PLEASE CALL FOR\nMORE INFORMATION ABOUT US",
        "IN THE CIRCUIT COURT\n\nCOMPLAINT\n\nPlaintiff complains.",
        CAPTION + "REGISTER OF ACTIONS\n\n03/01/2024\n\nINDICTMENT\n",
    ],
)
def test_papers_that_charge_nobody(text):
    assert not charges_crimes(text)


@pytest.mark.parametrize(
    "text",
    [
        CAPTION + "INFORMATION\n\nCOUNT 1",
        CAPTION + "SECOND SUPERSEDING INDICTMENT\n",
        CAPTION + "AMENDED CRIMINAL COMPLAINT\n",
        CAPTION + "BILL OF INDICTMENT\n",
        "STATE OF OHIO    )   INDICTMENT NO. 24-CR-77\nv.   )\nRUFUS TALLOW     )\n",
        "STATE OF MAINE v. RUFUS TALLOW\n\nTHE GRAND JURORS of the State do find and present that Tallow sold it.",
        "The grand jurors, upon their oaths, charge and accuse Rufus Tallow with arson.",
        "I, Ann Moss, do accuse RUFUS TALLOW of the crime of arson.",
        "The March 2024 GRAND JURY charges:\n\n1. Tallow sold it.",
    ],
)
def test_papers_that_charge(text):
    assert charges_crimes(text)
