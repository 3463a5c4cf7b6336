import base64
import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from hypothesis import example, given
from hypothesis import strategies as st

from tests.extraction.mails import HEAD, codes, eml, mixed, piece, straight
from tests.extraction.reading import read
from wholefile.extraction.contract import DAMAGED, LOCKED, PARTIAL, READ, TRUNCATED, Limits
from wholefile.extraction.mail_secure import unwrap


def attached(name, data, encoding=b"base64"):
    return (
        b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=" + name
        + b"\r\nContent-Transfer-Encoding: " + encoding + b"\r\n\r\n" + data
    )  # fmt: skip


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
