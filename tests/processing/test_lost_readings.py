"""A text or member that is gone from the store is a reading lost, no evidence: it is named, and made again."""

import itertools
import json

import pytest
from click.testing import CliRunner

from tests.processing.found import know, read
from tests.processing.scrubs import digest, rot
from tests.processing.test_engine import zipped
from wholefile.cli import record as record_commands
from wholefile.cli.files import outcomes as outcome_commands
from wholefile.cli.files import processing as commands
from wholefile.core.errors import IntegrityFailure, Invalid, NotFound
from wholefile.processing import work
from wholefile.processing.fixity_derived import make_lost_again
from wholefile.processing.pending import pending, take_up
from wholefile.record.check import check
from wholefile.record.check_derived import LOST, lost_readings

NOTE = b"the round was live"


@pytest.fixture
def call(office, monkeypatch):
    for module in (commands, outcome_commands, record_commands):
        monkeypatch.setattr(module, "opened", lambda _folder: office.record)

    def run(command, *words, code=0):
        answer = CliRunner().invoke(command, list(words))
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        assert answer.exit_code == code, answer.output
        return answer.output

    return run


@pytest.fixture
def text(office, attach):
    """A file that was read, and the digest of its text."""
    item = attach(("note.txt", NOTE))
    take_up(office.db, office.clock.now)
    know(office.record, NOTE, item)
    [made] = read(office.record, digest(NOTE), ("native", NOTE.decode()), at=office.clock.now)
    return made


@pytest.mark.parametrize("way", ["gone", "rotten"])
def test_a_lost_text_is_named_in_the_check_and_breaks_nothing(office, text, call, way):
    assert not list(lost_readings(office.record))
    if way == "gone":
        office.record.derived.destroy(text)
    else:
        rot(office.record.derived, text)
    [note] = [one for one in check(office.record) if one.kind == LOST]
    assert note.is_note
    assert text in note.words
    assert digest(NOTE) in note.words
    said = call(record_commands.check)
    assert "Nothing is wrong with the entries and the evidence" in said
    assert "1 reading lost; no evidence is." in said
    assert "`wholefile file retry --lost`" in said


@pytest.mark.parametrize(("way", "kind"), [("gone", NotFound), ("rotten", IntegrityFailure)])
def test_a_text_that_is_not_there_whole_is_not_shown_and_the_cure_is_named(office, text, call, way, kind):
    assert call(outcome_commands.text, digest(NOTE)) == NOTE.decode()
    if way == "gone":
        office.record.derived.destroy(text)
    else:
        rot(office.record.derived, text)
    with pytest.raises(kind, match="No evidence is lost: `wholefile file retry --lost`, then"):
        call(outcome_commands.text, digest(NOTE))


def test_what_only_an_earlier_version_made_is_said_and_kept(office, attach, call):
    item = attach(("note.txt", NOTE))
    know(office.record, NOTE, item)
    [made] = read(office.record, digest(NOTE), ("native", "words"), version="0", at=office.clock.now)
    office.record.derived.destroy(made)
    told = json.loads(call(commands.retry, "--lost", "--json"))
    assert told == {"pending": 0, "never": [digest(NOTE)]}
    assert set(told) == set(commands.RETRY_KEYS)
    assert office.db.exists("derivation", sha256=digest(NOTE))


def test_lost_is_asked_of_the_whole_record(call):
    with pytest.raises(Invalid, match="leave out"):
        call(commands.retry, "--lost", "--status", "crashed")


def test_without_loss_nothing_is_read_again(office, text, call):
    assert call(commands.retry, "--lost") == "0 files pending again.\n"
    assert office.db.exists("derivation", sha256=digest(NOTE))


@pytest.mark.parametrize("member_first", [False, True])
def test_lost_texts_maps_and_members_are_made_again(office, attach, sandboxed, member_first):
    """In whichever order they come: files are read in the order of their digests."""
    member = b"caf\xe9, " + NOTE
    archives = (zipped(**{f"note{n}.txt": member}) for n in itertools.count())
    attach(("a.zip", next(one for one in archives if (digest(member) < digest(one)) == member_first)))

    def read_all() -> set[str]:
        take_up(office.db, office.clock.now)
        done = set()
        while tasks := pending(office.db):
            done |= {work.process(office.record, one).task.sha256 for one in tasks}
        return done

    both = read_all()
    derived = office.record.derived
    stored = set(derived.all())
    assert len(stored) == 3
    for one in stored:
        derived.destroy(one)
    assert {one.what for one in lost_readings(office.record)} == {"text", "map of a text", "member"}
    assert read_all() == set(), "nothing is pending by itself"
    assert set(make_lost_again(office.record).read) == both
    assert read_all() == both
    assert set(derived.all()) == stored
    assert not list(lost_readings(office.record))
