"""Files that came with an act which waits: kept beside the record until it is recorded or nothing waits for them.

They lie under `waiting`, in the record's folder or in the bucket beside its store, so that every process that serves
the record finds them. Before an act that names them is appended they are put into the store, durably; the copies that
waited go later, by the hour. So a file is in the store before any act names it, a crash at any point loses nothing
that an act names, and what was sent with an act that was refused, undone or never signed is gone within the hour.
Nothing is ever taken out of the store itself: another act may name the same bytes at that very moment.

What is put here and what is taken away is done while nobody else prepares or signs (`waiting.begin`, `waiting.sign`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from wholefile.core.errors import Conflict, IntegrityFailure
from wholefile.record.home import Record
from wholefile.record.stores import Store, store_beside

FOLDER = "waiting"
_OF_FILES = ("files", "photographs")  # fields of acts that list files


def store_of(record: Record) -> Store:
    """Where files wait."""
    return store_beside(record.folder, FOLDER)


def named_in(bodies: Iterable[Mapping[str, Any]]) -> set[str]:
    """The files that acts with these bodies name, by their SHA-256; a field that counts files names none."""
    listed = [body[field] for body in bodies for field in _OF_FILES if isinstance(body.get(field), list)]
    return {
        str(one["sha256"]) for each in listed for one in each if isinstance(one, Mapping) and "sha256" in one
    }


def put_into_the_store(record: Record, bodies: Iterable[Mapping[str, Any]]) -> None:
    """Put the files of acts that are about to be recorded into the store; durable when this returns.

    Raises Conflict where a file neither waits nor is stored, IntegrityFailure where its bytes were changed meanwhile.
    """
    here = store_of(record)
    wanted = [one for one in sorted(named_in(bodies)) if not record.store.has(one)]
    for one in wanted:
        if not here.has(one):
            raise Conflict(
                "signing.files",
                "The files of these acts are no longer here; undo them and send the files again.",
            )
    with ExitStack() as stack:
        streams = [stack.enter_context(here.open(one)) for one in wanted]
        stored = [one.sha256 for one in record.store.put_many(streams)] if streams else []
    if stored != wanted:
        raise IntegrityFailure(
            "signing.files_changed", "A file that waited was changed; nothing was recorded."
        )


def forget_all_but(record: Record, kept: set[str]) -> list[str]:
    """Take away every file that waits but these, and what was left unfinished; those that were taken away."""
    here = store_of(record)
    gone = [one for one in here.all() if one not in kept]
    for one in gone:
        here.destroy(one)
    for left in _unfinished(here):
        with suppress(FileNotFoundError):
            left.unlink()
    return gone


def _unfinished(here: Store) -> Iterator[Path]:
    """What an end in the middle of a file left in a folder; a bucket has no unfinished objects."""
    return (one for one in here.strangers() if isinstance(one, Path))
