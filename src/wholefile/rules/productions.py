"""Rules on what is produced: numbering, files, days (D4, D5, D9, D15).

There is no D10 (redacted output holds no removed text): no act redacts yet, so there is nothing to refuse.
Until there is one, an item kept back in part is not produced at all (D9).
"""

from collections.abc import Mapping
from typing import Any

from wholefile.core.bates import parse_bates
from wholefile.core.errors import NotFound, WholefileError
from wholefile.record.act import Draft
from wholefile.record.days import days_over
from wholefile.record.lookups import current_decision
from wholefile.record.sql import Database, Row
from wholefile.rules.packs import due_day, pack
from wholefile.rules.registry import rule

_SERVED = ("served", "received")


@rule(
    "D4",
    text="Numbers run on without a gap across all productions under a prefix, which belongs to one case; what is served"
    " is the whole plan, and replaces only what was served in its case.",
    authority="CPS Disclosure Manual 7.2: numbering is consecutive across later schedules; a nil schedule is signed",
    kind_of_authority="guidance",
    acts=("production.planned", "production.served"),
)
def numbers_run_on(draft: Draft, db: Database) -> str | None:
    """A plan comes in parts, in order; a part may be empty, and then the whole production is."""
    production = db.one("production", production=draft.body["production"])
    if draft.kind == "production.served":
        return _not_as_planned(draft.body, db, production)
    return (
        _part_out_of_order(draft.body, production)
        or _another_cases(draft.body, db)
        or _numbers_out_of_order(draft.body, db)
    )


def _part_out_of_order(body: Mapping[str, Any], production: Row | None) -> str | None:
    planned = 0 if production is None else production.parts_planned
    if body["part"] != planned + 1 or body["part"] > body["parts"]:
        return f"{body['production']} has {planned} parts planned; part {planned + 1} comes next."
    same = production is None or all(
        body.get(name) == getattr(production, name)
        for name in ("docket", "prefix", "parts", "volume", "first", "last", "supersedes")
    )
    if not same:
        return (
            f"part {body['part']} of {body['production']} differs from part 1 in case, volume, prefix, parts, numbers"
            " or what it supersedes."
        )
    return None


def _another_cases(body: Mapping[str, Any], db: Database) -> str | None:
    """A prefix or a production of another case: there it would leave a gap, or be replaced by what nobody sees."""
    others = db.rows("production", order=("seq",), limit=1, prefix=body["prefix"], docket__ne=body["docket"])
    if others:
        return f"the prefix {body['prefix']} belongs to {others[0].docket}; choose another."
    named = body.get("supersedes")
    if named is None or db.exists("production", production=named, docket=body["docket"], status__in=_SERVED):
        return None
    return f"{named} was not served in {body['docket']}; only what was served there is superseded."


def next_number(db: Database, prefix: str, production: str | None = None) -> int:
    """The next free number under a prefix; of a production being planned, only its parts so far count."""
    used = [row.last for row in db.rows("production", prefix=prefix) if row.production != production]
    if production is not None:
        members = db.rows("production_member", production=production)
        used += [parse_bates(row.bates_last).number for row in members]
    return max(used, default=0) + 1


def _numbers_out_of_order(body: Mapping[str, Any], db: Database) -> str | None:
    expected = next_number(db, body["prefix"], body["production"])
    if body["part"] == 1 and body["first"] != expected:
        return f"the next number under {body['prefix']} is {expected}, not {body['first']}."
    for member in body["members"]:
        try:
            first, last = parse_bates(member["bates_first"]), parse_bates(member["bates_last"])
        except WholefileError as error:
            return error.message
        if first.prefix != body["prefix"] or last.prefix != body["prefix"] or first.number != expected:
            return f"{member['bates_first']} is out of order; number {expected} under {body['prefix']} comes next."
        if last.number < first.number:
            return f"{member['bates_first']} to {member['bates_last']} runs backwards."
        expected = last.number + 1
    if body["part"] == body["parts"] and body["last"] != expected - 1:
        return f"the plan ends at {body['last']} and its last number is {expected - 1}; say that."
    return None


def _not_as_planned(body: Mapping[str, Any], db: Database, production: Row | None) -> str | None:
    if production is None or production.docket != body["docket"] or production.status != "planned":
        status = "not planned in this case" if production is None else production.status
        return f"{body['production']} is {status}; a production is planned as a whole and then served once."
    files = db.count("production_member", production=production.production)
    if body["files"] != files or body["last"] != production.last:
        return f"{files} files up to number {production.last} were planned; serve these and no others."
    rows = db.count("item_case", docket=body["docket"])
    if body["items"] != rows:
        return f"the schedule has {body['items']} rows and {body['docket']} {rows} items; write it anew."
    return None


@rule(
    "D5",
    text="What must be disclosed is due by the day the jurisdiction's rule gives, counted from its event, unless an"
    " order of the court says otherwise; it is met by a production that was served.",
    authority="Rules 5-501, 5-502, 7-504 and 8-504 NMRA and the other rules of the packs, as cited there",
    kind_of_authority="law",
    acts=("obligation.set", "obligation.met"),
)
def days_are_counted_by_the_pack(draft: Draft, db: Database) -> str | None:
    """For a jurisdiction without a pack there is nothing to count by, and the day is the signer's own."""
    body = draft.body
    if draft.kind == "obligation.met":
        production = db.one("production", production=body["production"])
        if production is None or production.docket != body["docket"] or production.status not in _SERVED:
            return (
                f"{body['production']} was not served in {body['docket']}; an obligation is met by serving."
            )
        return None
    order = db.one("court_order", order=body["rule"])
    if order is not None and order.docket == body["docket"]:
        return None
    case = db.one("case_file", docket=body["docket"])
    try:
        rules = None if case is None else pack(case.jurisdiction)
    except NotFound:
        return None
    if rules is None:
        return f"there is no case {body['docket']}; open it first."
    try:
        due = due_day(rules, body["rule"], body["from_on"])
    except NotFound as error:
        return f"{error.message} Or name the order (O-1) of this case that sets the day."
    if body["due_on"] != due:
        return f"{body['rule']} from {body['from_on']} falls due on {due}, not {body['due_on']}."
    return None


@rule(
    "D15",
    text="What is done after its deadline says how many days after.",
    authority="policy of this record: lateness is counted, not remembered",
    kind_of_authority="policy",
    acts=("deadline.met",),
)
def lateness_is_not_made_less(draft: Draft, db: Database) -> str | None:
    """A day counts once it has ended everywhere; who counts one more is not corrected."""
    row = db.one("deadline", deadline=draft.body["deadline"])
    late = 0 if row is None else days_over(row.due_on, draft.occurred_at)
    if row is None or draft.body["days_late"] >= late:
        return None
    return f"{row.deadline} was due on {row.due_on}, {late} days before; say that."


@rule(
    "D9",
    text="What is produced is a recorded file of an item decided as produced; a Bates number is never given twice.",
    authority="policy of this record, after the production protocols of the courts (Fed. R. Civ. P. 34(b)(2)(E))",
    kind_of_authority="policy",
    acts=("production.planned", "production.served"),
)
def members_are_files_of_produced_items(draft: Draft, db: Database) -> str | None:
    """An item kept back in part has no redacted version yet, so its files are not produced as they are.

    What was planned and is decided otherwise since is not served: a new plan leaves it out.
    """
    body = draft.body
    if draft.kind == "production.served":
        return _no_longer_produced(body, db)
    decisions: dict[str, Row | None] = {}
    for member in body["members"]:
        item = member["item"]
        link = db.one("item_case", item=item, docket=body["docket"])
        if link is None or link.detached_seq is not None:
            return f"{item} does not belong to {body['docket']}; leave it out or link it."
        if item not in decisions:
            decisions[item] = current_decision(db, body["docket"], item)
        decision = decisions[item]
        if decision is None or decision.decision != "produced":
            said = "undecided" if decision is None else decision.decision
            return (
                f"{item} is {said} in {body['docket']}; only files of items decided as produced are produced."
            )
        if not db.exists("item_file", item=item, sha256=member["sha256"]):
            return (
                f"{member['name']} is, by its digest, no recorded file of {item}; produce what is on record."
            )
        if db.exists("production_member", bates_first=member["bates_first"]):
            return f"Bates number {member['bates_first']} was given before; take the next free one."
    return None


def _no_longer_produced(body: Mapping[str, Any], db: Database) -> str | None:
    found = db.query(
        "SELECT m.item FROM production_member m"
        " LEFT JOIN decision d ON d.docket = %s AND d.item = m.item AND d.superseded_seq IS NULL"
        " LEFT JOIN item_case c ON c.docket = %s AND c.item = m.item AND c.detached_seq IS NULL"
        " WHERE m.production = %s AND (c.item IS NULL OR d.decision IS NULL OR d.decision <> 'produced')"
        " ORDER BY m.seq, m.n LIMIT 1",
        [body["docket"], body["docket"], body["production"]],
    )
    if not found:
        return None
    return (
        f"{found[0][0]} is in {body['production']} and no longer decided as produced; plan a production anew."
    )
