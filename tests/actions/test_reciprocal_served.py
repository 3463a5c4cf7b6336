"""What the defence disclosed is open in the next production, as an objection is, and no other case is told of it."""

import pytest

from tests.actions.office import OTHER_DOCKET
from tests.actions.serving import assert_verifies, produced, serve
from wholefile.actions import cases, obligations
from wholefile.record.visibility import visible
from wholefile.showing.acts_seen import seen_acts

WORDS = "Two witnesses, of whom one saw the lantern."


@pytest.fixture
def disclosed(office):
    """The position of what Kim Vale disclosed for John Doe."""
    cases.counsel_appears(
        office.record,
        office.docket,
        "PT-1",
        name="Kim Vale",
        person=office.defence.person,
        by=office.paralegal,
    )
    told = {"text": WORDS, "disclosed_on": "2026-02-02", "how": "by hand", "by": office.defence}
    return obligations.reciprocate(office.record, office.docket, **told).seq


def seen(office, who):
    positions = range(int(office.db.count("entry")))
    return {one.seq: one.fields for one in seen_acts(office.db, visible(office.db, who.person), positions)}


def test_nobody_of_another_case_is_shown_it(office, disclosed, tmp_path):
    outside = [
        office.newcomer(f"{role} outside", role, docket=OTHER_DOCKET) for role in ("defence", "prosecutor")
    ]
    office.clock.advance()
    produced(office, **{"front.jpg": b"front"})
    serve(office, tmp_path / "PR-1")
    for who in (*outside, office.ana):
        assert disclosed not in seen(office, who)


def test_the_office_sees_it_at_once_and_the_defence_with_the_case(office, disclosed, tmp_path):
    assert seen(office, office.prosecutor)[disclosed]["text"] == WORDS
    assert disclosed not in seen(office, office.defence)
    produced(office, **{"front.jpg": b"front"})
    serve(office, tmp_path / "PR-1")
    told = {"text": "A report.", "disclosed_on": "2026-02-02", "how": "by hand", "by": office.defence}
    office.clock.advance()
    later = obligations.reciprocate(office.record, office.docket, **told).seq
    assert {disclosed, later} <= seen(office, office.defence).keys()


def test_a_production_opens_it_and_verifies(office, disclosed, tmp_path):
    produced(office, **{"front.jpg": b"front"})
    serve(office, tmp_path / "PR-1")
    assert_verifies(tmp_path / "PR-1")
    files = [path for path in (tmp_path / "PR-1").rglob("*") if path.is_file() and path.name != "verify.html"]
    assert WORDS.encode() in b"".join(path.read_bytes() for path in files)
