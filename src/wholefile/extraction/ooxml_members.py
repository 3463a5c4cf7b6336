"""The files inside an Office document: pictures, embedded documents, macros, custom data."""

from __future__ import annotations

import re

from wholefile.extraction.contract import Trouble
from wholefile.extraction.ole_objects import hand_on, unwrapped
from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.output import Output

_CUSTOM = re.compile(r"customXml/item\d*\.xml", re.IGNORECASE)
# Of no content: settings of a printer, scrambled fonts. They are named in a fact.
_LEFT = re.compile(r".*(?:printerSettings\d*\.bin|\.odttf|\.fntdata)", re.IGNORECASE)
_READ_HERE = (".xml", ".rels", ".vml")
_MOST_OBJECT = 256 << 20


def hand_on_members(package: Package, out: Output) -> None:
    """Hand on every part that is a file of its own, under its name in the package. Raises LimitReached."""
    left: list[str] = []
    for name in package.names:
        lower = name.lower()
        if name.endswith("/") or (lower.endswith(_READ_HERE) and not _CUSTOM.fullmatch(name)):
            continue
        if _LEFT.fullmatch(name):
            left.append(name)
        elif lower.endswith(".bin") and "/embeddings/" in lower:
            _object(package, name, out)
        else:
            if lower.endswith("vbaproject.bin"):
                out.flag("macros", "It holds macros: a program that runs when it is opened.")
            out.member(name.encode("utf-8", "replace"), package.content(name), method=_method(lower))
    out.fact("parts_left_out", left[:1_000])


def _method(lower: str) -> str:
    if "/media/" in lower:
        return "office media"
    if "/embeddings/" in lower:
        return "office embedding"
    if lower.endswith("vbaproject.bin"):
        return "macros"
    return "office part"


def _object(package: Package, name: str, out: Output) -> None:
    """An OLE object: what was put into it."""
    content = bytearray()
    try:
        for block in package.content(name):
            content += block
            if len(content) > _MOST_OBJECT:
                out.member(name.encode("utf-8", "replace"), package.content(name), method="office embedding")
                return
    except Trouble as trouble:
        facts = {"reason": trouble.reason}
        out.trouble(trouble.status, trouble.reason)
        out.member(
            name.encode("utf-8", "replace"), None, method="office embedding", kind="unreadable", facts=facts
        )
        return
    for one in unwrapped(bytes(content)):
        hand_on(name, one, out)
