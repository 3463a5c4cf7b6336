"""A battery that is an offence, and one that holds a current."""

import pytest

from wholefile.reading.law.batteries import holds_a_current
from wholefile.reading.spans import Span


def holds(text):
    start = text.lower().index("battery")
    return holds_a_current(text, Span(start, start + len("battery")))


@pytest.mark.parametrize(
    "text",
    [
        "He was charged with battery.",
        "Battery on a peace officer",
        "the battery charge",
        "one count of battery against a neighbour",
    ],
)
def test_a_battery_that_is_an_offence(text):
    assert not holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Battery for the drone",
        "A battery, lithium-ion, was seized.",
        "Battery failed in his headset.",
        "Item 4: smartwatch, battery missing",
        "A wheelchair battery was stolen.",
    ],
)
def test_a_battery_that_holds_a_current(text):
    assert holds(text)
