"""Who asserts what: every statement of a document with its standing, and all through whom it reaches the reader.

A statement is what somebody says, without the words that say that they do. Innermost goes first in a chain and the
document that is read last; the innermost decides the standing. What the document says in its own voice is reported, or
an act of a court as reported; a hedge makes an allegation of it. Nothing is ever more than the words around it make
it.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wholefile.reading.attribution_clauses import asks, court_act, own_clauses, tells
from wholefile.reading.attribution_pleading import pleaded
from wholefile.reading.attribution_quotes import quote_layers, quoted_statements
from wholefile.reading.attribution_standing import accuses, standing
from wholefile.reading.facts import Fact, Link, Status
from wholefile.reading.quotes.chains import Chains
from wholefile.reading.quotes.clauses import head_in
from wholefile.reading.quotes.scopes import Scope, find_scopes
from wholefile.reading.quotes.unsourced import unsourced
from wholefile.reading.quotes.who import people_of
from wholefile.reading.spans import Span

if TYPE_CHECKING:
    from wholefile.reading.names.mentions import Entities
    from wholefile.reading.parsed import Parsed
    from wholefile.reading.parts import Frame
    from wholefile.reading.quotes.marks import Quoted

# Verbs after which nothing is asserted: what is asked, wished or supposed.
_ASKING = frozenset(
    "ask wonder inquire enquire want wish hope expect intend plan need request demand order urge beg implore instruct "
    "recommend propose promise vow pledge threaten swear like prefer imagine expect fear doubt guess speculate".split()
)
_BELIEVING = frozenset({"believe", "think", "suspect", "recall", "remember"})


@dataclass(frozen=True)
class Attributions:
    """The statements of a document, and for any stretch of it how it stands and through whom."""

    assertions: tuple[Fact, ...]
    chains: Chains

    def at(self, span: Span) -> tuple[Status, tuple[Link, ...]]:
        """How a stretch stands, and through whom it reaches the reader: the innermost first, the document last."""
        return self.chains.at(span)

    def happening(self, span: Span) -> tuple[Status, tuple[Link, ...]]:
        """The same for something that happened: who is said to have done wrong is accused, whoever says it."""
        status, chain = self.chains.at(span)
        status = pleaded(self.chains, span, status, chain)
        head = head_in(self.chains.parsed, span) if status == Status.STATED else None
        accused = head is not None and accuses(self.chains, span, head)
        return (Status.ALLEGED if accused else status), chain

    def asked(self, span: Span) -> bool:
        """Whether a stretch stands in a question, which supposes and tells nothing."""
        part = self.chains.frame.part_at(span.start)
        if part is not None and part.kind == "question":
            return True
        sentence = self.chains.parsed.sentence_at(span.start)
        return sentence is not None and asks(sentence.of(self.chains.parsed.text)[-_END:])


def find_attributions(  # noqa: PLR0917 - the layers below it, in their order
    parsed: "Parsed",
    quoted: "tuple[Quoted, ...]",
    quotes: tuple[Fact, ...],
    entities: "Entities",
    documents: tuple[Fact, ...],
    frame: "Frame",
    *,
    title: str = "",
) -> Attributions:
    """The statements of a text and the standing of its places. `title` is what the last link calls the document."""
    people = people_of(parsed.text, entities, documents)
    scopes = parsed.once(find_scopes)
    chains = Chains(parsed, scopes, people, frame, title)
    chains.add(quote_layers(quoted, quotes, chains))
    chains.add(unsourced(parsed, scopes))
    found = [
        *(fact for scope in _telling(scopes, quoted) for fact in _of_scope(scope, chains)),
        *_hedged(chains),
        *quoted_statements(parsed, quotes, chains),
        *_own(parsed, quoted, scopes, chains),
    ]
    return Attributions(_each_once(found), chains)


def _telling(scopes: tuple[Scope, ...], quoted: "tuple[Quoted, ...]") -> list[Scope]:
    """The scopes that state something themselves: not through another saying, nor through a quotation alone."""
    inners = sorted((one.inner for one in quoted if not one.title), key=lambda one: one.start)
    starts = [one.start for one in inners]
    cues = sorted(one.saying.word.span.start for one in scopes if one.clause and one.saying.sort == "speech")
    found = []
    for scope in scopes:
        content = scope.content
        at = bisect_right(starts, content.start + 1) - 1
        if at >= 0 and inners[at].end + 1 >= content.end:
            continue
        first = bisect_left(cues, content.start)
        if scope.saying.sort == "according" and first < len(cues) and cues[first] < content.end:
            continue
        found.append(scope)
    return found


def _hedged(chains: Chains) -> list[Fact]:
    """What the text itself holds for a mere allegation."""
    found = []
    for layer in chains.hedged:
        status, chain = chains.at(layer.span)
        by = chain[0] if chain and chain[0].span is not None else None
        told = {"by": by.refers, "by_words": by.who} if by else {}
        status = status if status == Status.DENIED else Status.ALLEGED
        found.append(Fact("assertion", layer.span, "hedged", told, status, chain))
    return found


def _of_scope(scope: Scope, chains: Chains) -> list[Fact]:
    """What a verb or noun of saying governs, as one statement, or as several that "that" begins anew."""
    saying = scope.saying
    wanted = saying.sort != "thought" or saying.verb in _BELIEVING
    if not scope.clause or not wanted or saying.verb in _ASKING:
        return []
    if _only_asked(scope, chains) or saying.source.of(chains.parsed.text).lower() == "the":
        return []  # "the said accused" says nothing
    found = []
    for content in scope.statements(chains.parsed):
        if content.of(chains.parsed.text).lower().startswith(("whether ", "if ")):
            continue  # left open
        if saying.verb == "charge" and not tells(chains.parsed, content):
            continue  # somebody is charged with it: nothing is said
        status, chain = chains.at(content)
        if not chain or chain[0].span is None:
            continue
        status = pleaded(chains, content, standing(chains, content, status, saying), chain)
        told = {"by": chain[0].refers, "by_words": chain[0].who}
        rule = f"saying: {saying.verb}"
        others = (saying.source, saying.word.span)
        found.append(Fact("assertion", content, rule, told, status, chain, others))
    return found


def _only_asked(scope: Scope, chains: Chains) -> bool:
    """Whether a question merely supposes a saying: "you told him so, didn't you?"."""
    text, saying = chains.parsed.text, scope.saying
    sentence = chains.parsed.sentence_at(saying.word.span.start)
    if sentence is not None and sentence.of(text).rstrip(") ").endswith("?"):
        return True
    part = chains.frame.part_at(scope.content.start)
    return part is not None and part.kind == "question" and saying.head.text.lower() in _ADDRESSED


_END = 40  # characters of a sentence that show whether it asks
_ADDRESSED = frozenset({"you", "it", "i", "we", "that", "this"})


def _own(
    parsed: "Parsed", quoted: "tuple[Quoted, ...]", scopes: tuple[Scope, ...], chains: Chains
) -> list[Fact]:
    """What the document, or whoever speaks in a part of it, says outright."""
    found = []
    for clause in own_clauses(parsed, quoted, scopes, chains.frame):
        status, chain = chains.at(clause)
        by = chain[0] if chain and chain[0].span is not None else None
        if chains.around(clause):
            continue  # somebody else's words, or a mere allegation: told with those
        status = pleaded(chains, clause, standing(chains, clause, status, None), chain)
        if status in {Status.REPORTED, Status.STATED} and court_act(parsed, clause):
            status = Status.COURT_ACT
        told = {"by": by.refers, "by_words": by.who} if by else {}
        found.append(Fact("assertion", clause, "said outright", told, status, chain))
    return found


def _each_once(found: list[Fact]) -> tuple[Fact, ...]:
    """In the order of the text, of those in one place the first that was found."""
    first: dict[Span, Fact] = {}
    for one in found:
        first.setdefault(one.span, one)
    return tuple(sorted(first.values(), key=lambda one: one.span))
