"""The text of a file with what a reading proposes of it, in place, and what people made of each proposal in one case.

Whoever may see the file and one of the cases it belongs to sees this. A proposal that was accepted is shown as the
latest version of the fact says, at its place; a fact whose proposal no reading makes any more stands there too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.actions.fact_versions import version_of
from wholefile.actions.proposals import (
    Proposals,
    check_told,
    kept_proposals,
    layer_of,
    layer_words,
    proposals_of,
)
from wholefile.core.errors import NotFound
from wholefile.processing.search.documents import items_holding
from wholefile.reading.facts import Fact
from wholefile.record.home import Record
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.files import check_seen, layer_shown
from wholefile.showing.page_places import has_pages, page_at, pages_within
from wholefile.showing.text_jumps import page_count, pages_told, place_of
from wholefile.showing.texts import TOO_FINE, place_words

WINDOW = 12_000  # characters
MOST_SHOWN = 300  # facts of a window
READ_AT_ONCE = 150_000  # characters that are read while somebody waits
STATES = ("proposed", "accepted", "rejected")
_MOST_PLACES = 300
_MOST_OVER = 8  # facts told of one stretch


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the page: the case, the text, as what it is read, which facts, and where the window begins.

    That is at a page, at a line of it or of the text, at a fact, or at a character; the first that is told.
    """

    docket: str = ""
    layer: str = ""
    read_as: str = ""
    dated: str = ""
    kind: str = ""
    state: str = ""
    status: str = ""
    at: int = 0
    fact: str = ""
    on_page: int = 0
    line: int = 0


def dockets_of_file(db: Database, sight: Sight, sha256: str) -> list[str]:
    """The cases that are seen to which the file belongs, sorted."""
    office = seeing.of_the_office(sight)
    items = seeing.seen_items(db, office, items_holding(db, sha256))
    rows = db.rows("item_case", item__in=sorted(items)) if items else []
    return sorted(seeing.seen_cases(db, office, {row.docket for row in rows}))


def reader_view(record: Record, sight: Sight, sha256: str, asked: Asked) -> dict[str, Any]:
    """The text with its facts in place; `waiting` when it was not read yet and is too long to be read at once.

    Raises NotFound for a file or a text of it that does not exist or is not seen, and for a case that the file does
    not belong to or that is not seen; Invalid for a kind of document or a day that is none.
    """
    db, office = record.db, seeing.of_the_office(sight)
    check_seen(db, office, sha256)
    check_told(asked.read_as, asked.dated)
    dockets = dockets_of_file(db, sight, sha256)
    docket = asked.docket or (dockets[0] if dockets else "")
    if docket not in dockets:
        raise NotFound("case.unknown", f"There is no case {docket}.")
    row = layer_of(db, sha256, asked.layer)
    words = layer_words(record, row.text)
    found = _found(record, row.text, len(words), asked)
    facts = _facts(db, words, row.text, docket, found)
    places = json.loads(layer_words(record, row.map) or "{}").get("places", [])
    named = next((one for one in facts if asked.fact and asked.fact in (one["identity"], one["fact"])), None)
    first = _first(words, places, asked, named)
    until = min(len(words), first + WINDOW)
    fit = [one for one in facts if _fits(one, asked)]
    inside = [one for one in fit if one["start"] < until and one["end"] > first]
    shown = inside[:MOST_SHOWN]
    for one in shown:
        one["place"] = _place_at(places, one["start"])
        one["page"] = page_at(places, one["start"])
    named = named if any(one is named for one in shown) else None
    pages = pages_within(places, first, until)
    return {
        "sha256": sha256,
        "docket": docket,
        "dockets": dockets,
        "layer": layer_shown(row),
        "waiting": found is None,
        "read_as": found.kind if found else "",
        "day": found.day if found else "",
        "day_source": found.day_source if found else "",
        "version": found.version if found else "",
        "skipped": list(found.skipped) if found else [],
        "flags": list(found.flags) if found else [],
        "counts": {
            name: dict(sorted(Counter(one[name] for one in facts).items()))
            for name in ("kind", "state", "status")
        },
        "total": len(facts),
        "fit": len(fit),
        "facts": shown,
        "more": len(inside) - len(shown),
        "parts": list(_parts(words, first, until, shown, places)),
        "paged": has_pages(db, sha256),
        "named": named,
        "page": page_at(places, named["start"] if named else first) or (pages[0] if pages else 1),
        "pages": pages,
        "page_count": page_count(db, sha256, places),
        "pages_told": pages_told(places),
        "start": first,
        "until": until,
        "earlier": max(0, first - WINDOW) if first else None,
        "later": until if until < len(words) else None,
    }


def _first(words: str, places: Sequence[Any], asked: Asked, named: Mapping[str, Any] | None) -> int:
    """The character with which the window begins. Raises NotFound for a page or line that is not there."""
    if asked.on_page or asked.line:
        return place_of(words, places, page=asked.on_page, line=asked.line)
    if asked.fact:
        return max(0, (named["start"] if named else asked.at) - WINDOW // 10)
    return max(0, min(asked.at, len(words) - 1))


def _found(record: Record, layer: str, length: int, asked: Asked) -> Proposals | None:
    if length > READ_AT_ONCE:
        return kept_proposals(record.db, layer, read_as=asked.read_as, dated=asked.dated)
    return proposals_of(record, layer, read_as=asked.read_as, dated=asked.dated)


def _facts(
    db: Database, words: str, layer: str, docket: str, found: Proposals | None
) -> list[dict[str, Any]]:
    """What was proposed with what became of it in this case, and facts of the case that are proposed no more."""
    standing, rejected = _decided(db, layer, docket)
    shown = []
    for fact in found.facts if found else ():
        identity = fact.identity
        row = standing.pop(identity, None)
        version = version_of(words, fact, found) if row is None and found else {}
        state = "accepted" if row else "rejected" if identity in rejected else "proposed"
        shown.append(_one(fact, identity, row or {}, version, state))
    for identity, row in standing.items():
        shown.append(_one(None, identity, row, {}, "accepted"))
    return sorted(shown, key=lambda one: (one["start"], -one["end"], one["identity"]))


def _decided(db: Database, layer: str, docket: str) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Of this case, the facts that stand by their proposals, and the proposals that were rejected."""
    standing = {
        row.proposal: {
            "fact": row.fact, "start": row.begins, "end": row.ends, "words": row.words, "kind": row.kind,
            "told": json.loads(row.told), "status": row.status, "chain": json.loads(row.chain), "rule": row.rule,
            "corrected": row.corrected or row.version_seq != row.seq,
        }
        for row in db.rows("fact", layer=layer, rejected_seq=None)
        if docket in json.loads(row.dockets)
    }  # fmt: skip
    rows = db.rows("fact_rejection", layer=layer)
    return standing, {row.proposal for row in rows if docket in json.loads(row.dockets)}


def _one(
    fact: Fact | None, identity: str, row: Mapping[str, Any], version: Mapping[str, Any], state: str
) -> dict[str, Any]:
    said = row or {**version, "start": version["source"]["start"], "end": version["source"]["end"]}
    return {
        "identity": identity,
        "anchor": identity.replace(":", "-"),
        "fact": row.get("fact", ""),
        "state": state,
        "corrected": row.get("corrected", False),
        "rule": row.get("rule") or (fact.rule if fact else ""),
        "flags": list(fact.flags) if fact else [],
        "told": [{"name": one["name"], "value": one["value"]} for one in said["told"]],
        "chain": [{"who": one["who"], "manner": one["manner"]} for one in said["chain"]],
        **{name: said[name] for name in ("kind", "words", "status", "start", "end")},
    }


def _fits(one: Mapping[str, Any], asked: Asked) -> bool:
    return all(
        wanted in ("", one[name])
        for name, wanted in (("kind", asked.kind), ("state", asked.state), ("status", asked.status))
    )


def _place_at(places: Sequence[Any], position: int) -> str:
    found: dict[str, Any] = {}
    for first, after, place in places:
        if first <= position < after:
            found.update({name: value for name, value in place.items() if name not in TOO_FINE})
    return place_words(found)


def _parts(
    words: str, first: int, until: int, facts: Sequence[Mapping[str, Any]], places: Sequence[Any]
) -> Iterator[dict[str, Any]]:
    """The window cut wherever a fact begins or ends or a page begins; of each stretch the facts it bears.

    The shortest fact of a stretch is the one it is marked as. `begins` are those that begin there, so that each has
    one place to which a link leads.
    """
    starts: dict[int, list[str]] = {}
    for begin, _, place in places:
        coarse = {name: value for name, value in place.items() if name not in TOO_FINE}
        if coarse and first <= begin < until and len(starts) < _MOST_PLACES:
            starts.setdefault(begin, []).append(place_words(coarse))
    cuts = {first, until, *starts}
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    for number, one in enumerate(facts):
        begin, end = max(first, one["start"]), min(until, one["end"])
        cuts |= {begin, end}
        opens.setdefault(begin, []).append(number)
        closes.setdefault(end, []).append(number)
    open_now: set[int] = set()
    edges = sorted(cuts)
    for at, begin in enumerate(edges[:-1]):
        open_now -= set(closes.get(begin, ()))
        open_now |= set(opens.get(begin, ()))
        over = sorted(open_now, key=lambda n: (facts[n]["end"] - facts[n]["start"], n))
        inner = next((facts[n] for n in over if facts[n]["kind"] != "check"), None)
        yield {
            "text": words[begin : edges[at + 1]],
            "kind": inner["kind"] if inner else "",
            "state": inner["state"] if inner else "",
            "over": [facts[n]["anchor"] for n in over[:_MOST_OVER]],
            "begins": [facts[n]["anchor"] for n in opens.get(begin, ())],
            "place": ", ".join(starts.get(begin, ())),
        }
