"""The property of the story: every item with its words, identifiers and the file that was made for it."""

from __future__ import annotations

from typing import NamedTuple

from wholefile.actions.files import Upload
from wholefile.demo.exhibits import document, mail, photograph, recording, table, transcript

SHELF, DIGITAL, COLD, AMMUNITION = "ROOM-A/SHELF-1", "ROOM-A/SHELF-2", "ROOM-A/COLD-1", "ROOM-C/AMMO-1"
COUNTY = "Sierra Alta County Sheriff"


class Thing(NamedTuple):
    """An item as it comes in: the word the story uses, and where it is put."""

    word: str
    description: str
    category: str
    place: str
    authority: str
    quantity: int = 1
    unit: str = "each"
    identifiers: tuple[tuple[str, str], ...] = ()


CALIBRE = ("calibre", ".45 Colt")
REVOLVER = Thing(
    "revolver",
    "Single-action revolver, .45 Colt, blued, walnut grips, used as a prop in scene 41",
    "firearm",
    "ROOM-B/SAFE-1",
    "warrant",
    identifiers=(("serial", "K20417"), CALIBRE),
)
SCENE = (
    Thing(
        "spent case",
        "Spent cartridge case from the revolver's second chamber, headstamp RIDGE 45 COLT",
        "evidence",
        SHELF,
        "warrant",
        identifiers=(CALIBRE, ("headstamp", "RIDGE 45 COLT")),
    ),
    Thing(
        "cylinder rounds",
        "Five cartridges from the other chambers of the revolver, drilled cases, no primers",
        "ammunition",
        AMMUNITION,
        "warrant",
        5,
        "round",
        (CALIBRE, ("headstamp", "STARLAND 45 COLT")),
    ),
    Thing(
        "dummy box",
        "Box of forty-five dummy rounds from the armourer's cart",
        "ammunition",
        AMMUNITION,
        "warrant",
        45,
        "round",
        (CALIBRE, ("headstamp", "STARLAND 45 COLT")),
    ),
    Thing(
        "bandolier",
        "Costume bandolier with twelve cartridges of two makes",
        "ammunition",
        AMMUNITION,
        "consent",
        12,
        "round",
        (CALIBRE,),
    ),
    Thing("projectile", "Lead projectile recovered from the camera platform", "evidence", SHELF, "warrant"),
    Thing("holster", "Leather cross-draw holster worn in scene 41", "evidence", SHELF, "consent"),
    Thing("gun belt", "Leather gun belt with empty cartridge loops", "evidence", SHELF, "consent"),
    Thing("replica", "Rubber replica revolver used for rehearsals in scene 40", "evidence", SHELF, "consent"),
    Thing(
        "cart",
        "Armourer's cart, grey steel, three drawers, photographed in place",
        "evidence",
        SHELF,
        "warrant",
    ),
    Thing("jacket", "Camera operator's jacket with a hole in the left sleeve", "biological", COLD, "warrant"),
    Thing(
        "hand swabs", "Six swabs from the hands of three people on the set", "biological", COLD, "consent", 6
    ),
    Thing(
        "blood sample", "Blood sample of the camera operator from the hospital", "biological", COLD, "warrant"
    ),
    Thing("lens", "Broken lens hood from the camera, with metal traces", "evidence", SHELF, "warrant"),
    Thing("camera card", "Memory card with takes one to three of scene 41", "digital", DIGITAL, "warrant"),
    Thing(
        "monitor drive",
        "Hard drive of the video assistant with rehearsals of the day",
        "digital",
        DIGITAL,
        "consent",
    ),
    Thing(
        "body camera",
        "Body-camera recording of Deputy Amaro, from 13:58 to 15:20",
        "digital",
        DIGITAL,
        "generated",
    ),
    Thing(
        "emergency call",
        "Recording of the emergency call from the set at 13:48",
        "digital",
        DIGITAL,
        "generated",
    ),
    Thing(
        "director phone",
        "Mobile telephone of the first assistant director",
        "digital",
        DIGITAL,
        "warrant",
        identifiers=(("phone", "+1 575 555 0142"),),
    ),
    Thing(
        "armourer phone",
        "Mobile telephone of the armourer Nell Harker",
        "digital",
        DIGITAL,
        "warrant",
        identifiers=(("phone", "+1 575 555 0187"), ("person", "Nell Harker")),
    ),
    Thing(
        "call records",
        "Call records of three telephones for the week of the shooting",
        "document",
        DIGITAL,
        "subpoena",
        identifiers=(("phone", "+1 575 555 0142"), ("phone", "+1 575 555 0187")),
    ),
    Thing(
        "call sheet", "Call sheet of day twelve with the scenes and the crew", "document", DIGITAL, "consent"
    ),
    Thing(
        "script pages", "Script pages of scene 41 with the director's notes", "document", DIGITAL, "consent"
    ),
    Thing(
        "safety memo",
        "Safety memorandum of the production about firearms on the set",
        "document",
        DIGITAL,
        "consent",
    ),
    Thing(
        "armourer log",
        "Armourer's handwritten log of loads for days nine to twelve",
        "document",
        DIGITAL,
        "warrant",
        identifiers=(("person", "Nell Harker"),),
    ),
    Thing(
        "invoice",
        "Invoice for two hundred dummy rounds from Pruitt Theatrical Supply",
        "document",
        DIGITAL,
        "subpoena",
        identifiers=(("person", "Walter Pruitt"), ("headstamp", "STARLAND 45 COLT")),
    ),
    Thing(
        "supplier mail",
        "E-mail from Walter Pruitt to the armourer about reloaded rounds",
        "document",
        DIGITAL,
        "subpoena",
        identifiers=(("person", "Walter Pruitt"), ("email", "walt@pruitt.example")),
    ),
    Thing(
        "producer mail",
        "E-mail from the line producer about the schedule and missing safety meetings",
        "document",
        DIGITAL,
        "subpoena",
    ),
    Thing("weather mail", "E-mail with the weather report for day twelve", "document", DIGITAL, "consent"),
    Thing(
        "autopsy report", "Report of the medical examiner on Joan Ferris", "document", DIGITAL, "court order"
    ),
    Thing(
        "scene sketch",
        "Measured sketch of the church interior with positions of the crew",
        "document",
        DIGITAL,
        "generated",
    ),
    Thing(
        "scene photographs",
        "Photographs of the church interior taken by Detective Whitcomb",
        "digital",
        DIGITAL,
        "generated",
    ),
    Thing(
        "gun photographs",
        "Photographs of the revolver as found on the camera platform",
        "digital",
        DIGITAL,
        "generated",
    ),
    Thing(
        "cart photographs",
        "Photographs of the armourer's cart and its drawers",
        "digital",
        DIGITAL,
        "generated",
    ),
    Thing(
        "crew list", "List of ninety people on the set with times of arrival", "document", DIGITAL, "consent"
    ),
    Thing("dispatch log", "Computer-aided dispatch record of the incident", "document", DIGITAL, "generated"),
    Thing(
        "interview Varga",
        "Recorded interview of Corin Varga on the day",
        "digital",
        DIGITAL,
        "consent",
        identifiers=(("person", "Corin Varga"),),
    ),
    Thing(
        "interview Harker",
        "Recorded interview of Nell Harker on the day",
        "digital",
        DIGITAL,
        "consent",
        identifiers=(("person", "Nell Harker"),),
    ),
    Thing(
        "informant letter",
        "Letter of a person who asks not to be named, about thefts on the set",
        "document",
        DIGITAL,
        "consent",
    ),
    Thing(
        "insurance file",
        "Insurance file of the production with the firearm rider",
        "document",
        DIGITAL,
        "subpoena",
    ),
    Thing(
        "training card",
        "Firearms training card of Corin Varga, issued nine days earlier",
        "document",
        DIGITAL,
        "consent",
        identifiers=(("person", "Corin Varga"),),
    ),
)

INTERVIEW = """Interview of Nell Harker, 21 October 2031, 17:10, Detective Whitcomb.
Q. Who loaded the revolver before scene 41?
A. I did. I shook every round and I heard every one of them rattle.
Q. Did anybody look into the chambers with you?
A. Nobody. There was no time, so I called it cold and handed it over.
"""


def file_of(thing: Thing, voucher: str) -> Upload:
    """The file that goes with an item: what it is, or a photograph of it."""
    name = thing.word.replace(" ", "-")
    if thing.word == "interview Harker":
        return transcript(name, INTERVIEW)
    if thing.word in ("body camera", "emergency call", "interview Varga"):
        return recording(name, 1.2, [310, 440, 280, 392])
    if thing.word == "supplier mail":
        return mail(
            name,
            sender="walt@pruitt.example",
            to="nell@lantern-ridge.example",
            day="2031-10-08",
            subject="Rounds",
            text="Nell, the box with the RIDGE stamp is my own reloads. Do not mix them with the dummies. W.",
        )
    if thing.word.endswith(" mail"):
        return mail(
            name,
            sender="office@lantern-ridge.example",
            to="crew@lantern-ridge.example",
            day="2031-10-20",
            subject=thing.word,
            text=f"{thing.description}.\nNo safety meeting is planned for tomorrow.",
        )
    if thing.word in ("call records", "crew list", "dispatch log"):
        return table(
            name,
            [
                ["time", "from", "what"],
                ["13:48", "+1 575 555 0142", "emergency call"],
                ["13:51", "+1 575 555 0187", "voice"],
                ["13:58", "unit 12", "on scene"],
            ],
        )
    if thing.category == "document" or thing.word == "scene sketch":
        return document(
            name,
            COUNTY,
            thing.description,
            f"Voucher {voucher}.",
            "This document belongs to a fictional case and was made for a demonstration.",
        )
    shade = {"firearm": (58, 60, 66), "ammunition": (176, 141, 60), "biological": (150, 60, 60)}
    return photograph(name, [voucher, thing.description[:52]], shade.get(thing.category, (120, 116, 104)))
