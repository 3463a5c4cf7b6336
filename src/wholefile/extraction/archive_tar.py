"""Tar archives (POSIX.1-2001 ustar and pax, GNU, old V7), by their headers one after the other.

A broken header does not end the reading: the next good one is looked for, and what was skipped is said. Names are the
bytes of the header, or UTF-8 where a pax header gives them.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from wholefile.extraction.archive_blocks import BLOCK, Broken
from wholefile.extraction.archive_members import Members
from wholefile.extraction.contract import DAMAGED, MIB, PARTIAL
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_BLOCK = tarfile.BLOCKSIZE
_LONGEST_HEADER = 16 * MIB  # of a long name or a pax header
_FARTHEST = 64 * MIB  # how far the next good header is looked for
_MOST_RESUMED = 100  # how often reading goes on after a header that breaks the rules
_METHOD = "tar"
_NO_LENGTH = "it says a length that cannot be"


class _TooFar(Exception):
    """No header for a long stretch."""


class _Careful:
    """The file as `tarfile` sees it: no step backwards or beyond all bounds, whatever a header says."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.headers = 0  # blocks read in search of a header since the last was found
        self.header_at = 0  # where the last of them stands
        self.inside = False  # whether the bytes of a member are being read

    def read(self, length: int = -1) -> bytes:
        if length < 0 or (length > _LONGEST_HEADER and not self.inside):
            raise tarfile.ReadError(_NO_LENGTH)
        if length == _BLOCK and not self.inside:
            self.headers += 1
            self.header_at = self._stream.tell()
            if self.headers * _BLOCK > _FARTHEST:
                raise _TooFar
        return self._stream.read(length)

    def seek(self, offset: int) -> int:
        if offset < 0:
            raise tarfile.ReadError(_NO_LENGTH)
        return self._stream.seek(offset)

    def tell(self) -> int:
        return self._stream.tell()


def read(source: Source, out: Output) -> None:
    """The members of a tar archive."""
    members = Members(out)
    with source.open() as stream:
        careful = _Careful(stream)
        try:
            for info, tar in _headers(careful, stream, members, source.size):
                careful.inside = True
                _member(info, tar, careful, members)
                careful.inside = False
        finally:
            members.close()


def _headers(
    careful: _Careful, stream: BinaryIO, members: Members, size: int
) -> Iterator[tuple[tarfile.TarInfo, tarfile.TarFile]]:
    """The headers in order. What lies between a member and the next header, and behind the last, is judged."""
    reached = start = 0
    for _ in range(_MOST_RESUMED):
        try:
            for info, tar in _from(careful, start):
                _between(stream, members, reached, info.offset, more=True)
                reached = tar.offset
                yield info, tar
            break
        except _TooFar:
            break
        except (tarfile.TarError, ValueError, OverflowError, OSError) as error:
            if reached > size:
                break
            reached = start = max(reached, careful.header_at + _BLOCK)
            words = str(error) or "it does not follow the format"
            members.out.trouble(DAMAGED, f"The header at byte {careful.header_at:,} is broken: {words}.")
    if reached > size:
        members.out.trouble(DAMAGED, f"It ends {reached - size:,} bytes too early.")
    elif size - reached < _BLOCK:
        members.out.trouble(
            PARTIAL, "It ends without the mark of its end: whether members are missing cannot be told."
        )
    _between(stream, members, reached, size, more=False)


def _from(careful: _Careful, start: int) -> Iterator[tuple[tarfile.TarInfo, tarfile.TarFile]]:
    """The headers from a place on, until one breaks the rules."""
    careful.inside = False
    careful.headers = 0
    careful.seek(start)
    with tarfile.TarFile(
        fileobj=careful,  # type: ignore[arg-type]
        encoding="utf-8",
        errors="surrogateescape",
        ignore_zeros=True,
    ) as tar:
        while (info := tar.next()) is not None:
            careful.headers = 0
            if info.size < 0 or tar.offset <= info.offset:
                raise tarfile.ReadError(_NO_LENGTH)
            tar.members.clear()  # type: ignore[attr-defined]  # it keeps every header, which a million members fill
            yield info, tar


def _between(stream: BinaryIO, members: Members, start: int, stop: int, *, more: bool) -> None:
    """Judge what lies between two members or after the last: two blocks of zeros end an archive."""
    if stop - start < _BLOCK:
        return
    before = stream.tell()
    ended, odd = _end_mark(stream, start, stop)
    stream.seek(before)
    if more and ended and odd is None:
        words = f"Further members follow the end of the archive, from byte {stop:,} on: some programs do not show them."
        members.flag("data after the end", words, byte=stop)
    elif odd is not None and ended:
        members.flag(
            "data after the end",
            f"Other data follows the end of the archive, from byte {odd:,} on.",
            byte=odd,
        )
    elif odd is not None:
        members.out.trouble(
            DAMAGED, f"A header at byte {start:,} is broken; {stop - start:,} bytes were passed over."
        )


def _end_mark(stream: BinaryIO, start: int, stop: int) -> tuple[bool, int | None]:
    """Whether an end of archive stands here, and where the first byte that is not zero does."""
    at = start
    stream.seek(start)
    while at < stop:
        piece = stream.read(min(BLOCK, stop - at))
        if not piece:
            break
        if rest := piece.lstrip(b"\0"):
            at += len(piece) - len(rest)
            return at - start >= _BLOCK, at
        at += len(piece)
    return True, None


def _member(info: tarfile.TarInfo, tar: tarfile.TarFile, careful: _Careful, members: Members) -> None:
    path, facts = _raw(info.name), _facts(info)
    target = _raw(info.linkname)
    if info.isdir():
        members.listed(path, "folder", _METHOD, facts)
    elif info.issym() or info.islnk():
        facts["link"] = "symbolic" if info.issym() else "hard"
        members.listed(path, "link", _METHOD, facts, target)
    elif info.isdev():
        members.listed(path, "device", _METHOD, facts)
    else:
        members.file(path, _content(info, tar, careful), _METHOD, facts)


def _content(info: tarfile.TarInfo, tar: tarfile.TarFile, careful: _Careful) -> Iterator[bytes]:
    """The bytes of a member; a sparse one comes out with its holes as zeros."""
    sparse = tar.fileobject(tar, info) if info.sparse is not None else None
    at = 0
    while at < info.size:
        length = min(BLOCK, info.size - at)
        if sparse is None:
            careful.seek(info.offset_data + at)
            block = careful.read(length)
        else:
            try:
                block = sparse.read(length)
            except tarfile.ReadError as error:
                raise Broken("it ends before its bytes do") from error
        if not block:
            raise Broken("it ends before its bytes do")
        at += len(block)
        yield block


def _facts(info: tarfile.TarInfo) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "size": info.size,
        "mode": f"{info.mode & 0o7777:04o}",
        "uid": info.uid,
        "gid": info.gid,
    }
    for name, value in (("owner", info.uname), ("group", info.gname)):
        if value:
            facts[name] = _raw(value).decode("utf-8", "backslashreplace")
    facts["modified"] = int(info.mtime * 1000)
    for name, key in (("accessed", "atime"), ("changed", "ctime"), ("created", "LIBARCHIVE.creationtime")):
        try:
            facts[name] = int(float(info.pax_headers[key]) * 1000)
        except (KeyError, ValueError, OverflowError):
            continue
    if comment := info.pax_headers.get("comment"):
        facts["comment"] = _raw(comment)[:4096].decode("utf-8", "backslashreplace")
    if info.isdev():
        facts["device"] = f"{info.devmajor}:{info.devminor}"
    return facts


def _raw(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
