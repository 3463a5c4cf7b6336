"""Folding of text into words: what compares equal, and that every word leads back to its characters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.text_folding import LONGEST_WORD, only_words, stands_alone, words

MIXED = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("aeiouß ﬁıİéÉ\u0301\u00ad\u200d.,-'日本語ไทย한국أحـ\n\x00\ue000")
    )
)


@pytest.mark.parametrize(
    "text", ["", " ", ".,;", "\x00\x01", "\u0301", "\u00ad\u200b", "\ue000\ue001\ue00f", "🔫🔪", "\ud800"]
)
def test_what_holds_no_letter_or_digit_has_no_words(text):
    assert words(text) == [] == only_words(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MULLER"), ("mu\u0308ller", "Müller"), ("Straße", "STRASSE"), ("ﬁnd", "FIND"), ("İzmir", "izmir"),
        ("Łódź", "lodz"), ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("ＡＢＣ１２", "abc12"), ("مُحَمَّد", "محمد"), ("أحمد", "احمد"),
        ("evi\u00addence", "evidence"), ("O\u2019Brien", "o'brien"), ("½", "1 2"), ("Ærø", "aero"), ("محـــمد", "محمد"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_compare_equal(one, other):
    assert only_words(one) == only_words(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("resume", "resumes"), ("日本", "日木"), ("हिन्दी", "हन्दी"), ("한국", "한극")]
)
def test_other_words_stay_apart(one, other):
    assert only_words(one) != only_words(other)


def test_characters_of_scripts_without_spaces_are_words_of_their_own():
    assert only_words("東京 ab한국") == ["東", "京", "ab", "한", "국"]
    assert all(map(stands_alone, "東한ก"))
    assert not stands_alone("a")


def test_a_long_word_is_several():
    assert [len(one) for one in only_words("a" * 150)] == [LONGEST_WORD, LONGEST_WORD, 150 - 2 * LONGEST_WORD]


@given(MIXED)
def test_every_word_leads_back_to_its_characters(text):
    found = words(text)
    assert [one.folded for one in found] == only_words(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.folded in "".join(only_words(text[one.start : one.end]))
    assert all(before.start <= after.start for before, after in pairwise(found))


@given(MIXED)
def test_a_word_holds_nothing_that_a_database_takes_for_syntax(text):
    for one in only_words(text):
        assert one.isascii() is False or one.isalnum()
        assert not set(one) & set(" '\"\\:&|!()<>*\x00\ue000\ue001\ue002\ue003\ue00f")
        assert only_words(one)
        assert len(one) <= 4 * LONGEST_WORD
