"""Tokens on their pages: shown once, narrowed, ended; and the interface described for people to read."""

from django.conf import settings
from django.test import Client

from tests.web.test_api import System
from wholefile.web.addresses import name_of
from wholefile.web.api import interface
from wholefile.web.api.models import ApiToken


def test_a_token_is_shown_once_and_revoked_by_its_owner(site):
    client = site.client("custodian")
    answer = client.post("/keys/tokens/", {"name": "the <b>court</b>", "days": "30"})
    assert answer.status_code == 200
    page = answer.content.decode()
    secret = page.split('wf-breaks">')[1].split("<")[0]
    assert "<b>court" not in page
    assert secret not in client.get("/keys/tokens/").content.decode()
    system = Client(
        SERVER_NAME=name_of(settings.WHOLEFILE_ADDRESSES.office),
        headers={"authorization": f"Bearer {secret}"},
    )
    assert system.get("/api/v1/me").json()["may_prepare"] is False
    number = ApiToken.objects.get().pk
    assert site.client("investigator").post(f"/keys/tokens/{number}/revoke").status_code == 404
    assert site.client("custodian").get(f"/keys/tokens/{number}/revoke").status_code == 405
    assert client.post(f"/keys/tokens/{number}/revoke").status_code == 302
    assert system.get("/api/v1/me").status_code == 401


def test_an_administrator_sees_and_ends_every_token(site):
    system = System(site, "custodian")
    assert site.client("custodian").get("/admin/tokens/").status_code == 404
    page = site.client("ana").get("/admin/tokens/").content.decode()
    assert system.token.prefix in page
    assert system.secret not in page
    assert site.client("custodian").post(f"/admin/tokens/{system.token.pk}/revoke").status_code == 404
    assert site.client("ana").post(f"/admin/tokens/{system.token.pk}/revoke").status_code == 302
    assert system.get("me").status_code == 401
    assert site.client("ana").post("/admin/tokens/99999999999999999999999/revoke").status_code == 404


NO_TOKEN_FORMS = [
        {}, {"name": "x" * 81, "days": "30"}, {"name": "x", "days": "0"}, {"name": "x", "days": "367"},
        {"name": "x", "days": "9" * 40}, {"name": "x", "days": "30", "roles": "administrator"},
        {"name": "x", "days": "30", "dockets": "\u202e"}, {"name": "x\x00", "days": "30"},
    ]  # fmt: skip


def test_a_token_that_cannot_be_is_refused_on_the_page(site):
    for sent in NO_TOKEN_FORMS:
        answer = site.client("custodian").post("/keys/tokens/", sent)
        assert answer.status_code == 400
        assert ApiToken.objects.count() == 0


def test_the_description_is_read_as_a_page_without_a_foreign_script(site):
    page = site.client("custodian").get("/api/").content.decode()
    for operations in interface.described()["paths"].values():
        for one in operations.values():
            assert one["summary"] in page.replace("&#x27;", "'")
    assert "cdn" not in page.lower()
    assert site.anybody().get("/api/v1/openapi.json").json()["openapi"] == "3.1.0"
