"""kill -9 of the storage service: every object that was acknowledged is there, whole, when it runs again.

The tests of the store in a bucket would notice: each safeguard is taken out once, and a wrong file must come through.
"""

import hashlib
import io
import os
import secrets
import threading
import time

import obstore
import pytest

from tests.record import s3_proxy as faults
from tests.record.s3_proxy import Proxy
from tests.record.s3_server import Server, needs_weed, s3_service, store_on  # noqa: F401 - a fixture
from wholefile.core.errors import Unavailable
from wholefile.record import s3_store
from wholefile.record.s3_connection import Patience
from wholefile.record.s3_store import S3Store

OBJECTS = 200
SHORT = Patience(retries=1, rounds=1, first_wait=0.01, longest_wait=0.02, silence=30, most=60)


@pytest.fixture
def server(tmp_path):
    """A service of this test alone, which may be killed."""
    needs_weed()
    server = Server.start(tmp_path / "service")
    yield server
    server.kill()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_after_kill_9_every_acknowledged_object_is_back(server, tmp_path):
    bucket = server.bucket("killed")
    store = store_on(server.port, f"s3://{bucket}/store", tmp_path)
    acknowledged = store.put_many(io.BytesIO(os.urandom(4096)) for _ in range(OBJECTS))
    server.kill()
    with pytest.raises(Unavailable):
        store_on(server.port, f"s3://{bucket}/store", tmp_path, SHORT).put(io.BytesIO(b"too early"))
    server.begin()
    assert list(store.all()) == sorted(one.sha256 for one in acknowledged)
    assert all(store.digests(one.sha256) == one for one in acknowledged)


@pytest.mark.faults
@pytest.mark.timeout(600)
@pytest.mark.parametrize("moment", [1, 4, 15, 40])
def test_killed_in_the_middle_of_sending_nothing_acknowledged_is_lost(server, tmp_path, moment):
    bucket = server.bucket("killed")
    store = store_on(server.port, f"s3://{bucket}/store", tmp_path, SHORT)
    acknowledged, ended = [], []

    def send():
        try:
            while True:
                size = 20_000 if len(acknowledged) % 7 else 9_000_000
                acknowledged.append(store.put(io.BytesIO(os.urandom(size))))
        except Unavailable as error:
            ended.append(error)

    sender = threading.Thread(target=send)
    sender.start()
    while len(acknowledged) < moment and sender.is_alive():
        time.sleep(0.001)
    server.kill()
    sender.join()
    assert ended
    assert len(acknowledged) >= moment
    server.begin()
    again = store_on(server.port, f"s3://{bucket}/store", tmp_path)
    assert all(again.digests(one.sha256) == one for one in acknowledged)
    assert all(again.verify(one) for one in again.all())


# Mutants


@pytest.fixture
def proxy(s3_service):  # noqa: F811 - a fixture asks for a fixture by name
    with Proxy(s3_service.port) as proxy:
        yield proxy


@pytest.fixture
def store(proxy, s3_service, tmp_path):  # noqa: F811
    s3_service.bucket("faults")
    return store_on(proxy.port, f"s3://faults/{secrets.token_hex(8)}", tmp_path)


def test_without_asking_the_service_a_lost_object_would_count_as_stored(store, proxy, monkeypatch):
    monkeypatch.setattr(S3Store, "_confirm", lambda _self, _digests: None)
    proxy.spoil(faults.swallowed, "PUT")
    found = store.put(io.BytesIO(b"never arrives"))
    assert not store.has(found.sha256)


def test_without_comparing_lengths_half_an_object_would_count_as_stored(store, proxy, monkeypatch):
    monkeypatch.setattr(S3Store, "_confirm", lambda self, digests: self.has(digests.sha256))
    proxy.spoil(faults.halved, "PUT")
    assert not store.verify(store.put(io.BytesIO(os.urandom(5000))).sha256)


def test_without_the_digest_on_reading_changed_bytes_would_be_handed_out(store, proxy, monkeypatch):
    monkeypatch.setattr(s3_store, "_check_same", lambda _found, _sha256: None)
    data = os.urandom(5000)
    sha256 = store.put(io.BytesIO(data)).sha256
    proxy.spoil(faults.corrupt_answer, "GET", times=10)
    with store.open(sha256) as stream:
        assert hashlib.sha256(stream.read()).hexdigest() != sha256


def test_without_reading_twice_a_bit_changed_on_the_way_would_count_as_rot(store, proxy, monkeypatch):
    monkeypatch.setattr(S3Store, "_read", lambda self, sha256, target: self._read_once(sha256, target))
    sha256 = store.put(io.BytesIO(os.urandom(5000))).sha256
    proxy.spoil(faults.corrupt_answer, "GET")
    assert not store.verify(sha256)


def test_without_reading_back_what_is_there_a_rotten_object_would_stay(store, monkeypatch):
    monkeypatch.setattr(S3Store, "_keep_or_mend", lambda _self, _file, _digests: None)
    data = os.urandom(5000)
    sha256 = store.put(io.BytesIO(data)).sha256
    obstore.put(store._client, store.key(sha256), faults.flipped(data))
    store.put(io.BytesIO(data))
    assert not store.verify(sha256)
