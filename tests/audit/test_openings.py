"""Files of openings: what a record writes, an auditor reads, and nothing else."""

import pytest

from tests.audit.published import Log, failures, look
from tests.record.conftest import (  # noqa: F401 - fixtures
    clock,
    database_url,
    empty_postgres,
    empty_record,
    postgres_schema,
    small,
)
from tests.record.small_record import described
from wholefile.audit import read_openings
from wholefile.core.canonical import encode
from wholefile.core.errors import Invalid, Unavailable
from wholefile.record.checkpoints import checkpoint
from wholefile.record.openings import ALL, INDEX, REGISTER, write_openings

LINE = encode({"opening": {"fields": {}, "secret": "x"}, "seq": 3}) + b"\n"


def read(path, data):
    path.write_bytes(data)
    return list(read_openings(path))


def test_openings_are_read_in_order(tmp_path):
    found = read(tmp_path / "o", LINE + LINE.replace(b":3}", b":7}"))
    assert [one.seq for one in found] == [3, 7]
    assert read(tmp_path / "o", b"") == []


@pytest.mark.parametrize(
    "data",
    [
        b"\n",
        LINE[:-1],
        LINE + LINE,
        LINE.replace(b":3}", b":-1}"),
        LINE.replace(b":3}", b":true}"),
        LINE.replace(b":3}", b": 3}"),
        LINE.replace(b'"seq"', b'"at"'),
        b'{"opening":[],"seq":1}\n',
        b'{"opening":{},"seq":1,"z":1}\n',
        b"[]\n",
        b"\xff\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_other_files_are_refused(tmp_path, data):
    with pytest.raises(Invalid):
        read(tmp_path / "o", data)


def test_a_line_without_end_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("wholefile.audit.openings.MAX_LINE_BYTES", 100)
    with pytest.raises(Invalid, match="longer than it may be"):
        read(tmp_path / "o", b"x" * 200)


def kinds(log, path):
    return {log.header(one.seq)["act"]["kind"] for one in read_openings(path)}


def test_a_record_opens_what_was_chosen_and_nothing_beyond_its_checkpoint(small, tmp_path):  # noqa: F811
    record = small.record
    checkpoint(record)
    small.do("item.described", described(1, small.custodian, "clearer"), small.custodian)
    log = Log.of(record)
    assert write_openings(record, tmp_path / "i", INDEX) == 1
    assert kinds(log, tmp_path / "i") == {"index"}
    write_openings(record, tmp_path / "r", REGISTER)
    assert kinds(log, tmp_path / "r") == {
        "index",
        "record.opened",
        "person.added",
        "key.enrolled",
        "role.granted",
    }
    assert write_openings(record, tmp_path / "a", ALL) == len(log.headers)
    report = look(record.tiles, log, openings=list(read_openings(tmp_path / "a")), whole=True)
    assert failures(report) == set()
    assert report.recomputed
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_openings_that_cannot_be_written_leave_what_was_there(small, tmp_path):  # noqa: F811
    with pytest.raises(Unavailable):
        write_openings(small.record, tmp_path / "nowhere" / "o")
    assert list(tmp_path.glob("nowhere*")) == []


def test_a_record_without_a_checkpoint_opens_nothing(small, tmp_path):  # noqa: F811
    assert write_openings(small.record, tmp_path / "o", ALL) == 0
