"""What a run said, into the tables: in one transaction, once.

Members and layers are durable in the store before; here they get their rows. A second result for the same file,
extractor, version and settings changes nothing, so a worker whose lease was taken over can do no harm.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wholefile.actions.files import shown_name
from wholefile.extraction.contract import CRASHED, READ, SAID_INSIDE
from wholefile.processing.collect import Taken
from wholefile.processing.extractors import VERSIONS
from wholefile.processing.frame_checks import TakenMember
from wholefile.processing.pending import Task, lift
from wholefile.record.derived import EXPUNGED_REASON, hold, one_at_a_time
from wholefile.record.sql import Database, Delete, Insert, Update

_EXPUNGED: dict[str, Any] = {"reason": EXPUNGED_REASON}
_MANY = 500  # values in one statement


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended: a status, why in words, what was said if it is kept, and how long it took (milliseconds).

    `lost` are bytes that were stored and of which nothing is kept: they cost the root as much as others.
    """

    status: str
    reason: str | None
    took: int
    taken: Taken = field(default_factory=Taken)
    lost: int = 0

    @classmethod
    def of(cls, taken: Taken, took: int) -> Outcome:
        """What a run itself says of how it ended."""
        failed, troubles = taken.last.get("failed"), taken.last.get("troubles", [])
        if failed:
            return cls(CRASHED, f"The reader failed: {failed}", took, taken)
        status = max((one["status"] for one in troubles), key=SAID_INSIDE.index, default=READ)
        reason = next((one["reason"] for one in troubles if one["status"] == status), None)
        return cls(status, reason, took, taken)


def accept(db: Database, task: Task, outcome: Outcome, *, at: int, worker: str) -> bool:
    """Record how a task ended and give its lease back; whether this is what was recorded.

    It is not where a result stands already, or where the file is no longer known.
    """
    key = _key(task)
    with one_at_a_time(db), db.buffered():
        content = db.one("content", sha256=task.sha256)
        done = content is None or db.exists("derivation", **key)
        if content is not None and not done:
            taken, last = outcome.taken, outcome.taken.last
            db.execute(_members(db, content, taken, at))
            again = db.exists("derivation", sha256=task.sha256, extractor=task.extractor)
            db.execute(_spent(db, content.root, 0, outcome.lost + (0 if again else taken.written)))
            db.execute(Insert("text_layer", {**key, **_layer(one)}) for one in taken.layers)
            row = {
                name: json.dumps(last.get(name, [])) for name in ("opinions", "flags", "troubles", "wants")
            }
            db.execute([
                Insert("derivation", {
                    **key,
                    **row,
                    "facts": json.dumps(last.get("facts", {})),
                    "status": outcome.status,
                    "reason": outcome.reason,
                    "kind": last.get("kind", ""),
                    "media_type": last.get("media_type", ""),
                    "members": len(taken.members),
                    "layers": len(taken.layers),
                    "characters": sum(one.characters for one in taken.layers),
                    "took": outcome.took,
                    "at": at,
                })
            ])  # fmt: skip
        where = {"sha256": task.sha256, "extractor": task.extractor, "worker": worker}
        db.execute([Delete("work", where)])
    return not done


def is_done(db: Database, task: Task) -> bool:
    """Whether a result of the task stands: another engine may have ended it since it was found pending."""
    return db.exists("derivation", **_key(task))


def _key(task: Task) -> dict[str, Any]:
    return {
        "sha256": task.sha256,
        "extractor": task.extractor,
        "version": VERSIONS[task.extractor],
        "settings": task.settings_text,
    }


def _members(db: Database, parent: Any, taken: Taken, at: int) -> Iterator[Insert | Update | Delete]:
    """The family rows of a file. Read again, say with a password, it may tell more than before: then they are new.

    A reading that lost the bytes of a member, with a wrong password for one, changes nothing.
    """
    earlier = db.rows("family", parent=parent.sha256)
    had = Counter(bytes(row.path) for row in earlier if row.child is not None)
    has = Counter(one.path for one in taken.members if one.sha256 is not None)
    if not taken.members or len(earlier) > len(taken.members) or had - has:
        return
    yield Delete("family", {"parent": parent.sha256})
    produced = taken.produced - sum(one.size or 0 for one in earlier)
    yield from _spent(db, parent.root, len(taken.members) - len(earlier), produced)
    items = sorted({row.item for row in db.rows("holding", sha256=parent.sha256)})
    children = sorted({one.sha256 for one in taken.members if one.sha256 is not None})
    gone, known = (
        _among(db, "stored_file", children, expunged_seq__null=False),
        _among(db, "content", children),
    )
    fresh: set[str] = set()
    for n, said in enumerate(taken.members):
        expunged = said.sha256 in gone
        member = (
            replace(said, sha256=None, kind="unreadable", complete=False, facts=_EXPUNGED)
            if expunged
            else said
        )
        shown = shown_path(member.path)
        yield Insert("family", {"parent": parent.sha256, "n": n, "shown": shown, **_family(member)})
        if member.sha256 is not None and member.sha256 not in known and member.sha256 not in fresh:
            fresh.add(member.sha256)
            yield Insert("content", _new(member, shown, parent, at))
            for item in items:
                yield Insert("holding", {"sha256": member.sha256, "item": item})
    # What was known before may hold members of its own, which are held under these items from now on too.
    for sha256 in sorted(known - gone):
        lift(db, sha256, parent.root, parent.depth + 1)
        hold(db, sha256, items)


def _among(db: Database, table: str, digests: list[str], **where: Any) -> set[str]:
    """Those of these files that have a row in a table."""
    parts = (digests[start : start + _MANY] for start in range(0, len(digests), _MANY))
    return {row.sha256 for part in parts for row in db.rows(table, sha256__in=part, **where)}


def _spent(db: Database, root: str, members: int, produced: int) -> Iterator[Insert | Update]:
    """Charge the root: members, and bytes of members, of texts with their maps, and of what was not kept."""
    before = db.one("spent", root=root)
    if before is not None and (members or produced):
        row = {"members": before.members + members, "produced": before.produced + produced}
        yield Update("spent", row, {"root": root})
    elif members or produced:
        yield Insert("spent", {"root": root, "members": members, "produced": produced})


def _family(member: TakenMember) -> Mapping[str, Any]:
    return {
        "child": member.sha256,
        "path": member.path,
        "kind": member.kind,
        "size": member.size,
        "complete": member.complete,
        "deleted": member.deleted,
        "target": member.target,
        "method": member.method,
        "facts": json.dumps(member.facts),
    }


def _new(member: TakenMember, shown: str, parent: Any, at: int) -> Mapping[str, Any]:
    """The row of a file that nobody knew before; one that was known keeps its place nearer to a root."""
    return {
        "sha256": member.sha256,
        "size": member.size,
        "name": shown_name(shown.rpartition("/")[2]),
        "root": parent.root,
        "depth": parent.depth + 1,
        "at": at,
    }


def _layer(layer: Any) -> Mapping[str, Any]:
    names = ("name", "label", "language", "text", "map", "characters", "complete")
    return {name: getattr(layer, name) for name in names}


def shown_path(path: bytes) -> str:
    """A path inside a container as a line of text.

    Bytes that are no UTF-8, control characters, and characters that turn the text beside them are spelled out.
    """
    text = path.decode("utf-8", "backslashreplace")
    return "/".join(shown_name(part) if part else "" for part in text.split("/")) or "unnamed"
