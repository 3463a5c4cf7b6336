"""The counter without a browser: what is scanned, what is refused in words, and one act over the list."""

import pytest

from tests.web.world import hide_something, outsider
from wholefile.core.label_text import bar_text, link_text, with_check
from wholefile.web.signing.models import WaitingActs

JSON = {"Accept": "application/json"}


def scan(site, text, part="custodian", **more):
    return site.client(part).post("/counter/scan", {"text": text, **more})


def listed(site, part="custodian") -> list[str]:
    counter = site.client(part).session.get("counter") or {"items": []}
    return counter["items"]


@pytest.mark.parametrize("part", ["defence", "prosecutor", "ana", "auditor"])
def test_who_handles_no_evidence_has_no_counter(site, part):
    assert site.client(part).get("/counter/").status_code == 404
    assert scan(site, "V26-000001", part).status_code == 404


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("", 400, "no voucher"),
        ("   ", 400, "no voucher"),
        ("V26-000001-Z", 400, "check character does not fit"),
        ("V26-999999", 404, "There is no item V26-999999"),
        ("NOWHERE/AT-ALL", 404, "There is no location NOWHERE"),
        ("P-99999", 404, "There is no person P-99999"),
        ("HTTPS://EVIDENCE.ELSEWHERE.EXAMPLE/I/V26-000001-B", 400, "another office"),
        ("<script>alert(1)</script>", 400, "no voucher"),
        ("Ｖ26-000001", 400, "no voucher"),
        ("V26\x00-000001", 400, "no voucher"),
        ("'; DROP TABLE item; --", 400, "no voucher"),
        ("V" * 100_000, 400, "no voucher"),
    ],
)
def test_what_is_not_known_is_said_and_not_added(site, text, status, words):
    site.office.receive()
    page = scan(site, text)
    assert page.status_code == status
    assert words in page.content.decode()
    assert b"<script>alert" not in page.content
    told = site.client("custodian").post("/counter/scan", {"text": text}, headers=JSON)
    assert told.status_code == status
    assert words in told.json()["words"]
    assert listed(site) == []


def test_a_scan_twice_is_said(site):
    item = site.office.receive()
    assert scan(site, item).status_code == 302
    assert scan(site, with_check(item)).status_code == 409
    assert listed(site) == [item]


def test_a_list_is_as_long_as_an_act(site, monkeypatch):
    monkeypatch.setattr("wholefile.web.pages.counter_list.LONGEST", 1)
    scan(site, site.office.receive())
    assert scan(site, site.office.receive()).status_code == 400


def test_steps_are_sent_and_never_followed(site):
    client = site.client("custodian")
    for page in ("scan", "remove", "undo", "clear"):
        assert client.get(f"/counter/{page}").status_code == 405
    assert client.post("/counter/remove", {"item": "V26-000001"}).status_code == 404
    assert client.post("/counter/undo").status_code == 302
    assert client.get("/counter/burn").status_code == 404
    assert client.post("/counter/scan").status_code == 400


def test_what_is_hidden_is_not_there(site):
    outsider(site, "vera", "custodian")
    hidden = hide_something(site)
    answers = [scan(site, one, "vera") for one in (hidden, "V26-999999")]
    assert [one.status_code for one in answers] == [404, 404]
    assert b"sealed" not in answers[0].content
    assert site.client("vera").get(f"/counter/receipt/{hidden}").status_code == 404
    assert site.client("vera").get(f"/counter/photographs/{hidden}").status_code == 404


def test_an_item_that_went_out_of_sight_is_left_out_of_the_act(site):
    item = site.office.receive()
    session = site.client("custodian").session
    session["counter"] = {
        "of": site.person("custodian"),
        "items": [item, "V26-999999"],
        "place": "",
        "person": "",
        "before": [],
    }
    session.save()
    response = site.client("custodian").post("/counter/store", _store(site))
    assert response.status_code == 302
    assert WaitingActs.objects.get().acts[0]["body"]["items"] == [item]


def test_a_list_is_nobody_elses(site):
    scan(site, site.office.receive())
    session = site.client("custodian").session
    session["counter"] = {**session["counter"], "of": "P-4"}
    session.save()
    assert b"0 items on the list" in site.client("custodian").get("/counter/").content


def test_everything_that_labels_say_is_understood(site):
    items = [site.office.receive() for _ in range(3)]
    where = "http://localhost:8000"
    for text in (link_text("item", items[0], where), bar_text("item", items[1]), items[2].lower()):
        assert scan(site, text).status_code == 302
    assert listed(site) == items
    assert scan(site, link_text("place", "ROOM-A/SHELF-1", where))["Location"] == "/counter/store"
    assert scan(site, bar_text("person", site.person("investigator")))["Location"] == "/counter/transfer"
    assert scan(site, site.person("investigator"), doing="send")["Location"] == "/counter/send"


def test_each_row_says_what_would_hinder(site):
    office = site.office
    gun, drugs, gone = office.firearm(), office.receive("drugs", seal="S-77", initials="CD"), office.receive()
    from wholefile.actions.custody import release_custody
    from wholefile.actions.items import report_loss

    office.clock.advance()
    report_loss(office.record, gone, kind="stolen", circumstances="broken in", by=office.custodian)
    sent = office.receive()
    office.clock.advance()
    number = release_custody(
        office.record, [sent], to=site.person("investigator"), released_by=office.custodian, purpose="to look"
    )[0]
    for one in (gun, drugs, gone, sent):
        scan(site, one)
    page = site.client("custodian").get("/counter/").content.decode()
    assert "treat it as loaded" in page
    assert "Compare its seal: S-77." in page
    assert "moves no more" in page
    assert f"On its way under {number}" in page
    assert "2 items cannot be moved as they are." in page
    coming = site.client("investigator").get("/counter/").content.decode()
    assert f"/do/custody/accept?transfer={number}" in coming


def _store(site, **more):
    return {"location": "ROOM-A/SHELF-1", "by": site.person("custodian"), "seal_state": "none", **more}


def test_items_then_a_place_are_stored_by_one_act(site):
    items = [site.office.receive() for _ in range(3)]
    for one in items:
        scan(site, one)
    client = site.client("custodian")
    assert scan(site, "ROOM-A/SHELF-1")["Location"] == "/counter/store"
    page = client.get("/counter/store").content.decode()
    assert 'name="location" value="ROOM-A/SHELF-1"' in page
    response = client.post("/counter/store", _store(site))
    assert len(site.sign(response, "custodian")) == 1
    assert {site.office.db.one("item", item=one).location for one in items} == {"ROOM-A/SHELF-1"}
    assert listed(site) == []
    client.post("/counter/undo")
    assert listed(site) == items


def test_what_is_withdrawn_before_it_is_signed_is_on_the_list_again(site):
    item = site.office.receive()
    scan(site, item)
    response = site.client("custodian").post("/counter/store", _store(site, note="as asked"))
    back = site.signing().post(response["Location"] + "/withdraw")["Location"]
    assert "/counter/store?draft=" in back
    page = site.client("custodian").get(back[back.index("/counter") :]).content.decode()
    assert "as asked" in page
    assert listed(site) == [item]


def test_the_signing_page_draws_the_code_for_another_device(site):
    scan(site, site.office.receive())
    response = site.client("custodian").post("/counter/store", _store(site))
    assert "data:image/svg+xml;base64," in site.signing().get(response["Location"]).content.decode()


def test_items_then_a_person_are_handed_over(site):
    item = site.office.receive()
    scan(site, item)
    scan(site, site.person("investigator"))
    page = site.client("custodian").get("/counter/transfer").content.decode()
    assert f'<option value="{site.person("investigator")}" selected>' in page
    response = site.client("custodian").post(
        "/counter/transfer",
        {
            "released_by": site.person("custodian"),
            "received_by": site.person("investigator"),
            "purpose": "to look at it",
            "seal_state": "none",
        },
    )
    assert site.sign(response, "custodian", "investigator")
    assert site.office.db.one("item", item=item).holder == site.person("investigator")


def test_who_holds_it_hands_it_over_to_who_stands_here(site):
    item = site.office.receive()
    site.office.transfer(item, site.office.custodian, site.office.investigator)
    scan(site, item)
    page = site.client("custodian").get("/counter/transfer").content.decode()
    chosen = [
        part.partition('"')[0] for part in page.split('<option value="')[1:] if " selected>" in part[:40]
    ]
    assert chosen[:2] == [site.person("investigator"), site.person("custodian")]


def test_what_a_rule_refuses_keeps_the_list_and_the_form(site):
    gun = site.office.firearm()
    scan(site, gun)
    response = site.client("custodian").post(
        "/counter/store", _store(site, location="DRUGS/A", note="as asked")
    )
    assert response.status_code == 422
    assert b"as asked" in response.content
    assert listed(site) == [gun]
    assert not WaitingActs.objects.exists()


@pytest.mark.parametrize(
    "told", [{}, {"location": "x" * 5000}, {"by": "P-999"}, {"occurred_at": "yesterday"}]
)
def test_a_form_that_cannot_be_says_so(site, told):
    scan(site, site.office.receive())
    response = site.client("custodian").post("/counter/store", {**_store(site), **told} if told else {})
    assert 400 <= response.status_code < 500
    assert b"There is a problem" in response.content


def test_nothing_on_the_list_is_nothing_to_sign(site):
    response = site.client("custodian").post("/counter/store", _store(site))
    assert response.status_code == 400
    assert b"Scan or type the items first." in response.content


def test_loans_go_out_and_come_back(site):
    item = site.office.receive()
    scan(site, item)
    scan(site, site.person("judge"), doing="lend")
    page = site.client("custodian").get("/counter/lend").content.decode()
    assert 'value="Lea Sanchez"' in page
    told = {
        "to": "Lea Sanchez", "due_on": "2026-03-01", "purpose": "court", "condition": "good",
        "by": site.person("custodian"), "seal_state": "none",
    }  # fmt: skip
    assert site.sign(site.client("custodian").post("/counter/lend", told), "custodian")
    scan(site, item)
    back = {"condition": "good", "by": site.person("custodian"), "seal_state": "none"}
    assert site.sign(site.client("custodian").post("/counter/take-back", back), "custodian")
    assert site.office.db.one("item", item=item).holder == site.person("custodian")


def _new(site, **more):
    return {
        "description": "A brass key", "category": "evidence", "quantity": "1", "unit": "each", "submitted_by": "Eva",
        "collected_at": "12 Mesa Road", "authority": "found", "dockets": site.office.docket,
        "named_cases": "the Mesa Road matter", "identifiers": "serial=K-1", "by": site.person("custodian"), **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        {"description": ""},
        {"quantity": "many"},
        {"quantity": "9" * 40},
        {"identifiers": "K-1"},
        {"dockets": "NO-SUCH-1"},
        {"description": "\x00\x01"},
        {"description": "x" * 50_000},
        {"category": "anything"},
        {"category": ""},
        {"authority": ""},
    ],
)
def test_a_new_item_that_cannot_be_is_refused_in_words(site, told):
    response = site.client("custodian").post("/counter/take-in", _new(site, **told))
    assert 400 <= response.status_code < 500
    assert b"There is a problem" in response.content
    assert not WaitingActs.objects.exists()


def test_a_new_item_has_a_label_a_receipt_and_photographs(site):
    client = site.client("custodian")
    assert client.get("/counter/take-in").status_code == 200
    site.sign(client.post("/counter/take-in", _new(site)), "custodian")
    (item,) = [row.item for row in site.office.db.rows("item")]
    page = client.get("/counter/").content.decode()
    assert f"/labels/?items={item}" in page
    assert f"/counter/receipt/{item}" in page
    assert f"/counter/receipt/{item}" not in site.client("supervisor").get("/counter/").content.decode()
    paper = client.get(f"/counter/receipt/{item}").content.decode()
    assert "the Mesa Road matter" in paper
    file = client.post(f"/counter/receipt/{item}")
    assert file["Content-Disposition"] == f'attachment; filename="receipt-{item}.json"'
    assert file.json()["origin"] == site.office.record.origin


def test_photographs_are_taken_with_the_phone_in_ones_hand(site):
    from django.core.files.uploadedfile import SimpleUploadedFile

    item, client = site.office.receive(), site.client("custodian")
    page = client.get(f"/counter/photographs/{item}").content.decode()
    assert 'capture="environment"' in page
    assert client.post(f"/counter/photographs/{item}", {}).status_code == 400
    told = {
        "uploads": SimpleUploadedFile("front.jpg", b"not really a picture", "image/jpeg"),
        "purpose": "photograph",
        "by": site.person("custodian"),
    }
    assert site.sign(client.post(f"/counter/photographs/{item}", told), "custodian")
    assert [row.name for row in site.office.db.rows("item_file", item=item)] == ["front.jpg"]


def test_the_receiver_opens_it_on_their_own_device_from_the_code(site):
    item = site.office.receive()
    scan(site, item)
    response = site.client("custodian").post(
        "/counter/transfer",
        {
            "released_by": site.person("custodian"), "received_by": site.person("investigator"),
            "purpose": "to look at it", "seal_state": "none",
        },
    )  # fmt: skip
    code = WaitingActs.objects.get().code
    assert site.client("investigator").get(f"/W/{code}")["Location"] == response["Location"]
    assert site.client("laboratory").get(f"/W/{code}").status_code == 404
    assert site.client("investigator").get("/W/AAAAAAAA").status_code == 404
