"""What a form may name: only what the person who fills it in may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wholefile.core.errors import NotFound
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing

# These name cases into which their signers need not be able to look: who takes a thing in notes down the case that is
# named to them, and who manages roles handles no evidence (rule A3).
_NAMES_ANY_CASE = ("item.received", "case.opened", "role.granted", "role.ended")
_ITEMS = ("item", "items", "vouchers")
_CASES = ("docket", "dockets", "other")


def check_seen(db: Database, sight: Sight, kind: str, told: Mapping[str, Any]) -> None:
    """Every item and case that is named is in sight. Raises NotFound in the words for one that does not exist.

    Without this a rule's refusal would tell about things that its reader must not know to exist.
    """
    if sight.everything:
        return
    items = _named(told, _ITEMS)
    _refuse_first("item", items, seeing.seen_items(db, sight, items))
    if kind not in _NAMES_ANY_CASE:
        cases = _named(told, _CASES)
        _refuse_first("case", cases, seeing.seen_cases(db, sight, cases))


def _named(told: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        value = told.get(name)
        found += [value] if isinstance(value, str) else [one for one in value or () if isinstance(one, str)]
    return [one for one in found if one]


def _refuse_first(noun: str, named: Iterable[str], seen: set[str]) -> None:
    for one in named:
        if one not in seen:
            raise NotFound(f"{noun}.unknown", f"There is no {noun} {one}.")
