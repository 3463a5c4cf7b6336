"""What accepted facts and recorded statements of a case say differently: offered in pairs, for a person to judge.

Nothing here is an inconsistency before somebody flags one, which takes two recorded statements. What is hidden from a
reader is not compared for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wholefile.reading.side_by_side import Pair, Statement, compare
from wholefile.reading.spans import Span
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing.facts import HAPPENED, SAID, facts_view, told
from wholefile.showing.statements import statements_of_case, statements_shown

SIDE_BY_SIDE_KEYS = {
    "docket": "docket number of the case",
    "pairs": "list of {first, second: each {words, speaker, day, status, chain, source, fact, statement, sha256,"
    " layer}, same: why they stand together, shared: what both speak of, differs: list of {kind, first,"
    " second, about}}",
}
_UNKNOWN = {"chain": [], "source": "", "fact": "", "sha256": "", "layer": "", "status": "stated"}


def side_by_side_view(db: Database, sight: Sight, docket: str, *, most: int = 200) -> dict[str, Any]:
    """Pairs of what was said or told that differ in time, number, denial or actor, the weightiest first.

    Raises NotFound for a case that is not seen.
    """
    facts = facts_view(db, sight, docket)["facts"]
    rows = lookups.by_values(db, "statement", "statement", statements_of_case(db, sight, docket))
    recorded = statements_shown(db, sight, rows)
    numbers = {(one["speaker"], one["words"]): one["statement"] for one in recorded}
    known: dict[Statement, dict[str, Any]] = {}
    for one in facts:
        if one["kind"] in (*SAID, *HAPPENED):
            speaker = told(one, "speaker") or told(one, "by") or told(one, "speaker_words")
            statement = numbers.pop((speaker, one["words"]), "")
            known[_of_fact(one, speaker)] = {**_shown(one, speaker), "statement": statement}
    left = set(numbers.values())
    for one in recorded:
        if one["statement"] in left:
            known[_of_statement(one)] = {
                **_UNKNOWN,
                "words": one["words"],
                "speaker": one["speaker"],
                "day": one["said_on"],
                "source": one["venue"],
                "statement": one["statement"],
            }
    return {"docket": docket, "pairs": [_pair(one, known) for one in compare(known, most=most)]}


def _of_fact(one: Mapping[str, Any], speaker: str) -> Statement:
    actors = tuple(part["value"] for part in one["told"] if part["name"] == "participants")
    happened = one["kind"] in HAPPENED
    return Statement(
        document=one["sha256"],
        span=Span(one["start"], one["end"]),
        words=one["words"],
        speaker="" if happened else speaker,
        actors=actors,
        first=told(one, "first") if happened else "",
        last=told(one, "last") if happened else "",
        denied=one["status"] == "denied",
    )


def _of_statement(one: Mapping[str, Any]) -> Statement:
    return Statement(
        document=one["statement"],
        span=Span(0, len(one["words"])),
        words=one["words"],
        speaker=one["speaker"],
        items=tuple(one["items"]),
    )


def _shown(one: Mapping[str, Any], speaker: str) -> dict[str, Any]:
    same = {
        name: one[name] for name in ("words", "status", "chain", "source", "fact", "sha256", "layer", "kind")
    }
    return {**same, "speaker": speaker, "day": told(one, "day") or told(one, "date")}


def _pair(pair: Pair, known: Mapping[Statement, dict[str, Any]]) -> dict[str, Any]:
    return {
        "first": dict(known[pair.first]),
        "second": dict(known[pair.second]),
        "same": list(pair.same),
        "shared": list(pair.shared),
        "differs": [
            {"kind": one.kind, "first": one.first, "second": one.second, "about": one.about}
            for one in pair.differs
        ],
        "words": pair.words,
    }
