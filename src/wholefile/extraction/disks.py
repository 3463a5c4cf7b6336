"""Disk images: the media checked against its stored digest, its partitions, and every file on it.

Deleted files are members too, marked as such; nothing is carved out of what no file system lists. Times are UTC where
the file system keeps UTC, and text without a zone where it does not.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack

from wholefile.extraction.archive_clock import clock_of_utc
from wholefile.extraction.contract import DAMAGED, PARTIAL, Limits
from wholefile.extraction.disk_files import Room
from wholefile.extraction.disk_media import Media, brief, open_ewf, open_qcow2, open_raw
from wholefile.extraction.disk_volumes import read_volumes
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source


def read(source: Source, out: Output) -> None:
    """The media, partitions and files of an image of the kinds e01, qcow2 and disk (raw).

    Half of the time may go into digests. Where that is not enough, or the time for listing is spent, it is said.
    Raises Trouble, LimitReached.
    """
    with ExitStack() as stack, clock_of_utc():
        stored: dict[str, str] = {}
        if source.kind == "e01":
            media, stored = open_ewf(source, out, stack)
        elif source.kind == "qcow2":
            media = open_qcow2(source, out, stack)
        else:
            media = open_raw(source, stack)
        out.fact("media_size", media.size)
        limits = source.job.limits
        _digests(media, stored, source.kind, out, _within(limits, 0.5))
        read_volumes(media, out, Room(limits.ceiling(source.size)), _within(limits, 0.85))


def _within(limits: Limits, share: float) -> Callable[[], bool]:
    """Whether a share of the run's time is not yet spent, by the clock and by the processor."""
    started, worked = time.monotonic(), time.process_time()

    def in_time() -> bool:
        return (
            time.monotonic() - started < limits.seconds * share
            and time.process_time() - worked < limits.cpu_seconds * share
        )

    return in_time


def _digests(
    media: Media, stored: dict[str, str], kind: str, out: Output, in_time: Callable[[], bool]
) -> None:
    """The digests of the media, compared with those that the image stores."""
    for name, value in stored.items():
        out.fact(f"stored_{name}", value)
    if kind == "e01" and not stored and not out.troubles:
        out.flag("no stored digest", "The image stores no digest of its media that could be compared.")
    try:
        found = media.digests(in_time)
    except OSError as error:
        status = PARTIAL if out.troubles else DAMAGED  # where a segment is missing, that has been said
        out.trouble(
            status, f"The media cannot be read whole, so its digests cannot be compared: {brief(error)}."
        )
        return
    if found is None:
        words = (
            "The media is too large to be hashed in the time given; no digest of it was computed or compared."
        )
        out.flag("media not hashed", words)
        if stored:
            out.trouble(PARTIAL, words)
        return
    for name, value in found.items():
        out.fact(f"media_{name}", value)
    differing = [name for name, value in stored.items() if found.get(name, value) != value]
    for name in differing:
        words = f"The {name.upper()} of the media is {found[name]}, and the image stores {stored[name]}."
        out.flag("digest differs", words)
        out.trouble(DAMAGED, words)
