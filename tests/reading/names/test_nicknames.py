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
        "He called her a “liar” and left. He called her “Liar” at noon.",
        "The ticket calls him “Tomas Morow.” An entry bears the name “T. Morow.”",
        "What the mayor called “The Mess” was a budget.",
        "He referred to her as “a thief.”",
        "AKA: None\nAlias: Unknown",
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
    assert sorted(span.of(text) for span in one.names(text)) == sorted(names)
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


def test_a_nickname_of_two_words_is_found_without_marks_as_well():
    found = read("Tomas Moreau, known as “Big Moss,” ran. Officers followed Big Moss to a barn.")
    assert found.at("Big Moss", 1) == "Tomas Moreau"


def test_a_nickname_is_found_without_a_model():
    found = read("James “Buddy” Ortega ran. The officer saw Buddy.", by_rule=True)
    assert found.people() == ["James “Buddy” Ortega"]
    assert found.at("Buddy", 1) == "James “Buddy” Ortega"


@pytest.mark.parametrize(
    "text",
    [
        "Everybody calls him “Rook.”",
        "They call her 'Birdie'.",
        'He goes by "Moss," if the Court please.',
        "a man she knew only as “Rook” ran",
        "the driver was a man known as “El Zurdo.”",
        "Tomas Moreau, whom everybody on the block calls “Moss,” ran.",
        "Tomas Moreau (“Big Moss” to his neighbors) ran.",
        'Tomas Moreau (everybody calls him "Moss") ran.',
        'His street name is "Smoke."',
        "“Moss,” whose real name is Tomas Moreau, ran.",
        'Tomas Moreau ("Moss") ran.',
        'MOREAU, Tomas (a/k/a "Moss")',
    ],
)
def test_what_people_call_somebody_is_nobodys_words(text):
    assert len(find_nicknames(text)) == 1
    assert [quoted.title for quoted in find_quoted(text)] == [True]


def test_a_thing_that_is_called_something_is_no_person_and_no_quotation():
    found = read("Officers seized the tablets known as “blue ghosts” and a boat named “Lady Ruth.”")
    assert not [name for name in found.people() if "hosts" in name or "Ruth" in name]


@pytest.mark.parametrize(
    ("text", "nickname", "name"),
    [
        ("Ana Ruhl waited. Tomas Moreau ran. Everybody calls him “Moss.” Moss fell.", "Moss", "Tomas Moreau"),
        (
            "Ana Ruhl saw a man known as “El Zurdo.” Karl Hale identified “El Zurdo” as Tomas Moreau.",
            "El Zurdo",
            "Tomas Moreau",
        ),
        ("Maria Lopez (née Garcia) spoke to Karl Hale. Ms. Garcia left.", "Garcia", "Maria Lopez"),
        ("Maria Lopez, f/k/a Maria Quist, spoke to Karl Hale.", "Maria Quist", "Maria Lopez"),
    ],
)
def test_whose_a_nickname_is(text, nickname, name):
    found = read(text)
    assert found.at(nickname) == name
    one = next(one for one in found.entities.all if one.name == name)
    assert nickname in one.variants


def test_two_surnames_before_a_comma_and_a_nickname_behind():
    text = (
        "INCIDENT REPORT\nCase No.: 26-11\nArrestee: MOREAU VIDAL, Tomas (a/k/a 'Moss')\nVictim: RUHL, Ana\n\n"
        "Mr. Moreau ran."
    )
    found = read(text, kind="police report")
    assert found.at("Moss") == found.at("Moreau") == "MOREAU VIDAL, Tomas"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruhl spoke to the clerk. Everybody calls him “Moss.”",
        "Tomas Moreau's brother ran. They call him “Moss.”",
        "Mr. Moreau ran. Everybody calls her “Moss.”",
        "A dog ran. Tomas Moreau called him “Moss.”",
    ],
)
def test_a_nickname_of_somebody_else_is_not_given_to_whoever_is_named_before(text):
    assert all("Moss" not in one.variants for one in read(text).entities.all)


@pytest.mark.parametrize(
    "text",
    [
        "She shouted “Otter” at the man (Karl Hale).",
        "He said “Stop” and “Wait” to the man known as Karl Hale.",
        "The clerk wrote “Paid” (Friday Market).",
    ],
)
def test_words_beside_a_name_are_no_nickname(text):
    assert all(len(one.variants) == 0 for one in read(text).entities.all)


@pytest.mark.parametrize(
    ("text", "name", "nicknames"),
    [
        (
            "The grand jurors charge that TOMAS MOREAU, a/k/a “Little Moss,” did enter the barn of Ana Ruhl.",
            "TOMAS MOREAU", ("Little Moss",),
        ),
        ("Tomas Moreau (a/k/a “Moss,” “Big M,” and “Tower”), did sell it.", "Tomas Moreau", ("Moss", "Big M", "Tower")),
        ("The agreement mentions Karl Hale, the man the parties call “Heron”, and his boat.", "Karl Hale", ("Heron",)),
        ("The buyer paid “Otter” (Karl Hale) in May. “Otter” met Ana Ruhl.", "Karl Hale", ("Otter",)),
        ("The man referred to in this agreement as “Otter” is Karl Hale.", "Karl Hale", ("Otter",)),
    ],
)  # fmt: skip
def test_other_names_in_charging_papers_and_agreements(text, name, nicknames):
    found = read(text, kind="court filing")
    one = next(one for one in found.entities.all if one.name == name)
    assert set(one.variants) == set(nicknames)
    assert all(quoted.title for quoted in find_quoted(text))


@pytest.mark.parametrize("words", ["have a plan?", "have a name tag?", "had another."])
def test_who_has_something_else_is_not_called_so(words):
    assert find_nicknames(f"Does this “Wren” {words}") == ()


@pytest.mark.parametrize(
    "words", ["have a surname?", "go by another name?", "has a legal name,", "use any other name?"]
)
def test_who_has_another_name_is_called_so(words):
    text = f"Ana Ruhl knew one “Wren” {words}"
    assert [one.inner.of(text) for one in find_nicknames(text)] == ["Wren"]
