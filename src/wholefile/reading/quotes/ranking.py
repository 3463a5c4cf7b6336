"""Which saying shows who is quoted: what speaks for and against each, in points.

Each sign is a plain observation ("the cue follows right after a comma"); what it is worth was tuned on the training
part of a public corpus of news. The best candidate wins when it reaches LEAST.
"""

from dataclasses import dataclass

from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.quotes import cues
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.spans import Span
from wholefile.reading.walking import ancestors


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: its words' head, whether it begins and ends its paragraph, how many words it has."""

    inner: Span
    outer: Span
    head: Word | None
    above: frozenset[int]
    full: bool
    opens: bool
    closes: bool
    paragraph: int


def bucket(count: int, bounds: tuple[int, ...]) -> str:
    """The least of some bounds that a count does not pass, in words."""
    return next((str(one) for one in bounds if count <= one), "more")


def signs(parsed: Parsed, place: Place, saying: Saying, between: "Between") -> list[str]:
    """What can be seen of a saying beside a quotation."""
    text = parsed.text
    after = saying.word.span.start >= place.outer.end
    side = "after" if after else "before"
    span = saying.span
    gap = (
        text[place.outer.end : min(span.start, saying.word.span.start)]
        if after
        else text[max(span.end, saying.word.span.end) : place.outer.start]
    )
    kind = "full" if place.full else "part"
    found = [side, f"{side} words {bucket(between.words, (0, 1, 2, 4, 8, 14, 25))}"]
    found.append(f"{side} stops {bucket(between.stops, (0, 1, 2))}")
    found.append(f"{side} quotes {bucket(between.quotes, (0, 1, 2))}")
    found.append(f"sort {saying.sort}")
    found.append(f"{side} {saying.sort} {'near' if between.words <= 2 and not between.stops else 'far'}")
    if saying.verb in cues.SURE:
        found.append("sure")
    last = text[place.inner.end - 1]
    if after:
        tight = between.words == 0 and not between.stops
        mark = last if last in ",.?!—-" else ("," if gap.lstrip()[:1] == "," else "none")
        found.append(f"after {'tight' if tight else 'loose'} {mark}")
        found.append(f"after {'tight' if tight else 'loose'} {saying.sort} {kind}")
    else:
        mark = (
            gap.rstrip()[-1:]
            if gap.rstrip()[-1:] in {":", ","}
            else ("that" if gap.rstrip().endswith("that") else "none")
        )
        found.append(f"before {'near' if between.words <= 3 else 'far'} {mark} stop{min(between.stops, 1)}")
        found.append(f"before mark {mark} {'capital' if text[place.inner.start].isupper() else 'small'}")
    found.append(
        f"{side} {'capital' if text[place.inner.start].isupper() else 'small'} {'full' if place.full else 'part'}"
    )
    found += _grammar(parsed, place, saying)
    found += _source(parsed, saying)
    if between.paragraphs:
        found.append(f"{side} paragraph {'colon' if between.colon else 'opens' if place.opens else 'inside'}")
    if between.bound:
        found.append(f"{side} bound to another")
    return found


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between a saying and a quotation: words outside quotations, ends of sentences, quotations."""

    words: int
    stops: int
    quotes: int
    paragraphs: int = 0
    colon: bool = False
    bound: bool = False


def _grammar(parsed: Parsed, place: Place, saying: Saying) -> list[str]:
    if place.head is None or not parsed.model:
        return []
    found = []
    at = saying.word.at
    if at in place.above:
        direct = place.head.head == at
        found.append("governs directly" if direct else "governs")
        found.append(f"governs as {_way(parsed, place.head, at)}")
        if not _other_between(parsed, place.head, at):
            found.append("governs nearest")
    elif place.head.at in {one.at for one in ancestors(parsed, saying.word)}:
        found.append("governed by the quotation")
        found.append(f"governed as {saying.word.relation}")
    if saying.word.relation in {"relcl", "acl", "advcl"}:
        found.append(f"cue is {saying.word.relation}")
    if saying.word.relation == "ROOT":
        found.append("cue is root")
    if saying.word.tag == "VBG":
        found.append("cue is gerund")
    return found


def _way(parsed: Parsed, head: Word, at: int) -> str:
    """By which relation the path from a quotation reaches a saying."""
    word = head
    for above in ancestors(parsed, head):
        if above.at == at:
            return word.relation
        word = above
    return "none"


def _other_between(parsed: Parsed, head: Word, at: int) -> bool:
    for above in ancestors(parsed, head):
        if above.at == at:
            return False
        if above.part == "VERB" and cues.verb_of(above.text, above.lemma) in cues.SPEAKING:
            return True
    return False


def _source(parsed: Parsed, saying: Saying) -> list[str]:
    head = saying.head
    if not parsed.model:
        return []
    found = [f"source {head.part if head.part in {'PROPN', 'PRON', 'NOUN'} else 'other'}"]
    if head.text.lower() in {
        "it",
        "that",
        "which",
        "this",
        "you",
        "we",
        "there",
        "what",
        "these",
        "those",
        "who",
    }:
        found.append(f"source {head.text.lower()}")
    if abs(head.at - saying.word.at) > 8:
        found.append("source far from cue")
    if head.at > saying.word.at:
        found.append("source after cue")
    return found
