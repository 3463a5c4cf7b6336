"""Texts are read for facts ahead; what was read goes with its file."""

import pytest

from tests.actions.reading import STORY, story_facts, taken_in, with_layer
from tests.actions.serving import attach, expunge_entry
from wholefile.core.errors import NotFound, Unprocessable
from wholefile.processing.reading import read_waiting, waiting
from wholefile.reading.parts import Frame
from wholefile.reading.version import version_now


class Made:
    """A reader that gives no facts, or refuses."""

    facts, frame, skipped = story_facts()[:1], Frame("other"), ()
    version = version_now()

    def __init__(self, refuses=""):
        self.refuses = refuses

    def __call__(self, text, *, kind, day):
        if self.refuses and self.refuses in text:
            raise Unprocessable("test", "It cannot be read.")
        return self


def unread(office, text, docket="", label="native"):
    """A file of a case whose text nobody read for facts."""
    item = office.receive("document", dockets=[docket or office.docket])
    attach(office, item, **{"a.txt": text.encode()})
    sha256 = office.db.rows("item_file", item=item)[0].sha256
    return sha256, with_layer(office.record, sha256, text, label=label)


def test_an_unknown_case_has_nothing_that_waits(office):
    with pytest.raises(NotFound):
        waiting(office.db, "NO-26-1")


def test_what_waits_is_what_this_version_did_not_read(office):
    taken_in(office)
    one, layer = unread(office, "one text")
    unread(office, "of another case", office.other_docket)
    unread(office, "seen by a machine", label="ocr")
    unread(office, "")
    assert [(text.sha256, text.layer, text.characters) for text in waiting(office.db, office.docket)] == [
        (one, layer, 8)
    ]
    done = list(read_waiting(office.record, office.docket, reader=Made()))
    assert [(each.text.layer, each.facts, each.why) for each in done] == [(layer, 1, "")]
    assert waiting(office.db, office.docket) == []
    office.db.run_many('UPDATE "layer_reading" SET "version" = %s', [("wholefile 0",)])
    assert len(waiting(office.db, office.docket)) == 2


def test_one_that_cannot_be_read_stops_no_other(office):
    for text in ("good one", "bad one", "good two"):
        unread(office, text)
    done = list(read_waiting(office.record, office.docket, reader=Made("bad")))
    assert sorted(each.why for each in done) == ["", "", "It cannot be read."]
    assert len(waiting(office.db, office.docket)) == 1


def test_a_text_that_is_too_long_is_no_work(office, monkeypatch):
    monkeypatch.setattr("wholefile.processing.reading.MOST_CHARACTERS", 3)
    unread(office, "four")
    assert waiting(office.db, office.docket) == []


def test_what_was_read_of_an_expunged_file_is_gone(office):
    kept, _ = unread(office, "another text")
    list(read_waiting(office.record, office.docket, reader=Made()))
    gone = taken_in(office)
    assert office.db.count("layer_reading") == 2
    position = office.db.one("item_file", sha256=gone).seq
    expunge_entry(office, position, gone)
    (left,) = office.db.rows("layer_reading")
    assert left.text == office.db.one("text_layer", sha256=kept).text
    if office.db.vendor == "sqlite":
        office.db.close()
        files = [path for path in office.record.folder.rglob("*") if path.is_file()]
        assert not any(STORY.encode()[:60] in path.read_bytes() for path in files)
        assert not any(b"She loaded it herself" in path.read_bytes() for path in files)
