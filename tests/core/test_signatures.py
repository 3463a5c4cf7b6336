import pytest

from tests.core.makers import PAGE, RP_ID, Authenticator, enrolled, make_act, seed_of
from wholefile.core import keys
from wholefile.core.canonical import b64u, encode, unb64u
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.signatures import (
    EnrolledKey,
    act_hash,
    act_message,
    check_shape,
    sign_act,
    verify_signature,
)

ACT = make_act()
KINDS = [keys.WEBAUTHN_ES256, keys.WEBAUTHN_ED25519]


def why(signature, act, key):
    with pytest.raises(IntegrityFailure) as caught:
        verify_signature(signature, act, key)
    return caught.value.code.removeprefix("signature.")


def test_the_message_is_the_tag_and_the_canonical_act():
    assert act_message(ACT) == b"wholefile/act/v1\n" + encode(ACT)
    assert len(act_hash(ACT)) == 32


def test_an_act_with_characters_outside_ascii_is_not_signed():
    with pytest.raises(Invalid):
        sign_act(seed_of("a"), {**ACT, "kind": "é"})


def test_a_signed_act_verifies():
    verify_signature(sign_act(seed_of("a"), ACT), ACT, enrolled("a"))


@pytest.mark.parametrize(
    "change",
    [
        {"log": "wholefile.example/other"},
        {"kind": "item.released"},
        {"cases": []},
        {"at": 1},
        {"nonce": bytes(16)},
        {"body": bytes(32)},
    ],
)
def test_a_signature_moved_to_another_act_or_log_fails(change):
    signature = sign_act(seed_of("a"), ACT)
    assert why(signature, make_act(**change), enrolled("a")) == "wrong"
    passkey = Authenticator()
    assert why(passkey.sign(ACT), make_act(**change), passkey.enrolled) == "other_act"


def test_another_key_does_not_verify():
    signature = sign_act(seed_of("a"), ACT)
    assert why(signature, ACT, enrolled("b")) == "other_key"
    assert why({**signature, "key": enrolled("b").key}, ACT, enrolled("b")) == "wrong"


def test_a_plain_signature_does_not_pass_for_a_webauthn_one():
    passkey = Authenticator(keys.WEBAUTHN_ED25519)
    plain = EnrolledKey.of(keys.ED25519, passkey.enrolled.public_key)
    assert why(sign_act(passkey.seed, ACT), ACT, passkey.enrolled) == "other_key"
    assert why(passkey.sign(ACT), ACT, plain) == "other_key"


def test_a_key_must_be_what_its_name_says():
    a, b = enrolled("a"), enrolled("b")
    with pytest.raises(IntegrityFailure):
        EnrolledKey(a.key, a.algorithm, b.public_key)
    with pytest.raises(Invalid):
        EnrolledKey(a.key, a.algorithm, a.public_key, RP_ID, (PAGE,))
    with pytest.raises(Invalid):
        EnrolledKey.of(keys.WEBAUTHN_ED25519, a.public_key)


@pytest.mark.parametrize("kind", KINDS)
def test_a_security_key_signs_an_act(kind):
    passkey = Authenticator(kind)
    verify_signature(passkey.sign(ACT), ACT, passkey.enrolled)
    verify_signature(passkey.sign(ACT, crossOrigin=...), ACT, passkey.enrolled)
    verify_signature(passkey.sign(ACT, other="ignored", flags=0x1D), ACT, passkey.enrolled)
    verify_signature(passkey.sign(ACT, flags=0x85, extra=b"\xa0"), ACT, passkey.enrolled)


LIES = {
    "another type": ({"type": "webauthn.create"}, "client_data"),
    "no type": ({"type": ...}, "client_data"),
    "another challenge": ({"challenge": b64u(bytes(32))}, "other_act"),
    "a padded challenge": ({"challenge": b64u(act_hash(ACT)) + "="}, "other_act"),
    "no challenge": ({"challenge": ...}, "other_act"),
    "another origin": ({"origin": "https://evil.example"}, "origin"),
    "an origin with a slash": ({"origin": PAGE + "/"}, "origin"),
    "a look-alike origin": ({"origin": PAGE.replace("o", "\u043e")}, "origin"),
    "plain http": ({"origin": PAGE.replace("https", "http")}, "origin"),
    "no origin": ({"origin": ...}, "origin"),
    "origin null": ({"origin": None}, "origin"),
    "inside another site": ({"crossOrigin": True}, "cross_origin"),
    "inside another site, as text": ({"crossOrigin": "true"}, "cross_origin"),
    "another relying party": ({"rp_id": "wholefile.example"}, "relying_party"),
    "nobody there": ({"flags": 0x04}, "user_not_verified"),
    "nobody verified": ({"flags": 0x01}, "user_not_verified"),
    "no flags": ({"flags": 0x00}, "user_not_verified"),
    "bytes not announced": ({"extra": b"x"}, "authenticator_data"),
    "client data is no JSON": ({"raw_client": b"{"}, "client_data"),
    "client data is a list": ({"raw_client": b"[]"}, "client_data"),
    "client data is not UTF-8": ({"raw_client": b'{"type":"\xff"}'}, "client_data"),
    "client data says it twice": (
        {"raw_client": b'{"type":"webauthn.get","type":"webauthn.get"}'},
        "client_data",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", LIES)
def test_what_a_security_key_did_not_mean_fails(name, kind):
    lie, code = LIES[name]
    passkey = Authenticator(kind)
    assert why(passkey.sign(ACT, **lie), ACT, passkey.enrolled) == code


@pytest.mark.parametrize("kind", KINDS)
def test_parts_of_two_assertions_do_not_mix(kind):
    passkey = Authenticator(kind)
    first, second = passkey.sign(ACT), passkey.sign(ACT, crossOrigin=...)
    for name in ("signature", "client_data"):
        assert why({**first, name: second[name]}, ACT, passkey.enrolled) == "wrong"
    counted = unb64u(first["authenticator_data"])[:-1] + b"\x01"
    assert why({**first, "authenticator_data": b64u(counted)}, ACT, passkey.enrolled) == "wrong"
    assert (
        why({**first, "authenticator_data": b64u(counted[:36])}, ACT, passkey.enrolled)
        == "authenticator_data"
    )


def test_another_authenticator_does_not_verify():
    one, two = Authenticator(), Authenticator(name="another")
    assert why({**one.sign(ACT), "key": two.enrolled.key}, ACT, two.enrolled) == "wrong"


@pytest.mark.parametrize(
    "change",
    [
        {"algorithm": "none"},
        {"algorithm": ["ed25519"]},
        {"algorithm": None},
        {"key": "AA"},
        {"key": 1},
        {"signature": b64u(bytes(63))},
        {"signature": b64u(bytes(64)) + "=="},
        {"more": "x"},
        {"client_data": "e30", "authenticator_data": "AA"},
        {"algorithm": "webauthn-ed25519"},
    ],
)
def test_malformed_signatures_are_refused(change):
    signature = {**sign_act(seed_of("a"), ACT), **change}
    with pytest.raises(Invalid):
        check_shape(signature)
    assert why(signature, ACT, enrolled("a")) == "malformed"


@pytest.mark.parametrize("thing", [None, [], "x", {}])
def test_what_is_no_signature_is_refused(thing):
    with pytest.raises(Invalid):
        check_shape(thing)
