"""Facts of a case that people accepted out of its documents: as a list, by when it happened, and by who said what.

A fact is seen by whoever sees one of its cases through a role of the office: its file belongs to an item of each. What
nobody accepted is in none of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wholefile.core.folding import fold
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.statements import statements_of_case, statements_shown
from wholefile.showing.texts import stored_words

FACTS_KEYS = {
    "docket": "docket number of the case",
    "facts": "list of {fact, kind, words, told: list of {name, value}, status, chain: list of {who, manner}, sha256,"
    " layer, start, end, source: name of the file, read_as, dated, proposal, reader, rule, corrected, by, at, position,"
    " version: position of the latest version, rejected: position of the rejection or null}",
}
HAPPENED = ("court_event", "event")
SAID = ("assertion", "quote")
_PRESS = ("news report",)
_PUBLIC = ("press", "broadcast", "social media")


def facts_view(
    db: Database, sight: Sight, docket: str, *, kind: str = "", rejected: bool = False
) -> dict[str, Any]:
    """The facts of a case in the order of its documents. Raises NotFound for a case that is not seen."""
    rows = _of_case(db, sight, docket)
    shown = [row for row in rows if kind in ("", row.kind) and (rejected or row.rejected_seq is None)]
    return {"docket": docket, "facts": facts_shown(db, sight, shown)}


def fact_view(db: Database, sight: Sight, number: str) -> dict[str, Any]:
    """A fact with all its versions, the first first. Raises NotFound for one that does not exist or is not seen."""
    row = db.one("fact", fact=number)
    office = seeing.of_the_office(sight)
    if row is None or not seeing.seen_cases(db, office, json.loads(row.dockets)):
        raise lookups.unknown("fact", number)
    (shown,) = facts_shown(db, sight, [row])
    versions = db.rows("fact_version", order=("seq",), fact=number)
    names = lookups.person_names(db, [one.by for one in versions])
    return {
        **shown,
        "versions": [
            {
                "position": one.seq,
                "at": one.at,
                "by": names.get(one.by, one.by),
                "why": one.why,
                **_said(one),
            }
            for one in versions
        ],
    }


def facts_shown(db: Database, sight: Sight, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Facts by name, with what of their cases and of the names of their files is seen."""
    office = seeing.of_the_office(sight)
    cases = seeing.seen_cases(db, office, {one for row in rows for one in json.loads(row.dockets)})
    names = names_of_files(db, sight, {row.sha256 for row in rows})
    people = lookups.person_names(db, [row.by for row in rows])
    plain = ["fact", "sha256", "layer", "read_as", "dated", "proposal", "reader", "rule", "corrected", "at"]
    return [
        {
            **{name: getattr(row, name) for name in plain},
            **_said(row),
            "dockets": [one for one in json.loads(row.dockets) if one in cases],
            "source": names.get(row.sha256, row.sha256[:16]),
            "by": people.get(row.by, row.by),
            "position": row.seq,
            "version": row.version_seq,
            "rejected": row.rejected_seq,
        }
        for row in rows
    ]


def names_of_files(db: Database, sight: Sight, digests: Iterable[str]) -> dict[str, str]:
    """What these files are called under an item that is seen; the first of several names."""
    rows = lookups.by_values(db, "item_file", "sha256", sorted(set(digests)))
    items = seeing.seen_items(db, seeing.of_the_office(sight), {row.item for row in rows})
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda one: (one.seq, one.n)):
        if row.item in items:
            found.setdefault(row.sha256, row.name)
    return found


def events_view(db: Database, sight: Sight, docket: str) -> dict[str, Any]:
    """What happened by the facts of a case, in the order in which it did, every source of a time beside the others.

    `events` is a list of {date, first, last, facts}, and `undated` the facts that tell no time. Raises NotFound.
    """
    facts = facts_view(db, sight, docket)["facts"]
    when: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    undated = []
    for one in facts:
        if one["kind"] not in HAPPENED:
            continue
        first, last, date = (told(one, name) for name in ("first", "last", "date"))
        if not (first or last or date):
            undated.append(one)
        else:
            when.setdefault((first or date, last or first or date, date), []).append(one)
    events = [
        {
            "date": date or (first if first == last else ""),
            "first": first,
            "last": last,
            "facts": found,
            "documents": len({fact["sha256"] for fact in found}),
        }
        for (first, last, date), found in sorted(when.items(), key=lambda pair: pair[0])
    ]
    return {"docket": docket, "events": events, "undated": undated}


def sayings_view(db: Database, sight: Sight, docket: str) -> dict[str, Any]:
    """Who said what, when and to whom, by the facts and statements of a case: to the public, and else on record.

    `people` is a list of {name, public, record}, each a list of {day, dated: day of the document, to, words, status,
    chain, fact or statement}. Names are compared whatever their order or accents. Raises NotFound.
    """
    people: dict[str, dict[str, Any]] = {}
    for one in facts_view(db, sight, docket)["facts"]:
        for who in _speakers(one) if one["kind"] in SAID else ():
            _add(people, who, _saying(one), public=one["read_as"] in _PRESS)
    numbers = statements_of_case(db, sight, docket)
    for one in statements_shown(db, sight, lookups.by_values(db, "statement", "statement", numbers)):
        public = one["public"] or one["medium"] in _PUBLIC
        _add(people, one["speaker"], _statement(one), public=public)
    for person in people.values():
        for name in ("public", "record"):
            person[name].sort(key=lambda one: (one["day"] or one["dated"], one["fact"], one["statement"]))
    return {"docket": docket, "people": sorted(people.values(), key=lambda one: str(one["name"]).casefold())}


def told(fact: Mapping[str, Any], name: str) -> str:
    """A particular of a fact that is shown; a list in one line."""
    return ", ".join(one["value"] for one in fact["told"] if one["name"] == name)


def particulars(told_of: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What is told by name, several values of one name in one line."""
    found: dict[str, list[str]] = {}
    for one in told_of:
        found.setdefault(one["name"], []).append(one["value"])
    return {name: ", ".join(values) for name, values in found.items()}


def chain_in_words(chain: Sequence[Mapping[str, Any]]) -> str:
    """A chain of attribution in English: who asserts it, according to whom, out to the document."""
    return ", according to ".join(str(one["who"]) for one in chain)


def statement_of(record: Record, fact: Mapping[str, Any]) -> dict[str, Any]:
    """What the form that records a statement is filled in with, from a fact that quotes somebody.

    Where the layer is the file itself the place is counted in characters; where the map of the layer knows pages, the
    page is the place; else whoever records it names the place.
    """
    press = fact["read_as"] in _PRESS
    source = _place(record, fact)
    return {
        "dockets": fact["dockets"],
        "speaker": told(fact, "speaker") or told(fact, "speaker_words"),
        "said_on": told(fact, "day"),
        "medium": "press" if press else "complaint" if fact["read_as"] == "civil complaint" else "report",
        "venue": told(fact, "venue") or fact["source"],
        "words": fact["words"],
        "exact": fact["kind"] == "quote",
        "public": press,
        "language": "en",
        **({"source": source} if source else {}),
    }


def _place(record: Record, fact: Mapping[str, Any]) -> dict[str, Any]:
    if fact["layer"] == fact["sha256"]:
        return {"sha256": fact["sha256"], "unit": "character", "start": fact["start"], "end": fact["end"]}
    row = record.db.one("text_layer", sha256=fact["sha256"], text=fact["layer"])
    places = json.loads(stored_words(record, row.map) or "{}").get("places", []) if row else []
    for first, after, place in places:
        page = place.get("page")
        if first <= fact["start"] < after and isinstance(page, int) and not isinstance(page, bool):
            return {"sha256": fact["sha256"], "unit": "page", "start": page, "end": page + 1}
    return {}


def _of_case(db: Database, sight: Sight, docket: str) -> list[Row]:
    seeing.case(db, seeing.of_the_office(sight), docket)
    numbers = [row.fact for row in db.rows("fact_case", docket=docket)]
    rows = lookups.by_values(db, "fact", "fact", numbers)
    return sorted(rows, key=lambda row: (row.dated or "", row.layer, row.begins, row.seq))


def _said(row: Row) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "words": row.words,
        "told": [{"name": one["name"], "value": one["value"]} for one in json.loads(row.told)],
        "status": row.status,
        "chain": [{"who": one["who"], "manner": one["manner"]} for one in json.loads(row.chain)],
        "start": row.begins,
        "end": row.ends,
    }


def _add(people: dict[str, dict[str, Any]], who: str, said: dict[str, Any], *, public: bool) -> None:
    key = fold("person", who) or who
    person = people.setdefault(key, {"name": who, "public": [], "record": []})
    person["public" if public else "record"].append(said)


def _speakers(fact: Mapping[str, Any]) -> list[str]:
    """Everybody who says it; where none is known by name, what the document calls them."""
    for name in ("speaker", "by", "speaker_words", "by_words"):
        found = [one["value"] for one in fact["told"] if one["name"] == name]
        if found:
            return found
    return []


def _saying(fact: dict[str, Any]) -> dict[str, Any]:
    return {
        "day": told(fact, "day"),
        "dated": fact["dated"] or "",
        "to": told(fact, "venue"),
        "words": fact["words"],
        "exact": fact["kind"] == "quote",
        "status": fact["status"],
        "chain": fact["chain"],
        "source": fact["source"],
        "sha256": fact["sha256"],
        "layer": fact["layer"],
        "start": fact["start"],
        "end": fact["end"],
        "fact": fact["fact"],
        "statement": "",
    }


def _statement(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "day": one["said_on"],
        "dated": "",
        "to": one["venue"],
        "words": one["words"],
        "exact": one["exact"],
        "status": "stated",
        "chain": [],
        "source": one["medium"],
        "sha256": "",
        "layer": "",
        "start": 0,
        "end": 0,
        "fact": "",
        "statement": one["statement"],
    }


def fact_lines(facts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Facts as rows of a table: number, kind, words, what is told, status, chain, source."""
    for one in facts:
        yield {
            "fact": one["fact"],
            "kind": one["kind"].replace("_", " "),
            "words": one["words"],
            "told": "; ".join(
                f"{name.replace('_', ' ')} {value}" for name, value in particulars(one["told"]).items()
            ),
            "status": one["status"],
            "chain": chain_in_words(one["chain"]),
            "source": one["source"],
        }
