"""Which charge an ending ends, and that many of them are told apart in a time that grows as the text does."""

import pytest

from wholefile.reading import reader


def ended(text):
    found = reader.read(text).of_kind("charge")
    return [(one.one("offence"), one.one("disposition")) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt was charged with arson. The perjury charge against Lena Kroll was dismissed.",
        "Ivo Brandt was charged with arson. The lawsuit was dismissed.",
        "Ivo Brandt was charged with arson. Count 2 was dismissed.",
    ],
)
def test_what_ends_another_matter_ends_no_charge(text):
    assert ("arson", "dismissed") not in ended(text)


def test_the_same_offence_of_another_is_not_dismissed_with_it():
    text = "Ivo Brandt was charged with arson. The arson charge against Ivo Brandt was dismissed."
    assert ("arson", "dismissed") in ended(text)
