"""OpenDocument text, sheets and slides (OASIS ODF 1.3): all words with their places, facts, and the files inside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from wholefile.extraction.contract import LOCKED, LimitReached, Trouble
from wholefile.extraction.odf_story import OdfStory, Seen
from wholefile.extraction.ole_objects import hand_on, unwrapped
from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_safe import END, START, TEXT
from wholefile.extraction.xml_text import Writing
from wholefile.extraction.xml_time import instant

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES: Mapping[str, str] = {
    **{
        f"{_OASIS}{one}:1.0": one
        for one in ("office", "style", "text", "table", "meta", "presentation", "manifest")
    },
    _OASIS + "drawing:1.0": "draw",
    _OASIS + "svg-compatible:1.0": "svg",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_META = {
    "dc:title": "title", "dc:subject": "subject", "dc:description": "description", "meta:keyword": "keywords",
    "meta:initial-creator": "author", "dc:creator": "last_modified_by", "meta:creation-date": "created",
    "dc:date": "modified", "meta:print-date": "last_printed", "meta:printed-by": "printed_by",
    "meta:generator": "application", "meta:editing-cycles": "revision", "meta:editing-duration": "editing_duration",
    "dc:language": "language",
}  # fmt: skip
_TIMES = frozenset({"created", "modified", "last_printed"})
_HEADINGS = {"style:header": "header", "style:footer": "footer", "style:header-left": "header",
             "style:footer-left": "footer", "style:header-first": "header", "style:footer-first": "footer"}  # fmt: skip
_OBJECT = re.compile(r"([^/]+)/content\.xml")
_SCRIPTS = re.compile(r"(?:Basic|Scripts)/.+")
_LEFT = re.compile(r"(?:Configurations2/.*|settings\.xml|manifest\.rdf|layout-cache|META-INF/.*|mimetype)")
_READ = re.compile(r"(?:.+/)?(?:content|styles|meta|settings)\.xml")
_MOST_FLAGS = 20
_MOST_OBJECT = 256 << 20


def read(source: Source, out: Output) -> None:
    """Read an OpenDocument file.

    Raises Trouble where it cannot be opened or is locked, LimitReached where it unpacks to more than the limits allow.
    """
    with closing(Package(source, out, PREFIXES)) as package:
        locked = _locked(package)
        stopped: LimitReached | None = None
        try:
            _facts(package, out)
            if "content.xml" in locked:
                raise Trouble(
                    LOCKED, "It is locked with a password, and nothing here opens OpenDocument under one."
                )
            _text(package, source.kind, out)
        except LimitReached as reached:
            stopped = reached
        _members(package, locked, out)
        if stopped is not None:
            raise stopped
        package.check()


def _locked(package: Package) -> set[str]:
    """The parts that the manifest says are encrypted."""
    found: set[str] = set()
    part = ""
    for event in package.events("META-INF/manifest.xml") if package.has("META-INF/manifest.xml") else ():
        if event.sort == START and event.name == "manifest:file-entry":
            part = event.attributes.get("manifest:full-path", "")
        elif event.sort == START and event.name == "manifest:encryption-data":
            found.add(part)
    return {"content.xml", *found} if "encrypted-package" in found else found


def _facts(package: Package, out: Output) -> None:
    if not package.has("meta.xml"):
        return
    custom: dict[str, str] = {}
    keywords: list[str] = []
    name, pieces = "", list[str]()
    for sort, element, told in package.events("meta.xml"):
        if sort == START:
            name, pieces = told.get("meta:name", "")[:255], []
            if element == "meta:template":
                out.fact("template", told.get("xlink:href", "")[:2_000])
        elif sort == TEXT:
            pieces.append(element)
        elif sort == END:
            value, pieces = "".join(pieces).strip()[:10_000], []
            if element == "meta:user-defined" and value and len(custom) < 1_000:
                custom[name] = value
            elif element == "meta:keyword" and value:
                keywords.append(value)
            elif element in _META:
                known = _META[element]
                out.fact(known, instant(value) if known in _TIMES else value)
    out.fact("keywords", ", ".join(keywords[:1_000]))
    out.fact("custom_properties", custom)


def _text(package: Package, kind: str, out: Output) -> None:
    unseen = {*_unseen(package, "styles.xml"), *_unseen(package, "content.xml")}
    writing = Writing()
    story = OdfStory(writing, kind, unseen)
    package.need("content.xml")
    if package.has("content.xml"):
        story.take(package.events("content.xml"))
    _headings(package, kind, unseen, writing)
    for number, name in enumerate((one for one in package.names if _OBJECT.fullmatch(one)), 1):
        writing.go({"part": f"object {number}"})
        OdfStory(writing, "", all_text=True).take(package.events(name))
    _tell(story.seen, kind, out)
    writing.tell(out)


def _unseen(package: Package, part: str) -> set[str]:
    """The styles of text, sheets and slides that are not shown."""
    found: set[str] = set()
    style = ""
    for event in package.events(part) if package.has(part) else ():
        if event.sort != START:
            continue
        told = event.attributes
        if event.name == "style:style":
            style = told.get("style:name", "")
        hides = (
            told.get("text:display") in ("none", "true") or told.get("presentation:visibility") == "hidden"
        )
        if event.name.endswith("-properties") and (hides or told.get("table:display") == "false"):
            found.add(style)
        if event.name == "office:body":
            break
    return found - {""}


def _headings(package: Package, kind: str, unseen: set[str], writing: Writing) -> None:
    """Headers, footers, and what else stands on the master pages."""
    counts: dict[str, int] = {}

    def place(name: str, _told: Mapping[str, str]) -> None:
        if name in _HEADINGS or name == "style:master-page":
            part = _HEADINGS.get(name, "master")
            counts[part] = counts.get(part, 0) + 1
            writing.end_line()
            writing.go({"part": f"{part} {counts[part]}"})

    if package.has("styles.xml"):
        writing.go({"part": "styles"})
        OdfStory(writing, "odt" if kind == "odt" else "", unseen).take(package.events("styles.xml"), place)


def _tell(seen: Seen, kind: str, out: Output) -> None:
    out.fact("links", list(seen.links))
    out.fact("sheets", seen.sheets[:1_000])
    out.fact("formulas", seen.formulas)
    out.fact("formula_count", seen.formula_count or None)
    out.fact("comments", seen.comments[:1_000])
    if kind == "odp":
        out.fact("slides", seen.slides)
    for text in seen.hidden[:_MOST_FLAGS]:
        out.flag("hidden text", f"It holds text that is not shown: {text[:200]}")
    for one in seen.hidden_places[:_MOST_FLAGS]:
        out.flag("hidden text", f"The {one} is not shown.")
    if seen.hidden_rows:
        out.flag("hidden text", f"It hides {seen.hidden_rows:,} ranges of rows.")
    if seen.changes:
        out.flag("tracked changes", f"It holds {seen.changes:,} tracked changes.")
    if seen.comments:
        out.flag("comments", f"It holds {len(seen.comments):,} comments.")
    for address in list(seen.loads)[:_MOST_FLAGS]:
        out.flag("remote content", f"It would load from elsewhere (never fetched): {address[:300]}")


def _members(package: Package, locked: set[str], out: Output) -> None:
    left: list[str] = []
    scripts = False
    for name in package.names:
        path = name.encode("utf-8", "replace")
        facts: dict[str, Any] = {}
        if name.endswith("/"):
            continue
        if _LEFT.fullmatch(name):
            left.append(name)
        elif name in locked:
            facts["reason"] = "It is locked with a password."
            out.member(path, None, method="office part", kind="unreadable", facts=facts)
        elif _SCRIPTS.fullmatch(name):
            scripts = True
            out.member(path, package.content(name), method="macros")
        elif not _READ.fullmatch(name):
            _file(package, name, path, out)
    out.fact("parts_left_out", [one for one in left if not one.startswith(("META-INF/", "mimetype"))][:1_000])
    if scripts:
        out.flag("macros", "It holds macros: a program that may run when it is opened.")


def _file(package: Package, name: str, path: bytes, out: Output) -> None:
    """A picture, or an embedded object of another program."""
    if name.startswith(("Pictures/", "Thumbnails/", "media/", "Media/")) or "/" in name:
        out.member(path, package.content(name), method="office media")
        return
    content = bytearray()
    try:
        for block in package.content(name):
            content += block
            if len(content) > _MOST_OBJECT:
                out.member(path, package.content(name), method="office embedding")
                return
    except Trouble as trouble:
        out.trouble(trouble.status, trouble.reason)
        facts = {"reason": trouble.reason}
        out.member(path, None, method="office embedding", kind="unreadable", facts=facts)
        return
    for one in unwrapped(bytes(content)):
        hand_on(name, one, out)
