"""How PowerPoint 97-2003 keeps its slides: a file of records that is only ever added to (MS-PPT).

Each save adds an edit that says where the current version of everything lies. What no current edit leads to is an
earlier version, which is still there to be read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wholefile.extraction.ole_pictures import Record, record_at, records

DOCUMENT, SLIDE, NOTES, EDIT, DIRECTORY = 1000, 1006, 1008, 4085, 6002
_LIST, _PERSIST, _CHARS, _BYTES, _STRING, _SHOW = 4080, 1011, 4000, 4008, 4026, 1017
_NOTES_ATOM, _COMMENT, _STORAGE = 1009, 12000, 4113
_MOST_EDITS = 10_000
_SLIDES, _MASTERS = 0, 1


@dataclass(slots=True)
class Slide:
    """One slide, or the notes of one: its own text, what the outline keeps of it, its comments."""

    number: int  # by which notes name their slide
    texts: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)  # author, text
    hidden: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Show:
    """The presentation as its last save left it, and what is left of earlier ones."""

    slides: list[Slide] = field(default_factory=list)
    earlier: list[Slide] = field(default_factory=list)
    masters: list[Slide] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # text of the document itself: headers, footers


def show(data: bytes, current: int | None) -> Show:
    """Read a presentation's stream; `current` is where its last edit lies, None where that is not known."""
    places = _places(data, current)
    found = Show()
    used: set[int] = set()
    notes: dict[int, list[str]] = {}
    top = list(_top(data))
    documents = [one for one in top if one.kind == DOCUMENT]
    chosen = [one for one in documents if one.start - 8 in places.values()] or documents[-1:]
    for one in chosen[-1:]:
        used.add(one.start)
        for instance, lists in _lists(data, one):
            for persist, number, outline in lists:
                record = record_at(data, places.get(persist, len(data)), len(data))
                slide = _slide(data, record, number) if record is not None else Slide(number)
                if record is not None:
                    used.add(record.start)
                slide.texts = [*outline, *slide.texts]
                if instance == _SLIDES:
                    found.slides.append(slide)
                elif instance == _MASTERS:
                    found.masters.append(slide)
                else:
                    notes.setdefault(_notes_of(data, record), []).extend(slide.texts)
        found.others += _outside_lists(data, one)
    for slide in found.slides:
        slide.notes = notes.pop(slide.number, [])
    for texts in notes.values():
        found.earlier.append(Slide(0, texts))
    for one in top:
        if one.kind in (SLIDE, NOTES) and one.start not in used:
            found.earlier.append(_slide(data, one, 0))
    return found


def storages(data: bytes) -> Iterator[tuple[int, bool, bytes]]:
    """The embedded objects: a number for each, whether it is packed, and its bytes."""
    for number, one in enumerate((one for one in _top(data) if one.kind == _STORAGE), 1):
        yield number, one.instance == 1, data[one.start : one.end]


def _top(data: bytes) -> Iterator[Record]:
    """The records that stand at the top, in the order in which they were saved."""
    at = 0
    while (one := record_at(data, at, len(data))) is not None:
        yield one
        at = one.end


def _places(data: bytes, current: int | None) -> Mapping[int, int]:
    """Where each thing lies, by its number: the last edit first, then those before it."""
    found: dict[int, int] = {}
    edits = [one.start - 8 for one in _top(data) if one.kind == EDIT] if current is None else [current]
    at, seen = (edits[-1] if edits else None), set[int]()
    while at is not None and at not in seen and len(seen) < _MOST_EDITS:
        seen.add(at)
        edit = record_at(data, at, len(data))
        if edit is None or edit.kind != EDIT or edit.end - edit.start < 20:
            break
        before, directory = struct.unpack_from("<II", data, edit.start + 8)
        one = record_at(data, directory, len(data))
        if one is not None and one.kind == DIRECTORY:
            for number, place in _entries(data, one):
                found.setdefault(number, place)
        at = before or None
    return found


def _entries(data: bytes, one: Record) -> Iterator[tuple[int, int]]:
    at = one.start
    while at + 4 <= one.end:
        (head,) = struct.unpack_from("<I", data, at)
        first, count = head & 0xFFFFF, head >> 20
        at += 4
        for n in range(count):
            if at + 4 > one.end:
                return
            yield first + n, struct.unpack_from("<I", data, at)[0]
            at += 4


def _lists(data: bytes, document: Record) -> Iterator[tuple[int, list[tuple[int, int, list[str]]]]]:
    """The lists of slides, masters and notes: number of the place, number of the slide, texts of the outline."""
    for one in records(data, document.start, document.end):
        if one.kind != _LIST:
            continue
        rows: list[tuple[int, int, list[str]]] = []
        for atom in records(data, one.start, one.end):
            if atom.kind == _PERSIST and atom.end - atom.start >= 16:
                persist, number = struct.unpack_from("<I8xI", data, atom.start)
                rows.append((persist, number, []))
            elif rows:
                rows[-1][2].extend(_words(data, atom))
        yield one.instance, rows


def _outside_lists(data: bytes, document: Record) -> list[str]:
    lists = [(one.start, one.end) for one in records(data, document.start, document.end) if one.kind == _LIST]
    found: list[str] = []
    for one in records(data, document.start, document.end):
        if one.kind in (_CHARS, _BYTES) and not any(start <= one.start < end for start, end in lists):
            found += _words(data, one)
    return found


def _slide(data: bytes, record: Record, number: int) -> Slide:
    slide = Slide(number)
    comment: list[str] = []
    comment_ends = 0
    for one in records(data, record.start, record.end):
        if one.kind == _COMMENT:
            comment, comment_ends = ["", ""], one.end
            slide.comments.append(("", ""))
        elif one.kind == _STRING and one.start < comment_ends and one.instance in (0, 1):
            comment[one.instance] = "".join(_words(data, one))
            slide.comments[-1] = (comment[0], comment[1])
        elif one.kind == _SHOW and one.end - one.start >= 12:
            slide.hidden = bool(data[one.start + 10] & 4)
        elif one.kind in (_CHARS, _BYTES):
            slide.texts += _words(data, one)
    return slide


def _words(data: bytes, one: Record) -> list[str]:
    raw = data[one.start : one.end]
    if one.kind in (_CHARS, _STRING):
        text = raw.decode("utf-16-le", "replace")
    elif one.kind == _BYTES:
        text = raw.decode("latin-1")
    else:
        return []
    text = text.replace("\r", "\n").replace("\x0b", "\n").replace("\0", "")
    return [text] if text.strip() else []


def _notes_of(data: bytes, record: Record | None) -> int:
    """The slide that these notes belong to."""
    if record is not None:
        for one in records(data, record.start, record.end):
            if one.kind == _NOTES_ATOM and one.end - one.start >= 4:
                return int.from_bytes(data[one.start : one.start + 4], "little")
    return 0
