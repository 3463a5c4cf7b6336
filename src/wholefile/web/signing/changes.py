"""What happened to the same items since acts were prepared, so that who was overtaken is told by whom."""

from __future__ import annotations

from typing import Any

from wholefile.core.acts import item_ids
from wholefile.core.errors import NotFound
from wholefile.core.header import decode_header
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.visibility import Sight, visible
from wholefile.showing.acts_seen import ActsSeen, acts_at
from wholefile.web.signing import waiting

_MOST = 20


def since(record: Record, token: str) -> list[dict[str, Any]]:
    """What was recorded about the items of waiting acts after these were prepared: position, kind, item, by, at.

    Only what whoever began them and everybody who signs them may see.
    """
    try:
        row = waiting.found(token)
    except NotFound:
        return []
    items = dict.fromkeys(item for one in row.acts for item in item_ids(str(one["act"]["kind"]), one["body"]))
    sights = [visible(record.db, person) for person in {row.begun_by, *row.persons}]
    found: list[dict[str, Any]] = []
    for item in items:
        for position in lookups.history(record.db, item)[-3:]:
            entry = record.db.one("entry", seq=position)
            if entry is None or entry.at < row.prepared_at or len(found) == _MOST:
                continue
            if all(_is_seen(record, sight, position) for sight in sights):
                found.append(
                    {
                        "position": position,
                        "kind": entry.kind,
                        "item": item,
                        "at": entry.at,
                        "by": _who(record, entry),
                    }
                )
    return found


def _is_seen(record: Record, sight: Sight, position: int) -> bool:
    return sight.everything or ActsSeen(record.db, sight, acts_at(record.db, [position])).is_seen(position)


def _who(record: Record, entry: Any) -> list[str]:
    keys = [one["key"] for one in decode_header(bytes(entry.header)).signatures]
    owners = [record.db.one("signing_key", key=key) for key in keys]
    return [lookups.person_name(record.db, one.person) for one in owners if one]
