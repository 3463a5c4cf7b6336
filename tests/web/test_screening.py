"""Screening on the pages: both records side by side, a reason for what is dismissed, nothing of what is hidden."""

from tests.actions.office import DOCKET, OTHER_DOCKET
from tests.web.world import outsider
from wholefile.record.lookups import entry_count

PATH = f"/cases/{DOCKET}/screening/"
SERIAL = [{"kind": "serial", "value": "PZ-40217"}]


def candidate(office):
    """An item of another case that bears the serial number of one of this case; both vouchers."""
    gun = office.firearm()
    return gun, office.receive("firearm", dockets=[OTHER_DOCKET], identifiers=SERIAL)


def text(answer):
    return " ".join(answer.content.decode().split())


def post(site, part="prosecutor", **told):
    return site.client(part).post(PATH, told)


def test_screening_is_for_those_who_sign_for_it(site):
    for part in ("laboratory", "defence", "ana", "judge"):
        assert site.client(part).get(PATH).status_code == 404
    outsider(site, "vera", "prosecutor")
    assert site.client("vera").get(f"/cases/{OTHER_DOCKET}/screening/").status_code == 404


def test_a_candidate_of_a_case_one_may_not_see_is_not_shown_counted_or_answered(site):
    _, other = candidate(site.office)
    outsider(site, "vera", "prosecutor")
    shown = text(site.client("vera").get(PATH))
    assert other not in shown
    assert "0 candidates wait" in shown
    assert "not limited to one case" in shown
    for step in ("link", "dismiss"):
        hidden = post(site, "vera", step=step, item=other, reason="mine")
        missing = post(site, "vera", step=step, item="V26-999999", reason="mine")
        assert hidden.status_code == missing.status_code == 404
    assert post(site, "vera", step="run").status_code == 400


def test_hostile_posts_get_words_and_record_nothing(site):
    _, other = candidate(site.office)
    before = entry_count(site.office.db)
    for told, status in (
        ({}, 400),
        ({"step": "burn"}, 400),
        ({"step": "dismiss", "item": other}, 400),
        ({"step": "dismiss", "reason": "x"}, 400),
        ({"step": "link", "item": "\x00"}, 400),
        ({"step": "link", "item": "x" * 400}, 400),
        ({"step": "dismiss", "item": other, "reason": "x" * 5_000}, 400),
        ({"step": "link", "item": "V26-000001.99"}, 404),
    ):
        assert post(site, **told).status_code == status, told
    assert site.client("prosecutor").get(PATH + "?page=x").status_code == 400
    assert entry_count(site.office.db) == before


def test_both_records_stand_side_by_side_with_the_reason(site):
    gun, other = candidate(site.office)
    shown = text(site.client("prosecutor").get(PATH))
    assert "1 candidate waits" in shown
    assert "Serial number “PZ-40217” is also on an item of this case." in shown
    assert f"In the case: {gun}" in shown
    assert f'id="{other}"' in shown
    assert "never searched" in shown


def test_the_search_is_signed_for_a_candidate_dismissed_and_another_linked(site):
    _, other = candidate(site.office)
    third = site.office.receive("firearm", dockets=[OTHER_DOCKET], identifiers=SERIAL)
    assert site.sign(post(site, step="run"), "prosecutor")
    assert "by Gia Moreno" in text(site.client("prosecutor").get(PATH))
    assert site.sign(post(site, step="dismiss", item=other, reason="A misread digit."), "prosecutor")
    shown = text(site.client("prosecutor").get(PATH))
    assert "1 candidate waits" in shown
    assert "A misread digit." in shown
    linked = post(site, "investigator", step="link", item=third)
    assert site.sign(linked, "investigator")
    assert third in text(site.client("prosecutor").get(f"/cases/{DOCKET}/board/"))
    assert "0 candidates wait" in text(site.client("prosecutor").get(PATH))
