"""What the defence owes it meets itself: by counsel of the defendant, in their case, once, on a day that has come."""

import pytest

from tests.actions.office import DAY, OTHER_DOCKET
from tests.actions.test_attacks_together import at_once, the_record_is_whole
from tests.rules.situations import refused
from tests.rules.test_attacks_on_disclosure import plan, serve
from wholefile.actions import cases, obligations
from wholefile.actions.due import everything_due
from wholefile.core.errors import Invalid, Unprocessable
from wholefile.record.rebuild import rebuild

DOE = "PT-1"  # the defendant of the office's case
FROM, DUE = "2026-01-30", "2026-03-02"
SAID = {"text": "Names and addresses of two witnesses.", "disclosed_on": "2026-02-02", "how": "by hand"}


@pytest.fixture
def duty(office):
    """Kim Vale appears for John Doe, who owes a list under rule 5-502."""
    appears(office, DOE, office.defence)
    return owes(office)


def owes(office, rule="5-502", docket=None):
    office.clock.advance()
    number, _ = obligations.set_obligation(
        office.record, docket or office.docket, rule=rule, what="a list", from_on=FROM, by=office.prosecutor
    )
    return number


def appears(office, party, who, docket=None):
    office.clock.advance()
    cases.counsel_appears(
        office.record, docket or office.docket, party, name=f"Counsel {who.person}", person=who.person,
        by=office.paralegal,
    )  # fmt: skip


def defendant(office, name="Second Defendant", docket=None, **more):
    office.clock.advance()
    facts = {"name": name, "role": "defendant", "by": office.prosecutor, **more}
    return cases.add_party(office.record, docket or office.docket, **facts)[0]


def meets(office, obligation, by=None, docket=None, **more):
    office.clock.advance()
    told = {**SAID, "obligation": obligation, "by": by or office.defence, **more}
    return obligations.reciprocate(office.record, docket or office.docket, **told)


def row(office, obligation):
    return office.db.one("obligation", obligation=obligation)


def test_d16_refuses_whoever_does_not_appear_for_the_defendant(office, duty):
    rival = office.newcomer("rival", "defence")
    with refused("D16", "does not appear for PT-1"):
        meets(office, duty, rival, party=DOE)
    appears(office, defendant(office), rival)
    with refused("D16", "does not appear for PT-1"):
        meets(office, duty, rival, party=DOE)
    elsewhere = office.newcomer("elsewhere", "defence", docket=OTHER_DOCKET)
    appears(office, defendant(office, docket=OTHER_DOCKET), elsewhere, OTHER_DOCKET)
    with refused("A1"):
        meets(office, duty, elsewhere, party=DOE)
    assert row(office, duty).met_seq is None


def test_d16_refuses_the_prosecutor_and_counsel_who_withdrew(office, duty):
    with refused("A1", "holds no role"):
        meets(office, duty, office.prosecutor, party=DOE)
    office.clock.advance()
    cases.counsel_withdraws(
        office.record, office.docket, DOE, name=f"Counsel {office.defence.person}", reason="new counsel",
        by=office.paralegal,
    )  # fmt: skip
    with refused("D16", "does not appear"):
        meets(office, duty, party=DOE)
    with pytest.raises(Unprocessable, match="name the party"):
        meets(office, duty)


def test_d16_refuses_what_the_state_owes_and_what_no_pack_tells(office, duty):
    for rule in ("5-501", "8-504"):
        with refused("D16", "not owed by the defence"):
            meets(office, owes(office, rule))
    assert {one.met_seq for one in office.db.rows("obligation")} == {None}


def test_d16_refuses_a_production_for_what_the_defence_owes(office, duty):
    plan(office)
    serve(office)
    with refused("D16", "owed by the defence"):
        obligations.meet_obligation(office.record, duty, production="PR-1", by=office.prosecutor)
    states = owes(office, "5-501")
    obligations.meet_obligation(office.record, states, production="PR-1", by=office.prosecutor)


def test_d16_refuses_a_day_that_has_not_come(office, duty):
    with refused("D16", "has not come"):
        meets(office, duty, disclosed_on="2026-02-03")
    for wrong in ("2026-02-30", "yesterday", "", "2026-2-2"):
        with pytest.raises(Invalid):
            meets(office, duty, disclosed_on=wrong)
    office.clock.advance(DAY)
    meets(office, duty, disclosed_on="2026-02-03")


@pytest.mark.parametrize("role", ["victim", "witness", "state"])
def test_d16_refuses_a_party_that_is_no_defendant(office, duty, role):
    other = defendant(office, "Somebody", role=role)
    appears(office, other, office.defence)
    with refused("D16", "is no defendant"):
        meets(office, duty, party=other)


def test_a_duty_and_a_party_of_another_case_are_refused(office, duty):
    elsewhere = defendant(office, docket=OTHER_DOCKET)
    appears(office, elsewhere, office.defence, OTHER_DOCKET)
    with refused("N2", office.docket):
        meets(office, duty, docket=OTHER_DOCKET)
    with refused("N2", OTHER_DOCKET):
        meets(office, duty, party=elsewhere)
    for wrong in ({"obligation": "OB-99"}, {"party": "PT-99"}):
        with refused("N2", "There is no"):
            meets(office, **{"obligation": duty, **wrong})


def test_what_is_met_is_not_met_again(office, duty):
    meets(office, duty)
    with refused("N2", "met already"):
        meets(office, duty)
    meets(office, None, text="A report of the expert.")
    assert office.db.count("reciprocal_disclosure") == 2


@pytest.mark.parametrize("text", ["", " ", "x" * 12_001, "a\x00b", "\r\n", 7])
def test_a_text_that_no_act_may_hold_is_refused(office, duty, text):
    with pytest.raises(Invalid):
        meets(office, duty, text=text)


def test_hostile_words_are_kept_as_they_are(office, duty):
    words = "<script>alert(1)</script> '; DROP TABLE obligation; -- \u0416\u05d0"
    seq = meets(office, duty, text=words, how=words).seq
    kept = office.db.one("reciprocal_disclosure", seq=seq)
    assert (kept.text, kept.how) == (words, words)


def test_eight_at_once_meet_a_duty_once(office, duty):
    said = {"docket": office.docket, "obligation": duty, "party": DOE, **SAID, "by": office.defence.person}
    asked = [("disclosure.reciprocated", said, [office.defence])] * 8
    assert at_once(office, asked) == ["rule.N2"] * 7
    assert office.db.count("reciprocal_disclosure") == 1
    the_record_is_whole(office)


def test_d16_lets_the_defence_meet_its_duty_and_it_waits_no_more(office, duty):
    found = {one.about: one for one in everything_due(office.db, office.clock.now + 40 * DAY)}
    assert found[duty].what == "duty of the defence"
    seq = meets(office, duty).seq
    met = row(office, duty)
    assert (met.met_seq, met.production) == (seq, None)
    assert duty not in {one.about for one in everything_due(office.db, office.clock.now + 40 * DAY)}
    assert row(office, duty).due_on == DUE


def test_a_duty_of_two_defendants_is_met_by_both(office, duty):
    rival = office.newcomer("rival", "defence")
    second = defendant(office)
    appears(office, second, rival)
    meets(office, duty)
    assert row(office, duty).met_seq is None
    (waits,) = (one for one in everything_due(office.db, office.clock.now + 40 * DAY) if one.about == duty)
    assert waits.words.endswith("; disclosed for PT-1 alone")
    with refused("N2", "met already for PT-1"):
        meets(office, duty)
    last = meets(office, duty, rival).seq
    assert row(office, duty).met_seq == last


def test_counsel_of_two_defendants_says_for_which(office, duty):
    second = defendant(office)
    appears(office, second, office.defence)
    with pytest.raises(Unprocessable, match="name the party"):
        meets(office, duty)
    for one in (DOE, second):
        meets(office, duty, party=one)
    assert row(office, duty).met_seq is not None


def test_d16_lets_a_defendant_without_counsel_sign(office):
    own = office.newcomer("nora", "defence", docket=office.docket)
    party = defendant(office, "Nora", person=own.person)
    meets(office, owes(office), own)
    assert office.db.one("reciprocal_disclosure", party=party).by == own.person


def test_a_record_made_again_has_the_same_rows(office, duty):
    meets(office, None)
    meets(office, duty)
    before = [office.db.rows(one, order=("seq",)) for one in ("reciprocal_disclosure", "obligation")]
    rebuild(office.record)
    assert [office.db.rows(one, order=("seq",)) for one in ("reciprocal_disclosure", "obligation")] == before
    the_record_is_whole(office)
