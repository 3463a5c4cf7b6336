"""Ways through a long text: where its pages and lines begin."""

import pytest

from wholefile.core.errors import NotFound
from wholefile.showing.text_jumps import page_count, pages_told, place_of

WORDS = "one\ntwo\n\fthree\nfour\n\fsix"
PLACES = [[0, 8, {"page": 1}], [9, 20, {"page": 2}], [21, 24, {"page": 4}], [0, 3, {"word": 1}]]


@pytest.mark.parametrize(
    ("asked", "words"),
    [({"page": 5}, "page 5"), ({"page": 10**18}, "page"), ({"page": 1, "line": 3}, "line 3"), ({"line": 7}, "line 7"),
     ({"page": 2, "line": 10**15}, "line"), ({"page": 3, "line": 2}, "line 2")],
)  # fmt: skip
def test_a_page_or_line_that_is_not_there_is_said(asked, words):
    with pytest.raises(NotFound, match=words):
        place_of(WORDS, PLACES, **asked)


@pytest.mark.parametrize(
    ("asked", "word"),
    [({}, "one"), ({"page": 1}, "one"), ({"page": 2}, "three"), ({"page": 2, "line": 2}, "four"), ({"line": 2}, "two"),
     ({"page": 3}, "six"), ({"page": 4, "line": 1}, "six"), ({"line": 1}, "one")],
)  # fmt: skip
def test_a_page_or_line_begins_with_its_words(asked, word):
    assert WORDS[place_of(WORDS, PLACES, **asked) :].startswith(word)


def test_a_text_without_pages_has_none_and_an_empty_one_begins_at_its_beginning():
    assert pages_told([[0, 3, {"line": 1}], [0, 3, {"page": "x"}]]) == 0
    assert place_of("", []) == 0
    with pytest.raises(NotFound):
        place_of("words", [], page=1)


def test_pages_are_counted_by_what_a_reading_told_and_by_the_text(office):
    assert page_count(office.db, "0" * 64, PLACES) == 4
