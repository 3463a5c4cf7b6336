"""Answering a question: what fits it and may be seen by who asks, the most relevant or the newest first.

The filter of `record.visibility` is a condition of the query itself, so no count, snippet or order tells of anything
else.

Ranking. The newest 100 that fit, and the newest 50 that have the words in their title, are weighed by their own words
(`weighing`), those with the words in their title before the others. Where more fit, the rest follow by age, which is
said (`ranked` is false). The databases' own rankings read every hit in the record: in 200,000 records a common word
takes SQLite's bm25 some forty times as long as this. Words are met within one passage of some 8,000 characters, about
three pages.

Speed (benchmarks/search.py). What is read grows with the rows of the index that words have in common, not with the
record, and stops at 1,000. Dear are, on both databases, rare combinations of common words, a beginning of two or three
letters, and on PostgreSQL a phrase of common words, whose neighbourhood it checks row by row; these pass 10 ms in
large records.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.core.errors import Invalid, NotFound
from wholefile.core.text_folding import only_words
from wholefile.processing.search import words
from wholefile.processing.search.documents import CASE, DAY_MS, FACT, FILE, ITEM, KINDS, STATEMENT
from wholefile.processing.search.naming import Named, named
from wholefile.processing.search.question import Question, read_question
from wholefile.processing.search.spans import snippet
from wholefile.processing.search.store import first_of_day
from wholefile.processing.search.weighing import weigh
from wholefile.processing.search.words import Asked, planned_anew
from wholefile.processing.search.writing import read_text
from wholefile.record.home import Record
from wholefile.record.sql import Database, Row
from wholefile.record.visibility import Condition, Sight, visible

COUNTED = 1_000  # up to so many that fit are counted
WEIGHED = 100
_TITLES = 50
_AT_ONCE = 500
SORTS = ("relevance", "newest")
_MOST = 200  # results in one answer


@dataclass(frozen=True, slots=True)
class Filters:
    """Where to look: kinds of `documents.KINDS`, one case, one item, who spoke or wrote, and from when to before when.

    Instants are milliseconds since 1970 UTC: of an item when it came, of a case the day of its incident, of a
    statement the day it was said, of a fact the day of which it tells, of a mail when it was sent, of another file
    when it came. `mark` is part of an
    identifier.
    """

    kinds: tuple[str, ...] = ()
    docket: str | None = None
    item: str | None = None
    person: str | None = None
    since: int | None = None
    until: int | None = None
    mark: str | None = None

    def keys(self) -> list[list[str]]:
        """The words of the index that stand for these filters."""
        unknown = [one for one in self.kinds if one not in KINDS]
        if unknown:
            raise Invalid("search.kind", f"There is no kind {unknown[0]!r}; there are {', '.join(KINDS)}.")
        found = [[words.key("kind", one) for one in self.kinds]] if self.kinds else []
        found += [[words.key("case", self.docket)]] if self.docket else []
        found += [[words.key("item", self.item)]] if self.item else []
        return found


@dataclass(frozen=True, slots=True)
class Result:
    """One passage that fits: what it is of, where the hit stands, and the words around it.

    `items` and `dockets` are those that may be seen. `layer` names the text in which `start` and `end` count characters
    (a layer of a file, a description, the words of a statement or fact); without one they are None. `source` is the
    digest of the text of a layer, `where` the place in the file, such as {"page": 3}.
    """

    kind: str
    object: str
    items: tuple[str, ...]
    dockets: tuple[str, ...]
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    label: str | None
    layer: str | None
    source: str | None
    start: int | None
    end: int | None
    where: Mapping[str, Any]
    score: float
    at: int


@dataclass(frozen=True, slots=True)
class Found:
    """An answer. `total` counts what fits, up to `COUNTED`; with `more` there are more. Without `ranked`, see above."""

    results: tuple[Result, ...] = ()
    total: int = 0
    more: bool = False
    ranked: bool = True


@dataclass(frozen=True)
class _Query:
    """One question on its way to the database."""

    db: Database
    asked: Asked
    sight: Sight
    ids: tuple[int | None, int | None]
    at: tuple[int | None, int | None]

    def numbers(self, asked: Asked, most: int) -> list[int]:
        """The newest documents that fit, the newest first."""
        sql, values = self._select(asked)
        return [row[0] for row in planned_anew(self.db, f"{sql} ORDER BY 1 DESC LIMIT %s", [*values, most])]

    def _select(self, asked: Asked) -> tuple[str, list[Any]]:
        sight, allowed = _sight(self.sight)
        conditions: list[str] = []
        values: list[Any] = []
        if self.db.vendor == "sqlite":
            number, said = "search_words.rowid", asked.for_sqlite()
            tables = "search_words"
            conditions.append("search_words MATCH %s")
            if sight or any(one is not None for one in self.at):
                tables += " CROSS JOIN search_document d ON d.id = search_words.rowid"
        else:
            number, said = "d.id", asked.for_postgres()
            tables = "search_document d"
            conditions.append("d.words @@ %s::tsquery")
        values.append(said)
        for column, (least, below) in ((number, self.ids), ("d.at", self.at)):
            for bound, operator in ((least, ">="), (below, "<")):
                if bound is not None:
                    conditions.append(f"{column} {operator} %s")
                    values.append(bound)
        if sight:
            conditions.append(sight)
            values += allowed
        return f"SELECT {number} FROM {tables} WHERE {' AND '.join(conditions)}", values  # noqa: S608


def search(  # how to ask
    record: Record,
    typed: str,
    filters: Filters | None = None,
    *,
    person: str | None = None,
    sort: str = "relevance",
    most: int = 20,
    sight: Sight | None = None,
) -> Found:
    """What fits a question and may be seen by a person; with nobody named, by the office itself.

    `sight` stands instead of a person's own where they let another system see less.

    Raises Invalid for a question that cannot be read or says nothing, and for a sort or kind that does not exist.
    """
    filters = filters or Filters()
    if sort not in SORTS:
        raise Invalid("search.sort", f"There is no order {sort!r}; there are {' and '.join(SORTS)}.")
    question = read_question(typed, filters.mark)
    keys = filters.keys()
    sight = visible(record.db, person) if sight is None else sight
    asked = question.asked([*keys, *_only(sight)], [filters.person] if filters.person else [])
    if not (question.groups or keys or only_words(filters.person or "")):
        raise Invalid("search.empty", "Say a word to look for, or a case, an item, a person or a kind.")
    if sight.nothing or not _filters_seen(record.db, filters, sight):
        return Found()
    since, until = filters.since, filters.until
    ids = (
        None if since is None else first_of_day(since),
        None if until is None else first_of_day(until + DAY_MS - 1 if until > 0 else DAY_MS),
    )
    query = _Query(record.db, asked, sight, ids, (since, until))
    most = max(1, min(most, _MOST))
    newest = query.numbers(asked, COUNTED + 1)
    scores: dict[int, float] = {}
    if sort == "relevance" and question.groups:
        scores = _weighed(query, question, newest)
    chosen = sorted(scores, key=lambda one: (scores[one], one), reverse=True)
    chosen += [one for one in newest[: most + len(scores)] if one not in scores]
    return Found(
        tuple(_results(record, chosen[:most], scores, question, sight)),
        min(len(newest), COUNTED),
        len(newest) > COUNTED,
        sort == "newest" or len(newest) <= WEIGHED,
    )


def _filters_seen(db: Database, filters: Filters, sight: Sight) -> bool:
    """Whether the case and the item that are asked within may be seen themselves.

    A file that a person may see can lie in others too: an answer within those would tell that it does.
    """
    for value, seen in ((filters.docket, sight.case), (filters.item, sight.item)):
        condition, values = seen('w."value"')
        sql = f'SELECT 1 FROM (SELECT CAST(%s AS TEXT) AS "value") w WHERE {condition}'  # noqa: S608
        if value is not None and not db.query(sql, [value, *values]):
            return False
    return True


def _weighed(query: _Query, question: Question, newest: Sequence[int]) -> dict[int, float]:
    """How well the newest fit, and those with the words in their title, which weigh more than any other."""
    titles = set(query.numbers(query.asked.titles(), _TITLES)) if len(newest) > 1 else set()
    candidates = sorted({*newest[:WEIGHED], *titles})
    texts: dict[int, str] = {}
    for start in range(0, len(candidates), _AT_ONCE):
        part = candidates[start : start + _AT_ONCE]
        marks = ", ".join(["%s"] * len(part))
        texts.update(
            query.db.query(f'SELECT "id", "text" FROM "search_document" WHERE "id" IN ({marks})', part)  # noqa: S608
        )
    weights = weigh(list(texts.values()), question)
    best = 1.0 + max(weights, default=0.0)
    return {one: weight + best * (one in titles) for one, weight in zip(texts, weights, strict=True)}


def _only(sight: Sight) -> list[list[str]]:
    """Where a person sees certain cases only, their keys: the index then need not be asked for others at all."""
    dockets = sight.only_dockets
    if dockets is None or not 0 < len(dockets) <= 50:
        return []
    return [[words.key("case", one) for one in dockets]]


def _sight(sight: Sight) -> Condition:
    """The condition for documents `d`; empty where everything is seen."""
    if sight.everything:
        return "", []
    file, in_file = sight.file("d.object")
    under, in_item = sight.item("d.item")
    parts = [
        (ITEM, *sight.item("d.object")),
        (CASE, *sight.case("d.object")),
        (STATEMENT, *sight.statement("d.object")),
        (FACT, *sight.fact("d.object")),
        (FILE, f"({file} AND (d.item IS NULL OR {under}))", [*in_file, *in_item]),
    ]
    said = " ".join(f"WHEN '{realm}' THEN {sql}" for realm, sql, _ in parts)
    return f"CASE d.realm {said} ELSE 1 = 0 END", [one for _, _, values in parts for one in values]


def _results(
    record: Record, chosen: Sequence[int], scores: Mapping[int, float], question: Question, sight: Sight
) -> list[Result]:
    if not chosen:
        return []
    rows = {row.id: row for row in record.db.rows("search_document", id__in=list(chosen))}
    documents = [rows[one] for one in chosen if one in rows]
    names = named(record.db, documents, sight)
    found: list[Result] = []
    shown: set[tuple[str, str | None, int, int]] = set()
    for row in documents:
        one = _result(record, row, scores.get(row.id, 0.0), question, names[row.id])
        # Two passages share some characters; a hit in them is shown once.
        place = (one.object, one.source, one.start or 0, one.end or 0)
        if one.source is None or place not in shown:
            found.append(one)
        shown.add(place)
    return found


def _result(record: Record, row: Row, score: float, question: Question, names: Named) -> Result:
    hit = snippet(row.text, question)
    inside = 0 < hit.end <= row.end - row.start
    start, end = (row.start + hit.start, row.start + hit.end) if inside else (None, None)
    return Result(
        row.kind,
        row.object,
        names.items,
        names.dockets,
        names.title,
        hit.text,
        hit.marks,
        row.label,
        row.layer if inside else None,
        row.source,
        start,
        end,
        where(record, row, start) if row.source and start is not None else {},
        round(score, 6),
        row.at,
    )


def where(record: Record, row: Row, start: int) -> dict[str, Any]:
    """The place in the file where a character of a layer stands, as its map says it; empty where it says nothing."""
    places = json.loads(row.places) if row.places is not None else _places_of_map(record, row)
    found: dict[str, Any] = {}
    for first, after, place in places:
        if first <= start < after:
            found.update(place)
    return found


def _places_of_map(record: Record, row: Row) -> list[Any]:
    layer = record.db.rows("text_layer", limit=1, text=row.source, sha256=row.object)
    if not layer:
        return []
    try:
        places: list[Any] = json.loads(read_text(record, layer[0].map)).get("places", [])
    except NotFound:
        return []
    return places
