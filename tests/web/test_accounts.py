"""Accounts at the doors: signing in, second factors, guessing, links, and what administrators can do."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import override_settings

from tests.web.site import PASSWORD, TOTP_SECRET
from wholefile.web.accounts import events, invitations, lockout
from wholefile.web.accounts.models import Account, Invitation, LockedName, SignInEvent

LOGIN, FACTOR = "/accounts/login/", "/accounts/2fa/authenticate/"
GOOD = "a door that opens on Tuesdays"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()


def code(secret=TOTP_SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def try_password(client, name="custodian", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def said(*what):
    return list(SignInEvent.objects.filter(what__in=what).values_list("what", "outcome").order_by("pk"))


def link_in(response):
    return re.search(r"http://[^/]+/invitation/[\w-]+", response.content.decode()).group()


def test_a_password_alone_opens_nothing(site):
    client = site.anybody()
    response = try_password(client)
    assert response["Location"].startswith(FACTOR)
    assert client.get("/keys/")["Location"].startswith(LOGIN)
    assert client.post(FACTOR, {"code": "000000"}).status_code == 200
    assert client.get("/keys/")["Location"].startswith(LOGIN)


def test_a_password_and_a_code_sign_in(site):
    client = site.anybody()
    assert client.get(LOGIN).status_code == 200
    try_password(client)
    before = client.session.session_key
    assert client.post(FACTOR, {"code": code()})["Location"] == "/"
    assert client.session.session_key != before
    assert client.get("/keys/").status_code == 200
    assert ("sign-in", "done") in said("sign-in")


def test_a_wrong_name_and_a_wrong_password_look_the_same(site):
    pages = []
    for name in ("custodian", "nobody-like-that"):
        response = try_password(site.anybody(), name, "not this one at all")
        pages.append(re.sub(r"value=\"[^\"]*\"", "", response.content.decode()))
        assert response.status_code == 200
    assert pages[0] == pages[1]
    assert not SignInEvent.objects.filter(account="nobody-like-that").exists()
    assert said("password") == [("password", "refused")] * 2


def test_who_guesses_waits_longer_each_time_and_nobody_else_does(site):
    for _ in range(lockout.FREE):
        try_password(site.anybody(), password="wrong wrong wrong")
    assert b"Too many attempts" in try_password(site.anybody()).content
    elsewhere = try_password(site.anybody(), REMOTE_ADDR="192.0.2.7")
    assert elsewhere["Location"].startswith(FACTOR)
    SignInEvent.objects.update(at=events.now() - lockout.WINDOW)
    assert try_password(site.anybody())["Location"].startswith(FACTOR)


def test_under_the_stricter_policy_a_name_is_locked_until_an_administrator_releases_it(site):
    with override_settings(WHOLEFILE_PROFILE="cjis"):
        for name in ("custodian", "nobody-like-that"):
            for _ in range(lockout.FREE):
                try_password(site.anybody(), name, "wrong wrong wrong")
            SignInEvent.objects.update(at=events.now() - lockout.WINDOW)
            LockedName.objects.get_or_create(named=events.digest_of(name), defaults={"since": events.now()})
            page = try_password(site.anybody(), name, REMOTE_ADDR="192.0.2.7").content.decode()
            assert "Too many attempts" in page
        number = site.account("custodian").pk
        assert "locked after wrong attempts" in site.client("ana").get("/admin/accounts/").content.decode()
        assert site.client("ana").post(f"/admin/accounts/{number}", {"do": "release"}).status_code == 302
        assert try_password(site.anybody())["Location"].startswith(FACTOR)


def test_five_wrong_guesses_lock_by_themselves_under_the_stricter_policy(site):
    with override_settings(WHOLEFILE_PROFILE="cjis"):
        for _ in range(lockout.FREE):
            try_password(site.anybody(), password="wrong wrong wrong")
        assert b"Too many attempts" in try_password(site.anybody(), REMOTE_ADDR="192.0.2.7").content
        assert LockedName.objects.count() == 1


def test_whoever_has_no_second_factor_is_led_to_one_before_anything_else(site):
    Authenticator.objects.all().delete()
    client = site.client("custodian")
    assert client.get("/keys/")["Location"] == "/accounts/2fa/?next=%2Fkeys%2F"
    assert client.get("/accounts/2fa/").status_code == 200
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="totp-secret">(\w+)<', page).group(1)
    assert client.post("/accounts/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    shown = client.get("/accounts/2fa/recovery-codes/").content.decode()
    first = re.search(r"<li>(\d{8})</li>", shown).group(1)
    assert first not in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.get("/keys/").status_code == 200


def test_the_last_second_factor_stays(site):
    client = site.client("custodian")
    page = client.post("/accounts/2fa/totp/deactivate/")
    assert "only second factor" in page.content.decode()
    assert Authenticator.objects.filter(user=site.account("custodian")).exists()


@pytest.mark.parametrize(
    "path", ["signup/", "3rdparty/signup/", "password/reset/", "email/", "login/code/confirm/"]
)
def test_nobody_makes_an_account_or_resets_one(site, path):
    assert site.anybody().get(f"/accounts/{path}").status_code == 404
    assert site.anybody().post(f"/accounts/{path}", {"username": "me", "password1": GOOD}).status_code == 404


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short one", "needs at least 15"),
        ("x" * 200, "at most 128"),
        ("passwordpassword", "list of passwords"),
        ("aaaaaaaaaaaaaaaaaa", "repeats"),
        ("123456789012345678", "counts"),
        ("newcomernewcomer", "own name"),
    ],
)
def test_a_password_that_is_tried_first_is_refused_with_the_reason(site, password, reason):
    account = invitations.make_account("newcomer")
    path = "/invitation/" + invitations.invite(account).rsplit("/", 1)[1]
    response = site.anybody().post(path, {"password1": password, "password2": password})
    assert response.status_code == 400
    assert reason in response.content.decode()
    account.refresh_from_db()
    assert not account.has_usable_password()


def test_an_administrator_makes_an_account_and_its_owner_comes_in_once(site):
    ana = site.client("ana")
    person = site.person("judge")
    response = ana.post("/admin/accounts/", {"name": "l.sanchez", "person": person, "email": ""}, follow=True)
    url = link_in(response)
    path = "/invitation/" + url.rsplit("/", 1)[1]
    assert url not in ana.get(response.request["PATH_INFO"]).content.decode()
    browser = site.anybody()
    assert "l.sanchez" in browser.get(path).content.decode()
    assert browser.post(path, {"password1": GOOD, "password2": GOOD})["Location"] == "/"
    assert browser.get("/")["Location"].startswith("/accounts/2fa/")
    for method in (site.anybody().get, site.anybody().post):
        assert method(path).status_code == 404
    account = Account.objects.get(username="l.sanchez")
    assert account.person == person
    assert ana.post("/admin/accounts/", {"name": "l.sanchez"}).status_code == 409


def test_a_link_ends_by_time_by_another_and_with_the_account(site):
    account = invitations.make_account("newcomer")
    first = invitations.invite(account).rsplit("/", 1)[1]
    second = invitations.invite(account).rsplit("/", 1)[1]
    client = site.anybody()
    assert client.get(f"/invitation/{first}").status_code == 404
    assert client.get(f"/invitation/{second}").status_code == 200
    Invitation.objects.update(expires_at=events.now())
    assert client.get(f"/invitation/{second}").status_code == 404
    third = invitations.invite(account).rsplit("/", 1)[1]
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get(f"/invitation/{third}").status_code == 404
    assert client.get("/invitation/" + "x" * 5000).status_code == 404


def test_a_new_link_keeps_the_second_factor_unless_its_device_is_lost(site):
    account = site.account("custodian")
    path = "/invitation/" + invitations.invite(account).rsplit("/", 1)[1]
    assert site.anybody().post(path, {"password1": GOOD, "password2": GOOD})["Location"].startswith(FACTOR)
    path = "/invitation/" + invitations.invite(account, afresh=True).rsplit("/", 1)[1]
    browser = site.anybody()
    assert browser.post(path, {"password1": GOOD, "password2": GOOD})["Location"] == "/"
    assert browser.get("/")["Location"].startswith("/accounts/2fa/")


def test_a_closed_account_is_out_at_once_and_its_name_is_given_to_nobody(site):
    client, ana = site.client("custodian"), site.client("ana")
    number = site.account("custodian").pk
    assert client.get("/keys/").status_code == 200
    assert ana.post(f"/admin/accounts/{number}", {"do": "close"}).status_code == 302
    assert client.get("/keys/")["Location"].startswith(LOGIN)
    assert try_password(site.anybody())["Location"] == "/accounts/inactive/"
    assert ana.post("/admin/accounts/", {"name": "custodian"}).status_code == 409
    assert ana.post(f"/admin/accounts/{site.account('ana').pk}", {"do": "close"}).status_code == 400
    assert ana.post(f"/admin/accounts/{number}", {"do": "open"}).status_code == 302
    assert try_password(site.anybody())["Location"].startswith(FACTOR)


@pytest.mark.parametrize("part", ["custodian", "supervisor", "prosecutor", "defence", "judge", "auditor"])
def test_accounts_are_for_administrators_alone(site, part):
    client = site.client(part)
    number = site.account("ana").pk
    assert client.get("/admin/accounts/").status_code == 404
    assert client.get(f"/admin/accounts/{number}").status_code == 404
    assert client.post(f"/admin/accounts/{number}", {"do": "link"}).status_code == 404
    assert client.post("/admin/accounts/", {"name": "mine"}).status_code == 404
    assert client.get("/oversight/sign-ins/").status_code == (200 if part == "auditor" else 404)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "x" * 100_000},
        {"name": "<script>alert(1)</script>"},
        {"name": "ok.name", "person": "P-99999"},
        {"name": "ok\x00name"},
        {"name": "иван"},
        {"name": "ok.name", "email": "no address"},
    ],
)
def test_what_is_no_account_gets_a_page_with_words(site, sent):
    response = site.client("ana").post("/admin/accounts/", sent)
    assert response.status_code == 400
    assert b"There is a problem" in response.content
    assert b"<script>alert" not in response.content


def test_what_cannot_be_done_with_an_account_gets_a_page_with_words(site):
    ana, number = site.client("ana"), site.account("custodian").pk
    assert ana.post(f"/admin/accounts/{number}", {"do": "destroy"}).status_code == 400
    assert ana.post(f"/admin/accounts/{number}", {"do": "person", "person": "P-777"}).status_code == 400
    assert ana.get(f"/admin/accounts/{10**17}").status_code == 404
    taken = {"do": "person", "person": site.person("judge")}
    assert ana.post(f"/admin/accounts/{number}", taken).status_code == 409
    own = Account.objects.get(username="ana").pk
    assert ana.post(f"/admin/accounts/{own}", taken).status_code == 403
    Account.objects.filter(username="judge").update(is_active=False)
    assert (
        ana.post(f"/admin/accounts/{number}", {"do": "person", "person": site.person("judge")}).status_code
        == 302
    )
    assert site.account("custodian").person == site.person("judge")


def test_managing_accounts_asks_again_who_one_is(site):
    ana = site.client("ana")
    session = ana.session
    session["wf-proved"] = time.time() - 16 * 60
    session.save()
    asked = ana.get("/admin/accounts/")
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Fadmin%2Faccounts%2F"
    sent = ana.post("/admin/accounts/", {"name": "newcomer"})
    assert sent["Location"] == "/accounts/reauthenticate/?next=%2Fsession%2Fkept"
    assert not Account.objects.filter(username="newcomer").exists()
    answer = ana.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/session/kept"})
    assert answer["Location"] == "/session/kept"
    assert "newcomer" in ana.get("/session/kept").content.decode()
    assert ana.get("/admin/accounts/").status_code == 200


def test_the_founders_of_a_record_are_given_their_first_link(site):
    Account.objects.all().delete()
    url = invitations.first_link("P-1")
    assert url.startswith("http://localhost:8000/invitation/")
    assert Account.objects.get().username == "ana.ortiz"
    Account.objects.update(is_active=False)
    assert invitations.first_link("P-1") != url
    assert Account.objects.get().is_active
    assert Account.objects.count() == 1
    assert site.anybody().get("/invitation/" + url.rsplit("/", 1)[1]).status_code == 404
    assert invitations.first_link(site.person("defence")).startswith("http://portal.localhost:8000/")
