"""A story that everybody saw: an office, a court's witness, two productions. Attacks are made on copies of it.

The attacker holds what the operator holds: the log's key, the database, the files; but no person's key and not the
witness's.
"""

import shutil
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.actions.conftest import template  # noqa: F401 - a fixture
from tests.actions.office import Clock, Office
from tests.actions.serving import attach, certify, decide, plan, produced, serve
from tests.audit.published import Log
from wholefile.core.policy import format_policy
from wholefile.record.home import open_record
from wholefile.witness import Witness, WitnessStore, running
from wholefile.witness.protocol import witness_key

WITNESS, WITNESS_SEED = "witness.courts.example/first", bytes([7]) * 32


@dataclass
class Story:
    """Where things lie; `kept` is the checkpoint that the defence kept from PR-1, `policy` its own policy."""

    folder: Path
    office: Office
    policy: bytes
    kept: bytes

    @property
    def first(self) -> Path:
        return self.folder / "PR-1"

    @property
    def second(self) -> Path:
        return self.folder / "PR-2"


@dataclass
class Court:
    """The witness at its address."""

    url: str
    witness: Witness
    store: WitnessStore


@pytest.fixture(scope="session")
def story(template, tmp_path_factory) -> Story:  # noqa: F811 - a fixture asks for a fixture by name
    """Told once; nobody changes it."""
    source, opened = template
    folder = tmp_path_factory.mktemp("story")
    shutil.copytree(source, folder / "record")
    clock = Clock(opened.clock.now)
    record = open_record(folder / "record", clock=clock, witnesses=())
    office = Office(record, clock, deepcopy(opened.people))
    key = witness_key(WITNESS, WITNESS_SEED)
    policy = format_policy([record.log_key], {"court": key}).encode()
    record.policy_path.write_bytes(policy)
    store = WitnessStore.create(folder / "witness.sqlite3", key)
    store.trust(record.log_key)
    with running(Witness(WITNESS_SEED, store, lambda: clock.now // 1000)) as url:
        record.witnesses = (url,)
        _tell(office, folder)
    record.witnesses = ()
    store.close()
    record.close()
    return Story(folder, office, policy, (folder / "PR-1/proof/checkpoint").read_bytes())


def _tell(office: Office, folder: Path) -> None:
    """Items handed over, withheld, produced, one of another case; two volumes, certified before the second."""
    tape = office.receive(description="A tape with two voices")
    attach(office, tape, **{"front.jpg": b"front of it", "left.jpg": b"left side"})
    decide(office, tape)
    office.transfer(tape, office.custodian, office.deputy)
    kept = office.receive("document", description="A memorandum of counsel")
    attach(office, kept, **{"memorandum.txt": b"what counsel thinks"})
    decide(office, kept, "withheld")
    produced(office, **{"call.wav": b"RIFF of a call"})
    office.receive("evidence", dockets=[office.other_docket], description="A thing of another case")
    serve(office, folder / "PR-1")
    produced(office, **{"lab.pdf": b"%PDF of a report"})
    certify(office)
    serve(office, folder / "PR-2", plan(office, "VOL-002").production)


@pytest.fixture
def office(story, tmp_path) -> Office:
    """The office on a copy of the record, as it stood after the second production."""
    shutil.copytree(story.folder / "record", tmp_path / "record")
    clock = Clock(story.office.clock.now)
    record = open_record(tmp_path / "record", clock=clock, witnesses=())
    yield Office(record, clock, deepcopy(story.office.people))
    record.close()


@pytest.fixture
def court(story, office, tmp_path) -> Court:
    """The witness, with the memory it had then."""
    shutil.copy(story.folder / "witness.sqlite3", tmp_path / "witness.sqlite3")
    store = WitnessStore.open(tmp_path / "witness.sqlite3")
    witness = Witness(WITNESS_SEED, store, lambda: office.clock.now // 1000)
    with running(witness) as url:
        office.record.witnesses = (url,)
        yield Court(url, witness, store)
    store.close()


@pytest.fixture
def production(story, tmp_path) -> Path:
    """A copy of the second production, to change."""
    shutil.copytree(story.second, tmp_path / "PR-2")
    return tmp_path / "PR-2"


@pytest.fixture
def log(office) -> Log:
    """What the record published, in the operator's hands."""
    return Log.of(office.record)
