"""What a speaker takes back, or says to be a guess: a person must see it before the words stand for what was said.

"It was a pistol. No, wait, it was a revolver": the first sentence still was said, so it keeps its standing and is
flagged. Only the speaker's own words about their own words do this: nothing reaches out of a quotation, and in a
transcript what an answer takes back is the end of the same speaker's turn before it. What somebody calls wrong in
the same breath, or corrects as they write, is no statement where another replaces it (`corrected`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wholefile.reading.corrected import Correction, Corrections
from wholefile.reading.facts import Fact
from wholefile.reading.frame import Frame, Part, said
from wholefile.reading.parsed import Parsed
from wholefile.reading.quotes.marks import Quoted
from wholefile.reading.spans import Span

TAKEN_BACK = "the speaker takes it back"
GUESSED = "the speaker guesses some or all of it"
# What can only be meant of one's own words reaches over a question to the turn before; "no, wait" may answer it.
_OWN = (
    r"I(?:['’]ll|\s+(?:have\s+to|want\s+to|must|will|would))?\s+take\s+that\s+back(?!\s+to\b)|scratch\s+that(?!\s+\w)|"
    r"let\s+me\s+take\s+that\s+back|(?:let\s+me|I\s+(?:should|need\s+to|have\s+to|must))\s+correct\s+myself|"
    r"I\s+mis-?spoke|I\s+mis-?stated\s+(?:that|it)|I\s+stand\s+corrected|"
    r"(?:let\s+me|I(?:['’]d\s+like\s+to|\s+(?:want|need|have)\s+to|\s+should|\s+must))\s+(?:rephrase|restate|correct)\s+that|"
    r"let\s+me\s+(?:rephrase|start\s+over)|(?:on|upon)\s+second\s+thoughts?|then\s+I\s+thought\s+again|"
    r"what\s+I\s+(?:meant|mean)(?:\s+to\s+say)?\s+(?:is|was)|I\s+meant\s+to\s+say|my\s+mistake(?=\s*[,.;:—–-])|"
    r"I\s+said\s+that\s+wrong|that(?:['’]s|\s+is|\s+was)\s+not\s+what\s+I\s+meant|"
    r"I\s+(?:was|am)\s+(?:wrong|mistaken|incorrect)(?:\s+about\s+(?:that|it|what|when|where|which|the\s+(?:time|date|day|color|"
    r"colour|number|order|place|name))\b|(?=\s*[,.;]))|I\s+(?:got|had)\s+(?:that|it)\s+wrong|"
    r"(?:my|that)\s+(?:earlier\s+|previous\s+|prior\s+|first\s+|last\s+)?(?:answer|testimony|statement)\s+(?:was|is)\s+(?:wrong|"
    r"incorrect|not\s+(?:right|correct|accurate|true))"
)
_WRONG = r"that(?:['’]s|\s+is|\s+was)\s+(?:wrong|incorrect|not\s+(?:right|correct|accurate))(?=\s*[,.;:—–-])"
_WHEN = (
    r"(?:(?:(?:it|that)\s+was|on|at|in|about|around|the|last|this|early|late)\s+){0,3}(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|yesterday|today|noon|midnight|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|(?:a\s+)?(?:hundred|dozen)|(?:a\s+)?quarter|half|"
    r"first|second|third|fourth|fifth|morning|afternoon|evening|night)\b"
)
# Something in place of something, begun by its article.
_OTHER = r"(?:(?:it|that|he|she|they)\s+(?:was|were)\s+)?(?:the|an?|his|her|my|their|in|on|at|from|with)\s+\w"
# "No, later": it says of an hour or a number that it was another.
_MORE = (
    r"(?:(?:it|that|this)\s+(?:was|must\s+have\s+been)\s+)?(?:(?:a\s+(?:little|bit)|much|maybe|probably|even|way|somewhat)\s+)?"
    r"(?:later|earlier|sooner|more|less|fewer|longer|shorter)(?:\s+than\s+that)?(?=\s*(?:[.,;:!?—–…\"”\n]|$))"
)
# Whoever looks something up before they say what it was: "sorry, no, I have the book here, it was June".
_LOOKED = (
    r"(?:sorry,?\s+no|no,?\s+(?:I(?:['’]m|\s+am)\s+)?sorry|no,?\s+(?:wait,?\s+)?(?=(?:I(?:['’]ve|\s+have|['’]m\s+looking)|"
    r"let\s+me\s+(?:look|see|check))\b))[^.?!;\n]{0,90}?[,:—–](?=\s*(?:it|that|there)\s+(?:was|were)\b(?!\s+not\b))"
)
# How a text tells of others that they corrected themselves in the same breath.
_TOLD = (
    r"(?:and\s+|but\s+)?(?:then|immediately|at\s+once|quickly|right\s+away)\s+(?:(?:he|she|they)\s+)?(?:thought\s+again|"
    r"correct(?:ed|s)\s+(?:himself|herself|themselves)|thought\s+better\s+of\s+(?:it|that)|said\s+no,)|"
    r"(?<=, )(?:(?:and|but)\s+)?(?:(?:before|then)\s+)?correct(?:ed|ing|s)\s+(?:himself|herself|themselves)"
)
_HERE = (
    rf"(?P<looked>{_LOOKED})|no,?(?=\s+(?P<more>{_MORE}))|(?P<told>{_TOLD})|"
    rf"no,?(?=\s+{_WHEN})|(?:I['’]?m\s+|I\s+am\s+)?(?:so\s+)?sorry,(?=\s+(?:{_WHEN}|{_OTHER}))|"
    rf"(?:or\s+)?rather,(?=\s+(?:{_WHEN}|{_OTHER}))|make\s+that(?=\s+{_WHEN})|excuse\s+me,(?=\s+(?:{_WHEN}|the\s))|"
    rf"I\s+mean,?(?=\s+{_WHEN})|check\s+that(?=\s*[,.;—–-])|(?P<paper>sic[;:,]?\s*(?:should|to)\s+(?:read|be)|"
    r"(?:(?<=[—–,(.;:-] )|(?<=[—–(“\"-])|(?<=[.?!]  ))correction(?:\s*[,:—–]|\s*--|\s+-(?=\s)))|"
    r"strike\s+that(?!\s+\w)|no,?\s+wait|wait,?\s+no|no,\s+hold\s+on|actually,?\s+no|"
    rf"(?P<wrong>(?:no,?\s+)?{_WRONG})"
)
# After these questions "that's wrong" is said of the answer before, and not of what the question supposes.
_SURE = re.compile(
    r"(?i)\b(?:(?:are|were)\s+you\s+(?:sure|certain|positive)|is\s+that\s+(?:right|correct|accurate|your\s+(?:answer|testimony))|"
    r"how\s+(?:do|did)\s+you\s+know)\b"
)
# What somebody else says may be called wrong, and nothing is taken back by that.
_OTHERS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Pp]eople|[Yy]ou|[A-Z]\w+)(?<!I)\s+(?:says?|said|claims?|claimed|tells?|told|thinks?|thought|writes?|"
    r"wrote|alleges?|alleged)\b"
)
_BACK = re.compile(rf"(?i)\b(?:(?P<own>{_OWN})|{_HERE})(?!\w)")
# A sentence of its own that makes a guess of what was said before it.
_GUESSED_BEFORE = re.compile(
    r"(?i)\bI(?:['’]m|\s+am|\s+was)\s+(?:only\s+|just\s+)?guessing\b(?:\s+(?:about\s+(?:that|it)|there|then|when\s+I\s+said)\b|"
    r"(?=\s*[.;]))|\bthat(?:['’]s|\s+is|\s+was)\s+(?:just\s+|only\s+)?(?:a|my)\s+guess\b"
)
_GUESS = re.compile(
    r"(?i)\b(?:I\s+(?:guess|suppose)|I(?:['’]m|\s+am|\s+was)\s+(?:only\s+|just\s+)?guessing|"
    r"(?:just|only)\s+(?:a|my)\s+guess|maybe|perhaps)\b"
)
# What may stand before the words of taking back in a sentence that takes back the one before it.
_FILLER = re.compile(
    r"(?i)(?:\W|\b(?:no|wait|oh|uh|um|er|well|sorry|okay|yes|yeah|and|but|so|actually|hm+)\b)*$"
)
# A filler longer than this is a sentence of its own.
_LONGEST = 60
# So far behind its last word, in characters, a sentence is no longer meant.
_FAR = 1_000
# So near, in characters, a guess belongs to what it stands beside.
_BESIDE = 3
_ENDS = re.compile(r"[.!?;:\n]")
_TURNS = frozenset({"answer", "colloquy", "question"})
_SAID = frozenset({"assertion", "claim", "court_event", "event"})


def flagged(found: Iterable[Fact], parsed: Parsed, quoted: Sequence[Quoted], frame: Frame) -> Iterator[Fact]:
    """The facts, those flagged that somebody takes back or guesses. Nothing else of them changes.

    Whoever tells what others said guesses nothing of it, so a word of guessing counts only within the fact's own words
    or just beside them, and only in what somebody says.
    """
    speech = _Said(parsed, quoted, frame)
    found = list(found)
    taken = list(speech.taken_back())
    corrections = Corrections(parsed.text, taken, found)
    back = _merged(one.stretch for one in taken if not one.told)
    starts = [one.start for one in back]
    guesses = _merged(speech.guessed_before())
    guess_starts = [one.start for one in guesses]
    for one in corrections.once([fact for told in found for fact in corrections.applied(told)]):
        flags = list(one.flags)
        if one.kind in _SAID:
            at = bisect_right(starts, one.span.end - 1) - 1
            if at >= 0 and back[at].meets(one.span):
                flags.append(TAKEN_BACK)
            guess = bisect_right(guess_starts, one.span.end - 1) - 1
            before = guess >= 0 and guesses[guess].meets(one.span)
            if speech.by_somebody(one) and (before or speech.guessed(one.span)):
                flags.append(GUESSED)
        yield replace(one, flags=tuple(flags)) if len(flags) > len(one.flags) else one


class _Said:
    """A text with its quotations and parts, asked for who speaks where."""

    def __init__(self, parsed: Parsed, quoted: Sequence[Quoted], frame: Frame) -> None:
        self.text, self.parsed, self.frame = parsed.text, parsed, frame
        self.inners = sorted(one.inner for one in quoted if not one.title)
        self.starts = [one.start for one in self.inners]
        self.before = {after.span: one for one, after in pairwise(frame.parts)}

    def taken_back(self) -> Iterator[Correction]:
        """What is taken back, each by the words behind it."""
        for match in _BACK.finditer(self.text):
            wrong = match["wrong"] is not None
            far = match["own"] is not None or (wrong and self._asked_if_sure(match.start()))
            paper = match["paper"] is not None or match["told"] is not None
            stretch = self._before(match.start(), far=far, paper=paper)
            if stretch is not None and not (wrong and _OTHERS.search(stretch.of(self.text)[-_FAR:])):
                written = match["told"] is not None or not self._spoken(match.start())
                breath = stretch.end == match.start() and (wrong or written)
                more, told = match["more"] is not None, match["told"] is not None
                yield Correction(stretch, match.start(), match.end(), breath, more, told)

    def guessed_before(self) -> Iterator[Span]:
        """The sentences of which the next one of the same speaker says that it was a guess."""
        for match in _GUESSED_BEFORE.finditer(self.text):
            stretch = self._before(match.start(), far=self._asked_if_sure(match.start()))
            if stretch is not None:
                yield stretch

    def _asked_if_sure(self, place: int) -> bool:
        """Whether the turn before asks how sure the speaker is."""
        part = self.frame.part_at(place)
        asks = self.before.get(part.span) if part is not None else None
        return asks is not None and _SURE.search(self.text, asks.span.start, asks.span.end) is not None

    def _spoken(self, place: int) -> bool:
        """Whether somebody's own words stand at a place as they were said."""
        part = self.frame.part_at(place)
        return self._quotation(place) is not None or (part is not None and part.kind in _TURNS)

    def by_somebody(self, fact: Fact) -> bool:
        """Whether a fact is told through somebody beside the document itself."""
        return any(link.span is not None for link in fact.chain)

    def guessed(self, span: Span) -> bool:
        """Whether a word of guessing stands in a stretch or just beside it."""
        begin = max(0, span.start - _LONGEST)
        for one in _GUESS.finditer(self.text[begin : span.end + _LONGEST]):
            start, end = begin + one.start(), begin + one.end()
            gap = self.text[end : span.start] if end <= span.start else self.text[span.end : start]
            quotation = self._quotation(start)
            quotes = quotation is not None and quotation.start > span.start  # another's guess, within
            if len(gap) <= _BESIDE and not _ENDS.search(gap) and not quotes:
                return True
        return False

    def _before(self, place: int, *, far: bool, paper: bool = False) -> Span | None:
        """The sentence up to a place, or the one before it by the same speaker where it says nothing by itself."""
        sentence = self.parsed.sentence_at(place)
        part = self.frame.part_at(place)
        quotation = self._quotation(place)
        if sentence is None or (not paper and quotation is None and (part is None or not part.speaker)):
            return None  # a document that tells of others takes nothing back
        spoken = said(part, self.text)[:1] if part is not None else ()
        floor = max(quotation.start if quotation else 0, spoken[0].start if spoken else 0)
        begin = max(sentence.start, floor)
        if not self._filler(begin, place):
            return Span(begin, place)
        if begin > floor and not self._filler(floor, begin):
            return self._last(floor, begin)
        return self._turn_before(part) if far and quotation is None and part is not None else None

    def _turn_before(self, part: Part) -> Span | None:
        """The last sentence of the same speaker's turn before this one, over one turn of somebody else."""
        one: Part | None = part
        for _ in range(2):
            one = self.before.get(one.span) if one is not None else None
            if one is not None and one.speaker == part.speaker and one.kind == part.kind:
                return self._last(one.span.start, one.span.end)
        return None

    def _last(self, floor: int, end: int) -> Span | None:
        """The last sentence that ends before a place, and not far from it."""
        begin = max(floor, end - _FAR)
        words = self.parsed.inside(Span(begin, end)) if begin < end else ()
        last = next((one for one in reversed(words) if one.text[:1].isalnum()), None)
        if last is None:
            return None
        return Span(max(floor, self.parsed.sentences[last.sentence].start), last.span.end)

    def _quotation(self, place: int) -> Span | None:
        at = bisect_right(self.starts, place) - 1
        found = self.inners[at] if at >= 0 else None
        return found if found is not None and place < found.end else None

    def _filler(self, start: int, end: int) -> bool:
        return end - start <= _LONGEST and _FILLER.match(self.text[start:end]) is not None


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Stretches in order without overlap, so that one look finds what meets another."""
    found: list[Span] = []
    for one in sorted(spans):
        if found and one.start <= found[-1].end:
            found[-1] = found[-1].joined(one)
        else:
            found.append(one)
    return found
