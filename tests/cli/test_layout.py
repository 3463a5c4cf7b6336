"""Text that fits: widths in cells, nothing lost in wrapping."""

from hypothesis import given
from hypothesis import strategies as st

from wholefile.cli.layout import PLAIN_WIDTH, cells, facts, table, wrap

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Mn", "Me"]), max_size=90)


def test_wide_letters_take_two_cells_and_marks_none():
    assert cells("厨房") == 4
    assert cells("e\u0301") == 1


@given(WORDS, st.integers(2, 60))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text, room):
    lines = wrap(text, room)
    assert all(cells(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5))
def test_a_table_fits(rows):
    for line in table(("one", "two", "three"), rows):
        assert cells(line) <= PLAIN_WIDTH


def test_facts_leave_out_what_is_unknown():
    assert list(facts({"Name": "N", "Title": None, "Roles": []})) == ["Name  N"]
    assert list(facts({"None": 0, "Some": False})) == ["None  0", "Some  no"]


def test_words_of_others_cannot_steer_the_terminal():
    said = "\n".join(wrap("a\x1b[2Jb\x07 c\u202ed \x9b5n\nمرحبا", 80))
    assert said == "a\\x1b[2Jb\\x07 c\\u202ed \\x9b5n\nمرحبا"
