"""A text in words and sentences, with the parts of speech and the grammar when a language model is at hand.

Every layer asks this and never the model's library, so that a reading runs without it and says what it skipped.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from wholefile.reading.spans import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark. Without a model `part` and `relation` are empty and `head` is the word itself.

    `part` is a Universal POS tag (VERB, NOUN, PROPN), `tag` a Penn Treebank tag (VBD), `relation` a ClearNLP
    dependency label (nsubj, nsubjpass, dobj, ccomp, pobj, appos); `head` is the index of the governing word.
    """

    at: int  # its own index
    span: Span
    text: str
    lemma: str
    sentence: int
    tag: str = ""
    part: str = ""
    relation: str = ""
    head: int = -1


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the model saw: label PERSON, ORG, GPE, LAW, NORP, FAC, WORK_OF_ART."""

    span: Span
    label: str


@dataclass(frozen=True)
class Parsed:
    """The words of a text in their order. Invariant: `words[n].at == n`, and spans grow."""

    text: str
    words: tuple[Word, ...]
    sentences: tuple[Span, ...]
    named: tuple[Named, ...] = ()
    model: str = ""  # name and version of the language model, empty without one
    _starts: list[int] = field(init=False, repr=False, compare=False)
    _found: dict[Callable[["Parsed"], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [one.span.start for one in self.words])

    def once(self, find: Callable[["Parsed"], T]) -> T:
        """What a layer finds in these words, found when first asked for and kept for the layers that ask again."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found

    def inside(self, span: Span) -> tuple[Word, ...]:
        """The words that begin in a stretch."""
        return self.words[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def word_at(self, place: int) -> Word | None:
        """The word that holds a character, or None between words."""
        at = bisect_right(self._starts, place) - 1
        found = self.words[at] if at >= 0 else None
        return found if found and found.span.end > place else None

    def sentence_at(self, place: int) -> Span | None:
        """The sentence that holds a character."""
        word = self.word_at(place) or next(iter(self.inside(Span(place, place + 400))), None)
        return self.sentences[word.sentence] if word else None

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For every word the indexes of those that it governs; all empty without a model."""
        found: list[list[int]] = [[] for _ in self.words]
        for one in self.words:
            if one.head not in {-1, one.at}:
                found[one.head].append(one.at)
        return tuple(tuple(one) for one in found)

    def governed(self, word: Word) -> Iterator[Word]:
        """The word and all that it governs, at whatever depth, in no order."""
        waiting = [word.at]
        while waiting:
            at = waiting.pop()
            yield self.words[at]
            waiting += self.children[at]
