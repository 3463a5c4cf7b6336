"""The words of an OpenDocument, in reading order (OASIS ODF 1.3 part 3).

What is not shown (deleted, hidden) or stands beside the text (notes, comments, text boxes) follows its line under a
place of its own, as in `ooxml_story`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wholefile.extraction.ooxml_cells import letters
from wholefile.extraction.xml_safe import END, START, TEXT, Event
from wholefile.extraction.xml_text import Writing

_PARAGRAPHS = frozenset({"text:p", "text:h"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_NAMED = frozenset({"dc:creator", "dc:date", "svg:title", "svg:desc", "text:note-citation"})
# What begins text of its own, and where that stands; None where its name is only known at its end.
_APART = {
    "office:annotation": "comment",
    "text:note": None,
    "text:deletion": "deleted text",
    "draw:text-box": "text box",
    "draw:custom-shape": "text box",
    "draw:rect": "text box",
}
_SPACES = re.compile(r"[ \t\r\n]+")
_HIDING = frozenset({"text:hidden-text", "text:hidden-paragraph", "text:conditional-text"})
_MOST = 10_000
_MOST_REPEATED = 1 << 24


@dataclass(slots=True)
class Seen:
    """What a walk saw besides the text."""

    changes: int = 0
    comments: list[dict[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    loads: dict[str, None] = field(default_factory=dict)
    sheets: list[str] = field(default_factory=list)
    formulas: dict[str, str] = field(default_factory=dict)
    formula_count: int = 0
    hidden_rows: int = 0
    hidden_places: list[str] = field(default_factory=list)
    slides: int = 0


@dataclass(slots=True)
class _Capture:
    ends: str
    part: str
    pieces: list[str] = field(default_factory=list)
    author: str = ""
    date: str = ""


class OdfStory:
    """One walk over a part. `kind` is odt, ods or odp; `unseen` are the styles of what is not shown."""

    def __init__(
        self, writing: Writing, kind: str, unseen: Collection[str] = (), *, all_text: bool = False
    ) -> None:
        self._out, self._kind, self._unseen, self._all = writing, kind, unseen, all_text
        self.seen = Seen()
        self._paragraphs = 0
        self._gap = False
        self._captures: list[_Capture] = []
        self._spans: list[bool] = []
        self._hides = 0
        self._apart: list[tuple[Mapping[str, Any], str]] = []
        self._hidden: list[str] = []
        self._named: list[str] = []
        self._naming = ""
        self._rows: list[int] = []
        self._break_due = False
        self._sheet = ""
        self._row = self._column = 0
        self._cell: list[str] | None = None
        self._cell_told: Mapping[str, str] = {}
        self._first = True
        self._starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "text:s": lambda told: self._put(" " * min(_number(told.get("text:c", "1")), 1000)),
            "text:insertion": lambda _: self._changed(),
            "text:tab": lambda _: self._put("\t"),
            "text:line-break": lambda _: self._put("\n"),
            "text:a": lambda told: self._link(told.get("xlink:href", "")),
            "draw:a": lambda told: self._link(told.get("xlink:href", "")),
            "table:table": self._table,
            "table:table-row": self._row_begins,
            "draw:page": self._slide,
            "presentation:notes": lambda _: self._go({"slide": self.seen.slides, "part": "notes"}),
        }

    def take(
        self, events: Iterable[Event], on_start: Callable[[str, Mapping[str, str]], None] | None = None
    ) -> None:
        """Read events to their end; `on_start` sees every start first, to set the place."""
        for sort, name, told in events:
            if sort == TEXT:
                self._text(name)
            elif sort == START:
                if on_start is not None:
                    on_start(name, told)
                self._start(name, told)
            elif sort == END:
                self._end(name)
        while self._captures:
            self._capture_ends()
        self._line()

    def _start(self, name: str, told: Mapping[str, str]) -> None:
        if name in _PARAGRAPHS or name in ("text:span", "text:section"):
            if name in _PARAGRAPHS:
                if self._break_due:
                    self._line()
                self._paragraphs += 1
                self._gap = False
            hides = told.get("text:style-name", "") in self._unseen or told.get("text:display") == "none"
            self._spans.append(hides)
            self._hides += hides
        elif name in _NAMED:
            self._named, self._naming = [], name
        elif name in _APART and (self._kind == "odt" or not name.startswith("draw:")):
            self._captures.append(_Capture(name, _APART[name] or told.get("text:note-class", "note")))
        elif name in _CELLS:
            self._cell_begins(told)
        elif name in self._starts:
            self._starts[name](told)
        elif name in _HIDING:
            self._hide(told.get("text:string-value", ""))
        elif "xlink:href" in told:
            self._loads(told["xlink:href"])

    def _end(self, name: str) -> None:
        if name in _PARAGRAPHS or name in ("text:span", "text:section"):
            if self._spans:
                self._hides -= self._spans.pop()
            if name in _PARAGRAPHS:
                self._paragraphs = max(0, self._paragraphs - 1)
                self._paragraph_ends()
        elif name == self._naming:
            self._name_ends(name)
        elif self._captures and name == self._captures[-1].ends:
            self._capture_ends()
        elif name in _CELLS:
            self._cell_ends()
        elif name == "table:table-row":
            self._break_due = False
            if self._rows:
                self._rows.pop()
            self._line()
        elif name == "presentation:notes":
            self._go({"slide": self.seen.slides})

    def _text(self, text: str) -> None:
        if self._naming:
            self._named.append(text)
        elif self._paragraphs or self._all:
            words = _SPACES.sub(" ", text)
            if words[0] == " ":
                self._gap, words = True, words[1:]
            if words:
                self._put((" " if self._gap else "") + words.rstrip(" "))
                self._gap = words[-1] == " "

    def _put(self, text: str) -> None:
        if self._captures:
            self._captures[-1].pieces.append(text)
        elif self._hides:
            self._hidden.append(text)
        elif self._cell is not None:
            self._cell.append(text)
        else:
            self._out.put(text.lstrip(" ") if self._out.fresh and self._gap else text)

    def _paragraph_ends(self) -> None:
        self._gap = False
        if self._captures:
            self._captures[-1].pieces.append("\n")
        elif self._cell is not None:
            self._cell.append("\n")
        elif self._rows:
            self._break_due = True
        else:
            self._line()

    def _line(self) -> None:
        self._break_due = self._gap = False
        if self._hidden:
            self._hide("".join(self._hidden))
            self._hidden = []
        for where, text in self._apart:
            self._out.aside(where, text)
        self._apart = []
        self._out.end_line()

    def _hide(self, text: str) -> None:
        if text.strip():
            self._add({"part": "hidden text"}, text.strip())
            if len(self.seen.hidden) < _MOST:
                self.seen.hidden.append(text)

    def _add(self, where: Mapping[str, Any], text: str) -> None:
        self._apart.append(({"sheet": self._sheet, **where} if self._sheet else where, text))

    def _go(self, where: Mapping[str, Any]) -> None:
        self._line()
        self._out.go(where)

    def _name_ends(self, name: str) -> None:
        text, self._naming = "".join(self._named).strip(), ""
        if name in ("svg:title", "svg:desc"):
            self._add({"part": "alt text"}, text)
        elif self._captures and name == "dc:creator":
            self._captures[-1].author = text[:100]
        elif self._captures and name == "dc:date":
            self._captures[-1].date = text[:100]
        elif self._captures and name == "text:note-citation":
            self._captures[-1].part += f" {text[:20]}"

    def _capture_ends(self) -> None:
        one = self._captures.pop()
        part = f"{one.part} by {one.author}" if one.author else one.part
        where: dict[str, Any] = {"part": part}
        if one.ends == "office:annotation" and len(self.seen.comments) < _MOST:
            self.seen.comments.append({"author": one.author, "date": one.date})
            if self._sheet and self._cell is not None:
                where = {"cell": self._cell_name(1), "part": part}
        self.seen.changes += one.ends == "text:deletion"
        self._add(where, "".join(one.pieces).strip("\n"))

    def _table(self, told: Mapping[str, str]) -> None:
        if self._kind == "ods" and not self._captures and self._cell is None:
            self._sheet = told.get("table:name", "")[:255]
            self.seen.sheets.append(self._sheet)
            self._row = 0
            if told.get("table:style-name", "") in self._unseen:
                self.seen.hidden_places.append(f"sheet {self._sheet}")
            self._go({"sheet": self._sheet})
            self._out.put(self._sheet)
            self._line()

    def _row_begins(self, told: Mapping[str, str]) -> None:
        if not self._captures:
            self._line()
        self._rows.append(0)
        self._column, self._first = 0, True
        self._row += _number(told.get("table:number-rows-repeated", "1"))
        self.seen.hidden_rows += told.get("table:visibility", "visible") != "visible"

    def _cell_begins(self, told: Mapping[str, str]) -> None:
        self._break_due = False
        if self._sheet:
            self._cell, self._cell_told = [], told
            return
        if self._rows:
            if self._rows[-1]:
                self._put("\t")
            self._rows[-1] += 1

    def _cell_ends(self) -> None:
        self._break_due = False
        if self._cell is None:
            return
        told, repeated = self._cell_told, _number(self._cell_told.get("table:number-columns-repeated", "1"))
        text = (
            "".join(self._cell).strip("\n")
            or told.get("office:value", "")
            or told.get("office:string-value", "")
        )
        place = self._cell_name(repeated)
        self._cell = None
        self._column += repeated
        if "table:formula" in told:
            self.seen.formula_count += 1
            if len(self.seen.formulas) < 1_000:
                self.seen.formulas[f"{self._sheet}!{place}"] = told["table:formula"][:1_000]
        if text:
            if not self._first:
                self._out.put("\t")
            self._first = False
            self._out.go({"sheet": self._sheet, "cell": place})
            self._out.put(text)

    def _cell_name(self, repeated: int) -> str:
        name = f"{letters(self._column + 1)}{self._row}"
        return name if repeated <= 1 else f"{name}:{letters(self._column + repeated)}{self._row}"

    def _slide(self, told: Mapping[str, str]) -> None:
        self.seen.slides += 1
        if told.get("draw:style-name", "") in self._unseen:
            self.seen.hidden_places.append(f"slide {self.seen.slides}")
        self._go({"slide": self.seen.slides})

    def _changed(self) -> None:
        self.seen.changes += 1

    def _link(self, address: str) -> None:
        if address and len(self.seen.links) < 1_000:
            self.seen.links.setdefault(address[:2_000])

    def _loads(self, address: str) -> None:
        if (
            re.match(r"(?:https?:|ftp:|file:|//|\\\\)", address, re.IGNORECASE)
            and len(self.seen.loads) < 1_000
        ):
            self.seen.loads.setdefault(address[:2_000])


def _number(told: str) -> int:
    return min(int(told), _MOST_REPEATED) if told.isascii() and told.isdigit() and len(told) < 10 else 1
