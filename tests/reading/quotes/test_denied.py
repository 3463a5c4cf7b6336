"""Words that one tells of another: whose they are, and what a denial leaves of them."""

import pytest

from tests.reading.layers import model
from wholefile.reading.facts import Status
from wholefile.reading.reader import read


def quote(text):
    model()
    found = [one for one in read(text, kind="news report").facts if one.kind == "quote"]
    assert len(found) == 1
    return found[0]


def test_who_denies_something_else_leaves_the_words_as_they_were_told():
    one = quote("According to Orr, Pratt shouted “nobody leaves.” Pratt denied owning a gun.")
    assert one.status == Status.STATED
    one = quote("According to Orr, Pratt shouted “nobody leaves.” Hale denied shouting anything.")
    assert one.status == Status.STATED
    one = quote("Pratt shouted “nobody leaves.” Orr denied hearing it.")
    assert one.status == Status.STATED


@pytest.mark.parametrize(
    "text",
    [
        "According to Orr, Pratt shouted “nobody leaves.” Pratt denied shouting anything.",
        "Orr testified that Pratt told him “I burned the barn.” Pratt denied saying it.",
        "Ruhl claims Pratt said “you are next,” which Pratt denies.",
    ],
)
def test_words_that_one_tells_of_another_who_denies_them_are_alleged(text):
    one = quote(text)
    assert one.status == Status.ALLEGED
    assert one.chain[0].who == "Pratt"
    assert one.chain[1].who in {"Orr", "Ruhl"}


def test_who_denies_having_said_words_does_not_say_them():
    one = quote("Pratt denies that he told Orr “I burned the barn.”")
    assert {link.manner for link in one.chain[:-1]} == {Status.DENIED}


@pytest.mark.parametrize(
    ("text", "who", "by"),
    [
        ("Dale Orr says his sister yelled “get out of my house” at the men.", "his sister", "Dale Orr"),
        (
            "Dale Orr told police the woman with the dog told him “the gate was open.”",
            "the woman with the dog", "Dale Orr",
        ),
        ("Hale says a neighbor told her “mind your own business.”", "a neighbor", "Hale"),
    ],
)  # fmt: skip
def test_who_passes_words_on_does_not_say_them(text, who, by):
    assert [link.who for link in quote(text).chain][:2] == [who, by]
