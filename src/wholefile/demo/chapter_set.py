"""Chapters 2 and 3: the shooting, the intake, and a clearance that lapses."""

from __future__ import annotations

from wholefile.actions import cases, conditions, custody, items, pleadings
from wholefile.demo.exhibits import photograph
from wholefile.demo.scene_items import REVOLVER, SCENE, Thing, file_of
from wholefile.demo.stage import CRIMINAL, Stage
from wholefile.record.ledger import Receipt

PLACE = "Caldera Flats Ranch, church set"


def play(stage: Stage) -> None:
    """A shot on a film set; everything found goes into custody."""
    stage.chapter("2. A shot on the set", "2031-10-21T14:30")
    docket, receipt = cases.open_case(
        stage.record,
        CRIMINAL,
        kind="criminal",
        title="State v. Varga",
        court="Ninth District Court",
        jurisdiction="us-nm",
        by=stage.dale,
        incident_on="2031-10-21",
        incident_place=PLACE,
    )
    stage.did(
        "On the set of “Lantern Ridge” a prop revolver fires a live round. Joan Ferris, behind the camera, dies."
    )
    stage.did(f"Detective Whitcomb opens {docket}.", receipt)
    _parties(stage)
    stage.items["revolver"] = _receive(stage, REVOLVER)
    stage.did(f"He takes the revolver into custody as {stage.items['revolver']}, alone on its report.")
    stage.refused("S1", "He wants to hand it to the evidence room as it is.", lambda: _hand_over(stage))
    _clear(stage, "dale")
    stage.did(
        "He and Sergeant Solis inspect bore, cylinder and chambers: declared cleared, verified by another."
    )
    _, receipt = _hand_over(stage)
    stage.did("Whitcomb hands it to custodian Okafor; both sign, and Solis, who watched.", receipt)
    for thing in SCENE:
        take_in(stage, thing)
    stage.did(
        f"{len(SCENE)} more items come in, each with its file and three digests, and are put in their places."
    )
    _rounds(stage)
    _lapse(stage)


def _parties(stage: Stage) -> None:
    for name, role in (
        ("State of New Mexico", "state"),
        ("Corin Varga", "defendant"),
        ("Joan Ferris", "decedent"),
        ("Nell Harker", "witness"),
        ("Walter Pruitt", "witness"),
    ):
        party, _ = cases.add_party(stage.record, CRIMINAL, name=name, role=role, by=stage.dale)
        stage.numbers[name] = party
    cases.counsel_appears(
        stage.record,
        CRIMINAL,
        stage.numbers["Corin Varga"],
        name="Sofia Marchetti",
        by=stage.lena,
        firm="Marchetti & Lowe",
        person=stage.sofia.person,
    )
    pleadings.charge_count(
        stage.record,
        CRIMINAL,
        1,
        party=stage.numbers["Corin Varga"],
        statute="NMSA 1978, § 30-2-3(B)",
        title="Involuntary manslaughter",
        charged_on="2031-10-21",
        by=stage.miriam,
    )


def _receive(stage: Stage, thing: Thing) -> str:
    """Into the hands of the detective for the gun, else of the custodian."""
    by = stage.dale if thing.category == "firearm" else stage.ruth
    voucher, _ = items.receive_item(
        stage.record,
        description=thing.description,
        category=thing.category,
        dockets=[CRIMINAL],
        submitted_by="Detective Whitcomb",
        collected_at=PLACE,
        authority=thing.authority,
        by=by,
        quantity=thing.quantity,
        unit=thing.unit,
        named_cases=["State v. Varga"],
        identifiers=[{"kind": kind, "value": value} for kind, value in thing.identifiers],
    )
    items.attach_files(
        stage.record,
        voucher,
        [file_of(thing, voucher)],
        by=by,
        purpose="photograph" if thing.category not in ("document", "digital") else "document",
    )
    return voucher


def take_in(stage: Stage, thing: Thing) -> None:
    """Received by the custodian with its file, sealed, and put in its place."""
    voucher = stage.items[thing.word] = _receive(stage, thing)
    custody.apply_seal(stage.record, voucher, f"SA-{voucher[-4:]}", initials="RO 10/21/31", by=stage.ruth)
    custody.store_items(stage.record, [voucher], thing.place, by=stage.ruth, seal_state="intact")


def _clear(stage: Stage, by: str) -> None:
    conditions.declare_condition(
        stage.record,
        stage.items["revolver"],
        "cleared",
        method=["visual", "physical", "bore", "cylinder", "chamber"],
        declared_by=stage.people[by],
        verified_by=stage.hector,
        photographs=[photograph("cylinder-open", ["Cylinder open, six empty chambers"], (64, 66, 72))],
    )


def _hand_over(stage: Stage) -> tuple[str, Receipt]:
    return custody.transfer_custody(
        stage.record,
        [stage.items["revolver"]],
        released_by=stage.dale,
        received_by=stage.ruth,
        witness=stage.hector,
        purpose="evidence room",
        seal_state="none",
    )


def _rounds(stage: Stage) -> None:
    box, cylinder, belt = (stage.items[word] for word in ("dummy box", "cylinder rounds", "bandolier"))
    custody.retrieve_items(
        stage.record, [box, cylinder, belt], purpose="inspection", by=stage.ruth, seal_state="intact"
    )
    stage.refused(
        "S3",
        "Somebody says the box from the cart holds dummies: they look like it.",
        lambda: conditions.declare_condition(
            stage.record,
            box,
            "dummy",
            method=["visual"],
            declared_by=stage.ruth,
            verified_by=stage.hector,
            rounds=list(range(1, 46)),
        ),
    )
    found = conditions.declare_condition(
        stage.record,
        cylinder,
        "dummy",
        method=["physical", "shaken", "primer"],
        rounds=[1, 2, 3, 4, 5],
        declared_by=stage.ruth,
        verified_by=stage.hector,
        dramatic_set=True,
    )
    stage.did(
        "The five rounds from the cylinder are shaken and felt one by one: dummies, each of them.", found
    )
    live = conditions.declare_condition(
        stage.record,
        belt,
        "live",
        method=["primer", "headstamp"],
        rounds=[7],
        declared_by=stage.ruth,
        verified_by=stage.hector,
        dramatic_set=True,
    )
    stage.did("Round 7 of the bandolier is live. On a dramatic set that is an alert for everybody.", live)
    custody.store_items(
        stage.record, [box, cylinder, belt], "ROOM-C/AMMO-1", by=stage.ruth, seal_state="intact"
    )


def _lapse(stage: Stage) -> None:
    """The hand-over itself made the clearance lapse."""
    stage.chapter("3. The clearance that lapses", "2031-10-21T18:40")

    def store() -> object:
        return custody.store_items(
            stage.record,
            [stage.items["revolver"]],
            "ROOM-B/SAFE-1",
            by=stage.ruth,
            seal_state="none",
            witness=stage.hector,
        )

    stage.refused("S1", "Okafor wants to lock the revolver away. It was cleared an hour ago.", store)
    stage.did("It changed hands since, so nobody may call it cold. It is inspected again.")
    conditions.declare_condition(
        stage.record,
        stage.items["revolver"],
        "cleared",
        method=["visual", "physical", "bore", "cylinder", "chamber"],
        declared_by=stage.ruth,
        verified_by=stage.hector,
    )
    store()
    stage.did(f"{stage.items['revolver']} lies in ROOM-B/SAFE-1.")
