import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from tests.core.makers import Authenticator, seed_of
from tests.core.naive import sha
from tests.shared_files import shared_json
from wholefile.core import keys
from wholefile.core.canonical import b64u
from wholefile.core.errors import Invalid

L = 2**252 + 27742317777372353535851937790883648493
P = 2**255 - 19

# What makes an edge case unacceptable. Points that merely have a small-order part are accepted, provided that the
# equation holds without multiplying by the cofactor: then there is no residue.
FATAL = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}


def test_the_published_edge_cases_have_the_committed_verdict():
    vectors = shared_json("vectors/ed25519/cctv-ed25519vectors.json")
    assert len(vectors) == 914
    accepted, wrong = 0, []
    for vector in vectors:
        key, signature = bytes.fromhex(vector["key"]), bytes.fromhex(vector["sig"])
        verdict = keys.ed25519_verify(key, vector["msg"].encode(), signature)
        accepted += verdict
        if verdict != (not FATAL & set(vector["flags"] or ())):
            wrong.append((vector["number"], verdict, vector["flags"]))
    assert not wrong
    assert accepted == 43


def test_no_published_edge_case_key_but_the_ordinary_one_can_be_enrolled():
    for vector in shared_json("vectors/ed25519/cctv-ed25519vectors.json"):
        ordinary = not {"low_order_A", "low_order_component_A", "non_canonical_A"} & set(
            vector["flags"] or ()
        )
        assert can_be_enrolled(keys.ED25519, bytes.fromhex(vector["key"])) == ordinary


def can_be_enrolled(algorithm, key):
    try:
        keys.check_public_key(algorithm, key)
    except Invalid:
        return False
    return True


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=99))
def test_what_is_signed_verifies_and_nothing_else_does(seed, message):
    key, signature = keys.public_key_of(seed), keys.ed25519_sign(seed, message)
    keys.check_public_key(keys.ED25519, key)
    assert keys.ed25519_verify(key, message, signature)
    assert not keys.ed25519_verify(key, message + b"x", signature)
    assert not keys.ed25519_verify(key, message, signature[:-1])
    assert not keys.ed25519_verify(key[:-1], message, signature)
    raised = (int.from_bytes(signature[32:], "little") + L).to_bytes(32, "little")
    assert not keys.ed25519_verify(key, message, signature[:32] + raised)


@pytest.mark.parametrize("bit", [0, 100, 255, 256, 300, 511])
def test_a_flipped_bit_of_a_signature_is_found(bit):
    seed = seed_of("a")
    signature = bytearray(keys.ed25519_sign(seed, b"m"))
    signature[bit // 8] ^= 1 << bit % 8
    assert not keys.ed25519_verify(keys.public_key_of(seed), b"m", bytes(signature))


@pytest.mark.parametrize("y", [0, 1, P - 1, P, P + 1, 2**255 - 1])
@pytest.mark.parametrize("sign", [0, 1])
def test_weak_and_misspelled_points_are_refused_everywhere(y, sign):
    point = (y | sign << 255).to_bytes(32, "little")
    assert not can_be_enrolled(keys.ED25519, point)
    assert not keys.ed25519_verify(point, b"", point + bytes(32))
    good = keys.ed25519_sign(seed_of("a"), b"")
    assert not keys.ed25519_verify(keys.public_key_of(seed_of("a")), b"", point + good[32:])


def test_es256_has_one_spelling_of_a_signature():
    passkey = Authenticator()
    key, signature = passkey.enrolled.public_key, passkey.sign_bytes(b"m")
    assert keys.es256_verify(key, b"m", signature)
    assert not keys.es256_verify(key, b"n", signature)
    assert not keys.es256_verify(key, b"m", signature + b"\x00")
    r, s = decode_dss_signature(signature)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    assert keys.es256_verify(key, b"m", encode_dss_signature(r, order - s))  # authenticators make either
    for pair in ((0, s), (r, 0), (r + order, s), (r, s + order)):
        assert not keys.es256_verify(key, b"m", encode_dss_signature(*pair))
    assert not keys.es256_verify(key, b"m", r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    long_form = b"\x30\x81" + signature[1:]
    assert not keys.es256_verify(key, b"m", long_form)
    assert not keys.es256_verify(key, b"m", b"")


def test_es256_keys_are_uncompressed_points_of_p256():
    good = Authenticator().enrolled.public_key
    assert can_be_enrolled(keys.WEBAUTHN_ES256, good)
    off_the_curve = good[:-1] + bytes([good[-1] ^ 1])
    for bad in (off_the_curve, b"\x05" + good[1:], good[:64], bytes(65), b"\x04" + bytes(64)):
        assert not can_be_enrolled(keys.WEBAUTHN_ES256, bad)
        assert not keys.es256_verify(bad, b"m", Authenticator().sign_bytes(b"m"))
    other_curve = ec.derive_private_key(7, ec.SECP256K1()).public_key().public_numbers()
    point = b"\x04" + other_curve.x.to_bytes(32, "big") + other_curve.y.to_bytes(32, "big")
    assert not can_be_enrolled(keys.WEBAUTHN_ES256, point)


def test_key_ids_follow_the_format_page_and_tell_algorithms_apart():
    key = keys.public_key_of(seed_of("a"))
    assert keys.key_id("ed25519", key) == b64u(sha(b"wholefile/key/v1\ned25519\n", key))
    assert keys.key_id("ed25519", key) != keys.key_id("webauthn-ed25519", key)


@pytest.mark.parametrize(
    ("algorithm", "length"), [("rsa", 32), ("ed25519", 31), ("webauthn-es256", 33), ("", 32)]
)
def test_other_algorithms_and_lengths_have_no_key_id(algorithm, length):
    with pytest.raises(Invalid):
        keys.key_id(algorithm, bytes(length))
