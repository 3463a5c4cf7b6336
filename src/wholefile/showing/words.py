"""What an act says, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from wholefile.core.acts import kind_of
from wholefile.core.acts.schema import PERSON, Field
from wholefile.record import lookups
from wholefile.record.sql import Database

_LONG = 300
_SAID_ELSEWHERE = ("docket", "dockets", "identifiers")


def act_in_words(kind: str, body: Mapping[str, Any] | None) -> str:
    """What an act tells a reader, in one line: those of its fields that are words, in the order of the vocabulary."""
    if body is None:
        return "destroyed by order of a court"
    said = []
    for field in kind_of(kind).fields:
        value = body.get(field.name)
        if (
            value in (None, [], "")
            or value is False
            or field.name in ("docket", "dockets", "identifiers")
            or field.signs
        ):
            continue
        if value is True:
            said.append(field.name.replace("_", " "))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            said.append(f"{len(value)} {field.name}")
        elif not (isinstance(value, str) and len(value) == 64 and field.name in ("schedule", "payload")):
            said.append(
                ", ".join(map(str, value)) if isinstance(value, list) else str(told(field.name, value))
            )
    text = "; ".join(said)
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "\u2026"


def act_words(
    kind: str, body: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """What an act says, field by field in the order of the vocabulary: also of one that is not recorded yet.

    Each is {field, says: what the field means, words: its value in one line or several, persons: ids in it, signs:
    whether the person named signs}. `names` are those of the persons, from `names_in`. Fields that the body lacks are
    left out; whatever it has beyond its kind would have been refused. Raises Invalid for a kind that does not exist.
    """
    known = names or {}
    return [
        {
            "field": field.name,
            "says": field.doc,
            "words": _lines(field, body[field.name], known),
            "persons": [one for one in _persons(body[field.name]) if field.type.name == PERSON.name],
            "signs": field.signs,
        }
        for field in kind_of(kind).all_fields
        if field.name in body
    ]


def names_in(db: Database, kind: str, body: Mapping[str, Any]) -> dict[str, str]:
    """The names of the persons whom an act names."""
    fields = [one.name for one in kind_of(kind).all_fields if one.type.name == PERSON.name]
    return lookups.person_names(db, [body[name] for name in fields if name in body])


def _lines(field: Field, value: Any, names: Mapping[str, str]) -> list[str]:
    """A value in words: a person with their name, yes or no, an instant in UTC, a list a line each."""
    if field.type.name == PERSON.name:
        return [f"{names[value]} ({value})" if value in names else str(value)]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if field.name == "occurred_at":
        return [moment(value)]
    if isinstance(value, list):
        return [line for one in value for line in _member(one)] or ["none"]
    if isinstance(value, Mapping):
        return list(_member(value))
    return str(value).split("\n")


def _member(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield ", ".join(f"{name.replace('_', ' ')} {_said(one)}" for name, one in value.items())
    else:
        yield _said(value)


def _said(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _persons(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else []


def told(name: str, value: Any) -> Any:
    """A field as a person reads it: instants as times, objects as their parts, one a line."""
    if name == "occurred_at":
        return moment(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {one}" for key, one in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(", ".join(f"{key} {one[key]}" for key in one) for one in value)
    if isinstance(value, list):
        return [str(one) for one in value]
    return value


def moment(instant: int) -> str:
    """An instant (milliseconds since 1970, UTC) to the minute, in UTC."""
    return f"{datetime.fromtimestamp(instant / 1000, UTC):%Y-%m-%d %H:%M} UTC"
