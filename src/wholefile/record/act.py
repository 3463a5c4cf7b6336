"""An act on its way into the record, and as it stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import signer_persons


@dataclass(frozen=True, slots=True)
class SignedAct:
    """What people signed, with their signatures; its body and the body's secret travel beside it."""

    act: Mapping[str, Any]
    signatures: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One act at its position, read back: `at` is when it was recorded, in milliseconds since 1970 (UTC).

    `cases` are labels, `persons` those who signed, in the order of the kind's signer fields, `keys` the ids
    of their keys.
    """

    seq: int
    kind: str
    at: int
    body: Mapping[str, Any]
    cases: Sequence[str]
    persons: Sequence[str]
    keys: Sequence[str]

    @property
    def occurred_at(self) -> int:
        """When it happened: what the signer says, or else when it was recorded."""
        return int(self.body.get("occurred_at", self.at))


# An act before it is recorded, with the position it would get: what the rules judge.
Draft = Recorded


def recorded(seq: int, act: Mapping[str, Any], body: Mapping[str, Any], keys: Sequence[str]) -> Recorded:
    """The act of a header and its opened body."""
    kind = str(act["kind"])
    persons = list(dict.fromkeys(signer_persons(kind, body).values()))
    return Recorded(seq, kind, int(act["at"]), body, act["cases"], persons, list(keys))
