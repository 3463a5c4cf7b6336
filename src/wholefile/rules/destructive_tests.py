"""The gate before an item is broken, altered or used up in a laboratory (H7).

From a real case: a request to examine a revolver grew from fingerprints to a mallet, the revolver broke, and
the accused had neither been heard nor given photographs of it as it was.
"""

import json

from wholefile.record.act import Draft
from wholefile.record.days import DAY_MS, day_of
from wholefile.record.lookups import dockets_of, roles, with_wholes
from wholefile.record.sql import Database, Row
from wholefile.rules.orders import is_ordered_everywhere
from wholefile.rules.registry import rule

_ACTIVE = ("accepted", "performed")


def active_requests(db: Database, item: str) -> list[Row]:
    """The requests that a laboratory has accepted and that name an item."""
    found = db.rows("laboratory_request", order=("seq",), status__in=_ACTIVE)
    return [row for row in found if item in json.loads(row.items)]


@rule(
    "H7",
    text="A destructive test needs a request that says so, photographs of the item as it was, and notice to the other"
    " side with its days over and no objection, or an order to permit the test.",
    authority="Arizona v. Youngblood, 488 U.S. 51 (1988); ASTM E1188 and E860 on destructive testing (from memory)",
    kind_of_authority="policy",
    acts=("test.performed", "item.consumed"),
)
def the_other_side_had_its_say(draft: Draft, db: Database) -> str | None:
    """A laboratory uses up an item only under a request; a custodian's use outside of one is H1's business."""
    if draft.kind == "test.performed":
        if not draft.body["destructive"]:
            return None
        request = db.one("laboratory_request", request=draft.body["request"])
        if request is None:
            return f"there is no laboratory request {draft.body['request']}; ask for the examination first."
        return next((why for item in draft.body["items"] if (why := _closed(draft, db, request, item))), None)
    item = draft.body["item"]
    requests = active_requests(db, item)
    if not requests:
        if "laboratory" in roles(db, draft.body["by"], dockets_of(db, item)):
            return f"no accepted request names {item}; a laboratory uses up an item only under a request."
        return None
    refusals = [_closed(draft, db, request, item) for request in requests]
    return None if None in refusals else refusals[-1]


def _objected(db: Database, item: str) -> str | None:
    """A request to destroy the item, or what it was divided from, that was objected to: asking again sheds nothing."""
    asked = {row.request for row in db.rows("test_objection", order=("seq",))}
    wholes = set(with_wholes(item))
    found = db.rows("laboratory_request", order=("seq",), request__in=sorted(asked))
    return next((row.request for row in found if wholes & set(json.loads(row.items))), None)


def _closed(draft: Draft, db: Database, request: Row, item: str) -> str | None:  # noqa: PLR0911 - a gate of as many bars
    """Why the gate is closed for an item under a request."""
    if item not in json.loads(request.items):
        return f"{request.request} does not name {item}; ask for the examination of this item."
    if not request.destructive:
        return (
            f"{request.request} was asked for as not destructive ({request.scope}); a wider scope needs a new"
            " request that says so."
        )
    if request.status not in _ACTIVE:
        return f"{request.request} is {request.status}; the laboratory must have accepted it."
    if not db.exists("item_file", item=item, purpose="baseline photograph"):
        return f"there is no baseline photograph of {item}; attach photographs of it as it is now."
    if is_ordered_everywhere(db, "permit test", item):
        return None
    if objected := _objected(db, item):
        return f"the other side objected to {objected}; only an order to permit the test opens the gate."
    notices = db.rows("test_notice", order=("seq",), request=request.request)
    if not notices:
        return f"nobody was told of {request.request}; serve notice on the other side, or obtain an order."
    ends = max(row.at + row.window_days * DAY_MS for row in notices)
    if draft.at < ends:
        return (
            f"the other side may object to {request.request} until {day_of(ends)}; wait until then, or obtain an"
            " order to permit the test."
        )
    return None
