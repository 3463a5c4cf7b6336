"""Who is meant by nouns without a name: "the deputy", "his lawyer", "a bus driver", in the order of the text."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from wholefile.reading.names.deaths import death_verb, died
from wholefile.reading.names.figures import OBJECT, OTHER, SUBJECT, Attention, Figure
from wholefile.reading.names.grammar import SUBJECTS, passive, subject_of
from wholefile.reading.names.labels import key_of, rank_in
from wholefile.reading.names.nominals import Nominal
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span

_OBJECTS = frozenset(("dobj", "dative", "agent"))
# Bare words that tell of somebody and are not enough to be somebody.
_NOBODY = frozenset(("person", "individual", "member", "partner"))
_NOT_HAD = frozenset("without not never no than like if whether any every each such".split())
# What is done to people makes these nouns mean them later on.
_DONE = {
    "charge": "defendant", "indict": "defendant", "arraign": "defendant", "convict": "defendant", "acquit": "defendant",
    "sentence": "defendant", "sue": "defendant", "shoot": "victim", "stab": "victim", "assault": "victim",
    "plead": "defendant", "rob": "victim", "injure": "victim", "wound": "victim", "beat": "victim", "arrest": "suspect",
}  # fmt: skip


class NounReferences:
    """What has been told of whom so far, and whom a noun means by it.

    `figures` are the people of the text, those that it names first and in their order; `parts` is where parts begin.
    """

    def __init__(
        self,
        parsed: Parsed,
        figures: list[Figure],
        labels: Mapping[str, Figure] | None = None,
        parts: Iterable[int] = (),
    ) -> None:
        self.parsed, self.figures = parsed, figures
        self._parts = sorted(parts)  # where paragraphs begin
        self._attention = Attention()
        self._meant: dict[Span, Figure] = {}
        self._subjects: dict[int, Figure] = {}  # by the index of the word
        self._owned: dict[tuple[int, str], Figure] = {}
        self._labels: dict[str, Figure] = dict(labels or {})
        self._last_ends: dict[int, Figure] = {}
        self._serves: dict[tuple[int, int], Figure] = {}  # whose lawyer somebody is, in a sentence
        self._started: set[int] = set()
        self._names: dict[Span, Figure] = {}
        self._ends: dict[int, tuple[Span, Figure]] = {}
        self._begins: dict[int, tuple[Span, Figure]] = {}
        self._heads: dict[int, Figure] = {}

    def named(self) -> None:
        """Lay out where the people are named, before the text is gone through."""
        self._names = {span: one for one in self.figures for span in one.mentions}
        self._ends = {span.end: (span, one) for span, one in self._names.items()}
        self._begins = {span.start: (span, one) for span, one in self._names.items()}
        heads = ((self._head(span), one) for span, one in self._names.items())
        self._heads = {word.at: one for word, one in heads if word is not None}

    # What a mention does.

    def _note(self, figure: Figure, span: Span) -> None:
        """A mention becomes part of what the reader has in mind."""
        self._meant[span] = figure
        self._last_ends[span.end] = figure
        word = self._head(span)
        if word is None:
            return
        figure.died = figure.died or died(self.parsed.text, span) or death_verb(self.parsed, word)
        if figure.died:
            figure.groups |= {"victim", "decedent"}
        self._learn(figure, word)
        self._attention.notice(figure, self._weight(word), self._step(word), span.start)
        self._subjects[word.at] = figure

    def _step(self, word: Word) -> int:
        """How far into the text a word is, in sentences and paragraphs."""
        return word.sentence + bisect_right(self._parts, word.span.start)

    def _head(self, span: Span) -> Word | None:
        """The word of a mention that the others hang on."""
        words = self.parsed.inside(span)
        if not words:
            return self.parsed.word_at(span.start)
        return next(
            (
                one
                for one in reversed(words)
                if not span.start <= self.parsed.words[one.head].span.start < span.end
            ),
            words[-1],
        )

    def _weight(self, word: Word) -> float:
        if not self.parsed.model:
            first = word.sentence not in self._started
            self._started.add(word.sentence)
            return SUBJECT if first else OTHER
        return SUBJECT if word.relation in SUBJECTS else OBJECT if word.relation in _OBJECTS else OTHER

    def _learn(self, figure: Figure, word: Word) -> None:
        """What is done to somebody: who was charged is later "the defendant"."""
        if word.head in {-1, word.at}:
            return
        verb = self.parsed.words[word.head]
        group = _DONE.get(verb.lemma.lower(), "")
        done = word.relation == "dobj" or (word.relation == "nsubjpass" and passive(self.parsed, verb))
        if group and (done or (verb.lemma.lower() == "plead" and word.relation == "nsubj")):
            figure.groups.add(group)
            self._attention.group(figure, group)

    # Nouns.

    def _nominal(self, one: Nominal) -> None:
        if one.span in self._names:
            return
        figure = self._by_label(one) if one.manner == "label" else self._beside(one)
        if figure is None and one.predicate:
            figure = self._subject_before(one)
            if figure is not None:
                figure.describe(one.noun, one.group)
            return
        figure = figure or self._found(one)
        if figure is None:
            return
        if one.manner == "owned" and one.head is not None and (owner := self._owner(one)) is not None:
            self._serves[id(figure), one.head.sentence] = owner
        figure.describe(one.noun, one.group)
        figure.mentions.setdefault(one.span, "nominal")
        self._note(figure, one.span)

    def _by_label(self, one: Nominal) -> Figure:
        key = key_of(one.span.of(self.parsed.text), self._labels)
        if key not in self._labels:
            self._labels[key] = self._new(one)
        figure, rank = self._labels[key], rank_in(self.parsed.text, one.span)
        if rank is not None:
            figure.titles.append(rank)
        return figure

    def _beside(self, one: Nominal) -> Figure | None:
        """The figure named just before or after, between commas: "X, the deputy, said"; "his lawyer, X, said"."""
        text, span = self.parsed.text, one.span
        before = self._ends.get(span.start - 2) if text[max(0, span.start - 2) : span.start] == ", " else None
        if before is not None and text[span.end : span.end + 1] in {",", ".", ";", ")"}:
            return before[1] if self._apposed(one, before[0]) else None
        after = self._begins.get(span.end + 2) if text[span.end : span.end + 2] == ", " else None
        if after is not None and text[after[0].end : after[0].end + 1] in {",", ".", ";", ":"}:
            return after[1]
        return None

    def _apposed(self, one: Nominal, name: Span) -> bool:
        if not self.parsed.model or one.head is None:
            return True
        word = self._head(name)
        return (
            one.head.relation == "appos"
            or word is None
            or one.head.head == word.at
            or one.head.relation == "conj"
        )

    def _subject_before(self, one: Nominal) -> Figure | None:
        """Of whom a noun is said: the subject of "was"."""
        if one.head is None:
            return None
        if not self.parsed.model:
            active = self._attention.active(self._step(one.head))
            return active[0] if active else None
        verb = self.parsed.words[one.head.head]
        subject = subject_of(self.parsed, verb)
        return self._subjects.get(subject.at) if subject is not None else None

    def _found(self, one: Nominal) -> Figure | None:
        sentence = self._step(one.head) if one.head else 0
        if one.manner == "indefinite":
            return self._introduced(one)
        if one.manner == "owned":
            return self._of_somebody(one)
        known = self._attention.of_group(one.group, one.noun)
        if one.manner == "party":
            return known[0] if len(known) == 1 else None
        if known:
            return known[0]
        if one.head is not None and death_verb(self.parsed, one.head):
            dead = [figure for figure in self.figures if figure.died]
            if len(dead) == 1 and not (dead[0].groups - {"victim", "decedent"}):
                dead[0].flags.append(
                    f"“{one.span.of(self.parsed.text)}” is taken for this person, whose death is told"
                )
                return dead[0]
        if one.telling:
            active = [
                figure for figure in self._attention.active(sentence) if figure.named and not figure.died
            ]
            if active:
                active[0].flags.append(
                    f"“{one.span.of(self.parsed.text)}” is taken for this person, told of just before"
                )
                return active[0]
        return self._introduced(one)

    def _introduced(self, one: Nominal) -> Figure | None:
        """Somebody new without a name; nobody where the noun alone says nothing or nobody is meant."""
        first = one.head.at if one.head else 0
        words = [word.text.casefold() for word in self.parsed.inside(one.span)]
        if one.noun in _NOBODY and len(words) <= 2:
            return None
        before = self.parsed.words[first - len(words)] if first - len(words) >= 0 and one.head else None
        if before is not None and before.text.casefold() in _NOT_HAD:
            return None
        return self._new(one)

    def _of_somebody(self, one: Nominal) -> Figure | None:
        owner = self._owner(one)
        if owner is None:
            return None
        key = (id(owner), one.group)
        if key not in self._owned:
            self._owned[key] = self._new(one)
        return self._owned[key]

    def _owner(self, one: Nominal) -> Figure | None:
        """Whose lawyer or brother it is: the pronoun in the words, or whoever stands before the possessive."""
        inside = next(
            (self._meant[word.span] for word in self.parsed.inside(one.span) if word.span in self._meant),
            None,
        )
        if inside is not None or one.head is None:
            return inside
        for back in (0, 1, 2, 3):
            if one.span.start - back in self._last_ends:
                return self._last_ends[one.span.start - back]
        return None

    def _new(self, one: Nominal) -> Figure:
        figure = Figure(one.span, named=False, mentions={one.span: "nominal"}, rule=f"{one.manner} noun")
        figure.describe(one.noun, one.group)
        self.figures.append(figure)
        return figure
