"""Oversight: the log and its witnesses, checks of the record, rules and what they refused, who opened what."""

import pytest

from tests.actions.office import OTHER_DOCKET
from tests.actions.serving import attach
from tests.web.site import make_account
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions.access import export_items, open_items
from wholefile.record.checkpoints import checkpoint
from wholefile.rules import RULES
from wholefile.web.overseeing import checks
from wholefile.web.overseeing.models import RecordCheck, Refusal

WHOLE = ("/oversight/checks/", "/oversight/refusals/")
PAGES = ("/oversight/", "/oversight/access/", *WHOLE)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("part", ["custodian", "prosecutor", "defence", "ana", "laboratory"])
def test_oversight_is_for_those_who_oversee(site, part):
    for address in (*PAGES, "/oversight/checkpoints/1", "/oversight/checks/1", "/oversight/proof?position=1"):
        assert site.client(part).get(address).status_code == 404, address


def test_the_logs_own_affairs_are_for_whoever_sees_the_whole_record(site):
    outsider(site, "vera", "auditor")
    for address in (*WHOLE, "/oversight/checkpoints/1", "/oversight/checks/1"):
        assert site.client("vera").get(address).status_code == 404, address
    assert site.client("vera").post("/oversight/checks/").status_code == 404
    assert not RecordCheck.objects.exists()
    page = text(site.client("vera").get("/oversight/"))
    assert "You see some cases only" in page
    assert "Checkpoints" not in page


def test_accesses_that_are_hidden_change_no_number(site):
    outsider(site, "vera", "auditor")
    office = site.office
    item = office.receive()
    open_items(office.record, [item], purpose="to look", by=office.investigator)
    before = text(site.client("vera").get("/oversight/access/"))
    hidden = hide_something(site)
    office.clock.advance()
    open_items(office.record, [hidden], purpose="sealed purpose", by=office.prosecutor)
    office.clock.advance()
    export_items(office.record, [], what="sealed export", by=office.prosecutor, docket=HIDDEN)
    after = text(site.client("vera").get("/oversight/access/"))
    assert "1 access<" in before
    assert "1 access<" in after
    assert "sealed" not in after
    assert "0 accesses" in text(site.client("vera").get(f"/oversight/access/?item={hidden}"))
    assert "sealed purpose" in text(site.client("auditor").get("/oversight/access/"))


@pytest.mark.parametrize("asked", ["?page=-1", "?page=x", "?page=" + "9" * 40, "?position=<script>"])
def test_what_is_no_number_is_refused_in_words(site, asked):
    for address in (*PAGES, "/oversight/proof"):
        answer = site.client("auditor").get(address + asked)
        assert answer.status_code in (200, 302, 400)
        assert "<script>" not in text(answer).replace('<script type="module"', "")


def test_long_and_odd_filters_show_nothing(site):
    for odd in ("x" * 9000, "%00", "<script>alert(1)</script>", "שלום"):
        for address in (
            "/oversight/access/?item=",
            "/oversight/access/?person=",
            "/oversight/refusals/?rule=",
            "/oversight/rules/?act=",
        ):
            answer = site.client("auditor").get(address + odd)
            assert answer.status_code == 200, address
            assert "<script>alert" not in text(answer)
    for number in (10**25, 2**63, 0):
        assert site.client("auditor").get(f"/oversight/checks/{number}").status_code == 404
        assert site.client("auditor").get(f"/oversight/checkpoints/{number}").status_code == 404


def test_checkpoints_are_listed_and_fetched(site):
    site.office.receive()
    note = checkpoint(site.office.record)
    size = site.office.db.rows("checkpoint", order=("-size",))[0].size
    page = text(site.client("auditor").get("/oversight/"))
    assert f"/oversight/checkpoints/{size}" in page
    assert "No witness stands for this record" in page
    assert text(site.client("auditor").get(f"/oversight/checkpoints/{size}")) == note


def test_from_a_position_to_the_act(site):
    assert site.client("auditor").get("/oversight/proof?position=12")["Location"] == "/act/12"
    assert site.client("auditor").get("/oversight/proof")["Location"] == "/oversight/"


def test_every_rule_stands_there_with_its_authority(site):
    page = text(site.client("custodian").get("/oversight/rules/"))
    assert all(f'id="{rule}"' in page for rule in RULES)
    assert "CPS Disclosure Manual" in page
    of_transfers = text(site.client("custodian").get("/oversight/rules/?act=custody.transferred"))
    assert 'id="C3"' in of_transfers
    assert 'id="D15"' not in of_transfers


def test_a_refusal_is_counted_without_what_was_written(site):
    gun = site.office.firearm()
    answer = site.client("custodian").post(
        "/do/custody/store",
        {"items": gun, "location": "DRUGS/A", "by": site.person("custodian"), "note": "private words"},
    )
    assert answer.status_code == 422
    (row,) = Refusal.objects.all()
    assert (row.verb, row.person) == ("custody/store", site.person("custodian"))
    page = text(site.client("auditor").get(f"/oversight/refusals/?rule={row.rule}"))
    assert "Cora Diaz" in page
    assert "private words" not in page
    assert gun not in page


def test_what_somebody_overtook_is_counted_when_it_is_signed(site):
    item = site.office.receive()
    told = {
        "items": item, "released_by": site.person("custodian"), "received_by": site.person("investigator"),
        "purpose": "x", "seal_state": "none",
    }  # fmt: skip
    first = site.client("custodian").post("/do/custody/transfer", told)
    second = site.client("custodian").post("/do/custody/transfer", told)
    site.sign(second, "custodian", "investigator")
    token = first["Location"].rsplit("/", 1)[1]
    site.signature(token, "custodian")
    assert site.signature(token, "investigator").status_code == 422
    assert Refusal.objects.count() == 1


def test_what_the_defence_tries_is_not_counted(site, tmp_path):
    from tests.actions.serving import produced, serve

    produced(site.office, **{"a.txt": b"a"})
    serve(site.office, tmp_path / "PR-1")
    site.office.clock.advance()
    from wholefile.actions.people import end_role

    client = site.client("defence", portal=True)
    end_role(site.office.record, site.person("defence"), "defence", reason="x", by=site.office.ana)
    assert client.post("/productions/PR-1/objection", {"kind": "other", "text": "x"}).status_code == 404
    assert not Refusal.objects.exists()


def test_a_whole_record_is_found_whole(site):
    attach(site.office, site.office.receive(), **{"a.txt": b"a"})
    row = RecordCheck.objects.create(begun_by=site.person("auditor"), begun_at=0, seen_at=0)
    checks.run(site.office.record, row)
    page = text(site.client("auditor").get(f"/oversight/checks/{row.pk}"))
    assert "Nothing is wrong" in page


def test_a_file_that_changed_is_found(site):
    item = site.office.receive()
    attach(site.office, item, **{"a.txt": b"a"})
    sha256 = site.office.db.one("item_file", item=item).sha256
    site.office.record.store.destroy(sha256)
    row = RecordCheck.objects.create(begun_by=site.person("auditor"), begun_at=0, seen_at=0)
    checks.run(site.office.record, row)
    page = text(site.client("auditor").get(f"/oversight/checks/{row.pk}"))
    assert "1 thing is wrong" in page
    assert sha256 in page
    assert "1 thing the last check of the record found wrong" in text(
        site.client("auditor").get("/oversight/")
    )


def test_a_check_is_begun_left_and_found_again(site):
    import threading

    answer = site.client("auditor").post("/oversight/checks/")
    assert answer.status_code == 302
    for thread in threading.enumerate():
        if thread.name.startswith("check-"):
            thread.join(60)
    assert "Nothing is wrong" in text(site.client("auditor").get(answer["Location"]))
    assert "nothing is wrong" in text(site.client("auditor").get("/oversight/checks/"))


def test_one_check_at_a_time_and_one_that_died_is_told(site):
    now = site.office.clock.now
    row = RecordCheck.objects.create(
        begun_by=site.person("auditor"), begun_at=now, seen_at=now, doing="entries", done=3, total=9
    )
    assert site.client("auditor").post("/oversight/checks/").status_code == 409
    page = site.client("auditor").get(f"/oversight/checks/{row.pk}")
    assert "3 of 9" in text(page)
    assert page["Refresh"] == "2"
    site.office.clock.advance(checks.SILENT_MS)
    page = site.client("auditor").get(f"/oversight/checks/{row.pk}")
    assert "cut off" in text(page)
    assert "Refresh" not in page.headers


def test_an_export_from_a_case_is_seen_in_it_alone(site):
    office = site.office
    office.newcomer("elsewhere", "supervisor", docket=OTHER_DOCKET)
    make_account(office, "elsewhere")
    export_items(office.record, [], what="the schedule", by=office.prosecutor, docket=office.docket)
    page = text(site.client("elsewhere").get("/oversight/access/"))
    assert "0 accesses" in page
    assert "the schedule" not in page
    assert "the schedule" in text(site.client("supervisor").get("/oversight/access/"))
