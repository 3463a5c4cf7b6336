"""The counts of a run of faults, printed at its end: injected, survived, lost, half applied, doubled."""

from collections import Counter
from dataclasses import dataclass, field

from tests.faults.verdict import Verdict

COLUMNS = ("injected", "survived", "lost", "half applied", "doubled")


@dataclass
class Table:
    """One row for each family of faults."""

    rows: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, family: str, verdict: Verdict, injected: int = 1) -> None:
        """Count one verdict, on so many faults."""
        row = self.rows.setdefault(family, Counter())
        row["injected"] += injected
        row["survived"] += injected * verdict.clean
        row["lost"] += len(verdict.lost)
        row["half applied"] += bool(verdict.half)
        row["doubled"] += len(verdict.doubled)

    def lines(self) -> list[str]:
        """The table in Markdown."""
        if not self.rows:
            return []
        heads = ["| fault | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
        total = Counter[str]()
        for row in self.rows.values():
            total.update(row)
        every = [*self.rows.items(), ("all", total)]
        return heads + [
            f"| {family} | " + " | ".join(str(row[name]) for name in COLUMNS) + " |" for family, row in every
        ]
