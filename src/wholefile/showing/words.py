"""What an act says, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wholefile.core.acts import kind_of

_LONG = 300


def act_in_words(kind: str, body: dict[str, Any] | None) -> str:
    """What an act tells a reader, in one line: those of its fields that are words, in the order of the vocabulary."""
    if body is None:
        return "destroyed by order of a court"
    said = []
    for field in kind_of(kind).fields:
        value = body.get(field.name)
        if value in (None, [], "") or field.name in ("docket", "dockets", "identifiers") or field.signs:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            said.append(f"{len(value)} {field.name}")
        elif not (isinstance(value, str) and len(value) == 64 and field.name in ("schedule", "payload")):
            said.append(
                ", ".join(map(str, value)) if isinstance(value, list) else str(told(field.name, value))
            )
    text = "; ".join(said)
    return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "\u2026"


def told(name: str, value: Any) -> Any:
    """A field as a person reads it: instants as times, objects as their parts, one a line."""
    if name == "occurred_at":
        return moment(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(", ".join(f"{key} {one[key]}" for key in one) for one in value)
    if isinstance(value, list):
        return [str(one) for one in value]
    return value


def moment(instant: int) -> str:
    """An instant (milliseconds since 1970, UTC) to the minute, in UTC."""
    return f"{datetime.fromtimestamp(instant / 1000, UTC):%Y-%m-%d %H:%M} UTC"
