"""`wholefile file similar` and `thread`: files that are like one, and the messages that answer each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from wholefile.actions.reading_traces import trace_reading
from wholefile.cli.context import json_option, key_options, one_signer, opened, record_option
from wholefile.cli.layout import short_moment, table
from wholefile.cli.output import print_json
from wholefile.core.errors import Conflict, NotFound
from wholefile.processing.likeness import crowded
from wholefile.processing.likeness_found import Like, Occurrence, alike_to
from wholefile.processing.threads import Thread, thread_of
from wholefile.record.home import Record
from wholefile.record.visibility import read_for_the_defence, visible

SIMILAR_KEYS = {
    "alike": "list of {sha256, how: same, message, text, words or picture, measure: in thousandths, occurrences:"
    " list of {item, name}}; the file itself comes first",
    "passed_over": "how many features of the whole record are shared by too many files to compare them; only without"
    " a key",
}
THREAD_KEYS = {
    "messages": "list of {sha256, message_id, subject, sender, sent_at: milliseconds since 1970 UTC, depth,"
    " occurrences: list of {item, name}} by date, those without one last",
    "guessed": "whether they were put together by subject and people only, as they carry no identifiers",
    "missing": "messages that these name and that are not here",
    "more": "whether there are more than shown",
}
_SHORTEST = 6
_HOW = {
    "same": "same bytes",
    "message": "same message",
    "text": "same words",
    "words": "words",
    "picture": "picture",
}


def _options() -> list[click.Parameter]:
    return [record_option(), *key_options(), json_option()]


@click.command("similar", params=_options())
@click.argument("digest")
def similar(
    *,
    digest: str,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """List what is like the file with this SHA-256 DIGEST: copies, nearly the same text, nearly the same picture.

    The first digits of the digest will do. With --key, only what that person may see.
    """
    record = opened(record_folder)
    person = one_signer(record, key_files, passphrase_file, "who looks").person if key_files else None
    likes = alike_to(record, spelled_out(record, digest, person), person)
    trace(record, person, [where for one in likes for where in one.occurrences])
    passed = crowded(record.db) if person is None else None
    if as_json:
        print_json({"alike": [asdict(one) for one in likes], "passed_over": passed})
        return
    for line in _similar_lines(likes, passed):
        click.echo(line)


@click.command("thread", params=_options())
@click.argument("digest")
def thread(
    *,
    digest: str,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """List the messages of the thread in which the mail with this SHA-256 DIGEST stands.

    The first digits of the digest will do. With --key, only what that person may see.
    """
    record = opened(record_folder)
    person = one_signer(record, key_files, passphrase_file, "who looks").person if key_files else None
    found = thread_of(record, spelled_out(record, digest, person), person)
    mail = found.messages and record.db.exists("mail_message", sha256=found.messages[0].sha256)
    trace(record, person, [where for one in found.messages for where in one.occurrences])
    if as_json:
        print_json(asdict(found))
        return
    if not mail:
        click.echo("This file is no mail, or has not been read yet: it stands in no thread.")
        return
    for line in _thread_lines(found):
        click.echo(line)


def spelled_out(record: Record, digest: str, person: str | None) -> str:
    """The digest of a file that may be seen, by its first digits. Raises NotFound, or Conflict where several fit."""
    start = digest.strip().lower()
    if len(start) == 64:
        return start
    if len(start) < _SHORTEST or set(start) - set("0123456789abcdef"):
        raise NotFound("file.unknown", "Give the SHA-256 of a file, or at least six of its first digits.")
    condition, values = visible(record.db, person).file('c."sha256"')
    rows = record.db.query(
        f'SELECT c."sha256" FROM "content" c WHERE c."sha256" LIKE %s AND {condition} LIMIT 2',  # noqa: S608
        [f"{start}%", *values],
    )
    if len(rows) > 1:
        raise Conflict("file.ambiguous", f"Several files begin with {start}; give more digits.")
    return str(rows[0][0]) if rows else start


def trace(record: Record, person: str | None, shown: Sequence[Occurrence]) -> None:
    """What a defence reader was shown is kept for them alone (rule D12)."""
    items = read_for_the_defence(record.db, person, sorted({one.item for one in shown}))
    if person is not None and items:
        trace_reading(record, person, items, what="search")


def _similar_lines(likes: Sequence[Like], passed: int | None) -> Iterator[str]:
    rows = [
        [one.sha256[:16], f"{one.measure / 10:.0f} %", _HOW[one.how], _where(one.occurrences)]
        for one in likes
    ]
    yield from table(("file", "alike", "by", "where"), rows, indent=0)
    if len(likes) == 1:
        yield "Nothing else is like it."
    if passed:
        yield f"{passed:,} features of the record are shared by so many files that they were not compared."


def _thread_lines(found: Thread) -> Iterator[str]:
    rows = [
        [
            short_moment(one.sent_at),
            one.sha256[:16],
            one.sender,
            "  " * min(one.depth, 10) + (one.subject or "-"),
        ]
        for one in found.messages
    ]
    yield from table(("sent (UTC)", "file", "from", "subject"), rows, indent=0)
    if found.guessed:
        yield "They carry no identifiers: that they belong together is a guess by subject and people."
    if found.missing:
        yield f"{found.missing:,} messages that these name are not here."
    if found.more:
        yield "There are more than are shown."


def _where(occurrences: Sequence[Occurrence]) -> str:
    return "; ".join(f"{one.item} {one.name}".strip() for one in occurrences[:5])
