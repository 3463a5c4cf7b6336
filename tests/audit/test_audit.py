"""Each claim of an audit fails when it should, alone where that is possible, and holds on an honest log."""

import pytest

from tests.audit.published import Log, failures, flip, look, position, unchecked
from tests.witness.logs import Clock
from tests.witness.logs import Log as OtherLog
from wholefile.audit import PublishedLog, Trusted, audit
from wholefile.core.checkpoint import sign_checkpoint
from wholefile.core.cosignature import cosign
from wholefile.core.errors import Invalid, NotFound
from wholefile.core.note import ED25519_NOTE, VerifierKey, format_note, parse_note
from wholefile.core.policy import format_policy, parse_policy
from wholefile.witness.protocol import witness_key

WITNESS = "witness.example/court"
SEED = bytes([7]) * 32


@pytest.fixture
def folder(log, tmp_path):
    return log.write(tmp_path / "log")


def test_an_honest_log_holds_in_every_claim(log, folder):
    report = look(folder, log, whole=True, previous=log.note(position(log, "index") + 1))
    assert failures(report) == set()
    assert unchecked(report) == {"the_witness_policy_is_met"}
    assert report.recomputed
    assert [one["status"] for one in report.to_json()["checks"]].count("passed") == 18


def test_a_longer_log_holds(long, tmp_path):
    report = look(long.write(tmp_path), long, whole=True)
    assert failures(report) == set()
    assert report["every_tile_is_right"].count == 4
    assert report["every_index_counts_every_entry"].count == 8
    assert report.recomputed


def test_what_was_not_given_is_not_checked_and_said(log, folder):
    report = audit(PublishedLog(folder), Trusted())[0]
    assert failures(report) == set()
    assert unchecked(report) == {
        "the_checkpoint_is_signed_by_the_log",
        "the_witness_policy_is_met",
        "the_log_continues_the_previous_audit",
        "every_index_counts_every_entry",
        "every_body_matches_its_commitment",
        "every_body_fits_its_kind",
        "every_signature_is_valid",
        "every_required_person_signed",
        "every_missing_body_was_expunged",
    }
    assert not report.recomputed


def test_index_openings_alone_are_enough_to_recompute_a_log(log, folder):
    report = look(folder, log, openings=log.given("index"))
    assert report.recomputed
    assert "every_required_person_signed" in unchecked(report)


def test_openings_of_the_register_are_enough_for_the_signatures(log, folder):
    kinds = ("record.opened", "person.added", "key.enrolled", "index")
    report = look(folder, log, openings=log.given(*kinds))
    assert report["every_signature_is_valid"].status == "passed"
    assert report["every_signature_is_valid"].count == len(log.headers)


def test_another_key_or_none_of_the_log(log, folder):
    stranger = VerifierKey(log.origin, ED25519_NOTE, OtherLog(0).key.public_key)
    report = audit(PublishedLog(folder), Trusted(log_key=stranger), log.given())[0]
    assert {"the_checkpoint_is_signed_by_the_log", "every_signature_is_valid"} <= failures(report)
    other = VerifierKey("records.example/other", ED25519_NOTE, log.key.public_key)
    report = audit(PublishedLog(folder), Trusted(log_key=other), log.given())[0]
    assert "the_checkpoint_is_signed_by_the_log" in failures(report)


def policy(log: Log, needed: int | None = None):
    keys = {"court": witness_key(WITNESS, SEED), "bar": witness_key("witness.example/bar", bytes([8]) * 32)}
    return parse_policy(format_policy([log.key], keys, needed).encode())


def cosigned(log: Log, at: int = Clock().now) -> bytes:
    note = parse_note(log.note())
    return format_note(note.text, [*note.signatures, cosign(note.text, WITNESS, SEED, at)])


def test_the_quorum_of_the_policy_is_asked_for(log, tmp_path):
    log.write(tmp_path, cosigned(log))
    assert "the_witness_policy_is_met" in failures(look(tmp_path, log, policy=policy(log)))
    report = look(tmp_path, log, policy=policy(log, 1))
    assert report["the_witness_policy_is_met"].status == "passed"
    log.write(tmp_path)  # the witness line is stripped
    assert "the_witness_policy_is_met" in failures(look(tmp_path, log, policy=policy(log, 1)))


def test_the_key_of_the_log_comes_from_the_policy(log, folder):
    report = audit(PublishedLog(folder), Trusted(policy=policy(log, 1)), log.given())[0]
    assert report["the_checkpoint_is_signed_by_the_log"].status == "passed"


def test_nothing_is_younger_than_the_witness_who_saw_it(log, tmp_path):
    last = log.header(len(log.headers) - 1)["act"]["at"]
    log.write(tmp_path, cosigned(log, last // 1000))
    assert "times_are_in_order" not in failures(look(tmp_path, log, policy=policy(log, 1)))
    log.write(tmp_path, cosigned(log, last // 1000 - 86_400))
    assert "times_are_in_order" in failures(look(tmp_path, log, policy=policy(log, 1)))


def previous_of_other_log(log):
    return OtherLog(3).note()


def previous_of_a_fork(log):
    other = log.copy()
    other.change(5, kind="person.added")
    return other.note(20)


def previous_of_more_entries(log):
    log.add_index()
    return log.note()


def previous_by_another_key(log):
    return sign_checkpoint(log.checkpoint(20), bytes([9]) * 32)


@pytest.mark.parametrize(
    "make", [previous_of_other_log, previous_of_a_fork, previous_of_more_entries, previous_by_another_key]
)
def test_the_previous_audit_must_be_continued(log, folder, make):
    honest = log.copy()
    report = look(folder, honest, previous=make(log))
    assert failures(report) == {"the_log_continues_the_previous_audit"}


@pytest.mark.parametrize("size", [0, 1, 2, 44])
def test_every_earlier_size_is_continued(log, folder, size):
    report = look(folder, log, previous=log.note(size))
    assert report["the_log_continues_the_previous_audit"].status == "passed"


def test_the_previous_audit_may_end_anywhere_in_a_bundle(long, tmp_path):
    long.write(tmp_path)
    for size in (255, 256, 257, 300, 512, len(long.headers)):
        report = look(tmp_path, long, openings=[], previous=long.note(size))
        assert report["the_log_continues_the_previous_audit"].status == "passed"


def test_every_bit_of_every_tile_is_looked_at(long, tmp_path):
    """One bit anywhere in the tiles of level 0 and 1, and in the bundles, is found."""
    long.write(tmp_path)
    for path in sorted(tmp_path.glob("tile/**/*")):
        if not path.is_file():
            continue
        for at in (0, 31, 32, path.stat().st_size // 2, path.stat().st_size - 1):
            flip(path, at)
            found = failures(look(tmp_path, long, openings=[]))
            assert found, (path, at)
            if "entries" not in path.parts:
                assert found == {"every_tile_is_right"}
            flip(path, at)
    assert failures(look(tmp_path, long, openings=[])) == set()


@pytest.mark.parametrize("what", ["shorter", "longer", "missing", "a folder"])
@pytest.mark.parametrize("path", ["tile/0/000", "tile/1/000.p/2", "tile/entries/001"])
def test_tiles_and_bundles_are_all_there_and_whole(long, tmp_path, path, what):
    file = long.write(tmp_path) / path
    data = file.read_bytes()
    file.unlink()
    match what:
        case "shorter":
            file.write_bytes(data[:-1])
        case "longer":
            file.write_bytes(data + b"x")
        case "a folder":
            file.mkdir()
    wrong = "every_entry_is_published" if "entries" in path else "every_tile_is_right"
    assert failures(look(tmp_path, long, openings=[])) == {wrong}


def test_what_is_not_published_leaves_the_rest_unchecked(long, tmp_path):
    (long.write(tmp_path) / "tile/entries/001").unlink()
    report = look(tmp_path, long, whole=False)
    assert {
        "the_root_is_that_of_the_entries",
        "every_tile_is_right",
        "the_last_entry_is_the_index",
    } <= unchecked(report)
    assert report["every_header_is_canonical"].count == 256
    assert not report.recomputed


def test_two_bundles_in_each_others_place(long, tmp_path):
    long.write(tmp_path)
    first, second = tmp_path / "tile/entries/000", tmp_path / "tile/entries/001"
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    found = failures(look(tmp_path, long, openings=[]))
    assert {"every_tile_is_right", "every_entry_is_in_its_place"} <= found


def test_another_size_under_the_same_key(long, tmp_path):
    log = long.copy()
    del log.headers[-1]
    long.write_as_it_grew(tmp_path, len(log.headers))
    (tmp_path / "checkpoint").write_bytes(log.note())
    found = failures(look(tmp_path, long, openings=[]))
    assert found == {"the_last_entry_is_the_index"}
    text = long.checkpoint().text.replace(f"\n{len(long.headers)}\n", f"\n{len(long.headers) - 1}\n")
    raw = long.note().replace(long.checkpoint().text.encode(), text.encode())
    (tmp_path / "checkpoint").write_bytes(raw)
    found = failures(look(tmp_path, long, openings=[]))
    assert {"the_checkpoint_is_signed_by_the_log", "the_root_is_that_of_the_entries"} <= found


def test_a_partial_tile_may_be_gone_once_the_full_one_is_there(long, tmp_path):
    long.write_as_it_grew(tmp_path, 300)
    (tmp_path / "checkpoint").write_bytes(long.note(300))
    assert not (tmp_path / "tile/entries/001.p").exists()
    report = look(tmp_path, long, openings=[])
    assert failures(report) == {"the_last_entry_is_the_index"}
    assert report.size == 300
    assert report["no_other_file_contradicts"].count == 3  # the wider ones, of the log that went on


def test_old_partial_tiles_are_compared_too(long, tmp_path):
    long.write(tmp_path)
    short = long.copy()
    del short.headers[300:]
    short.write(tmp_path, long.note())
    report = look(tmp_path, long, openings=[])
    assert (failures(report), report["no_other_file_contradicts"].count) == (set(), 3)
    for path in ("tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"):
        flip(tmp_path / path, 3)
        assert failures(look(tmp_path, long, openings=[])) == {"no_other_file_contradicts"}, path
        flip(tmp_path / path, 3)


def test_tiles_of_a_checkpoint_to_come_and_files_that_are_no_tiles_are_left_alone(long, tmp_path):
    long.write_as_it_grew(tmp_path, 257)
    (tmp_path / "checkpoint").write_bytes(long.note(257))
    for name in ("tile/readme.txt", "tile/0/.new-x", "tile/0/01"):
        (tmp_path / name).write_bytes(b"x")
    report = look(tmp_path, long, openings=[])
    assert failures(report) == {"the_last_entry_is_the_index"}


def test_there_must_be_a_checkpoint_that_can_be_read(log, folder, tmp_path):
    (folder / "checkpoint").write_bytes(b"nonsense")
    with pytest.raises(Invalid):
        look(folder, log)
    (folder / "checkpoint").unlink()
    with pytest.raises(NotFound):
        look(folder, log)
    with pytest.raises(NotFound):
        PublishedLog(tmp_path / "nowhere")


def test_a_checkpoint_over_nothing_is_no_record(log, tmp_path):
    empty = log.copy()
    empty.headers.clear()
    (tmp_path / "checkpoint").write_bytes(empty.note())
    assert failures(look(tmp_path, log, openings=[])) == {"the_last_entry_is_the_index"}


def test_a_checkpoint_that_claims_more_than_anybody_could_read(log, folder):
    text = log.checkpoint().text.replace(f"\n{len(log.headers)}\n", f"\n{2**62}\n")
    from wholefile.core.note import sign_note

    (folder / "checkpoint").write_bytes(format_note(text, [sign_note(text, log.origin, log.seed)]))
    assert failures(look(folder, log)) == {"every_entry_is_published"}
