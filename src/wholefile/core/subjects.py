"""What an act is about, also when it says so only through another act.

A translation names its statement, an answer its inconsistency, a release its hold: each is about the items of what it
names. Whoever writes a production and whoever checks one ask here, so that both keep the same acts closed.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from wholefile.core.acts import item_ids

# Kinds that give something a number, and kinds that name it: the field, and what kind of thing stands in it.
_GIVES = {
    "hold.placed": "hold",
    "inconsistency.flagged": "inconsistency",
    "objection.raised": "objection",
    "statement.recorded": "statement",
}
_NAMES = {
    "hold.released": (("hold", "hold"),),
    "inconsistency.answered": (("inconsistency", "inconsistency"),),
    "inconsistency.flagged": (("first", "statement"), ("second", "statement")),
    "objection.answered": (("objection", "objection"),),
    "statement.attested": (("statement", "statement"),),
    "statement.translated": (("statement", "statement"),),
}
GIVING_KINDS = tuple(_GIVES)


class Subjects:
    """Statements, inconsistencies, holds and objections by their numbers, as the acts that were read tell them."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], list[tuple[str, Mapping[str, Any]]]] = {}

    def read(self, kind: str, fields: Mapping[str, Any]) -> None:
        """Learn what an act gives a number to; other acts are left alone."""
        noun = _GIVES.get(kind)
        if noun:
            self._given.setdefault((noun, str(fields.get(noun))), []).append((kind, fields))

    def of(self, kind: str, fields: Mapping[str, Any]) -> list[str]:
        """The items an act is about; none when it, or anything that it names, is about something else than items.

        A number given twice, which no honest record has, stands for both.
        """
        few = self._of_each(kind, fields)
        return list(dict.fromkeys(chain.from_iterable(few))) if all(few) else []

    def touched(self, kind: str, fields: Mapping[str, Any]) -> list[str]:
        """The items an act has to do with, whatever else it is about."""
        return list(dict.fromkeys(chain.from_iterable(self._of_each(kind, fields))))

    def _of_each(self, kind: str, fields: Mapping[str, Any]) -> list[list[str]]:
        """The items of the act, or of each thing that it names."""
        named = _NAMES.get(kind)
        if named is None:
            return [_items(kind, fields)]
        found: list[list[str]] = []
        for field, noun in named:
            givers = self._given.get((noun, str(fields.get(field))), [])
            found += [one for giver in givers for one in self._of_each(*giver)] or [[]]
        return found


def _items(kind: str, fields: Mapping[str, Any]) -> list[str]:
    try:
        return item_ids(kind, fields)
    except (KeyError, TypeError):  # a field that is not shown, or not of its type
        return []
