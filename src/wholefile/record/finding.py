"""What a check of the record found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from wholefile.core.errors import WholefileError

# What damaged rows and bodies can make Python raise, beside our own errors.
DAMAGE = (WholefileError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: the kind of trouble, the position in the log if it has one, and words.

    A note (`is_note`) breaks nothing, but somebody should look at it.
    """

    kind: str
    position: int | None
    words: str
    is_note: bool = False


def guarded(kind: str, findings: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """What a check finds; where damage keeps it from going on, that is a finding too."""
    try:
        yield from findings()
    except DAMAGE as error:
        yield Finding(kind, None, f"the check could not go on: {words_of(error)}")


def words_of(error: Exception) -> str:
    """An error in words."""
    return error.message if isinstance(error, WholefileError) else repr(error)
