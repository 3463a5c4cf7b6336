"""What an audit says: each claim holds, fails, or was not checked, in words that can be read aloud."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

FORMAT = "wholefile audit v1"
PASSED, FAILED, NOT_CHECKED = "passed", "failed", "not checked"

_SHOWN = 5

# Every claim by its identifier, in the order of the report.
CLAIMS = {
    "the_checkpoint_is_signed_by_the_log": "The checkpoint is signed by the key of the log.",
    "the_witness_policy_is_met": "The witnesses that the policy asks for have cosigned.",
    "the_log_continues_the_previous_audit": "The log begins with everything that was audited before.",
    "every_entry_is_published": "Every entry up to the checkpoint is published, each in its bundle.",
    "every_tile_is_right": "Every tile holds exactly the hashes that the entries give.",
    "the_root_is_that_of_the_entries": "The entries lead to the root that the checkpoint signs.",
    "no_other_file_contradicts": "No other tile lies beside them that says something else.",
    "every_header_is_canonical": "Every entry has the one permitted form.",
    "every_entry_is_in_its_place": "Every entry carries its own position and the name of this log.",
    "no_act_is_repeated": "No act is entered twice.",
    "times_are_in_order": "The times of the entries are in order, and between those of the witnesses.",
    "every_case_is_opened_first": "Every case label begins with the opening of the case.",
    "the_last_entry_is_the_index": "The last entry is the index, so nothing stands behind it.",
    "every_index_counts_every_entry": "Every index entry has the root over all entries of all cases before it.",
    "every_body_matches_its_commitment": "Every body that was given is the one that was committed to.",
    "every_body_fits_its_kind": "Every body that was given has exactly the fields of its kind.",
    "every_signature_is_valid": "Every signature holds, by a key that was valid at its position.",
    "every_required_person_signed": "Every act is signed by exactly the people it names as signers.",
    "every_missing_body_was_expunged": "Every body that was not given was destroyed by order of a court.",
}

# Without these an auditor has not recomputed the log and does not cosign.
ESSENTIAL = (
    "the_checkpoint_is_signed_by_the_log",
    "every_entry_is_published",
    "every_tile_is_right",
    "the_root_is_that_of_the_entries",
    "no_other_file_contradicts",
    "every_header_is_canonical",
    "every_entry_is_in_its_place",
    "no_act_is_repeated",
    "times_are_in_order",
    "every_case_is_opened_first",
    "the_last_entry_is_the_index",
    "every_index_counts_every_entry",
)


@dataclass
class Claim:
    """One claim while it is looked into: how often it was checked, what contradicts it, why it was not checked."""

    id: str
    count: int = 0
    wrong: int = 0
    details: list[str] = field(default_factory=list)
    missing: str = ""
    said: str = ""

    def fail(self, detail: str) -> None:
        """Something contradicts it; the first few are kept in words."""
        self.wrong += 1
        if len(self.details) < _SHOWN:
            self.details.append(detail)

    @property
    def status(self) -> str:
        """Passed, failed or not checked: what was looked at in part and missed in part counts as not checked."""
        if self.wrong:
            return FAILED
        return NOT_CHECKED if self.missing else PASSED

    @property
    def detail(self) -> str:
        """In words: what is wrong, else what was missing, else what was seen."""
        if self.wrong:
            more = self.wrong - len(self.details)
            return " ".join(self.details) + (f" And {more} more." if more else "")
        return self.missing or self.said


class Report:
    """All claims about one log."""

    def __init__(self) -> None:
        self.claims = {name: Claim(name) for name in CLAIMS}
        self.origin = ""
        self.size = 0

    def __getitem__(self, name: str) -> Claim:
        return self.claims[name]

    @property
    def passed(self) -> bool:
        """Nothing failed."""
        return all(one.status != FAILED for one in self.claims.values())

    @property
    def recomputed(self) -> bool:
        """Nothing failed, and all that a log is made of was worked out again: what an auditor's cosignature means."""
        return self.passed and all(self[name].status == PASSED for name in ESSENTIAL)

    def to_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "format": FORMAT,
            "origin": self.origin,
            "size": self.size,
            "verdict": PASSED if self.passed else FAILED,
            "recomputed": self.recomputed,
            "checks": [
                {
                    "number": number,
                    "id": one.id,
                    "claim": CLAIMS[one.id],
                    "status": one.status,
                    "detail": one.detail,
                    "count": one.count,
                }
                for number, one in enumerate(self.claims.values(), start=1)
            ],
        }

    def to_text(self) -> str:
        """The report for people, what failed first."""
        name = f"Log {self.origin} at {self.size} entries" if self.origin else "The log"
        verdict = "holds in all that was checked" if self.passed else "DOES NOT HOLD"
        lines = [f"{name}: {verdict}."]
        numbered = list(enumerate(self.claims.values(), start=1))
        for status in (FAILED, NOT_CHECKED, PASSED):
            for number, one in numbered:
                if one.status == status:
                    lines.append(f"{number:3}. {status:<11} {CLAIMS[one.id]}")
                    lines += [f"                 {one.detail}"] if one.detail else []
        return "\n".join(lines) + "\n"

    def dump(self) -> str:
        """The report as JSON text."""
        return json.dumps(self.to_json(), ensure_ascii=False, indent=2)
