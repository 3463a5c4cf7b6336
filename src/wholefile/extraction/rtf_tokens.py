"""RTF cut into tokens: words, signs, groups, text and binary data. Every byte is looked at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

OPEN, CLOSE, WORD, SYMBOL, BYTES, BINARY = "open", "close", "word", "symbol", "bytes", "binary"
_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    rb"|\\(?P<symbol>.)|(?P<text>[^\\{}\r\n\0]+)|(?P<left>[\r\n\0]+|\\)",
    re.DOTALL,
)


class Token(NamedTuple):
    """A piece of the file: its sort, its word or bytes, and the number behind a word."""

    sort: str
    data: bytes = b""
    number: int | None = None


def tokens(data: bytes) -> Iterator[tuple[Token, int]]:
    """The pieces in order, each with where it ends."""
    at = 0
    while (found := _TOKEN.match(data, at)) is not None:
        at = found.end()
        kind = found.lastgroup
        if kind == "text":
            yield Token(BYTES, found.group("text")), at
        elif kind == "hex":
            yield Token(BYTES, bytes((int(found.group("hex"), 16),))), at
        elif kind == "open":
            yield Token(OPEN), at
        elif kind == "close":
            yield Token(CLOSE), at
        elif kind == "symbol":
            yield Token(SYMBOL, found.group("symbol")), at
        elif kind in ("word", "number"):
            number = int(found.group("number")) if found.group("number") else None
            word = found.group("word")
            if word == b"bin" and number is not None and number > 0:
                yield Token(BINARY, data[at : at + number]), at + number
                at += number
            else:
                yield Token(WORD, word, number), at
