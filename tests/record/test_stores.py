"""What a store promises, whichever it is: whole files under their digest, or nothing."""

import hashlib
import io
import os
import secrets
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.s3_server import environment, s3_service, store_on  # noqa: F401 - a fixture
from wholefile.core.errors import Conflict, Invalid, NotFound, Unavailable
from wholefile.record.blobs import LocalStore
from wholefile.record.stores import Store, local_path, store_at, stores_of

WORDS = b"the quick brown fox"
SHA256 = hashlib.sha256(WORDS).hexdigest()
LARGE = 20_000_003  # more than goes to a bucket in one piece


@pytest.fixture(params=["local", "s3"])
def store(request, tmp_path) -> Store:
    if request.param == "local":
        return LocalStore(tmp_path / "store")
    server = request.getfixturevalue("s3_service")
    server.bucket("contract")
    return store_on(server.port, f"s3://contract/{secrets.token_hex(8)}/store", tmp_path)


def spoil(store: Store, sha256: str, data: bytes) -> None:
    """Put other bytes under a digest, behind the back of the store."""
    if isinstance(store, LocalStore):
        path = store.path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(data)
    else:
        import obstore

        obstore.put(store._client, store.key(sha256), data)


@pytest.mark.parametrize(
    "name", ["..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, "", "0" * 64 + "\n"]
)
def test_what_is_no_digest_names_nothing(store, name):
    for ask in (store.has, store.open, store.verify, store.digests, store.destroy):
        with pytest.raises(Invalid):
            ask(name)


def test_what_is_not_there_is_not_found(store):
    for ask in (store.open, store.verify, store.digests):
        with pytest.raises(NotFound):
            ask(SHA256)
    with pytest.raises(NotFound), local_path(store, SHA256):
        pass
    assert not store.has(SHA256)
    assert not store.destroy(SHA256)
    assert list(store.all()) == []
    assert list(store.strangers()) == []


def test_links_and_folders_and_pipes_are_not_taken(store, tmp_path):
    (tmp_path / "file").write_bytes(WORDS)
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "folder", "pipe"):
        with pytest.raises(Invalid, match="no ordinary file"):
            store.put(tmp_path / name)
    assert list(store.all()) == []


def test_a_source_that_fails_leaves_nothing(store):
    class Broken(io.RawIOBase):
        def read(self, _size=-1):
            raise OSError(5, "Input/output error")

    with pytest.raises(Unavailable, match="Nothing was recorded"):
        store.put(Broken())
    assert list(store.all()) == []
    assert list(store.strangers()) == []


@pytest.mark.parametrize("size", [0, 1, 5000, LARGE])
def test_what_is_put_is_there_and_verifies(store, size):
    data = os.urandom(size)
    found = store.put(io.BytesIO(data))
    assert (found.sha256, found.sha1, found.md5, found.size) == (
        hashlib.sha256(data).hexdigest(),
        hashlib.sha1(data).hexdigest(),
        hashlib.md5(data).hexdigest(),
        size,
    )
    assert store.has(found.sha256)
    assert store.verify(found.sha256)
    assert store.digests(found.sha256) == found
    with store.open(found.sha256) as stream:
        assert stream.read() == data
    with local_path(store, found.sha256) as path:
        assert path.read_bytes() == data
    assert store.put(io.BytesIO(data)) == found
    assert list(store.all()) == [found.sha256]


@given(st.lists(st.binary(max_size=300), max_size=6))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_come_back_in_their_order(store, sources):
    found = store.put_many([io.BytesIO(one) for one in sources])
    assert [one.sha256 for one in found] == [hashlib.sha256(one).hexdigest() for one in sources]
    for one, data in zip(found, sources, strict=True):
        with store.open(one.sha256) as stream:
            assert stream.read() == data


def test_more_than_a_page_are_listed_in_order(store):
    found = store.put_many(io.BytesIO(b"%d" % number) for number in range(1200))
    assert list(store.all()) == sorted(one.sha256 for one in found)


def test_paths_and_streams_are_taken_alike(store, tmp_path):
    (tmp_path / "one").write_bytes(b"1" * 3_000_000)
    found = store.put_many([tmp_path / "one", io.BytesIO(b"2"), io.BytesIO(b"")])
    assert [one.size for one in found] == [3_000_000, 1, 0]
    assert sorted(one.sha256 for one in found) == list(store.all())


@pytest.mark.parametrize("size", [200, LARGE])
@pytest.mark.parametrize("how", ["changed", "cut", "empty"])
def test_what_has_rotted_is_noticed_and_made_good_by_the_right_bytes(store, size, how):
    data = os.urandom(size)
    found = store.put(io.BytesIO(data))
    middle = bytes([data[size // 2] ^ 1])
    bad = {"changed": data[: size // 2] + middle + data[size // 2 + 1 :], "cut": data[:-1], "empty": b""}[how]
    spoil(store, found.sha256, bad)
    assert not store.verify(found.sha256)
    assert store.digests(found.sha256).sha256 != found.sha256
    assert store.put(io.BytesIO(data)) == found
    assert store.verify(found.sha256)


def test_what_is_destroyed_is_gone(store):
    store.put(io.BytesIO(WORDS))
    assert store.destroy(SHA256)
    assert not store.has(SHA256)
    assert list(store.all()) == []
    assert not store.destroy(SHA256)


def test_what_no_digest_names_is_a_stranger(store):
    store.put(io.BytesIO(WORDS))
    if isinstance(store, LocalStore):
        (store.folder / "note.txt").write_bytes(b"by hand")
    else:
        import obstore

        obstore.put(store._client, "note.txt", b"by hand")
    assert [path.relative_to(store.folder).as_posix() for path in store.strangers()] == ["note.txt"]
    assert list(store.all()) == [SHA256]


# The two stores of a record.


def test_a_record_has_its_stores_in_its_folder(tmp_path):
    store, derived = stores_of(tmp_path, None)
    assert (store.folder, derived.folder) == (tmp_path / "store", tmp_path / "derived")


@pytest.mark.parametrize(
    "address",
    [
        "s3:/bucket/x",
        "https://bucket/x",
        "s3://",
        "s3://Bucket/x",
        "s3://key:secret@bucket/x",
        "s3://bucket/../x",
        "bucket",
    ],
)
def test_an_address_of_another_form_is_refused_and_not_repeated(tmp_path, address):
    with pytest.raises(Invalid) as refused:
        stores_of(tmp_path, address)
    assert "secret" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_record_remembers_its_bucket_and_goes_nowhere_else(tmp_path, s3_service, monkeypatch):  # noqa: F811
    for name, value in environment(s3_service.port).items():
        monkeypatch.setenv(name, value)
    s3_service.bucket("contract")
    address = f"s3://contract/{secrets.token_hex(8)}"
    store, derived = stores_of(tmp_path, address + "/")
    store.put(io.BytesIO(WORDS))
    derived.put(io.BytesIO(b"derived"))
    assert store.folder.name == "store"
    assert derived.folder.name == "derived"
    again, _ = stores_of(tmp_path, None)
    assert list(again.all()) == [SHA256]
    with pytest.raises(Conflict, match="another place"):
        stores_of(tmp_path, address + "-other")


def test_a_record_with_files_of_its_own_is_not_moved_by_a_setting(tmp_path):
    store_at(None, tmp_path).put(io.BytesIO(WORDS))
    with pytest.raises(Conflict, match="in its own folder"):
        stores_of(tmp_path, "s3://bucket/prefix")
    assert not Path(tmp_path / "store-address").exists()
