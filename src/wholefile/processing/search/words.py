"""The words of the index, the same on both databases, and how each database is given and asked them.

Words are folded by `core.text_folding` before they reach a database, so neither has a say in what a word is: SQLite's
FTS5 parts them at blanks, PostgreSQL is handed finished lexemes with their places. Beside the words of a text stand
words that no text can hold, since they begin with a private character:

    key     what it is about: its kind, its cases, its items; so a filter costs no more than a word
    title   the words of its title again, by which titles come first
    person  the words of those who speak, wrote or received
    mark    three characters of an identifier at a time, in a row: a part of it is then a phrase of them

Invariant: nothing that somebody typed reaches a database as syntax; every word in a question is folded or made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from wholefile.core.folding import fold
from wholefile.core.text_folding import only_words, stands_alone
from wholefile.record.sql import Database

if TYPE_CHECKING:
    from wholefile.processing.search.documents import Document

KEY, TITLE, PERSON, MARK = "\ue000", "\ue001", "\ue002", "\ue003"
_GAP = KEY  # a word by itself between rows, over which no phrase reaches
_GRAM = 3
SHORTEST_MARK = 4
_LONGEST_MARK = 120
_MOST_GRAMS = 3_000  # in one document
_MARK_KINDS = ("account", "serial", "phone", "imei", "email")  # one of each way of folding
_NOT_IN_A_MARK = re.compile(r"[\W_]+")


class Phrase(NamedTuple):
    """Words that follow each other; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    def marked(self, sort: str) -> Phrase:
        """The same among the words of a sort."""
        return Phrase(tuple(sort + one for one in self.words), self.prefix)


def key(what: str, value: str) -> str:
    """The word for a kind, a case or an item."""
    return f"{KEY}{what[0]}{sha256(f'{what} {value}'.encode()).hexdigest()[:14]}"


def beside_the_text(document: Document) -> list[str]:
    """The words of a document beside those of its text."""
    found = [_GAP, key("kind", document.kind)]
    found += [key("case", one) for one in document.dockets]
    found += [key("item", one) for one in document.items]
    found += [TITLE + one for one in only_words(document.title)[:200]]
    for name in document.people:
        found += [_GAP, *(PERSON + one for one in only_words(name)[:50])]
    for mark in document.marks:
        found += [_GAP, *grams(mark)]
    return found


def grams(mark: str) -> list[str]:
    """The row of words of an identifier or of a part of one; empty below three characters."""
    plain = _plain_mark(mark)
    return [MARK + plain[at : at + _GRAM] for at in range(len(plain) - _GRAM + 1)]


def in_batches(marks: Iterable[str]) -> list[list[str]]:
    """Marks in batches of which each fits into one document."""
    found: list[list[str]] = []
    room = 0
    for one in dict.fromkeys(marks):
        size = len(_plain_mark(one))
        if size > room or not found:
            found.append([])
            room = _MOST_GRAMS
        found[-1].append(one)
        room -= size
    return found


def parts_of_marks(typed: str) -> list[str]:
    """What was typed, as it may stand in an identifier of some kind; empty where it is too short to say anything."""
    forms = [_plain_mark(fold(kind, typed)) for kind in _MARK_KINDS]
    return [one for one in dict.fromkeys(forms) if len(one) >= SHORTEST_MARK]


def of_document(text: str, more: str) -> str:
    """All words of a document in a row, parted by blanks."""
    return f"{' '.join(only_words(text))} {more}"


def lexemes(row: str) -> str:
    """The same as PostgreSQL's tsvector (documentation, 8.11): each word with its places."""
    places: dict[str, list[int]] = {}
    for at, one in enumerate(row.split(), 1):
        places.setdefault(one, []).append(at)
    return " ".join(f"'{one}':{','.join(map(str, at))}" for one, at in places.items())


class Asked(NamedTuple):
    """A question in words: in each group one of the phrases must stand, none of `without`, and one of each keys."""

    groups: tuple[tuple[Phrase, ...], ...]
    without: tuple[Phrase, ...] = ()

    def for_sqlite(self) -> str:
        """The question for FTS5 (documentation, full-text query syntax)."""
        said = " AND ".join(f"({' OR '.join(map(_for_fts, one))})" for one in self.groups)
        if not self.without:
            return said
        return f"({said}) NOT ({' OR '.join(map(_for_fts, self.without))})"

    def for_postgres(self) -> str:
        """The question as a tsquery."""
        said = " & ".join(f"({' | '.join(map(_for_tsquery, one))})" for one in self.groups)
        if not self.without:
            return said
        return f"({said}) & !({' | '.join(map(_for_tsquery, self.without))})"

    def titles(self) -> Asked:
        """The same, asked of titles."""
        return Asked(tuple(tuple(map(_in_title, group)) for group in self.groups), self.without)


def planned_anew(db: Database, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of a statement that is planned for these values: a plan good for a rare word is a bad one for a common word.

    PostgreSQL would otherwise keep one plan for all questions of a shape (documentation, PREPARE).
    """
    if db.vendor == "sqlite":
        return db.query(sql, values)
    import psycopg  # noqa: PLC0415  # only where PostgreSQL is used

    db.flush()
    return list(psycopg.Cursor(db.raw()).execute(sql, values, prepare=False).fetchall())


def _in_title(phrase: Phrase) -> Phrase:
    return phrase if phrase.words[0][0] in (KEY, PERSON, MARK) else phrase.marked(TITLE)


def _for_fts(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"' + (" *" if phrase.prefix else "")


def _for_tsquery(phrase: Phrase) -> str:
    last = len(phrase.words) - 1
    parts = [f"'{one}'{':*' if phrase.prefix and at == last else ''}" for at, one in enumerate(phrase.words)]
    return f"({' <-> '.join(parts)})" if last else parts[0]


def spelled_together(words: Sequence[str]) -> bool:
    """Whether these words are one run of characters without spaces."""
    return all(map(stands_alone, words))


def _plain_mark(mark: str) -> str:
    return _NOT_IN_A_MARK.sub("", mark).lower()[:_LONGEST_MARK]
