"""Quotations that bear their speaker with them: a label before the words, a signature behind a dash, a turn."""

import re

from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span

_NAME = r"[^\W\d_a-z][\w.'’-]{0,30}(?:[^\S\n][^\W\d_a-z][\w.'’-]{0,30}){0,5}"
_SIGNED = re.compile(rf"\s{{0,2}}(?:[―—–]|--?)[^\S\n]{{0,2}}(?P<name>{_NAME})[^\S\n]{{0,3}}(?:[.,(\n]|$)")
_LABELLED = re.compile(r"\s{0,3}(?P<name>(?:[^\W\d_a-z]{2,25}[.'’-]?[^\S\n]?){1,4}):\s")


def label(text: str, one: Quoted) -> Span | None:
    """The name in capitals with a colon that a quotation begins with ("DOE: I was not there")."""
    match = _LABELLED.match(text, one.inner.start, min(one.inner.end, one.inner.start + 120))
    return Span(*match.span("name")) if match else None


def signature(text: str, one: Quoted) -> Span | None:
    """The name behind a dash that a quotation is signed with, when nothing but the line's end follows."""
    match = _SIGNED.match(text, one.outer.end, min(len(text), one.outer.end + 160))
    if match is None:
        return None
    name = Span(*match.span("name"))
    while name.of(text).endswith("."):
        name = Span(name.start, name.end - 1)
    rest = text[match.end() - 1 : match.end() + 1]
    # A sentence that goes on after the dash is no signature.
    return name if not rest or rest[0] in "\n(," or rest[:2] in {".", ".\n"} else None
