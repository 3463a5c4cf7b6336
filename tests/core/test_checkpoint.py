import pytest

from tests.core.makers import seed_of
from wholefile.core import checkpoint, keys, note
from wholefile.core.checkpoint import Checkpoint
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.merkle import EMPTY_ROOT

ORIGIN = "example.com/log"
KEY = note.VerifierKey(ORIGIN, note.ED25519_NOTE, keys.public_key_of(seed_of("log")))
ROOT = bytes(range(32))
HEAD = Checkpoint(ORIGIN, 42, ROOT)
ROOT_TEXT = HEAD.text.split("\n")[2]


def test_a_signed_checkpoint_is_opened():
    assert HEAD.text == f"{ORIGIN}\n42\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert checkpoint.open_checkpoint(checkpoint.sign_checkpoint(HEAD, seed_of("log")), KEY) == HEAD


def test_the_empty_log_has_one_root():
    assert checkpoint.parse_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text).size == 0
    with pytest.raises(Invalid):
        Checkpoint(ORIGIN, 0, ROOT)


def test_extension_lines_are_refused_even_when_signed():
    for extra in ("extension\n", "\n", "a\nb\n"):
        text = HEAD.text + extra
        with pytest.raises(Invalid) as caught:
            checkpoint.parse_checkpoint(text)
        assert caught.value.code == "checkpoint.extension"
        signed = note.format_note(text, [note.sign_note(text, ORIGIN, seed_of("log"))])
        with pytest.raises(Invalid):
            checkpoint.open_checkpoint(signed, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"{ORIGIN}\n42\n",
        f"{ORIGIN}\n42\n{ROOT_TEXT}",
        f"{ORIGIN}\n042\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n-1\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n+42\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n4_2\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n٤٢\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n42 \n{ROOT_TEXT}\n",
        f"{ORIGIN}\n{2**63}\n{ROOT_TEXT}\n",
        f"\n42\n{ROOT_TEXT}\n",
        f"a b\n42\n{ROOT_TEXT}\n",
        f"a+b\n42\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n42\n{ROOT_TEXT[:-1]}\n",
        f"{ORIGIN}\n42\n{ROOT_TEXT[:-2]}9=\n",
        f"{ORIGIN}\n42\nAAAA\n",
        f"{ORIGIN}\n42\n é\n",
        f"{ORIGIN}\n42\n{ROOT_TEXT.replace('A', '-', 1)}\n",
    ],
)
def test_malformed_checkpoints_are_refused(text):
    with pytest.raises(Invalid):
        checkpoint.parse_checkpoint(text)


def test_a_checkpoint_of_another_log_by_the_same_key_is_refused():
    other = Checkpoint("example.com/other", 42, ROOT)
    with pytest.raises(Invalid) as caught:
        checkpoint.open_checkpoint(checkpoint.sign_checkpoint(other, seed_of("log")), KEY)
    assert caught.value.code == "checkpoint.origin"
    renamed = note.format_note(other.text, [note.sign_note(other.text, ORIGIN, seed_of("log"))])
    with pytest.raises(Invalid):
        checkpoint.open_checkpoint(renamed, KEY)


def test_a_signature_of_another_checkpoint_is_refused():
    bigger = Checkpoint(ORIGIN, 43, ROOT)
    moved = note.format_note(bigger.text, [note.sign_note(HEAD.text, ORIGIN, seed_of("log"))])
    with pytest.raises(IntegrityFailure):
        checkpoint.open_checkpoint(moved, KEY)
