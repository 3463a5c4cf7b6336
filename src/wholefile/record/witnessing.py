"""Asking witnesses to cosign a checkpoint (C2SP tlog-witness, add-checkpoint over HTTP).

    old <size the witness saw last>
    <hashes of the consistency proof in base64, one a line>
    (an empty line)
    <the signed checkpoint>

A witness that saw more than this record holds, or that cannot follow from what it saw, is the alarm it is there for:
IntegrityFailure. A cosignature is verified with the key in the record's policy before it is kept.
"""

from __future__ import annotations

import http.client
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from wholefile.core.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from wholefile.core.cosignature import cosigned_at
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid, Unavailable, Unprocessable
from wholefile.core.note import (
    NoteSignature,
    SignedNote,
    VerifierKey,
    format_note,
    parse_note,
    parse_signature_line,
)
from wholefile.core.policy import parse_policy
from wholefile.record import publishing
from wholefile.record.checkpoints import consistency, latest_note, one_at_a_time
from wholefile.record.failures import translated
from wholefile.record.home import Record
from wholefile.record.sql import Update

_SECONDS = 10
_MAX_ANSWER = 65_536
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,18})\n?")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes


def gather(record: Record, urls: Sequence[str] | None = None) -> str:
    """The last checkpoint's note with the cosignatures of these witnesses added, stored and published.

    Asks every witness before it complains about one. Raises Unavailable when one does not answer, IntegrityFailure when
    one saw another log, Unprocessable when one is not in the policy, Forbidden when one does not know this log.
    """
    note = latest_note(record)
    signed = open_checkpoint(note.encode(), record.log_key)
    keys = list(parse_policy(record.policy_path.read_bytes()).witnesses.values())
    problems = []
    for url in record.witnesses if urls is None else urls:
        try:
            _keep(record, signed, _cosign(record, url, note, signed, keys))
        except (Unavailable, IntegrityFailure, Unprocessable, Forbidden, Invalid) as error:
            problems.append(error)
    if problems:
        raise next((one for one in problems if isinstance(one, IntegrityFailure)), problems[0])
    return latest_note(record)


def accept(record: Record, note: bytes) -> str:
    """Add the cosignatures in a note that came back by another way, such as an auditor's; the stored note now.

    Raises IntegrityFailure for another checkpoint than the one signed here, Unprocessable when nobody in the policy
    cosigned it.
    """
    brought = parse_note(note)
    checkpoint = parse_checkpoint(brought.text)
    row = record.db.one("checkpoint", size=checkpoint.size)
    if (
        checkpoint.origin != record.origin
        or row is None
        or parse_note(row.note.encode()).text != brought.text
    ):
        raise IntegrityFailure(
            "witness.other_checkpoint", "This is not a checkpoint that this record signed."
        )
    keys = parse_policy(record.policy_path.read_bytes()).witnesses.values()
    found = {key: [one for one in brought.signatures if key.made(one)] for key in keys}
    for key in found:
        cosigned_at(brought, key)
    lines = [one for made in found.values() for one in made]
    if not lines:
        raise Unprocessable(
            "witness.not_in_policy",
            "Nobody in the policy of this record cosigned this; add the key there first.",
        )
    _keep(record, checkpoint, lines)
    stored = record.db.one("checkpoint", size=checkpoint.size)
    return str(stored.note) if stored else ""


def _cosign(
    record: Record, url: str, note: str, signed: Checkpoint, keys: Sequence[VerifierKey]
) -> list[NoteSignature]:
    """The verified cosignatures of one witness, which is told from where it last saw the log."""
    old = _last_cosigned(record, signed, keys)
    for _attempt in range(3):
        proof = consistency(record, old, signed)
        lines = [f"old {old}", *(b64encode(one).decode() for one in proof), "", note]
        answer = _post(url, "\n".join(lines).encode())
        if answer.status != http.client.CONFLICT:
            return _read_answer(url, answer, signed, keys)
        size = _SIZE.fullmatch(answer.body)
        if size is None:
            raise Unavailable("witness.answer", f"The witness at {url} does not say what it saw last.")
        if int(size[1]) == old == signed.size:
            raise _forked(url)
        old = int(size[1])
        if old > signed.size:
            raise IntegrityFailure(
                "witness.rollback",
                f"The witness at {url} has seen {old} entries and this record has {signed.size}; a backup was "
                "restored or entries were removed.",
            )
    raise Unavailable("witness.busy", f"The witness at {url} kept changing what it saw last; try again.")


def _read_answer(
    url: str, answer: _Answer, signed: Checkpoint, keys: Sequence[VerifierKey]
) -> list[NoteSignature]:
    match answer.status:
        case 200:
            return _verified(url, answer.body, signed, keys)
        case 422:
            raise _forked(url)
        case 403 | 404:
            raise Forbidden(
                "witness.unknown_log", f"The witness at {url} does not know this log; give it the log's key."
            )
        case status:
            raise Unavailable("witness.answer", f"The witness at {url} answered {status}.")


def _forked(url: str) -> IntegrityFailure:
    return IntegrityFailure(
        "witness.fork", f"The witness at {url} saw another log under this name: the record has forked."
    )


def _verified(url: str, body: bytes, signed: Checkpoint, keys: Sequence[VerifierKey]) -> list[NoteSignature]:
    """The cosignatures in an answer by witnesses of the policy, each of which must hold."""
    try:
        lines = [parse_signature_line(line) for line in body.decode().split("\n") if line]
    except (Invalid, UnicodeDecodeError):
        raise Unavailable("witness.answer", f"The witness at {url} did not answer with signatures.") from None
    kept = []
    for line in lines:
        key = next((one for one in keys if one.made(line)), None)
        if key is not None:
            cosigned_at(SignedNote(signed.text, (line,)), key)
            kept.append(line)
    if not kept:
        raise Unprocessable(
            "witness.not_in_policy", f"The witness at {url} is not in the policy of this record; add its key."
        )
    return kept


def _last_cosigned(record: Record, signed: Checkpoint, keys: Sequence[VerifierKey]) -> int:
    """The largest size before this one that some witness of the policy cosigned; a witness corrects the guess."""
    for row in record.db.rows("checkpoint", order=("-size",), limit=20, size__lt=signed.size):
        if any(key.made(one) for one in parse_note(row.note.encode()).signatures for key in keys):
            return int(row.size)
    return 0


def _keep(record: Record, signed: Checkpoint, lines: Sequence[NoteSignature]) -> None:
    """Add cosignatures to the stored and published note, a newer one in the place of the same witness's older one."""
    with translated(record), one_at_a_time(record):
        note = parse_note(record.db.rows("checkpoint", size=signed.size)[0].note.encode())
        by = {(one.name, one.key_hash) for one in lines}
        others = [one for one in note.signatures if (one.name, one.key_hash) not in by]
        text = format_note(note.text, [*others, *lines]).decode()
        with record.db.atomic():
            record.db.execute([Update("checkpoint", {"note": text}, {"size": signed.size})])
        published = publishing.published_checkpoint(record)
        if published is not None and parse_note(published).text == note.text:
            publishing.write_checkpoint_file(record, text)


def _post(url: str, body: bytes) -> _Answer:
    """One request, no redirects, an answer of bounded size. Raises Unavailable."""
    parts = urlsplit(url)
    kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
    if parts.scheme not in kinds or not parts.hostname:
        raise Invalid("witness.url", "The address of a witness begins with http:// or https://.")
    connection = kinds[parts.scheme](parts.hostname, parts.port, timeout=_SECONDS)
    try:
        connection.request(
            "POST",
            f"{parts.path.rstrip('/')}/add-checkpoint",
            body,
            {"Content-Type": "text/plain; charset=utf-8"},
        )
        with connection.getresponse() as response:
            data = response.read(_MAX_ANSWER + 1)
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable(
            "witness.silent", f"The witness at {url} does not answer; try again later."
        ) from error
    finally:
        connection.close()
    if len(data) > _MAX_ANSWER:
        raise Unavailable("witness.answer", f"The witness at {url} answered more than it should.")
    return _Answer(response.status, data)
