"""What a PDF says of itself: its properties, its making, its protection, and the revisions it was saved in.

Source: ISO 32000-2, 7.5.6 (incremental updates), 7.6 (encryption), 14.3 (metadata).
"""

from __future__ import annotations

import mmap
import re
from typing import Any

import pikepdf
from lxml import etree

from wholefile.extraction.output import Output
from wholefile.extraction.pdf_objects import beginning_of, date, words
from wholefile.extraction.source import Source

_PROPERTIES = {
    "/Title": "title",
    "/Author": "author",
    "/Subject": "subject",
    "/Keywords": "keywords",
    "/Creator": "creator",
    "/Producer": "producer",
}
_DATES = {"/CreationDate": "created", "/ModDate": "modified"}
_MOST_XMP = 1 << 20
_MOST_SAID = 200
_START = re.compile(rb"startxref\s+(\d{1,12})")
# A section without entries is how hybrid files point older readers to an older table: nothing was saved there.
_SPACED_SECTION = re.compile(rb"\s{0,16}(xref\b(?!\s+0\s+0\s+trailer)|\d{1,10}\s+\d{1,5}\s+obj)")
_RIGHTS = {
    "print_lowres": "print",
    "print_highres": "print in high resolution",
    "modify_other": "change",
    "extract": "copy text",
    "modify_annotation": "comment",
    "modify_form": "fill in forms",
    "modify_assembly": "assemble pages",
}


def document_facts(pdf: Any, out: Output) -> None:
    """The properties, the extended metadata, and what the file contains as a whole."""
    info = pdf.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary):
        for key, name in _PROPERTIES.items():
            out.fact(name, words(info.get(key)).strip())
        for key, name in _DATES.items():
            out.fact(name, date(info.get(key)))
        further = {str(key)[1:200]: words(info.get(key), 2_000) for key in list(info.keys())[:_MOST_SAID]}
        known = {key[1:] for key in (*_PROPERTIES, *_DATES)}
        out.fact(
            "further_properties", {key: value for key, value in further.items() if value and key not in known}
        )
    root = pdf.Root
    out.fact("language", words(root.get("/Lang"), 100))
    out.fact("portfolio", root.get("/Collection") is not None or None)
    metadata = root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        out.fact("xmp", _xmp(beginning_of(metadata, _MOST_XMP)))


def encryption_facts(pdf: Any, out: Output) -> None:
    """How the file is protected, with what it was opened, and what it asks readers not to allow."""
    if not pdf.is_encrypted:
        return
    how = pdf.encryption
    opened = "the owner's password" if pdf.owner_password_matched else "the user's password"
    told: dict[str, Any] = {
        "revision": int(how.R),
        "bits": int(how.bits),
        "opened_with": opened if out_of_need(pdf) else "no password",
        "restrictions": [words_ for right, words_ in _RIGHTS.items() if not getattr(pdf.allow, right)],
    }
    out.fact("encryption", told)


def out_of_need(pdf: Any) -> bool:
    """Whether a password was needed: the empty one opens a file that is only restricted."""
    return bool(pdf.encryption.user_password) or not pdf.user_password_matched


def revisions(source: Source, out: Output) -> None:
    """How often the file was saved, each time behind what was there before: what was removed may still be there."""
    with source.open() as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        begins = max(0, data.find(b"%PDF-", 0, 1024))
        out.fact("begins_at", begins or None)
        sections: set[int] = set()
        for count, said in enumerate(_START.finditer(data)):
            at = int(said[1])
            tries = (_SPACED_SECTION.match(data, one) for one in (at + begins, at) if 0 < one < said.start())
            section = next(filter(None, tries), None)
            if section is not None:
                sections.add(section.start(1))
            if count >= 10_000:
                break
        end = data.rfind(b"%%EOF")
        behind = len(bytes(data[end + 5 : end + 5 + (1 << 16)]).strip(b"\0 \t\r\n")) if end >= 0 else 0
    out.fact("revisions", len(sections))
    if len(sections) > 1:
        out.flag(
            "earlier revisions",
            f"The file was saved {len(sections)} times, each time behind the last; earlier states are still in it.",
            revisions=len(sections),
        )
    if behind > 512:
        out.flag(
            "bytes after the end", "There are bytes behind the end of the PDF that belong to nothing in it."
        )


def _xmp(packet: bytes) -> dict[str, str]:
    """The single statements of an XMP packet by their names; entities and outside references are not followed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    told: dict[str, str] = {}
    for element in root.iter(etree.Element) if root is not None else ():
        said = [(element.tag, element.text or "")] if len(element) == 0 else []
        for name, value in [*said, *element.attrib.items()]:
            label = _label(element, str(name))
            if value.strip() and label and len(told) < _MOST_SAID:
                told.setdefault(label, value.strip()[:2_000])
    return told


def _label(element: Any, name: str) -> str:
    """The name of a statement; an item of a list is named by what the list is of."""
    local = name.rpartition("}")[2]
    if "www.w3.org/1999/02/22-rdf-syntax-ns#" in name:
        parents = [one.tag.rpartition("}")[2] for one in element.iterancestors() if isinstance(one.tag, str)]
        return parents[1] if local == "li" and len(parents) > 1 else ""
    return "" if name.startswith("{http://www.w3.org/XML/1998/namespace}") else local
