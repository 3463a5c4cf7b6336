"""Word, Excel and PowerPoint since 2007 (ECMA-376), with and without macros.

Own readers over the package, because what evidence needs is what converters drop: headers and footers with their page
numbers, notes, comments, deleted and hidden text, hidden sheets and slides, every embedded file.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from wholefile.extraction.contract import DAMAGED, LimitReached, Trouble
from wholefile.extraction.ole_container import MAGIC
from wholefile.extraction.ooxml_facts import tell_properties, tell_relations
from wholefile.extraction.ooxml_members import hand_on_members
from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.ooxml_sheet import read_workbook
from wholefile.extraction.ooxml_slides import read_slides
from wholefile.extraction.ooxml_word import read_word
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source


def read(source: Source, out: Output) -> None:
    """Read an Office document: text, properties, embedded files.

    Raises Trouble where it cannot be opened or is locked, LimitReached where it unpacks to more than the limits allow;
    its embedded files are handed on all the same, as far as the limits go.
    """
    if source.read(8) == MAGIC:
        from wholefile.extraction.ole_encrypted import read_encrypted  # noqa: PLC0415  # they read each other's files

        read_encrypted(source, out)
        return
    with closing(Package(source, out)) as package:
        _read(package, source, out)


def _read(package: Package, source: Source, out: Output) -> None:
    reader = _reader_of(source.kind, package)
    if reader is None:
        raise Trouble(DAMAGED, "It has none of the parts of a document, a workbook or a presentation.")
    stopped: LimitReached | None = None
    try:
        tell_properties(package, out)
        tell_relations(package, out)
        reader(package, out)
    except LimitReached as reached:
        stopped = reached
    hand_on_members(package, out)
    if stopped is not None:
        raise stopped
    package.check()


def _reader_of(kind: str, package: Package) -> Callable[[Package, Output], None] | None:
    readers = {"docx": read_word, "xlsx": read_workbook, "pptx": read_slides}
    if kind in readers:
        return readers[kind]
    for folder, reader in (("word/", read_word), ("xl/", read_workbook), ("ppt/", read_slides)):
        if any(one.lower().startswith(folder) for one in package.names):
            return reader
    return None
