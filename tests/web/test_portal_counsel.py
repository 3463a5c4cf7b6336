"""Counsel at the portal before anything was produced: a destructive test is objected to, a case is held."""

import re

import pytest

from tests.actions.office import DOCKET, HOUR, OTHER_DOCKET
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions import cases, holds, items, laboratory
from wholefile.record.visibility import visible
from wholefile.showing import counsel
from wholefile.web.signing.models import WaitingActs

SCOPE = "Strike the cocked hammer with a mallet"


@pytest.fixture
def party(site):
    """The defendant of the case, who has no counsel yet."""
    site.office.clock.advance()
    return cases.add_party(
        site.office.record, DOCKET, name="John Doe", role="defendant", by=site.office.prosecutor
    )[0]


def appears(site, party):
    site.office.clock.advance()
    cases.counsel_appears(
        site.office.record, DOCKET, party, name="Kim Vale", person=site.person("defence"),
        by=site.office.paralegal,
    )  # fmt: skip


def also(site, docket, part):
    """Somebody of the defence in a case, who appears there as counsel of one more defendant."""
    office = site.office
    if not hasattr(office, part):
        office.newcomer(part, "defence", docket=docket)
    office.clock.advance()
    party, _ = cases.add_party(
        office.record, docket, name=f"Party of {part}", role="defendant", by=office.prosecutor
    )
    cases.counsel_appears(
        office.record, docket, party, name=f"Hidden {part}", person=site.person(part), by=office.paralegal
    )
    return party


def gives_notice(site, number, by=None, **more):
    site.office.clock.advance()
    laboratory.give_notice_of_test(
        site.office.record, number, served_on="counsel", how="by hand", window_days=10,
        by=by or site.office.prosecutor, **more,
    )  # fmt: skip


def told(site, part):
    """The tests of which somebody is told as theirs to answer."""
    db, person = site.office.db, site.person(part)
    return [
        request for _, request in counsel.tests_told(db, visible(db, person), person, site.office.clock())
    ]


def asked(site, named, *, notice=True):
    """A test that was asked for, and of which notice was given."""
    record, clock = site.office.record, site.office.clock
    clock.advance()
    number, _ = laboratory.request_examination(
        record, named, laboratory="State laboratory", scope=SCOPE, destructive=True,
        return_due="2026-12-20", by=site.office.investigator,
    )  # fmt: skip
    clock.advance()
    if notice:
        laboratory.give_notice_of_test(
            record, number, served_on="Kim Vale", how="by hand", window_days=10, by=site.office.prosecutor
        )
    return number


def portal(site):
    return site.client("defence", portal=True)


def home(site):
    return " ".join(portal(site).get("/").content.decode().split())


def missing(site, number=""):
    """Neither on the first page nor anywhere else."""
    address = f"/tests/{number}/objection" if number else f"/cases/{DOCKET}/hold"
    assert address not in home(site)
    return [portal(site).get(address).status_code, portal(site).post(address, {"reason": "x"}).status_code]


def test_whoever_is_no_counsel_in_a_case_is_told_of_nothing(site, party):
    number = asked(site, [site.office.receive()])
    assert missing(site) == missing(site, number) == [404, 404]
    assert SCOPE not in home(site)
    assert site.client("prosecutor", portal=True).get(f"/cases/{DOCKET}/hold").status_code == 404


def test_counsel_who_withdrew_is_told_of_nothing_anymore(site, party):
    appears(site, party)
    number = asked(site, [site.office.receive()])
    assert SCOPE in home(site)
    site.office.clock.advance()
    cases.counsel_withdraws(
        site.office.record, DOCKET, party, name="Kim Vale", reason="another lawyer", by=site.office.paralegal
    )
    assert missing(site) == missing(site, number) == [404, 404]


def test_a_test_is_told_of_with_its_notice_alone(site, party):
    appears(site, party)
    number = asked(site, [site.office.receive()], notice=False)
    assert missing(site, number) == [404, 404]
    assert SCOPE not in home(site)


def test_a_test_of_the_defence_itself_is_told_to_no_other_defendants_counsel(site, party):
    appears(site, party)
    office = site.office
    number = asked(site, [office.receive()], notice=False)
    other = office.newcomer("rival", "defence", docket=DOCKET)
    office.clock.advance()
    laboratory.give_notice_of_test(
        office.record, number, served_on="the State", how="by hand", window_days=10, by=other
    )
    assert missing(site, number) == [404, 404]
    assert SCOPE not in home(site)


def test_a_test_that_names_things_of_other_cases_is_not_shown(site, party):
    appears(site, party)
    hidden = hide_something(site)
    number = asked(site, [site.office.receive(), hidden])
    elsewhere = asked(site, [hidden])
    assert missing(site, number) == missing(site, elsewhere) == [404, 404]
    assert hidden not in home(site)
    assert HIDDEN not in home(site)
    assert portal(site).get(f"/cases/{HIDDEN}/hold").status_code == 404


def test_of_those_to_whom_notice_went_counsel_of_another_case_is_not_named(site, party):
    """Nor is it told on the page of the laboratory to somebody who works in the one case alone."""
    appears(site, party)
    office = site.office
    also(site, OTHER_DOCKET, "rival")
    rival = office.rival
    number = asked(site, [office.receive(dockets=[DOCKET, OTHER_DOCKET])], notice=False)
    gives_notice(site, number, addressees=[site.person("defence")])
    gives_notice(site, number, addressees=[rival.person])
    noticed = office.db.rows("test_notice", order=("seq",))[1]
    assert rival.person in noticed.addressees
    assert "Notice went to Kim Vale." in home(site)
    outsider(site, "vera", "investigator")
    for address in ("/room/laboratory/", f"/act/{noticed.seq}"):
        page = site.client("vera").get(address).content.decode()
        assert "Hidden rival" not in page, address
        assert f'"{rival.person}"' not in page, address
        assert rival.person not in re.findall(r"P-\d+", page), address
    page = site.client("prosecutor").get("/room/laboratory/").content.decode()
    assert "told to " in page
    assert office.db.one("person", person=rival.person).name in page


def test_who_prepares_a_notice_for_another_learns_nothing_of_counsel_of_a_case_they_do_not_see(site, party):
    appears(site, party)
    office = site.office
    also(site, OTHER_DOCKET, "rival")
    number = asked(site, [office.receive(dockets=[DOCKET, OTHER_DOCKET])], notice=False)
    outsider(site, "vera", "investigator")
    sent = {
        "request": number, "served_on": "counsel", "how": "by hand", "window_days": "10",
        "by": site.person("prosecutor"),
    }  # fmt: skip
    said = []
    for person in (office.rival.person, site.person("custodian")):
        answer = site.client("vera").post("/do/laboratory/notice", {**sent, "addressees": person})
        assert answer.status_code in (400, 404), answer.status_code
        said.append((answer.status_code, f"There is no counsel {person}." in answer.content.decode()))
    assert said[0] == said[1]
    page = site.client("vera").post("/do/laboratory/notice", sent)
    assert page.status_code == 400
    assert "Name the addressees" in page.content.decode()
    assert "Hidden rival" not in page.content.decode()
    own = site.client("vera").post("/do/laboratory/notice", {**sent, "addressees": site.person("defence")})
    assert own.status_code == 302


def test_a_notice_to_counsel_of_a_case_that_its_preparer_does_not_see_is_not_kept(site):
    office = site.office
    also(site, OTHER_DOCKET, "rival")
    number = asked(site, [office.receive(dockets=[DOCKET, OTHER_DOCKET])], notice=False)
    outsider(site, "vera", "investigator")
    sent = {
        "request": number, "served_on": "counsel", "how": "by hand", "window_days": "10",
        "by": site.person("prosecutor"),
    }  # fmt: skip
    page = site.client("vera").post("/do/laboratory/notice", sent)
    assert page.status_code == 404
    assert "does not exist for you" in page.content.decode()
    assert not WaitingActs.objects.exists()
    assert site.client("prosecutor").post("/do/laboratory/notice", sent).status_code == 302


def test_a_notice_to_one_is_told_to_no_other_who_was_there_nor_is_one_by_the_defence(site, party):
    appears(site, party)
    also(site, DOCKET, "rival")
    number = asked(site, [site.office.receive()], notice=False)
    gives_notice(site, number, addressees=[site.person("rival")])
    gives_notice(site, number, by=site.office.rival)
    assert told(site, "rival") == [number]
    assert told(site, "defence") == []


def test_whoever_is_told_by_one_notice_is_not_lost_by_another(site, party):
    number = asked(site, [site.office.receive()])  # nobody appears yet: it names nobody
    appears(site, party)
    also(site, DOCKET, "rival")
    gives_notice(site, number, addressees=[site.person("rival")])
    assert told(site, "defence") == told(site, "rival") == [number]


def test_a_successor_of_whom_notice_went_to_is_told_and_who_appears_later(site, party):
    number = asked(site, [site.office.receive()], notice=False)
    appears(site, party)
    gone = also(site, DOCKET, "rival")
    gives_notice(site, number, addressees=[site.person("rival")])
    assert told(site, "defence") == []
    also(site, DOCKET, "newly")
    assert told(site, "newly") == [number]
    site.office.clock.advance()
    cases.counsel_withdraws(
        site.office.record, DOCKET, gone, name="Hidden rival", reason="another", by=site.office.paralegal
    )
    assert told(site, "rival") == []
    assert told(site, "defence") == [number]


def test_the_same_hold_prepared_twice_is_signed_once(site, party):
    appears(site, party)
    client, sent = portal(site), {"reason": "It bears on the defence."}
    first, second = (client.post(f"/cases/{DOCKET}/hold", sent) for _ in range(2))
    assert first["Location"] != second["Location"]
    site.sign(first, "defence")
    answer = site.signature(second["Location"].rsplit("/", 1)[1], "defence")
    assert answer.status_code == 422
    assert answer.json()["code"] == "rule.H8"
    assert client.post(f"/cases/{DOCKET}/hold", sent).status_code == 422
    assert site.office.db.count("hold") == 1


@pytest.mark.parametrize("reason", ["", " ", "x" * 70_000, "a\u0000b"])
def test_what_is_no_reason_records_nothing(site, party, reason):
    appears(site, party)
    number = asked(site, [site.office.receive()])
    for address in (f"/cases/{DOCKET}/hold", f"/tests/{number}/objection"):
        assert portal(site).post(address, {"reason": reason}).status_code == 400, address
    assert not site.office.db.exists("hold")
    assert not site.office.db.exists("test_objection")


def test_counsel_objects_to_a_test_it_had_notice_of(site, party):
    appears(site, party)
    item = site.office.receive()
    number = asked(site, [item])
    page = home(site)
    assert SCOPE in page
    assert item in page
    assert "Nothing is wrong or due" not in page
    assert f"/tests/{number}/objection" in page
    answer = portal(site).post(f"/tests/{number}/objection", {"reason": "Take it apart <b>first</b>."})
    signing = site.signing().get(answer["Location"]).content.decode()
    (position,) = site.sign(answer, "defence")
    receipt = portal(site).get(f"/receipt/{position}").content.decode()
    for page in (signing, receipt):
        assert item in page
        assert site.office.db.one("item", item=item).description not in page
    assert site.office.db.one("test_objection", request=number).by == site.person("defence")
    assert "Objected" in home(site)
    assert "Nothing is wrong or due" in home(site)
    assert portal(site).get(f"/items/{item}").status_code == 404


def test_counsel_has_everything_of_a_case_kept_and_sees_its_own_holds_alone(site, party):
    appears(site, party)
    site.office.clock.advance(HOUR)
    holds.place_hold(site.office.record, DOCKET, reason="an appeal is near", by=site.office.prosecutor)
    answer = portal(site).post(f"/cases/{DOCKET}/hold", {"reason": "It bears on the defence."})
    site.sign(answer, "defence")
    placed = site.office.db.one("hold", issued_by=site.person("defence"))
    assert (placed.docket, placed.whole_case) == (DOCKET, 1)
    page = home(site)
    assert "It bears on the defence." in page
    assert "an appeal is near" not in page


def test_a_test_of_what_left_the_case_is_not_shown_in_it(site, party):
    appears(site, party)
    assert f"/cases/{DOCKET}/hold" in home(site)
    item = site.office.receive(dockets=[DOCKET, OTHER_DOCKET])
    number = asked(site, [item])
    assert item in home(site)
    site.office.clock.advance()
    items.detach_item(
        site.office.record, item, DOCKET, reason="of another case", by=site.office.custodian,
        approved_by=site.office.prosecutor,
    )  # fmt: skip
    assert missing(site, number) == [404, 404]
