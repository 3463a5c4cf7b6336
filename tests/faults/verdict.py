"""What became of a record after a fault: opened again, checked, and the same work asked of it once more.

`lost` names what was acknowledged and is not there; `half` what is there but not wholly, or not provably; `doubled`
what stands twice. All three must be empty, and the work must be able to go on.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.work import Work, reopened
from wholefile.core.errors import WholefileError
from wholefile.record import expunge, journal
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.home import Record

UNPUBLISHED = "checkpoint.published"


@dataclass(slots=True)
class Verdict:
    """Counts of acts, and what is wrong in words."""

    acknowledged: int = 0
    recovered: int = 0
    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not (self.lost or self.half or self.doubled)


def acknowledged(acks: Path) -> list[dict]:
    """The lines of acknowledgement; the last may be torn, and was then not shown to anybody."""
    if not acks.exists():
        return []
    lines = acks.read_bytes().split(b"\n")[:-1]
    return [json.loads(one) for one in lines]


def judge(folder: Path, acks: Path, acts: int, *, base: int, url: str | None = None) -> Verdict:
    """Open the record again, look at everything, do all the work again, and look once more.

    `base` is how many entries there were before the work began.
    """
    verdict = Verdict()
    said = acknowledged(acks)
    receipts = {one["act"]: one for one in said if "act" in one}
    verdict.acknowledged = len(receipts)
    try:
        record = reopened(folder, url)
    except Exception as error:  # noqa: BLE001  # whatever it is, the record does not open
        verdict.half.append(f"the record does not open: {error!r}")
        return verdict
    try:
        verdict.recovered = _people_wrote(record) - base
        for one in said:
            if "seq" in one and _leaf(record, one["seq"]) != one["leaf"]:
                verdict.lost.append(f"entry {one['seq']} was acknowledged")
            if "checkpoint" in one and not _signed(record, one["checkpoint"]):
                verdict.lost.append(f"a checkpoint was published: {one['checkpoint']}")
        _look(record, verdict)
        if verdict.clean:
            _again(record, receipts, acts, verdict, base)
    finally:
        record.close()
    return verdict


def _leaf(record: Record, seq: int) -> str | None:
    row = record.db.one("entry", seq=seq)
    return row.leaf_hash.hex() if row else None


def _signed(record: Record, note: str) -> bool:
    """Whether a checkpoint that was published is kept; the log may only have grown since."""
    return record.db.exists("checkpoint", note=note)


def _people_wrote(record: Record) -> int:
    return record.db.count("entry", kind__ne="index")


def _look(record: Record, verdict: Verdict) -> None:
    size, standing = journal.read_head(record.db).size, record.db.count("entry")
    if size != standing:
        verdict.half.append(f"the head counts {size} entries and {standing} are there")
    try:
        if expunge.is_pending(record):
            expunge.finish(record)
        findings = [one for one in check(record) if not one.is_note]
        if [one.kind for one in findings] == [UNPUBLISHED]:
            # Signed and stored, and the crash came before it was published: the next checkpoint mends that.
            checkpoint(record)
            findings = [one for one in check(record) if not one.is_note]
        verdict.half += [str(one) for one in findings]
    except Exception as error:  # noqa: BLE001  # a record that cannot be checked is not whole
        verdict.half.append(f"the record cannot be checked: {error!r}")


def _again(record: Record, receipts: dict[int, dict], acts: int, verdict: Verdict, base: int) -> None:
    """Every act of the work is asked for again: what was acknowledged gets its receipt, the rest is recorded."""
    work, orders = Work(record), record.db.count("entry", kind="record.expunged")
    if not orders:
        for number in range(acts):
            before = receipts.get(number)
            try:
                receipt = work.do(number)
            except WholefileError as error:
                verdict.doubled.append(f"act {number} is taken for another: {error.message}")
                return
            if before and (receipt.seq, receipt.leaf_hash.hex()) != (before["seq"], before["leaf"]):
                verdict.doubled.append(f"act {number} stood at {before['seq']} and now at {receipt.seq}")
        standing = _people_wrote(record) - base
        if standing != acts:
            verdict.doubled.append(f"{acts} acts were done and {standing} entries are there")
    work.office.act(
        "access.opened", {"items": ["V26-000002"] if orders else ["V26-000001"], "purpose": "after", "by": "P-3"},
        work.office.custodian,
    )  # fmt: skip
    try:
        checkpoint(record)
    except WholefileError as error:
        verdict.half.append(f"no checkpoint can be made: {error.message}")
    _look(record, verdict)
