"""Entries of the record as a production shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import docket_numbers, item_ids
from wholefile.core.bundle import Entry
from wholefile.core.canonical import unb64u
from wholefile.core.commitment import check_opening, shows_everything
from wholefile.core.docket import canonical_docket
from wholefile.core.errors import WholefileError
from wholefile.core.header import Header


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the log: `fields` are those shown, `whole` says whether that is all of them.

    `fields` is None when nothing is shown, or when what is shown is not what was committed to (`broken` says why).
    """

    entry: Entry
    header: Header
    leaf: bytes
    fields: Mapping[str, Any] | None
    whole: bool
    broken: str

    @property
    def seq(self) -> int:
        """Its number in the log, from 0."""
        return self.header.seq

    @property
    def kind(self) -> str:
        """The kind of its act."""
        return self.header.kind

    @property
    def signing_keys(self) -> list[str]:
        """The ids of the keys it is signed with."""
        return [str(signature["key"]) for signature in self.header.signatures]

    @property
    def hidden(self) -> int:
        """How many fields are not shown, of a body that is opened in part."""
        leaves = (self.entry.opening or {}).get("leaves", [])
        return sum("hash" in leaf for leaf in leaves)

    @property
    def closed_runs(self) -> list[tuple[str, str, int]]:
        """Each run of closed fields: the shown names before and behind it ("" at the ends), and how many they are."""
        runs: list[tuple[str, str, int]] = []
        after, count = "", 0
        for leaf in [*(self.entry.opening or {}).get("leaves", []), {"name": ""}]:
            if "name" not in leaf:
                count += 1
                continue
            if count:
                runs.append((after, leaf["name"], count))
            after, count = leaf["name"], 0
        return runs

    @property
    def items(self) -> list[str]:
        """The items it is about, as far as they are shown."""
        try:
            return item_ids(self.kind, self.fields or {})
        except (KeyError, TypeError):
            return []

    @property
    def dockets(self) -> list[str]:
        """The cases it names, as far as they are shown and spelled as dockets are."""
        try:
            return [canonical_docket(docket) for docket in docket_numbers(self.fields or {})]
        except (WholefileError, TypeError, AttributeError):
            return []


def recorded(entry: Entry) -> Recorded:
    """Read an entry of a bundle; raises `Invalid` when its header is not in the one permitted form."""
    header = entry.header()
    fields, whole, broken = None, False, ""
    if entry.opening is not None:
        try:
            fields = check_opening(entry.opening, unb64u(header.act["body"], 32))
            whole = shows_everything(entry.opening)
        except WholefileError as error:
            broken = error.message
    return Recorded(entry, header, entry.leaf(), fields, whole, broken)
