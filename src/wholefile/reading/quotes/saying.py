"""One place where a document shows that somebody says something."""

from dataclasses import dataclass

from wholefile.reading.facts import Status
from wholefile.reading.parsed import Word
from wholefile.reading.spans import Span


@dataclass(frozen=True, slots=True)
class Saying:
    """One cue with its source.

    `word` is the cue itself, `cue` the stretch that shows it ("said in a statement" is `said`), `source` the words for
    who says it and `head` their main word. `sort` is "speech", "thought", "noun" or "according".
    """

    word: Word
    verb: str
    source: Span
    head: Word
    sort: str
    manner: Status

    @property
    def span(self) -> Span:
        """From the source to the cue."""
        return self.source.joined(self.word.span)
