"""What somebody asks a court for, and how much."""

import re
from collections.abc import Iterator

from wholefile.reading.facts import Fact
from wholefile.reading.law.lexicon import FORMS
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.spans import Span

_ASKS = re.compile(
    r"(?i)\b(?:su(?:es?|ed|ing)|seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|pray(?:s|ed|ing)?|"
    r"request(?:s|ed|ing)?|ask(?:s|ed|ing)?"
    r"|want(?:s|ed)?|wherefore|moves?|moving|claim(?:s|ing)?)\b"
)
_SUIT = re.compile(
    r"(?i)\b(?:lawsuit|suit|sue[ds]?|suing|complaint|plaintiffs?|petitioners?|court|jury|judgment|"
    r"wherefore|motion|civil)\b"
)
_PRAYER = re.compile(
    r"(?im)\b(?:prayer\s+for\s+relief|wherefore|relief\s+requested|prays?\s+for)\b|^[\sIVX.]{0,10}prayer\b[\s:]*$"
)
# A sum just behind the relief, just before it, or left for a court to fix.
_MONEY = re.compile(
    r"^[,;]?\s{1,3}(?:of|in\s+(?:the|an)\s+(?:amount|sum)\s+of|totall?ing|(?:of|in)\s+(?:not\s+less|"
    r"no\s+less|more|at\s+least|up)\s+than)\s{1,3}"
    r"(?P<sum>(?:not\s+less\s+than\s+|at\s+least\s+)?\$\s?[\d,]+(?:\.\d\d)?(?:\s(?:million|"
    r"billion))?)", re.IGNORECASE,
)  # fmt: skip
_SUM_BEFORE = re.compile(r"(?P<sum>\$\s?[\d,]+(?:\.\d\d)?(?:\s(?:million|billion))?)\s+in\s+$", re.IGNORECASE)
_OPEN = re.compile(
    r"(?P<sum>(?:(?:the|an)\s+amounts?\s+)?(?:would|will|shall|to|is\s+to|"
    r"are\s+to)\s+be\s+(?:decided|determined|proven?|proved|set|fixed|"
    r"established)(?:\s+(?:at|by|in)\s+(?:the\s+)?(?:time\s+of\s+)?(?:trial|jury|court|judge))?)", re.IGNORECASE,
)  # fmt: skip
# Where what follows belongs to another relief.
_STOP = re.compile(
    r"[;.]\s|\n\s*\n|\n\s*\(?[a-z0-9]{1,2}[.)]\s|\bas\s+well\s+as\b|,\s+(?:and\s+)?\w+\s+damages\b"
)
# Money that was awarded or paid is not asked for, nor is bail.
_NOT_ASKED = re.compile(r"(?i)\b(?:awarded|paid|received|without|waive[sd]?|pay|denied)\s+(?:\w+\s+){0,3}$")
_BAIL = re.compile(r"(?i)\bbail|bond\b")


def find_relief(scene: Scene) -> Iterator[Fact]:
    """The relief that is asked for: in a prayer, or in a sentence that asks and speaks of a suit."""
    text = scene.text
    prayers = list(_prayers(scene))
    seen = Taken()
    for form, pattern in FORMS:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            inside = any(one.holds(span) for one in prayers)
            sentence = scene.sentence(span.start)
            if seen.meets(span) or not (inside or _asked(scene, span, sentence)):
                continue
            if _NOT_ASKED.search(text[max(sentence.start, span.start - 40) : span.start]):
                continue
            seen.add(span)
            words = " ".join(match.group().split())
            told = {
                "form": form if form in _NAMED else words,
                "by": _by(scene, span, sentence),
                "amount": _amount(text, span, sentence),
            }
            yield Fact("relief", span, "relief: in a prayer" if inside else "relief: asked for", told)


_NAMED = frozenset(("injunction", "declaratory judgment", "reinstatement", "suppression of evidence"))


def _prayers(scene: Scene) -> Iterator[Span]:
    """From the words that begin a prayer to its end."""
    text = scene.text
    if scene.frame.kind not in {"civil complaint", "court filing", "other"}:
        return
    for match in _PRAYER.finditer(text):
        end = re.search(
            r"(?i)\b(?:respectfully\s+submitted|dated:|date:|jury\s+demand|demand\s+for\s+jury)\b|/s/|\n\s*COUNT\b",
            text[match.end() : match.end() + 6_000],
        )
        last = match.end() + (end.start() if end else min(2_000, len(text) - match.end()))
        if last > match.start():
            yield Span(match.start(), last)


def _asked(scene: Scene, span: Span, sentence: Span) -> bool:
    before = scene.text[sentence.start : span.start]
    whole = sentence.of(scene.text)
    if not _ASKS.search(before) or _BAIL.search(whole):
        return False
    part = scene.frame.part_at(span.start)
    around = (
        part.span.of(scene.text) if part is not None and part.span.end - part.span.start < 4_000 else whole
    )
    return bool(_SUIT.search(around)) and not _only_denied(before)


def _only_denied(before: str) -> bool:
    return (
        re.search(r"(?i)\b(?:not|n['’]t|never)\s+(?:\w+\s+)?(?:seek|ask|want|demand|claim|su)", before)
        is not None
    )


def _by(scene: Scene, span: Span, sentence: Span) -> str | tuple[str, ...]:
    """Who asks: the subject of the asking verb, else the plaintiffs; in a criminal matter the defendant who moves."""
    asking = next(iter(_ASKS.finditer(scene.text, sentence.start, span.start)), None)
    if asking is not None:
        subject = scene.subject(asking.start(), sentence.start)
        if subject is not None and not re.search(
            r"(?i)^(?:the\s+)?(?:complaint|lawsuit|suit)", subject[0].span.of(scene.text)
        ):
            return subject[1].identity
    found = scene.of_role("plaintiff", "civil") or scene.of_role("defendant", "criminal")
    return found[0] if len(found) == 1 else found


def _amount(text: str, span: Span, sentence: Span) -> str:
    end = min(len(text), max(sentence.end, span.end) + 40, span.end + 120)
    after = text[span.end : end]
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    found = (
        _MONEY.match(after)
        or _OPEN.search(after)
        or _SUM_BEFORE.search(text[max(0, span.start - 40) : span.start])
    )
    return " ".join(found["sum"].split()) if found else ""
