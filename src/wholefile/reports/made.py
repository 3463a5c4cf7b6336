"""Where the log stood when a report was made, who asked for it and when, and how anybody checks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wholefile.core.note import parse_note
from wholefile.record import checkpoints, lookups
from wholefile.record.home import Record
from wholefile.record.visibility import Sight
from wholefile.reports.certificate import Seal
from wholefile.reports.contents import instant
from wholefile.showing.proofs import witnesses_of

WHOLE_ONLY = "told to whoever sees the whole record"
UNSIGNED = "Not signed by a certificate; verify by digest."


@dataclass(frozen=True, slots=True)
class Made:
    """How a report came to be. Times in milliseconds since 1970 (UTC); `checkpoint` is the signed note, or empty.

    The size of the log and its checkpoint count what others did: to whoever does not see the whole record `entries` is
    nothing, and no checkpoint is told.
    """

    log: str
    entries: int | None
    key: str
    fingerprint: str
    checkpoint_entries: int
    checkpoint_at: int | None
    checkpoint: str
    witnesses: tuple[tuple[str, int], ...]
    by: str
    at: int
    signed_with: str

    def facts(self) -> list[tuple[str, str]]:
        """The same in words."""
        newest = (
            f"{self.checkpoint_entries} entries, signed {instant(self.checkpoint_at)} UTC"
            if self.checkpoint
            else "none was made yet"
        )
        cosigners = "; ".join(f"{name} ({instant(at)} UTC)" for name, at in self.witnesses)
        whole = self.entries is not None
        return [
            ("Made at (UTC)", instant(self.at)),
            ("Asked for by", self.by),
            ("Log", self.log),
            ("Entries in the log then", str(self.entries) if whole else WHOLE_ONLY),
            ("Newest checkpoint then", newest if whole else WHOLE_ONLY),
            ("Cosigned by witnesses", (cosigners or "by none") if whole else WHOLE_ONLY),
            ("Key of the log", self.key),
            ("Its fingerprint, to compare by telephone", self.fingerprint),
            ("Signature", self.signature),
        ]

    @property
    def signature(self) -> str:
        """Whether the PDF is signed, and with whose certificate."""
        return (
            f"The PDF is signed with the certificate of {self.signed_with}." if self.signed_with else UNSIGNED
        )

    def as_data(self) -> dict[str, Any]:
        """The same as plain data; times in milliseconds since 1970 (UTC)."""
        return {
            "at": self.at,
            "by": self.by,
            "log": self.log,
            "entries": self.entries,
            "key": self.key,
            "fingerprint": self.fingerprint,
            "checkpoint": {
                "entries": self.checkpoint_entries,
                "at": self.checkpoint_at,
                "note": self.checkpoint,
                "witnesses": [{"name": name, "at": at} for name, at in self.witnesses],
            }
            if self.checkpoint
            else None,
            "signed_with": self.signed_with or None,
        }


def made_now(record: Record, sight: Sight, by: str, seal: Seal | None) -> Made:
    """Where the log stands now, as far as a sight goes. `by` is who asks, in words."""
    newest = checkpoints.latest(record) if sight.everything else None
    key = record.log_key
    return Made(
        log=record.origin,
        entries=lookups.entry_count(record.db) if sight.everything else None,
        key=key.vkey,
        fingerprint=key.fingerprint,
        checkpoint_entries=newest.size if newest else 0,
        checkpoint_at=newest.at if newest else None,
        checkpoint=str(newest.note) if newest else "",
        witnesses=tuple(
            (one["name"], one["at"]) for one in witnesses_of(record, parse_note(newest.note.encode()))
        )
        if newest
        else (),
        by=by,
        at=record.clock(),
        signed_with=seal.subject if seal else "",
    )


_DATA = (
    "The data of this report is attached to this PDF as report.json. Save it (any reader of PDF does, or "
    "`pdfdetach -saveall FILE`) and run `sha256sum report.json`: it gives the digest below. The same contents have the "
    "same digest whenever the office makes the report again."
)
_ENTRIES = (
    "The number of an entry is its position in the log. The office proves for each that it stands under a checkpoint: "
    "`Proof (JSON)` on the page of the act. A production proves its own entries with `wholefile verify FOLDER`, a "
    "submitter's receipt with `wholefile receipt check FILE`."
)
_CHECKPOINT = (
    "The checkpoint below commits the office to every entry before it. Compare it with what a witness cosigned, or run "
    "`wholefile audit` on the published log; compare the key of the log with one that you were given by telephone or "
    "hold from before."
)
_CHECKPOINT_ELSEWHERE = (
    "The checkpoint over these entries is told to whoever sees the whole record and to the witnesses of the log: ask "
    "one of them, and compare the key of the log with one that you were given by telephone or hold from before."
)
_SIGNATURE = (
    "The signature on this PDF is checked by readers of PDF (PAdES), or with `pdfsig FILE`. Who vouches for the "
    "certificate is for you to judge."
)


def how_to_check(made: Made, *, signed: bool) -> list[str]:
    """What somebody does who trusts nobody, step by step."""
    steps = [_DATA, _ENTRIES]
    if made.entries is None:
        steps.append(_CHECKPOINT_ELSEWHERE)
    elif made.checkpoint:
        steps.append(_CHECKPOINT)
        if made.entries > made.checkpoint_entries:
            last = f"{made.checkpoint_entries} to {made.entries - 1}"
            steps.append(f"Entries {last} are newer than this checkpoint; the next one covers them.")
    return [*steps, _SIGNATURE] if signed else steps
