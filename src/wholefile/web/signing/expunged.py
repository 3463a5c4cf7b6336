"""What was prepared here of an act that an order expunged since: its words and its secret lie in the pages' table."""

from __future__ import annotations

from django.db import connections

from wholefile.record.home import Record
from wholefile.web.signing.models import WaitingActs

_AT_ONCE = 500


def forget_expunged(record: Record) -> int:
    """Destroy what was kept of recorded acts whose entries are expunged; how many signing pages went.

    Acts that were recorded together go together, since one page shows them all; their entries stay where they are.
    What was prepared and never recorded is no entry, and goes by itself after a month.
    """
    expunged = {row.seq for row in record.db.rows("expunged")}
    if not expunged:
        return 0
    recorded = WaitingActs.objects.filter(positions__isnull=False).values_list("token", "positions")
    gone = [token for token, positions in recorded.iterator() if not expunged.isdisjoint(positions or ())]
    if gone:
        _destroy(gone)
    return len(gone)


def _destroy(tokens: list[str]) -> None:
    """The rows go, and with them their bytes in free pages and in the write-ahead log."""
    connection = connections["default"]
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if on_sqlite:
            cursor.execute("PRAGMA secure_delete=ON")
        for start in range(0, len(tokens), _AT_ONCE):
            WaitingActs.objects.filter(token__in=tokens[start : start + _AT_ONCE]).delete()
        if on_sqlite:
            cursor.execute("VACUUM")  # what was changed before it was deleted left a copy
            cursor.execute("PRAGMA secure_delete=OFF")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute('VACUUM (FULL) "waiting_acts"')
