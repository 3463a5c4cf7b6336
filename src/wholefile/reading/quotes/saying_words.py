"""Who says something, without grammar: a sure verb beside a name, a pronoun, or a noun with its article."""

from collections.abc import Iterator

from wholefile.reading.facts import Status
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.quotes import cues
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.spans import Span

_PRONOUNS = frozenset("he she they i we it".split())
_ARTICLES = frozenset("a an the his her their its our my one this that another".split())
_CLOSES = frozenset({"”", '"', "’", "'", ",", "»"})
_LONGEST = 6


def by_words(parsed: Parsed, word: Word) -> Saying | None:
    """A saying whose cue is a word: with whoever stands right before it, or right after it behind a quotation."""
    words = parsed.words
    if (
        word.text.lower() == "according"
        and word.at + 2 < len(words)
        and words[word.at + 1].text.lower() == "to"
    ):
        return _told(parsed, word, "according", _run_after(parsed, word.at + 2), "according")
    if not cues.says(word.text) or word.text[:1].isupper():
        return None
    named = _run_before(parsed, word.at - 1)
    if named is None and word.at and words[word.at - 1].text in _CLOSES:
        named = _run_after(parsed, word.at + 1)
    return _told(parsed, word, cues.verb_of(word.text), named, "speech")


def _told(parsed: Parsed, word: Word, verb: str, named: tuple[int, int] | None, sort: str) -> Saying | None:
    if named is None:
        return None
    first, last = (parsed.words[at] for at in named)
    manner = cues.manner(verb) if sort == "speech" else Status.STATED
    source = first.span.joined(last.span)
    ends = last.at + 1 == len(parsed.words) or parsed.words[last.at + 1].sentence != last.sentence
    if ends and last.text.endswith(".") and len(last.text) > 1:
        source = Span(source.start, source.end - 1)  # the full stop of the sentence
    return Saying(word, verb, source, last, sort, manner)


def _run_before(parsed: Parsed, at: int) -> tuple[int, int] | None:
    """The name, pronoun, or noun with its article that ends at a place."""
    names: list[int] = []
    for n, here in enumerate(_beside(parsed, at, -1)):
        text = parsed.words[here].text
        if n == 0 and text.lower() in _PRONOUNS:
            return here, here
        if text.lower() in _ARTICLES:
            return here, at
        if not text[0].isalpha():
            break
        if text[0].isupper() and len(names) == n:
            names.append(here)
    return (names[-1], names[0]) if names else None


def _run_after(parsed: Parsed, at: int) -> tuple[int, int] | None:
    """The name, pronoun, or noun with its article that begins at a place."""
    taken: list[int] = []
    noun = False
    for here in _beside(parsed, at, 1):
        text = parsed.words[here].text
        if not taken and text.lower() in _PRONOUNS:
            return here, here
        noun = noun or (not taken and text.lower() in _ARTICLES)
        if not text[0].isalpha() or not (text[0].isupper() or (noun and len(taken) < 2)):
            break
        taken.append(here)
    return (taken[0], taken[-1]) if taken and (not noun or len(taken) > 1) else None


def _beside(parsed: Parsed, at: int, step: int) -> Iterator[int]:
    last = at + step * _LONGEST
    for here in range(at, last, step):
        if not 0 <= here < len(parsed.words) or parsed.words[here].sentence != parsed.words[at].sentence:
            return
        yield here
