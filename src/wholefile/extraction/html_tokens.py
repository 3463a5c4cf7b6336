"""HTML cut into tokens, from the first character to the last: nothing is dropped, however broken the page is.

Follows the tokenizer of the WHATWG HTML standard (section 13.2.5) as far as text is concerned. It needs no tree, so no
depth of nesting is too deep; each character is looked at a bounded number of times.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

TEXT, START, END, COMMENT, RAW, BROKEN = "text", "start", "end", "comment", "raw", "broken"
_RAW = frozenset({"script", "style", "iframe", "xmp"})
_PLAIN_INSIDE = frozenset({"textarea", "title"})
_GAP = re.compile(r"[\s/]*")
_NAME = re.compile(r"[^\s/>][^\s/>=]*")
_TAG = re.compile(r"[A-Za-z][^\s/>]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_LONG = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9A-Fa-f]{8,});?")
_EXACT = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*;)")


class Token(NamedTuple):
    """A piece of the page: its sort, its text or the name of its tag, and the attributes of a start tag."""

    sort: str
    text: str
    attributes: Mapping[str, str] = {}


def tokens(page: str) -> Iterator[Token]:
    """The pieces of a page in order.

    RAW follows the start of an element whose content is no markup. BROKEN is what a browser swallows, because a tag or
    script is never closed.
    """
    at, end = 0, len(page)
    while at < end:
        opens = page.find("<", at)
        if opens < 0:
            yield Token(TEXT, unescaped(page[at:]))
            return
        if opens > at:
            yield Token(TEXT, unescaped(page[at:opens]))
        token, at = _markup(page, opens)
        yield token
        if token.sort == START and token.text in _RAW | _PLAIN_INSIDE:
            inside, at = _content(page, token.text, at)
            yield inside
        elif token.sort == START and token.text == "plaintext":
            yield Token(TEXT, page[at:])
            return


def unescaped(text: str) -> str:
    """Text with its character references resolved; a number beyond Unicode is U+FFFD, however long it is."""
    return html.unescape(_LONG.sub(_short, text)) if "&" in text else text


def _short(found: re.Match[str]) -> str:
    digits = found.group().strip("&#;xX").lstrip("0")
    if len(digits) > 7:
        return "\ufffd"
    return f"&#{'x' if found.group()[2] in 'xX' else ''}{digits or '0'};"


def _markup(page: str, at: int) -> tuple[Token, int]:
    """The token that begins with `<` at this position, and where it ends."""
    if page.startswith("<!--", at):
        return _comment(page, at)
    if page.startswith("<![CDATA[", at):
        closes = page.find("]]>", at)
        closes = len(page) if closes < 0 else closes
        return Token(TEXT, page[at + 9 : closes]), closes + 3
    following = page[at + 1 : at + 2]
    if following in ("!", "?"):
        closes = page.find(">", at)
        if closes < 0:
            return Token(BROKEN, page[at:]), len(page)
        said = page[at + 2 : closes]
        empty = said[:7].lower() == "doctype" or said[:4].lower() == "xml "
        return Token(COMMENT, "" if empty else said), closes + 1
    closing = following == "/"
    name = _TAG.match(page, at + 1 + closing)
    if name is None:
        return Token(TEXT, "<"), at + 1
    found = _attributes(page, name.end())
    if found is None:
        return Token(BROKEN, page[at:]), len(page)
    attributes, after = found
    return Token(END if closing else START, name.group().lower(), attributes), after


def _comment(page: str, at: int) -> tuple[Token, int]:
    if page.startswith(("<!-->", "<!--->"), at):
        return Token(COMMENT, ""), page.index(">", at) + 1
    closes = page.find("-->", at + 4)
    closes = len(page) if closes < 0 else closes
    return Token(COMMENT, page[at + 4 : closes]), closes + 3


def _attributes(page: str, at: int) -> tuple[dict[str, str], int] | None:
    """The attributes of a tag and where it ends, or None where it never does."""
    found: dict[str, str] = {}
    while True:
        at = _at(_GAP, page, at)
        if at >= len(page):
            return None
        if page[at] == ">":
            return found, at + 1
        after = _at(_NAME, page, at)
        name, at = page[at:after].lower(), after
        value = ""
        equals = _EQUALS.match(page, at)
        if equals:
            at = equals.end()
            quote = page[at : at + 1]
            if quote and quote in "\"'":
                closes = page.find(quote, at + 1)
                if closes < 0:
                    return None
                value, at = page[at + 1 : closes], closes + 1
            else:
                after = _at(_BARE, page, at)
                value, at = page[at:after], after
        found.setdefault(name, _EXACT.sub(lambda one: unescaped(one.group()), value))


def _at(pattern: re.Pattern[str], page: str, at: int) -> int:
    found = pattern.match(page, at)
    return at if found is None else found.end()


def _content(page: str, name: str, at: int) -> tuple[Token, int]:
    """What stands between the start and the end of an element that holds no markup."""
    closes = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, at)
    if closes is None:
        sort = RAW if name in _PLAIN_INSIDE else BROKEN
        return Token(sort, page[at:]), len(page)
    content = page[at : closes.start()]
    return Token(RAW, unescaped(content) if name in _PLAIN_INSIDE else content), closes.start()
