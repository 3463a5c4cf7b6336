"""The register of items and the page of an item."""

import pytest

from tests.actions.serving import attach
from tests.web.hostile import asked, settled, whole
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.record.checkpoints import checkpoint

HOUR = 3_600_000


def page(site, part, address, status=200):
    answer = site.client(part).get(address)
    assert answer.status_code == status
    return whole(answer)


@pytest.mark.parametrize("part", ["ana", "defence"])
def test_who_handles_no_evidence_is_shown_none(site, part):
    item = site.office.receive()
    assert site.client(part).get(f"/items/{item}").status_code == 404
    if part == "ana":
        assert item not in page(site, part, "/items/")
        assert item not in page(site, part, "/items/register.csv")


@pytest.mark.parametrize(
    "number", ["V26-999999", "<script>", "V26-000001.1", "x" * 500, "%00", "V26-000001%0a"]
)
def test_an_item_that_is_not_there_is_a_page_in_words(site, number):
    answer = site.client("custodian").get(f"/items/{number}")
    assert answer.status_code in (400, 404)
    assert "<script>" not in whole(answer)


def test_whatever_is_asked_of_the_register_is_answered_in_words(site):
    site.office.receive()
    names = ("words", "status", "category", "place", "holder", "case", "page")
    for address in ("/items/", "/items/register.csv"):
        asked(site.client("custodian"), address, *names)


def test_what_is_hidden_neither_shows_nor_counts(site):
    seen = site.office.receive(description="A revolver in the open case")
    outsider(site, "vera", "custodian")
    before = page(site, "vera", "/items/?words=revolver"), page(site, "vera", f"/items/{seen}")
    hidden = hide_something(site)
    site.office.link(seen, HIDDEN)
    after = page(site, "vera", "/items/?words=revolver"), page(site, "vera", f"/items/{seen}")
    assert [settled(one) for one in before] == [settled(one) for one in after]
    for address in ("/items/", f"/items/?case={HIDDEN}", "/items/register.csv", "/items/?words=sealed"):
        assert hidden not in page(site, "vera", address)
    assert hidden in page(site, "custodian", f"/items/?case={HIDDEN}")


def test_each_filter_leaves_what_fits(site):
    office = site.office
    gun, rounds, letter = (
        office.firearm(),
        office.rounds(),
        office.receive(description="A letter, 100% cotton"),
    )
    office.store(letter)
    wanted = {
        "category=firearm": {gun},
        "status=held": {gun, rounds, letter},
        "status=lent": set(),
        "place=ROOM-A": {letter},
        "place=ROOM": set(),
        "holder=me": {gun, rounds},
        f"holder={site.person('investigator')}": set(),
        f"case={office.docket.lower()}": {gun, rounds, letter},
        "case=nothing+of+the+kind": set(),
        "words=100%25+COTTON": {letter},
        f"words={gun}": {gun},
    }
    for asked_for, expected in wanted.items():
        shown = page(site, "custodian", f"/items/?{asked_for}")
        assert {one for one in (gun, rounds, letter) if f'"/items/{one}"' in shown} == expected, asked_for


def test_the_register_goes_on_the_next_page_and_into_a_file_as_a_whole(site):
    items = [site.office.receive() for _ in range(52)]
    first, second = page(site, "custodian", "/items/"), page(site, "custodian", "/items/?page=2")
    assert items[-1] in first
    assert items[0] not in first
    assert items[0] in second
    lines = page(site, "custodian", "/items/register.csv").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == sorted(items)


def test_no_cell_of_a_file_begins_a_formula(site):
    site.office.receive(description="=HYPERLINK(A1)")
    assert "'=HYPERLINK(A1)" in page(site, "custodian", "/items/register.csv")


def test_what_is_wrong_comes_first_and_every_part_leads_to_its_act(site):
    office = site.office
    gun = office.firearm()
    office.clear(gun)
    office.store(gun, "GUNS/A", witness=office.supervisor)
    attach(office, gun, **{"left <b>.jpg": b"a picture"})
    shown = page(site, "custodian", f"/items/{gun}")
    assert shown.index("treat it as loaded") < shown.index("Chain of custody")
    assert "<svg" in shown
    assert "left &lt;b&gt;.jpg" in shown
    assert "style=" not in shown
    assert "lapsed" in shown
    for act in office.db.rows("item_act", item=gun):
        assert f'"/act/{act.seq}"' in shown
    assert "undecided" in shown


def test_a_loan_is_shown_with_its_day_and_what_can_be_done_now(site):
    from wholefile.actions import custody

    office = site.office
    item = office.receive()
    office.clock.advance()
    custody.lend_items(
        office.record, [item], to="State laboratory", due_on="2026-02-04", purpose="examination",
        condition="dry and whole", by=office.custodian,
    )  # fmt: skip
    office.clock.advance(72 * HOUR)
    shown = page(site, "custodian", f"/items/{item}")
    assert "due back 2026-02-04" in shown
    assert "dry and whole" in shown
    assert "/do/custody/take-back?" in shown
    assert (
        "/do/custody/take-back?item"
        not in page(site, "auditor", f"/items/{item}").split("Chain of custody")[1]
    )


def test_the_checkpoint_is_told_to_whoever_sees_the_whole_record(site):
    item = site.office.receive()
    outsider(site, "vera", "custodian")
    assert "No checkpoint covers" in page(site, "custodian", f"/items/{item}")
    checkpoint(site.office.record)
    assert "proof.json" in page(site, "custodian", f"/items/{item}")
    assert "heckpoint" not in page(site, "vera", f"/items/{item}")


def test_a_long_history_is_cut_into_pages(site):
    item = site.office.receive()
    for _ in range(26):
        site.office.store(item)
        site.office.retrieve(item)
    first, second = (
        page(site, "custodian", f"/items/{item}"),
        page(site, "custodian", f"/items/{item}?page=2"),
    )
    received = site.office.db.one("item", item=item).seq
    history = 'id="history"'
    assert f'"/act/{received}"' not in first.split(history)[1]
    assert f'"/act/{received}"' in second.split(history)[1]
