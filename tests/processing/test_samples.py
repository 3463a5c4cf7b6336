"""The real files: what comes of each is written down, and held."""

import json

import pytest

from tests.processing.samples import FOLDERS, TABLE, read_samples, sample_files
from tests.shared_files import shared

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
