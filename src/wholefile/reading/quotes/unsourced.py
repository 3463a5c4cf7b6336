"""What is told as said or believed without a word about by whom: "it is alleged that …", "the rumor that …".

The document does not say it in its own voice, and nobody is named who does; so it is an allegation.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wholefile.reading.facts import Status
from wholefile.reading.quotes import clauses, cues
from wholefile.reading.quotes.chains import Layer
from wholefile.reading.spans import hull
from wholefile.reading.walking import children

if TYPE_CHECKING:
    from wholefile.reading.parsed import Parsed, Word
    from wholefile.reading.quotes.scopes import Scope

_VERBS = (
    cues.ALLEGING
    | cues.STATING
    | frozenset({"believe", "think", "suspect", "assume", "presume", "rumor", "rumour"})
)
_NOUNS = frozenset(
    "accusation allegation assertion belief claim contention evidence fear hint idea insinuation notion possibility "
    "proof rumor rumour speculation suggestion suspicion theory".split()
)
_CLAUSE = frozenset({"ccomp", "acl", "relcl"})


def unsourced(parsed: "Parsed", scopes: "tuple[Scope, ...]") -> Iterator[Layer]:
    """The clauses that somebody unnamed says or believes, as layers without links."""
    told = {one.saying.word.at for one in scopes}
    for word in parsed.words:
        if word.at in told:
            continue
        for head in _content(parsed, word):
            inside = [one.span for one in parsed.governed(head) if one.sentence == word.sentence]
            yield Layer(hull(inside), Status.ALLEGED, ())


def _content(parsed: "Parsed", word: "Word") -> list["Word"]:
    if word.tag == "VBN" and word.lemma.lower() in _VERBS and clauses.is_passive(parsed, word):
        found = children(parsed, word, "ccomp")
        for of in children(parsed, word, "prep"):
            found += children(parsed, of, "pcomp") if of.text.lower() == "of" else []
        return found
    if word.part == "NOUN" and word.lemma.lower() in _NOUNS:
        return [one for one in children(parsed, word, *_CLAUSE) if _that(parsed, one)]
    return []


def _that(parsed: "Parsed", verb: "Word") -> bool:
    """Whether "that" begins the clause."""
    first = min(parsed.governed(verb), key=lambda one: one.at)
    return first.text.lower() == "that"
