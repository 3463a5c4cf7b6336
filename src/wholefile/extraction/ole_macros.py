"""Macros in the older Office formats: a storage that is handed on whole (MS-OVBA)."""

from __future__ import annotations

from wholefile.extraction.contract import DAMAGED, Trouble
from wholefile.extraction.ole_container import Container
from wholefile.extraction.ole_rebuilt import rebuilt
from wholefile.extraction.output import Output


def hand_on_macros(container: Container, storage: str, out: Output) -> None:
    """Flag the macros under this storage, and hand them on as one file. Raises LimitReached."""
    paths = list(container.below(storage))
    if not paths:
        return
    out.flag("macros", "It holds macros: a program that may run when it is opened.")
    try:
        content = rebuilt({path: container.stream(storage, *path) for path in paths})
    except Trouble as trouble:
        out.trouble(DAMAGED, f"Its macros could not be read: {trouble.reason}")
        out.member(b"macros", None, method="macros", kind="unreadable", facts={"reason": trouble.reason})
        return
    out.member(b"macros", content, method="macros", facts={"storage": storage})
