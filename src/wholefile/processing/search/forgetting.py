"""Nothing of an expunged file or body is left in what was worked out from it: index, likeness and threads.

Call it after the bodies and bytes are gone and before free space is wiped, so that wiping reaches these pages too. It
may be called again, as expungement may. What remains of the record is found again after the next `index_pending`.
"""

from __future__ import annotations

from collections.abc import Sequence

from wholefile.processing.likeness import forget_likeness
from wholefile.processing.search.index import forget_files, reindex
from wholefile.processing.threads import forget_threads
from wholefile.record.home import Record


def forget(record: Record, sha256s: Sequence[str], *, bodies: bool = True) -> None:
    """Forget these files, and with `bodies` the words of every item, case and statement, to be read anew.

    `sha256s` are the expunged files and all that was only inside them.
    """
    forget_threads(record.db, sha256s)
    forget_likeness(record.db, sha256s)
    forget_files(record.db, sha256s)
    if bodies:
        reindex(record, files=False)
