"""How far a saying reaches: the words that somebody is shown to say, in the clause the cue governs."""

import re
from dataclasses import dataclass

from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.quotes import clauses, cues
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.quotes.sayings import find_sayings
from wholefile.reading.spans import Span, hull
from wholefile.reading.walking import children

_CLAUSES = frozenset({"ccomp"})
_THINGS = frozenset({"dobj", "oprd", "attr", "xcomp"})
# These take whom they are said of as object, and what is said behind "of", "for", "with" or "as".
_AGAINST = frozenset(
    "accuse blame charge criticize denounce condemn describe portray depict paint cast frame credit".split()
)
_LINKING = frozenset({"of", "for", "with", "as"})
# What they say may be a mere thing: "denied any part in it".
_TAKING_THINGS = cues.DENYING | frozenset(
    "admit allege announce answer call claim concede confess deny describe dub exclaim label mention promise reply say "
    "scream shout testify whisper write yell".split()
)
# What a clause without "that" may not run over when the grammar shows no complement.
_TURN = re.compile(r",?\s+(?:while|but|although|whereas)\s|;\s")
_ANEW = re.compile(r",?\s(?:and|but|or)\sthat\s(?=\w)")
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Scope:
    """What a saying says: `content`, with its main word where there is grammar, and whether it is a clause."""

    saying: Saying
    content: Span
    head: Word | None
    clause: bool

    def statements(self, parsed: Parsed) -> tuple[Span, ...]:
        """The content, or its parts where "and that" begins a further statement."""
        cuts = list(_ANEW.finditer(parsed.text, self.content.start, self.content.end))
        if not cuts or self.saying.sort == "according":
            return (self.content,)
        found, start = [], self.content.start
        for cut in cuts:
            found.append(Span(start, cut.start()))
            start = cut.end()
        return (*found, Span(start, self.content.end))


def find_scopes(parsed: Parsed) -> tuple[Scope, ...]:
    """The reach of every saying that governs something, in the order of the cues."""
    found = []
    for saying in parsed.once(find_sayings):
        if saying.sort == "label" or _negated(parsed, saying.word):
            continue
        scope = _according(parsed, saying) if saying.sort == "according" else None
        if scope is None and saying.sort != "according":
            scope = _governed(parsed, saying) if parsed.model else None
            scope = scope or _following(parsed, saying)
        if scope is not None and scope.content.end - scope.content.start <= LONGEST:
            found.append(scope)
    return tuple(found)


def _negated(parsed: Parsed, word: Word) -> bool:
    """Whether it is said that somebody did not say it."""
    return bool(children(parsed, word, "neg"))


def _governed(parsed: Parsed, saying: Saying) -> Scope | None:
    word = saying.word
    if saying.verb in _AGAINST:
        return _against(parsed, saying)
    relations = _CLAUSES | {"acl", "relcl"} if saying.sort == "noun" else _CLAUSES
    below = children(parsed, word, *relations)
    below = [one for one in below if one.part in {"VERB", "AUX"} or children(parsed, one, *clauses.SUBJECTS)]
    clause = True
    if not below:
        wanted = _THINGS if saying.verb in _TAKING_THINGS else frozenset()
        below = [one for one in children(parsed, word, *wanted) if one.at != saying.head.at]
        if saying.verb in cues.ORDERING and saying.verb not in {"claim", "agree", "profess", "purport"}:
            below = [one for one in below if one.relation != "xcomp"]
        clause = any(one.relation == "xcomp" for one in below) or saying.verb in cues.DENYING
    if not below:
        return None
    spans = [_subtree(parsed, one) for one in below]
    content = hull(spans)
    if content.meets(saying.span):
        behind = [one for one in spans if one.start >= word.span.end]
        content = (
            hull(behind)
            if behind
            else Span(content.start, saying.span.start)
            if content.start < saying.span.start
            else content
        )
    return (
        None
        if content.holds(saying.word.span)
        else Scope(saying, _tidy(parsed.text, content), below[0], clause)
    )


def _against(parsed: Parsed, saying: Saying) -> Scope | None:
    """Of whom it is said, and what: "accused her of having hidden it"."""
    whom = children(parsed, saying.word, "dobj")
    preps = [one for one in children(parsed, saying.word, "prep") if one.text.lower() in _LINKING]
    for one in whom:
        preps += [p for p in children(parsed, one, "prep") if p.text.lower() in {"of", "as"}]
    preps = [one for one in preps if one.at > saying.word.at]
    if not preps:
        return None
    content = hull([_subtree(parsed, one) for one in [*whom, *preps]])
    if content.meets(saying.span):
        return None
    below = children(parsed, preps[0], "pcomp", "pobj")
    return Scope(saying, _tidy(parsed.text, content), below[0] if below else None, clause=True)


def _subtree(parsed: Parsed, word: Word) -> Span:
    found = [one.span for one in parsed.governed(word) if one.sentence == word.sentence]
    return hull(found)


def _following(parsed: Parsed, saying: Saying) -> Scope | None:
    """Without a complement in the grammar: what follows "that" to the end of the sentence, or to a turn of it."""
    words = parsed.words[saying.word.at + 1 : saying.word.at + 4]
    that = next((one for one in words if one.text.lower() == "that"), None)
    if (
        that is None
        or that.sentence != saying.word.sentence
        or (parsed.model and that.relation not in {"mark", "det", "nsubj"})
    ):
        return None
    end = parsed.sentences[that.sentence].end
    if turn := _TURN.search(parsed.text, that.span.end, min(end, that.span.end + LONGEST)):
        end = turn.start()
    if end <= that.span.end + 1:
        return None
    return Scope(saying, _tidy(parsed.text, Span(that.span.end, end)), None, clause=True)


def _according(parsed: Parsed, saying: Saying) -> Scope | None:
    """The rest of the sentence: after the phrase when it stands first, else before it."""
    sentence = parsed.sentences[saying.word.sentence]
    first, end = saying.span.start, saying.span.end
    if len(parsed.text[sentence.start : first].strip(" \"“”'‘,")) <= _OPENING:
        comma = parsed.text.find(",", end, sentence.end)
        start = comma + 1 if 0 <= comma - end <= _PHRASE else end
        content = Span(start, sentence.end) if start < sentence.end else None
    else:
        content = Span(sentence.start, first)
    return None if content is None else Scope(saying, _tidy(parsed.text, content), None, clause=True)


# How much may stand before such a phrase at the beginning of a sentence ("But by her account"), and in it.
_OPENING, _PHRASE = 8, 120


def _tidy(text: str, span: Span) -> Span:
    """Without white space, commas and a leading "that" at its ends."""
    start, end = span.start, span.end
    while start < end - 1 and text[start] in " ,\n\t":
        start += 1
    if text[start : start + 5].lower() in {"that ", "that,"} and start + 5 < end:
        start += 5
    while end > start + 1 and text[end - 1] in " ,\n\t.":
        end -= 1
    while start < end - 1 and text[start] in " ,\n\t":
        start += 1
    return Span(start, end)
