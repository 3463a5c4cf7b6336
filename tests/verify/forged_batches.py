"""Attacks on acts that were signed together: with one gesture of a passkey, each with its place among them.

A prosecutor decides three items with one gesture. `together()` is that story told honestly; with a change of the
signatures it is what a keeper of the record would make of it, whose log and proofs are in order.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.core.makers import PAGE, RP_ID, Authenticator
from tests.verify.forged_proofs import Change, Parts, find, header_of
from tests.verify.maker import edit_json, make_production
from tests.verify.scenario import CASING, REVOLVER, TABLET
from tests.verify.world import Step, Twist, World
from wholefile.core.canonical import b64u
from wholefile.core.header import encode_header

Twists = dict[str, Twist]
Signatures = list[dict[str, Any]]
Resign = Callable[[Signatures, list[dict[str, Any]], Authenticator], Signatures]

PERSON, NAME = "P-5", "P-5 passkey"
ZEROS = b64u(bytes(32))


def enrol_passkey(world: World) -> Authenticator:
    """The prosecutor gets a passkey, which signs its enrolment alone."""
    world.passkeys[NAME] = passkey = Authenticator(name=NAME)
    world.do(
        "enrol passkey", "key.enrolled", keys=(NAME, "P-1"), person=PERSON, key=passkey.enrolled.key,
        algorithm=passkey.algorithm, public_key=b64u(passkey.enrolled.public_key), rp_id=RP_ID, origins=[PAGE],
        fingerprint_checked="read aloud in person", countersigned_by="P-1",
    )  # fmt: skip
    return passkey


def together(resign: Resign = lambda signatures, _acts, _passkey: signatures) -> Twists:
    """Three decisions under one gesture, with whatever is made of their signatures."""
    waiting: list[Step] = []

    def wait(_world: World, step: Step) -> None:
        waiting.append(step)

    def sign(world: World, step: Step) -> None:
        passkey = enrol_passkey(world)
        world.clock += 60_000
        steps, first = [*waiting, step], len(world.headers)
        waiting.clear()
        drafts = [world.draft(one, first + n) for n, one in enumerate(steps)]
        acts = [act for act, _ in drafts]
        signatures = resign(passkey.sign_together(acts), acts, passkey)
        for one, (act, secret), signature in zip(steps, drafts, signatures, strict=True):
            world.append(encode_header(act, len(world.headers), [signature]), one.body, secret)

    return {f"decide {REVOLVER}": wait, f"decide {TABLET}": wait, f"decide {CASING}": sign}


def _batch(**changes: Any) -> Resign:
    """Other parts in the batch of the first act."""

    def resign(signatures: Signatures, _acts: list[dict[str, Any]], _passkey: Authenticator) -> Signatures:
        first, *others = signatures
        return [{**first, "batch": {**first["batch"], **changes}}, *others]

    return resign


def _path(signatures: Signatures, _acts: list[dict[str, Any]], _passkey: Authenticator) -> Signatures:
    first, *others = signatures
    changed = [ZEROS, *first["batch"]["path"][1:]]
    return [{**first, "batch": {**first["batch"], "path": changed}}, *others]


def _no_batch(signatures: Signatures, _acts: list[dict[str, Any]], _passkey: Authenticator) -> Signatures:
    first, *others = signatures
    return [{name: value for name, value in first.items() if name != "batch"}, *others]


def _exchanged(signatures: Signatures, _acts: list[dict[str, Any]], _passkey: Authenticator) -> Signatures:
    first, second, third = signatures
    return [second, first, third]


def _slipped_in(_signatures: Signatures, acts: list[dict[str, Any]], passkey: Authenticator) -> Signatures:
    """Two acts were signed; the third bears the signature on the second."""
    first, second = passkey.sign_together(acts[:2])
    return [first, second, second]


def _signed_alone(signatures: Signatures, acts: list[dict[str, Any]], passkey: Authenticator) -> Signatures:
    first, *others = signatures
    return [{**passkey.sign(acts[0]), "batch": first["batch"]}, *others]


def _other_order(signatures: Signatures, acts: list[dict[str, Any]], passkey: Authenticator) -> Signatures:
    """The acts were signed in another order than their batches say."""
    turned = passkey.sign_together(acts[::-1])[0]
    return [{**turned, "batch": signatures[0]["batch"]}, *signatures[1:]]


def _with(resign: Resign) -> tuple[str, Twists]:
    return "every_signature_is_valid", together(resign)


BATCHED: dict[str, tuple[str, Twists]] = {
    "an act signed with others is given another place among them": _with(_batch(index=1)),
    "an act is said to have been signed with more others": _with(_batch(size=4)),
    "the path to what was signed together is altered": _with(_path),
    "the place of an act among others is left out": _with(_no_batch),
    "two acts signed together change their signatures": _with(_exchanged),
    "an act is slipped in among those signed together": _with(_slipped_in),
    "an act signed alone is said to have been signed with others": _with(_signed_alone),
    "acts were signed together in another order": _with(_other_order),
}


def _edited(kind: str, edit: Callable[[dict[str, Any]], Any], twists: Twists) -> Change:
    """A production of the story with these twists, of which the first signature on an act is edited."""

    def in_bundle(parts: Parts) -> None:
        entry = find(parts, kind)
        header = header_of(entry)
        edit(header["signatures"][0])
        entry["header"] = json.dumps(header, sort_keys=True, separators=(",", ":"))

    def change(folder: Path) -> None:
        make_production(folder, twists)
        edit_json(folder / "proof/bundle.json", in_bundle)

    return change


def _decided(**changes: Any) -> Change:
    return _edited("disclosure.decided", lambda signature: signature["batch"].update(changes), together())


MALFORMED: dict[str, Change] = {
    "a key held as a file signs an act among others": _edited(
        "item.lost",
        lambda signature: signature.update(batch={"index": 0, "path": [ZEROS], "size": 2}),
        {},
    ),
    "an act is said to have been signed with no other": _decided(index=0, path=[], size=1),
    "an act is said to have been signed with too many others": _decided(size=10_001, path=[ZEROS] * 14),
    "the number of acts signed together is true": _decided(size=True, path=[]),
    "the place of an act among others is false": _decided(index=False),
    "the path to what was signed together is too short": _decided(path=[ZEROS]),
    "the path to what was signed together is too long": _decided(path=[ZEROS] * 3),
    "a hash on the path is cut": _decided(path=[b64u(bytes(31)), ZEROS]),
    "the batch has one more part": _decided(root=ZEROS),
}
