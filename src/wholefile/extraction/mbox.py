"""Reading a mailbox in the mbox format: each message is a member, byte for byte as it stands between separators.

RFC 4155 and the older variants. The rule for a separator: a line that begins `From `, holds a time of day and a year,
and is the first line of the file or follows an empty line. Where that rule finds none, any line that begins `From `
after an empty line counts, and this is flagged. A message is what follows the separator, without the one empty line
before the next. `>From ` is left as it stands, since only the unknown program that wrote it knows whether it quoted.
`Content-Length` is not believed; where it disagrees with the separators, the member says so.

The file is never held in memory: one pass finds the separators, and each message is read as it leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any, NamedTuple

from wholefile.extraction.contract import DAMAGED, PARTIAL
from wholefile.extraction.mail_headers import eight_bit
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

RULE = "From_ line with time and year after an empty line; >From kept; trailing empty line left out"
_LINE = 1 << 16
_BLOCK = 1 << 20
_LONGEST_SEPARATOR = 512  # bytes of a line that are looked at
_DATED = re.compile(
    rb"From .*\b\d{1,2}:\d{2}(?::\d{2})?\b.*\b(?:19|20)\d{2}\b|From .*\b(?:19|20)\d{2}\b.*\b\d{1,2}:\d{2}"
)
_ENVELOPE = re.compile(r"From (\S+(?: at \S+)?)\s+(.*)", re.DOTALL)
_CONTENT_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 1 << 16


class _Message(NamedTuple):
    """A message by where it stands: its separator line as it stands, its first byte, and the byte after its last."""

    separator: bytes
    start: int
    end: int


def read(source: Source, out: Output) -> None:
    """Read a mailbox. Raises LimitReached."""
    with source.open() as stream:
        dated = _any_dated(stream)
        if not dated:
            out.flag(
                "separators",
                "No separator holds a date; every line that begins From after an empty line is one.",
            )
        out.fact("rule", RULE)
        out.fact("variant", "mbox")
        count = 0
        before = _before_first(stream, dated=dated)
        if before:
            out.trouble(
                PARTIAL, f"{before:,} bytes stand before the first separator; they are the first member."
            )
            facts = {"offset": 0, "length": before}
            out.member(b"before the first message", _blocks(source, 0, before), method="mbox", facts=facts)
        for count, message in enumerate(_messages(stream, dated=dated), 1):  # counted after the loop
            path = b"message %06d.eml" % count
            out.member(path, _blocks(source, *message[1:]), method="mbox", facts=_facts(source, message))
        out.fact("messages", count)
        if not count:
            out.trouble(DAMAGED, "It has no line that separates messages.")


def _facts(source: Source, message: _Message) -> dict[str, Any]:
    separator = eight_bit(message.separator.rstrip(b"\r\n"))[:1000]
    facts: dict[str, Any] = {
        "from_line": separator,
        "offset": message.start,
        "length": message.end - message.start,
    }
    found = _ENVELOPE.fullmatch(separator)
    if found:
        facts["envelope_sender"], facts["envelope_date_raw"] = found[1], found[2].strip()
    if not facts["length"]:
        facts["note"] = "there is nothing between its separator and the next"
    declared = _declared_length(source, message)
    if declared is not None and declared[0] != declared[1]:
        facts["content_length"], facts["body_length"] = declared
    return facts


def _declared_length(source: Source, message: _Message) -> tuple[int, int] | None:
    """The body's length as its header says (mboxcl) and as the separators give it."""
    with source.open() as stream:
        stream.seek(message.start)
        head = stream.read(min(_LONGEST_HEAD, message.end - message.start))
    end = re.search(rb"\r?\n\r?\n", head)
    found = _CONTENT_LENGTH.search(head, 0, end.start() + 1) if end else None
    return (int(found[1]), message.end - message.start - end.end()) if found and end else None


def _separators(stream: BufferedReader, *, dated: bool) -> Iterator[tuple[int, bytes, int]]:
    """Each separator: where it begins, the line, and how many bytes of an empty line stand before it."""
    stream.seek(0)
    at, empty, whole = 0, 1, True
    first = True
    while line := stream.readline(_LINE):
        if (
            whole
            and (first or empty)
            and line.startswith(b"From ")
            and (not dated or _DATED.match(line[:_LONGEST_SEPARATOR]))
        ):
            yield at, line, 0 if first else empty
        at += len(line)
        whole = line.endswith(b"\n")
        empty = len(line) if line in (b"\n", b"\r\n") else 0
        first = False


def _any_dated(stream: BufferedReader) -> bool:
    return next(_separators(stream, dated=True), None) is not None


def _before_first(stream: BufferedReader, *, dated: bool) -> int:
    found = next(_separators(stream, dated=dated), None)
    return found[0] if found else 0


def _messages(stream: BufferedReader, *, dated: bool) -> Iterator[_Message]:
    last: tuple[bytes, int] | None = None
    for at, line, empty in _separators(stream, dated=dated):
        if last:
            yield _Message(last[0], last[1], max(last[1], at - empty))
        last = (line, at + len(line))
    if last:
        stream.seek(0, 2)
        yield _Message(last[0], last[1], stream.tell())


def _blocks(source: Source, start: int, end: int) -> Iterator[bytes]:
    with source.open() as stream:
        stream.seek(start)
        while start < end and (block := stream.read(min(_BLOCK, end - start))):
            start += len(block)
            yield block
