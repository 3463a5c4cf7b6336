"""Measuring in turn: every round runs every subject once, and what counts is the median over the rounds.

Other work on the machine then troubles all subjects alike; ratios within a table mean more than the figures.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Subject:
    """One line of a table: `run` does the work and returns its figure in the unit of the line."""

    name: str
    unit: str
    run: Callable[[], float]
    goal: str = ""
    figures: list[float] = field(default_factory=list)
    skipped: str = ""

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.figures)


@dataclass
class Table:
    """What is compared with each other."""

    title: str
    note: str
    subjects: list[Subject]

    def measure(self, rounds: int, say: Callable[[str], None]) -> None:
        """So many rounds, each over all subjects."""
        for number in range(rounds):
            for subject in self.subjects:
                if subject.skipped:
                    continue
                try:
                    subject.figures.append(subject.run())
                except Skipped as skipped:
                    subject.skipped = str(skipped)
                else:
                    figure = f"{shown(subject.figures[-1])} {subject.unit}"
                    say(f"{number + 1}/{rounds} {self.title}: {subject.name} {figure}")


class Skipped(Exception):
    """This subject cannot be measured here; says why."""


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """A list that holds the seconds the block took."""
    taken: list[float] = []
    started = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - started)


def rate(count: int, work: Callable[[], object]) -> float:
    """How many of so many things a second the work does."""
    with stopwatch() as taken:
        work()
    return count / taken[0]


def shown(figure: float) -> str:
    """A figure with as many digits as mean something."""
    if figure >= 1000:
        return f"{figure:,.0f}"
    return f"{figure:.3g}" if figure < 100 else f"{figure:.0f}"


def once(figure: float) -> Callable[[], float]:
    """A figure that was measured while something was built, which is not built again."""
    return lambda: figure


def chunks(count: int, size: int) -> Iterable[range]:
    """The numbers below `count` in ranges of at most `size`."""
    return (range(start, min(start + size, count)) for start in range(0, count, size))


def drop_nothing_but_sync() -> None:
    """Let earlier writes of this machine settle before something durable is timed."""
    os.sync()
