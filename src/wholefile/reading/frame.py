"""What sort of document a text is, its date with where that stands, its parts in order, and who speaks in each."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from wholefile.core.errors import Invalid
from wholefile.reading.kinds import filing, mail, margins, news, plain, police, signs, transcript
from wholefile.reading.kinds.dates import Dated
from wholefile.reading.kinds.lines import MOST_LINES, Line, lines_of
from wholefile.reading.parts import KINDS, Frame, Kind, Part, PartKind, said
from wholefile.reading.spans import Span

__all__ = ["KINDS", "Frame", "Kind", "Part", "PartKind", "frame", "said"]

_Parts = Callable[[str, list[Line]], tuple[Part, ...]]
_Days = Callable[[str, list[Line]], list[Dated]]
_READERS: Mapping[Kind, tuple[_Parts, _Days]] = MappingProxyType(
    {
        "news report": (news.parts, news.days),
        "police report": (police.parts, police.days),
        "civil complaint": (filing.parts, filing.days),
        "court filing": (filing.parts, filing.days),
        "transcript": (transcript.parts, transcript.days),
        "e-mail": (mail.parts, mail.days),
        "other": (plain.parts, plain.days),
    }
)


def frame(text: str, *, kind: str = "", day: date | None = None) -> Frame:
    """The frame of a document: its kind, day and parts.

    A kind or a day that is given is believed; a day that the document tells otherwise is flagged. Never fails on a
    text. Raises Invalid for a kind that is none.
    """
    if kind and kind not in KINDS:
        known = ", ".join(KINDS)
        raise Invalid("reading.kind", f"{kind!r} is no kind of document; it is one of {known}")
    lines = lines_of(text)
    flags: list[str] = []
    if len(lines) > MOST_LINES:
        return _too_long(text, lines, day)
    given: Kind | None = next((one for one in KINDS if one == kind), None)
    found = given or _find_kind(text, lines, flags)
    read_parts, read_days = _READERS[found]
    parts = read_parts(text, lines)
    flags += _unknown_speakers(parts)
    told = read_days(text, lines)
    chosen, span, source = _day(text, told, day, flags)
    return Frame(found, chosen, span, source, parts, tuple(flags))


def _find_kind(text: str, lines: list[Line], flags: list[str]) -> Kind:
    """Weigh the signs on lines of their own, since numbers at the margin are not taken from every kind."""
    seen = [_copy(line) for line in lines[: signs.SEEN]]
    count = margins.number(seen, text)
    margins.heads(seen, text)
    kind, close = signs.choose(signs.weigh(seen, text, margin=count))
    flags += close
    return kind


def _unknown_speakers(parts: tuple[Part, ...]) -> list[str]:
    """What a transcript does not tell about who speaks."""
    silent = {one.kind for one in parts if not one.speaker}
    asks = ["it does not say who asks"] if "question" in silent else []
    return [*asks, "it does not say who answers"] if "answer" in silent else asks


def _copy(line: Line) -> Line:
    return Line(line.start, line.end, line.first, line.last, line.above, line.indent, line.sheet)


def _day(
    text: str, told: list[Dated], given: date | None, flags: list[str]
) -> tuple[date | None, Span | None, str]:
    """The day of the document and its source. Two sources that differ leave it open unless it was given."""
    days = sorted({one.day for one in told})
    if given:
        same = next((one for one in told if one.day == given), None)
        others = [one for one in told if one.day != given]
        if others:
            flags.append(f"the day given is {given}, but the document tells {_tell(text, others)}")
        return given, same.span if same else None, "given"
    if not days:
        return None, None, ""
    if len(days) > 1:
        flags.append(f"the document tells several days of its own: {_tell(text, told)}")
        return None, None, ""
    if all(one.unsure for one in told):
        flags.append(f"“{told[0].span.of(text)}” was taken with the month first")
    return told[0].day, told[0].span, told[0].source


def _tell(text: str, told: list[Dated]) -> str:
    """Each day once, with its words and source."""
    first: dict[date, Dated] = {}
    for one in told:
        first.setdefault(one.day, one)
    listed = [f"“{one.span.of(text)}” ({one.source})" for one in list(first.values())[:4]]
    return ", ".join(listed)


def _too_long(text: str, lines: list[Line], day: date | None) -> Frame:
    """A dump of more lines than any document has: one part, and the reader is told."""
    whole = text.rstrip()
    part = Part(Span(lines[0].start, len(whole)), "paragraph")
    flag = f"it has more than {MOST_LINES:,} lines, and was not parted"
    return Frame("other", day, None, "given" if day else "", (part,), (flag,))
