"""What acts about the record itself change: people, keys, roles, places, settings, counts and expungement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wholefile.core.canonical import unb64u
from wholefile.record.act import Recorded
from wholefile.record.projections.state import Fold, Items, State, text_of
from wholefile.record.sql import Insert, Update, Write


def opened(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Both founders are known, hold their keys and are administrators everywhere."""
    for founder in act.body["founders"]:
        person = founder["person"]
        named = {name: founder[name] for name in ("person", "name", "agency")}
        yield Insert("person", {**named, "title": None, "seq": act.seq})
        yield _key(act.seq, founder, person)
        yield _role(act.seq, person, "administrator", "")


def index(_act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """An index entry states what follows from the entries; it changes nothing."""
    yield from ()


def person_added(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A person is known."""
    body = act.body
    named = {name: body[name] for name in ("person", "name", "agency")}
    yield Insert("person", {**named, "title": body.get("title"), "seq": act.seq})


def key_enrolled(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A key is a person's, for acts after this one."""
    yield _key(act.seq, act.body, act.body["person"])


def key_revoked(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A key ends; what it signed before stays."""
    yield Update("signing_key", {"revoked_seq": act.seq}, {"key": act.body["key"], "revoked_seq": None})


def role_granted(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A role is held."""
    body = act.body
    yield _role(act.seq, body["person"], body["role"], body.get("docket", ""))


def role_ended(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """Every grant of the role with this reach ends."""
    body = act.body
    held = {"person": body["person"], "role": body["role"], "docket": body.get("docket", "")}
    yield Update("role_grant", {"ended_seq": act.seq}, {**held, "ended_seq": None})


def location_added(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A place can be used."""
    named = {name: act.body[name] for name in ("location", "name", "kind")}
    yield Insert("location", {**named, "stores": text_of(act.body["stores"]), "seq": act.seq})


def expunged(act: Recorded, db: State, _items: Items) -> Iterator[Write]:
    """Positions and files are marked. Their rows go when the bodies are destroyed and the tables rebuilt."""
    done = {row.seq for row in db.rows("expunged", seq__in=act.body["positions"])}
    for seq in act.body["positions"]:
        if seq not in done:
            yield Insert("expunged", {"seq": seq, "by_seq": act.seq})
    for sha256 in act.body.get("files", []):
        yield Update("stored_file", {"expunged_seq": act.seq}, {"sha256": sha256, "expunged_seq": None})


def policy_adopted(act: Recorded, db: State, _items: Items) -> Iterator[Write]:
    """The setting has this value from here on."""
    body = act.body
    now = {"value": body["value"], "reason": body["reason"], "seq": act.seq}
    if db.exists("policy", policy=body["policy"]):
        yield Update("policy", now, {"policy": body["policy"]})
    else:
        yield Insert("policy", {"policy": body["policy"], **now})


def inventory_recorded(act: Recorded, _db: State, _items: Items) -> Iterator[Write]:
    """A count is on file. It moves nothing: what it found amiss is set right by acts of its own."""
    body = act.body
    named = {name: body[name] for name in ("inventory", "scope", "location", "cause", "leader", "by")}
    yield Insert(
        "inventory",
        {
            **named,
            "found": len(body["found"]),
            "missing": text_of(body["missing"]),
            "unexpected": text_of(body["unexpected"]),
            "at": act.at,
            "seq": act.seq,
        },
    )


def _key(seq: int, enrolled: Mapping[str, Any], person: str) -> Insert:
    return Insert(
        "signing_key",
        {
            "key": enrolled["key"],
            "person": person,
            "algorithm": enrolled["algorithm"],
            "public_key": unb64u(enrolled["public_key"]),
            "rp_id": enrolled.get("rp_id"),
            "origins": text_of(enrolled.get("origins", [])),
            "enrolled_seq": seq,
            "revoked_seq": None,
        },
    )


def _role(seq: int, person: str, role: str, docket: str) -> Insert:
    return Insert(
        "role_grant", {"seq": seq, "person": person, "role": role, "docket": docket, "ended_seq": None}
    )


FOLDS: dict[str, Fold] = {
    "record.opened": opened,
    "index": index,
    "person.added": person_added,
    "key.enrolled": key_enrolled,
    "key.revoked": key_revoked,
    "role.granted": role_granted,
    "role.ended": role_ended,
    "location.added": location_added,
    "record.expunged": expunged,
    "policy.adopted": policy_adopted,
    "inventory.recorded": inventory_recorded,
}
