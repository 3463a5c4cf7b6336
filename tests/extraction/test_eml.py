import base64
import binascii
import datetime as dt
import hashlib
import io
import json
from email import encoders
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.extraction.reading import parse, read
from tests.shared_files import shared
from wholefile.extraction import eml as eml_reader
from wholefile.extraction import mail_transfer
from wholefile.extraction.contract import DAMAGED, LOCKED, PARTIAL, READ, TRUNCATED, Job, Limits
from wholefile.extraction.mail_facts import facts_of_headers
from wholefile.extraction.mail_headers import (
    addresses,
    decoded,
    identifiers,
    moment,
    parameters,
    split_headers,
)
from wholefile.extraction.mail_secure import unwrap
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

HEAD = (
    b"From: Ann <ann@example.org>\r\nTo: Bo <bo@example.org>\r\nSubject: The keys\r\n"
    b"Date: Mon, 1 Jan 2024 10:00:00 +0100\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
)


def eml(content=b"", *, body=b"", head=HEAD):
    return read(head + content + b"\r\n" + body, "mail.eml")


def mixed(*parts, end=b"--b--\r\n"):
    lines = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return eml(b'Content-Type: multipart/mixed; boundary="b"\r\n', body=lines + end)


def attached(name, data, encoding=b"base64"):
    return (
        b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=" + name
        + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + data
    )  # fmt: skip


def straight(data, tmp_path):
    """What the reader makes of bytes that identification may take for something else."""
    path = tmp_path / "blob"
    path.write_bytes(data)
    stream = io.BytesIO()
    out = Output(stream, len(data), Limits())
    eml_reader.read(Source(path, Job("read", "blob", len(data))), out)
    out.finish()
    return parse(stream.getvalue())


def piece(said, part):
    layer = said.layers[0]
    return [layer.text[start:end] for start, end, where in layer.places if where == {"part": part}]


def codes(said):
    return [one["code"] for one in said.flags]


# What is broken is kept, and said.


def test_what_has_no_headers_at_all_is_damaged_and_kept_as_text(tmp_path):
    said = straight(b"\r\n\r\nhello", tmp_path)
    assert (said.status, piece(said, "1")) == (DAMAGED, ["hello"])


def test_five_thousand_multiparts_inside_one_another_are_bounded_and_nothing_is_lost():
    inner = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(5_000)
    )
    said = read(HEAD + inner + b"\r\nthe money is here", "mail.eml")
    assert (said.failed, said.status) == (None, TRUNCATED)
    (member,) = said.listed
    assert member.data.endswith(b"the money is here")
    assert member.data.startswith(b'Content-Type: multipart/mixed; boundary="b100"')


def test_a_boundary_that_never_comes_keeps_the_text_and_says_so():
    said = eml(b"Content-Type: multipart/mixed; boundary=never\r\n", body=b"the money is here")
    assert piece(said, "preamble") == ["the money is here"]
    assert said.status == PARTIAL


def test_a_multipart_without_a_boundary_is_kept_as_text():
    said = eml(b"Content-Type: multipart/mixed\r\n", body=b"--x\r\n\r\nthe money is here\r\n--x--")
    assert "the money is here" in piece(said, "1")[0]
    assert said.status == PARTIAL


def test_a_multipart_that_is_cut_off_says_so():
    said = mixed(b"\r\nfirst", attached(b"a.bin", base64.b64encode(b"x" * 90)), end=b"")
    assert said.status == PARTIAL
    assert said.members[b"2/a.bin"].data == b"x" * 90


def test_an_outer_boundary_ends_everything_inside():
    said = eml(
        b"Content-Type: multipart/mixed; boundary=out\r\n",
        body=b"--out\r\nContent-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n\r\nfirst\r\n"
        b"--out\r\n\r\nsecond\r\n--out--\r\n",
    )
    assert (piece(said, "1.1"), piece(said, "2")) == (["first"], ["second"])
    assert said.status == PARTIAL
    assert "multipart 1 " in said.reasons[0]


def test_a_boundary_is_a_whole_line():
    said = mixed(b"\r\n--bc\r\n--b-\r\n --b\r\nx--b")
    assert piece(said, "1") == ["--bc\r\n--b-\r\n --b\r\nx--b"]


def test_what_stands_before_and_after_the_parts_is_kept():
    said = eml(
        b"Content-Type: multipart/mixed; boundary=b\r\n",
        body=b"hidden before\r\n--b\r\n\r\nx\r\n--b--\r\nafter",
    )
    assert (piece(said, "preamble"), piece(said, "epilogue")) == (["hidden before"], ["after"])


@pytest.mark.parametrize(
    ("data", "found", "said_of_it"),
    [
        (b"aGVs*bG8=", b"hello", "bytes that are none"),
        (b"aGVsbG8", b"hello", "middle of a group"),
        (b"aGVsbG8=d29ybGQ=", b"helloworld", None),
        (b"QQ==\r\nQg==\r\n", b"AB", None),
        (b"", b"", None),
    ],
)
def test_broken_base64_gives_what_can_be_decoded(data, found, said_of_it):
    said = mixed(attached(b"a.bin", data))
    assert said.members[b"1/a.bin"].data == found
    assert [said_of_it in reason for reason in said.reasons] == ([True] if said_of_it else [])


def test_broken_quoted_printable_is_kept_as_it_stands():
    said = mixed(attached(b"a.txt", b"50=ZZ =3D 5=\r\n0  \r\nend=", b"quoted-printable"))
    assert said.members[b"1/a.txt"].data == b"50=ZZ = 50\r\nend"
    assert said.status == PARTIAL


def test_an_unknown_transfer_encoding_is_said():
    said = mixed(attached(b"a.bin", b"as it stands", b"x-secret"))
    assert said.members[b"1/a.bin"].data == b"as it stands"
    assert "x-secret" in said.reasons[0]


@pytest.mark.parametrize("label", [b"martian", b"base64", b"unicode_escape", b"rot13"])
def test_an_unknown_charset_is_partly_read(label):
    said = eml(b"Content-Type: text/plain; charset=" + label + b"\r\n", body="caf\u00e9".encode())
    assert piece(said, "1") == ["café"]
    assert said.status == PARTIAL


def test_bytes_that_are_not_in_their_charset_are_partly_read():
    said = eml(
        b"Content-Type: text/plain; charset=utf-8\r\n", body=b"caf\xe9 and a little more text in Latin 1"
    )
    assert said.status == PARTIAL
    assert "and a little more text" in said.text


def test_a_header_block_without_an_end_is_still_a_mail():
    said = read(HEAD.rstrip(), "mail.eml")
    assert (said.failed, said.facts["subject"]) == (None, "The keys")


def test_a_line_that_is_no_header_begins_the_body_and_is_flagged():
    said = read(HEAD + b"this is no header\r\nmore", "mail.eml")
    assert piece(said, "1") == ["this is no header\r\nmore"]
    assert "broken headers" in codes(said)


def test_headers_that_are_said_twice_are_kept_and_flagged():
    said = eml(b"Subject: Another\r\nTo: cy@example.org\r\n", body=b"x")
    assert said.facts["subject"] == "The keys"
    assert [one["address"] for one in said.facts["to"]] == ["bo@example.org", "cy@example.org"]
    assert ["Subject", "Another"] in said.facts["headers"]
    assert "repeated header" in codes(said)
    assert "Subject: Another" in said.text


def test_control_characters_in_headers_are_kept_and_flagged():
    said = eml(b"X-One: a\rBcc: hidden@example.org\r\nX-Nul: a\0b\r\n", body=b"a\0b")
    assert "control characters" in codes(said)
    assert ["X-One", "a\rBcc: hidden@example.org"] in said.facts["headers"]
    assert "bcc" not in said.facts
    assert piece(said, "1") == ["a\0b"]


def test_undeclared_bytes_in_headers_are_shown_as_numbers():
    said = eml(b"X-Latin: caf\xe9\r\nX-Utf: caf\xc3\xa9\r\n")
    assert ["X-Latin", "caf\\xe9"] in said.facts["headers"]
    assert ["X-Utf", "café"] in said.facts["headers"]
    assert "undeclared charset" in codes(said)


def test_file_names_are_labels_byte_for_byte():
    said = mixed(
        attached(b'"../../etc/passwd"', b""),
        attached("\u202etxt.exe".encode(), b""),
        attached(b'"a\0b"', b""),
    )
    assert list(said.members) == [b"1/../../etc/passwd", b"2/\xe2\x80\xaetxt.exe", b"3/a\xef\xbf\xbdb"]


def test_bytes_that_lie_elsewhere_are_listed_as_unreadable():
    said = mixed(b'Content-Type: message/external-body; access-type=URL; URL="http://example.org/x"\r\n\r\n')
    (member,) = said.listed
    assert (member.kind, said.status) == ("unreadable", PARTIAL)


def test_a_message_in_pieces_says_so():
    said = eml(b'Content-Type: message/partial; id="x"; number=2; total=3\r\n', body=b"middle")
    assert said.reasons == ["It is piece 2 of 3 of a longer message."]


def test_more_text_than_allowed_is_cut_and_said():
    said = read(HEAD + b"\r\n" + b"x" * 5_000, "mail.eml", limits=Limits(characters=1_000))
    assert (said.status, len(said.text)) == (TRUNCATED, 1_000)


def test_a_mail_of_carriage_returns_alone_is_read():
    said = read(HEAD.replace(b"\r\n", b"\r") + b"\rhello\rthere", "mail.eml")
    assert (said.kind, said.facts["subject"]) == ("eml", "The keys")
    assert piece(said, "1") == ["hello\nthere"]


# Signed and encrypted.


def test_pgp_mime_is_locked():
    said = eml(
        b'Content-Type: multipart/encrypted; boundary=b; protocol="application/pgp-encrypted"\r\n',
        body=b"--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\n"
        b"Content-Type: application/octet-stream; name=encrypted.asc\r\n\r\nxyz\r\n--b--\r\n",
    )
    assert (said.status, said.facts["encryption"]) == (LOCKED, "PGP/MIME")
    assert said.members[b"2/encrypted.asc"].data == b"xyz"


def test_pgp_in_the_text_is_locked():
    assert eml(body=b"-----BEGIN PGP MESSAGE-----\r\n\r\nxyz\r\n-----END PGP MESSAGE-----").status == LOCKED


def test_a_signature_is_a_member_and_is_not_verified():
    said = eml(
        b"Content-Type: multipart/signed; boundary=b\r\n",
        body=b"--b\r\n\r\nsigned words\r\n--b\r\nContent-Type: application/pgp-signature; name=s.asc\r\n\r\nx\r\n--b--",
    )
    assert said.facts["signature"] == {"kind": "pgp", "part": "2", "verified": "not verified"}
    assert said.members[b"2/s.asc"].data == b"x"
    assert piece(said, "1") == ["signed words"]


@pytest.fixture(scope="module")
def signer():
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ann")])
    start = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, start, start + dt.timedelta(days=1))
    return key, builder.sign(key, hashes.SHA256())


def smime(data, kind):
    content = b"Content-Type: application/pkcs7-mime; smime-type=" + kind + b"; name=smime.p7m\r\n"
    return eml(content + b"Content-Transfer-Encoding: base64\r\n", body=base64.encodebytes(data))


def test_what_is_inside_an_opaque_signature_comes_out(signer):
    key, certificate = signer
    inner = b"Content-Type: text/plain\r\n\r\nsigned words"
    builder = pkcs7.PKCS7SignatureBuilder().set_data(inner).add_signer(certificate, key, hashes.SHA256())
    said = smime(builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary]), b"signed-data")
    assert said.status == READ
    assert said.members[b"1/signed content.eml"].data == inner
    assert said.facts["signature"]["verified"] == "not verified"


def test_an_envelope_is_locked(signer):
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(b"secret").add_recipient(signer[1])
    said = smime(builder.encrypt(serialization.Encoding.DER, []), b"enveloped-data")
    assert said.status == LOCKED
    assert list(said.members) == [b"1/smime.p7m"]


@given(st.binary(max_size=200))
@example(b"\x30\x80" * 5_000)
@example(bytes.fromhex("308006092a864886f70d010702a080308002010131003080060100a08024800401780000"))
def test_any_bytes_are_some_structure(data):
    unwrap(data)


# What a mail says.


def test_the_facts_of_a_mail():
    said = eml(
        b"In-Reply-To: <0@example.org>\r\nReferences: <a@x>\r\n\t<b@y> <c@z>\r\nReceived: from a\r\n by b\r\n"
        b"Received: from c\r\nDKIM-Signature: v=1\r\n",
        body=b"hello",
    )
    facts = said.facts
    assert (facts["message_id"], facts["in_reply_to"]) == ("1@example.org", ["0@example.org"])
    assert facts["references"] == ["a@x", "b@y", "c@z"]
    assert (facts["from"], facts["to"]) == (
        [{"name": "Ann", "address": "ann@example.org"}],
        [{"name": "Bo", "address": "bo@example.org"}],
    )
    assert (facts["date_raw"], facts["date"], facts["date_offset"]) == (
        "Mon, 1 Jan 2024 10:00:00 +0100", 1_704_099_600_000, 60,
    )  # fmt: skip
    assert facts["received"] == ["from a\r\n by b", "from c"]
    assert facts["signature_headers"] == {"present": ["dkim-signature"], "verified": "not verified"}
    assert piece(said, "headers")[0].startswith("Subject: The keys\nFrom: Ann <ann@example.org>\n")
    assert piece(said, "1") == ["hello"]
    assert said.status == READ


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


# Any tree of parts comes out byte for byte.

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


# Real mails.


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
