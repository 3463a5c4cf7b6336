"""Every action ends in recording: numbers, repetition, remarks, many acts at once."""

import threading

import pytest

from tests.actions.office import DAY, HOUR, Office
from wholefile.actions import cases, custody, items, people
from wholefile.actions.recording import Planned, record_act, record_acts, record_numbered
from wholefile.core.canonical import unb64u
from wholefile.core.docket import case_label
from wholefile.core.errors import Conflict, Forbidden, Invalid
from wholefile.record import lookups
from wholefile.rules.registry import Refused


def received(office: Office, item: str, **more) -> dict:
    facts = {
        "item": item,
        "description": "A shell casing found under the window",
        "category": "evidence",
        "quantity": 1,
        "unit": "each",
        "submitted_by": "Eva Stone",
        "collected_at": "12 Mesa Road",
        "authority": "warrant",
        "named_cases": [],
        "dockets": [office.docket],
        "identifiers": [],
        "by": office.custodian.person,
    }
    return {**facts, **more}


def test_a_body_that_does_not_fit_its_kind_is_refused_before_anybody_signs(office):
    with pytest.raises(Invalid) as refused:
        office.act("item.lost", {"item": "V26-000001", "by": office.custodian.person}, office.custodian)
    assert refused.value.code == "act.body"


def test_a_missing_signature_is_refused(office):
    body = received(office, "V26-000001", counted_by=office.supervisor.person)
    with pytest.raises(Forbidden):
        office.act("item.received", body, office.custodian)


def test_the_same_call_with_the_same_idempotency_key_gets_the_first_receipt_and_number(office):
    first = people.add_person(
        office.record, name="New One", agency="Sheriff", by=office.ana, idempotency="a1"
    )
    office.clock.advance()
    again = people.add_person(
        office.record, name="New One", agency="Sheriff", by=office.ana, idempotency="a1"
    )
    assert again[0] == first[0]
    assert (again[1].seq, again[1].repeated) == (first[1].seq, True)


def test_the_same_idempotency_key_for_something_else_is_a_conflict(office):
    people.add_person(office.record, name="New One", agency="Sheriff", by=office.ana, idempotency="a1")
    with pytest.raises(Conflict):
        people.add_person(office.record, name="Another", agency="Sheriff", by=office.ana, idempotency="a1")


def test_idempotency_keys_of_two_people_are_their_own(office):
    one = people.add_person(office.record, name="New One", agency="Sheriff", by=office.ana, idempotency="a1")
    two = people.add_person(office.record, name="Another", agency="Sheriff", by=office.ben, idempotency="a1")
    assert one[0] != two[0]


def test_a_repeated_call_is_recognised_after_the_item_joined_another_case(office):
    item = office.receive()
    seal = {"seal": "S-1", "initials": "CD", "by": office.custodian, "idempotency": "seal-1"}
    first = custody.apply_seal(office.record, item, **seal)
    office.link(item)
    assert custody.apply_seal(office.record, item, **seal).seq == first.seq


def test_remarks_stand_in_the_body_and_the_idempotency_key_does_not(office):
    happened = office.clock.now - HOUR
    _, receipt = people.add_person(
        office.record,
        name="New One",
        agency="Sheriff",
        by=office.ana,
        occurred_at=happened,
        note="by telephone",
        idempotency="x",
    )
    body = bytes(office.db.one("body", seq=receipt.seq).fields)
    assert b'"note":"by telephone"' in body
    assert str(happened).encode() in body
    assert b"idempotency" not in body
    assert b"title" not in body, "what is not known is left out"


def test_when_somebody_else_was_given_the_number_the_next_is_taken(office):
    numbers = iter(["V26-000001", "V26-000001", "V26-000002"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookups, "next_voucher", lambda _db, _year: next(numbers))
        assert [office.receive(), office.receive()] == ["V26-000001", "V26-000002"]


def test_eight_receivers_at_once_get_eight_numbers(office):
    found: list[str] = []

    def receive() -> None:
        found.append(office.receive())
        office.db.close()

    threads = [threading.Thread(target=receive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [f"V26-{n:06d}" for n in range(1, 9)]


def test_labels_are_those_of_the_cases_of_the_item(office):
    item = office.receive()
    office.link(item)
    receipt = office.store(item)
    labels = {bytes(row.label) for row in office.db.rows("entry_case", seq=receipt.seq)}
    assert labels == {unb64u(case_label(office.docket)), unb64u(case_label(office.other_docket))}


def test_many_acts_are_recorded_together_each_on_the_state_the_ones_before_left(office):
    vouchers = [f"V26-{n:06d}" for n in range(1, 40)]
    acts = [("item.received", received(office, one), [office.custodian]) for one in vouchers]
    acts += [
        Planned(
            "custody.stored",
            {
                "items": [one],
                "location": "ROOM-A/SHELF-1",
                "seal_state": "none",
                "by": office.custodian.person,
            },
            [office.custodian],
        )
        for one in vouchers
    ]
    receipts = record_acts(office.record, acts)
    assert [one.seq for one in receipts] == list(range(receipts[0].seq, receipts[0].seq + 78))
    assert {row.location for row in lookups.items_of(office.db, office.docket)} == {"ROOM-A/SHELF-1"}


def test_sub_items_made_in_the_same_call_carry_the_labels_of_the_whole(office):
    split = {
        "item": "V26-000001",
        "parts": [{"item": "V26-000001.1", "description": "one half", "quantity": 2}],
        "reason": "test",
        "by": office.custodian.person,
    }
    seal = {"item": "V26-000001.1", "seal": "S-1", "initials": "CD", "by": office.custodian.person}
    record_acts(
        office.record,
        [
            ("item.received", received(office, "V26-000001", quantity=4), [office.custodian]),
            ("item.split", split, [office.custodian]),
            ("seal.applied", seal, [office.custodian]),
        ],
    )
    assert lookups.item(office.db, "V26-000001.1").seal == "S-1"


def test_many_acts_are_recorded_all_or_none(office):
    before = office.db.count("entry")
    with pytest.raises(Refused):
        record_acts(
            office.record,
            [
                ("item.received", received(office, "V26-000001"), [office.custodian]),
                ("item.received", received(office, "V26-000001"), [office.custodian]),
            ],
        )
    assert office.db.count("entry") == before


def test_an_item_linked_between_signing_and_recording_is_signed_again(office):
    item = office.receive()
    first_look = True

    def clock() -> int:
        nonlocal first_look
        if first_look:
            first_look = False
            office.link(item)
        return office.clock.now

    office.record.clock = clock
    body = {"item": item, "seal": "S-1", "initials": "CD", "by": office.custodian.person}
    receipt = record_act(office.record, "seal.applied", body, [office.custodian])
    assert office.db.count("entry_case", seq=receipt.seq) == 2


def test_a_late_entry_keeps_both_times(office):
    happened = office.clock.now - 3 * DAY
    docket, receipt = cases.open_case(
        office.record,
        "2026-cr-0077",
        kind="criminal",
        title="State v. Roe",
        court="First District Court",
        jurisdiction="us-nm",
        by=office.prosecutor,
        occurred_at=happened,
        late_reason="the paper was found today",
    )
    assert docket == "2026-CR-77"
    assert receipt.at == office.clock.now


def test_a_file_name_keeps_what_it_can(office):
    from wholefile.actions.files import shown_name

    assert [shown_name(one) for one in ("", " ", "\u3000")] == ["unnamed", "\\x20", "\\u3000"]
    assert shown_name("IMG\n1.jpg") == "IMG\\x0a1.jpg"
    assert shown_name("cafe\u0301.pdf") == "caf\u00e9.pdf"
    assert shown_name("a" * 400 + ".jpeg").endswith("a.jpeg")
    assert len(shown_name("a" * 400 + ".jpeg")) == 300
    assert shown_name("  ") == "\\x20\\x20"


def test_files_are_stored_and_named_by_their_digests(office):
    from wholefile.actions.files import Upload

    item = office.receive()
    receipt = items.attach_files(
        office.record, item, [Upload("scene.jpg", b"jpeg bytes")], purpose="photograph", by=office.custodian
    )
    row = office.db.one("item_file", item=item)
    assert office.record.store.path(row.sha256).read_bytes() == b"jpeg bytes"
    assert (row.name, row.media_type, row.seq) == ("scene.jpg", "image/jpeg", receipt.seq)
    assert items.verify_files(office.record, item, by=office.auditor).seq == receipt.seq + 1
    assert office.db.one("fixity_check", item=item).failed == "[]"


def test_a_request_that_arrives_twice_at_once_is_given_one_number(office):
    body = {"docket": office.docket, "items": [], "reason": "Needed.", "by": office.prosecutor.person}

    def place(number):
        return record_numbered(
            office.record,
            "hold.placed",
            body,
            [office.prosecutor],
            field="hold",
            number=number,
            remarks={"idempotency": "twice"},
        )

    def after_the_other():
        place(lambda: "H-1")
        return "H-2"

    given, receipt = place(after_the_other)
    assert given == "H-1"
    assert receipt.repeated
    assert office.db.count("hold") == 1
