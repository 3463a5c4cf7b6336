"""What a verification found: every numbered check with its answer, and the verdict over all of them.

A check passed, failed, or was not checked; the third is never shown as the first. The verdict is `failed` when any
check failed, `passed` when all passed or were left out for a reason that the recipient chose (no checkpoint kept
from earlier, say), and `incomplete` when something could not be looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from wholefile.core.note import parse_vkey

FORMAT = "wholefile verification v1"


class Status(StrEnum):
    """The answer of one check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not checked"


class Verdict(StrEnum):
    """The answer over all checks."""

    PASSED = "passed"
    FAILED = "failed"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check answers: in words a lawyer can read aloud, and how many things it looked at.

    `expected` marks a check that was left out for a reason which is no fault of the production.
    """

    status: Status
    detail: str
    count: int = 0
    expected: bool = False


def passed(detail: str, count: int = 0) -> Outcome:
    """The claim holds."""
    return Outcome(Status.PASSED, detail, count)


def failed(detail: str, count: int = 0) -> Outcome:
    """The claim does not hold; the detail names what is wrong and where."""
    return Outcome(Status.FAILED, detail, count)


def not_checked(reason: str, *, expected: bool = False) -> Outcome:
    """Nothing can be said about the claim, for this reason."""
    return Outcome(Status.NOT_CHECKED, reason, 0, expected)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report: a check and its outcome."""

    number: int
    id: str
    claim: str
    outcome: Outcome

    def to_json(self) -> dict[str, object]:
        """The line as plain data."""
        return {
            "number": self.number,
            "id": self.id,
            "claim": self.claim,
            "status": str(self.outcome.status),
            "detail": self.outcome.detail,
            "count": self.outcome.count,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The whole verification. What could not be read is an empty text, `size` then is -1.

    `log_key` is the vkey which the checkpoint was checked with, `checkpoint` the signed note itself.
    """

    production: str
    docket: str
    origin: str
    size: int
    log_key: str
    checkpoint: bytes
    lines: tuple[Line, ...]

    @property
    def verdict(self) -> Verdict:
        """One word over all checks."""
        outcomes = [line.outcome for line in self.lines]
        if any(outcome.status is Status.FAILED for outcome in outcomes):
            return Verdict.FAILED
        if any(outcome.status is Status.NOT_CHECKED and not outcome.expected for outcome in outcomes):
            return Verdict.INCOMPLETE
        return Verdict.PASSED

    @property
    def by_id(self) -> Mapping[str, Outcome]:
        """The outcome of each check, by its id."""
        return {line.id: line.outcome for line in self.lines}

    def with_status(self, status: Status) -> list[str]:
        """The ids of the checks with this answer, in order."""
        return [line.id for line in self.lines if line.outcome.status == status]

    def to_json(self) -> dict[str, object]:
        """The report as plain data, in the form given in docs/formats/checks.md."""
        return {
            "format": FORMAT,
            "production": self.production,
            "docket": self.docket,
            "origin": self.origin,
            "size": self.size,
            "log_key": self.log_key,
            "verdict": str(self.verdict),
            "checks": [line.to_json() for line in self.lines],
        }

    def to_text(self) -> str:
        """The report as plain text, to be read or printed."""
        head = f"Production {self.production or '(unknown)'} in {self.docket or '(unknown case)'}"
        lines = [head, f"Record {self.origin or '(unknown)'}, {max(self.size, 0)} entries", ""]
        for line in self.lines:
            lines.append(f"{line.number:3d}  {line.outcome.status.upper():<11}  {line.claim}")
            lines.append(f"{'':18}{line.outcome.detail}")
        return "\n".join(map(_harmless, [*lines, "", *self.conclusion()])) + "\n"

    def conclusion(self) -> list[str]:
        """The verdict in sentences, and what remains for the reader to do."""
        left_out = self.with_status(Status.NOT_CHECKED)
        told = {
            Verdict.PASSED: "PASSED. Every check that was made holds.",
            Verdict.FAILED: "FAILED. Do not rely on this production; "
            f"{len(self.with_status(Status.FAILED))} of {len(self.lines)} checks failed.",
            Verdict.INCOMPLETE: "INCOMPLETE. Nothing looked at is wrong, but not everything could be looked at.",
        }
        lines = [told[self.verdict]]
        if left_out:
            numbers = ", ".join(str(line.number) for line in self.lines if line.id in left_out)
            lines.append(f"Not checked: {numbers}.")
        if self.log_key:
            lines.append(f"Key of the record: {self.log_key}")
            lines.append(f"Its fingerprint: {parse_vkey(self.log_key).fingerprint}")
            lines.append(
                "Compare the fingerprint by telephone with the court or the office that keeps the record."
            )
        return lines


def _harmless(line: str) -> str:
    """A line of which a terminal shows every character: names in a production may hold what moves its cursor."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
