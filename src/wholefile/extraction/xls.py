"""Excel before 2007 (BIFF): every cell with its place, comments, text boxes, headers, what is embedded.

The library gives values, not formulas: `formulas_not_read` says so where the file has any.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from wholefile.extraction.contract import DAMAGED, LOCKED, LimitReached, Trouble
from wholefile.extraction.ole_biff import Beside, beside_cells
from wholefile.extraction.ole_container import MAGIC, Container, checked
from wholefile.extraction.ole_encrypted import is_encrypted, read_encrypted
from wholefile.extraction.ole_macros import hand_on_macros
from wholefile.extraction.ole_objects import from_pool
from wholefile.extraction.ole_pictures import hand_on_pictures, pictures
from wholefile.extraction.ole_properties import tell_properties
from wholefile.extraction.ooxml_cells import letters
from wholefile.extraction.ooxml_numbers import date_of
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_text import Writing

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_STATES = {1: "hidden", 2: "very hidden"}
_MOST = 1_000


def read(source: Source, out: Output) -> None:
    """Read a workbook.

    Raises Trouble where it is locked or damaged, LimitReached where its text is longer than the limit.
    """
    if source.read(8) != MAGIC:  # the oldest workbooks are a stream without a container
        with source.open() as stream:
            _cells(stream.read(), out)
        return
    with source.open() as stream:
        locked = is_encrypted(stream)
    if locked:
        if "encrypted" in out.facts:
            raise Trouble(LOCKED, "It is still encrypted after it was decrypted.")
        read_encrypted(source, out)
        return
    with checked(source.path, out) as container:
        _container(container, out)


def _container(container: Container, out: Output) -> None:
    tell_properties(container, out)
    stopped: LimitReached | None = None
    try:
        name = "Workbook" if container.has("Workbook") else "Book"
        _cells(container.stream(name), out)
    except Trouble as trouble:  # said at once: a limit that its members reach would hide it
        out.trouble(trouble.status, trouble.reason)
    except LimitReached as reached:
        stopped = reached
    for name in container.storages():
        if name.upper().startswith(("MBD", "LNK")):
            from_pool(container, (name,), f"objects/{name}", out)
    hand_on_macros(container, "_VBA_PROJECT_CUR", out)
    if stopped is not None:
        raise stopped


def _cells(stream: bytes, out: Output) -> None:
    """The cells as the library sees them, and what stands beside them as the stream says it."""
    import xlrd  # noqa: PLC0415  # slow to import

    beside = beside_cells(stream)
    writing = Writing()
    try:
        with xlrd.open_workbook(
            file_contents=stream, on_demand=True, logfile=io.StringIO(), ragged_rows=True
        ) as book:
            _book(book, writing, out)
    except (MemoryError, RecursionError, LimitReached):
        raise
    except Exception as error:  # noqa: BLE001  # xlrd raises whatever a damaged file leads it to
        if "password" in str(error).lower() or "encrypted" in str(error).lower():
            out.trouble(LOCKED, "It is locked with a password.")
        else:
            out.trouble(DAMAGED, f"Its cells could not all be read: {error}.")
    _beside(beside, writing, out)
    _say(beside, writing, out)


def _say(beside: Beside, writing: Writing, out: Output) -> None:
    """The text, then the pictures, so that a limit on members never costs the text. Raises LimitReached."""
    stopped: LimitReached | None = None
    try:
        writing.tell(out)
    except LimitReached as reached:
        stopped = reached
    hand_on_pictures(pictures(beside.drawings), out)
    if stopped is not None:
        raise stopped


def _book(book: Any, writing: Writing, out: Output) -> None:
    names = [str(one) for one in book.sheet_names()]
    out.fact("sheets", names[:_MOST])
    out.fact("date_system", 1904 if book.datemode else 1900)
    out.fact("last_saved_by", str(book.user_name or "").strip())
    out.fact("defined_names", sorted({str(one.name) for one in book.name_obj_list if one.name})[:_MOST])
    comments = 0
    for number, name in enumerate(names):
        sheet = book.sheet_by_index(number)
        if sheet.visibility in _STATES:
            out.flag(
                "hidden text", f"The sheet {name} is not shown ({_STATES[sheet.visibility]}).", sheet=name
            )
        writing.go({"sheet": name})
        writing.put(name)
        writing.end_line()
        for row in range(sheet.nrows):
            _row(book, sheet, row, name, writing)
        for (row, column), note in sorted(sheet.cell_note_map.items()):
            comments += 1
            author = str(note.author or "").strip()[:100]
            part = f"comment by {author}" if author else "comment"
            writing.go({"sheet": name, "cell": f"{letters(column + 1)}{row + 1}", "part": part})
            writing.put(str(note.text or ""))
            writing.end_line()
        book.unload_sheet(number)
    if comments:
        out.flag("comments", f"It holds {comments:,} comments.")


def _row(book: Any, sheet: Any, row: int, name: str, writing: Writing) -> None:
    first = True
    for column, text in _shown(book, sheet, row):
        if not first:
            writing.put("\t")
        first = False
        writing.go({"sheet": name, "cell": f"{letters(column + 1)}{row + 1}"})
        writing.put(text)
    writing.end_line()


def _shown(book: Any, sheet: Any, row: int) -> Iterator[tuple[int, str]]:
    """The cells of a row that hold something, by column."""
    for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=False)):
        if kind == 1:
            text = str(value)
        elif kind == 2:
            text = _number(value)
        elif kind == 3:
            text = date_of(value, from_1904=bool(book.datemode)) or _number(value)
        elif kind == 4:
            text = "TRUE" if value else "FALSE"
        elif kind == 5:
            text = _ERRORS.get(value, f"#ERROR {value}")
        else:
            continue
        if text:
            yield column, text


def _number(value: float) -> str:
    """The number, without the .0 of a whole one."""
    return str(int(value)) if value == value // 1 and abs(value) < 1e15 else repr(value)


def _beside(beside: Beside, writing: Writing, out: Output) -> None:
    for part, texts in (("text box", beside.boxes), ("header or footer", beside.headings)):
        for text in texts:
            writing.end_line()
            writing.go({"part": part})
            writing.put(text)
            writing.end_line()
    if beside.formulas:
        out.fact("formulas_not_read", beside.formulas)
    if beside.hidden_rows or beside.hidden_columns:
        words = f"It hides {beside.hidden_rows:,} rows and {beside.hidden_columns:,} ranges of columns."
        out.flag("hidden text", words)
