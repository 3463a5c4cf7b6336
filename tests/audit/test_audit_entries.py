"""Claims about entries: their form, place, time, bodies, signers, and what the index says of them."""

import json

import pytest

from tests.actions.office import seed
from tests.audit.conftest import custodian, person_of
from tests.audit.published import Log, failures, look, position
from wholefile.audit.openings import Given
from wholefile.core.canonical import b64u, encode, unb64u
from wholefile.core.commitment import check_opening
from wholefile.core.header import encode_header
from wholefile.core.signatures import sign_act


@pytest.fixture
def folder(log, tmp_path):
    return log.write(tmp_path / "log")


@pytest.mark.parametrize(
    "raw",
    [
        lambda raw: raw.replace(b'"v":1', b'"v": 1'),
        lambda raw: raw.replace(b'"v":1', b'"v":1.0'),
        lambda raw: raw.replace(b'"v":1', b'"v":1,"v":1'),
        lambda raw: raw.replace(b'{"act"', b'{"aaa":1,"act"'),
        lambda raw: raw.replace(b'"seq":', b'"seq":0'),
        lambda raw: raw[:-1],
        lambda _raw: b"",
        lambda _raw: b"\xff\xfe",
    ],
)
def test_headers_have_one_form(log, tmp_path, raw):
    log.headers[7] = raw(log.headers[7])
    assert "every_header_is_canonical" in failures(
        look(log.write(tmp_path), log, openings=log.given("index"))
    )


def test_an_entry_says_where_it_stands(log, tmp_path):
    header = log.header(9)
    log.headers[9] = encode(header | {"seq": 10})
    assert "every_entry_is_in_its_place" in failures(look(log.write(tmp_path), log, openings=[]))


def test_an_entry_signed_for_another_log(log, tmp_path):
    log.change(9, log="records.example/other")
    assert "every_entry_is_in_its_place" in failures(look(log.write(tmp_path), log, openings=[]))


@pytest.mark.parametrize("apart", [1, 30])
def test_an_act_entered_twice(log, tmp_path, apart):
    header = log.header(10)
    log.headers[10 + apart] = encode(header | {"seq": 10 + apart})
    found = failures(look(log.write(tmp_path), log, openings=[]))
    assert "no_act_is_repeated" in found


def test_an_act_entered_twice_far_apart(long, tmp_path):
    header = long.header(10)
    long.headers[700] = encode(header | {"seq": 700})
    report = look(long.write(tmp_path), long, openings=[])
    assert report["no_act_is_repeated"].detail == "Entries 10 and 700 carry the same nonce."


def test_an_entry_dated_before_those_before_it(log, tmp_path):
    before = log.header(20)["act"]["at"]
    log.change(21, at=before - 5 * 60 * 1000)
    assert "times_are_in_order" not in failures(look(log.write(tmp_path), log, openings=[]))
    log.change(21, at=before - 86_400_000)
    assert "times_are_in_order" in failures(look(log.write(tmp_path), log, openings=[]))


def test_an_act_under_a_case_that_was_not_opened(log, tmp_path):
    log.change(position(log, "location.added"), cases=[b64u(bytes(32))])
    assert "every_case_is_opened_first" in failures(look(log.write(tmp_path), log, openings=[]))


def test_a_record_is_opened_once_and_first(log, tmp_path):
    log.change(9, kind="record.opened")
    assert "every_case_is_opened_first" in failures(look(log.write(tmp_path / "a"), log, openings=[]))
    log.change(9, kind="person.added")
    log.change(0, kind="person.added")
    assert "every_case_is_opened_first" in failures(look(log.write(tmp_path / "b"), log, openings=[]))


@pytest.mark.parametrize("wrong", [{"cases": 1}, {"map": b64u(bytes(32))}, {"size": 3}])
def test_an_index_that_does_not_count_every_entry(log, tmp_path, wrong):
    log.add_index(**wrong)
    assert failures(look(log.write(tmp_path), log)) == {"every_index_counts_every_entry"}


def test_an_index_in_the_middle_is_checked_too(long, tmp_path):
    at = position(long, "index", last=True)
    wrong = long.copy()
    del wrong.headers[at:]
    wrong.add_index(map=b64u(bytes(32)))
    wrong.add_index()
    assert failures(look(wrong.write(tmp_path), wrong)) == {"every_index_counts_every_entry"}


def test_an_index_that_is_not_opened_is_not_checked(long, tmp_path):
    given = [one for one in long.given() if one.seq != position(long, "index")]
    report = look(long.write(tmp_path), long, openings=given)
    assert failures(report) == set()
    assert report["every_index_counts_every_entry"].status == "not checked"
    assert not report.recomputed


def test_a_body_of_another_entry(log, folder):
    given = log.given()
    given[10] = Given(10, given[11].opening)
    report = look(folder, log, openings=given)
    assert "every_body_matches_its_commitment" in failures(report)


def test_a_body_that_was_changed(log, folder):
    at = position(log, "person.added")
    opening = json.loads(json.dumps(log.openings[at]))
    opening["fields"]["name"] += "x"
    log.openings[at] = opening
    assert "every_body_matches_its_commitment" in failures(look(folder, log))


def test_an_opening_for_no_entry(log, folder):
    given = [*log.given(), Given(len(log.headers), log.openings[3])]
    assert failures(look(folder, log, openings=given)) == {"every_body_matches_its_commitment"}


def test_a_body_that_does_not_fit_its_kind(log, tmp_path):
    person, hand = custodian(log)
    cases = log.header(position(log, "case.opened"))["act"]["cases"]
    log.add("item.described", cases, {"item": "V26-000001", "by": person, "surprise": 1}, [hand])
    log.add_index()
    assert failures(look(log.write(tmp_path), log)) == {"every_body_fits_its_kind"}


def described(log: Log, seeds, **body) -> None:
    person, _hand = custodian(log)
    cases = log.header(position(log, "case.opened"))["act"]["cases"]
    said = {"item": "V26-000001", "description": "d", "reason": "r", "by": person} | body
    log.add("item.described", cases, said, seeds)
    log.add_index()


def test_a_signature_by_nobody(log, tmp_path):
    described(log, [bytes([99]) * 32])
    assert "every_signature_is_valid" in failures(look(log.write(tmp_path), log))


def test_a_signature_by_somebody_else(log, tmp_path):
    described(log, [seed("judge")])
    assert failures(look(log.write(tmp_path), log)) == {"every_required_person_signed"}


def test_a_signature_too_many(log, tmp_path):
    described(log, [seed("judge"), custodian(log)[1]])
    assert failures(look(log.write(tmp_path), log)) == {"every_required_person_signed"}


def test_a_signature_moved_to_another_act(log, tmp_path):
    one, other = position(log, "location.added"), position(log, "location.added", last=True)
    header = log.header(other)
    log.headers[other] = encode(header | {"signatures": log.header(one)["signatures"]})
    report = look(log.write(tmp_path), log)
    assert "every_signature_is_valid" in failures(report)


def test_an_act_signed_by_the_log_and_an_index_signed_by_a_person(log, tmp_path):
    described(log, [log.seed])
    assert "every_signature_is_valid" in failures(look(log.write(tmp_path / "a"), log))
    _person, hand = custodian(log)
    header = log.header(len(log.headers) - 1)
    log.headers[-1] = encode_header(header["act"], header["seq"], [sign_act(hand, header["act"])])
    assert "every_signature_is_valid" in failures(look(log.write(tmp_path / "b"), log))


def revoke(log: Log) -> None:
    from wholefile.core.docket import REGISTER_LABEL
    from wholefile.core.keys import ED25519, key_id, public_key_of

    person, hand = custodian(log)
    body = {"key": key_id(ED25519, public_key_of(hand)), "reason": "lost", "by": person}
    log.add("key.revoked", [REGISTER_LABEL], body, [hand])


def test_a_revoked_key_signs_its_own_end_and_nothing_after_it(log, tmp_path):
    _person, hand = custodian(log)
    revoke(log)
    log.add_index()
    assert failures(look(log.write(tmp_path / "a"), log)) == set()
    described(log, [hand])
    report = look(log.write(tmp_path / "b"), log)
    assert failures(report) == {"every_signature_is_valid"}


def test_a_key_that_was_not_shown_makes_no_signature_good_or_bad(log, tmp_path):

    given = [one for one in log.given() if one.seq != position(log, "key.enrolled")]
    report = look(log.write(tmp_path), log, openings=given)
    assert report["every_signature_is_valid"].status == "not checked"


def test_a_missing_body_needs_an_order(log, tmp_path):
    at = position(log, "location.added")
    log.openings.pop(at)
    log.write(tmp_path)
    assert failures(look(tmp_path, log, whole=True)) == {"every_missing_body_was_expunged"}
    assert f"(entries {at})" in look(tmp_path, log, whole=True)["every_missing_body_was_expunged"].detail
    report = look(tmp_path, log)
    assert (failures(report), report["every_missing_body_was_expunged"].status) == (set(), "not checked")


def test_a_body_that_an_order_destroyed_is_explained(log, tmp_path):
    person, hand = custodian(log)
    at = position(log, "location.added")
    order = {"docket": "D-101-CR-2026-42", "order": "Order 7", "authority": "s. 1", "positions": [at]}
    signers = {"ordered_by": person_of(log, "judge"), "by": person}
    log.add("record.expunged", log.header(at)["act"]["cases"], order | signers, [seed("judge"), hand])
    log.add_index()
    log.openings.pop(at)
    report = look(log.write(tmp_path), log, whole=True)
    assert failures(report) == set()
    assert report["every_missing_body_was_expunged"].status == "passed"


def test_a_body_shown_in_part_is_not_missing_and_not_whole(log, folder):
    from wholefile.core.commitment import open_some

    at = position(log, "location.added")
    full = log.openings[at]
    part = open_some(full["fields"], unb64u(full["secret"], 32), {"kind", "name"})
    assert check_opening(part, unb64u(log.header(at)["act"]["body"], 32)).keys() == {"kind", "name"}
    log.openings[at] = part
    report = look(folder, log)
    assert failures(report) == set()
    assert report["every_missing_body_was_expunged"].status == "not checked"
    assert failures(look(folder, log, whole=True)) == {"every_missing_body_was_expunged"}


def enrol(log, key_seed, signers, person):
    from wholefile.core.docket import REGISTER_LABEL
    from wholefile.core.keys import ED25519, key_id, public_key_of

    public_key = public_key_of(key_seed)
    body = {
        "person": person,
        "key": key_id(ED25519, public_key),
        "algorithm": ED25519,
        "public_key": b64u(public_key),
        "fingerprint_checked": "read aloud",
        "countersigned_by": person_of(log, "judge"),
    }
    log.add("key.enrolled", [REGISTER_LABEL], body, [*signers, seed("judge")])
    log.add_index()


def test_a_second_key_signs_its_own_enrolment(log, tmp_path):
    person, hand = custodian(log)
    new = bytes([42]) * 32
    honest, forged = log.copy(), log.copy()
    enrol(honest, new, [new], person)
    assert failures(look(honest.write(tmp_path / "a"), honest)) == set()
    enrol(forged, new, [hand], person)  # by the same person, but not by the key that is enrolled
    assert failures(look(forged.write(tmp_path / "b"), forged)) == {"every_signature_is_valid"}


def test_a_key_is_enrolled_once(log, tmp_path):
    person, hand = custodian(log)
    enrol(log, hand, [hand], person)
    report = look(log.write(tmp_path), log)
    assert failures(report) == {"every_signature_is_valid"}
    assert "second time" in report["every_signature_is_valid"].detail
