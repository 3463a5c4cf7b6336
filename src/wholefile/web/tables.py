"""The tables of the pages: accounts, sessions, acts that wait. They lie beside the record and are no part of it."""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command

from wholefile.record.databases import alone

_OF_THE_RECORD = "record"


def create_tables() -> None:
    """Bring the pages' tables to this version. Each application by its name: the record's are not made here.

    One node at a time: those that start together find the work done.
    """
    with alone("default"):
        for one in apps.get_app_configs():
            if one.label != _OF_THE_RECORD and _has_migrations(one.name):
                call_command("migrate", one.label, database="default", verbosity=0, interactive=False)


def _has_migrations(module: str) -> bool:
    from importlib.util import find_spec  # noqa: PLC0415 - asked once, at the start

    return find_spec(f"{module}.migrations") is not None
