"""`wholefile laboratory`: examinations, and the gate before a destructive test."""

from wholefile.actions import laboratory
from wholefile.cli.commands import Verb, group

app = group(
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
)
