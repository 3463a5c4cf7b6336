"""What every reader of an archive keeps count of: names that are a danger, names that occur twice, locked members.

Names are handed on byte for byte, whatever they hold: nothing here writes under them, and what a name could do to
another program or to a reader's eye is said as a flag.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from wholefile.core.harmless import visible
from wholefile.extraction.contract import LOCKED, PARTIAL
from wholefile.extraction.output import Output

A_PASSWORD = "a password is needed"  # noqa: S105  # the reason, in words
_MOST_SHOWN = 20  # flags of one code; a hostile archive could fill the report with one of them
_DRIVE = re.compile(rb"[A-Za-z]:")
_STEPS = re.compile(rb"[/\\]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
# Characters that turn or hide what stands beside them: Unicode bidirectional controls and zero-width characters.
_UNSEEN = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_OF_WINDOWS = re.compile(rb"(?i)(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?")


class Members:
    """The members of one archive on their way out, with what is odd about them."""

    def __init__(self, out: Output) -> None:
        self.out = out
        self._seen: set[bytes] = set()
        self._flags: Counter[str] = Counter()
        self._locked = 0
        self._others = 0
        self._twice = 0

    @property
    def count(self) -> int:
        """How many members have left."""
        return self._locked + self._others

    def file(self, path: bytes, content: Any, method: str, facts: Mapping[str, Any]) -> bool:
        """A member with bytes; True when all of them left."""
        self._look_at(path)
        self._others += 1
        return self.out.member(path, content, method=method, facts=facts)

    def listed(
        self, path: bytes, kind: str, method: str, facts: Mapping[str, Any], target: bytes | None = None
    ) -> None:
        """A folder, link or device, or a member that cannot be read."""
        self._look_at(path)
        self._others += kind != "unreadable"
        self.out.member(path, None, method=method, kind=kind, facts=facts, target=target)

    def unreadable(
        self, path: bytes, method: str, facts: Mapping[str, Any], reason: str, status: str = PARTIAL
    ) -> None:
        """A member whose bytes cannot be had, and why."""
        self.listed(path, "unreadable", method, {**facts, "reason": reason})
        self.out.trouble(status, f"{shown(path)}: {reason}")

    def locked(self, path: bytes, method: str, facts: Mapping[str, Any], reason: str = A_PASSWORD) -> None:
        """A member that a password would open, or that is encrypted in a way nothing here opens."""
        self._locked += 1
        self.listed(path, "unreadable", method, {**facts, "encrypted": True, "reason": reason})

    def flag(self, code: str, words: str, **where: Any) -> None:
        """A flag of which only the first of a kind are shown; `close` says how many there were."""
        self._flags[code] += 1
        if self._flags[code] <= _MOST_SHOWN:
            self.out.flag(code, words, **where)

    def close(self) -> None:
        """Say what the members have in common: how many are locked, how often a flag was raised."""
        if self._twice:
            self.out.flag("duplicate names", f"{self._twice:,} members have the name of an earlier one.")
        for code, count in self._flags.items():
            if count > _MOST_SHOWN:
                self.out.fact(f"{code}: all", count)
        if self._locked:
            self.out.fact("locked members", self._locked)
            status = PARTIAL if self._others else LOCKED
            self.out.trouble(status, f"{self._locked:,} of its members are encrypted: a password is needed.")

    def _look_at(self, path: bytes) -> None:
        if why := unsafe(path):
            self.flag("unsafe name", f"The name {shown(path)} {why}.")
        self._twice += path in self._seen
        self._seen.add(path)


def unsafe(path: bytes) -> str | None:
    """What is dangerous about a name inside a container, in words; None where nothing is."""
    steps = _STEPS.split(path)
    text = path.decode("utf-8", "replace")
    if path[:1] in (b"/", b"\\"):
        return "begins at the root of a disk"
    if _DRIVE.match(path):
        return "begins with a drive"
    if b".." in steps:
        return "leads out of its folder"
    if _CONTROL.search(text):
        return "holds control characters"
    if _UNSEEN.search(text):
        return "holds characters that turn or hide others"
    if any(_OF_WINDOWS.fullmatch(step) for step in steps):
        return "is the name of a device in Windows"
    return None


def shown(path: bytes) -> str:
    """A name made harmless to look at, its last 200 bytes: what cannot be seen stands as an escape."""
    return visible(path[-200:].decode("utf-8", "backslashreplace"))


def target_of(blocks: Iterable[bytes] | BinaryIO, most: int = 4096) -> bytes:
    """Where a link leads, read from its bytes."""
    found = b""
    for block in blocks:
        found += block
        if len(found) >= most:
            break
    return found[:most]
