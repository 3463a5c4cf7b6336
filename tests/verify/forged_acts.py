"""More attacks by whoever keeps the record, who may enter any act that people in the office sign.

Prosecutors, custodians and the keeper of the log act together; the witnesses see a log that only grows. Each act is in
its form and signed by who it names.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.verify import scenario
from tests.verify.scenario import CASING, DOCKET, OTHER, PRODUCTION, ROUNDS, STRANGER, TABLET
from tests.verify.world import Step, Twist, World, key_id, public_key
from wholefile.core import keys
from wholefile.core.canonical import b64u, encode
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.verify.schedule_checks import CERTIFICATE_FORMAT

Twists = dict[str, Twist]


def position(world: World, kind: str, **fields: Any) -> int:
    """Where the first act of this kind with these fields stands."""
    return next(
        seq
        for seq, body in enumerate(world.bodies)
        if world.kinds[seq] == kind and fields.items() <= body.items()
    )


def then(act: Callable[[World], Any]) -> Twist:
    """Enter the act as it is, and do something more."""

    def twist(world: World, step: Step) -> None:
        world.enter(step)
        act(world)

    return twist


def court(world: World, person: str = "P-1") -> None:
    """Put on record that somebody is of the court."""
    world.do("bench", "role.granted", person=person, role="court", by="P-2")


def filed_as(*labels: str) -> Twist:
    """The act is filed under these labels whatever it is about."""

    def twist(world: World, step: Step) -> None:
        honest = world.labels
        world.labels = lambda kind, body: set(labels)  # type: ignore[method-assign]
        world.enter(step)
        world.labels = honest  # type: ignore[method-assign]

    return twist


def _expunged(kind: str, *, by_court: bool = False, **fields: Any) -> Twist:
    """An act's contents are destroyed before certificate and service, so that nothing else gives it away."""

    def act(world: World) -> None:
        if by_court:
            court(world)
        world.expunge(position(world, kind, **fields), docket=DOCKET)

    return then(act)


def _later_key(world: World, step: Step) -> None:
    """A revoked key signs, and its revocation is destroyed by order of a court."""
    world.enter(replace(step, keys=("P-3", "P-4 old")))
    court(world)
    world.expunge(position(world, "key.revoked"), docket=DOCKET)


def _intake_again(world: World) -> None:
    scenario.receive(world, TABLET, "Another tablet, unlocked", "digital", DOCKET)


def _part(item: str) -> Callable[[World], Any]:
    part = {"item": item, "description": "A piece of it", "quantity": 1}
    return lambda world: world.do(
        "split", "item.split", item=CASING, parts=[part], reason="in two pieces", by="P-3"
    )


def _fewer_files(world: World, step: Step) -> None:
    """Two pictures of the revolver are on record; the plan has one."""
    members = [member for member in step.body["members"] if member["name"] != "revolver back.jpg"]
    for number, member in enumerate(members, 1):
        member["bates_first"] = member["bates_last"] = f"SFDA{number:06d}"
    world.enter(step.but(members=members, last=len(members)))


def _no_files(world: World, step: Step) -> None:
    world.enter(step.but(members=[], last=0))


def _attached_late(world: World) -> None:
    scenario.attach(world, TABLET, "notes.txt")
    world.do(
        "decide again",
        "disclosure.decided",
        docket=DOCKET,
        item=TABLET,
        decision="produced",
        tags=[],
        author="P-5",
    )


def _more_payload(path: str, raw: bytes) -> Twist:
    def twist(_world: World, step: Step) -> None:
        step.body[path] = raw

    return twist


def _lying(path: str, edit: Callable[[Any], Any]) -> Twist:
    def twist(_world: World, step: Step) -> None:
        value = json.loads(step.body[path])
        edit(value)
        step.body[path] = encode(value)

    return twist


def _replaced(path: str, old: bytes, new: bytes) -> Twist:
    def twist(_world: World, step: Step) -> None:
        assert old in step.body[path], step.body[path]
        step.body[path] = step.body[path].replace(old, new, 1)

    return twist


def _of_other_case(**more: Any) -> Twist:
    """The act speaks of the other case and is filed under this one as well."""

    def twist(world: World, step: Step) -> None:
        filed_as(case_label(DOCKET), case_label(OTHER))(world, step.but(docket=OTHER, **more))

    return twist


def _hidden_docket(world: World, step: Step) -> None:
    """The rounds are booked under both cases and filed under one."""
    filed_as(case_label(OTHER))(world, step.but(dockets=[DOCKET, OTHER]))
    world.dockets_of[ROUNDS] = [OTHER]


def _nobody_signs(world: World, step: Step) -> None:
    """A key is enrolled for somebody who was never added."""
    world.keys_of["P-9"] = "P-9"
    scenario.enrol(world, "P-9", "P-9")
    world.enter(step.but(by="P-9"))


def _passkey_without_a_page(world: World, step: Step) -> None:
    """A passkey is enrolled with an origin and without a relying party."""
    world.enter(step)
    raw = keys.public_key_of(bytes(range(32)))
    key = keys.key_id("webauthn-ed25519", raw)
    world.do(
        "passkey", "key.enrolled", keys=("P-1", "P-5"), person="P-5", key=key, algorithm="webauthn-ed25519",
        public_key=b64u(raw), origins=["https://record.example"], fingerprint_checked="no", countersigned_by="P-1",
    )  # fmt: skip


def _ill_named_key(world: World, step: Step) -> None:
    """A key is enrolled under the name of another, so that the list of keys cannot be read."""
    world.enter(step.but(public_key=public_key("P-5"), key=key_id("P-4 old")))


def _skipped(_world: World, _step: Step) -> None:
    """The act is not entered."""


def _plan_destroyed(world: World, step: Step) -> None:
    """By order of a court the plan is destroyed before it is served, and served all the same."""
    court(world)
    world.expunge(position(world, "production.planned"), docket=DOCKET)
    world.enter(step)


def _elsewhere_certified(world: World, step: Step) -> None:
    world.enter(step.but(certificate="C-1"))


def _enclose_certificate(world: World, step: Step) -> None:
    seq = position(world, "disclosure.certified")
    sheet = {"format": CERTIFICATE_FORMAT, "position": seq, "act": world.bodies[seq]}
    step.body["data/certificate.json"] = encode(sheet)


ACTED: dict[str, tuple[str, Twists]] = {
    "an item is booked in the register of people and closed": (
        "every_missing_body_is_explained",
        {f"receive {STRANGER}": filed_as(REGISTER_LABEL), "screen": _skipped, "dismiss": _skipped},
    ),
    "an item is expunged on the word of a prosecutor": (
        "every_missing_body_is_explained",
        {"withhold": _expunged("item.received", item=CASING), f"decide {CASING}": _skipped},
    ),
    "a revocation is expunged": ("every_missing_body_is_explained", {"declare": _later_key}),
    "one number is given to two things": (
        "the_schedule_lists_every_item",
        {f"receive {CASING}": then(_intake_again)},
    ),
    "a part is given the number of another thing": (
        "the_schedule_lists_every_item",
        {"lose": then(_part(TABLET))},
    ),
    "a file of a produced item is left out of the plan": (
        "every_native_is_a_recorded_file",
        {f"plan {PRODUCTION}": _fewer_files},
    ),
    "nothing is planned of what is produced": ("every_native_is_a_recorded_file", {f"plan {PRODUCTION}": _no_files}),
    "an item is decided as produced after the plan": (
        "every_native_is_a_recorded_file",
        {f"plan {PRODUCTION}": then(_attached_late)},
    ),
    "a second schedule is served": (
        "every_native_is_a_recorded_file",
        {"payload": _more_payload("data/schedule-corrected.json", b"{}")},
    ),
    "a picture is served that nothing lists": (
        "every_native_is_a_recorded_file",
        {"payload": _more_payload("data/images/SFDA000001.png", b"x")},
    ),
    "the schedule for people says something else": (
        "every_decision_is_as_recorded",
        {"payload": _replaced("data/schedule.csv", b"withheld", b"produced")},
    ),
    "the privilege log for people says something else": (
        "the_privilege_log_lists_every_withheld_item",
        {"payload": _replaced("data/privilege-log.csv", b"work product", b"court order")},
    ),
    "a schedule says true where a number belongs": (
        "the_counts_add_up",
        {"payload": _lying("data/schedule.json", lambda schedule: schedule["counts"].update(lost=True))},
    ),
    "a row of the schedule says true where a number belongs": (
        "the_schedule_lists_every_item",
        {"payload": _lying("data/schedule.json", lambda schedule: schedule["rows"][0].update(number=True))},
    ),
    "an item of the case is not filed under it": (
        "the_case_index_counts_every_entry",
        {f"receive {ROUNDS}": _hidden_docket},
    ),
    "something is withheld without a ground": (
        "the_privilege_log_lists_every_withheld_item",
        {"withhold": lambda world, step: world.enter(step.without("ground", "explanation"))},
    ),
    "the certificate is of another case": (
        "the_certificate_covers_every_item",
        {
            "certify C-1": _of_other_case(),
            "payload": _enclose_certificate,
            f"serve {PRODUCTION}": _elsewhere_certified,
        },
    ),
    "the act of service is of another case": (
        "the_served_act_names_this_payload",
        {f"serve {PRODUCTION}": _of_other_case()},
    ),
    "somebody signs whom nobody added": ("every_signer_held_the_key", {"lose": _nobody_signs}),
    "a passkey is enrolled without its relying party": (
        "every_signer_held_the_key",
        {"enrol P-5": _passkey_without_a_page},
    ),
    "a key is enrolled under the name of another": ("every_signer_held_the_key", {"enrol P-4 old": _ill_named_key}),
    "the plan is expunged and served": (
        "bates_numbers_are_unique_and_consecutive",
        {f"serve {PRODUCTION}": _plan_destroyed},
    ),
}  # fmt: skip
