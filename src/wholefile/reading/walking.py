"""Steps from a word to those that it governs, and to those that govern it. Without a model there are none.

No walk up takes more than STEPS steps, so that no sentence, however built, costs more than its length.
"""

from collections.abc import Iterator

from wholefile.reading.parsed import Parsed, Word

STEPS = 40


def children(parsed: Parsed, word: Word, *relations: str) -> list[Word]:
    """The words that a word governs in one of these relations, in the order of the text."""
    return [parsed.words[at] for at in parsed.children[word.at] if parsed.words[at].relation in relations]


def ancestors(parsed: Parsed, word: Word) -> Iterator[Word]:
    """The words that govern a word, the nearest first."""
    for _ in range(STEPS):
        if word.head in {-1, word.at}:
            return
        word = parsed.words[word.head]
        yield word
