import pytest

from tests.core.makers import seed_of
from wholefile.core import keys, note
from wholefile.core.checkpoint import Checkpoint
from wholefile.core.cosignature import cosign, cosigned_at
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.note import NoteSignature, SignedNote

NAME, SEED, TIME = "witness.example/w1", seed_of("w1"), 1_767_323_045
KEY = note.VerifierKey(NAME, note.COSIGNATURE, keys.public_key_of(SEED))
TEXT = Checkpoint("example.com/log", 42, bytes(range(32))).text
OTHER = Checkpoint("example.com/log", 43, bytes(range(32))).text


def under(text, *signatures):
    return SignedNote(text, signatures)


def test_a_cosignature_tells_when():
    signature = cosign(TEXT, NAME, SEED, TIME)
    assert cosigned_at(under(TEXT, signature), KEY) == TIME
    assert cosigned_at(under(TEXT, signature, cosign(TEXT, NAME, SEED, TIME + 9)), KEY) == TIME + 9
    assert keys.ed25519_verify(
        KEY.public_key, f"cosignature/v1\ntime {TIME}\n{TEXT}".encode(), signature.signature[8:]
    )


def test_none_is_none():
    stranger = cosign(TEXT, "witness.example/w2", seed_of("w2"), TIME)
    assert cosigned_at(under(TEXT, stranger, note.sign_note(TEXT, NAME, SEED)), KEY) is None


def test_a_cosignature_moved_to_another_checkpoint_fails():
    with pytest.raises(IntegrityFailure):
        cosigned_at(under(OTHER, cosign(TEXT, NAME, SEED, TIME)), KEY)
    elsewhere = TEXT.replace("example.com/log", "example.com/dog")
    with pytest.raises(IntegrityFailure):
        cosigned_at(under(elsewhere, cosign(TEXT, NAME, SEED, TIME)), KEY)


def test_another_time_fails():
    signature = cosign(TEXT, NAME, SEED, TIME)
    later = NoteSignature(NAME, KEY.key_hash, (TIME + 1).to_bytes(8, "big") + signature.signature[8:])
    with pytest.raises(IntegrityFailure):
        cosigned_at(under(TEXT, later), KEY)
    with pytest.raises(IntegrityFailure):
        cosigned_at(under(TEXT, signature, later), KEY)


def test_a_plain_note_signature_does_not_pass_for_a_cosignature():
    plain = note.sign_note(TEXT, NAME, SEED)
    for blob in (plain.signature, TIME.to_bytes(8, "big") + plain.signature, bytes(72), b"", b"\xff" * 72):
        with pytest.raises(IntegrityFailure):
            cosigned_at(under(TEXT, NoteSignature(NAME, KEY.key_hash, blob)), KEY)


def test_a_cosignature_does_not_pass_for_a_note_signature():
    log_key = note.VerifierKey(NAME, note.ED25519_NOTE, KEY.public_key)
    cosignature = cosign(TEXT, NAME, SEED, TIME)
    assert log_key.key_hash != KEY.key_hash
    with pytest.raises(IntegrityFailure):
        note.verify_note(under(TEXT, cosignature), log_key)
    for blob in (cosignature.signature, cosignature.signature[8:]):
        with pytest.raises(IntegrityFailure):
            note.verify_note(under(TEXT, NoteSignature(NAME, log_key.key_hash, blob)), log_key)
    with pytest.raises(Invalid):
        cosigned_at(under(TEXT, cosignature), log_key)


@pytest.mark.parametrize("at", [0, -1, 2**63])
def test_times_out_of_range_are_refused(at):
    with pytest.raises(Invalid):
        cosign(TEXT, NAME, SEED, at)


@pytest.mark.parametrize("text", [TEXT + "extension\n", "no checkpoint\n", TEXT[:-1]])
def test_only_plain_checkpoints_are_cosigned(text):
    with pytest.raises(Invalid):
        cosign(text, NAME, SEED, TIME)
