"""Facts of a case as plain data, for whoever sees the case."""

import pytest

from tests.actions.reading import identity, story_facts, taken_in
from wholefile.actions import facts
from wholefile.core.errors import NotFound
from wholefile.record.visibility import Sight, visible
from wholefile.showing.facts import chain_in_words, events_view, fact_view, facts_view, sayings_view
from wholefile.showing.reader import Asked, reader_view

ALL = Sight(everything=True)


@pytest.fixture
def story(office):
    sha256 = taken_in(office)
    every = [one.identity for one in story_facts()]
    facts.accept_facts(office.record, sha256, every, dockets=[office.docket], by=office.investigator)
    return sha256


def test_nobody_of_another_case_of_the_defence_or_of_none_sees_a_fact(office, story):
    elsewhere = office.newcomer("nora", "prosecutor", docket=office.other_docket)
    for person in (elsewhere, office.defence, office.ana):
        sight = visible(office.db, person.person)
        for call in (
            lambda s: facts_view(office.db, s, office.docket),
            lambda s: events_view(office.db, s, office.docket),
            lambda s: sayings_view(office.db, s, office.docket),
            lambda s: fact_view(office.db, s, "F-1"),
            lambda s: reader_view(office.record, s, story, Asked()),
        ):
            with pytest.raises(NotFound):
                call(sight)


def test_a_fact_names_of_its_cases_those_that_are_seen(office, story):
    item = office.db.one("item_file", sha256=story).item
    office.link(item)
    both = [office.docket, office.other_docket]
    told = {"reason": "told twice", "by": office.investigator}
    charge = identity("charge")
    facts.reject_fact(office.record, story, charge, dockets=[office.docket], **told)
    office.clock.advance()
    number, _ = facts.accept_fact(office.record, story, charge, dockets=both, by=office.investigator)
    assert fact_view(office.db, ALL, number)["dockets"] == sorted(both)
    here = visible(office.db, office.newcomer("paul", "paralegal", docket=office.docket).person)
    assert fact_view(office.db, here, number)["dockets"] == [office.docket]


def test_facts_tell_names_chains_and_sources_in_words(office, story):
    found = facts_view(office.db, ALL, office.docket, kind="quote")["facts"]
    assert [one["words"] for one in found] == ["I never loaded it,", "She loaded it herself."]
    assert found[1]["source"] == "story.txt"
    words = "a crew member, according to the complaint, according to this report"
    assert chain_in_words(found[1]["chain"]) == words
    assert facts_view(office.db, ALL, office.docket, kind="check")["facts"] == []


def test_what_was_taken_back_is_listed_only_when_asked_for(office, story):
    told = {"dockets": [office.docket], "reason": "told twice", "by": office.investigator}
    facts.reject_fact(office.record, story, identity("charge"), **told)
    kinds = [one["kind"] for one in facts_view(office.db, ALL, office.docket)["facts"]]
    assert "charge" not in kinds
    every = facts_view(office.db, ALL, office.docket, rejected=True)["facts"]
    assert [one["rejected"] is not None for one in every if one["kind"] == "charge"] == [True]


def test_the_reader_shows_a_fact_whose_proposal_is_made_no_more(office, story):
    office.db.run_many('UPDATE "layer_reading" SET "found" = %s', [
        ('{"version":"v","kind":"other","day":"","day_source":"","flags":[],"skipped":[],"facts":[]}',)
    ])  # fmt: skip
    found = reader_view(office.record, ALL, story, Asked(kind="charge"))
    assert [(one["state"], one["words"]) for one in found["facts"]] == [
        ("accepted", "involuntary manslaughter")
    ]
