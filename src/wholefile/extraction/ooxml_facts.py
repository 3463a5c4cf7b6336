"""What an Office document says of itself: its properties, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.output import Output
from wholefile.extraction.xml_safe import END, START, TEXT
from wholefile.extraction.xml_time import instant

_CORE = {
    "dc:title": "title", "dc:subject": "subject", "dc:creator": "author", "cp:keywords": "keywords",
    "dc:description": "description", "cp:lastModifiedBy": "last_modified_by", "cp:revision": "revision",
    "cp:category": "category", "cp:contentStatus": "status", "dcterms:created": "created",
    "dcterms:modified": "modified", "cp:lastPrinted": "last_printed", "dc:language": "language",
    "cp:version": "version", "dc:identifier": "identifier",
}  # fmt: skip
_APP = {
    "Company": "company", "Manager": "manager", "Application": "application", "AppVersion": "application_version",
    "Template": "template", "TotalTime": "editing_minutes", "Pages": "pages", "Words": "words",
    "HyperlinkBase": "hyperlink_base", "PresentationFormat": "presentation_format",
}  # fmt: skip
_NUMBERS = frozenset({"editing_minutes", "pages", "words", "revision"})
_TIMES = frozenset({"created", "modified", "last_printed"})
_ELSEWHERE = re.compile(r"\s*(?:https?:|ftp:|mhtml:|\\\\|file:(?://[^/]|/{4}|/*\\\\))", re.IGNORECASE)
_MOST = 1_000
_MOST_FLAGS = 50


def tell_properties(package: Package, out: Output) -> None:
    """Say the properties as facts; times in milliseconds UTC where they have a zone."""
    for part, names in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        for name, value in _values(package, _part(package, part)):
            known = names.get(name)
            if known in _TIMES:
                out.fact(known, instant(value))
            elif known in _NUMBERS and value.isascii() and value.isdigit() and len(value) < 12:
                out.fact(known, int(value))
            elif known:
                out.fact(known, value)
    custom: dict[str, str] = {}
    name = ""
    for sort, element, told in (
        package.events("docProps/custom.xml") if package.has("docProps/custom.xml") else ()
    ):
        if sort == START and element == "property":
            name = told.get("name", "")[:255]
        elif sort == TEXT and name and element.strip() and len(custom) < _MOST:
            custom[name] = (custom.get(name, "") + element)[:_MOST]
    out.fact("custom_properties", custom)


def _part(package: Package, usual: str) -> str:
    """Where the core properties lie; some programs put them elsewhere."""
    wanted = {"docProps/core.xml": "core-properties", "docProps/app.xml": "extended-properties"}[usual]
    for one in package.relations("").values():
        if one.kind == wanted and not one.external and package.has(one.target):
            return one.target
    return usual


def _values(package: Package, part: str) -> Iterator[tuple[str, str]]:
    if not package.has(part):
        return
    pieces: list[str] = []
    for sort, name, _ in package.events(part):
        if sort == TEXT:
            pieces.append(name)
        elif sort == START:
            pieces = []
        elif sort == END:
            value = "".join(pieces).strip()
            pieces = []
            if value:
                yield name, value[:10_000]


def tell_relations(package: Package, out: Output) -> None:
    """List the links, and flag what the document would load from elsewhere when it is opened."""
    links: dict[str, None] = {}
    loads: dict[str, None] = {}
    for name in package.names:
        if not name.lower().endswith(".rels"):
            continue
        folder, _, last = name.rpartition("/")
        part = f"{folder.removesuffix('_rels')}{last[:-5]}"
        for one in package.relations(part).values():
            if one.external and one.kind == "hyperlink":
                if len(links) < _MOST:
                    links.setdefault(one.target[:2_000])
            elif one.external and len(loads) < _MOST:
                loads.setdefault(f"{one.kind}: {one.target[:2_000]}")
    out.fact("links", list(links))
    out.fact("outside_parts", list(loads))
    flagged = [one for one in loads if _ELSEWHERE.match(one.partition(": ")[2])]
    for load in flagged[:_MOST_FLAGS]:
        out.flag("remote content", f"It would load from elsewhere (never fetched): {load[:300]}")
