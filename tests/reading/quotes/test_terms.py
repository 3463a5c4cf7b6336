"""What a thing is called is nobody's wording; an opinion of it is."""

import pytest

from wholefile.reading.quotes.marks import find_quoted


def quotes(text):
    return [one.inner.of(text).rstrip(",.") for one in find_quoted(text) if not one.title]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He called the deal “a joke.”", "a joke"),
        ("The judge called him “a danger to everyone.”", "a danger to everyone"),
        ("Neighbors call the house “dangerous.”", "dangerous"),
        ("The company called the fire “an isolated event.”", "an isolated event"),
        ("The analyst said “it matched.”", "it matched"),
        ("She told the lab “hurry up.”", "hurry up"),
        ("She shouted “Otter” at the man.", "Otter"),
    ],
)
def test_what_somebody_says_of_a_thing_is_their_wording(text, words):
    assert quotes(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Brightwater Dredging, which everyone here calls “the Dredge,” paid.",
        "The laboratory found a substance it calls “unknown compound B” in the cup.",
        "The sample showed what the laboratory terms a “mixed profile.”",
        "Chemists call the mixture “grey death.”",
        "The pills, sold on the street as “blues,” were found in his car.",
        "The firm sells a sander called the “Whisper.”",
        "Harlan Tool, Inc. (“Harlan” or “the Company”) paid.",
        "It came from a person known to the grand jury as “Uncle,” in May.",
        "Neighbors call the house “the Fort.”",
    ],
)
def test_what_a_thing_is_called_is_nobodys_wording(text):
    assert quotes(text) == []
