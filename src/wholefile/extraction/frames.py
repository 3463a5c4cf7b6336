"""How a run speaks: frames on a pipe, each a letter, a length (unsigned, 32 bits, big-endian) and so many bytes.

    M  a member begins: JSON              L  a layer begins: JSON, with its map
    D  bytes of the member or layer       E  the member or layer ends: JSON
    K  a member without bytes: JSON       F  everything else, once, as the last frame: JSON

The reading side takes nothing on trust: an unknown letter, a length beyond its cap, a frame out of turn, bytes after
the last frame or none of it are all `Broken`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

MEMBER, LAYER, DATA, END, LISTED, LAST = b"M", b"L", b"D", b"E", b"K", b"F"
DATA_CAP = 1 << 20
CAPS = {
    MEMBER: 1 << 18,
    LISTED: 1 << 18,
    LAYER: 96 << 20,
    DATA: DATA_CAP,
    END: 1 << 16,
    LAST: 16 << 20,
}
_HEAD = struct.Struct(">cI")


class Broken(Exception):
    """What came out of a run is not a well-formed row of frames."""


class Cut(Broken):
    """The row of frames ends before its last one."""


class Frame(NamedTuple):
    """One frame."""

    letter: bytes
    payload: bytes

    def json(self) -> dict[str, Any]:
        """The payload as an object. Raises Broken."""
        try:
            found = json.loads(self.payload, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise Broken("a frame does not hold JSON") from error
        if not isinstance(found, dict):
            raise Broken("a frame does not hold an object")
        return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def write(stream: BinaryIO, letter: bytes, payload: bytes) -> None:
    """Write one frame."""
    stream.write(_HEAD.pack(letter, len(payload)))
    stream.write(payload)


def write_json(stream: BinaryIO, letter: bytes, told: Any) -> None:
    """Write one frame of JSON."""
    write(stream, letter, json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode())


def read(stream: BinaryIO) -> Iterator[Frame]:
    """The frames of a run, in order, with the last at the end. Raises Broken."""
    inside = False
    while True:
        head = _exactly(stream, _HEAD.size)
        letter, length = _HEAD.unpack(head)
        cap = CAPS.get(letter)
        if cap is None:
            raise Broken("a frame of an unknown letter")
        if length > cap:
            raise Broken(f"a frame of {length} bytes, where {cap} are allowed")
        if inside != (letter in (DATA, END)):
            raise Broken("a frame out of turn")
        inside = letter in (MEMBER, LAYER, DATA)
        yield Frame(letter, _exactly(stream, length))
        if letter == LAST:
            if stream.read(1):
                raise Broken("something after the last frame")
            return


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise Cut("the run ended before its last frame")
    return data
