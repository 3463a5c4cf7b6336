"""Folders for tests of intake, and what became of them."""

import os
from collections.abc import Iterator
from pathlib import Path

from wholefile.processing.intake_manifest import Listed, read_manifest
from wholefile.record.check import check
from wholefile.record.home import Record

ODD = (
    b"plain.txt",
    b"two\nlines",
    b"\xff\xfe no utf-8",
    "café".encode(),
    b"back\\slash",
    "\u202efdp.exe".encode(),
    b" ",
)


def odd_tree(root: Path) -> Path:
    """Names of every kind, equal files, an empty file, a large file, links, a pipe, a socket's place, hard links."""
    top = os.fsencode(root)
    (root / "sub" / "deep").mkdir(parents=True)
    for number, name in enumerate(ODD):
        Path(os.fsdecode(top + b"/" + name)).write_bytes(b"file %d" % number)
    (root / "sub" / "same").write_bytes(b"file 0")
    (root / "sub" / "empty").write_bytes(b"")
    (root / "sub" / "deep" / "large.bin").write_bytes(os.urandom(1 << 20) + b"and a bit more")
    (root / "sub" / "link").symlink_to("/etc/passwd")
    (root / "sub" / "linked folder").symlink_to(root)
    (root / "broken").symlink_to(os.fsdecode(b"\xff nowhere"))
    os.mkfifo(root / "pipe")
    os.link(root / "plain.txt", root / "sub" / "hard link")
    return root


def names_below(root: Path) -> Iterator[bytes]:
    """Every name, by another walk than ours."""
    top = os.fsencode(root)
    yield b""
    for folder, folders, files in os.walk(top):
        for one in (*folders, *files):
            yield os.path.relpath(folder + b"/" + one, top)


def manifest_of(record: Record, sha256: str) -> dict[bytes, Listed]:
    """A stored manifest by path."""
    with record.store.open(sha256) as stream:
        return {one.path: one for one in read_manifest(stream)}


def attached(record: Record, item: str) -> list[tuple[str, str]]:
    """Name and digest of every file of an item, as often as it is attached."""
    return sorted((row.name, row.sha256) for row in record.db.rows("item_file", item=item))


def acts_on_files(record: Record) -> int:
    return record.db.count("entry", kind="file.attached")


def everything_is_sound(record: Record) -> None:
    """The record checks out, no file of the store is nobody's, nothing unfinished is left."""
    assert [str(one) for one in check(record)] == []
    assert all(record.store.verify(one) for one in record.store.all())
    left = record.folder / "intake"
    assert not left.exists() or list(left.iterdir()) == []
