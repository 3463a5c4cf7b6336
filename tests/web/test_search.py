"""Search: what is seen, and the place where it stands."""

import re

import pytest

from tests.actions.reading import identity, taken_in
from tests.actions.serving import attach
from tests.processing.found import text_file
from tests.web.hostile import asked, settled, whole
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions.facts import accept_fact
from wholefile.processing.extractors import READ, VERSIONS
from wholefile.processing.search.index import index_pending


def found(site, part, query):
    answer = site.client(part).get(f"/search/?{query}")
    assert answer.status_code == 200
    return whole(answer)


def indexed(site, text="The live round lay in box seven.", **more):
    item = site.office.receive(**more)
    sha256 = text_file(site.office.record, item, text, version=VERSIONS[READ])
    while index_pending(site.office.record):
        pass
    return item, sha256


@pytest.mark.parametrize(
    "query",
    ["q=%2A", "q=a%2A", "q=-blank", "q=x&kind=none", "q=x&case=!!", "q=x&since=then", "q=x&sort=best"],
)
def test_a_question_that_cannot_be_read_is_answered_in_words(site, query):
    answer = site.client("custodian").get(f"/search/?{query}")
    assert answer.status_code == 400
    assert "There is a problem" in whole(answer)


def test_whatever_is_asked_is_answered_in_words(site):
    indexed(site)
    names = ("q", "kind", "case", "item", "person", "mark", "since", "until", "sort")
    asked(site.client("custodian"), "/search/", *names)


def test_what_is_hidden_is_not_found_and_changes_no_answer(site):
    indexed(site)
    outsider(site, "vera", "prosecutor")
    questions = ("q=round", "q=zanzibar", "q=Speaker", f"q=thing&case={HIDDEN}", "q=sealed&item=V26-000002")
    before = [settled(found(site, "vera", one)) for one in questions]
    hidden = hide_something(site)
    indexed(site, "zanzibar", dockets=[HIDDEN])
    assert [settled(found(site, "vera", one)) for one in questions] == before
    assert hidden in found(site, "prosecutor", "q=zanzibar")


def test_whoever_handles_no_evidence_finds_nothing(site):
    indexed(site)
    assert "Nothing fits" in found(site, "ana", "q=round")
    assert site.client("defence").get("/search/?q=round").status_code == 404


def test_a_hit_leads_to_the_passage(site):
    item, sha256 = indexed(site)
    shown = found(site, "custodian", "q=live+round")
    assert "<mark>live</mark>" in shown or "<mark>live round</mark>" in shown
    assert f'"/items/{item}"' in shown
    address = re.search(rf'href="(/files/{sha256}/text\?[^"]*)#hit"', shown).group(1).replace("&amp;", "&")
    assert (
        "live" in whole(site.client("custodian").get(address)).split('<mark id="hit">')[1].split("</mark>")[0]
    )


def test_words_are_found_as_phrase_beginning_part_and_by_where_they_stand(site):
    item, sha256 = indexed(site)
    gun = site.office.firearm()
    for query, there in {
        "q=%22live+round%22": sha256,
        "q=%22round+live%22": None,
        "q=rou%2A": sha256,
        "q=40217": gun,
        "mark=40217": gun,
        "q=revolver&kind=case": None,
        f"q=round&item={item.lower()}": sha256,
        f"q=round&case={site.office.docket.lower()}": sha256,
        "q=Doe&kind=case": site.office.docket,
        "q=round&until=2020-01-01": None,
        "q=round&since=2026-01-01&until=2026-02-28": sha256,
    }.items():
        shown = found(site, "custodian", query)
        assert (there in shown) if there else ("Nothing fits" in shown), query


def test_words_of_a_file_run_nothing_on_the_page(site):
    indexed(site, "<script>alert(1)</script> zebra \u202etxt.exe")
    shown = found(site, "custodian", "q=zebra")
    assert "<script>alert" not in shown
    assert "\\u202e" in shown


def test_it_says_what_was_not_read_yet_of_what_is_seen(site):
    item = site.office.receive()
    outsider(site, "vera", "custodian")
    attach(site.office, item, **{"note.txt": b"unread"})
    attach(site.office, hide_something(site), **{"more.txt": b"unread too"})
    assert "1 is not read yet" in found(site, "vera", "q=nothing")
    assert "3 are not read yet" in found(site, "custodian", "q=nothing")


def test_an_accepted_fact_leads_to_its_own_page(site):
    office = site.office
    number, _ = accept_fact(
        office.record, taken_in(office), identity("quote"), dockets=[office.docket], by=office.paralegal
    )
    page = found(site, "prosecutor", "q=never+loaded&kind=fact")
    assert f'<a class="govuk-link" href="/facts/{number}">' in page
    assert site.client("prosecutor").get(f"/facts/{number}").status_code == 200
