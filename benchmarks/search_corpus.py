"""Records to search in, the same in every run: words of a Zipf distribution, a serial number, a case; and questions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

import numpy as np

VOCABULARY = 30_000
WORDS = 40  # of a record
CASES = 1_000
DAYS = 3_000
KINDS = ("1 word", "2 words", "3 words", "phrase", "prefix", "identifier", "part of an identifier")
_CONSONANTS, _VOWELS = "bcdfghjklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Made:
    """One record of the corpus."""

    number: int
    day: int
    docket: str
    serial: str
    title: str
    text: str


def vocabulary() -> list[str]:
    """Words of two to five syllables, no two alike."""
    chance, found = Random(1), {}
    while len(found) < VOCABULARY:
        size = chance.choice((2, 2, 3, 3, 3, 4, 5))
        found["".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(size))] = None
    return list(found)


def records(count: int) -> Iterator[Made]:
    """The first records of the corpus; a smaller corpus is the beginning of a larger one."""
    known = vocabulary()
    weights = 1.0 / np.arange(1, VOCABULARY + 1)
    bounds = np.cumsum(weights / weights.sum())
    chance = np.random.default_rng(7)
    for start in range(0, count, 10_000):
        drawn = np.minimum(np.searchsorted(bounds, chance.random((10_000, WORDS))), VOCABULARY - 1)
        days, cases = chance.integers(0, DAYS, 10_000), chance.integers(0, CASES, 10_000)
        serials = chance.integers(0, 36**7, 10_000)
        for at in range(min(10_000, count - start)):
            text = [known[one] for one in drawn[at]]
            yield Made(
                start + at,
                int(days[at]),
                f"C-{cases[at]}",
                _serial(int(serials[at])),
                " ".join(text[:4]),
                " ".join(text),
            )


def questions(count: int, each: int) -> dict[str, list[str]]:
    """Questions of each kind that some record answers; common words are asked for more often, as people do."""
    chance = Random(3)
    wanted = set(chance.sample(range(min(count, 10_000)), each))
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for one in islice(records(count), 10_000):
        if one.number not in wanted:
            continue
        words = one.text.split()
        for size, kind in ((1, "1 word"), (2, "2 words"), (3, "3 words")):
            found[kind].append(" ".join(chance.sample(words, size)))
        at = chance.randrange(WORDS - 1)
        found["phrase"].append(f'"{words[at]} {words[at + 1]}"')
        found["prefix"].append(f"{chance.choice(words)[:4]}*")
        found["identifier"].append(one.serial)
        found["part of an identifier"].append(one.serial[2:8])
    return found


def _serial(number: int) -> str:
    digits = ""
    for _ in range(7):
        number, rest = divmod(number, 36)
        digits += "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest]
    return f"X{digits[:2]}9-{digits[2:]}"
