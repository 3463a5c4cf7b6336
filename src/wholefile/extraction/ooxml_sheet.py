"""An Excel workbook: every cell of every sheet with its place, hidden ones too, and what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wholefile.extraction.contract import UNSUPPORTED
from wholefile.extraction.ooxml_cells import Book, Cells
from wholefile.extraction.ooxml_numbers import is_date
from wholefile.extraction.ooxml_others import read_others
from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.output import Output
from wholefile.extraction.xml_safe import END, START, TEXT
from wholefile.extraction.xml_text import Writing

_MOST_NAMES = 1_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


class _Sheet(NamedTuple):
    name: str
    part: str
    state: str


def read_workbook(package: Package, out: Output) -> None:
    """Read the text of a workbook. Raises LimitReached."""
    main = package.main("xl/workbook.xml")
    if main.endswith(".bin"):
        out.trouble(UNSUPPORTED, "It is a binary workbook (xlsb), whose cells nothing here reads.")
    book = Book()
    sheets = _sheets(package, main, book, out) if not main.endswith(".bin") else []
    book.strings = list(_strings(package))
    book.dates = _date_styles(package)
    people = dict(_people(package))
    writing = Writing()
    comments = 0
    for sheet in sheets:
        writing.go({"sheet": sheet.name})
        writing.put(sheet.name)
        writing.end_line()
        seen = Cells(book, sheet.name, writing).take(package.events(sheet.part))
        _tell_hidden(sheet, seen.hidden_rows, seen.hidden_columns, out)
        comments += _comments(package, sheet, people, writing)
    read_others(package, writing, "xl/")
    out.fact("sheets", [sheet.name for sheet in sheets][:1_000])
    out.fact("formulas", book.formulas)
    out.fact("formula_count", book.formula_count or None)
    if comments:
        out.flag("comments", f"It holds {comments:,} comments.")
    writing.tell(out)


def _sheets(package: Package, main: str, book: Book, out: Output) -> list[_Sheet]:
    """The sheets in their order; those that the workbook does not name follow."""
    if not package.has(main):
        return []
    relations = package.relations(main)
    found: list[_Sheet] = []
    names: dict[str, str] = {}
    defined = ""
    for sort, name, told in package.events(main):
        if sort == START and name == "s:sheet":
            lead = relations.get(told.get("r:id", ""))
            if lead is not None and package.has(lead.target):
                found.append(_Sheet(told.get("name", "")[:255], lead.target, told.get("state", "visible")))
        elif sort == START and name == "s:workbookPr":
            book.from_1904 = told.get("date1904", "0").lower() in ("1", "true")
        elif sort == START and name == "s:definedName":
            defined = told.get("name", "")[:255]
        elif sort == TEXT and defined and len(names) < _MOST_NAMES:
            names[defined] = (names.get(defined, "") + name)[:1_000]
        elif sort == END and name == "s:definedName":
            defined = ""
    out.fact("defined_names", names)
    out.fact("date_system", 1904 if book.from_1904 else 1900)
    named = {one.part.lower() for one in found}
    left = (one for one in package.names if _SHEET.fullmatch(one) and one.lower() not in named)
    found += [_Sheet(one.rpartition("/")[2], one, "not named in the workbook") for one in left]
    return found


def _strings(package: Package) -> Iterator[str]:
    """The shared strings in order, without the reading aids of East Asian scripts."""
    if not package.has("xl/sharedStrings.xml"):
        return
    pieces: list[str] = []
    inside = phonetic = False
    for sort, name, _ in package.events("xl/sharedStrings.xml"):
        if sort == TEXT:
            if inside and not phonetic:
                pieces.append(name)
        elif name == "s:t":
            inside = sort == START
        elif name == "s:rPh":
            phonetic = sort == START
        elif name == "s:si" and sort == END:
            yield "".join(pieces)
            pieces = []


def _date_styles(package: Package) -> list[bool]:
    """For each cell style, whether its numbers are dates."""
    codes: dict[int, str] = {}
    styles: list[bool] = []
    if not package.has("xl/styles.xml"):
        return styles
    cells = False
    for sort, name, told in package.events("xl/styles.xml"):
        if sort == START and name == "s:numFmt":
            codes[_number(told.get("numFmtId"))] = told.get("formatCode", "")
        elif name == "s:cellXfs":
            cells = sort == START
        elif sort == START and name == "s:xf" and cells:
            number = _number(told.get("numFmtId"))
            styles.append(is_date(number, codes.get(number, "")))
    return styles


def _number(told: str | None) -> int:
    return int(told) if told and told.isascii() and told.isdigit() and len(told) < 10 else 0


def _people(package: Package) -> Iterator[tuple[str, str]]:
    for part in package.names:
        if part.lower().startswith("xl/persons/") and part.lower().endswith(".xml"):
            for event in package.events(part):
                if event.sort == START and event.name == "tc:person":
                    yield event.attributes.get("id", ""), event.attributes.get("displayName", "")


def _comments(package: Package, sheet: _Sheet, people: Mapping[str, str], writing: Writing) -> int:
    """The comments of a sheet, old and threaded, each under its cell; how many there are."""
    count = 0
    for one in package.relations(sheet.part).values():
        if one.kind not in ("comments", "threadedComment") or one.external or not package.has(one.target):
            continue
        authors: list[str] = []
        inside = ""
        for sort, name, told in package.events(one.target):
            if sort == TEXT and inside:
                if inside == "s:author":
                    authors[-1] += name
                else:
                    writing.put(name)
            elif sort == START and name in ("s:comment", "tc:threadedComment"):
                count += 1
                number = _number(told.get("authorId"))
                author = people.get(told.get("personId", ""), "") or (
                    authors[number] if number < len(authors) else ""
                )
                words = f"comment by {author[:100]}" if author else "comment"
                writing.end_line()
                writing.go({"sheet": sheet.name, "cell": told.get("ref", "")[:20], "part": words})
            elif name in ("s:author", "s:t", "tc:text"):
                inside = name if sort == START else ""
                if sort == START and name == "s:author":
                    authors.append("")
        writing.end_line()
    return count


def _tell_hidden(sheet: _Sheet, rows: int, columns: int, out: Output) -> None:
    if sheet.state != "visible":
        out.flag("hidden text", f"The sheet {sheet.name} is not shown ({sheet.state}).", sheet=sheet.name)
    if rows or columns:
        words = f"The sheet {sheet.name} hides {rows:,} rows and {columns:,} ranges of columns."
        out.flag("hidden text", words, sheet=sheet.name)
