"""Files of a case or an item: what came of reading them, their words, their bytes."""

import pytest

from tests.actions.serving import attach
from tests.processing.found import know, read, text_file
from tests.web.hostile import asked, whole
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.processing.extractors import READ, VERSIONS
from wholefile.processing.likeness import index_likeness
from wholefile.web.readings import GOOD_FOR
from wholefile.web.signing.models import WaitingActs

LIVE = "It was quiet. " * 300 + "The live round lay in box seven." + " Nothing more." * 2_000


def page(site, part, address, status=200):
    answer = site.client(part).get(address)
    assert answer.status_code == status, whole(answer)
    return whole(answer)


def failed(site, item: str, name: str = "broken.pdf") -> str:
    """A file of which a reader crashed."""
    record = site.office.record
    sha256 = know(record, name.encode(), item, name)
    read(record, sha256, version=VERSIONS[READ])
    record.db.run_many('UPDATE "derivation" SET "status" = %s, "reason" = %s WHERE "sha256" = %s',
                       [("crashed", "The reader died.", sha256)])  # fmt: skip
    return sha256


def attached(site, content: bytes = b"what it says") -> tuple[str, str]:
    item = site.office.receive()
    attach(site.office, item, **{"evil<b>.html": content})
    return item, site.office.db.one("item_file", item=item).sha256


@pytest.mark.parametrize("what", ["", "/text", "/read", "/download"])
@pytest.mark.parametrize("sha256", ["f" * 64, "<script>", "x" * 2_000, "..", "%00"])
def test_what_is_no_file_is_no_page(site, sha256, what):
    answer = site.client("custodian").get(f"/files/{sha256}{what}")
    assert answer.status_code in (301, 400, 404)


def test_a_file_of_a_hidden_case_is_no_page(site):
    outsider(site, "vera", "prosecutor")
    item = hide_something(site)
    sha256 = site.office.db.one("item_file", item=item).sha256
    vera = site.client("vera")
    for address in ("", "/text", "/read", "/download"):
        assert vera.get(f"/files/{sha256}{address}").status_code == 404
    assert vera.post(f"/files/{sha256}/retry").status_code == 404
    for address in (f"/items/{item}/files", f"/cases/{HIDDEN}/files", f"/cases/{HIDDEN}/files.csv"):
        assert vera.get(address).status_code == 404
    for part in ("ana", "defence"):
        assert site.client(part).get(f"/files/{sha256}").status_code == 404
    assert page(site, "prosecutor", f"/files/{sha256}")


def test_the_same_bytes_elsewhere_tell_nothing_of_the_other_case(site):
    item, sha256 = attached(site)
    outsider(site, "vera", "custodian")
    hidden = hide_something(site)
    attach(site.office, hidden, **{"what the other case calls it.txt": b"what it says"})
    shown = page(site, "vera", f"/files/{sha256}") + page(site, "vera", f"/items/{item}/files")
    assert hidden not in shown
    assert "the other case" not in shown


def test_every_file_counts_once_by_how_reading_it_ended(site):
    item, _ = attached(site)
    whole_one = text_file(site.office.record, item, "words", version=VERSIONS[READ])
    broken = failed(site, item)
    for address in (f"/items/{item}/files", f"/cases/{site.office.docket}/files"):
        shown = page(site, "custodian", address)
        for count in ("1 read", "1 crashed", "1 pending"):
            assert count in shown
        exceptions = page(site, "custodian", f"{address}?exceptions=1")
        assert f'"/files/{broken}"' in exceptions
        assert "The reader died." in exceptions
        assert whole_one not in exceptions
    lines = page(site, "custodian", f"/items/{item}/files.csv?exceptions=1").splitlines()
    assert len(lines) == 3
    assert whole_one in page(site, "custodian", f"/items/{item}/files?status=read")


def test_a_long_list_goes_on(site):
    item = site.office.receive()
    known = [know(site.office.record, f"file {number}".encode(), item) for number in range(120)]
    first = page(site, "custodian", f"/items/{item}/files")
    address = first.split('href="?after=')[1].split('"')[0]
    both = first + page(site, "custodian", f"/items/{item}/files?after={address}")
    assert all(f'"/files/{one}"' in both for one in known)
    assert len(page(site, "custodian", f"/items/{item}/files.csv").splitlines()) == 121


def test_the_passage_is_marked_where_it_stands(site):
    item = site.office.receive()
    start = LIVE.index("live round")
    places = [[0, start - 10, {"page": 1}], [start - 10, len(LIVE), {"page": 2}]]
    sha256 = text_file(site.office.record, item, LIVE, version=VERSIONS[READ], places=places)
    shown = page(site, "custodian", f"/files/{sha256}/text?start={start}&end={start + 10}")
    assert '<mark id="hit">live round</mark>' in shown
    assert "page 2" in shown
    assert "Further in the text" in shown
    assert "Earlier in the text" in shown
    assert "live round" not in page(site, "custodian", f"/files/{sha256}/text?at=20000")


def test_words_of_a_file_run_nothing_and_steer_nobody(site):
    item = site.office.receive()
    words = "<script>alert(1)</script> \u202etxt.exe \x1b[31m"
    sha256 = text_file(site.office.record, item, words, name="<i>\u202e.txt", version=VERSIONS[READ])
    shown = page(site, "custodian", f"/files/{sha256}/text") + page(site, "custodian", f"/files/{sha256}")
    assert "<script>alert" not in shown
    assert "\x1b" not in shown
    assert "\\u202etxt.exe" in shown


def test_whatever_is_asked_of_a_text_or_list_is_answered_in_words(site):
    item = site.office.receive()
    sha256 = text_file(site.office.record, item, LIVE, version=VERSIONS[READ])
    asked(site.client("custodian"), f"/files/{sha256}/text", "layer", "at", "start", "end")
    asked(site.client("custodian"), f"/items/{item}/files", "after", "status", "exceptions")
    assert site.client("custodian").get(f"/files/{sha256}/text?layer=none").status_code == 404
    assert site.client("custodian").get(f"/files/{sha256}/text?start=9999999&end=99999999").status_code == 200


def test_lost_or_changed_words_are_said_to_be_so(site):
    item = site.office.receive()
    sha256 = text_file(site.office.record, item, "words", version=VERSIONS[READ])
    path = site.office.record.derived.path(site.office.db.one("text_layer", sha256=sha256).text)
    path.chmod(0o600)
    path.write_bytes(b"other")
    assert "has changed" in page(site, "custodian", f"/files/{sha256}/text", 500)
    path.unlink()
    assert site.client("custodian").get(f"/files/{sha256}/text").status_code == 404


def test_a_file_that_was_not_read_can_be_read_again_by_who_handles_it(site):
    item = site.office.receive()
    sha256 = failed(site, item)
    db = site.office.db
    for part in ("auditor", "judge"):
        assert site.client(part).post(f"/files/{sha256}/retry").status_code == 404
    assert site.client("custodian").get(f"/files/{sha256}/retry").status_code == 405
    assert db.exists("derivation", sha256=sha256)
    for _ in range(2):
        assert site.client("custodian").post(f"/files/{sha256}/retry").status_code == 302
    assert not db.exists("derivation", sha256=sha256)


def test_the_bytes_come_after_the_reading_is_recorded_and_run_nowhere(site):
    item, sha256 = attached(site, b"<script>alert(1)</script>")
    client = site.client("investigator")
    assert client.get(f"/files/{sha256}/download")["Location"] == f"/files/{sha256}/read"
    response = client.post(f"/files/{sha256}/read", {"item": item, "purpose": "to prepare the interview"})
    (position,) = site.sign(response, "investigator")
    assert site.office.db.one("access", seq=position).purpose == "to prepare the interview"
    answer = client.get(f"/files/{sha256}/download")
    assert whole(answer) == "<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/files/{sha256}").content.decode().count("download") >= 1
    assert site.client("custodian").get(f"/files/{sha256}/download").status_code == 302
    site.office.clock.advance(GOOD_FOR + 1)
    assert client.get(f"/files/{sha256}/download").status_code == 302


@pytest.mark.parametrize(
    "told",
    [{}, {"item": "V26-999999", "purpose": "x"}, {"purpose": "y" * 400}, {"item": "<b>", "purpose": "\x00"}],
)
def test_a_reading_without_its_reason_is_not_begun(site, told):
    item, sha256 = attached(site)
    answer = site.client("investigator").post(f"/files/{sha256}/read", {"item": item, **told} if told else {})
    assert answer.status_code == 400
    assert not WaitingActs.objects.exists()


def test_bytes_that_are_missing_are_said_to_be_so(site):
    item, sha256 = attached(site)
    client = site.client("investigator")
    site.sign(client.post(f"/files/{sha256}/read", {"item": item, "purpose": "why"}), "investigator")
    site.office.record.store.path(sha256).unlink()
    assert "restores them" in page(site, "investigator", f"/files/{sha256}/download", 409)


def locked(site) -> tuple[str, str]:
    item = site.office.receive()
    sha256 = failed(site, item, "offer.pdf")
    site.office.db.run_many('UPDATE "derivation" SET "status" = %s WHERE "sha256" = %s', [("locked", sha256)])
    return item, sha256


def test_a_locked_file_leads_to_the_form_of_its_password(site):
    item, sha256 = locked(site)
    wanted = f"/do/file/unlock?item={item}&amp;sha256={sha256}"
    assert wanted in page(site, "investigator", f"/files/{sha256}")
    assert "/do/file/unlock" not in page(site, "auditor", f"/files/{sha256}")
    assert "/do/file/unlock" not in page(site, "investigator", f"/files/{failed(site, item, 'other.pdf')}")
    shown = page(site, "investigator", wanted.replace("&amp;", "&"))
    assert f'value="{sha256}"' in shown


def test_what_is_like_a_file_is_shown_of_what_is_seen(site):
    words = " ".join(f"word{number}" for number in range(300))
    item = site.office.receive()
    mine = text_file(site.office.record, item, words, name="notes.txt")
    assert "What is like it" not in page(site, "custodian", f"/files/{mine}")
    attach(site.office, item, **{"forwarded<b>.txt": f"FWD: {words}".encode()})
    other = text_file(site.office.record, item, f"FWD: {words}")
    outsider(site, "vera", "custodian")
    hidden = text_file(site.office.record, hide_something(site), f"Sealed: {words}", name="sealed notes.txt")
    while index_likeness(site.office.record, 50):
        pass
    shown = page(site, "custodian", f"/files/{mine}")
    assert "most of the words" in shown
    assert f'"/files/{other}"' in shown
    assert "forwarded&lt;b&gt;.txt" in shown
    assert f'"/files/{hidden}"' in shown
    theirs = page(site, "vera", f"/files/{mine}")
    assert f'"/files/{other}"' in theirs
    assert hidden not in theirs
    assert "sealed notes" not in theirs
