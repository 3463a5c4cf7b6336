"""Files that are two things at once, so that one program sees another content than the next.

An image with an archive behind it, a PDF that begins inside another file, a page behind a PDF: each is shown to a
person, for what only one of the readers sees may be the part that matters.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from wholefile.extraction.identify_zip import directory_of
from wholefile.extraction.signatures import Sample

_PDF = re.compile(rb"%PDF-\d\.\d")
_PDF_WITHIN = 1024  # readers accept a header so far from the beginning (ISO 32000-1, Annex H)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|script|body)[\s>]", re.IGNORECASE)
_OWN_ZIPS = frozenset(("zip", "docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp"))
_ANYTHING_INSIDE = frozenset(
    ("disk", "iso", "e01", "l01", "qcow2", "vmdk", "vhd", "dmg", "tar", "cpio", "encrypted disk")
)


def late_pdf(sample: Sample) -> int:
    """Where a PDF header stands that is not at the beginning but where readers still find it; 0 where there is none.

    The words alone are not enough, for a text may quote them: an object and an end must be there as well.
    """
    found = _PDF.search(sample.head, 1, _PDF_WITHIN + 8)
    if found is None or b" obj" not in sample.head[found.end() :]:
        return 0
    return found.start() if b"%%EOF" in sample.tail or b"startxref" in sample.tail else 0


def also(sample: Sample, stream: BinaryIO, kind: str) -> list[str]:
    """The further kinds that the file is at the same time."""
    if kind in _ANYTHING_INSIDE:
        return []
    kinds = []
    if kind not in ("pdf", "eml", "mbox", *_OWN_ZIPS) and late_pdf(sample):
        kinds.append("pdf")
    directory = directory_of(stream, sample.size, exactly=True)
    if directory is not None and (kind not in _OWN_ZIPS or _begins_otherwise(sample)):
        kinds.append("zip")
    if kind == "pdf" and (_PAGE.search(sample.tail[sample.tail.rfind(b"%%EOF") :]) or _page_before(sample)):
        kinds.append("html")
    return [one for one in kinds if one != kind]


def _page_before(sample: Sample) -> bool:
    start = late_pdf(sample)
    return bool(start) and _PAGE.search(sample.head[:start]) is not None


def _begins_otherwise(sample: Sample) -> bool:
    return not sample.head.startswith(b"PK")
