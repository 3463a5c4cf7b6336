"""Attempts to hide where a thing is, what it is and who holds it, by acts prepared by hand."""

from tests.rules.situations import refused


def item_body(office, item, **more):
    return {
        "item": item, "description": "One brass casing, 45 Colt", "category": "ammunition", "quantity": 6,
        "unit": "round", "submitted_by": "T. Citizen", "collected_at": "12 Mesa Road", "authority": "warrant",
        "named_cases": [], "dockets": [office.docket], "identifiers": [], "by": office.custodian.person, **more,
    }  # fmt: skip


def test_an_item_does_not_come_in_as_part_of_another(office):
    """It would look like a part of the item of another case, and take the number of a part to come."""
    item = office.rounds(dockets=[office.other_docket])
    with refused("N1", f"{item}.1"):
        office.act("item.received", item_body(office, f"{item}.1"), office.custodian)


def test_a_seal_that_was_used_does_not_come_in_again(office):
    office.act("item.received", item_body(office, "V26-000090", seal="S-100"), office.custodian)
    with refused("N2", "S-100"):
        office.act("item.received", item_body(office, "V26-000091", seal="S-100"), office.custodian)


def test_a_sealed_item_is_not_divided_or_used_up_under_its_seal(office):
    """Its parts bear no seal, and its own stays recorded as whole."""
    office.act("item.received", item_body(office, "V26-000090", seal="S-100"), office.custodian)
    part = {"item": "V26-000090.1", "description": "Two rounds of six", "quantity": 2}
    body = {"item": "V26-000090", "parts": [part], "reason": "sorted", "by": office.custodian.person}
    with refused("C5", "S-100"):
        office.act("item.split", body, office.custodian)
    used = {"item": "V26-000090", "quantity": 1, "purpose": "test", "by": office.custodian.person}
    with refused("C5", "S-100"):
        office.act("item.consumed", used, office.custodian)
    broken = {"item": "V26-000090", "seal": "S-100", "reason": "to divide", "by": office.custodian.person}
    office.act("seal.broken", broken, office.custodian)
    office.act("item.split", body, office.custodian)


def test_a_missing_item_does_not_come_back_by_accepting_it(office):
    """Released to a friend, found missing, accepted by the friend: the search would never have happened."""
    item = office.receive()
    body = {"transfer": "T-1", "items": [item], "seal_state": "none"}
    released = {
        **body,
        "purpose": "viewing",
        "to": office.deputy.person,
        "released_by": office.custodian.person,
    }
    office.act("custody.released", released, office.custodian)
    missing = {
        "item": item,
        "searched": "the whole room",
        "notified": ["Gia Moreno"],
        "by": office.auditor.person,
    }
    office.act("item.unlocated", missing, office.auditor)
    with refused("C3", "located"):
        office.act("custody.accepted", {**body, "received_by": office.deputy.person}, office.deputy)
    refusal = {"transfer": "T-1", "items": [item], "reason": "no", "by": office.custodian.person}
    with refused("C3", "located"):
        office.act("custody.refused", refusal, office.custodian)


def test_one_dummy_among_six_rounds_does_not_make_six_dummies(office):
    """Rounds that nobody inspected are live, whatever the first was."""
    rounds = office.rounds(6)
    said = {
        "item": rounds,
        "condition": "dummy",
        "method": ["shaken"],
        "declared_by": office.custodian.person,
    }
    said["verified_by"] = office.supervisor.person
    shown = {"item": rounds, "shown_to": "Ann Lee", "shown_as": "first assistant director", "place": "set"}
    shown |= {"condition": "dummy", "by": office.custodian.person}
    office.act("condition.declared", {**said, "rounds": [1]}, office.custodian, office.supervisor)
    with refused("S5", "every round"):
        office.act("weapon.shown", shown, office.custodian)
    office.act("condition.declared", {**said, "rounds": [2, 3, 4, 5, 6]}, office.custodian, office.supervisor)
    office.act("weapon.shown", shown, office.custodian)
    live = {**said, "condition": "live", "rounds": [4]}
    office.act("condition.declared", live, office.custodian, office.supervisor)
    with refused("S5", "every round"):
        office.act("weapon.shown", shown, office.custodian)


def test_an_item_is_not_lent_for_ever(office):
    """What is lost would be out to the court until the year 9999, and never overdue."""
    item = office.receive()
    body = {
        "items": [item], "to": "Court", "purpose": "trial", "seal_state": "none", "condition": "good",
        "by": office.custodian.person,
    }  # fmt: skip
    with refused("N2", "due back"):
        office.act("custody.lent", {**body, "due_on": "9999-12-31"}, office.custodian)
    with refused("N2", "due back"):
        office.act("custody.lent", {**body, "due_on": "2026-01-01"}, office.custodian)
    office.act("custody.lent", {**body, "due_on": "2026-06-01"}, office.custodian)


def test_c11_refuses_the_same_bytes_with_other_digests(office):
    item = office.receive()
    one = {"name": "a.jpg", "media_type": "image/jpeg", "size": 7, "sha256": "1" * 64, "sha1": "2" * 40}
    one["md5"] = "3" * 32
    body = {"item": item, "files": [one], "purpose": "photograph", "by": office.custodian.person}
    office.act("file.attached", body, office.custodian)
    for other in ({"size": 8}, {"sha1": "4" * 40}, {"md5": "4" * 32}):
        with refused("C11", "a.jpg"):
            office.act("file.attached", {**body, "files": [{**one, **other}]}, office.custodian)


def test_c11_lets_the_same_bytes_have_another_name(office):
    item = office.receive()
    one = {"name": "a.jpg", "media_type": "image/jpeg", "size": 7, "sha256": "1" * 64, "sha1": "2" * 40}
    one["md5"] = "3" * 32
    body = {"item": item, "files": [one], "purpose": "photograph", "by": office.custodian.person}
    office.act("file.attached", body, office.custodian)
    office.act("file.attached", {**body, "files": [{**one, "name": "b.jpg"}]}, office.custodian)
