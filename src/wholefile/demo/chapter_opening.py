"""Chapter 1: the record opens, people get keys, places get names."""

from __future__ import annotations

from wholefile.actions import cases, people
from wholefile.demo.cast import CAST, FOUNDERS, seed_of, signer
from wholefile.demo.stage import Stage
from wholefile.record.checkpoints import checkpoint
from wholefile.record.founding import Founder, open_log
from wholefile.record.witnessing import gather

PLACES = (
    ("ROOM-A", "Evidence room", "room", ["general"]),
    ("ROOM-A/SHELF-1", "Shelf 1", "shelf", ["general", "biological"]),
    ("ROOM-A/SHELF-2", "Shelf 2", "shelf", ["general", "digital"]),
    ("ROOM-A/COLD-1", "Refrigerator", "refrigerator", ["biological"]),
    ("ROOM-B/SAFE-1", "Gun safe", "vault", ["firearms"]),
    ("ROOM-C/AMMO-1", "Ammunition locker", "locker", ["ammunition"]),
)


def found(stage: Stage) -> None:
    """Two founders open the record."""
    stage.chapter("1. The record opens", "2031-01-06T09:00")
    founders = [
        Founder(f"P-{number}", one.name, one.agency, seed_of(one.word))
        for number, one in enumerate(FOUNDERS, 1)
    ]
    receipt = open_log(stage.record, "Evidence of Sierra Alta County", founders)
    for number, one in enumerate(FOUNDERS, 1):
        stage.people[one.word] = signer(one.word, number)
    stage.did("Ines Calloway (sheriff) and Tomas Brandt (court) open the record; both sign.", receipt)


def play(stage: Stage) -> None:
    """Bring in the people and name the places."""
    for number in range(len(FOUNDERS) + 1, len(FOUNDERS) + len(CAST) + 1):
        bring_in(stage, number)
    stage.did(f"{len(CAST)} more people are added, each with a key of their own that somebody else checked.")
    for code, name, kind, stores in PLACES:
        people.add_location(stage.record, code, name=name, kind=kind, stores=stores, by=stage.ruth)
    stage.did(f"{len(PLACES)} places are named: firearms and ammunition apart.")
    stage.refused(
        "A1",
        "The administrator, who manages accounts, tries to open a case.",
        lambda: cases.open_case(
            stage.record,
            "SAC-2031-1",
            kind="incident",
            title="A case of her own",
            court="Sheriff",
            jurisdiction="us-nm",
            by=stage.ines,
        ),
    )
    checkpoint(stage.record)
    gather(stage.record)
    stage.did("The log signs its first checkpoint; a witness on another machine cosigns it.")


def bring_in(stage: Stage, number: int) -> None:
    """Somebody of the cast by their number in the record: added, with a key that somebody else checked, and roles."""
    part = CAST[number - len(FOUNDERS) - 1]
    given, _ = people.add_person(
        stage.record, name=part.name, agency=part.agency, title=part.title, by=stage.ines
    )
    newcomer = signer(part.word, number)
    stage.expect(given == newcomer.person, "people are numbered in order")
    people.enrol_key(stage.record, newcomer, countersigner=stage.tomas, how_checked="in person, from paper")
    for role in part.roles:
        people.grant_role(stage.record, given, role, by=stage.ines)
    stage.people[part.word] = newcomer
