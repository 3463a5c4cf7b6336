import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core import naive
from tests.core.makers import PAGE, Authenticator, enrolled, make_act, seed_of
from wholefile.core import acts_together, header, keys
from wholefile.core.acts_together import MOST_TOGETHER, acts_challenge, batch_parts, check_batch
from wholefile.core.canonical import MAX_BYTES, b64u, unb64u
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.signatures import act_hash, check_shape, sign_act, verify_signature

ACTS = [make_act(nonce=bytes([n]) * 16) for n in range(5)]
HASHES = [act_hash(act) for act in ACTS]
PASSKEY = Authenticator()
OTHER = b64u(bytes(32))


def hashes(size):
    return [naive.sha(struct.pack(">Q", n)) for n in range(size)]


def why(signature, act, key=PASSKEY.enrolled):
    with pytest.raises(IntegrityFailure) as caught:
        verify_signature(signature, act, key)
    return caught.value.code.removeprefix("signature.")


@pytest.mark.parametrize("few", [[], HASHES[:1], hashes(MOST_TOGETHER + 1), [*HASHES, HASHES[2]]])
def test_none_one_too_many_and_one_twice_are_not_signed_together(few):
    for make in (acts_challenge, batch_parts):
        with pytest.raises(Invalid) as caught:
            make(few)
        assert caught.value.code == "acts.together"


def test_a_single_act_is_told_to_be_signed_as_such():
    with pytest.raises(Invalid, match="no batch of one"):
        acts_challenge(HASHES[:1])


def test_what_is_no_hash_is_not_signed():
    with pytest.raises(IntegrityFailure):
        acts_challenge([*HASHES, b"short"])


def test_the_challenge_is_that_of_the_definition():
    for size in (2, 3, 5, 8, 13):
        few = hashes(size)
        root = naive.mth(few)
        assert acts_challenge(few) == naive.sha(b"wholefile/acts/v1\n", struct.pack(">Q", size), root)


@given(st.integers(2, 70), st.data())
def test_each_part_is_the_audit_path_and_leads_to_the_challenge(size, data):
    few, index = hashes(size), data.draw(st.integers(0, size - 1))
    part = batch_parts(few)[index]
    assert part == {
        "index": index,
        "size": size,
        "path": [b64u(one) for one in naive.audit_path(index, few)],
    }
    check_batch(part)
    assert acts_together.challenge_of_part(few[index], part) == acts_challenge(few)


def test_order_and_number_are_signed():
    assert len({acts_challenge(HASHES), acts_challenge(HASHES[::-1]), acts_challenge(HASHES[:4])}) == 3


@pytest.mark.parametrize("kind", [keys.WEBAUTHN_ES256, keys.WEBAUTHN_ED25519])
@pytest.mark.parametrize("size", [2, 3, 5])
def test_acts_signed_with_one_gesture_verify_one_by_one(kind, size):
    passkey = Authenticator(kind)
    signed = passkey.sign_together(ACTS[:size])
    assert len({one["signature"] for one in signed}) == 1
    for act, signature in zip(ACTS, signed, strict=False):
        verify_signature(signature, act, passkey.enrolled)


def batch(signature, **changes):
    return {**signature, "batch": {**signature["batch"], **changes}}


def test_a_part_that_was_changed_fails():
    first, second, *_ = PASSKEY.sign_together(ACTS)
    path = first["batch"]["path"]
    assert why(batch(first, index=1), ACTS[0]) == "other_act"
    assert why(batch(first, size=6), ACTS[0]) == "other_act"
    assert why(batch(first, size=8), ACTS[0]) == "other_act"
    assert why(batch(first, path=[OTHER, *path[1:]]), ACTS[0]) == "other_act"
    assert why(batch(first, path=path[::-1]), ACTS[0]) == "other_act"
    assert why({**first, "batch": second["batch"]}, ACTS[0]) == "other_act"
    assert why(first, ACTS[1]) == "other_act"
    assert why(first, make_act()) == "other_act"


def test_what_was_signed_alone_and_together_never_passes_for_each_other():
    together, *_ = PASSKEY.sign_together(ACTS)
    assert why({name: together[name] for name in together.keys() - {"batch"}}, ACTS[0]) == "other_act"
    assert why({**PASSKEY.sign(ACTS[0]), "batch": together["batch"]}, ACTS[0]) == "other_act"
    root = naive.mth(HASHES)
    assert (
        why({**PASSKEY.sign(ACTS[0], challenge=b64u(root)), "batch": together["batch"]}, ACTS[0])
        == "other_act"
    )


def test_a_node_of_the_tree_is_not_an_act():
    """With the node above two acts in the place of a leaf, the tree would be one of half the size."""
    four = HASHES[:4]
    node = naive.mth(four[:2])
    part = {"index": 0, "size": 2, "path": [b64u(naive.mth(four[2:]))]}
    check_batch(part)
    assert acts_together.challenge_of_part(node, part) != acts_challenge(four)


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ({"origin": "https://evil.example"}, "origin"),
        ({"type": "webauthn.create"}, "client_data"),
        ({"flags": 0x01}, "user_not_verified"),
        ({"rp_id": PAGE}, "relying_party"),
    ],
)
def test_everything_else_is_asked_of_a_shared_gesture_too(lie, code):
    assert why(PASSKEY.sign_together(ACTS, **lie)[3], ACTS[3]) == code


def test_another_key_or_signature_fails():
    first, *_ = PASSKEY.sign_together(ACTS)
    another = Authenticator(name="another")
    assert why(first, ACTS[0], another.enrolled) == "other_key"
    assert why({**first, "key": another.enrolled.key}, ACTS[0], another.enrolled) == "wrong"
    assert why({**first, "signature": PASSKEY.sign(ACTS[0])["signature"]}, ACTS[0]) == "wrong"


MALFORMED = {
    "no object": [],
    "null": None,
    "a text": "batch",
    "true": True,
    "empty": {},
    "no index": {"path": [OTHER], "size": 2},
    "no path": {"index": 0, "size": 2},
    "no size": {"index": 0, "path": [OTHER]},
    "a part more": {"index": 0, "path": [OTHER], "size": 2, "root": OTHER},
    "a batch of none": {"index": 0, "path": [], "size": 0},
    "a batch of one": {"index": 0, "path": [], "size": 1},
    "size true": {"index": 0, "path": [], "size": True},
    "size as text": {"index": 0, "path": [OTHER], "size": "2"},
    "size below zero": {"index": 0, "path": [OTHER], "size": -2},
    "one too many": {"index": 0, "path": [OTHER] * 14, "size": MOST_TOGETHER + 1},
    "far too many": {"index": 0, "path": [OTHER] * 33, "size": 2**33},
    "index false": {"index": False, "path": [OTHER], "size": 2},
    "index true": {"index": True, "path": [OTHER], "size": 2},
    "index as text": {"index": "0", "path": [OTHER], "size": 2},
    "index below zero": {"index": -1, "path": [OTHER], "size": 2},
    "index of none": {"index": 2, "path": [OTHER], "size": 2},
    "path too short": {"index": 0, "path": [OTHER], "size": 3},
    "path too long": {"index": 2, "path": [OTHER, OTHER], "size": 3},
    "path empty": {"index": 0, "path": [], "size": 2},
    "path a text": {"index": 0, "path": "A", "size": 2},
    "path an object": {"index": 0, "path": {"0": OTHER}, "size": 2},
    "a hash of 31 bytes": {"index": 0, "path": [b64u(bytes(31))], "size": 2},
    "an empty hash": {"index": 0, "path": [""], "size": 2},
    "a padded hash": {"index": 0, "path": [OTHER + "="], "size": 2},
    "a hash with stray bits": {"index": 0, "path": ["A" * 42 + "B"], "size": 2},
    "a hash that is a number": {"index": 0, "path": [0], "size": 2},
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_batch_is_refused(name):
    signature = {**PASSKEY.sign(ACTS[0]), "batch": MALFORMED[name]}
    with pytest.raises(Invalid):
        check_shape(signature)
    assert why(signature, ACTS[0]) == "malformed"
    with pytest.raises(Invalid):
        header.encode_header(ACTS[0], 0, [signature])


def test_a_key_held_as_a_file_signs_no_batch():
    signature = {**sign_act(seed_of("a"), ACTS[0]), "batch": batch_parts(HASHES)[0]}
    with pytest.raises(Invalid) as caught:
        check_shape(signature)
    assert caught.value.code == "signature.names"
    assert why(signature, ACTS[0], enrolled("a")) == "malformed"


def test_a_header_with_the_longest_paths_stays_far_below_its_limit():
    many = [act_hash(ACTS[0]), *hashes(MOST_TOGETHER)[1:]]
    part = batch_parts(many)[0]
    assert len(part["path"]) == 14
    passkeys = [Authenticator(name=f"passkey {n}") for n in range(header.MAX_SIGNATURES)]
    challenge = b64u(acts_challenge(many))
    signed = [{**one.sign(ACTS[0], challenge=challenge), "batch": part} for one in passkeys]
    for signature, passkey in zip(signed, passkeys, strict=True):
        verify_signature(signature, ACTS[0], passkey.enrolled)
    raw = header.encode_header(ACTS[0], 2**53 - 1, signed)
    assert len(raw) < MAX_BYTES // 4
    read = header.decode_header(raw)
    assert (read.act, read.seq) == (ACTS[0], 2**53 - 1)
    assert {one["key"]: one for one in read.signatures} == {one["key"]: one for one in signed}
    assert header.encode_header(read.act, read.seq, read.signatures) == raw


def test_the_last_of_ten_thousand_verifies():
    many = [*hashes(MOST_TOGETHER - 1), act_hash(ACTS[0])]
    part = batch_parts(many)[-1]
    assert part["index"] == MOST_TOGETHER - 1
    assert all(len(unb64u(one)) == 32 for one in part["path"])
    signature = {**PASSKEY.sign(ACTS[0], challenge=b64u(acts_challenge(many))), "batch": part}
    verify_signature(signature, ACTS[0], PASSKEY.enrolled)


def test_a_header_with_a_batch_in_another_spelling_is_refused():
    signature = PASSKEY.sign_together(ACTS)[0]
    raw = header.encode_header(ACTS[0], 7, [signature]).decode()
    assert header.decode_header(raw.encode()).signatures == [signature]
    for old, new in [
        ('"index":0', '"index":0.0'),
        ('"index":0', '"index":-0'),
        ('"index":0', '"index":false'),
        ('"size":5', '"size":5e0'),
        ('"index":0', '"index":0,"index":0'),
        ('"index":0,', ""),
        (',"size":5', ""),
    ]:
        assert raw.count(old) == 1
        with pytest.raises(Invalid):
            header.decode_header(raw.replace(old, new).encode())
