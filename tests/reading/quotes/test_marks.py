"""Quotation marks are paired as a reader pairs them, and nothing hostile takes long or makes one up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.reading.quotes.marks import find_quoted

MARKS = st.text(alphabet="\"“”'‘’«» \nab.,", max_size=200)


def words(text, *, titles=False):
    return [one.inner.of(text) for one in find_quoted(text) if one.title is titles]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing was said.",
        "He is 6'2\" tall.",
        'A stray" mark.',
        '""',
        "The defendants' fees and the '90s",
        "It's the neighbors' dog, isn't it",
        '"""""""""""""',
        "He filled in the form (the “Form”) at noon.",
    ],
)
def test_what_quotes_nothing(text):
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('She said "no" twice.', ["no"]),
        ("She said “no” twice.", ["no"]),
        ('She said “it was a copy," and left.', ["it was a copy,"]),
        ('She said "it was a copy,” and left.', ["it was a copy,"]),
        ("``Never,'' he said.", ["Never,"]),
        ('("I was there," she wrote)', ["I was there,"]),
        ('He called it—"a farce"—again.', ["a farce"]),
        ("She told them 'run' and ran.", ["run"]),
        ("'I never saw it,' said the clerk.", ["I never saw it,"]),
    ],
)
def test_pairs_of_one_sort_and_of_two(text, found):
    assert words(text) == found


def test_a_quotation_inside_another_stands_after_it():
    text = "“He told me, ‘Get out,’ and I went,” she said."
    assert words(text) == ["He told me, ‘Get out,’ and I went,", "Get out,"]


@pytest.mark.parametrize(
    "text",
    [
        "The star of 'Harbor Lights' left.",
        "the former '30 Days' actor",
        "He was seen on “The Morning Hour” and left.",
        'A.  "Iron Harvest."',
    ],
)
def test_titles_are_kept_apart(text):
    assert len(words(text, titles=True)) == 1
    assert words(text) == []


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "She said: “It began in May.\n\n“It ended in June.”\n\n“Not related,” he said."
    first, second, third = find_quoted(text)
    assert (first.closed, second.continues, third.continues) == (False, 0, None)
    assert second.closed
    assert first.inner.of(text) == "It began in May."
    assert first.outer.of(text) == "“It began in May."


def test_a_missing_mark_does_not_reach_over_its_paragraph():
    text = "He said, “It was dark.\n\nThe court rose. “Later,” it said."
    first, second = find_quoted(text)
    assert first.inner.of(text) == "It was dark."
    assert (first.closed, second.continues) == (False, None)


def test_a_missing_mark_before_another_quotation_ends_with_its_sentence():
    text = "He said, “It was dark. I left. She said, “So did I.”"
    assert words(text) == ["It was dark. I left.", "So did I."]


def test_lines_of_one_paragraph_are_one():
    text = "He said, “it was dark\nand it was cold” and left."
    assert words(text) == ["it was dark\nand it was cold"]


@given(MARKS)
def test_every_quotation_is_words_of_the_text_in_order(text):
    found = find_quoted(text)
    for n, one in enumerate(found):
        assert one.outer.holds(one.inner)
        assert one.outer != one.inner
        assert one.inner.end <= len(text)
        assert one.continues is None or one.continues < n
    starts = [one.outer.start for one in found]
    assert starts == sorted(starts)
    assert found == find_quoted(text)


@given(MARKS)
def test_quotations_stand_in_each_other_or_apart(text):
    double = [one.outer for one in find_quoted(text)]
    for n, one in enumerate(double):
        for other in double[n + 1 :]:
            assert one.holds(other) or other.holds(one) or not one.meets(other)


@pytest.mark.parametrize("piece", ['"', "“", "' ", '"a ', "‘a ", "a' ", "“a” ", '\n"a', "(“"])
def test_a_line_of_ten_megabytes_ends(piece):
    find_quoted(piece * (100_000 // len(piece)))
    find_quoted(piece + "x" * 10_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "The sign said “Closed.”",
        "He called it a “mess.”",
        "The plea reads “guilty.”",
        "He told the “rat” to go.",
        "She said, “Exhibit and all.”",
    ],
)
def test_words_that_somebody_chose_are_a_quotation(text):
    assert [one.title for one in find_quoted(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Officers searched the “Vehicle” on Monday.",
        "It was admitted as Exhibit “A” over objection.",
        "It was marked “State's Exhibit 4.”",
        "the app known as “ghost cards” was closed",
        "the number stood in the “contacts” list of the phone",
        "“Premises” means the lot and the house.",
        "Larkin Rentals (hereinafter “Larkin”) sued.",
    ],
)
def test_a_term_or_the_letter_of_an_exhibit_is_no_quotation(text):
    assert [one.title for one in find_quoted(text)] == [True]
