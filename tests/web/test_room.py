"""The evidence room: places, counts by scan, what waits, and nothing of it to those who may not look in."""

import pytest

from tests.web.world import hide_something, outsider
from wholefile.actions import custody, disposition, holds, items, laboratory
from wholefile.web.signing.models import WaitingActs

PAGES = ("", "unlocated/", "holds/", "retention/", "dispositions/", "loans/", "laboratory/", "places/ROOM-A")
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize("part", ["defence", "ana"])
def test_who_has_no_part_in_it_finds_no_room(site, part):
    for page in (*PAGES, "places/ROOM-A/count"):
        assert site.client(part).get(f"/room/{page}").status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "places/NOWHERE",
        "places/NOWHERE/count",
        "places/room-a",
        "places/ROOM-A?page=0",
        "places/ROOM-A?page=x",
        "places/ROOM-A?page=" + "9" * 30,
        "places/<script>",
        "places/ROOM-A/../../etc",
        "laboratory/?page=-1",
        "nothing/",
    ],
)
def test_what_is_not_there_is_missing(site, page):
    assert site.client("custodian").get(f"/room/{page}").status_code == 404


def test_what_is_hidden_is_neither_listed_nor_counted(site):
    office = site.office
    outsider(site, "vera", "custodian")
    vera = site.client("vera")
    before = [vera.get(f"/room/{page}").content for page in PAGES]
    hidden = hide_something(site)
    office.store(hidden, "ROOM-A")
    office.clock.advance()
    items.report_unlocated(
        office.record, hidden, searched="everywhere", notified=["Gia Moreno"], by=office.custodian
    )
    assert [_plain(vera.get(f"/room/{page}").content) for page in PAGES] == [_plain(one) for one in before]
    assert vera.get("/room/places/ROOM-A/count").status_code == 404
    assert vera.post("/room/places/ROOM-A/count/scan", {"text": hidden}).status_code == 404


def _plain(body):
    import re

    return re.sub(rb'value="\w{64}"|"X-CSRFToken": "\w+"|data-csrf="\w+"|data-log-size="\d+"', b"", body)


def test_places_say_what_may_be_there_and_how_many_items_are(site):
    one, other = site.office.receive(), site.office.receive()
    site.office.store(one)
    site.office.store(other, "ROOM-A")
    page = site.client("prosecutor").get("/room/").content.decode()
    assert "general, biological, digital" in page
    place = site.client("prosecutor").get("/room/places/ROOM-A").content.decode()
    assert "(2 with the places inside)" in place
    assert f"/items/{one}" in place
    assert "It was never counted." in place
    assert "/room/places/ROOM-A/SHELF-1/count" in page


def test_a_place_is_added_by_whoever_may_name_one(site):
    for part, may in (
        ("prosecutor", False),
        ("laboratory", False),
        ("custodian", True),
        ("supervisor", True),
    ):
        assert ("/do/location/add" in site.client(part).get("/room/").content.decode()) == may, part


def test_every_list_shows_what_waits_and_where_to_go_on(site):
    office, client = site.office, site.client("supervisor")
    lost, lent, kept, asked, tested = (office.receive() for _ in range(5))
    office.clock.advance()
    items.report_unlocated(
        office.record, lost, searched="twice", notified=["Gia Moreno"], by=office.custodian
    )
    custody.lend_items(
        office.record,
        [lent],
        to="Court",
        due_on="2026-02-10",
        purpose="trial",
        condition="good",
        by=office.custodian,
    )
    holds.place_hold(office.record, office.docket, reason="appeal", by=office.prosecutor, items=[kept])
    number = disposition.request_disposition(
        office.record, [asked], manner="destruction", reason="over", by=office.custodian
    )[0]
    request = laboratory.request_examination(
        office.record, [tested], laboratory="State laboratory", scope="firing pin", destructive=True,
        return_due="2026-02-20", by=office.investigator,
    )[0]  # fmt: skip
    office.clock.advance(30 * 24 * 3_600_000)
    assert f"/do/item/located?item={lost}" in client.get("/room/unlocated/").content.decode()
    assert f"/do/custody/take-back?items={lent}" in client.get("/room/loans/").content.decode()
    assert "appeal" in client.get("/room/holds/").content.decode()
    page = client.get("/room/dispositions/").content.decode()
    assert f"/do/disposition/approve?disposition={number}" in page
    assert "2 approvals are wanting" in page
    page = client.get("/room/laboratory/").content.decode()
    assert "Gate closed" in page
    assert f"/do/laboratory/notice?request={request}" in page
    assert "overdue" in page
    assert "Cannot be found (1)" in " ".join(client.get("/room/").content.decode().split())


def test_the_gate_of_a_destructive_test_says_why_it_is_closed(site):
    office = site.office
    item = office.receive()
    office.clock.advance()
    request = laboratory.request_examination(
        office.record, [item], laboratory="State laboratory", scope="x", destructive=True, return_due="2026-12-20",
        by=office.investigator,
    )[0]  # fmt: skip
    office.clock.advance()
    laboratory.give_notice_of_test(
        office.record, request, served_on="Kim Vale", how="by hand", window_days=10, by=office.prosecutor
    )
    client = site.client("laboratory")
    assert "may object until" in client.get("/room/laboratory/").content.decode()
    office.clock.advance(11 * 24 * 3_600_000)
    assert "Days are over" in client.get("/room/laboratory/").content.decode()
    laboratory.object_to_test(office.record, request, reason="too much", by=office.defence)
    page = client.get("/room/laboratory/").content.decode()
    assert "only an order" in page
    assert "too much" in page


def scan(site, text, **more):
    return site.client("custodian").post("/room/places/ROOM-A/count/scan", {"text": text}, **more)


@pytest.mark.parametrize(
    ("text", "status"), [("", 400), ("P-3", 400), ("ROOM-A", 400), ("V26-999999", 404), ("V26-000001-Z", 400)]
)
def test_only_items_are_counted(site, text, status):
    site.office.store(site.office.receive())
    assert scan(site, text).status_code == status
    told = scan(site, text, headers=JSON)
    assert told.status_code == status
    assert told.json()["words"]
    assert site.client("custodian").get("/room/places/ROOM-A/count/scan").status_code == 405
    assert site.client("custodian").get("/room/places/ROOM-A/count/change").status_code == 405


def test_a_count_goes_both_ways_and_is_signed_by_two(site):
    office, client = site.office, site.client("custodian")
    here, missing, elsewhere = (office.receive() for _ in range(3))
    office.store(here)
    office.store(missing)
    office.store(elsewhere, "MIXED/A")
    assert scan(site, here).status_code == 302
    told = scan(site, elsewhere, headers=JSON).json()
    assert "recorded elsewhere: MIXED/A" in told["words"]
    assert "1 of 2 found" in told["html"]
    assert scan(site, here).status_code == 409
    page = client.get("/room/places/ROOM-A/count").content.decode()
    assert "Recorded here, and not yet scanned" in page
    assert "Here, and recorded elsewhere" in page
    form = {
        "scope": "full", "cause": "audit", "leader": site.person("supervisor"), "by": site.person("custodian"),
        "unlabelled": "a loose glove",
    }  # fmt: skip
    assert client.post("/room/places/ROOM-A/count", {}).status_code == 400
    refused = client.post("/room/places/ROOM-A/count", {**form, "leader": site.person("deputy")})
    assert refused.status_code == 422
    site.sign(client.post("/room/places/ROOM-A/count", form), "supervisor", "custodian")
    body = WaitingActs.objects.get().acts[0]["body"]
    assert (body["found"], body["missing"], body["unexpected"]) == ([here], [missing], [elsewhere])
    assert "I-1" in client.get("/room/places/ROOM-A").content.decode()


def test_a_count_is_taken_up_again_and_taken_back(site):
    one, other = site.office.receive(), site.office.receive()
    site.office.store([one, other])
    scan(site, one)
    scan(site, other)
    client = site.client("custodian")
    client.get("/")
    assert "2 of 2 found" in client.get("/room/places/ROOM-A/count").content.decode()
    client.post("/room/places/ROOM-A/count/change")
    assert "1 of 2 found" in client.get("/room/places/ROOM-A/count").content.decode()
    client.post("/room/places/ROOM-A/count/change", {"item": one})
    assert "0 of 2 found" in client.get("/room/places/ROOM-A/count").content.decode()
    scan(site, one)
    client.post("/room/places/ROOM-A/count/change", {"all": "1"})
    assert "0 of 2 found" in client.get("/room/places/ROOM-A/count").content.decode()
    assert "0 of 2 found" in site.client("supervisor").get("/room/places/ROOM-A/count").content.decode()
