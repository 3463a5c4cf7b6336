"""The header block of a mail: lines as they stand, and what the standards read in them.

RFC 5322 (form, addresses, dates), RFC 2047 (encoded words), RFC 2231 (parameters), RFC 6532 (UTF-8). Nothing here
recurses, and nothing raises on any bytes: what breaks the rules is kept as it stands.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from wholefile.extraction.mail_charset import decode

_FIELD = re.compile(rb"([!-9;-~\x80-\xff]+)[ \t]*:")
_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?:[A-Za-z]+\.?,?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?[\s-]+(\d{2,4}),?\s+"
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(?:([+-]\d{4})|([A-Za-z]+))?"
)
# RFC 5322 section 4.3. The military letters were defined the wrong way round and say nothing.
_ZONES = {"UT": 0, "GMT": 0, "UTC": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360,
          "PST": -480, "PDT": -420}  # fmt: skip
_MOST_ADDRESSES = 5_000


class Header(NamedTuple):
    """One header: its name and everything after the colon, both as bytes, folding included."""

    name: bytes
    raw: bytes

    @property
    def key(self) -> str:
        """The name in small letters."""
        return self.name.decode("ascii", "backslashreplace").lower()

    @property
    def value(self) -> str:
        """The value unfolded (RFC 5322 section 2.2.3), not yet decoded; 8-bit bytes as RFC 6532 or as numbers."""
        return re.sub(r"\r?\n[ \t]*", " ", eight_bit(self.raw)).strip()


class Moment(NamedTuple):
    """A date: ms since 1970 UTC and minutes east of UTC; either is None where the header does not say it."""

    instant: int | None
    offset: int | None


def eight_bit(raw: bytes) -> str:
    """Header bytes as text: UTF-8 (RFC 6532) where they are, else with the bytes beyond ASCII shown as numbers."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("ascii", "backslashreplace")


def split_headers(block: bytes) -> tuple[list[Header], list[bytes]]:
    """The headers of a block, in order, and the lines that are none."""
    headers: list[Header] = []
    strange: list[bytes] = []
    name, lines = b"", [b""]
    for line in block.split(b"\n"):
        if line[:1] in (b" ", b"\t") and name:
            lines.append(line)
            continue
        if name:
            headers.append(Header(name, b"\n".join(lines).rstrip(b"\r\n")))
            name = b""
        match = _FIELD.match(line)
        if match:
            name, lines = match[1], [line[match.end() :]]
        elif line.strip():
            strange.append(line.rstrip(b"\r"))
    if name:
        headers.append(Header(name, b"\n".join(lines).rstrip(b"\r\n")))
    return headers, strange


def is_field(line: bytes) -> bool:
    """Whether a line begins a header."""
    return _FIELD.match(line) is not None


def decoded(value: str) -> str:
    """A header value with its encoded words read (RFC 2047); neighbours in one charset are joined before decoding.

    NUL, which no database text holds, becomes U+FFFD.
    """
    value = _BETWEEN_WORDS.sub(r"\1", value)
    out: list[str] = []
    charset, held, at = "", b"", 0
    for match in _WORD.finditer(value):
        between = value[at : match.start()]
        data = _word_bytes(match[2], match[3])
        if held and (between or charset != match[1].lower()):
            out.append(decode(held, charset).text)
            held = b""
        out.append(between)
        charset, held, at = match[1].lower(), held + data, match.end()
    if held:
        out.append(decode(held, charset).text)
    out.append(value[at:])
    return "".join(out).replace("\0", "\ufffd")


def _word_bytes(how: str, text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    if how in "qQ":
        return binascii.a2b_qp(data, header=True)
    data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(data) % 4 == 1:
        data = data[:-1]
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """A structured value and its parameters (RFC 2045 section 5.1, RFC 2231): `text/plain; charset=x`.

    Continuations are joined in order, percent-encoding is read in the charset they name; a parameter said twice keeps
    its first value. Encoded words in a value, which the standard forbids and mailers write, are read as well.
    """
    head, *rest = _split_outside_quotes(value, ";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for part in rest[:200]:
        name, _, told = part.partition("=")
        name, told = name.strip().lower(), _unquoted(told.strip())
        match = re.fullmatch(r"([^*]+)(?:\*(\d{1,4}))?(\*)?", name)
        if not match or not name:
            continue
        if match[2] is None and not match[3]:
            plain.setdefault(name, decoded(told))
        else:
            pieces.setdefault(match[1], {}).setdefault(int(match[2] or 0), (told, bool(match[3])))
    for name, numbered in pieces.items():
        plain[name] = _joined(numbered)
    return _without_comments(head).strip().lower(), plain


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    charset, out = "", b""
    for number in sorted(numbered):
        told, encoded = numbered[number]
        if number == min(numbered) and encoded and told.count("'") >= 2:
            charset, _, told = told.split("'", 2)
        data = told.encode("utf-8", "surrogateescape")
        out += unquote_to_bytes(data) if encoded else data
    return decode(out, charset or None).text.replace("\0", "\ufffd")


def addresses(value: str) -> list[dict[str, str]]:
    """The mailboxes of an address header: name as decoded, address as it stands (RFC 5322 section 3.4).

    Groups give their members. What has no address in it is kept as a name.
    """
    found: list[dict[str, str]] = []
    for part in _split_outside_quotes(value, ",;")[:_MOST_ADDRESSES]:
        one = _mailbox(part)
        if one["name"] or one["address"]:
            found.append(one)
    return found


def _mailbox(text: str) -> dict[str, str]:
    rest = _without_comments(text).strip()
    angle = rest.rfind("<")
    if angle >= 0 and '"' not in rest[angle:]:
        name, address = rest[:angle].strip(), rest[angle + 1 :].partition(">")[0]
        if ":" in name and not name.startswith('"'):
            name = name.partition(":")[2].strip()
        if address.startswith("@") and ":" in address:
            address = address.partition(":")[2]
        return {"name": decoded(_unquoted(name)), "address": address.strip()}
    comment = " ".join(re.findall(r"\(([^()]*)\)", text))
    if ":" in rest and "@" not in rest.partition(":")[0]:
        rest = rest.partition(":")[2].strip()
    if "@" in rest and not re.search(r"\s", rest):
        return {"name": decoded(comment.strip()), "address": rest}
    return {"name": decoded(_unquoted(rest)), "address": ""}


def identifiers(value: str) -> list[str]:
    """The message identifiers of a header, without their angle brackets and in order (RFC 5322 section 3.6.4)."""
    found = re.findall(r"<([^<>]+)>", value)
    if not found:
        found = [one.strip("<>,;") for one in value.split() if "@" in one]
    return [one for one in ("".join(part.split()).replace("\0", "\ufffd") for part in found) if one]


def moment(value: str) -> Moment:
    """The instant of a date header (RFC 5322 sections 3.3 and 4.3).

    There is none without a zone: a mailer's local time is not guessed. `-0000` gives the instant but no offset.
    """
    match = _DATE.match(_without_comments(value).strip())
    if not match or match[2].lower() not in _MONTHS:
        return Moment(None, None)
    year = int(match[3])
    if len(match[3]) < 4:
        year += 2000 if year < 50 else 1900
    offset = _offset(match[7], match[8])
    try:
        at = datetime(
            year, _MONTHS.index(match[2].lower()) + 1, int(match[1]), int(match[4]), int(match[5]), tzinfo=UTC
        )
        if offset is None or not 0 <= int(match[6] or 0) <= 60:
            return Moment(None, None)
        at += timedelta(seconds=int(match[6] or 0)) - timedelta(minutes=offset)
    except (ValueError, OverflowError):
        return Moment(None, None)
    instant = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    return Moment(instant, None if match[7] == "-0000" else offset)


def _offset(digits: str | None, letters: str | None) -> int | None:
    if digits:
        minutes = int(digits[1:3]) * 60 + int(digits[3:5])
        return -minutes if digits[0] == "-" else minutes
    return _ZONES.get((letters or "").upper())


def first(headers: Sequence[Header], key: str) -> str:
    """The unfolded value of the first header of this name, or nothing."""
    return next((one.value for one in headers if one.key == key), "")


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == '"':
        end = text.rfind('"', 1)
        text = text[1 : end if end > 0 else len(text)]
        return re.sub(r"\\(.)", r"\1", text)
    return text


def _without_comments(text: str) -> str:
    """The text without what stands in round brackets, outside quotation marks."""
    if "(" not in text:
        return text
    out: list[str] = []
    depth, quoted, escaped = 0, False, False
    for one in text:
        if escaped:
            escaped = False
        elif one == "\\":
            escaped = True
        elif one == '"' and not depth:
            quoted = not quoted
        elif one == "(" and not quoted:
            depth += 1
        elif one == ")" and depth:
            depth -= 1
            continue
        if not depth:
            out.append(one)
    return "".join(out)


def _split_outside_quotes(text: str, separators: str) -> list[str]:
    """The parts of a text between separators that stand neither in quotation marks nor in brackets."""
    parts: list[str] = []
    start, depth, quoted, escaped, angled = 0, 0, False, False, False
    for at, one in enumerate(text):
        if escaped:
            escaped = False
        elif one == "\\":
            escaped = True
        elif one == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif one == "(":
            depth += 1
        elif one == ")":
            depth = max(0, depth - 1)
        elif one in "<>" and not depth:
            angled = one == "<"
        elif one in separators and not depth and not angled:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return parts
