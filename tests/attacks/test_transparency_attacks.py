"""Attacks on the log and on what it proves, each by its name, made for real and refused for real.

Whoever makes them holds the log's key, the database and the files. What refuses is said by each test: the ledger, the
record's own check, the witness, the verifier of a production, the auditor.
"""

from pathlib import Path

import pytest

from tests.attacks.attacker import (
    CHECKPOINT,
    copy_of,
    edit_bundle,
    failed,
    header_of,
    look,
    overwrite,
)
from tests.audit.published import Log, failures
from tests.audit.published import look as audit_of
from tests.shared_files import shared_json
from tests.verify.maker import reseal
from tests.witness.logs import request
from wholefile.actions.productions import export_production
from wholefile.core import keys, merkle
from wholefile.core.canonical import b64u
from wholefile.core.checkpoint import open_checkpoint, parse_checkpoint
from wholefile.core.cosignature import cosign, cosigned_at
from wholefile.core.errors import IntegrityFailure, Invalid, WholefileError
from wholefile.core.note import ED25519_NOTE, VerifierKey, format_note, parse_note, parse_vkey, sign_note
from wholefile.core.policy import check_checkpoint, format_policy, parse_policy
from wholefile.record import checkpoints, witnessing
from wholefile.record.check import check
from wholefile.verify import Status, Verdict
from wholefile.witness import Witness, WitnessStore
from wholefile.witness.protocol import parse_request, proves_fork, witness_key


def test_an_honest_production_and_an_honest_log_pass(story, log, tmp_path):
    """Without this, everything else here could fail for a reason of its own."""
    assert failed(story.second, policy=story.policy, known=story.kept) == set()
    assert failures(audit_of(log.write(tmp_path), log, whole=True, previous=story.kept)) == set()


def grow(office, words="more words"):
    """One more act, and the checkpoint over it."""
    office.act(
        "item.described",
        {"item": "V26-000001", "description": words, "reason": "r", "by": office.custodian.person},
        office.custodian,
    )
    return checkpoints.checkpoint(office.record)


def ask_directly(witness, log, old, size=None):
    """Show a witness a log in the operator's hands."""
    size = len(log.headers) if size is None else size
    reader = merkle.list_reader([merkle.leaf_hash(one) for one in log.headers[:size]])
    proof = merkle.consistency_proof(old, size, reader) if 0 < old <= size else []
    return witness.add_checkpoint(request(old, proof, log.note(size)))


class TestSplitView:
    """One history for the court, another for the defence, both signed by the log."""

    def test_the_witness_refuses_the_second_history(self, office, court, tmp_path):
        other = copy_of(office, tmp_path / "other")
        grow(office, "as it was")
        witnessing.gather(office.record)
        grow(other, "as it should have been")
        with pytest.raises(IntegrityFailure, match="forked"):
            witnessing.gather(other.record)
        grow(other, "and one more, so that it is longer")
        with pytest.raises(IntegrityFailure, match="forked"):
            witnessing.gather(other.record)
        convicting = [one for one in court.store.evidence() if one.kind == "fork"]
        assert len(convicting) == 1
        request = parse_request(convicting[0].request)
        assert proves_fork(convicting[0].seen_note, request.raw_note, office.record.log_key)
        other.record.close()

    def test_of_two_witnesses_none_cosigns_the_other_side(self, office, court, log, tmp_path):
        second = WitnessStore.create(tmp_path / "second", witness_key("bar.example", bytes([8]) * 32))
        second.trust(office.record.log_key)
        bar = Witness(bytes([8]) * 32, second, lambda: 2_000_000_000)
        assert ask_directly(bar, log, 0).status == 200
        old = len(log.headers)
        honest, fork = log.copy(), log.copy()
        honest.add_index()
        del fork.headers[-3:]
        for _entry in range(5):
            fork.add_index()
        for witness in (court.witness, bar):
            assert ask_directly(witness, honest, old).status == 200
            assert ask_directly(witness, fork, old + 1).status == 422
        second.close()

    def test_a_production_of_the_other_side_lacks_the_witness(self, office, story, tmp_path):
        other = copy_of(office, tmp_path / "other")
        grow(other, "as it should have been")
        other.record.policy_path.write_text(format_policy([other.record.log_key], {}))
        export_production(other.record, "PR-2", tmp_path / "out")
        assert "the_witness_policy_is_met" in failed(tmp_path / "out", policy=story.policy)
        other.record.close()

    def test_who_kept_a_checkpoint_sees_it_without_a_witness(self, office, story, tmp_path):
        other = copy_of(office, tmp_path / "other")
        grow(office, "as it was")
        kept = checkpoints.latest_note(office.record).encode()
        grow(other, "as it should have been")
        grow(other, "and longer")
        other.record.policy_path.write_text(format_policy([other.record.log_key], {}))
        export_production(other.record, "PR-2", tmp_path / "out")
        report = look(tmp_path / "out", known=kept)
        assert "the_log_extends_what_was_seen_before" in report.with_status(Status.NOT_CHECKED)
        assert report.verdict is Verdict.INCOMPLETE  # no proof was given, and none can be

        def claim(bundle):
            size = parse_checkpoint(parse_note(kept).text).size
            now = Log.of(other.record)
            reader = merkle.list_reader([merkle.leaf_hash(one) for one in now.headers])
            proof = merkle.consistency_proof(size, len(now.headers), reader)
            root = b64u(now.root(size))
            bundle["earlier"].append({"size": size, "root": root, "proof": [b64u(one) for one in proof]})

        edit_bundle(tmp_path / "out", claim)
        assert failed(tmp_path / "out", known=kept) == {"the_log_extends_what_was_seen_before"}
        other.record.close()

    def test_an_auditor_sees_that_the_log_does_not_continue(self, log, tmp_path):
        before = log.note()
        fork = log.copy()
        del fork.headers[-1]
        fork.add_index(at=fork.header(3)["act"]["at"] + 10**9)
        fork.add_index()
        report = audit_of(fork.write(tmp_path), fork, previous=before)
        assert failures(report) == {"the_log_continues_the_previous_audit"}


class TestTruncationAndRollback:
    """A backup is restored, or entries at the end are cut off."""

    def test_the_record_signs_no_smaller_log_than_it_published(self, office):
        size = office.db.query('SELECT "size" FROM "head"')[0][0]
        last = office.db.rows("checkpoint", order=("size",))[0]
        overwrite(
            office,
            f"DELETE FROM body WHERE seq >= {last.size}",
            f"DELETE FROM entry_case WHERE seq >= {last.size}",
            f"DELETE FROM entry WHERE seq >= {last.size}",
            f"DELETE FROM checkpoint WHERE size > {last.size}",
            f"UPDATE head SET size = {last.size}, indexed = {last.size}",
        )
        assert last.size < size
        with pytest.raises(WholefileError):
            checkpoints.checkpoint(office.record)
        assert check(office.record) != []

    def test_a_backup_restored_with_its_tiles_is_seen_by_the_witness(self, office, court, tmp_path):
        backup = copy_of(office, tmp_path / "backup")
        for words in ("one", "two"):
            grow(office, words)
        witnessing.gather(office.record)
        with pytest.raises(IntegrityFailure, match="a backup was restored"):
            witnessing.gather(backup.record)
        assert court.store.logs()[0].size == checkpoints.latest(office.record).size
        backup.record.close()

    def test_an_older_cosigned_state_is_refused_by_who_saw_a_newer_one(self, story):
        newer = (story.second / CHECKPOINT).read_bytes()
        assert "the_log_extends_what_was_seen_before" in failed(story.first, policy=story.policy, known=newer)

    def test_an_auditor_does_not_go_back(self, log, tmp_path):
        before = log.note()
        short = log.copy()
        last = max(n for n, one in enumerate(log.headers[:-1]) if b'"kind":"index"' in one)
        del short.headers[last + 1 :]
        report = audit_of(short.write(tmp_path), short, openings=[], previous=before)
        assert failures(report) == {"the_log_continues_the_previous_audit"}


class TestBackDating:
    """An act is given the time at which it should have happened."""

    def test_the_ledger_refuses_a_time_before_its_entries(self, office):
        from tests.record.small_record import do
        from wholefile import rules

        body = {"item": "V26-000001", "description": "d", "reason": "r", "by": office.custodian.person}
        yesterday = office.clock.now - 86_400_000
        with pytest.raises(WholefileError) as refused:
            do(office.record, "item.described", body, [office.custodian], at=yesterday, rules=rules.check)
        assert "time" in refused.value.code or "at" in refused.value.code

    def test_an_operator_who_enters_it_all_the_same_is_found(self, log, tmp_path):
        log.add_index(at=log.header(len(log.headers) - 1)["act"]["at"] - 86_400_000)
        assert failures(audit_of(log.write(tmp_path), log)) == {"times_are_in_order"}

    def test_an_act_dated_after_the_witness_saw_it_is_found(self, log, story, tmp_path):
        at = log.header(len(log.headers) - 1)["act"]["at"]
        log.add_index(at=at + 86_400_000)
        note = parse_note(log.note())
        line = cosign(note.text, "witness.courts.example/first", bytes([7]) * 32, at // 1000 + 60)
        log.write(tmp_path, format_note(note.text, [*note.signatures, line]))
        report = audit_of(tmp_path, log, policy=parse_policy(story.policy))
        assert failures(report) == {"times_are_in_order"}

    def test_a_witness_whose_clock_is_set_back_does_not_follow(self, office, court):
        first = witnessing.gather(office.record)
        office.clock.now -= 86_400_000
        second = witnessing.gather(office.record)
        times = [cosigned_at(parse_note(one.encode()), court.witness.key) for one in (first, second)]
        assert times[1] >= times[0]


class TestHiddenTailEntry:
    """An act stands behind the last index, where no case counts it."""

    def test_the_auditor_refuses_a_checkpoint_that_ends_in_an_act(self, log, tmp_path):
        del log.headers[-1]
        assert "the_last_entry_is_the_index" in failures(audit_of(log.write(tmp_path), log, openings=[]))

    def test_the_verifier_refuses_it_too(self, log, production):
        """Signed by the log, and cosigned by a witness, who cannot know."""
        del log.headers[-1]
        note = parse_note(log.note())
        line = cosign(note.text, "witness.courts.example/first", bytes([7]) * 32, 1_900_000_000)
        (production / CHECKPOINT).write_bytes(format_note(note.text, [*note.signatures, line]))

        def shorter(bundle):
            bundle["size"] = len(log.headers)

        edit_bundle(production, shorter)
        assert "the_last_entry_is_the_index" in failed(production)

    def test_a_bundle_without_the_newest_entry_of_the_case_is_refused(self, production):
        edit_bundle(production, lambda bundle: bundle["entries"].pop())
        assert "the_case_index_counts_every_entry" in failed(production)


class TestReplayBetweenLogs:
    """What was signed for one log is shown as if for another."""

    def test_the_ledger_takes_no_act_of_another_log(self, office):
        from tests.record.small_record import do
        from wholefile import rules

        body = {"item": "V26-000001", "description": "d", "reason": "r", "by": office.custodian.person}
        with pytest.raises(Invalid) as refused:
            do(
                office.record,
                "item.described",
                body,
                [office.custodian],
                log="records.example/other",
                rules=rules.check,
            )
        assert refused.value.code == "act.other_log"

    def test_an_auditor_finds_it(self, log, tmp_path):
        log.change(20, log="records.example/other")
        assert "every_entry_is_in_its_place" in failures(audit_of(log.write(tmp_path), log, openings=[]))

    def test_the_same_key_under_another_origin_is_another_key(self, log):
        other = VerifierKey("records.example/other", ED25519_NOTE, log.key.public_key)
        assert other.key_hash != log.key.key_hash
        with pytest.raises(WholefileError):
            open_checkpoint(log.note(), other)

    def test_a_cosignature_does_not_move_to_another_note(self, story, log):
        line = next(one for one in parse_note(story.kept).signatures if "witness" in one.name)
        log.add_index()
        note = parse_note(log.note())
        moved = format_note(note.text, [*note.signatures, line])
        with pytest.raises(IntegrityFailure):
            check_checkpoint(moved, parse_policy(story.policy))

    def test_a_proof_of_another_record_is_refused(self, story, production):
        other = parse_vkey(story.policy.decode().split()[1])
        stranger = VerifierKey("records.example/other", ED25519_NOTE, other.public_key)
        policy = format_policy([stranger], {}).encode()
        assert "the_checkpoint_is_signed_by_the_log" in failed(production, policy=policy)


class TestReplayWithinTheLog:
    """A signed act is entered once more."""

    def test_the_ledger_gives_the_first_receipt_again(self, office):
        from wholefile import rules
        from wholefile.actions.recording import prepare_act
        from wholefile.record.act import SignedAct
        from wholefile.record.ledger import append

        body = {"item": "V26-000001", "description": "d", "reason": "r", "by": office.custodian.person}
        prepared = prepare_act(office.record, "item.described", body)
        signed = SignedAct(prepared.act, [office.custodian.sign(prepared.act)])
        first = append(office.record, signed, prepared.body, prepared.secret, rules=rules.check)
        again = append(office.record, signed, prepared.body, prepared.secret, rules=rules.check)
        assert (again.seq, again.repeated) == (first.seq, True)

    def test_an_operator_who_enters_it_twice_is_found(self, log, tmp_path):
        from wholefile.core.canonical import encode

        header = log.header(46)
        log.headers.append(encode(header | {"seq": len(log.headers)}))
        log.openings[len(log.headers) - 1] = log.openings[46]
        log.add_index(at=log.header(len(log.headers) - 2)["act"]["at"])
        assert "no_act_is_repeated" in failures(audit_of(log.write(tmp_path), log))


class TestExtensionLineSmuggling:
    """A line after the root says something that a reader may believe."""

    def smuggled(self, log, *, signed):
        text = log.checkpoint().text + "certified complete\n"
        line = sign_note(text, log.origin, log.seed) if signed else parse_note(log.note()).signatures[0]
        return format_note(text, [line])

    @pytest.mark.parametrize("signed", [True, False])
    def test_no_witness_takes_it(self, log, court, signed):
        note = self.smuggled(log, signed=signed)
        assert court.witness.add_checkpoint(request(len(log.headers), [], note)).status == 400

    @pytest.mark.parametrize("signed", [True, False])
    def test_no_reader_takes_it(self, log, story, production, tmp_path, signed):
        note = self.smuggled(log, signed=signed)
        with pytest.raises(Invalid, match="no lines after its root"):
            audit_of(log.write(tmp_path / "log", note), log)
        with pytest.raises(WholefileError):
            check_checkpoint(note, parse_policy(story.policy))
        (production / CHECKPOINT).write_bytes(note)
        reseal(production)
        assert "the_checkpoint_is_signed_by_the_log" in failed(production)


class TestKeySubstitution:
    """Another key in the place of the right one, or an odd signature that some libraries accept."""

    def test_there_is_one_verdict_on_a_signature(self):
        """Ledger, check, witness, verifier and auditor ask one function, and its verdicts are the committed ones."""
        source = Path(keys.__file__).parents[1]
        words = ("crypto_sign_open", "crypto_sign_verify", "Ed25519PublicKey")
        asked = {
            path.relative_to(source).as_posix()
            for path in source.rglob("*.py")
            if any(word in path.read_text("utf-8") for word in words)
        }
        assert asked == {"core/keys.py"}
        fatal = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"}
        vectors = shared_json("vectors/ed25519/cctv-ed25519vectors.json")
        for one in vectors:
            key, signature = bytes.fromhex(one["key"]), bytes.fromhex(one["sig"])
            expected = not fatal & set(one["flags"] or ())
            assert keys.ed25519_verify(key, one["msg"].encode(), signature) == expected, one["number"]
        assert len(vectors) == 914

    def test_a_key_put_into_the_register_is_not_the_one_committed_to(self, production):
        def substitute(bundle):
            entry = next(one for one in bundle["register"] if header_of(one)["act"]["kind"] == "key.enrolled")
            entry["opening"]["fields"]["public_key"] = b64u(bytes([9]) * 32)

        edit_bundle(production, substitute)
        assert "every_body_matches_its_commitment" in failed(production)

    def test_the_log_under_a_key_of_the_attacker(self, log, story, production):
        text = parse_note((production / CHECKPOINT).read_bytes()).text
        (production / CHECKPOINT).write_bytes(
            format_note(text, [sign_note(text, log.origin, bytes([66]) * 32)])
        )
        reseal(production)
        assert "the_checkpoint_is_signed_by_the_log" in failed(production, policy=story.policy)

    def test_a_vkey_with_another_key_under_the_same_hash(self, log):
        stranger = VerifierKey(log.origin, ED25519_NOTE, witness_key("x", bytes([66]) * 32).public_key)
        name, digest, _key = log.key.vkey.split("+", 2)
        with pytest.raises(Invalid):
            parse_vkey(f"{name}+{digest}+{stranger.vkey.split('+', 2)[2]}")

    def test_a_log_that_enrols_a_key_for_somebody_is_found_by_the_missing_second_person(self, log, tmp_path):
        from wholefile.core.docket import REGISTER_LABEL
        from wholefile.core.keys import ED25519, key_id, public_key_of

        new = public_key_of(bytes([66]) * 32)
        body = {
            "person": "P-3",
            "key": key_id(ED25519, new),
            "algorithm": ED25519,
            "public_key": b64u(new),
            "fingerprint_checked": "trust me",
            "countersigned_by": "P-1",
        }
        log.add("key.enrolled", [REGISTER_LABEL], body, [bytes([66]) * 32])
        log.add_index()
        assert failures(audit_of(log.write(tmp_path), log)) == {"every_required_person_signed"}
