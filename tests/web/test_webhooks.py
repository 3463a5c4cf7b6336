"""Other systems are told of acts: only where the operator allows, only what is in sight, in order."""

import hmac
import json
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings
from django.db import connections

from tests.web.world import HIDDEN, build, hide_something, outsider
from wholefile.actions.people import end_role, grant_role
from wholefile.core.errors import Forbidden, Invalid, Unavailable
from wholefile.record import lookups
from wholefile.web.accounts.models import Account
from wholefile.web.api import calling, telling
from wholefile.web.api.models import Webhook


class Listener:
    """Somebody who listens on this machine, and answers as they are told to."""

    def __init__(self):
        self.status, self.location, self.heard = 200, "", []
        self.meanwhile = lambda: None  # what happens while it is told something
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.heard.append((self.path, dict(self.headers), body))
                listener.meanwhile()
                connections.close_all()
                self.send_response(listener.status)
                if listener.location:
                    self.send_header("Location", listener.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def told(self):
        return [json.loads(body) for _, _, body in self.heard]


@pytest.fixture
def listener(monkeypatch):
    made = Listener()
    monkeypatch.setattr(settings, "WHOLEFILE_WEBHOOK_HOSTS", (made.host,))
    yield made
    made.server.shutdown()
    made.server.server_close()


def hook(site, listener, person: str, position: int = 0) -> Webhook:
    return Webhook.objects.create(
        person=person, url=f"http://{listener.host}/hook?a=1", salt="salt", position=position,
        made_by=site.person("ana"), made_at=0,
    )  # fmt: skip


def tell(site):
    """Until nothing more is told."""
    before = None
    while before != (now := list(Webhook.objects.values())):
        before = now
        telling.tell(site.office.record)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("https://elsewhere.example/", Forbidden),
        ("https://hooks.county.example:8443/", Forbidden),
        ("https://hooks.county.example.evil.example/", Forbidden),
        ("https://169.254.169.254/latest/meta-data", Forbidden),
        ("http://hooks.county.example:443/", Invalid),
        ("https://user:password@hooks.county.example/", Invalid),
        ("https://hooks.county.example/#here", Invalid),
        ("https://hooks.county.example/\r\nX: y", Invalid),
        ("https://hooks.county.example:99999/", Invalid),
        ("https://[::1", Invalid),
        ("file:///etc/passwd", Invalid),
        ("gopher://hooks.county.example/", Invalid),
        ("", Invalid),
    ],
)
def test_no_other_host_is_ever_called(url, error):
    with pytest.raises(error):
        calling.place_of(url, ["hooks.county.example"])


def test_a_listed_host_is_a_place():
    found = calling.place_of("https://Hooks.County.example/a?b=c", ["hooks.county.example"])
    assert (found.host, found.port, found.path) == ("hooks.county.example", 443, "/a?b=c")


def test_a_name_that_leads_elsewhere_is_not_called(monkeypatch):
    for address in ("127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1"):
        monkeypatch.setattr(
            calling.socket, "getaddrinfo", lambda *_a, said=address, **_m: [(2, 1, 6, "", (said, 443))]
        )
        with pytest.raises(Unavailable):
            calling.post(calling.Place("https", "hooks.county.example", 443, "/"), b"{}", {})


def test_each_act_in_sight_is_told_once_in_order_and_signed(site, listener):
    made = hook(
        site,
        listener,
        site.person("auditor") if hasattr(site.office, "auditor") else site.person("custodian"),
    )
    tell(site)
    size = lookups.entry_count(site.office.db)
    assert [one["position"] for one in listener.told] == list(range(size))
    assert set(listener.told[0]) == {"position", "kind", "at", "digest", "items", "cases"}
    path, headers, body = listener.heard[0]
    assert path == "/hook?a=1"
    moment, given = (one.partition("=")[2] for one in headers["Wholefile-Signature"].split(","))
    secret = telling.secret_of(made)
    assert given == hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    tell(site)
    assert len(listener.heard) == size


def test_what_is_hidden_is_not_told(site, tmp_path, listener):
    build(site, tmp_path)
    vera = outsider(site, "vera", "investigator")
    made = hook(site, listener, vera.person, lookups.entry_count(site.office.db))
    hidden = hide_something(site)
    tell(site)
    every = b"".join(body for _, _, body in listener.heard).decode()
    assert hidden not in every
    assert HIDDEN not in every
    assert not [
        one for one in listener.told if one["kind"] in ("case.opened", "item.received", "statement.recorded")
    ]
    site.office.clock.advance()
    seen = site.office.receive()
    tell(site)
    assert seen in listener.told[-1]["items"]
    before = len(listener.heard)
    Account.objects.filter(person=vera.person).update(is_active=False)
    site.office.receive()
    tell(site)
    assert len(listener.heard) == before
    made.refresh_from_db()
    assert made.position <= lookups.entry_count(site.office.db)


def ends_their_role(site, row):
    reason = {"reason": "moved", "by": site.office.ana, "docket": site.office.docket}
    end_role(site.office.record, row.person, "investigator", **reason)


def closes_their_account(_site, row):
    Account.objects.filter(person=row.person).update(is_active=False)


def removes_the_webhook(_site, row):
    Webhook.objects.filter(pk=row.pk).update(removed_at=1)


def stops_the_webhook(_site, row):
    Webhook.objects.filter(pk=row.pk).update(stopped=True)


@pytest.mark.parametrize(
    "what", [ends_their_role, closes_their_account, removes_the_webhook, stops_the_webhook]
)
def test_nothing_more_is_told_once_its_person_may_not_see_it(site, listener, what):
    vera = outsider(site, "vera", "investigator")
    start = lookups.entry_count(site.office.db)
    for _ in range(3):
        site.office.receive()
    row = hook(site, listener, vera.person, position=start)
    listener.meanwhile = lambda: what(site, row)
    telling.tell(site.office.record)
    listener.meanwhile = lambda: None
    tell(site)
    assert [one["position"] for one in listener.told] == [start]


def test_what_is_told_is_what_its_person_sees_then_and_not_what_they_saw_before(site, listener):
    vera = outsider(site, "vera", "investigator")
    start = lookups.entry_count(site.office.db)
    site.office.receive()
    site.office.receive(dockets=[site.office.other_docket])
    row = hook(site, listener, vera.person, position=start)
    ends_their_role(site, row)
    tell(site)
    assert listener.told == []
    grant_role(
        site.office.record,
        vera.person,
        "investigator",
        by=site.office.ana,
        docket=site.office.other_docket,
    )
    tell(site)
    assert [one["position"] for one in listener.told if one["kind"] == "item.received"] == [start + 1]


def test_a_redirect_is_not_followed_and_a_failure_is_tried_again_later(site, listener):
    made = hook(site, listener, site.person("custodian"), lookups.entry_count(site.office.db) - 2)
    listener.status, listener.location = 302, "http://127.0.0.1:1/"
    tell(site)
    made.refresh_from_db()
    assert (len(listener.heard), made.attempts, made.stopped) == (1, 1, False)
    assert "302" in made.failure
    tell(site)
    assert len(listener.heard) == 1
    listener.status, listener.location = 204, ""
    site.office.clock.now += 60_001
    tell(site)
    made.refresh_from_db()
    assert (made.attempts, made.failure) == (0, "")
    positions = [one["position"] for one in listener.told]
    assert positions[0] == positions[1]
    assert positions[1:] == sorted(positions[1:])


def test_after_many_failures_it_stops_says_why_and_goes_on_when_asked(site, listener):
    made = hook(site, listener, site.person("custodian"), lookups.entry_count(site.office.db) - 1)
    listener.status = 500
    for _ in range(telling.MOST + 3):
        telling.tell(site.office.record)
        site.office.clock.now += 60_000 * 2**telling.MOST
    made.refresh_from_db()
    assert made.stopped
    assert len(listener.heard) == telling.MOST
    page = site.client("ana").get("/admin/webhooks/").content.decode()
    assert "The answer was 500." in page
    assert site.client("custodian").post(f"/admin/webhooks/{made.pk}/again").status_code == 404
    listener.status = 200
    assert site.client("ana").post(f"/admin/webhooks/{made.pk}/again").status_code == 302
    tell(site)
    made.refresh_from_db()
    assert (made.stopped, made.position) == (False, lookups.entry_count(site.office.db))


def test_nobody_listening_loses_nothing(site, listener):
    made = hook(site, listener, site.person("custodian"), lookups.entry_count(site.office.db) - 1)
    listener.server.shutdown()
    listener.server.server_close()
    tell(site)
    made.refresh_from_db()
    assert made.failure.startswith("No answer")
    assert made.position == lookups.entry_count(site.office.db) - 1


def test_only_an_administrator_makes_one_and_its_secret_is_shown_once(site, listener):
    told = {"url": f"http://{listener.host}/x", "person": site.person("custodian")}
    assert site.client("custodian").post("/admin/webhooks/", told).status_code == 404
    answer = site.client("ana").post("/admin/webhooks/", told)
    assert answer.status_code == 200
    made = Webhook.objects.get()
    secret = telling.secret_of(made)
    assert secret in answer.content.decode()
    assert secret not in site.client("ana").get("/admin/webhooks/").content.decode()
    assert secret not in json.dumps(list(Webhook.objects.values()))
    assert made.position == lookups.entry_count(site.office.db)
    for wrong in (
        {**told, "url": "https://elsewhere.example/"}, {**told, "url": "x" * 600}, {**told, "person": "P-99999"},
        {**told, "person": "<script>"}, {**told, "url": "http://\x00"}, {},
    ):  # fmt: skip
        assert 400 <= site.client("ana").post("/admin/webhooks/", wrong).status_code < 500
    assert Webhook.objects.count() == 1
    assert site.client("ana").get(f"/admin/webhooks/{made.pk}/remove").status_code == 405
    assert site.client("ana").post(f"/admin/webhooks/{made.pk}/remove").status_code == 302
    assert site.client("ana").post(f"/admin/webhooks/{made.pk}/remove").status_code == 404
