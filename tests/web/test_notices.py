"""Notices: what waits for somebody, never of what they may not see; mail that says only that something waits."""

import email
import socket
import ssl
import subprocess
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.conf import settings
from django.test.utils import override_settings

from tests.web.site import make_account
from tests.web.test_api import transfer
from tests.web.world import HIDDEN, build, hide_something, outsider
from wholefile.actions import cases, disclosure, laboratory
from wholefile.actions.people import end_role
from wholefile.core.errors import Invalid
from wholefile.record.days import day_of
from wholefile.record.visibility import visible
from wholefile.web.accounts.models import Account
from wholefile.web.accounts.settings import account_settings
from wholefile.web.addresses import addresses
from wholefile.web.notices import finding, mailing, showing
from wholefile.web.notices.models import Mailing, Notice, Preference

SIX = 6 * 3_600_000
DAY = 86_400_000


class Post:
    """What a mail server took."""

    def __init__(self):
        self.taken = []
        self.refuses = False
        self.secure = []

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802 - the server's name for it
        if self.refuses:
            return "451 not now"
        self.taken.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content)))
        self.secure.append(session.ssl is not None)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def post_office(**more):
    """A mail server of this machine, and mail that goes to it."""
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port, **more)
    controller.start()
    said = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    try:
        with override_settings(
            **said, EMAIL_PORT=port, EMAIL_TIMEOUT=5, DEFAULT_FROM_EMAIL="w@office.example"
        ):
            yield post
    finally:
        controller.stop()


def deadline(site, docket: str, what: str = "Disclose everything") -> None:
    site.office.clock.advance()
    day = day_of(site.office.clock.now + 3 * DAY)
    cases.set_deadline(
        site.office.record, docket, what=what, due_on=day, rule="5-501", by=site.office.prosecutor
    )


def noted(site, part: str, person: str = "") -> list[dict]:
    finding.note(site.office.record)
    db, who = site.office.db, person or site.person(part)
    return showing.shown(site.office.record, who, visible(db, who))


def test_what_is_due_is_told_to_those_whose_work_it_is(site):
    deadline(site, site.office.docket)
    told = noted(site, "prosecutor")
    assert [(one["kind"], one["docket"]) for one in told] == [("due", site.office.docket)]
    assert "Disclose everything" in told[0]["words"]
    assert noted(site, "custodian") == []
    assert noted(site, "defence") == []
    finding.note(site.office.record)
    assert Notice.objects.filter(person=site.person("prosecutor")).count() == 1


def test_a_notice_is_gone_once_it_waits_no_more(site):
    deadline(site, site.office.docket)
    assert len(noted(site, "prosecutor")) == 1
    site.office.clock.advance()
    number = site.office.db.rows("deadline")[0].deadline
    cases.meet_deadline(
        site.office.record, site.office.docket, number, how="served", days_late=0, by=site.office.prosecutor
    )
    assert (
        showing.shown(
            site.office.record, site.person("prosecutor"), visible(site.office.db, site.person("prosecutor"))
        )
        == []
    )
    assert noted(site, "prosecutor") == []
    assert Notice.objects.get(person=site.person("prosecutor")).settled_at is not None


def test_a_notice_of_what_is_no_longer_in_sight_is_neither_shown_nor_counted_nor_mailed(site, tmp_path):
    build(site, tmp_path)
    vera = outsider(site, "vera", "prosecutor")
    deadline(site, site.office.docket)
    told = [(one["words"].split()[0], one["docket"]) for one in noted(site, "vera", vera.person)]
    assert told == [("deadline", site.office.docket), ("disposition", "")]
    client = site.client("vera")
    assert 'wf-count">2<' in client.get("/notices/").content.decode()
    site.office.clock.advance()
    end_role(
        site.office.record,
        vera.person,
        "prosecutor",
        reason="left",
        docket=site.office.docket,
        by=site.office.ana,
    )
    page = client.get("/notices/").content.decode()
    assert "wf-count" not in page
    assert "Disclose everything" not in page
    site.office.clock.now += DAY
    with post_office() as post:
        mailing.send(site.office.record)
    assert not [to for to, _ in post.taken if "vera@office.example" in to]


def test_a_hidden_case_makes_no_notice(site, tmp_path):
    build(site, tmp_path)
    vera = outsider(site, "vera", "prosecutor")
    before = noted(site, "vera", vera.person)
    hidden = hide_something(site)
    deadline(site, HIDDEN, "Sealed deadline")
    after = noted(site, "vera", vera.person)
    assert after == before
    kept = str(list(Notice.objects.filter(person=vera.person).values()))
    assert HIDDEN not in kept
    assert hidden not in kept


def test_a_signature_that_is_wanted_and_the_receipt_afterwards(site):
    item = site.office.receive()
    sent = {**transfer(site, item), "items": item}
    answer = site.client("custodian").post("/do/custody/transfer", sent)
    assert answer.status_code == 302
    assert [one["kind"] for one in noted(site, "investigator")] == ["signature"]
    assert noted(site, "custodian") == []
    positions = site.sign(answer, "custodian", "investigator")
    told = noted(site, "investigator")
    assert [(one["kind"], one["url"]) for one in told] == [("receipt", f"/receipt/{positions[0]}")]
    assert site.client("investigator").get(told[0]["url"]).status_code == 200


def test_the_defence_is_told_of_productions_served_and_objections_answered_and_of_nothing_else(
    site, tmp_path
):
    assert noted(site, "defence") == []
    build(site, tmp_path)
    deadline(site, site.office.docket)
    assert {one["kind"] for one in noted(site, "defence")} == {"production"}
    site.office.clock.advance()
    objection = disclosure.raise_objection(
        site.office.record,
        site.office.docket,
        kind="missing item",
        text="where is it",
        by=site.office.defence,
    )[0]
    assert "objection" in {one["kind"] for one in noted(site, "prosecutor")}
    site.office.clock.advance()
    disclosure.answer_objection(
        site.office.record, objection, outcome="resolved", text="here", by=site.office.prosecutor
    )
    assert {one["kind"] for one in noted(site, "defence")} == {"production", "answer"}
    page = site.client("defence", portal=True).get("/notices/").content.decode()
    assert "A production was served" in page
    assert "Disclose everything" not in page


def test_counsel_to_whom_notice_of_a_test_goes_is_told_until_it_objected_or_left(site):
    office = site.office
    office.clock.advance()
    party, _ = cases.add_party(
        office.record, office.docket, name="John Doe", role="defendant", by=office.prosecutor
    )
    told = {"name": "Kim Vale", "person": site.person("defence"), "by": office.paralegal}
    cases.counsel_appears(office.record, office.docket, party, **told)
    colleague = office.newcomer("colleague", "defence", docket=office.docket)
    make_account(office, "colleague")
    number, _ = laboratory.request_examination(
        office.record, [office.receive()], laboratory="State laboratory", scope="A mallet", destructive=True,
        return_due="2026-12-20", by=office.investigator,
    )  # fmt: skip
    assert noted(site, "defence") == []
    office.clock.advance()
    said = {"served_on": "Kim Vale", "how": "by hand", "window_days": 10, "by": office.prosecutor}
    laboratory.give_notice_of_test(office.record, number, **said)
    assert [(one["kind"], one["words"]) for one in noted(site, "defence")] == [("test", number)]
    assert noted(site, "", colleague.person) == []  # who appears nowhere is told of nothing
    page = site.client("defence", portal=True).get("/notices/").content.decode()
    assert "Notice of a destructive test" in page
    assert f"/tests/{number}/objection" in page
    assert "A mallet" not in page
    with post_office() as post:
        office.clock.now += DAY - office.clock.now % DAY + SIX
        mailing.send(office.record)
        ((_, message),) = [one for one in post.taken if one[0] == ["defence@office.example"]]
    assert "Notice of a destructive test: 1" in message.get_payload()
    assert number not in message.get_payload()
    cases.counsel_withdraws(
        office.record, office.docket, party, name="Kim Vale", reason="another", by=office.paralegal
    )
    db = office.db
    assert showing.shown(office.record, site.person("defence"), visible(db, site.person("defence"))) == []
    cases.counsel_appears(office.record, office.docket, party, **told)
    office.clock.advance()
    laboratory.object_to_test(office.record, number, reason="ours first", by=office.defence)
    assert noted(site, "defence") == []


def test_a_notice_of_a_test_that_names_others_is_mailed_to_them_alone(site):
    office = site.office
    people = {}
    for name in ("defence", "colleague"):
        if name == "colleague":
            office.newcomer("colleague", "defence", docket=office.docket)
            make_account(office, "colleague")
        office.clock.advance()
        party, _ = cases.add_party(
            office.record, office.docket, name=f"Party of {name}", role="defendant", by=office.prosecutor
        )
        people[name] = site.person(name)
        cases.counsel_appears(
            office.record, office.docket, party, name=name, person=people[name], by=office.paralegal
        )
    number, _ = laboratory.request_examination(
        office.record, [office.receive()], laboratory="State laboratory", scope="A mallet", destructive=True,
        return_due="2026-12-20", by=office.investigator,
    )  # fmt: skip
    said = {"served_on": "one of them", "how": "by hand", "window_days": 10, "by": office.prosecutor}
    laboratory.give_notice_of_test(office.record, number, addressees=[people["colleague"]], **said)
    assert [one["kind"] for one in noted(site, "colleague")] == ["test"]
    assert noted(site, "defence") == []
    home = site.client("defence", portal=True).get("/").content.decode()
    assert f"/tests/{number}/objection" in home  # it may object all the same
    assert "Notice went to colleague." in home


def test_notices_are_read_by_their_owner_alone(site):
    deadline(site, site.office.docket)
    number = noted(site, "prosecutor")[0]["number"]
    client = site.client("prosecutor")
    assert site.client("custodian").post("/notices/read", {"number": str(number)}).status_code == 302
    assert Notice.objects.get(pk=number).read_at is None
    for wrong in ("x", "9" * 30, "-1", "\u0661", "<script>"):
        assert client.post("/notices/read", {"number": wrong}).status_code == 302
    assert Notice.objects.get(pk=number).read_at is None
    assert client.get("/notices/read").status_code == 405
    assert client.post("/notices/read", {"number": str(number)}).status_code == 302
    assert Notice.objects.get(pk=number).read_at is not None
    assert "wf-count" not in client.get("/notices/").content.decode()


def test_how_one_is_told_is_chosen_per_kind(site):
    client = site.client("prosecutor")
    assert client.post("/notices/settings", {"due": "loudly"}).status_code == 400
    assert Preference.objects.count() == 0
    page = client.get("/notices/settings").content.decode()
    assert "A production was served" not in page
    of_the_office = [one for one in finding.KINDS if one not in finding.OF_THE_DEFENCE]
    chosen = dict.fromkeys(of_the_office, "off") | {"overdue": "immediate"}
    assert client.post("/notices/settings", chosen).status_code == 200
    assert chosen.items() <= mailing.preferences(site.person("prosecutor")).items()
    assert mailing.preferences(site.person("custodian"))["signature"] == "immediate"


def test_mail_says_that_something_waits_and_nothing_of_what(site):
    Preference.objects.create(person=site.person("prosecutor"), kind="due", how="immediate")
    deadline(site, site.office.docket, "Disclose the zanzibar tape")
    finding.note(site.office.record)
    with post_office() as post:
        mailing.send(site.office.record)
        mailing.send(site.office.record)
    ((to, message),) = post.taken
    assert to == ["prosecutor@office.example"]
    text = message.as_string() + message.get_payload()
    assert f"{settings.WHOLEFILE_ADDRESSES.office}/notices/" in text
    assert "Due soon: 1" in text
    for secret in ("zanzibar", site.office.docket, "V26-", "DL-"):
        assert secret not in text


def test_a_digest_goes_once_a_day_and_off_means_never(site):
    Preference.objects.create(person=site.person("supervisor"), kind="due", how="off")
    deadline(site, site.office.docket)
    site.office.clock.now += DAY - site.office.clock.now % DAY + SIX
    finding.note(site.office.record)
    with post_office() as post:
        mailing.send(site.office.record)
        Notice.objects.update(mailed_at=None)
        mailing.send(site.office.record)
        assert [to for to, _ in post.taken].count(["prosecutor@office.example"]) == 1
        site.office.clock.now += DAY
        mailing.send(site.office.record)
    assert [to for to, _ in post.taken].count(["prosecutor@office.example"]) == 2
    assert not [to for to, _ in post.taken if "supervisor@office.example" in to]


def test_while_the_mail_server_is_down_or_refuses_nothing_is_lost(site):
    person = site.person("prosecutor")
    Preference.objects.create(person=person, kind="due", how="immediate")
    deadline(site, site.office.docket)
    finding.note(site.office.record)
    said = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    with override_settings(**said, EMAIL_PORT=free_port(), EMAIL_TIMEOUT=5):
        mailing.send(site.office.record)
    state = Mailing.objects.get(person=person)
    assert (state.attempts, state.failure) == (1, "ConnectionRefusedError")
    assert Notice.objects.get(person=person).mailed_at is None
    assert "ConnectionRefusedError" in site.client("prosecutor").get("/notices/settings").content.decode()
    with post_office() as post:
        mailing.send(site.office.record)
        assert post.taken == []
        site.office.clock.now += 60_001
        post.refuses = True
        mailing.send(site.office.record)
        assert Mailing.objects.get(person=person).attempts == 2
        post.refuses = False
        site.office.clock.now += 120_001
        mailing.send(site.office.record)
        assert len(post.taken) == 1
    assert Mailing.objects.get(person=person).failure == ""
    assert Notice.objects.get(person=person).mailed_at is not None


def test_nothing_is_mailed_to_a_locked_account_or_without_a_server(site):
    Preference.objects.create(person=site.person("prosecutor"), kind="due", how="immediate")
    deadline(site, site.office.docket)
    finding.note(site.office.record)
    mailing.send(site.office.record)
    assert Mailing.objects.count() == 0
    Account.objects.filter(username="prosecutor").update(is_active=False)
    with post_office() as post:
        mailing.send(site.office.record)
    assert post.taken == []


def test_mail_goes_over_starttls_with_a_name_and_a_password(site, tmp_path, monkeypatch):
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key),
         "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate, key)
    names = []

    def enters(_server, _session, _envelope, _mechanism, data):
        names.append((data.login, data.password))
        return AuthResult(success=True)

    Preference.objects.create(person=site.person("prosecutor"), kind="due", how="immediate")
    deadline(site, site.office.docket)
    finding.note(site.office.record)
    more = {"tls_context": inside, "require_starttls": True, "authenticator": enters, "auth_required": True}
    with (
        post_office(**more) as post,
        override_settings(EMAIL_USE_TLS=True, EMAIL_HOST_USER="wholefile", EMAIL_HOST_PASSWORD="secret"),
    ):
        mailing.send(site.office.record)
    assert post.secure == [True]
    assert names == [(b"wholefile", b"secret")]


def test_where_mail_goes_is_read_from_the_environment():
    where = addresses({})
    said = account_settings(
        {"WHOLEFILE_SMTP_URL": "smtp://a:b%40c@mail.example:587?tls=starttls"}, where, "default"
    )
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"], said["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("a", "b@c")
    with pytest.raises(Invalid):
        account_settings({"WHOLEFILE_SMTP_URL": "http://mail.example"}, where, "default")
