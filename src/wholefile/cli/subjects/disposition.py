"""`wholefile disposition`: return, destruction and other endings, with their approvals."""

from wholefile.actions import disposition
from wholefile.cli.commands import Verb, group

app = group(
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
)
