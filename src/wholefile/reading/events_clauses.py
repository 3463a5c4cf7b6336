"""What happened, clause by clause: the word that tells it, the stretch of the clause, its family and its tense."""

import re
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from itertools import islice

from wholefile.reading.events_words import NOUNS, POINTING, VERBS, family, past_forms
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span

# Children of a verb that are clauses of their own, or only join or frame it.
_APART = frozenset("conj cc advcl ccomp parataxis punct mark relcl dep intj preconj".split())
_SUBJECTS = frozenset("nsubj nsubjpass csubj".split())
_MODALS = frozenset("would could should may might must can".split())
_OPEN = frozenset("if unless whether".split())
_KNOWING = frozenset("know realize realise learn discover notice remember forget regret recall".split())
_SUPPOSING = frozenset(
    "suppose assume presume imagine pretend hypothesize wish hope refuse decline fail".split()
)
_NOBODY = frozenset("nobody none neither nothing".split())
_NOT_SO = frozenset("false untrue unlikely impossible possible unclear uncertain unproven doubtful".split())
# Verbs that stand above each other are asked up to so many.
_ABOVE = 8
# A clause is told in at most so many words on either side of its verb, when no grammar is known.
_NEAR = 12
# The words of one clause, at most: a sentence of thousands of words is a list or an attack.
_MOST = 300


@dataclass(frozen=True, slots=True)
class Dating:
    """When something happened: a TIMEX3 value, the days that bound it, and where it comes from in plain words."""

    value: str
    first: date | None
    last: date | None
    precision: str
    derivation: str = ""
    source: Span | None = None


@dataclass
class Happening:
    """Something that the text tells as happening. `head` is the index of its verb or noun."""

    head: int
    span: Span
    family: str
    tense: str  # "past", "perfect" (has done), "present", "future", "unreal" (would, if), "noun"
    nouns: frozenset[str] = frozenset()
    negated: bool = False
    dating: Dating | None = None
    people: tuple[str, ...] = ()


@dataclass
class Clauses:
    """The happenings of a text, found by the index of their word. Nouns are events only where something dates them."""

    parsed: Parsed
    by_head: dict[int, Happening]
    dated: list[int] = field(default_factory=list)  # the words of those that have a date, in order

    @cached_property
    def heads(self) -> list[int]:
        """The words of all happenings, in the order of the text."""
        return sorted(self.by_head)

    def date(self, one: Happening, told: Dating | None) -> None:
        """Give a happening its date."""
        if one.dating is None and told is not None:
            insort(self.dated, one.head)
        one.dating = told

    def ordered(self) -> list[Happening]:
        """In the order of the text."""
        return [self.by_head[at] for at in self.heads]


def find_clauses(parsed: Parsed, titles: Sequence[Span] = ()) -> Clauses:
    """Every verb and every noun of an event as a happening, none of them in the title of a work."""
    found = {}
    hidden = {word.at for title in titles for word in parsed.inside(title)}
    for word in parsed.words:
        if word.at in hidden:
            continue
        one = _by_grammar(parsed, word) if parsed.model else _by_words(parsed, word)
        if one:
            found[word.at] = one
    return Clauses(parsed, found)


def _by_grammar(parsed: Parsed, word: Word) -> Happening | None:
    if word.part == "VERB" or (
        word.part == "AUX" and word.lemma == "be" and not word.relation.startswith("aux")
    ):
        beside = frozenset(noun.lemma.lower() for noun in _nouns_beside(parsed, word))
        kept = list(_core(parsed, word))
        span = clause_span(parsed, word, kept)
        negated = any(parsed.words[at].relation == "neg" for at in parsed.children[word.at])
        return Happening(
            word.at, span, family(word.lemma.lower(), beside), _tense(parsed, word), beside, negated
        )
    lemma = word.lemma.lower()
    if word.part == "NOUN" and (lemma in NOUNS or lemma in POINTING):
        return Happening(word.at, _noun_span(parsed, word), NOUNS.get(lemma, ""), "noun", frozenset({lemma}))
    return None


def _nouns_beside(parsed: Parsed, verb: Word) -> Iterator[Word]:
    for at in parsed.children[verb.at]:
        child = parsed.words[at]
        if child.relation in _SUBJECTS or child.relation in {"dobj", "attr", "oprd"}:
            yield child


def _core(parsed: Parsed, verb: Word) -> Iterator[Word]:
    """The verb and what it governs, without the clauses that hang on it."""
    waiting, left = [verb.at], _MOST
    while waiting and left:
        at, left = waiting.pop(), left - 1
        yield parsed.words[at]
        waiting += [
            child
            for child in parsed.children[at]
            if at != verb.at or parsed.words[child].relation not in _APART
        ]


def clause_span(parsed: Parsed, verb: Word, core: list[Word]) -> Span:
    """From the subject, when there is one, to the last word of the clause, clauses that hang on it left out.

    A clause that hangs on the verb ends the stretch where it begins, unless it stands before the verb.
    """
    subjects = [word for word in core if word.relation in _SUBJECTS and word.head == verb.at]
    first = min((below.at for one in subjects for below in islice(parsed.governed(one), _MOST)), default=None)
    start = (
        first
        if first is not None and first < verb.at
        else min(word.at for word in core if word.at <= verb.at)
    )
    inside = {word.at for word in core}
    end = verb.at
    while end + 1 < len(parsed.words) and (end + 1 in inside or _mark(parsed, end + 1, inside)):
        end += 1
    while end > verb.at and not parsed.words[end].text[-1].isalnum():
        end -= 1
    end = max(end, verb.at)
    close = parsed.words[end + 1] if end + 1 < len(parsed.words) else None
    stretch = Span(parsed.words[start].span.start, parsed.words[end].span.end)
    return stretch.joined(close.span) if close and _closes(parsed.text, stretch, close) else stretch


def _mark(parsed: Parsed, at: int, inside: set[int]) -> bool:
    """A mark that stands within the clause: the next word belongs to it again."""
    return not parsed.words[at].text[-1].isalnum() and at + 1 in inside


def _closes(text: str, stretch: Span, word: Word) -> bool:
    return (
        word.text in {"'", '"', "’", "”"} and word.text in stretch.of(text) and word.span.start == stretch.end
    )


def _noun_span(parsed: Parsed, noun: Word) -> Span:
    """The noun with its article and what goes before it, and an "of" after it."""
    words = [noun]
    for at in parsed.children[noun.at]:
        child = parsed.words[at]
        if child.relation in {"det", "amod", "compound", "poss", "nummod"} or (
            child.relation == "prep" and child.text.lower() == "of"
        ):
            words += islice(parsed.governed(child), _MOST)
    places = sorted(word.at for word in words)
    return Span(parsed.words[places[0]].span.start, parsed.words[places[-1]].span.end)


def _tense(parsed: Parsed, verb: Word) -> str:
    """The tense of a clause from the verb and its helpers; an infinitive or participle has that of what governs it."""
    helpers = [
        parsed.words[at] for at in parsed.children[verb.at] if parsed.words[at].relation in {"aux", "auxpass"}
    ]
    words = {one.text.lower() for one in helpers}
    marks = {
        parsed.words[at].text.lower()
        for at in parsed.children[verb.at]
        if parsed.words[at].relation == "mark"
    }
    if words & _MODALS or marks & _OPEN or _supposed(parsed, verb):
        return "unreal"
    if words & {"will", "shall", "'ll", "’ll", "wo"}:
        return "future"
    if words & {"has", "have", "'ve", "’ve", "'s"} and verb.tag == "VBN" and "had" not in words:
        return "perfect" if "to" not in words else "unreal"
    if verb.tag == "VBD" or (words & {"was", "were", "had", "did"}):
        return "past"
    if verb.tag in {"VBZ", "VBP"} or words & {"is", "are", "am", "do", "does"}:
        return "present"
    if verb.tag == "VB" and "to" in words:
        return "future"
    return "past" if verb.tag == "VBN" and verb.relation in {"acl", "advcl", "conj", "ROOT"} else "present"


def _supposed(parsed: Parsed, verb: Word) -> bool:
    """Whether a clause is what somebody does not say, need not find, or only supposes: "nobody said that …".

    What is known or admitted is so even where somebody does not know or admit it.
    """
    if verb.relation != "ccomp" or verb.head in {-1, verb.at}:
        return False
    above = parsed.words[verb.head]
    for _ in range(_ABOVE):
        if above.lemma.lower() in _KNOWING:
            return False
        below = [parsed.words[at] for at in parsed.children[above.at]]
        if above.lemma.lower() in _SUPPOSING or any(_leaves_open(parsed, one) for one in below):
            return True
        if above.relation != "xcomp":
            return False
        above = parsed.words[above.head]
    return False


def _leaves_open(parsed: Parsed, word: Word) -> bool:
    """Whether a word below a verb denies it or leaves it open: "not", "would", "nobody", "false"."""
    lower = word.text.lower()
    if word.relation == "neg" or (word.relation == "aux" and lower in _MODALS):
        return True
    if word.relation in _SUBJECTS:
        return lower in _NOBODY or any(
            parsed.words[at].text.lower() == "no" and parsed.words[at].relation == "det"
            for at in parsed.children[word.at]
        )
    return word.relation == "acomp" and lower in _NOT_SO


@cache
def _past() -> dict[str, str]:
    return past_forms()


def _by_words(parsed: Parsed, word: Word) -> Happening | None:
    """Without grammar: past forms that we know, and nouns of events."""
    lemma = _past().get(word.lemma)
    if lemma is None and word.lemma not in NOUNS and word.lemma not in POINTING:
        return None
    stretch = _stretch(parsed, word)
    if lemma is None:
        return Happening(word.at, word.span, NOUNS.get(word.lemma, ""), "noun", frozenset({word.lemma}))
    near = [one.lemma for one in parsed.inside(stretch)]
    beside = frozenset(one.removesuffix("s") for one in near) | frozenset(near)
    perfect = "has" in near or "have" in near
    kind = family(lemma, beside) if lemma in VERBS or perfect else ""
    return Happening(
        word.at, stretch, kind, "perfect" if perfect else "past", beside, "not" in near or "never" in near
    )


_EDGE = re.compile(r"[,;:—()\"“”]|\b(?:and|but|after|before|when|while|that|because)$", re.IGNORECASE)


def _stretch(parsed: Parsed, word: Word) -> Span:
    """The words around one up to a comma, a conjunction, or the edge of the sentence."""
    first, end = word.at, word.at
    while first and word.at - first < _NEAR and _same(parsed, word, first - 1):
        first -= 1
    while end + 1 < len(parsed.words) and end - word.at < _NEAR and _same(parsed, word, end + 1):
        end += 1
    return Span(parsed.words[first].span.start, parsed.words[end].span.end)


def _same(parsed: Parsed, word: Word, at: int) -> bool:
    other = parsed.words[at]
    return other.sentence == word.sentence and not _EDGE.match(other.text) and other.text != "."
