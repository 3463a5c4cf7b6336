"""Rules for times of the day. Without a day told they stand on the day told before, else the day stays unknown."""

from wholefile.reading.time.grammar import Found, Meaning, Rule, rule
from wholefile.reading.time.words import CARDINALS, PARTS

UNKNOWN_DAY = "XXXX-XX-XX"
# A time before this hour, told after one since that hour, may be of the next day.
EARLY, LATE = 6, "18"


def _on(found: Found, clock: str) -> Meaning:
    """A time on the day of the text told before; never on one that the text does not give."""
    told = found.focus[:10] if len(found.focus) >= 10 and found.focus[8:10].isdigit() else ""
    if clock[:2].isdigit() and int(clock[:2]) < EARLY and found.focus[11:13] >= LATE:
        told = ""  # after midnight, or told backwards
    return Meaning("TIME", f"{told or UNKNOWN_DAY}T{clock}", "text" if told else "")


def _time(hour: int, rest: list[int], half: str) -> str | None:
    """24-hour clock, by `am` or `pm` when it is given."""
    if half and not 1 <= hour <= 12:
        return None
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    if hour > 24 or any(one > 59 for one in rest):
        return None
    return ":".join([f"{hour:02d}", *(f"{one:02d}" for one in rest)])


def _clock(found: Found) -> Meaning | None:
    parts = [int(one) for one in (found.word("h") or found.word("k")).split()[0].split(":")]
    clock = _time(parts[0], parts[1:] or [0], found.word("t"))
    return _on(found, clock) if clock else None


def _at_clock(found: Found) -> Meaning | None:
    """`4 in the morning`."""
    word = found.word("h")
    hour = int(word) if word.isdigit() else CARDINALS.get(word, 0)
    part = PARTS[found.word("p")]
    evening = part in {"AF", "EV"} or (part == "NI" and hour > 5)
    clock = _time(hour, [0], "p" if evening else "a")
    return _on(found, clock) if clock else None


def _hours(found: Found) -> Meaning | None:
    """`2145 hours`, as police and soldiers write."""
    word = found.word("h")
    if len(word) != 4 or found.word("u") not in {"hours", "hrs"}:
        return None
    clock = _time(int(word[:2]), [int(word[2:])], "")
    return _on(found, clock) if clock else None


def _noon(found: Found) -> Meaning | None:
    return _on(found, "24:00" if found.word("w") == "midnight" else "12:00")


def _part(found: Found) -> Meaning | None:
    """`in the morning`, when a day was told before it."""
    if len(found.focus) < 10 or not found.focus[8:10].isdigit():
        return None
    return _on(found, PARTS[found.word("p")])


RULES: tuple[Rule, ...] = (
    rule("clock.time", "R?(?:(?P<h>[kD])(?P<t>t)|(?P<k>k))z?", _clock),
    rule("clock.oclock", "R?(?P<h>[Dn])id(?P<p>P)", _at_clock),
    rule("clock.hours", "R?(?P<h>[9Y])(?P<u>U)", _hours),
    rule("clock.hours", "R?(?P<h>[9Y])(?=[&i-](?P<g>[9Y])(?P<u>U))", _hours),
    rule("clock.noon", "R?(?P<w>N)", _noon),
    rule("clock.part", "id(?P<p>P)", _part),
)
