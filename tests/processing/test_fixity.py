"""The scrub: every file is read again, what rotted is found and on record, and nothing is left out or read twice."""

import io
import os
import secrets

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.office import DAY, HOUR
from tests.processing.scrubs import UNIT, acts, digest, files, rot, run
from tests.record.s3_server import s3_service, store_on  # noqa: F401 - a fixture
from wholefile.actions.people import adopt_policy
from wholefile.core.errors import Invalid, NotFound, Unavailable
from wholefile.processing import fixity, fixity_derived
from wholefile.processing.fixity import Budget, due, scrub
from wholefile.processing.fixity_queue import MISSING, ROTTEN, UNREADABLE
from wholefile.record.check import check
from wholefile.record.home import system_clock
from wholefile.record.rebuild import difference
from wholefile.record.sql import Delete, Insert, Update
from wholefile.rules.registry import Refused

# What must be refused or noticed


@pytest.mark.parametrize("budget", [{"octets": 0}, {"files": 0}, {"seconds": 0}, {"files": -1}])
def test_a_budget_of_nothing_is_refused(budget):
    with pytest.raises(Invalid):
        Budget(**budget)


def test_who_may_not_sign_a_scrub_records_nothing(office, attach):
    attach(*files(2))
    with pytest.raises(Refused):
        scrub(office.record, by=office.defence)
    assert acts(office) == []
    assert not office.db.exists("fixity_state")


@pytest.mark.parametrize("how", ["one bit", "cut", "longer", "empty", "another file"])
def test_rot_is_found_within_one_scrub(office, attach, how):
    """P4."""
    data = os.urandom(5000)
    item = attach(("a.bin", data), *files(5))
    rot(
        office.record.store,
        digest(data),
        {"cut": data[:-1], "longer": data + b"x", "empty": b"", "another file": os.urandom(5000)}.get(how),
    )
    found = run(office)
    assert [(one.sha256, one.outcome, one.items) for one in found.failed] == [(digest(data), ROTTEN, (item,))]
    assert acts(office)[-1] == {
        "item": item,
        "checked": 6,
        "failed": [digest(data)],
        "by": office.custodian.person,
    }
    assert [one.kind for one in check(office.record) if not one.is_note] == ["store.file"]


def test_a_file_that_is_gone_is_found(office, attach):
    item = attach(("a.bin", b"gone tomorrow"))
    office.record.store.path(digest(b"gone tomorrow")).unlink()
    [failed] = run(office).failed
    assert (failed.outcome, failed.items) == (MISSING, (item,))


def test_a_name_that_leads_elsewhere_is_rot(office, attach, tmp_path):
    attach(("a.bin", b"here"))
    path = office.record.store.path(digest(b"here"))
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert [one.outcome for one in run(office).failed] == [ROTTEN]


def test_a_disk_that_gives_no_bytes_is_found_and_the_others_are_read(office, attach, monkeypatch):
    attach(("a.bin", b"on a bad sector"), *files(3))
    store, real = office.record.store, office.record.store.digests

    def digests(name):
        if name == digest(b"on a bad sector"):
            raise OSError(5, "Input/output error")
        return real(name)

    monkeypatch.setattr(store, "digests", digests)
    found = run(office)
    assert [one.outcome for one in found.failed] == [UNREADABLE]
    assert found.files == 4


def test_without_comparing_digests_rot_would_not_be_found(office, attach, monkeypatch):
    attach(("a.bin", b"rots"))
    rot(office.record.store, digest(b"rots"))
    monkeypatch.setattr(fixity, "ROTTEN", fixity.WHOLE)
    assert run(office).failed == []


def test_rot_in_a_file_of_two_items_is_in_the_act_of_each(office, attach):
    first, second = attach(("a.bin", b"shared")), attach(("b.bin", b"shared"), ("c.bin", b"own"))
    rot(office.record.store, digest(b"shared"))
    [failed] = run(office).failed
    assert failed.items == (first, second)
    assert [(one["item"], one["checked"], len(one["failed"])) for one in acts(office)] == [
        (first, 1, 1),
        (second, 2, 1),
    ]


def test_an_expunged_file_is_not_missed(office, attach):
    item = attach(("a.bin", b"to be destroyed"))
    attach(("b.bin", b"stays"))
    seq = office.db.one("item_file", item=item).seq
    office.record.store.destroy(digest(b"to be destroyed"))
    office.db.execute([Update("stored_file", {"expunged_seq": seq}, {"sha256": digest(b"to be destroyed")})])
    found = run(office)
    assert (found.files, found.failed) == (1, [])


def test_a_file_that_is_expunged_while_it_is_read_is_no_rot(office, attach, monkeypatch):
    attach(("a.bin", b"destroyed meanwhile"))

    def digests(name):
        office.db.execute([Update("stored_file", {"expunged_seq": 1}, {"sha256": name})])
        raise NotFound("store.missing", "gone")

    monkeypatch.setattr(office.record.store, "digests", digests)
    found = run(office)
    assert (found.failed, acts(office)) == ([], [])


# Budget and coverage


def test_a_whole_scrub_reads_every_file_once_and_records_one_act_for_each_item(office, attach):
    items = [attach(*files(3)), attach(*files(2))]
    found = run(office)
    assert (found.files, found.octets, found.acts, found.items, found.complete) == (5, 5 * UNIT, 2, 2, True)
    assert [(one["item"], one["checked"], one["failed"]) for one in acts(office)] == [
        (items[0], 3, []),
        (items[1], 2, []),
    ]
    assert office.db.count("fixity_check") == 2
    assert list(difference(office.record)) == []


def test_what_was_read_longest_ago_is_read_first(office, attach):
    attach(*files(4))
    run(office, files=3)
    attach(*files(2))
    seen = []
    real = office.record.store.digests
    office.record.store.digests = lambda name: seen.append(name) or real(name)
    before = {row.sha256: row.checked_at for row in office.db.rows("fixity_state")}
    run(office)
    assert len(seen) == len(set(seen)) == 6
    ages = [before.get(name, 0) for name in seen]
    assert ages == sorted(ages)


def test_a_file_larger_than_the_budget_is_read_first_or_never(office, attach):
    attach(("large.bin", os.urandom(50 * UNIT)), ("small.bin", os.urandom(10)))
    reads = [run(office, octets=100).files for _ in range(2)]
    assert reads == [1, 1]
    assert office.db.count("fixity_state") == 2


def test_time_ends_a_scrub(office, attach):
    attach(*files(5))
    assert run(office, seconds=1e-9).files == 1


@given(sizes=st.lists(st.integers(0, 3000), min_size=1, max_size=12), budget=st.integers(1, 4000))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_runs_within_a_budget_come_past_every_file(office, attach, sizes, budget):
    """However small the budget: each run goes on where the last ended, and two in a row read more than one budget."""
    attach(*((f"{n}.bin", secrets.token_bytes(16) + os.urandom(size)) for n, size in enumerate(sizes)))
    office.db.execute([Delete("fixity_state", {})])
    live = {row.sha256: row.size for row in office.db.rows("stored_file", expunged_seq=None)}
    most = min(len(live), 2 * (sum(live.values()) // budget + 1))
    for _ in range(most):
        found = run(office, octets=budget)
        assert found.octets <= budget or found.files == 1
    assert {row.sha256 for row in office.db.rows("fixity_state")} == set(live)
    assert min(row.checked_at for row in office.db.rows("fixity_state")) >= office.clock.now - most * HOUR


def test_a_run_that_breaks_off_keeps_what_it_found_and_the_next_goes_on(office, attach, monkeypatch):
    attach(*files(6))
    real, seen = office.record.store.digests, []

    def digests(name):
        if len(seen) == 4:
            raise Unavailable("store.service", "The storage service could not read the file.")
        seen.append(name)
        return real(name)

    monkeypatch.setattr(office.record.store, "digests", digests)
    with pytest.raises(Unavailable):
        run(office)
    assert acts(office)[-1]["checked"] == 4
    monkeypatch.setattr(office.record.store, "digests", lambda name: seen.append(name) or real(name))
    run(office, files=2)
    assert len(seen) == len(set(seen)) == 6


def test_killed_before_its_acts_a_scrub_reads_again(office, attach, monkeypatch):
    attach(*files(3))
    monkeypatch.setattr(
        fixity, "record_readings", lambda *_args, **_more: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        run(office)
    monkeypatch.undo()
    assert not office.db.exists("fixity_state")
    assert run(office).files == 3


def test_large_batches_go_on_record_in_parts(office, attach, monkeypatch):
    monkeypatch.setattr(fixity, "_FILES_AT_ONCE", 2)
    item = attach(*files(5))
    assert run(office).acts == 3
    assert [(one["item"], one["checked"]) for one in acts(office)] == [(item, 2), (item, 2), (item, 1)]


def test_a_clock_that_was_wrong_hides_no_file(office, attach):
    attach(*files(2))
    run(office)
    in_a_year = office.clock.now + 400 * DAY
    office.db.execute([Update("fixity_state", {"checked_at": in_a_year}, {})])
    office.clock.advance(8 * DAY)
    assert due(office.record).files == 2
    assert run(office).files == 2
    assert due(office.record).files == 0


# What is due


def test_what_was_never_read_is_due_a_week_after_it_came(office, attach):
    attach(*files(3))
    assert due(office.record).files == 0
    office.clock.advance(8 * DAY)
    found = due(office.record)
    assert (found.files, found.of, found.octets, found.days) == (3, 3, 3 * UNIT, 7)
    run(office, files=2)
    assert due(office.record).files == 1
    assert run(office).due.files == 0
    office.clock.advance(7 * DAY + HOUR)
    assert due(office.record).files == 3


def test_the_limit_is_that_of_the_policy(office, attach):
    attach(*files(1))
    adopt_policy(office.record, "fixity_days", "30", reason="small office", by=office.ana)
    office.clock.advance(8 * DAY)
    assert (due(office.record).files, due(office.record).days) == (0, 30)
    assert due(office.record, 7).files == 1


def test_where_there_are_no_files_nothing_is_due(office):
    assert due(office.record).oldest is None
    assert run(office).complete


# Derived files


@pytest.fixture
def derived(office, attach):
    """A container with one member, and a text layer of the member, as a run would have left them."""
    attach(("box.zip", b"a container"))
    return derive(office, b"a container", b"a member", b"its text")


def derive(office, container: bytes, member: bytes, text: bytes) -> dict[str, str]:
    record, db = office.record, office.db
    spans = b'{"places":[],"boxes":[]}' + text
    names = {"container": digest(container)}
    for name, data in {"member": member, "text": text, "map": spans}.items():
        names[name] = record.derived.put(io.BytesIO(data)).sha256
    common = {"root": names["container"], "at": office.clock.now}
    for depth, name in enumerate(("container", "member")):
        row = {"sha256": names[name], "size": 9, "name": name, "depth": depth, **common}
        db.execute([Insert("content", row)])
        key = {"sha256": names[name], "extractor": "read", "version": "1", "settings": "{}"}
        lists = dict.fromkeys(("opinions", "flags", "troubles", "wants"), "[]")
        more = {
            "status": "read",
            "reason": None,
            "kind": "zip",
            "media_type": "",
            "facts": "{}",
            "took": 1,
            **lists,
        }
        counts = {"members": 1 - depth, "layers": depth, "characters": 8 * depth, "at": office.clock.now}
        db.execute([Insert("derivation", {**key, **more, **counts})])
    layer = {"name": "text", "label": "native", "language": None, "characters": 8, "complete": True}
    db.execute([Insert("text_layer", {**key, **layer, "text": names["text"], "map": names["map"]})])
    place = {"parent": names["container"], "n": 0, "path": b"m", "shown": "m", "kind": "file", "size": 8}
    facts = {"complete": True, "deleted": False, "target": None, "method": "zip", "facts": "{}"}
    db.execute([Insert("family", {**place, **facts, "child": names["member"]})])
    return names


def test_derived_files_are_read_too_and_need_no_act(office, derived):
    found = run(office)
    assert (found.files, found.acts, found.failed) == (4, 1, [])
    assert {row.store for row in office.db.rows("fixity_state")} == {"store", "derived"}
    assert len(derived) == 4


@pytest.mark.parametrize(
    ("rotten", "again"), [("text", "member"), ("map", "member"), ("member", "container")]
)
@pytest.mark.parametrize("gone", [False, True])
def test_a_rotten_derived_file_is_deleted_and_what_made_it_is_pending(office, derived, rotten, again, gone):
    if gone:
        office.record.derived.destroy(derived[rotten])
    else:
        rot(office.record.derived, derived[rotten])
    found = run(office)
    assert [(one.store, one.sha256) for one in found.failed] == [("derived", derived[rotten])]
    assert derived[again] in found.failed[0].words
    assert not office.record.derived.has(derived[rotten])
    assert not office.db.exists("derivation", sha256=derived[again])
    assert not office.db.exists("text_layer", sha256=derived[again])
    kept = {"container", "member"} - {again, rotten}
    assert all(office.db.exists("derivation", sha256=derived[one]) for one in kept)
    assert run(office).failed == []


def test_derived_files_that_nobody_names_are_swept_after_a_day(office, derived):
    stray = office.record.derived.put(io.BytesIO(b"of a run that was killed")).sha256
    assert run(office).swept == 0
    assert run(office).swept == 0
    office.clock.advance(DAY)
    assert run(office).swept == 1
    assert not office.record.derived.has(stray)
    assert all(office.record.derived.verify(derived[one]) for one in ("member", "text", "map"))


def test_nothing_is_swept_while_anybody_is_at_work(office):
    """What a task stores may have been there already, of yesterday's run that was killed: nothing shows it."""
    stray = office.record.derived.put(io.BytesIO(b"put once more by a task of today")).sha256
    run(office)
    office.clock.advance(DAY)
    lease = {"sha256": digest(b"box"), "extractor": "read", "worker": "far/1/1", "attempts": 1}
    office.db.execute([Insert("work", {**lease, "lease_until": system_clock() + DAY})])
    assert run(office).swept == 0
    assert office.record.derived.has(stray)
    office.db.execute([Update("work", {"lease_until": system_clock() - 1}, {})])
    assert run(office).swept == 1


def test_what_is_named_after_the_look_is_not_swept(office, derived, monkeypatch):
    stray = office.record.derived.put(io.BytesIO(b"its text, later")).sha256
    run(office)
    office.clock.advance(DAY)
    real = fixity_derived.known_state

    def accepted_meanwhile(db, store, sha256):
        if sha256 == stray:
            row = db.one("text_layer", sha256=derived["member"])._asdict()
            db.execute([Insert("text_layer", {**row, "name": "later", "text": stray})])
        return real(db, store, sha256)

    monkeypatch.setattr(fixity_derived, "known_state", accepted_meanwhile)
    assert run(office).swept == 0
    assert office.record.derived.has(stray)


def test_a_text_of_a_superseded_version_stays_and_it_is_said(office, derived):
    for table in ("derivation", "text_layer"):
        office.db.execute([Update(table, {"version": "0"}, {"sha256": derived["member"]})])
    run(office)
    rot(office.record.derived, derived["text"])
    [failed] = run(office).failed
    assert "cannot be made again" in failed.words
    assert "is made again when" not in failed.words
    assert office.db.exists("text_layer", sha256=derived["member"])
    assert office.db.exists("derivation", sha256=derived["member"])
    assert office.record.derived.has(derived["text"])
    assert run(office).files == 4


def test_what_was_read_from_rotten_bytes_is_forgotten(office, derived):
    """Only what was made since the file was last found whole is in doubt."""
    where = {"sha256": derived["container"]}
    run(office)
    rot(office.record.store, derived["container"])
    assert [one.sha256 for one in run(office).failed] == [derived["container"]]
    assert office.db.exists("derivation", **where)
    office.clock.advance(HOUR)
    office.db.execute([Update("derivation", {"at": office.clock.now}, where)])
    lease = {"extractor": "read", "worker": "far/1/1", "attempts": 3, "lease_until": 0}
    office.db.execute([Insert("work", {**where, **lease})])
    [failed] = run(office).failed
    assert "is read again" in failed.words
    assert not office.db.exists("derivation", **where)
    assert not office.db.exists("work", **where)
    assert office.db.exists("derivation", sha256=derived["member"])


def test_what_was_read_from_a_rotten_member_is_forgotten(office, derived):
    rot(office.record.derived, derived["member"])
    run(office)
    assert not office.db.exists("derivation", sha256=derived["member"])
    assert not office.db.exists("text_layer", sha256=derived["member"])


def test_a_file_that_was_mended_by_whatever_hand_is_read_again(office, derived):
    run(office)
    path = office.record.store.path(derived["container"])
    path.unlink()
    run(office)
    office.clock.advance(HOUR)
    where = {"sha256": derived["container"]}
    office.db.execute([Update("derivation", {"at": office.clock.now, "status": "crashed"}, where)])
    office.record.store.put(io.BytesIO(b"a container"))
    assert run(office).failed == []
    assert not office.db.exists("derivation", **where)


def test_a_derived_file_that_is_named_meanwhile_stays(office, derived):
    office.record.derived.put(io.BytesIO(b"its text, later"))
    run(office)
    where = {"sha256": derived["member"], "name": "text"}
    row = office.db.one("text_layer", **where)._asdict()
    office.db.execute([Insert("text_layer", {**row, "name": "later", "text": digest(b"its text, later")})])
    office.clock.advance(2 * DAY)
    found = run(office)
    assert (found.swept, found.failed) == (0, [])
