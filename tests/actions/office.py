"""A small office for tests: people in all roles with keys, places, a criminal case and short ways to act.

    office = open_office(record, clock)
    gun = office.firearm()
    office.clear(gun)
    office.store(gun, "GUNS/A", witness=office.supervisor)

`Clock` replaces the record's clock, so that a test says what time it is.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from wholefile.actions import cases, conditions, custody, items, people
from wholefile.actions.recording import record_act
from wholefile.actions.signing import Signer
from wholefile.record.founding import Founder, open_log
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt

HOUR = 3_600_000
DAY = 24 * HOUR
START = 1_770_000_000_000  # 2026-02-02T02:40:00Z

DOCKET = "D-101-CR-2026-42"
OTHER_DOCKET = "SF-26-7781"

# One person per role, a second custodian, and two founders who administer: the ids follow this order.
STAFF = (
    ("ana", "Ana Ortiz", "Sheriff", ("administrator",)),
    ("ben", "Ben Wu", "Court clerk's office", ("administrator",)),
    ("custodian", "Cora Diaz", "Sheriff", ("custodian",)),
    ("deputy", "Dan Reyes", "Sheriff", ("custodian",)),
    ("investigator", "Eva Stone", "Sheriff", ("investigator",)),
    ("laboratory", "Finn Park", "State laboratory", ("laboratory",)),
    ("prosecutor", "Gia Moreno", "District attorney", ("prosecutor",)),
    ("reviewer", "Hal Brandt", "District attorney", ("prosecutor",)),
    ("paralegal", "Ida Cole", "District attorney", ("paralegal",)),
    ("supervisor", "Jon Adair", "Sheriff", ("supervisor",)),
    ("defence", "Kim Vale", "Vale & Partners", ("defence",)),
    ("judge", "Lea Sanchez", "First District Court", ("court",)),
    ("auditor", "Max Hurley", "State auditor", ("auditor",)),
)

PLACES = (
    ("ROOM-A", "Evidence room", "room", ["general"]),
    ("ROOM-A/SHELF-1", "First shelf", "shelf", ["general", "biological", "digital"]),
    ("GUNS/A", "Gun safe", "vault", ["firearms"]),
    ("AMMO/A", "Ammunition locker", "locker", ["ammunition"]),
    ("DRUGS/A", "Drugs vault", "vault", ["drugs"]),
    ("CASH/A", "Money safe", "vault", ["currency"]),
    ("MIXED/A", "Old cabinet", "locker", ["general", "firearms", "ammunition"]),
)


@dataclass
class Clock:
    """What the record takes for the time, in milliseconds since 1970 (UTC)."""

    now: int = START

    def __call__(self) -> int:
        return self.now

    @property
    def milliseconds(self) -> int:
        """Now, as the clock of the demo's story has it."""
        return self.now

    def advance(self, milliseconds: int = 1_000) -> int:
        self.now += milliseconds
        return self.now


def seed(name: str) -> bytes:
    """A key that is the same in every run."""
    return sha256(b"office of the tests/" + name.encode()).digest()


@dataclass
class Office:
    """The record, its clock, and everybody by the name of their part."""

    record: Record
    clock: Clock
    people: dict[str, Signer] = field(default_factory=dict)
    docket: str = DOCKET
    other_docket: str = OTHER_DOCKET

    def __getattr__(self, name: str) -> Signer:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def db(self) -> Any:
        return self.record.db

    def act(self, kind: str, body: dict[str, Any], *signers: Signer) -> Receipt:
        """Record any act, signed by these; time passes by a second."""
        self.clock.advance()
        return record_act(self.record, kind, body, signers)

    def receive(self, category: str = "evidence", **more: Any) -> str:
        """Take an item in; the custodian holds it unless told otherwise."""
        self.clock.advance()
        facts: dict[str, Any] = {
            "description": f"One {category}, described well enough to tell it from others",
            "category": category,
            "dockets": [self.docket],
            "submitted_by": "Eva Stone",
            "collected_at": "12 Mesa Road, Santa Fe",
            "authority": "warrant",
            "by": self.custodian,
        }
        if category == "currency":
            facts["counted_by"] = self.supervisor
        return items.receive_item(self.record, **{**facts, **more})[0]

    def firearm(self, **more: Any) -> str:
        """A revolver, held by the custodian, in no known condition."""
        serial = [{"kind": "serial", "value": "PZ-40217"}, {"kind": "calibre", "value": ".45 Colt"}]
        return self.receive("firearm", **{"identifiers": serial, **more})

    def rounds(self, count: int = 6, **more: Any) -> str:
        """Loose rounds, held by the custodian, in no known condition."""
        return self.receive("ammunition", **{"quantity": count, "unit": "round", **more})

    def clear(
        self, item: str, declared_by: Signer | None = None, verified_by: Signer | None = None
    ) -> Receipt:
        """Declare a firearm cleared; by default the custodian declares and the supervisor verifies."""
        self.clock.advance()
        return conditions.declare_condition(
            self.record,
            item,
            "cleared",
            method=["visual", "physical", "chamber", "cylinder"],
            declared_by=declared_by or self.custodian,
            verified_by=verified_by or self.supervisor,
        )

    def transfer(self, item: str | list[str], giver: Signer, receiver: Signer, **more: Any) -> str:
        """Hand one or several items over, both present; returns the number of the transfer."""
        self.clock.advance()
        facts: dict[str, Any] = {"purpose": "examination", **more}
        named = [item] if isinstance(item, str) else item
        return custody.transfer_custody(self.record, named, released_by=giver, received_by=receiver, **facts)[
            0
        ]

    def store(self, item: str | list[str], location: str = "ROOM-A/SHELF-1", **more: Any) -> Receipt:
        """Put one or several items into a place, by default the custodian on the first shelf."""
        self.clock.advance()
        named = [item] if isinstance(item, str) else item
        return custody.store_items(self.record, named, location, **{"by": self.custodian, **more})

    def retrieve(self, item: str | list[str], **more: Any) -> Receipt:
        """Take one or several items out of their place, by default the custodian."""
        self.clock.advance()
        named = [item] if isinstance(item, str) else item
        facts: dict[str, Any] = {"purpose": "viewing", "by": self.custodian, **more}
        return custody.retrieve_items(self.record, named, **facts)

    def link(self, item: str, docket: str | None = None) -> Receipt:
        """Make an item part of one more case, by default the other one."""
        self.clock.advance()
        return items.link_item(
            self.record, item, docket or self.other_docket, reason="same rounds", by=self.investigator
        )

    def newcomer(self, name: str, *roles: str, docket: str | None = None) -> Signer:
        """One more person with a key and these roles, everywhere or in one case."""
        self.clock.advance()
        person = people.add_person(self.record, name=name.title(), agency="Elsewhere", by=self.ana)[0]
        signer = Signer.of(person, seed(name))
        people.enrol_key(self.record, signer, countersigner=self.ana, how_checked="read aloud in person")
        for role in roles:
            people.grant_role(self.record, person, role, by=self.ana, docket=docket)
        self.people[name] = signer
        return signer


def open_office(record: Record, clock: Clock) -> Office:
    """Found the record and bring everybody in; the record's clock must be this one."""
    office = Office(record, clock)
    for number, (name, _, _, _) in enumerate(STAFF, 1):
        office.people[name] = Signer.of(f"P-{number}", seed(name))
    founders = [
        Founder(f"P-{n}", full, agency, seed(name)) for n, (name, full, agency, _) in enumerate(STAFF[:2], 1)
    ]
    open_log(record, "Evidence record of Santa Fe county", founders)
    for name, full, agency, roles in STAFF[2:]:
        _bring_in(office, office.people[name], full, agency, roles)
    for location, title, kind, stores in PLACES:
        clock.advance()
        people.add_location(
            record, location, name=title, kind=kind, stores=stores, by=office.people["custodian"]
        )
    _open_cases(office)
    return office


def _bring_in(office: Office, signer: Signer, name: str, agency: str, roles: tuple[str, ...]) -> None:
    office.clock.advance()
    given, _ = people.add_person(office.record, name=name, agency=agency, by=office.ana)
    assert given == signer.person, "ids follow the order of the staff"
    people.enrol_key(office.record, signer, countersigner=office.ana, how_checked="read aloud in person")
    for role in roles:
        people.grant_role(office.record, signer.person, role, by=office.ben)


def _open_cases(office: Office) -> None:
    office.clock.advance()
    cases.open_case(
        office.record,
        "D-101-CR-2026-00042",
        kind="criminal",
        title="State v. Doe",
        court="First District Court",
        jurisdiction="us-nm",
        incident_on="2026-01-21",
        incident_place="12 Mesa Road, Santa Fe",
        by=office.prosecutor,
    )
    cases.open_case(
        office.record,
        "SF-26-007781",
        kind="incident",
        title="Rounds handed in by a citizen",
        court="Sheriff of Santa Fe county",
        jurisdiction="us-nm",
        by=office.investigator,
    )
    cases.add_party(office.record, office.docket, name="John Doe", role="defendant", by=office.prosecutor)
