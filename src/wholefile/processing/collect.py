"""What a run says, taken in: members and layers into the store of derived files, everything else as values.

The frames come from a process that may be in the hands of the file it reads. So every member and byte is counted again
here against the limits, every word has its type and length checked, and offsets must lie within their text. What
breaks a rule makes the whole run `Broken`, and nothing of it is recorded; bytes that were stored by then belong to
nothing and are swept with the next scrub.
"""

from __future__ import annotations

import base64
import binascii
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO, cast

from wholefile.extraction import frames
from wholefile.extraction.contract import MEMBER_KINDS, SAID_INSIDE, Limits
from wholefile.extraction.frames import Broken, Frame
from wholefile.record.stores import Store

_IN_MEMORY = 1 << 20  # a larger member goes through a file
_AT_ONCE = 64 << 20  # bytes of small members that are stored together
_MOST_AT_ONCE = 1_000
_MOST_SPANS = 2_000_000
_LABELS = ("native", "ocr", "speech")


@dataclass(slots=True)
class TakenMember:
    """A member as the container tells it; `sha256` and `size` are of the bytes that came out."""

    path: bytes
    kind: str
    method: str
    deleted: bool
    target: bytes | None
    facts: dict[str, Any]
    complete: bool
    sha256: str | None = None
    size: int | None = None


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
    """All that one run said."""

    members: list[TakenMember] = field(default_factory=list)
    layers: list[TakenLayer] = field(default_factory=list)
    last: dict[str, Any] = field(default_factory=dict)

    @property
    def produced(self) -> int:
        """Bytes of all members."""
        return sum(one.size or 0 for one in self.members)


def take(rows: Iterator[Frame], store: Store, size: int, limits: Limits) -> Taken:
    """Everything a run says, durable in the store when this returns. Raises Broken, or Unavailable by the store."""
    collector = _Collector(rows, store, limits.ceiling(size), limits)
    return collector.taken()


class _Collector:
    def __init__(self, rows: Iterator[Frame], store: Store, ceiling: int, limits: Limits) -> None:
        self._rows, self._store, self._limits = rows, store, limits
        self._room = ceiling
        self._characters = limits.characters
        self._small: list[tuple[TakenMember, bytes]] = []
        self._held = 0
        self._taken = Taken()

    def taken(self) -> Taken:
        for frame in self._rows:
            if frame.letter == frames.MEMBER:
                self._member(frame.json())
            elif frame.letter == frames.LISTED:
                self._listed(frame.json())
            elif frame.letter == frames.LAYER:
                self._layer(frame.json())
            else:
                self._taken.last = checked_last(frame.json())
        self._flush()
        return self._taken

    def _member(self, told: Mapping[str, Any]) -> None:
        member = _member_of(told)
        if member.kind != "file":
            raise Broken("only a file has bytes")
        self._add(member)
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as temporary:
            spool = cast(BinaryIO, temporary)
            member.complete = self._bytes_into(spool)
            member.size = spool.tell()
            spool.seek(0)
            if member.size <= _IN_MEMORY:
                self._hold(member, spool.read())
            else:
                member.sha256 = self._store.put(spool).sha256

    def _listed(self, told: Mapping[str, Any]) -> None:
        member = _member_of(told)
        if member.kind == "file":
            raise Broken("a file without bytes")
        self._add(member)

    def _add(self, member: TakenMember) -> None:
        if len(self._taken.members) >= self._limits.members:
            raise Broken("more members than allowed")
        self._taken.members.append(member)

    def _bytes_into(self, target: BinaryIO) -> bool:
        """The bytes until the member ends; whether the reader says they are all."""
        for frame in self._rows:
            if frame.letter == frames.END:
                return frame.json().get("complete") is True
            self._room -= len(frame.payload)
            if self._room < 0:
                raise Broken("more bytes of members than allowed")
            target.write(frame.payload)
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

    def _layer(self, told: Mapping[str, Any]) -> None:
        name, label, language = told.get("name"), told.get("label"), told.get("language")
        if not (_is_line(name) and label in _LABELS and (language is None or _is_line(language))):
            raise Broken("a layer without a name")
        if any(one.name == name for one in self._taken.layers):
            raise Broken("two layers of one name")
        text, complete = self._text()
        self._characters -= len(text)
        if self._characters < 0:
            raise Broken("more text than allowed")
        spans = {
            "places": [_place(one, len(text)) for one in _list(told.get("places"))],
            "boxes": [_box(one, len(text)) for one in _list(told.get("boxes"))],
        }
        data = [text.encode(), json.dumps(spans, separators=(",", ":")).encode()]
        stored = self._store.put_many([BytesIO(one) for one in data])
        self._taken.layers.append(
            TakenLayer(
                str(name), str(label), language, stored[0].sha256, stored[1].sha256, len(text), complete
            )
        )

    def _text(self) -> tuple[str, bool]:
        parts: list[bytes] = []
        room = 4 * self._limits.characters
        for frame in self._rows:
            if frame.letter == frames.END:
                try:
                    return b"".join(parts).decode(), frame.json().get("complete") is True
                except UnicodeDecodeError:
                    raise Broken("a text that is not UTF-8") from None
            parts.append(frame.payload)
            room -= len(frame.payload)
            if room < 0:
                raise Broken("more text than allowed")
        raise Broken("a layer does not end")


def checked_last(told: dict[str, Any]) -> dict[str, Any]:
    """The last frame, every part of the type it must have. Raises Broken."""
    lists = ("opinions", "flags", "troubles", "wants")
    if not all(isinstance(told.get(one), list) for one in lists) or not isinstance(told.get("facts"), dict):
        raise Broken("the last frame lacks a part")
    words = [told.get("kind"), told.get("media_type"), *(one for one in told["wants"])]
    if not all(isinstance(one, str) and len(one) < 200 for one in words):
        raise Broken("a kind that is no word")
    if not all(isinstance(one, dict) for one in (*told["opinions"], *told["flags"], *told["troubles"])):
        raise Broken("an opinion, flag or trouble that is no object")
    if any(
        one.get("status") not in SAID_INSIDE or not isinstance(one.get("reason"), str)
        for one in told["troubles"]
    ):
        raise Broken("a trouble of no known status")
    if not (told.get("failed") is None or isinstance(told["failed"], str)):
        raise Broken("a failure that is no text")
    return {name: storable(value) for name, value in told.items()}


def storable(value: Any) -> Any:
    """The same JSON value with lone surrogates, which no text column takes, as U+FFFD."""
    if isinstance(value, str):
        return (
            value if value.isascii() else value.encode("utf-8", "replace").decode() if _lone(value) else value
        )
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    return value


def _lone(value: str) -> bool:
    return any("\ud800" <= one <= "\udfff" for one in value)


def _member_of(told: Mapping[str, Any]) -> TakenMember:
    kind, method, facts = told.get("kind"), told.get("method"), told.get("facts")
    if kind not in MEMBER_KINDS or not _is_line(method) or not isinstance(facts, dict):
        raise Broken("a member that is described wrongly")
    target = told.get("target")
    return TakenMember(
        path=_octets(told.get("path")),
        kind=kind,
        method=str(method),
        deleted=told.get("deleted") is True,
        target=None if target is None else _octets(target),
        facts=storable(facts),
        complete=False,
    )


def _octets(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise Broken("a path that is not base64") from None


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 300 and value.isprintable()


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > _MOST_SPANS:
        raise Broken("a map that is no list, or too long")
    return value


def _place(value: Any, length: int) -> list[Any]:
    if not (isinstance(value, list) and len(value) == 3 and isinstance(value[2], dict)):
        raise Broken("a place of another form")
    _check_span(value[0], value[1], length)
    return value


def _box(value: Any, length: int) -> list[Any]:
    if not (isinstance(value, list) and len(value) == 8):
        raise Broken("a box of another form")
    _check_span(value[0], value[1], length)
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value[2:7]):
        raise Broken("a box that is no numbers")
    return value


def _check_span(start: Any, end: Any, length: int) -> None:
    if not (type(start) is int and type(end) is int and 0 <= start <= end <= length):
        raise Broken("a place outside its text")
