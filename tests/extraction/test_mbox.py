import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.reading import parse, read
from tests.shared_files import shared
from wholefile.extraction import mbox as mbox_reader
from wholefile.extraction.contract import DAMAGED, PARTIAL, READ, TRUNCATED, Job, Limits
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

SEPARATOR = b"From ann@example.org Mon Jan  1 10:00:00 2024\n"
ONE = (
    b"From: Ann <ann@example.org>\nTo: Bo <bo@example.org>\nSubject: The keys\nDate: x\nMessage-ID: <1@x>\n\n"
)


def mbox(data, **told):
    said = read(data, "mail.mbox", **told)
    assert said.failed is None
    return said


def straight(data, tmp_path):
    """What the reader makes of bytes that identification may take for something else."""
    path = tmp_path / "blob"
    path.write_bytes(data)
    stream = io.BytesIO()
    out = Output(stream, len(data), Limits())
    mbox_reader.read(Source(path, Job("read", "blob", len(data))), out)
    out.finish()
    return parse(stream.getvalue())


def codes(said):
    return [one["code"] for one in said.flags]


def test_a_line_that_begins_from_in_the_text_separates_nothing():
    body = ONE + b"From here it went on.\n\nFrom there too, at ten in 2024.\n"
    said = mbox(SEPARATOR + body)
    assert [one.data for one in said.listed] == [body]


def test_a_separator_needs_an_empty_line_before_it():
    said = mbox(SEPARATOR + ONE + b"text\n" + SEPARATOR + ONE)
    assert len(said.listed) == 1


def test_quoted_lines_are_left_as_they_stand():
    body = ONE + b"\n>From ann@example.org Mon Jan  1 10:00:00 2024\n>>From me\n"
    assert mbox(SEPARATOR + body).listed[0].data == body


def test_what_stands_before_the_first_separator_is_kept(tmp_path):
    said = straight(b"stray words\n\n" + SEPARATOR + ONE + b"\n" + SEPARATOR + ONE, tmp_path)
    assert [one.data for one in said.listed] == [b"stray words\n\n", ONE, ONE]
    assert (said.listed[0].path, said.status) == (b"before the first message", PARTIAL)


def test_separators_without_a_date_are_taken_and_flagged(tmp_path):
    said = straight(b"From ann\n" + ONE + b"\nFrom bo\n" + ONE, tmp_path)
    assert [one.data for one in said.listed] == [ONE, ONE]
    assert codes(said) == ["separators"]


def test_a_file_without_any_separator_is_damaged(tmp_path):
    said = straight(ONE, tmp_path)
    assert (said.listed, said.status) == ([], DAMAGED)


def test_a_message_without_anything_in_it_is_counted():
    said = mbox(SEPARATOR + ONE + b"\n" + SEPARATOR + b"\n" + SEPARATOR + ONE)
    assert [len(one.data) for one in said.listed] == [len(ONE), 0, len(ONE)]
    assert said.listed[1].facts["note"]


def test_a_declared_length_that_is_wrong_is_told_and_not_believed():
    lying = ONE[:-1] + b"Content-Length: 3\n\nlonger than three\n"
    said = mbox(SEPARATOR + lying + b"\n" + SEPARATOR + ONE)
    assert said.listed[0].data == lying
    assert (said.listed[0].facts["content_length"], said.listed[0].facts["body_length"]) == (3, 18)


def test_more_messages_than_allowed_are_cut_and_said():
    said = mbox((SEPARATOR + ONE + b"\n") * 50, limits=Limits(members=10))
    assert (said.status, len(said.listed)) == (TRUNCATED, 10)


def test_a_line_without_an_end_is_no_danger():
    said = mbox(SEPARATOR + ONE + b"From " + b"11:11 " * 400_000)
    assert (said.status, len(said.listed)) == (READ, 1)


def test_line_ends_of_both_kinds():
    crlf = (SEPARATOR + ONE + b"text\n\n" + SEPARATOR + ONE).replace(b"\n", b"\r\n")
    said = mbox(crlf)
    assert [one.data for one in said.listed] == [
        (ONE + b"text\n").replace(b"\n", b"\r\n"),
        ONE.replace(b"\n", b"\r\n"),
    ]


@given(
    bodies=st.lists(
        st.text("Frm o:>\n\r\té12", max_size=60).filter(lambda one: "From " not in one),
        min_size=2,
        max_size=6,
    )
)
@settings(deadline=None)
def test_every_message_comes_out_byte_for_byte(bodies):
    messages = [ONE + one.encode("latin-1") + b"\n" for one in bodies]
    data = b"\n".join(SEPARATOR + one for one in messages)
    said = mbox(data)
    assert [one.data for one in said.listed] == messages
    for one in said.listed:
        start = one.facts["offset"]
        assert data[start : start + one.facts["length"]] == one.data


@given(at=st.integers(0, 14_000), what=st.binary(max_size=30), drop=st.integers(0, 60))
@settings(deadline=None, max_examples=40)
def test_no_changed_byte_makes_a_run_fail(at, what, drop):
    data = shared("samples/mail/complex.mbox").read_bytes()
    mbox(data[:at] + what + data[at + drop :])


def test_a_mailing_list_with_three_messages():
    path = shared("samples/mail/complex.mbox")
    said = read(path)
    assert (said.kind, said.status, said.facts["messages"]) == ("mbox", READ, 3)
    assert [one.path for one in said.listed] == [b"message 00000%d.eml" % n for n in (1, 2, 3)]
    assert hashlib.sha256(said.listed[1].data).hexdigest().startswith("773dcabecfc8ddb6")
    facts = said.listed[0].facts
    assert facts["envelope_date_raw"] == "Mon Jun 01 04:28:28 2009"
    assert path.read_bytes()[facts["offset"] :].startswith(said.listed[0].data)
    inner = [read(one.data, "m.eml") for one in said.listed]
    assert [one.kind for one in inner] == ["eml"] * 3
    assert (
        inner[1].facts["in_reply_to"]
        == ["C649564F.1435F%jothipn@yahoo-inc.com"]
        == [inner[0].facts["message_id"]]
    )
    assert inner[1].facts["date"] == 1_243_834_249_000


@pytest.mark.parametrize("name", ["testMBOX_complex.mbox"])
def test_a_mailbox_with_one_message(name):
    said = read(shared(f"samples/mail/{name}"))
    assert (said.status, len(said.listed)) == (READ, 1)
    assert said.listed[0].facts["envelope_sender"] == "hey@example.com"
