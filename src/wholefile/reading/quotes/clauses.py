"""Grammar that the rules of quotation ask for: the subject of a verb, the words of a phrase, what a verb governs.

Everything here walks a bounded number of steps, so that no sentence, however built, costs more than its length.
"""

from wholefile.reading.parsed import Parsed, Word
from wholefile.reading.spans import Span, hull
from wholefile.reading.walking import ancestors, children

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
# Clauses that share the subject of the verb that governs them.
_SHARING = frozenset({"xcomp", "advcl", "ccomp", "pcomp", "dep", "acl"})
_OUTSIDE = frozenset({"relcl", "acl", "advcl", "parataxis", "punct", "cc", "dep", "ccomp"})
_LONGEST_PHRASE = 40


def head_in(parsed: Parsed, span: Span) -> Word | None:
    """The word of a stretch that governs the others: the first whose head stands outside."""
    inside = parsed.inside(span)
    found = [one for one in inside if one.relation != "punct"]
    first, last = (inside[0].at, inside[-1].at) if inside else (0, 0)
    return next((one for one in found if one.head == one.at or not first <= one.head <= last), None)


def subject(parsed: Parsed, verb: Word) -> Word | None:
    """Who does what a verb says: its subject, the passive's "by", or whom it shares with a verb above."""
    for _ in range(8):
        passive = children(parsed, verb, "agent") if verb.tag == "VBN" else []
        if passive:
            return next(iter(children(parsed, passive[0], "pobj")), None)
        if own := children(parsed, verb, *SUBJECTS):
            before = [one for one in own if one.at < verb.at and one.part not in {"NUM", "PUNCT"}]
            return _meant(parsed, before[-1] if before else own[0])
        if verb.head in {-1, verb.at}:
            return None
        above = parsed.words[verb.head]
        wished = verb.tag == "VB" and verb.relation == "acl"  # "cause to believe"
        if wished and above.head not in {-1, above.at}:
            verb = parsed.words[above.head]
            continue
        if verb.relation == "relcl" or (verb.relation == "acl" and above.part in {"NOUN", "PROPN", "PRON"}):
            return above
        if verb.relation == "conj" or (verb.relation in _SHARING and above.part in {"VERB", "AUX"}):
            verb = above
            continue
        return None
    return None


def is_passive(parsed: Parsed, verb: Word) -> bool:
    """Whether the grammatical subject is the one to whom it is done."""
    return bool(children(parsed, verb, "nsubjpass", "auxpass"))


def _meant(parsed: Parsed, word: Word) -> Word:
    """The noun that a relative "who" or "which" stands for; else the word itself."""
    if word.tag in {"WP", "WDT"}:
        verb = parsed.words[word.head] if word.head >= 0 else word
        for one in (verb, *ancestors(parsed, verb)):
            if one.relation == "relcl":
                return parsed.words[one.head]
            if one.relation not in {"conj", "ccomp", "xcomp", "advcl"}:
                break
    return word


def phrase(parsed: Parsed, head: Word, *, joined: bool = True) -> Span:
    """The words of a noun's phrase without the clauses that hang on it; with those joined by "and" when asked."""
    kept = [head]
    waiting = [head.at]
    while waiting and len(kept) < _LONGEST_PHRASE:
        at = waiting.pop()
        for child in parsed.children[at]:
            word = parsed.words[child]
            if word.relation in _OUTSIDE or (not joined and word.relation in {"conj", "appos"}):
                continue
            if word.relation in {"prep", "appos", "conj"} and abs(word.at - head.at) > _LONGEST_PHRASE // 2:
                continue
            kept.append(word)
            waiting.append(child)
    own = {one.at for one in kept}
    first = last = head.at
    # A phrase has no holes: it ends where a word stands that is not its own, but for commas and "and".
    while first >= 1 and (first - 1 in own or _joins(parsed, first - 1, own, -1)):
        first -= 1
    while last + 1 < len(parsed.words) and (last + 1 in own or _joins(parsed, last + 1, own, 1)):
        last += 1
    return hull([parsed.words[first].span, parsed.words[last].span])


def _joins(parsed: Parsed, at: int, own: set[int], step: int) -> bool:
    """Whether a comma, hyphen or "and", or two of them, stand between two words of the phrase."""
    if not _is_joint(parsed.words[at]):
        return False
    following = at + step
    if following in own:
        return True
    return (
        0 <= following < len(parsed.words) and _is_joint(parsed.words[following]) and following + step in own
    )


def _is_joint(word: Word) -> bool:
    return word.relation in {"punct", "cc"} and word.text not in _ENDING


_ENDING = frozenset({".", ";", ":", "?", "!", "”", "“", '"'})
