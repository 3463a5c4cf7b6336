from datetime import date

import pytest

from tests.reading.tiling import assert_covers, told
from wholefile.reading.frame import frame
from wholefile.reading.kinds import news
from wholefile.reading.kinds.lines import lines_of

STORY = """\
Armourer blames the detective
By Dana Osei
Published Sept. 16, 2032
Updated Sept. 18, 2032

SIERRA ALTA, N.M. (AP) — A detective said on Thursday that
the crew knew.

“He knew that gun was live,” Detective Dale Whitcomb said.
"""


def parts_of(text):
    found = news.parts(text, lines_of(text))
    assert_covers(text, found)
    return found


@pytest.mark.parametrize(
    "line",
    ["SUPPLEMENTAL REPORT – CASE 31-4", "THE GUN — ", "EXHIBIT A - B", "By the time he came, it was late."],
)
def test_what_is_no_dateline_and_no_byline(line):
    assert not news.dateline(lines_of(line)[0], line)
    assert news.head_of(lines_of(line)[0], line) == ""


def test_head_and_paragraphs():
    assert told(STORY, parts_of(STORY)) == [
        ("heading", "headline", "", "Armourer blames the detective"),
        ("field", "byline", "Dana Osei", "Dana Osei"),
        ("header", "date", "", "Published Sept. 16, 2032"),
        ("header", "updated", "", "Updated Sept. 18, 2032"),
        ("header", "dateline", "", "SIERRA ALTA, N.M. (AP) —"),
        ("paragraph", "", "", "A detective said on Thursday that the crew knew."),
        ("paragraph", "", "", "“He knew that gun was live,” Detective Dale Whitcomb said."),
    ]


@pytest.mark.parametrize(
    ("head", "words", "source"),
    [
        ("Sierra Alta Courier, 16 September 2032.\n\n", "16 September 2032", "header of the report"),
        ("Thursday, September 16, 2032\n\n", "September 16, 2032", "header of the report"),
        (
            "date 2032-09-16 The box was found in a barn that nobody had looked into before.\n\n",
            "date 2032-09-16",
            "header of the report",
        ),
        (
            "SALT FLAT (September 16, 2032) — Nobody had looked into the barn before that day.\n\n",
            "September 16, 2032",
            "dateline",
        ),
        (
            "SALT FLAT, Sept. 16, 2032 (AP) -- Nobody had looked into the barn before that day.\n\n",
            "Sept. 16, 2032",
            "dateline",
        ),
    ],
)
def test_the_day_of_a_story(head, words, source):
    text = head + "“We saw nothing,” a deputy said in a statement.\n\nHe declined to comment.\n"
    found = frame(text)
    assert (found.kind, found.day, found.day_source) == ("news report", date(2032, 9, 16), source)
    assert found.day_span.of(text) == words


def test_a_story_without_blank_lines_has_a_paragraph_on_each_line():
    line = (
        "The box stood in a barn behind the ranch for eleven months, and nobody who was asked in that time could say "
        * 2
    )
    text = "\n".join(f"{line}({n})." for n in range(4))
    assert [one.kind for one in parts_of(text)] == ["paragraph"] * 4
