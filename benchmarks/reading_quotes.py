"""Who is quoted, measured on a split of PolNeAR with its `text/` and `attributions/` in brat form.

A quotation counts when its marks are found and the corpus's first reader put it into the content of an attribution
with a source. A quotation inside another is left out: the corpus gives its words to the outer speaker. It is right
when the words for the speaker that we give share a character with those that the reader marked. Whole quotations have
six words or more. What we take for a title and pass over is counted apart, as the corpus may know better. Others were
counted over the quotations that each of them found. The corpus says of itself that readers agree in 92 of 100
attributions. Tune on its training and development parts only; it states no licence, so nothing of it is kept here.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from wholefile.reading.facts import Fact
from wholefile.reading.frame import frame
from wholefile.reading.language import Language, load, parse
from wholefile.reading.names.mentions import Entities
from wholefile.reading.quotes.marks import Quoted, find_quoted
from wholefile.reading.quotes.speakers import find_speakers
from wholefile.reading.spans import Span

WHOLE = 6
# Others on the test split, whole and scattered quotations, measured in the same way in November 2026.
OTHERS = {"prototype of 76 lines": (0.861, 0.658), "textacy 0.13, marks straightened": (0.521, 0.236)}
GOAL = 0.88


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a reader of the corpus marked: the places of the words, and of those for the source."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]


def scores(folder: Path) -> dict[str, float]:
    """Per kind of quotation ("whole", "scattered"): how many, part answered, part right, part right of those answered.

    Raises FileNotFoundError for a folder without `text/` or `attributions/`.
    """
    counts: Counter[str] = Counter()
    language = load()
    for text_file in sorted((folder / "text").iterdir()):
        marked = sorted((folder / "attributions").glob(f"{text_file.stem}_*.ann"))
        if text_file.suffix == ".txt" and marked:
            _count(counts, text_file.read_text(encoding="utf-8"), _attributions(marked[0]), language)
    found: dict[str, float] = {"articles": counts["articles"], "taken for titles": counts["titles"]}
    for kind in ("whole", "scattered"):
        all_, answered, right = (counts[f"{kind} {one}"] for one in ("all", "answered", "right"))
        found |= {
            f"{kind} quotations": all_,
            f"{kind} answered": answered / max(1, all_),
            f"{kind} right": right / max(1, all_),
            f"{kind} right of answered": right / max(1, answered),
        }
    return found


def _count(counts: Counter[str], text: str, gold: list[Attribution], language: Language | None) -> None:
    quoted = find_quoted(text)
    facts = find_speakers(parse(text, language), quoted, Entities(text), (), frame(text, kind="news report"))
    by_span = {one.span: one for one in facts}
    counts["articles"] += 1
    furthest = 0
    for one in quoted:
        inside, furthest = one.outer.start < furthest, max(furthest, one.outer.end if not one.title else 0)
        source = _source(one, gold)
        if inside or not source:
            continue
        if one.title:
            counts["titles"] += 1
            continue
        kind = "whole" if len(one.inner.of(text).split()) >= WHOLE else "scattered"
        counts[f"{kind} all"] += 1
        answer = _answer(by_span[one.inner])
        counts[f"{kind} answered"] += answer is not None
        counts[f"{kind} right"] += answer is not None and any(answer.meets(place) for place in source)


def _answer(fact: Fact) -> Span | None:
    """Where the words for the speaker stand."""
    return fact.others[0] if fact.one("speaker_words") and fact.others else None


def _source(one: Quoted, gold: list[Attribution]) -> tuple[Span, ...]:
    """The words that a reader marked for the speaker of a quotation; none when nobody marked it."""
    length = one.inner.end - one.inner.start
    for attribution in gold if length >= 3 else ():
        for place in attribution.content:
            shared = min(place.end, one.inner.end) - max(place.start, one.inner.start)
            if shared > 0.8 * length or (
                place.start <= one.inner.start + 1 and one.inner.end - 1 <= place.end
            ):
                return attribution.source
    return ()


def _attributions(file: Path) -> list[Attribution]:
    """The attributions of one brat file, in its order; lines that are not of that form are passed over."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[dict[str, list[Span]]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T") and rest:
            places = rest.partition("\t")[0].partition(" ")[2].split(";")
            spans[name] = tuple(Span(*map(int, one.split())) for one in places)
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("E"):
            parts: dict[str, list[Span]] = {}
            for one in rest.split():
                role, _, of = one.partition(":")
                parts.setdefault(role.rstrip("0123456789"), []).extend(spans.get(of, ()))
            events.append(parts)
    return [Attribution(tuple(one.get("Content", ())), tuple(one.get("Source", ()))) for one in events]


def shown(found: dict[str, float]) -> str:
    """The scores as a table in Markdown, beside those of others and the goal."""
    whole, scattered = found["whole quotations"], found["scattered quotations"]
    told = f"{found['articles']:.0f} articles, {whole:.0f} whole quotations (goal {GOAL})"
    ours = [
        f"**{found[f'{kind} right']:.3f}** ({found[f'{kind} right of answered']:.3f} of those answered)"
        for kind in ("whole", "scattered")
    ]
    rows = [("this reader", *ours)]
    rows += [(name, f"{first:.3f}", f"{second:.3f}") for name, (first, second) in OTHERS.items()]
    head = [
        f"{told}, {scattered:.0f} scattered ones; {found['taken for titles']:.0f} more taken for titles",
        "",
        "| speaker right | whole quotations | scattered words |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def report(folder: Path) -> str:
    """The scores of a split for people to read."""
    return f"speakers of quotations, {folder.name}: {shown(scores(folder))}\n"


if __name__ == "__main__":
    print(report(Path(sys.argv[1])))
