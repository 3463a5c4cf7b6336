"""Signatures of many entries, checked in a few threads.

libsodium lets other threads run while it verifies, so what Python does for each is kept small: an entry whose header
was found canonical holds the signed bytes as they are, between `{"act":` and the last `,"seq":`, and they
need not be encoded again. (Behind the act stand a number and signatures, neither of which can contain that text.)
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from wholefile.core.canonical import unb64u
from wholefile.core.errors import IntegrityFailure
from wholefile.core.keys import ED25519, ed25519_verify
from wholefile.core.signatures import EnrolledKey, verify_signature
from wholefile.verify.entries import Recorded
from wholefile.verify.keyring import Keyring

_PREFIX = b"wholefile/act/v1\n"
_BEFORE, _AFTER = b'{"act":', b',"seq":'
_BATCH, _THREADS = 512, 4


class Answer(NamedTuple):
    """The entry a signature stands under, and what is wrong with it, or an empty text."""

    seq: int
    wrong: str


class _Job(NamedTuple):
    one: Recorded
    position: int
    key: EnrolledKey
    message: bytes
    signature: bytes


def signed_bytes(raw: bytes) -> bytes:
    """What people signed, cut out of the bytes of a canonical header."""
    return _PREFIX + raw[len(_BEFORE) : raw.rindex(_AFTER)]


def judge(entries: Sequence[Recorded], ring: Keyring) -> list[Answer]:
    """An answer for every signature by a key that the register knows."""
    jobs = []
    for one in entries:
        message = signed_bytes(one.entry.raw)
        for position, signature in enumerate(one.header.signatures):
            key = ring.of(str(signature["key"]), one.kind)
            if key:
                jobs.append(_Job(one, position, key, message, unb64u(signature["signature"])))
    with ThreadPoolExecutor(_THREADS) as threads:
        batches = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
        return [answer for answers in threads.map(_answers, batches) for answer in answers]


def _answers(jobs: Sequence[_Job]) -> list[Answer]:
    return [Answer(job.one.seq, "" if _holds(job) else _why(job)) for job in jobs]


def _holds(job: _Job) -> bool:
    plain = job.key.algorithm == ED25519
    return plain and ed25519_verify(job.key.public_key, job.message, job.signature)


def _why(job: _Job) -> str:
    """The long way, for passkeys, and for the words when a plain signature does not hold."""
    try:
        verify_signature(job.one.header.signatures[job.position], job.one.header.act, job.key)
    except IntegrityFailure as error:
        return f"Entry {job.one.seq}: {error.message}"
    return ""
