"""Many acts under one gesture of a passkey: recorded all or none, served, and checked by who has only the folder."""

import json

import pytest

from tests.actions.office import DOCKET
from tests.actions.serving import assert_verifies, attach, certify, serve
from tests.audit.published import Log, failures, look
from tests.core.makers import Authenticator
from tests.record.test_checkpoints import raw
from wholefile.actions import disclosure
from wholefile.actions.people import enrol_passkey
from wholefile.actions.recording import ToBeSigned, record_signed
from wholefile.actions.signing import absent
from wholefile.core.canonical import encode
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid
from wholefile.core.header import decode_header
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.lookups import entry_count


@pytest.fixture
def passkey(office) -> Authenticator:
    return passkey_of(office)


def passkey_of(office) -> Authenticator:
    """The prosecutor's passkey, enrolled."""
    passkey = Authenticator(name="passkey of the prosecutor")
    office.clock.advance()
    with pytest.raises(ToBeSigned) as stopped:
        enrol_passkey(
            office.record,
            absent(office.prosecutor.person),
            passkey.enrolled,
            countersigner=office.ana,
            how_checked="read aloud in person",
        )
    acts = stopped.value.acts
    record_signed(office.record, acts, [[passkey.sign(acts[0].act), office.ana.sign(acts[0].act)]])
    return passkey


def waiting_decisions(office, items):
    office.clock.advance()
    with pytest.raises(ToBeSigned) as stopped:
        disclosure.decide_many(
            office.record, DOCKET, items, "produced", author=absent(office.prosecutor.person)
        )
    return stopped.value.acts


def decide_together(office, passkey, items):
    acts = waiting_decisions(office, items)
    signatures = passkey.sign_together([one.act for one in acts])
    return (
        acts,
        [[one] for one in signatures],
        record_signed(office.record, acts, [[one] for one in signatures]),
    )


def without_batch(signature):
    return {name: value for name, value in signature.items() if name != "batch"}


def test_one_wrong_signature_and_none_of_the_acts_is_recorded(office, passkey):
    acts = waiting_decisions(office, [office.receive() for _ in range(3)])
    before = entry_count(office.record.db)
    first, second, third = passkey.sign_together([one.act for one in acts])
    alone = passkey.sign(acts[2].act)
    for wrong, kind, code in [
        ([first, second, without_batch(third)], IntegrityFailure, "signature.other_act"),
        ([first, second, second], IntegrityFailure, "signature.other_act"),
        ([second, first, third], IntegrityFailure, "signature.other_act"),
        ([first, second, {**alone, "batch": third["batch"]}], IntegrityFailure, "signature.other_act"),
        ([first, second, {**third, "signature": alone["signature"]}], IntegrityFailure, "signature.wrong"),
        ([first, second, {**third, "batch": {**third["batch"], "path": []}}], Invalid, "signature.batch"),
        (
            [first, second, {**office.prosecutor.sign(acts[2].act), "batch": third["batch"]}],
            Invalid,
            "signature.names",
        ),
    ]:
        with pytest.raises(kind) as caught:
            record_signed(office.record, acts, [[one] for one in wrong])
        assert caught.value.code == code
    assert entry_count(office.record.db) == before


def test_a_passkey_that_was_not_enrolled_signs_nothing(office):
    acts = waiting_decisions(office, [office.receive(), office.receive()])
    stranger = Authenticator(name="a stranger's").sign_together([one.act for one in acts])
    with pytest.raises(Forbidden):
        record_signed(office.record, acts, [[one] for one in stranger])


def test_acts_signed_with_one_gesture_are_recorded_and_stay_provable(office, passkey, tmp_path):
    items = [office.receive() for _ in range(3)]
    attach(office, items[0], **{"front.jpg": b"picture"})
    acts, signatures, receipts = decide_together(office, passkey, items)
    assert [one.seq for one in receipts] == list(range(receipts[0].seq, receipts[0].seq + 3))
    for number, receipt in enumerate(receipts):
        header = decode_header(bytes(office.record.db.one("entry", seq=receipt.seq).header))
        assert [one["batch"]["index"] for one in header.signatures] == [number]
        assert header.signatures == signatures[number]
    again = record_signed(office.record, acts, signatures)
    assert [(one.seq, one.repeated) for one in again] == [(one.seq, True) for one in receipts]
    certify(office)
    serve(office, tmp_path / "PR-1")
    assert_verifies(tmp_path / "PR-1", unchecked=(7, 8))
    shown = json.loads((tmp_path / "PR-1/proof/bundle.json").read_bytes())
    headers = [json.loads(entry["header"]) for entry in shown["entries"]]
    assert sum("batch" in one for header in headers for one in header["signatures"]) == 3
    assert check(office.record) == []


def test_each_of_them_holds_without_the_others(office, passkey):
    """Nothing in a signature says that the other acts are on record; a rule may refuse one, or nobody sent it."""
    acts = waiting_decisions(office, [office.receive() for _ in range(3)])
    signatures = passkey.sign_together([one.act for one in acts])
    receipt = record_signed(office.record, acts[1:2], [signatures[1:2]])[0]
    assert not receipt.repeated
    assert check(office.record) == []


def test_an_auditor_checks_each_of_them(office, passkey, tmp_path):
    receipts = decide_together(office, passkey, [office.receive() for _ in range(3)])[2]
    checkpoint(office.record)
    log, seq = Log.of(office.record), receipts[0].seq
    assert failures(look(log.write(tmp_path / "as published"), log)) == set()
    header = log.header(seq)
    header["signatures"][0]["batch"]["index"] = 1
    log.headers[seq] = encode(header)
    report = look(log.write(tmp_path / "forged"), log)
    assert "every_signature_is_valid" in failures(report)
    assert f"{seq}" in report["every_signature_is_valid"].detail
    header["signatures"][0]["batch"]["size"] = 1
    log.headers[seq] = encode(header)
    assert "every_header_is_canonical" in failures(look(log.write(tmp_path / "malformed"), log))


def test_the_check_of_a_record_finds_another_place_among_them(office, passkey):
    """Whoever can write into the database cannot move an act among those that were signed together."""
    receipts = decide_together(office, passkey, [office.receive() for _ in range(3)])[2]
    seq = receipts[0].seq
    header = json.loads(bytes(office.record.db.one("entry", seq=seq).header))
    header["signatures"][0]["batch"]["index"] = 1
    raw(office.record, 'UPDATE "entry" SET "header" = %s WHERE "seq" = %s', encode(header), seq)
    found = [finding.words for finding in check(office.record) if finding.position == seq]
    assert "The security key signed something other than this act." in " ".join(found)
