"""What comes out of a run, checked part by part: types, lengths, and offsets that lie within their text.

Every function returns what may be kept, or raises `Broken`; then nothing of the run is.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wholefile.core.harmless import visible
from wholefile.extraction.contract import MEMBER_KINDS, MOST_DEPTH, MOST_PATH, SAID_INSIDE, memory_of
from wholefile.extraction.frames import Broken, Frame
from wholefile.processing.extractors import OCR, SPEECH

_MOST_SPANS = 2_000_000
_FARTHEST = 1e300  # of a coordinate or a confidence; a whole number beyond it is no float
_FURTHER = (OCR, SPEECH)
_MOST_FLAGS = 1_001  # those of a reader, and the one that says there are more; troubles and opinions likewise
_MOST_WORDS = 1_100  # characters of a reason, or of the words of a flag


@dataclass(slots=True)
class TakenMember:
    """A member as the container tells it; `sha256` and `size` are of the bytes that came out."""

    path: bytes
    kind: str
    method: str
    deleted: bool
    target: bytes | None
    facts: dict[str, Any]
    complete: bool
    sha256: str | None = None
    size: int | None = None


def weighed(frame: Frame, most: int) -> dict[str, Any]:
    """What a frame says, if it takes no more memory than it may."""
    if memory_of(frame.payload) > most:
        raise Broken("more words than can be held")
    return frame.json()


def checked_last(told: dict[str, Any]) -> dict[str, Any]:
    """The last frame, every part of the type it must have. Raises Broken."""
    lists = ("opinions", "flags", "troubles", "wants")
    if not all(isinstance(told.get(one), list) for one in lists) or not isinstance(told.get("facts"), dict):
        raise Broken("the last frame lacks a part")
    if any(len(told[one]) > _MOST_FLAGS for one in lists):
        raise Broken("more flags, troubles or opinions than allowed")
    if not all(one == "" or is_line(one) for one in (told.get("kind"), told.get("media_type"))):
        raise Broken("a kind that is no word")
    if any(one not in _FURTHER for one in told["wants"]):
        raise Broken("it wants what nobody does")
    if not all(isinstance(one, dict) for one in (*told["opinions"], *told["flags"], *told["troubles"])):
        raise Broken("an opinion, flag or trouble that is no object")
    if any(not (is_line(one.get("code")) and _is_reason(one.get("words"))) for one in told["flags"]):
        raise Broken("a flag without words")
    if not all(
        one.get("status") in SAID_INSIDE and _is_reason(one.get("reason")) for one in told["troubles"]
    ):
        raise Broken("a trouble of no known status")
    if not (told.get("failed") is None or _is_reason(told["failed"])):
        raise Broken("a failure that is no text")
    for one in told["flags"]:
        one["words"] = as_line(one["words"])
    for one in told["troubles"]:
        one["reason"] = as_line(one["reason"])
    last = {name: storable(told[name]) for name in (*lists, "facts", "kind", "media_type")}
    return {**last, "failed": as_line(told["failed"]) if told.get("failed") else None}


def storable(value: Any, depth: int = 0) -> Any:
    """The same JSON value with lone surrogates, which no text column takes, as U+FFFD.

    Raises Broken where values are nested too deep, or a number is none.
    """
    if isinstance(value, str):
        return (
            value if value.isascii() else value.encode("utf-8", "replace").decode() if _lone(value) else value
        )
    if isinstance(value, float) and not math.isfinite(value):
        raise Broken("a number that is none")
    if isinstance(value, list | dict) and depth > MOST_DEPTH + 1:
        raise Broken("values within values within values")
    if isinstance(value, list):
        return [storable(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {storable(name): storable(one, depth + 1) for name, one in value.items()}
    return value


def as_line(words: str) -> str:
    """Words as one line that a terminal shows as it is: what turns text, hides it or controls is spelled out."""
    return visible(" ".join(words.split()))


def _is_reason(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _MOST_WORDS


def _lone(value: str) -> bool:
    return any("\ud800" <= one <= "\udfff" for one in value)


def member_of(told: Mapping[str, Any]) -> TakenMember:
    """A member as the container tells it, before its bytes come."""
    kind, method, facts = told.get("kind"), told.get("method"), told.get("facts")
    if kind not in MEMBER_KINDS or not is_line(method) or not isinstance(facts, dict):
        raise Broken("a member that is described wrongly")
    target = told.get("target")
    return TakenMember(
        path=_octets(told.get("path")),
        kind=kind,
        method=str(method),
        deleted=told.get("deleted") is True,
        target=None if target is None else _octets(target),
        facts=storable(facts),
        complete=False,
    )


def _octets(value: Any) -> bytes:
    try:
        found = base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise Broken("a path that is not base64") from None
    if len(found) > MOST_PATH:
        raise Broken("a path that is too long")
    return found


def is_line(value: Any) -> bool:
    """Whether it is a short line that a terminal shows as it is."""
    return isinstance(value, str) and 0 < len(value) <= 300 and value.isprintable()


def spans_of(value: Any) -> list[Any]:
    """The list of a map."""
    if not isinstance(value, list) or len(value) > _MOST_SPANS:
        raise Broken("a map that is no list, or too long")
    return value


def place_of(value: Any, length: int) -> list[Any]:
    """A place of a text that is so long."""
    if not (isinstance(value, list) and len(value) == 3 and isinstance(value[2], dict)):
        raise Broken("a place of another form")
    _check_span(value[0], value[1], length)
    if not all(isinstance(one, str | int | float) for one in value[2].values()):
        raise Broken("a place of another form")
    return [value[0], value[1], storable(value[2])]


def box_of(value: Any, length: int) -> list[Any]:
    """A box of a text that is so long."""
    if not (isinstance(value, list) and len(value) == 8):
        raise Broken("a box of another form")
    _check_span(value[0], value[1], length)
    numbers = [*value[3:7], *([] if value[7] is None else [value[7]])]
    if type(value[2]) is not int or not all(_is_number(one) for one in numbers):
        raise Broken("a box that is no numbers")
    return value


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and -_FARTHEST <= value <= _FARTHEST


def _check_span(start: Any, end: Any, length: int) -> None:
    if not (type(start) is int and type(end) is int and 0 <= start <= end <= length):
        raise Broken("a place outside its text")
