"""T3, T4: facts stand with their words, and a proposal is accepted once in a case."""

import pytest

from tests.actions.reading import STORY, identity, taken_in
from tests.actions.serving import attach
from tests.rules.situations import refused
from wholefile.actions import facts
from wholefile.actions.recording import record_act
from wholefile.core.errors import Invalid

QUOTE = identity("quote")


@pytest.fixture
def story(office):
    return taken_in(office)


def accept(office, story, proposal=QUOTE, **more):
    office.clock.advance()
    told = {"dockets": [office.docket], "by": office.investigator, **more}
    return facts.accept_fact(office.record, story, proposal, **told)[0]


def reject(office, story, proposal=QUOTE, **more):
    office.clock.advance()
    told = {"dockets": [office.docket], "reason": "of no use", "by": office.investigator, **more}
    return facts.reject_fact(office.record, story, proposal, **told)


def body_of(office, story, **changes):
    number = accept(office, story)
    row = office.db.one("fact", fact=number)
    reject(office, story)
    body = {"fact": "F-77", "dockets": [office.docket], **facts.version_of_row(row), "proposal": QUOTE}
    body |= {"reader": row.reader, "rule": row.rule, "corrected": False, "by": office.investigator.person}
    return body | changes


def test_t3_the_file_belongs_to_every_case_that_is_named(office, story):
    with refused("T3", f"no item of {office.other_docket}"):
        accept(office, story, dockets=[office.docket, office.other_docket])
    office.link(office.db.one("item_file", sha256=story).item)
    accept(office, story, dockets=[office.docket, office.other_docket])


def test_t3_a_file_that_is_none_bears_nothing(office, story):
    body = body_of(office, story)
    with refused("T3", "is no file on record"):
        record_act(office.record, "fact.accepted", body | {"source": {**body["source"], "sha256": "ee" * 32}},
                   [office.investigator])  # fmt: skip


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("source", {"start": 9, "end": 9}, "is empty"),
        ("source", {"start": 0, "end": 3}, "exact words are exactly those"),
        ("others", [{"start": 5, "end": 2}], "is empty"),
        ("chain", [{"who": "x", "manner": "stated", "start": 5, "end": 5}], "is empty"),
        ("chain", [{"who": "x", "manner": "stated", "start": 5}], "is empty"),
        ("chain", [{"who": "x", "manner": "stated", "end": 5}], "has an end and no start"),
    ],
)
def test_t3_a_place_is_a_stretch_as_long_as_its_words(office, story, part, value, words):
    body = body_of(office, story)
    with refused("T3", words):
        changed = {**body["source"], **value} if part == "source" else value
        record_act(office.record, "fact.accepted", body | {part: changed}, [office.investigator])


def test_t4_a_proposal_is_accepted_once_in_a_case(office, story):
    number = accept(office, story)
    with refused("T4", f"is {number} already"):
        accept(office, story)
    office.link(office.db.one("item_file", sha256=story).item)
    with refused("T4", f"is {number} already"):
        accept(office, story, dockets=[office.docket, office.other_docket])
    accept(office, story, dockets=[office.other_docket])


def test_t4_a_proposal_is_rejected_once_and_may_be_accepted_later(office, story):
    seq = reject(office, story).seq
    with refused("T4", f"rejected at entry {seq} already"):
        reject(office, story)
    number = accept(office, story)
    reject(office, story)
    assert office.db.one("fact", fact=number).rejected_seq is not None
    with refused("T4", "rejected at entry"):
        reject(office, story)
    with refused("T4", "accept it again first"):
        facts.correct_fact(office.record, number, why="late", status="alleged", by=office.investigator)
    assert accept(office, story) != number


def test_t4_what_was_accepted_in_two_cases_is_rejected_in_both(office, story):
    office.link(office.db.one("item_file", sha256=story).item)
    number = accept(office, story, dockets=[office.other_docket, office.docket])
    with refused("T4", "reject it in the same cases"):
        reject(office, story)
    reject(office, story, dockets=[office.docket, office.other_docket])
    assert office.db.one("fact", fact=number).rejected_seq is not None


def test_t4_a_correction_changes_something_of_a_fact_of_the_same_cases_and_text(office, story):
    number = accept(office, story)
    with refused("T4", "says this already"):
        facts.correct_fact(office.record, number, why="none", by=office.investigator)
    version = facts.version_of_row(office.db.one("fact", fact=number))
    body = {"fact": number, "dockets": [office.docket], **version, "status": "denied", "why": "she denied it"}
    body["by"] = office.investigator.person
    attach(office, office.db.one("item_file", sha256=story).item, **{"other.txt": STORY.upper().encode()})
    other = office.db.one("item_file", name="other.txt").sha256
    with refused("T4", "stays with its source"):
        source = {**body["source"], "sha256": other}
        record_act(office.record, "fact.corrected", {**body, "source": source}, [office.investigator])
    office.link(office.db.one("item_file", sha256=story).item)
    with refused("T4", "names the same cases"):
        dockets = [office.docket, office.other_docket]
        record_act(office.record, "fact.corrected", {**body, "dockets": dockets}, [office.investigator])
    record_act(office.record, "fact.corrected", body, [office.investigator])
    assert office.db.one("fact", fact=number).status == "denied"


def test_only_those_who_handle_the_case_for_the_prosecution_or_police_accept(office, story):
    for part in ("custodian", "defence", "ana"):
        with refused("A1", "holds no role"):
            accept(office, story, by=getattr(office, part))
    newcomer = office.newcomer("nora", "prosecutor", docket=office.other_docket)
    with refused("A1", "holds no role"):
        accept(office, story, by=newcomer)
    accept(office, story, by=office.newcomer("paul", "paralegal", docket=office.docket))


def test_a_fact_that_is_none_is_not_corrected_and_a_reason_is_one_of_those_known(office, story):
    number = accept(office, story)
    body = {
        "fact": "F-99",
        "dockets": [office.docket],
        **facts.version_of_row(office.db.one("fact", fact=number)),
    }
    with refused("N2", "no fact F-99"):
        record_act(office.record, "fact.corrected", {**body, "why": "x", "by": office.investigator.person},
                   [office.investigator])  # fmt: skip
    with pytest.raises(Invalid, match="must be one of"):
        reject(office, story, reason="because")
