"""How alike two texts are in their words: shingles, MinHash and bands, by our own few lines of numpy.

Broder 1997: the share of the shingles (here three words in a row) that two texts have in common is their likeness
(Jaccard); the least values of many hash functions over the shingles of each agree as often as that. Files that share a
band of such values are candidates, and nothing is said of a pair before its likeness was counted on the shingles
themselves. The functions are fixed, so that a signature means the same in every record and for ever: `VERSION` says
which they are.

Measured on generated texts as in the test: a pair with likeness .4 shares a band of three with probability
1 - (1 - .4^3)^42 = .94, one of .5 with .996, one of .2 with .29.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from wholefile.core.text_folding import only_words

_FIXED: Final = "minhash 1"  # gives the functions
VERSION: Final = f"{_FIXED}, pairs of picture bands"
LIKE_ENOUGH = 0.4
SHINGLE = 3  # words
FEWEST_WORDS = 20
_FUNCTIONS = 128
_ROWS = 3  # values of a band
BANDS = _FUNCTIONS // _ROWS
_MOST_SHINGLES = 200_000  # of a text; the rest of a longer one does not count

Signature = npt.NDArray[np.uint32]


def folded_text(text: str) -> tuple[str, int]:
    """The digest of a text without what layout, case and accents add, and how many words it has."""
    words = only_words(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest(), len(words)


def shingles(text: str) -> npt.NDArray[np.uint64]:
    """The shingles of a text as sorted numbers of 64 bits, each once."""
    words = only_words(text)[: _MOST_SHINGLES + SHINGLE - 1]
    rows = zip(*(words[at:] for at in range(SHINGLE)), strict=False)
    digests = {hashlib.blake2b(" ".join(row).encode(), digest_size=8).digest() for row in rows}
    return np.unique(np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64))


def signature(found: npt.NDArray[np.uint64]) -> Signature | None:
    """The least value of each function over the shingles; None where there are none."""
    if not len(found):
        return None
    least = np.full(_FUNCTIONS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(found), 4_096):
        part = found[start : start + 4_096, None]
        # Multiply-shift (Dietzfelbinger 1997): odd factors of 64 bits, the upper half counts.
        values = ((part * _FACTORS[None, :] + _OFFSETS[None, :]) >> np.uint64(32)).astype(np.uint32)
        least = np.minimum(least, values.min(axis=0))
    return least


def bands(of: Signature) -> list[tuple[int, int]]:
    """Each band of a signature with its value, a whole number below 2^63."""
    found = []
    for band in range(BANDS):
        raw = of[band * _ROWS : (band + 1) * _ROWS].astype("<u4").tobytes()
        value = int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big") >> 1
        found.append((band, value))
    return found


def likeness(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> float:
    """The share of all shingles of two texts that both have."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    whole = len(one) + len(other) - common
    return common / whole if whole else 0.0


def _constants(what: str) -> npt.NDArray[np.uint64]:
    raw = b"".join(
        hashlib.sha256(f"wholefile/{_FIXED}/{what}/{at}".encode()).digest()[:8] for at in range(_FUNCTIONS)
    )
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64)


_FACTORS = _constants("factor") | np.uint64(1)
_OFFSETS = _constants("offset")


def distance(one: str, other: str) -> int:
    """In how many of their 64 bits two perceptual hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def picture_bands(picture: str) -> Sequence[tuple[int, int]]:
    """28 bands of a perceptual hash, counted from 1,000: of two that differ in at most six bits, one is the same.

    Each is a pair of the eight bytes. Six bits reach at most six of these, so that two at least stay as they are (the
    pigeonhole of multi-index hashing; Norouzi, Punjani and Fleet 2012). A single byte would be shared by far too many:
    of a million pictures by four thousand, a pair of them by fifteen.
    """
    parts = int(picture, 16).to_bytes(8, "big")
    pairs = combinations(parts, 2)
    return [(1_000 + band, one << 8 | other) for band, (one, other) in enumerate(pairs)]
