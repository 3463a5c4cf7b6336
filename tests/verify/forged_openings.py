"""Attacks on what is opened: closing more than a production may, or for another reason than the record gives.

The record is honest in all of these. It tells more than the plain story: the withheld report is divided, a statement is
about it and is translated, and the tablet may be left undecided.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.verify.forged_proofs import Parts, find, header_of
from tests.verify.maker import edit_json, make_production
from tests.verify.scenario import DOCKET, REPORT, STRANGER, TABLET
from tests.verify.world import Step, Twist, World
from wholefile.core.canonical import b64u, encode, unb64u
from wholefile.core.commitment import open_some

PART = f"{REPORT}.1"
Edit = Callable[[Parts], Any]


def _more(world: World, step: Step) -> None:
    """The report is withheld, divided, and spoken of; its part is withheld too."""
    part = {"item": PART, "description": "One page of it", "quantity": 1}
    world.do("split", "item.split", item=REPORT, parts=[part], reason="one page is kept apart", by="P-3")
    for statement, words in (("S-1", "Das habe ich nie geschrieben."), ("S-2", "Doch.")):
        world.do(
            "say", "statement.recorded", statement=statement, dockets=[DOCKET], speaker="The author",
            said_on="2026-01-01", medium="interview", venue="the office", oath=False, public=False, exact=True,
            words=words, language="de", items=[REPORT], by="P-4",
        )  # fmt: skip
    world.do(
        "translate", "statement.translated", statement="S-1", language="en", words="I never wrote that.",
        translator="An interpreter", by="P-4",
    )  # fmt: skip
    world.do(
        "differ", "inconsistency.flagged", inconsistency="X-1", first="S-1", second="S-2", about="who wrote it",
        explanation="One denies what the other says.", by="P-5",
    )  # fmt: skip
    world.do(
        "explain", "inconsistency.answered", inconsistency="X-1", answer="explained", explanation="In jest.", by="P-5"
    )  # fmt: skip
    world.enter(step)
    world.enter(step.but(item=PART, decision="withheld"))


MORE: dict[str, Twist] = {"withhold": _more}
UNDECIDED: dict[str, Twist] = {
    f"decide {TABLET}": lambda world, step: None,
    "certify C-1": lambda world, step: None,
}
WAITING: dict[str, Twist] = {
    **UNDECIDED,
    f"decide {TABLET}": lambda world, step: world.enter(
        step.but(decision="pending", explanation="It is still locked.")
    ),
}


def about(parts: Parts, kind: str, item: str) -> Parts:
    """The entry of this kind that shows this item."""
    for entry in parts["entries"]:
        leaves = entry.get("opening", {}).get("leaves", [])
        if header_of(entry)["act"]["kind"] == kind and {"item": item} in [
            {leaf["name"]: leaf["value"]} for leaf in leaves if leaf.get("name") == "item"
        ]:
            return entry
    raise LookupError(kind)


def close(entry: Parts, *names: str) -> None:
    """Hide these fields of an entry that is open in part."""
    leaves = entry["opening"]["leaves"]
    assert {leaf.get("name") for leaf in leaves} >= set(names)
    for at, leaf in enumerate(leaves):
        if leaf.get("name") in names:
            tag, salt = sha256(b"wholefile/field/v1").digest(), unb64u(leaf["salt"])
            leaves[at] = {"hash": b64u(sha256(tag + salt + encode([leaf["name"], leaf["value"]])).digest())}


def _told(twists: dict[str, Twist], edit: Edit) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        make_production(folder, twists)
        edit_json(folder / "proof/bundle.json", edit)

    return change


def _closing(
    kind: str, *names: str, item: str = REPORT, twists: dict[str, Twist] = MORE
) -> Callable[[Path], None]:
    return _told(twists, lambda parts: close(about(parts, kind, item), *names))


def _closing_words(kind: str, *names: str) -> Callable[[Path], None]:
    return _told(MORE, lambda parts: close(find(parts, kind), *names))


def _said_to_wait(parts: Parts) -> None:
    """The report is withheld, but its acts are said to be closed because nothing is decided."""
    entry = about(parts, "item.received", REPORT)
    del entry["withheld_by"]
    entry["closed"] = "pending"


def _said_to_be_withheld(parts: Parts) -> None:
    """What is undecided is said to be withheld by the decision on another item."""
    entry = about(parts, "item.received", TABLET)
    del entry["closed"]
    entry["withheld_by"] = about(parts, "item.received", REPORT)["withheld_by"]


def _not_yet_decided(parts: Parts) -> None:
    """Parts of an act on a produced item are said to wait for a decision."""
    entry = find(parts, "condition.declared")
    fields, secret = entry["opening"]["fields"], unb64u(entry["opening"]["secret"])
    entry["opening"] = open_some(fields, secret, {"item", "declared_by", "verified_by"})
    entry["closed"] = "pending"


def _nothing_shown(parts: Parts) -> None:
    entry = about(parts, "item.received", TABLET)
    del entry["opening"]


def _report_on_the_bicycle(world: World, step: Step) -> None:
    """A laboratory reports, in this case, on a thing that is not in it; a decision withholds that thing."""
    world.enter(step)
    world.dockets_of[STRANGER] = [DOCKET]
    world.do(
        "report",
        "laboratory.reported",
        request="L-1",
        items=[STRANGER],
        findings="It was another gun.",
        by="P-4",
    )
    world.do(
        "keep", "disclosure.decided", docket=DOCKET, item=STRANGER, decision="withheld", ground="work product",
        tags=[], author="P-5", reviewer="P-6",
    )  # fmt: skip


def _findings_closed(parts: Parts) -> None:
    entry = find(parts, "laboratory.reported")
    fields, secret = entry["opening"]["fields"], unb64u(entry["opening"]["secret"])
    entry["opening"] = open_some(fields, secret, {"by", "items", "request"})
    entry["withheld_by"] = header_of(entry)["seq"] + 1


def _findings_said_to_wait(parts: Parts) -> None:
    _findings_closed(parts)
    entry = find(parts, "laboratory.reported")
    del entry["withheld_by"]
    entry["closed"] = "pending"


UNSIGNED = {"the reviewer of a decision is closed": _closing("disclosure.decided", "reviewer")}
OPENED: dict[str, Callable[[Path], None]] = {
    "the parts of a divided item are closed": _closing("item.split", "parts"),
    "the item of an act is closed": _closing("item.received", "item"),
    "the cases of an item are closed": _closing("item.received", "dockets"),
    "the category of an item is closed": _closing("item.received", "category"),
    "a decision is closed": _closing("disclosure.decided", "decision"),
    "the item of a decision is closed": _closing("disclosure.decided", "item"),
    "the case of a decision is closed": _closing("disclosure.decided", "docket"),
    "the ground of a decision is closed": _closing("disclosure.decided", "ground"),
    "the tags of a decision are closed": _closing("disclosure.decided", "tags"),
    "the reasons of a dismissal are closed": _closing_words("candidate.dismissed", "reasons"),
    "which statement is translated is closed": _closing_words("statement.translated", "statement"),
    "what a statement is about is closed": _closing_words("statement.recorded", "items"),
    "an undecided item's decision is closed": _closing("disclosure.decided", "decision", item=TABLET, twists=WAITING),
    "what is withheld is said to be undecided": _told(MORE, _said_to_wait),
    "what is undecided is said to be withheld": _told(UNDECIDED, _said_to_be_withheld),
    "what is produced is said to be undecided": _told({}, _not_yet_decided),
    "an undecided item's entry shows nothing": _told(UNDECIDED, _nothing_shown),
    "a report is closed with a thing that is not in the case": _told(
        {"lose": _report_on_the_bicycle}, _findings_closed
    ),
    "a report on a thing that is not in the case is said to wait": _told(
        {
            "lose": _report_on_the_bicycle,
            "keep": lambda world, step: world.enter(step.but(decision="pending")),
        },
        _findings_said_to_wait,
    ),
}  # fmt: skip


def words_in(folder: Path) -> str:
    """All that the proof shows."""
    return json.dumps(json.loads((folder / "proof/bundle.json").read_bytes()), ensure_ascii=False)
