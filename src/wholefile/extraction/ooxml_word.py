"""A Word document: body, then headers, footers, notes and comments, every part of the package that holds text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wholefile.extraction.ooxml_fields import tell_fields
from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.ooxml_story import Story
from wholefile.extraction.output import Output
from wholefile.extraction.xml_safe import END, START
from wholefile.extraction.xml_text import Writing

_KINDS = (
    "header",
    "footer",
    "footnotes",
    "endnotes",
    "comments",
    "document",
    "document2",
    "chart",
    "data",
    "drawing",
)
_PART = re.compile(
    r"word/(?:glossary/)?(?:(header|footer|footnotes|endnotes|comments)(\d*)|(document\d*))\.xml"
    r"|word/(?:charts/(chart)|diagrams/(data)|drawings/(drawing))(\d+)\.xml",
    re.IGNORECASE,
)
_NOTES = {"w:footnote": "footnote", "w:endnote": "endnote", "w:comment": "comment"}
_MOST_COMMENTS = 1_000


def read_word(package: Package, out: Output) -> None:
    """Read the text of a document and what stands beside it. Raises LimitReached."""
    main = package.main("word/document.xml")
    styles = _hidden_styles(package)
    writing = Writing()
    story = Story(writing, styles)
    comments: list[dict[str, str]] = []
    if package.has(main):
        story.take(package.events(main))
        writing.end_line()
    for name in _others(package, main):
        part = _named(name)
        writing.go({"part": part})

        def place(element: str, attributes: Mapping[str, str]) -> None:
            if element in _NOTES:
                _at_note(writing, _NOTES[element], attributes, comments)

        story.take(package.events(name), place)
        writing.end_line()
    _tell(story, comments, out)
    writing.tell(out)


def _others(package: Package, main: str) -> list[str]:
    """Every other part with text: headers first, as they are named, and the glossary of building blocks last."""
    found = [one for one in package.names if one.lower() != main.lower() and _PART.fullmatch(one)]

    def rank(name: str) -> tuple[bool, int, int]:
        kind, number = _kind_of(name)
        return "/glossary/" in name.lower(), _KINDS.index(kind) if kind in _KINDS else len(_KINDS), number

    return sorted(found, key=rank)


def _kind_of(name: str) -> tuple[str, int]:
    found = _PART.fullmatch(name)
    if found is None:
        return name, 0
    kind = next(one for one in (found.group(n) for n in (1, 3, 4, 5, 6)) if one)
    return kind.lower(), int((found.group(2) or found.group(7) or "0")[:6])


def _named(name: str) -> str:
    kind, number = _kind_of(name)
    plain = {"data": "diagram"}.get(kind, kind)
    words = f"{plain} {number}" if number else plain
    return f"glossary {words}" if "/glossary/" in name.lower() else words


def _at_note(
    writing: Writing, kind: str, attributes: Mapping[str, str], comments: list[dict[str, str]]
) -> None:
    """A note or comment begins."""
    words = f"{kind} {attributes.get('w:id', '')[:20]}"
    if kind == "comment":
        author = attributes.get("w:author", "")
        words += f" by {author[:100]}" if author else ""
        if len(comments) < _MOST_COMMENTS:
            # Word writes local times here and calls them UTC, so they stay text.
            comments.append({"author": author[:100], "date": attributes.get("w:date", "")[:40]})
    writing.end_line()
    writing.go({"part": words})


def _hidden_styles(package: Package) -> set[str]:
    """The ids of styles that hide their text."""
    found: set[str] = set()
    if not package.has("word/styles.xml"):
        return found
    style = ""
    for event in package.events("word/styles.xml"):
        if event.sort == START and event.name == "w:style":
            style = event.attributes.get("w:styleId", "")
        elif event.sort == END and event.name == "w:style":
            style = ""
        elif event.sort == START and event.name == "w:vanish" and style and _on(event.attributes):
            found.add(style)
    return found


def _on(attributes: Mapping[str, str]) -> bool:
    return attributes.get("w:val", "1") not in ("0", "false", "off")


def _tell(story: Story, comments: list[dict[str, str]], out: Output) -> None:
    if story.changes:
        authors = sorted({author for _kind, author, _date in story.changes if author})
        by = f" by {', '.join(authors)}" if authors else ""
        out.flag("tracked changes", f"It holds {len(story.changes):,} tracked changes{by}.")
        out.fact(
            "tracked_changes",
            [{"kind": kind, "author": who, "date": when} for kind, who, when in story.changes],
        )
    for text in story.hidden[:20]:
        if text.strip():
            out.flag("hidden text", f"It holds text that is not shown: {text[:200]}")
    if comments:
        out.flag("comments", f"It holds {len(comments):,} comments.")
        out.fact("comments", comments)
    tell_fields(story.codes, out)
