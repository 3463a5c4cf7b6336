"""The facts of a case: as a list, by when it happened, by who said what."""

import pytest

from tests.actions.reading import STORY, identity, span, story_facts, taken_in
from tests.web.hostile import whole
from tests.web.test_hidden import unnamed
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions import facts, statements
from wholefile.reading.facts import Fact, Status

PARTS = ("facts/", "facts/events/", "facts/said/", "facts/side-by-side/")
EVERY = [one.identity for one in story_facts()]


def page(site, part, who="prosecutor", status=200, docket=""):
    answer = site.client(who).get(f"/cases/{docket or site.office.docket}/{part}")
    assert answer.status_code == status, whole(answer)
    return whole(answer)


def accept(site, sha256, proposals=None, docket=""):
    site.office.clock.advance()
    told = {"dockets": [docket or site.office.docket], "by": site.office.investigator}
    return facts.accept_facts(site.office.record, sha256, proposals or EVERY, **told)


@pytest.mark.parametrize("part", PARTS)
def test_a_case_that_is_none_or_hidden_has_no_facts(site, part):
    outsider(site, "vera", "prosecutor")
    hide_something(site)
    for docket in ("NO-26-1", HIDDEN, "x" * 300):
        assert page(site, part, "vera", 404, docket)
    for who in ("ana", "defence"):
        page(site, part, who, 404)


@pytest.mark.parametrize("part", PARTS)
def test_what_is_only_proposed_or_taken_back_is_nowhere(site, part):
    story = taken_in(site.office)
    assert "I never loaded it," not in page(site, part)
    assert "checked the revolver" not in page(site, part)
    accept(site, story)
    told = {"dockets": [site.office.docket], "reason": "of no use", "by": site.office.prosecutor}
    for one in EVERY:
        site.office.clock.advance()
        facts.reject_fact(site.office.record, story, one, **told)
    shown = page(site, part)
    assert "I never loaded it," not in shown
    assert "checked the revolver" not in shown


@pytest.mark.parametrize("query", ["?kind=poem", "?page=0", "?page=x"])
def test_what_no_filter_knows_is_refused(site, query):
    page(site, f"facts/{query}", status=400)


def test_facts_of_a_hidden_case_change_nothing_elsewhere(site):
    outsider(site, "vera", "prosecutor")
    story = taken_in(site.office)
    accept(site, story, EVERY[:2])
    before = [unnamed(page(site, part, "vera").encode()) for part in PARTS]
    hide_something(site)
    accept(site, taken_in(site.office, docket=HIDDEN), docket=HIDDEN)
    assert [unnamed(page(site, part, "vera").encode()) for part in PARTS] == before


def test_the_facts_are_listed_by_kind_with_their_documents(site):
    story = taken_in(site.office)
    assert "No fact was accepted yet" in page(site, "facts/")
    assert "0 facts accepted" in page(site, "facts/")
    accept(site, story)
    shown = page(site, "facts/")
    assert "8 facts accepted" in shown
    assert f'href="/files/{story}/facts?case={site.office.docket}"' in shown
    only = page(site, "facts/?kind=charge")
    assert "involuntary manslaughter" in only
    assert "I never loaded it," not in only


def test_sources_of_one_time_stand_beside_each_other(site):
    first = taken_in(site.office)
    text = "On January 22 Ruth Calder looked into the revolver. Nobody knows when it was loaded."
    told = {"date": "2026-01-22", "first": "2026-01-22", "last": "2026-01-22"}
    event = Fact("event", span_of(text, "Ruth Calder looked into the revolver"), "r", told, Status.REPORTED)
    loaded = Fact("event", span_of(text, "it was loaded"), "r")
    second = taken_in(site.office, text=text, facts=(event, loaded))
    accept(site, first, [identity("event")])
    accept(site, second, [event.identity, loaded.identity])
    shown = page(site, "facts/events/")
    assert shown.count('<h2 class="govuk-heading-s">2026-01-22') == 1
    assert "2 documents" in shown
    assert "checked the revolver on January 22" in shown
    assert "looked into the revolver" in shown
    assert "it was loaded" in shown.split("No time is told")[1]


def span_of(text, words):
    at = text.index(words)
    return type(span("Calder told"))(at, at + len(words))


def test_what_somebody_told_the_public_stands_beside_what_is_on_record(site):
    accept(site, taken_in(site.office))
    site.office.clock.advance()
    statements.record_statement(
        site.office.record, dockets=[site.office.docket], words="I loaded it once.", speaker="Calder, Ruth",
        said_on="2026-01-23", medium="interview", venue="Sheriff", by=site.office.investigator, exact=False,
    )  # fmt: skip
    shown = page(site, "facts/said/?person=Ruth%20Calder")
    public, record = shown.split("On record</h3>")
    assert "I never loaded it," in public
    assert "the Luz Courier" in public
    assert "I loaded it once." in record
    assert "not in exact words" in record
    assert "She loaded it herself." not in shown
    everybody = page(site, "facts/said/")
    assert "She loaded it herself." in everybody
    assert "<bdi>a crew member</bdi>" in everybody
    assert "Ruth Calder" in page(site, "facts/said/?person=%3Cscript%3E")


def test_a_fact_of_the_reader_is_in_every_page_of_the_case_by_a_link(site):
    accept(site, taken_in(site.office))
    assert f"/cases/{site.office.docket}/facts/" in page(site, "")
    assert STORY.index("I never") == story_facts()[3].span.start
    for part in PARTS[:3]:
        assert "/facts/F-" in page(site, part)


def say(site, words, day):
    site.office.clock.advance()
    return statements.record_statement(
        site.office.record, dockets=[site.office.docket], words=words, speaker="Ruth Calder", said_on=day,
        medium="interview", venue="Sheriff", by=site.office.investigator, exact=False,
    )[0]  # fmt: skip


def test_what_differs_is_offered_with_both_places_and_flagged_between_statements(site):
    text = "\u201cI checked six dummy rounds in the revolver,\u201d Ruth Calder told the paper."
    quote = Fact("quote", span_of(text, "I checked six dummy rounds in the revolver,"), "r",
                 {"speaker": "", "speaker_words": "Ruth Calder", "day": "2026-03-03"}, Status.STATED)  # fmt: skip
    accept(site, taken_in(site.office, text=text, facts=(quote,)), [quote.identity])
    say(site, "I checked five dummy rounds in the revolver.", "2026-01-23")
    shown = page(site, "facts/side-by-side/")
    assert ">number</strong>" in shown
    assert "I checked six dummy rounds" in shown
    assert "I checked five dummy rounds" in shown
    assert "/facts/F-1/statement" in shown
    assert "Flag an inconsistency" not in shown
    say(site, quote.words(text), "2026-03-03")
    shown = page(site, "facts/side-by-side/")
    assert "Record it as a statement" not in shown
    flag = shown.split('href="/do/statement/flag?')[1].split('"')[0].replace("&amp;", "&")
    assert {"first=S-2", "second=S-1"} == set(flag.split("&")[:2]) or "S-1" in flag
    form = site.client("prosecutor").get(f"/do/statement/flag?{flag}")
    assert form.status_code == 200
