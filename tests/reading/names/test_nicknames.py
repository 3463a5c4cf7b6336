"""Nicknames in marks are names of the person and nobody's words."""

import pytest

from tests.reading.layers import read
from wholefile.reading.names.nicknames import find_nicknames
from wholefile.reading.quotes.marks import find_quoted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ana said “Buddy” and left.",
        "“Stop,” Ortega said. Ortega ran.",
        "“No” Ortega said. Ortega ran.",
        "He saw the film “Hamlet” Friday.",
        "The “Rust” Director spoke. The Director left.",
        "James Hale called “Wolf” twice.",
        "Sheriff (Dray) County, Judge (Ret.) Hale, Ana (LNU) Ruhl",
        "Ana Ruhl said “Yes” Monday.",
    ],
)
def test_words_in_marks_that_are_no_nickname(text):
    assert find_nicknames(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("James “Buddy” Ortega was arrested.", ["James “Buddy” Ortega"]),
        ("James L. 'Buddy' Ortega was arrested.", ["James L. 'Buddy' Ortega"]),
        ('RICHARD "RICK" LANGE was arrested.', ['RICHARD "RICK" LANGE']),
        ("Robert (Bob) Hale was arrested.", ["Robert (Bob) Hale"]),
        ('Ana "Big Bird" Ruhl was arrested.', ['Ana "Big Bird" Ruhl']),
        ("“Buddy” Ortega ran. They found Ortega.", ["“Buddy” Ortega"]),
        ("Tomas Moreau, also known as “Slim,” ran.", ["Tomas Moreau", "Slim"]),
        ('Tomas Moreau, a/k/a "Slim", ran.', ["Tomas Moreau", "Slim"]),
        ("Tomas Moreau (nicknamed “Slim”) ran.", ["Tomas Moreau", "Slim"]),
    ],
)
def test_a_nickname_is_part_of_the_name(text, names):
    (one,) = find_nicknames(text)
    assert sorted(span.of(text) for span in one.names) == sorted(names)
    assert [quoted.title for quoted in find_quoted(text)] in ([True], [])


def test_all_names_of_somebody_are_one_person():
    text = (
        "James “Buddy” Ortega ran. Mr. Ortega fell. “Buddy” Ortega rose. Karl Hale saw Buddy at noon. "
        "Tomas Moreau, known as “Slim,” was with “Slim” Hale's brother."
    )
    found = read(text)
    assert "James “Buddy” Ortega" in found.people()
    for words in ("Mr. Ortega", "“Buddy” Ortega", "Buddy at"):
        assert found.at(words.removesuffix(" at")) == "James “Buddy” Ortega"
    assert found.at("Buddy", 2) == "James “Buddy” Ortega"
    assert found.at("Slim") == "Tomas Moreau"


def test_a_nickname_is_found_without_a_model():
    found = read("James “Buddy” Ortega ran. The officer saw Buddy.", by_rule=True)
    assert found.people() == ["James “Buddy” Ortega"]
    assert found.at("Buddy", 1) == "James “Buddy” Ortega"
