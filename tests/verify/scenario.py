"""The story that the verifier's tests are told: one case, everything that can happen to its items, one production.

Items of 2026-CR-42: a revolver (produced), a report kept back, a tablet open to inspection, a lost casing, and
ammunition that was first booked under 2026-CR-7 and linked later with its history.
"""

from collections.abc import Mapping
from hashlib import md5, sha1, sha256
from typing import Any

from tests.verify.world import DAY, LOG_KEY, World, key_id, public_key
from wholefile.core.canonical import b64u

DOCKET, OTHER = "2026-CR-42", "2026-CR-7"
REVOLVER, REPORT, TABLET, CASING, ROUNDS, STRANGER = (f"V26-{number:06d}" for number in range(1, 7))
PREFIX, FIRST = "SFDA", 1
PRODUCTION, VOLUME = "PR-1", "VOL-1"
PEOPLE = {
    "P-1": ("Ada Founder", "Records office"),
    "P-2": ("Bo Founder", "Records office"),
    "P-3": ("Cruz Custodian", "Sheriff"),
    "P-4": ("Dee Investigator", "Sheriff"),
    "P-5": ("Eli Prosecutor", "District Attorney"),
    "P-6": ("Fay Prosecutor", "District Attorney"),
}
ROLES = {"P-3": "custodian", "P-4": "investigator", "P-5": "prosecutor", "P-6": "prosecutor"}

NATIVES = {
    "revolver front.jpg": b"\xff\xd8\xff\xe0 a picture of a revolver \xff\xd9",
    "revolver back.jpg": b"\xff\xd8\xff\xe0 the other side of it \xff\xd9",
    "Gerät – Bericht.txt": "Prüfbericht über sechs Patronen\n".encode(),
    "notes.txt": b"what counsel thinks of it\n",
}


def digests(name: str, raw: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "media_type": "text/plain" if name.endswith(".txt") else "image/jpeg",
        "size": len(raw),
        "sha256": sha256(raw).hexdigest(),
        "sha1": sha1(raw).hexdigest(),
        "md5": md5(raw).hexdigest(),
    }


def tell(world: World) -> None:
    """Enter the story up to the decisions, with a checkpoint in the middle."""
    open_record(world)
    book_items(world)
    world.checkpoint()
    handle_items(world)
    decide(world)


def open_record(world: World) -> None:
    founders = [
        {
            "person": person,
            "name": PEOPLE[person][0],
            "agency": PEOPLE[person][1],
            "key": key_id(person),
            "algorithm": "ed25519",
            "public_key": public_key(person),
        }
        for person in ("P-1", "P-2")
    ]
    world.keys_of |= {person: person for person in PEOPLE}
    world.do(
        "genesis", "record.opened", title="A record for tests", log_key=b64u(LOG_KEY.public_key), map_version=1,
        founders=founders, by="P-1", witnessed_by="P-2",
    )  # fmt: skip
    for person, role in ROLES.items():
        name, agency = PEOPLE[person]
        world.do(f"add {person}", "person.added", person=person, name=name, agency=agency, by="P-1")
        enrol(world, person, person)
        world.do(f"role {person}", "role.granted", person=person, role=role, by="P-1")
    enrol(world, "P-4", "P-4 old")
    world.do("revoke", "key.revoked", key=key_id("P-4 old"), reason="telephone lost", by="P-4")
    world.do(
        "room", "location.added", location="ROOM-A/SHELF-1", name="Shelf 1", kind="shelf", stores=["general"], by="P-3",
    )  # fmt: skip


def enrol(world: World, person: str, name: str, by: str = "P-1") -> int:
    """The key of this name becomes the person's; both sign."""
    return world.do(
        f"enrol {name}", "key.enrolled", keys=(name, by), person=person, key=key_id(name), algorithm="ed25519",
        public_key=public_key(name), fingerprint_checked="read aloud in person", countersigned_by=by,
    )  # fmt: skip


def book_items(world: World) -> None:
    for docket, title in ((DOCKET, "State v. Doe"), (OTHER, "Incident at the ranch")):
        world.do(
            f"open {docket}", "case.opened", docket=docket, as_printed=docket, kind="criminal", title=title,
            court="First District", jurisdiction="us-nm", by="P-5",
        )  # fmt: skip
    receive(world, REVOLVER, "A revolver, calibre .45", "firearm", DOCKET)
    receive(world, REPORT, "Draft report of the office", "document", DOCKET)
    receive(world, TABLET, "A tablet computer, locked", "digital", DOCKET)
    receive(world, CASING, "One spent casing", "evidence", DOCKET)
    receive(world, ROUNDS, "Six rounds in a bag", "ammunition", OTHER)
    receive(world, STRANGER, "A bicycle", "found", OTHER)


def receive(world: World, item: str, description: str, category: str, docket: str) -> int:
    return world.do(
        f"receive {item}", "item.received", item=item, description=description, category=category, quantity=1,
        unit="each", submitted_by="Dee Investigator", collected_at="the ranch", authority="warrant",
        named_cases=[docket], dockets=[docket], identifiers=[], by="P-3",
    )  # fmt: skip


def attach(world: World, item: str, *names: str, natives: Mapping[str, bytes] = NATIVES) -> int:
    return world.do(
        f"attach {item}", "file.attached", item=item, files=[digests(name, natives[name]) for name in names],
        purpose="document", by="P-3",
    )  # fmt: skip


def handle_items(world: World) -> None:
    attach(world, REVOLVER, "revolver front.jpg", "revolver back.jpg")
    attach(world, REPORT, "notes.txt")
    world.do(
        "declare", "condition.declared", item=REVOLVER, condition="cleared", method=["visual", "physical"],
        declared_by="P-3", verified_by="P-4",
    )  # fmt: skip
    world.do(
        "transfer", "custody.transferred", transfer="T-1", items=[REVOLVER, ROUNDS], purpose="examination",
        seal_state="intact", released_by="P-3", received_by="P-4",
    )  # fmt: skip
    world.do(
        "link", "item.linked", item=ROUNDS, docket=DOCKET, reason="Same calibre and headstamp",
        history=[
            seq
            for seq, body in enumerate(world.bodies)
            if body.get("item") == ROUNDS or ROUNDS in body.get("items", [])
        ],
        by="P-5",
    )  # fmt: skip
    attach(world, ROUNDS, "Gerät – Bericht.txt")
    world.do(
        "lose",
        "item.lost",
        item=CASING,
        kind="lost",
        circumstances="Not on its shelf at the count.",
        by="P-3",
    )
    world.do(
        "screen", "screening.run", docket=DOCKET, candidates=[{"item": STRANGER, "reasons": ["same place"]}],
        screened_to=len(world.headers), by="P-5",
    )  # fmt: skip
    world.do(
        "dismiss", "candidate.dismissed", docket=DOCKET, item=STRANGER, reasons=["same place"],
        explanation="It was found a year before.", by="P-5",
    )  # fmt: skip


def decide(world: World) -> None:
    for item, decision in (
        (REVOLVER, "produced"),
        (TABLET, "inspection"),
        (CASING, "inspection"),
        (ROUNDS, "produced"),
    ):
        world.do(
            f"decide {item}", "disclosure.decided", docket=DOCKET, item=item, decision=decision, tags=["Rule 16"],
            author="P-5",
        )  # fmt: skip
    world.do(
        "withhold", "disclosure.decided", docket=DOCKET, item=REPORT, decision="withheld", ground="work product",
        explanation="Written for trial.", tags=[], author="P-5", reviewer="P-6",
    )  # fmt: skip
    world.clock += DAY
