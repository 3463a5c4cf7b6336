"""Pages of cases: who sees them, what they say first, and that a past day is really past."""

from tests.actions.office import DAY, DOCKET, OTHER_DOCKET
from tests.actions.serving import decide, produced, serve
from tests.web.reads import statements_in
from tests.web.world import build, outsider
from wholefile.actions import cases, obligations
from wholefile.record.days import day_of
from wholefile.showing.seeing import EVERYTHING
from wholefile.showing.trends import trends_view

PAGES = ("", "timeline/", "knowledge/", "people/")
UNREADABLE = (
    "page=0",
    "page=-1",
    "page=x",
    "page=99999999999999999999",
    "page=%00",
    "as_of=yesterday",
    "as_of=2026-13-40",
    "as_of=2026-02-03&by=guess",
)


def page(site, part, path, status=200):
    answer = site.client(part).get(path)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_a_case_of_others_is_missing_as_one_that_does_not_exist(site):
    outsider(site, "vera", "investigator")
    for path in PAGES:
        for docket in (OTHER_DOCKET, "NO-26-1"):
            page(site, "vera", f"/cases/{docket}/{path}", 404)
        page(site, "vera", f"/cases/{DOCKET}/{path}")
        page(site, "ana", f"/cases/{DOCKET}/{path}", 404)
        page(site, "defence", f"/cases/{DOCKET}/{path}", 404)


def test_the_list_counts_only_what_is_seen(site):
    outsider(site, "vera", "prosecutor")
    site.office.receive()
    shown = page(site, "vera", "/cases/")
    assert DOCKET in shown
    assert OTHER_DOCKET not in shown
    assert "1 case" in shown
    assert "2 cases" in page(site, "prosecutor", "/cases/")
    assert "No case fits" in page(site, "prosecutor", "/cases/?words=zanzibar")


def test_what_cannot_be_asked_is_refused_in_words(site):
    for path in PAGES:
        for query in UNREADABLE:
            shown = page(site, "prosecutor", f"/cases/{DOCKET}/{path}?{query}", 400)
            assert "That cannot be read" in shown
    for query in ("words=%00", "words=" + "x" * 201, "status=lost", "page=1e3"):
        page(site, "prosecutor", f"/cases/?{query}", 400)


def test_what_is_no_docket_is_no_case(site):
    for docket in ("x", "%3Cscript%3E", "%00", "A" * 500, "Ж-1", "D-101-CR-2026-42%0A"):
        assert site.client("prosecutor").get(f"/cases/{docket}/").status_code == 404, docket


def test_a_docket_may_be_written_as_people_do(site):
    assert "State v. Doe" in page(site, "prosecutor", "/cases/d-101-cr-2026-00042/")


def test_what_is_wrong_or_due_comes_first(site):
    item = site.office.receive()
    shown = page(site, "prosecutor", f"/cases/{DOCKET}/")
    assert shown.index("Wrong or due") < shown.index("Parties and counsel")
    assert "1 undecided item" in " ".join(shown.split())
    decide(site.office, item)
    assert "undecided item" not in page(site, "prosecutor", f"/cases/{DOCKET}/")


def test_what_somebody_cannot_sign_is_not_offered(site):
    offered = page(site, "prosecutor", f"/cases/{DOCKET}/")
    assert f"/do/case/party?docket={DOCKET}" in offered
    assert "/do/case/party" not in page(site, "auditor", f"/cases/{DOCKET}/")


def test_hostile_words_are_shown_as_words(site):
    site.office.receive(description="<script>alert(1)</script> & a 'hat' of Жанна")
    for path in PAGES:
        shown = page(site, "prosecutor", f"/cases/{DOCKET}/{path}")
        assert "<script>alert" not in shown
        assert "onload" not in shown


def test_a_past_day_shows_the_case_as_it_was_and_offers_nothing(site):
    office = site.office
    old = office.receive()
    office.clock.advance(2 * DAY)
    new = office.receive()
    shown = page(site, "prosecutor", f"/cases/{DOCKET}/?as_of=2026-02-03")
    assert old in shown
    assert new not in shown
    assert "/do/case/party" not in shown
    assert new in page(site, "prosecutor", f"/cases/{DOCKET}/?as_of=2030-01-01")
    assert "not in the record on that day" in page(site, "prosecutor", f"/cases/{DOCKET}/?as_of=2020-01-01")
    for path in ("knowledge/", "people/"):
        then = page(site, "prosecutor", f"/cases/{DOCKET}/{path}?as_of=2026-02-03")
        assert old in then
        assert new not in then


def test_a_past_day_by_what_had_occurred_knows_what_was_recorded_later(site):
    office = site.office
    office.clock.advance(5 * DAY)
    item = office.receive(occurred_at=office.clock.now - 4 * DAY, late_reason="typed up late")
    day = "2026-02-04"
    assert item not in page(site, "prosecutor", f"/cases/{DOCKET}/?as_of={day}")
    assert item in page(site, "prosecutor", f"/cases/{DOCKET}/?as_of={day}&by=occurred")


def test_the_timeline_is_a_list_and_the_same_drawn(site):
    item = site.office.receive()
    shown = page(site, "prosecutor", f"/cases/{DOCKET}/timeline/")
    assert "item.received" in shown
    assert shown.index('<ol class="wf-events"') < shown.index("wf-drawing")
    assert shown.count("<circle") == shown.count("wf-events__when")
    assert item in page(site, "prosecutor", f"/cases/{DOCKET}/people/")


def test_who_knew_what_is_told_with_the_act_by_which_they_did(site):
    item = site.office.receive()
    shown = page(site, "prosecutor", f"/cases/{DOCKET}/knowledge/")
    assert item in shown
    assert "Cora Diaz" in shown
    assert "not yet" in shown


def test_ten_and_two_hundred_items_take_the_same_number_of_statements(site):
    counted = []
    for many in (10, 190):
        for _ in range(many):
            site.office.receive()
        page(site, "prosecutor", f"/cases/{DOCKET}/")
        with statements_in(site.office.db) as made:
            page(site, "prosecutor", f"/cases/{DOCKET}/")
        counted.append(len([one for one in made if one.startswith(("SELECT", "WITH"))]))
    assert counted[0] == counted[1] <= 20


def test_a_case_with_something_in_every_part_takes_twenty_statements(site, tmp_path):
    build(site, tmp_path)
    outsider(site, "vera", "prosecutor")
    for part in ("prosecutor", "vera"):
        page(site, part, f"/cases/{DOCKET}/")
        with statements_in(site.office.db) as made:
            page(site, part, f"/cases/{DOCKET}/")
        asked = [one for one in made if one.startswith(("SELECT", "WITH"))]
        assert len(asked) <= 20, asked


def test_trends_are_for_those_who_answer_for_them_and_count_what_was_done(site, tmp_path):
    for part in ("custodian", "laboratory", "defence", "ana"):
        page(site, part, "/trends/", 404)
    produced(site.office, **{"a.txt": b"a"})
    site.office.clock.advance(3 * DAY)
    serve(site.office, tmp_path / "served")
    site.office.receive()
    shown = " ".join(page(site, "auditor", "/trends/").split())
    assert shown.count('class="wf-drawing"') == 4
    assert "Median days from booking to disclosure: <a" in shown
    row = shown[shown.index('wf-when">2026-02') :][:400]
    assert ">3<" in row


def test_what_the_defence_owes_is_told_as_theirs_and_not_as_a_fault_of_the_office(site):
    office = site.office
    told = {"docket": DOCKET, "by": office.prosecutor}
    on = day_of(office.clock.now)
    cases.record_court_event(office.record, event="arraignment", on=on, text="Arraigned.", **told)
    obligations.set_obligations(office.record, **told)
    office.clock.advance(60 * DAY)
    for path in ("/", f"/cases/{DOCKET}/"):
        shown = page(site, "prosecutor", path)
        lines = shown.split("<li ")
        (theirs,) = (one for one in lines if "Duty of the defence: OB-2" in one)
        assert "wf-due__item--theirs" in theirs
        assert "owed by the defence: disclosure by the defendant" in theirs
        (ours,) = (one for one in lines if "Obligation: OB-1" in one)
        assert "wf-due__item--theirs" not in ours
    table = shown.split('id="obligations"')[1].split("</table>")[0]
    (row,) = (one for one in table.split("<tr>") if "OB-2" in one)
    assert "owed by the defence" in row
    assert "overdue" not in row
    waits = page(site, "prosecutor", "/").split("Waits for me")[1].split("Recorded last")[0]
    assert "disclosure by the State" in waits
    assert "disclosure by the defendant" not in waits
    assert trends_view(office.db, EVERYTHING, office.clock.now)["overdue"] == 1
