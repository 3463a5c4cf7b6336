"""Statements: exact words with their source, translations, attestation, and two statements side by side."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Unpack

from wholefile.actions.recording import Body, Remarks, record_numbered, record_with
from wholefile.actions.signing import Signer
from wholefile.actions.sources import check_words
from wholefile.core.folding import fold
from wholefile.record import lookups
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.sql import Database, Row


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the two texts, in words: `same`, or what stands in the first and what in the second."""

    same: bool
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two statements beside each other; `first` is the one said earlier.

    `unverified` are numbers of those that a machine took down and nobody attested, `paraphrased` of those
    that do not give exact words.
    """

    first: Row
    second: Row
    same_speaker: bool
    same_language: bool
    days_apart: int
    items: tuple[str, ...]
    facts: tuple[str, ...]
    unverified: tuple[str, ...]
    paraphrased: tuple[str, ...]
    differences: tuple[Difference, ...]
    inconsistencies: tuple[Row, ...]


def record_statement(  # noqa: PLR0913 - a statement has as many particulars
    record: Record,
    *,
    dockets: Sequence[str],
    speaker: str,
    said_on: str,
    medium: str,
    venue: str,
    words: str,
    by: Signer,
    exact: bool = True,
    source: dict[str, Any] | None = None,
    oath: bool = False,
    public: bool = False,
    language: str = "en",
    machine: bool | None = None,
    speaker_person: str | None = None,
    taker: str | None = None,
    items: Sequence[str] | None = None,
    facts: Sequence[str] | None = None,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Record what somebody said; returns the number of the statement.

    Exact words are compared with the text at their place in the source before anybody signs (rule T1;
    `sources.find_words` gives the place). Raises Unprocessable when they are not what stands there.
    """
    if exact and source is not None:
        check_words(record, words, source)
    body: Body = {
        "dockets": list(dockets),
        "speaker": speaker,
        "speaker_person": speaker_person,
        "taker": taker,
        "said_on": said_on,
        "medium": medium,
        "venue": venue,
        "oath": oath,
        "public": public,
        "exact": exact,
        "words": words,
        "language": language,
        "machine": machine,
        "source": source,
        "items": None if items is None else list(items),
        "facts": None if facts is None else list(facts),
        "by": by.person,
    }
    return record_numbered(
        record,
        "statement.recorded",
        body,
        [by],
        field="statement",
        number=lambda: lookups.next_id(record.db, "statement", "statement", "S"),
        remarks=remarks,
    )


def translate_statement(
    record: Record,
    statement: str,
    *,
    language: str,
    words: str,
    translator: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Put a translation beside a statement; the original remains what was said."""
    body: Body = {
        "statement": statement,
        "language": language,
        "words": words,
        "translator": translator,
        "by": by.person,
    }
    return record_with(record, "statement.translated", body, [by], remarks)


def attest_statement(
    record: Record, statement: str, *, compared: str, by: Signer, **remarks: Unpack[Remarks]
) -> Receipt:
    """Vouch for a machine's transcript after comparing it with its source."""
    body: Body = {"statement": statement, "compared": compared, "by": by.person}
    return record_with(record, "statement.attested", body, [by], remarks)


def flag_inconsistency(
    record: Record,
    first: str,
    second: str,
    *,
    about: str,
    explanation: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> tuple[str, Receipt]:
    """Say that two statements differ, and on what; returns the number of the inconsistency."""
    body: Body = {
        "first": first,
        "second": second,
        "about": about,
        "explanation": explanation,
        "by": by.person,
    }
    return record_numbered(
        record,
        "inconsistency.flagged",
        body,
        [by],
        field="inconsistency",
        number=lambda: lookups.next_id(record.db, "inconsistency", "inconsistency", "X"),
        remarks=remarks,
    )


def answer_inconsistency(
    record: Record,
    inconsistency: str,
    *,
    answer: str,
    explanation: str,
    by: Signer,
    **remarks: Unpack[Remarks],
) -> Receipt:
    """Explain, accept or deny an inconsistency; it stays visible with the answer."""
    body: Body = {
        "inconsistency": inconsistency,
        "answer": answer,
        "explanation": explanation,
        "by": by.person,
    }
    return record_with(record, "inconsistency.answered", body, [by], remarks)


def side_by_side(db: Database, first: str, second: str) -> SideBySide:
    """Two statements compared word by word, the earlier first. Raises NotFound.

    The comparison shows where the words part; whether that is an inconsistency is a person's to say.
    """
    rows = [lookups.statement(db, first), lookups.statement(db, second)]
    one, other = sorted(rows, key=lambda row: (row.said_on, row.seq))
    flagged = db.rows("inconsistency", order=("seq",), first__in=[first, second], second__in=[first, second])
    return SideBySide(
        first=one,
        second=other,
        same_speaker=_speaker(one) == _speaker(other),
        same_language=one.language.casefold() == other.language.casefold(),
        days_apart=(date.fromisoformat(other.said_on) - date.fromisoformat(one.said_on)).days,
        items=_common(one.items, other.items),
        facts=_common(one.facts, other.facts),
        unverified=tuple(row.statement for row in (one, other) if row.machine and row.attested_seq is None),
        paraphrased=tuple(row.statement for row in (one, other) if not row.exact),
        differences=tuple(_differences(one.words.split(), other.words.split())),
        inconsistencies=tuple(flagged),
    )


def statements_of(db: Database, speaker: str) -> list[Row]:
    """Everything a speaker is recorded to have said, in any case, in the order in which it was said.

    The name is compared whatever its order or accents: `Doe, John` said what `John Doe` said.
    """
    wanted = fold("person", speaker) or speaker
    names = [name for (name,) in db.query("SELECT DISTINCT speaker FROM statement")]
    same = [name for name in names if (fold("person", name) or name) == wanted]
    return db.rows("statement", order=("said_on", "seq"), speaker__in=same)


def _speaker(row: Row) -> str:
    return row.speaker_person or fold("person", row.speaker) or row.speaker


def _common(first: str, second: str) -> tuple[str, ...]:
    others = set(json.loads(second))
    return tuple(one for one in json.loads(first) if one in others)


def _differences(first: list[str], second: list[str]) -> list[Difference]:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return [
        Difference(tag == "equal", " ".join(first[a:b]), " ".join(second[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    ]
