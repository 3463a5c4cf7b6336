"""In which characters bytes are written: what the file itself says comes first, and a guess is called one.

Order: byte order mark, UTF-16 that is plain without one, what the container says (a mail's charset), what the text says
about itself (XML declaration, HTML meta), UTF-8 where it fits exactly, and last a guess by `charset-normalizer`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers and mail programs mean by these labels (WHATWG Encoding, section 4.2), as Python names them.
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
_ALIASES = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "x-gbk": "gb18030",
    "x-user-defined": "cp1252",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "x-unknown": "",
}
_NO_CHARSET = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_XML = re.compile(
    rb"""\A\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,60})["']"""
)
_META = re.compile(
    rb"""<meta\s[^>]{0,500}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9._:-]{1,60})""", re.IGNORECASE
)
CONTROL = "wholefile.control"  # how to decode bytes that a code page has no character for: as controls
_SAMPLE = 1 << 18
_LOOKED_AT = 1 << 13


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with how it was found.

    `mark` is the byte order mark, which is no part of the text. `how` says why this encoding: byte order mark,
    declared, utf-8, utf-16 without a mark, guessed. `confidence` is from 0 to 100. `lost` counts the places where bytes
    stand for no character; each is U+FFFD. `exact` says that mark + text.encode(encoding) is the file again.
    """

    text: str
    encoding: str
    how: str
    confidence: int
    mark: bytes = b""
    lost: int = 0
    exact: bool = True


def decoded(data: bytes, told: str | None = None, *, html: bool = False) -> Decoded:
    """The text of bytes in their own encoding, every line end and space as it stands.

    `told` is what the container says of the charset. Where that, or what the text says of itself, cannot be true while
    UTF-8 fits exactly, the text is UTF-8; where nothing fits, what is declared stands, with U+FFFD for the rest.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], name, "byte order mark", 100, mark)
    wide = _utf_16(data) if b"\0" in data else ""
    if wide:
        return _read(data, wide, "utf-16 without a mark", 80)
    utf_8 = _fits(data, "utf-8")
    declared = python_name(told) or _said_inside(data, html=html)
    if declared == "ascii":
        declared = "" if utf_8 else "cp1252"
    if declared and (_fits(data, declared) or not utf_8):
        return _read(data, declared, "declared", 90)
    if utf_8:
        return _read(data, "utf-8", "utf-8", 100 if data.isascii() else 99)
    name, confidence = _guessed(data)
    return _read(data, name, "guessed", confidence)


def python_name(label: str | None) -> str:
    """The codec that is meant by a charset label, or "" where it names none for text."""
    wanted = (label or "").strip().strip("\"'").lower()
    if not wanted or len(wanted) > 60 or not wanted.isascii():
        return ""
    wanted = _ALIASES.get(wanted, wanted)
    try:
        found = codecs.lookup(wanted)
    except (LookupError, ValueError):
        return ""
    if found.name.replace("-", "_") in _NO_CHARSET or not getattr(found, "_is_text_encoding", True):
        return ""
    return _MEANT.get(found.name, found.name)


def _said_inside(data: bytes, *, html: bool) -> str:
    head = data[:_LOOKED_AT]
    found = _XML.search(head) or (_META.search(head) if html else None)
    name = python_name(found.group(1).decode("ascii")) if found else ""
    # A declaration that can be read byte by byte is not in an encoding of two or four bytes.
    return "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except (UnicodeError, LookupError):
        return False
    return True


def _read(data: bytes, name: str, how: str, confidence: int, mark: bytes = b"") -> Decoded:
    try:
        text, lost = data.decode(name), 0
    except UnicodeError:
        if name == "cp1252":  # five bytes have no character there; browsers show them as controls
            text, lost = data.decode("cp1252", CONTROL), 0
        else:
            text = data.decode(name, "replace")
            lost = text.count("\ufffd")
            confidence //= 2
    return Decoded(text, name, how, confidence, mark, lost, exact=not lost and _comes_back(text, name, data))


def _comes_back(text: str, name: str, data: bytes) -> bool:
    try:
        return text.encode(name) == data
    except UnicodeError:
        return False


def _utf_16(data: bytes) -> str:
    """UTF-16 without a mark, seen by the many zero bytes that Latin text has on one side."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4 or len(data) % 2:
        return ""
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        name = "utf-16-le"
    elif even > 0.4 * half and odd < 0.05 * half:
        name = "utf-16-be"
    else:
        return ""
    return name if _fits(data, name) else ""


def _guessed(data: bytes) -> tuple[str, int]:
    from charset_normalizer import from_bytes  # noqa: PLC0415  # slow to import

    best = from_bytes(data[:_SAMPLE]).best()
    name = python_name(best.encoding) if best is not None else ""
    if best is None or not name:
        return "cp1252", 10
    return name, max(1, min(75, round(100 * (1 - best.chaos))))


def _control(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return chr(error.object[error.start]), error.start + 1


codecs.register_error(CONTROL, _control)
