import pytest

from wholefile.reading.kinds import margins
from wholefile.reading.kinds.lines import lines_of

WORDS = [f"the {n}th line of what was said" for n in range(25)]


def numbered(text):
    lines = lines_of(text)
    count = margins.number(lines, text)
    margins.heads(lines, text)
    return count, lines


def words(lines, text):
    return [text[one.first : one.last] for one in lines if not one.running and not one.empty]


def pages(layout, count=3, *, head="", foot=""):
    made = []
    for page in range(1, count + 1):
        body = "".join(
            layout.format(page=page, number=n + 1, words=one) + "\n" for n, one in enumerate(WORDS)
        )
        made.append(head.format(page=page) + body + foot.format(page=page))
    return "".join(made)


@pytest.mark.parametrize(
    "text",
    [
        "12 men were there.\n13 women came.\n14 left.\nThe rest stayed.\n",
        "Call me at 5\nor at 6\nor at 9\n",
        "1. One\n2. Two\n3. Three\n4. Four\n5. Five\n6. Six\n",
        "Paid 5  1\nPaid 6  9\nPaid 7  3\nPaid 8  2\nPaid 9  7\n",
        "It was 10:15 then.\nIt was 10:16 then.\n10:30 came.\n",
    ],
)
def test_numbers_that_are_words_stay_words(text):
    count, lines = numbered(text)
    assert count == 0
    assert words(lines, text) == [one.strip() for one in text.splitlines()]


def test_a_number_in_a_sentence_stays_though_numbers_stand_at_the_margin():
    text = pages(" {number:>2}   {words}").replace(" 9   the 8th", " 9   12 of the 8th")
    _, lines = numbered(text)
    assert text[lines[8].first : lines[8].last] == "12 of the 8th line of what was said"


@pytest.mark.parametrize(
    "layout",
    [
        "{number}  {words}",
        " {number:>2}           {words}",
        "{page:05}:{number:02}   {words}",
        "{words}          {number}",
        "{number}\n{words}",
        "{words:<60}\t{number}",
    ],
)
def test_numbers_at_the_margin_in_the_layouts_that_reporters_use(layout):
    text = pages(layout)
    count, lines = numbered(text)
    assert count == 75
    assert words(lines, text) == WORDS * 3
    assert [one.number for one in lines if not one.empty] == list(range(1, 26)) * 3


def test_numbers_in_a_column_of_their_own_are_no_words():
    column = "".join(f"{n} \r\n" for n in range(1, 29))
    text = f"{column}ORDER\r\nThe motion is denied.\r\nSo it is ordered.\r\n" * 2
    _, lines = numbered(text)
    assert words(lines, text) == ["ORDER", "The motion is denied.", "So it is ordered."] * 2


def test_a_line_that_lost_its_number_keeps_its_words_and_the_next_its_number():
    text = pages("{number:>2}   {words}").replace(" 7   the 6th", "     the 6th")
    _, lines = numbered(text)
    assert words(lines, text) == WORDS * 3
    assert lines[7].number == 8


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("                         {page}\n", ""),
        ("Page {page} of 90\n", ""),
        ("", "                         {page}\n"),
        ("HARKER - DIRECT          {page}\n", ""),
        ("", "Salt Flat Reporting, Inc.\nPage {page}\n"),
        ("\f", "- {page} -\n"),
    ],
)
def test_the_page_is_read_from_running_heads_and_feet(head, foot):
    text = pages("{number:>2}   {words}", 30, head=head, foot=foot)
    _, lines = numbered(text)
    assert words(lines, text) == WORDS * 30
    assert [one.page for one in lines if one.number == 3] == list(range(1, 31))


def test_heads_that_stand_alike_on_three_sheets_are_running():
    text = "\f".join(
        f"In re Salt Flat, No. 31-{n}\nBody of page {'abc'[n]} goes on.\nand {'xyz'[n]}" for n in range(3)
    )
    _, lines = numbered(text)
    assert [one.running for one in lines] == [True, False, False] * 3


def test_feet_beside_a_column_of_numbers():
    column = "".join(f"{n}\n" for n in range(1, 29))
    text = "\f".join(
        f"{column}- {n} -\nMOTION OF {n} MAY\nWords of page {'abc'[n]}.\nAnd {'xyz'[n]}." for n in range(3)
    )
    _, lines = numbered(text)
    assert words(lines, text) == [
        w for n in range(3) for w in (f"Words of page {'abc'[n]}.", f"And {'xyz'[n]}.")
    ]


def test_the_stamp_of_a_court_is_running():
    _, lines = numbered(
        "Case 1:33-cv-00021 Document 1 Filed 06/01/33 Page 2 of 3\nThe case was filed on page 2.\n"
    )
    assert [one.running for one in lines] == [True, False]
