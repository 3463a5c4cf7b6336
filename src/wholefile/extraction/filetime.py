"""Instants as Windows writes them: ticks of 100 ns since 1601 UTC ([MS-DTYP] 2.3.3, FILETIME)."""

from __future__ import annotations

MS_FROM_1601 = 11_644_473_600_000  # milliseconds from 1601 to 1970
_TICKS = 10_000  # in a millisecond


def since_1970(ticks: int) -> int:
    """Milliseconds since 1970 UTC; what lies between two of them belongs to the earlier."""
    return ticks // _TICKS - MS_FROM_1601
