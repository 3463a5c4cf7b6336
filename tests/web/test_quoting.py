"""Quoting from a stored file: the words are found in it, and the form of a statement opens with their place."""

import json
import re
from html import unescape

import pytest

from tests.actions.office import DOCKET
from tests.actions.serving import attach
from tests.web.hostile import whole
from tests.web.world import hide_something, outsider
from wholefile.record.lookups import entry_count

SAID = "Nobody. There was no time."
STORED = f"Q. Who looked?\nA. {SAID}\nQ. Nobody?\n".encode()


@pytest.fixture
def stored(site):
    item = site.office.receive("document")
    attach(site.office, item, **{"interview.txt": STORED})
    return item, site.office.db.one("item_file", item=item).sha256


def test_who_does_not_see_the_file_quotes_nothing_from_it(site, stored):
    outsider(site, "vera", "prosecutor")
    hidden = site.office.db.one("item_file", item=hide_something(site)).sha256
    for part, sha256 in (
        ("vera", hidden),
        ("ana", stored[1]),
        ("defence", stored[1]),
        ("custodian", "f" * 64),
    ):
        client = site.client(part)
        assert client.get(f"/files/{sha256}/quote").status_code == 404
        assert client.post(f"/files/{sha256}/quote", {"words": SAID}).status_code == 404


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("", 400, "This field is required"),
        ("Nobody. No time.", 422, "The words stand in the source 0 times"),
        ("Nobody", 422, "The words stand in the source 2 times"),
        ("\x00<script>", 400, ""),
        ("x" * 20_001, 400, "20000"),
        ("עד ראייה", 422, "0 times"),
    ],
)
def test_words_that_do_not_stand_there_once_are_refused(site, stored, words, status, said):
    answer = site.client("investigator").post(f"/files/{stored[1]}/quote", {"words": words})
    assert answer.status_code == status
    assert said in whole(answer)


def test_a_file_that_is_no_text_has_no_words(site):
    item = site.office.receive("document")
    attach(site.office, item, **{"photo.jpg": b"\xff\xd8\xff"})
    sha256 = site.office.db.one("item_file", item=item).sha256
    answer = site.client("investigator").post(f"/files/{sha256}/quote", {"words": "x"})
    assert answer.status_code == 422
    assert "has no text to search" in whole(answer)


def filled(answer, name):
    """What stands in a field of many lines."""
    return unescape(
        re.search(rf'<textarea name="{name}"[^>]*>\s*(.*?)</textarea>', whole(answer), re.DOTALL)[1]
    )


def test_words_that_stand_there_open_the_form_of_a_statement(site, stored):
    item, sha256 = stored
    client = site.client("investigator")
    assert f"/files/{sha256}/quote" in whole(client.get(f"/files/{sha256}"))
    before = entry_count(site.office.db)
    answer = client.post(f"/files/{sha256}/quote", {"words": f"{SAID}\r\nQ. Nobody?"})
    assert 'action="/do/statement/record"' in whole(answer)
    source = json.loads(filled(answer, "source"))
    assert STORED.decode()[source["start"] : source["end"]] == f"{SAID}\nQ. Nobody?"
    assert (source["sha256"], filled(answer, "dockets")) == (sha256, DOCKET)
    assert re.search(r'name="exact"[^>]* checked', whole(answer))
    assert entry_count(site.office.db) == before
    told = {
        "dockets": DOCKET, "speaker": "Nell Harker", "said_on": "2026-01-21", "medium": "interview",
        "venue": "Santa Fe", "items": item, "exact": "on", "language": "en", "source": json.dumps(source),
        "by": site.person("investigator"),
    }  # fmt: skip
    answer = client.post("/do/statement/record", {**told, "words": "Nobody. No time."})
    assert answer.status_code == 422
    assert "exact words must be those that stand there" in whole(answer)
    answer = client.post("/do/statement/record", {**told, "words": f"{SAID}\r\nQ. Nobody?"})
    (position,) = site.sign(answer, "investigator")
    assert json.loads(site.office.db.one("statement", seq=position).source) == source
