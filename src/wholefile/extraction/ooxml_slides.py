"""A PowerPoint presentation: slides in their order with notes and comments, hidden ones too, then the masters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from wholefile.extraction.ooxml_others import read_others
from wholefile.extraction.ooxml_package import Package
from wholefile.extraction.ooxml_story import Story
from wholefile.extraction.output import Output
from wholefile.extraction.xml_safe import END, START, Event
from wholefile.extraction.xml_text import Writing

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml", re.IGNORECASE)
_MASTER = re.compile(r"ppt/(?:slideMasters/slideMaster|slideLayouts/slideLayout|notesMasters/notesMaster|"
                     r"handoutMasters/handoutMaster)(\d+)\.xml", re.IGNORECASE)  # fmt: skip
_COMMENT = ("p:cm", "p188:cm", "p188:reply")
_MOST_FLAGS = 50


def read_slides(package: Package, out: Output) -> None:
    """Read the text of a presentation. Raises LimitReached."""
    writing = Writing()
    slides = _in_order(package, out)
    authors = dict(_authors(package))
    comments = hidden = 0
    for number, part in enumerate(slides, 1):
        if not _slide(package, part, number, writing):
            hidden += 1
            if hidden <= _MOST_FLAGS:
                out.flag("hidden text", f"Slide {number} is not shown.", slide=number)
        comments += _beside(package, part, number, authors, writing)
    for part in package.names:
        if _MASTER.fullmatch(part):
            writing.go({"part": re.sub(r"(\D)(\d+)$", r"\1 \2", part.rpartition("/")[2][:-4])})
            Story(writing).take(_without_placeholders(package.events(part)))
            writing.end_line()
    read_others(package, writing, "ppt/")
    out.fact("slides", len(slides))
    if comments:
        out.flag("comments", f"It holds {comments:,} comments.")
    writing.tell(out)


def _slide(package: Package, part: str, number: int, writing: Writing) -> bool:
    """Write one slide; whether it is shown."""
    shown = True

    def look(name: str, told: Mapping[str, str]) -> None:
        nonlocal shown
        if name == "p:sld" and told.get("show", "1") in ("0", "false"):
            shown = False

    writing.go({"slide": number})
    Story(writing).take(package.events(part), look)
    writing.end_line()
    return shown


def _beside(package: Package, part: str, number: int, authors: Mapping[str, str], writing: Writing) -> int:
    """Write the notes and comments of a slide; how many comments there are."""
    comments = 0
    for lead in package.relations(part).values():
        if lead.external or not package.has(lead.target):
            continue
        if lead.kind == "notesSlide":
            writing.go({"slide": number, "part": "notes"})
            Story(writing).take(package.events(lead.target))
            writing.end_line()
        elif lead.kind == "comments":
            comments += _comments(package, lead.target, number, authors, writing)
    return comments


def _in_order(package: Package, out: Output) -> list[str]:
    """The slides as they are shown; those that are in the file and not in the show follow, and are flagged."""
    main = package.main("ppt/presentation.xml")
    found: dict[str, str] = {}
    if package.has(main):
        relations = package.relations(main)
        for event in package.events(main):
            if event.sort == START and event.name == "p:sldId":
                lead = relations.get(event.attributes.get("r:id", ""))
                if lead is not None and not lead.external and package.has(lead.target):
                    found.setdefault(lead.target.lower(), lead.target)
    left = [one for one in package.names if _SLIDE.fullmatch(one) and one.lower() not in found]
    if left and found:
        out.flag("hidden text", f"{len(left)} slides are in the file and not in the show.")
    return [*found.values(), *sorted(left, key=lambda one: (len(one), one))]


def _authors(package: Package) -> Iterator[tuple[str, str]]:
    for part in ("ppt/commentAuthors.xml", "ppt/authors.xml"):
        if package.has(part):
            for event in package.events(part):
                if event.sort == START and event.name in ("p:cmAuthor", "p188:author"):
                    yield event.attributes.get("id", ""), event.attributes.get("name", "")


def _comments(package: Package, part: str, slide: int, authors: Mapping[str, str], writing: Writing) -> int:
    count = 0

    def begin(name: str, told: Mapping[str, str]) -> None:
        nonlocal count
        if name in _COMMENT:
            count += 1
            author = authors.get(told.get("authorId", ""), "")[:100]
            writing.end_line()
            writing.go({"slide": slide, "part": f"comment by {author}" if author else "comment"})

    Story(writing).take(package.events(part), begin)
    writing.end_line()
    return count


def _without_placeholders(events: Iterable[Event]) -> Iterator[Event]:
    """The shapes of a master but its placeholders, whose words ("Click to edit") are shown on no slide."""
    shape: list[Event] = []
    depth, placeholder = 0, False
    for event in events:
        if event.name == "p:sp" and event.sort == START:
            depth += 1
        if not depth:
            yield event
            continue
        shape.append(event)
        placeholder = placeholder or (event.sort == START and event.name == "p:ph")
        if event.name == "p:sp" and event.sort == END:
            depth -= 1
            if not depth:
                if not placeholder:
                    yield from shape
                shape, placeholder = [], False
