"""What the defence owes and disclosed: whose it is to see, and how late it was."""

import pytest

from tests.actions.office import DAY
from wholefile.actions import cases, obligations
from wholefile.record.lookups import case
from wholefile.record.visibility import visible
from wholefile.showing.reciprocal import days_late, disclosed_lately, duties_by_day, duties_of_counsel


@pytest.mark.parametrize(
    ("due", "day", "late"), [("2026-03-02", "2026-03-02", 0), ("2026-03-02", "2026-02-01", 0),
                             ("2026-02-28", "2026-03-01", 1), ("2028-02-28", "2028-03-01", 2)],
)  # fmt: skip
def test_a_day_is_late_by_the_days_after_the_last_one(due, day, late):
    assert days_late(due, day) == late


def test_nobody_is_told_of_duties_that_are_not_theirs(office):
    told = {"what": "a list", "from_on": "2026-01-30", "by": office.prosecutor}
    for rule in ("5-501", "5-502"):
        obligations.set_obligation(office.record, office.docket, rule=rule, **told)
    now, of = office.clock.now, case(office.db, office.docket)
    assert duties_of_counsel(office.db, office.defence.person, [of], now) == []
    cases.counsel_appears(
        office.record,
        office.docket,
        "PT-1",
        name="Kim Vale",
        person=office.defence.person,
        by=office.paralegal,
    )
    (duty,) = duties_of_counsel(office.db, office.defence.person, [of], now + 30 * DAY)
    assert (duty["rule"], duty["open"], duty["days_late"]) == ("5-502", True, 2)
    rules = {
        who: [one["rule"] for one in duties_by_day(office.db, visible(office.db, person), person, now)]
        for who, person in {
            part: getattr(office, part).person for part in ("prosecutor", "defence", "ana")
        }.items()
    }
    assert rules == {"prosecutor": ["5-501", "5-502"], "defence": ["5-502"], "ana": []}


def test_what_was_disclosed_is_told_lately_to_the_office_alone(office):
    cases.counsel_appears(
        office.record,
        office.docket,
        "PT-1",
        name="Kim Vale",
        person=office.defence.person,
        by=office.paralegal,
    )
    told = {"text": "A report.", "disclosed_on": "2026-02-01", "how": "by hand", "by": office.defence}
    obligations.reciprocate(office.record, office.docket, **told)
    now = office.clock.now
    for part in ("defence", "ana"):
        assert disclosed_lately(office.db, visible(office.db, getattr(office, part).person), now) == []
    sight = visible(office.db, office.prosecutor.person)
    (one,) = disclosed_lately(office.db, sight, now)
    assert (one["defendant"], one["by"], one["days_late"]) == ("John Doe", "Kim Vale", None)
    assert disclosed_lately(office.db, sight, now + 15 * DAY) == []
