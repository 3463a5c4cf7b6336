"""Everything there is below a folder, in one order: files to read, and the rest to list.

The order is that of the bytes of the names, each folder before what it holds, so two walks over the same folder give
the same list. Links are told and never followed; devices, sockets and pipes are told and never opened. What cannot be
listed is told with the reason. Invariant: every name that the file system shows is given exactly once.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FILE, FOLDER, LINK, DEVICE, SOCKET, PIPE, UNKNOWN = (
    "file",
    "folder",
    "link",
    "device",
    "socket",
    "pipe",
    "unknown",
)
OWN_FOLDER = "this record's own folder; it was not entered"
Place = tuple[int, int]  # device and inode: the same folder by whatever path

_KINDS = (
    (stat.S_ISREG, FILE),
    (stat.S_ISDIR, FOLDER),
    (stat.S_ISLNK, LINK),
    (stat.S_ISBLK, DEVICE),
    (stat.S_ISCHR, DEVICE),
    (stat.S_ISSOCK, SOCKET),
    (stat.S_ISFIFO, PIPE),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One name: `path` below the source (empty for the source itself), `where` to open it, what it is.

    `reason` says why it could not be looked at or entered, `target` where a link leads; both are empty otherwise.
    """

    path: bytes
    where: bytes
    kind: str
    stat: os.stat_result | None
    target: bytes | None = None
    reason: str = ""


def kind_of(mode: int) -> str:
    """What a name is, from its mode."""
    return next((name for test, name in _KINDS if test(mode)), UNKNOWN)


def walk(source: bytes, avoid: frozenset[Place] = frozenset()) -> Iterator[Found]:
    """Every name below a folder, or the file itself; `avoid` are folders that are told and not entered.

    A link that is named as the source is followed, for that is what was meant; no other is. Raises OSError when the
    source itself cannot be looked at.
    """
    told = os.stat(source)  # noqa: PTH116 - paths are bytes here, and may hold any
    kind = kind_of(told.st_mode)
    if kind != FOLDER:
        yield Found(os.path.basename(source), source, kind, told)  # noqa: PTH119 - as above
        return
    # A folder is listed when its turn comes, so what waits are the names along one path and no more.
    waiting = [iter([Found(b"", source, FOLDER, told)])]
    while waiting:
        one = next(waiting[-1], None)
        if one is None:
            waiting.pop()
        elif one.kind == FOLDER and one.stat is not None and not one.reason:
            yield from _enter(one, avoid, waiting)
        else:
            yield one


def _enter(folder: Found, avoid: frozenset[Place], waiting: list[Iterator[Found]]) -> Iterator[Found]:
    told = folder.stat
    if told is not None and (told.st_dev, told.st_ino) in avoid:
        yield _because(folder, OWN_FOLDER)
        return
    try:
        with os.scandir(folder.where) as listing:
            names = sorted(listing, key=lambda one: one.name)
    except OSError as error:
        yield _because(folder, f"the folder could not be listed: {error.strerror}")
        return
    yield folder
    prefix = folder.path + b"/" if folder.path else b""
    waiting.append(_look(prefix + one.name, one) for one in names)


def _look(path: bytes, entry: os.DirEntry[bytes]) -> Found:
    try:
        told = entry.stat(follow_symlinks=False)
        kind = kind_of(told.st_mode)
        target = os.readlink(entry.path) if kind == LINK else None  # noqa: PTH115 - as above
    except OSError as error:
        return Found(path, entry.path, UNKNOWN, None, reason=f"it could not be looked at: {error.strerror}")
    return Found(path, entry.path, kind, told, target)


def _because(folder: Found, reason: str) -> Found:
    return Found(folder.path, folder.where, folder.kind, folder.stat, reason=reason)


def _statx() -> Any:
    """statx(2), where the C library has it."""
    function = getattr(ctypes.CDLL(None, use_errno=True), "statx", None)
    if function is not None:
        function.argtypes = (
            ctypes.c_int,
            ctypes.c_char_p,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_char_p,
        )
    return function


_STATX = _statx()
_AT_EMPTY_PATH, _AT_SYMLINK_NOFOLLOW, _BTIME = 0x1000, 0x100, 0x800
_AT_FDCWD = -100
_STATX_BYTES, _BTIME_OFFSET = 256, 0x50


def born(where: bytes | int) -> int | None:
    """When a file was made on this file system, in nanoseconds since 1970 (UTC); None where that is not kept.

    `where` is a path, whose last part is not followed, or an open file. struct statx of Linux: its mask comes first,
    the birth time stands at byte 80 as seconds and nanoseconds.
    """
    if _STATX is None:
        return getattr(os.stat(where), "st_birthtime_ns", None)  # noqa: PTH116 - as above
    buffer = ctypes.create_string_buffer(_STATX_BYTES)
    if isinstance(where, int):
        failed = _STATX(where, b"", _AT_EMPTY_PATH, _BTIME, buffer)
    else:
        failed = _STATX(_AT_FDCWD, where, _AT_SYMLINK_NOFOLLOW, _BTIME, buffer)
    if failed or not struct.unpack_from("=I", buffer)[0] & _BTIME:
        return None
    seconds, fraction = struct.unpack_from("=qI", buffer, _BTIME_OFFSET)
    return int(seconds) * 1_000_000_000 + int(fraction)
