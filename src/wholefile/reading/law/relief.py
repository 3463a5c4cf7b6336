"""What somebody asks a court for, and how much."""

import re
from collections.abc import Iterator

from wholefile.reading.facts import Fact
from wholefile.reading.law.margins import with_space_for_margins
from wholefile.reading.law.relief_by import asker, filer, of_noun, of_prayer, speaking
from wholefile.reading.law.relief_forms import ALL, BY_WORDS, IN_WORDS
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.spans import Span

_ASKS = re.compile(
    r"(?i)\b(?:su(?:es?|ed|ing)|seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|pray(?:s|ed|ing)?|"
    r"request(?:s|ed|ing)?|ask(?:s|ed|ing)?"
    r"|want(?:s|ed)?|wherefore|move[sd]?|moving|claim(?:s|ing)?|urg(?:es?|ed|ing)|recommend(?:s|ed|ing)?|"
    r"petition(?:s|ed|ing)|appl(?:ies|ied|ying))\b"
)
_SUIT = re.compile(
    r"(?i)\b(?:lawsuit|suit|sue[ds]?|suing|complaint|plaintiffs?|petitioners?|court|jury|judgment|"
    r"wherefore|motion|civil)\b"
)
_PRAYER = re.compile(
    r"(?im)\b(?:prayer\s+for\s+relief|wherefore|relief\s+requested|prays?\s+for)\b|"
    r"^[\sIVX.]{0,10}prayer\b[\s:]*$"
)
# A sum just behind the relief, just before it, or left for a court to fix.
_MONEY = re.compile(
    r"^[,;]?\s{1,3}(?:of|in\s+(?:the|an)\s+(?:amount|sum)\s+of|totall?ing|(?:of|in)\s+(?:not\s+less|"
    r"no\s+less|more|at\s+least|up)\s+than)\s{1,3}"
    r"(?P<sum>(?:not\s+less\s+than\s+|at\s+least\s+)?\$\s?[\d,]+(?:\.\d\d)?(?:\s(?:million|"
    r"billion))?)", re.IGNORECASE,
)  # fmt: skip
_SUM_BEFORE = re.compile(r"(?P<sum>\$\s?[\d,]+(?:\.\d\d)?(?:\s(?:million|billion))?)\s+in\s+$", re.IGNORECASE)
_SUM_INSIDE = re.compile(rf"(?i)(?P<sum>\$\s?[\d,]+(?:\.\d\d)?(?:\s(?:million|billion))?|{IN_WORDS})")
_OPEN = re.compile(
    r"(?P<sum>(?:(?:the|an)\s+amounts?\s+)?(?:would|will|shall|to|is\s+to|"
    r"are\s+to)\s+be\s+(?:decided|determined|proven?|proved|set|fixed|"
        r"established)(?:\s+(?:at|by|in)\s+(?:the\s+)?(?:time\s+of\s+)?(?:trial|jury|court|"
        r"judge))?)", re.IGNORECASE,
)  # fmt: skip
# Where what follows belongs to another relief.
_STOP = re.compile(
    r"[;.]\s|\n\s*\n|\n\s*\(?[a-z0-9]{1,2}[.)]\s|\bas\s+well\s+as\b|,\s+(?:and\s+)?\w+\s+damages\b"
)
# Money that was awarded or paid is not asked for, nor is bail.
_NOT_ASKED = re.compile(r"(?i)\b(?:awarded|paid|received|without|waive[sd]?|pay|denied)\s+(?:\w+\s+){0,3}$")
_BAIL = re.compile(r"(?i)\b(?:bail|bond)\b")


# What stands between an asking and what it does not ask for: what was done, or is told of by others.
_DONE = re.compile(
    r"(?i)\b(?:ordered|granted|denied|imposed|awarded|received|opposes?|opposed|objects?|"
    r"objected|dismissed|after|because|"
    r"although|without|pending)\b|[;:](?!\s*\(?\w{1,2}[.)])"
)
_NOT_SO = re.compile(r"(?i)\bnot\b")
# A sentence that only names what is asked for in place of the rest.
_ALONE = re.compile(
    r"(?i)(?:^|(?<=[.!?:]\s)|(?<=[.!?:]\s\s)|(?<=\n))(?:(?:or|and|then|so)[,\s]+)?(?:alternatively|in\s+the\s+alternative|failing\s+(?:that|this)|if\s+not|"
    r"at\s+(?:the\s+)?(?:very\s+)?(?:least|minimum)|at\s+a\s+minimum)[,\s]+$"
)
_MOTION = re.compile(
    r"(?i)\b(?P<noun>motions?|requests?|petitions?|applications?|bids?|demands?)\s+(?:(?:by|of|"
    r"from)\s+[^.;,\n]{2,80}?\s+)?"
    r"(?:for|to|seeking)\s+(?:the\s+|an?\s+)?$"
)
_DECIDED = re.compile(
    r"(?i)\b(?:denied|granted|dismissed|withdrawn|withdrew|rejected|refused|moot)\b.{0,30}$|"
    r"\b(?:was|were|is)\s+(?:denied|granted|rejected)|"
    r"\b(?:granted|denied|rejected|allowed|approved)\s+(?:[\w’'-]+\s+){0,4}(?:requests?|motions?|petitions?|applications?)\b"
)
# Words just before that leave it aside.
_LEFT = re.compile(
    r"(?i)\b(?:no|not|without|reserv\w+|waiv\w+|against|than|instead\s+of|rather\s+than|"
    r"opposes?|opposed)\s+(?:\w+\s+){0,2}$|\b(?:wrongful|unfair|constructive)\s+$"
)
_LISTED = re.compile(
    (
        r"(?:^|\n)[^\S\n]*(?:\(?[A-Za-z0-9]{1,3}[.)]|[-•*])\s+(?:[\w’'-]+\s+){0,5}$|(?:for|order|"
        r"enter|grant|award)\w*\s*:?\s+$"
    ),
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?i)\b(?:not|n[’']t|never|no\s+longer|nor|neither\s+\w+\s+\w+|without|declin\w+\s+to|"
    r"refus\w+\s+to|nobody|no\s+one)\s+"
    r"(?:\w+\s+){0,2}?(?:seek|ask|want|demand|claim|su(?:e|ing)\b|request|pray|mov)"
    r"|\b(?:may|might|could|reserves?\s+the\s+right|intends?|plans?)\s+(?:\w+\s+){0,3}?(?:seek|"
    r"ask|demand|claim|request|move)\b"
    r"|\b(?:will|would|shall|going\s+to)\s+(?:\w+\s+)?move\b"
)


def find_relief(scene: Scene) -> Iterator[Fact]:
    """The relief that is asked for: in a prayer, by a motion, or in a sentence that asks and speaks of a suit."""
    text = scene.text
    prayers = list(_prayers(scene))
    seen = Taken()
    plain = with_space_for_margins(scene)
    found = sorted(
        (
            (Span(*match.span()), form, of_order)
            for form, pattern, of_order in ALL
            for match in pattern.finditer(plain)
        ),
        key=lambda one: (one[0].start, -one[0].end),
    )
    for span, form, of_order in found:
        prayer = next((one for one in prayers if one.holds(span)), None)
        sentence = scene.sentence(span.start)
        before = text[max(sentence.start, span.start - 40) : span.start]
        if form == "bail" and scene.frame.kind not in _OF_COURTS:
            continue
        if seen.meets(span) or _NOT_ASKED.search(before) or _LEFT.search(before):
            continue
        asked = _asked(scene, span, sentence, of_order=of_order)
        if prayer is None and asked is None:
            continue
        if (
            prayer is not None
            and of_order
            and asked is None
            and not _LISTED.search(text[max(0, span.start - 60) : span.start])
        ):
            continue
        seen.add(span)
        words = " ".join(span.of(plain).split())
        named = (form in _NAMED or of_order) and form not in BY_WORDS
        by = _by(scene, span, sentence, asked, prayer)
        told = {
            "form": form if named else words,
            "by": by[0] if len(by) == 1 else by,
            "amount": _amount(plain, span, sentence),
        }
        yield Fact("relief", span, "relief: in a prayer" if prayer is not None else "relief: asked for", told)


_OF_COURTS = frozenset({"civil complaint", "court filing", "transcript"})
_NAMED = frozenset(("injunction", "declaratory judgment", "reinstatement", "suppression of evidence"))


def _prayers(scene: Scene) -> Iterator[Span]:
    """From the words that begin a prayer to its end."""
    text = scene.text
    if scene.frame.kind not in {"civil complaint", "court filing", "other"}:
        return
    for match in _PRAYER.finditer(text):
        end = re.search(
            (
                r"(?i)\b(?:respectfully\s+submitted|dated:|date:|jury\s+demand|"
                r"demand\s+for\s+jury)\b|/s/|\n\s*COUNT\b"
            ),
            text[match.end() : match.end() + 6_000],
        )
        last = match.end() + (end.start() if end else min(2_000, len(text) - match.end()))
        if last > match.start():
            yield Span(match.start(), last)


def _asked(scene: Scene, span: Span, sentence: Span, *, of_order: bool) -> re.Match[str] | None:
    """The word that asks for it, a verb or a motion; None when nobody does, or says that they do not."""
    text = scene.text
    before = text[sentence.start : span.start]
    whole = sentence.of(text)
    if _DENIED.search(before):
        return None
    asks = [*_ASKS.finditer(text, max(sentence.start, span.start - 400), span.start)]
    asks = [one for one in asks if not _is_noun(scene, one.start())]
    if of_order:
        return _asked_order(scene, span, sentence, asks[-1] if asks else None)
    noun = _by_motion(scene, span, sentence) if not asks else None
    if (not asks and noun is None) or (_BAIL.search(whole) and scene.frame.kind not in _OF_COURTS):
        return None
    part = scene.frame.part_at(span.start)
    around = part.span.of(text) if part is not None and part.span.end - part.span.start < 4_000 else whole
    if scene.frame.kind not in _OF_COURTS and not _SUIT.search(around):
        return None
    return asks[-1] if asks else noun


_NOUNS = frozenset("request requests claim claims demand demands move petition petitions".split())


def _is_noun(scene: Scene, place: int) -> bool:
    word = scene.parsed.word_at(place)
    return word is not None and word.part in {"NOUN", "PROPN"} and word.text.lower() in _NOUNS


def _asked_order(
    scene: Scene, span: Span, sentence: Span, asking: re.Match[str] | None
) -> re.Match[str] | None:
    """The word that asks for an order: near before it, with nothing between that a court or anybody did."""
    text = scene.text
    if asking is not None:
        between = text[asking.end() : span.start]
        aside = _NOT_SO.search(between) or (_BAIL.search(between) and scene.frame.kind not in _OF_COURTS)
        if len(between) < 260 and not _DONE.search(between) and not aside:
            return asking
    return _ALONE.search(text, max(sentence.start, span.start - 40), span.start) or _by_motion(
        scene, span, sentence
    )


def _by_motion(scene: Scene, span: Span, sentence: Span) -> re.Match[str] | None:
    """A motion or request for it that waits: one that was decided is told as the act of the court."""
    start = max(sentence.start, scene.text.rfind(";", sentence.start, span.start) + 1)
    stop = scene.text.find(";", span.end, sentence.end)
    clause = scene.text[start : stop if stop >= 0 else sentence.end]
    if _DECIDED.search(clause) or scene.frame.kind in {"court filing", "transcript"}:
        return None
    return _MOTION.search(scene.text, max(sentence.start, span.start - 140), span.start)


def _by(
    scene: Scene, span: Span, sentence: Span, asking: re.Match[str] | None, prayer: Span | None
) -> tuple[str, ...]:
    """Who asks: the subject of the asking, whose motion it is, who prays, whose paper it is, else the plaintiffs."""
    found: tuple[str, ...] = ()
    if asking is not None and "noun" in (asking.groupdict() or {}) and asking["noun"]:
        found = of_noun(
            scene, Span(*asking.span("noun")).joined(Span(asking.end() - 1, asking.end())), sentence
        )
    elif asking is not None and asking.re is _ASKS:
        found = asker(scene, asking.start(), sentence)
    elif asking is not None:
        found = asker(scene, asking.end(), sentence) or speaking(scene, asking.start())
    if not found and prayer is not None:
        first = _ASKS.search(scene.text, prayer.start + 9, min(prayer.end, prayer.start + 400))
        found = of_prayer(scene, prayer, first.start() if first else min(prayer.start + 120, span.start))
    found = found or filer(scene)
    if found or scene.frame.kind in {"transcript", "court filing"}:
        return found
    return scene.of_role("plaintiff", "civil")


def _amount(text: str, span: Span, sentence: Span) -> str:
    end = min(len(text), max(sentence.end, span.end) + 40, span.end + 120)
    after = text[span.end : end]
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    found = (
        _MONEY.match(after)
        or _OPEN.search(after)
        or _SUM_BEFORE.search(text[max(0, span.start - 40) : span.start])
        or _SUM_INSIDE.search(span.of(text))
    )
    return " ".join(found["sum"].split()) if found else ""
