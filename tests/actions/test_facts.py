"""Facts out of documents: accepted as proposed or with a correction, corrected, rejected, many at once."""

import json
from io import BytesIO

import pytest

from tests.actions.reading import STORY, identity, proposals, span, story_facts, taken_in, with_layer
from tests.processing.found import member
from wholefile.actions import facts
from wholefile.actions.proposals import keep, kept_proposals, layer_of, proposals_in, proposals_of
from wholefile.actions.recording import ToBeSigned
from wholefile.actions.signing import absent
from wholefile.core.acts.facts import FACT_KINDS, STATUSES
from wholefile.core.errors import Conflict, IntegrityFailure, Invalid, NotFound, Unprocessable
from wholefile.reading.facts import TOLD, Fact, Link, Status
from wholefile.reading.parts import Frame
from wholefile.reading.spans import Span
from wholefile.reading.version import version_now
from wholefile.record.sql import Delete

QUOTE, CHARGE = identity("quote"), identity("charge")


@pytest.fixture
def story(office):
    return taken_in(office)


def accept(office, story, proposal=QUOTE, **more):
    office.clock.advance()
    told = {"dockets": [office.docket], "by": office.investigator, **more}
    number, _ = facts.accept_fact(office.record, story, proposal, **told)
    return office.db.one("fact", fact=number)


def test_the_vocabulary_has_the_kinds_and_standings_of_the_reader():
    assert set(FACT_KINDS) == set(TOLD)
    assert set(STATUSES) == {one.value for one in Status}


def test_what_is_not_proposed_is_not_accepted(office, story):
    with pytest.raises(NotFound, match="proposes no such fact"):
        accept(office, story, "quote:1-2")
    with pytest.raises(NotFound, match="No such text"):
        accept(office, "aa" * 32)
    with pytest.raises(Invalid, match="Read it as one of"):
        accept(office, story, read_as="novel")
    with pytest.raises(Invalid, match="YYYY-MM-DD"):
        accept(office, story, dated="March")
    assert office.db.count("fact") == 0


def test_a_fact_stands_as_it_was_proposed_with_names_in_words(office, story):
    row = accept(office, story)
    assert (row.words, row.kind, row.status, row.corrected) == (
        "I never loaded it,",
        "quote",
        "stated",
        False,
    )
    assert STORY[row.begins : row.ends] == row.words
    assert {"name": "speaker", "value": "Ruth Calder", "refers": identity("person")} in json.loads(row.told)
    chain = json.loads(row.chain)
    assert [one["who"] for one in chain] == ["Ruth Calder", "this report"]
    denied = accept(office, story, identity("event"))
    assert [one["who"] for one in json.loads(denied.chain)] == ["deputies", "this report"]
    assert "start" not in chain[-1]
    assert (row.reader, row.rule, row.proposal) == (version_now(), "verb after the quotation", QUOTE)
    assert (row.read_as, row.dated) == ("news report", "2026-03-03")
    assert [one.why for one in office.db.rows("fact_version", fact=row.fact)] == [None]
    assert office.db.exists("fact_case", fact=row.fact, docket=office.docket)


def test_somebody_unnamed_is_told_in_the_words_of_the_document(office, story):
    row = accept(office, story, identity("quote", 1))
    assert {"name": "speaker", "value": "a crew member", "refers": identity("person", 1)} in json.loads(
        row.told
    )
    assert [one["manner"] for one in json.loads(row.chain)] == ["stated", "alleged", "reported"]


def test_words_that_spell_an_identity_are_nobody(office):
    told = {"speaker_words": identity("person"), "venue": identity("person"), "speaker": identity("person")}
    quote = Fact("quote", span("I never loaded it,"), "r", told, Status.STATED)
    sha256 = taken_in(office, facts=(*story_facts()[:1], quote))
    row = accept(office, sha256, quote.identity)
    assert json.loads(row.told) == [
        {"name": "speaker_words", "value": identity("person")},
        {"name": "venue", "value": identity("person")},
        {"name": "speaker", "value": "Ruth Calder", "refers": identity("person")},
    ]


def test_a_pronoun_in_a_chain_has_the_name_beside_it(office):
    her = Link("she", Status.STATED, span("Calder denies"), identity("person"))
    event = Fact("event", span("checked"), "r", status=Status.STATED, chain=(her,))
    sha256 = taken_in(office, facts=(*story_facts()[:1], event))
    row = accept(office, sha256, event.identity)
    assert json.loads(row.chain)[0]["who"] == "Ruth Calder (\u201cshe\u201d)"


def test_what_is_given_corrects_the_proposal(office, story):
    told = [{"kind": "speaker", "value": "Ruth Calder"}, {"kind": "venue", "value": "the Courier"}]
    chain = [{"kind": "denied", "value": "Ruth Calder"}, {"kind": "reported", "value": "this report"}]
    row = accept(office, story, told=told, status="denied", chain=chain, words="never loaded it")
    assert (row.words, row.status, row.corrected) == ("never loaded it", "denied", True)
    assert STORY[row.begins : row.ends] == row.words
    assert json.loads(row.told)[0]["refers"] == identity("person")
    assert json.loads(row.told)[1] == {"name": "venue", "value": "the Courier"}
    assert json.loads(row.chain)[0] == {"who": "Ruth Calder", "manner": "denied"}


def test_a_file_inside_another_stands_with_the_attached_one(office):
    attached = taken_in(office, text="an archive", facts=())
    item = office.db.one("item_file", sha256=attached).item
    sha256 = member(office.record, attached, STORY.encode(), b"story.txt", item)
    office.db.run_many('UPDATE "content" SET "root" = %s WHERE "sha256" = %s', [(attached, sha256)])
    keep(office.record, with_layer(office.record, sha256, STORY), proposals())
    row = accept(office, sha256)
    assert (row.sha256, row.inside) == (sha256, attached)
    facts.correct_fact(office.record, row.fact, why="x", status="denied", by=office.prosecutor)


def test_the_same_given_again_is_no_correction(office, story):
    proposed = facts.version_of(STORY, story_facts()[3], proposals())
    told = [{"kind": one["name"], "value": one["value"]} for one in proposed["told"]]
    row = accept(office, story, told=told, status="stated", words="I never loaded it,", kind="quote")
    assert row.corrected is False


@pytest.mark.parametrize("words", ["She", "nowhere at all"])
def test_other_words_stand_in_the_text_once(office, story, words):
    with pytest.raises(Unprocessable, match="times"):
        accept(office, story, words=words)


def test_every_version_of_a_fact_stays_readable(office, story):
    row = accept(office, story)
    for status in ("alleged", "denied"):
        office.clock.advance()
        facts.correct_fact(
            office.record, row.fact, why=f"it was {status}", status=status, by=office.prosecutor
        )
    office.clock.advance()
    facts.correct_fact(office.record, row.fact, why="less", words="loaded it", by=office.prosecutor)
    versions = office.db.rows("fact_version", order=("seq",), fact=row.fact)
    assert [one.status for one in versions] == ["stated", "alleged", "denied", "denied"]
    assert [one.why for one in versions] == [None, "it was alleged", "it was denied", "less"]
    now = office.db.one("fact", fact=row.fact)
    assert (now.words, now.version_seq, now.seq) == ("loaded it", versions[-1].seq, row.seq)
    with pytest.raises(NotFound, match="no fact F-99"):
        facts.correct_fact(office.record, "F-99", why="x", by=office.prosecutor)


def test_a_rejection_names_the_proposal_its_words_and_a_reason(office, story):
    facts.reject_fact(
        office.record, story, CHARGE, dockets=[office.docket], reason="wrong person", by=office.prosecutor
    )
    row = office.db.one("fact_rejection", proposal=CHARGE)
    assert (row.words, row.reason, row.kind) == ("involuntary manslaughter", "wrong person", "charge")
    assert office.db.count("fact") == 0


def test_a_fact_is_taken_back_also_when_the_reader_changed(office, story):
    row = accept(office, story)
    office.db.run_many('DELETE FROM "layer_reading" WHERE "text" = %s', [(row.layer,)])
    office.clock.advance()
    facts.reject_fact(
        office.record, story, QUOTE, dockets=[office.docket], reason="told twice", by=office.prosecutor
    )
    assert office.db.one("fact", fact=row.fact).rejected_seq == office.db.one("fact_rejection").seq


def test_many_are_accepted_together_or_none(office, story):
    every = [one.identity for one in story_facts()]
    accept(office, story, CHARGE)
    with pytest.raises(Conflict, match="is F-1 already"):
        facts.accept_facts(office.record, story, every, dockets=[office.docket], by=office.investigator)
    for none in ([], ["person:0-1"] * 501, [f"person:{n}-{n + 1}" for n in range(501)]):
        with pytest.raises((Invalid, NotFound)):
            facts.accept_facts(office.record, story, none, dockets=[office.docket], by=office.investigator)
    office.clock.advance()
    rest = [one for one in every if one != CHARGE]
    receipts = facts.accept_facts(office.record, story, rest, dockets=[office.docket], by=office.investigator)
    assert len(receipts) == len(rest)
    assert {row.fact for row in office.db.rows("fact")} == {f"F-{n}" for n in range(1, len(every) + 1)}


def test_many_wait_under_one_signature(office, story):
    every = [one.identity for one in story_facts()]
    with pytest.raises(ToBeSigned) as waiting:
        facts.accept_facts(
            office.record, story, every, dockets=[office.docket], by=absent(office.investigator.person)
        )
    assert [one.body["fact"] for one in waiting.value.acts] == [f"F-{n}" for n in range(1, len(every) + 1)]


def test_the_same_call_again_is_answered_with_the_first_receipts(office, story):
    told = {"dockets": [office.docket], "by": office.investigator, "idempotency": "once"}
    number, receipt = facts.accept_fact(office.record, story, QUOTE, **told)
    again = facts.accept_fact(office.record, story, QUOTE, **told)
    assert (again[0], again[1].seq) == (number, receipt.seq)


# The reading of a layer


class Made:
    """A reader that gives what it was given, and counts."""

    def __init__(self, *found: Fact) -> None:
        self.found, self.asked = found, []

    def __call__(self, text, *, kind, day):
        self.asked.append((kind, day))
        self.facts, self.frame, self.version, self.skipped = self.found, Frame("other"), version_now(), ()
        return self


def test_a_layer_is_read_once_for_what_the_reader_is_told(office, story):
    layer = layer_of(office.db, story).text
    reader = Made(Fact("event", span("checked"), "rule"))
    for _ in range(2):
        found = proposals_of(office.record, layer, read_as="transcript", dated="2026-03-04", reader=reader)
    assert len(reader.asked) == 1
    assert [one.identity for one in found.facts] == [f"event:{span('checked').start}-{span('checked').end}"]
    proposals_of(office.record, layer, read_as="transcript", reader=reader)
    assert len(reader.asked) == 2


def test_what_is_kept_is_what_was_proposed(office, story):
    kept = kept_proposals(office.db, layer_of(office.db, story).text)
    assert kept == proposals()
    assert kept.facts == story_facts()


def test_nothing_is_kept_of_a_text_that_was_forgotten_while_it_was_read(office, story):
    layer = layer_of(office.db, story).text

    def reader(words, **told):
        office.db.execute([Delete("layer_reading", {"text": layer}), Delete("text_layer", {"text": layer})])
        return Made()(words, **told)

    assert proposals_of(office.record, layer, read_as="e-mail", reader=reader).facts == ()
    assert not office.db.exists("layer_reading", text=layer)


def test_another_version_of_the_reader_reads_again(office, story):
    layer = layer_of(office.db, story).text
    office.db.run_many('UPDATE "layer_reading" SET "version" = %s', [("wholefile 0",)])
    assert kept_proposals(office.db, layer) is None
    reader = Made()
    assert proposals_of(office.record, layer, reader=reader).facts == ()
    assert office.db.count("layer_reading", text=layer) == 2


def test_the_latest_words_that_no_machine_heard_or_saw_are_read(office, story):
    with_layer(office.record, "bb" * 32, "seen", label="ocr")
    assert layer_of(office.db, "bb" * 32).label == "ocr"
    with pytest.raises(NotFound):
        layer_of(office.db, story, "no such layer")


def test_words_that_changed_in_the_store_are_not_read(office, story, monkeypatch):
    layer = layer_of(office.db, story).text
    office.record.derived.destroy(layer)
    with pytest.raises(NotFound, match="no longer in the store"):
        accept(office, story)
    monkeypatch.setattr(office.record.derived, "open", lambda _digest: BytesIO(b"other words"))
    with pytest.raises(IntegrityFailure, match="has changed"):
        accept(office, story)


def test_a_reading_of_very_many_facts_says_what_it_left_out(monkeypatch):
    monkeypatch.setattr("wholefile.actions.proposals.MOST_FACTS", 2)
    found = proposals_in("abcdef", reader=Made(*(Fact("event", Span(n, n + 1), "r") for n in range(5))))
    assert len(found.facts) == 2
    assert found.skipped == ("3 facts further on in the text are left out.",)


def test_a_very_long_text_is_not_read_as_one_document(office, story, monkeypatch):
    monkeypatch.setattr("wholefile.actions.proposals.MOST_CHARACTERS", 10)
    with pytest.raises(Unprocessable, match="at most 10 are read"):
        proposals_of(office.record, layer_of(office.db, story).text, dated="2026-01-01", reader=Made())


def test_a_page_break_inside_the_words_is_kept_as_a_space(office):
    text = "He said it\x0cwas cold."
    sha256 = taken_in(office, text=text, facts=())
    quote = Fact("quote", Span(8, len(text)), "r", {"speaker_words": "x" * 400}, Status.STATED)
    layer = layer_of(office.db, sha256).text
    office.db.run_many('DELETE FROM "layer_reading" WHERE "text" = %s', [(layer,)])
    keep(office.record, layer, proposals((quote,)))
    row = accept(office, sha256, quote.identity)
    assert row.words == "it was cold."
    assert json.loads(row.told)[0]["value"] == "x" * 299 + "\u2026"
