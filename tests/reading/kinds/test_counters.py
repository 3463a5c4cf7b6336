"""Counters of a recording: what is a time of day first, then what counts the recording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.reading.kinds.counters import counters
from wholefile.reading.reader import read


@pytest.mark.parametrize(
    "text",
    [
        "10:32 a.m. The interview began.",
        "1432 hours. DET. VOSS: We begin.",
        "14:32 hours DET. VOSS: We begin.",
        "I came at 10:32 and he left at 10:40.",
        "He left at\nabout 10:40 Q. and A. were done.",
        "10:32 to 10:40: we waited.",
        "10:32 We waited.",
        "(14:51 recess)",
        "12:345 DET. VOSS: No.",
        "",
    ],
)
def test_what_counts_no_recording(text):
    assert counters(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("00:14:32  DET. VOSS: Where were you?", ["00:14:32"]),
        ("[00:14:32] Where were you?", ["[00:14:32]"]),
        ("(03:12) Q. Where?\n(03:14) A. There.", ["(03:12)", "(03:14)"]),
        ("03:12 Q. Where?\n03:14 A. There.", ["03:12", "03:14"]),
        ("   4  00:14:32  SPEAKER 2: There.", ["00:14:32"]),
        ("00:01:02,500 --> 00:01:04,000\n", []),
        ("[00:01:02 - 00:01:04] There.", ["[00:01:02 - 00:01:04]"]),
        ("0:01 Ms. Adair: A.\n0:02 Voss: B.\n0:03 Voss: C.\n0:04 and on", ["0:01", "0:02", "0:03", "0:04"]),
    ],
)
def test_what_counts_the_recording(text, words):
    assert [span.of(text) for span in counters(text)] == words


TRANSCRIPT = """\
INTERVIEW OF IVO BRANDT
October 22, 2031

00:14:32  DET. VOSS: Where were you at 9:15 p.m.?
00:14:36  MR. BRANDT: I left the barn at 9:40 p.m. on October 21, 2031.
[00:14:41]  DET. VOSS: Did anybody see you?
00:15:02  MR. BRANDT: My sister saw me.
"""


def test_nothing_happens_at_a_counter():
    found = read(TRANSCRIPT, kind="transcript")
    times = [one.words(TRANSCRIPT) for one in found.of_kind("time")]
    assert not [one for one in times if "00:1" in one]
    assert any("9:40 p.m." in one for one in times)
    assert not any("T00:1" in one.one("date") for one in found.of_kind("event", "court_event"))


@given(st.text(alphabet="[]()<>0123456789: \nQA.-", max_size=300))
def test_counters_stand_in_the_text_and_in_order(text):
    found = counters(text)
    assert list(found) == sorted(found)
    assert all(span.of(text).strip() for span in found)
