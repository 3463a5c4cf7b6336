"""Where a document shows that somebody says something: the cue, who it is, and how it is said."""

from wholefile.reading.facts import Status
from wholefile.reading.names.lexicon import PERSON_NOUNS
from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.quotes import clauses, cues
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.quotes.saying_words import by_words
from wholefile.reading.spans import Span
from wholefile.reading.time.words import WEEKDAY_NAMES
from wholefile.reading.walking import ancestors, children


def find_sayings(parsed: Parsed) -> tuple[Saying, ...]:
    """Every saying of a text that has a source, in the order of the cues."""
    finder = _by_grammar if parsed.model else by_words
    found = (finder(parsed, word) for word in parsed.words)
    return tuple(one for one in found if one is not None)


def _by_grammar(parsed: Parsed, word: Word) -> Saying | None:
    lower = word.text.lower()
    if (
        lower == "according"
        and word.at + 1 < len(parsed.words)
        and parsed.words[word.at + 1].text.lower() == "to"
    ):
        return _according(parsed, word)
    if word.part in {"VERB", "AUX"} or (
        word.relation in {"ROOT", "ccomp", "parataxis", "conj"} and word.tag[:2] == "VB"
    ):
        return _of_verb(parsed, word)
    if word.part == "NOUN" and word.lemma.lower() in cues.NOUNS:
        return _of_noun(parsed, word)
    if word.text == ":":
        return _label(parsed, word)
    return None


_LONGEST_LABEL = 6


def _label(parsed: Parsed, word: Word) -> Saying | None:
    """A name with a colon at the beginning of a line."""
    text, words = parsed.text, parsed.words
    first = word.at
    while (
        first > 0
        and word.at - first < _LONGEST_LABEL
        and "\n" not in text[words[first - 1].span.end : words[first].span.start]
    ):
        first -= 1
    before = text[max(0, words[first].span.start - 2) : words[first].span.start]
    named = words[first : word.at]
    if (first and "\n" not in before) or not _is_name(named):
        return None
    return Saying(word, "label", named[0].span.joined(named[-1].span), named[-1], "label", Status.STATED)


def _is_name(words: tuple[Word, ...]) -> bool:
    """Whether words are all written as a name."""
    return (
        bool(words)
        and all(one.text[0].isupper() for one in words)
        and any(one.part == "PROPN" for one in words)
    )


def _heard(parsed: Parsed, word: Word) -> Saying | None:
    """From whom somebody heard it: "she heard from the clerk that it was open" is what the clerk said."""
    if word.lemma.lower() not in _HEARING or not children(parsed, word, "ccomp"):
        return None
    source = next(
        (
            one
            for by in children(parsed, word, "prep")
            if by.text.lower() == "from"
            for one in children(parsed, by, "pobj")
        ),
        None,
    )
    if (
        source is None
        or _is_time(source)
        or (source.part == "NOUN" and source.lemma.lower() not in PERSON_NOUNS)
    ):
        return None
    return Saying(word, "tell", clauses.phrase(parsed, source), source, "speech", Status.STATED)


_HEARING = frozenset({"hear", "learn"})


def _of_verb(parsed: Parsed, word: Word) -> Saying | None:
    if (heard := _heard(parsed, word)) is not None:
        return heard
    verb = cues.verb_of(word.text, word.lemma)
    if not verb:
        return None
    sort = "speech" if verb in cues.SPEAKING else "thought"
    if verb in cues.WITH_PARTICLE and verb not in cues.SPEAKING and verb not in cues.THINKING:
        following = parsed.words[word.at + 1].text.lower() if word.at + 1 < len(parsed.words) else ""
        particles = cues.WITH_PARTICLE[verb]
        if particles and following not in particles:
            return None
        sort = "speech" if particles else "thought"
    passive = clauses.is_passive(parsed, word) or (word.tag == "VBN" and word.relation in {"acl", "amod"})
    if passive and not children(parsed, word, "agent"):
        return None
    beside = _beside_quotation(parsed, word) if sort == "speech" and word.tag != "VBG" else None
    if beside is not None:
        head, source = beside
    else:
        found = _doing(parsed, word) or clauses.subject(parsed, _quoting(parsed, word)) or _left(parsed, word)
        if (
            found is None
            or found.at == word.at
            or found.tag == "EX"
            or _is_time(found)
            or _is_nobody(parsed, found)
        ):
            return None
        head, source = found, clauses.phrase(parsed, found)
        source = _with_relative(parsed, source, word)
    return Saying(word, verb, source, head, sort, cues.manner(verb))


def _is_nobody(parsed: Parsed, word: Word) -> bool:
    """Whether it is told that nobody says it."""
    return word.text.lower() in {"nobody", "none", "neither", "nothing"} or any(
        one.text.lower() == "no" for one in children(parsed, word, "det")
    )


def _is_time(word: Word) -> bool:
    """Whether a word stands in a date or a time of day, which say nothing."""
    return word.lemma.lower() in _TIMES or word.text.lower() in {"p.m.", "a.m."}


_TIMES = frozenset(
    "today yesterday tomorrow morning afternoon evening night week month year day time hour minute moment".split()
).union(WEEKDAY_NAMES)


def _quoting(parsed: Parsed, word: Word) -> Word:
    """The verb whose subject a participle behind a quotation shares: the one that quotes, not one that is quoted."""
    if word.tag != "VBG" or not word.at or parsed.words[word.at - 1].text not in _CLOSES:
        return word
    for one in ancestors(parsed, word):
        if one.part == "VERB" and cues.verb_of(one.text, one.lemma) in cues.SPEAKING:
            return one
    return word


def _doing(parsed: Parsed, word: Word) -> Word | None:
    """The noun right before a participle: "footage of the driver asking", "quotes him as adding"."""
    if word.tag != "VBG" or not word.at:
        return None
    linked = word.at > 1 and parsed.words[word.at - 1].text.lower() == "as"
    if linked and (quoted := _quoted_as(parsed, word)) is not None:
        return quoted
    before = parsed.words[word.at - 1 - linked]
    parts = _NOUNS | {"PRON"} if linked else _NOUNS
    return before if before.part in parts and before.sentence == word.sentence else None


def _quoted_as(parsed: Parsed, word: Word) -> Word | None:
    """Whom a verb of quoting has before an aside and "as": "quotes Ana Bly, the clerk, as saying"."""
    for verb in reversed(parsed.words[max(0, word.at - _REACH) : word.at - 1]):
        if verb.sentence != word.sentence:
            return None
        if verb.part == "VERB" and verb.lemma.lower() in _QUOTING:
            return next((one for one in children(parsed, verb, "dobj") if one.at > verb.at), None)
    return None


_QUOTING = frozenset({"quote", "cite", "record", "report", "describe"})


def _left(parsed: Parsed, word: Word) -> Word | None:
    """The noun right before a finite verb to which the grammar gives no subject."""
    if word.tag not in _FINITE or not word.at:
        return None
    before = parsed.words[word.at - 1]
    return before if before.part in _NOUNS | {"PRON"} and before.sentence == word.sentence else None


_NOUNS = frozenset({"NOUN", "PROPN"})


def _with_relative(parsed: Parsed, source: Span, verb: Word) -> Span:
    """The phrase with the "who" that takes it up, so that the words that do the saying are all in it."""
    for one in children(parsed, verb, *clauses.SUBJECTS):
        if one.tag in {"WP", "WDT"} and 0 <= one.span.start - source.end <= 3:
            return Span(source.start, one.span.end)
    return source


_CLOSES = frozenset({"”", '"', "’", "'", "''", "»"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# How many words may stand between a quotation and the verb: "…,” the deputy, who …, said".
_REACH = 24


def _beside_quotation(parsed: Parsed, word: Word) -> tuple[Word, Span] | None:
    """Who says it by place alone: the words between a closing mark and the verb, or right after both."""
    words = parsed.words
    at = word.at - 1
    if at >= 0 and words[at].tag == "RB":
        at -= 1
    if _closed_before(parsed, at + 1):
        return _following(parsed, word)
    first, deep = at, 0
    while first >= 0 and word.at - first <= _REACH and words[first].text not in _CLOSES:
        one = words[first]
        if one.tag in _FINITE and not _aside(parsed, one):
            return None
        if one.text in {".", "!", "?", ";", ":", "“", "—"} or (
            one.text.lower() in {"and", "but", "as"} and first == at
        ):
            return None
        deep += one.part in {"VERB", "AUX"}
        first -= 1
    if first < 0 or not _closed_before(parsed, first + 1):
        return None
    first += 1
    while first <= at and words[first].text in {",", "—", "-"}:
        first += 1
    if (
        first > at
        or words[first].part in {"ADP", "CCONJ", "SCONJ", "VERB", "AUX", "ADV"}
        or words[first].tag in {"TO", "WP", "WDT"}
    ):
        return None
    stop = next((n for n in range(first + 1, at + 1) if words[n].text in {",", "(", "—"}), at + 1)
    named = [one for one in words[first:stop] if one.part in {"PROPN", "NOUN", "PRON"}]
    if not named:
        return None
    prep = next((n for n in range(first, stop) if words[n].part == "ADP"), stop)
    before = [one for one in named if one.at < prep]
    head = (before or named)[-1]
    last = stop - 1
    while words[last].part in {"ADV", "PUNCT"} and last > head.at:
        last -= 1
    return head, words[first].span.joined(words[last].span)


def _aside(parsed: Parsed, verb: Word) -> bool:
    """Whether a verb stands in a clause that only describes somebody."""
    return verb.relation == "relcl" or any(one.relation == "relcl" for one in ancestors(parsed, verb))


def _closed_before(parsed: Parsed, at: int) -> bool:
    """Whether a closing mark stands right before a word, with the comma of a spoken sentence."""
    if not 0 < at < len(parsed.words):
        return False
    mark = parsed.words[at - 1]
    if mark.text == "," and at > 1:
        return (
            parsed.words[at - 2].text in _CLOSES and parsed.text[parsed.words[at - 2].span.start - 1] != " "
        )
    if mark.text not in _CLOSES:
        return False
    before = parsed.text[mark.span.start - 1] if mark.span.start else " "
    return before in ",?!—-…" or (before == "'" and mark.text == "'")


def _following(parsed: Parsed, word: Word) -> tuple[Word, Span] | None:
    """Who stands after a verb that follows a quotation: "…,” said the deputy"."""
    at = word.at + 1
    following = parsed.words[at : at + 8]
    if not following or following[0].part not in {"PROPN", "NOUN", "DET", "PRON", "ADJ"}:
        return None
    for one in following:
        if one.part in {"PROPN", "NOUN", "PRON"}:
            last = one
            while last.at + 1 < len(parsed.words) and last.relation == "compound" and last.head > last.at:
                last = parsed.words[last.at + 1]
            if last.part not in {"PROPN", "NOUN", "PRON"} or _is_time(last):
                return None
            grown = clauses.phrase(parsed, last)
            return last, Span(following[0].span.start, max(grown.end, last.span.end))
        if one.part not in {"DET", "ADJ", "NUM", "ADV"}:
            break
    return None


def _according(parsed: Parsed, word: Word) -> Saying | None:
    below = parsed.words[word.at + 1 : word.at + 2]
    heads = [one for to in below for one in children(parsed, to, "pobj", "pcomp")]
    head = heads[0] if heads else _next_noun(parsed, word.at + 2)
    if head is None:
        return None
    source = clauses.phrase(parsed, head)
    words = source.of(parsed.text)
    comma = words.find(",", head.span.end - source.start) if head.span.end < source.end else -1
    if comma >= 0 and parsed.text[source.end : source.end + 1] != ",":
        source = Span(source.start, source.start + comma)  # what follows is the sentence, no aside
    return Saying(word, "according", source, head, "according", Status.STATED)


def _next_noun(parsed: Parsed, at: int) -> Word | None:
    return next((one for one in parsed.words[at : at + 6] if one.part in {"NOUN", "PROPN", "PRON"}), None)


def _of_noun(parsed: Parsed, word: Word) -> Saying | None:
    """A noun with whose it is: "her claim that …", "a statement by the sheriff"."""
    lemma = word.lemma.lower()
    heads = children(parsed, word, "poss")
    if not heads:
        by = [one for one in children(parsed, word, "prep") if one.text.lower() in {"by", "from", "of"}]
        heads = [one for prep in by[:1] for one in children(parsed, prep, "pobj")]
        if by and by[0].text.lower() == "of" and heads and heads[0].part != "PROPN":
            heads = []
    if not heads:
        return None
    manner = cues.NOUN_MANNER.get(lemma, Status.STATED)
    above = parsed.words[word.head] if word.head >= 0 else word
    placed = lemma in cues.ACCOUNTS and above.text.lower() in {"by", "in"}
    return Saying(
        word, lemma, clauses.phrase(parsed, heads[0]), heads[0], "according" if placed else "noun", manner
    )
