"""The submitter's receipt: it proves what was received, with the file alone, and nothing of it can be changed."""

import json
import subprocess
import sys

import pytest

from tests.rules.refusing import refused
from wholefile.actions import items
from wholefile.actions.receipts import submitters_receipt
from wholefile.core import keys
from wholefile.core.canonical import b64u
from wholefile.core.checkpoint import Checkpoint, sign_checkpoint
from wholefile.core.cosignature import cosign
from wholefile.core.errors import IntegrityFailure, Invalid, NotFound, Unprocessable, WholefileError
from wholefile.core.note import COSIGNATURE, VerifierKey
from wholefile.core.policy import format_policy, parse_policy
from wholefile.verify.receipt import check_receipt


def trust(office, witnesses=None):
    return parse_policy(format_policy([office.record.log_key], witnesses or {}).encode())


@pytest.fixture
def handed_in(office) -> str:
    return office.receive(
        "currency",
        description="Banknotes in an envelope",
        submitted_by="A. Citizen",
        named_cases=["the Mesa Road shooting"],
    )


def test_a_receipt_proves_who_received_what_and_when(office, handed_in):
    at = office.clock.now
    office.store(office.receive())
    found = check_receipt(submitters_receipt(office.record, handed_in), trust(office))
    assert (found.item, found.at, found.origin) == (handed_in, at, office.record.origin)
    assert found.body["submitted_by"] == "A. Citizen"
    assert found.body["named_cases"] == ["the Mesa Road shooting"]
    assert found.signers == {office.custodian.person: "Cora Diaz", office.supervisor.person: "Jon Adair"}


def test_a_receipt_asked_for_again_needs_no_new_checkpoint(office, handed_in):
    first = submitters_receipt(office.record, handed_in)
    assert submitters_receipt(office.record, handed_in) == first
    assert office.db.count("checkpoint") == 1


def test_a_receipt_signed_with_a_second_key_since_revoked_names_the_person(office):
    from wholefile.actions import people
    from wholefile.actions.signing import Signer

    second = Signer.of(office.deputy.person, b"2" * 32)
    people.enrol_key(office.record, second, countersigner=office.ana, how_checked="in person")
    item = office.receive(by=second)
    people.revoke_key(office.record, second.key, reason="lost", by=office.ana)
    found = check_receipt(submitters_receipt(office.record, item), trust(office))
    assert found.signers == {office.deputy.person: "Dan Reyes"}


def test_a_receipt_needs_no_record_and_no_django(office, handed_in, tmp_path):
    (tmp_path / "receipt.json").write_text(submitters_receipt(office.record, handed_in), "utf-8")
    (tmp_path / "policy").write_bytes(office.record.policy_path.read_bytes())
    program = """
import sys
class No:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "psycopg"): raise ImportError(name)
sys.meta_path.insert(0, No())
from pathlib import Path
from wholefile.core.policy import parse_policy
from wholefile.verify.receipt import check_receipt
folder = Path(sys.argv[1])
policy = parse_policy((folder / "policy").read_bytes())
print(check_receipt((folder / "receipt.json").read_text("utf-8"), policy).item)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.strip() == handed_in


def test_a_policy_of_another_record_or_with_an_absent_witness_is_not_met(office, handed_in):
    text = submitters_receipt(office.record, handed_in)
    stranger = VerifierKey(office.record.origin, 1, keys.public_key_of(b"x" * 32))
    with pytest.raises(IntegrityFailure):
        check_receipt(text, parse_policy(format_policy([stranger], {}).encode()))
    witness = VerifierKey("court.example/witness", COSIGNATURE, keys.public_key_of(b"w" * 32))
    with pytest.raises(IntegrityFailure):
        check_receipt(text, trust(office, {"court": witness}))


def test_a_cosigned_receipt_says_when_the_witness_saw_the_record(office, handed_in):
    receipt = json.loads(submitters_receipt(office.record, handed_in))
    note = receipt["checkpoint"]
    text = note[: note.index("\n\n") + 1]
    witness = VerifierKey("court.example/witness", COSIGNATURE, keys.public_key_of(b"w" * 32))
    receipt["checkpoint"] = note + cosign(text, "court.example/witness", b"w" * 32, 1_770_000_500).line
    found = check_receipt(json.dumps(receipt), trust(office, {"court": witness}))
    assert found.cosigned == {"court": 1_770_000_500}


CHANGES = {
    "a word of the description": lambda r: r["entries"][0]["opening"]["fields"].update(description="Nothing"),
    "the secret": lambda r: r["entries"][0]["opening"].update(secret=b64u(bytes(32))),
    "the header": lambda r: r["entries"][0].update(
        header=r["entries"][0]["header"].replace('"seq":', '"seq":1')
    ),
    "the proof": lambda r: r["proof"].reverse(),
    "a shorter proof": lambda r: r["proof"].pop(),
    "no enrolment": lambda r: r["entries"].pop(),
    "no act of receiving": lambda r: r["entries"].pop(0),
    "another order": lambda r: r["entries"].reverse(),
    "another origin": lambda r: r.update(origin="records.example/other"),
    "another form": lambda r: r.update(format="wholefile submitter's receipt v2"),
    "one more part": lambda r: r.update(remark="all is well"),
    "a null": lambda r: r.update(checkpoint=None),
    "no entries": lambda r: r.update(entries=[]),
    "entries of another shape": lambda r: r.update(entries=["x"]),
    "a checkpoint without signature": lambda r: r.update(checkpoint=r["checkpoint"].split("\n\n")[0] + "\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_receipt_is_refused(office, handed_in, change):
    receipt = json.loads(submitters_receipt(office.record, handed_in))
    CHANGES[change](receipt)
    with pytest.raises((IntegrityFailure, Invalid)):
        check_receipt(json.dumps(receipt), trust(office))


def test_a_signature_by_somebody_else_is_refused_even_under_a_checkpoint_made_for_it(office, handed_in):
    """Somebody who holds the log's key makes a tree of one forged act: the enrolment is missing from it."""
    receipt = json.loads(submitters_receipt(office.record, handed_in))
    from wholefile.core.merkle import leaf_hash

    act = json.loads(receipt["entries"][0]["header"])
    act["seq"] = 0
    raw = json.dumps(act, sort_keys=True, separators=(",", ":"))
    forged = {
        **receipt,
        "entries": [{"header": raw, "opening": receipt["entries"][0]["opening"]}],
        "proof": [],
        "checkpoint": sign_checkpoint(
            Checkpoint(office.record.origin, 1, leaf_hash(raw.encode())), office.record.log_seed
        ).decode(),
    }
    with pytest.raises(IntegrityFailure) as refusal:
        check_receipt(json.dumps(forged), trust(office))
    assert refusal.value.code == "receipt.key"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "\ud800", '{"format":1,"format":2}', "x" * 100])
def test_what_is_no_receipt_is_refused_in_words(office, text):
    with pytest.raises(WholefileError):
        check_receipt(text, trust(office))


def test_there_is_no_receipt_for_what_was_not_handed_in(office):
    with pytest.raises(NotFound):
        submitters_receipt(office.record, "V26-000404")
    item = office.receive(quantity=2)
    (part,), _ = items.split_item(office.record, item, [("half", 1)], reason="test", by=office.custodian)
    with pytest.raises(Unprocessable):
        submitters_receipt(office.record, part)
    with refused("N2"):
        office.store("V26-000404")
