"""Threads of mail: which messages answer each other, by the identifiers that they carry (RFC 5322, section 3.6.4).

Every Message-ID that a message has or names belongs to one thread, also where the message itself is missing; a message
that names identifiers of several threads joins them. So the order in which files come does not matter. Of the
identifiers that a message names 100 count, the oldest twenty and the latest, however many a hostile one lists. Loops
are harmless: nothing is followed but when a thread is shown, and then no message is visited twice.

What was known of a message when it was placed is kept beside the index (`search_object`, realm `thread`), as it is for
files that are found: one that is read anew is placed anew, and where it no longer names what it named, its thread is
put together again from its messages.

A message that carries no identifier at all is put beside others of the same people under the same subject, and that is
said to be a guess.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256 as sha256_of
from typing import Any

from wholefile.core.text_folding import only_words
from wholefile.processing.likeness import text_of, write_pairs
from wholefile.processing.likeness_found import Occurrence, check_seen, occurrences
from wholefile.processing.search.documents import MAIL_KINDS, facts_of
from wholefile.processing.search.facts import mail_date
from wholefile.processing.search.walking import Known, between, next_files, page
from wholefile.record.home import Record
from wholefile.record.sql import Database, Delete, Insert, Row, Update
from wholefile.record.visibility import visible

GUESSED = "guess "  # how the name of a guessed thread begins; no Message-ID holds a blank
_ALONE = "file "
_MOST_NAMED = 100
_OLDEST = 20
_LONGEST_ID = 998  # characters of a line (RFC 5322, section 2.1.1)
_MOST_SHOWN = 2_000
_LOCK = 0x57485448  # an advisory lock of PostgreSQL that only threading takes
_ANSWER = re.compile(
    r"^\s*((re|fw|fwd|aw|wg|sv|vs|ref|tr|rv|antw|odp)\s*(\[\d+\])?\s*[:\uff1a]\s*)+", re.IGNORECASE
)
_PLACED = "thread"  # the realm in which it stands what was known of a message
_KINDS = ", ".join(f"'{one}'" for one in MAIL_KINDS)
_DERIVED = f'SELECT "sha256", SUM("at"), MAX(CASE WHEN "kind" IN ({_KINDS}) THEN 1 ELSE 0 END) FROM "derivation" WHERE'  # noqa: S608
_KNOWN = (
    'SELECT m."sha256", o."derived" FROM "mail_message" m JOIN "search_object" o ON o."object" = m."sha256" '  # noqa: S608
    f'WHERE o."realm" = \'{_PLACED}\' AND m."sha256" >= %s AND m."sha256" <= %s '
    'AND o."object" >= %s AND o."object" <= %s'
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a thread. `depth` counts the messages before it that it answers and that are seen."""

    sha256: str
    message_id: str | None
    subject: str
    sender: str
    sent_at: int | None
    depth: int
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in the order of its dates, those without one last. `missing` counts messages it names and lacks."""

    messages: tuple[Message, ...]
    guessed: bool
    missing: int
    more: bool = False


def index_threads(record: Record, most: int = 500) -> int:
    """Put at most so many messages into their threads; returns how many. 0 means that nothing is left."""
    waiting = next_files(record.db, "threads", _not_placed, most)
    _take_out_changed(record.db, list(waiting))
    for sha256 in waiting:
        _place(record, sha256)
    return len(waiting)


def _not_placed(db: Database, after: str, most: int) -> tuple[Known, str | None]:
    """Of so many files the messages that are in no thread, or were placed as they were read before."""
    derived = page(db, _DERIVED, after, most)
    if not derived:
        return {}, None
    then = between(db, _KNOWN, derived)
    found = {one: (int(at),) for one, (at, is_mail) in derived.items() if is_mail}
    return {one: now for one, now in found.items() if then.get(one) != now}, next(reversed(derived))


def thread_of(record: Record, sha256: str, person: str | None = None) -> Thread:
    """The thread of a message, as far as a person may see it.

    Raises NotFound for a file that is not in the record, may not be seen, or is no message whose thread is known.
    """
    db, sight = record.db, visible(record.db, person)
    own = check_seen(db, sha256, sight)
    row = db.one("mail_message", sha256=sha256)
    if row is None:
        return Thread((Message(sha256, None, "", "", None, 0, own),), guessed=False, missing=0)
    condition, values = sight.file('m."sha256"')
    rows = db.query(
        f'SELECT m."sha256" FROM "mail_message" m WHERE m."thread" = %s AND {condition} '  # noqa: S608
        'ORDER BY m."sent_at" IS NULL, m."sent_at", m."sha256" LIMIT %s',
        [row.thread, *values, _MOST_SHOWN + 1],
    )
    names = [one[0] for one in rows[:_MOST_SHOWN]]
    known = {one.sha256: one for start in range(0, len(names), 500)
             for one in db.rows("mail_message", sha256__in=names[start : start + 500])}  # fmt: skip
    where = occurrences(db, names, sight)
    members = [known[one] for one in names if one in where]
    depth = _depths(members)
    told = {one for member in members for one in json.loads(member.replies_to)}
    there = {member.message_id for member in members}
    messages = tuple(
        Message(
            one.sha256,
            one.message_id,
            one.subject,
            one.sender,
            one.sent_at,
            depth[one.sha256],
            where[one.sha256],
        )
        for one in members
    )
    return Thread(messages, row.thread.startswith(GUESSED), len(told - there), len(rows) > _MOST_SHOWN)


def _place(record: Record, sha256: str) -> None:
    db = record.db
    derived = _derived(db, sha256)
    facts, _ = facts_of(db, sha256)
    own, named = _identifiers(facts)
    content = _content(facts, own, text_of(record, sha256)) or f"{_ALONE}{sha256}"
    with _one_at_a_time(db):
        known = db.one("search_object", realm=_PLACED, object=sha256)
        if known is not None and known.derived == derived and db.exists("mail_message", sha256=sha256):
            return
        _take_out(db, sha256)
        thread = _joined(db, named + ([own] if own else [])) or _guess(facts, sha256)
        copies = db.rows("mail_message", order=("sha256",), limit=1, content=content)
        row = {
            "sha256": sha256,
            "message_id": own,
            "thread": thread,
            "replies_to": json.dumps(named),
            "subject": str(facts.get("subject", "")),
            "sender": _sender(facts),
            "sent_at": mail_date(facts),
            "content": content,
        }
        placed = {
            "realm": _PLACED,
            "object": sha256,
            "digest": "",
            "derived": derived,
            "held": 0,
            "claim": "",
        }
        db.execute([Insert("mail_message", row), Insert("search_object", placed)])
        write_pairs(db, [(sha256, one.sha256, "message", 1000) for one in copies])


def _derived(db: Database, sha256: str) -> int:
    """By what it is told that a file was read again."""
    [(derived,)] = db.query('SELECT COALESCE(SUM("at"), 0) FROM "derivation" WHERE "sha256" = %s', [sha256])
    return int(derived)


def _take_out(db: Database, sha256: str) -> None:
    """Forget a message; the identifiers that it named stay joined."""
    db.execute([
        Delete("mail_message", {"sha256": sha256}),
        Delete("search_object", {"realm": _PLACED, "object": sha256}),
        Delete("alike", {"first": sha256, "how": "message"}),
        Delete("alike", {"second": sha256, "how": "message"}),
    ])  # fmt: skip


def _take_out_changed(db: Database, files: Sequence[str]) -> None:
    """Of these messages forget those that no longer name what they named, and part the threads that they held.

    All at once, since each thread is put together again from all its other messages.
    """
    with _one_at_a_time(db):
        threads = set()
        for start in range(0, len(files), 500):
            for row in db.rows("mail_message", sha256__in=list(files[start : start + 500])):
                own, named = _identifiers(facts_of(db, row.sha256)[0])
                if _said_by(row) - {own, *named}:
                    threads.add(row.thread)
                    _take_out(db, row.sha256)
        for thread in sorted(threads):
            db.execute([Delete("mail_reference", {"thread": thread})])
        for thread in sorted(threads):
            for row in db.rows("mail_message", order=("sha256",), thread=thread):
                joined = _joined(
                    db, [*json.loads(row.replies_to), *([row.message_id] if row.message_id else [])]
                )
                if joined:
                    db.execute([Update("mail_message", {"thread": joined}, {"sha256": row.sha256})])


def _said_by(row: Row) -> set[str]:
    """All identifiers that a message had or named when it was placed."""
    return {*json.loads(row.replies_to), *([row.message_id] if row.message_id else [])}


def _identifiers(facts: Mapping[str, Any]) -> tuple[str | None, list[str]]:
    """The message's own identifier, and those it names, the oldest first."""
    own = facts.get("message_id")
    own = own.strip()[:_LONGEST_ID] if isinstance(own, str) and own.strip() else None
    named: list[str] = []
    for key in ("references", "in_reply_to"):
        said = facts.get(key)
        said = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        named += [one.strip()[:_LONGEST_ID] for one in said if isinstance(one, str) and one.strip()]
    named = [one for one in dict.fromkeys(named) if one != own]
    if len(named) > _MOST_NAMED:
        named = named[:_OLDEST] + named[_OLDEST - _MOST_NAMED :]
    return own, named


def _joined(db: Database, named: Sequence[str]) -> str | None:
    """The thread of these identifiers; where they were in several, these are one from now on."""
    if not named:
        return None
    known: dict[str, str] = {
        row.message_id: row.thread for row in db.rows("mail_reference", message_id__in=list(named))
    }
    thread = known.get(named[0], named[0])
    others = sorted(set(known.values()) - {thread})
    moved = [(thread, one) for one in others]
    db.run_many('UPDATE "mail_reference" SET "thread" = %s WHERE "thread" = %s', moved)
    db.run_many('UPDATE "mail_message" SET "thread" = %s WHERE "thread" = %s', moved)
    fresh = [(one, thread) for one in named if one not in known]
    db.insert_many("mail_reference", ("message_id", "thread"), fresh)
    return thread


def _guess(facts: Mapping[str, Any], sha256: str) -> str:
    """The thread of a message without identifiers: the people and the subject, or else itself."""
    subject = " ".join(only_words(_ANSWER.sub("", str(facts.get("subject", "")))))
    people = sorted({one for key in ("from", "to", "cc") for one in _addresses(facts, key)})
    if not subject or not people:
        return f"{_ALONE}{sha256}"
    return GUESSED + sha256_of(json.dumps([subject, people]).encode()).hexdigest()[:32]


def _content(facts: Mapping[str, Any], own: str | None, text: str) -> str | None:
    """A digest of what makes two files one message: identifier, people, subject, date, words; not how it travelled."""
    people = [sorted(set(_addresses(facts, key))) for key in ("from", "to", "cc")]
    date = facts.get("date") if facts.get("date") is not None else facts.get("date_raw")
    words = " ".join(only_words(text))
    if not (own or words or facts.get("subject")):
        return None  # it says nothing by which it could be another's copy
    parts = [own, *people, facts.get("subject"), date, words]
    return sha256_of(json.dumps(parts).encode()).hexdigest()


def _addresses(facts: Mapping[str, Any], key: str) -> Iterator[str]:
    said = facts.get(key)
    for one in said if isinstance(said, list) else ():
        if isinstance(one, Mapping) and (told := one.get("address") or one.get("name")):
            yield str(told).casefold()


def _sender(facts: Mapping[str, Any]) -> str:
    said = facts.get("from")
    first = said[0] if isinstance(said, list) and said and isinstance(said[0], Mapping) else {}
    name, address = str(first.get("name") or ""), str(first.get("address") or "")
    return f"{name} <{address}>" if name and address else name or address


def _depths(members: Sequence[Row]) -> dict[str, int]:
    """How deep each message stands below those that it answers, directly or through messages that are missing."""
    by_id = {one.message_id: one for one in reversed(members) if one.message_id}
    parents: dict[str, str | None] = {}
    for one in members:
        named = [by_id[name] for name in json.loads(one.replies_to) if name in by_id]
        parents[one.sha256] = named[-1].sha256 if named and named[-1].sha256 != one.sha256 else None
    depth: dict[str, int] = {}
    for one in members:
        path: list[str] = []
        at: str | None = one.sha256
        while at is not None and at not in depth and at not in path:
            path.append(at)
            at = parents[at]
        above = depth[at] if at is not None and at in depth else -1
        for number, name in enumerate(reversed(path), 1):
            depth[name] = above + number
    return depth


@contextmanager
def _one_at_a_time(db: Database) -> Iterator[None]:
    """A transaction in which nobody else joins threads."""
    with db.atomic():
        if db.vendor != "sqlite":
            db.query("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield
