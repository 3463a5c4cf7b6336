"""First name, surname, suffix; and how near two names are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.reading.names.namewords import names_in, one_letter_apart, trimmed, words_of


@pytest.mark.parametrize(
    "pair", [("Bly", "Bly"), ("Bly", "Fly"), ("Hale", "Halles"), ("Hale", "Wade"), ("", "")]
)
def test_words_that_are_not_one_letter_apart(pair):
    assert not one_letter_apart(*pair)


@pytest.mark.parametrize(
    "pair", [("Ortega", "Ortegas"), ("Ortega", "Otega"), ("Ortega", "Ortego"), ("aOrtega", "Ortega")]
)
def test_words_one_letter_apart(pair):
    assert one_letter_apart(*pair)
    assert one_letter_apart(*reversed(pair))


@given(st.text("abc", min_size=4, max_size=8), st.integers(0, 7), st.sampled_from("xyz"))
def test_another_letter_anywhere_is_one_letter_apart(word, at, letter):
    at = min(at, len(word) - 1)
    assert one_letter_apart(word, word[:at] + letter + word[at + 1 :])
    assert one_letter_apart(word, word[:at] + letter + word[at:])


@pytest.mark.parametrize(
    ("name", "given", "surname", "suffix"),
    [
        ("Dale Ruiz", ("dale",), "ruiz", ""),
        ("RUIZ, DALE P.", ("dale", "p."), "ruiz", ""),
        ("John Pryor, Jr.", ("john",), "pryor", "jr"),
        ("J. P. van der Berg", ("j.", "p."), "van der berg", ""),
        ("Ana O’Neal-Bly", ("ana",), "o’neal-bly", ""),
        ("Łucja Wójcik", ("lucja",), "wojcik", ""),
        ("Bly", (), "bly", ""),
    ],
)
def test_the_words_of_a_name(name, given, surname, suffix):
    found = words_of(name)
    assert (found.given, found.surname, found.suffix) == (given, surname, suffix)


def test_father_and_son_are_two():
    assert not words_of("John Pryor Sr.").may_be(words_of("John Pryor Jr."))
    assert words_of("John Pryor").may_be(words_of("J. Pryor"))


@given(st.text(max_size=60))
def test_what_is_trimmed_stands_inside(text):
    found = trimmed(text, 0, len(text))
    assert found is None or found.of(text).strip() == found.of(text)
    assert all(0 <= span.start < span.end <= len(text) for span in names_in(text, 0, len(text)))
