"""Rules on certifying: nothing open, counts, supplements, the agency's statement (D3, D6, D7, D11)."""

import json
from dataclasses import dataclass

from wholefile.core.errors import NotFound
from wholefile.core.folding import fold
from wholefile.record.act import Draft
from wholefile.record.knowledge import known_since
from wholefile.record.lookups import current_decisions, items_of, latest_certificate, policy, roles
from wholefile.record.sql import Database, Row
from wholefile.rules.descriptions import falls_short
from wholefile.rules.packs import pack
from wholefile.rules.registry import rule
from wholefile.screening import open_candidates

_DISCLOSED = ("produced", "partial", "inspection")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a certificate says in numbers.

    `items` has the detached ones too, which stay on the schedule as detached and need no decision;
    `dismissed` are candidates that did not become part of the case.
    """

    items: int
    produced: int
    withheld: int
    dismissed: int


def certificate_counts(db: Database, docket: str) -> Counts:
    """The numbers of a certificate at this position."""
    linked = {row.item: row.detached_seq for row in db.rows("item_case", docket=docket)}
    decisions = current_decisions(db, docket)
    said = [decisions[item].decision for item, left in linked.items() if left is None and item in decisions]
    dismissed = {row.item for row in db.rows("dismissal", docket=docket)} - set(linked)
    return Counts(
        len(linked),
        sum(one in _DISCLOSED for one in said),
        sum(one == "withheld" for one in said),
        len(dismissed),
    )


@rule(
    "D3",
    text="A certificate is refused while an item is undecided, a candidate is open, a description tells nothing, or"
    " a count is wrong.",
    authority="CPS Disclosure Manual on schedules, 7.3; N.Y. C.P.L. 245.50 on listing what the certificate covers",
    kind_of_authority="guidance",
    acts=("disclosure.certified",),
)
def nothing_is_left_open(draft: Draft, db: Database) -> str | None:
    """A case without any item is certified all the same: nil is a statement too."""
    docket = draft.body["docket"]
    decisions = current_decisions(db, docket)
    for row in items_of(db, docket):
        decision = decisions.get(row.item)
        if decision is None or decision.decision == "pending":
            return f"{row.item} is undecided in {docket}; decide it first."
        if why := falls_short(row.description):
            return f"the description of {row.item} {why}; describe it better first."
    return _candidates_left(db, docket) or _miscounted(draft, db)


def _candidates_left(db: Database, docket: str) -> str | None:
    """Candidates that are open now, or stand open in the last screening on file."""
    if found := open_candidates(db, docket):
        first = f"{found[0].item} ({found[0].words[0].rstrip('.')})"
        if len(found) == 1:
            return f"one item may concern {docket}, {first}; link or dismiss it first."
        return f"{len(found)} items may concern {docket}, first {first}; link or dismiss each of them first."
    runs = db.rows("screening", order=("-seq",), limit=1, docket=docket)
    if not runs:
        return f"the record was never screened for {docket}; run the screening first."
    linked = {row.item for row in db.rows("item_case", docket=docket)}
    dismissed: dict[str, set[str]] = {}
    for row in db.rows("dismissal", docket=docket):
        dismissed.setdefault(row.item, set()).update(json.loads(row.reasons))
    for one in json.loads(runs[0].candidates):
        if one["item"] not in linked and not set(one["reasons"]) <= dismissed.get(one["item"], set()):
            return f"the last screening of {docket} lists {one['item']} as open; screen again or dismiss it."
    return None


def _miscounted(draft: Draft, db: Database) -> str | None:
    body, counts = draft.body, certificate_counts(db, draft.body["docket"])
    for name in ("items", "produced", "withheld", "dismissed"):
        if body[name] != getattr(counts, name):
            return f"the certificate counts {body[name]} {name} and the record {getattr(counts, name)}; count again."
    if body["covers_to"] != draft.seq:
        return f"the certificate covers {body['covers_to']} entries and the record has {draft.seq}; make it anew."
    return None


@rule(
    "D6",
    text="An item that came after the certificate is certified or produced only after a supplement says why, and since"
    " when the State knew.",
    authority="continuing duty to disclose: Rule 5-505 NMRA, Fed. R. Crim. P. 16(c) (from memory)",
    kind_of_authority="law",
    acts=("disclosure.certified", "production.served", "supplement.opened"),
)
def late_items_are_explained(draft: Draft, db: Database) -> str | None:
    """The day comes from the knowledge clock; an earlier day may be admitted, a later one is refused."""
    docket = draft.body["docket"]
    certificate = latest_certificate(db, docket)
    if draft.kind == "supplement.opened":
        return _unfounded_supplement(draft, db, certificate)
    named = draft.body.get("certificate") if draft.kind == "production.served" else None
    if named and (certificate is None or named != certificate.certificate):
        return f"{named} is not the latest certificate in {docket}; name that one."
    late = late_items(db, docket, certificate)
    if certificate is not None and late:
        return (
            f"{late[0]} came into {docket} after certificate {certificate.certificate}; open a supplement that names"
            " it, says why, and since when the State knew."
        )
    return None


def late_items(db: Database, docket: str, certificate: Row | None) -> list[str]:
    """The items linked since a certificate that no supplement since then names, in order."""
    if certificate is None:
        return []
    since = db.rows("item_case", docket=docket, linked_seq__gt=certificate.seq, detached_seq=None)
    explained: set[str] = set()
    for row in db.rows("supplement", docket=docket, seq__gt=certificate.seq):
        explained |= set(json.loads(row.items))
    return sorted(row.item for row in since if row.item not in explained)


def _unfounded_supplement(draft: Draft, db: Database, certificate: Row | None) -> str | None:
    body = draft.body
    if certificate is None:
        return f"{body['docket']} has no certificate yet; a supplement explains what came after one."
    for item in body["items"]:
        link = db.one("item_case", item=item, docket=body["docket"])
        if link is None or link.detached_seq is not None:
            return f"{item} does not belong to {body['docket']}; link it first."
        if link.linked_seq < certificate.seq:
            return (
                f"{item} was in {body['docket']} before certificate {certificate.certificate}; leave it out."
            )
    day = known_since(db, body["items"])
    if day is not None and body["known_since"] > day:
        return (
            f"the State knew since {day} by the knowledge clock, not since {body['known_since']}; say {day}."
        )
    return None


@rule(
    "D7",
    text="Where the jurisdiction's pack asks for it, the agency states that everything was handed over before the"
    " prosecutor certifies; the statement counts the items as they are.",
    authority="CPIA 1996 Code of Practice and MG6E; Tex. Code Crim. Proc. art. 2.1397; the pack cites its own",
    kind_of_authority="law",
    acts=("disclosure.certified", "disclosure.handed_over"),
)
def the_agency_has_stated_it(draft: Draft, db: Database) -> str | None:
    """An office may ask for the statement everywhere by the policy hand_over_required = yes."""
    docket = draft.body["docket"]
    linked = db.rows("item_case", order=("-linked_seq",), docket=docket, detached_seq=None)
    if draft.kind == "disclosure.handed_over":
        if draft.body["items"] != len(linked):
            return f"the statement counts {draft.body['items']} items and {docket} has {len(linked)}; count again."
        return None
    if not hand_over_required(db, docket):
        return None
    stated = db.rows("handed_over", order=("-seq",), limit=1, docket=docket)
    if not stated:
        return (
            f"no agency has stated that everything in {docket} was handed over; obtain the statement first."
        )
    if linked and linked[0].linked_seq > stated[0].seq:
        return f"{linked[0].item} came into {docket} after the agency's statement; obtain a new one."
    return None


def hand_over_required(db: Database, docket: str) -> bool:
    """Whether a certificate in a case needs the agency's statement first."""
    if policy(db, "hand_over_required", "no") == "yes":
        return True
    case = db.one("case_file", docket=docket)
    try:
        return case is not None and pack(case.jurisdiction).hand_over
    except NotFound:
        return False


@rule(
    "D11",
    text="The statement that everything was handed over is signed by the agency itself, not by the prosecution.",
    authority="Tex. Code Crim. Proc. art. 2.1397; MG6E is the disclosure officer's",
    kind_of_authority="law",
    acts=("disclosure.handed_over",),
)
def the_agency_signs_for_itself(draft: Draft, db: Database) -> str | None:
    """Whoever prosecutes in the case cannot speak for the police, and nobody for another agency."""
    body = draft.body
    person = db.one("person", person=body["by"])
    if roles(db, body["by"], [body["docket"]]) & {"prosecutor", "paralegal"}:
        return f"{body['by']} belongs to the prosecution; somebody of {body['agency']} must sign."
    if person is not None and fold("agency", person.agency) != fold("agency", body["agency"]):
        return f"{body['by']} belongs to {person.agency}; somebody of {body['agency']} must sign."
    return None
