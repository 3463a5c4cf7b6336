"""The files of one file system on a disk, deleted ones too, by the Sleuth Kit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from wholefile.extraction.archive_members import shown, unsafe
from wholefile.extraction.contract import DAMAGED, MIB, TRUNCATED, LimitReached
from wholefile.extraction.disk_media import brief
from wholefile.extraction.output import Output

_TIMES = (("modified", "mtime"), ("accessed", "atime"), ("changed", "ctime"), ("created", "crtime"))
_MOST_FLAGS = 20
FAULTS = (OSError, RuntimeError)  # what the Sleuth Kit raises


class Walk:
    """One file system, folder by folder; a loop of folders ends where it began.

    `room` says how many bytes may still leave. A file that has more is listed with that reason, so that the files
    after it are not lost.
    """

    def __init__(self, tsk: Any, system: Any, out: Output, prefix: bytes, room: Room) -> None:
        self._tsk, self._system, self._out, self._prefix, self._room = tsk, system, out, prefix, room
        kind = int(system.info.ftype)
        self._method = f"disk {name_of(tsk, kind)}"
        self._local = kind in (
            tsk.TSK_FS_TYPE_FAT12, tsk.TSK_FS_TYPE_FAT16, tsk.TSK_FS_TYPE_FAT32, tsk.TSK_FS_TYPE_EXFAT,
            tsk.TSK_FS_TYPE_ISO9660,
        )  # fmt: skip
        self._folders: set[int] = set()
        self._linked: dict[int, bytes] = {}
        self._unsafe = 0
        self.found = 0

    def read(self, in_time: Callable[[], bool]) -> None:
        """Every file of the system. Raises LimitReached."""
        left = [(int(self._system.info.root_inum), b"")]
        while left:
            inode, path = left.pop()
            if inode in self._folders:
                continue
            self._folders.add(inode)
            below: list[tuple[int, bytes]] = []
            try:
                for entry in self._system.open_dir(inode=inode):
                    if not in_time():
                        raise LimitReached("the time for it is spent")
                    self._entry(entry, path, below)
            except FAULTS as error:
                where = shown(self._prefix + path) or "its root"
                self._out.trouble(DAMAGED, f"The folder {where} cannot be listed to its end: {brief(error)}.")
            left.extend(reversed(below))

    def _entry(self, entry: Any, path: bytes, below: list[tuple[int, bytes]]) -> None:
        tsk, name, meta = self._tsk, entry.info.name, entry.info.meta
        if name is None or name.name in (b".", b"..", b""):
            return
        kind = int(meta.type) if meta is not None else -1
        if kind == tsk.TSK_FS_META_TYPE_VIRT:
            return  # the Sleuth Kit's own view of the file system's tables
        path = path + b"/" + name.name if path else bytes(name.name)
        gone = bool(int(name.flags) & tsk.TSK_FS_NAME_FLAG_UNALLOC)
        reused = gone and meta is not None and bool(int(meta.flags) & tsk.TSK_FS_META_FLAG_ALLOC)
        deleted = gone or (meta is not None and bool(int(meta.flags) & tsk.TSK_FS_META_FLAG_UNALLOC))
        if kind == tsk.TSK_FS_META_TYPE_VIRT_DIR:
            below.append((int(name.meta_addr), path))
            return
        self._name(path)
        self.found += 1
        facts = {"inode": int(name.meta_addr)} if meta is None or reused else self._facts(meta)
        if meta is None or reused:
            reason = "only its name is left" if meta is None else "its place is used by another file now"
            self._listed(path, "unreadable", {**facts, "reason": reason}, deleted=deleted)
        elif kind == tsk.TSK_FS_META_TYPE_DIR:
            self._listed(path, "folder", facts, deleted=deleted)
            below.append((int(meta.addr), path))
            self._streams(entry, path, facts, deleted=deleted, folder=True)
        elif kind == tsk.TSK_FS_META_TYPE_LNK:
            self._listed(
                path, "link", {**facts, "link": "symbolic"}, deleted=deleted, target=_bytes(meta.link)
            )
        elif kind in (tsk.TSK_FS_META_TYPE_REG, tsk.TSK_FS_META_TYPE_UNDEF):
            self._regular(entry, path, facts, deleted=deleted)
        else:
            self._listed(path, "device", facts, deleted=deleted)

    def _regular(self, entry: Any, path: bytes, facts: dict[str, Any], *, deleted: bool) -> None:
        meta = entry.info.meta
        inode = int(meta.addr)
        if int(meta.nlink) > 1 and not deleted:
            first = self._linked.setdefault(inode, path)
            if first != path:
                self._listed(path, "link", {**facts, "link": "hard"}, target=self._prefix + first)
                return
        if not self._streams(entry, path, facts, deleted=deleted):
            self._bytes(entry, path, facts, None, int(meta.size), deleted=deleted)

    def _streams(
        self, entry: Any, path: bytes, facts: dict[str, Any], *, deleted: bool, folder: bool = False
    ) -> bool:
        """The streams of a file of NTFS or HFS: the unnamed is the file, others are `name:stream`; whether any is."""
        tsk, main = self._tsk, False
        try:
            found = [one.info for one in entry]
        except FAULTS:
            return False
        for info in found:
            kind, name = int(info.type), _bytes(info.name)
            if kind == tsk.TSK_FS_ATTR_TYPE_HFS_RSRC and info.size:
                name = b"rsrc"
            elif kind != tsk.TSK_FS_ATTR_TYPE_NTFS_DATA or (name == b"$Bad" and path == b"$BadClus"):
                continue
            if not name and (main or folder):
                continue
            main = main or not name
            own = path + b":" + name if name else path
            told = {**facts, "size": int(info.size)} | ({"stream": True} if name else {})
            self._bytes(entry, own, told, (kind, int(info.id)), int(info.size), deleted=deleted)
        return main

    def _bytes(
        self,
        entry: Any,
        path: bytes,
        facts: dict[str, Any],
        stream: tuple[int, int] | None,
        size: int,
        *,
        deleted: bool,
    ) -> None:
        if size > self._room.left:
            reason = f"it has {size:,} bytes, and {self._room.left:,} may still be read"
            self._listed(path, "unreadable", {**facts, "reason": reason}, deleted=deleted)
            self._out.trouble(TRUNCATED, f"{shown(self._prefix + path)}: {reason}")
            return
        blocks = self._room.counted(_blocks(entry, stream, size))
        try:
            first = next(blocks, b"")
        except FAULTS as error:
            reason = f"its bytes cannot be read: {brief(error)}"
            self._listed(path, "unreadable", {**facts, "reason": reason}, deleted=deleted)
            if not deleted:
                self._out.trouble(DAMAGED, f"{shown(self._prefix + path)}: {reason}")
            return
        content = chain((first,), blocks)
        self._out.member(self._prefix + path, content, method=self._method, facts=facts, deleted=deleted)

    def _listed(
        self,
        path: bytes,
        kind: str,
        facts: dict[str, Any],
        *,
        deleted: bool = False,
        target: bytes | None = None,
    ) -> None:
        self._out.member(
            self._prefix + path,
            None,
            method=self._method,
            kind=kind,
            facts=facts,
            deleted=deleted,
            target=target,
        )

    def _name(self, path: bytes) -> None:
        if (why := unsafe(path.rsplit(b"/", 1)[-1])) and self._unsafe < _MOST_FLAGS:
            self._unsafe += 1
            self._out.flag("unsafe name", f"The name {shown(path)} {why}.")

    def _facts(self, meta: Any) -> dict[str, Any]:
        """Inode, size, owner and times; those of FAT have no zone and stay text."""
        facts: dict[str, Any] = {
            "inode": int(meta.addr),
            "size": int(meta.size),
            "mode": f"{int(meta.mode) & 0o7777:04o}",
            "uid": int(meta.uid),
            "gid": int(meta.gid),
        }
        for name, field in _TIMES:
            seconds = int(getattr(meta, field, 0) or 0)
            if not seconds:
                continue
            if self._local:
                facts[f"{name}_local"] = _text(seconds)
            else:
                facts[name] = seconds * 1000 + int(getattr(meta, f"{field}_nano", 0) or 0) // 1_000_000
        return facts


class Room:
    """How many bytes of files may still leave, over all file systems of a disk."""

    def __init__(self, most: int) -> None:
        self.left = most

    def counted(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        """The same blocks, taken from what is left."""
        for block in blocks:
            self.left -= len(block)
            yield block


def name_of(tsk: Any, kind: int) -> str:
    """The name of a kind of file system."""
    for name in (
        "NTFS",
        "FAT12",
        "FAT16",
        "FAT32",
        "EXFAT",
        "EXT2",
        "EXT3",
        "EXT4",
        "HFS",
        "APFS",
        "ISO9660",
        "YAFFS2",
    ):
        if kind == int(getattr(tsk, f"TSK_FS_TYPE_{name}")):
            return name.lower()
    return "ufs"


def _blocks(entry: Any, stream: tuple[int, int] | None, size: int) -> Iterator[bytes]:
    at = 0
    while at < size:
        length = min(MIB, size - at)
        block = entry.read_random(at, length, *stream) if stream else entry.read_random(at, length)
        if not block:
            raise OSError(f"it ends at byte {at:,} of {size:,}")
        at += len(block)
        yield block


def _text(seconds: int) -> str | None:
    try:
        return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S}"
    except OverflowError:
        return None


def _bytes(found: Any) -> bytes:
    return found.encode("utf-8", "surrogateescape") if isinstance(found, str) else bytes(found or b"")
