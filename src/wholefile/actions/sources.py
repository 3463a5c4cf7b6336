"""Where words stand: the text of a stored source, and the place of a quotation in it (rule T1).

A source is text when its bytes are UTF-8. Characters are counted in the decoded text, from 0, a byte order mark and
a carriage return included. Words are compared in Unicode normal form C with single line feeds, the form in which a
body holds them; nothing else is forgiven.
"""

import unicodedata
from typing import Any

from wholefile.core.errors import Unprocessable
from wholefile.record.home import Record

MOST_BYTES = 64 * 1024 * 1024  # a longer text is cited by byte, page or second


def text_of_source(record: Record, sha256: str) -> str | None:
    """The text of a stored file, or nothing when it is no text. Raises NotFound for bytes not in the store."""
    raw = _bytes(record, sha256)
    try:
        return None if raw is None else raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def find_words(record: Record, sha256: str, words: str) -> dict[str, Any]:
    """The place of exact words in a text source, as a statement cites it.

    Raises Unprocessable when the source is no text, or the words do not stand in it exactly once.
    """
    text = text_of_source(record, sha256)
    if text is None:
        raise Unprocessable(
            "statement.no_text", "The source has no text to search; name the page or second yourself."
        )
    count = text.count(words)
    if count != 1:
        raise Unprocessable(
            "statement.place",
            f"The words stand in the source {count} times; copy them exactly as they stand there, or give the place.",
        )
    start = text.index(words)
    return {"sha256": sha256, "unit": "character", "start": start, "end": start + len(words)}


def check_words(record: Record, words: str, source: dict[str, Any]) -> None:
    """Exact words are those at their place in the source, when the source is text. Raises Unprocessable.

    Pages and seconds have no text here, and are not checked; characters and lines need a text.
    """
    unit, start, end = source["unit"], source["start"], source["end"]
    if unit in ("page", "second"):
        return
    there = _at(record, source["sha256"], unit, start, end)
    if there is None:
        raise Unprocessable(
            "statement.no_text",
            f"The source has no text to count {unit}s in; name the page or second instead.",
        )
    same = _form(words) in _form(there) if unit == "line" else _form(words) == _form(there)
    if not same:
        shown = _form(there)[:120]
        raise Unprocessable(
            "statement.words",
            f"At {unit} {start} to {end} the source says \u201c{shown}\u201d; exact words must be those that stand"
            " there. Correct the place or the words, or record a paraphrase.",
        )


def _at(record: Record, sha256: str, unit: str, start: int, end: int) -> str | None:
    if unit == "byte":
        with record.store.open(sha256) as stream:
            stream.seek(start)
            raw = stream.read(min(end - start, MOST_BYTES))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return None
    text = text_of_source(record, sha256)
    if text is None:
        return None
    return text[start:end] if unit == "character" else "\n".join(_form(text).split("\n")[start:end])


def _bytes(record: Record, sha256: str) -> bytes | None:
    with record.store.open(sha256) as stream:
        raw: bytes = stream.read(MOST_BYTES + 1)
    return raw if len(raw) <= MOST_BYTES else None


def as_kept(text: str) -> str:
    """Words as a body holds them: form C, single line feeds, and a space where a text has other control characters.

    A text layer has a form feed between two pages, for example.
    """
    return "".join(
        " " if unicodedata.category(one) == "Cc" and one not in "\n\t" else one for one in _form(text)
    )


def _form(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
