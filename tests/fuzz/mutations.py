"""Damaged files, made from good ones: the same for the same seed.

Bits flip, numbers become extreme, pieces go, come twice, move or are swapped with pieces of another file of the kind,
and the end is cut off. What parsers get wrong is mostly lengths, offsets and counts, so those are what is hit most.
"""

import random
import struct
from collections.abc import Iterator, Sequence

_EXTREME = (
    0,
    1,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
    1 << 63,
    (1 << 64) - 1,
)
_MOST = 1 << 20


def mutations(seeds: Sequence[bytes], seed: int, count: int) -> Iterator[bytes]:
    """So many damaged files; the seeds themselves come first."""
    chance = random.Random(seed)
    for number in range(count):
        data = bytearray(seeds[number % len(seeds)])
        if number >= len(seeds):
            for _ in range(chance.choice((1, 1, 2, 3, 8, 32))):
                data = _STEPS[chance.randrange(len(_STEPS))](data, chance, seeds)
        yield bytes(data[:_MOST])


def cuts(seeds: Sequence[bytes], seed: int, count: int) -> Iterator[tuple[bytes, bytes]]:
    """So many files that were cut, each behind the whole one; every second within its last 64 bytes."""
    chance = random.Random(seed)
    for number in range(count):
        whole = seeds[number % len(seeds)]
        last = number // len(seeds) % 2
        yield whole, whole[: chance.randrange(max(0, len(whole) - 64) if last else 0, len(whole))]


def flips(seeds: Sequence[bytes], seed: int, count: int) -> Iterator[tuple[bytes, bytes]]:
    """So many files of which one bit is another, each behind the whole one."""
    chance = random.Random(seed)
    for number in range(count):
        whole = seeds[number % len(seeds)]
        yield whole, bytes(_flip(bytearray(whole), chance, seeds))


def _flip(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> bytearray:
    if data:
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
    return data


def _number(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> bytearray:
    """An extreme number of one to eight bytes, in either order."""
    form = chance.choice(("<B", "<H", ">H", "<I", ">I", "<Q", ">Q"))
    size = struct.calcsize(form)
    if len(data) >= size:
        at = chance.randrange(len(data) - size + 1)
        struct.pack_into(form, data, at, chance.choice(_EXTREME) & ((1 << 8 * size) - 1))
    return data


def _cut(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> bytearray:
    return data[: chance.randrange(len(data) + 1)]


def _remove(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> bytearray:
    at, size = _piece(data, chance)
    return data[:at] + data[at + size :]


def _repeat(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> bytearray:
    at, size = _piece(data, chance)
    return data[: at + size] + data[at : at + size] * chance.choice((1, 2, 50)) + data[at + size :]


def _noise(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> bytearray:
    at, size = _piece(data, chance)
    data[at : at + size] = chance.randbytes(size)
    return data


def _graft(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> bytearray:
    """A piece of another file of the kind, in the place of one of this."""
    other = bytearray(chance.choice(seeds))
    at, size = _piece(data, chance)
    start, length = _piece(other, chance)
    return data[:at] + other[start : start + length] + data[at + size :]


def _piece(data: bytearray, chance: random.Random) -> tuple[int, int]:
    at = chance.randrange(len(data) + 1)
    return at, chance.randrange(min(len(data) - at, chance.choice((4, 64, 1024))) + 1)


_STEPS = (_flip, _flip, _number, _number, _number, _cut, _remove, _repeat, _noise, _graft)
