import pytest

from tests.core.makers import seed_of
from wholefile.core import checkpoint, keys, note, policy
from wholefile.core.checkpoint import Checkpoint
from wholefile.core.cosignature import cosign
from wholefile.core.errors import IntegrityFailure, Invalid

ORIGIN, TIME = "example.com/log", 1_767_323_045
HEAD = Checkpoint(ORIGIN, 42, bytes(range(32)))
LOG = note.VerifierKey(ORIGIN, note.ED25519_NOTE, keys.public_key_of(seed_of("log")))
NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")


def witness_key(name):
    return note.VerifierKey(f"witness.example/{name}", note.COSIGNATURE, keys.public_key_of(seed_of(name)))


WITNESSES = "\n".join(f"witness {name} {witness_key(name).vkey} https://{name}.example/" for name in NAMES)
EXAMPLE = f"""\
# The example of the standard.
log {LOG.vkey}

{WITNESSES}
group  X-witnesses\t2 X1 X2 X3
  group Y-witnesses any Y1 Y2 Y3
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
"""


def note_by(*names, head=HEAD, seed="log"):
    signed = note.parse_note(checkpoint.sign_checkpoint(head, seed_of(seed)))
    cosigned = [cosign(head.text, f"witness.example/{name}", seed_of(name), TIME) for name in names]
    return note.format_note(head.text, [*signed.signatures, *cosigned])


@pytest.mark.parametrize(
    ("names", "enough"),
    [
        (["X1", "X2", "Y1"], True),
        (["X1", "X3", "Y3"], True),
        (NAMES, True),
        (["X1", "Y1", "Y2", "Y3"], False),
        (["X1", "X2", "X3"], False),
        ([], False),
        (["stranger", "X1", "Y1"], False),
    ],
)
def test_the_example_of_the_standard(names, enough):
    parsed = policy.parse_policy(EXAMPLE.encode())
    if enough:
        found = policy.check_checkpoint(note_by(*names), parsed)
        assert found.checkpoint == HEAD
        assert found.log_key == LOG
        assert dict(found.cosigned) == dict.fromkeys(names, TIME)
    else:
        with pytest.raises(IntegrityFailure) as caught:
            policy.check_checkpoint(note_by(*names), parsed)
        assert caught.value.code == "policy.quorum"


def test_the_same_witness_twice_counts_once():
    with pytest.raises(IntegrityFailure):
        policy.check_checkpoint(note_by("X1", "X1", "Y1"), policy.parse_policy(EXAMPLE.encode()))


def test_no_quorum_asks_for_the_log_alone():
    alone = policy.parse_policy(f"log {LOG.vkey}\nquorum none\n".encode())
    assert policy.check_checkpoint(note_by(), alone).cosigned == {}


def test_another_log_is_not_believed():
    alone = policy.parse_policy(policy.format_policy([LOG], {}).encode())
    other_origin = Checkpoint("example.com/other", 42, bytes(range(32)))
    for raw in (note_by(head=other_origin), note_by(seed="another")):
        with pytest.raises(IntegrityFailure) as caught:
            policy.check_checkpoint(raw, alone)
        assert caught.value.code == "policy.log"


def test_a_false_cosignature_by_a_known_witness_spoils_the_note():
    raw = note.parse_note(note_by("X1", "X2", "Y1"))
    elsewhere = cosign(Checkpoint(ORIGIN, 41, bytes(32)).text, "witness.example/Y2", seed_of("Y2"), TIME)
    moved = note.format_note(raw.text, [*raw.signatures, elsewhere])
    with pytest.raises(IntegrityFailure) as caught:
        policy.check_checkpoint(moved, policy.parse_policy(EXAMPLE.encode()))
    assert caught.value.code == "cosignature.wrong"


def test_a_written_policy_is_read_back():
    witnesses = {name: witness_key(name) for name in NAMES[:3]}
    parsed = policy.parse_policy(policy.format_policy([LOG], witnesses, 2).encode())
    assert parsed.logs == (LOG,)
    assert parsed.witnesses == witnesses
    assert [parsed.satisfied_by(names) for names in ([], ["X1"], ["X1", "X2"], NAMES)] == [
        False,
        False,
        True,
        True,
    ]
    every = policy.parse_policy(policy.format_policy([LOG], witnesses).encode())
    assert [every.satisfied_by(names) for names in (["X1", "X2"], NAMES)] == [False, True]
    with pytest.raises(Invalid):
        policy.format_policy([LOG], witnesses, 4)
    with pytest.raises(Invalid):
        policy.format_policy([LOG], {"a b": witness_key("X1")})


W1, W2 = (f"witness {name} {witness_key(name).vkey}\n" for name in ("X1", "X2"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        W1,
        "quorum\n",
        "quorum X1\n",
        "quorum none\nquorum none\n",
        W1 + "quorum X2\n",
        "quorum X1\n" + W1,
        W1 * 2 + "quorum none\n",
        W1 + W1.replace("X1 ", "X9 ") + "quorum none\n",
        W1 + W2 + "group g 3 X1 X2\nquorum g\n",
        W1 + "group g 0 X1\nquorum g\n",
        W1 + "group g 01 X1\nquorum g\n",
        W1 + "group g some X1\nquorum g\n",
        W1 + "group g all\nquorum g\n",
        W1 + "group g all X1 X1\nquorum g\n",
        W1 + "group g all X1\ngroup h all X1\nquorum g\n",
        W1 + "group g all g\nquorum g\n",
        W1 + "group X1 all X1\nquorum X1\n",
        W1 + "group none all X1\nquorum none\n",
        W1.replace("X1 ", "none ") + "quorum none\n",
        W1 + "group g all none\nquorum g\n",
        f"log {LOG.vkey}\nlog {LOG.vkey}\nquorum none\n",
        f"log {witness_key('X1').vkey}\nquorum none\n",
        f"witness w {LOG.vkey}\nquorum none\n",
        f"log {LOG.vkey}x\nquorum none\n",
        "log\nquorum none\n",
        "trust me\nquorum none\n",
        "quorum none\x0b\n",
        "quorum none\r\n",
        "quorum\u00a0none\n",
        f"log {LOG.vkey} url more\nquorum none\n",
        "quorum none more\n",
        "QUORUM none\n",
    ],
)
def test_malformed_policies_are_refused(text):
    with pytest.raises(Invalid):
        policy.parse_policy(text.encode())


def test_one_public_key_under_two_names_is_refused():
    twin = note.VerifierKey("witness.example/twin", note.COSIGNATURE, witness_key("X1").public_key)
    log_twin = note.VerifierKey("example.com/twin", note.ED25519_NOTE, LOG.public_key)
    for text in (f"{W1}witness X9 {twin.vkey}\n", f"log {LOG.vkey}\nlog {log_twin.vkey}\n"):
        policy.parse_policy(f"{text.splitlines()[0]}\nquorum none\n".encode())
        with pytest.raises(Invalid):
            policy.parse_policy(f"{text}quorum none\n".encode())


def test_bytes_outside_ascii_are_opaque():
    name = b"\xe2\x84\xaa\xff"
    text = W1.encode().replace(b"X1 ", name + b" ") + b"# \xff\nquorum " + name
    assert policy.parse_policy(text).satisfied_by([name.decode("utf-8", "surrogateescape")])


def test_a_long_chain_of_groups_is_no_trouble():
    lines = [W1, "group g0 all X1\n", *(f"group g{n + 1} all g{n}\n" for n in range(5_000)), "quorum g5000\n"]
    assert policy.parse_policy("".join(lines).encode()).satisfied_by({"X1"})
