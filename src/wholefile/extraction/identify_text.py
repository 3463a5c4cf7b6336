"""What kind of text a file is: mail, a web page, XML, JSON, a table with delimiters, or plain text.

These kinds have no marks, so each is known by how it begins. The name the file came with is a hint between them, and
only between them. Invariant: what is not text by its bytes is not made text by its name.
"""

from __future__ import annotations

import csv
import io
import re

from wholefile.extraction.signatures import Found, Sample

_PLAIN = Found("text", "text/plain")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
# What logs and terminals colour and place words with: control sequences and titles (ECMA-48, 5.4 and 8.3.89).
_ESCAPES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x00-\x08\x0a-\x1f]{0,256}(?:\x07|\x1b\\)|[ -/]?[0-~])"
)
_BOMS = (  # the longer first
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def text(sample: Sample, hint: str | None) -> Found | None:
    """The kind of a text, or None where the bytes are no text. `hint` is the kind that the name suggests."""
    words = decoded(sample)
    if words is None:
        return None
    start = words.lstrip("\ufeff \t\r\n\0")
    if _mailbox(start):
        return Found("mbox", "application/mbox")
    if _message(start, hint):
        return Found("eml", "message/rfc822")
    if (start.startswith("<") or hint == "html") and (found := _markup(start, hint)) is not None:
        return found
    whole = len(sample.head) >= sample.size
    if start[:1] in ("{", "[") and _json(start, whole=whole):
        return Found("json", "application/json")
    if _table(words, hint, whole=whole):
        return Found("csv", "text/csv")
    return _PLAIN


def decoded(sample: Sample) -> str | None:
    """The beginning as text, or None: by its byte order mark, as UTF-8, as UTF-16 without a mark, or as 8-bit text."""
    head = sample.head
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            found = head.decode(encoding, "replace")
            return found if found.count("\ufffd") <= 1 + len(found) // 100 else None
    if (wide := _without_mark(head)) is not None:
        return wide
    controls = len(_CONTROLS.findall(_ESCAPES.sub(b"", head)))
    try:
        found = head.decode("utf-8")
        sound = True
    except UnicodeDecodeError as error:
        sound = error.start >= len(head) - 3 and len(head) < sample.size and error.start > 0
        found = head.decode("utf-8" if sound else "latin-1", "ignore")
    if sound:
        return found if controls <= len(head) // 100 else None
    high = sum(one >= 0x80 for one in head[:4096])
    # Eight-bit text without a declaration: no control characters at all, and enough of it to tell.
    few = len(head) < 32 and high > len(head) // 2 and any(0x80 <= one < 0xA0 for one in head)
    if controls or few or 0x7F < head[0] < 0xA0:
        return None
    return found


def _without_mark(head: bytes) -> str | None:
    """UTF-16 without a mark, of a script whose every second byte is mostly zero."""
    if len(head) < 16:
        return None
    even, odd = head[0:4096:2], head[1:4096:2]
    for zeros, letters, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros.count(0) > len(zeros) * 0.7 and letters.count(0) <= len(letters) // 20:
            found = head[: len(head) // 2 * 2].decode(encoding, "replace")
            bad = sum(one == "\ufffd" or (one < " " and one not in "\t\r\n\f") for one in found[:2048])
            return found if bad <= len(found[:2048]) // 50 else None
    return None


_FIELD = re.compile(r"([!-9;-~]{1,78})[ \t]*:")
_ENVELOPE = frozenset(
    ("from", "to", "cc", "subject", "date", "sender", "reply-to", "bcc"),
)
_TRANSPORT = frozenset(
    (
        "received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature", "x-mailer",
        "x-received", "authentication-results", "in-reply-to", "references", "x-originating-ip", "resent-from",
        "content-transfer-encoding", "thread-index", "list-unsubscribe", "arc-seal", "received-spf", "x-uidl",
        "x-mozilla-status", "x-gmail-labels", "x-ms-exchange-organization-scl", "apparently-to",
    )
)  # fmt: skip


def _header_fields(start: str) -> set[str] | None:
    """The names of the fields before the first empty line, or None where a line there is no header (RFC 5322 2.2)."""
    names: set[str] = set()
    for number, line in enumerate(start[:32_768].splitlines()[:500]):
        if not line.strip():
            break
        if line[0] in " \t" and number:
            continue
        found = _FIELD.match(line)
        if found is None:
            return None if number < 4 or len(names) < 3 else names
        names.add(found[1].lower())
    return names


def _message(start: str, hint: str | None) -> bool:
    """A message: fields from its first line on, of which some are those of mail.

    A memorandum also begins with From, To and Subject: where the name says plain text, a field that only mail systems
    write must be there.
    """
    names = _header_fields(start)
    if not names:
        return False
    transport, envelope = len(names & _TRANSPORT), len(names & _ENVELOPE)
    if hint in ("eml", "mbox"):
        return transport + envelope >= 1
    if hint is not None:
        return transport >= 1 and transport + envelope >= 3
    return (transport >= 1 and envelope >= 1) or envelope >= 3


def _mailbox(start: str) -> bool:
    """A mailbox (RFC 4155): a line `From ` with a sender and a time, and a header line after it."""
    line, _, rest = start.partition("\n")
    if not line.startswith("From ") or not re.search(r"\S.*\d", line[5:]):
        return False
    names = _header_fields(rest.lstrip("\r\n"))
    return names is not None and bool(names & (_TRANSPORT | _ENVELOPE) or len(names) >= 3)


_SKIPPED = re.compile(r"\s*(?:<\?.{0,4096}?\?>|<!--.{0,32768}?-->)", re.DOTALL)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|table|div|span|p|a|br|b|i|font|center|h[1-6]|img"
    r"|ul|ol|li|form|iframe|section|article)(?=[\s>/:])",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]{0,200})(?:\s[^<>]{0,8192})?/?>")


def _markup(start: str, hint: str | None) -> Found | None:
    """A web page by its tags, else XML by its declaration or by an element at its very beginning."""
    rest, declared = start, start.startswith("<?xml")
    for _ in range(20):
        found = _SKIPPED.match(rest)
        if found is None:
            break
        rest = rest[found.end() :]
    rest = rest.lstrip()
    if hint == "html" and _HTML.search(start):
        return Found("html", "text/html")
    if _HTML.match(rest) or re.match(r"<!doctype\s+html", rest, re.IGNORECASE):
        return Found("html", "application/xhtml+xml" if declared else "text/html")
    if not start.startswith("<"):
        return None
    if declared or rest.startswith("<!DOCTYPE") or _ELEMENT.match(rest):
        pictured = re.match(r"(?:<!DOCTYPE[^>]{0,2000}>\s*)?<(?:\w+:)?svg[\s>]", rest)
        return Found("xml", "image/svg+xml" if pictured else "application/xml")
    return None


_TOKEN = re.compile(
    r'[ \t\r\n]*("(?:[^"\\\x00-\x1f]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true\b|false\b|null\b|[{}\[\],:])'
)
_MOST_TOKENS = 2_000


def _json(start: str, *, whole: bool) -> bool:
    """Whether the text parses as JSON (RFC 8259), or as JSON lines, as far as it is looked at."""
    inside: list[str] = []
    at, wanted = 0, "value"
    for number in range(_MOST_TOKENS):
        found = _TOKEN.match(start, at)
        if found is None:
            rest = start[at:].strip()
            # The end of what is looked at may cut a word, never stand inside other words.
            return wanted == "end" if not rest else (number > 2 and not whole and '"' in rest[:1])
        piece, at = found[1], found.end()
        after = _after(piece, inside, wanted)
        if after is None:
            return False
        wanted = after
        if wanted == "end" and not inside and not start[at:].strip():
            return True
    return True


def _after(piece: str, inside: list[str], wanted: str) -> str | None:
    """What may follow the piece where `wanted` was expected, or None where it may not stand there."""
    if piece in "]}" and inside:
        fits = inside.pop() == ("[" if piece == "]" else "{") and wanted not in ("colon", "value", "key!")
        return _closed(inside) if fits else None
    if wanted in ("value", "value or ]") or (wanted == "end" and not inside and piece in "[{"):
        if piece in "[{":
            inside.append(piece)
            return "value or ]" if piece == "[" else "key"
        return None if piece in "]},:" else _closed(inside)
    if wanted in ("key", "key!"):
        return "colon" if piece.startswith('"') else None
    if wanted == "colon":
        return "value" if piece == ":" else None
    if piece == "," and inside:
        return "value" if inside[-1] == "[" else "key!"
    return None


def _closed(inside: list[str]) -> str:
    return "comma" if inside else "end"


def _table(words: str, hint: str | None, *, whole: bool) -> bool:
    """A table: the same number of cells, more than one, in every row looked at."""
    lines = words.lstrip("\ufeff")[:32_768].splitlines(keepends=True)[:60]
    if len(lines) > 1 and not (whole and len(words) < 32_768):
        lines = lines[:-1]  # it may be cut
    if hint == "csv":
        rows, cells = 1, 2
    elif hint is None:
        rows, cells = 3, 3
    else:
        rows, cells = 5, 4
    return any(_even(lines, delimiter, rows, cells) for delimiter in ",;\t|")


def _even(lines: list[str], delimiter: str, rows: int, cells: int) -> bool:
    try:
        counts = [
            len(row)
            for row in csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter)
            if row
        ]
    except csv.Error:
        return False
    return len(counts) >= rows and counts[0] >= cells and len(set(counts)) == 1
