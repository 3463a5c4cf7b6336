"""What a court has destroyed is gone from everything that was derived from it as well."""

import pytest

from tests.processing.test_engine import zipped
from wholefile.actions.expungement import carry_out_expungement
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.outcomes import outcomes
from wholefile.processing.settle import settle
from wholefile.record import derived

pytestmark = pytest.mark.usefixtures("sandboxed")
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
