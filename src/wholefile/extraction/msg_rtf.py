"""The text of RTF bodies of Outlook items, and the HTML that lies wrapped in them ([MS-OXRTFEX]).

Outlook stores an HTML mail as RTF in which the HTML stands in groups of its own. Walked over once, without recursion;
nothing is raised for any bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from wholefile.extraction.mail_charset import charset_of_code_page

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)", re.DOTALL
)
# Groups that hold no text of the body ([MSFT-RTF]).
_NO_TEXT = frozenset(
    (
        b"fonttbl colortbl stylesheet info pict object filetbl listtable listoverridetable revtbl rsidtbl generator "
        b"themedata colorschememapping latentstyles datastore xmlnstbl mmathPr wgrffmtfilter pgptbl nonshppict"
    ).split()
)
_CHARSETS = {0: 1252, 77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255,
             178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 255: 437}  # fmt: skip
_BREAKS = {
    b"par": "\n",
    b"line": "\n",
    b"sect": "\n",
    b"page": "\n",
    b"row": "\n",
    b"tab": "\t",
    b"cell": "\t",
}
_SIGNS = {b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c", b"rdblquote": "\u201d", b"bullet": "\u2022",
          b"endash": "\u2013",
          b"emdash": "\u2014", b"enspace": "\u2002", b"emspace": "\u2003"}  # fmt: skip
_MOST = 100_000_000


@dataclass(slots=True)
class _Group:
    ignored: bool = False
    tag: bool = False  # inside {\*\htmltag ...}: raw HTML
    hidden: bool = False  # between \htmlrtf and \htmlrtf0: RTF for readers without HTML
    fonts: bool = False
    skip: int = 1  # \uc: characters that stand for one \u
    charset: str = "windows-1252"
    starred: bool = False


@dataclass(slots=True)
class RtfText:
    """What an RTF body says; `html` is its markup where it wraps HTML, else None."""

    text: str
    html: str | None = None
    kind: str = "native"


def text_of_rtf(rtf: bytes) -> RtfText:
    """The text of an RTF body, or the HTML in it. `kind` is `html`, `text` or `native`: where the RTF was made from."""
    head = rtf[:4096]
    kind = "html" if b"\\fromhtml" in head else "text" if b"\\fromtext" in head else "native"
    walk = _Walk(html=kind == "html")
    walk.over(rtf)
    said = "".join(walk.out)
    return RtfText("", said, kind) if kind == "html" else RtfText(said, None, kind)


@dataclass(slots=True)
class _Walk:
    html: bool
    out: list[str] = field(default_factory=list)
    stack: list[_Group] = field(default_factory=list)
    now: _Group = field(default_factory=_Group)
    held: bytearray = field(default_factory=bytearray)
    default: str = "windows-1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    to_skip: int = 0
    high: int = 0

    def over(self, rtf: bytes) -> None:
        at = 0
        while at < len(rtf) and len(self.out) < _MOST:
            match = _TOKEN.match(rtf, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            word, number, code, sign, brace, text = match.groups()
            if brace:
                self._brace(brace)
            elif word == b"bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word, None if number is None else int(number))
            elif code:
                self._bytes(bytes([int(code, 16)]))
            elif sign:
                self._sign(sign)
            elif text:
                self._bytes(text)
        self._flush()

    @property
    def _silent(self) -> bool:
        return self.now.ignored or (self.html and self.now.hidden and not self.now.tag)

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self.to_skip = 0
        if brace == b"{":
            self.stack.append(self.now)
            self.now = replace(self.now, starred=False)
        elif self.stack:
            self.now = self.stack.pop()

    def _bytes(self, data: bytes) -> None:
        if self.to_skip:
            skipped = min(self.to_skip, len(data))
            self.to_skip -= skipped
            data = data[skipped:]
        if not self._silent:
            self.held += data

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.now.starred = True
        elif sign in b"\\{}":
            self._bytes(sign)
        elif sign in b"\r\n":
            self._say("\n")
        elif sign == b"~":
            self._say("&nbsp;" if self.html else "\u00a0")
        elif sign == b"_":
            self._say("-")

    def _word(self, word: bytes, number: int | None) -> None:
        if self.now.starred:
            self._starred(word)
        elif word in _NO_TEXT:
            self._flush()
            self.now.ignored, self.now.fonts = True, word == b"fonttbl"
        elif word == b"htmlrtf":
            self._flush()
            self.now.hidden = number != 0
        elif word == b"u" and number is not None:
            self._unicode(number)
        elif word == b"uc":
            self.now.skip = max(0, min(number or 0, 10))
        elif word in _BREAKS:
            self._say(_BREAKS[word])
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        else:
            self._characters(word, number)

    def _characters(self, word: bytes, number: int | None) -> None:
        """What says in which charset the bytes stand: the code page, the table of fonts, and the font in use."""
        if word == b"ansicpg":
            self.default = charset_of_code_page(number) or self.default
            self.now.charset = self.default
        elif word == b"fcharset" and self.now.fonts:
            told = charset_of_code_page(_CHARSETS.get(number or 0))
            self.fonts[self.font] = told if number and told else self.default
        elif word == b"f":
            self.font = number or 0
            if not self.now.fonts:
                self._flush()
                self.now.charset = self.fonts.get(self.font, self.default)
        elif word == b"plain":
            self._flush()
            self.now.charset = self.default

    def _starred(self, word: bytes) -> None:
        self.now.starred = False
        if word == b"htmltag" and self.html:
            self._flush()
            self.now.tag, self.now.ignored, self.now.charset = True, False, self.default
        else:
            self.now.ignored = True

    def _unicode(self, number: int) -> None:
        code = number & 0xFFFF
        self._flush()
        if 0xD800 <= code < 0xDC00:
            self.high = code
        elif 0xDC00 <= code < 0xE000 and self.high:
            self._say(chr(0x10000 + ((self.high - 0xD800) << 10) + code - 0xDC00))
            self.high = 0
        else:
            self._say("\ufffd" if 0xD800 <= code < 0xE000 else chr(code))
        self.to_skip = self.now.skip

    def _say(self, text: str) -> None:
        if not self._silent:
            self._flush()
            self.out.append(text)

    def _flush(self) -> None:
        if self.held:
            self.out.append(self.held.decode(self.now.charset, "backslashreplace"))
            self.held.clear()
