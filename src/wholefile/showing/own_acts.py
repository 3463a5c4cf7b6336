"""Every act that a person ever signed, with whatever key: shown to them whole, whatever they may see today.

Whoever signs answers for it, so nobody is cut off from their own signatures when a role ends. What they signed they
have read; the labels of its cases, which the log added, they have not.
"""

from __future__ import annotations

from typing import Any

from wholefile.core.acts.schema import MAX_INTEGER
from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.showing import seeing
from wholefile.showing.acts import act_lines, act_view
from wholefile.showing.acts_seen import Act, as_act
from wholefile.showing.words import act_in_words

OWN_ACTS_KEYS = {
    "acts": "list of {position, at, kind, signed_by, words}, the newest first",
    "earlier": "position before which to look for more, or null at the beginning of the log",
}
_LOOKED_AT = 20_000  # entries read for one page


def own_acts_view(db: Database, person: str, *, before: int | None = None, most: int = 50) -> dict[str, Any]:
    """The last acts signed by a person before a position; at most 20,000 entries are looked through at a time."""
    keys = [one.key for one in db.rows("signing_key", person=person)]
    end = lookups.entry_count(db) if before is None else max(0, before)
    start = max(0, end - _LOOKED_AT)
    acts = _signed(db, keys, (start, end), most) if keys else []
    lines = act_lines(db, acts)
    full = len(acts) == most
    return {
        "acts": [
            {**line, "words": act_in_words(one.kind, one.fields)}
            for one, line in zip(acts, lines, strict=True)
        ],
        "earlier": acts[-1].seq if full else (start or None) if keys else None,
    }


def own_act_view(db: Database, person: str, position: int) -> dict[str, Any]:
    """An act that this person signed, as they signed it. Raises NotFound for any other."""
    entry = db.one("entry", seq=position) if position <= MAX_INTEGER else None
    own = {one.key for one in db.rows("signing_key", person=person)} if person else set()
    if entry is None or not own & set(_keys(entry)):
        raise NotFound("act.unknown", f"There is no entry {position}.")
    return {**act_view(db, seeing.EVERYTHING, position), "header": None}


def _keys(entry: Any) -> tuple[str, ...]:
    return as_act((entry.seq, entry.at, entry.kind, entry.header, None)).keys


def _signed(db: Database, keys: list[str], between: tuple[int, int], most: int) -> list[Act]:
    """The newest acts in a stretch of the log whose header names one of these keys."""
    inside = 'INSTR(e."header", %s) > 0' if db.vendor == "sqlite" else 'POSITION(%s::bytea IN e."header") > 0'
    either = " OR ".join([inside] * len(keys))
    rows = db.query(
        'SELECT e."seq", e."at", e."kind", e."header", b."fields" FROM "entry" e'  # noqa: S608
        f' LEFT JOIN "body" b ON b."seq" = e."seq" WHERE e."seq" >= %s AND e."seq" < %s AND ({either})'
        ' ORDER BY e."seq" DESC LIMIT %s',
        [*between, *(f'"{key}"'.encode() for key in keys), most],
    )
    return [one for one in map(as_act, rows) if set(one.keys) & set(keys)]
