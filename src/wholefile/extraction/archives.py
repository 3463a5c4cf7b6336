"""Archives: every member with its path, bytes and facts, each handed out once and none unpacked here.

Nothing is written under a member's name, no link is followed, and no archive inside is opened: members are queued
and read in a run of their own. Bytes are counted as they are made, whatever headers promise.
"""

from __future__ import annotations

from wholefile.extraction import archive_others, archive_streams, archive_tar, archive_zip
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source


def read(source: Source, out: Output) -> None:
    """The members of an archive of the kinds zip, tar, gzip, bzip2, xz, 7z, rar, cpio, iso and cab.

    What cannot be opened is listed as unreadable with the reason; an archive of which nothing can be opened without a
    password is locked. Raises Trouble, LimitReached.
    """
    if source.kind == "zip":
        archive_zip.read(source, out)
    elif source.kind == "tar":
        archive_tar.read(source, out)
    elif source.kind in ("gzip", "bzip2", "xz"):
        archive_streams.read(source, out)
    else:
        archive_others.read(source, out)
