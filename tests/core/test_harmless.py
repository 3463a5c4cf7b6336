"""Words of others cannot steer whoever looks at them, and nothing of them is lost."""

import pytest

from wholefile.core.harmless import harmless, spelled, visible


@pytest.mark.parametrize(
    ("one", "words"),
    [
        ("\x1b", r"\x1b"),
        ("\u202e", r"\u202e"),
        ("\u200f", r"\u200f"),
        ("\u2028", r"\u2028"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_steers_is_spelled_out_by_its_number(one, words):
    assert spelled(one) == visible(one) == words


@pytest.mark.parametrize("one", ["a", "é", "語", "😀", " "])
def test_what_is_seen_stays(one):
    assert spelled(one) == visible(one) == one


def test_what_is_unseen_is_left_in_names_and_spelled_out_in_reasons():
    assert spelled("\u200d") == "\u200d"
    assert visible("a\u200db\U000e0041") == r"a\u200db\U000e0041"


def test_a_text_keeps_its_lines_and_tabs_and_a_new_page_begins_one():
    assert harmless("a\r\nb\fc\td\x07\u202ee") == "a\nb\nc\td\\x07\\u202ee"
