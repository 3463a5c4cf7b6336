"""From a form to a signed act in the record, over HTTP."""

import json

from tests.actions.office import DOCKET
from wholefile.record.lookups import entry_count
from wholefile.web.signing.models import WaitingActs
from wholefile.web.signing.words import act_lines


def transfer(site, item, **more):
    return site.client("custodian").post(
        "/do/custody/transfer",
        {
            "items": item,
            "released_by": site.person("custodian"),
            "received_by": site.person("investigator"),
            "purpose": "to look at it",
            "seal_state": "none",
            **more,
        },
    )


def test_two_people_sign_a_transfer(site):
    item = site.office.receive()
    before = entry_count(site.office.db)
    response = transfer(site, item)
    assert entry_count(site.office.db) == before
    assert site.sign(response, "custodian") == []
    assert entry_count(site.office.db) == before
    (position,) = site.sign(response, "investigator")
    assert site.office.db.one("item", item=item).holder == site.person("investigator")
    shown = site.client("custodian").get(f"/receipt/{position}")
    assert shown.status_code == 200
    assert site.client("laboratory").get(f"/receipt/{position}").status_code == 404


def test_the_page_shows_what_is_signed(site):
    item = site.office.receive()
    address = transfer(site, item)["Location"]
    page = site.signing().get(address).content.decode()
    assert item in page
    assert "to look at it" in page
    assert "Eva Stone" in page


def test_a_number_of_items_is_shown_as_a_number(site):
    for kind in ("disclosure.handed_over", "disclosure.certified", "production.served"):
        (line,) = act_lines(site.office.db, kind, {"items": 3})
        assert (line["name"], str(line["value"])) == ("items", "3")


def test_a_refused_act_keeps_the_form_and_names_the_rule(site):
    gun = site.office.firearm()
    response = site.client("custodian").post(
        "/do/custody/store",
        {"items": gun, "location": "DRUGS/A", "by": site.person("custodian"), "note": "as asked"},
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "C" in page
    assert "as asked" in page
    assert not WaitingActs.objects.exists()


def test_many_decisions_under_one_gesture(site):
    items = [site.office.receive() for _ in range(3)]
    response = site.client("prosecutor").post(
        "/do/disclose/decide-many",
        {
            "docket": DOCKET,
            "items": "\n".join(items),
            "decision": "produced",
            "author": site.person("prosecutor"),
        },
    )
    assert len(site.sign(response, "prosecutor")) == 3


def test_whoever_was_overtaken_is_told_by_whom(site):
    item = site.office.receive()
    slow = transfer(site, item)
    site.office.clock.advance(1000)
    quick = transfer(site, item, purpose="quicker")
    site.sign(quick, "custodian", "investigator")
    token = slow["Location"].rsplit("/", 1)[1]
    site.signature(token, "custodian")
    answer = site.signature(token, "investigator")
    assert answer.status_code == 422
    said = answer.json()
    assert said["changed"][0]["item"] == item
    assert "Cora Diaz" in said["changed"][0]["by"]


def test_an_act_that_waited_too_long_is_prepared_again(site):
    item = site.office.receive()
    response = transfer(site, item)
    address = response["Location"]
    site.office.clock.advance(20 * 60 * 1000)
    assert "too long ago" in site.signing().get(address).content.decode()
    assert site.signing().post(address + "/again").status_code == 302
    assert site.sign(response, "custodian", "investigator")


def test_undone_before_it_is_signed_nothing_is_recorded(site):
    item = site.office.receive()
    before = entry_count(site.office.db)
    response = transfer(site, item)
    site.signing().post(response["Location"] + "/withdraw")
    assert site.signing().get(response["Location"]).status_code == 404
    assert entry_count(site.office.db) == before


def test_what_waits_is_listed_for_those_who_must_sign_and_opened_by_its_code(site):
    item = site.office.receive()
    response = transfer(site, item)
    row = WaitingActs.objects.get()
    page = site.client("investigator").get("/waiting/").content.decode()
    assert response["Location"] in page
    assert response["Location"] not in site.client("laboratory").get("/waiting/").content.decode()
    opened = site.client("investigator").post(
        "/waiting/code", {"code": f"{row.code[:4]}-{row.code[4:].lower()}"}
    )
    assert opened["Location"] == response["Location"]
    assert site.client("laboratory").post("/waiting/code", {"code": row.code}).status_code == 404


def test_two_counters_at_once_are_promised_different_numbers(site):
    one, other = site.office.receive(), site.office.receive()
    first, second = transfer(site, one), transfer(site, other)
    numbers = {row.acts[0]["body"]["transfer"] for row in WaitingActs.objects.all()}
    assert len(numbers) == 2
    assert site.sign(second, "custodian", "investigator")
    assert site.sign(first, "custodian", "investigator")


def test_a_key_file_signs_for_its_owner_alone_and_on_every_act(site):
    item = site.office.receive()
    token = transfer(site, item)["Location"].rsplit("/", 1)[1]
    act = WaitingActs.objects.get().acts[0]["act"]

    def send(signer, *signatures):
        sent = json.dumps({"key": signer.key, "signatures": list(signatures)})
        return (
            site.signing().post(f"/act/{token}/signature", sent, content_type="application/json").status_code
        )

    office = site.office
    good = office.custodian.sign(act)["signature"]
    assert send(office.custodian) == 400
    assert send(office.custodian, good, good) == 400
    assert send(office.custodian, "x") == 400
    assert send(office.custodian, office.investigator.sign(act)["signature"]) == 400
    assert send(office.laboratory, office.laboratory.sign(act)["signature"]) == 400
    assert send(office.custodian, good) == 200
    assert send(office.investigator, office.investigator.sign(act)["signature"]) == 200
    assert office.db.one("item", item=item).holder == site.person("investigator")
