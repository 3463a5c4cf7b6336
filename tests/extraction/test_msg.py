import hashlib
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import mail_mapi as mapi
from wholefile.extraction.contract import PARTIAL, READ
from wholefile.extraction.mail_item import bodies_of, facts_of_item, headers_of
from wholefile.extraction.mail_mapi import Attachment, Item, Properties, Value
from wholefile.extraction.mail_render import rendered
from wholefile.extraction.msg_rtf import text_of_rtf
from wholefile.extraction.rtf_compressed import decompressed

# [MS-OXRTFCP] section 3.1: the two published examples.
HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")


def text(words):
    return Value(mapi.UNICODE, words.encode("utf-16-le"))


def number(value):
    return Value(3, struct.pack("<q", value))


def time(instant):
    return Value(0x40, struct.pack("<q", 116_444_736_000_000_000 + instant * 10_000))


def person(kind, name, address):
    return Properties(
        {mapi.RECIPIENT_TYPE: number(kind), mapi.DISPLAY_NAME: text(name), mapi.SMTP_ADDRESS: text(address)}
    )


def message(values=None, recipients=(), attachments=()):
    told = {
        mapi.MESSAGE_CLASS: text("IPM.Note"),
        mapi.SUBJECT: text("The keys"),
        mapi.SENDER_NAME: text("Ann"),
        mapi.SENDER_SMTP: text("ann@example.org"),
        mapi.SUBMIT_TIME: time(1_000),
        mapi.BODY: text("Where are they?"),
        mapi.MESSAGE_ID: text("<1@example.org>"),
    }
    return Item(Properties(told | (values or {})), list(recipients), list(attachments))


def written(item):
    return b"".join(rendered(item, "test/1").blocks())


def said_of(item):
    said = read(written(item), "item.eml")
    assert (said.kind, said.failed) == ("eml", None)
    return said


def piece(said, part):
    layer = said.layers[0]
    return [layer.text[start:end] for start, end, where in layer.places if where == {"part": part}]


def sha256(data):
    return hashlib.sha256(data).hexdigest()[:16]


# Compressed RTF.


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (b"", "cut off"),
        (HELLO[:15], "cut off"),
        (HELLO[:30], "checksum"),
        (HELLO[:-1] + b"\xff", "checksum"),
        (HELLO[:8] + b"XXXX" + HELLO[12:], "unknown kind"),
        (struct.pack("<IIII", 12, 9, 0x414C454D, 0) + b"abc", "cut off"),
    ],
)
def test_broken_rtf_gives_what_came_before_and_says_so(data, note):
    assert note in decompressed(data).note


def test_the_published_examples():
    assert decompressed(HELLO) == (b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", "")
    assert decompressed(CROSSING) == (b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", "")
    assert decompressed(struct.pack("<IIII", 15, 3, 0x414C454D, 0) + b"abc") == (b"abc", "")


@given(st.binary(max_size=400))
def test_any_bytes_are_decompressed_to_something(data):
    decompressed(data)
    decompressed(HELLO[:12] + data)


# RTF bodies.


@pytest.mark.parametrize(
    ("rtf", "found"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 caf\'e9\par na\u239?ve\tab x}", "café\nnaïve\tx"),
        (rb"{\rtf1\ansi{\fonttbl{\f0\fcharset204 Arial;}{\f1 Times;}}\f0\'cf\'f0\f1\'e9}", "Прé"),
        (rb"{\rtf1{\*\unknown lost}{\info{\author lost}}kept\{\\\}}", "kept{\\}"),
        (rb"{\rtf1\uc2\u8364 xxkept\uc0\u8364 kept}", "€kept€kept"),
        (rb"{\rtf1\ansicpg936 \'d6\'d0}", "中"),
        (rb"{\rtf1 \u55357?\u56832?}", "😀"),
        (rb"{\rtf1 \bin5 {{{{{kept}", "kept"),
        (rb"}}}}{\rtf1 kept", "kept"),
        (b"{" * 100_000 + b"kept", "kept"),
    ],
)
def test_the_text_of_rtf(rtf, found):
    assert text_of_rtf(rtf).text == found


def test_html_inside_rtf_comes_out():
    rtf = (
        rb"{\rtf1\ansi\ansicpg1251\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag19 <html>}"
        rb"{\*\htmltag64}\htmlrtf {\htmlrtf0 "
        rb"{\*\htmltag84 <b>}\htmlrtf {\b\htmlrtf0 \'c4\'e0 \u8364?{\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0"
        rb"{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0 \htmlrtf }\htmlrtf0{\*\htmltag27 </html>}}"
    )
    found = text_of_rtf(rtf)
    assert (found.kind, found.html) == ("html", "<html><b>Да €&lt;</b></html>")


@given(st.binary(max_size=300))
def test_any_bytes_are_some_rtf(data):
    text_of_rtf(data)
    text_of_rtf(b"{\\rtf1\\fromhtml1" + data)


# The rendering of items.


def test_a_name_cannot_write_headers():
    item = message(
        {mapi.SUBJECT: text("x\r\nBcc: evil@example.org\r\n\r\nbody")},
        [person(1, 'a"\r\nCc: e@x', "b>\r\n@c")],
    )
    said = said_of(item)
    assert said.facts["subject"] == "x Bcc: evil@example.org body"
    assert said.facts.get("bcc") is None
    assert said.facts.get("cc") is None
    assert said.facts["to"][0]["name"] == 'a" Cc: e@x'
    assert piece(said, "1") == ["Where are they?"]


def test_stored_headers_stay_and_their_structure_is_set_aside():
    stored = (
        "Microsoft Mail Internet Headers Version 2.0\r\nReceived: from a\r\n\tby b\r\nSubject: as sent\r\n"
        "Content-Type: text/html\r\nMIME-Version: 1.0\r\n\r\n--x\r\nContent-Type: text/plain\r\n"
    )
    item = message({mapi.TRANSPORT_HEADERS: text(stored)})
    data = written(item)
    assert (
        b"Received: from a\r\n\tby b\r\nSubject: as sent\r\nX-Wholefile-Original-Content-Type: text/html\r\n"
        in data
    )
    assert b"X-Wholefile-Line: Microsoft Mail Internet Headers Version 2.0\r\n" in data
    assert b"X-Wholefile-Line: --x\r\n" in data
    assert b"from properties: From, Date, Message-ID; transport headers: as stored" in data
    said = said_of(item)
    assert (said.facts["subject"], said.facts["received"]) == ("as sent", ["from a\r\n\tby b"])
    assert piece(said, "1") == ["Where are they?"]


def test_a_date_made_from_a_property_is_no_raw_date():
    item = message()
    facts = facts_of_item(item, headers_of(item))
    assert (facts["date"], facts["date_from"]) == (1_000, "PR_CLIENT_SUBMIT_TIME")
    assert "date_raw" not in facts
    assert "date_offset" not in facts


def test_no_time_and_nonsense_times_are_none():
    told = Properties(
        {
            1: time(1),
            2: Value(0x40, b"\xff" * 8),
            3: Value(0x40, bytes(8)),
            4: Value(0x40, b"12"),
            5: text("x"),
        }
    )
    assert [told.time(one) for one in range(1, 7)] == [1, None, None, None, None, None]


def test_people_of_every_kind_and_who_sent_for_whom():
    item = message(
        {mapi.REPRESENTING_NAME: text("Chief"), mapi.REPRESENTING_SMTP: text("chief@example.org")},
        [
            person(1, "Bo", "bo@x"),
            person(2, "Cy", "cy@x"),
            person(0x10000003, "Di", "di@x"),
            person(1, "Ed", ""),
        ],
    )
    facts = said_of(item).facts
    assert facts["from"] == [{"name": "Chief", "address": "chief@example.org"}]
    assert ["Sender", '"Ann" <ann@example.org>'] in facts["headers"]
    assert facts["to"] == [{"name": "Bo", "address": "bo@x"}, {"name": "Ed", "address": ""}]
    assert (facts["cc"][0]["address"], facts["bcc"][0]["address"]) == ("cy@x", "di@x")


def test_attachments_of_every_kind_are_counted():
    plain = Attachment(Properties({mapi.ATTACH_LONG_NAME: text("naïve.bin")}), lambda: [b"a" * 70, b"b"])
    lying = Attachment(Properties({mapi.ATTACH_TAG: text("multipart/mixed")}), lambda: [b"--x\r\n"])
    far = Attachment(
        Properties({mapi.ATTACH_LONG_NAME: text("far.doc")}), reason="it lies elsewhere: \\\\server\\far.doc"
    )
    inside = Attachment(Properties({mapi.DISPLAY_NAME: text("inner")}), item=message(attachments=[plain]))
    said = said_of(message(attachments=[plain, lying, far, inside]))
    assert [(one.path, one.kind) for one in said.listed] == [
        (b"2/na\xc3\xafve.bin", "file"),
        (b"3/attachment", "file"),
        (b"4/far.doc", "unreadable"),
        (b"5/inner.eml", "file"),
    ]
    assert (said.listed[0].data, said.listed[1].data) == (b"a" * 70 + b"b", b"--x\r\n")
    assert read(said.listed[3].data, "x.eml").members[b"2/na\xc3\xafve.bin"].data == b"a" * 70 + b"b"


def test_an_attachment_that_breaks_off_takes_no_other_with_it():
    def breaking():
        yield b"begun"
        raise mapi.Unreadable("a block is missing")

    named = Properties({mapi.ATTACH_LONG_NAME: text("a.bin")})
    whole = rendered(
        message(attachments=[Attachment(named, breaking), Attachment(named, lambda: [b"whole"])]), "test/1"
    )
    said = read(b"".join(whole.blocks()), "item.eml")
    assert [(one.path, one.data) for one in said.listed if one.kind == "file"] == [
        (b"2/a.bin", b"begun"),
        (b"4/a.bin", b"whole"),
    ]
    assert (said.listed[1].kind, said.status) == ("unreadable", PARTIAL)
    assert whole.notes == ["attachment 1 breaks off: a block is missing"]


def test_the_same_item_gives_the_same_bytes_and_another_another_boundary():
    assert written(message()) == written(message())
    one, other = (written(message({mapi.BODY: text(words)})) for words in ("a", "b"))
    assert one.partition(b"boundary=")[2][:60] != other.partition(b"boundary=")[2][:60]


def test_an_appointment_says_its_properties():
    said = said_of(
        message({mapi.MESSAGE_CLASS: text("IPM.Appointment"), 0x8208: text("Room 7"), 0x820D: time(0)})
    )
    listed = said.members[b"2/properties.txt"].data.decode()
    assert "0x8208: Room 7\n" in listed
    assert "0x820D: Thu, 01 Jan 1970 00:00:00 +0000\n" in listed


def test_strings_of_eight_bits_are_in_the_code_page_of_the_message():
    values = {mapi.CODE_PAGE: number(950), 0x37: Value(mapi.STRING8, b"\xae\xe6\xa6\xa1\0")}
    assert Properties(values, mapi.charset_of(values)).text(0x37) == "格式"
    unknown = Properties({0x37: Value(mapi.STRING8, b"\xae\xe6\xa6\xa1")}, None)
    assert unknown.text(0x37)
    assert unknown.notes


def test_native_rtf_is_a_body_and_is_kept():
    bodies = bodies_of(message({mapi.RTF: Value(mapi.BINARY, HELLO)}))
    assert (bodies.rtf_text, bodies.rtf) == (
        "hello world",
        b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    )
    said = said_of(message({mapi.RTF: Value(mapi.BINARY, HELLO)}))
    assert said.members[b"2/body.rtf"].data == bodies.rtf


# Real messages.


def msg(name):
    said = read(shared(f"samples/mail/{name}"))
    assert (said.kind, said.status, said.failed) == ("msg", READ, None)
    return said


def test_a_message_inside_a_message():
    said = msg("testMSG_att_msg.msg")
    assert (said.facts["subject"], said.facts["date"], said.facts["date_offset"]) == (
        "test email",
        1_276_818_859_000,
        600,
    )
    assert [(one.path, len(one.data)) for one in said.listed][1] == (b"2/smbprn.00009008.KdcPjl.pdf", 13_539)
    assert sha256(said.listed[1].data) == "1bd629440fff7a30"
    assert said.listed[0].path == b"1/Test Attachment.eml"
    assert said.listed[0].facts["rendered"] is True
    assert said.listed[0].facts["rule"] == "msg-rfc5322/1"
    assert said.facts["named_properties"]["x-pof-internal"] == "yes"
    inner = read(said.listed[0].data, "inner.eml")
    assert (inner.facts["subject"], inner.facts["date_raw"]) == (
        "Test Attachment",
        "Fri, 18 Jun 2010 09:52:19 +1000",
    )
    assert piece(inner, "1.1")[0].startswith("Blah blah")
    assert "Test email with 1 msg" in piece(said, "plain body")[0]
    assert "Test email with 1 msg" in piece(said, "html body")[0]
    assert "alternatives differ" not in [one["code"] for one in said.flags]


def test_a_message_in_chinese_without_unicode():
    said = msg("testMSG_chinese.msg")
    assert said.facts["subject"] == "Alfresco MSG format testing ( MSG 格式測試 )"
    assert said.facts["from"][0]["name"] == "Tests Chang@FT (張毓倫)"
    assert said.facts["to"] == [{"name": "Tests Chang@FT (張毓倫)", "address": "tests.chang@fengttt.com"}]
    assert said.facts["message_id"].startswith("EBB9951D34EA4B41B70AB946CF3FB6EC1A297D98@")
    assert "中文測試" in piece(said, "plain body")[0]
    assert "中文測試" in piece(said, "html body")[0]
    assert [(one.path, len(one.data)) for one in said.listed] == [(b"body/body.rtf", 8_711)]


def test_a_message_with_documents():
    said = msg("testMSG_att_doc.msg")
    assert [(one.path, len(one.data)) for one in said.listed] == [
        (b"1/test-unicode.doc", 24_064),
        (b"2/pj1.txt", 89),
    ]
    assert (said.facts["subject"], said.facts["date"]) == ("test pièce jointe 1", 1_240_410_993_734)
    assert (sha256(said.listed[0].data), said.facts["read"]) == ("49f38f89509d5d6a", True)


def test_a_message_that_was_forwarded():
    said = msg("testMSG_forwarded.msg")
    assert said.facts["in_reply_to"] == said.facts["references"]
    assert "Original Body" in piece(said, "html body")[0]


def test_a_message_with_pictures():
    said = msg("test-outlook2003.msg")
    assert len(said.listed) == 11
    assert sha256(said.members[b"1/1.jpg"].data) == "0c7da5374fe7e65b"
    assert said.facts["html_from"] == "PR_RTF_COMPRESSED"


@pytest.mark.parametrize("length", [600, 5_000, 30_000])
def test_a_message_that_is_cut_off_says_so(length):
    said = read(shared("samples/mail/testMSG_att_msg.msg").read_bytes()[:length], "cut.msg")
    assert said.failed is None
    assert said.status != READ or said.kind != "msg"


@given(at=st.one_of(st.integers(0, 1_600), st.integers(0, 71_000)), what=st.binary(min_size=1, max_size=8))
@settings(deadline=None, max_examples=100)
def test_no_changed_byte_makes_a_run_fail(at, what):
    data = shared("samples/mail/testMSG_att_msg.msg").read_bytes()
    assert read(data[:at] + what + data[at + len(what) :], "mail.msg").failed is None


def test_an_attachment_without_bytes_is_listed():
    data = shared("samples/mail/testMSG_att_doc.msg").read_bytes()
    name = "__substg1.0_37010102".encode("utf-16-le")
    at = data.rindex(name)
    said = read(data[:at] + name.replace(b"7\x000\x001", b"7\x00A\x001") + data[at + len(name) :], "mail.msg")
    assert said.failed is None
    assert said.status == PARTIAL
    assert "unreadable" in [one.kind for one in said.listed]


def test_a_storage_that_lost_its_name_is_missed():
    data = shared("samples/mail/testMSG_att_doc.msg").read_bytes()
    name = "__attach_version1.0_#00000001".encode("utf-16-le")
    at = data.rindex(name)
    said = read(data[:at] + b"Z" + data[at + 1 :], "mail.msg")
    assert (said.failed, said.status, len(said.listed)) == (None, PARTIAL, 1)
    assert "2 attachments are counted, and 1 are there" in " ".join(said.reasons)
    assert "Z_attach" in " ".join(said.reasons)
