"""Animals and vessels have names and are no people."""

import pytest

from tests.reading.layers import read
from wholefile.reading.names.things import find_things


def test_somebody_who_does_something_behind_such_a_noun_is_a_person():
    found = read("He sold the boat Karl Brenner had built. She asked for a horse named by Karl Hale.")
    assert find_things(found.parsed) == []
    assert "Karl Brenner" in found.people()


def test_a_person_called_like_a_ship_stays_one():
    found = read("The ship was named Ana Ortega. Mr. Karl Hale bought it, Ana Ortega told him.")
    assert "Karl Hale" in found.people()
    assert found.at("Ana Ortega") is None
    assert found.at("Ana Ortega", 1) is not None


@pytest.mark.parametrize(
    "text",
    [
        "He rode a horse named Juniper Hale. Juniper Hale won.",
        "The dog, a mastiff named Bruno Hale, bit the postman. Bruno Hale was shot.",
        "The yacht Lady Ruth was towed, and Lady Ruth sank.",
        "The mare Sweet Alice died. Sweet Alice had been sold.",
        "A dog called Max barked. Max bit the clerk.",
        "The F/V Ana Marie left on Monday. Ana Marie sank.",
        "Sweet Alice, a bay mare, died.",
        "Her cat, which was called Rosa, ran away.",
        "A stallion by the name of Copper Hale won.",
        "The dog, Biscuit, barked. Biscuit bit the clerk.",
        "The mare's name was Juniper Hale, and Juniper Hale won.",
        "They named the boat Ana Ruth. Ana Ruth sank.",
        "A python she called Monty Hale was found.",
    ],
)
def test_animals_and_vessels_are_nobody(text):
    assert read(text).people() == []


def test_the_name_is_nobody_without_a_model():
    assert read("He rode a horse named Juniper Hale. Juniper Hale won.", by_rule=True).people() == []
