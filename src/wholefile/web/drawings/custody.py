"""The chain of custody of an item as one line from top to bottom, with its gaps and loans, and clearance beside it.

The table beside it says the same, for whoever cannot see it and for who wants the exact words. Rows are of one height
whatever the time between them, since most of a chain happens within hours and then rests for years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wholefile.showing.words import moment

MOST_SPANS = 60
_WIDTH, _ROW, _TOP, _FOOT = 460, 48, 12, 30
_LINE, _CLEARED, _TEXT = 16, 40, 60  # where the lines and the words stand, from the left
_LONGEST = 46
_COLOURS = {"holder": "#1d4f91", "location": "#0b0c0c", "out_to": "#b45c00", "gap": "#aa1f13"}
_GOOD, _BAD, _QUIET = "#00583a", "#aa1f13", "#484949"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the line: with whom or where (`kind`: holder, location, out_to or gap), from when until when.

    Times are milliseconds since 1970 (UTC); `until` is None where it lasts.
    """

    kind: str
    name: str
    start: int
    until: int | None
    how: str


def stretches(spans: Iterable[Mapping[str, Any]]) -> list[Stretch]:
    """Custody spans as stretches of the line; where one does not begin when the one before ended, a gap between."""
    found: list[Stretch] = []
    for one in spans:
        last = found[-1] if found else None
        if last is not None and last.until is not None and last.until < one["from"]:
            found.append(Stretch("gap", _("Nobody is on record"), last.until, one["from"], ""))
        kind = next((name for name in ("holder", "location", "out_to") if one[name]), "gap")
        name = one["holder_name"] if kind == "holder" else one.get(kind) or _("Nobody is on record")
        found.append(Stretch(kind, str(name), one["from"], one["until"], str(one["how"])))
    return found


def custody_drawing(
    spans: Sequence[Mapping[str, Any]],
    conditions: Sequence[Mapping[str, Any]] = (),
    *,
    now: int,
    clearance: bool = False,
) -> SafeString:
    """The line as SVG; nothing where there are no spans. With `clearance` the declarations of it are drawn beside it.

    `conditions` are those of `showing.keeping`. Of more than sixty stretches the last sixty are drawn.
    """
    line = stretches(spans)
    if not line:
        return SafeString("")
    left_out, line = max(0, len(line) - MOST_SPANS), line[-MOST_SPANS:]
    height = _TOP + len(line) * _ROW + _FOOT + (16 if clearance else 0)
    parts = [
        format_html_join("", "{}", ((_stretch(one, number),) for number, one in enumerate(line))),
        _end(line),
    ]
    if clearance:
        parts.insert(0, _clearance(line, conditions, now))
        parts.append(_legend(height))
    return format_html(
        '<svg class="wf-custody" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}"'
        ' role="img" aria-label="{}">{}</svg>',
        *(
            _WIDTH,
            height,
            _WIDTH,
            height,
            _said(line, left_out),
            format_html_join("", "{}", ((one,) for one in parts)),
        ),
    )


def _stretch(one: Stretch, number: int) -> SafeString:
    top = _TOP + number * _ROW
    colour = _COLOURS[one.kind]
    dashes = {"out_to": ' stroke-dasharray="9 5"', "gap": ' stroke-dasharray="2 6"'}.get(one.kind, "")
    when = moment(one.start) + (f" · {one.how.replace('.', ' ')}" if one.how else "")
    return format_html(
        '<line x1="{x}" y1="{top}" x2="{x}" y2="{below}" stroke="{colour}" stroke-width="8"{dashes}/>'
        '<circle cx="{x}" cy="{top}" r="6" fill="#fff" stroke="{colour}" stroke-width="4"/>'
        '<text x="{text}" y="{first}" font-size="15" font-weight="700" fill="{name_colour}">{name}</text>'
        '<text x="{text}" y="{second}" font-size="13" fill="{quiet}">{when}</text>',
        x=_LINE,
        top=top,
        below=top + _ROW,
        colour=colour,
        dashes=SafeString(dashes),
        text=_TEXT,
        first=top + 6,
        second=top + 23,
        name=_short(one.name),
        name_colour=_BAD if one.kind == "gap" else "#0b0c0c",
        quiet=_QUIET,
        when=_short(when),
    )


def _end(line: Sequence[Stretch]) -> SafeString:
    """An arrow where it goes on, a bar where it ended."""
    below = _TOP + len(line) * _ROW
    last = line[-1]
    if last.until is None:
        return format_html(
            '<path d="M{} {} l-9 0 l9 12 l9 -12 z" fill="{}"/>'
            '<text x="{}" y="{}" font-size="13" fill="{}">{}</text>',
            *(_LINE, below, _COLOURS[last.kind], _TEXT, below + 10, _QUIET, _("until now")),
        )
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#0b0c0c" stroke-width="5"/>'
        '<text x="{}" y="{}" font-size="13" fill="{}">{}</text>',
        *(_LINE - 10, below, _LINE + 10, below, _TEXT, below + 5, _QUIET),
        _("ended %(when)s") % {"when": moment(last.until)},
    )


def _clearance(line: Sequence[Stretch], conditions: Sequence[Mapping[str, Any]], now: int) -> SafeString:
    """A thin line for the time without clearance, and thick stretches for that with it."""
    top, below = _TOP, _TOP + len(line) * _ROW
    thin = format_html(
        '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="{3}" stroke-width="2" stroke-dasharray="3 4"/>',
        *(_CLEARED, top, below, _BAD),
    )
    thick = format_html_join(
        "",
        '<line x1="{0}" y1="{1}" x2="{0}" y2="{2}" stroke="{3}" stroke-width="7"/>',
        ((_CLEARED, begin, end, _GOOD) for begin, end in _cleared(line, conditions, now)),
    )
    return thin + thick


def _cleared(
    line: Sequence[Stretch], conditions: Sequence[Mapping[str, Any]], now: int
) -> Iterator[tuple[float, float]]:
    """From where to where each declaration by two persons that the thing is unloaded held."""
    for one in conditions:
        if one["condition"] != "cleared" or one["declared_by"] == one["verified_by"]:
            continue
        end = now if one["lapsed"] is None else one["lapsed_at"] or now
        begin, until = _height_of(line, one["at"], now), _height_of(line, end, now)
        yield begin, max(until, begin + 3)


def _height_of(line: Sequence[Stretch], instant: int, now: int) -> float:
    """Where an instant lies on the line, which goes through each stretch evenly."""
    for number, one in enumerate(line):
        until = one.until if one.until is not None else max(now, one.start + 1)
        if instant < until or number == len(line) - 1:
            part = (instant - one.start) / max(1, until - one.start)
            return round(_TOP + (number + max(0.0, min(1.0, part))) * _ROW, 1)
    return float(_TOP)


def _legend(height: int) -> SafeString:
    return format_html(
        '<line x1="{0}" y1="{1}" x2="{2}" y2="{1}" stroke="{3}" stroke-width="7"/>'
        '<text x="{4}" y="{5}" font-size="13" fill="{6}">{7}</text>'
        '<line x1="{8}" y1="{1}" x2="{9}" y2="{1}" stroke="{10}" stroke-width="2" stroke-dasharray="3 4"/>'
        '<text x="{11}" y="{5}" font-size="13" fill="{6}">{12}</text>',
        *(_LINE - 8, height - 8, _CLEARED, _GOOD, _TEXT, height - 4, _QUIET, _("declared cleared")),
        *(230, 262, _BAD, 272, _("no clearance holds")),
    )


def _said(line: Sequence[Stretch], left_out: int) -> str:
    """What is drawn, in a sentence; the table says it in full."""
    said = _("Chain of custody, %(count)s stretches, the first at the top.") % {"count": len(line)}
    if left_out:
        said += " " + _("%(count)s earlier ones are in the table only.") % {"count": left_out}
    gaps = sum(one.kind == "gap" for one in line)
    if gaps:
        said += " " + _("It breaks %(count)s times.") % {"count": gaps}
    return said


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
