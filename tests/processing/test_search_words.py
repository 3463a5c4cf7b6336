"""Both databases and a naive reading of the words give the same answer to any question."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wholefile.core.text_folding import only_words
from wholefile.processing.search.documents import DAY_MS, Document
from wholefile.processing.search.finding import search
from wholefile.processing.search.question import read_question
from wholefile.processing.search.store import add
from wholefile.processing.search.words import grams, in_batches, lexemes, parts_of_marks
from wholefile.processing.search.writing import holding
from wholefile.record.derived import empty_index

ATOMS = [
    "gun",
    "gunner",
    "Round",
    "round",
    "0",
    "77",
    "日",
    "本",
    "日本",
    "Müller",
    "o'brien",
    "well-known",
    "x",
]
TEXTS = st.lists(st.sampled_from(ATOMS), max_size=8).map(" ".join)
TERMS = st.one_of(
    st.sampled_from(ATOMS),
    st.sampled_from(["gu*", "ro*", "77*", "日*", "muller"]),
    st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}"'),
    st.sampled_from(ATOMS).map(lambda one: f"-{one}"),
)


def holds(words: list[str], phrase) -> bool:
    """The naive meaning of a phrase."""
    size = len(phrase.words)
    for at in range(len(words) - size + 1):
        part = words[at : at + size]
        if phrase.prefix:
            if part[:-1] == list(phrase.words[:-1]) and part[-1].startswith(phrase.words[-1]):
                return True
        elif part == list(phrase.words):
            return True
    return False


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, max_size=6), st.lists(TERMS, min_size=1, max_size=4))
def test_any_question_has_the_answer_of_a_naive_reading(record, texts, terms):
    typed = " ".join(terms)
    if all(one.startswith("-") for one in terms):
        return
    with holding(record.db):
        empty_index(record.db)
        add(record.db, [Document("item", f"V{n}", "item", n * DAY_MS, text) for n, text in enumerate(texts)])
    question = read_question(typed)
    expected = {
        f"V{n}"
        for n, text in enumerate(texts)
        if all(any(holds(only_words(text), one) for one in group) for group in question.groups)
        and not any(holds(only_words(text), one) for one in question.without)
    }
    assert {one.object for one in search(record, typed, most=100).results} == expected


@pytest.mark.parametrize("mark", ["PZ-40217", "LIVE-0IB", "V26-000012", "5055550142", "eva@b.org"])
def test_every_part_of_an_identifier_is_a_phrase_in_it(mark):
    [whole] = [grams(one) for one in parts_of_marks(mark)[:1]]
    for start in range(len(whole) - 1):
        assert " ".join(whole[start : start + 2]) in " ".join(whole)


@pytest.mark.parametrize("typed", ["", "-", "abc", "1", "none", "000"])
def test_what_is_too_short_or_says_nothing_is_no_part(typed):
    assert parts_of_marks(typed) == []


def test_very_many_marks_go_into_several_documents():
    marks = [f"{n:0100d}" for n in range(100)]
    batches = in_batches(marks)
    assert [one for batch in batches for one in batch] == marks
    assert len(batches) > 1
    assert all(sum(map(len, batch)) <= 3_000 for batch in batches)


def test_lexemes_keep_the_place_of_each_word():
    assert lexemes("a b a") == "'a':1,3 'b':2"
