"""Rules on words: exact words stand with their source; a machine's transcript is attested first (T1, T2).

A rule reads tables, never files. That exact words equal the text at their place in the source is checked by
`actions.statements.record_statement` before it is signed, and again by anybody who holds the file.
"""

from collections.abc import Mapping
from typing import Any

from wholefile.record.act import Draft
from wholefile.record.sql import Database, Row
from wholefile.rules.registry import rule


@rule(
    "T1",
    text="Exact words are the exact span of a stored source, of an item of their case; they are never edited, only"
    " corrected by a new statement.",
    authority="policy of this record; Fed. R. Evid. 106 and 613 on showing a statement as it was made",
    kind_of_authority="policy",
    acts=("statement.recorded",),
)
def exact_words_have_their_source(draft: Draft, db: Database) -> str | None:
    """A place counted in characters is as long as the words; a paraphrase needs no source."""
    body = draft.body
    if db.exists("statement", statement=body["statement"]):
        return f"{body['statement']} is recorded already; words are never edited. Record a new one that corrects it."
    if "corrects" in body and not db.exists("statement", seq=body["corrects"]):
        return f"entry {body['corrects']} records no statement; name the entry of the statement this one corrects."
    if "source" not in body:
        if body["exact"]:
            return "exact words need the file and place where they stand; store the source, or record a paraphrase."
        return None
    return _bad_source(body, db)


def _bad_source(body: Mapping[str, Any], db: Database) -> str | None:
    source = body["source"]
    stored = db.one("stored_file", sha256=source["sha256"])
    if stored is None or stored.expunged_seq is not None:
        return f"the source {source['sha256'][:12]}… is no file on record; attach it to an item first."
    if not _of_its_cases(body, db):
        return (
            f"the source {source['sha256'][:12]}… belongs to no item of {', '.join(body['dockets'])}; link its item"
            " there first, or name it among the items the statement is about."
        )
    if source["end"] <= source["start"]:
        return f"the place from {source['start']} to {source['end']} is empty; the end is not included."
    if not body["exact"]:
        return None
    return why_length_differs(body["words"], source["unit"], source["end"] - source["start"])


def why_length_differs(words: str, unit: str, place: int) -> str | None:
    """Why words cannot be those of a place so many characters or bytes long; other units have no length."""
    lengths = {"character": len(words), "byte": len(words.encode())}
    if unit not in lengths:
        return None
    least = lengths[unit]
    # A source may end its lines with two characters and spell accents apart; words are kept in form C with \n.
    most = least + words.count("\n") if words.isascii() else 4 * least
    if least <= place <= most:
        return None
    return f"the words have {least} {unit}s and the place {place}; exact words are exactly those that stand there."


def _of_its_cases(body: Mapping[str, Any], db: Database) -> bool:
    """Whether the source is a file of an item that the statement names, or that is or was in one of its cases."""
    holders = {row.item for row in db.rows("item_file", sha256=body["source"]["sha256"])}
    if holders & set(body.get("items", ())):
        return True
    return bool(holders) and db.exists("item_case", item__in=sorted(holders), docket__in=body["dockets"])


@rule(
    "T2",
    text="A translation stands beside its original; a machine's transcript is unverified until a person attests it, and"
    " until then it is neither translated nor held against anybody.",
    authority="policy of this record; Fed. R. Evid. 604, 901 and proposed 707 (machine-generated evidence)",
    kind_of_authority="policy",
    acts=("statement.translated", "statement.attested", "inconsistency.flagged"),
)
def machine_words_are_attested_first(draft: Draft, db: Database) -> str | None:
    """It may be recorded, read and searched; it is shown as unverified."""
    body = draft.body
    if draft.kind == "inconsistency.flagged":
        if body["first"] == body["second"]:
            return f"{body['first']} cannot differ from itself; name two statements."
        return _not_there_or_unverified(db, body["first"]) or _not_there_or_unverified(db, body["second"])
    row = db.one("statement", statement=body["statement"])
    if row is None:
        return f"there is no statement {body['statement']}; record it first."
    if draft.kind == "statement.translated":
        if body["language"].casefold() == row.language.casefold():
            return f"{row.statement} is in {row.language} already; a translation is in another language."
        return _unverified(row)
    if not row.machine:
        return f"{row.statement} was taken down by a person; there is no transcript to attest."
    if row.attested_seq is not None:
        return f"{row.statement} was attested at entry {row.attested_seq} already."
    return None


def _not_there_or_unverified(db: Database, statement: str) -> str | None:
    row = db.one("statement", statement=statement)
    return f"there is no statement {statement}; record it first." if row is None else _unverified(row)


def _unverified(row: Row) -> str | None:
    if row.machine and row.attested_seq is None:
        return f"{row.statement} is a machine's transcript; a person must compare it with its source and attest it."
    return None
