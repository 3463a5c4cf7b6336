"""An honest production passes, whatever way it comes; what cannot be read is said to be so."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.verify.forged_batches import together
from tests.verify.maker import edit_json, make_large, make_production, make_second_production, reseal
from tests.verify.world import LOG_SEED, ORIGIN, policy_text
from wholefile.core import note
from wholefile.core.acts import FILE, KINDS
from wholefile.core.checkpoint import Checkpoint, sign_checkpoint
from wholefile.core.errors import Invalid, NotFound
from wholefile.core.header import encode_header, make_act
from wholefile.core.policy import format_policy
from wholefile.core.signatures import act_message, sign_act
from wholefile.verify import CHECKS, Folder, Given, Status, Verdict, verify
from wholefile.verify.judge import signed_bytes
from wholefile.verify.production_checks import HOLDS_FILES


@pytest.fixture
def production(tmp_path: Path) -> Path:
    return make_production(tmp_path / "PR-1")


def test_an_honest_production_passes(production: Path):
    report = verify(production)
    assert report.verdict is Verdict.PASSED
    assert report.with_status(Status.FAILED) == []
    assert report.with_status(Status.NOT_CHECKED) == ["the_log_extends_what_was_seen_before"]
    assert (report.production, report.docket, report.origin) == ("PR-1", "2026-CR-42", ORIGIN)


def test_an_honest_second_production_passes(tmp_path: Path, production: Path):
    kept = (production / "proof/checkpoint").read_bytes()
    second = make_second_production(tmp_path / "PR-2")
    report = verify(second)
    assert report.verdict is Verdict.PASSED, report.to_text()
    assert report.production == "PR-2"
    assert (
        verify(second, known=kept).by_id["the_log_extends_what_was_seen_before"].status is not Status.PASSED
    )


def test_acts_signed_with_one_gesture_pass(tmp_path: Path):
    production = make_production(tmp_path / "PR-1", together())
    assert b'\\"size\\":3' in (production / "proof/bundle.json").read_bytes()
    report = verify(production)
    assert report.verdict is Verdict.PASSED, report.to_text()
    assert report.with_status(Status.NOT_CHECKED) == ["the_log_extends_what_was_seen_before"]


def test_every_act_that_holds_files_is_known():
    spec = {"type": "list", "of": FILE.spec}
    holding = {
        (kind.name, field.name)
        for kind in KINDS.values()
        for field in kind.fields
        if spec.items() <= field.type.spec.items()
    }
    assert holding == set(HOLDS_FILES.items())


def test_checks_are_numbered_and_named_once():
    assert [check.number for check in CHECKS] == list(range(1, 33))
    assert len({check.id for check in CHECKS}) == len(CHECKS)


def test_the_report_says_whose_word_the_key_is(production: Path):
    senders = verify(production).by_id["the_witness_policy_is_met"]
    assert "which the sender named" in senders.detail
    own = verify(production, policy=policy_text().encode()).by_id["the_witness_policy_is_met"]
    assert own.status is Status.PASSED
    assert "your own policy" in own.detail


def test_the_recipients_own_policy_wins_over_the_senders(production: Path):
    other = note.VerifierKey(ORIGIN, 1, note.keys.public_key_of(bytes(32)))
    report = verify(production, policy=format_policy([other], {}).encode())
    assert report.by_id["the_checkpoint_is_signed_by_the_log"].status is Status.FAILED
    assert report.by_id["every_signer_held_the_key"].status is Status.FAILED


def test_a_policy_with_an_unknown_witness_is_not_met(production: Path):
    policy = policy_text(witnesses=("court.example", "stranger.example")).encode()
    report = verify(production, policy=policy)
    assert report.by_id["the_witness_policy_is_met"].status is Status.FAILED


def test_without_witnesses_and_policy_the_seventh_check_is_left_out(production: Path):
    (production / "proof/policy").write_text(policy_text(witnesses=()))
    reseal(production)
    report = verify(production)
    assert report.by_id["the_witness_policy_is_met"].status is Status.NOT_CHECKED
    assert report.verdict is Verdict.PASSED


def test_the_checkpoint_kept_from_last_time_is_continued(production: Path):
    known = (production / "proof/checkpoint").read_bytes()
    outcome = verify(production, known=known).by_id["the_log_extends_what_was_seen_before"]
    assert outcome.status is Status.PASSED


def test_a_rewritten_record_is_noticed_by_who_remembers(production: Path, tmp_path: Path):
    """The log's own key signs a second history; only the recipient's memory and the witnesses can tell."""
    known = (production / "proof/checkpoint").read_bytes()
    rewritten = make_production(
        tmp_path / "again", {"lose": lambda world, step: world.enter(step.but(kind="damaged"))}
    )
    assert verify(rewritten).verdict is Verdict.PASSED
    outcome = verify(rewritten, known=known).by_id["the_log_extends_what_was_seen_before"]
    assert outcome.status is Status.FAILED


@pytest.mark.parametrize(
    ("checkpoint", "status"),
    [
        (Checkpoint(ORIGIN, 1_000, bytes(32)), Status.FAILED),  # more was seen than is shown now
        (Checkpoint(ORIGIN, 3, bytes(32)), Status.NOT_CHECKED),  # no proof from there
    ],
)
def test_other_memories(production: Path, checkpoint: Checkpoint, status: Status):
    report = verify(production, known=sign_checkpoint(checkpoint, LOG_SEED))
    assert report.by_id["the_log_extends_what_was_seen_before"].status is status
    assert report.verdict is (Verdict.FAILED if status is Status.FAILED else Verdict.INCOMPLETE)


def test_a_memory_of_another_record_does_not_count(production: Path):
    other = sign_checkpoint(Checkpoint("elsewhere.example", 3, bytes(32)), LOG_SEED)
    outcome = verify(production, known=other).by_id["the_log_extends_what_was_seen_before"]
    assert outcome.status is Status.FAILED


def test_an_unreadable_proof_leaves_the_checks_of_the_files_standing(production: Path):
    (production / "proof/bundle.json").write_bytes(b"{")
    reseal(production)
    report = verify(production)
    assert report.with_status(Status.FAILED) == ["the_bundle_is_readable"]
    assert {"every_file_matches_its_digest", "the_load_files_agree"} <= set(report.with_status(Status.PASSED))


@pytest.mark.parametrize("path", ["proof/bundle.json", "data/schedule.json", "proof/checkpoint", "bagit.txt"])
@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[" * 5_000, b"null", b"{}", b'{"rows":1}'])
def test_nothing_that_is_sent_breaks_the_verifier(production: Path, path: str, raw: bytes):
    (production / path).write_bytes(raw)
    report = verify(production)
    assert len(report.lines) == len(CHECKS)
    assert report.verdict is Verdict.FAILED


def test_strange_values_inside_the_proof_are_findings(production: Path):
    def edit(parts):
        parts["entries"][4]["opening"] = {"leaves": [{"name": "item"}, 7]}
        parts["map"]["case"] = {"depth": -1}

    edit_json(production / "proof/bundle.json", edit)
    report = verify(production)
    assert report.by_id["every_body_matches_its_commitment"].status is Status.FAILED
    assert report.by_id["the_case_index_counts_every_entry"].status is Status.FAILED


def test_a_production_without_a_certificate_says_so(tmp_path: Path):
    folder = make_production(tmp_path / "PR-1", {"certify C-1": lambda world, step: None})
    report = verify(folder)
    assert report.by_id["the_certificate_covers_every_item"].status is Status.NOT_CHECKED
    assert report.verdict is Verdict.PASSED


def test_no_folder_is_no_report(tmp_path: Path):
    with pytest.raises(NotFound):
        verify(tmp_path / "nothing")
    with pytest.raises(Invalid):
        verify(make_production(tmp_path / "PR-1"), policy=b"nonsense")


def test_a_file_that_cannot_be_read_is_not_passed(production: Path):
    native = next((production / "data/natives").iterdir())
    native.unlink()
    native.symlink_to(native.name)  # a loop: nobody can read it, not even root
    assert verify(production).verdict is Verdict.FAILED


def test_progress_is_told(production: Path):
    told: list[tuple[int, int]] = []
    verify(production, progress=lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0


@pytest.mark.slow
def test_a_large_case_with_many_files_passes(tmp_path: Path):
    report = verify(make_large(tmp_path / "large", acts=3_000, files=2_000))
    assert report.verdict is Verdict.PASSED, report.to_text()
    assert report.by_id["every_native_is_a_recorded_file"].count == 2_003
    shutil.rmtree(tmp_path / "large")


def test_the_signed_bytes_are_cut_out_of_a_header_as_they_were_signed(production: Path):
    entries = Given(Folder(production)).all_entries
    assert entries
    assert all(signed_bytes(one.entry.raw) == act_message(one.header.act) for one in entries)


def test_an_origin_that_looks_like_the_end_of_an_act_is_no_way_in():
    """What follows the act in a header cannot contain the text at which it is cut."""
    act = make_act(
        log='x","seq":9,"signatures":[]', kind="item.lost", cases=[], at=1, nonce=bytes(16), body=bytes(32)
    )
    raw = encode_header(act, 5, [sign_act(bytes(32), act)])
    assert signed_bytes(raw) == act_message(act)


def test_the_report_gives_the_fingerprint_that_the_page_gives(production: Path):
    report = verify(production)
    digits = sha256(report.log_key.encode()).hexdigest()[:32]
    spoken = " ".join(digits[at : at + 4] for at in range(0, 32, 4))
    assert f"Its fingerprint: {spoken}\n" in report.to_text()


def test_names_that_move_a_cursor_are_shown_and_not_obeyed(production: Path):
    (production / "data" / "\x1b[2J\u202ePASSED").write_bytes(b"x")
    (production / os.fsdecode(b"\xff")).write_bytes(b"x")
    text = verify(production).to_text()
    assert "\\x1b[2J\\u202ePASSED" in text
    assert text.replace("\n", "").isprintable()


def test_a_production_that_was_never_served_is_not_called_the_latest(tmp_path: Path):
    report = verify(make_production(tmp_path / "PR-1", {"serve PR-1": lambda world, step: None}))
    assert report.by_id["this_is_the_latest_production"].status is Status.NOT_CHECKED
    assert report.verdict is Verdict.FAILED
