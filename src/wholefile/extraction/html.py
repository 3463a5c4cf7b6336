"""Web pages and HTML bodies of mails: every word of them, what is hidden set apart, nothing ever fetched.

Own tokenizer instead of a tree builder: tree builders drop text (after NUL characters, below a depth, in broken
tables), and a page in evidence is often broken. Styles are not worked out: hidden is what says so itself, by
`hidden`, `display:none`, `visibility:hidden`, `opacity:0`, `font-size:0` or `mso-hide`, in its own tag.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from wholefile.extraction import html_tokens
from wholefile.extraction.contract import PARTIAL, TRUNCATED, Layer, Place
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_charset import decoded
from wholefile.extraction.xml_text import Writing, thinned

_BLOCKS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup option p pre
    search section select summary table tbody tfoot thead tr ul title textarea xmp iframe
"""
_BLOCK = frozenset(_BLOCKS.split())
_VOIDS = "area base br col embed frame hr img input link meta param source track wbr"
_VOID = frozenset(_VOIDS.split())
_ENDED_BY_LIKE = frozenset({"p", "li", "td", "th", "tr", "dt", "dd", "option"})
_SHOWN_ATTRIBUTES = ("title", "placeholder", "aria-label", "summary", "label", "srcdoc")
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:\.0*)?\s*(?:px|pt|em|rem|%)?\s*(?:;|!|$)|mso-hide\s*:\s*all)",
    re.IGNORECASE,
)
_KEEPS_SPACES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_STYLE_ADDRESS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')\s]{1,2000})""", re.IGNORECASE)
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|file:|//|\\\\)", re.IGNORECASE)
_LOADED = ("src", "background", "poster", "data", "lowsrc", "dynsrc", "srcset", "xlink:href")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MOST_LINKS = 10_000
_MOST_FLAGS = 20
_MOST_EMBEDDED = 64 << 20
_MOST_SAID = 200


@dataclass(slots=True)
class HtmlText:
    """What a page says.

    `places` cover the text: {"part": "body"}, "title", "hidden text", "comment", "attribute", "not closed". `links` and
    `remote` are addresses as they stand there, each once; `flags` are (code, words); `meta` what it says of itself;
    `embedded` the files written into it (`data:` addresses) as (media type, bytes); `lost` counts bytes without a
    character in `charset`.
    """

    text: str = ""
    places: tuple[Place, ...] = ()
    title: str = ""
    links: list[str] = field(default_factory=list)
    flags: list[tuple[str, str]] = field(default_factory=list)
    charset: str = ""
    remote: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    embedded: list[tuple[str, bytes]] = field(default_factory=list)
    how: str = ""
    lost: int = 0


def text_of_html(data: bytes, charset: str | None = None) -> HtmlText:
    """The words of an HTML page or mail body; `charset` is what its container says. Raises nothing for any bytes."""
    found = decoded(data, charset, html=True)
    told = text_of_markup(found.text)
    told.charset, told.how, told.lost = found.encoding, found.how, found.lost
    return told


def text_of_markup(markup: str) -> HtmlText:
    """The words of HTML that is already text."""
    page = _Page()
    for token in html_tokens.tokens(markup.replace("\0", "")):
        page.take(token)
    return page.told()


def read(source: Source, out: Output) -> None:
    """Read a web page.

    Raises LimitReached where its text is longer than the limit.
    """
    most = 4 * source.job.limits.characters
    told = text_of_html(source.read(most))
    if source.size > most:
        out.trouble(TRUNCATED, f"Only its first {most:,} bytes were read.")
    out.fact("encoding", told.charset)
    out.fact("encoding_how", told.how)
    out.fact("title", told.title[:1_000])
    out.fact("meta", dict(list(told.meta.items())[:100]))
    out.fact("links", told.links[:1_000])
    if told.lost:
        out.trouble(
            PARTIAL, f"{told.lost:,} places hold bytes that stand for no character in {told.charset}."
        )
    for code, words in told.flags:
        out.flag(code, words)
    # Its text first: a spent budget of members must not cost it.
    out.layer(Layer("text", "native", told.text, thinned(told.places)))
    for number, (media_type, content) in enumerate(told.embedded, 1):
        path = f"data/{number}".encode()
        out.member(path, content, method="data address", facts={"media_type": media_type})


class _Page:
    """The walk over the tokens: what is open, what is hidden, what was written."""

    def __init__(self) -> None:
        self._out = Writing()
        self._told = HtmlText()
        self._open: list[tuple[str, bool, bool]] = []  # name, hides, keeps spaces
        self._count: dict[str, int] = {}
        self._hides = 0
        self._keeps = 0
        self._gap = False
        self._hidden: list[str] = []
        self._secrets: list[str] = []
        self._remote: dict[str, None] = {}
        self._links: dict[str, None] = {}
        self._room = _MOST_EMBEDDED

    def take(self, token: html_tokens.Token) -> None:
        """The next piece of the page."""
        if token.sort == html_tokens.TEXT:
            self._words(token.text)
        elif token.sort == html_tokens.START:
            self._start(token.text, token.attributes)
        elif token.sort == html_tokens.END:
            self._end(token.text)
        elif token.sort == html_tokens.COMMENT:
            self._apart("comment", token.text)
        elif token.sort == html_tokens.BROKEN:
            self._apart("not closed", token.text)
        else:
            self._raw(token.text)

    def told(self) -> HtmlText:
        """What the page says, once it is over."""
        self._show_hidden()
        told = self._told
        told.text = self._out.text()
        told.places = tuple(self._out.places())
        told.links, told.remote = list(self._links), list(self._remote)
        told.flags += _flags("hidden text", "It holds text that is not shown", self._secrets)
        told.flags += _flags("remote content", "It would load from elsewhere (never fetched)", told.remote)
        return told

    def _words(self, text: str) -> None:
        if self._hides:
            self._hidden.append(text)
        elif self._keeps:
            self._put(text.replace("\r\n", "\n").replace("\r", "\n"))
        elif text:
            words = _SPACES.sub(" ", text)
            if words[0] == " ":
                self._gap, words = True, words[1:]
            if words:
                self._put(words[:-1] if words[-1] == " " else words)
                self._gap = words[-1] == " "

    def _put(self, words: str) -> None:
        if self._gap and not self._out.fresh:
            self._out.put(" ")
        self._gap = False
        self._out.put(words)

    def _break(self) -> None:
        self._gap = False
        if self._hides:
            self._hidden.append("\n")
        else:
            self._out.end_line()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _ENDED_BY_LIKE and self._open and self._open[-1][0] == name:
            self._pop()
        if name in _BLOCK or name == "br":
            self._break()
        elif name in ("td", "th") and not self._out.fresh and not self._hides:
            self._gap = False
            self._out.put("\t")
        style = attributes.get("style", "")
        hides = "hidden" in attributes or name == "template" or bool(style and _HIDING.search(style))
        keeps = name in ("pre", "textarea", "xmp") or bool(style and _KEEPS_SPACES.search(style))
        self._hides += hides
        self._said_by_attributes(name, attributes)
        if name in _VOID:
            self._hides -= hides
            if hides and not self._hides:
                self._show_hidden()
            return
        self._open.append((name, hides, keeps))
        self._count[name] = self._count.get(name, 0) + 1
        self._keeps += keeps

    def _end(self, name: str) -> None:
        if name == "br":
            self._break()
        elif self._count.get(name, 0):
            while self._pop() != name:
                pass
        if name in _BLOCK:
            self._break()

    def _pop(self) -> str:
        name, hides, keeps = self._open.pop()
        self._count[name] -= 1
        self._keeps -= keeps
        self._hides -= hides
        if hides and not self._hides:
            self._show_hidden()
        return name

    def _raw(self, text: str) -> None:
        """The content of an element that holds no markup."""
        name = self._open[-1][0] if self._open else ""
        if name == "title" and not self._told.title:
            self._told.title = _SPACES.sub(" ", text).strip()
            self._out.go({"part": "title"})
            self._out.put(self._told.title)
            self._out.end_line()
            self._out.go({"part": "body"})
        elif name == "style":
            for address in _STYLE_ADDRESS.findall(text):
                self._loads(address)
        elif name == "iframe":
            self._apart("hidden text", text)
        elif name != "script":
            self._words(text)

    def _said_by_attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        if not attributes:
            return
        alt = attributes.get("alt", "")
        if alt:
            self._words(f" {alt} ")
        for one in _SHOWN_ATTRIBUTES:
            self._attribute(attributes.get(one, ""))
        if name in ("input", "button", "data", "param"):
            self._attribute(attributes.get("value", ""))
        if name == "meta":
            self._meta(attributes)
        self._addresses(name, attributes)

    def _attribute(self, words: str) -> None:
        if words.strip():
            self._out.aside({"part": "attribute"}, _SPACES.sub(" ", words))

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name = (
            attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or ""
        ).lower()
        content = attributes.get("content", "")
        if name and content:
            self._told.meta.setdefault(name[:100], content[:1_000])
            self._attribute(content)
            if name == "refresh" and "url=" in content.lower():
                self._loads(content[content.lower().index("url=") + 4 :].strip("\"' "))

    def _addresses(self, name: str, attributes: Mapping[str, str]) -> None:
        link = attributes.get("href", "")
        if link and name in ("a", "area") and len(self._links) < _MOST_LINKS:
            self._links.setdefault(link[:2_000])
        elif link and name in ("link", "base", "image", "use"):
            self._loads(link)
        for one in _LOADED:
            address = attributes.get(one, "")
            if one == "srcset" and not address.lstrip().startswith("data:"):
                for part in address.split(","):
                    self._loads(part.strip().split(" ")[0])
            elif address:
                self._loads(address)
        for address in _STYLE_ADDRESS.findall(attributes.get("style", "")):
            self._loads(address)

    def _loads(self, address: str) -> None:
        """An address that a browser would load by itself: elsewhere, or the content of a file written out here."""
        if address[:5].lower() == "data:":
            self._written_out(address)
        elif _REMOTE.match(address) and len(self._remote) < _MOST_LINKS:
            self._remote.setdefault(address[:2_000].strip())

    def _written_out(self, address: str) -> None:
        """RFC 2397: data:[<media type>][;base64],<data>."""
        head, _, body = address[5:].partition(",")
        content = unquote_to_bytes(body)
        if head.lower().rstrip().endswith(";base64"):
            try:
                content = base64.b64decode(b"".join(content.split()) + b"==")
            except binascii.Error:
                return
        if content and len(content) <= self._room:
            self._room -= len(content)
            self._told.embedded.append((head.split(";")[0].strip()[:100], content))

    def _apart(self, part: str, text: str) -> None:
        words = html_tokens.unescaped(text).strip()
        if any(one.isalnum() for one in words):
            self._out.aside({"part": part}, words)
            self._secrets.append(words)

    def _show_hidden(self) -> None:
        text, self._hidden = "".join(self._hidden), []
        words = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n") if line.strip())
        if words:
            self._out.aside({"part": "hidden text"}, words)
            self._secrets.append(words)


def _flags(code: str, words: str, found: list[str]) -> list[tuple[str, str]]:
    """One flag for each thing found, and one for those that are too many."""
    flags = [(code, f"{words}: {one[:_MOST_SAID]}") for one in found[:_MOST_FLAGS]]
    left = len(found) - _MOST_FLAGS
    return [*flags, (code, f"{words}: {left:,} more.")] if left > 0 else flags
