from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.gold.marked import load, names
from tests.reading.tiling import assert_covers, told
from wholefile.core.errors import Invalid
from wholefile.reading.frame import KINDS, frame
from wholefile.reading.kinds.lines import MOST_LINES
from wholefile.reading.kinds.signs import choose

# What begins lines of every kind, in every wrong order.
LINES = (
    "Q. Who was there?", "A. Nobody.", "Q", "A  I.", " 7   THE COURT:  Yes.", " 8   BY MR. OSEI:", " 9",
    "10  and", "DIRECT EXAMINATION BY MS. QUILL", "NELL HARKER,", "having been duly", "sworn, testified",
    "(Recess.)", "41", "From: Walt <w@ridge.example>", "Sent: May 1, 2033", "Subject: x", "> quoted",
    ">> deeper", ">", "On May 1 Walt", "wrote:", "-----Original Message-----", "Thanks,", "-- ",
    "1. First.", "2. Second", "3.", "1.1 One", "12. May", "COUNT I", "PRAYER FOR RELIEF",
    "WHEREFORE he prays", "A. Damages;", "DATED May 1, 2033", "/s/ Lena", "DISTRICT COURT",
    "CORIN VARGA,   ) No. 7", "Plaintiff,", "v.      Case No. 8", "COMPLAINT", "ORDER", ")", "§",
    "Case No.: 31-1    Date: 05/01/2033", "NARRATIVE", "SUPPLEMENT 1", "Officer: Dep. Ana Ruiz",
    "STATEMENT OF NELL HARKER", "By Dana Osei", "Updated May 1, 2033",
    "SALT FLAT — A man said that he was there all day.",
    "date 2033-05-01 The box was found in a barn that nobody knew of.", "He said “no.”", "Page 3 of 9",
    "\f", "", "", "\u202eabc\u202c", "\t x \t",
)  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(LINES), max_size=60).map("\n".join) | st.text(max_size=300)
ODD = {
    "nothing": "",
    "blank": " \n\t\f\r\n ",
    "one long line": "word " * 200_000,
    "no blank": "x" * 1_000_000,
    "right to left": "\u202e\u200fabc \u202c" * 20_000,
    "unmatched quotes": "“" * 100_000,
    "parentheses": "(" * 5_000 + "a" + ")" * 5_000,
    "quoted deeply": (">" * 2_000 + "\n") * 200,
    "names": ("Aa Bb Cc Dd, " * 30 + "\n") * 1_000,
    "labels": ("Label: " * 60 + "\n") * 1_000,
    "wrote": ("On " * 40 + "wrote:\n") * 1_000,
    "gaps": ("x" + " " * 3_000 + "1\n") * 300,
}  # fmt: skip


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(Invalid, match="no kind of document; it is one of news report"):
        frame("Words.", kind="poem")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\f\n",
        "Buy milk.\n\nCall Walt.",
        "From: here to there\nis far",
        "A. Smith\nB. Jones\n",
        "COMPLAINT",
    ],
)
def test_what_tells_too_little_is_no_kind(text):
    found = frame(text)
    assert (found.kind, found.day, found.flags) == ("other", None, ())


def test_a_story_about_a_complaint_is_no_complaint():
    text = (
        "By Dana Osei\n\nSALT FLAT, N.M. — A complaint filed on May 1, 2033 in district court alleges malice.\n\n"
        "“He knew,” Corin Varga, the plaintiff, said in a statement.\n\n"
        "Count I names the county; the prayer asks for damages.\n"
    )
    assert frame(text).kind == "news report"
    assert frame(text).day is None


def test_kinds_that_are_close_are_told():
    assert choose({"transcript": 6, "e-mail": 5, "news report": 1}) == (
        "transcript",
        ("it looks like a transcript, and nearly as much like an e-mail",),
    )
    assert choose({"transcript": 6, "e-mail": 4}) == ("transcript", ())
    assert choose({"transcript": 3, "e-mail": 3}) == ("other", ())


def test_what_a_transcript_does_not_tell_is_flagged():
    text = "Q. Who?\nA. I.\n"
    assert frame(text).flags == ("it does not say who asks", "it does not say who answers")
    assert frame(f"Interview of Nell Harker\n{text}").flags == ("it does not say who asks",)


def test_a_given_day_is_believed_and_another_flagged():
    text = "Sierra Alta Courier, 16 September 2032.\n\n“He knew,” a deputy said.\n"
    assert frame(text, kind="news report", day=date(2032, 9, 16)).flags == ()
    found = frame(text, kind="news report", day=date(2032, 9, 17))
    assert (found.day, found.day_source, found.day_span) == (date(2032, 9, 17), "given", None)
    assert found.flags == (
        "the day given is 2032-09-17, but the document tells “16 September 2032” (header of the report)",
    )


def test_days_that_differ_leave_the_day_open():
    text = "Published May 1, 2033\n\nSALT FLAT (April 30, 2033) — Nobody had looked into the barn before that day.\n"
    found = frame(text, kind="news report")
    assert (found.day, found.day_span, found.day_source) == (None, None, "")
    [flag] = found.flags
    assert "“Published May 1, 2033” (header of the report), “April 30, 2033” (dateline)" in flag


def test_a_date_in_figures_is_flagged_when_day_and_month_may_change_places():
    text = "Date of report: 05/01/2033\n"
    assert frame(text, kind="police report").flags == ("“05/01/2033” was taken with the month first",)
    assert frame(text.replace("05/01", "05/21"), kind="police report").flags == ()


def test_a_dump_stays_in_one_part():
    text = "1\n" * (MOST_LINES + 2)
    found = frame(text, kind="transcript")
    assert (len(found.parts), found.kind) == (1, "other")
    assert found.flags == ("it has more than 400,000 lines, and was not parted",)
    assert_covers(text, found.parts)


@pytest.mark.parametrize("name", names())
def test_documents_written_by_somebody_else(name):
    gold = load(name)
    found = frame(gold.text)
    assert (found.kind, found.day) == (gold.kind, gold.day)
    assert_covers(gold.text, found.parts)


def test_a_kind_that_is_given_is_read_so():
    text = "Q. Who?\nA. I.\n"
    assert told(text, frame(text, kind="other").parts) == [("paragraph", "", "", "Q. Who? A. I.")]


@pytest.mark.parametrize("kind", ["", *KINDS])
@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_are_covered(odd, kind):
    assert_covers(ODD[odd], frame(ODD[odd], kind=kind).parts)


@given(text=DOCUMENTS, kind=st.sampled_from(["", *KINDS]))
def test_parts_cover_every_text_and_come_out_alike(text, kind):
    found = frame(text, kind=kind)
    assert_covers(text, found.parts)
    assert frame(text, kind=kind) == found


@given(text=DOCUMENTS)
def test_speakers_are_named_where_they_point(text):
    for kind in KINDS:
        for part in frame(text, kind=kind).parts:
            assert bool(part.speaker) == (part.speaker_span is not None)
            if part.speaker_span:
                assert " ".join(part.speaker_span.of(text).split()) == part.speaker
