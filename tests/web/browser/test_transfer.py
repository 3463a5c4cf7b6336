"""An item changes hands: two people, one screen, from the form to the receipt."""

import pytest

pytestmark = pytest.mark.browser


def test_two_people_at_one_screen_transfer_an_item(live):
    item = live.site.office.receive()
    page = live.person("custodian", "investigator")
    page.goto(live.url(f"/do/custody/transfer?items={item}"))
    page.select_option("[name=received_by]", live.site.person("investigator"))
    page.fill("[name=purpose]", "to look at it")
    page.get_by_role("button", name="Go on to sign").click()
    page.wait_for_url(f"{live.where.signing}/act/*")
    page.get_by_role("button", name="Sign as Cora Diaz").click()
    page.get_by_text("signed", exact=True).wait_for()
    page.get_by_role("button", name="Sign as Eva Stone").click()
    page.wait_for_url(live.url("/receipt/*"))
    assert live.site.office.db.one("item", item=item).holder == live.site.person("investigator")
