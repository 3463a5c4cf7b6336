r"""PDF: the text of its pages with the place of every word, what is hidden there, and everything else it carries.

One layer `text`: the pages in order, with a form feed between two, then comments and form fields, each behind a form
feed of its own. Places are {"page": n}, for a comment {"page": n, "part": "annotation pN"}, for a field {"page": n,
"part": "field NAME"}. A box is around a word, in points from the lower left corner of the page as it is shown: the
crop box, turned as the page says (ISO 32000-2, 14.11.2 and table 31; UserUnit is not applied).

Nothing that the text says is judged. Signatures are listed and not verified.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2

from wholefile.extraction.contract import DAMAGED, LOCKED, PARTIAL, LimitReached, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.pdf_attached import Attachments, form_packets
from wholefile.extraction.pdf_facts import document_facts, encryption_facts, revisions
from wholefile.extraction.pdf_notes import Notes, fields_of, notes_of
from wholefile.extraction.pdf_pages import Pages
from wholefile.extraction.source import Source

_LOCKED = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)
_DAMAGE = ("reconstruct", "recover", "damaged")  # in the words of qpdf
_MOST_MENDED = 256 << 20  # bytes of a damaged file that is written anew to be read


def read(source: Source, out: Output) -> None:
    """Read a PDF.

    Raises Trouble where it is locked or is none, LimitReached where a limit stopped it.
    """
    structure, why_not = _structure(source)
    pages = _pages(source, structure, out, why_not)
    notes, attachments = Notes(), Attachments(out)
    _part(out, "how it was saved", lambda: revisions(source, out))
    if structure is None:
        status = LOCKED if why_not == _locked(source) else PARTIAL  # some are locked but for their pages
        out.trouble(status, f"Its attachments, fields and metadata could not be read: {why_not}")
    else:
        _read_structure(structure, source, out, notes=notes, attachments=attachments)
    notes.say(out)
    stopped: LimitReached | None = None
    try:
        if pages is not None:
            with pages:
                Pages(source, out, pages, notes, layered=_is_layered(structure)).read()
    except LimitReached as reached:
        stopped = reached  # too much text is no reason to keep the attachments back
    if structure is not None:
        _part(out, "its form packets", lambda: form_packets(structure, out))
        attachments.hand_over()
    if stopped is not None:
        raise stopped


def open_pages(source: Source, out: Output) -> Any:
    """The file as pages alone, opened as it is opened to be read; None where that was said to be impossible.

    Raises Trouble where it is locked or is none.
    """
    structure, why_not = _structure(source)
    return _pages(source, structure, out, why_not)


def _read_structure(
    structure: Any, source: Source, out: Output, *, notes: Notes, attachments: Attachments
) -> None:
    _part(out, "its metadata", lambda: document_facts(structure, out))
    _part(out, "its protection", lambda: encryption_facts(structure, out))
    _part(out, "its attachments", lambda: attachments.of_document(structure))
    _part(out, "its annotations", lambda: notes_of(structure, attachments, notes))
    _part(out, "its form fields", lambda: fields_of(structure, notes, source.size))
    _part(out, "its repairs", lambda: _repairs(structure, out))


def _is_layered(structure: Any) -> bool:
    """Whether parts of the pages can be switched off, so that what is painted need not be what is seen."""
    return structure is not None and structure.Root.get("/OCProperties") is not None


def _structure(source: Source) -> tuple[Any, str]:
    """The file as objects, or None and why it cannot be had."""
    try:
        return pikepdf.open(source.path, password=source.password or ""), ""
    except pikepdf.PasswordError:
        return None, _locked(source)
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError) as error:
        return None, _without_path(error, source.path)


def _pages(source: Source, structure: Any, out: Output, why_not: str) -> Any:
    """The file as pages; what PDFium cannot open as it stands is written anew in memory, which is said."""
    try:
        return pypdfium2.PdfDocument(source.path, password=source.password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _LOCKED:
            raise Trouble(LOCKED, _locked(source)) from error
        if why_not == _locked(source):
            raise Trouble(LOCKED, why_not) from error
        if structure is None:
            raise Trouble(DAMAGED, "It is so damaged that no page of it can be found.") from error
    if source.size > _MOST_MENDED:
        out.trouble(PARTIAL, "Its pages cannot be opened, and it is too large to be mended.")
        return None
    try:
        mended = io.BytesIO()
        structure.save(mended, encryption=False)
        opened = pypdfium2.PdfDocument(mended.getvalue())
    except (pypdfium2.PdfiumError, pikepdf.PdfError, ValueError, RuntimeError) as error:
        out.trouble(DAMAGED, f"Its pages cannot be opened: {error}")
        return None
    out.fact("mended", True)
    out.trouble(PARTIAL, "Its structure is damaged; the text was read from what could be put together again.")
    return opened


def _locked(source: Source) -> str:
    if source.password:
        return "The password that was given does not open it."
    return "It is encrypted and needs a password or a certificate."


def _repairs(structure: Any, out: Output) -> None:
    """What had to be put right before its objects could be read."""
    found = [
        str(one).removeprefix(str(structure.filename)).lstrip(": ")[:300] for one in structure.get_warnings()
    ]
    out.fact("repairs", found[:20])
    if any(sign in one for one in found for sign in _DAMAGE):
        out.flag("damaged structure", "The file breaks the rules of its format; parts of it may be missing.")


def _without_path(said: object, path: object) -> str:
    """What qpdf says, without where the file lies on this machine."""
    return str(said).replace(str(path), "").lstrip(": ")[:300]


def _part(out: Output, what: str, work: Callable[[], Any]) -> None:
    """Read a part of the file; that it cannot be read is said, and the rest goes on."""
    try:
        work()
    except (LimitReached, Trouble, MemoryError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001  # a damaged object may be of any kind, and raise anything
        out.trouble(PARTIAL, f"Of the PDF, {what} could not be read in full: {type(error).__name__}: {error}")
