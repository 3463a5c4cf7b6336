"""The language model at work: spaCy's own steps, of which two are taken in a way that tells the same for much less."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, Span

from wholefile.reading.word_rules import WordRules


class Pipeline:
    """The model of a folder. All that it tells of a text is what spaCy's own pipeline of the model would tell."""

    def __init__(self, folder: Path) -> None:
        self._grammar = spacy.load(
            folder, exclude=["senter"], disable=["attribute_ruler", "lemmatizer", "ner"]
        )
        table: Any = self._grammar.get_pipe("attribute_ruler")
        self._rules = WordRules(table.patterns)
        self._lemmas: Any = self._grammar.get_pipe("lemmatizer")
        self._names: Any = self._grammar.get_pipe("ner")

    def documents(self, texts: Sequence[str], at_once: int) -> Iterator[Doc]:
        """Each text with all that the model tells of it, in order, so many texts at a time."""
        told = self._grammar.pipe(texts, batch_size=at_once)
        while batch := list(islice(told, at_once)):
            for one in batch:
                self._tell_words(one)
            self._find_names(batch)
            yield from batch

    def _tell_words(self, document: Doc) -> None:
        """Parts and lemmas, by the table of the model. White space is no word."""
        words: list[Any] = list(document)
        for at, word in enumerate(words):
            if not word.is_space:
                told = self._rules.tell(words, at)
                word.pos_ = told["POS"]
                word.set_morph(told["MORPH"])
                word.lemma_ = told.get("LEMMA") or self._lemmas.lemmatize(word)[0]

    def _find_names(self, documents: Sequence[Doc]) -> None:
        """Names, in all sentences side by side, a word of each at a time.

        No name runs over the end of a sentence, so what is found does not depend on the sentence before. spaCy itself
        goes through a document from its first word to its last, and takes the model up anew at each.
        """
        sentences = [
            Doc(one.vocab, words=[word.text for word in sentence])
            for one in documents
            for sentence in one.sents
        ]
        model = self._names.model.predict(documents)  # the words as they stand in the whole document
        states = unfinished = self._names.moves.init_batch(sentences)
        while unfinished:
            unfinished = self._names.transition_states(unfinished, model.predict(unfinished))
        self._names.set_annotations(sentences, states)
        found = iter(sentences)
        for one in documents:
            one.ents = [
                Span(one, whole.start + name.start, whole.start + name.end, label=name.label)
                for whole, sentence in zip(one.sents, found, strict=False)
                for name in sentence.ents
            ]
