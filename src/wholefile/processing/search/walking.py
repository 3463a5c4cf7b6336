"""Going through all files for those that are still to be done, so that a whole pass costs each file one look.

Whoever asks again and again for the next few must not look at everything each time: in a million files that is a
million looks for each few hundred. So a walk goes on where it last stopped. Where that was is only remembered in the
process: it saves looks, and nothing is lost with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias
from weakref import WeakKeyDictionary

from wholefile.record.sql import Database

PAGE: Final = 2_000  # files looked at in one statement
Known: TypeAlias = dict[str, tuple[Any, ...]]
Look = Callable[[Database, str, int], tuple[Known, str | None]]
_REACHED: WeakKeyDictionary[Database, dict[str, str]] = WeakKeyDictionary()


def next_files(db: Database, work: str, look: Look, most: int) -> Known:
    """At most so many files that are to be done, in order of their digests; what `look` says of each.

    `look` gets a digest and a number: it looks at so many files after that digest, and says which of them are to be
    done, and the last that it looked at, or None where there was none. Nothing is returned only when a whole pass from
    the first file to the last found nothing; so a file that changed behind the walk is found by its next round.
    """
    reached = _REACHED.setdefault(db, {})
    after = reached.get(work, "")
    from_the_first = not after
    found: Known = {}
    while len(found) < most:
        more, last = look(db, after, PAGE)
        found.update(more)
        if last is not None:
            after = last
            continue
        after = ""
        if found or from_the_first:
            break
        from_the_first = True
    if len(found) > most:
        found = dict(list(found.items())[:most])
        after = next(reversed(found))
    reached[work] = after
    return found


def page(db: Database, sql: str, after: str, most: int) -> Known:
    """The rows of a statement by the digest in their first column; `sql` ends where that column is compared."""
    rows = db.query(f'{sql} "sha256" > %s GROUP BY "sha256" ORDER BY "sha256" LIMIT %s', [after, most])
    return {row[0]: tuple(row[1:]) for row in rows}


def between(db: Database, sql: str, files: Known) -> Known:
    """The rows of a statement from the first to the last of these files.

    `sql` has places for these two, once or several times. A range on both sides of a join is a few steps in an index,
    whatever the database believes of its tables.
    """
    first, last = next(iter(files)), next(reversed(files))
    rows = db.query(sql, [first, last] * (sql.count("%s") // 2))
    return {row[0]: tuple(row[1:]) for row in rows}
