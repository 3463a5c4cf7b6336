"""Every act a person can do by filling in what the act says: the one list from which commands and pages are made.

A verb names the action and the kind of act it records. What needs more than its fields to be filled in (a folder to
take in, a production to write out, a key to enrol) has a command and a page of its own and does not stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wholefile.actions import (
    access,
    cases,
    conditions,
    credibility,
    custody,
    disclosure,
    disposition,
    expungement,
    facts,
    holds,
    inventory,
    items,
    laboratory,
    obligations,
    passwords,
    people,
    pleadings,
    screening,
    statements,
)


class Verb(NamedTuple):
    """Something that can be done: the action, and the kind of act it records."""

    action: Callable[..., Any]
    kind: str


class Subject(NamedTuple):
    """What can be done about one thing: a sentence about all of it, and the verbs by name."""

    about: str
    verbs: Mapping[str, Verb]


SUBJECTS: Mapping[str, Subject] = {
    "case": Subject(
        "Cases: parties, counsel, counts, claims, relief, court events, orders and deadlines.",
        {
            "open": Verb(cases.open_case, "case.opened"),
            "relate": Verb(cases.relate_cases, "case.related"),
            "close": Verb(cases.close_case, "case.closed"),
            "reopen": Verb(cases.reopen_case, "case.reopened"),
            "party": Verb(cases.add_party, "party.added"),
            "counsel": Verb(cases.counsel_appears, "counsel.appeared"),
            "counsel-withdraws": Verb(cases.counsel_withdraws, "counsel.withdrew"),
            "charge": Verb(pleadings.charge_count, "count.charged"),
            "dispose-count": Verb(pleadings.dispose_of_count, "count.disposed"),
            "claim": Verb(pleadings.plead_claim, "claim.pleaded"),
            "relief": Verb(pleadings.seek_relief, "relief.sought"),
            "event": Verb(cases.record_court_event, "court.event"),
            "order": Verb(cases.enter_order, "order.entered"),
            "deadline": Verb(cases.set_deadline, "deadline.set"),
            "meet-deadline": Verb(cases.meet_deadline, "deadline.met"),
        },
    ),
    "item": Subject(
        "Items: receive, describe, link, split, consume, lose and find.",
        {
            "receive": Verb(items.receive_item, "item.received"),
            "describe": Verb(items.describe_item, "item.described"),
            "attach": Verb(items.attach_files, "file.attached"),
            "verify-files": Verb(items.verify_files, "file.verified"),
            "link": Verb(items.link_item, "item.linked"),
            "detach": Verb(items.detach_item, "item.detached"),
            "split": Verb(items.split_item, "item.split"),
            "consume": Verb(items.consume_item, "item.consumed"),
            "lose": Verb(items.report_loss, "item.lost"),
            "unlocated": Verb(items.report_unlocated, "item.unlocated"),
            "located": Verb(items.report_located, "item.located"),
            "opened": Verb(access.open_items, "access.opened"),
            "exported": Verb(access.export_items, "access.exported"),
        },
    ),
    "file": Subject(
        "Files: take in, read in the sandbox, look at, compare, keep sound.",
        {
            "unlock": Verb(passwords.unlock_file, "file.unlocked"),
        },
    ),
    "custody": Subject(
        "Transfers, storage, loans and seals.",
        {
            "transfer": Verb(custody.transfer_custody, "custody.transferred"),
            "release": Verb(custody.release_custody, "custody.released"),
            "accept": Verb(custody.accept_custody, "custody.accepted"),
            "refuse": Verb(custody.refuse_custody, "custody.refused"),
            "store": Verb(custody.store_items, "custody.stored"),
            "retrieve": Verb(custody.retrieve_items, "custody.retrieved"),
            "lend": Verb(custody.lend_items, "custody.lent"),
            "take-back": Verb(custody.take_back, "custody.returned"),
            "seal": Verb(custody.apply_seal, "seal.applied"),
            "break-seal": Verb(custody.break_seal, "seal.broken"),
            "seal-differs": Verb(custody.report_seal_difference, "seal.differed"),
        },
    ),
    "condition": Subject(
        "Declare a condition, with two people and a method; show a weapon.",
        {
            "declare": Verb(conditions.declare_condition, "condition.declared"),
            "show-weapon": Verb(conditions.show_weapon, "weapon.shown"),
        },
    ),
    "laboratory": Subject(
        "Examinations, and the gate before a destructive test.",
        {
            "request": Verb(laboratory.request_examination, "laboratory.requested"),
            "accept": Verb(laboratory.accept_request, "laboratory.accepted"),
            "decline": Verb(laboratory.decline_request, "laboratory.declined"),
            "notice": Verb(laboratory.give_notice_of_test, "test.noticed"),
            "object": Verb(laboratory.object_to_test, "test.objected"),
            "perform": Verb(laboratory.perform_test, "test.performed"),
            "report": Verb(laboratory.report_findings, "laboratory.reported"),
        },
    ),
    "hold": Subject(
        "Holds and retention.",
        {
            "place": Verb(holds.place_hold, "hold.placed"),
            "release": Verb(holds.release_hold, "hold.released"),
            "retain": Verb(holds.set_retention, "retention.set"),
        },
    ),
    "disposition": Subject(
        "Return, destruction and other endings, with their approvals.",
        {
            "request": Verb(disposition.request_disposition, "disposition.requested"),
            "consent": Verb(disposition.consent_to_disposition, "disposition.consented"),
            "approve": Verb(disposition.approve_disposition, "disposition.approved"),
            "decline": Verb(disposition.decline_disposition, "disposition.declined"),
            "notify": Verb(disposition.notify_owner, "disposition.notified"),
            "destroy": Verb(disposition.destroy_items, "item.destroyed"),
            "return": Verb(disposition.return_items, "item.returned"),
        },
    ),
    "inventory": Subject(
        "Count a place, from the record to the shelf and from the shelf to the record.",
        {
            "record": Verb(inventory.record_inventory, "inventory.recorded"),
        },
    ),
    "statement": Subject(
        "Exact words of speakers, their translation, and inconsistencies.",
        {
            "record": Verb(statements.record_statement, "statement.recorded"),
            "translate": Verb(statements.translate_statement, "statement.translated"),
            "attest": Verb(statements.attest_statement, "statement.attested"),
            "flag": Verb(statements.flag_inconsistency, "inconsistency.flagged"),
            "answer": Verb(statements.answer_inconsistency, "inconsistency.answered"),
        },
    ),
    "fact": Subject(
        "Facts that were read out of documents: accept, correct and reject them.",
        {
            "accept": Verb(facts.accept_fact, "fact.accepted"),
            "accept-many": Verb(facts.accept_facts, "fact.accepted"),
            "correct": Verb(facts.correct_fact, "fact.corrected"),
            "reject": Verb(facts.reject_fact, "fact.rejected"),
        },
    ),
    "screen": Subject(
        "Find items elsewhere in the record that may concern a case.",
        {
            "run": Verb(screening.screen, "screening.run"),
            "link": Verb(screening.link_candidate, "item.linked"),
            "dismiss": Verb(screening.dismiss_candidate, "candidate.dismissed"),
        },
    ),
    "disclose": Subject(
        "Obligations, decisions, the certificate, supplements and objections.",
        {
            "oblige": Verb(obligations.set_obligations, "obligation.set"),
            "obligation": Verb(obligations.set_obligation, "obligation.set"),
            "met": Verb(obligations.meet_obligation, "obligation.met"),
            "reciprocate": Verb(obligations.reciprocate, "disclosure.reciprocated"),
            "decide": Verb(disclosure.decide, "disclosure.decided"),
            "decide-many": Verb(disclosure.decide_many, "disclosure.decided"),
            "hand-over": Verb(disclosure.hand_over, "disclosure.handed_over"),
            "certify": Verb(disclosure.certify, "disclosure.certified"),
            "supplement": Verb(disclosure.open_supplement, "supplement.opened"),
            "object": Verb(disclosure.raise_objection, "objection.raised"),
            "answer": Verb(disclosure.answer_objection, "objection.answered"),
            "impeachment": Verb(credibility.record_impeachment, "impeachment.found"),
        },
    ),
    "person": Subject(
        "People, their roles and their keys.",
        {
            "add": Verb(people.add_person, "person.added"),
            "grant": Verb(people.grant_role, "role.granted"),
            "end-role": Verb(people.end_role, "role.ended"),
        },
    ),
    "location": Subject(
        "Rooms, shelves and containers of the evidence room.",
        {
            "add": Verb(people.add_location, "location.added"),
        },
    ),
    "policy": Subject(
        "Settings of rules, adopted by an act.",
        {
            "adopt": Verb(people.adopt_policy, "policy.adopted"),
        },
    ),
    "key": Subject(
        "Signing keys.",
        {
            "revoke": Verb(people.revoke_key, "key.revoked"),
        },
    ),
    "record": Subject(
        "The record itself.",
        {
            "expunge": Verb(expungement.carry_out_expungement, "record.expunged"),
        },
    ),
}
