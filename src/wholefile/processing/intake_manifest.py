"""The manifest of an intake: every name found, with its times, and the digests of what was taken.

Lines of canonical JSON, the first naming the format, the last counting; see docs/formats/manifest-of-intake.md, which
is normative. The same source, unchanged, always gives the same bytes: nothing in them depends on when they were
written.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, BinaryIO

from wholefile.core.canonical import b64u, decode_object, encode, encode_checked, unb64u
from wholefile.core.errors import IntegrityFailure, WholefileError
from wholefile.core.harmless import spelled
from wholefile.processing.intake_walk import DEVICE, FILE, LINK, Found
from wholefile.record.blob_digests import Digests

FORMAT = "wholefile intake manifest v1"
MEDIA_TYPE = "application/x-wholefile-intake+jsonl"
EMPTY, CHANGED, UNREADABLE, NOT_ENTERED = "empty", "changed", "unreadable", "not entered"

_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a name, what it is, and of a file that was taken its digests."""

    found: Found
    digests: Digests | None = None
    flags: tuple[str, ...] = ()
    reason: str = ""
    born: int | None = None

    def line(self) -> bytes:
        """The entry as a line of the manifest, without its line feed."""
        found, told = self.found, self.found.stat
        said: dict[str, Any] = {
            "kind": found.kind,
            "path": b64u(found.path),
            "shown": shown(found.path),
        }
        if told is not None:
            said |= _stat_fields(told, self.born)
            if found.kind == FILE:
                said["size"] = told.st_size
            if found.kind == DEVICE:
                said["node"] = _numbers(told.st_rdev)
        if found.kind == LINK and found.target is not None:
            said |= {"target": b64u(found.target), "target_shown": shown(found.target)}
        if self.digests is not None:
            one = self.digests
            said |= {"size": one.size, "sha256": one.sha256, "sha1": one.sha1, "md5": one.md5}
        if self.flags:
            said |= (
                {"flags": list(self.flags), "reason": self.reason}
                if self.reason
                else {"flags": list(self.flags)}
            )
        return encode_checked(said)


def header(source: bytes) -> bytes:
    """The first line: the format, and the source as it was named."""
    return encode({"format": FORMAT, "source": b64u(source), "source_shown": shown(source)})


def footer(entries: int, files: int, taken: int, size: int) -> bytes:
    """The last line: how many names, files, files that were taken, and bytes of those."""
    return encode({"bytes": size, "entries": entries, "files": files, "kind": "end", "taken": taken})


def shown(path: bytes) -> str:
    """A path as text that is safe to show: what is no UTF-8, no character or turns the writing is spelled out."""
    text = path.decode("utf-8", "backslashreplace")
    if text.isascii() and text.isprintable():
        return text
    return "".join(spelled(one) for one in unicodedata.normalize("NFC", text))


def utc(moment: int) -> str | None:
    """Nanoseconds since 1970 as text in UTC, with all nine digits; None outside the years 1 to 9999."""
    seconds, fraction = divmod(moment, _SECOND)
    day = _second(seconds)
    return f"{day}.{fraction:09d}Z" if day else None


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat()
    except (OverflowError, OSError, ValueError):
        return None


def _stat_fields(told: os.stat_result, birth: int | None) -> dict[str, Any]:
    """Owner, mode, place and times. Numbers that may need 64 bits, and nanoseconds, are written as text."""
    fields: dict[str, Any] = {
        "device": _numbers(told.st_dev),
        "gid": told.st_gid,
        "inode": str(told.st_ino),
        "links": told.st_nlink,
        "mode": f"{told.st_mode & 0o7777:04o}",
        "uid": told.st_uid,
    }
    times = {"mtime": told.st_mtime_ns, "ctime": told.st_ctime_ns, "birth": birth}
    for name, moment in times.items():
        if moment is not None:
            fields[name] = str(moment)
            if text := utc(moment):
                fields[f"{name}_utc"] = text
    return fields


def _numbers(device: int) -> str:
    return f"{os.major(device)}:{os.minor(device)}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a manifest as it was read."""

    path: bytes
    fields: Mapping[str, Any]

    @property
    def sha256(self) -> str | None:
        """The digest of the file, if it was taken."""
        return self.fields.get("sha256")

    @property
    def digests(self) -> Digests | None:
        """All digests of the file, if it was taken."""
        one = self.fields
        return Digests(one["sha256"], one["sha1"], one["md5"], one["size"]) if self.sha256 else None

    @property
    def flags(self) -> tuple[str, ...]:
        """What is remarkable about it."""
        return tuple(self.fields.get("flags", ()))


def read_line(line: bytes) -> Listed:
    """An entry from a line this program wrote."""
    fields = json.loads(line)
    return Listed(unb64u(fields["path"]), fields)


def read_manifest(stream: BinaryIO) -> Iterator[Listed]:
    """The entries of a manifest in their order. Raises IntegrityFailure unless it is whole and of this format."""
    entries = files = taken = size = 0
    end: dict[str, Any] = {}
    if _object(stream.readline()).get("format") != FORMAT:
        raise IntegrityFailure(
            "intake.manifest", "This is no manifest of an intake in the format known here."
        )
    for line in stream:
        fields = _object(line)
        if end:
            raise IntegrityFailure("intake.manifest", "The manifest goes on after its end.")
        if fields.get("kind") == "end":
            end = fields
            continue
        entries += 1
        files += fields.get("kind") == FILE
        if "sha256" in fields:
            taken += 1
            size += int(fields["size"])
        yield Listed(unb64u(fields.get("path")), fields)
    if end != json.loads(footer(entries, files, taken, size)):
        raise IntegrityFailure(
            "intake.manifest", "The manifest is not whole: its last line counts otherwise."
        )


def read_own(stream: BinaryIO) -> Iterator[Listed]:
    """The same, quickly, for a manifest that this program wrote or has read strictly before."""
    stream.readline()
    for line in stream:
        if b'"kind":"end"' not in line:
            yield read_line(line)


def _object(line: bytes) -> dict[str, Any]:
    try:
        return dict(decode_object(line.removesuffix(b"\n")))
    except WholefileError as error:
        raise IntegrityFailure("intake.manifest", "A line of the manifest is not canonical JSON.") from error
