"""Where words do what they say: a judge's from the bench, those of an order, and a prosecutor's who dismisses."""

import re

from wholefile.reading.law.who import Scene
from wholefile.reading.parsed import Parsed

_COURT = re.compile(
    r"(?i)\b(?:the\s+)?(?:court|judge|magistrate|justice|commissioner|referee|hearing\s+officer)\b"
)
_ASKED = re.compile(
    r"(?i)\b(?:asks?|requests?|seeks?|moves?|prays?|urges?|contends?|argues?|says?|claims?|if|whether)\b"
)
_ORDER = re.compile(
    r"\bORDERED\b|(?i:\b(?:(?:it\s+is|it\s+is\s+hereby|is\s+hereby|it\s+is\s+therefore|"
    r"so)\s+ordered|ordered,?\s+adjudged|"
    r"(?:the\s+)?court\s+(?:hereby\s+)?orders|hereby\s+orders?)\b)"
)


def is_court(speaker: str) -> bool:
    """Whether the name of a speaker is that of a court."""
    return _COURT.search(speaker) is not None


def is_order(parsed: Parsed) -> bool:
    """Whether a text is, or holds, an order of a court."""
    return _ORDER.search(parsed.text) is not None


def performs(scene: Scene, place: int, *, passive: bool) -> bool:
    """Whether a verb in the present does what it says: in an order, by a judge, or by a lawyer in the active voice."""
    part = scene.frame.part_at(place)
    if part is not None and part.speaker and scene.frame.kind == "transcript":
        if part.kind != "colloquy":
            return False
        if scene.text[part.span.start : part.span.end].rstrip().endswith("?") and not is_court(part.speaker):
            return False
        return is_court(part.speaker) or not passive
    if scene.frame.kind != "court filing" or not scene.parsed.once(is_order):
        return False
    sentence = scene.sentence(place)
    return not _ASKED.search(scene.text[sentence.start : place])
