"""The zone of this process while a library works that knows no times without a zone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def clock_of_utc() -> Iterator[None]:
    """Let this process live in UTC, then in its own zone again.

    Several C libraries turn the local times of FAT, rar or cab into instants by the zone of the machine they run on.
    In UTC that does nothing, so that the reader can write the time down as it stands in the file, without a zone.
    """
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC0"
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
