"""The store: whole files under their digest, or nothing."""

import hashlib
import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.errors import IntegrityFailure, Invalid, NotFound, Unavailable
from wholefile.record.blobs import LocalStore

WORDS = b"the quick brown fox"
SHA256 = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "store")


@pytest.fixture
def kept(store):
    store.put(io.BytesIO(WORDS))
    return store


@pytest.mark.parametrize(
    "name", ["..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, "", "0" * 64 + "\n"]
)
def test_what_is_no_digest_is_no_path(store, name):
    for ask in (store.path, store.has, store.open, store.verify, store.destroy):
        with pytest.raises(Invalid):
            ask(name)


def test_links_and_folders_and_pipes_are_not_taken(store, tmp_path):
    (tmp_path / "file").write_bytes(WORDS)
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "folder", "pipe"):
        with pytest.raises(Invalid, match="no ordinary file"):
            store.put(tmp_path / name)
    assert list(store.all()) == []
    assert list(store.strangers()) == []


def test_what_is_not_there_is_not_found(store):
    with pytest.raises(NotFound):
        store.open(SHA256)
    with pytest.raises(NotFound):
        store.verify(SHA256)
    assert not store.has(SHA256)
    assert not store.destroy(SHA256)
    assert list(store.all()) == []


def test_a_link_in_the_store_is_no_stored_file(kept, tmp_path):
    path = kept.path(SHA256)
    path.rename(tmp_path / "moved")
    path.symlink_to(tmp_path / "moved")
    with pytest.raises(IntegrityFailure):
        kept.open(SHA256)
    with pytest.raises(IntegrityFailure):
        kept.put(io.BytesIO(WORDS))


def test_a_changed_file_is_noticed_and_made_good_by_the_right_bytes(kept):
    path = kept.path(SHA256)
    path.chmod(0o644)
    path.write_bytes(WORDS.replace(b"q", b"Q"))
    assert not kept.verify(SHA256)
    kept.put(io.BytesIO(WORDS))
    assert kept.verify(SHA256)


def test_a_source_that_fails_leaves_nothing(store):
    class Broken(io.RawIOBase):
        def read(self, _size=-1):
            raise OSError(5, "Input/output error")

    with pytest.raises(Unavailable):
        store.put(Broken())
    assert list(store.all()) == []
    assert list(store.strangers()) == []


def test_a_full_disk_is_said_in_words(store, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="No space left"):
        store.put(io.BytesIO(WORDS))
    assert list(store.strangers()) == []


@given(st.binary(max_size=5000))
def test_digests_are_those_of_the_bytes(tmp_path_factory, data):
    store = LocalStore(tmp_path_factory.mktemp("store"))
    found = store.put(io.BytesIO(data))
    assert (found.sha256, found.sha1, found.md5, found.size) == (
        hashlib.sha256(data).hexdigest(),
        hashlib.sha1(data).hexdigest(),
        hashlib.md5(data).hexdigest(),
        len(data),
    )
    with store.open(found.sha256) as stream:
        assert stream.read() == data
    assert store.verify(found.sha256)


def test_equal_content_is_stored_once_and_read_only(kept, tmp_path):
    before = kept.path(SHA256).stat()
    (tmp_path / "copy.txt").write_bytes(WORDS)
    assert kept.put(tmp_path / "copy.txt").sha256 == SHA256
    after = kept.path(SHA256).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert stat.S_IMODE(after.st_mode) == 0o400
    assert list(kept.all()) == [SHA256]
    assert kept.path(SHA256) == kept.folder / SHA256[:2] / SHA256[2:]


def test_many_at_once(store, tmp_path):
    (tmp_path / "one").write_bytes(b"1" * 3_000_000)
    found = store.put_many([tmp_path / "one", io.BytesIO(b"2"), io.BytesIO(b"")])
    assert [one.size for one in found] == [3_000_000, 1, 0]
    assert sorted(one.sha256 for one in found) == list(store.all())


def test_every_file_and_folder_is_made_durable_before_it_is_promised(store, monkeypatch):
    """Which names had been given when each fsync came: the file before its name, the folder after it."""
    synced = []
    real = os.fsync

    def note(handle):
        target = Path(f"/proc/self/fd/{handle}").readlink()
        synced.append((os.path.relpath(target, store.folder), store.path(SHA256).exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    store.put(io.BytesIO(WORDS))
    assert synced[0][0].startswith("incoming/")
    assert not synced[0][1]
    assert (SHA256[:2], True) in synced
    assert (".", True) in synced


def test_destroying_leaves_no_bytes(kept):
    path = kept.path(SHA256)
    twin = path.with_name("twin")
    os.link(path, twin)  # a second name, to see what became of the bytes
    assert kept.destroy(SHA256)
    assert not path.exists()
    assert twin.read_bytes() == bytes(len(WORDS))


def test_leftovers_of_a_crash_are_strangers(kept):
    (kept.folder / "incoming" / "tmp1234").write_bytes(b"half")
    assert [path.name for path in kept.strangers()] == ["tmp1234"]
    assert list(kept.all()) == [SHA256]
