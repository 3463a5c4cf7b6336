"""Who is who. All people, places and offices are invented."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

from wholefile.actions.signing import Signer

ORIGIN = "evidence.sierra-alta.example/record"


class Part(NamedTuple):
    """Somebody with a key of their own: first name, full name, agency, office, roles."""

    word: str
    name: str
    agency: str
    title: str
    roles: tuple[str, ...]


FOUNDERS = (
    Part("ines", "Ines Calloway", "Sierra Alta County Sheriff", "Records manager", ("administrator",)),
    Part("tomas", "Tomas Brandt", "Ninth District Court", "Clerk of court", ("administrator",)),
)
CAST = (
    Part("ruth", "Ruth Okafor", "Sierra Alta County Sheriff", "Evidence custodian", ("custodian",)),
    Part("dale", "Dale Whitcomb", "Sierra Alta County Sheriff", "Detective", ("investigator",)),
    Part("hector", "Hector Solis", "Sierra Alta County Sheriff", "Sergeant", ("supervisor",)),
    Part("miriam", "Miriam Achterberg", "District Attorney", "Prosecutor", ("prosecutor",)),
    Part("owen", "Owen Tate", "District Attorney", "Chief deputy", ("prosecutor",)),
    Part("lena", "Lena Fyodorova", "District Attorney", "Paralegal", ("paralegal",)),
    Part("anselm", "Anselm Roux", "State Laboratory", "Firearms examiner", ("laboratory",)),
    Part("sofia", "Sofia Marchetti", "Marchetti & Lowe", "Defence counsel", ("defence",)),
    Part("clara", "Clara Benavides", "Ninth District Court", "Judge", ("court",)),
)


def seed_of(word: str) -> bytes:
    """The key of somebody in the story: the same each time, so for a demo only."""
    return sha256(b"wholefile demo, fictional key of " + word.encode()).digest()


def signer(word: str, number: int) -> Signer:
    """Somebody with their key, under their number in the record."""
    return Signer.of(f"P-{number}", seed_of(word))
