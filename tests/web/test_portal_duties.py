"""What the defence owes, at the portal and in the office: met by counsel's own act, seen by whom it concerns."""

import pytest

from tests.actions.office import DAY, DOCKET, OTHER_DOCKET
from tests.actions.serving import expunge_entry
from tests.web.reads import statements_in
from tests.web.test_notices import noted
from tests.web.test_portal_counsel import also
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions import cases, obligations
from wholefile.actions.people import end_role
from wholefile.record.days import day_of
from wholefile.record.visibility import visible
from wholefile.showing.reciprocal import duties_by_day
from wholefile.showing.seeing import EVERYTHING
from wholefile.showing.trends import trends_view
from wholefile.web.signing.models import WaitingActs

DOE = "PT-1"
FORM = f"/cases/{DOCKET}/disclosure"
WORDS = "Names of two witnesses & a <b>report</b>"


@pytest.fixture
def duty(site):
    """Kim Vale appears for John Doe, who owes a list by 2026-03-02; the State owes one too."""
    office = site.office
    appears(site)
    for rule in ("5-502", "5-501"):
        office.clock.advance()
        obligations.set_obligation(
            office.record, DOCKET, rule=rule, what=f"the list of {rule}", from_on="2026-01-30",
            by=office.prosecutor,
        )  # fmt: skip
    return "OB-1"


def appears(site, party=DOE, part="defence"):
    site.office.clock.advance()
    cases.counsel_appears(
        site.office.record, DOCKET, party, name="Kim Vale", person=site.person(part), by=site.office.paralegal
    )


def page(site, part, path, *, portal=False):
    answer = site.client(part, portal=portal).get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def home(site, part="defence"):
    return page(site, part, "/", portal=True)


def sent(duty="OB-1 PT-1", **more):
    return {"duty": duty, "text": WORDS, "disclosed_on": "2026-02-02", "how": "by hand", **more}


def post(site, told, part="defence", path=FORM):
    return site.client(part, portal=True).post(path, told)


def meets(site, part="defence", **more):
    (position,) = site.sign(post(site, sent(**more), part), part)
    return position


def nothing_recorded(site):
    return not site.office.db.exists("reciprocal_disclosure") and not WaitingActs.objects.exists()


def test_whoever_does_not_appear_for_a_defendant_is_told_of_no_duty(site, duty):
    site.bring_in("rival", "defence")
    assert "the list of 5-502" not in home(site, "rival")
    for part in ("rival", "prosecutor", "custodian", "ana"):
        client = site.client(part, portal=True)
        assert (client.get(FORM).status_code, client.post(FORM, sent()).status_code) == (404, 404), part
    assert site.client("defence", portal=True).get(f"/cases/{OTHER_DOCKET}/disclosure").status_code == 404
    assert site.client("defence", portal=True).get("/cases/NO-1/disclosure").status_code == 404
    assert site.client("defence").get(FORM).status_code == 404
    assert nothing_recorded(site)


def test_counsel_of_a_witness_has_no_form(site):
    office = site.office
    office.clock.advance()
    party, _ = cases.add_party(office.record, DOCKET, name="Ann", role="witness", by=office.prosecutor)
    appears(site, party)
    assert FORM not in home(site)
    assert site.client("defence", portal=True).get(FORM).status_code == 404


def test_counsel_of_a_co_defendant_sees_and_meets_their_own_duty_alone(site, duty):
    site.bring_in("rival", "defence")
    second = also(site, DOCKET, "rival")
    assert "Party of rival" not in home(site)
    assert post(site, sent(), "rival").status_code == 400
    assert post(site, sent("PT-1"), "rival").status_code == 400
    assert post(site, sent(f"OB-1 {second}")).status_code == 400
    assert nothing_recorded(site)
    meets(site)
    meets(site, duty="PT-1", text="Something besides.")
    theirs = home(site, "rival")
    assert "the list of 5-502" in theirs
    for hidden in ("witnesses", "besides", "John Doe", "2026-02-02"):
        assert hidden not in theirs, hidden
    assert site.office.db.one("obligation", obligation=duty).met_seq is None
    meets(site, "rival", duty=f"OB-1 {second}")
    assert site.office.db.one("obligation", obligation=duty).met_seq is not None


def test_counsel_who_withdrew_or_lost_the_role_has_no_form(site, duty):
    waiting = post(site, sent())
    site.office.clock.advance()
    cases.counsel_withdraws(
        site.office.record, DOCKET, DOE, name="Kim Vale", reason="another lawyer", by=site.office.paralegal
    )
    assert "the list of 5-502" not in home(site)
    assert post(site, sent()).status_code == 404
    answer = site.signature(waiting["Location"].rsplit("/", 1)[1], "defence")
    assert (answer.status_code, answer.json()["code"]) == (422, "rule.D16")
    appears(site)
    site.office.clock.advance()
    end_role(site.office.record, site.person("defence"), "defence", reason="left", by=site.office.ana)
    assert post(site, sent()).status_code == 404
    assert not site.office.db.exists("reciprocal_disclosure")


@pytest.mark.parametrize(
    "wrong",
    [
        {"duty": "OB-2 PT-1"},
        {"duty": "OB-99 PT-1"},
        {"duty": "PT-99"},
        {"duty": ""},
        {"duty": "OB-1 PT-1 PT-1"},
        {"duty": "<script>"},
        {"disclosed_on": ""},
        {"disclosed_on": "yesterday"},
        {"disclosed_on": "2026-02-30"},
        {"disclosed_on": "02/01/2026"},
        {"text": ""},
        {"text": "x" * 12_001},
        {"text": "a\u0000b"},
        {"how": ""},
        {"how": "x" * 301},
        {"how": "a\u0007b"},
    ],
)
def test_what_is_no_disclosure_records_nothing(site, duty, wrong):
    answer = post(site, sent(**wrong))
    assert 400 <= answer.status_code < 500
    assert "There is a problem" in answer.content.decode()
    assert nothing_recorded(site)


def test_a_day_that_has_not_come_is_refused_by_rule(site, duty):
    answer = post(site, sent(disclosed_on=day_of(site.office.clock.now + DAY)))
    assert answer.status_code == 422
    assert "has not come yet" in answer.content.decode()
    assert post(site, {}).status_code == 400
    assert nothing_recorded(site)


def test_the_same_disclosure_prepared_twice_is_signed_once(site, duty):
    first, second = (post(site, sent()) for _ in range(2))
    site.sign(first, "defence")
    answer = site.signature(second["Location"].rsplit("/", 1)[1], "defence")
    assert (answer.status_code, answer.json()["code"]) == (422, "rule.N2")
    assert post(site, sent()).status_code == 400
    assert site.office.db.count("reciprocal_disclosure") == 1


def test_counsel_meets_a_duty_before_anything_is_served(site, duty):
    before = home(site)
    assert "the list of 5-502 (5-502), until 2026-03-02" in before
    assert "the list of 5-501" not in before
    assert f"{FORM}?duty=OB-1+PT-1" in before
    form = page(site, "defence", f"{FORM}?duty=OB-1+PT-1", portal=True)
    assert 'value="OB-1 PT-1"' in form
    assert '<input type="date" name="disclosed_on"' in form
    position = meets(site)
    row = site.office.db.one("reciprocal_disclosure", seq=position)
    assert (row.obligation, row.party, row.text, row.by) == ("OB-1", DOE, WORDS, site.person("defence"))
    after = home(site)
    assert "Nothing is wrong or due" in after
    assert f"/receipt/{position}" in after
    receipt = page(site, "defence", f"/receipt/{position}", portal=True)
    assert "Names of two witnesses &amp; a &lt;b&gt;report&lt;/b&gt;" in receipt


def test_the_office_sees_who_met_it_when_and_how_late(site, duty):
    site.office.clock.advance(40 * DAY)
    late = home(site)
    assert "Late" in late.split("wf-due__list")[1]
    assert "11 days late" in late or "12 days late" in late
    position = meets(site, disclosed_on="2026-03-05")
    assert "3 days late" in home(site)
    for part in ("prosecutor", "supervisor", "judge"):
        shown = page(site, part, f"/cases/{DOCKET}/")
        row = next(one for one in shown.split("<tr>") if "OB-1:" in one)
        assert "2026-03-05 for John Doe, by Kim Vale" in row
        assert "3 days late" in row
        assert "owed by the defence" not in row
        assert "&lt;b&gt;report" in row
        assert f"/act/{position}" in row
    begun = page(site, "prosecutor", "/")
    assert "Duty of the defence: OB-1" not in begun
    assert "Disclosed by the defence" in begun
    assert f"OB-1 (5-502) in {DOCKET}" in begun
    assert site.client("prosecutor").get(f"/act/{position}").status_code == 200
    assert trends_view(site.office.db, EVERYTHING, site.office.clock.now)["overdue"] == 1


def test_prosecutors_of_the_case_have_a_notice_and_nobody_else(site, duty):
    outsider(site, "vera", "investigator")
    position = meets(site)
    (told,) = (one for one in noted(site, "prosecutor") if one["kind"] == "disclosed")
    assert told["words"] == "OB-1 (5-502): John Doe, by Kim Vale"
    assert (told["by"], told["url"]) == ("2026-02-02", f"/act/{position}")
    vera = site.office.vera.person
    for person in (site.person("custodian"), site.person("defence"), vera):
        assert "disclosed" not in {one["kind"] for one in noted(site, "custodian", person)}, person
    site.office.clock.advance(31 * DAY)
    assert "disclosed" not in {one["kind"] for one in noted(site, "prosecutor")}


def test_a_disclosure_in_a_hidden_case_is_nowhere(site, duty):
    office = site.office
    hide_something(site)
    outsider(site, "vera", "prosecutor")
    before = page(site, "vera", "/")
    office.newcomer("rival", "defence", docket=HIDDEN)
    party, _ = cases.add_party(
        office.record, HIDDEN, name="Sealed One", role="defendant", by=office.prosecutor
    )
    cases.counsel_appears(
        office.record, HIDDEN, party, name="Sealed Counsel", person=office.rival.person, by=office.paralegal
    )
    told = {"text": "zanzibar", "disclosed_on": "2026-02-02", "how": "by hand", "by": office.rival}
    office.clock.advance()
    obligations.reciprocate(office.record, HIDDEN, **told)
    after = page(site, "vera", "/")
    assert ("Disclosed by the defence" in after, "zanzibar" in after) == (False, False)
    assert "Disclosed by the defence" not in before
    assert "zanzibar" in page(site, "prosecutor", "/")
    assert "zanzibar" not in home(site)
    assert "disclosed" not in {one["kind"] for one in noted(site, "vera", office.vera.person)}
    assert (
        site.client("vera").get(f"/act/{office.db.rows('reciprocal_disclosure')[0].seq}").status_code == 404
    )


def test_duties_stand_in_calendars_of_those_whom_they_concern(site, duty):
    site.bring_in("rival", "defence")
    address = {}
    for part in ("defence", "rival", "prosecutor"):
        made = site.client(part).post("/feeds/").content.decode()
        address[part] = f"/feeds/{made.split('wf-breaks')[1].split('>')[1].split('<')[0].rsplit('/', 1)[1]}"

    def told(part):
        return site.anybody().get(address[part]).content.decode().replace("\r\n ", "")

    assert "the list of 5-502" in told("prosecutor")
    assert "the list of 5-501" in told("prosecutor")
    assert "SUMMARY:the list of 5-502" in told("defence")
    assert "DTSTART;VALUE=DATE:20260302" in told("defence")
    assert "the list of 5-501" not in told("defence")
    assert "the list of" not in told("rival")
    assert "STATUS:CONFIRMED" in told("defence")
    meets(site)
    assert "STATUS:CANCELLED" in told("defence")


def test_pages_and_calendars_of_counsel_ask_as_much_of_one_case_as_of_many(site, duty):
    office = site.office

    def asked():
        with statements_in(office.db) as made:
            home(site)
            duties_by_day(office.db, visible(office.db, site.person("defence")), site.person("defence"), 0)
        return len(made)

    home(site)
    of_one = asked()
    for number in range(4):
        docket = f"D-101-CR-2026-{100 + number}"
        told = {"kind": "criminal", "court": "First District Court", "jurisdiction": "us-nm"}
        office.clock.advance()
        cases.open_case(office.record, docket, title="State v. Another", by=office.prosecutor, **told)
        also(site, docket, "defence")
        owed = {"rule": "5-502", "what": f"list {number}", "from_on": "2026-01-30", "by": office.prosecutor}
        obligations.set_obligation(office.record, docket, **owed)
    assert asked() == of_one
    assert "list 3 (5-502)" in home(site)


def test_the_office_begins_the_day_with_twenty_disclosures_and_the_number_of_all(site, duty):
    for number in range(21):
        site.office.clock.advance()
        obligations.reciprocate(
            site.office.record, DOCKET, text=f"Report {number}.", disclosed_on="2026-02-01", how="by hand",
            by=site.office.defence,
        )  # fmt: skip
    begun = page(site, "prosecutor", "/")
    assert ("Report 20." in begun, "Report 1." in begun, "Report 0." in begun) == (True, True, False)
    assert "20 of 21; all of them stand in their cases." in begun
    assert "Report 0." in page(site, "prosecutor", f"/cases/{DOCKET}/")


def test_what_was_disclosed_stands_in_its_case_when_the_duty_is_expunged(site, duty):
    meets(site)
    expunge_entry(site.office, site.office.db.one("obligation", obligation=duty).seq)
    for path in ("/", f"/cases/{DOCKET}/"):
        shown = page(site, "prosecutor", path)
        assert ("Names of two witnesses" in shown, "(None)" in shown) == (True, False), path
    assert [one["words"] for one in noted(site, "prosecutor") if one["kind"] == "disclosed"] == [
        "OB-1: John Doe, by Kim Vale"
    ]


def test_words_that_turn_the_line_around_turn_nothing_but_themselves(site, duty):
    turned = "\u202egpj.tsil"
    for which in ("OB-1 PT-1", "PT-1"):
        meets(site, duty=which, text=turned, how=turned)
    for part, path, portal in (
        ("prosecutor", "/", False),
        ("prosecutor", f"/cases/{DOCKET}/", False),
        ("defence", "/", True),
    ):
        shown = page(site, part, path, portal=portal)
        assert (f"<bdi>{turned}</bdi>" in shown, f"({turned}" in shown) == (True, False), (part, path)
