"""Sessions: they end, they lock, and a form sent to a locked one is not lost."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import override_settings

from tests.web.site import PASSWORD
from wholefile.web.accounts import sessions
from wholefile.web.accounts.events import now
from wholefile.web.accounts.models import SignInEvent
from wholefile.web.accounts.upkeep import UNUSED, close_unused, forget


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


@pytest.fixture
def client(site):
    made = site.client("custodian")
    assert made.get("/keys/").status_code == 200
    return made


def later(client, seconds, *clocks):
    session = client.session
    for clock in clocks:
        session[clock] = time.time() - seconds
    session.save()


def idle(client):
    later(client, sessions.IDLE, sessions.USED)


def unlocked(client, **more):
    return client.post("/session/unlock", {"password": PASSWORD, **more})


def test_an_idle_session_shows_nothing_until_its_owner_is_back(client):
    idle(client)
    answer = client.get("/keys/")
    assert answer["Location"] == "/session/lock?next=%2Fkeys%2F"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert b"This screen is locked" in page.content
    assert b"/keys/enrolments" not in page.content
    assert b"service-navigation" not in page.content
    assert client.post("/session/unlock", {"password": "not this one at all"}).status_code == 400
    assert client.post("/session/unlock", {"credential": "{}"}).status_code == 400
    assert client.post("/session/unlock", {"credential": "no json"}).status_code == 400
    assert client.post("/session/unlock", {}).status_code == 400
    assert client.get("/keys/").status_code == 302
    assert unlocked(client, next="/keys/")["Location"] == "/keys/"
    assert client.get("/keys/").status_code == 200
    kinds = list(SignInEvent.objects.order_by("pk").values_list("what", "outcome"))
    assert ("locked", "done") in kinds
    assert ("unlock", "refused") in kinds
    assert ("unlocked", "done") in kinds


def test_a_form_sent_to_a_locked_session_is_kept_for_its_owner_alone(client, site):
    idle(client)
    sent = {"items": "E-1", "purpose": "<b>to look</b> at it"}
    answer = client.post("/do/custody/transfer", sent)
    assert answer["Location"] == "/session/lock?next=%2Fsession%2Fkept"
    assert unlocked(client)["Location"] == "/session/kept"
    page = client.get("/session/kept").content.decode()
    assert "&lt;b&gt;to look&lt;/b&gt; at it" in page
    assert 'action="/do/custody/transfer"' in page
    assert client.post("/do/custody/transfer", sent).status_code in (400, 422)
    assert client.get("/session/kept")["Location"] == "/"


def test_a_kept_form_can_be_thrown_away_and_keeps_no_secret(client):
    idle(client)
    client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "y" * 20, "purpose": "kept"}
    )
    kept = client.session[sessions.KEPT]
    assert PASSWORD not in str(kept)
    assert "y" * 20 not in str(kept)
    unlocked(client)
    assert client.post("/session/kept")["Location"] == "/"
    assert sessions.KEPT not in client.session


def test_a_form_that_is_too_long_is_not_kept(client):
    idle(client)
    client.post("/do/custody/transfer", {"purpose": "x" * 600_000})
    assert sessions.KEPT not in client.session


def test_a_session_ends_after_twelve_hours_however_busy_and_its_form_waits_for_the_same_account(client, site):
    later(client, sessions.LASTS, sessions.SIGNED_IN)
    answer = client.post("/do/custody/transfer", {"purpose": "to look at it"})
    assert answer["Location"] == "/accounts/login/?next=%2Fsession%2Fkept"
    assert client.get("/keys/")["Location"].startswith("/accounts/login/")
    client.force_login(site.account("deputy"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/session/kept")["Location"] == "/"


def test_a_script_is_told_by_the_status_and_is_no_use_of_the_session(client):
    headers = {"Sec-Fetch-Mode": "cors"}
    later(client, sessions.IDLE - 60, sessions.USED)
    before = client.session[sessions.USED]
    assert client.get("/keys/", headers=headers).status_code == 200
    assert client.session[sessions.USED] == before
    idle(client)
    assert client.get("/keys/", headers=headers).status_code == 423
    assert client.post("/session/lock", {"state": "active"}).status_code == 423


def test_the_watch_in_the_page_locks_at_once_and_keeps_awake(client, site):
    later(client, 100, sessions.USED)
    assert client.post("/session/lock", {"state": "active"}).status_code == 204
    assert time.time() - client.session[sessions.USED] < 60
    assert client.post("/session/lock", {"state": "locked"}).status_code == 204
    assert client.get("/keys/").status_code == 302
    assert site.anybody().post("/session/lock", {"state": "active"}).status_code == 401
    unlocked(client)
    assert client.post("/session/lock")["Location"] == "/session/lock"


@pytest.mark.parametrize(
    "where", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x"]
)
def test_unlocking_leads_nowhere_else(client, where):
    idle(client)
    assert unlocked(client, next=where)["Location"] == "/"


def test_one_sees_where_one_is_signed_in_and_ends_it(site, client):
    other = site.anybody()
    other.force_login(
        site.account("custodian"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    for one in (client, other):
        UserSession.objects.create(
            user=site.account("custodian"),
            session_key=one.session.session_key,
            ip="192.0.2.1",
            user_agent="<b>x</b>",
        )
    stranger = site.client("deputy")
    row = UserSession.objects.get(session_key=other.session.session_key)
    assert stranger.post("/session/all", {"end": str(row.pk)}).status_code == 404
    assert other.get("/keys/").status_code == 200
    page = client.get("/session/all").content.decode()
    assert page.count("End it") == 2
    assert "<b>x</b>" not in page
    assert client.post("/session/all", {"end": "x" * 1000}).status_code == 404
    assert client.post("/session/all", {"end": str(row.pk)})["Location"] == "/session/all"
    assert other.get("/keys/").status_code == 302
    assert client.post("/session/all", {"end": "all"})["Location"] == "/accounts/login/"
    assert client.get("/keys/").status_code == 302


def test_a_banner_is_acknowledged_before_anything_is_shown(client):
    with override_settings(WHOLEFILE_BANNER="For official use <b>only</b>."):
        assert client.get("/keys/")["Location"] == "/session/banner?next=%2Fkeys%2F"
        page = client.get("/session/banner?next=%2Fkeys%2F").content.decode()
        assert "For official use &lt;b&gt;only" in page
        assert client.get("/keys/").status_code == 302
        assert client.post("/session/banner", {"next": "/keys/"})["Location"] == "/keys/"
        assert client.get("/keys/").status_code == 200
    assert SignInEvent.objects.filter(what="banner acknowledged").count() == 1


def test_the_stream_of_sign_ins_is_searched_by_account_and_outcome(site, client):
    auditor = site.client("auditor")
    page = auditor.get("/oversight/sign-ins/?account=custodian&outcome=done").content.decode()
    assert ">custodian<" in page
    assert ">auditor<" not in page.split("<tbody", 1)[1]
    assert "Nothing like that" in auditor.get("/oversight/sign-ins/?account=" + "x" * 100).content.decode()
    assert auditor.get("/oversight/sign-ins/?outcome=else").status_code == 400
    assert auditor.get("/oversight/sign-ins/?account=" + "x" * 1000).status_code == 400
    assert auditor.get("/oversight/sign-ins/?page=999999999999").status_code == 200


def test_what_happens_at_the_doors_is_a_line_of_the_log(site, caplog):
    with caplog.at_level("INFO", "wholefile.sign_in"):
        site.client("custodian")
    assert '"what": "sign-in"' in caplog.text
    assert '"account": "custodian"' in caplog.text


def test_accounts_that_nobody_uses_are_closed_and_can_be_opened_again(site, client):
    quarter = now() + 2 * UNUSED
    site.client("ana")
    closed = close_unused(quarter)
    assert "custodian" in closed
    assert client.get("/keys/").status_code == 302
    assert close_unused(quarter) == []
    forget(quarter)


def test_the_portal_has_its_own_sign_in_and_lock(site):
    portal = site.client("defence", portal=True)
    assert portal.get("/keys/").status_code == 200
    idle(portal)
    assert portal.get("/keys/")["Location"] == "/session/lock?next=%2Fkeys%2F"
    assert b"Defence portal" in portal.get("/session/lock").content
    assert unlocked(portal, next="/keys/")["Location"] == "/keys/"
    assert portal.get("/admin/accounts/").status_code == 404
    assert site.signing().get("/accounts/login/").status_code == 404
