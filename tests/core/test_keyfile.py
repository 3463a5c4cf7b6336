import json

import pytest

from tests.core.makers import enrolled, seed_of
from wholefile.core import keyfile
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid, WholefileError

SEED, SALT, NONCE = seed_of("a"), bytes(range(16)), bytes(range(24))
OPS, MEM = 1, 8_192  # as cheap as can be: the cost is libsodium's business, not ours
TEXT = keyfile.seal(SEED, "correct horse", SALT, NONCE, OPS, MEM)


def test_the_right_passphrase_opens_it():
    assert keyfile.open_(TEXT, "correct horse") == SEED


@pytest.mark.parametrize("passphrase", ["", "Correct horse", "correct horse ", "x" * 1000])
def test_another_passphrase_does_not(passphrase):
    with pytest.raises(Forbidden if passphrase else Invalid):
        keyfile.open_(TEXT, passphrase)


def test_a_passphrase_is_the_same_on_every_keyboard():
    composed, decomposed, full_width = "caf\u00e9", "cafe\u0301", "\uff43af\u00e9"
    text = keyfile.seal(SEED, composed, SALT, NONCE, OPS, MEM)
    assert keyfile.open_(text, decomposed) == keyfile.open_(text, full_width) == SEED


def test_the_clear_part_names_the_key_and_hides_the_seed():
    file = keyfile.read_key_file(TEXT)
    assert (file.key, file.public_key) == (enrolled("a").key, enrolled("a").public_key)
    assert (file.ops, file.mem) == (OPS, MEM)
    assert SEED not in bytes.fromhex(file.ciphertext.hex())
    assert keyfile.b64u(SEED) not in TEXT
    assert TEXT.endswith("}\n")
    assert TEXT.count("\n") == 1


def changed(**changes):
    return json.dumps({**json.loads(TEXT), **changes})


KDF = json.loads(TEXT)["kdf"]
OTHER = json.loads(keyfile.seal(seed_of("b"), "correct horse", SALT, NONCE, OPS, MEM))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[]",
        "{}",
        changed(format="wholefile key file v2"),
        changed(more=1),
        changed(algorithm="rsa"),
        changed(nonce="AA"),
        changed(key="AA"),
        changed(public_key="AA"),
        changed(ciphertext="AA"),
        changed(kdf="scrypt"),
        changed(kdf={**KDF, "name": "scrypt"}),
        changed(kdf={**KDF, "mem": 2**40}),
        changed(kdf={**KDF, "mem": 1}),
        changed(kdf={**KDF, "ops": 1000}),
        changed(kdf={**KDF, "ops": True}),
        changed(kdf={**KDF, "salt": "AA"}),
        changed(public_key=OTHER["public_key"]),
        TEXT * 20,
        "\ud800",
        TEXT.replace("{", '{"format":"",', 1),
    ],
)
def test_what_is_no_key_file_is_refused_before_any_work(text):
    with pytest.raises(WholefileError) as caught:
        keyfile.open_(text, "correct horse")
    assert caught.type in (Invalid, IntegrityFailure)


def test_another_public_key_in_the_clear_part_is_found():
    with pytest.raises(IntegrityFailure) as caught:
        keyfile.open_(changed(public_key=OTHER["public_key"], key=OTHER["key"]), "correct horse")
    assert caught.value.code == "keyfile.other_key"


def test_a_changed_ciphertext_does_not_open():
    with pytest.raises(Forbidden):
        keyfile.open_(changed(ciphertext=OTHER["ciphertext"][:-4] + "AAAA"), "correct horse")


@pytest.mark.parametrize(
    "ingredients",
    [
        (SEED[:31], "p", SALT, NONCE, OPS, MEM),
        (SEED, "p", SALT[:15], NONCE, OPS, MEM),
        (SEED, "p", SALT, NONCE[:23], OPS, MEM),
        (SEED, "", SALT, NONCE, OPS, MEM),
        (SEED, "\ud800", SALT, NONCE, OPS, MEM),
        (SEED, "p", SALT, NONCE, 0, MEM),
        (SEED, "p", SALT, NONCE, OPS, 1),
        (SEED, "p", SALT, NONCE, 21, MEM),
    ],
)
def test_wrong_ingredients_are_refused(ingredients):
    with pytest.raises(Invalid):
        keyfile.seal(*ingredients)
