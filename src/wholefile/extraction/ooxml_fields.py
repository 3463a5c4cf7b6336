"""What the fields of a document do: lead somewhere, or bring something in from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wholefile.extraction.output import Output

_LINK = re.compile(r"""^\s*HYPERLINK\s+(?:\\\w\s+)*"?([^"\s]{1,2000})""", re.IGNORECASE)
_BRINGS = re.compile(r"^\s*(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDE|DDEAUTO|LINK)\s", re.IGNORECASE)
_MOST = 1_000
_MOST_FLAGS = 20


def tell_fields(codes: Iterable[str], out: Output) -> None:
    """List the links, and flag each instruction that brings in what is not in the file; nothing is ever fetched."""
    links: dict[str, None] = {}
    flagged: dict[str, None] = {}
    for code in codes:
        found = _LINK.match(code)
        if found and len(links) < _MOST:
            links.setdefault(found.group(1))
        elif _BRINGS.match(code) and len(flagged) < _MOST_FLAGS:
            flagged.setdefault(" ".join(code.split())[:300])
    out.fact("field_links", list(links))
    for code in flagged:
        out.flag("remote content", f"A field brings in what is not in the file (never fetched): {code}")
