"""PDFs made for a test: a page is a content stream and what it needs."""

import io
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

SIZE = (300, 200)


@dataclass
class Sheet:
    """A page: its content, rotation, crop box, annotations (as dictionaries), forms and pictures by name."""

    content: bytes
    rotate: int = 0
    crop: list[float] | None = None
    annotations: list[Any] = field(default_factory=list)
    forms: dict[str, bytes] = field(default_factory=dict)
    form_matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    pictures: dict[str, tuple[int, int, bytes]] = field(default_factory=dict)
    states: dict[str, Any] = field(default_factory=dict)
    size: tuple[float, float] = SIZE


def text(words: str, x: float, y: float, size: float = 12, before: str = "") -> bytes:
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"{before} BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET\n".encode()


def bar(left: float, bottom: float, right: float, top: float, colour: str = "0 0 0 rg") -> bytes:
    return f"q {colour} {left} {bottom} {right - left} {top - bottom} re f Q\n".encode()


def document(*sheets: Sheet) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for sheet in sheets:
        page = pdf.add_blank_page(page_size=sheet.size)
        things = Dictionary()
        for name, content in sheet.forms.items():
            form = pdf.make_stream(content)
            form.Type, form.Subtype = Name.XObject, Name.Form
            form.BBox, form.Matrix = Array([-1000, -1000, 2000, 2000]), Array(sheet.form_matrix)
            form.Resources = Dictionary(Font=Dictionary(F1=font))
            things[f"/{name}"] = form
        for name, (width, height, grey) in sheet.pictures.items():
            picture = pdf.make_stream(grey)
            picture.Type, picture.Subtype = Name.XObject, Name.Image
            picture.Width, picture.Height = width, height
            picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
            things[f"/{name}"] = picture
        states = Dictionary({f"/{name}": state for name, state in sheet.states.items()})
        page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=things, ExtGState=states)
        page.Contents = pdf.make_stream(sheet.content)
        if sheet.rotate:
            page.Rotate = sheet.rotate
        if sheet.crop:
            page.CropBox = Array(sheet.crop)
        if sheet.annotations:
            page.Annots = Array([pdf.make_indirect(one) for one in sheet.annotations])
    return pdf


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id="encryption" not in how, **how)
    return stream.getvalue()


def made(*sheets: Sheet, **how: Any) -> bytes:
    return saved(document(*sheets), **how)


def annotation(subtype: str, box: list[float], **more: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array(box), **more)


def file_inside(pdf: pikepdf.Pdf, name: str, content: bytes, **params: Any) -> Dictionary:
    stream = pdf.make_stream(content)
    stream.Type = Name.EmbeddedFile
    if params:
        stream.Params = Dictionary(**params)
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, UF=String(name), EF=Dictionary(F=stream)))


def attach(pdf: pikepdf.Pdf, *specifications: Dictionary) -> None:
    names: list[Any] = []
    for number, one in enumerate(specifications):
        names += [String(f"{number:05}"), one]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
