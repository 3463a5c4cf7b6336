"""The files inside a PDF: attached to it, to a page or to anything else in it, and the packets of an XFA form.

Source: ISO 32000-2, 7.11 (file specifications), 12.5.6.15 (file attachments); XFA 3.3 (packets of a form).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from wholefile.extraction.contract import PARTIAL
from wholefile.extraction.output import Output
from wholefile.extraction.pdf_objects import content_of, date, identity, named, words

_MOST = 100_000
_METHOD = "pdf attachment"


class Attachments:
    """Gathers each attached file once, however often the PDF refers to it, and hands them over at the end."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._seen: set[tuple[int, int]] = set()
        self._found: list[tuple[Any, Any, bytes, int | None]] = []

    def of_document(self, pdf: Any) -> None:
        """Those that belong to the file as a whole."""
        names = pdf.Root.get("/Names")
        if isinstance(names, pikepdf.Dictionary):
            for name, specification in named(names.get("/EmbeddedFiles"), _MOST):
                self.take(specification, name)
        self.associated(pdf.Root)

    def associated(self, owner: Any, page: int | None = None) -> None:
        """Those that a part of the file names as associated with it."""
        files = owner.get("/AF")
        for specification in list(files)[:_MOST] if isinstance(files, pikepdf.Array) else ():
            self.take(specification, page=page)

    def take(self, specification: Any, name: bytes = b"", page: int | None = None) -> None:
        """One file specification. One that only points outside is listed, and never followed."""
        if not isinstance(specification, pikepdf.Dictionary):
            return
        inside = specification.get("/EF")
        streams = (
            [inside.get(key) for key in ("/UF", "/F", "/DOS", "/Mac", "/Unix")] if inside is not None else []
        )
        stream = next((one for one in streams if isinstance(one, pikepdf.Stream)), None)
        seen = identity(specification if stream is None else stream)
        if seen in self._seen:
            return
        if seen != (0, 0):
            self._seen.add(seen)
        self._found.append((specification, stream, name, page))

    def hand_over(self) -> None:
        """All of them as members. Raises LimitReached."""
        self._out.fact("attachments", len(self._found) or None)
        for number, (specification, stream, name, page) in enumerate(self._found, 1):
            try:
                path = _path(specification) or name or f"attachment {number}".encode()
                self._hand_over(path, specification, stream, page)
            except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
                self._out.trouble(PARTIAL, f"Attachment {number} could not be read: {error}")

    def _hand_over(self, path: bytes, specification: Any, stream: Any, page: int | None) -> None:
        facts = _facts(specification, page)
        if stream is None:
            facts["reason"] = "The PDF names this file and does not hold it."
            self._out.member(path, None, method=_METHOD, kind="unreadable", facts=facts)
            return
        declared = _declared(stream, facts)
        digest = hashlib.md5(usedforsecurity=False)
        whole = self._out.member(path, _hashed(content_of(stream), digest), method=_METHOD, facts=facts)
        if whole and declared and digest.hexdigest() != declared:
            shown = path.decode("utf-8", "backslashreplace")
            self._out.flag(
                "checksum differs",
                f"The attachment {shown} is not the one whose MD5 the PDF states.",
                declared=declared,
                computed=digest.hexdigest(),
            )


def form_packets(pdf: Any, out: Output) -> bool:
    """The packets of an XFA form, each as a member: what such a form shows stands there and not on the pages."""
    form = pdf.Root.get("/AcroForm")
    packets = form.get("/XFA") if isinstance(form, pikepdf.Dictionary) else None
    if isinstance(packets, pikepdf.Stream):
        named_packets: list[tuple[str, Any]] = [("form", packets)]
    elif isinstance(packets, pikepdf.Array):
        parts = list(packets)[:200]
        named_packets = [(words(name, 100), one) for name, one in zip(parts[::2], parts[1::2], strict=False)]
    else:
        return False
    found = [(name, one) for name, one in named_packets if isinstance(one, pikepdf.Stream)]
    out.fact("xfa_packets", [name for name, _one in found])
    for name, one in found:
        out.member(f"xfa/{name}.xml".encode(), content_of(one), method="pdf form packet")
    return bool(found)


def _path(specification: Any) -> bytes:
    name = words(specification.get("/UF"), 2_000)
    if name:
        return name.encode()
    raw = specification.get("/F")
    return bytes(raw) if isinstance(raw, pikepdf.String) else b""


def _facts(specification: Any, page: int | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "description": words(specification.get("/Desc")),
        "relationship": words(specification.get("/AFRelationship"), 100).lstrip("/"),
        "page": page,
    }
    return {name: value for name, value in facts.items() if value}


def _declared(stream: Any, facts: dict[str, Any]) -> str | None:
    """What the PDF says of the file itself, put into the facts; the MD5 in lower-case hexadecimal."""
    facts["media_type"] = words(stream.get("/Subtype"), 200).lstrip("/")
    said = stream.get("/Params")
    if not isinstance(said, pikepdf.Dictionary):
        return None
    facts["created"], facts["modified"] = date(said.get("/CreationDate")), date(said.get("/ModDate"))
    size = said.get("/Size")
    facts["declared_size"] = int(size) if isinstance(size, int) else None
    checksum = said.get("/CheckSum")
    declared = (
        bytes(checksum).hex() if isinstance(checksum, pikepdf.String) and len(bytes(checksum)) == 16 else None
    )
    facts["declared_md5"] = declared
    for name in [name for name, value in facts.items() if value in (None, "")]:
        del facts[name]
    return declared


def _hashed(blocks: Iterable[bytes], digest: Any) -> Iterator[bytes]:
    for block in blocks:
        digest.update(block)
        yield block
