import base64

import pytest

from tests.core.makers import seed_of
from wholefile.core import keys, note
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.note import NoteSignature, VerifierKey

NAME = "example.com/log"
SEED = seed_of("log")
KEY = VerifierKey(NAME, note.ED25519_NOTE, keys.public_key_of(SEED))
OTHER = VerifierKey("example.com/other", note.ED25519_NOTE, keys.public_key_of(seed_of("other")))
TEXT = "first line\n\nthird line\n"
RAW = note.format_note(TEXT, [note.sign_note(TEXT, NAME, SEED)])

# The example of C2SP signed-note.
PUBLISHED_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
PUBLISHED_NOTE = (
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()


def test_the_published_example_verifies():
    read = note.parse_note(PUBLISHED_NOTE)
    assert read.text == "This is an example message.\n"
    note.verify_note(read, note.parse_vkey(PUBLISHED_KEY))
    assert note.format_note(read.text, read.signatures) == PUBLISHED_NOTE
    changed = note.parse_note(PUBLISHED_NOTE.replace(b"an example", b"no example"))
    with pytest.raises(IntegrityFailure):
        note.verify_note(changed, note.parse_vkey(PUBLISHED_KEY))


def test_a_note_is_read_back_and_verified():
    read = note.parse_note(RAW)
    assert read.text == TEXT
    note.verify_note(read, KEY)
    assert note.parse_vkey(KEY.vkey) == KEY


def test_signatures_by_unknown_keys_are_left_alone():
    lines = [note.sign_note(TEXT, NAME, SEED), NoteSignature("else", b"abcd", b"anything")]
    note.verify_note(note.parse_note(note.format_note(TEXT, lines)), KEY)
    same_name = NoteSignature(NAME, b"abcd", bytes(64))
    note.verify_note(note.parse_note(note.format_note(TEXT, [same_name, lines[0]])), KEY)


def test_a_note_without_a_signature_by_the_key_fails():
    for signature in (
        note.sign_note(TEXT, OTHER.name, seed_of("other")),
        NoteSignature("else", KEY.key_hash, bytes(64)),
    ):
        with pytest.raises(IntegrityFailure) as caught:
            note.verify_note(note.parse_note(note.format_note(TEXT, [signature])), KEY)
        assert caught.value.code == "note.not_signed"


def test_one_false_signature_by_a_known_key_spoils_the_note():
    good = note.sign_note(TEXT, NAME, SEED)
    for bad in (bytes(64), bytes(63), good.signature + b"\0"):
        lines = [good, NoteSignature(NAME, KEY.key_hash, bad)]
        with pytest.raises(IntegrityFailure) as caught:
            note.verify_note(note.parse_note(note.format_note(TEXT, lines)), KEY)
        assert caught.value.code == "note.wrong_signature"


def test_a_witness_key_does_not_verify_a_plain_note():
    with pytest.raises(Invalid):
        note.verify_note(note.parse_note(RAW), VerifierKey(NAME, note.COSIGNATURE, KEY.public_key))


LINE = note.sign_note(TEXT, NAME, SEED).line.encode()
BLOB = LINE.split(b" ")[2].strip()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"text\n",
        b"text\n\n",
        TEXT.encode(),
        b"text" + LINE,
        b"text\n" + LINE,
        LINE,
        b"text\n\n" + LINE[:-1],
        b"text\n\n" + LINE + b"x\n",
        b"text\n\n" + LINE.replace(b"\xe2\x80\x94", b"-"),
        b"text\n\n" + LINE.replace(b" ", b"  ", 1),
        b"text\n\n" + LINE.replace(b"\n", b" \n"),
        b"text\n\n" + LINE.replace(b"\n", b"\r\n"),
        b"te\txt\n\n" + LINE,
        b"te\x00xt\n\n" + LINE,
        b"te\xffxt\n\n" + LINE,
        b"te\xed\xa0\x80xt\n\n" + LINE,
        b"text\n\n\xe2\x80\x94 a+b " + BLOB + b"\n",
        b"text\n\n\xe2\x80\x94 a\xc2\xa0b " + BLOB + b"\n",
        b"text\n\n\xe2\x80\x94  " + BLOB + b"\n",
        b"text\n\n\xe2\x80\x94 a AAAA\n",
        b"text\n\n\xe2\x80\x94 a " + BLOB[:-1] + b"\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAB=\n",
        b"text\n\n\xe2\x80\x94 a AAAA_AAA\n",
        b"text\n\n" + LINE * 101,
        b"x" * 1_000_001,
    ],
)
def test_malformed_notes_are_refused(raw):
    with pytest.raises(Invalid):
        note.parse_note(raw)


def test_a_text_may_hold_what_looks_like_a_note():
    inner = RAW.decode()
    read = note.parse_note(note.format_note(inner, [note.sign_note(inner, NAME, SEED)]))
    assert read.text == inner
    assert len(read.signatures) == 1


@pytest.mark.parametrize("text", ["", "no newline", "a\tb\n", "\ud800\n"])
def test_what_cannot_be_the_text_of_a_note_is_not_signed(text):
    with pytest.raises(Invalid):
        note.sign_note(text, NAME, SEED)
    with pytest.raises(Invalid):
        note.format_note(text, [NoteSignature(NAME, KEY.key_hash, bytes(64))])


def test_a_note_has_a_signature():
    with pytest.raises(Invalid):
        note.format_note(TEXT, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        NAME,
        KEY.vkey + "A",
        KEY.vkey.replace(KEY.key_hash.hex(), "00000000"),
        KEY.vkey.replace(KEY.key_hash.hex(), KEY.key_hash.hex().upper()),
        KEY.vkey.replace("example", "examp1e"),
        KEY.vkey.replace(NAME, ""),
        KEY.vkey.rstrip("=") + "\n",
        " " + KEY.vkey,
        f"{NAME}+{KEY.key_hash.hex()}+{base64.b64encode(bytes([2]) + KEY.public_key).decode()}",
        f"{NAME}+{KEY.key_hash.hex()}+{base64.b64encode(bytes([1]) + KEY.public_key[1:]).decode()}",
    ],
)
def test_malformed_vkeys_are_refused(text):
    with pytest.raises(Invalid):
        note.parse_vkey(text)


def test_a_weak_key_is_no_verifier_key():
    with pytest.raises(Invalid):
        VerifierKey(NAME, note.ED25519_NOTE, bytes(32))
