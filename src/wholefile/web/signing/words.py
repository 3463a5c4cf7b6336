"""What an act says before it is recorded, field by field, for the person who is about to sign it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wholefile.core.acts import kind_of
from wholefile.core.acts.schema import PERSON
from wholefile.core.harmless import visible
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.showing.words import told


def act_lines(
    db: Database, kind: str, body: Mapping[str, Any], *, described: bool = True
) -> list[dict[str, Any]]:
    """Every field the act has: its name, what the vocabulary says it is, and its value with people and things named.

    Nothing is left out and nothing is shortened: what is signed is what is shown. The description of a thing is beside
    its number and no part of the act; the defence is not `described` what it was never served.
    """
    lines = []
    for field in kind_of(kind).all_fields:
        if field.name not in body:
            continue
        value = body[field.name]
        if field.type is PERSON:
            value = f"{lookups.person_name(db, value)} ({value})"
        elif field.name in ("item", "items") and not isinstance(value, int):
            things = [value] if isinstance(value, str) else value
            value = [_thing(db, one) if described else one for one in things]
        elif field.type.spec.get("type") == "code":
            value = with_the_word(value)
        else:
            value = told(field.name, value)
        many = isinstance(value, list)
        value = [_legible(one) for one in value] if isinstance(value, list) else _legible(value)
        lines.append(
            {"name": _(field.name.replace("_", " ")), "doc": _(field.doc), "value": value, "many": many}
        )
    return lines


def _legible(value: Any) -> str:
    """A value of which a reader sees every character, line by line: nothing turns or hides what is signed."""
    return "\n".join(visible(line) for line in str(value).split("\n"))


def with_the_word(word: str) -> str:
    """A word of the vocabulary as its reader says it, with the word that is signed beside it where the two differ."""
    said = _(word)
    return word if said == word else f"{said} ({word})"


def _thing(db: Database, voucher: str) -> str:
    row = db.one("item", item=voucher)
    return f"{voucher}: {row.description}" if row else voucher
