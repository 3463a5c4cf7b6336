"""One walk over an RTF file: what it shows, what it keeps apart, what is embedded (RTF 1.9.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wholefile.extraction import rtf_tokens
from wholefile.extraction.rtf_words import (
    KEPT,
    OPEN,
    PARTS,
    SIGNS,
    SILENT,
    SYMBOLS,
    page_of_charset,
    page_of_number,
)
from wholefile.extraction.xml_text import Writing

SHOWN, LEFT = b"", b"-"  # where text goes when it is the document's own, and when it is nobody's
_NOT_HEX = bytes(one for one in range(256) if one not in b"0123456789abcdefABCDEF")
_PICTURES = {b"pngblip": "png", b"jpegblip": "jpeg", b"emfblip": "emf", b"wmetafile": "wmf", b"dibitmap": "dib",
             b"wbitmap": "bitmap", b"macpict": "pict"}  # fmt: skip
_INFO = frozenset({b"title", b"subject", b"author", b"manager", b"company", b"operator", b"keywords", b"category",
                   b"comment", b"doccomm", b"hlinkbase", b"generator", b"template"})  # fmt: skip
_TIMES = frozenset({b"creatim", b"revtim", b"printim"})
_CLOCK = (b"yr", b"mo", b"dy", b"hr", b"min", b"sec")
_NUMBERS = frozenset({b"edmins", b"nofpages", b"nofwords", b"version"})
_FILES = frozenset({b"pict", b"objdata", b"objclass"})
_MOST_FOUND = 10_000
_MOST_CUSTOM = 1_000


class _State(NamedTuple):
    """What a group inherits from the one around it."""

    goes: bytes = SHOWN
    skips: int = 1
    page: str = ""
    hidden: bool = False
    deleted: int | None = None  # by whom, in the table of authors
    is_html_only: bool = False


@dataclass(slots=True)
class Found:
    """What the file holds besides its text."""

    info: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    custom: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    objects: list[tuple[str, bytes]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: int = 0
    comments: int = 0
    open_groups: int = 0
    trailing: bytes = b""
    page: str = "cp1252"


class Story:
    """The walk. Groups are kept in a list, so no depth is too deep."""

    def __init__(self, writing: Writing) -> None:
        self._out = writing
        self.found = Found()
        self._state = _State()
        self._stack: list[_State] = []
        self._raw = bytearray()
        self._skip = 0
        self._high = 0  # the first half of a character of two
        self._starred = self._begun = False
        self._kept: list[tuple[int, bytes, list[bytes | str]]] = []  # depth, what it is, content
        self._parts: list[tuple[int, str, list[str]]] = []
        self._counts: dict[str, int] = {}
        self._apart: list[tuple[str, list[str]]] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._authors: list[str] = []
        self._writer = self._class = self._ending = self._name = ""
        self._clock: dict[bytes, int] = {}
        self._from_html = False
        self._words: Mapping[bytes, Callable[[int | None], None]] = {
            b"u": self._unicode,
            b"uc": lambda n: self._set(skips=max(0, min(n if n is not None else 1, 1000))),
            b"f": self._use_font,
            b"fcharset": self._charset,
            b"cpg": lambda n: self._fonts.__setitem__(self._font, page_of_number(n or 0)),
            b"ansicpg": lambda n: self._document_page(page_of_number(n or 0)),
            b"mac": lambda _: self._document_page("mac_roman"),
            b"pc": lambda _: self._document_page("cp437"),
            b"pca": lambda _: self._document_page("cp850"),
            b"v": lambda n: self._set(hidden=n != 0),
            b"deleted": lambda n: self._set(deleted=None if n == 0 else self._state.deleted or 0),
            b"revauthdel": lambda n: self._set(deleted=n or 0),
            b"plain": lambda _: self._set(hidden=False, page="", deleted=None),
            b"fromhtml": lambda _: self._set_from_html(),
            b"htmlrtf": lambda n: self._set(is_html_only=self._from_html and n != 0),
        }

    def take(self, data: bytes) -> Found:
        """Read a file to its end."""
        for token, end in rtf_tokens.tokens(data):
            if token.sort == rtf_tokens.BYTES:
                self._bytes(token.data)
            elif token.sort == rtf_tokens.WORD:
                self._word(token.data, token.number)
            elif token.sort == rtf_tokens.OPEN:
                self._flush()
                self._skip, self._begun, self._starred = 0, True, False
                self._stack.append(self._state)
            elif token.sort == rtf_tokens.CLOSE:
                self._close()
                if not self._stack:
                    self.found.trailing = data[end:].strip(b"\r\n\t \0")
                    break
            elif token.sort == rtf_tokens.BINARY:
                self._binary(token.data)
            else:
                self._symbol(token.data)
            if token.sort != rtf_tokens.OPEN:
                self._begun = self._begun and token == (rtf_tokens.SYMBOL, b"*", None)
        self.found.open_groups = len(self._stack)
        while self._stack:
            self._close()
        self._flush()
        self._line()
        return self.found

    def _set_from_html(self) -> None:
        self._from_html = True

    def _set(self, **changes: object) -> None:
        self._flush()
        self._state = self._state._replace(**changes)  # type: ignore[arg-type]

    def _word(self, word: bytes, number: int | None) -> None:
        self._skip = 0
        if self._begun and self._begins(word):
            return
        if word in SIGNS:
            self._flush()
            self._text(SIGNS[word])
        elif word in self._words:
            self._words[word](number)
        elif word in _PICTURES:
            self._ending = _PICTURES[word]
        elif word in _CLOCK and number is not None:
            self._clock[word] = number
        elif word in _NUMBERS and number is not None:
            self.found.numbers.setdefault(word.decode(), number)

    def _begins(self, word: bytes) -> bool:
        """Whether a group's first word says where its text goes."""
        starred, self._starred, self._begun = self._starred, False, False
        if self._state.goes == LEFT and word not in _FILES:
            return word in KEPT or word in PARTS or starred
        if word in PARTS:
            self._flush()
            self._begin_part(PARTS[word])
        elif word in KEPT:
            self._set(goes=word)
            self._kept.append((len(self._stack), word, []))
            self._clock = {}
            self._ending = "" if word == b"pict" else self._ending
        elif word in SILENT:
            self._set(goes=LEFT)
        elif starred and word not in OPEN:
            self._set(goes=b"*")
            self._kept.append((len(self._stack), b"*", []))
        else:
            return False
        return True

    def _begin_part(self, part: str) -> None:
        if part == "footnote":
            self._counts[part] = self._counts.get(part, 0) + 1
            part = f"{part} {self._counts[part]}"
        elif part == "comment":
            self.found.comments += 1
            part = f"comment by {self._writer[:100]}" if self._writer else part
        self._state = self._state._replace(goes=SHOWN, hidden=False, deleted=None)
        self._parts.append((len(self._stack), part, []))

    def _close(self) -> None:
        self._flush()
        self._skip, self._starred = 0, False
        depth = len(self._stack)
        while self._kept and self._kept[-1][0] >= depth:
            _depth, word, content = self._kept.pop()
            self._keep(word, content)
        while self._parts and self._parts[-1][0] >= depth:
            _depth, part, pieces = self._parts.pop()
            self._show_apart(part, "".join(pieces))
        if self._stack:
            self._state = self._stack.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in SYMBOLS:
            if self._skip and symbol not in b"\r\n":
                self._skip -= 1
                return
            self._flush()
            self._text(SYMBOLS[symbol])
        elif symbol in b"\\{}":
            self._bytes(symbol)

    def _bytes(self, data: bytes) -> None:
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if not data or self._state.goes == LEFT:
            return
        if self._state.goes in (b"pict", b"objdata"):
            self._kept[-1][2].append(data)
        else:
            self._raw += data

    def _binary(self, data: bytes) -> None:
        if self._state.goes in (b"pict", b"objdata"):
            self._kept[-1][2].append(data.hex().encode())
        elif self._state.goes != LEFT and len(self.found.objects) < _MOST_FOUND:
            self.found.objects.append(("", data))

    def _flush(self) -> None:
        if self._raw:
            page = self._state.page or self.found.page
            raw, self._raw = bytes(self._raw), bytearray()
            self._text(raw.decode("ascii") if raw.isascii() else raw.decode(page, "replace"))

    def _unicode(self, number: int | None) -> None:
        self._flush()
        unit = (number or 0) & 0xFFFF
        self._skip = self._state.skips
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
            return
        if 0xDC00 <= unit < 0xE000:
            if not self._high:
                self._text("\ufffd")
                return
            unit = 0x10000 + ((self._high - 0xD800) << 10) + unit - 0xDC00
        self._high = 0
        self._text(chr(unit))

    def _text(self, text: str) -> None:
        state = self._state
        if state.goes == LEFT or state.is_html_only:
            return
        if state.goes != SHOWN:
            self._kept[-1][2].append(text)
        elif state.deleted is not None or state.hidden:
            part = "hidden text"
            if state.deleted is not None:
                self.found.deleted += len(text)
                who = self._authors[state.deleted] if 0 <= state.deleted < len(self._authors) else ""
                part = f"deleted text by {who[:100]}" if who else "deleted text"
            elif text.strip() and len(self.found.hidden) < _MOST_FOUND:
                self.found.hidden.append(text)
            if not self._apart or self._apart[-1][0] != part:
                self._apart.append((part, []))
            self._apart[-1][1].append(text)
        elif self._parts:
            self._parts[-1][2].append(text)
        elif text == "\n":
            self._line()
        else:
            self._out.put(text)

    def _line(self) -> None:
        for part, pieces in self._apart:
            self._show_apart(part, "".join(pieces))
        self._apart = []
        self._out.end_line()

    def _show_apart(self, part: str, text: str) -> None:
        self._out.aside({"part": part}, text)

    def _use_font(self, number: int | None) -> None:
        self._flush()
        if self._state.goes == b"fonttbl":
            self._font = number or 0
        else:
            self._state = self._state._replace(page=self._fonts.get(number or 0, ""))

    def _charset(self, number: int | None) -> None:
        page = page_of_charset(number or 0)
        if page and len(self._fonts) < _MOST_FOUND:
            self._fonts[self._font] = page

    def _document_page(self, page: str) -> None:
        self._flush()
        self.found.page = page

    def _keep(self, word: bytes, content: list[bytes | str]) -> None:
        """A group whose text is not shown is over."""
        if word in (b"pict", b"objdata"):
            digits = b"".join(one for one in content if isinstance(one, bytes)).translate(None, _NOT_HEX)
            data = bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
            if not data or len(self.found.pictures) + len(self.found.objects) >= _MOST_FOUND:
                return
            if word == b"pict":
                self.found.pictures.append((self._ending or "bin", data))
            else:
                self.found.objects.append((self._class, data))
                self._class = ""
            return
        text = "".join(one for one in content if isinstance(one, str)).strip()
        if word in _TIMES:
            self._time(word)
        elif text:
            self._keep_words(word, text)

    def _keep_words(self, word: bytes, text: str) -> None:
        found = self.found
        if word in _INFO:
            found.info.setdefault(word.decode(), text.rstrip(";")[:_MOST_FOUND])
        elif word == b"fldinst" and len(found.codes) < _MOST_FOUND:
            found.codes.append(text)
        elif word == b"objclass":
            self._class = text[:255]
        elif word == b"atnauthor":
            self._writer = text[:255]
        elif word == b"revtbl":
            self._authors = [one.strip() for one in text.split(";")]
        elif word in (b"propname", b"sn"):
            self._name = text
        elif word in (b"staticval", b"linkval") and len(found.custom) < _MOST_CUSTOM:
            found.custom.setdefault(self._name[:255], text[:1_000])
        elif word == b"sv" and self._name in ("gtextUNICODE", "wzDescription", "wzTooltip"):
            self._show_apart("text box" if self._name == "gtextUNICODE" else "alt text", text)
        elif word == b"*":
            self._show_apart("ignored text", text)
            if any(one.isalpha() for one in text) and len(found.hidden) < _MOST_FOUND:
                found.hidden.append(text)

    def _time(self, word: bytes) -> None:
        """A time without a zone, as it stands in the file."""
        parts = [self._clock.get(one, 0) for one in _CLOCK]
        if parts[0]:
            shown = f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}T{parts[3]:02}:{parts[4]:02}:{parts[5]:02}"
            self.found.info.setdefault(word.decode(), shown)
