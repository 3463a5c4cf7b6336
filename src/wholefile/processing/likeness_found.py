"""What is like a file, for somebody who may see it: exact copies, the same words, most of the words, the same picture.

Of what may not be seen nothing is told, not even that there is more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wholefile.core.errors import NotFound
from wholefile.processing.search.naming import items_of_files, names_of_files
from wholefile.record.home import Record
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight, visible

HOWS = ("same", "message", "text", "words", "picture")  # the surest first
_MOST = 500


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A file under an item, with its name there."""

    item: str
    name: str


@dataclass(frozen=True, slots=True)
class Like:
    """A file that is like the one asked about, the surest way in which it is, and how much in thousandths.

    same: the same bytes, elsewhere. message: the same mail, as kept in another mailbox. text: the same words in the
    same order. words: so much of their shingles in common. picture: perceptual hashes that differ in few bits.
    """

    sha256: str
    how: str
    measure: int
    occurrences: tuple[Occurrence, ...]


def alike_to(
    record: Record, sha256: str, person: str | None = None, *, sight: Sight | None = None
) -> list[Like]:
    """Files that are like this one and may be seen by a person, the most alike first; its own occurrences lead.

    `sight` is what that person sees, where the caller knows it already. Raises NotFound for a file that is not in the
    record or may not be seen.
    """
    db = record.db
    sight = visible(db, person) if sight is None else sight
    own = check_seen(db, sha256, sight)
    found: dict[str, tuple[str, int]] = {}
    for how, measure, other in _like(db, sha256, sight):
        known = found.get(other)
        if other != sha256 and (
            known is None or (HOWS.index(how), -measure) < (HOWS.index(known[0]), -known[1])
        ):
            found[other] = (how, measure)
    ordered = sorted(found, key=lambda one: (HOWS.index(found[one][0]), -found[one][1], one))[:_MOST]
    where = occurrences(db, ordered, sight)
    likes = [Like(sha256, "same", 1000, own)]
    likes += [Like(one, *found[one], where[one]) for one in ordered if where.get(one)]
    return likes


def check_seen(db: Database, sha256: str, sight: Sight) -> tuple[Occurrence, ...]:
    """Where a file occurs, for somebody who may see it. Raises NotFound for anybody else."""
    own = occurrences(db, _seen(db, [sha256], sight), sight).get(sha256)
    if not own:
        raise NotFound("file.unknown", f"There is no file {sha256[:80]}.")
    return own


def occurrences(db: Database, files: Sequence[str], sight: Sight) -> dict[str, tuple[Occurrence, ...]]:
    """The items under which each file is held and what it is called there, as far as they may be seen."""
    held = items_of_files(db, files, sight)
    names = names_of_files(db, held)
    return {
        one: tuple(Occurrence(item, names.get((one, item), "")) for item in held[one])
        for one in files
        if one in held
    }


def _like(db: Database, sha256: str, sight: Sight) -> Iterable[tuple[str, int, str]]:
    """Every way in which another file is like this one, also through a third that has the same words or picture."""
    for column, how in (("text", "words"), ("picture", "picture")):
        group = {sha256, *_group(db, column, [sha256])}
        for other in _seen(db, sorted(group), sight):
            yield column, 1000, other
        near: dict[str, int] = {}
        for one in sorted(group):
            for row in (*db.rows("alike", first=one, how=how), *db.rows("alike", second=one, how=how)):
                other = row.second if row.first == one else row.first
                near[other] = max(near.get(other, 0), row.measure)
        for other, measure in near.items():
            for member in _seen(db, [other, *_group(db, column, [other])], sight):
                yield how, measure, member
    mail = db.one("mail_message", sha256=sha256)
    if mail is not None:
        copies = [row.sha256 for row in db.rows("mail_message", limit=_MOST, content=mail.content)]
        for other in _seen(db, copies, sight):
            yield "message", 1000, other


def _group(db: Database, column: str, files: Sequence[str]) -> list[str]:
    """Files with the same text or picture as these."""
    found: list[str] = []
    for row in db.rows("likeness", sha256__in=list(files)):
        value = getattr(row, column)
        if value is not None:
            found += [one.sha256 for one in db.rows("likeness", limit=_MOST, **{column: value})]
    return found


def _seen(db: Database, files: Iterable[str], sight: Sight) -> list[str]:
    """Those of these files that may be seen, in order."""
    wanted = list(dict.fromkeys(files))
    seen: set[str] = set()
    condition, values = sight.file('o."sha256"')
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join(["%s"] * len(part))
        rows = db.query(
            f'SELECT o."sha256" FROM (SELECT "sha256" FROM "holding" WHERE "sha256" IN ({marks}) UNION '  # noqa: S608
            f'SELECT "sha256" FROM "item_file" WHERE "sha256" IN ({marks})) o WHERE {condition}',
            [*part, *part, *values],
        )
        seen |= {row[0] for row in rows}
    return [one for one in wanted if one in seen]
