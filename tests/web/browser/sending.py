"""Every page with a form that changes something: who sends it, with what, and what follows; without JavaScript.

test_every_page fails where a page has such a form and is not named here; test_without_javascript sends each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.actions.reading import identity

SIGNING = "the signing page"


@dataclass(frozen=True)
class Sent:
    """A form: whose, where, what is filled in, the button, and what is seen afterwards."""

    part: str
    path: str
    button: str
    then: str
    told: dict[str, Any] = field(default_factory=dict)


_STORE = {"location": "ROOM-A/SHELF-1"}
_WHERE_SAID = {"said_on": "2026-01-22", "medium": "interview", "venue": "Santa Fe"}
_STATEMENT = {**_WHERE_SAID, "speaker": "Dan Reyes", "words": "It was cold."}
# {name}: what the world of the test calls so.
OFFICE = {
    "account": Sent("ana", "/admin/accounts/{account}", "Make a link", "A link for its owner"),
    "accounts": Sent(
        "ana", "/admin/accounts/", "Make the account and a link", "A link for its owner", {"name": "new"}
    ),
    "board": Sent(
        "prosecutor",
        "/cases/{docket}/board/",
        "Go on: see what",
        "Before you sign",
        {"decision": ["produced"], "pick": ["{gun}@{version}"]},
    ),
    "count": Sent(
        "custodian",
        "/room/places/ROOM-A/count",
        "Go on to sign",
        SIGNING,
        {"cause": "audit", "leader": "{supervisor}"},
    ),
    "count-scan": Sent("custodian", "/room/places/ROOM-A/count", "Add", "1 of 1 found", {"text": "{other}"}),
    "counter": Sent("custodian", "/counter/", "Add", "1 item", {"text": "{voucher}"}),
    "counter-do": Sent("custodian", "/counter/store", "Go on to sign", SIGNING, _STORE),
    "counter-photographs": Sent(
        "custodian", "/counter/photographs/{voucher}", "Go on to sign", "There is a problem"
    ),
    "counter-receipt": Sent("custodian", "/counter/receipt/{voucher}", "Take the file for the submitter", ""),
    "counter-take-in": Sent(
        "custodian",
        "/counter/take-in",
        "Go on to sign",
        SIGNING,
        {
            "description": "A glove of brown leather, left hand",
            "category": "evidence",
            "quantity": "1",
            "dockets": "{docket}",
            "submitted_by": "Eva Stone",
            "collected_at": "12 Mesa Road",
            "authority": "warrant",
        },
    ),
    "do": Sent("investigator", "/do/statement/record?dockets={docket}", "Go on to sign", SIGNING, _STATEMENT),
    "enrol": Sent("ana", "/keys/enrolments/{key}", "Prepare the act", SIGNING, {"how_checked": "read aloud"}),
    "fact-statement": Sent("investigator", "/facts/{fact}/statement", "Go on to sign", SIGNING, _WHERE_SAID),
    "feeds": Sent("prosecutor", "/feeds/", "Make an address", "The address of your calendar"),
    "file-facts": Sent(
        "prosecutor",
        "/files/{sha256}/facts",
        "Accept what is chosen",
        SIGNING,
        {"pick": [identity("charge"), identity("person")]},
    ),
    "file-quote": Sent(
        "custodian",
        "/files/{sha256}/quote",
        "Find them",
        "Exact words of a speaker",
        {"words": "She loaded it herself."},
    ),
    "file-read": Sent("custodian", "/files/{sha256}/read", "Go on to sign", SIGNING, {"purpose": "to look"}),
    "notices-settings": Sent("prosecutor", "/notices/settings", "Save", "Saved"),
    "plan-production": Sent(
        "prosecutor",
        "/cases/{docket}/productions/plan",
        "See what would be in it",
        "would be in it",
        {"volume": "VOL-003", "bates_prefix": "DOE"},
    ),
    "production": Sent(
        "prosecutor", "/productions/{planned}/", "Draw it up and go on to sign", SIGNING, {"to": "Kim Vale"}
    ),
    "receive-production": Sent(
        "judge",
        "/productions/{production}/",
        "Go on to sign",
        SIGNING,
        {"schedule": "0" * 64, "result": "not checked"},
    ),
    "record-checks": Sent("auditor", "/oversight/checks/", "Check the whole record", "entries"),
    "screening": Sent("prosecutor", "/cases/{docket}/screening/", "Search the record now", SIGNING),
    "take-production": Sent("paralegal", "/productions/{production}/", "Take a copy", SIGNING),
    "tokens": Sent(
        "prosecutor", "/keys/tokens/", "Make the token", "The new token", {"name": "laboratory system"}
    ),
    "waiting": Sent(
        "investigator", "/waiting/", "Open", "No acts wait for you under this code.", {"code": "AAAA-BBBB"}
    ),
}
PORTAL = {
    "disclose": Sent(
        "defence",
        "/cases/{docket}/disclosure",
        "Go on to sign",
        SIGNING,
        {
            "duty": ["OB-1 PT-1"],
            "text": "Two witnesses.",
            "disclosed_on": "2026-02-01",
            "how": "by hand",
        },
    ),
    "hold": Sent(
        "defence", "/cases/{docket}/hold", "Go on to sign", SIGNING, {"reason": "It bears on the defence."}
    ),
    "flag": Sent(
        "defence",
        "/statements/{statement}/differs/{second}",
        "Go on to sign",
        SIGNING,
        {"about": "how it felt", "explanation": "One says cold and the other warm."},
    ),
    "feeds": Sent("defence", "/feeds/", "Make an address", "The address of your calendar"),
    "notices-settings": Sent("defence", "/notices/settings", "Save", "Saved"),
    "object": Sent(
        "defence",
        "/productions/{production}/objection",
        "Go on to sign",
        SIGNING,
        {"kind": ["missing item"], "text": "Where is the note?"},
    ),
    "receive": Sent(
        "defence",
        "/productions/{production}/receipt",
        "Go on to sign",
        SIGNING,
        {"result": ["not checked"], "schedule": "0" * 64},
    ),
    "waiting": Sent(
        "defence", "/waiting/", "Open", "No acts wait for you under this code.", {"code": "AAAA-BBBB"}
    ),
}
# Who ends every session has signed in by the pages themselves: a test of its own.
ELSEWHERE = frozenset({"own-sessions"})
# Forms that ask and change nothing: who, where, what is asked, the button, what is seen.
ASKED = (
    Sent("prosecutor", "/", "Search", "passage", {"q": "photo"}),
    Sent("prosecutor", "/search/", "Search", "passage", {"q": "photo"}),
    Sent("prosecutor", "/statements/", "Show", "1 statement that you see", {"speaker": "Dan Reyes"}),
    Sent("prosecutor", "/statements/compare", "Compare", "Side by side", {}),
    Sent("prosecutor", "/cases/", "Show", "1 case", {"words": "Doe"}),
    Sent(
        "prosecutor",
        "/cases/{docket}/",
        "Show",
        "The case was not in the record on that day.",
        {"as_of": "2026-02-01"},
    ),
    Sent("prosecutor", "/cases/{docket}/board/", "Show", "Show all", {"state": "open"}),
    Sent("prosecutor", "/files/{sha256}/facts", "Show", "1 here, 1 of 8", {"kind": "charge"}),
    Sent("prosecutor", "/items/", "Apply", "items that you see fit", {"category": "firearm"}),
    Sent("prosecutor", "/people/", "Find", "Cora Diaz", {"words": "Cora"}),
    Sent("prosecutor", "/labels/", "Show the labels", "1 label", {"items": "{voucher}"}),
    Sent(
        "prosecutor",
        "/reports/",
        "Make the report",
        "",
        {"report": ["schedule"], "about": "{docket}", "format": ["csv"]},
    ),
    Sent("auditor", "/oversight/", "Find", "Who signed it", {"position": "5"}),
    Sent("auditor", "/oversight/access/", "Show", "access", {"item": "{voucher}"}),
    Sent("ana", "/admin/people/", "Show", "1 of ", {"words": "Cora"}),
)
