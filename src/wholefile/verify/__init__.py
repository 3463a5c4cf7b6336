"""The offline verifier: thirty-two numbered checks on a production, with nothing but the folder and the core.

    report = verify(Path("PR-1"), policy=own_policy_bytes, known=kept_checkpoint_bytes)
    report.verdict            passed, failed or incomplete
    report.by_id["every_signature_is_valid"].status

Nothing that the sender wrote is believed. What the schedule should say is worked out again from the acts of the case;
the acts are proven to be all there are; whose keys signed them comes from the register, proven to be whole; and the
record itself is held by the log's signature, the witnesses, and what the recipient saw before.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wholefile.core.policy import parse_policy
from wholefile.verify import bag, bodies, production_checks, proof, schedule_checks, signers
from wholefile.verify.archive import opened
from wholefile.verify.checks import Check, Unread
from wholefile.verify.folder import Folder, Progress
from wholefile.verify.given import Given
from wholefile.verify.report import Outcome, Report, Status, Verdict

CHECKS: tuple[Check[Given], ...] = (
    *bag.CHECKS,
    *proof.CHECKS,
    *bodies.CHECKS,
    *signers.CHECKS,
    *schedule_checks.CHECKS,
    *production_checks.CHECKS,
)


def verify(
    path: Path, *, policy: bytes | None = None, known: bytes | None = None, progress: Progress | None = None
) -> Report:
    """The report on a production, given as a folder or a ZIP archive.

    `policy` is the recipient's own trust policy and `known` a checkpoint kept from earlier, both as the bytes of
    their files. Raises `NotFound` or `Invalid` when there is no folder, no readable archive or no readable policy.
    """
    own_policy = None if policy is None else parse_policy(policy)
    with opened(path) as folder:
        return examine(Given(folder, own_policy=own_policy, known=known, progress=progress))


def examine(given: Given) -> Report:
    """Run every check on what is given, each whatever the others found."""
    with _no_garbage_collection():
        lines = tuple(check.run(given) for check in CHECKS)
    return Report(
        production=_read(given, "production", ""),
        docket=getattr(_read(given, "bundle", None), "docket", ""),
        origin=getattr(_read(given, "checkpoint", None), "origin", ""),
        size=getattr(_read(given, "checkpoint", None), "size", -1),
        log_key=getattr(_read(given, "log_key", None), "vkey", ""),
        checkpoint=_read(given, "checkpoint_bytes", b""),
        lines=lines,
    )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Entries are many small objects without cycles; looking for cycles among them costs a seventh of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(given: Given, name: str, otherwise: Any) -> Any:
    try:
        return getattr(given, name)
    except Unread:
        return otherwise


__all__ = [
    "CHECKS",
    "Check",
    "Folder",
    "Given",
    "Outcome",
    "Report",
    "Status",
    "Verdict",
    "examine",
    "verify",
]
