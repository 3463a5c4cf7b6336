"""Archives that libarchive reads: 7z, rar, cpio, ISO 9660 and cab."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from wholefile.extraction import archive_library as library
from wholefile.extraction.archive_members import A_PASSWORD, Members
from wholefile.extraction.contract import DAMAGED, LOCKED, PARTIAL, UNSUPPORTED, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_FORMATS = {"7z": ("7zip",), "rar": ("rar", "rar5"), "cpio": ("cpio",), "iso": ("iso9660",), "cab": ("cab",)}
_WITHOUT_ZONE = re.compile("RAR|CAB.*")  # rar before version 5 and cab keep the times of a clock on a wall
_UDF, _AREA = (
    re.compile(b"\x00NSR0[23]\x01"),
    1 << 16,
)  # the mark of UDF in the volume recognition area (ECMA-167)
_PRIMARY = 16 * 2_048  # where the primary volume descriptor lies
_NOT_OPENED = "it is encrypted in a way that nothing here opens, even with its password"


def read(source: Source, out: Output) -> None:
    """The members of an archive. Raises Trouble where not even its list can be read."""
    members = Members(out)
    try:
        with (
            source.open() as stream,
            library.opened(stream, _FORMATS[source.kind], source.password) as archive,
        ):
            for refused in archive.entries():
                if refused is not None:
                    out.trouble(DAMAGED, f"A member could not be listed: {refused}.")
                    continue
                _member(source, archive, members)
        if source.kind == "iso":
            _volume(source, out)
    except library.Missing as missing:
        raise Trouble(UNSUPPORTED, f"{missing}.") from missing
    except library.Refused as refused:
        if refused.encrypted:
            out.fact("encrypted", value=True)
            reason = _NOT_OPENED if source.password else A_PASSWORD
            out.trouble(LOCKED, f"It is encrypted: {reason} ({refused}).")
        elif refused.unsupported:
            status = PARTIAL if members.count else UNSUPPORTED
            out.trouble(status, f"Nothing here reads it to its end: {refused}.")
        elif not members.count and source.kind == "iso" and _UDF.search(source.read(_AREA)):
            out.trouble(
                UNSUPPORTED, "It is an optical disc with the file system UDF alone, which nothing here reads."
            )
        else:
            out.trouble(DAMAGED, f"It could not be read to its end: {refused}.")
    finally:
        members.close()


def _volume(source: Source, out: Output) -> None:
    """Whether the disc is as long as its primary volume descriptor says (ECMA-119, 8.4.8 and 8.4.12)."""
    with source.open() as stream:
        stream.seek(_PRIMARY)
        told = stream.read(130)
    if told[:6] != b"\x01CD001" or len(told) < 130:
        return
    blocks, length = int.from_bytes(told[80:84], "little"), int.from_bytes(told[128:130], "little")
    if (missing := blocks * length - source.size) > 0:
        out.trouble(PARTIAL, f"It ends {missing:,} bytes before its volume does: it was cut.")


def _member(source: Source, archive: library.Archive, members: Members) -> None:
    path, method, facts = archive.text("pathname"), source.kind, _facts(archive)
    mode = stat.S_IFMT(archive.ask("mode"))
    symbolic, hard = archive.text("symlink"), archive.text("hardlink")
    if archive.encrypted and not source.password:
        members.locked(path, method, facts)
    elif mode == stat.S_IFDIR:
        members.listed(path, "folder", method, facts)
    elif mode == stat.S_IFLNK or (hard and not archive.ask("size")):
        facts["link"] = "symbolic" if mode == stat.S_IFLNK else "hard"
        members.listed(path, "link", method, facts, symbolic or hard)
    elif mode in (stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
        facts["device"] = f"{archive.ask('rdevmajor')}:{archive.ask('rdevminor')}"
        members.listed(path, "device", method, facts)
    else:
        _file(path, archive, members, method, facts)


def _file(
    path: bytes, archive: library.Archive, members: Members, method: str, facts: dict[str, Any]
) -> None:
    """A member with bytes; the first block tells whether they can be had at all."""
    blocks = archive.blocks()
    try:
        first = next(blocks, b"")
    except library.Refused as refused:
        if refused.encrypted:
            members.locked(path, method, facts, _NOT_OPENED)
        else:
            status = PARTIAL if refused.unsupported else DAMAGED
            members.unreadable(path, method, facts, str(refused), status)
        return
    members.file(path, _checked(chain((first,), blocks), facts), method, facts)


def _checked(blocks: Iterator[bytes], facts: dict[str, Any]) -> Iterator[bytes]:
    """The blocks of a member; an error where they are fewer than its header says."""
    size = 0
    for block in blocks:
        size += len(block)
        if block:
            yield block
    if size < facts.get("size", 0):
        raise ValueError(f"it has {size:,} bytes, where its header says {facts['size']:,}")


def _facts(archive: library.Archive) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if archive.ask("size_is_set"):
        facts["size"] = archive.ask("size")
    if mode := archive.ask("perm"):
        facts["mode"] = f"{mode:04o}"
    local = _WITHOUT_ZONE.fullmatch(archive.format)
    for name, field in (
        ("modified", "mtime"),
        ("accessed", "atime"),
        ("changed", "ctime"),
        ("created", "birthtime"),
    ):
        instant = archive.instant(field)
        if instant is None or (local and not instant):  # rar has room for times that it does not keep
            continue
        if not local:
            facts[name] = instant
        elif (text := _without_zone(instant)) is not None:
            facts[f"{name}_local"] = text
    if archive.encrypted:
        facts["encrypted"] = True
    return facts


def _without_zone(instant: int) -> str | None:
    """A time as the clock on the wall showed it: the library took it for UTC, because that is the zone it was given."""
    try:
        return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant):%Y-%m-%d %H:%M:%S}"
    except OverflowError:
        return None
