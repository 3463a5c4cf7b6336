"""A text with white space for what nobody said in it, so that words are read over the ends of its lines."""

from collections.abc import Iterable

from wholefile.reading.law.who import Scene
from wholefile.reading.parts import Part


def with_space_for_margins(scene: Scene) -> str:
    """The text of a scene with spaces for what nobody said in it."""
    return without_margins(scene.text, scene.frame.parts)


def without_margins(text: str, parts: Iterable[Part]) -> str:
    """A text with spaces for what nobody said in it: numbers at the margin and line ends. Its length stays."""
    told, at = [], 0
    for part in parts:
        if not part.margin:
            continue
        told.append(text[at : part.span.start])
        place = part.span.start
        for one in part.margin:
            told.append(text[place : one.start].replace("\n", " "))
            told.append(" " * (one.end - one.start))
            place = one.end
        told.append(text[place : part.span.end].replace("\n", " "))
        at = part.span.end
    return "".join([*told, text[at:]]) if told else text
