"""The demo in a browser: everybody's door and key are there in the demo, and nowhere else."""

import re
import signal
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.web.conftest import empty_tables
from tests.web.running import Browser, running
from wholefile.core.errors import Forbidden, NotFound
from wholefile.demo import chapter_opening, play
from wholefile.demo.cast import CAST, FOUNDERS, ORIGIN, seed_of
from wholefile.demo.narration import Narrator
from wholefile.demo.stage import Stage, StoryClock
from wholefile.demo.witness import court_witness
from wholefile.record.checkpoints import checkpoint
from wholefile.record.founding import Founder, open_log
from wholefile.record.home import create_record, open_record
from wholefile.record.lookups import entry_count
from wholefile.web import office
from wholefile.web.accounts.models import Account
from wholefile.web.addresses import name_of
from wholefile.web.demo import accounts, clock, guard, pages
from wholefile.web.signing.models import WaitingActs

WORDS = [one.word for one in (*FOUNDERS, *CAST)]
PLACE = {"location": "ROOM-D", "name": "Another room", "kind": "room", "stores": "general", "by": "P-3"}


@pytest.fixture(scope="module")
def opening(tmp_path_factory):
    """The first chapter of the story: everybody is there."""
    folder = tmp_path_factory.mktemp("story")
    at = StoryClock(play.START)
    with court_witness(folder / "witness", at) as court:
        record = create_record(folder / "record", ORIGIN, clock=at, witnesses=[court.url])
        court.meet(record)
        stage = Stage(record, at, Narrator(lambda _line: None), folder, witness_key=court.key)
        chapter_opening.found(stage)
        chapter_opening.play(stage)
        record.close()
    return folder / "record"


@pytest.fixture
def story(opening, pages_tables):
    """The pages over it, as in the demo."""
    record = open_record(opening, witnesses=())
    clock.go_on(record)
    empty_tables()
    office.serve(record)
    with override_settings(WHOLEFILE_DEMO=True):
        accounts.make_accounts()
        yield record
    office.serve(None)
    record.close()


def at(site, **more):
    return Client(SERVER_NAME=name_of(getattr(settings.WHOLEFILE_ADDRESSES, site)), **more)


def begun(client):
    """An act that waits for Ruth's signature: its token."""
    answer = client.post("/do/location/add", PLACE)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].rsplit("/", 1)[1]


def entered(word):
    client = at("office")
    assert client.get(f"/demo/enter/{word}").status_code == 302
    return client


# Outside the demo.


@pytest.mark.parametrize("path", ["/demo/", "/demo/enter/custodian", "/demo/enter/ines"])
def test_there_are_no_doors_in_an_office(site, path):
    Account.objects.create_user("ines", person="P-1")
    for demo in (False, True):
        with override_settings(WHOLEFILE_DEMO=demo):
            client = site.anybody()
            assert client.get(path).status_code == 404
            assert "_auth_user_id" not in client.session


def test_no_key_signs_in_an_office_not_even_when_the_setting_is_on(site):
    item = site.office.receive()
    response = site.client("custodian").post(
        "/do/custody/transfer",
        {
            "items": item,
            "released_by": site.person("custodian"),
            "received_by": site.person("investigator"),
            "purpose": "to look at it",
            "seal_state": "none",
        },
    )
    before = entry_count(site.office.db)
    for demo in (False, True):
        with override_settings(WHOLEFILE_DEMO=demo):
            assert "the demo" not in site.signing().get(response["Location"]).content.decode().lower()
            for word in ("ines", "ruth", "custodian"):
                answer = site.signing().post(response["Location"] + "/demo", {"word": word})
                assert answer.status_code == 404
    assert WaitingActs.objects.get().signatures == {}
    assert entry_count(site.office.db) == before


def test_without_the_setting_the_story_has_no_doors_and_no_keys(story):
    token = begun(entered("ruth"))
    with override_settings(WHOLEFILE_DEMO=False):
        assert at("office").get("/demo/").status_code == 404
        assert at("office").get("/demo/enter/ruth").status_code == 404
        assert at("signing").post(f"/act/{token}/demo", {"word": "ruth"}).status_code == 404
        assert pages.words_of(["P-3"]) == {}
        with pytest.raises(NotFound):
            guard.only_in_demo()


def test_the_name_of_the_story_alone_makes_no_demo(tmp_path):
    """Somebody may give their record any name; the story's key is what nobody would."""
    record = create_record(tmp_path / "record", ORIGIN, witnesses=())
    open_log(
        record, "Not a story", [Founder("P-1", "A", "X", b"1" * 32), Founder("P-2", "B", "Y", b"2" * 32)]
    )
    office.serve(record)
    try:
        with override_settings(WHOLEFILE_DEMO=True), pytest.raises(Forbidden):
            guard.check_demo()
    finally:
        office.serve(None)
        record.close()


def test_the_keys_of_the_story_alone_make_no_demo(tmp_path):
    record = create_record(tmp_path / "record", "records.example/other", witnesses=())
    first, second = FOUNDERS
    founders = [
        Founder("P-1", first.name, first.agency, seed_of(first.word)),
        Founder("P-2", second.name, second.agency, seed_of(second.word)),
    ]
    open_log(record, "Not a story", founders)
    assert not guard.is_of_the_story(record)
    record.close()


# In the demo.


@pytest.mark.parametrize("word", ["nobody", "admin", "P-1", "x" * 300])
def test_who_is_not_in_the_story_has_no_door(story, word):
    Account.objects.create_user("admin", person="P-1")
    assert at("office").get(f"/demo/enter/{word}").status_code == 404


@pytest.mark.parametrize(
    "told", [{}, {"word": "nobody"}, {"word": ""}, {"word": "\0"}, {"word": "<script>" * 50}]
)
def test_who_is_not_in_the_story_has_no_key(story, told):
    token = begun(entered("ruth"))
    assert at("signing").post(f"/act/{token}/demo", told).status_code == 404


def test_a_look_at_the_address_signs_nothing(story):
    token = begun(entered("ruth"))
    assert at("signing").get(f"/act/{token}/demo").status_code == 405
    assert WaitingActs.objects.get().signatures == {}


def test_the_button_needs_the_page_it_is_on(story):
    token = begun(entered("ruth"))
    elsewhere = at("signing", enforce_csrf_checks=True)
    assert elsewhere.post(f"/act/{token}/demo", {"word": "ruth"}).status_code == 403


def test_somebody_signs_for_themselves_alone(story):
    token = begun(entered("ruth"))
    assert at("signing").post(f"/act/{token}/demo", {"word": "dale"}).status_code == 400
    assert WaitingActs.objects.get().positions is None


def test_everybody_comes_in_by_their_door(story):
    page = at("office").get("/demo/").content.decode()
    for one in accounts.entrances():
        assert one.address in page
        where = urlsplit(one.address)
        client = Client(SERVER_NAME=where.hostname)
        answer = client.get(where.path)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert client.session["_auth_user_id"] == str(Account.objects.get(username=one.word).pk)
        assert Account.objects.get(username=one.word).person == one.person
        if one.word != "sofia":
            assert one.name in client.get("/").content.decode()
    assert [one.word for one in accounts.entrances() if "portal." in one.address] == ["sofia"]


def test_an_act_is_signed_with_the_key_of_the_story(story):
    client = entered("ruth")
    token = begun(client)
    page = at("signing").get(f"/act/{token}").content.decode()
    assert "Sign as Ruth Okafor with the demo's key" in page
    before = entry_count(story.db)
    answer = at("signing").post(f"/act/{token}/demo", {"word": "ruth"})
    assert answer.status_code == 302
    (position,) = WaitingActs.objects.get().positions
    assert answer["Location"].endswith(f"/receipt/{position}")
    assert entry_count(story.db) == before + 1
    assert story.db.exists("location", location="ROOM-D")
    checkpoint(story)


def test_accounts_are_made_once_and_have_no_password(story):
    accounts.make_accounts()
    assert sorted(one.username for one in Account.objects.all()) == sorted(WORDS)
    assert not any(one.has_usable_password() for one in Account.objects.all())


def test_the_clock_goes_on_where_the_story_ended(story):
    last = story.db.rows("entry", order=("-seq",), limit=1)[0].at
    assert last < story.clock() < last + 3_600_000
    earlier = story.clock()
    time.sleep(0.01)
    assert story.clock() > earlier


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_demo_ends_in_a_browser(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.web.running._SECONDS", 500)
    with running(tmp_path / "nowhere", tmp_path, command=("demo", "--serve")) as server:
        said = server.said.read_text()
        doors = re.findall(r"(http://\S+/demo/enter/\w+)  (\w+ \w+),", said)
        assert len(doors) == len(WORDS)
        for address, name in doors:
            browser = Browser(server)
            assert browser.ask(address).status == 302
            home = browser.ask(address.split("/demo/")[0] + "/")
            assert home.status == 200, (name, home.status)
            assert name in home.text
        assert "As told:" in said
        # Whatever a shell runs in the background does not hear Ctrl-C, nor does what it starts.
        deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        server.process.send_signal(signal.SIGTERM if deaf else signal.SIGINT)
        assert server.process.wait(300) == 0
