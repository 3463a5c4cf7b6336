"""What a run says, taken in: members and layers into the store of derived files, everything else as values.

The frames come from a process that may be in the hands of the file it reads. So every member and byte is counted again
here against the limits, every word has its type and length checked, and offsets must lie within their text. JSON is
weighed before it is read, for a few bytes of it can take many of memory. What breaks a rule makes the whole run
`Broken`, and nothing of it is recorded; bytes that were stored by then belong to nothing, count against the root all
the same, and are swept with the next scrub.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO, cast

from wholefile.extraction import frames
from wholefile.extraction.contract import (
    MOST_HELD,
    MOST_LAYERS,
    MOST_MAPS,
    Limits,
    memory_of,
)
from wholefile.extraction.frames import Broken, Frame
from wholefile.processing.frame_checks import (
    TakenMember,
    box_of,
    checked_last,
    is_line,
    member_of,
    place_of,
    spans_of,
    weighed,
)
from wholefile.record.stores import Store

_IN_MEMORY = 1 << 20  # a larger member goes into the store as it comes
_AT_ONCE = 64 << 20  # bytes of small members that are stored together
_MOST_AT_ONCE = 1_000
_LABELS = ("native", "ocr", "speech")


@dataclass(slots=True)
class TakenLayer:
    """A text layer in the store: the digests of its text and of its map."""

    name: str
    label: str
    language: str | None
    text: str
    map: str
    characters: int
    complete: bool


@dataclass(slots=True)
class Taken:
    """All that one run said; `written` are the bytes of texts and maps."""

    members: list[TakenMember] = field(default_factory=list)
    layers: list[TakenLayer] = field(default_factory=list)
    last: dict[str, Any] = field(default_factory=dict)
    written: int = 0

    @property
    def produced(self) -> int:
        """Bytes of all members."""
        return sum(one.size or 0 for one in self.members)


class Taking:
    """Takes in what one run says. `stored` are the bytes it has put into the store so far, whatever becomes of it."""

    def __init__(self, store: Store, size: int, limits: Limits) -> None:
        self.stored = 0
        self._rows: Iterator[Frame] = iter(())
        self._store, self._limits = store, limits
        self._room = limits.ceiling(size)
        self._characters = limits.characters
        self._maps = MOST_MAPS
        self._about_members = MOST_HELD
        self._small: list[tuple[TakenMember, bytes]] = []
        self._held = 0
        self._taken = Taken()

    def take(self, rows: Iterator[Frame]) -> Taken:
        """Everything the run says, durable in the store when this returns; used once.

        Raises Broken, or Unavailable by the store.
        """
        self._rows = rows
        for frame in rows:
            if frame.letter == frames.MEMBER:
                self._member(self._about_member(frame))
            elif frame.letter == frames.LISTED:
                self._listed(self._about_member(frame))
            elif frame.letter == frames.LAYER:
                self._layer(frame)
            else:
                self._taken.last = checked_last(weighed(frame, MOST_HELD))
        self._flush()
        return self._taken

    def _about_member(self, frame: Frame) -> dict[str, Any]:
        told = weighed(frame, self._about_members)
        self._about_members -= memory_of(frame.payload)
        return told

    def _member(self, told: Mapping[str, Any]) -> None:
        member = member_of(told)
        if member.kind != "file":
            raise Broken("only a file has bytes")
        self._add(member)
        content = _Content(self._next_bytes, member)
        begin = content.read(_IN_MEMORY + 1)
        if len(begin) <= _IN_MEMORY:
            self._hold(member, begin)
        else:
            content.put_back(begin)
            member.sha256 = self._store.put(cast(BinaryIO, content)).sha256

    def _listed(self, told: Mapping[str, Any]) -> None:
        member = member_of(told)
        if member.kind == "file":
            raise Broken("a file without bytes")
        self._add(member)

    def _add(self, member: TakenMember) -> None:
        if len(self._taken.members) >= self._limits.members:
            raise Broken("more members than allowed")
        self._taken.members.append(member)

    def _next_bytes(self, member: TakenMember) -> bytes | None:
        """The next bytes of a member, or None at its end; then it is known whether the reader says they are all."""
        for frame in self._rows:
            if frame.letter == frames.END:
                member.complete = frame.json().get("complete") is True
                return None
            self._room -= len(frame.payload)
            if self._room < 0:
                raise Broken("more bytes of members than allowed")
            self.stored += len(frame.payload)
            member.size = (member.size or 0) + len(frame.payload)
            return frame.payload
        raise Broken("a member does not end")

    def _hold(self, member: TakenMember, data: bytes) -> None:
        """Keep a small member until enough have come to be stored with one sync."""
        self._small.append((member, data))
        self._held += len(data)
        if self._held > _AT_ONCE or len(self._small) >= _MOST_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        found = self._store.put_many([BytesIO(data) for _, data in self._small]) if self._small else []
        for (member, _), digests in zip(self._small, found, strict=True):
            member.sha256 = digests.sha256
        self._small, self._held = [], 0

    def _layer(self, frame: Frame) -> None:
        self._maps -= len(frame.payload)
        if len(self._taken.layers) >= MOST_LAYERS or self._maps < 0:
            raise Broken("more layers or places than allowed")
        told = weighed(frame, MOST_HELD)
        name, label, language = told.get("name"), told.get("label"), told.get("language")
        if not (is_line(name) and label in _LABELS and (language is None or is_line(language))):
            raise Broken("a layer without a name")
        if any(one.name == name for one in self._taken.layers):
            raise Broken("two layers of one name")
        text, complete = self._text()
        self._characters -= len(text)
        if self._characters < 0:
            raise Broken("more text than allowed")
        spans = {
            "places": [place_of(one, len(text)) for one in spans_of(told.get("places"))],
            "boxes": [box_of(one, len(text)) for one in spans_of(told.get("boxes"))],
        }
        data = [text.encode(), json.dumps(spans, separators=(",", ":")).encode()]
        written = sum(map(len, data))
        self.stored += written
        self._taken.written += written
        stored = self._store.put_many([BytesIO(one) for one in data])
        self._taken.layers.append(
            TakenLayer(
                str(name), str(label), language, stored[0].sha256, stored[1].sha256, len(text), complete
            )
        )

    def _text(self) -> tuple[str, bool]:
        text = bytearray()
        for frame in self._rows:
            if frame.letter == frames.END:
                try:
                    return text.decode(), frame.json().get("complete") is True
                except UnicodeDecodeError:
                    raise Broken("a text that is not UTF-8") from None
            text += frame.payload
            if len(text) > 4 * self._characters:
                raise Broken("more text than allowed")
        raise Broken("a layer does not end")


class _Content:
    """The bytes of a member as they come, to be read in pieces of any length."""

    def __init__(self, following: Callable[[TakenMember], bytes | None], member: TakenMember) -> None:
        self._next, self._member = following, member
        self._rest = b""
        self._over = False
        member.size = 0

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer at the end."""
        parts, left = [], size
        while left and (self._rest or self._more()):
            part, self._rest = self._rest[:left], self._rest[left:]
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def put_back(self, data: bytes) -> None:
        """Read these again next."""
        self._rest = data + self._rest

    def _more(self) -> bool:
        while not self._rest and not self._over:
            following = self._next(self._member)
            self._over = following is None
            self._rest = following or b""
        return bool(self._rest)
