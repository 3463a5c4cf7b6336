"""An office with key files, and the real command line to run on it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nacl import pwhash
from nacl.secret import SecretBox

from tests.actions.office import STAFF, Clock, open_office, seed
from wholefile.cli.main import main
from wholefile.core import keyfile
from wholefile.record.home import create_record, system_clock

PASSPHRASE = "correct horse battery staple"
ORIGIN = "records.example/office"


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Terminal:
    """Runs `wholefile` in this process on one record; people sign by the name of their part."""

    folder: Path
    keys: Path
    capsys: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def __call__(self, *words: str, by: str | tuple[str, ...] = (), code: int = 0) -> Outcome:
        signers = (by,) if isinstance(by, str) else by
        keys = [part for one in signers for part in ("--key", str(self.keys / f"{one}.key"))]
        self.patch.setattr("sys.argv", ["wholefile", *words, *keys])
        with pytest.raises(SystemExit) as stopped:
            main()
        written = self.capsys.readouterr()
        outcome = Outcome(int(stopped.value.code or 0), written.out, written.err)
        assert outcome.code == code, f"{words}: exit {outcome.code}\n{outcome.out}\n{outcome.err}"
        return outcome

    def json(self, *words: str, **more: Any) -> Any:
        return self(*words, "--json", **more).json

    def receive(self, *words: str, category: str = "evidence", **more: Any) -> str:
        """Take an item in by command; returns its voucher."""
        facts = {
            "--description": f"One {category}, described well enough to tell it from others",
            "--category": category,
            "--dockets": "D-101-CR-2026-42",
            "--submitted-by": "Eva Stone",
            "--collected-at": "12 Mesa Road, Santa Fe",
            "--authority": "warrant",
        }
        told = [part for pair in facts.items() if pair[0] not in words for part in pair]
        by = ("custodian", "supervisor") if category == "currency" else "custodian"
        return self("item", "receive", *told, *words, **{"by": by, **more}).out.split("\n")[0]


def write_keys(folder: Path) -> None:
    """A key file for everybody in the office, cheap to open: the cost is tested with the key files."""
    folder.mkdir(parents=True)
    for name, *_ in STAFF:
        text = keyfile.seal(
            seed(name),
            PASSPHRASE,
            bytes(pwhash.argon2id.SALTBYTES),
            bytes(SecretBox.NONCE_SIZE),
            pwhash.argon2id.OPSLIMIT_MIN,
            pwhash.argon2id.MEMLIMIT_MIN,
        )
        (folder / f"{name}.key").write_text(text, "utf-8")


@pytest.fixture(scope="session")
def cli_office(tmp_path_factory) -> Path:
    """A folder with an office in `record` and everybody's key in `keys`; opened in the last hour."""
    folder = tmp_path_factory.mktemp("cli")
    clock = Clock(system_clock() - 3_600_000)
    record = create_record(folder / "record", ORIGIN, clock=clock, witnesses=())
    open_office(record, clock)
    record.close()
    write_keys(folder / "keys")
    return folder


@pytest.fixture
def wf(cli_office, tmp_path, monkeypatch, capsys) -> Callable[..., Outcome]:
    """The command line on a fresh copy of the office."""
    shutil.copytree(cli_office / "record", tmp_path / "record")
    monkeypatch.setenv("WHOLEFILE_RECORD", str(tmp_path / "record"))
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", PASSPHRASE)
    monkeypatch.delenv("WHOLEFILE_DATABASE_URL", raising=False)
    monkeypatch.delenv("WHOLEFILE_KEY", raising=False)
    return Terminal(tmp_path / "record", cli_office / "keys", capsys, monkeypatch)
