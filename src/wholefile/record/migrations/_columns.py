"""Words in which the first migrations say their columns; frozen, since what a migration made never changes.

text, number, small, octets, flag, serial;  `?` may be unknown;  then key, unique or index
"""

from typing import Any

from django.db import migrations, models

_FIELDS: dict[str, Any] = {
    "text": models.TextField,
    "number": models.BigIntegerField,
    "small": models.SmallIntegerField,
    "octets": models.BinaryField,
    "flag": models.BooleanField,
    "serial": models.BigAutoField,
}
_OPTIONS: dict[str, dict[str, bool]] = {
    "": {},
    "key": {"primary_key": True, "serialize": False},
    "unique": {"unique": True},
    "index": {"db_index": True},
}


def table(
    name: str, db_table: str, /, *, composite: tuple[str, ...] = (), managed: bool = True, **columns: str
) -> migrations.CreateModel:
    """One new table with its columns, keyed by one of them or by the several in `composite`."""
    fields: list[tuple[str, Any]] = []
    if composite:
        key = models.CompositePrimaryKey(
            *composite, blank=True, editable=False, primary_key=True, serialize=False
        )
        fields.append(("pk", key))
    fields += [(column, _field(words)) for column, words in columns.items()]
    options: dict[str, Any] = {"db_table": db_table}
    if not managed:
        options["managed"] = False
    return migrations.CreateModel(name, fields=fields, options=options)


def _field(words: str) -> Any:
    kind, _, option = words.partition(" ")
    options: dict[str, Any] = dict(_OPTIONS[option])
    if kind.endswith("?"):
        options["null"] = True
    return _FIELDS[kind.removesuffix("?")](**options)
