"""Scrub and repair as commands: what they say in words and as JSON, and with which exit code they end."""

import json
import os
import socket
from hashlib import sha256

import pytest
from click.testing import CliRunner

from tests.cli.conftest import PASSPHRASE, write_keys
from tests.processing.found import know, read
from tests.record.s3_proxy import flipped
from wholefile.cli.files import fixity as commands
from wholefile.core.errors import Conflict, Invalid, NotFound, Unavailable
from wholefile.record.blobs import LocalStore

DATA = b"forty minutes of interview"
NAME = sha256(DATA).hexdigest()


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fixity") / "keys"
    write_keys(folder)
    return folder


@pytest.fixture
def item(office, attach):
    return attach(("a.wav", DATA), ("b.bin", os.urandom(3000)))


@pytest.fixture
def call(office, item, keys, monkeypatch):
    """Runs one of the commands on the office's record, as the custodian."""
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr(commands, "opened", lambda _folder: office.record)

    def run(command, *words, code=0, by="custodian"):
        office.clock.advance()
        signer = ["--key", str(keys / f"{by}.key")] if by else []
        answer = CliRunner().invoke(command, [*words, *signer], catch_exceptions=True)
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        assert answer.exit_code == code, answer.output
        return answer.output

    return run


def rot(store) -> None:
    path = store.path(NAME)
    path.chmod(0o644)
    path.write_bytes(flipped(DATA))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("10GiB", 10 << 30),
        ("1kB", 1000),
        ("1.5 MB", 1_500_000),
        ("7", 7),
        ("2TiB", 2 << 40),
        ("3K", 3000),
        ("5Ki", 5120),
    ],
)
def test_sizes_are_read_as_people_write_them(text, size):
    assert commands.read_size(text) == size


@pytest.mark.parametrize("text", ["", "GiB", "-5", "10 apples", "1e9", "10GiBs"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(Invalid):
        commands.read_size(text)


def test_without_a_key_nothing_is_read(call):
    with pytest.raises(Invalid, match="custodian, auditor or administrator"):
        call(commands.scrub, by=None)


def test_a_clean_scrub_says_so(call):
    said = call(commands.scrub, "--budget", "10GiB")
    assert "2 files read" in said
    assert "All are whole." in said
    assert "1 act about 1 item" in said
    assert "Nothing is overdue" in said


def test_rot_ends_with_9_and_names_file_and_item(call, office, item):
    rot(office.record.store)
    said = call(commands.scrub, code=9)
    assert f"! {NAME} of {item}: its bytes are not those that were recorded." in said.replace("\n", " ")
    assert (
        said.index("! 1 file of evidence")
        < said.index("file repair SHA256")
        < said.index("Nothing is overdue")
    )
    assert "derived" not in said
    assert max(map(len, said.splitlines())) <= 80


def derive(office, item, words="words of the interview"):
    """What an extractor made of the evidence, as processing would have stored it."""
    know(office.record, DATA, item)
    [text] = read(office.record, NAME, ("native", words), at=office.clock.now)
    return text


def test_only_derived_files_end_with_10_and_the_cure(call, office, item):
    text = derive(office, item)
    office.record.derived.destroy(text)
    said = call(commands.scrub, code=10)
    assert "1 derived file (members, texts) not as derived: no evidence is lost." in said
    assert "`wholefile file process` makes again" in said
    assert "file repair" not in said
    assert "of evidence" not in said


def test_evidence_comes_before_what_was_derived(call, office, item):
    text = derive(office, item)
    office.record.derived.destroy(text)
    rot(office.record.store)
    said = call(commands.scrub, code=9)
    assert said.index("of evidence not as recorded") < said.index("1 derived file")
    assert "no evidence is lost" not in said


def test_what_is_known_to_be_rotten_is_said_before_what_is_due(call, office):
    rot(office.record.store)
    call(commands.scrub, code=9)
    said = call(commands.fixity_due, by=None, code=9)
    assert said.startswith(f"! 1 file of evidence not as recorded when last read:\n! {NAME}\n")
    assert json.loads(call(commands.fixity_due, "--json", by=None, code=9))["wrong"] == [NAME]


def test_the_same_as_json(call, office, item):
    rot(office.record.store)
    told = json.loads(call(commands.scrub, "--json", "--files", "5", code=9))
    assert set(told) == set(commands.SCRUB_KEYS)
    assert [one["sha256"] for one in told["failed"]] == [NAME]
    assert told["failed"][0]["items"] == [item]
    assert set(told["due"]) == set(commands.DUE_KEYS)


def test_what_is_due_is_said(call, office):
    assert "Nothing is overdue" in call(commands.fixity_due, by=None)
    office.clock.advance(9 * 86_400_000)
    assert "2 of 2 files" in call(commands.fixity_due, by=None)
    assert json.loads(call(commands.fixity_due, "--json", "--days", "30", by=None))["files"] == 0


@pytest.mark.parametrize("below", ["", "store"])
def test_a_repair_from_a_folder(call, office, tmp_path, below):
    replica = LocalStore(tmp_path / "north" / "store")
    (tmp_path / "a.wav").write_bytes(DATA)
    replica.put(tmp_path / "a.wav")
    rot(office.record.store)
    said = call(commands.repair, NAME, "--from", str(tmp_path / "north" / below))
    assert "is right again" in said
    assert "rotten bytes are kept" in said
    assert call(commands.scrub).startswith("2 files read")
    assert "of evidence" not in call(commands.fixity_due, by=None)
    with pytest.raises(Conflict):
        call(commands.repair, NAME.upper(), "--from", str(tmp_path / "north"))


def test_a_repair_as_json(call, office, tmp_path):
    replica = LocalStore(tmp_path / "north")
    (tmp_path / "a.wav").write_bytes(DATA)
    replica.put(tmp_path / "a.wav")
    rot(office.record.store)
    told = json.loads(call(commands.repair, NAME, "--from", str(tmp_path / "north"), "--json"))
    assert set(told) == set(commands.REPAIR_KEYS)
    assert len(told["positions"]) == 2


def test_a_folder_without_files_is_no_replica(call, tmp_path):
    with pytest.raises(NotFound, match="no stored files"):
        call(commands.repair, NAME, "--from", str(tmp_path / "nowhere"))


def test_a_bucket_that_does_not_answer_is_no_replica_and_it_is_said(call, office, monkeypatch):
    pytest.importorskip("obstore", reason="the S3 client is not installed: pip install 'wholefile[s3]'")
    rot(office.record.store)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "none")
    monkeypatch.setenv("AWS_REGION", "local")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    with socket.create_server(("127.0.0.1", 0)) as unused:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{unused.getsockname()[1]}")
    with pytest.raises(
        Unavailable, match=r"The copy in s3://north/record cannot be read, and nothing was changed\."
    ):
        call(commands.repair, NAME, "--from", "s3://north/record")
    with pytest.raises(Invalid, match="s3://bucket/prefix"):
        call(commands.repair, NAME, "--from", "ftp://north/record")
