"""What a reading must not fall below, kept beside the gold; raised when the rules have become better, never lowered."""

import json
from math import floor

from tests.reading.gold.marked import FOLDER

FILE = FOLDER / "floors.json"
VIOLATIONS = "must not be asserted: violations"
# One document more or less moves the figures of one kind of document by some hundredths; those of all by less.
STEPS = {"all": 100}
STEP = 20


def floors_of(by_kind):
    """The floors that these scores would set: every figure rounded down, violations as they are."""
    return {
        kind: {
            name: floor(value * STEPS.get(kind, STEP) + 1e-9) / STEPS.get(kind, STEP)
            for name, value in scores.summary().items()
        }
        | {VIOLATIONS: len(scores.violations)}
        for kind, scores in by_kind.items()
    }


def fallen(by_kind, floors):
    """In words, every figure below its floor, and every kind with more violations than before."""
    complaints = []
    for kind, held in floors.items():
        figures = by_kind[kind].summary() if kind in by_kind else {}
        for name, least in held.items():
            if name == VIOLATIONS:
                found = by_kind[kind].violations if kind in by_kind else []
                if len(found) > least:
                    complaints += [f"{kind}: {words}" for words in found]
            elif figures.get(name, 0) < least:
                complaints.append(f"{kind}: {name} is {figures.get(name, 0):.3f}, below {least:.2f}")
    return complaints


def kept():
    """The floors kept."""
    return json.loads(FILE.read_text("utf-8"))


def keep(by_kind):
    """Writes the floors that these scores set."""
    FILE.write_text(json.dumps(floors_of(by_kind), indent=1, sort_keys=True) + "\n", "utf-8")
