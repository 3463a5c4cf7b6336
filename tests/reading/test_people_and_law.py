"""Properties of all that people and law come to, and the sample article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.article import article_gold
from tests.reading.layers import Layers, read
from tests.reading.scoring import score

WORDS = st.sampled_from(
    [
        "Ivo",
        "Brandt",
        "Ana",
        "O’Neal's",
        "Deputy",
        "Mr.",
        "he",
        "she",
        "his",
        "the",
        "a",
        "driver",
        "was",
        "charged",
        "with",
        "arson",
        "sued",
        "against",
        "for",
        '"battery,',
        'fraud"',
        "COUNT",
        "II",
        "v.",
        "Plaintiff",
        ",",
        ".",
        ";",
        "(",
        ")",
        "“",
        "”",
        "'",
        "\n\n",
        "complaint",
        "obtained",
        "by",
        "Office",
        "County",
        "killed",
        "grand",
        "jury",
        "dismissed",
        "§",
        "42",
        "U.S.C.",
        "\u202e",
        "🙂",
        "Witness",
        "2",
        "damages",
        "$5",
        "million",
        "who",
        "died",
        "Inc.",
    ]
)
HOSTILE = [
    "(" * 5_000 + ")" * 5_000, "“" * 3_000, "A " * 20_000, "Deputy " * 8_000, "Mr. " * 8_000, "Jane Bly, " * 4_000,
    "he " * 10_000, "COUNT I " * 4_000, "lawsuit " * 6_000, "\u202eIvo Brandt\u202c " * 2_000, "a" * 200_000,
    "charged with fraud and " * 3_000, "v. " * 10_000, "42 U.S.C. § " * 4_000, "§" * 20_000,
    "A. " * 10_000, "Act " * 10_000,
    "the the the " * 5_000, "Office of the " * 5_000, "damages and " * 5_000, "A-" * 20_000, "\n\n\n" * 10_000,
]  # fmt: skip


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_every_fact_has_words_and_reading_twice_is_the_same(text):
    first, second = Layers(text, by_rule=True), Layers(text, by_rule=True)
    assert first.facts() == second.facts()
    for fact in first.facts():
        assert all(span.of(text).strip() for span in (fact.span, *fact.others))
        assert fact.span.end <= len(text)


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_read(text):
    Layers(text, by_rule=True).facts()


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_no_place_means_two_and_nobody_without_a_name_gets_one(text):
    entities = Layers(text, by_rule=True).entities
    places = [mention.span for one in entities.all for mention in one.mentions]
    assert len(places) == len(set(places))
    for one in entities.all:
        if one.kind == "person" and not one.named:
            assert not one.fact().one("name")


@pytest.mark.parametrize(
    "text", HOSTILE, ids=[text[:12].encode("unicode_escape").decode() for text in HOSTILE]
)
def test_hostile_text_comes_to_an_end(text):
    Layers(text, by_rule=True).facts()


@pytest.fixture(scope="module")
def article():
    gold = article_gold()
    return gold, read(gold.text)


def test_the_article_breaks_none_of_its_prohibitions(article):
    gold, found = article
    assert score(gold, found.facts()).violations == []


def test_the_article_names_six_people_and_one_without_a_name(article):
    gold, found = article
    scores = score(gold, found.facts())
    assert len(found.people()) == 6
    assert scores.tallies["person"].exact == scores.tallies["person"].wanted == 7
    for kind in ("person mention", "person described"):
        assert scores.tallies[kind].exact == scores.tallies[kind].wanted


def test_the_article_tells_their_roles_and_all_organisations(article):
    gold, found = article
    scores = score(gold, found.facts())
    for kind in ("role", "organisation"):
        assert scores.tallies[kind].near == scores.tallies[kind].wanted


def test_the_article_tells_the_charge_four_claims_and_three_forms_of_relief(article):
    _, found = article
    assert [one[1:] for one in found.told("charge", "against", "disposition")] == [
        (found.at("Mr. Baldwin"), "dismissed")
    ]
    pleaded = [one[1] for one in found.told("claim", "pleaded")]
    assert (pleaded.count("yes"), pleaded.count("no")) == (4, 1)
    assert len(found.told("relief")) == 3
    assert len(found.documents) == 1
    assert len(found.documents[0].others) == 6
