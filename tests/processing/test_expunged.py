"""What a court has destroyed is gone from everything that was derived from it as well."""

from io import BytesIO
from itertools import pairwise

import pytest

from tests.processing.found import digest, know, member
from tests.processing.test_engine import zipped
from wholefile.actions.expungement import carry_out_expungement
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.outcomes import outcomes
from wholefile.processing.settle import settle
from wholefile.record import derived
from wholefile.record.sql import Insert, Update

SECRET = b"the sealed words about the juvenile"
SHARED = b"a note that lies in two places"


@pytest.fixture
def engine():
    made = engine_for("local:1")
    yield made
    made.close()


def every_byte(record) -> bytes:
    files = [path for path in sorted(record.folder.rglob("*")) if path.is_file()]
    return b"".join(path.read_bytes() for path in files)


@pytest.mark.usefixtures("sandboxed")
def test_what_lay_in_an_expunged_file_is_gone_and_what_lies_elsewhere_stays(office, attach, engine):
    record, db = office.record, office.db
    gone = attach(("gone.zip", zipped(**{"secret.txt": SECRET, "shared.txt": SHARED})))
    kept = attach(("kept.zip", zipped(**{"shared.txt": SHARED, "own.txt": b"own"})))
    process_all(record, engine)
    settle(record)
    [row] = db.rows("item_file", item=gone)
    expunge(office, gone, row)
    assert [one.path for one in outcomes(db).files] == [
        ("kept.zip",), ("kept.zip", "own.txt"), ("kept.zip", "shared.txt"),
    ]  # fmt: skip
    assert {one.item for one in db.rows("holding")} == {kept}
    assert not derived.left_behind(db)
    if db.vendor == "sqlite":
        db.close()
        assert SECRET not in every_byte(record)
        assert b"juvenile" not in every_byte(record)
    settle(record)
    assert process_all(record, engine).tasks == 0


def family_of(record, item, *edges: tuple[bytes, bytes]) -> None:
    """Families as runs would have told them: the first parent is the attached file."""
    root = know(record, edges[0][0], item)
    for n, (parent, child) in enumerate(edges):
        parent_name, child_name = know(record, parent, item), know(record, child, item)
        record.db.execute([
            Insert("family", {"parent": parent_name, "n": n, "child": child_name, "path": b"m", "shown": "m",
                              "kind": "file", "size": 1, "complete": True, "deleted": False, "target": None,
                              "method": "zip", "facts": "{}"}),
        ])  # fmt: skip
        if child_name != root:
            record.db.execute([Update("content", {"root": root, "depth": 1 + n}, {"sha256": child_name})])


ARCHIVE, INNER, TWIN, DEEP = b"the archive", b"a file that holds itself", b"its twin", b"deep inside"


@pytest.mark.parametrize("ring", [((INNER, INNER),), ((INNER, TWIN), (TWIN, INNER)), ((INNER, ARCHIVE),)])
def test_a_file_that_contains_itself_does_not_outlive_what_held_it(office, attach, ring):
    record, db = office.record, office.db
    gone = attach(("gone.zip", ARCHIVE))
    attach(("kept.bin", b"of no matter"))
    family_of(record, gone, (ARCHIVE, INNER), *ring, (INNER, DEEP))
    for data in (INNER, TWIN, DEEP):
        record.derived.put(BytesIO(data))
    record.derived.destroy(digest(TWIN))
    [row] = db.rows("item_file", item=gone)
    expunge(office, gone, row)
    assert db.rows("content") == db.rows("family") == db.rows("holding") == []
    assert list(record.derived.all()) == []


def test_of_a_ring_what_a_remaining_file_leads_to_stays(office, attach):
    record, db = office.record, office.db
    gone, kept = attach(("gone.zip", ARCHIVE)), attach(("kept.zip", b"kept"))
    family_of(record, gone, (ARCHIVE, INNER), (INNER, TWIN), (TWIN, INNER), (ARCHIVE, DEEP))
    know(record, b"kept", kept)
    member(record, digest(b"kept"), TWIN, b"twin", kept)
    [row] = db.rows("item_file", item=gone)
    expunge(office, gone, row)
    assert {one.sha256 for one in db.rows("content")} == {digest(b"kept"), digest(INNER), digest(TWIN)}
    assert {one.root for one in db.rows("content")} == {digest(b"kept")}
    assert [db.one("content", sha256=digest(one)).depth for one in (b"kept", TWIN, INNER)] == [0, 1, 2]


@pytest.mark.parametrize("salt", range(4))
def test_a_long_way_down_every_file_gets_a_root_that_is_there(office, attach, salt):
    """Whatever the order of their digests, and though each lies only in others whose root went."""
    record, db = office.record, office.db
    gone, kept = attach(("gone.zip", ARCHIVE)), attach(("kept.zip", b"kept"))
    chain = [f"{salt} link {n}".encode() for n in range(6)]
    for one in reversed(chain):
        know(record, one, gone)
    family_of(record, gone, (ARCHIVE, chain[0]), *pairwise(chain))
    db.execute([Update("content", {"depth": 1}, {"depth__gt": 0})])
    know(record, b"kept", kept)
    member(record, digest(b"kept"), chain[0], b"first", kept)
    [row] = db.rows("item_file", item=gone)
    expunge(office, gone, row)
    assert {one.root for one in db.rows("content")} == {digest(b"kept")}
    assert [db.one("content", sha256=digest(one)).depth for one in chain] == [1, 2, 3, 4, 5, 6]


def test_what_an_expunged_file_cost_is_forgotten_with_its_digest(office, attach):
    record, db = office.record, office.db
    gone = attach(("gone.zip", ARCHIVE))
    family_of(record, gone, (ARCHIVE, INNER))
    costs = {"members": 1, "produced": 9}
    of_an_earlier_one = digest(b"expunged long ago")
    db.execute([Insert("spent", {"root": root, **costs}) for root in (digest(ARCHIVE), of_an_earlier_one)])
    [row] = db.rows("item_file", item=gone)
    expunge(office, gone, row)
    assert db.rows("spent") == []
    assert not derived.left_behind(db)


def expunge(office, item, row) -> None:
    """The entry that attached the file, and the file, go."""
    carry_out_expungement(
        office.record,
        office.docket,
        [row.seq],
        order="Order of 3 May",
        authority="Section 29-3A-5 NMSA 1978",
        ordered_by=office.judge,
        by=office.custodian,
    )
