"""One act of every kind, in an order in which each makes sense, after what `Small.set_up` records."""

from collections.abc import Iterator

from tests.record.small_record import DOCKET, OTHER_DOCKET, case_body, enrolment, hand, item_body
from wholefile.record import lookups

FIRST, SECOND, CUSTODIAN, INVESTIGATOR, COURT, NEWCOMER = (f"P-{number}" for number in range(1, 7))
ONE, TWO, THREE, FOUR, FIVE, SIX = (f"V26-{number:06d}" for number in range(1, 7))
FILE = {
    "name": "photo.jpg",
    "media_type": "image/jpeg",
    "size": 3,
    "sha256": "ab" * 32,
    "sha1": "cd" * 20,
    "md5": "ef" * 16,
}
Said = tuple[str, dict]


def opening() -> Iterator[Said]:
    """What `Small.set_up` records, as bodies."""
    founders = []
    for person in (FIRST, SECOND):
        body = enrolment(hand(person), hand(FIRST))
        key = {name: body[name] for name in ("key", "algorithm", "public_key")}
        founders.append({"person": person, "name": f"Founder {person}", "agency": "Office", **key})
    yield (
        "record.opened",
        {
            "title": "Test record",
            "log_key": founders[0]["public_key"],
            "map_version": 1,
            "founders": founders,
            "by": FIRST,
            "witnessed_by": SECOND,
        },
    )
    for person, role in ((CUSTODIAN, "custodian"), (INVESTIGATOR, "investigator"), (COURT, "court")):
        named = {"person": person, "name": f"Person {person}", "agency": "Police", "by": FIRST}
        yield "person.added", named
        yield "key.enrolled", enrolment(hand(person), hand(FIRST))
        yield "role.granted", {"person": person, "role": role, "by": FIRST}
    yield "case.opened", case_body(DOCKET, hand(INVESTIGATOR))
    for number in (1, 2):
        yield "item.received", item_body(number, hand(CUSTODIAN))


def every_kind(db) -> Iterator[Said]:
    """Every kind of act but `index` and `record.opened`, which the log itself and its founders sign."""
    yield from _register()
    yield from _cases()
    yield from _items(db)
    yield from _custody()
    yield from _laboratory()
    yield from _statements()
    yield from _facts()
    yield from disclosure()
    yield from _ending()
    yield from _expungement(db)


def _register() -> Iterator[Said]:
    named = {"person": NEWCOMER, "name": "New Comer", "agency": "Police", "title": "Clerk", "by": FIRST}
    yield "person.added", named
    yield "key.enrolled", enrolment(hand(NEWCOMER), hand(FIRST))
    held = {"person": NEWCOMER, "role": "paralegal", "docket": DOCKET, "by": FIRST}
    yield "role.granted", held
    yield "role.ended", {**held, "reason": "left the case"}
    yield "role.granted", {"person": NEWCOMER, "role": "defence", "docket": DOCKET, "by": FIRST}
    for code in ("ROOM-A", "ROOM-A/SHELF-1", "ROOM-AB"):
        yield (
            "location.added",
            {
                "location": code,
                "name": f"Place {code}",
                "kind": "room",
                "stores": ["general", "ammunition"],
                "by": CUSTODIAN,
            },
        )
    for value in ("24", "48"):
        adopted = {"policy": "late_hours", "value": value, "reason": "decided by the office", "by": FIRST}
        yield "policy.adopted", adopted
    key = enrolment(hand(NEWCOMER), hand(FIRST))["key"]
    yield "key.revoked", {"key": key, "reason": "token lost", "by": FIRST}
    yield (
        "inventory.recorded",
        {
            "inventory": "I-1",
            "scope": "full",
            "location": "ROOM-A",
            "found": [],
            "missing": [ONE],
            "unexpected": [TWO],
            "cause": "yearly",
            "leader": FIRST,
            "by": CUSTODIAN,
        },
    )


def _cases() -> Iterator[Said]:
    case, by = {"docket": DOCKET}, {"by": COURT}
    yield "case.opened", {**case_body(OTHER_DOCKET, hand(INVESTIGATOR)), "incident_on": "2026-01-02"}
    yield (
        "case.related",
        {**case, "other": OTHER_DOCKET, "relation": "same incident", "reason": "one set", **by},
    )
    for party, role in (("PT-1", "state"), ("PT-2", "defendant")):
        yield "party.added", {**case, "party": party, "name": f"Party {party}", "role": role, **by}
    lawyer = {**case, "party": "PT-2", "name": "A. Lawyer"}
    yield "counsel.appeared", {**lawyer, "firm": "Firm", "person": NEWCOMER, **by}
    yield "counsel.withdrew", {**lawyer, "reason": "conflict", **by}
    charged = {"party": "PT-2", "statute": "30-2-3", "title": "Manslaughter", "charged_on": "2026-01-03"}
    yield "count.charged", {**case, "count": 1, **charged, **by}
    yield "count.disposed", {**case, "count": 1, "outcome": "dismissed", "on": "2026-02-03", **by}
    yield (
        "claim.pleaded",
        {
            "docket": OTHER_DOCKET,
            "claim": 1,
            "cause_of_action": "spoliation",
            "plaintiff": "PT-2",
            "against": ["PT-1"],
            "pleaded_on": "2026-03-01",
            **by,
        },
    )
    relief = {"docket": OTHER_DOCKET, "relief": 1, "kind": "compensatory damages", "text": "damages"}
    yield "relief.sought", {**relief, **by}
    yield "court.event", {**case, "event": "hearing", "on": "2026-03-02", "text": "A hearing was held.", **by}
    order = {
        **case,
        "order": "O-1",
        "as_printed": "Order 1",
        "on": "2026-03-03",
        "effect": "none",
        "text": "So ordered.",
    }
    yield "order.entered", {**order, "items": [ONE], **by}
    due = {**case, "deadline": "DL-1", "what": "discovery", "due_on": "2026-04-01", "rule": "5-501"}
    yield "deadline.set", {**due, **by}
    yield "deadline.met", {**case, "deadline": "DL-1", "how": "served", "days_late": 0, **by}
    yield (
        "case.closed",
        {**case, "outcome": "dismissed", "closed_on": "2026-05-01", "appeal_until": "2026-06-01", **by},
    )
    yield "case.reopened", {**case, "reason": "appeal", **by}


def _items(db) -> Iterator[Said]:
    by = {"by": CUSTODIAN}
    grams = {"category": "drugs", "unit": "gram"}
    yield "item.received", item_body(3, hand(CUSTODIAN), quantity=10, seal="S1", **grams)
    yield (
        "item.received",
        item_body(4, hand(CUSTODIAN), location="ROOM-A/SHELF-1", named_cases=["2026 CR 43"]),
    )
    yield "item.received", item_body(5, hand(CUSTODIAN))
    yield "item.received", item_body(6, hand(CUSTODIAN))
    serial = [{"kind": "serial", "value": "LIVE-0IB"}]
    yield (
        "item.described",
        {"item": ONE, "description": "A round", "identifiers": serial, "reason": "closer look", **by},
    )
    yield "file.attached", {"item": ONE, "files": [FILE], "purpose": "photograph", **by}
    yield "file.verified", {"item": ONE, "checked": 1, "failed": [], **by}
    yield (
        "file.unlocked",
        {"item": ONE, "sha256": "0" * 64, "password": "lantern", "source": "The owner", **by},
    )
    yield (
        "item.linked",
        {
            "item": ONE,
            "docket": OTHER_DOCKET,
            "reason": "same set",
            "history": lookups.history(db, ONE),
            **by,
        },
    )
    detached = {"item": ONE, "docket": OTHER_DOCKET, "reason": "wrong", "by": CUSTODIAN, "approved_by": FIRST}
    yield "item.detached", detached
    parts = [{"item": f"{THREE}.{n}", "description": f"Sample {n}", "quantity": 2} for n in (1, 2)]
    yield "item.split", {"item": THREE, "parts": parts, "reason": "samples", **by}
    yield "item.consumed", {"item": THREE, "quantity": 3, "purpose": "test", **by}
    yield "item.unlocated", {"item": FOUR, "searched": "everywhere", "notified": ["A. Prosecutor"], **by}
    yield "item.located", {"item": FOUR, "location": "ROOM-A", "circumstances": "behind the shelf", **by}
    yield "item.lost", {"item": FIVE, "kind": "stolen", "circumstances": "break-in", **by}


def _custody() -> Iterator[Said]:
    by, seals = {"by": CUSTODIAN}, {"seal_state": "intact"}
    moved = {"purpose": "examination", **seals}
    hands = {"released_by": CUSTODIAN, "received_by": INVESTIGATOR}
    yield "custody.transferred", {"transfer": "T-1", "items": [ONE, TWO], **moved, **hands}
    released = {"items": [ONE, TWO], "to": CUSTODIAN, "released_by": INVESTIGATOR, **moved}
    yield "custody.released", {"transfer": "T-2", **released}
    yield "custody.refused", {"transfer": "T-2", "items": [ONE, TWO], "reason": "no seal", **by}
    yield "custody.released", {"transfer": "T-3", **released}
    yield "custody.accepted", {"transfer": "T-3", "items": [ONE, TWO], "received_by": CUSTODIAN, **seals}
    yield "custody.stored", {"items": [ONE, TWO], "location": "ROOM-A", **seals, **by}
    yield "custody.retrieved", {"items": [ONE, TWO], **moved, **by}
    yield (
        "custody.lent",
        {"items": [TWO], "to": "Court 3", "due_on": "2026-05-01", "condition": "good", **moved, **by},
    )
    yield "custody.returned", {"items": [TWO], "condition": "good", **seals, **by}
    yield "seal.applied", {"item": ONE, "seal": "S2", "initials": "AB 1/2", **by}
    yield "seal.differed", {"item": ONE, "expected": "S2", "found": "S9", "explanation": "unknown", **by}
    yield "seal.broken", {"item": ONE, "seal": "S2", "reason": "examination", **by}
    yield (
        "condition.declared",
        {
            "item": ONE,
            "condition": "dummy",
            "rounds": [1],
            "method": ["visual", "shaken"],
            "photographs": [FILE],
            "dramatic_set": True,
            "declared_by": CUSTODIAN,
            "verified_by": INVESTIGATOR,
        },
    )
    shown = {
        "shown_to": "D. Halls",
        "shown_as": "first assistant director",
        "place": "church",
        "condition": "dummy",
    }
    yield "weapon.shown", {"item": ONE, **shown, **by}


def _laboratory() -> Iterator[Said]:
    request = {"request": "L-1", "items": [ONE, TWO]}
    asked = {
        "laboratory": "State laboratory",
        "scope": "function",
        "destructive": True,
        "return_due": "2026-05-01",
    }
    yield "laboratory.requested", {**request, **asked, "by": INVESTIGATOR}
    yield "test.noticed", {**request, "served_on": "counsel", "how": "e-mail", "window_days": 10, "by": FIRST}
    yield "test.objected", {**request, "reason": "we want to watch", "by": NEWCOMER_LAWYER}
    yield "laboratory.accepted", {**request, "examiner": "E. Xaminer", "by": FIRST}
    performed = {"destructive": True, "method": "mallet", "effect": "broken sear"}
    yield "test.performed", {**request, **performed, "by": FIRST}
    yield "laboratory.reported", {**request, "findings": "It fired.", "files": [FILE], "by": FIRST}
    yield "laboratory.requested", {"request": "L-2", "items": [TWO], **asked, "by": INVESTIGATOR}
    yield "laboratory.declined", {"request": "L-2", "items": [TWO], "reason": "no capacity", "by": FIRST}


def _statements() -> Iterator[Said]:
    by = {"by": INVESTIGATOR}
    said = {
        "dockets": [DOCKET],
        "speaker": "A. Witness",
        "said_on": "2026-01-04",
        "medium": "interview",
        "venue": "station",
        "oath": False,
        "public": False,
        "exact": True,
        "words": "No live rounds, ever.",
        "language": "en",
    }
    source = {"sha256": FILE["sha256"], "unit": "character", "start": 0, "end": 21}
    yield "statement.recorded", {"statement": "S-1", **said, "source": source, "items": [ONE], **by}
    yield "statement.recorded", {"statement": "S-2", **said, "machine": True, **by}
    yield "statement.attested", {"statement": "S-2", "compared": "with the recording", **by}
    words = {"language": "es", "words": "Nunca.", "translator": "T. Ranslator"}
    yield "statement.translated", {"statement": "S-1", **words, **by}
    pair = {"first": "S-1", "second": "S-2"}
    flagged = {"inconsistency": "X-1", **pair, "about": "rounds", "explanation": "they differ"}
    yield "inconsistency.flagged", {**flagged, **by}
    yield (
        "inconsistency.answered",
        {"inconsistency": "X-1", "answer": "explained", "explanation": "memory", **by},
    )


def _facts() -> Iterator[Said]:
    source = {"sha256": FILE["sha256"], "layer": "12" * 32, "unit": "character", "start": 0, "end": 21}
    told = [{"name": "speaker", "value": "A. Witness", "refers": "person:30-40"}]
    chain = [
        {"who": "A. Witness", "manner": "stated", "start": 30, "end": 40},
        {"who": "the report", "manner": "reported"},
    ]
    said = {
        "source": source,
        "words": "No live rounds, ever.",
        "kind": "quote",
        "told": told,
        "status": "stated",
    }
    read = {"reader": "wholefile 1", "rule": "said", "read_as": "police report", "dated": "2026-01-05"}
    both, by = {"dockets": [DOCKET, OTHER_DOCKET]}, {"by": INVESTIGATOR}
    first = {**both, **said, "chain": chain, "proposal": "quote:0-21", **read, "corrected": False}
    yield "fact.accepted", {"fact": "F-1", **first, "others": [{"start": 50, "end": 60}], **by}
    again = {"fact": "F-1", **both, **said, "chain": [], "status": "denied", "why": "she denied it"}
    yield "fact.corrected", {**again, **by}
    source = {**source, "inside": FILE["sha256"]}
    place = {"source": source, "words": said["words"], "kind": "quote", **read}
    yield "fact.rejected", {**both, **place, "proposal": "quote:0-21", "reason": "wrong status", **by}
    other = {"proposal": "event:3-9", "reason": "of no use"}
    yield "fact.rejected", {"dockets": [DOCKET], **place, **other, **by}


def disclosure() -> Iterator[Said]:
    case, by = {"docket": DOCKET}, {"by": FIRST}
    duty = {
        "obligation": "OB-1",
        "rule": "5-501",
        "what": "all",
        "from_on": "2026-01-01",
        "due_on": "2026-02-01",
    }
    yield "obligation.set", {**case, **duty, **by}
    candidates = [{"item": FOUR, "reasons": ["same calibre"]}]
    yield "screening.run", {**case, "candidates": candidates, "screened_to": 20, **by}
    dismissed = {"item": FOUR, "reasons": ["same calibre"], "explanation": "another cartridge"}
    yield "candidate.dismissed", {**case, **dismissed, **by}
    for decision in ("pending", "produced"):
        yield (
            "disclosure.decided",
            {**case, "item": ONE, "decision": decision, "tags": ["Brady"], "author": FIRST},
        )
    agency = {"agency": "Sheriff", "items": 6, "text": "Everything was handed over."}
    yield "disclosure.handed_over", {**case, **agency, "by": INVESTIGATOR}
    counts = {"items": 6, "produced": 1, "withheld": 0, "dismissed": 1, "covers_to": 20}
    yield "disclosure.certified", {**case, "certificate": "C-1", **counts, "text": "Complete.", **by}
    late = {"supplement": "SU-1", "items": [TWO], "reason": "found later", "known_since": "2026-01-01"}
    yield "supplement.opened", {**case, **late, **by}
    for part in (1, 2):
        bates = f"ST{part:06d}"
        yield (
            "production.planned",
            {
                **case,
                "production": "PR-1",
                "volume": "VOL001",
                "prefix": "ST",
                "first": part,
                "last": part,
                "members": [
                    {
                        "item": ONE if part == 1 else TWO,
                        "sha256": FILE["sha256"],
                        "name": "photo.jpg",
                        "bates_first": bates,
                        "bates_last": bates,
                    }
                ],
                "part": part,
                "parts": 2,
                **by,
            },
        )
    digests = {"schedule": "ab" * 32, "payload": "cd" * 32}
    served = {"to": "defence", "certificate": "C-1", **digests, "items": 6, "files": 2, "last": 2}
    yield "production.served", {**case, "production": "PR-1", **served, **by}
    yield "obligation.met", {**case, "obligation": "OB-1", "production": "PR-1", **by}
    theirs = {**duty, "obligation": "OB-2", "rule": "5-502", "what": "the defence's list"}
    yield "obligation.set", {**case, **theirs, **by}
    handed = {"party": "PT-2", "text": "A list.", "disclosed_on": "2026-01-03", "how": "by hand"}
    for which in ({"obligation": "OB-2"}, {}):
        yield "disclosure.reciprocated", {**case, **which, **handed, "by": NEWCOMER_LAWYER}
    receipt = {"production": "PR-1", "schedule": "ab" * 32, "result": "verified", "by": NEWCOMER_LAWYER}
    yield "production.received", {**case, **receipt}
    objection = {"objection": "OJ-1", "kind": "missing item", "items": [TWO], "text": "Where is it?"}
    yield "objection.raised", {**case, **objection, "by": NEWCOMER_LAWYER}
    answer = {"objection": "OJ-1", "outcome": "resolved", "text": "Produced since."}
    yield "objection.answered", {**case, **answer, **by}
    yield "access.opened", {"items": [ONE, TWO], "purpose": "review", **by}
    yield "access.exported", {"items": [], **case, "what": "report", **by}
    yield "access.exported", {"items": [ONE], "what": "photograph", **by}
    finding = {"finding": "was untruthful", "source": "internal affairs"}
    yield "impeachment.found", {"person": INVESTIGATOR, "dockets": [DOCKET, OTHER_DOCKET], **finding, **by}


def _ending() -> Iterator[Said]:
    hold = {"docket": DOCKET, "reason": "litigation", "by": COURT}
    yield "hold.placed", {"hold": "H-1", "items": [SIX], **hold}
    yield "hold.placed", {"hold": "H-2", "items": [], **hold}
    yield "hold.released", {"hold": "H-2", "reason": "settled", "by": COURT}
    kept = {"schedule": "homicide", "trigger": "case closed", "keep_until": "2099-01-01"}
    yield "retention.set", {"items": [ONE, SIX], **kept, "by": FIRST}
    for number, manner, items in ((1, "destruction", [SIX]), (2, "return", [TWO]), (3, "auction", [ONE])):
        request = {"disposition": f"D-{number}", "items": items}
        yield (
            "disposition.requested",
            {**request, "manner": manner, "reason": "no longer needed", "by": CUSTODIAN},
        )
        yield "disposition.consented", {**request, "docket": DOCKET, "by": FIRST}
        yield "disposition.approved", {**request, "by": SECOND}
    yield (
        "disposition.notified",
        {"disposition": "D-2", "items": [TWO], "owner": "O. Wner", "how": "letter", "by": CUSTODIAN},
    )
    yield "disposition.declined", {"disposition": "D-3", "items": [ONE], "reason": "hold", "by": SECOND}
    burnt = {"method": "furnace", "place": "city", "photographs": [{**FILE, "sha256": "09" * 32}]}
    yield (
        "item.destroyed",
        {"disposition": "D-1", "items": [SIX], **burnt, "by": CUSTODIAN, "witnessed_by": INVESTIGATOR},
    )
    back = {"received_by_name": "O. Wner", "identity": "passport", "person": COURT}
    yield "item.returned", {"disposition": "D-2", "items": [TWO], **back, "by": CUSTODIAN}


def _expungement(db) -> Iterator[Said]:
    positions = [db.one("statement", statement="S-2").seq]
    order = {"docket": DOCKET, "order": "Order 9", "authority": "29-3A"}
    files = {"files": ["09" * 32]}
    yield "record.expunged", {**order, "positions": positions, **files, "ordered_by": COURT, "by": FIRST}


NEWCOMER_LAWYER = SECOND  # somebody whose key is valid all along
