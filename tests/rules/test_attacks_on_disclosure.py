"""Attempts to keep something from the other side and have the record look well, by acts prepared by hand."""

from tests.actions.office import DAY
from tests.rules.situations import order, produce, refused
from wholefile.actions import items
from wholefile.actions.files import Upload


def attach(office, item, content=b"picture", name="front.jpg"):
    office.clock.advance()
    items.attach_files(
        office.record, item, [Upload(name, content)], purpose="photograph", by=office.custodian
    )
    return office.db.rows("item_file", order=("seq", "n"), item=item)[-1].sha256


def plan(office, production="PR-1", members=(), *, first=1, docket=None, **more):
    by = office.prosecutor
    body = {
        "docket": docket or office.docket, "production": production, "volume": "VOL1", "prefix": "DOE",
        "first": first, "last": first + len(members) - 1, "members": list(members), "part": 1, "parts": 1,
        "by": by.person, **more,
    }  # fmt: skip
    return office.act("production.planned", body, by)


def member(item, sha256, number=1, prefix="DOE"):
    bates = f"{prefix}{number:06d}"
    return {"item": item, "sha256": sha256, "name": "front.jpg", "bates_first": bates, "bates_last": bates}


def serve(office, production="PR-1", *, files=0, last=0, docket=None, **more):
    docket = docket or office.docket
    body = {
        "docket": docket, "production": production, "to": "Vale & Partners", "schedule": "0" * 64,
        "payload": "0" * 64, "items": office.db.count("item_case", docket=docket), "files": files, "last": last,
        "by": office.prosecutor.person, **more,
    }  # fmt: skip
    return office.act("production.served", body, office.prosecutor)


def received(office, production="PR-1", docket=None):
    body = {
        "docket": docket or office.docket, "production": production, "schedule": "0" * 64, "result": "not checked",
        "by": office.defence.person,
    }  # fmt: skip
    return office.act("production.received", body, office.defence)


def decide(office, item, decision="withheld", *, docket=None, author=None, reviewer=None, **more):
    author, reviewer = author or office.prosecutor, reviewer or office.reviewer
    body = {
        "docket": docket or office.docket, "item": item, "decision": decision, "tags": [], "author": author.person,
        "ground": "work product", "explanation": "notes of counsel", "reviewer": reviewer.person, **more,
    }  # fmt: skip
    return office.act("disclosure.decided", body, author, reviewer)


def tag(office, item, *tags):
    body = {"docket": office.docket, "item": item, "decision": "pending", "tags": list(tags)}
    office.act("disclosure.decided", {**body, "author": office.prosecutor.person}, office.prosecutor)


def test_dividing_brady_material_does_not_shed_what_it_is(office):
    item = office.rounds(6)
    tag(office, item, "Brady")
    part = {"item": f"{item}.1", "description": "Six rounds from the box", "quantity": 6}
    body = {"item": item, "parts": [part], "reason": "sorted", "by": office.custodian.person}
    office.act("item.split", body, office.custodian)
    with refused("D2", "Brady"):
        decide(office, part["item"])
    order(office, "withholding permitted", [part["item"]])
    decide(office, part["item"])


def test_dividing_a_witness_statement_does_not_shed_what_it_is(office):
    item = office.receive("document", quantity=10, unit="page")
    tag(office, item, "Jencks")
    part = {"item": f"{item}.1", "description": "Ten pages of the interview", "quantity": 10}
    body = {"item": item, "parts": [part], "reason": "sorted", "by": office.custodian.person}
    office.act("item.split", body, office.custodian)
    trial = {"docket": office.docket, "event": "trial", "on": "2026-02-02", "text": "Jury sworn"}
    office.act("court.event", {**trial, "by": office.judge.person}, office.judge)
    with refused("D8"):
        decide(office, part["item"])


def test_brady_material_does_not_leave_the_case_by_a_link(office):
    """Linked elsewhere and detached here, it needs no decision and no order, and the certificate is clean."""
    item = office.receive()
    tag(office, item, "Brady")
    office.link(item)
    body = {
        "item": item, "docket": office.docket, "reason": "belongs elsewhere", "by": office.paralegal.person,
        "approved_by": office.prosecutor.person,
    }  # fmt: skip
    with refused("D2", "Brady"):
        office.act("item.detached", body, office.paralegal, office.prosecutor)
    order(office, "withholding permitted", [item])
    office.act("item.detached", body, office.paralegal, office.prosecutor)


def test_brady_material_is_not_kept_back_as_produced_in_part(office):
    """Nothing of an item decided as partial is produced, so “in part” is all of it."""
    item = office.receive()
    with refused("D2", "Brady"):
        decide(office, item, "partial", ground="personal data", tags=["Brady"])


def test_a_prosecutor_of_another_case_does_not_decide_in_this_one(office):
    item = office.receive()
    office.link(item)
    friend = office.newcomer("friend", "prosecutor", docket=office.other_docket)
    with refused("A1", "Friend"):
        decide(office, item, author=friend)
    with refused("A1", "Friend"):
        decide(office, item, reviewer=friend)


def test_a_prosecutor_of_another_case_dismisses_no_candidate_of_this_one(office):
    office.firearm()
    rounds = office.rounds(
        dockets=[office.other_docket], identifiers=[{"kind": "calibre", "value": ".45 Colt"}],
        submitted_by="T. Citizen",
    )  # fmt: skip
    friend = office.newcomer("friend", "prosecutor", docket=office.other_docket)
    from wholefile.screening import candidates

    (found,) = candidates(office.db, office.docket)
    body = {
        "docket": office.docket, "item": rounds, "reasons": found.words, "explanation": "no", "by": friend.person
    }  # fmt: skip
    with refused("A1", "Friend"):
        office.act("candidate.dismissed", body, friend)


def test_a_court_of_another_case_enters_no_order_in_this_one(office):
    """It names an item that is in both cases, so that the order stands in both."""
    item = office.receive()
    office.link(item)
    clerk = office.newcomer("clerk", "court", docket=office.other_docket)
    body = {
        "docket": office.docket, "order": "O-1", "as_printed": "Order", "on": "2026-02-02", "items": [item],
        "effect": "withholding permitted", "text": "So ordered.", "by": clerk.person,
    }  # fmt: skip
    with refused("A1", "Clerk"):
        office.act("order.entered", body, clerk)
    office.act("order.entered", {**body, "docket": office.other_docket}, clerk)


def test_what_was_not_served_is_not_received(office):
    """A receipt for a plan would make it served, and the obligation met, with nothing handed over."""
    plan(office)
    with refused("N2", "planned"):
        received(office)
    serve(office)
    received(office)
    received(office)


def test_a_production_is_received_in_its_own_case(office):
    plan(office)
    serve(office)
    with refused("N2", office.docket):
        received(office, docket=office.other_docket)


def test_an_obligation_is_met_in_its_own_case(office):
    """Met by a production of nothing in a case of no interest."""
    case = {
        "docket": "X-1",
        "as_printed": "X-1",
        "kind": "criminal",
        "title": "State v. Nobody",
        "court": "c",
    }
    case |= {"jurisdiction": "none", "by": office.prosecutor.person}
    office.act("case.opened", case, office.prosecutor)
    plan(office, docket="X-1")
    serve(office, docket="X-1")
    due = {"obligation": "OB-1", "rule": "5-501", "what": "everything", "from_on": "2026-02-02"}
    due |= {"docket": office.docket, "due_on": "2026-02-12", "by": office.prosecutor.person}
    office.act("obligation.set", due, office.prosecutor)
    met = {"docket": "X-1", "obligation": "OB-1", "production": "PR-1", "by": office.prosecutor.person}
    with refused("N2", office.docket):
        office.act("obligation.met", met, office.prosecutor)


def test_an_objection_is_answered_in_its_own_case(office):
    """Answered in another, the answer would stand in a file that the objector never sees."""
    body = {
        "docket": office.docket,
        "objection": "OJ-1",
        "kind": "missing item",
        "text": "Where are the rounds?",
    }
    office.act("objection.raised", {**body, "by": office.defence.person}, office.defence)
    answer = {"docket": office.other_docket, "objection": "OJ-1", "outcome": "denied", "text": "no"}
    with refused("N2", office.docket):
        office.act("objection.answered", {**answer, "by": office.prosecutor.person}, office.prosecutor)
    wrong = order(office, "none", docket=office.other_docket)
    answer |= {"docket": office.docket, "order": wrong, "by": office.prosecutor.person}
    with refused("N2", wrong):
        office.act("objection.answered", answer, office.prosecutor)


def test_a_prosecutor_who_denies_an_objection_does_not_keep_the_court_from_ruling(office):
    body = {
        "docket": office.docket,
        "objection": "OJ-1",
        "kind": "missing item",
        "text": "Where are the rounds?",
    }
    office.act("objection.raised", {**body, "by": office.defence.person}, office.defence)
    answer = {"docket": office.docket, "objection": "OJ-1", "outcome": "denied", "text": "no"}
    office.act("objection.answered", {**answer, "by": office.prosecutor.person}, office.prosecutor)
    with refused("N2", "answered already"):
        office.act("objection.answered", {**answer, "by": office.reviewer.person}, office.reviewer)
    ruling = {**answer, "outcome": "granted", "by": office.judge.person}
    office.act("objection.answered", ruling, office.judge)
    assert office.db.one("objection", objection="OJ-1").outcome == "granted"


def test_a_production_supersedes_only_what_was_served_in_its_case(office):
    case = {
        "docket": "X-1",
        "as_printed": "X-1",
        "kind": "criminal",
        "title": "State v. Nobody",
        "court": "c",
    }
    case |= {"jurisdiction": "none", "by": office.prosecutor.person}
    office.act("case.opened", case, office.prosecutor)
    with refused("D4", "PR-9"):
        plan(office, supersedes="PR-9")
    plan(office, "PR-1", docket="X-1", prefix="NOB")
    serve(office, "PR-1", docket="X-1")
    with refused("D4", "PR-1"):
        plan(office, "PR-2", supersedes="PR-1")
    plan(office, "PR-2")
    with refused("D4", "PR-2"):
        plan(office, "PR-3", supersedes="PR-2")
    serve(office, "PR-2")
    plan(office, "PR-3", supersedes="PR-2")


def test_a_prefix_belongs_to_one_case(office):
    """Numbers of one case under the prefix of another leave a gap there that looks like something left out."""
    case = {
        "docket": "X-1",
        "as_printed": "X-1",
        "kind": "criminal",
        "title": "State v. Nobody",
        "court": "c",
    }
    case |= {"jurisdiction": "none", "by": office.prosecutor.person}
    office.act("case.opened", case, office.prosecutor)
    item = office.receive()
    produce(office, item)
    plan(office, "PR-1", [member(item, attach(office, item))])
    with refused("D4", office.docket):
        plan(office, "PR-2", docket="X-1", first=2)


def test_the_parts_of_a_plan_agree_on_their_numbers(office):
    """A part that ends far off would use up every number under the prefix."""
    item = office.receive()
    produce(office, item)
    sha256 = attach(office, item)
    plan(office, "PR-1", [member(item, sha256)], parts=2, last=2)
    with refused("D4"):
        plan(office, "PR-1", [member(item, sha256, 2)], parts=2, part=2, first=900, last=2)
    plan(office, "PR-1", [member(item, sha256, 2)], parts=2, part=2, first=1, last=2)
    plan(office, "PR-2", [member(item, sha256, 3)], first=3, parts=2, last=999_999_999)
    with refused("D4"):
        plan(office, "PR-2", [member(item, sha256, 4)], first=3, parts=2, part=2, last=4)


def test_what_was_planned_and_is_withheld_since_is_not_served(office):
    item = office.receive()
    produce(office, item)
    plan(office, "PR-1", [member(item, attach(office, item))])
    decide(office, item)
    with refused("D9", item):
        serve(office, files=1, last=1)


def test_a_finding_on_a_witness_is_told_in_every_case_of_the_witness(office):
    """The friendly prosecutor names only the case that is over."""
    item = office.receive(by=office.custodian)
    office.transfer(item, office.custodian, office.investigator)
    body = {
        "person": office.investigator.person, "dockets": [office.other_docket], "finding": "untruthful report",
        "source": "internal affairs", "by": office.prosecutor.person,
    }  # fmt: skip
    with refused("D14", office.docket):
        office.act("impeachment.found", body, office.prosecutor)
    office.act(
        "impeachment.found", {**body, "dockets": [office.docket, office.other_docket]}, office.prosecutor
    )


def test_days_late_are_not_fewer_than_there_were(office):
    due = {"deadline": "DL-1", "what": "disclosure", "due_on": "2026-02-02", "rule": "order"}
    office.act(
        "deadline.set", {"docket": office.docket, **due, "by": office.prosecutor.person}, office.prosecutor
    )
    office.clock.advance(30 * DAY)
    met = {"docket": office.docket, "deadline": "DL-1", "how": "served", "days_late": 0}
    met["by"] = office.prosecutor.person
    with refused("D15", "29"):
        office.act("deadline.met", met, office.prosecutor)
    office.act("deadline.met", {**met, "days_late": 30}, office.prosecutor)


def test_a_name_on_the_payroll_does_not_hide_what_the_person_handed_in(office):
    """Made staff after the item came in, the submitter's name no longer led to what else they had handed in."""
    rounds = office.rounds(dockets=[office.other_docket], submitted_by="Troy Tessel")
    office.receive(submitted_by="Troy Tessel")
    from wholefile.screening import candidates

    assert [one.item for one in candidates(office.db, office.docket)] == [rounds]
    person = {"person": "P-90", "name": "Troy Tessel", "agency": "Sheriff", "by": office.ana.person}
    office.act("person.added", person, office.ana)
    role = {"person": "P-90", "role": "custodian", "docket": office.other_docket, "by": office.ana.person}
    office.act("role.granted", role, office.ana)
    assert [one.item for one in candidates(office.db, office.docket)] == [rounds]


def test_a_statement_stands_on_a_file_of_its_own_case(office):
    """Words are used against somebody, and the document they stand in lies in a case nobody looks at."""
    item = office.receive(dockets=[office.other_docket])
    sha256 = attach(office, item, b"I never saw the rounds.", "note.txt")
    body = {
        "statement": "S-1", "dockets": [office.docket], "speaker": "John Doe", "said_on": "2026-02-01",
        "medium": "letter", "venue": "by post", "oath": False, "public": False, "exact": True,
        "words": "I never saw the rounds.", "language": "en",
        "source": {"sha256": sha256, "unit": "character", "start": 0, "end": 23}, "by": office.investigator.person,
    }  # fmt: skip
    with refused("T1", office.docket):
        office.act("statement.recorded", body, office.investigator)
    office.link(item, office.docket)
    office.act("statement.recorded", body, office.investigator)


def test_a_screening_lists_nothing_that_it_did_not_find(office):
    """A false candidate would stop every certificate of the case, and every disposal of an item of another."""
    office.firearm()
    stranger = office.receive("document", dockets=[office.other_docket], submitted_by="T. Citizen")
    rounds = office.rounds(
        dockets=[office.other_docket],
        identifiers=[{"kind": "calibre", "value": ".45 Colt"}],
        submitted_by="T. Citizen",
    )
    from wholefile.screening import candidates

    (found,) = candidates(office.db, office.docket)
    true = {"item": rounds, "reasons": found.words}
    body = {"docket": office.docket, "screened_to": 1, "by": office.custodian.person}
    for false in (
        {"item": stranger, "reasons": ["I say so."]},
        {"item": "V26-999999", "reasons": ["I say so."]},
        {"item": rounds, "reasons": [*found.words, "I say so."]},
    ):
        with refused("D13", false["item"]):
            office.act("screening.run", {**body, "candidates": [false, true]}, office.custodian)
    office.act("screening.run", {**body, "candidates": [true]}, office.custodian)
