"""Attacks by whoever keeps the record: acts that no honest office would enter, in a log that is otherwise in order.

The log's key and the witnesses' signatures are genuine in all of these, and so are all proofs: only what the acts say,
or who signed them, gives them away.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import Any

from tests.verify import scenario
from tests.verify.maker import plan, serve
from tests.verify.scenario import DOCKET, PRODUCTION, ROUNDS
from tests.verify.world import DAY, Step, Twist, World
from wholefile.core import merkle
from wholefile.core.canonical import encode
from wholefile.core.checkpoint import Checkpoint
from wholefile.core.header import decode_header, encode_header

Twists = dict[str, Twist]

NOTES = sha256(scenario.NATIVES["notes.txt"]).hexdigest()


def _but(**changes: Any) -> Twist:
    return lambda world, step: world.enter(step.but(**changes))


def _signed_with(*names: str) -> Twist:
    return lambda world, step: world.enter(replace(step, keys=names))


def _member(number: int, **changes: Any) -> Twist:
    """Another number or file for one member of the plan."""

    def twist(world: World, step: Step) -> None:
        members = [dict(member) for member in step.body["members"]]
        members[number].update(changes)
        world.enter(step.but(members=members))

    return twist


def _gap(world: World, step: Step) -> None:
    """The last number is left out, and the range is said to be one longer."""
    members = [dict(member) for member in step.body["members"]]
    members[-1].update(bates_first="SFDA000004", bates_last="SFDA000004")
    world.enter(step.but(members=members, last=step.body["last"] + 1))


def _twice(world: World, step: Step) -> None:
    """The same signed act is put into the record a second time."""
    seq = world.enter(step)
    header = decode_header(world.headers[seq])
    again = encode_header(header.act, len(world.headers), header.signatures)
    world.append(again, world.bodies[seq], world.secrets[seq])


def _yesterday(world: World, step: Step) -> None:
    world.enter(replace(step, at=world.clock - DAY))


def _superseded(world: World, step: Step) -> None:
    """A production that replaces this one was served before the checkpoint."""
    world.enter(step)
    world.twists = {}
    plan(world, "PR-2", first=4, volume="VOL-2", supersedes=PRODUCTION)
    serve(world, "PR-2", {"data/schedule.json": b"{}"})


def _followed(world: World, step: Step) -> None:
    world.enter(step)
    world.twists = {}
    plan(world, "PR-2", first=4, volume="VOL-2")
    serve(world, "PR-2", {"data/schedule.json": b"{}"})


def _late_item(world: World, step: Step) -> None:
    """An item comes into the case after the certificate, and the production is served on it all the same."""
    world.enter(step)
    scenario.receive(world, "V26-000009", "One more casing", "evidence", DOCKET)


def _short_history(world: World, step: Step) -> None:
    """The one who links leaves the intake, under another case, out of the history."""
    intake = next(
        seq
        for seq, body in enumerate(world.bodies)
        if world.kinds[seq] == "item.received" and body["item"] == ROUNDS
    )
    world.enter(step.but(history=[seq for seq in step.body["history"] if seq != intake]))


def _enrolled_later(world: World, step: Step) -> None:
    """The loss is signed with a key that is enrolled only afterwards."""
    world.enter(replace(step, keys=("P-3 new",)))
    scenario.enrol(world, "P-3", "P-3 new")


def _short_index(world: World, step: Step) -> None:
    """The index says that it covers one entry fewer."""
    world.enter(step.but(size=step.body["size"] - 1))


def _checked_by_owner(world: World, step: Step) -> None:
    world.enter(replace(step.but(countersigned_by="P-4"), keys=("P-4 old", "P-4")))


def _lying(path: str, edit: Callable[[Any], Any]) -> Twist:
    """What is served lies, and the act of service names exactly that."""

    def twist(_world: World, step: Step) -> None:
        value = json.loads(step.body[path])
        edit(value)
        step.body[path] = encode(value)

    return twist


def _drop_row(schedule: Any) -> None:
    """The lost casing, which has no files, is not mentioned."""
    schedule["rows"] = [row for row in schedule["rows"] if row["item"] != scenario.CASING]
    del schedule["counts"]["lost"]


def _dress_up(schedule: Any) -> None:
    row = next(row for row in schedule["rows"] if row["item"] == scenario.CASING)
    row["status"] = "inspection"
    del row["status_by"]
    schedule["counts"] = {"produced": 2, "inspection": 2, "withheld": 1}


def _cut_dat(_world: World, step: Step) -> None:
    path = f"data/loadfiles/{PRODUCTION}.dat"
    step.body[path] = b"\r\n".join(step.body[path].split(b"\r\n")[:-2]) + b"\r\n"


RETOLD: dict[str, tuple[str, Twists]] = {
    "a body has a field that its kind does not know": (
        "every_body_fits_its_kind",
        {"lose": _but(remark="nobody will read this")},
    ),
    "a body lacks a field": (
        "every_body_fits_its_kind",
        {"lose": lambda world, step: world.enter(step.without("circumstances"))},
    ),
    "a revoked key signs": ("every_signer_held_the_key", {"declare": _signed_with("P-3", "P-4 old")}),
    "a key that was never enrolled signs": ("every_signer_held_the_key", {"lose": _signed_with("nobody")}),
    "a key signs before it is enrolled": ("every_signer_held_the_key", {"lose": _enrolled_later}),
    "a key is enrolled without a second person": (
        "every_signer_held_the_key",
        {"enrol P-4": _signed_with("P-4")},
    ),
    "a key is countersigned by its owner": (
        "every_signer_held_the_key",
        {"enrol P-4 old": _checked_by_owner},
    ),
    "another key than the log's signs the index": (
        "every_signer_held_the_key",
        {"index": _signed_with("another log")},
    ),
    "the receiver of a transfer did not sign": (
        "every_required_person_signed",
        {"transfer": _signed_with("P-3")},
    ),
    "somebody signs who is not named": ("every_required_person_signed", {"lose": _signed_with("P-3", "P-4")}),
    "another person signs": ("every_required_person_signed", {"lose": _signed_with("P-4")}),
    "one person declares a condition and checks it": (
        "every_required_person_signed",
        {"declare": _but(verified_by="P-3")},
    ),
    "one person alone withholds": (
        "every_required_person_signed",
        {"withhold": lambda world, step: world.enter(step.without("reviewer"))},
    ),
    "an act is entered twice": ("no_act_is_repeated", {"lose": _twice}),
    "an entry is dated a day before": ("times_are_in_order", {"lose": _yesterday}),
    "an entry tells of tomorrow": (
        "times_are_in_order",
        {"lose": lambda world, step: world.enter(step.but(occurred_at=world.clock + DAY))},
    ),
    "the index covers less": ("the_last_entry_is_the_index", {"index": _short_index}),
    "the linking act leaves out the intake": ("every_linked_history_is_whole", {"link": _short_history}),
    "the certificate counts fewer items than there are": (
        "the_certificate_covers_every_item",
        {"certify C-1": _but(items=4)},
    ),
    "the certificate covers fewer entries": ("the_certificate_covers_every_item", {"certify C-1": _but(covers_to=3)}),
    "an item came after the certificate": ("the_certificate_covers_every_item", {"certify C-1": _late_item}),
    "the certificate was signed while an item was undecided": (
        "the_certificate_covers_every_item",
        {f"decide {scenario.CASING}": _but(decision="pending")},
    ),
    "a schedule is served that leaves an item out": (
        "the_schedule_lists_every_item",
        {"payload": _lying("data/schedule.json", _drop_row)},
    ),
    "a schedule is served that hides a loss": (
        "every_decision_is_as_recorded",
        {"payload": _lying("data/schedule.json", _dress_up)},
    ),
    "a schedule is served with a wrong count": (
        "the_counts_add_up",
        {"payload": _lying("data/schedule.json", lambda schedule: schedule["counts"].update(lost=2))},
    ),
    "a certificate is served with other words": (
        "the_certificate_covers_every_item",
        {"payload": _lying("data/certificate.json", lambda sheet: sheet["act"].update(text="Everything."))},
    ),
    "a privilege log is served that leaves an item out": (
        "the_privilege_log_lists_every_withheld_item",
        {"payload": _lying("data/privilege-log.json", lambda log: log["rows"].clear())},
    ),
    "a load file is served that leaves a file out": ("the_load_files_agree", {"payload": _cut_dat}),
    "the act of service names another payload": (
        "the_served_act_names_this_payload",
        {f"serve {PRODUCTION}": _but(payload=sha256(b"other").hexdigest())},
    ),
    "the act of service counts fewer files": (
        "the_served_act_names_this_payload",
        {f"serve {PRODUCTION}": _but(files=2)},
    ),
    "the production was never served": (
        "the_served_act_names_this_payload",
        {f"serve {PRODUCTION}": lambda world, step: None},
    ),
    "the production was replaced": ("this_is_the_latest_production", {"after serving": _superseded}),
    "a later production was served": ("this_is_the_latest_production", {"after serving": _followed}),
    "a number is given twice": (
        "bates_numbers_are_unique_and_consecutive",
        {f"plan {PRODUCTION}": _member(1, bates_first="SFDA000001", bates_last="SFDA000001")},
    ),
    "a number is left out": ("bates_numbers_are_unique_and_consecutive", {f"plan {PRODUCTION}": _gap}),
    "a part of the plan is missing": (
        "bates_numbers_are_unique_and_consecutive",
        {f"plan {PRODUCTION}": _but(parts=2)},
    ),
    "a file is produced that was never taken into evidence": (
        "every_native_is_a_recorded_file",
        {f"plan {PRODUCTION}": _member(0, sha256=NOTES, item=scenario.TABLET)},
    ),
}  # fmt: skip


def _append_after_the_index(world: World, _step: Step) -> None:
    """One more entry after the index, and a checkpoint over it."""
    world.do(
        "hidden", "item.lost", item=ROUNDS, kind="stolen", circumstances="Nobody needs to know.", by="P-3"
    )
    world.sign(Checkpoint(world.checkpoints[-1].origin, len(world.leaves), merkle.root(world.leaves)))


RETOLD["an entry stands after the index"] = (
    "the_last_entry_is_the_index",
    {"after the checkpoint": _append_after_the_index},
)
