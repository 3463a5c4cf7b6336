"""Columns shared by every table of the current state.

Tables are a fold over the entries, so no table has a number of its own making: rows are keyed by what the act
says or by the position (`seq`) of the act, with `n` for several rows of one act. Lists are stored as canonical JSON
text, so that a row is the same on SQLite and PostgreSQL. Instants are milliseconds since 1970 UTC; days are
`YYYY-MM-DD` text.
"""

from __future__ import annotations

from typing import Any

from django.db import models


def word(**options: Any) -> Any:
    """Text that is always there."""
    return models.TextField(**options)


def maybe_word(**options: Any) -> Any:
    """Text that may be unknown."""
    return models.TextField(null=True, **options)


def number(**options: Any) -> Any:
    """A 64-bit whole number: position, instant in milliseconds or quantity."""
    return models.BigIntegerField(**options)


def maybe_number(**options: Any) -> Any:
    """A 64-bit whole number that may be unknown."""
    return models.BigIntegerField(null=True, **options)


def octets(**options: Any) -> Any:
    """Binary value."""
    return models.BinaryField(**options)


def yes_no(**options: Any) -> Any:
    """True or false."""
    return models.BooleanField(**options)
