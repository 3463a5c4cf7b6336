"""A production from its plan to its receipt on the pages, and that what is served is the case as of the act."""

import io
import zipfile

from tests.actions.office import DOCKET, OTHER_DOCKET
from tests.actions.serving import TO, assert_verifies, decide, plan, produced
from tests.web.world import outsider
from wholefile.record.lookups import entry_count, production

LIST = f"/cases/{DOCKET}/productions/"


def text(answer):
    return " ".join(answer.content.decode().split())


def get(site, path, part="prosecutor", status=200):
    answer = site.client(part).get(path)
    assert answer.status_code == status, path
    return b"".join(answer.streaming_content) if answer.streaming else text(answer)


def post(site, path, part="prosecutor", **told):
    return site.client(part).post(path, told)


def planned(site):
    produced(site.office, **{"a.txt": b"one", "b.txt": b"two"})
    return plan(site.office).production


def test_productions_are_for_the_prosecution_and_those_who_watch_it(site):
    number = planned(site)
    paths = [LIST, LIST + "plan", *(f"/productions/{number}/{one}" for one in ("", "schedule", "letter.pdf"))]
    for path in paths:
        for part in ("custodian", "laboratory", "defence", "ana"):
            get(site, path, part, 404)
    outsider(site, "vera", "prosecutor")
    get(site, f"/cases/{OTHER_DOCKET}/productions/", "vera", 404)
    get(site, f"/cases/{OTHER_DOCKET}/productions/plan", "vera", 404)


def test_a_production_of_a_case_one_may_not_see_is_missing(site):
    office = site.office
    item = office.receive(dockets=[OTHER_DOCKET])
    decide(office, item, docket=OTHER_DOCKET)
    number = plan(office, docket=OTHER_DOCKET, prefix="OTHER").production
    outsider(site, "vera", "prosecutor")
    for path in ("", "schedule", "letter.pdf", "download"):
        get(site, f"/productions/{number}/{path}", "vera", 404)
    for verb in ("serve", "take", "receive"):
        assert post(site, f"/productions/{number}/{verb}", "vera", to="x").status_code == 404
    answer = post(site, LIST + "plan", "vera", volume="VOL-1", bates_prefix="OTHER")
    assert answer.status_code == 409
    assert OTHER_DOCKET not in text(answer)


def test_hostile_addresses_and_posts_get_words_and_record_nothing(site):
    number = planned(site)
    before = entry_count(site.office.db)
    for wrong in ("PR-0", "PR-99", "x", "%00", "PR-1%0A", "PR-99999999999"):
        get(site, f"/productions/{wrong}/", status=404)
    for told in (
        {},
        {"volume": "VOL-1", "bates_prefix": "lower"},
        {"volume": "a,b", "bates_prefix": "DOE"},
        {"volume": "x" * 200, "bates_prefix": "DOE"},
        {"volume": "VOL-1", "bates_prefix": "DOE", "supersedes": "PR-77"},
    ):
        assert post(site, LIST + "plan", **told, step="sign").status_code == 400, told
    assert post(site, f"/productions/{number}/serve").status_code == 400
    assert post(site, f"/productions/{number}/serve", to="x" * 400).status_code == 400
    assert post(site, f"/productions/{number}/take").status_code == 409
    assert (
        post(site, f"/productions/{number}/receive", "judge", schedule="zz", result="no").status_code == 400
    )
    assert get(site, f"/productions/{number}/letter.pdf?to=%00", status=400)
    assert site.client("prosecutor").get(f"/productions/{number}/serve").status_code == 405
    get(site, f"/productions/{number}/download", status=404)
    assert entry_count(site.office.db) == before


def test_a_plan_is_looked_at_before_it_is_signed(site):
    produced(site.office, **{"a.txt": b"one"})
    site.office.receive()
    told = {"volume": "VOL-001", "bates_prefix": "DOE"}
    shown = text(post(site, LIST + "plan", **told))
    assert "1 file would be in it" in shown
    assert "DOE000001" in shown
    assert "One item is undecided, V" in shown
    (position,) = site.sign(post(site, LIST + "plan", **told, step="sign"), "prosecutor")
    number = site.office.db.one("production", seq=position).production
    shown = get(site, f"/productions/{number}/")
    assert "a.txt" in shown
    assert "pending" in shown
    assert number in get(site, LIST)


def test_served_from_the_pages_it_verifies_like_one_from_the_command_line(site, tmp_path):
    number = planned(site)
    assert get(site, f"/productions/{number}/schedule")
    assert site.client("prosecutor").get(f"/productions/{number}/letter.pdf").content[:5] == b"%PDF-"
    site.office.clock.advance()
    site.sign(post(site, f"/productions/{number}/serve", to=TO), "prosecutor")
    row = production(site.office.db, number)
    assert (row.status, row.to, row.files) == ("served", TO, 2)
    raw = get(site, f"/productions/{number}/download")
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        packed.extractall(tmp_path)
    assert_verifies(tmp_path / number)
    assert "As it was served" in get(site, f"/productions/{number}/schedule")
    kept = (tmp_path / number / "data" / "cover-letter.pdf").read_bytes()
    assert site.client("prosecutor").get(f"/productions/{number}/letter.pdf").content == kept


def test_whoever_did_not_serve_it_puts_on_record_that_they_take_a_copy(site):
    number = planned(site)
    site.office.clock.advance()
    site.sign(post(site, f"/productions/{number}/serve", to=TO), "prosecutor")
    get(site, f"/productions/{number}/download", "paralegal", 404)
    assert "Take a copy" in get(site, f"/productions/{number}/", "paralegal")
    site.office.clock.advance()
    site.sign(post(site, f"/productions/{number}/take", "paralegal"), "paralegal")
    assert get(site, f"/productions/{number}/download", "paralegal")[:2] == b"PK"
    site.office.clock.advance(2 * 3_600_000)
    get(site, f"/productions/{number}/download", "paralegal", 404)


def test_what_was_drawn_up_before_the_case_moved_on_is_not_served(site):
    number = planned(site)
    answer = post(site, f"/productions/{number}/serve", to=TO)
    site.office.receive()
    token = answer["Location"].rsplit("/", 1)[1]
    refused = site.signature(token, "prosecutor")
    assert refused.status_code == 409
    assert "draw up the schedule again" in refused.json()["message"]
    assert production(site.office.db, number).status == "planned"


def test_two_drafts_of_one_serving_do_not_spoil_each_other(site):
    number = planned(site)
    first = post(site, f"/productions/{number}/serve", to=TO)
    site.office.clock.advance(61_000)
    post(site, f"/productions/{number}/serve", to="Somebody else")
    site.sign(first, "prosecutor")
    assert get(site, f"/productions/{number}/download")[:2] == b"PK"
    assert post(site, f"/productions/{number}/serve", to=TO).status_code == 409


def test_a_receipt_of_another_schedule_stands_first_on_the_page(site):
    number = planned(site)
    site.office.clock.advance()
    site.sign(post(site, f"/productions/{number}/serve", to=TO), "prosecutor")
    site.office.clock.advance()
    wrong = post(site, f"/productions/{number}/receive", "judge", schedule="0" * 64, result="not checked")
    site.sign(wrong, "judge")
    shown = get(site, f"/productions/{number}/")
    assert "Lea Sanchez holds another schedule than was served" in shown
    refused = post(site, f"/productions/{number}/receive", schedule="0" * 64, result="verified")
    assert refused.status_code == 400


def test_objections_are_listed_with_a_way_to_answer(site):
    from wholefile.actions.disclosure import raise_objection

    number = planned(site)
    site.office.clock.advance()
    site.sign(post(site, f"/productions/{number}/serve", to=TO), "prosecutor")
    site.office.clock.advance()
    raise_objection(
        site.office.record,
        DOCKET,
        kind="missing item",
        text="<b>Where</b> is the note?",
        by=site.office.defence,
    )
    shown = get(site, LIST)
    assert "&lt;b&gt;Where&lt;/b&gt; is the note?" in shown
    assert f"/do/disclose/answer?docket={DOCKET}&amp;objection=OJ-1" in shown
    assert "/do/disclose/answer" not in get(site, LIST, "auditor")
