"""The words of WordprocessingML and DrawingML, in reading order (ECMA-376 part 1, sections 17 and 21).

The words of a line stay together as they would be printed. What is not printed there (deleted, moved away, hidden) or
stands beside it (a text box, the description of a picture) follows the line under a place of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from wholefile.extraction.xml_safe import END, START, TEXT, Event
from wholefile.extraction.xml_text import Writing

_WORDS = frozenset({"w:t", "a:t", "m:t", "w:delText", "p:text", "c:v", "w:instrText", "w:delInstrText"})
_PARAGRAPHS = frozenset({"w:p", "a:p"})
_RUNS = frozenset({"w:r", "a:r"})
_TABLE_ROWS = frozenset({"w:tr", "a:tr"})
_TABLE_CELLS = frozenset({"w:tc", "a:tc"})
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "a:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011",
          "w:softHyphen": "\u00ad"}  # fmt: skip
_GONE = frozenset({"w:del", "w:moveFrom"})
_COME = frozenset({"w:ins", "w:moveTo"})
_OFF = ("0", "false", "off", "none")
_MOST_CHANGES = 1_000
_DEEPEST = 10_000


class Story:
    """One walk over a part, writing what it says.

    `hidden_styles` are the ids of styles whose text is hidden. Afterwards: `changes` (kind, author, date as it stands),
    `hidden` (text that is not shown), `codes` (the instructions of fields).
    """

    def __init__(self, writing: Writing, hidden_styles: Collection[str] = ()) -> None:
        self._out = writing
        self._hidden_styles = hidden_styles
        self.changes: list[tuple[str, str, str]] = []
        self.hidden: list[str] = []
        self.codes: list[str] = []
        self._code: list[str] = []
        self._words = 0  # inside an element whose text counts
        self._code_words = False
        self._run_hidden = False
        self._paragraph_hidden = False
        self._in_run = 0
        self._gone: list[str] = []  # who took away what is being read
        self._apart: list[tuple[Mapping[str, Any], list[str]]] = []
        self._boxes: list[list[str]] = []
        self._seen_boxes: set[str] = set()
        self._rows: list[int] = []  # cells so far in each open row
        self._break_due = False
        self._starts: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "w:fldSimple": self._simple_field,
            "w:fldChar": self._field,
            "w:txbxContent": lambda _: self._boxes.append([]),
            "mc:Fallback": lambda _: self._boxes.append([]),
            "v:textpath": lambda one: self._apart_from("text box", one.get("string", "")),
            "w:sym": lambda one: self._put(_symbol(one.get("w:char", ""))),
            "w:tc": lambda _: self._cell(),
            "a:tc": lambda _: self._cell(),
            "w:vanish": self._vanish,
            "w:specVanish": self._vanish,
            "w:rStyle": self._style,
            "w:pStyle": self._paragraph_style,
        }

    def take(
        self, events: Iterable[Event], on_start: Callable[[str, Mapping[str, str]], None] | None = None
    ) -> None:
        """Read events to their end; `on_start` sees every start first, to set the place."""
        for sort, name, attributes in events:
            if sort == TEXT:
                if self._words:
                    self._text(name)
            elif sort == START:
                if on_start is not None:
                    on_start(name, attributes)
                self._start(name, attributes)
            elif sort == END:
                self._end(name)
        while self._boxes:
            self._end("w:txbxContent")
        self._flush()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _WORDS:
            self._words += 1
            self._code_words = name in ("w:instrText", "w:delInstrText")
        elif name in _PARAGRAPHS:
            if self._break_due:
                self._line()
            self._paragraph_hidden = False
        elif name in _RUNS:
            self._in_run += 1
            self._run_hidden = False
        elif name in _SIGNS:
            self._put(_SIGNS[name] if self._in_run or name == "a:br" else "")
        elif name in _GONE or name in _COME:
            self._change(name, attributes)
        elif name in _TABLE_ROWS:
            self._line()
            self._rows.append(0)
        elif name in self._starts:
            self._starts[name](attributes)
        if attributes and ("descr" in attributes or "alt" in attributes):
            self._apart_from("alt text", attributes.get("descr") or attributes.get("alt", ""))

    def _end(self, name: str) -> None:
        if name in _WORDS:
            self._words = max(0, self._words - 1)
            if name == "c:v":
                self._put("\n")
        elif name in _PARAGRAPHS:
            if self._rows and not self._boxes:
                self._break_due = True
            else:
                self._line()
        elif name in _RUNS:
            self._in_run = max(0, self._in_run - 1)
            self._run_hidden = False
        elif name in _GONE:
            if self._gone:
                self._gone.pop()
        elif name in _TABLE_CELLS:
            self._break_due = False
        elif name in _TABLE_ROWS:
            self._break_due = False
            if self._rows:
                self._rows.pop()
            self._line()
        elif name in ("w:txbxContent", "mc:Fallback") and self._boxes:
            self._box("text box" if name == "w:txbxContent" else "other form")

    def _cell(self) -> None:
        self._break_due = False
        if self._rows:
            if self._rows[-1]:
                self._put("\t")
            self._rows[-1] += 1

    def _text(self, text: str) -> None:
        if self._code_words:
            self._code.append(text)
        elif self._gone:
            self._add_apart({"part": f"deleted text{self._gone[-1]}"}, text)
        elif self._run_hidden or self._paragraph_hidden:
            self._add_apart({"part": "hidden text"}, text)
            self.hidden.append(text)
        else:
            self._put(text)

    def _put(self, text: str) -> None:
        if self._boxes:
            self._boxes[-1].append(text)
        else:
            self._out.put(text)

    def _add_apart(self, where: Mapping[str, Any], text: str) -> None:
        if self._apart and self._apart[-1][0] == where:
            self._apart[-1][1].append(text)
        else:
            self._apart.append((where, [text]))

    def _apart_from(self, part: str, text: str) -> None:
        if text.strip():
            self._apart.append(({"part": part}, [text]))

    def _line(self) -> None:
        self._break_due = False
        if self._boxes:
            self._boxes[-1].append("\n")
            return
        self._flush()
        self._out.end_line()

    def _flush(self) -> None:
        for where, pieces in self._apart:
            self._out.aside(where, "".join(pieces))
        self._apart = []

    def _box(self, part: str) -> None:
        """A box ends. Most are there twice, for newer and for older programs, and are written once."""
        text = "".join(self._boxes.pop())
        plain = "".join(text.split())
        if plain and plain not in self._seen_boxes:
            self._apart_from(part, text)
        self._seen_boxes.add(plain)

    def _change(self, name: str, attributes: Mapping[str, str]) -> None:
        author = attributes.get("w:author", "")
        if len(self.changes) < _MOST_CHANGES:
            self.changes.append((name[2:], author[:100], attributes.get("w:date", "")[:40]))
        if name in _GONE and len(self._gone) < _DEEPEST:
            self._gone.append(f" by {author[:100]}" if author else "")

    def _vanish(self, attributes: Mapping[str, str]) -> None:
        if self._in_run and attributes.get("w:val", "1") not in _OFF:
            self._run_hidden = True

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self._in_run and attributes.get("w:val") in self._hidden_styles:
            self._run_hidden = True

    def _paragraph_style(self, attributes: Mapping[str, str]) -> None:
        self._paragraph_hidden = attributes.get("w:val") in self._hidden_styles

    def _simple_field(self, attributes: Mapping[str, str]) -> None:
        self.codes.append(attributes.get("w:instr", ""))

    def _field(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("w:fldCharType") in ("separate", "end") and self._code:
            self.codes.append("".join(self._code))
            self._code = []


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
