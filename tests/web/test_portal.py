"""The portal of the defence: what was served, its archive, receipts and objections; and that reading leaves no mark."""

import hashlib
import logging
import re
import shutil
import zipfile
from copy import deepcopy
from html import escape
from io import BytesIO

import pytest

from tests.actions.office import Clock, Office
from tests.actions.serving import attach, decide, expunge_entry, plan, produced, serve
from tests.web.site import make_account
from tests.web.test_hidden import pages as office_pages
from tests.web.world import build
from wholefile.actions.productions import export_production
from wholefile.record.home import open_record
from wholefile.record.lookups import entry_count
from wholefile.verify import verify
from wholefile.web.portal import archives
from wholefile.web.signing.models import WaitingActs

SECRET = "The informant is Dan"


@pytest.fixture(scope="module")
def enrolled(enrolled, tmp_path_factory):
    """The office once something was produced and served, something withheld, and the archive made."""
    folder, opened = enrolled
    mine = tmp_path_factory.mktemp("portal") / "record"
    shutil.copytree(folder, mine)
    clock = Clock(opened.clock.now)
    office = Office(open_record(mine, clock=clock, witnesses=()), clock, deepcopy(opened.people))
    produced(office, **{"letter.txt": b"a letter", "photo.jpg": b"a photo" * 5000})
    memo = office.receive(description="A memo that names the informant")
    attach(office, memo, **{"memo.txt": b"secret"})
    decide(office, memo, "withheld", explanation=SECRET)
    serve(office, tmp_path_factory.mktemp("served") / "PR-1")
    archives.prepare_all(office.record)
    office.record.close()
    return mine, office


@pytest.fixture
def world(site):
    """The office of a test, with the letter that was produced and the memo that was withheld."""
    office = site.office
    office.letter, office.memo = (row.item for row in office.db.rows("item", order=("seq",)))
    return office


def text(answer):
    return answer.content.decode()


def portal(site, part="defence"):
    return site.client(part, portal=True)


def whole(answer):
    return b"".join(answer.streaming_content)


# Whose it is not.


@pytest.mark.parametrize("part", ["prosecutor", "custodian", "auditor", "ana", "judge"])
def test_the_portal_does_not_exist_for_the_office(site, world, part):
    for address in (
        "/",
        "/productions/PR-1/",
        "/productions/PR-1/archive",
        "/objections/",
        "/productions/PR-1/receipt",
    ):
        assert portal(site, part).get(address).status_code == 404


def test_what_was_not_served_or_on_another_case_is_missing_in_the_same_words(site, world, tmp_path):
    office = site.office
    produced(office, **{"b.txt": b"b"})
    planned = plan(office).production
    office.newcomer("rival", "defence", docket=office.other_docket)
    make_account(office, "rival")
    asked = [
        ("defence", planned),
        ("defence", "PR-999"),
        ("rival", "PR-1"),
        ("defence", "<script>"),
        ("defence", "x" * 900),
    ]
    for part, number in asked:
        for page in ("", "archive", "check", "receipt", "objection", "schedule.csv"):
            answer = portal(site, part).get(f"/productions/{number}/{page}")
            assert answer.status_code == 404, (number, page)
            # The switch of languages leads back to the address that was asked for.
            assert number not in text(answer).replace(f"/productions/{escape(number)}/", "")
    assert "PR-1" not in text(portal(site, "rival").get("/"))


def test_nothing_withheld_is_told_but_its_number_and_ground(site, world):
    page = text(portal(site).get("/productions/PR-1/"))
    assert "work product" in page
    assert world.memo in page
    assert SECRET not in page
    assert "memo.txt" not in page
    assert "names the informant" not in page


def test_what_came_after_it_was_served_changes_nothing_on_the_page(site, world):
    def seen():
        page = text(portal(site).get("/productions/PR-1/"))
        return re.sub(
            r'(csrfmiddlewaretoken" value|data-csrf)="[^"]*"|X-CSRFToken[^}]*}|data-log-size="\d+"', "", page
        )

    before = seen()
    world.receive(description="A later thing")
    decide(world, world.letter, "withheld", explanation="changed")
    world.transfer(world.memo, world.custodian, world.deputy)
    assert seen() == before


def test_small_files_that_are_not_in_the_list_are_missing(site, world):
    assert portal(site).get(f"/receipt/{10**25}").status_code == 404
    for name in ("bundle.json", "..%2f..%2flog.key", "memo.txt", "facts.json", "why"):
        assert portal(site).get(f"/productions/PR-1/{name}").status_code == 404


# What it is.


def test_what_was_served_is_listed_with_what_is_due(site, world):
    page = text(portal(site).get("/"))
    assert "Acknowledge PR-1" in page
    assert "State v. Doe" in page
    shown = text(portal(site).get("/productions/PR-1/"))
    assert "letter.txt" in shown
    row = world.db.one("production", production="PR-1")
    assert row.payload in shown
    assert row.schedule in shown


def test_the_counts_lead_to_what_they_count(site, world):
    page = text(portal(site).get("/productions/PR-1/?status=withheld"))
    assert "1 withheld" in page
    assert "letter.txt" not in page
    for hostile in (
        "?status=<script>",
        "?page=99999999999999",
        "?page=-1",
        "?page=abc",
        "?status=" + "x" * 5000,
    ):
        assert portal(site).get(f"/productions/PR-1/{hostile}").status_code == 200


def test_the_archive_is_what_the_command_exports_and_it_verifies(site, world, tmp_path):
    answer = portal(site).get("/productions/PR-1/archive")
    raw = whole(answer)
    assert answer["ETag"] == f'"{hashlib.sha256(raw).hexdigest()}"'
    made = export_production(world.record, "PR-1", tmp_path / "again" / "PR-1", zipped=True)
    with zipfile.ZipFile(BytesIO(raw)) as ours, zipfile.ZipFile(made.zip) as theirs:
        assert ours.namelist() == theirs.namelist()
        changed = {one for one in ours.namelist() if ours.read(one) != theirs.read(one)}
    assert changed == set()
    (tmp_path / "got.zip").write_bytes(raw)
    assert verify(tmp_path / "got.zip").verdict.value == "passed"


def test_the_small_files_are_those_of_the_production(site, world):
    answer = portal(site).get("/productions/PR-1/schedule.csv")
    assert world.letter in text(answer)
    assert "attachment" in answer["Content-Disposition"]
    assert portal(site).get("/productions/PR-1/cover-letter.pdf").content.startswith(b"%PDF")


# A download that broke off goes on.


def test_a_download_goes_on_where_it_broke_off(site, world):
    raw = whole(portal(site).get("/productions/PR-1/archive"))
    tag = f'"{hashlib.sha256(raw).hexdigest()}"'

    def asked(**headers):
        return portal(site).get("/productions/PR-1/archive", headers=headers)

    part = asked(Range="bytes=10-19")
    assert (part.status_code, whole(part)) == (206, raw[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(raw)}"
    assert whole(asked(Range="bytes=100-", **{"If-Range": tag})) == raw[100:]
    assert whole(asked(Range="bytes=-7")) == raw[-7:]
    assert whole(asked(Range=f"bytes=5-{len(raw) * 2}")) == raw[5:]
    changed = asked(Range="bytes=100-", **{"If-Range": '"another"'})
    assert (changed.status_code, whole(changed)) == (200, raw)
    assert asked(Range=f"bytes={len(raw)}-").status_code == 416
    assert asked(Range="bytes=-0").status_code == 416
    for odd in ("bytes=0-1,3-4", "lines=1-2", "bytes=9-3", "bytes=-", "bytes=" + "9" * 400 + "-"):
        assert whole(asked(Range=odd)) == raw
    assert asked(**{"If-None-Match": tag}).status_code == 304
    head = portal(site).head("/productions/PR-1/archive")
    assert (head["Content-Length"], head["Accept-Ranges"], head.content) == (str(len(raw)), "bytes", b"")
    assert portal(site).post("/productions/PR-1/archive").status_code == 405


def test_archives_are_readable_by_their_owner_alone(site, world):
    folder = world.record.folder / "portal"
    assert all(one.stat().st_mode & 0o077 == 0 for one in [folder, *folder.iterdir()])
    assert (folder / "PR-1" / "PR-1.zip").stat().st_mode & 0o077 == 0


def test_what_was_expunged_is_not_handed_out_any_more(site, world):
    seq = world.db.rows("item_file", item=world.letter)[0].seq
    expunge_entry(world, seq, *{one.sha256 for one in world.db.rows("item_file", item=world.letter)})
    assert portal(site).get("/productions/PR-1/archive").status_code == 409
    archives.prepare_all(world.record)
    assert not list((world.record.folder / "portal").rglob("*.zip"))
    answer = portal(site).get("/productions/PR-1/archive")
    assert answer.status_code == 409
    assert "stays valid" in text(portal(site).get("/productions/PR-1/"))


def test_an_archive_is_made_by_nobody_who_asks(site, world, tmp_path):
    produced(world, **{"a.txt": b"a"})
    number = serve(world, tmp_path / "PR-2").production
    assert portal(site).get(f"/productions/{number}/archive").status_code == 409
    assert "being made" in text(portal(site).get(f"/productions/{number}/"))
    assert not (world.record.folder / "portal" / number).exists()
    archives.prepare_all(world.record)
    assert portal(site).get(f"/productions/{number}/archive").status_code == 200


# Verifying.


def test_the_page_that_verifies_is_served_under_its_own_policy(site, world):
    answer = portal(site).get("/verify/")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert re.search(r"script-src 'sha256-[^']+'", answer["Content-Security-Policy"])
    kept = portal(site).get("/verify/verify.html")
    assert kept.content == answer.content
    with zipfile.ZipFile(BytesIO(whole(portal(site).get("/productions/PR-1/archive")))) as made:
        assert made.read("PR-1/verify.html") == kept.content


def test_only_modules_of_the_checks_are_served(site, world):
    assert portal(site).get("/verify/part/zip.js").status_code == 200
    assert portal(site).get("/verify/part/vocabulary.json").json()["checks"]
    for name in ("page.html", "style.css", "..%2fpage.py", "nothing.js", "zip"):
        assert portal(site).get(f"/verify/part/{name}").status_code == 404


# Saying something back.


def test_a_receipt_is_signed_and_comes_back_to_the_portal(site, world):
    schedule = world.db.one("production", production="PR-1").schedule
    response = portal(site).post("/productions/PR-1/receipt", {"result": "verified", "schedule": schedule})
    token = response["Location"].rsplit("/", 1)[1]
    answer = site.signature(token, "defence").json()
    assert answer["next"].startswith("http://portal.")
    (row,) = world.db.rows("receipt", production="PR-1")
    assert (row.result, row.by) == ("verified", site.person("defence"))
    shown = portal(site).get(f"/receipt/{row.seq}")
    assert "production.received" in text(shown)
    assert portal(site, "prosecutor").get(f"/receipt/{row.seq}").status_code == 404
    home = text(portal(site).get("/"))
    assert "verified" in home
    assert "Nothing is wrong or due" in home


def test_a_receipt_for_another_schedule_says_so(site, world):
    site.sign(
        portal(site).post("/productions/PR-1/receipt", {"result": "failed", "schedule": "0" * 64}), "defence"
    )
    assert "another schedule" in text(portal(site).get("/"))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"result": "verified"},
        {"result": "fine", "schedule": "0" * 64},
        {"result": "verified", "schedule": "0" * 63 + "\n"},
        {"result": "verified", "schedule": "<script>"},
        {"result": "verified", "schedule": "0" * 100_000},
    ],
)
def test_a_receipt_that_cannot_be_is_told_in_words(site, world, told):
    answer = portal(site).post("/productions/PR-1/receipt", told)
    assert answer.status_code == 400
    assert "There is a problem" in text(answer)
    assert not WaitingActs.objects.exists()


def test_undone_at_the_signing_page_one_is_back_at_the_form(site, world):
    response = portal(site).post(
        "/productions/PR-1/receipt",
        {"result": "not checked", "schedule": world.db.one("production", production="PR-1").schedule},
    )
    before = entry_count(world.db)
    back = site.signing().post(response["Location"] + "/withdraw")
    assert back["Location"].endswith("/productions/PR-1/receipt")
    assert back["Location"].startswith("http://portal.")
    assert entry_count(world.db) == before


def test_something_missing_is_asked_for_and_its_answer_is_seen(site, world):
    from wholefile.actions.disclosure import answer_objection

    response = portal(site).post(
        "/productions/PR-1/objection",
        {"kind": "missing item", "items": world.memo, "text": "Where is the memo?"},
    )
    site.sign(response, "defence")
    (row,) = world.db.rows("objection")
    assert (row.kind, row.raised_by) == ("missing item", site.person("defence"))
    assert "no answer yet" in text(portal(site).get("/objections/"))
    world.clock.advance()
    answer_objection(
        world.record, row.objection, outcome="denied", text="It is work product.", by=world.prosecutor
    )
    assert "It is work product." in text(portal(site).get("/objections/"))
    assert row.objection not in text(portal(site, "defence").get("/productions/PR-1/objection"))


def test_what_is_withheld_is_objected_to_by_its_number(site, world):
    told = {"kind": "withholding", "text": "Let a judge read it.\r\nAlone.", "items": world.memo}
    answer = portal(site).post("/productions/PR-1/objection", told)
    signing = text(site.signing().get(answer["Location"]))
    (position,) = site.sign(answer, "defence")
    for page in (signing, text(portal(site).get(f"/receipt/{position}"))):
        assert world.memo in page
        assert world.db.one("item", item=world.memo).description not in page
    row = world.db.one("objection", objection="OJ-1")
    assert (row.kind, row.text) == ("withholding", "Let a judge read it.\nAlone.")


def test_another_counsels_objections_are_not_mine(site, world):
    from wholefile.actions.disclosure import raise_objection

    other = world.newcomer("colleague", "defence", docket=world.docket)
    world.clock.advance()
    raise_objection(world.record, world.docket, kind="other", text="Between us.", by=other)
    assert "Between us." not in text(portal(site).get("/objections/"))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"kind": "missing item"},
        {"kind": "nonsense", "text": "x"},
        {"kind": "other", "text": "x" * 30_000},
        {"kind": "other", "text": "ok", "items": "V26-999999"},
        {"kind": "other", "text": "ok", "items": "<script>alert(1)</script>"},
        {"kind": "other", "text": "nul \x00 in it"},
        {"kind": "other", "text": "bell \x07 in it"},
    ],
)
def test_an_objection_that_cannot_be_is_told_in_words(site, world, told):
    answer = portal(site).post("/productions/PR-1/objection", told)
    assert 400 <= answer.status_code < 500
    assert "There is a problem" in text(answer)
    assert "<script>alert" not in text(answer)
    assert not WaitingActs.objects.exists()


def test_an_item_off_the_schedule_is_refused_alike_whether_it_exists(site, world):
    hidden = world.receive(description="Came later")
    said = []
    for item in (hidden, "V26-999999"):
        answer = portal(site).post(
            "/productions/PR-1/objection", {"kind": "other", "text": "ok", "items": item}
        )
        said.append(
            re.sub(r'value="[\w-]{40,}"|X-CSRFToken[^}]*}|data-csrf="[^"]*"', "", text(answer)).replace(
                item, "V"
            )
        )
    assert said[0] == said[1]


# Reading leaves no mark.


@pytest.mark.parametrize(("passkey_only", "looks"), [(False, ("prosecutor",)), (True, ("auditor", "ana"))])
def test_reading_changes_no_byte_that_anybody_of_the_office_sees(site, tmp_path, caplog, passkey_only, looks):
    made = build(site, tmp_path)
    office, number = site.office, made.named["production"]
    if passkey_only:
        from wholefile.actions.people import revoke_key

        key = next(
            one
            for one in office.db.rows("signing_key", person=site.person("defence"))
            if one.algorithm == "ed25519"
        )
        office.clock.advance()
        revoke_key(office.record, key.key, reason="lost", by=office.ana)
    archives.prepare_all(office.record)
    portal(site)
    for part in looks:
        site.client(part)
    before = {part: office_pages(site, made, part) for part in looks}
    counted, sizes = entry_count(office.db), files_seen(office.record.folder)
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    of = f"/productions/{number}/"
    pages = (of, f"{of}check", f"{of}receipt", f"{of}objection", f"{of}schedule.csv")
    said = tuple(
        f"/statements/{one}"
        for one in (
            "",
            made.named["statement"],
            f"compare?first={made.named['statement']}&second={made.named['second']}",
        )
    )
    for address in ("/", *pages, *said, "/objections/", "/verify/"):
        assert portal(site).get(address).status_code == 200, address
    whole(portal(site).get(f"/productions/{number}/archive"))
    told = "\n".join(
        f"{one.getMessage()} {getattr(one, 'told', '')}"
        for one in caplog.records
        if one.name.startswith("wholefile")
    )
    assert f"'{site.person('defence')}'" not in told
    assert number not in told
    assert entry_count(office.db) == counted
    assert files_seen(office.record.folder) == sizes
    assert office.db.count("reading_trace", person=site.person("defence")) == (0 if passkey_only else 6)
    after = {part: office_pages(site, made, part) for part in looks}
    for part in looks:
        assert [name for name in before[part] if before[part][name] != after[part][name]] == [], part
    page = text(portal(site).get("/"))
    assert ("not recorded anywhere" in page) == passkey_only


def files_seen(folder):
    """Files of the record's folder but for the databases, which hold the sealed traces."""
    return {
        str(one.relative_to(folder)): one.stat().st_mtime_ns
        for one in folder.rglob("*")
        if one.is_file() and ".sqlite3" not in one.name
    }
