"""What comes to the counter by itself: transfers on their way here, items just taken in, codes of other screens."""

from __future__ import annotations

import json
from typing import Any

from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.record.days import DAY_MS
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.web import office
from wholefile.web.signing import waiting
from wholefile.web.signing.models import WaitingActs

_MOST = 10


def coming_to(person: str, sight: Sight) -> list[dict[str, Any]]:
    """Open transfers that this person is to accept, with those of their items that are seen."""
    db = office.record().db
    rows = db.rows("transfer", order=("released_seq",), to=person, status="open") if person else []
    named = {row.transfer: json.loads(row.items) for row in rows}
    seen = seeing.seen_items(
        db, seeing.of_the_office(sight), {one for items in named.values() for one in items}
    )
    names = lookups.person_names(db, [row.released_by for row in rows])
    return [
        {
            "transfer": row.transfer,
            "from": names.get(row.released_by, row.released_by),
            "at": row.released_at,
            "items": [one for one in named[row.transfer] if one in seen],
        }
        for row in rows
        if seen & set(named[row.transfer])
    ]


def taken_in(person: str, sight: Sight) -> list[dict[str, str]]:
    """Items that this person took in here within a day, the newest first: they need a label and a receipt."""
    record = office.record()
    rows = WaitingActs.objects.filter(
        begun_by=person, verb="item/receive", positions__isnull=False, prepared_at__gt=record.clock() - DAY_MS
    ).order_by("-prepared_at")[:_MOST]
    vouchers = [str(one["body"]["item"]) for row in rows for one in row.acts]
    seen = seeing.seen_items(record.db, seeing.of_the_office(sight), vouchers)
    found = {row.item: row for row in lookups.by_values(record.db, "item", "item", sorted(seen))}
    return [{"item": one, "description": found[one].description} for one in vouchers if one in found]


def handed_a_code(person: str, code: str) -> str:
    """The address where acts wait for this person under a code. Raises NotFound for anybody else's."""
    row = WaitingActs.objects.filter(code=code.upper().replace("-", ""), withdrawn=False).first()
    if row is None or person not in row.persons:
        raise NotFound("signing.code", "No acts wait for you under this code.")
    return waiting.address(row)
