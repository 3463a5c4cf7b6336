"""Plain texts take a short way through the vocabulary and through folding, with the same answer."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.acts.schema import LINE, TEXT
from wholefile.core.folding import _plain

ASCII = st.text(st.characters(max_codepoint=127))


@pytest.mark.parametrize("character", [chr(number) for number in range(256)])
def test_every_character_is_taken_or_refused_for_what_it_is(character):
    is_control = unicodedata.category(character) == "Cc"
    assert (LINE.refuse(f"a{character}b") is None) != is_control
    assert (TEXT.refuse(f"a{character}b") is None) != (is_control and character not in "\n\t")


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\ud800"])
def test_separators_and_halves_of_pairs_are_refused(character):
    assert LINE.refuse(f"a{character}b")


@given(ASCII)
def test_ascii_is_folded_as_any_text(value):
    split = unicodedata.normalize("NFKD", value)
    assert _plain(value) == "".join(c for c in split if not unicodedata.combining(c)).casefold()
