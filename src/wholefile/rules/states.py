"""In which state a thing must be for an act on it to make sense: the second half of rule N2.

Each function is asked once everything the act refers to was found.
"""

from collections.abc import Callable
from datetime import date

from wholefile.core.errors import NotFound
from wholefile.record.act import Draft
from wholefile.record.days import day_of
from wholefile.record.lookups import roles
from wholefile.record.sql import Database, Row
from wholefile.rules.counsel import appear_together, counsel_known_to
from wholefile.rules.facts import listed

LONGEST_LOAN = 366  # days


def _the(db: Database, table: str, **where: str) -> Row:
    """The row an act refers to, once N2 has found that it is there."""
    row = db.one(table, **where)
    if row is None:
        raise NotFound(f"{table}.unknown", f"There is no {' '.join(where.values())}.")
    return row


def _related(draft: Draft, _db: Database) -> str | None:
    same = draft.body["docket"] == draft.body["other"]
    return "A case is not related to itself; name the other case." if same else None


def _closed(draft: Draft, db: Database) -> str | None:
    row = _the(db, "case_file", docket=draft.body["docket"])
    if row.status == "closed":
        return f"{row.docket} is closed already; reopen it first."
    if draft.body["appeal_until"] < draft.body["closed_on"]:
        return "The time for appeal cannot end before the case does."
    return None


def _reopened(draft: Draft, db: Database) -> str | None:
    row = _the(db, "case_file", docket=draft.body["docket"])
    return None if row.status == "closed" else f"{row.docket} is open; there is nothing to reopen."


def _withdrew(draft: Draft, db: Database) -> str | None:
    name, party = draft.body["name"], draft.body["party"]
    if db.exists("counsel", docket=draft.body["docket"], party=party, name=name, withdrawn_seq=None):
        return None
    return f"{name} does not act for {party}; check the name as it was recorded."


def _count_disposed(draft: Draft, db: Database) -> str | None:
    count = draft.body["count"]
    row = db.one("charge_count", docket=draft.body["docket"], count=count)
    if row is None:
        return f"There is no count {count}; charge it first."
    return f"Count {count} has ended ({row.outcome})." if row.outcome else None


def _received(draft: Draft, db: Database) -> str | None:
    seal = draft.body.get("seal")
    if seal is not None and db.exists("seal", seal=seal):
        return f"Seal {seal} was used already; a seal number is used once."
    return None


def _lent(draft: Draft, _db: Database) -> str | None:
    day, due = date.fromisoformat(day_of(draft.occurred_at)), date.fromisoformat(draft.body["due_on"])
    if -1 <= (due - day).days <= LONGEST_LOAN:
        return None
    return f"Things that are lent are due back within {LONGEST_LOAN} days of the day they go out; give such a day."


def _production_received(draft: Draft, db: Database) -> str | None:
    row = _the(db, "production", production=draft.body["production"])
    if row.status not in ("served", "received"):
        return f"{row.production} is {row.status}; it was not served yet."
    return None


def _objection_answered(draft: Draft, db: Database) -> str | None:
    row = _the(db, "objection", objection=draft.body["objection"])
    # What one side answers does not keep the court from ruling.
    if row.answered_seq is None or "court" in roles(db, draft.body["by"], [row.docket]):
        return None
    return f"{row.objection} is answered already; only a court can rule on it now."


def _reciprocated(draft: Draft, db: Database) -> str | None:
    body = draft.body
    if "obligation" not in body:
        return None
    row = _the(db, "obligation", obligation=body["obligation"])
    if row.met_seq is None and not db.exists(
        "reciprocal_disclosure", obligation=row.obligation, party=body["party"]
    ):
        return None
    return f"{row.obligation} is met already for {body['party']}; record what was disclosed since without naming it."


def _noticed(draft: Draft, db: Database) -> str | None:
    row = _the(db, "laboratory_request", request=draft.body["request"])
    left = [one for one in listed(row.items) if one not in draft.body["items"]]
    if left:
        return f"{row.request} is about {left[0]} too; notice is given of everything that will be tested."
    addressees = draft.body.get("addressees", ())
    known = counsel_known_to(db, draft.body["by"], draft.body["items"]) if addressees else {}
    for person in addressees:
        if person not in known:
            return (
                f"{person} does not appear as counsel beside you in a case that has everything which will be tested;"
                " record the appearance first, or say in words on whom it was served."
            )
    if not appear_together(known, addressees):
        return (
            "These addressees do not all appear as counsel in one and the same case that has everything which will be"
            " tested; give the counsel of each case a notice of their own."
        )
    return _of_a_destructive_test(draft, db)


def _relief(draft: Draft, db: Database) -> str | None:
    for claim in draft.body.get("claims", []):
        if not db.exists("claim", docket=draft.body["docket"], claim=claim):
            return f"There is no claim {claim} in this case; plead it first."
    return None


def _deadline_met(draft: Draft, db: Database) -> str | None:
    row = _the(db, "deadline", deadline=draft.body["deadline"])
    return None if row.met_seq is None else f"{row.deadline} is met already."


def _role_granted(draft: Draft, db: Database) -> str | None:
    body = draft.body
    held = {"person": body["person"], "role": body["role"], "docket": body.get("docket", "")}
    return (
        f"{body['person']} holds this role already."
        if db.exists("role_grant", **held, ended_seq=None)
        else None
    )


def _role_ended(draft: Draft, db: Database) -> str | None:
    body = draft.body
    held = {"person": body["person"], "role": body["role"], "docket": body.get("docket", "")}
    if db.exists("role_grant", **held, ended_seq=None):
        return None
    return f"{body['person']} does not hold this role there; look at the roles of the person."


def _located(draft: Draft, db: Database) -> str | None:
    row = _the(db, "item", item=draft.body["item"])
    if row.status in ("unlocated", "lost"):
        return None
    return f"{row.item} is not missing; it is {row.status}."


def _unlocated(draft: Draft, db: Database) -> str | None:
    row = _the(db, "item", item=draft.body["item"])
    return f"{row.item} is reported missing already." if row.status == "unlocated" else None


def _seal_broken(draft: Draft, db: Database) -> str | None:
    item, seal = draft.body["item"], draft.body["seal"]
    if db.exists("seal", item=item, seal=seal, broken_seq=None):
        return None
    return f"{item} bears no seal {seal}; record the difference if another seal is on it."


def _seal_applied(draft: Draft, db: Database) -> str | None:
    seal = draft.body["seal"]
    if db.exists("seal", seal=seal):
        return f"Seal {seal} was used already; a seal number is used once."
    return None


def _on_request(*states: str) -> Callable[[Draft, Database], str | None]:
    """An act on a laboratory request in one of these states, about items of the request."""

    def state(draft: Draft, db: Database) -> str | None:
        row = _the(db, "laboratory_request", request=draft.body["request"])
        if row.status not in states:
            return f"{row.request} is {row.status}; this needs a request that is {' or '.join(states)}."
        strangers = [one for one in draft.body["items"] if one not in listed(row.items)]
        if strangers:
            return f"{strangers[0]} is not part of {row.request}; ask for its examination first."
        return None

    return state


def _of_a_destructive_test(draft: Draft, db: Database) -> str | None:
    row = _the(db, "laboratory_request", request=draft.body["request"])
    if not row.destructive:
        return f"{row.request} asks for no destructive test; make a new request that says so."
    return _on_request("requested", "accepted", "performed")(draft, db)


def _open(table: str, column: str, ended: str, noun: str) -> Callable[[Draft, Database], str | None]:
    """What the act ends or answers has not been ended or answered."""

    def state(draft: Draft, db: Database) -> str | None:
        row = _the(db, table, **{column: draft.body[column]})
        return None if getattr(row, ended) is None else f"{draft.body[column]} is {noun} already."

    return state


def _open_disposition(draft: Draft, db: Database) -> str | None:
    row = _the(db, "disposition", disposition=draft.body["disposition"])
    if row.status != "open":
        return f"{row.disposition} is {row.status}; make a new request."
    strangers = [one for one in draft.body["items"] if one not in listed(row.items)]
    return f"{strangers[0]} is not part of {row.disposition}." if strangers else None


STATES: dict[str, Callable[[Draft, Database], str | None]] = {
    "case.related": _related,
    "case.closed": _closed,
    "case.reopened": _reopened,
    "counsel.withdrew": _withdrew,
    "count.disposed": _count_disposed,
    "relief.sought": _relief,
    "deadline.met": _deadline_met,
    "role.granted": _role_granted,
    "role.ended": _role_ended,
    "custody.lent": _lent,
    "item.received": _received,
    "item.located": _located,
    "item.unlocated": _unlocated,
    "seal.broken": _seal_broken,
    "seal.applied": _seal_applied,
    "laboratory.accepted": _on_request("requested"),
    "laboratory.declined": _on_request("requested"),
    "test.noticed": _noticed,
    "test.objected": _of_a_destructive_test,
    "test.performed": _on_request("accepted", "performed"),
    "laboratory.reported": _on_request("accepted", "performed"),
    "hold.released": _open("hold", "hold", "released_seq", "released"),
    "inconsistency.answered": _open("inconsistency", "inconsistency", "answered_seq", "answered"),
    "objection.answered": _objection_answered,
    "production.received": _production_received,
    "obligation.met": _open("obligation", "obligation", "met_seq", "met"),
    "disclosure.reciprocated": _reciprocated,
    "disposition.consented": _open_disposition,
    "disposition.approved": _open_disposition,
    "disposition.declined": _open_disposition,
    "disposition.notified": _open_disposition,
    "item.destroyed": _open_disposition,
    "item.returned": _open_disposition,
}
