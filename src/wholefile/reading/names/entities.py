"""Everybody in a text: found by name, by title and by their part in the document, and brought together."""

from typing import TYPE_CHECKING

from wholefile.reading.names.mentions import Entities, Entity, Mention

if TYPE_CHECKING:
    from wholefile.reading.frame import Frame
    from wholefile.reading.parsed import Parsed
    from wholefile.reading.quotes.marks import Quoted

__all__ = ["Entities", "Entity", "Mention", "find_entities"]


def find_entities(parsed: "Parsed", quoted: "tuple[Quoted, ...]", frame: "Frame") -> Entities:
    """The people and organisations of a text with all their mentions."""
    del quoted, frame
    return Entities(parsed.text)
