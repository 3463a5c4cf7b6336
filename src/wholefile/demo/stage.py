"""What the chapters share: the record, the clock of the story, the people, and ways to expect something.

The clock is the story's, so that years can pass in seconds; the record and the witness both go by it. Everything
else is what an office uses: the same actions, rules, files and signatures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wholefile.actions.signing import Signer
from wholefile.core.errors import Unprocessable
from wholefile.core.note import VerifierKey
from wholefile.demo.narration import Narrator
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import entry_count

CRIMINAL = "D-9-CR-2031-114"
WRONG = "SAC-2031-4502"
CIVIL = "D-9-CV-2033-58"


class NotAsTold(Exception):
    """The story said one thing and the record did another."""


class StoryClock:
    """Milliseconds since 1970 (UTC) in the story; every look at it moves it on by a few seconds."""

    def __init__(self, start: str) -> None:
        self._now = datetime.fromisoformat(start).replace(tzinfo=UTC)

    def __call__(self) -> int:
        """Now."""
        self._now += timedelta(seconds=3)
        return self.milliseconds

    @property
    def milliseconds(self) -> int:
        """Now, without moving on."""
        return int(self._now.timestamp() * 1000)

    def until(self, moment: str) -> None:
        """Let time pass; it never runs back."""
        later = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        self._now = max(self._now, later)


@dataclass
class Stage:
    """Everything a chapter needs. `items` are vouchers by the word the story uses for them."""

    record: Record
    clock: StoryClock
    tell: Narrator
    folder: Path
    people: dict[str, Signer] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    witness_key: VerifierKey | None = None
    kept: dict[str, Path] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Signer:
        """People by their first names: `stage.ruth`."""
        try:
            people: dict[str, Signer] = self.__dict__["people"]
            return people[name]
        except KeyError:
            raise AttributeError(name) from None

    def chapter(self, title: str, moment: str) -> None:
        """Begin a chapter at a moment of the story."""
        self.clock.until(moment)
        self.tell.chapter(title, moment[:10])

    def did(self, words: str, receipt: Receipt | None = None) -> None:
        """Tell something that was done."""
        self.tell.tell(words, position=None if receipt is None else receipt.seq)

    def refused(self, rule: str, words: str, attempt: Callable[[], object]) -> None:
        """Try something that this rule (or refusal code) must refuse, leaving nothing. Raises NotAsTold else."""
        before = entry_count(self.record.db)
        try:
            attempt()
        except Unprocessable as refusal:
            if refusal.code not in (rule, f"rule.{rule}"):
                raise NotAsTold(f"{words} Expected rule {rule}, but {refusal.message}") from refusal
            after = entry_count(self.record.db)
            self.expect(before == after, "a refused act left an entry behind")
            self.tell.tell(f"{words} {refusal.message}", kind="refused")
            return
        raise NotAsTold(f"{words} Rule {rule} should have refused this, and it was recorded.")

    @staticmethod
    def expect(holds: bool, words: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Raises NotAsTold when something is not as the story says."""
        if not holds:
            raise NotAsTold(f"This should hold and does not: {words}.")
