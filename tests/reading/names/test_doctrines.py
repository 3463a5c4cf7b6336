"""Doctrines, warnings and alerts are nobody; who is called like one stays somebody."""

import pytest

from tests.reading.layers import model
from wholefile.reading.names.doctrines import find_doctrines
from wholefile.reading.reader import read


def named(text):
    model()
    return [
        one.one("name")
        for one in read(text, kind="news report").facts
        if one.kind == "person" and one.one("named") == "yes"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tom Brady told the court that the barn burned. Brady said he left.", "Tom Brady"),
        ("Miranda Lopez said she knew the clerk. Later Miranda left the yard.", "Miranda Lopez"),
        ("Detective Alan Terry said the car had stopped.", "Alan Terry"),
        ("Ruth Edwards said no. The Edwards hearing was put off.", "Ruth Edwards"),
    ],
)
def test_who_is_called_like_a_doctrine_stays_somebody(text, name):
    assert name in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tom Brady said no.",
        "Alan Terry stopped the car.",
        "She gave Miranda a coat.",
        "He drove per Miranda Lopez.",
        "Officer Wade searched it, and Wade said so.",
    ],
)
def test_plain_names_are_no_doctrine(text):
    assert find_doctrines(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He signed the Miranda card and the Miranda waiver.", ["Miranda", "Miranda"]),
        ("The deputy read Hale Miranda before the talk.", ["Miranda"]),
        ("The deputy read her the full Miranda warnings.", ["Miranda"]),
        ("He was Mirandized at noon and spoke post-Miranda.", ["Mirandized", "Miranda"]),
        ("It began as a Terry stop and became a Terry frisk.", ["Terry", "Terry"]),
        ("No Brady material and no Giglio information was held back.", ["Brady", "Giglio"]),
        (
            "A Franks hearing, a Batson challenge and a Daubert motion came first.",
            ["Franks", "Batson", "Daubert"],
        ),
        ("It was a Garrity statement under Garrity.", ["Garrity", "Garrity"]),
        ("He gave Jencks material after the Alford plea.", ["Jencks", "Alford"]),
        ("An Amber Alert went out.", ["Amber Alert"]),
        ("The Edwards violation ended the talk.", ["Edwards"]),
    ],
)
def test_a_name_that_stands_for_a_doctrine(text, words):
    assert [one.of(text) for one in find_doctrines(text)] == words


def test_material_named_after_a_case_is_nobodys_where_somebody_is_called_so_too():
    text = "Tom Brady said no. The Brady material came late."
    assert [one.start for one in find_doctrines(text)] == [text.rindex("Brady")]


def test_nobody_is_named_by_a_warning():
    text = "Detective Ann Ruhl read Orr his Miranda rights. An Alford plea and a Daubert hearing followed."
    assert set(named(text)) <= {"Ann Ruhl", "Orr"}


def test_long_runs_end_soon():
    assert find_doctrines("read him the " * 20_000) == []
    assert len(find_doctrines("Miranda card " * 5_000)) == 5_000
