"""What can be found: the documents of one item, case, statement, fact or file.

Of a file three sorts are kept apart. Its text, by layers, and the facts that stand in its own bytes are seen by whoever
may see the file. What it is called stands with the item under which it is called so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from wholefile.core.canonical import encode
from wholefile.core.folding import SUBMITTER
from wholefile.processing.search import words
from wholefile.processing.search.facts import lines_of, mail_date, people_of, writable
from wholefile.processing.search.passages import passages
from wholefile.record.sql import Database, Row

ITEM, CASE, STATEMENT, FACT, FILE = "item", "case", "statement", "fact", "file"
KINDS = ("item", "case", "statement", "fact", "file text", "metadata", "mail")
DAY_MS = 86_400_000
MAIL_KINDS = ("eml", "msg")
_MOST_PLACES = 400  # of a passage; where there are more, the map is read when a hit is shown
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAYS = ("date", "first", "day")  # of what happened, else of what was said
_OF_PEOPLE = (
    "name",
    "variants",
    "speaker",
    "by",
    "against",
    "of",
    "participants",
    "author",
    "whom",
    "seen_by",
)
_MARKED = ("serial", "phone", "plate", "email", "account", "imei", "lot")  # found by a part, too

ReadText = Callable[[str], str]  # a text out of the derived store, by its digest


@dataclass(frozen=True)
class Document:
    """A passage and by what it is found. `about` is added to the text, `people`, `marks`, `dockets`, `items` beside it.

    `start` and `end` are where `text` stands in the layer, description or words.
    """

    realm: str
    object: str
    kind: str
    at: int
    text: str
    title: str = ""
    about: str = ""
    item: str | None = None
    label: str | None = None
    layer: str | None = None
    source: str | None = None
    start: int = 0
    end: int = 0
    places: str | None = None
    people: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    dockets: tuple[str, ...] = ()
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Nothing in it stops a database, whatever a file had in it."""
        for one in fields(self):
            object.__setattr__(self, one.name, writable(getattr(self, one.name)))

    @property
    def stored(self) -> str:
        """The text as it is stored: what is shown, then what is said about it."""
        return f"{self.text}\n{self.about}" if self.about else self.text

    @property
    def extra(self) -> str:
        """The words by which it is found beside those of its text."""
        return " ".join(words.beside_the_text(self))


def documents_of_item(db: Database, voucher: str) -> Iterator[Document]:
    """Voucher, description, identifiers, who brought it, where it was collected, and the cases it was named for."""
    row = db.one("item", item=voucher)
    if row is None:
        return
    found = db.rows("identifier", order=("seq", "n"), item=voucher)
    about = [voucher, row.category, *(f"{one.kind} {one.value}" for one in _once(found))]
    about += [text for text in (row.condition, row.submitter_agency) if text]
    people = [one.value for one in found if one.kind in ("person", SUBMITTER)]
    marks = [voucher, *(one.folded for one in found if one.kind in _MARKED and one.folded)]
    whole = Document(
        ITEM,
        voucher,
        "item",
        row.occurred_at,
        row.description,
        title=voucher,
        about="\n".join(about),
        layer="description",
        people=tuple(dict.fromkeys(people)),
        dockets=tuple(_dockets(db, [voucher])),
        items=(voucher,),
    )
    yield from _in_passages(whole, marks)


def documents_of_case(db: Database, docket: str) -> Iterator[Document]:
    """Docket, title, court, parties, counsel, what is charged or claimed, and where it happened."""
    row = db.one("case_file", docket=docket)
    if row is None:
        return
    parties = db.rows("party", order=("seq",), docket=docket)
    counsel = db.rows("counsel", order=("seq",), docket=docket)
    about = [docket, row.as_printed, row.court, row.kind, row.incident_place or ""]
    about += [f"{one.role} {one.name}" for one in parties]
    about += [f"counsel {one.name}, {one.firm or ''}" for one in counsel]
    about += [
        f"{one.statute} {one.title}" for one in db.rows("charge_count", order=("count",), docket=docket)
    ]
    about += [one.cause_of_action for one in db.rows("claim", order=("claim",), docket=docket)]
    whole = Document(
        CASE,
        docket,
        "case",
        row.at if row.incident_on is None else midnight(row.incident_on),
        row.title,
        title=f"{row.as_printed} {row.title}",
        about="\n".join(one for one in dict.fromkeys(about) if one),
        layer="title",
        people=tuple(dict.fromkeys(one.name for one in (*parties, *counsel))),
        dockets=(docket,),
    )
    yield from _in_passages(whole, [docket])


def documents_of_statement(db: Database, number: str) -> Iterator[Document]:
    """The words, each translation, and who said them to whom and where."""
    row = db.one("statement", statement=number)
    if row is None:
        return
    people = [row.speaker, row.speaker_person, row.taker]
    dockets, items = tuple(json.loads(row.dockets)), tuple(json.loads(row.items))
    about = [number, row.speaker, row.medium, row.venue, row.taker or "", *json.loads(row.facts)]
    whole = Document(
        STATEMENT,
        number,
        "statement",
        midnight(row.said_on),
        row.words,
        title=row.speaker,
        about="\n".join(one for one in about if one),
        layer="words",
        people=tuple(one for one in people if one),
        dockets=dockets,
        items=items,
    )
    yield from _in_passages(whole, [])
    for one in db.rows("translation", order=("seq",), statement=number):
        yield from _in_passages(replace(whole, text=one.words, layer=f"translation {one.seq}"), [])


def documents_of_fact(db: Database, number: str) -> Iterator[Document]:
    """What a document says by a fact that people accepted out of it: its words, all that is told, and through whom.

    The latest version counts. A fact that was taken back is none.
    """
    row = db.one("fact", fact=number)
    if row is None or row.rejected_seq is not None:
        return
    told, chain = json.loads(row.told), json.loads(row.chain)
    people = [one["value"] for one in told if one["name"] in _OF_PEOPLE] + [one["who"] for one in chain]
    day = next((one["value"] for name in _DAYS for one in told if one["name"] == name), "")
    whole = Document(
        FACT,
        number,
        "fact",
        midnight(day) if _WHOLE_DAY.fullmatch(day) else row.at,
        row.words,
        title=row.kind.replace("_", " "),
        about="\n".join(
            [number, row.status, *(one["value"] for one in told), *(one["who"] for one in chain)]
        ),
        layer="words",
        people=tuple(dict.fromkeys(people)),
        dockets=tuple(json.loads(row.dockets)),
        items=tuple(items_holding(db, row.sha256)),
    )
    yield from _in_passages(whole, [number])


def documents_of_file(db: Database, sha256: str, read: ReadText) -> Iterator[Document]:
    """Its text by layers, the facts in its bytes, and its names item by item."""
    content = db.one("content", sha256=sha256)
    items = items_holding(db, sha256)
    if not items:
        return
    stored = db.one("stored_file", sha256=sha256)
    facts, kind = facts_of(db, sha256)
    is_mail = kind in MAIL_KINDS or bool(facts.get("message_id"))
    at = mail_date(facts) if is_mail else None
    whole = Document(
        FILE,
        sha256,
        "mail" if is_mail else "metadata",
        (content.at if content else 0) if at is None else at,
        "\n".join([*lines_of(facts), kind, sha256, *((stored.sha1, stored.md5) if stored else ())]),
        title=str(facts.get("subject", "")),
        layer="facts",
        people=tuple(people_of(facts)),
        dockets=tuple(_dockets(db, items)),
        items=tuple(items),
    )
    yield from _in_passages(whole, [])
    yield from _names(db, whole, items)
    text = replace(whole, kind="mail" if is_mail else "file text", text="", about="")
    for layer in layers_of(db, sha256):
        yield from _layer(text, layer, read)


def items_holding(db: Database, sha256: str) -> list[str]:
    """The items under which a file is held: attached to them, or inside what is."""
    rows = db.query(
        'SELECT "item" FROM "holding" WHERE "sha256" = %s UNION SELECT "item" FROM "item_file" WHERE "sha256" = %s',
        [sha256, sha256],
    )
    return sorted(row[0] for row in rows)


def facts_of(db: Database, sha256: str) -> tuple[dict[str, Any], str]:
    """The facts of a file by all its extractors, later ones adding to earlier, and its kind."""
    facts: dict[str, Any] = {}
    kind = ""
    for row in db.rows("derivation", order=("at", "extractor", "version", "settings"), sha256=sha256):
        facts.update(writable(json.loads(row.facts)))
        kind = row.kind or kind
    return facts, kind


def layers_of(db: Database, sha256: str) -> list[Row]:
    """The text layers that stand: of each extractor those of its latest run that gave any.

    A run of OCR on the pages that the one before it left stands beside that one.
    """
    latest: dict[tuple[str, str], Row] = {}
    for row in db.rows("derivation", order=("at", "version", "settings"), sha256=sha256, layers__gt=0):
        settings = {name: value for name, value in json.loads(row.settings).items() if name != "password"}
        latest[row.extractor, json.dumps(settings)] = row
    return [
        layer
        for row in latest.values()
        for layer in db.rows(
            "text_layer",
            order=("name",),
            sha256=sha256,
            extractor=row.extractor,
            version=row.version,
            settings=row.settings,
        )
    ]


def digest_of(document: Document) -> bytes:
    """What a document is made of, for telling whether it changed."""
    parts = [document.realm, document.object, document.kind, document.at, document.stored, document.extra]
    return encode([str(one) for one in parts])


def midnight(day: str) -> int:
    """The beginning of a day, in milliseconds since 1970 UTC."""
    return int(datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp() * 1000)


def _layer(whole: Document, layer: Row, read: ReadText) -> Iterator[Document]:
    text = read(layer.text)
    if not text:
        return
    found = _Places(json.loads(read(layer.map) or "{}").get("places", []))
    for one in passages(text):
        places = found.within(one.start, one.end)
        yield replace(
            whole,
            text=text[one.start : one.end],
            label=layer.label,
            layer=layer.name,
            source=layer.text,
            start=one.start,
            end=one.end,
            places=json.dumps(places) if len(places) <= _MOST_PLACES else None,
        )


class _Places:
    """The places of a map, handed out to passages in order without looking at each for every passage."""

    def __init__(self, places: Iterable[Sequence[Any]]) -> None:
        self._ahead = sorted(places, key=lambda one: one[0], reverse=True)
        self._reached: list[Sequence[Any]] = []

    def within(self, start: int, end: int) -> list[Sequence[Any]]:
        """Those that have a character from `start` to before `end`; each time further on in the text."""
        while self._ahead and self._ahead[-1][0] < end:
            self._reached.append(self._ahead.pop())
        self._reached = [one for one in self._reached if one[1] > start]
        return list(self._reached)


def _names(db: Database, whole: Document, items: Sequence[str]) -> Iterator[Document]:
    """What the file is called under each item, there and in the containers it lies in."""
    sha256 = whole.object
    attached = db.rows("item_file", order=("seq", "n"), sha256=sha256)
    inside = db.query(
        'SELECT h."item", f."shown" FROM "family" f JOIN "holding" h ON h."sha256" = f."parent" WHERE f."child" = %s',
        [sha256],
    )
    for item in items:
        names = [one.name for one in attached if one.item == item]
        names += [shown for held, shown in inside if held == item]
        if names:
            named = replace(
                whole,
                kind="metadata",
                item=item,
                text="\n".join(dict.fromkeys(names)),
                title=names[0],
                layer="names",
                people=(),
                items=(item,),
                dockets=tuple(_dockets(db, [item])),
            )
            yield from _in_passages(named, [])


def _in_passages(whole: Document, marks: Iterable[str]) -> Iterator[Document]:
    """A record's own text in passages. Its marks go with the first, and with more where there are very many."""
    batches = words.in_batches(marks)
    for one, batch in zip_longest(passages(whole.text), batches):
        if one is None:
            yield replace(whole, text="", about=" ".join(batch), marks=tuple(batch))
            continue
        yield replace(
            whole,
            text=whole.text[one.start : one.end],
            start=one.start,
            end=one.end,
            marks=tuple(batch or ()),
        )


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """One identifier each: a named case stands once for every docket it spells."""
    seen = set()
    for row in rows:
        if (row.kind, row.value) not in seen:
            seen.add((row.kind, row.value))
            yield row


def _dockets(db: Database, items: Sequence[str]) -> list[str]:
    found: set[str] = set()
    for start in range(0, len(items), 500):
        found |= {row.docket for row in db.rows("item_case", item__in=list(items[start : start + 500]))}
    return sorted(found)
