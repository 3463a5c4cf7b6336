"""The counts of a run of damaged files, printed at its end, one row for each kind."""

from collections import Counter
from dataclasses import dataclass, field

COLUMNS = ("read", "failed", "hung", "died")
"""Files that came to a stated outcome; errors of our own code; and hangs and deaths of libraries in C."""


@dataclass
class Table:
    """One row for each kind of file."""

    rows: dict[str, Counter[str]] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, counts: Counter[str], deaths: list[str]) -> None:
        """Count the files of one run, and say how each death came about."""
        self.rows.setdefault(kind, Counter()).update(counts)
        if deaths:
            self.last[kind] = "; ".join(dict.fromkeys(deaths))

    def lines(self) -> list[str]:
        """The table in Markdown."""
        if not self.rows:
            return []
        heads = ["| kind | " + " | ".join(COLUMNS) + " | of what |", "|---" * (len(COLUMNS) + 2) + "|"]
        total = Counter[str]()
        for row in self.rows.values():
            total.update(row)
        every = [*sorted(self.rows.items()), ("all", total)]
        return heads + [
            f"| {kind} | "
            + " | ".join(str(row[name]) for name in COLUMNS)
            + f" | {self.last.get(kind, '')} |"
            for kind, row in every
        ]
