"""An office as the pictures of the guides show it: the property of the demo's story, some weeks into its case."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.actions.office import DAY, HOUR, OTHER_DOCKET, Office
from tests.actions.reading import with_layer
from tests.actions.serving import attach, serve
from tests.web.browser.witnessing import witnessed
from wholefile.actions import custody, disclosure, facts, holds, items, laboratory, screening, statements
from wholefile.actions.proposals import proposals_of
from wholefile.demo import written
from wholefile.demo.scene_items import REVOLVER, SCENE, Thing, file_of
from wholefile.record.checkpoints import checkpoint
from wholefile.web.portal import archives

PLACE = "Caldera Flats Ranch, church set"
FOUND = Thing(
    "found box",
    "Box of twenty-eight cartridges, .45 Colt, headstamp RIDGE 45 COLT, loose in an old tin",
    "ammunition",
    "AMMO/A",
    "surrendered",
    28,
    "round",
    (("calibre", ".45 Colt"), ("headstamp", "RIDGE 45 COLT")),
)
WITHHELD = "informant letter"
UNDECIDED = ("cylinder rounds", "dummy box", "bandolier")
LATE = "training card"  # it comes after the production
_TAKEN_OUT = ("holster", "gun belt", "replica")
_TAGS = ("Rule 16",)


@dataclass
class Pictured:
    """What pictures name: items by their word in the story."""

    office: Office
    items: dict[str, str] = field(default_factory=dict)
    production: str = ""
    reports: list[str] = field(default_factory=list)


def build(office: Office, folder: Path) -> Pictured:
    """The story up to a production that nobody checked yet; some items are undecided, and one came in after it."""
    made = Pictured(office)
    for thing in sorted((REVOLVER, *SCENE), key=_first):
        if thing.word != LATE:
            _take_in(made, thing)
    _shown_to_the_laboratory(made)
    _lost_and_found(made)
    _disclose(made, folder)
    office.clock.advance(DAY)
    _take_in(made, next(one for one in SCENE if one.word == LATE))
    _about_the_room(made)
    _about_documents(made)
    checkpoint(office.record)
    witnessed(office.record)
    archives.prepare_all(office.record)
    return made


def _first(thing: Thing) -> int:
    """The letter that is withheld comes in early, so that it is among the first rows of the board."""
    order = ("revolver", "spent case", WITHHELD)
    return order.index(thing.word) if thing.word in order else len(order)


def _take_in(made: Pictured, thing: Thing, docket: str = "") -> None:
    office = made.office
    office.clock.advance(HOUR // 4)
    voucher = made.items[thing.word] = office.receive(
        thing.category,
        description=thing.description,
        dockets=[docket or office.docket],
        collected_at=PLACE,
        authority=thing.authority,
        quantity=thing.quantity,
        unit=thing.unit,
        identifiers=[{"kind": kind, "value": value} for kind, value in thing.identifiers],
    )
    office.clock.advance()
    items.attach_files(
        office.record, voucher, [file_of(thing, voucher)], by=office.custodian, purpose="document"
    )
    _put_away(office, voucher, thing.category)


def _put_away(office: Office, voucher: str, category: str) -> None:
    if category == "firearm":
        office.clear(voucher)
        office.store(voucher, "GUNS/A", witness=office.supervisor)
        return
    custody.apply_seal(office.record, voucher, f"SA-{voucher[-4:]}", initials="CD", by=office.custodian)
    place = "AMMO/A" if category == "ammunition" else "ROOM-A/SHELF-1"
    office.store(voucher, place, seal_state="intact")


def _shown_to_the_laboratory(made: Pictured) -> None:
    """The revolver leaves its safe and comes back; each time it changes hands it is cleared anew."""
    office, gun = made.office, made.items["revolver"]
    office.clock.advance(5 * HOUR)
    office.retrieve(gun, witness=office.supervisor, purpose="examination")
    for giver, receiver in ((office.custodian, office.laboratory), (office.laboratory, office.custodian)):
        office.clock.advance(HOUR // 2)
        office.clear(gun, giver)
        office.clock.advance(HOUR // 4)
        office.transfer(gun, giver, receiver, witness=office.supervisor)
        office.clock.advance(20 * HOUR)
    office.clear(gun)
    office.clock.advance(HOUR // 4)
    office.store(gun, "GUNS/A", witness=office.supervisor)


def _lost_and_found(made: Pictured) -> None:
    """A box under another number, which screening finds."""
    office = made.office
    office.clock.advance(3 * DAY)
    _take_in(made, FOUND, OTHER_DOCKET)
    office.clock.advance(DAY)
    screening.screen(office.record, office.docket, by=office.paralegal)


def _disclose(made: Pictured, folder: Path) -> None:
    office = made.office
    letter = made.items[WITHHELD]
    rest = [one for word, one in made.items.items() if word not in (WITHHELD, FOUND.word, *UNDECIDED)]
    office.clock.advance(DAY)
    disclosure.decide_many(
        office.record, office.docket, rest, "produced", author=office.prosecutor, tags=_TAGS
    )
    disclosure.decide(
        office.record,
        office.docket,
        letter,
        "withheld",
        author=office.prosecutor,
        reviewer=office.reviewer,
        ground="informant identity",
        explanation="The writer fears for their work; the letter concerns thefts only.",
    )
    made.production = serve(office, folder / "served").production


def _about_the_room(made: Pictured) -> None:
    office, record = made.office, made.office.record
    taken = [made.items[one] for one in _TAKEN_OUT]
    office.retrieve(taken, purpose="viewing by counsel", seal_state="intact")
    holds.place_hold(
        record, office.docket, reason="State v. Doe is not decided.", by=office.prosecutor, items=taken
    )
    office.clock.advance()
    projectile = made.items["projectile"]
    laboratory.request_examination(
        record,
        [projectile],
        laboratory="State laboratory",
        scope="Compare it with the spent case.",
        destructive=False,
        return_due="2026-03-01",
        by=office.investigator,
    )
    office.retrieve(projectile, purpose="examination", seal_state="intact")
    office.clock.advance()
    custody.release_custody(
        record,
        [projectile],
        to=office.laboratory.person,
        released_by=office.custodian,
        purpose="examination",
        seal_state="intact",
    )
    office.clock.advance()
    statements.record_statement(
        record,
        dockets=[office.docket],
        words="I shook every round and I heard every one of them rattle.",
        speaker="Nell Harker",
        said_on="2026-01-21",
        medium="interview",
        venue="Caldera Flats Ranch",
        by=office.investigator,
        items=[made.items["revolver"]],
        exact=False,
    )


def _about_documents(made: Pictured) -> None:
    """A report and an interview are read; of the report much is still to be decided, the interview is done."""
    office = made.office
    for name, text, kinds in (
        ("police-report.txt", written.POLICE_REPORT, {"assertion", "event"}),
        ("interview.txt", written.INTERVIEW_TRANSCRIPT, {"assertion", "event", "quote"}),
    ):
        item = office.receive("document", dockets=[office.docket], description=name)
        attach(office, item, **{name: text.encode()})
        digest = str(office.db.rows("item_file", item=item)[0].sha256)
        layer = with_layer(office.record, digest, text)
        found = [one.identity for one in proposals_of(office.record, layer).facts if one.kind in kinds]
        office.clock.advance()
        facts.accept_facts(office.record, digest, found, dockets=[office.docket], by=office.investigator)
        made.reports.append(digest)
