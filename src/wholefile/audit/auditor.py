"""An audit: everything a published log says, worked out again; and the cosignature that stands for having done so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wholefile.audit.entries import Judge
from wholefile.audit.openings import Following, Given
from wholefile.audit.published import PublishedLog
from wholefile.audit.report import Report
from wholefile.audit.scan import Scan
from wholefile.core.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from wholefile.core.cosignature import cosign, cosigned_at
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid
from wholefile.core.keys import public_key_of
from wholefile.core.note import COSIGNATURE, VerifierKey, format_note, parse_note
from wholefile.core.policy import Policy, check_checkpoint

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Trusted:
    """What the auditor brings: keys of logs and witnesses, and the checkpoint of the previous audit."""

    log_key: VerifierKey | None = None
    policy: Policy | None = None
    previous: bytes | None = None


def audit(
    log: PublishedLog,
    trusted: Trusted,
    openings: Iterable[Given] | None = None,
    *,
    whole: bool = False,
    progress: Progress | None = None,
) -> tuple[Report, bytes]:
    """The report on a log, and the checkpoint it is about.

    `whole` says that the openings are meant to be all: then a body that is missing without an order is a failure.
    Raises NotFound or Invalid when there is no readable checkpoint, Invalid for openings that cannot be read.
    """
    raw = log.checkpoint()
    note = parse_note(raw)
    checkpoint = parse_checkpoint(note.text)
    report = Report()
    report.origin, report.size = checkpoint.origin, checkpoint.size
    log_key = trusted.log_key or _log_key(trusted.policy, checkpoint.origin)
    _signed(report, raw, log_key)
    times = _witnessed(report, raw, trusted.policy)
    previous = _previous(report, trusted.previous, checkpoint, log_key)
    judge = Judge(
        checkpoint.origin,
        report,
        None if openings is None else Following(iter(openings)),
        log_key,
        min(times) * 1000 if times else None,
    )
    scan = Scan(log, checkpoint, report, [] if previous is None else [previous.size])
    scan.entries(judge.entry, progress or _nobody)
    if scan.complete:
        scan.upper_tiles()
        scan.other_files()
    judge.end(complete=scan.complete, whole=whole)
    if not scan.complete:
        _incomplete(report)
    if previous is not None and not report["the_log_continues_the_previous_audit"].wrong:
        _continues(report, previous, checkpoint, scan)
    return report, raw


def cosign_audit(
    report: Report, note: bytes, name: str, seed: bytes, *, at: int, previous: bytes | None = None
) -> bytes:
    """The checkpoint with the auditor's cosignature added, at this second or that of its last one, if later.

    Raises Forbidden unless everything essential was recomputed, and Invalid for a name that does not say that it is an
    auditor's: such a cosignature means more than a witness's, and must not be taken for one.
    """
    if "audit" not in name.lower():
        raise Invalid(
            "audit.name", "The name of an auditor's key says so, for example auditor.example/county."
        )
    if not report.recomputed:
        raise Forbidden("audit.not_recomputed", "An auditor cosigns only what was recomputed in full.")
    signed = parse_note(note)
    key = VerifierKey(name, COSIGNATURE, public_key_of(seed))
    last = cosigned_at(parse_note(previous), key) if previous else None
    line = cosign(signed.text, name, seed, max(at, last or 0))
    others = [one for one in signed.signatures if not key.made(one)]
    return format_note(signed.text, [*others, line])


def check_auditor_name(name: str) -> None:
    """A key of an auditor is called one. Raises Invalid."""
    if "audit" not in name.lower():
        raise Invalid(
            "audit.name", "The name of an auditor's key says so, for example auditor.example/county."
        )


def _log_key(policy: Policy | None, origin: str) -> VerifierKey | None:
    return next((one for one in policy.logs if one.name == origin), None) if policy else None


def _signed(report: Report, raw: bytes, log_key: VerifierKey | None) -> None:
    claim = report["the_checkpoint_is_signed_by_the_log"]
    if log_key is None:
        claim.missing = "No key of this log was given."
        return
    claim.count = 1
    try:
        open_checkpoint(raw, log_key)
        claim.said = f"By {log_key.vkey}."
    except (IntegrityFailure, Invalid) as error:
        claim.fail(error.message)


def _witnessed(report: Report, raw: bytes, policy: Policy | None) -> list[int]:
    """When the witnesses of the policy cosigned, in seconds since 1970."""
    claim = report["the_witness_policy_is_met"]
    if policy is None or not policy.witnesses:
        claim.missing = "No policy with witnesses was given."
        return []
    claim.count = 1
    try:
        cosigned = check_checkpoint(raw, policy).cosigned
        claim.said = f"Cosigned by {', '.join(sorted(cosigned)) or 'nobody, as the policy permits'}."
        return list(cosigned.values())
    except IntegrityFailure as error:
        claim.fail(error.message)
        return []


def _previous(
    report: Report, raw: bytes | None, now: Checkpoint, log_key: VerifierKey | None
) -> Checkpoint | None:
    """The checkpoint of the previous audit, as far as it can be compared with this one."""
    claim = report["the_log_continues_the_previous_audit"]
    if raw is None:
        claim.missing = "No checkpoint of a previous audit was given."
        return None
    before = parse_checkpoint(parse_note(raw).text)
    if log_key is not None:
        try:
            open_checkpoint(raw, log_key)
        except (IntegrityFailure, Invalid) as error:
            claim.fail(f"The previous checkpoint is not one of this log: {error.message}")
    if before.origin != now.origin:
        claim.fail(f"The previous checkpoint is one of {before.origin}.")
    elif before.size > now.size:
        claim.fail(f"It had {before.size} entries and now has {now.size}.")
    return before


def _continues(report: Report, previous: Checkpoint, now: Checkpoint, scan: Scan) -> None:
    claim = report["the_log_continues_the_previous_audit"]
    root = scan.roots.get(previous.size)
    if root is None:
        claim.missing = "The entries were not all published."
    elif root != previous.root:
        claim.fail(f"The first {previous.size} entries lead to another root than before.")
    else:
        claim.count, claim.said = previous.size, f"{previous.size} before, {now.size} now."


def _incomplete(report: Report) -> None:
    """What cannot be said of a log whose entries are not all there: what was looked at in part, or not at all."""
    for claim in report.claims.values():
        if not claim.missing and (not claim.count or claim.id == "every_tile_is_right"):
            claim.missing = "The entries are not all published."


def _nobody(_done: int, _of: int) -> None:
    """Nobody asked to be told."""
