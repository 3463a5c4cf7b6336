"""Mail that is cut, odd or hostile keeps everything it holds, and says what is wrong with it."""

import base64
import binascii
import hashlib
import json
from email import encoders
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.mails import HEAD, codes, eml, mixed, piece, straight
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction import mail_transfer
from wholefile.extraction.contract import PARTIAL, READ
from wholefile.extraction.mail_facts import facts_of_headers
from wholefile.extraction.mail_headers import (
    addresses,
    decoded,
    identifiers,
    moment,
    parameters,
    split_headers,
)


@pytest.mark.parametrize(
    ("written", "instant", "offset"),
    [
        ("Thu, 01 Jan 1970 00:00:01 +0000", 1_000, 0),
        ("Thu, 01 Jan 1970 00:00:01 -0000", 1_000, None),
        ("1 Jan 70 01:00:00 +0100 (a zone (of a kind))", 0, 60),
        ("Thu, 1 Jan 1970 00:00 EST", 18_000_000, -300),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800_000, 0),
        ("Thu, 01 Jan 1970 00:00:01", None, None),
        ("Thu, 01 Jan 1970 00:00:01 CEST", None, None),
        ("Thu, 01 Jan 1970 00:00:01 A", None, None),
        ("Mon Jun 01 04:28:28 2009", None, None),
        ("Thu, 30 Feb 2023 00:00:01 +0000", None, None),
        ("Thu, 01 Jan 1970 99:00:01 +0000", None, None),
        ("soon", None, None),
        ("", None, None),
    ],
)
def test_an_instant_needs_a_zone(written, instant, offset):
    assert moment(written) == (instant, offset)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("a@b", [("", "a@b")]),
        ("a@b (Ann)", [("Ann", "a@b")]),
        ('"Doe, Jo" <jo@x>, Ann <a@b>', [("Doe, Jo", "jo@x"), ("Ann", "a@b")]),
        ('"a \\"b\\" c" <q@x>', [('a "b" c', "q@x")]),
        ("Team: a@b, Bo <c@d>;, e@f", [("", "a@b"), ("Bo", "c@d"), ("", "e@f")]),
        ("undisclosed-recipients:;", []),
        ("=?utf-8?q?M=C3=BCller=2C_J?= <m@x>", [("Müller, J", "m@x")]),
        ("No address here", [("No address here", "")]),
        ("<@relay:a@b>", [("", "a@b")]),
        ("Ann <a@b", [("Ann", "a@b")]),
        ("((((", []),
        ("", []),
    ],
)
def test_addresses(written, found):
    assert [(one["name"], one["address"]) for one in addresses(written)] == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("=?utf-8?B?w6k=?=", "é"),
        ("=?utf-8?B?w?= =?utf-8?B?6k=?=", "\ufffd"),
        ("=?utf-8?Q?=C3?=\t=?utf-8?Q?=A9?=", "é"),
        ("=?iso-8859-1?q?caf=E9_au?= lait", "café au lait"),
        ("=?utf-8*en?q?hi?= =?x?", "hi =?x?"),
        ("a =?martian?q?b?= c", "a b c"),
        ("=?big5?B?ruY=?=", "格"),
        ("plain", "plain"),
        ("a\0b", "a\ufffdb"),
    ],
)
def test_encoded_words(written, found):
    assert decoded(written) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("text/plain; charset=utf-8", {"charset": "utf-8"}),
        ('a/b; name="x; y.txt"', {"name": "x; y.txt"}),
        ("a/b; name*=utf-8''na%C3%AFve.txt", {"name": "naïve.txt"}),
        ("a/b; name*0*=utf-8''na%C3; name*1*=%AFve; name*2=.txt", {"name": "naïve.txt"}),
        ("a/b; name*1=b; name*0=a", {"name": "ab"}),
        ("a/b; name==?utf-8?q?x=C3=A9?=", {"name": "xé"}),
        ("a/b; name=1; name=2", {"name": "1"}),
        ("a/b; ; =x; y", {"y": ""}),
        ("a/b; name*=broken", {"name": "broken"}),
    ],
)
def test_parameters(written, found):
    assert parameters(written)[1] == found


def test_identifiers_without_brackets_and_folded():
    assert identifiers("<a\r\n b@c> <d@e>") == ["ab@c", "d@e"]
    assert identifiers("a@b c@d") == ["a@b", "c@d"]
    assert identifiers("Your message of Monday <x@y>") == ["x@y"]
    assert identifiers("none") == []


@pytest.mark.parametrize("other", [b"text/plain", b"text/html"])
def test_an_alternative_that_lost_its_boundary_beside_another_is_read(other):
    parts = b"".join(
        b"--b\r\nContent-Type: " + told + b"\r\n\r\nwords\r\n" for told in (b"multipart/mixed", other)
    )
    said = eml(b"Content-Type: multipart/alternative; boundary=b\r\n", body=parts + b"--b--\r\n")
    assert said.failed is None
    assert said.text.count("words") == 2


def test_alternatives_that_say_different_things_are_flagged():
    def both(html):
        return eml(
            b"Content-Type: multipart/alternative; boundary=b\r\n",
            body=b"--b\r\n\r\nMeet me at the harbour on Monday at nine\r\n"
            b"--b\r\nContent-Type: text/html\r\n\r\n<p>" + html + b"</p>\r\n--b--\r\n",
        )

    assert "alternatives differ" in codes(both(b"Pay the whole sum by Friday or else"))
    same = both(b"Meet me at the <b>harbour</b> on Monday at nine")
    assert "alternatives differ" not in codes(same)
    assert piece(same, "1")
    assert "harbour" in piece(same, "2")[0]


def test_a_message_inside_is_a_member_as_it_stands():
    inner = HEAD + b"\r\ninner words"
    said = mixed(b"\r\nouter", b"Content-Type: message/rfc822\r\n\r\n" + inner)
    assert said.members[b"2/message.eml"].data == inner
    assert "inner words" not in said.text


def test_a_file_written_into_the_text_is_a_member():
    coded = b"".join(binascii.b2a_uu(b"the ledger"[at : at + 45]) for at in range(0, 10, 45))
    said = eml(
        body=b"see below\r\n\r\nbegin 644 ledger.txt\r\n" + coded.replace(b"\n", b"\r\n") + b"`\r\nend\r\n"
    )
    assert said.members[b"1/uuencoded 1/ledger.txt"].data == b"the ledger"


def test_words_that_look_like_the_beginning_of_a_file_are_words():
    said = eml(body=b"begin 644 times\r\nand then end\r\n")
    assert said.listed == []


def test_a_file_written_into_the_text_that_breaks_off_says_so():
    said = eml(
        body=b"begin 644 ledger.txt\r\n" + binascii.b2a_uu(b"the ledger") + b"And this is a sentence.\r\n"
    )
    assert said.members[b"1/uuencoded 1/ledger.txt"].data == b"the ledger"
    assert said.status == PARTIAL


def test_a_mail_with_its_length_before_it_and_a_list_after_it(tmp_path):
    mail = HEAD + b"\r\nhello"
    said = straight(b"%d      \n" % len(mail) + mail + b"<plist/>", tmp_path)
    assert (piece(said, "1"), said.facts["subject"], said.status) == (["hello"], "The keys", READ)
    assert said.members[b"after the mail.plist"].data == b"<plist/>"


def test_the_line_of_a_mailbox_before_a_mail_is_told(tmp_path):
    said = straight(b"From ann Mon Jan  1 10:00:00 2024\n" + HEAD + b"\r\nhello", tmp_path)
    assert (said.facts["envelope"], said.facts["subject"]) == (
        "From ann Mon Jan  1 10:00:00 2024",
        "The keys",
    )


def test_what_the_parts_headers_say_is_told_of_the_member():
    said = mixed(
        b'Content-Type: image/png; name="x.png"\r\nContent-ID: <img1>\r\nContent-Disposition: inline\r\n\r\nx',
        b"Content-Type: text/csv; charset=utf-8\r\n"
        b"Content-Disposition: attachment;\r\n filename=a.csv; size=3\r\n\r\na,b",
    )
    facts = said.members[b"1/x.png"].facts
    assert facts == {
        "part": "1", "content_type": "image/png", "content_id": "img1", "disposition": "inline", "filename": "x.png",
    }  # fmt: skip
    assert said.members[b"2/a.csv"].facts["charset"] == "utf-8"
    assert said.members[b"2/a.csv"].facts["declared_size"] == "3"


@pytest.mark.parametrize("one", ["a@b,", "\U0001f600@x,", "=?utf-8?b?8J+YgPCfmIDwn5iA8J+YgA==?= <a@b>,"])
def test_facts_stay_bounded_whatever_the_headers(one):
    references = "<\U0001f600@b>" * 20_000
    block = f"To: {one * 20_000}\r\nCc: {one * 50_000}\r\nReferences: {references}\r\n".encode()
    many = ("X-\u00e9: \U0001f600" + "y" * 90 + "\r\n").encode() * 20_000
    facts = facts_of_headers(split_headers(block + many)[0])
    assert len(json.dumps(facts)) < 4 << 20
    assert len(facts["to"]) > 100


LEAVES = st.one_of(
    st.tuples(st.just("file"), st.binary(max_size=300)),
    st.tuples(st.just("text"), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=100)),
)


TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4), max_leaves=12)


def built(tree) -> Message:
    if isinstance(tree, list):
        whole = MIMEMultipart("mixed")
        for one in tree:
            whole.attach(built(one))
        return whole
    kind, content = tree
    if kind == "text":
        return MIMEText(content, "plain", "utf-8")
    part = MIMEBase("application", "octet-stream")
    part.set_payload(content)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename="a.bin")
    return part


def leaves(tree, number=""):
    if not isinstance(tree, list):
        return [(number or "1", *tree)]
    return [
        leaf
        for at, one in enumerate(tree, 1)
        for leaf in leaves(one, f"{number}.{at}" if number else str(at))
    ]


@given(tree=TREES, crlf=st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_every_leaf_of_any_tree_comes_out_byte_for_byte(tree, crlf):
    message = built(tree)
    for name, value in (
        ("From", "a@example.org"),
        ("To", "b@example.org"),
        ("Subject", "x"),
        ("Message-ID", "<1@x>"),
    ):
        message[name] = value
    message["Date"] = "Mon, 1 Jan 2024 10:00:00 +0100"
    data = message.as_bytes()
    said = read(data.replace(b"\n", b"\r\n") if crlf else data, "mail.eml")
    assert said.failed is None
    assert said.kind == "eml"
    for number, kind, content in leaves(tree):
        if kind == "file":
            assert said.members[number.encode() + b"/a.bin"].data == content
        else:
            assert piece(said, number) == [content]


@given(data=st.binary(max_size=400), block=st.integers(4, 40), cut=st.integers(1, 80))
@settings(deadline=None)
def test_blocks_may_end_anywhere(data, block, cut):
    coded = base64.b64encode(data)
    lines = b"\r\n".join(coded[at : at + cut] for at in range(0, len(coded), cut))
    printable = binascii.b2a_qp(data, istext=False, quotetabs=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail_transfer, "BLOCK", block)
        for name, wrapped in (("base64", lines), ("quoted-printable", printable)):
            notes = []
            found = b"".join(mail_transfer.decoded_blocks(wrapped, 0, len(wrapped), name, notes))
            assert (found, notes) == (data, [])


@given(
    seed=st.sampled_from(["test-incremental-updates.eml", "testEML_embedded_xhtml_and_img.eml"]),
    at=st.integers(0, 4_000), what=st.binary(max_size=30), drop=st.integers(0, 60),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_no_changed_byte_makes_a_run_fail(seed, at, what, drop):
    data = shared(f"samples/mail/{seed}").read_bytes()
    assert read(data[:at] + what + data[at + drop :], "mail.eml").failed is None


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def test_a_mail_with_a_pdf():
    said = read(shared("samples/mail/test-incremental-updates.eml"))
    assert (said.kind, said.status) == ("eml", READ)
    assert (said.facts["date"], said.facts["date_offset"]) == (1_683_209_171_000, -240)
    (member,) = said.listed
    assert member.path == b"2/testPDF_incrementalUpdates.pdf"
    assert sha256(member.data).startswith("3e795587a3430b8f")
    assert "embedded pdf" in piece(said, "1")[0]


def test_a_mail_with_html_and_a_picture():
    said = read(shared("samples/mail/testEML_embedded_xhtml_and_img.eml"))
    assert said.status == PARTIAL  # its outermost multipart is not closed
    assert [(one.path, sha256(one.data)[:16]) for one in said.listed] == [
        (b"2/testimage.jpeg", "2261242628a71833")
    ]
    assert "Using inline content" in piece(said, "1.1")[0]
    assert "XHTML document" in piece(said, "1.2")[0]
    assert "alternatives differ" in codes(said)


def test_a_mail_with_attached_texts():
    said = read(shared("samples/mail/testRFC822_multipart_attachments.eml"))
    assert (said.status, "date" in said.facts) == (READ, False)
    assert list(said.members) == [b"2/Test TxtA.txt", b"3/Test TxtB.txt"]
    assert said.members[b"2/Test TxtA.txt"].data == b"This is Test TXTA File for parser"
    assert piece(said, "1.1")[0].startswith("Hi,\r\n")


def test_a_mail_saved_by_a_mail_program():
    said = read(shared("samples/mail/testThunderbirdEml.eml"))
    assert (said.status, said.facts["date"], len(said.facts["received"])) == (READ, 1_353_528_692_000, 5)
    assert piece(said, "1")[0].startswith("Dear Vladimir")
