"""The scrub of a record that keeps its files in a bucket."""

import os
import secrets

import obstore
import pytest

from tests.processing.scrubs import acts, digest, files, run
from tests.record.s3_proxy import Proxy, flipped, status
from tests.record.s3_server import s3_service, store_on  # noqa: F401 - a fixture
from wholefile.core.errors import Unavailable
from wholefile.processing.fixity_queue import ROTTEN


@pytest.fixture
def in_bucket(office, s3_service, tmp_path):  # noqa: F811 - a fixture asks for a fixture by name
    """The office keeps its files in a bucket, behind a proxy."""
    s3_service.bucket("fixity")
    with Proxy(s3_service.port) as proxy:
        office.record.store = store_on(proxy.port, f"s3://fixity/{secrets.token_hex(8)}/store", tmp_path)
        yield proxy


def test_rot_in_a_bucket_is_found(office, in_bucket, attach):
    data = os.urandom(5000)
    item = attach(("a.bin", data), *files(3))
    store = office.record.store
    obstore.put(store._client, store.key(digest(data)), flipped(data))
    [failed] = run(office).failed
    assert (failed.sha256, failed.outcome, failed.items) == (digest(data), ROTTEN, (item,))


def test_a_service_that_is_away_makes_no_file_rotten(office, in_bucket, attach):
    attach(*files(3))
    in_bucket.spoil(status(503), "GET", times=1000)
    with pytest.raises(Unavailable):
        run(office)
    assert acts(office) == []
    in_bucket.rules.clear()
    assert run(office).failed == []
