"""Batches of the store, and large files: the same bytes and the same promise as one file after the other."""

import errno
import hashlib
import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholefile.core.errors import IntegrityFailure, Unavailable
from wholefile.record import blob_batch, blob_kernel, blob_large
from wholefile.record.blob_large import (
    CHUNK,
    Buffers,
    GivenUp,
    SourceFailed,
    Target,
    copy,
    from_handle,
    from_stream,
)
from wholefile.record.blobs import LocalStore

BIG = 3 * CHUNK + 12_345


@pytest.fixture
def store(tmp_path):
    return LocalStore(tmp_path / "store")


@pytest.fixture(params=[True, False], ids=["together", "one by one"])
def writer(store, request):
    with store.writer("test", together=request.param) as made:
        yield made


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_nothing_has_its_name_before_the_batch_is_sealed(store, writer):
    batch = writer.batch()
    digests = [batch.small(b"%d" % number) for number in range(20)]
    assert list(store.all()) == []
    assert batch.seal() == 20
    assert list(store.all()) == sorted(one.sha256 for one in digests)
    assert all(store.verify(one.sha256) for one in digests)
    writer.close()
    assert list(store.strangers()) == []


def test_what_was_dropped_or_not_sealed_is_gone(store, writer):
    batch = writer.batch()
    batch.drop(batch.large(from_stream(io.BytesIO(b"x" * BIG)), BIG))
    batch.small(b"never sealed")
    writer.close()
    assert list(store.all()) == list(store.strangers()) == []


def test_equal_files_of_a_batch_are_written_once(store, writer):
    batch = writer.batch()
    threads = [threading.Thread(target=lambda: [batch.small(b"same") for _ in range(50)]) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    batch.keep(batch.large(from_stream(io.BytesIO(b"same")), 4))
    assert len(list(writer.incoming.iterdir())) == 1
    assert batch.seal() == 1
    later = writer.batch()
    later.small(b"same")
    assert later.seal() == 0


def test_a_file_that_rotted_is_written_again_and_a_link_is_refused(store, writer):
    path = store.path(store.put(io.BytesIO(b"words")).sha256)
    path.chmod(0o644)
    path.write_bytes(b"w0rds")
    batch = writer.batch()
    batch.small(b"words")
    batch.seal()
    assert store.verify(sha256(b"words"))
    path.unlink()
    path.symlink_to(store.folder)
    with store.writer("other") as other, pytest.raises(IntegrityFailure):
        other.batch().small(b"words")


def test_a_writer_clears_what_one_of_its_name_left(store):
    left = store.writer("again")
    left.batch().small(b"left")
    with store.writer("again") as made:
        assert list(made.incoming.iterdir()) == []
    assert list(store.strangers()) == []


def test_when_the_sync_fails_no_file_has_a_name(store, monkeypatch):
    def fail(_handle):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(blob_kernel, "sync_together", fail)
    with store.writer("test") as made:
        if not made.together:
            pytest.skip("this kernel has no syncfs that tells of errors")
        batch = made.batch()
        batch.small(b"words")
        with pytest.raises(Unavailable, match="Input/output error"):
            batch.seal()
    assert list(store.all()) == list(store.strangers()) == []


def test_many_uploads_share_a_sync_and_few_do_not_wait_for_others(store, monkeypatch):
    calls = []
    real = blob_kernel.sync_together
    monkeypatch.setattr(blob_kernel, "sync_together", lambda handle: calls.append(real(handle)))
    store.put_many([io.BytesIO(b"%d" % number) for number in range(3)])
    assert calls == []
    store.put_many([io.BytesIO(b"more %d" % number) for number in range(30)])
    assert len(calls) == 2 * blob_kernel.can_sync_together()


def test_one_bad_upload_of_many_leaves_none(store, tmp_path):
    class Broken(io.RawIOBase):
        def read(self, _size=-1):
            raise OSError(5, "Input/output error")

    with pytest.raises(Unavailable):
        store.put_many([io.BytesIO(b"good"), Broken(), io.BytesIO(b"later")])
    assert list(store.all()) == list(store.strangers()) == []


LENGTHS = st.sampled_from([0, 1, 4095, 4096, 4097, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, BIG])


@settings(max_examples=20)
@given(length=LENGTHS, piece=st.sampled_from([1 << 14, 100_001, CHUNK, 2 * CHUNK]), known=st.booleans())
def test_a_large_file_is_copied_whole_whatever_pieces_it_comes_in(tmp_path_factory, length, piece, known):
    data = bytes(range(251)) * (length // 251 + 1)
    stream, path = io.BytesIO(data[:length]), tmp_path_factory.mktemp("copy") / "target"
    target = Target(str(path), length if known else 0)
    digests = copy(from_stream(_Pieces(stream, piece)), target, BUFFERS, length if known else 0)
    target.finish(sync=True)
    target.close()
    assert path.read_bytes() == data[:length]
    assert (digests.sha256, digests.size) == (sha256(data[:length]), length)
    assert digests.md5 == hashlib.md5(data[:length]).hexdigest()
    assert digests.sha1 == hashlib.sha1(data[:length]).hexdigest()
    path.unlink()


BUFFERS = Buffers()


class _Pieces:
    """A stream that gives less than it is asked for, as a socket does."""

    def __init__(self, stream, piece) -> None:
        self.stream, self.piece = stream, piece

    def read(self, size: int) -> bytes:
        return self.stream.read(min(size, self.piece))


@pytest.mark.parametrize("direct", [True, False])
def test_a_file_read_past_the_page_cache_is_the_same(tmp_path, direct):
    data = os.urandom(BIG)
    (tmp_path / "source").write_bytes(data)
    handle = os.open(tmp_path / "source", os.O_RDONLY)
    target = Target(str(tmp_path / "target"), BIG)
    digests = copy(from_handle(handle, direct=direct), target, BUFFERS, 0)
    target.finish(sync=False)
    target.close()
    os.close(handle)
    assert (tmp_path / "target").read_bytes() == data
    assert digests.sha256 == sha256(data)


def test_where_direct_writing_is_refused_it_is_written_plainly(tmp_path, monkeypatch):
    data, path = os.urandom(BIG), tmp_path / "target"
    target = Target(str(path), BIG)
    real, refused = os.write, []

    def write(handle, view):
        if handle == target.handle and target._direct:
            refused.append(1)
            raise OSError(errno.EINVAL, "Invalid argument")
        return real(handle, view)

    monkeypatch.setattr(os, "write", write)
    copy(from_stream(io.BytesIO(data)), target, BUFFERS, BIG)
    target.finish(sync=False)
    target.close()
    assert path.read_bytes() == data
    assert len(refused) <= 1


def test_a_file_system_without_direct_writing_takes_files(tmp_path):
    shared = "/dev/shm"
    if not os.access(shared, os.W_OK):
        pytest.skip("there is no file system in memory here")
    path = f"{shared}/wholefile-test-{os.getpid()}"
    target = Target(path, BIG)
    try:
        assert copy(from_stream(io.BytesIO(bytes(BIG))), target, BUFFERS, BIG).size == BIG
        target.finish(sync=True)
    finally:
        target.close()
        Path(path).unlink()


@pytest.mark.parametrize("expected", [0, BIG])
def test_trouble_is_told_by_whose_it_is_and_leaves_nothing(store, writer, monkeypatch, expected):
    given_out = []

    def fails(view):
        if given_out:
            raise OSError(errno.EIO, "Input/output error")
        given_out.append(len(view))
        return len(view)

    batch = writer.batch()
    with pytest.raises(SourceFailed, match="Input/output"):
        batch.large(fails, expected)
    with pytest.raises(GivenUp):
        batch.large(from_stream(io.BytesIO(bytes(BIG))), expected, lambda _left: True)

    def full(_handle, _view):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blob_large.os, "write", full)
    with pytest.raises(Unavailable, match="No space left"):
        batch.large(from_stream(io.BytesIO(bytes(BIG))), expected)
    assert list(writer.incoming.iterdir()) == []


def test_space_is_asked_for_in_advance(store, writer, monkeypatch):
    def full(_handle, _size):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blob_kernel, "allocate", full)
    with pytest.raises(Unavailable, match="No space left"):
        writer.batch().large(from_stream(io.BytesIO(bytes(BIG))), BIG)


@pytest.mark.faults
def test_a_sparse_file_beyond_four_gigabytes_is_read_to_its_end(tmp_path):
    path, size = tmp_path / "sparse", (4 << 30) + 5
    with path.open("wb") as stream:
        stream.truncate(size)
        stream.seek(size - 3)
        stream.write(b"end")

    class Nowhere(Target):
        def write(self, _view, length):
            self._size += length

    target, handle = Nowhere(str(tmp_path / "target"), 0), os.open(path, os.O_RDONLY)
    digests = copy(from_handle(handle, direct=False), target, BUFFERS, size)
    target.close()
    os.close(handle)
    assert digests.size == size
    tail = hashlib.md5(bytes(1))
    assert len(digests.md5) == tail.digest_size * 2


def test_old_kernels_sync_one_by_one(monkeypatch, store):
    class Old:
        release = "5.4.0-generic"

    monkeypatch.setattr(blob_kernel.os, "uname", Old)
    assert not blob_kernel.can_sync_together()
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(real(handle)))
    with store.writer("test") as made:
        batch = made.batch()
        for number in range(5):
            batch.small(b"%d" % number)
        assert len(synced) == 5
        batch.seal()
    assert len(synced) > 5


def test_folders_are_made_durable_when_files_are_synced_one_by_one(store, monkeypatch):
    synced = []
    real = blob_batch.sync_folder
    monkeypatch.setattr(blob_batch, "sync_folder", lambda folder: synced.append((folder, real(folder))))
    with store.writer("test", together=False) as made:
        batch = made.batch()
        digests = batch.small(b"words")
        batch.seal()
    assert {folder for folder, _ in synced} == {store.folder, store.path(digests.sha256).parent}
