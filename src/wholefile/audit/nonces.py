"""Every nonce of a log, on disk rather than in memory, to find two that are alike."""

from __future__ import annotations

import sqlite3


class Nonces:
    """Nonces with the position of the first entry that carries them."""

    _AT_ONCE = 1_000

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None)  # a file that the system removes by itself
        self._kept.execute("CREATE TABLE nonce (nonce BLOB PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID")
        self._kept.execute("PRAGMA cache_size = -65536")  # 64 MiB
        self._kept.execute("BEGIN")
        self._waiting: dict[bytes, int] = {}

    def add(self, nonce: bytes, seq: int) -> list[tuple[int, int]]:
        """One more; pairs of positions that carry the same, found now or among those before."""
        if nonce in self._waiting:
            return [(self._waiting[nonce], seq)]
        self._waiting[nonce] = seq
        return self.settle() if len(self._waiting) >= self._AT_ONCE else []

    def settle(self) -> list[tuple[int, int]]:
        """Compare those that wait with all before them; pairs of positions that carry the same."""
        before = self._kept.total_changes
        self._kept.executemany("INSERT OR IGNORE INTO nonce VALUES (?, ?)", self._waiting.items())
        waiting, self._waiting = self._waiting, {}
        if self._kept.total_changes - before == len(waiting):
            return []
        found = []
        for nonce, seq in waiting.items():
            first = self._kept.execute("SELECT seq FROM nonce WHERE nonce = ?", (nonce,)).fetchone()[0]
            if first != seq:
                found.append((first, seq))
        return found

    def close(self) -> None:
        """Let the file go."""
        self._kept.close()
