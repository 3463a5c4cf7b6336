"""The ledger by itself: what it refuses, what it repeats, and that everybody gets a position of their own."""

import secrets

import pytest

from tests.record.small_record import (
    DOCKET,
    OTHER_DOCKET,
    case_body,
    described,
    do,
    enrolment,
    hand,
    item_body,
    no_rules,
)
from wholefile.core.canonical import b64u
from wholefile.core.docket import case_label
from wholefile.core.errors import Conflict, Forbidden, IntegrityFailure, Invalid, Unprocessable
from wholefile.core.frontier import Frontier
from wholefile.core.header import decode_header, header_leaf
from wholefile.record.act import SignedAct
from wholefile.record.founding import Founder, open_log
from wholefile.record.journal import read_head
from wholefile.record.ledger import SKEW_MS, append, append_many


def refused(kind, code):
    return pytest.raises(kind, match=rf"\[{code.replace('.', '[.]')}\]")


def state(record):
    """Everything that an act could have changed, so that a refusal can be shown to have changed nothing."""
    tables = (
        "entry",
        "body",
        "entry_case",
        "case_index",
        "head",
        "item",
        "knowledge",
        "item_act",
        "signing_key",
    )
    return {table: sorted(map(repr, record.db.rows(table))) for table in tables}


@pytest.fixture
def unchanged(small):
    before = state(small.record)
    yield
    assert state(small.record) == before


# What is refused


def test_another_body_than_the_signed_one(small, unchanged):
    act, body, secret = small.signed("item.described", described(1, small.custodian, "one"), small.custodian)
    with refused(IntegrityFailure, "act.other_body"):
        append(small.record, act, {**body, "description": "two"}, secret, rules=no_rules)
    with refused(IntegrityFailure, "act.other_body"):
        append(small.record, act, body, bytes(32), rules=no_rules)


def test_a_signature_moved_from_another_act(small, unchanged):
    first = small.signed("item.described", described(1, small.custodian, "one"), small.custodian)
    second = small.signed("item.described", described(1, small.custodian, "two"), small.custodian)
    with refused(IntegrityFailure, "signature.wrong"):
        append(small.record, SignedAct(first[0].act, second[0].signatures), *first[1:], rules=no_rules)


def test_an_act_for_another_log(small, unchanged):
    act = small.signed(
        "item.described", described(1, small.custodian, "x"), small.custodian, log="other.example/log"
    )
    with refused(Invalid, "act.other_log"):
        append(small.record, *act, rules=no_rules)


def test_nobody_signed(small, unchanged):
    act, body, secret = small.signed("item.described", described(1, small.custodian, "x"))
    with refused(Unprocessable, "signature.missing"):
        append(small.record, act, body, secret, rules=no_rules)


def test_a_key_that_nobody_enrolled(small, stranger, unchanged):
    with refused(Forbidden, "signature.unknown_key"):
        small.do("item.described", described(1, stranger, "x"), stranger)


def test_somebody_else_signed(small, unchanged):
    with refused(Forbidden, "signature.persons"):
        small.do("item.described", described(1, small.custodian, "x"), small.investigator)


def test_one_of_two_signatures_is_missing(small, unchanged):
    body = {
        "transfer": "T-1",
        "items": ["V26-000001"],
        "purpose": "examination",
        "seal_state": "none",
        "released_by": small.custodian.person,
        "received_by": small.investigator.person,
    }
    with refused(Forbidden, "signature.persons"):
        small.do("custody.transferred", body, small.custodian)


def test_one_signature_too_many(small, unchanged):
    with refused(Forbidden, "signature.persons"):
        small.do("item.described", described(1, small.custodian, "x"), small.custodian, small.investigator)


def test_one_key_signs_twice(small, unchanged):
    with refused(Invalid, "header.signature_order"):
        small.do("item.described", described(1, small.custodian, "x"), small.custodian, small.custodian)


def test_two_keys_of_one_person_do_not_make_two_signers(small):
    second = hand("second key of P-3")
    second = type(second)(small.custodian.person, second.seed)
    small.do("key.enrolled", enrolment(second, small.founders[0]), second, small.founders[0])
    with refused(Forbidden, "signature.persons"):
        small.do("item.described", described(1, small.custodian, "x"), small.custodian, second)


def test_a_revoked_key(small):
    small.do(
        "key.revoked",
        {"key": small.custodian.key, "reason": "left the office", "by": small.founders[0].person},
        small.founders[0],
    )
    before = state(small.record)
    with refused(Forbidden, "signature.revoked_key"):
        small.do("item.described", described(1, small.custodian, "x"), small.custodian)
    assert state(small.record) == before


def test_a_key_revoked_earlier_in_the_same_batch(small, unchanged):
    revoke = small.signed(
        "key.revoked",
        {"key": small.custodian.key, "reason": "left", "by": small.founders[0].person},
        small.founders[0],
    )
    use = small.signed("item.described", described(1, small.custodian, "x"), small.custodian)
    with refused(Forbidden, "signature.revoked_key"):
        append_many(small.record, [revoke, use], rules=no_rules)


# Points of small order, one not on the curve, and one not written canonically (RFC 8032 section 5.1.3).
WEAK_KEYS = [
    bytes(32),
    b"\x01" + bytes(31),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    bytes.fromhex("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
]


@pytest.mark.parametrize("weak", WEAK_KEYS, ids=lambda key: key.hex()[:8])
def test_a_weak_key_is_not_enrolled(small, weak, unchanged):
    new = hand("P-9")
    body = {**enrolment(new, small.founders[0], public_key=weak), "person": small.custodian.person}
    with refused(Invalid, "key.weak"):
        small.do("key.enrolled", body, new, small.founders[0])


def test_a_key_under_another_name(small, unchanged):
    new = hand("P-9")
    body = enrolment(new, small.founders[0], key=b64u(bytes(32)))
    with refused(Invalid, "key.id"):
        small.do("key.enrolled", body, new, small.founders[0])


def test_a_key_is_enrolled_once(small, unchanged):
    with refused(Conflict, "key.enrolled"):
        small.do(
            "key.enrolled", enrolment(small.custodian, small.founders[0]), small.custodian, small.founders[0]
        )


def test_enrolment_needs_the_new_key_itself(small, unchanged):
    new = type(small.custodian)(small.custodian.person, secrets.token_bytes(32))
    with refused(Forbidden, "signature.persons"):
        small.do("key.enrolled", enrolment(new, small.founders[0]), small.founders[0])
    with refused(Forbidden, "signature.persons"):
        small.do("key.enrolled", enrolment(new, small.founders[0]), new)


@pytest.mark.parametrize(
    "cases", [[], [case_label(OTHER_DOCKET)], [case_label(DOCKET), case_label(OTHER_DOCKET)]]
)
def test_labels_other_than_those_of_the_cases_concerned(small, cases, unchanged):
    with refused(Unprocessable, "rule.L1"):
        small.do("item.described", described(1, small.custodian, "x"), small.custodian, cases=cases)


def test_a_time_outside_the_window(small, clock, unchanged):
    last = read_head(small.record.db).last_at
    for at in (last - SKEW_MS - 1, clock.now + SKEW_MS + 60_000):
        with refused(Unprocessable, "act.time"):
            small.do("item.described", described(1, small.custodian, "x"), small.custodian, at=at)


def test_a_time_before_the_last_checkpoint(small, clock):
    from wholefile.record.checkpoints import checkpoint

    clock.now += 3_600_000
    checkpoint(small.record)
    with refused(Unprocessable, "act.time"):
        small.do(
            "item.described",
            described(1, small.custodian, "x"),
            small.custodian,
            at=clock.now - SKEW_MS - 60_000,
        )
    small.do(
        "item.described", described(1, small.custodian, "x"), small.custodian, at=clock.now - SKEW_MS + 60_000
    )


def test_index_entries_from_outside(small, unchanged):
    body = {"cases": 1, "map": b64u(bytes(32)), "size": 13}
    with refused(Forbidden, "act.index"):
        small.do("index", body, small.founders[0], cases=[])


def test_a_second_opening(small, unchanged):
    first, second = small.founders
    with refused(Unprocessable, "record.opening"):
        open_log(
            small.record,
            "Again",
            [Founder(one.person, "x", "y", secrets.token_bytes(32)) for one in (first, second)],
        )


def test_anything_before_the_opening(empty_record):
    new = hand("P-1")
    with refused(Unprocessable, "record.opening"):
        do(empty_record, "key.enrolled", {**enrolment(new, new)}, [new])


def test_an_opening_by_one_person(empty_record):
    with refused(Unprocessable, "record.founders"):
        open_log(empty_record, "Alone", [Founder("P-1", "x", "y", secrets.token_bytes(32)) for _ in range(2)])


def test_a_rule_that_refuses_leaves_nothing_behind(small, unchanged):
    def never(_draft, _db):
        raise Unprocessable("rule.X", "X: never")

    with refused(Unprocessable, "rule.X"):
        small.do("item.received", item_body(9, small.custodian), small.custodian, rules=never)


def test_a_batch_is_recorded_whole_or_not_at_all(small, unchanged):
    good = small.signed("item.received", item_body(9, small.custodian), small.custodian)
    bad = small.signed("item.received", item_body(10, small.custodian), small.investigator)
    with refused(Forbidden, "signature.persons"):
        append_many(small.record, [good, bad], rules=no_rules)


@pytest.mark.parametrize("positions", [[0], [2], [10_000]], ids=["the opening", "a key", "beyond the end"])
def test_an_order_on_what_must_stay(small, positions, unchanged):
    body = {
        "docket": DOCKET,
        "order": "O-2026-1",
        "authority": "29-3A NMSA",
        "positions": positions,
        "ordered_by": small.court.person,
        "by": small.custodian.person,
    }
    with pytest.raises(Unprocessable, match=r"record[.](cannot_expunge|expunge_nothing)"):
        small.do("record.expunged", body, small.court, small.custodian)


# What is repeated


def test_the_same_act_again_gets_the_same_receipt(small):
    act = small.signed("item.received", item_body(9, small.custodian), small.custodian)
    first = append(small.record, *act, rules=no_rules)
    before = state(small.record)
    again = append(small.record, *act, rules=no_rules)
    assert not first.repeated
    assert again.repeated
    assert (again.seq, again.at, again.leaf_hash, again.act_hash) == (
        first.seq,
        first.at,
        first.leaf_hash,
        first.act_hash,
    )
    assert state(small.record) == before


def test_the_same_content_signed_again_gets_the_same_receipt(small):
    nonce = secrets.token_bytes(16)
    body = item_body(9, small.custodian)
    first = small.do("item.received", body, small.custodian, nonce=nonce)
    again = small.do("item.received", body, small.custodian, nonce=nonce)
    assert again.repeated
    assert (again.seq, again.leaf_hash) == (first.seq, first.leaf_hash)


def test_the_same_nonce_for_anything_else_is_refused(small):
    nonce = secrets.token_bytes(16)
    small.do("item.received", item_body(9, small.custodian), small.custodian, nonce=nonce)
    before = state(small.record)
    with refused(Conflict, "act.nonce_reused"):
        small.do(
            "item.received", item_body(9, small.custodian, description="Other"), small.custodian, nonce=nonce
        )
    with refused(Conflict, "act.nonce_reused"):
        small.do("item.described", described(9, small.custodian, "x"), small.custodian, nonce=nonce)
    assert state(small.record) == before


def test_a_nonce_twice_in_one_batch(small):
    act = small.signed("item.received", item_body(9, small.custodian), small.custodian)
    first, again = append_many(small.record, [act, act], rules=no_rules)
    assert (first.repeated, again.repeated) == (False, True)
    assert first.seq == again.seq
    other = small.signed(
        "item.described", described(9, small.custodian, "x"), small.custodian, nonce=secrets.token_bytes(16)
    )
    nonce = secrets.token_bytes(16)
    pair = [
        small.signed("item.described", described(9, small.custodian, words), small.custodian, nonce=nonce)
        for words in ("one", "two")
    ]
    with refused(Conflict, "act.nonce_reused"):
        append_many(small.record, [other, *pair], rules=no_rules)


# What stands


def test_what_is_recorded_is_what_was_signed(small):
    body = item_body(9, small.custodian)
    act, _, secret = small.signed("item.received", body, small.custodian)
    receipt = append(small.record, act, body, secret, rules=no_rules)
    entry = small.record.db.one("entry", seq=receipt.seq)
    header = decode_header(entry.header)
    assert header.act == act.act
    assert header.seq == receipt.seq == entry.seq
    assert header_leaf(entry.header) == receipt.leaf_hash == entry.leaf_hash
    assert small.record.db.one("body", seq=receipt.seq).secret == secret
    assert small.record.db.one("item", item="V26-000009").seq == receipt.seq
    labels = [row.label for row in small.record.db.rows("entry_case", seq=receipt.seq)]
    assert [b64u(label) for label in labels] == [case_label(DOCKET)]


def test_the_head_is_that_of_the_entries(small):
    entries = small.record.db.rows("entry", order=("seq",))
    frontier = Frontier()
    frontier.extend(row.leaf_hash for row in entries)
    head = read_head(small.record.db)
    assert [row.seq for row in entries] == list(range(head.size))
    assert head.frontier == frontier
    assert head.last_at == max(row.at for row in entries)


def test_rules_see_the_position_the_signers_and_the_tables_of_that_moment(small):
    seen = []

    def look(draft, db):
        seen.append((draft.seq, draft.persons, draft.keys, db.exists("item", item="V26-000009")))

    acts = [
        small.signed("item.received", item_body(9, small.custodian), small.custodian),
        small.signed(
            "item.described", described(9, small.custodian, "x"), small.custodian, cases=[case_label(DOCKET)]
        ),
    ]
    first, second = append_many(small.record, acts, rules=look)
    who = [small.custodian.person], [small.custodian.key]
    assert seen == [(first.seq, *who, False), (second.seq, *who, True)]


def test_a_key_enrolled_in_a_batch_signs_the_next_act_of_it(small):
    new = type(small.custodian)(small.custodian.person, secrets.token_bytes(32))
    acts = [
        small.signed("key.enrolled", enrolment(new, small.founders[0]), new, small.founders[0]),
        small.signed("item.described", described(1, new, "x"), new),
    ]
    assert [one.repeated for one in append_many(small.record, acts, rules=no_rules)] == [False, False]


def test_an_act_on_an_item_of_two_cases_stands_in_both(small):
    small.do("case.opened", case_body(OTHER_DOCKET, small.investigator), small.investigator)
    link = {
        "item": "V26-000001",
        "docket": OTHER_DOCKET,
        "reason": "same lot",
        "history": [11],
        "by": small.custodian.person,
    }
    small.do("item.linked", link, small.custodian)
    receipt = small.do("item.described", described(1, small.custodian, "x"), small.custodian)
    labels = {b64u(row.label) for row in small.record.db.rows("entry_case", seq=receipt.seq)}
    assert labels == {case_label(DOCKET), case_label(OTHER_DOCKET)}
