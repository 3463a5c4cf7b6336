"""How a statement stands by what it says: denied when it says that something is not so, alleged when it accuses.

"She told me that he struck her" accuses, though "told" does not; "he maintains that he was at home" does not, though
"maintains" may. Lexicons of general English; who is accused and of what is for a person to judge.
"""

from typing import TYPE_CHECKING

from wholefile.reading.facts import Status
from wholefile.reading.quotes import clauses
from wholefile.reading.quotes.chains import Chains, denies
from wholefile.reading.quotes.saying import Saying
from wholefile.reading.spans import Span
from wholefile.reading.walking import STEPS, children

if TYPE_CHECKING:
    from wholefile.reading.parsed import Parsed, Word

WRONGS = frozenset(
    "abandon abduct abuse assault attack batter beat betray blackmail bribe burn cheat choke coerce conceal "
    "conspire deceive defame defraud destroy discriminate doctor drown embezzle extort fabricate falsify fire "
    "force forge frame grab harass harm hide hit hurt ignore injure intimidate kick kidnap kill knife lie "
    "loot mislead misrepresent molest murder neglect obstruct pocket poison pressure punch push rape relabel "
    "retaliate rig rob sabotage scam shoot shove silence slander slap slash smash smuggle stab stalk steal "
    "strangle strike tamper threaten throttle torture trample trick violate withhold wreck".split()
)
_OTHERS = frozenset({"he", "she", "they", "you", "somebody", "someone"})
_SAYS_NO = frozenset({"no", "nope", "never", "untrue", "false"})


def standing(chains: Chains, span: Span, status: Status, saying: Saying | None) -> Status:
    """The standing of a statement, given that of the words around it."""
    parsed = chains.parsed
    if status == Status.STATED and chains.frame.kind == "civil complaint":
        status = Status.ALLEGED  # a complaint alleges even what others said
    if status not in {Status.STATED, Status.ALLEGED}:
        return status
    if not parsed.model:
        return status
    head = clauses.head_in(parsed, span)
    if head is None:
        return status
    if saying is None and _in_answer(chains, span) and _says_no(parsed, span, head):
        return Status.DENIED
    if status == Status.STATED and accuses(chains, span, head):
        return Status.ALLEGED
    if status == Status.ALLEGED and saying is not None and _of_oneself(chains, head, saying):
        return Status.STATED
    return status


def _in_answer(chains: Chains, span: Span) -> bool:
    """Whether somebody is asked, or speaks of what they did themselves, in a part of the document that is theirs."""
    part = chains.frame.part_at(span.start)
    if part is None or not part.speaker:
        return False
    return part.kind == "answer" or span.of(chains.parsed.text)[:3].lower().startswith(("i ", "we "))


def _says_no(parsed: "Parsed", span: Span, head: "Word") -> bool:
    """Whether the main clause says that something is not so."""
    if denies(parsed, head):
        return True
    first = parsed.inside(span)[:1]
    return bool(first) and first[0].text.lower() in _SAYS_NO and first[0].relation in {"intj", "ROOT"}


def accuses(chains: Chains, span: Span, head: "Word") -> bool:
    """Whether the main verb, or one beside it, is what is done against somebody, by somebody who is not the speaker."""
    parsed = chains.parsed
    waiting, seen = [head], 0
    while waiting and seen < STEPS:
        verb = waiting.pop()
        seen += 1
        waiting += [one for one in children(parsed, verb, "conj", "xcomp") if span.holds(one.span)]
        if verb.part != "VERB" or verb.lemma.lower() not in WRONGS:
            continue
        doer = clauses.subject(parsed, verb)
        if doer is not None and (
            doer.text.lower() in _OTHERS or chains.people.entities.at(doer.span) is not None
        ):
            return doer.text.lower() not in {"i", "we"}
    return False


def _of_oneself(chains: Chains, head: "Word", saying: Saying) -> bool:
    """Whether the one who says it speaks of what they did themselves."""
    doer = clauses.subject(chains.parsed, head)
    if doer is None or doer.at == saying.head.at or doer.relation != "nsubj":
        return False  # what was done to oneself may well be held against somebody
    meant, who = chains.people.entities.at(doer.span), chains.people.entities_of(saying.source)
    return meant is not None and who == (meant,)
