"""The grammar of a clause, as far as rules about who did what need it. All is empty when there is no model."""

from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span, hull
from wholefile.reading.walking import children

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_CLAUSES = frozenset(("advcl", "conj", "ccomp", "relcl", "parataxis", "acl"))
_HIGHEST = 40


def subject_of(parsed: Parsed, verb: Word) -> Word | None:
    """The subject of a verb; of a verb joined to another ("was charged and pleaded") that of the first."""
    for _ in range(_HIGHEST):
        found = children(parsed, verb, *SUBJECTS)
        if found:
            return found[0]
        if verb.relation not in {"conj", "xcomp"} or verb.head in {-1, verb.at}:
            return None
        verb = parsed.words[verb.head]
    return None


def passive(parsed: Parsed, verb: Word) -> bool:
    """Whether something is done to the subject."""
    if children(parsed, verb, "nsubjpass", "auxpass"):
        return True
    if verb.relation != "conj" or children(parsed, verb, "nsubj", "aux"):
        return False
    return verb.tag == "VBN" and passive(parsed, parsed.words[verb.head])


def agent_of(parsed: Parsed, verb: Word) -> Word | None:
    """By whom, of a passive verb."""
    by = next(iter(children(parsed, verb, "agent")), None)
    return next(iter(children(parsed, by, "pobj")), None) if by else None


def object_of(parsed: Parsed, verb: Word) -> Word | None:
    """Whom or what a verb is done to."""
    return next(iter(children(parsed, verb, "dobj", "dative")), None)


def joined(parsed: Parsed, word: Word) -> tuple[Word, ...]:
    """A noun and those joined to it: "the county, its sheriff and a deputy"; asides that follow are among them."""
    found, waiting = [word], [word]
    while waiting and len(found) < _HIGHEST:
        more = children(parsed, waiting.pop(), "conj", "appos")
        found += more
        waiting += more
    return tuple(sorted(set(found), key=lambda one: one.at))


def phrase(parsed: Parsed, word: Word) -> Span:
    """A noun with what belongs to it, without the clauses that hang on it and what is joined to it."""
    return hull(
        one.span
        for one in _below(parsed, word, frozenset(("relcl", "conj", "cc", "appos", "advcl", "punct")))
    )


def clause(parsed: Parsed, verb: Word) -> Span:
    """A verb with its subject and all that belongs to it, without other clauses joined to it or hanging on it."""
    left_out = _CLAUSES | {"cc", "mark", "punct", "parataxis"}
    parts = [one.span for one in _below(parsed, verb, left_out)]
    subject = subject_of(parsed, verb)
    if subject is not None and subject.head == verb.at:
        parts += [one.span for one in _below(parsed, subject, frozenset(("punct",)))]
    return hull(parts)


def _below(parsed: Parsed, top: Word, left_out: frozenset[str]) -> list[Word]:
    found, waiting = [], [top]
    while waiting:
        word = waiting.pop()
        found.append(word)
        governed = (parsed.words[at] for at in parsed.children[word.at])
        waiting += [one for one in governed if one.relation not in left_out]
    return found
