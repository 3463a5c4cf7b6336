"""Many people at once: one of them is first, the others are told by whom, and nothing is lost or done twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from tests.web.site import Site
from wholefile.record.lookups import entry_count
from wholefile.web.signing.models import WaitingActs

TAKERS = ("Ada", "Bo", "Cid", "Dee", "Eli", "Fay", "Gus", "Hal Two")
BATCHES, IN_A_BATCH = 8, 25


def in_threads(work, each) -> list:
    """The results of this work for each of these, all begun at the same moment, each in a thread of its own."""
    together = Barrier(len(each))

    def one(given):
        together.wait()
        try:
            return work(given)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(each)) as pool:
        return list(pool.map(one, each))


def form(site: Site, items: list[str], taker: str) -> dict[str, str]:
    return {
        "items": "\n".join(items),
        "released_by": site.person("custodian"),
        "received_by": site.person(taker),
        "purpose": f"wanted by {taker}",
        "seal_state": "none",
    }


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_eight_people_want_two_hundred_items_and_each_item_has_one_winner(site):
    batches = [[site.office.receive() for _ in range(IN_A_BATCH)] for _ in range(BATCHES)]
    for taker in TAKERS:
        site.bring_in(taker, "investigator")
    waiting = {}
    for taker in TAKERS:
        for number, items in enumerate(batches):
            answer = site.client("custodian").post("/do/custody/transfer", form(site, items, taker))
            waiting[taker, number] = answer["Location"].rsplit("/", 1)[1]
    for token in waiting.values():
        assert site.signature(token, "custodian").status_code == 200

    def sign_all(taker):
        return [(number, site.signature(waiting[taker, number], taker)) for number in range(BATCHES)]

    answers = dict(zip(TAKERS, in_threads(sign_all, TAKERS), strict=True))
    for number, items in enumerate(batches):
        won = [taker for taker in TAKERS if dict(answers[taker])[number].status_code == 200]
        assert len(won) == 1, won
        holders = {site.office.db.one("item", item=item).holder for item in items}
        assert holders == {site.person(won[0])}
        winner = site.office.db.one("person", person=site.person(won[0])).name
        for taker in TAKERS:
            if taker != won[0]:
                answer = dict(answers[taker])[number]
                assert answer.status_code == 422
                told = {who for change in answer.json()["changed"] for who in change["by"]}
                assert winner in told


def test_a_form_that_is_sent_twice_at_once_can_be_signed_once(site):
    item = site.office.receive()
    sent = form(site, [item], "investigator")
    site.client("custodian")
    answers = in_threads(lambda _: site.client("custodian").post("/do/custody/transfer", sent), range(4))
    tokens = [answer["Location"].rsplit("/", 1)[1] for answer in answers]
    before = entry_count(site.office.db)
    results = [
        site.signature(token, part).status_code for token in tokens for part in ("custodian", "investigator")
    ]
    assert entry_count(site.office.db) == before + 1
    assert results.count(422) == len(tokens) - 1


def test_a_signature_that_arrives_twice_at_once_is_recorded_once(site):
    item = site.office.receive()
    answer = site.client("custodian").post("/do/custody/transfer", form(site, [item], "investigator"))
    token = answer["Location"].rsplit("/", 1)[1]
    site.signature(token, "custodian")
    before = entry_count(site.office.db)
    answers = in_threads(lambda _: site.signature(token, "investigator"), range(4))
    assert [one.status_code for one in answers] == [200] * 4
    assert entry_count(site.office.db) == before + 1
    assert len({one.json()["next"] for one in answers}) == 1


def test_a_session_that_ends_in_the_middle_of_signing_loses_nothing(site):
    item = site.office.receive()
    answer = site.client("custodian").post("/do/custody/transfer", form(site, [item], "investigator"))
    site.client("custodian").logout()
    site.clients.pop("custodian")
    assert site.sign(answer, "custodian", "investigator")
    assert WaitingActs.objects.get().positions


def test_a_draft_that_is_withdrawn_comes_back_in_the_form(site):
    item = site.office.receive()
    answer = site.client("custodian").post("/do/custody/transfer", form(site, [item], "investigator"))
    back = site.signing().post(answer["Location"] + "/withdraw")
    address = back["Location"].split("8000", 1)[1]
    page = site.client("custodian").get(address).content.decode()
    assert "wanted by investigator" in page
    assert item in page
    assert "wanted by" not in site.client("deputy").get(address).content.decode()
