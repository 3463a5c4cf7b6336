"""The real files: what comes of each is written down, and held."""

import json

import pytest

from tests.processing.samples import FOLDERS, TABLE, read_samples, sample_files
from tests.shared_files import shared
from wholefile.actions.passwords import unlock_file
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.outcomes import outcomes

pytestmark = [pytest.mark.usefixtures("sandboxed"), pytest.mark.slow]


@pytest.fixture(scope="module")
def expected():
    return json.loads(TABLE.read_text("utf-8"))


def test_the_table_has_every_sample(expected):
    shared("samples")
    assert sorted(expected) == sorted(f"{path.parent.name}/{path.name}" for path in sample_files())


@pytest.mark.database("sqlite")
@pytest.mark.timeout(600)
def test_every_sample_comes_out_as_written_down(office, expected):
    shared("samples")
    assert FOLDERS
    found = read_samples(office)
    different = {name: (found[name], row) for name, row in expected.items() if found[name] != row}
    assert not different


@pytest.mark.database("sqlite")
@pytest.mark.timeout(300)
def test_a_locked_sample_opens_with_its_password_and_stays_as_it_is(office, attach):
    """The password of these files is in their names."""
    names = ("testWORD_protected_passtika.docx", "testEXCEL_protected_passtika.xlsx")
    item = attach(*[shared(f"samples/hostile/{name}") for name in names])
    engine = engine_for("local:2")
    try:
        process_all(office.record, engine)
        assert outcomes(office.db, item=item).counts == {"locked": 2}
        for password in ("wrong", "tika"):
            for one in outcomes(office.db, item=item).files:
                office.clock.advance()
                unlock_file(
                    office.record, item, one.sha256, password=password, source="its name", by=office.custodian
                )
            process_all(office.record, engine)
    finally:
        engine.close()
    assert outcomes(office.db, item=item).counts == {"read": 2}
    assert len(office.db.rows("text_layer")) == 2
    assert all(office.record.store.verify(one.sha256) for one in outcomes(office.db, item=item).files)


@pytest.mark.database("sqlite")
def test_the_media_of_an_image_have_the_digest_it_stores(office, attach):
    item = attach(shared("samples/forensic/ext2.E01"))
    engine = engine_for("local:1")
    try:
        process_all(office.record, engine)
    finally:
        engine.close()
    [image] = [one for one in outcomes(office.db, item=item).files if one.kind == "e01"]
    facts = json.loads(office.db.one("derivation", sha256=image.sha256, extractor="read").facts)
    assert facts["media_md5"] == facts["stored_md5"]
    assert facts["media_md5"].startswith("196066ad")
