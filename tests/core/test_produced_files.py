"""Which files a production leaves out: negatives first."""

from types import SimpleNamespace
from typing import Any

from wholefile.core.case_file import read_case
from wholefile.core.produced_files import files_left_out

ITEM, CASE = "V26-000001", "2026-CR-42"


def acts(*told: tuple[str, dict[str, Any]]) -> list[Any]:
    return [SimpleNamespace(seq=seq, kind=kind, fields=fields) for seq, (kind, fields) in enumerate(told)]


RECEIVED = ("item.received", {"item": ITEM, "dockets": [CASE]})
ATTACHED = ("file.attached", {"item": ITEM, "files": [{"sha256": "aa", "name": "a"}]})
PRODUCED = ("disclosure.decided", {"docket": CASE, "item": ITEM, "decision": "produced"})
WITHHELD = ("disclosure.decided", {"docket": CASE, "item": ITEM, "decision": "withheld"})
DETACHED = ("item.detached", {"docket": CASE, "item": ITEM})
DESTROYED = ("record.expunged", {"docket": CASE, "files": ["aa"], "positions": [99]})
SERVED = ("production.served", {"docket": CASE, "production": "PR-1"})


def plan(number: str, *, holds: bool, **more: Any) -> tuple[str, dict[str, Any]]:
    member = {"item": ITEM, "sha256": "aa", "name": "a", "bates_first": "D000001", "bates_last": "D000001"}
    body = {
        "docket": CASE,
        "production": number,
        "volume": "V",
        "prefix": "D",
        "first": 1,
        "last": 1,
        "part": 1,
    }
    return "production.planned", {**body, "parts": 1, "members": [member] if holds else [], **more}


def left_out(production: str, *told: tuple[str, dict[str, Any]]) -> list[tuple[str, str]]:
    found = acts(*told)
    return files_left_out(read_case(found, CASE), found, production)


def test_a_file_in_no_production_is_left_out():
    assert left_out("PR-1", RECEIVED, ATTACHED, PRODUCED, plan("PR-1", holds=False)) == [(ITEM, "a")]


def test_a_plan_that_was_never_served_holds_nothing_for_others():
    planned = (plan("PR-1", holds=True), plan("PR-2", holds=False))
    assert left_out("PR-2", RECEIVED, ATTACHED, PRODUCED, *planned) == [(ITEM, "a")]
    assert left_out("PR-2", RECEIVED, ATTACHED, PRODUCED, *planned, SERVED) == []


def test_what_a_replaced_production_held_must_be_held_again():
    planned = (plan("PR-1", holds=True), SERVED, plan("PR-2", holds=False, supersedes="PR-1"))
    assert left_out("PR-2", RECEIVED, ATTACHED, PRODUCED, *planned) == [(ITEM, "a")]


def test_what_is_not_produced_or_was_destroyed_is_not_missed():
    for last in (WITHHELD, DETACHED, DESTROYED):
        assert left_out("PR-1", RECEIVED, ATTACHED, PRODUCED, last, plan("PR-1", holds=False)) == []
    assert left_out("PR-1", RECEIVED, ATTACHED, PRODUCED, plan("PR-1", holds=True)) == []
