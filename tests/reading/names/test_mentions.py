"""Who is meant by the words of a stretch."""

from dataclasses import replace

import pytest

from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.spans import Span

TEXT = "Deputy Ana Bly, the sergeant, told the lawyer of Ivo Brandt that she saw Bly's car."


def place(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


BLY = Entity(
    "person:7-14", "person", "Ana Bly", (Mention(place("Ana Bly"), "name"), Mention(place("she"), "pronoun"))
)
BRANDT = Entity("person:49-59", "person", "Ivo Brandt", (Mention(place("Ivo Brandt"), "name"),))
ENTITIES = Entities(TEXT, (BLY, BRANDT))


@pytest.mark.parametrize("words", ["the lawyer of Ivo Brandt", "car", "told", ", ", "the lawyer"])
def test_words_that_mean_nobody(words):
    assert ENTITIES.at(place(words)) is None


@pytest.mark.parametrize(
    "words", ["Ana Bly", "Bly", "Deputy Ana Bly", "Ana Bly, the sergeant", "she", "“Ana Bly"[1:]]
)
def test_words_that_mean_somebody(words):
    assert ENTITIES.at(place(words)) is BLY


def test_everybody_in_a_stretch_stands_there_once():
    assert ENTITIES.within(Span(0, len(TEXT))) == (BLY, BRANDT)
    assert ENTITIES.within(Span(0, 4)) == ()


def test_somebody_mentioned_very_often_is_looked_up_by_identity_alone():
    assert hash(replace(BLY, mentions=([],))) == hash(BLY)


def test_a_person_becomes_a_fact_with_all_places():
    fact = ENTITIES.facts()[0]
    assert (fact.identity, fact.told["name"], fact.told["named"]) == ("person:7-14", "Ana Bly", "yes")
    assert fact.others == (place("she"),)


def test_somebody_without_a_name_has_none_in_the_fact():
    one = Entity(
        "person:16-28", "person", "the sergeant", (Mention(place("the sergeant"), "nominal"),), named=False
    )
    assert dict(one.fact().told) == {"named": "no"}
