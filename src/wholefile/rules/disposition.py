"""Rules on ending: two approvers and every prosecutor, a witness, and never the custodian (H2, H5, H6)."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from wholefile.core.acts import kind_of
from wholefile.record.act import Draft
from wholefile.record.lookups import dockets_of, in_role, is_gone, roles
from wholefile.record.sql import Database, Row
from wholefile.rules.holds import obstacles
from wholefile.rules.registry import rule

_STEPS = ("disposition.consented", "disposition.approved", "disposition.declined", "disposition.notified")
_ENDS = ("item.destroyed", "item.returned")
APPROVALS = 2


@rule(
    "H2",
    text="A disposition needs two approvers, neither the requester, nor a custodian, nor each other, nor who carries it"
    " out, and the consent of a prosecutor for every case the items are linked to.",
    authority="IAPE Professional Standards on disposition; two-person integrity",
    kind_of_authority="guidance",
    acts=(*_STEPS, *_ENDS),
)
def two_approve_and_every_prosecutor_consents(draft: Draft, db: Database) -> str | None:
    """The steps are about the whole request; destruction and return look back at all of them."""
    request = db.one("disposition", disposition=draft.body["disposition"])
    if request is None or request.status != "open":
        return f"{draft.body['disposition']} is no open request for disposition; request it first."
    asked = set(json.loads(request.items))
    if draft.kind in _STEPS and set(draft.body["items"]) != asked:
        return (
            f"{request.disposition} asks for {', '.join(sorted(asked))}; consent, approval, notice and refusal are"
            " about exactly these items. Make a new request for others."
        )
    if draft.kind == "disposition.approved":
        return _approver_may_not(db, request, draft.body["by"])
    if draft.kind == "disposition.consented":
        return _may_not_consent(db, draft.body)
    return _not_yet_agreed(db, request, draft, asked) if draft.kind in _ENDS else None


def _approver_may_not(db: Database, request: Row, person: str) -> str | None:
    if person == request.requested_by:
        return f"{person} asked for {request.disposition} and cannot approve it; somebody else must."
    if db.exists("disposition_approval", disposition=request.disposition, person=person):
        return f"{person} approved {request.disposition} already; the second approval is another person's."
    return None


def _may_not_consent(db: Database, body: Mapping[str, Any]) -> str | None:
    docket = body["docket"]
    if not any(docket in dockets_of(db, item) for item in body["items"]):
        return f"none of the items is linked to {docket}; consent is needed for cases they are linked to."
    if "prosecutor" not in roles(db, body["by"], [docket]):
        return f"{body['by']} is no prosecutor in {docket}; a prosecutor of that case must consent."
    return None


def _not_yet_agreed(db: Database, request: Row, draft: Draft, asked: set[str]) -> str | None:
    """What a destruction or return still lacks."""
    items = draft.body["items"]
    if not set(items) <= asked:
        return f"{request.disposition} does not cover every item named; request the others separately."
    if (draft.kind == "item.destroyed") != (request.manner == "destruction"):
        return f"{request.disposition} was approved for {request.manner}, nothing else; make a new request."
    approvers = {row.person for row in db.rows("disposition_approval", disposition=request.disposition)}
    if draft.body["by"] in approvers:
        return f"{draft.body['by']} approved {request.disposition}; somebody else must carry it out."
    if len(approvers) < APPROVALS:
        return f"{request.disposition} has {len(approvers)} of the two approvals it needs."
    consented = {row.docket for row in db.rows("disposition_consent", disposition=request.disposition)}
    for item in items:
        for docket in dockets_of(db, item):
            if docket not in consented:
                return f"{item} is linked to {docket}, whose prosecutor has not consented to {request.disposition}."
    return None


@rule(
    "H5",
    text="Destruction is watched by somebody other than who destroys; record, digests and photographs remain.",
    authority="IAPE Professional Standards on destruction; state audits that found destroyed items still listed",
    kind_of_authority="guidance",
    acts=("item.destroyed",),
)
def somebody_else_watches(draft: Draft, _db: Database) -> str | None:
    """Two persons sign, not one person twice."""
    if draft.body["by"] == draft.body["witnessed_by"]:
        return (
            f"{draft.body['by']} cannot be the witness of their own destruction; another person must watch."
        )
    return None


@rule(
    "H6",
    text="A custodian never decides on a disposition.",
    authority="IAPE Professional Standards: who keeps property does not decide what becomes of it",
    kind_of_authority="guidance",
    acts=("disposition.approved", "disposition.consented", "disposition.declined"),
)
def custodian_never_decides(draft: Draft, db: Database) -> str | None:
    """A custodian by role in any of the cases, or because the person holds one of the items now."""
    return _keeps(db, draft.body["by"], draft.body["items"])


def _keeps(db: Database, person: str, items: Collection[str]) -> str | None:
    dockets = sorted({docket for item in items for docket in dockets_of(db, item)})
    if "custodian" in roles(db, person, dockets):
        return f"{person} is a custodian; somebody who does not keep the property must decide."
    for item in items:
        row = db.one("item", item=item)
        if row is not None and row.holder == person:
            return f"{person} holds {item}; somebody who does not hold it must decide."
    return None


def cases_concerned(db: Database, request: Row) -> list[str]:
    """The cases of the items of a request for disposition, sorted."""
    return sorted({docket for item in json.loads(request.items) for docket in dockets_of(db, item)})


def kept_items(db: Database, request: Row, at: int) -> Iterator[tuple[str, str]]:
    """Every item of a request that must be kept at a moment, with each reason why (H1), in the request's order.

    `at` is in milliseconds since 1970 (UTC). What is gone is not asked about. A reason names what its reader may not
    be let see, and so does the item.
    """
    for item in json.loads(request.items):
        row = db.one("item", item=item)
        if row is not None and not is_gone(row):
            yield from ((item, why) for why in obstacles(db, item, at))


def may_approve(db: Database, request: Row, dockets: Iterable[str]) -> list[str]:
    """Who could give a request for disposition an approval now: by their role, and by H2 and H6; sorted.

    The role is one held everywhere or in one of `dockets`, which are cases of the items: those that the reader sees,
    because somebody whose only role is in another case would tell that there is one.
    """
    items = json.loads(request.items)
    known = _in_roles(db, kind_of("disposition.approved").signers[0].signer or (), dockets)
    return [
        one for one in known if _approver_may_not(db, request, one) is None and _keeps(db, one, items) is None
    ]


def consents_wanting(db: Database, request: Row) -> dict[str, list[str]]:
    """The cases of the items whose prosecutor has not consented yet, each with who could; sorted."""
    items = json.loads(request.items)
    given = {row.docket for row in db.rows("disposition_consent", disposition=request.disposition)}
    return {
        docket: [one for one in _in_roles(db, ["prosecutor"], [docket]) if _keeps(db, one, items) is None]
        for docket in cases_concerned(db, request)
        if docket not in given
    }


def _in_roles(db: Database, asked: Iterable[str], dockets: Iterable[str]) -> list[str]:
    """Who holds one of these roles everywhere or in one of these cases."""
    return sorted({one for role in asked for docket in ("", *dockets) for one in in_role(db, role, docket)})
