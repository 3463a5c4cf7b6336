"""Bytes of a mail as text: in the charset it names, or in one that is found and said to be found.

RFC 2045 section 5.1 and RFC 2046 section 4.1.2. A label is taken at its word wherever the bytes allow it; what labels
mean, and how a charset is found, is `extraction.xml_charset`'s.
"""

from __future__ import annotations

from typing import NamedTuple

from wholefile.extraction.xml_charset import decoded, python_name

# [MS-UCODEREF] section 2.2.1: code pages that Python names otherwise.
_CODE_PAGES = {
    65001: "utf-8", 65000: "utf-7", 1200: "utf-16-le", 1201: "utf-16-be", 20127: "us-ascii", 28591: "iso-8859-1",
    936: "gb18030", 949: "cp949", 950: "cp950", 932: "cp932", 20866: "koi8-r", 21866: "koi8-u", 50220: "iso-2022-jp",
    50221: "iso-2022-jp", 50222: "iso-2022-jp", 50225: "iso-2022-kr", 51932: "euc-jp", 51949: "euc-kr",
    51936: "gb18030", 52936: "hz", 54936: "gb18030", 10000: "mac-roman",
}  # fmt: skip


class Decoded(NamedTuple):
    """Text, the charset it was read in, and what a person should know about that (empty when all was as declared)."""

    text: str
    charset: str
    note: str = ""


def charset_of_code_page(number: int | None) -> str | None:
    """The charset of a Windows code page by its number, under a name for a MIME header, or None."""
    if not number:
        return None
    if number in _CODE_PAGES:
        return _CODE_PAGES[number]
    if 28592 <= number <= 28606:
        return f"iso-8859-{number - 28590}"
    if 1250 <= number <= 1258:
        return f"windows-{number}"
    return python_name(f"cp{number}") or None


def decode(data: bytes, label: str | None) -> Decoded:
    """The bytes as text in the charset named by `label`; with a note where that could not be taken at its word.

    Without a label they are ASCII or UTF-8 (RFC 6532). Nothing is raised for any bytes.
    """
    name = python_name(label) or ("" if label else "utf-8")
    if name:
        try:
            return Decoded(data.decode(name), name)
        except (UnicodeError, LookupError):
            why = (
                f"is not in the charset {label} that it names"
                if label
                else "names no charset and is not ASCII"
            )
    else:
        why = f"names the unknown charset {(label or '')[:40]!r}"
    found = decoded(data, label)
    lost = f", and {found.lost:,} places stand for no character in it" if found.lost else ""
    guess = ", which is a guess" if found.how == "guessed" else ""
    return Decoded(found.text, found.encoding, f"{why}; it was read as {found.encoding}{guess}{lost}")
