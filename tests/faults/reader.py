"""The child that is killed while it takes a folder in and reads it.

    python -m tests.faults.reader RECORD SOURCE [--url URL]

Run again, it goes on: the item is received once, the folder taken in once, and what is pending read. When it exits
with 0 everything it was asked for is done.
"""

import argparse
import time
from pathlib import Path

from tests.faults.appender import DRIVERS
from tests.faults.work import Work, reopened
from wholefile.core.errors import Unavailable
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.intake import take_in

ITEM = "V26-000001"
_ATTEMPTS = 200


def attempt(folder: Path, source: Path, url: str | None) -> None:
    """All of it, or as far as it goes."""
    record = reopened(folder, url)
    engine = engine_for("local:2")
    try:
        work = Work(record)
        work.do(0)
        take_in(record, ITEM, source, purpose="acquisition", by=work.office.custodian)
        process_all(record, engine)
    finally:
        engine.close()
        record.close()


def main() -> None:
    """Go on until it is done; a database that goes away comes back."""
    parser = argparse.ArgumentParser()
    parser.add_argument("record", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("--url")
    told = parser.parse_args()
    for _ in range(_ATTEMPTS):
        try:
            return attempt(told.record, told.source, told.url)
        except (Unavailable, *DRIVERS):
            time.sleep(0.1)
    raise SystemExit(3)


if __name__ == "__main__":
    main()
