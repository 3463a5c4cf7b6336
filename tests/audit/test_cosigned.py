"""From a record to an auditor and back: the cosignature is kept, published, and asked for by a policy."""

import pytest

from tests.audit.published import Log
from tests.record.conftest import (  # noqa: F401 - fixtures
    clock,
    database_url,
    empty_postgres,
    empty_record,
    postgres_schema,
    small,
)
from tests.record.small_record import described
from wholefile.audit import PublishedLog, Trusted, audit, cosign_audit, read_openings
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid, Unprocessable
from wholefile.core.policy import check_checkpoint, format_policy, parse_policy
from wholefile.record.checkpoints import checkpoint, latest_note
from wholefile.record.openings import write_openings
from wholefile.record.witnessing import accept
from wholefile.witness.protocol import witness_key

NAME, SEED = "auditor.example/county", bytes([5]) * 32
KEY = witness_key(NAME, SEED)


@pytest.fixture
def record(small):  # noqa: F811 - a fixture asks for a fixture by name
    record = small.record
    record.policy_path.write_text(format_policy([record.log_key], {"auditor": KEY}))
    checkpoint(record)
    return record


def audited(record, tmp_path, at=1_800_000_000):
    write_openings(record, tmp_path / "openings")
    log = PublishedLog(record.tiles)
    report, note = audit(log, Trusted(record.log_key), read_openings(tmp_path / "openings"))
    return cosign_audit(report, note, NAME, SEED, at=at)


def test_a_record_publishes_the_cosignature_of_its_auditor(record, tmp_path):
    text = accept(record, audited(record, tmp_path))
    assert text == latest_note(record)
    published = (record.tiles / "checkpoint").read_bytes()
    assert published == text.encode()
    policy = parse_policy(record.policy_path.read_bytes())
    assert check_checkpoint(published, policy).cosigned == {"auditor": 1_800_000_000}


def test_a_later_cosignature_takes_the_place_of_the_earlier(record, tmp_path):
    accept(record, audited(record, tmp_path))
    text = accept(record, audited(record, tmp_path, at=1_800_000_009))
    assert text.count(NAME) == 1


def test_an_older_checkpoint_is_completed_too(record, small, tmp_path):  # noqa: F811
    note = audited(record, tmp_path)
    small.do("item.described", described(1, small.custodian, "clearer"), small.custodian)
    newer = checkpoint(record)
    assert NAME in accept(record, note)
    assert latest_note(record) == newer
    assert (record.tiles / "checkpoint").read_text() == newer


def test_what_is_not_in_the_policy_or_not_of_this_record_is_not_kept(record, tmp_path):
    note = audited(record, tmp_path)
    record.policy_path.write_text(format_policy([record.log_key], {}))
    with pytest.raises(Unprocessable, match="policy"):
        accept(record, note)
    with pytest.raises(IntegrityFailure, match="not a checkpoint"):
        accept(record, note.replace(record.origin.encode(), b"records.example/that"))
    fork = Log.of(record)
    del fork.headers[-1]
    fork.add_index(at=fork.header(3)["act"]["at"])
    with pytest.raises(IntegrityFailure, match="not a checkpoint"):
        accept(record, fork.note())


def test_a_cosignature_that_does_not_hold_is_not_kept(record, tmp_path):
    note = bytearray(audited(record, tmp_path))
    note[-10] ^= 1
    with pytest.raises((IntegrityFailure, Invalid)):
        accept(record, bytes(note))
    assert NAME not in latest_note(record)


def test_only_what_was_recomputed_is_cosigned(record):
    report, note = audit(PublishedLog(record.tiles), Trusted(record.log_key))
    with pytest.raises(Forbidden):
        cosign_audit(report, note, NAME, SEED, at=1)
    with pytest.raises(Invalid):
        cosign_audit(report, note, "witness.example/court", SEED, at=1)
