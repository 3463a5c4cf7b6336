"""`wholefile disclose`: obligations, decisions, the certificate, supplements and objections."""

from wholefile.actions import credibility, disclosure, obligations
from wholefile.cli.commands import Verb, group

app = group(
    "Obligations, decisions, the certificate, supplements and objections.",
    {
        "oblige": Verb(obligations.set_obligations, "obligation.set"),
        "obligation": Verb(obligations.set_obligation, "obligation.set"),
        "met": Verb(obligations.meet_obligation, "obligation.met"),
        "decide": Verb(disclosure.decide, "disclosure.decided"),
        "decide-many": Verb(disclosure.decide_many, "disclosure.decided"),
        "hand-over": Verb(disclosure.hand_over, "disclosure.handed_over"),
        "certify": Verb(disclosure.certify, "disclosure.certified"),
        "supplement": Verb(disclosure.open_supplement, "supplement.opened"),
        "object": Verb(disclosure.raise_objection, "objection.raised"),
        "answer": Verb(disclosure.answer_objection, "objection.answered"),
        "impeachment": Verb(credibility.record_impeachment, "impeachment.found"),
    },
)
