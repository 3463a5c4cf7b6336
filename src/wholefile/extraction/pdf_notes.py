"""What people and programs have put onto the pages of a PDF: annotations, form fields, links, scripts.

Source: ISO 32000-2, 12.5 (annotations), 12.6 (actions), 12.7 (forms), 12.8 (signatures).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from wholefile.extraction.output import Output
from wholefile.extraction.pdf_attached import Attachments
from wholefile.extraction.pdf_hidden import Mark
from wholefile.extraction.pdf_objects import beginning_of, box, boxes, date, identity, named, words
from wholefile.extraction.pdf_page import Rectangle

_MOST_NOTES = 50_000
_MOST_FIELDS = 20_000
_MOST_MARKS = 300  # of a page
_MOST_SHOWN = 500
_MOST_SCRIPTS = 50
_HIDDEN_OR_NOT_VIEWED = 2 | 32
_MAY_HIDE = {
    "Square",
    "Circle",
    "Polygon",
    "PolyLine",
    "Highlight",
    "Ink",
    "Line",
    "FreeText",
    "Stamp",
    "StrikeOut",
}
_ACTIVE = {
    "JavaScript": "a script",
    "Launch": "a program that it starts",
    "ImportData": "data that it imports",
    "SubmitForm": "an address that it sends its fields to",
    "GoToE": "a file inside it that it opens",
    "Rendition": "media that it plays",
    "RichMediaExecute": "media that it runs",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Text that stands on a page without being part of it. `page` is None where the file does not say."""

    part: str
    text: str
    page: int | None
    box: Rectangle | None


@dataclass(slots=True)
class Notes:
    """What was found on all pages."""

    notes: list[Note] = field(default_factory=list)
    marks: dict[int, list[Mark]] = field(default_factory=dict)
    links: list[dict[str, Any]] = field(default_factory=list)
    scripts: list[dict[str, Any]] = field(default_factory=list)
    signatures: list[dict[str, Any]] = field(default_factory=list)
    fields: list[dict[str, Any]] = field(default_factory=list)
    annotations: dict[str, int] = field(default_factory=dict)
    pages_of: dict[tuple[int, int], tuple[int, Rectangle | None]] = field(default_factory=dict)
    active: set[tuple[str, str]] = field(default_factory=set)

    def say(self, out: Output) -> None:
        """The facts and flags of it all."""
        out.fact("annotations", self.annotations)
        out.fact("links", self.links)
        out.fact("scripts", self.scripts)
        out.fact("form_fields", self.fields)
        if self.signatures:
            out.fact("signatures", {"verified": "not checked", "found": self.signatures})
        for kind, where in sorted(self.active)[:100]:
            out.flag("active content", f"The file holds {_ACTIVE[kind]} ({kind}), in {where}.")


def notes_of(pdf: Any, attachments: Attachments, found: Notes) -> None:
    """Everything on the pages and in the document that acts or speaks; `found` is filled as far as it can be read."""
    _document_actions(pdf, found)
    count = 0
    for number, page in enumerate(pdf.pages, 1):
        attachments.associated(page.obj, number)
        _extra_actions(page.obj, f"page {number}", found)
        listed = page.obj.get("/Annots")
        for annotation in list(listed)[:_MOST_NOTES] if isinstance(listed, pikepdf.Array) else ():
            count += 1
            if count > _MOST_NOTES:
                return
            if isinstance(annotation, pikepdf.Dictionary):
                _annotation(annotation, number, attachments, found)


def fields_of(pdf: Any, found: Notes, size: int) -> None:
    """The fields of the form with what was filled in, and the signatures, of which none is verified here."""
    form = pdf.Root.get("/AcroForm")
    top = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    listed = list(top)[:_MOST_FIELDS] if isinstance(top, pikepdf.Array) else []
    waiting = [(one, "", "") for one in reversed(listed)]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting and count < _MOST_FIELDS:
        one, above, kind = waiting.pop()
        if not isinstance(one, pikepdf.Dictionary) or (identity(one) != (0, 0) and identity(one) in seen):
            continue
        seen.add(identity(one))
        count += 1
        own = words(one.get("/T"), 500)
        name = f"{above}.{own}" if above and own else above or own
        kind = words(one.get("/FT"), 20).lstrip("/") or kind
        _extra_actions(one, f"the field {name}", found)
        kids = one.get("/Kids")
        below = list(kids)[:_MOST_FIELDS] if isinstance(kids, pikepdf.Array) else []
        if one.get("/V") is not None:
            _filled(one, name, kind, [*below, one], found=found, size=size)
        waiting.extend((kid, name, kind) for kid in reversed(below))


def _filled(one: Any, name: str, kind: str, widgets: list[Any], *, found: Notes, size: int) -> None:
    value = one.get("/V")
    if kind == "Sig":
        if isinstance(value, pikepdf.Dictionary):
            found.signatures.append(_signature(value, name, size))
        return
    if isinstance(value, pikepdf.Stream):
        text = beginning_of(value, 100_000).decode("utf-8", "replace")
    elif isinstance(value, pikepdf.Array):
        text = "\n".join(words(each) for each in list(value)[:1_000])
    else:
        text = words(value, 100_000)
    places = (found.pages_of.get(identity(each)) for each in widgets if isinstance(each, pikepdf.Dictionary))
    page, around = next((place for place in places if place), (None, None))
    if len(found.fields) < _MOST_SHOWN:
        found.fields.append({"name": name, "type": kind, "value": text[:1_000], "page": page})
    if text.strip() and kind != "Btn":
        found.notes.append(Note(f"field {name}", text, page, around))


def _signature(value: Any, name: str, size: int) -> dict[str, Any]:
    ranges = value.get("/ByteRange")
    covered = (
        [int(one) for one in ranges if isinstance(one, int)] if isinstance(ranges, pikepdf.Array) else []
    )
    told: dict[str, Any] = {
        "field": name,
        "signer": words(value.get("/Name"), 500),
        "reason": words(value.get("/Reason"), 1_000),
        "place": words(value.get("/Location"), 500),
        "time": date(value.get("/M")),
        "format": words(value.get("/SubFilter"), 100).lstrip("/"),
    }
    if len(covered) == 4:
        told["covers_whole_file"] = covered[0] == 0 and covered[2] + covered[3] == size
    return {key: what for key, what in told.items() if what not in (None, "")}


def _annotation(one: Any, page: int, attachments: Attachments, found: Notes) -> None:
    subtype = words(one.get("/Subtype"), 50).lstrip("/") or "unknown"
    if len(found.annotations) < 100 or subtype in found.annotations:
        found.annotations[subtype] = found.annotations.get(subtype, 0) + 1
    around = box(one.get("/Rect"))
    found.pages_of[identity(one)] = (page, around)
    _action(one.get("/A"), f"an annotation of page {page}", found, page)
    _extra_actions(one, f"an annotation of page {page}", found)
    attachments.associated(one, page)
    attachments.take(one.get("/FS"), page=page)
    _mark(one, subtype, around, page, found)
    if subtype in ("Link", "Widget", "Popup"):
        return
    text = words(one.get("/Contents"), 100_000) or re.sub(r"<[^>]*>", "", words(one.get("/RC"), 100_000))
    if text.strip():
        found.notes.append(
            Note(f"annotation p{page}", _with_author(text, words(one.get("/T"), 500)), page, around)
        )


def _with_author(text: str, author: str) -> str:
    return f"{author}: {text}" if author else text


def _mark(one: Any, subtype: str, around: Rectangle | None, page: int, found: Notes) -> None:
    """An annotation that may hide the text beneath it, or that was to have it removed."""
    flags = one.get("/F")
    shown = not (isinstance(flags, int) and int(flags) & _HIDDEN_OR_NOT_VIEWED)
    if not (subtype == "Redact" or (subtype in _MAY_HIDE and shown)):
        return
    marks = found.marks.setdefault(page, [])
    places = boxes(one.get("/QuadPoints"), _MOST_MARKS) or ([around] if around else [])
    marks.extend(Mark(subtype, place) for place in places[: _MOST_MARKS - len(marks)])


def _document_actions(pdf: Any, found: Notes) -> None:
    root = pdf.Root
    _action(root.get("/OpenAction"), "what it does when it is opened", found, None)
    _extra_actions(root, "the document", found)
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for _name, action in named(names.get("/JavaScript"), 1_000):
            _action(action, "the document", found, None)


def _extra_actions(owner: Any, where: str, found: Notes) -> None:
    extra = owner.get("/AA")
    for key in list(extra.keys())[:50] if isinstance(extra, pikepdf.Dictionary) else ():
        _action(extra.get(key), where, found, None)


def _action(action: Any, where: str, found: Notes, page: int | None) -> None:
    """An action and those that follow it: links are listed, what runs or reaches out is flagged."""
    for _step in range(50):
        if not isinstance(action, pikepdf.Dictionary):
            return
        kind = words(action.get("/S"), 50).lstrip("/")
        if kind == "URI" and len(found.links) < _MOST_SHOWN:
            found.links.append({"page": page, "to": words(action.get("/URI"), 2_000)})
        elif kind in _ACTIVE:
            found.active.add((kind, where[:200]))
            _keep(action, kind, where, found)
        following = action.get("/Next")
        action = following[0] if isinstance(following, pikepdf.Array) and len(following) else following


def _keep(action: Any, kind: str, where: str, found: Notes) -> None:
    """The words of a script, the program of a launch, the address that fields are sent to."""
    told = action.get("/JS" if kind == "JavaScript" else "/F")
    if isinstance(told, pikepdf.Stream):
        text = beginning_of(told, 5_000).decode("utf-8", "replace")
    elif isinstance(told, pikepdf.Dictionary):
        text = words(told.get("/UF") or told.get("/F"), 2_000)
    else:
        text = words(told, 5_000)
    if text and len(found.scripts) < _MOST_SCRIPTS:
        found.scripts.append({"kind": kind, "where": where[:200], "text": text})
