import pytest

from tests.reading.tiling import assert_covers, told
from wholefile.reading.frame import frame
from wholefile.reading.kinds import transcript
from wholefile.reading.kinds.lines import lines_of

TRIAL = """\
                                                        41
 1              P R O C E E D I N G S
 2           THE COURT:  Call your next witness, Mr. Osei.
 3           MR. OSEI:  The State calls Nell Harker.
 4                       NELL HARKER,
 5   called by the State, having been first duly
 6   sworn, testified as follows:
 7                     DIRECT EXAMINATION
 8   BY MR. OSEI:
 9        Q.   Ms. Harker, before scene 41, who
10   checked the revolver?
11        A.   We looked into the chambers
12   together, the assistant director and
13   I.
14        Q.   And then?
15             MS. QUILL:  Objection.  Vague.
16             THE COURT:  Overruled.  You may answer.
17             THE WITNESS:  I called it cold.
18   BY MR. OSEI:
19        Q.   To whom did you
20
21   hand it?
22        A.   To Corin.  He was standing by the
23   door, and 12 men were
24   with him.
25             (Recess taken.)
\f                                                        42
 1             and I went out.
 2             CROSS-EXAMINATION BY MS. QUILL:
 3        Q.   You said "nobody", did you not?
"""


def parts_of(text):
    found = transcript.parts(text, lines_of(text))
    assert_covers(text, found)
    return found


def turns(text):
    return [one for one in told(text, parts_of(text)) if one[0] in {"question", "answer", "colloquy"}]


def test_words_that_only_look_like_marks_stay_words():
    text = "Q. Who came?\nA. Two people:\nA man and\nQ Division. By Mr. Osei's car stood\nexamination.\n"
    assert turns(text) == [
        ("question", "Q", "", "Who came?"),
        ("answer", "A", "", "Two people: A man and Q Division. By Mr. Osei's car stood examination."),
    ]


def test_nobody_speaks_where_the_transcript_does_not_say_who():
    text = "Preliminary hearing, 14 September 2032, page 41.\nQ. Who checked it?\nA. We did.\n"
    assert [one[2] for one in told(text, parts_of(text))] == ["", "", ""]


def test_an_index_is_no_examination():
    text = "INDEX\nDirect Examination by Ms. Quill......... 3\nQ. Who?\nA. I.\n"
    assert turns(text)[0] == ("question", "Q", "", "Who?")


def test_turns_with_their_speakers_and_words():
    assert turns(TRIAL) == [
        ("colloquy", "THE COURT", "THE COURT", "Call your next witness, Mr. Osei."),
        ("colloquy", "MR. OSEI", "MR. OSEI", "The State calls Nell Harker."),
        ("question", "Q", "MR. OSEI", "Ms. Harker, before scene 41, who checked the revolver?"),
        ("answer", "A", "NELL HARKER", "We looked into the chambers together, the assistant director and I."),
        ("question", "Q", "MR. OSEI", "And then?"),
        ("colloquy", "MS. QUILL", "MS. QUILL", "Objection. Vague."),
        ("colloquy", "THE COURT", "THE COURT", "Overruled. You may answer."),
        ("colloquy", "THE WITNESS", "NELL HARKER", "I called it cold."),
        ("question", "Q", "MR. OSEI", "To whom did you hand it?"),
        ("answer", "A", "NELL HARKER", "To Corin. He was standing by the door, and 12 men were with him."),
        ("answer", "A", "NELL HARKER", "and I went out."),
        ("question", "Q", "MS. QUILL", 'You said "nobody", did you not?'),
    ]


def test_speakers_point_to_where_they_are_named():
    answers = [one for one in parts_of(TRIAL) if one.kind == "answer"]
    assert {one.speaker_span.of(TRIAL) for one in answers} == {"NELL HARKER"}
    asked = [one for one in parts_of(TRIAL) if one.kind == "question"]
    assert [TRIAL.count("\n", 0, one.speaker_span.start) for one in asked] == [8, 8, 18, 28]


def test_every_turn_knows_its_page_and_lines():
    lines = [one.lines for one in parts_of(TRIAL) if one.kind in {"question", "answer"}]
    assert lines[0] == ((41, 9), (41, 10))
    assert lines[3] == ((41, 19), (41, 21))
    assert lines[5:] == [((42, 1),), ((42, 3),)]


def test_what_the_reporter_tells_is_nobodys_words():
    others = [one for one in told(TRIAL, parts_of(TRIAL)) if one[0] in {"paragraph", "heading"}]
    assert (
        "paragraph",
        "oath",
        "",
        "NELL HARKER, called by the State, having been first duly sworn, testified as follows:",
    ) in others
    assert ("paragraph", "aside", "", "(Recess taken.)") in others
    assert ("heading", "cross-examination", "", "CROSS-EXAMINATION BY MS. QUILL:") in others


@pytest.mark.parametrize(
    ("text", "asks", "answers"),
    [
        ("Interview of Nell Harker, 17:10, Det. Whitcomb.\nQ. Who?\nA. I.\n", "Det. Whitcomb", "Nell Harker"),
        ("DEPOSITION OF CORIN VARGA\nQ    Who?\nA    I.\n", "", "CORIN VARGA"),
        ("Witness: Corin Varga\nInterviewed by Det. Whitcomb\nQ: Who?\nA: I.\n", "Det. Whitcomb", "Corin Varga"),
        ("CORIN VARGA, being duly sworn:\nEXAMINATION BY MR. OSEI:\nQ. Who?\nA. I.\n", "MR. OSEI", "CORIN VARGA"),
        ("CORIN VARGA,\nsworn by the clerk.\nQ. (BY MS. QUILL) Who?\nA. I.\n", "MS. QUILL", "CORIN VARGA"),
        ("[00:01:10] Q. Who?\n[00:01:12] A. I.\n", "", ""),
    ],
)  # fmt: skip
def test_who_asks_and_who_answers(text, asks, answers):
    assert turns(text) == [("question", "Q", asks, "Who?"), ("answer", "A", answers, "I.")]


def test_an_interview_by_names():
    text = (
        "Record of interview\n\nHARKER: I called it cold.\nWHITCOMB: To whom?\n"
        "HARKER: To Corin.\nNOTE: end\nWHITCOMB: Thanks.\n"
    )
    assert turns(text) == [
        ("colloquy", "HARKER", "HARKER", "I called it cold."),
        ("colloquy", "WHITCOMB", "WHITCOMB", "To whom?"),
        ("colloquy", "HARKER", "HARKER", "To Corin. NOTE: end"),
        ("colloquy", "WHITCOMB", "WHITCOMB", "Thanks."),
    ]


def test_three_hundred_pages():
    page = ["Q.   Did you look into the chambers?", "A.   I did,", "and nobody else."] * 8 + [
        "Q.   And then?"
    ]
    text = "".join(
        f"{'':40}{number}\n" + "".join(f"{n:>2}   {words}\n" for n, words in enumerate(page, 1)) + "\f"
        for number in range(1, 301)
    )
    found = frame(text)
    assert found.kind == "transcript"
    assert sum(len(one.lines) for one in found.parts) == 7500
    assert sum(one.kind == "question" for one in found.parts) == 2700
    assert found.parts[-1].lines == ((300, 25),)
    assert_covers(text, found.parts)
