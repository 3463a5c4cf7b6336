"""A request to dispose of items says what stands in its way and who may give it, and leads on when nothing does."""

import pytest

from tests.rules.situations import close_case, produce
from tests.web.hostile import whole
from tests.web.site import make_account
from tests.web.test_hidden import unnamed
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions import cases, disposition, holds
from wholefile.rules.registry import RULES


def asked(office, *items, manner="destruction", by=None):
    return disposition.request_disposition(
        office.record, list(items), manner=manner, reason="case over", by=by or office.custodian
    )[0]


def page(site, number, part="supervisor", status=200):
    answer = site.client(part).get(f"/room/dispositions/{number}")
    assert answer.status_code == status
    return " ".join(whole(answer).split())


@pytest.fixture
def over(site):
    """A request about an item of a case that is over: only people stand in its way."""
    item = site.office.receive()
    produce(site.office, item)
    close_case(site.office)
    return asked(site.office, item)


def approve(office, number, *people):
    for one in people:
        office.clock.advance()
        disposition.approve_disposition(office.record, number, by=one)


@pytest.mark.parametrize(
    "number", ["D-99", "D-0", "x", "DP-1", "D-%00", "D-" + "9" * 400, "%3Cscript%3E", "Д-1"]
)
def test_what_is_no_request_is_no_page(site, over, number):
    assert over == "D-1"
    page(site, number, status=404)


def test_who_has_no_part_in_it_finds_no_page(site, over):
    outsider(site, "vera", "custodian")
    hidden = asked(site.office, hide_something(site))
    for part in ("defence", "ana"):
        page(site, over, part, status=404)
    said = [
        unnamed(site.client("vera").get(f"/room/dispositions/{one}").content, one) for one in (hidden, "D-9")
    ]
    assert said[0] == said[1]


def test_what_is_hidden_stands_in_nobodys_words(site):
    office = site.office
    outsider(site, "vera", "supervisor")
    hidden, shared = hide_something(site), office.receive()
    office.link(shared, HIDDEN)
    office.clock.advance()
    holds.place_hold(office.record, HIDDEN, reason="zanzibar hold", items=[shared], by=office.prosecutor)
    shown = page(site, asked(office, shared, hidden), "vera")
    for word in ("zanzibar", HIDDEN, hidden, "Sealed", "H-1"):
        assert word not in shown
    assert "Nothing is disposed of while a hold" in shown
    assert "H-1" in page(site, "D-1")
    assert f"The consent for {HIDDEN} is wanting" in page(site, "D-1")


def agreed(site, number):
    """Both approvals, and the consent of the case that is seen."""
    office = site.office
    approve(office, number, office.supervisor, office.reviewer)
    office.clock.advance()
    disposition.consent_to_disposition(office.record, number, docket=office.docket, by=office.prosecutor)


def test_it_is_not_clear_while_a_case_that_is_not_seen_has_not_consented(site):
    office, shared = site.office, site.office.receive()
    outsider(site, "vera", "supervisor")
    hide_something(site)
    office.link(shared, HIDDEN)
    produce(office, shared)
    close_case(office, HIDDEN)
    close_case(office)
    number = asked(office, shared)
    agreed(site, number)
    shown = page(site, number, "vera")
    assert "Nothing stands in the way" not in shown
    assert "It cannot be carried out yet" in shown
    assert RULES["H2"].text in shown
    assert HIDDEN not in shown
    disposition.consent_to_disposition(office.record, number, docket=HIDDEN, by=office.prosecutor)
    assert "Nothing stands in the way" in page(site, number, "vera")


def test_it_is_not_clear_while_an_item_that_is_not_seen_must_be_kept(site):
    office, item = site.office, site.office.receive()
    outsider(site, "vera", "supervisor")
    hidden = hide_something(site)
    produce(office, item)
    close_case(office, HIDDEN)
    close_case(office)
    number = asked(office, item, hidden)
    agreed(site, number)
    disposition.consent_to_disposition(office.record, number, docket=HIDDEN, by=office.prosecutor)
    assert "Nothing stands in the way" in page(site, number, "vera")
    office.clock.advance()
    holds.place_hold(office.record, HIDDEN, reason="zanzibar hold", items=[hidden], by=office.prosecutor)
    shown = page(site, number, "vera")
    assert "Nothing stands in the way" not in shown
    assert RULES["H1"].text in shown
    for word in ("zanzibar", HIDDEN, hidden, "H-1 "):
        assert word not in shown
    assert f"{hidden} is under hold H-1" in page(site, number)


def test_every_item_is_judged(site):
    office = site.office
    items = [office.receive() for _ in range(102)]
    shown = page(site, asked(office, *items))
    for item in items:
        assert f"{item} must be kept" in shown


def test_whose_role_is_in_a_case_that_is_not_seen_is_neither_named_nor_counted(site):
    office, shared = site.office, site.office.receive()
    outsider(site, "vera", "supervisor")
    hide_something(site)
    office.link(shared, HIDDEN)
    number = asked(office, shared)

    def who(part):
        return page(site, number, part).split("Who may: ")[1].split(".")[0]

    before = who("vera")
    assert "Vera" in before
    assert before.endswith(", or somebody else who may")
    office.newcomer("hal", "supervisor", docket=HIDDEN)
    assert who("vera") == before
    assert "Hal" in who("supervisor")
    assert "somebody else" not in who("supervisor")


def test_a_docket_with_a_number_in_it_is_no_number_that_is_hidden(site):
    office, docket = site.office, "D-9-CR-2031-114"
    office.clock.advance()
    cases.open_case(
        office.record, docket, kind="incident", title="Fire", court="Sheriff", jurisdiction="us-nm",
        by=office.prosecutor,
    )  # fmt: skip
    item = office.receive(dockets=[docket])
    office.newcomer("vera", "supervisor", docket=docket)
    make_account(office, "vera")
    holds.place_hold(office.record, docket, reason="appeal", items=[item], by=office.prosecutor)
    shown = page(site, asked(office, item), "vera")
    assert f"{docket} is open and {item} belongs to it" in shown
    assert f"is under hold H-1 in {docket}" in shown
    office.link(item, office.other_docket)
    office.clock.advance()
    holds.place_hold(office.record, office.other_docket, reason="other", items=[item], by=office.prosecutor)
    shown = page(site, "D-1", "vera")
    assert f"is under hold H-1 in {docket}" in shown
    assert "H-2" not in shown
    assert office.other_docket not in shown


def test_it_says_what_is_missing_and_who_may_give_it(site, over):
    office = site.office
    shown = page(site, over)
    assert "What stands in the way" in shown
    assert "2 approvals are wanting" in shown
    assert f"The consent for {office.docket} is wanting" in shown
    names = shown.split("Who may: ")[1].split(".")[0]
    assert "Jon Adair" in names
    assert "Cora Diaz" not in names
    assert f"/do/disposition/approve?disposition={over}" in shown
    assert "/do/disposition/consent" not in shown
    assert f"/do/disposition/consent?disposition={over}&amp;docket=" in page(site, over, "prosecutor")
    assert "/do/disposition/destroy" not in page(site, over, "custodian")
    approve(office, over, office.supervisor)
    shown = page(site, over)
    assert "1 approval is wanting" in shown
    assert "/do/disposition/approve" not in shown


def test_it_leads_on_when_nothing_stands_in_the_way(site, over):
    office = site.office
    approve(office, over, office.supervisor, office.reviewer)
    office.clock.advance()
    assert "The consent for" in page(site, over)
    disposition.consent_to_disposition(office.record, over, docket=office.docket, by=office.prosecutor)
    shown = page(site, over, "custodian")
    assert "Nothing stands in the way" in shown
    address = shown.split('href="/do/disposition/destroy?')[1].split('"')[0].replace("&amp;", "&")
    assert f"disposition={over}" in address
    assert "Your roles do not let you carry it out" in page(site, over, "prosecutor")
    assert "/do/disposition/destroy" not in page(site, over, "supervisor")


def test_a_hold_or_an_open_case_stands_in_the_way_by_name_and_without_numbers_of_people(site):
    office = site.office
    item = office.receive()
    holds.place_hold(office.record, office.docket, reason="appeal", items=[item], by=office.prosecutor)
    shown = page(site, asked(office, item, manner="return"))
    assert f"{item} must be kept" in shown
    assert "is under hold H-1" in shown
    assert "by its issuer, Gia Moreno" in shown
    assert f"{office.docket} is open and {item} belongs to it" in shown


def test_what_was_declined_or_done_says_so_and_asks_for_nothing(site, over):
    office = site.office
    receipt = disposition.decline_disposition(office.record, over, reason="needed", by=office.supervisor)
    shown = page(site, over)
    assert "It was declined:" in shown
    assert f"/act/{receipt.seq}" in shown
    assert "wanting" not in shown
    assert "/do/disposition/" not in shown


def test_an_item_and_the_list_and_the_first_page_lead_to_it(site, over):
    item = site.office.db.rows("item")[0].item
    for address in (f"/items/{item}", "/room/dispositions/", "/"):
        assert f'href="/room/dispositions/{over}"' in whole(site.client("supervisor").get(address)), address


@pytest.mark.parametrize("role", ["supervisor", "prosecutor", "court"])
def test_each_who_may_approve_finds_the_form(site, over, role):
    site.bring_in("vera", role)
    shown = page(site, over, "vera")
    assert "/do/disposition/approve" in shown
    assert "Vera" in shown.split("Who may: ")[1].split(".")[0]
