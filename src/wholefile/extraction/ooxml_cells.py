"""The cells of a sheet as they stream by (ECMA-376 part 1, section 18.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wholefile.extraction.ooxml_numbers import date_of
from wholefile.extraction.xml_safe import END, START, TEXT, Event
from wholefile.extraction.xml_text import Writing

_WORDS = frozenset({"s:v", "s:t", "s:f"})
_SAID = frozenset(
    {"s:oddHeader", "s:oddFooter", "s:evenHeader", "s:evenFooter", "s:firstHeader", "s:firstFooter"}
)
_TRUE = ("1", "true")
_MOST_FORMULAS = 1_000


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share."""

    strings: Sequence[str] = ()
    dates: Sequence[bool] = ()  # by style: whether numbers are dates
    from_1904: bool = False
    formulas: dict[str, str] = field(default_factory=dict)  # the first of them, by sheet and cell
    formula_count: int = 0


@dataclass(slots=True)
class Seen:
    """What one sheet showed of itself."""

    cells: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0


class Cells:
    """One walk over a sheet: a line for each row, a tab between cells, a place for each."""

    def __init__(self, book: Book, sheet: str, writing: Writing) -> None:
        self._book, self._sheet, self._out = book, sheet, writing
        self.seen = Seen()
        self._row = self._column = 0
        self._cell, self._type, self._style = "", "", 0
        self._value: list[str] = []
        self._formula: list[str] = []
        self._inside: str = ""
        self._phonetic = False
        self._first = True

    def take(self, events: Iterable[Event]) -> Seen:
        """Read a sheet to its end."""
        for sort, name, attributes in events:
            if sort == TEXT:
                if self._inside and not self._phonetic:
                    (self._formula if self._inside == "s:f" else self._value).append(name)
            elif sort == START:
                if name in _WORDS or name in _SAID:
                    self._inside = name
                elif name == "s:rPh":
                    self._phonetic = True
                else:
                    self._start(name, attributes)
            elif sort == END:
                self._end(name)
        self._out.end_line()
        return self.seen

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        told = attributes.get
        if name == "s:c":
            self._column += 1
            self._cell = told("r") or f"{letters(self._column)}{self._row}"
            self._column = column_of(self._cell) or self._column
            self._type = told("t", "n")
            style = told("s", "0")
            self._style = int(style) if style.isascii() and style.isdigit() and len(style) < 9 else 0
            self._value, self._formula = [], []
        elif name == "s:row":
            number = told("r", "")
            self._row = (
                int(number) if number.isascii() and number.isdigit() and len(number) < 9 else self._row + 1
            )
            self._column, self._first = 0, True
            self.seen.hidden_rows += told("hidden", "").lower() in _TRUE
        elif name == "s:col" and told("hidden", "").lower() in _TRUE:
            self.seen.hidden_columns += 1

    def _end(self, name: str) -> None:
        if name in _WORDS:
            self._inside = ""
        elif name == "s:rPh":
            self._phonetic = False
        elif name == "s:c":
            self._tell()
        elif name == "s:row":
            self._out.end_line()
        elif name in _SAID:
            self._inside = ""
            self._out.end_line()
            self._out.go({"sheet": self._sheet, "part": "footer" if "Footer" in name else "header"})
            self._out.put("".join(self._value))
            self._out.end_line()
            self._value = []

    def _tell(self) -> None:
        if self._formula:
            self._book.formula_count += 1
            if len(self._book.formulas) < _MOST_FORMULAS:
                self._book.formulas[f"{self._sheet}!{self._cell}"] = "=" + "".join(self._formula)[:1_000]
        text = self._shown("".join(self._value))
        if not text:
            return
        if not self._first:
            self._out.put("\t")
        self._first = False
        self._out.go({"sheet": self._sheet, "cell": self._cell[:20]})
        self._out.put(text)
        self.seen.cells += 1

    def _shown(self, value: str) -> str:
        """What the cell shows; a number stays as the file writes it, unless its format makes it a date."""
        if self._type == "s":
            number = value.strip()
            known = number.isascii() and number.isdigit() and len(number) < 12
            return self._book.strings[int(number)] if known and int(number) < len(self._book.strings) else ""
        if self._type == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if self._type == "n" and self._style < len(self._book.dates) and self._book.dates[self._style]:
            try:
                return date_of(float(value), from_1904=self._book.from_1904) or value
            except ValueError:
                return value
        return value


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(cell: str) -> int:
    """The number of the column in the name of a cell, 0 where there is none."""
    number = 0
    for one in cell[:7].upper():
        if not "A" <= one <= "Z":
            break
        number = number * 26 + ord(one) - 64
    return number
