"""Time expressions against TempEval-3: `python -m benchmarks.reading_time FOLDER` with TimeML files (*.tml) in it.

The measures are those of the task's own scorer: a gold expression and one of ours match when they share a
character (relaxed) or have the same words (strict); value F1 is over the matched expressions whose value is to the
letter that of the gold. Tune on TBAQ-cleaned only; te3-platinum is for measuring.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from wholefile.reading.time.expressions import Timed, find_times

# Value F1 on te3-platinum: UzZaman and others 2013 (SemEval-2013 Task 1), Lee and others 2014 (UWTime), Strötgen 2013.
PUBLISHED = {"HeidelTime": ".776 to .781", "SUTime": ".674", "UWTime": ".824"}


@dataclass(frozen=True)
class Gold:
    """An annotated document: its date, its text, and (start, end, type, value) of each expression."""

    name: str
    day: date | None
    text: str
    times: tuple[tuple[int, int, str, str], ...]


@dataclass
class Counts:
    """What was found over all documents, and the errors for whoever tunes on the training part."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    type: int = 0
    value: int = 0
    errors: list[tuple[str, ...]] = field(default_factory=list)


def documents(folder: Path) -> Iterator[Gold]:
    """The TimeML files below a folder, in the order of their names."""
    for path in sorted(folder.rglob("*.tml")):
        yield gold(path)


def gold(path: Path) -> Gold:
    """One TimeML file. Raises ValueError for a file without text."""
    source = path.read_text("utf-8", errors="replace")
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
    if body is None:
        raise ValueError(f"{path.name} has no <TEXT>")
    created = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', source, re.DOTALL)
    pieces: list[str] = []
    times: list[tuple[int, int, str, str]] = []
    _walk(ET.fromstring(f"<r>{body[1]}</r>"), pieces, times)  # noqa: S314 - a corpus that the caller chose
    return Gold(path.name, date.fromisoformat(created[1]) if created else None, "".join(pieces), tuple(times))


def _walk(element: ET.Element, pieces: list[str], times: list[tuple[int, int, str, str]]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _walk(child, pieces, times)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        times.append((start, sum(map(len, pieces)), element.get("type", ""), element.get("value", "")))


def compare(document: Gold, found: tuple[Timed, ...], counts: Counts) -> None:
    """Add one document to the counts."""
    counts.gold += len(document.times)
    counts.found += len(found)
    free = list(found)
    for start, end, sort, value in document.times:
        words = document.text[start:end]
        near = [one for one in free if one.span.start < end and start < one.span.end]
        if not near:
            counts.errors.append(("missed", words, value, document.name))
            continue
        best = max(near, key=lambda one: min(end, one.span.end) - max(start, one.span.start))
        free.remove(best)
        counts.relaxed += 1
        ours = best.span.of(document.text)
        counts.strict += ours.split() == words.split()
        counts.type += best.type == sort
        counts.value += best.value == value
        if best.value != value:
            counts.errors.append(("value", words, value, best.value, ours, best.rule, document.name))
        elif ours.split() != words.split():
            counts.errors.append(("extent", words, ours, best.rule, document.name))
    counts.errors += [
        ("extra", one.span.of(document.text), one.value, one.rule, document.name) for one in free
    ]


def scores(folder: Path) -> dict[str, float]:
    """Relaxed, strict, type and value F1 over the TimeML files of a folder, and how many expressions it has."""
    return figures(counted(folder))


def counted(folder: Path) -> Counts:
    """The counts over a folder."""
    counts = Counts()
    for document in documents(folder):
        compare(document, find_times(document.text, document.day), counts)
    return counts


def figures(counts: Counts) -> dict[str, float]:
    """The scores from the counts."""
    both = counts.gold + counts.found
    told = ("relaxed", "strict", "type", "value")
    return {"gold": counts.gold, "found": counts.found} | {
        name: 2 * getattr(counts, name) / both if both else 0.0 for name in told
    }


def report(folder: Path) -> str:
    """The scores beside the published ones, in words."""
    measured = scores(folder)
    told = [
        f"times, {folder.name}: {measured['gold']:.0f} expressions in the gold, {measured['found']:.0f} found"
    ]
    told += [f"{name:8} F1 {measured[name]:.3f}" for name in ("relaxed", "strict", "type", "value")]
    published = "; ".join(f"{who} {score}" for who, score in PUBLISHED.items())
    return "\n".join([*told, f"published value F1 on te3-platinum: {published}"])


if __name__ == "__main__":
    print(report(Path(sys.argv[1])))
