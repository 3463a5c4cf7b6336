"""Appending with pymerkle (GPL, in an environment of its own): prints entries a second as JSON.

    python pymerkle_append.py DATABASE COUNT BATCH

Journal and synchronous mode are set as ours are; each batch is one transaction.
"""

import json
import os
import sys
import time

from pymerkle import SqliteTree


def main() -> None:
    """Append and print."""
    database, count, batch = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    tree = SqliteTree(database)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        tree.con.execute(f"PRAGMA {pragma}").fetchall()
    entries = [os.urandom(480) for _ in range(count)]
    started = time.perf_counter()
    for start in range(0, count, batch):
        part = entries[start : start + batch]
        if batch == 1:
            tree.append_entry(part[0])
        else:
            tree.append_entries(part, chunksize=batch)
    print(json.dumps({"rate": count / (time.perf_counter() - started)}))


main()
