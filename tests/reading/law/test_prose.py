"""Charges that sentences tell of, by their counts and endings, and what only looks like one."""

import pytest

from tests.reading.layers import read


def charges(text, *names, kind=""):
    return read(text, kind=kind).told("charge", *names)


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt was charged with counting the ballots.",
        "Ivo Brandt was charged with the care of two dogs.",
        "Ivo Brandt was charged with managing the theft prevention program.",
        "The unit charged with burglary investigations is small.",
        "The battery of the camera was charged.",
        "The battery in my phone was dead, and I was charged for it.",
        "Prosecutors are considering charges of perjury against Ivo Brandt.",
        "I considered a charge of vandalism and declined it.",
        "I looked at a charge of making a false report and let it go.",
        "We decided against charging Ivo Brandt with obstruction.",
        "No charge of theft is contemplated.",
        "The State may move to add a count of aggravated burglary.",
        "She asked for charges of harassment to be brought against Ivo Brandt.",
        "The suit has three counts: battery, trespass and conversion.",
        "The lawsuit of the landlord has a count of trespass.",
        "If he had carried a gun, that would be armed robbery.",
        "The robbery suspects left.",
        "The officer explained the crime of perjury.",
        "The charge of the battery took an hour.",
        "She faces the theft of her pension.",
        "The grand jury returned a no bill on the charge of assault.",
        "Police arrested nobody for the arson.",
        "Lou Petty is looking at a perjury charge if the transcript says so and could be charged with it.",
        "The charge on the camera battery is fine.",
        "The State will file an information charging arson.",
        "The State never filed an information charging arson.",
    ],
)
def test_what_is_no_charge(text):
    assert charges(text) == []


@pytest.mark.parametrize(
    ("text", "offences"),
    [
        ("Ivo Brandt was charged by criminal complaint with felony theft and two counts of criminal trespass.",
         ["felony theft", "criminal trespass"]),
        ("Ivo Brandt faces two counts of child abuse and one of driving while intoxicated.",
         ["child abuse", "driving while intoxicated"]),
        ("Ivo Brandt faces charges that include burglary and theft.", ["burglary", "theft"]),
        ("Ivo Brandt was charged as an accessory to murder.", ["accessory to murder"]),
        ("Deputies took Ivo Brandt into custody for arson.", ["arson"]),
        ("The State filed a new Information charging arson in the third degree.", ["arson in the third degree"]),
        ("Ivo Brandt was convicted of DWI in 2019 and possession of cocaine.", ["DWI", "possession of cocaine"]),
        ("Ivo Brandt faces one count each of burglary and larceny.", ["burglary", "larceny"]),
        ("Ivo Brandt was booked into jail on suspicion of arson and attempted insurance fraud.",
         ["arson", "attempted insurance fraud"]),
        ("Ivo Brandt was cited for speeding and no proof of insurance.", ["speeding", "no proof of insurance"]),
        ("Ivo Brandt was served with a summons for criminal trespass.", ["criminal trespass"]),
        ("The jury could not agree on evidence tampering.", ["evidence tampering"]),
        ("There is probable cause to believe that Ivo Brandt-Ruiz committed tampering with evidence.",
         ["tampering with evidence"]),
        ("The complaint says that Ivo Brandt did commit the offense of aggravated burglary.", ["aggravated burglary"]),
        ("He was charged with three felonies: kidnapping, robbery and extortion.",
         ["kidnapping", "robbery", "extortion"]),
    ],
)  # fmt: skip
def test_what_sentences_charge(text, offences):
    assert [one for (one,) in charges(text)] == offences


FOUR = (
    "Ivo Brandt was indicted on four counts of forgery and pleaded no contest Thursday to one count of "
    "conspiracy to commit forgery. The other counts were dismissed."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ivo Brandt was charged in Count 1 with arson and in Count 2 with mayhem.",
         [("arson", "Count 1", ""), ("mayhem", "Count 2", "")]),
        ("Ivo Brandt was indicted on three counts: arson; theft; and perjury. The second count was dismissed.",
         [("arson", "Count 1", ""), ("theft", "Count 2", "dismissed"), ("perjury", "Count 3", "")]),
        (FOUR,
         [("forgery", "", "dismissed"), ("conspiracy to commit forgery", "", "convicted")]),
        ("Ivo Brandt was served with a summons for trespass; it was dismissed.", [("trespass", "", "dismissed")]),
        ("Ivo Brandt pleaded guilty to forgery; a second count, identity theft, was dismissed.",
         [("forgery", "", "convicted"), ("identity theft", "", "dismissed")]),
        ("Prosecutors dropped one count of stalking against Ivo Brandt.", [("stalking", "", "dismissed")]),
        ("Prosecutors will drop the stalking charge against Ivo Brandt.", [("stalking", "", "")]),
        ("Ivo Brandt pleaded no contest to robbery, as a lesser included offense of Count 1.",
         [("robbery", "Count 1", "convicted")]),
        ("Ivo Brandt agrees to plead guilty to Count One, Trafficking in Cocaine, a felony.",
         [("Trafficking in Cocaine", "Count One", "")]),
        ("Ivo Brandt was found guilty of Count 1: aggravated burglary. Count 2 (theft) was dismissed.",
         [("aggravated burglary", "Count 1", "convicted"), ("theft", "Count 2", "dismissed")]),
        ("A jury found Ivo Brandt guilty on all counts, including arson.", [("arson", "", "convicted")]),
        ("A jury convicted Ivo Brandt of manslaughter but acquitted him of leaving the scene.",
         [("manslaughter", "", "convicted"), ("leaving the scene", "", "acquitted")]),
    ],
)  # fmt: skip
def test_counts_and_endings(text, told):
    assert charges(text, "count", "disposition") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Police want a man. Kim Doyle was arrested for arson. A man is wanted for shoplifting.",
         [("arson", "Kim Doyle"), ("shoplifting", "A man")]),
        ("An obstruction charge against Lou Petty's wife, Jane Petty, was filed.", [("obstruction", "Jane Petty")]),
        ("A judge dismissed a charge of arson against Ivo Brandt.", [("arson", "Ivo Brandt")]),
        ("Kim Doyle goes by two names and has been convicted of perjury.", [("perjury", "Kim Doyle")]),
        ("Kim Doyle was convicted of arson. The jury could not agree on theft.",
         [("arson", "Kim Doyle"), ("theft", "Kim Doyle")]),
    ],
)  # fmt: skip
def test_whom_sentences_charge(text, told):
    assert charges(text, "against") == told


def test_an_information_names_whom_each_count_is_against():
    text = (
        "STATE OF OREGON,\n    Plaintiff,\n  v.\nOTTO VANCE,\n    DOB: 05/30/1991, and\nMIRA SOLBERG,\n"
        "    DOB: 05/30/1992,\n    Defendants.\n\nINFORMATION\n\n"
        "COUNT 1: ARSON, contrary to ORS 164.325, a felony, in that OTTO VANCE set fire to a barn.\n\n"
        "COUNT 2 (in the alternative to Count 1): RECKLESS BURNING, a misdemeanor.\n\n"
        "COUNT 3: CONSPIRACY TO COMMIT ARSON, a felony, in that both Defendants agreed to it; or, as a lesser "
        "included offense, ATTEMPTED ARSON.\n\n"
        "COUNT 4: MIRA SOLBERG did commit the offense of PERJURY, contrary to ORS 162.065.\n"
    )
    both = ("OTTO VANCE", "MIRA SOLBERG")
    assert charges(text, "count", "against") == [
        ("ARSON", "Count 1", "OTTO VANCE"),
        ("RECKLESS BURNING", "Count 2", "OTTO VANCE"),
        ("CONSPIRACY TO COMMIT ARSON", "Count 3", both),
        ("ATTEMPTED ARSON", "Count 3", both),
        ("PERJURY", "Count 4", "MIRA SOLBERG"),
    ]


def test_a_booking_sheet_is_against_its_arrestee_and_a_row_against_whom_it_names():
    text = (
        "RIVERBEND POLICE DEPARTMENT\nARREST REPORT\n\nReport Date: 05/11/2031\nArrestee: MORROW, Devin\n"
        "Witness: PELL, Aaron\n\nCHARGES\n1. 30-3-5    Aggravated battery   F3\n"
        "2. 66-8-114  Careless driving (see PELL)   M\n\nNARRATIVE\n\nPell was in the car. I booked Morrow.\n"
    )
    assert charges(text, "against", kind="police report") == [
        ("Aggravated battery", "MORROW, Devin"), ("Careless driving", "PELL, Aaron"),
    ]  # fmt: skip


def test_a_list_below_names_in_a_letter_about_charges():
    text = (
        "From: Dana Kessel <dk@x.example>\nTo: Rhea Castellan <rc@x.example>\nSubject: the charges\n\n"
        '1. Aaron Pell (a/k/a "Ace")\n   - burglary, Count 1\n   - theft over $500\n2. Mira Solberg\n   - forgery\n'
    )
    assert charges(text, "count", "against", kind="e-mail") == [
        ("burglary", "Count 1", "Aaron Pell"), ("theft over $500", "", "Aaron Pell"), ("forgery", "", "Mira Solberg"),
    ]  # fmt: skip


HEARING = """\
 1            THE COURT:  State versus Lena Ortiz.  Read the charges.
 2            THE CLERK:  Count One, grand theft of a motor
 3  vehicle.  Count Two, criminal mischief.
 4            MR. PELL:  The State dismisses Two.
 5            THE COURT:  Ms. Ortiz, how do you plead to Count One?
 6            THE DEFENDANT:  Guilty.
 7            THE COURT:  {accepts}
"""


@pytest.mark.parametrize(("accepts", "ended"), [("I accept the plea.", "convicted"), ("Be seated.", "")])
def test_a_plea_that_is_accepted_ends_a_charge(accepts, ended):
    assert charges(HEARING.format(accepts=accepts), "count", "disposition", kind="transcript") == [
        ("grand theft of a motor\n 3  vehicle", "Count One", ended), ("criminal mischief", "Count Two", "dismissed"),
    ]  # fmt: skip


def test_an_answer_names_what_somebody_was_convicted_of_and_takes_back_another():
    text = (
        " 1       Q    Were you ever convicted of a felony?\n"
        " 2       A    Once.  It was arson.  No, I misspoke.  It was\n"
        " 3  felony larceny, in 2021.\n 4       Q    Did you see the robbery?\n 5       A    It was a theft.\n"
    )
    assert charges(text, "disposition", kind="transcript") == [("felony larceny", "convicted")]
