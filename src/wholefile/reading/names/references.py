"""Who is meant where no name stands: nouns and pronouns, resolved in the order of the text.

Nobody's gender is inferred from a name. "He" and "she" are told apart by nearness, by preferring subjects, and by what
the same person was called before in the same text, by a pronoun or by a title or noun that says it. Who speaks is
never "he" or "she" in their own words, nor is whom they speak to.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wholefile.reading.names.figures import Figure
from wholefile.reading.names.first_person import Turn
from wholefile.reading.names.grammar import SUBJECTS
from wholefile.reading.names.nominals import Nominal
from wholefile.reading.names.noun_references import NounReferences
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span
from wholefile.reading.walking import ancestors, children

PRONOUNS = {
    "he": "he", "him": "he", "his": "he", "himself": "he", "she": "she", "her": "she", "hers": "she", "herself": "she",
}  # fmt: skip
# What goes on with what was said before.
_ADDS = frozenset({"add", "continue", "elaborate"})
_ALSO = frozenset({"also", "further", "additionally", "again"})
_SAYS = frozenset(
    "add admit advise allege answer ask claim complain confirm continue declare deny describe explain insist maintain "
    "mention note recall relate repeat reply report respond say state swear tell testify write".split()
)
# Whose something is, in the words of who speaks and of whom they speak to.
_MINE, _YOURS = frozenset({"my", "mine"}), frozenset({"your", "yours"})


@dataclass(frozen=True, slots=True)
class _Item:
    """Something in the text that means or may mean a person: a name of a figure, a nominal, or a pronoun."""

    span: Span
    figure: Figure | None = None
    nominal: Nominal | None = None
    word: Word | None = None


class References(NounReferences):
    """One going through of a text. `turns` are the parts of it in which somebody speaks."""

    def __init__(
        self,
        parsed: Parsed,
        figures: list[Figure],
        labels: Mapping[str, Figure] | None = None,
        parts: Iterable[int] = (),
        *,
        turns: Iterable[Turn[Figure]] = (),
    ) -> None:
        super().__init__(parsed, figures, labels, parts)
        self._turns = sorted(turns, key=lambda one: one.span)
        self._turn_starts = [one.span.start for one in self._turns]

    def run(self, nominals: Iterable[Nominal]) -> None:
        """Resolve everything, in the order of the text."""
        items = [_Item(span, figure=one) for one in self.figures for span in one.mentions]
        self.named()
        self._own()
        items += [_Item(one.span, nominal=one) for one in nominals]
        items += [_Item(one.span, word=one) for one in self.parsed.words if one.text.casefold() in PRONOUNS]
        waiting: list[Word] = []
        for item in sorted(items, key=lambda one: (one.span.end, -one.span.start)):
            if item.figure is not None:
                self._note(item.figure, item.span)
            elif item.nominal is not None:
                self._nominal(item.nominal)
            elif item.word is not None and not self._pronoun(item.word):
                waiting.append(item.word)
        for word in waiting:
            self._ahead(word)

    def _own(self) -> None:
        """Whose "my" and "your" are, so that "my lawyer" is that person's."""
        for turn in self._turns:
            for word in self.parsed.inside(turn.span):
                small = word.text.casefold()
                meant = turn.speaker if small in _MINE else turn.addressee if small in _YOURS else None
                if meant is not None:
                    self._meant[word.span] = meant

    def _speaking(self, word: Word) -> set[int]:
        """Who speaks where a word stands, and to whom, by their identities: told of as "I" and "you" there."""
        at = bisect_right(self._turn_starts, word.span.start) - 1
        turn = self._turns[at] if at >= 0 and word.span.end <= self._turns[at].span.end else None
        if turn is None or not turn.first_person:
            return set()
        return {id(one) for one in (turn.speaker, turn.addressee) if one is not None}

    # Pronouns.

    def _pronoun(self, word: Word) -> bool:
        """Give a pronoun to somebody; false when nobody was told of before."""
        told = PRONOUNS[word.text.casefold()]
        excluded = self._speaking(word)
        figure = self._speaks_on(word, told, excluded) or self._by_clause(word, told, excluded)
        if figure is None:
            fitting = [
                one
                for one in self._attention.active(self._step(word))
                if _fits(one, told) and id(one) not in excluded
            ]
            known = [one for one in fitting if one.pronoun == told]
            figure = self._weightier(known, fitting, self._step(word))
        if figure is None:
            return False
        self._give(word, figure, told)
        return True

    def _speaks_on(self, word: Word, told: str, excluded: set[int]) -> Figure | None:
        """Who spoke in the sentence before, where "he added" goes on with it: not whoever was spoken of."""
        verb = self.parsed.words[word.head] if word.relation == "nsubj" and word.head >= 0 else None
        if verb is None or not word.sentence or not self._adds(verb):
            return None
        before = self.parsed.inside(self.parsed.sentences[word.sentence - 1])
        said = next((one for one in before if one.relation == "ROOT" and one.lemma.lower() in _SAYS), None)
        subject = next(iter(children(self.parsed, said, "nsubj")), None) if said is not None else None
        figure = self._subjects.get(subject.at) if subject is not None else None
        return figure if figure is not None and _fits(figure, told) and id(figure) not in excluded else None

    def _adds(self, verb: Word) -> bool:
        """Whether a verb goes on with what somebody said."""
        lemma = verb.lemma.lower()
        also = any(one.text.lower() in _ALSO for one in children(self.parsed, verb, "advmod"))
        return lemma in _ADDS or (lemma in _SAYS and also)

    def _weightier(self, known: list[Figure], fitting: list[Figure], sentence: int) -> Figure | None:
        """The first of those called so before, unless somebody not yet called so is clearly more in mind."""
        if not fitting or not known or known[0] is fitting[0]:
            return fitting[0] if fitting else None
        other, mine = self._attention.weight(fitting[0], sentence), self._attention.weight(known[0], sentence)
        return fitting[0] if other > 2.5 * mine else known[0]

    def _give(self, word: Word, figure: Figure, told: str) -> None:
        figure.pronoun = figure.pronoun or told
        figure.mentions.setdefault(word.span, "pronoun")
        self._meant[word.span] = figure
        self._subjects[word.at] = figure
        self._attention.notice(figure, self._weight(word), self._step(word), word.span.start)

    def _by_clause(self, word: Word, told: str, excluded: set[int]) -> Figure | None:
        """The subject of a clause that this one depends on; for "him" never the subject of its own clause."""
        if not self.parsed.model:
            return None
        own = (
            word.relation != "poss"
            and word.relation not in SUBJECTS
            and not word.text.casefold().endswith("self")
        )
        for verb in ancestors(self.parsed, word):
            subject = next(iter(children(self.parsed, verb, *SUBJECTS)), None)
            if subject is None or subject.at == word.at or subject in ancestors(self.parsed, word):
                continue
            figure = self._subjects.get(subject.at)
            if own:
                own = False
                if figure is not None:
                    excluded.add(id(figure))
                continue
            if word.relation not in {*SUBJECTS, "poss"}:
                break
            if subject.at > word.at:  # "In her report, Deputy X wrote": she who follows, if she is named
                ahead = self._heads.get(subject.at)
                return ahead if ahead is not None and _fits(ahead, told) else None
            client = self._serves.get((id(figure), word.sentence)) if figure is not None else None
            if client is not None and client.pronoun == told:
                return client
            if figure is not None and _fits(figure, told) and id(figure) not in excluded:
                return figure
        return None

    def _ahead(self, word: Word) -> None:
        """A pronoun before its person: "In her report, Deputy X wrote"."""
        told = PRONOUNS[word.text.casefold()]
        for verb in ancestors(self.parsed, word):
            subject = next(iter(children(self.parsed, verb, *SUBJECTS)), None)
            figure = self._subjects.get(subject.at) if subject is not None else None
            if figure is not None and _fits(figure, told):
                figure.mentions.setdefault(word.span, "pronoun")
                figure.pronoun = figure.pronoun or told
                return


def _fits(figure: Figure, told: str) -> bool:
    return figure.pronoun in {"", told}
