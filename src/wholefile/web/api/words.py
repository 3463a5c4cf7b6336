"""What the keys of each answer say; those of the views where the views say it themselves."""

from __future__ import annotations

from wholefile.showing.acts import ACT_KEYS
from wholefile.showing.cases import BOARD_KEYS, CASE_KEYS
from wholefile.showing.due import DUE_KEYS
from wholefile.showing.find import FIND_KEYS
from wholefile.showing.items import ITEM_KEYS
from wholefile.showing.people import PEOPLE_KEYS, PERSON_KEYS
from wholefile.showing.statements import STATEMENTS_KEYS

__all__ = ["DUE_KEYS", "FIND_KEYS", "ITEM_KEYS", "PERSON_KEYS"]

_PAGED = {
    "total": "how many there are of what is seen",
    "next": "cursor of the next part, or null at the end",
}

ME = {
    "person": "person id",
    "name": "full name",
    "log": "name of the log",
    "token": "what the token is called",
    "may_prepare": "whether it may prepare acts",
    "expires_at": "until when it is good, milliseconds since 1970 UTC",
    "roles": "list of {role, docket or null for everywhere} that the token leaves",
}
ITEMS = {
    "items": "list of {item, description, category, status, quantity, unit, with, open_transfer, cases}",
    **_PAGED,
}
CASES = {"cases": "list of {docket, as_printed, title, kind, court, status, items, undecided}", **_PAGED}
CASE = {
    **CASE_KEYS,
    "items": "one part of its items: list of {item, status, category, description, detached, decision, ground}",
    "deadlines": "list of {deadline, what, due_on, rule, met_seq, days_late}",
    "obligations": "list of {obligation, rule, what, from_on, due_on, production, met_seq}",
    "reciprocal": "what the defence disclosed: list of {position, docket, obligation, party, text, disclosed_on, how,"
    " at, rule, due_on, days_late, defendant, by}",
    "people": "list of {person, name, agency, as}",
    "first_statements": "the first made in it: list of {statement, said_on, speaker, words}",
    **_PAGED,
}
TIMELINE = {
    "docket": "the case",
    "acts": "list of {position, at, kind, signed_by, occurred_at, words}, in order of time",
    **_PAGED,
}
BOARD = {**BOARD_KEYS, **_PAGED}
ACTS = {
    "acts": "list of {position, at, kind, signed_by}",
    "next": "position to go on from as `since`, or null when there are no more",
}
ACT = {
    **ACT_KEYS,
    "words": "the act in a sentence",
    "fields": "its fields in words",
    "items": "vouchers it is about that are seen",
    "cases": "cases it is about that are seen",
    "checkpoint": "{size, at} of the first signed tree head over it, or null",
}
STATEMENTS = {**STATEMENTS_KEYS, **_PAGED}
STATEMENT = {
    "statement": "number of the statement",
    "position": "position in the log",
    "dockets": "cases it was made in that are seen",
    "speaker": "who spoke",
    "said_on": "day on which it was said",
    "medium": "interview, testimony, letter and so on",
    "venue": "where",
    "oath": "whether under oath",
    "public": "whether in public",
    "exact": "whether these are the exact words",
    "machine": "whether a machine took them down",
    "attested": "whether a person compared them with the recording",
    "words": "the words",
    "language": "their language",
    "items": "vouchers it is about that are seen",
    "facts": "facts it is about",
    "translations": "list of [language, words]",
    "inconsistencies": "numbers of inconsistencies flagged between it and others that are seen",
}
PEOPLE = {**PEOPLE_KEYS, **_PAGED}
PRODUCTIONS = {
    "productions": "list of {production, docket, volume, status, to, items, files, served_at, certificate, supersedes}",
    **_PAGED,
}
PRODUCTION = {
    "production": "number of the production",
    "docket": "the case",
    "volume": "its name on paper",
    "status": "planned, served or received",
    "to": "to whom",
    "items": "number of items in it",
    "files": "number of files in it",
    "served_at": "when it was served, milliseconds since 1970 UTC, or null",
    "certificate": "certificate it was served under, or null",
    "supersedes": "production it stands instead of, or null",
    "prefix": "letters before its numbers",
    "first": "first number of a page",
    "last": "last number of a page",
    "schedule": "SHA-256 of its schedule",
    "payload": "SHA-256 of its list of files",
    "planned_at": "position of the act that planned it",
    "served_at_position": "position of the act that served it, or null",
    "members": "one part of what is in it: list of {item, sha256, name, bates_first, bates_last, description}",
    "receipts": "list of {position, result, by, at}",
    "objections": "list of {objection, kind, text, raised_by, outcome, answer, items, position, answered_at}",
    **_PAGED,
}
SEARCH = {
    "found": "list of {kind, object, items, dockets, title, snippet, marks, label, where, at}",
    "total": "how many passages fit, up to a limit",
    "more": "whether there are more than that limit",
}
PREPARED = {
    "token": "names these acts in `sign`, `again` and `withdraw`; tell it to those alone who sign",
    "code": "short code by which a signer finds them on their own page of what waits",
    "page": "address at which people sign them with a passkey",
    "unsigned": "person ids of those who must still sign",
    "persons": "person ids of all who sign, each of them every act",
    "good_until": "when they must be recorded by, milliseconds since 1970 UTC; after that prepare them `again`",
    "acts": "list of {kind, act, body, secret, to_sign, digest}: `to_sign` (base64url) is what an Ed25519 key signs,"
    " `digest` (hexadecimal) its SHA-256, the challenge of a passkey, `secret` opens the commitment of `act` to `body`",
    "positions": "positions in the log once they are recorded, or null",
    "withdrawn": "whether they were withdrawn",
}
SIGNED = {
    "unsigned": "person ids of those who must still sign",
    "receipts": "once nobody is missing: list of {position, at, kind, act_hash, leaf_hash}, hashes in base64url",
}
