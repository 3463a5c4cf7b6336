"""Rules for lengths of time and for what happens again and again. Ages are none of them."""

from wholefile.reading.time.calendar import duration
from wholefile.reading.time.grammar import Found, Meaning, Rule, rule, unit_of
from wholefile.reading.time.words import MONTHS, PARTS, REPEATED, WEEKDAYS

_AGED = frozenset("old olds aged age ages".split())


def _is_age(found: Found) -> bool:
    """`66-year-old`, `12 years of age`, `aged 66 years`."""
    after = [found.next_word(), found.next_word(1)]
    return (
        after[0] in _AGED
        or (after[0] == "-" and after[1] in _AGED)
        or (after[0] == "of" and after[1] == "age")
    ) or found.previous_word() in {"aged", "age"}


def _duration(found: Found) -> Meaning | None:
    count, unit = found.amount(), found.unit()
    words = found.all("n")
    if _is_age(found) or (unit == "TS" and words == ["a"]) or (unit == "Q" and "-" in _words(found)):
        return None
    if found.has("h") and not isinstance(count, str):
        count += 0.5
    return Meaning("DURATION", duration(count, unit))


def _words(found: Found) -> str:
    """All the words of the expression; `three-quarters` is a share."""
    return "".join(found.tokens.word(at) for at in range(*found.match.span()))


def _single(found: Found) -> Meaning | None:
    """`a year`; after an amount it tells a rate."""
    unit = found.unit()
    if _is_age(found) or unit in {"TS", "TM"} or found.next_word() == "'s":
        return None
    return Meaning("DURATION", duration(1, unit))


def _range(found: Found) -> Meaning | None:
    """`two to three weeks` is at least two."""
    hours = len(found.word("n")) == 4 and found.word("n").isdigit() and found.unit() == "TH"
    return None if hours or _is_age(found) else Meaning("DURATION", duration(found.amount(), found.unit()))


def _bounded(found: Found) -> Meaning | None:
    """`the past three months`, `the next few days`, `the first nine months`."""
    return Meaning("DURATION", duration(found.amount(), found.unit()))


def _vague(found: Found) -> Meaning | None:
    return Meaning("DURATION", duration("X", found.unit()))


def _long(found: Found) -> Meaning | None:
    """`year-long`, `months-long`."""
    if found.next_word() != "long":
        return None
    word = found.word("u")
    return Meaning("DURATION", duration("X" if word.endswith("s") else 1, unit_of(word)))


def _every(found: Found) -> Meaning | None:
    count, unit = found.amount(), found.unit()
    return Meaning("SET", duration(count, unit)) if found.word("e") != "per" else None


def _every_weekday(found: Found) -> Meaning | None:
    word = found.word("d").rstrip(".")
    number = WEEKDAYS.get(word) or WEEKDAYS[word.removesuffix("s")]
    part = found.word("p")
    return Meaning("SET", f"XXXX-WXX-{number}" + (f"T{PARTS[part.removesuffix('s')]}" if part else ""))


def _every_part(found: Found) -> Meaning | None:
    return Meaning("SET", f"XXXX-XX-XXT{PARTS[found.word('p').removesuffix('s')]}")


def _every_month(found: Found) -> Meaning | None:
    return Meaning("SET", f"XXXX-{MONTHS[found.word('m').rstrip('.')]:02d}")


def _repeated(found: Found) -> Meaning | None:
    return Meaning("SET", REPEATED[found.word("w")])


def _times(found: Found) -> Meaning | None:
    """`once a week`, `three times a day`."""
    if found.word("w") not in {"once", "twice", "times"}:
        return None
    return Meaning("SET", duration(1, found.unit()))


RULES: tuple[Rule, ...] = (
    rule("set.every", "(?P<e>V)(?P<n>{number})?(?P<u>{units})", _every),
    rule("set.every-weekday", "V(?P<d>{weekday})(?P<p>P)?", _every_weekday),
    rule("set.every-weekday", "(?P<d>w)(?P<p>[Pp])?", _every_weekday),
    rule("set.every-weekday", "(?P<d>{weekday})(?P<p>p)", _every_weekday),
    rule("set.every-part", "V(?P<p>P)", _every_part),
    rule("set.every-month", "V(?P<m>{month})", _every_month),
    rule("set.repeated", "(?P<w>I)", _repeated),
    rule("set.times", "(?P<w>0)(?P<x>[aV](?P<u>{unit}))", _times),
    rule("duration.counted", "{about}?(?P<n>{number})R?m?-?b?(?P<u>{units})", _duration),
    rule("duration.counted", "d(?P<n>{number})(?P<u>U)", _duration),
    rule("duration.and-a-half", "(?P<n>{number})(?P<u>{units})&a(?P<h>H)", _duration),
    rule("duration.single", "{about}?a(?P<u>[uQE])", _single),
    rule("duration.range", "{about}?(?:d[LX])?(?P<n>{number})(?:i|&|-){number}-?(?P<u>{units})", _range),
    rule("duration.bounded", "d?[LXO](?P<n>{number})m?(?P<u>{units})", _bounded),
    rule("duration.vague", "i(?P<x>d?(?P<u>U))", _vague),
    rule("duration.long", "(?P<u>[uU])-?", _long),
)
