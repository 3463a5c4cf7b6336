"""Passages: every character is in one, none holds a word too often, a phrase across a cut is in one of them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.text_folding import only_words
from wholefile.processing.search.passages import BEYOND, LONGEST, passages

TEXTS = st.builds(
    lambda parts, times: "".join(parts) * times,
    st.lists(
        st.sampled_from(["word ", "0 ", "line\n", "page\f", "日本", "x" * 300, "para\n\n", " "]), max_size=30
    ),
    st.integers(1, 60),
)


@given(TEXTS)
def test_passages_cover_the_text_without_a_gap(text):
    found = list(passages(text))
    assert "".join(text[one.start : one.own_end] for one in found) == text
    for one in found:
        assert one.start < one.own_end <= one.end <= min(len(text), one.own_end + BEYOND)
        assert one.own_end - one.start <= LONGEST


@given(TEXTS)
def test_no_word_comes_more_often_than_postgresql_keeps_places_of(text):
    for one in passages(text):
        most = Counter(only_words(text[one.start : one.own_end])).most_common(1)
        assert not most or most[0][1] <= 241


def test_a_cut_is_made_on_the_best_border_there_is():
    text = "".join(f"line {n} of words\n" for n in range(230)) + "\f" + "another page\n" * 600
    first = next(passages(text, longest=6_000))
    assert text[first.own_end - 1] == "\f"
