"""Somebody who is counsel in one case and works for an office in another: which reading is on record."""

import pytest

from tests.actions.office import DOCKET, OTHER_DOCKET
from tests.actions.serving import attach, produced, serve
from tests.web.site import enrol, make_account
from wholefile.actions.people import grant_role
from wholefile.processing.search.index import index_records
from wholefile.record.lookups import entry_count


@pytest.fixture
def both(site, tmp_path):
    """Counsel of the first case, to whom something was produced, and investigator of the second; an item of each."""
    office = site.office
    person = office.newcomer("both", "defence", docket=DOCKET)
    enrol(office, "both")
    make_account(office, "both")
    mine = produced(office, **{"letter.txt": b"a letter about a lantern"})
    serve(office, tmp_path / "PR-1")
    grant_role(office.record, person.person, "investigator", by=office.ben, docket=OTHER_DOCKET)
    theirs = office.receive(dockets=[OTHER_DOCKET], description="A lantern of brass")
    attach(office, theirs, **{"report.txt": b"a report about a lantern"})
    return {name: (item, office.db.rows("item_file", item=item)[0].sha256)
            for name, item in (("defence", mine), ("office", theirs))}  # fmt: skip


def traces(site):
    return site.office.db.count("reading_trace", person=site.person("both"))


def test_a_file_of_the_other_case_is_not_given_before_its_reading_is_on_record(site, both):
    item, sha256 = both["office"]
    client = site.client("both")
    answer = client.get(f"/files/{sha256}/download")
    assert (answer.status_code, answer["Location"]) == (302, f"/files/{sha256}/read")
    assert traces(site) == 0
    site.sign(client.post(f"/files/{sha256}/read", {"item": item, "purpose": "to compare"}), "both")
    answer = client.get(f"/files/{sha256}/download")
    assert b"".join(answer.streaming_content) == b"a report about a lantern"
    assert traces(site) == 0
    assert site.office.db.exists("access", person=site.person("both"), item=item, what="opened")


def test_what_was_produced_is_no_page_of_the_office(site, both):
    _, sha256 = both["defence"]
    assert site.client("both").get(f"/files/{sha256}/download").status_code == 404
    assert traces(site) == 0


def test_at_the_portal_it_is_read_for_the_defence(site, both):
    before = entry_count(site.office.db)
    assert site.client("both", portal=True).get("/productions/PR-1/").status_code == 200
    assert (traces(site), entry_count(site.office.db)) == (1, before)


def test_a_search_leaves_a_trace_of_what_was_produced_alone(site, both):
    index_records(site.office.record)
    assert "lantern" in site.client("both").get("/search/?q=lantern+brass").content.decode()
    assert traces(site) == 0
