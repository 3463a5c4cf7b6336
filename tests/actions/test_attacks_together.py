"""The same thing asked for by many at once: one gets it, the rest are refused, and the tables are what was recorded."""

import threading

import pytest

from tests.rules.situations import close_case, order, produce
from wholefile.actions.recording import record_act, record_acts
from wholefile.core.errors import WholefileError
from wholefile.record.check import check


def at_once(office, asked):
    """Each act asked for by a thread of its own, all at once; the codes of what was refused, in order."""
    refused, start = [], threading.Barrier(len(asked))

    def run(kind, body, signers):
        start.wait()
        try:
            record_act(office.record, kind, body, signers)
        except WholefileError as error:
            refused.append(error.code)
        finally:
            office.db.close()

    threads = [threading.Thread(target=run, args=one) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(refused)


def the_record_is_whole(office):
    assert check(office.record) == []


def test_eight_receivers_of_one_item(office):
    item = office.receive()
    receivers = [office.deputy, office.investigator, office.laboratory, office.prosecutor] * 2
    asked = [
        (
            "custody.transferred",
            {
                "transfer": f"T-{number}", "items": [item], "purpose": "viewing", "seal_state": "none",
                "released_by": office.custodian.person, "received_by": one.person,
            },
            [office.custodian, one],
        )
        for number, one in enumerate(receivers, 1)
    ]  # fmt: skip
    assert at_once(office, asked) == ["rule.C2"] * 7
    assert office.db.count("custody_span", item=item, end_seq=None) == 1
    the_record_is_whole(office)


def test_eight_holds_under_one_number_and_eight_approvals_by_one_person(office):
    item = office.receive()
    held = {"hold": "H-1", "docket": office.docket, "items": [item], "reason": "x", "by": office.judge.person}
    assert at_once(office, [("hold.placed", held, [office.judge])] * 8) == ["rule.N1"] * 7
    free = office.receive()
    produce(office, free)
    close_case(office)
    asked = {"disposition": "D-1", "items": [free], "manner": "destruction", "reason": "x"}
    office.act("disposition.requested", {**asked, "by": office.custodian.person}, office.custodian)
    said = {"disposition": "D-1", "items": [free], "by": office.supervisor.person}
    assert at_once(office, [("disposition.approved", said, [office.supervisor])] * 8) == ["rule.H2"] * 7
    the_record_is_whole(office)


def test_a_hold_and_the_end_of_its_item_at_once(office):
    """Either the hold came first and the item is there, or the item was gone when it was held."""
    item = office.receive()
    order(office, "permit test")
    used = {"item": item, "quantity": 1, "purpose": "assay", "by": office.custodian.person}
    held = {"docket": office.docket, "items": [item], "by": office.defence.person}
    asked = [
        ("hold.placed", {"hold": f"H-{n}", "reason": f"reason {n}", **held}, [office.defence])
        for n in range(1, 5)
    ]
    asked += [("item.consumed", used, [office.custodian])] * 4
    refused = at_once(office, asked)
    assert len(refused) == 3, refused
    the_record_is_whole(office)


@pytest.mark.parametrize("kind", ["item.received", "disposition.approved", "item.consumed"])
def test_twice_in_one_batch_is_refused_as_twice_in_two(office, kind):
    """What the first act of a batch wrote, the rules see when they judge the second: by rows and by statements."""
    item = office.receive()
    produce(office, item)
    order(office, "permit test")
    close_case(office)
    asked = {"disposition": "D-1", "items": [item], "manner": "destruction", "reason": "x"}
    office.act("disposition.requested", {**asked, "by": office.custodian.person}, office.custodian)
    new = {
        "item": "V26-000077", "description": "One brass casing", "category": "evidence", "quantity": 1,
        "unit": "each", "submitted_by": "T. Citizen", "collected_at": "x", "authority": "warrant",
        "named_cases": [], "dockets": [office.docket], "identifiers": [], "by": office.custodian.person,
    }  # fmt: skip
    body, signer = {
        "item.received": (new, office.custodian),
        "disposition.approved": (
            {"disposition": "D-1", "items": [item], "by": office.supervisor.person},
            office.supervisor,
        ),
        "item.consumed": (
            {"item": item, "quantity": 1, "purpose": "x", "by": office.custodian.person},
            office.custodian,
        ),
    }[kind]
    size = office.db.count("entry")
    with pytest.raises(WholefileError) as caught:
        record_acts(office.record, [(kind, body, [signer]), (kind, body, [signer])])
    assert caught.value.code.startswith("rule.")
    assert office.db.count("entry") == size
    the_record_is_whole(office)


def test_a_candidate_that_comes_in_with_the_certificate_stops_it(office):
    """Booked under another number and certified away in one batch: the search is made anew under the lock."""
    gun = office.firearm()
    produce(office, gun)
    run = {"docket": office.docket, "candidates": [], "by": office.prosecutor.person}
    office.act("screening.run", {**run, "screened_to": office.db.count("entry")}, office.prosecutor)
    size = office.db.count("entry")
    new = {
        "item": "V26-000077", "description": "Six brass rounds", "category": "ammunition", "quantity": 6,
        "unit": "round", "submitted_by": "T. Citizen", "collected_at": "x", "authority": "surrendered",
        "named_cases": [], "dockets": [office.other_docket], "by": office.custodian.person,
        "identifiers": [{"kind": "calibre", "value": "45 LC"}],
    }  # fmt: skip
    certificate = {
        "docket": office.docket, "certificate": "C-1", "items": 1, "produced": 1, "withheld": 0, "dismissed": 0,
        "covers_to": size + 1, "text": "Everything.", "by": office.prosecutor.person,
    }  # fmt: skip
    acts = [
        ("item.received", new, [office.custodian]),
        ("disclosure.certified", certificate, [office.prosecutor]),
    ]
    with pytest.raises(WholefileError) as caught:
        record_acts(office.record, acts)
    assert caught.value.code == "rule.D3"
    assert "V26-000077" in caught.value.message
