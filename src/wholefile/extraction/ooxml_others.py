"""What else in a package holds words: charts, drawings, diagrams, pivot caches, cached values of other workbooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from wholefile.extraction.html import text_of_markup
from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.ooxml_story import Story
from wholefile.extraction.xml_charset import decoded
from wholefile.extraction.xml_safe import START, TEXT
from wholefile.extraction.xml_text import Writing

_STORIES = re.compile(r"(?:charts/(chart)|drawings/(drawing)|diagrams/(data))(\d*)\.xml", re.IGNORECASE)
_VALUES = re.compile(
    r"(?:pivotCache/(pivotCache)(?:Definition|Records)|externalLinks/(externalLink))(\d*)\.xml", re.IGNORECASE
)
_SHAPES = re.compile(r"drawings/(vmlDrawing)(\d*)\.vml", re.IGNORECASE)
_BOX = re.compile(r"<v:textbox[^>]*>(.*?)</v:textbox", re.DOTALL | re.IGNORECASE)
_PLAIN = {
    "data": "diagram",
    "pivotcache": "pivot cache",
    "externallink": "external link",
    "vmldrawing": "drawing",
}
_VALUE_NAMES = frozenset({"s:s", "s:n", "s:d", "s:b", "s:e", "s:sheetName"})


def read_others(package: Package, writing: Writing, root: str) -> None:
    """Write the words of these parts, each under a place of its own. Raises LimitReached."""
    readers: tuple[tuple[re.Pattern[str], Callable[[Package, str, Writing], None]], ...] = (
        (_STORIES, _story),
        (_VALUES, _values),
        (_SHAPES, _shapes),
    )
    for name in package.names:
        if not name.lower().startswith(root):
            continue
        for pattern, reader in readers:
            found = pattern.fullmatch(name[len(root) :])
            if found:
                kind, *_rest = (one for one in found.groups()[:-1] if one)
                words = _PLAIN.get(kind.lower(), kind.lower())
                writing.end_line()
                writing.go({"part": f"{words} {found.groups()[-1]}".strip()})
                reader(package, name, writing)
                writing.end_line()


def _story(package: Package, name: str, writing: Writing) -> None:
    Story(writing).take(package.events(name))


def _values(package: Package, name: str, writing: Writing) -> None:
    """Values that a workbook keeps of data that may no longer be anywhere else."""
    inside = False
    for sort, element, told in package.events(name):
        if sort == TEXT and inside:
            writing.put(element)
        elif element == "s:v":
            inside = sort == START
            writing.end_line()
        elif sort == START and element in _VALUE_NAMES:
            _line(writing, told)


def _line(writing: Writing, told: Mapping[str, str]) -> None:
    value = told.get("v") or told.get("val") or ""
    if value:
        writing.put(value)
        writing.end_line()


def _shapes(package: Package, name: str, writing: Writing) -> None:
    """Old drawings, whose boxes hold HTML."""
    for box in _BOX.findall(decoded(b"".join(package.blocks(name))).text):
        writing.put(text_of_markup(box).text)
