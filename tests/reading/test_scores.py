"""What the reader makes of the gold: printed (`-s`), and held to the floors that are kept."""

import os
import sys

import pytest

from tests.reading import floors, scoring
from tests.reading.article import article_gold
from tests.reading.gold import marked

GOLDS = [marked.load(name) for name in marked.names()]


@pytest.fixture(scope="module")
def scores():
    from wholefile.reading import language

    # Two dozen documents and a language model take a while on a busy machine.
    if language.load() is None:
        pytest.skip("the language model is not installed (the extra named reading); floors are held with it")

    return scoring.read_all(GOLDS)


def perfect():
    return scoring.by_kind(GOLDS, lambda text: (next(one.facts for one in GOLDS if one.text == text), None))


def test_a_figure_below_its_floor_is_named():
    held = floors.floors_of(perfect())
    poor = scoring.by_kind(GOLDS, lambda _: ((), None))
    complaints = floors.fallen(poor, held)
    assert "all: quote: exact F1 is 0.000, below 1.00" in complaints
    assert "all: event: overlap recall is 0.000, below 1.00" in complaints
    assert len(complaints) == sum(len(figures) - 1 for figures in held.values())


def test_one_more_violation_is_named():
    held = floors.floors_of(perfect())
    worse = perfect()
    worse["e-mail"].violations.append("somebody is named")
    assert floors.fallen(worse, held) == ["e-mail: somebody is named"]


def test_a_kind_of_document_that_is_gone_has_fallen():
    held = floors.floors_of(perfect())
    less = perfect()
    del less["transcript"]
    assert any(words.startswith("transcript:") for words in floors.fallen(less, held))


def test_floors_are_rounded_down_and_held_by_what_set_them():
    gold = GOLDS[0]
    some = scoring.by_kind([gold], lambda _: (gold.facts[::3], None))
    held = floors.floors_of(some)
    assert all(
        held["all"][name] <= value < held["all"][name] + 0.011
        for name, value in some["all"].summary().items()
    )
    assert floors.fallen(some, held) == []


def test_the_reader_holds_the_floors(scores):
    sys.stdout.write("\n" + scoring.table(scores) + "\n")
    if os.environ.get("WHOLEFILE_KEEP_FLOORS"):
        floors.keep(scores)
    assert floors.fallen(scores, floors.kept()) == []


def test_the_article_is_read_as_asked(scores):
    """What issue 5 asks of it: quotes, speakers, people, charge, claims, relief, dates, chains, and nothing untrue."""
    from wholefile.reading import reader

    reading = reader.read((gold := article_gold()).text)
    found = scoring.score(gold, reading.facts, reading.frame)
    sys.stdout.write("\n" + scoring.table({"the article": found}) + "\n")
    near = {kind: tally.near for kind, tally in found.tallies.items()}
    assert found.violations == []
    assert found.tallies["quote"].exact == 18
    assert found.right["quote", "speaker"] >= 17
    assert {kind: near[kind] for kind in ("person", "charge", "claim", "relief")} == {
        "person": 7, "charge": 1, "claim": 5, "relief": 3,
    }  # fmt: skip
    # Every particular of what is found is right; of the twelve events, one that has no date may be missed.
    for kind, name in (
        ("claim", "pleaded"),
        ("event", "date"),
        ("court_event", "date"),
        ("assertion", "chain"),
    ):
        assert found.right[kind, name] == found.asked[kind, name], (kind, name)
    assert near["event"] + near["court_event"] >= 11
    assert near["assertion"] == found.tallies["assertion"].wanted
    assert found.share("frame", "day") == 1
