"""Messages quoted in a message: `yesterday` in one of them counts from its own day, not from that of the answer."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

# The line that introduces a quoted message, with its date.
_WROTE = re.compile(r"^(?P<marks>[> \t]{0,20})On\s(?P<when>[^\n]{6,160}?)\swrote:[ \t]*$", re.MULTILINE)
_SENT = re.compile(
    r"^(?P<marks>[> \t]{0,20})From:[^\n]{0,200}\n(?:[> \t]{0,20}(?:To|Cc|Subject):[^\n]{0,300}\n){0,3}"
    r"[> \t]{0,20}(?:Sent|Date):(?P<when>[^\n]{6,120})$",
    re.MULTILINE,
)
_MARKS = re.compile(r"[> \t]{0,40}")
# A message that holds more than so many others is no letter.
MOST = 200


@dataclass(frozen=True, slots=True)
class Reply:
    """A stretch that is another message, and its day, None when its line tells none."""

    start: int
    end: int
    day: date | None


def find_replies(text: str, day_of: Callable[[str], date | None]) -> tuple[Reply, ...]:
    """The quoted messages of a text, the outer before the inner; `day_of` reads a day out of the words of a line."""
    return tuple(sorted(_found(text, day_of), key=lambda one: (one.start, -one.end)))


def _found(text: str, day_of: Callable[[str], date | None]) -> Iterator[Reply]:
    begins = len(text) - len(text.lstrip())  # what opens the text is its own head
    sent = (one for one in _SENT.finditer(text) if one.start() > begins)
    for match in islice(chain(_WROTE.finditer(text), sent), MOST):
        start = match.end()
        yield Reply(start, _end(text, start, match["marks"].count(">")), day_of(match["when"]))


def _end(text: str, start: int, depth: int) -> int:
    """Where the lines end that are marked deeper than the one that introduces them; else the end of the text."""
    place = start + 1
    first = _MARKS.match(text, place)
    if first is None or first.group().count(">") <= depth:
        return len(text)
    while place < len(text):
        marks = _MARKS.match(text, place)
        if marks is None or marks.group().count(">") <= depth:
            return place
        after = text.find("\n", place)
        place = len(text) if after < 0 else after + 1
    return len(text)


def day_at(replies: tuple[Reply, ...], place: int, day: date | None) -> date | None:
    """From which day the words at a place count: that of the innermost message that holds them."""
    for one in reversed(replies):
        if one.start <= place < one.end:
            return one.day
    return day
