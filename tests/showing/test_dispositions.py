import pytest

from tests.rules.situations import close_case
from wholefile.actions import disposition
from wholefile.core.errors import NotFound
from wholefile.showing.dispositions import DISPOSITION_KEYS, disposition_view
from wholefile.showing.seeing import EVERYTHING


@pytest.fixture
def shared(world):
    """A request about an item of both cases, which the room of the first case asked for."""
    office, item = world.office, world.office.receive()
    office.link(item)
    return disposition.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.custodian
    )[0]


def test_a_request_of_which_no_item_is_seen_is_as_one_that_does_not_exist(world):
    office = world.office
    item = office.receive(dockets=[office.other_docket])
    number, _ = disposition.request_disposition(
        office.record, [item], manner="return", reason="asked back", by=office.custodian
    )
    for one in (number, "D-99"):
        with pytest.raises(NotFound, match=f"There is no disposition {one}"):
            disposition_view(office.db, world.sight("insider"), one)


def test_nobody_is_named_whose_role_is_in_a_case_that_is_not_seen(world, shared):
    office = world.office
    office.newcomer("hal", "supervisor", docket=office.other_docket)
    office.newcomer("meg", "supervisor", docket=office.docket)

    def named(sight):
        return {one["name"] for one in disposition_view(office.db, sight, shared)["may_approve"]}

    assert named(EVERYTHING) - named(world.sight("insider")) == {"Hal"}
    assert "Meg" in named(world.sight("insider"))


def test_consents_of_cases_that_are_not_seen_are_not_listed_but_judged(world, shared):
    office = world.office
    close_case(office)
    disposition.consent_to_disposition(office.record, shared, docket=office.docket, by=office.prosecutor)
    view = disposition_view(office.db, world.sight("insider"), shared)
    assert [one["docket"] for one in view["consents"]] == [office.docket]
    assert view["consents_wanting"] == []
    assert not view["all_consented"]


def test_a_view_has_the_keys_that_are_told(world, shared):
    assert set(disposition_view(world.office.db, EVERYTHING, shared)) == set(DISPOSITION_KEYS)
