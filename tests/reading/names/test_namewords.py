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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paul Vance", "Paula Vance"),
        ("Mario Vance", "Maria Vance"),
        ("Jean Vance", "Joan Vance"),
        ("Erin Vance", "Eric Vance"),
        ("Dale Vance", "Kale Vance"),
        ("Tom Hale", "Tom Dale"),
        ("Tom Robinson", "Tom Robertson"),
        ("Ana Vance", "Ivo Vanse"),
        ("A. Bly", "Ana Blye"),
        ("Tom Vance Jr.", "Tom Vanse Sr."),
        ("Vance", "Vanse"),
    ],
)
def test_people_whose_names_are_only_alike_are_two(one, other):
    assert not words_of(one).nearly(words_of(other))
    assert not words_of(other).nearly(words_of(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tom Vance", "Tom Vanse"),
        ("TOM OBI", "Tom Obie"),
        ("Ana Zoubkova", "Ana Zubkowa"),
        ("A. Zoubkova", "Ana Zubkova"),
        ("Sara Vance", "Sarah Vance"),
        ("Anna Vance", "Ana Vance"),
        ("Adrian Vance", "Adrien Vance"),
        ("Ana Lima Duarte", "Ana Lima-Duarte"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert words_of(one).nearly(words_of(other))
    assert words_of(other).nearly(words_of(one))


def test_a_name_ends_with_its_last_words_only():
    assert words_of("Ana Lima Duarte").ends_with(words_of("Lima Duarte"))
    assert not words_of("Ana Lima Duarte").ends_with(words_of("Ana Lima"))
    assert not words_of("Lima Duarte").ends_with(words_of("Lima Duarte"))


@given(st.text(max_size=60))
def test_what_is_trimmed_stands_inside(text):
    found = trimmed(text, 0, len(text))
    assert found is None or found.of(text).strip() == found.of(text)
    assert all(0 <= span.start < span.end <= len(text) for span in names_in(text, 0, len(text)))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Bill Hale", "Robert Hale"), ("Tony Ruiz", "Antonio Cano"), ("Al Hale", "Alan Hale")],
)
def test_short_forms_of_other_names_are_other_people(first, second):
    assert not words_of(first).may_be(words_of(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [("Bill Hale", "William Hale"), ("Terrence Hale", "Terry Hale"), ("Chuy Ruiz", "Jesús Ruiz")],
)
def test_a_short_form_is_the_same_first_name(first, second):
    assert words_of(first).may_be(words_of(second))
