"""PowerPoint 97-2003 (MS-PPT): slides in their order with notes and comments, and what is left of earlier versions."""

from __future__ import annotations

from wholefile.extraction.contract import LOCKED, LimitReached, Trouble
from wholefile.extraction.ole_container import checked
from wholefile.extraction.ole_encrypted import is_encrypted, read_encrypted
from wholefile.extraction.ole_objects import hand_on, unwrapped
from wholefile.extraction.ole_pictures import hand_on_pictures, pictures, unpacked
from wholefile.extraction.ole_properties import tell_properties
from wholefile.extraction.ole_slides import Show, Slide, show, storages
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_text import Writing

_STREAM = "PowerPoint Document"
_LOCKED = b"\xdf\xc4\xd1\xf3"  # the mark of a presentation under a password
_MOST_FLAGS = 50


def read(source: Source, out: Output) -> None:
    """Read a presentation.

    Raises Trouble where it is locked or damaged, LimitReached where its text is longer than the limit.
    """
    with checked(source.path, out) as container:
        user = container.stream("Current User") if container.has("Current User") else b""
        with source.open() as stream:
            locked = user[12:16] == _LOCKED or is_encrypted(stream)
        if locked:
            if "encrypted" in out.facts:
                raise Trouble(LOCKED, "It is still encrypted after it was decrypted.")
            read_encrypted(source, out)
            return
        tell_properties(container, out)
        data = container.stream(_STREAM)
        stopped: LimitReached | None = None
        try:
            _text(show(data, int.from_bytes(user[16:20], "little") if len(user) >= 20 else None), out)
        except LimitReached as reached:
            stopped = reached
        _objects(data, out)
        if container.has("Pictures"):
            hand_on_pictures(pictures(container.stream("Pictures")), out)
        if stopped is not None:
            raise stopped


def _text(found: Show, out: Output) -> None:
    writing = Writing()
    comments = hidden = 0
    for number, slide in enumerate(found.slides, 1):
        _lines(writing, {"slide": number}, slide.texts)
        _lines(writing, {"slide": number, "part": "notes"}, slide.notes)
        comments += _comments(writing, number, slide)
        hidden += slide.hidden
        if slide.hidden and hidden <= _MOST_FLAGS:
            out.flag("hidden text", f"Slide {number} is not shown.", slide=number)
    _lines(writing, {"part": "headers and footers"}, found.others)
    for number, slide in enumerate(found.earlier, 1):
        _lines(writing, {"part": f"earlier version {number}"}, slide.texts)
    if any(slide.texts for slide in found.earlier):
        out.flag("hidden text", "It holds slides or notes of earlier versions, which are not shown.")
    if comments:
        out.flag("comments", f"It holds {comments:,} comments.")
    out.fact("slides", len(found.slides))
    writing.tell(out)


def _comments(writing: Writing, number: int, slide: Slide) -> int:
    for author, text in slide.comments:
        _lines(
            writing, {"slide": number, "part": f"comment by {author[:100]}" if author else "comment"}, [text]
        )
    return len(slide.comments)


def _lines(writing: Writing, where: dict[str, object], texts: list[str]) -> None:
    writing.end_line()
    writing.go(where)
    for text in texts:
        writing.put(text)
        writing.end_line()


def _objects(data: bytes, out: Output) -> None:
    """The embedded objects, most of them packed behind the length they have unpacked."""
    for number, packed, content in storages(data):
        whole = unpacked(content[4:]) if packed else content
        for one in unwrapped(whole or content):
            hand_on(f"objects/{number}", one, out)
        if b"V\0B\0A\0" in whole[:65_536]:
            out.flag("macros", "It holds macros: a program that may run when it is opened.")
