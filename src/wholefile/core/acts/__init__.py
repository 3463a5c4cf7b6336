"""The vocabulary of the record: every kind of act with its fields, closed.

`KINDS` maps the name of a kind to its description. A kind that is not here cannot be recorded, and a field that is not
in its kind cannot be in a body. Source: the office's own practice, in the terms of `docs/glossary.md`.
"""

from collections.abc import Mapping
from typing import Any

from wholefile.core.acts import (
    cases,
    custody,
    disclosure,
    facts,
    holds,
    items,
    register,
    statements,
)
from wholefile.core.acts.schema import COMMON, FILE, ROLES, Field, Kind, Type, table
from wholefile.core.errors import Invalid

SUBJECTS: dict[str, tuple[Kind, ...]] = {
    "register": register.KINDS,
    "cases": cases.KINDS,
    "items": items.KINDS,
    "custody": custody.KINDS,
    "holds": holds.KINDS,
    "statements": statements.KINDS,
    "facts": facts.KINDS,
    "disclosure": disclosure.KINDS,
}
KINDS: dict[str, Kind] = table([kind for kinds in SUBJECTS.values() for kind in kinds])


def kind_of(name: str) -> Kind:
    """The description of a kind of act. Raises Invalid("act.kind") for a kind that does not exist."""
    try:
        return KINDS[name]
    except KeyError:
        raise Invalid("act.kind", f"there is no kind of act {name!r}") from None


def check_body(name: str, body: Mapping[str, Any]) -> None:
    """Refuse a body that does not fit its kind. Raises Invalid."""
    kind_of(name).check(body)


def signer_persons(name: str, body: Mapping[str, Any]) -> dict[str, str]:
    """Field name to person id for every person who must sign this body."""
    return {field.name: body[field.name] for field in kind_of(name).signers if field.name in body}


def item_ids(name: str, body: Mapping[str, Any]) -> list[str]:
    """Vouchers an act is about, in order, without repeats; a split names its sub-items too."""
    found = [body["item"]] if "item" in body else []
    found += body.get("items", []) if isinstance(body.get("items"), list) else []
    if name == "item.split":
        found += [part["item"] for part in body["parts"]]
    if name == "inventory.recorded":
        found += [*body["found"], *body["missing"], *body["unexpected"]]
    return list(dict.fromkeys(found))


def docket_numbers(body: Mapping[str, Any]) -> list[str]:
    """Dockets an act names itself, in order, without repeats."""
    found = [body[name] for name in ("docket", "other") if name in body] + list(body.get("dockets", []))
    return list(dict.fromkeys(found))


__all__ = [
    "COMMON",
    "FILE",
    "KINDS",
    "ROLES",
    "SUBJECTS",
    "Field",
    "Kind",
    "Type",
    "check_body",
    "docket_numbers",
    "item_ids",
    "kind_of",
    "signer_persons",
]
