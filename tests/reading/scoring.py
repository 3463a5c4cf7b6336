"""How near a reading comes to what a careful reader marked: by kind of document, kind of fact, and particular.

The benchmark and the tests call `score` for one document, `total` for many and `table` to print. What is wanted is in
the gold alone; a reading is judged by its facts, never by the rules that made them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.reading.counts import count_number
from tests.reading.forbidden import POINTING, violations
from tests.reading.gold import marked
from tests.reading.matching import Matching, letters, pairs, same_extent
from tests.shared_files import SHARED
from wholefile.reading.facts import Status

# Facts that stand in one place, and what else must be right of them. An empty particular that must stay empty
# (no day was given) counts as well, where the name ends in "!".
PARTICULARS = {
    "charge": ("against", "count", "disposition", "disposition_date", "status!"),
    "claim": ("by", "against", "count", "pleaded"),
    "relief": ("by", "amount"),
    "citation": (),
    "court_event": ("date!", "status!"),
    "event": ("date!", "status!"),
    "time": ("type", "date"),
    "quote": ("speaker", "venue", "day"),
    "assertion": ("status!", "chain!"),
}
# Whether an arrest is an act of law or an event is for the schools; the two are matched together.
TOGETHER = ("court_event", "event")
POOLS = (TOGETHER, *((kind,) for kind in PARTICULARS if kind not in TOGETHER))
ENTITIES = ("person", "organisation", "document")
# A reader may see more of these than the gold marks, which marks those that a lawyer would note: their precision is
# the least it may be, and the table says so.
OPEN = frozenset({"assertion", "document", "document mention", "event"})
# Words for one role.
SAME_ROLE = {"attorney": "counsel"}
NO_ROLES = frozenset({"other", "unnamed"})
DAYS = {"date", "disposition_date"}
NOBODY = {"", "document", "the document"}


@dataclass(slots=True)
class Tally:
    """Counts for one kind of fact: wanted by the gold, found by the reading, and the two matched."""

    wanted: int = 0
    found: int = 0
    exact: int = 0
    near: int = 0

    def __add__(self, other):
        return Tally(
            self.wanted + other.wanted,
            self.found + other.found,
            self.exact + other.exact,
            self.near + other.near,
        )

    def figures(self, *, exact=True):
        """Precision, recall and F1; None where there is nothing to divide by."""
        right = self.exact if exact else self.near
        precision = right / self.found if self.found else None
        recall = right / self.wanted if self.wanted else None
        both = self.found + self.wanted
        return precision, recall, (2 * right / both if both else None)


@dataclass(slots=True)
class Scores:
    """What was counted.

    Tallies by kind; particulars that are right, that were asked of matched facts, and that could have been right had
    every fact been found; violations in words, out of how many things forbidden.
    """

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    right: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    possible: Counter = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    forbidden: int = 0

    def __add__(self, other):
        added = Scores(
            defaultdict(Tally),
            self.right + other.right,
            self.asked + other.asked,
            self.possible + other.possible,
        )
        for kind in {*self.tallies, *other.tallies}:
            added.tallies[kind] = self.tallies[kind] + other.tallies[kind]
        added.violations = [*self.violations, *other.violations]
        added.forbidden = self.forbidden + other.forbidden
        # A Counter's sum drops what is nought, and a particular never right must still be shown.
        added.right.update(dict.fromkeys(added.possible, 0))
        return added

    def ask(self, kind, name, right):
        """Counts a particular of a matched fact."""
        self.asked[kind, name] += 1
        self.right[kind, name] += bool(right)

    def share(self, kind, name):
        """The share of a particular that is right of all in the gold: to find more facts never lowers it."""
        possible = self.possible[kind, name]
        return self.right[kind, name] / possible if possible else None

    def summary(self):
        """Every figure by its name, those that cannot be computed left out; what a table of floors holds."""
        rows = {}
        for kind, tally in self.tallies.items():
            (_, exact, exact_f1), (_, near, near_f1) = tally.figures(), tally.figures(exact=False)
            rows |= {f"{kind}: exact recall": exact, f"{kind}: overlap recall": near}
            # Where the gold does not mark everything, to read more is not worse.
            if kind not in OPEN:
                rows |= {f"{kind}: exact F1": exact_f1, f"{kind}: overlap F1": near_f1}
        rows |= {f"{kind}: {name} right": self.share(kind, name) for kind, name in self.possible}
        return {name: value for name, value in sorted(rows.items()) if value is not None}


def score(gold, facts, about=None):
    """Scores of the facts read out of one document. `about` is its Frame, when there is one."""
    facts = tuple(facts)
    scores, matching = Scores(), Matching(gold, facts)
    for kind in ENTITIES:
        entities(scores, matching, kind)
    roles(scores, matching)
    for kinds in POOLS:
        placed(scores, matching, kinds)
    for banned in gold.forbidden:
        scores.forbidden += 1
        scores.violations += violations(matching, banned)
    scores.possible.update({("frame", "kind"): 1, ("frame", "day"): 1} if about is not None else {})
    if about is not None:
        scores.ask("frame", "kind", about.kind == gold.kind)
        scores.ask("frame", "day", about.day == gold.day)
    return scores


def entities(scores, matching, kind):
    """People, organisations and documents: each once, and then their mentions, by name and by description."""
    gold, tally = matching.gold, scores.tallies[kind]
    found = [fact for fact in matching.facts if fact.kind == kind]
    tally.wanted += len(gold.of(kind))
    # Everybody without a name whom a reader sees beyond the gold's is neither right nor wrong.
    tally.found += sum(not matching.is_beyond(fact) for fact in found)
    for wanted in gold.of(kind):
        proposed = matching.counterpart(wanted)
        tally.near += proposed is not None
        tally.exact += proposed is not None and matching.same_name(wanted, proposed)
        mentions(scores, matching, wanted, proposed)
        if kind == "person":
            scores.possible[kind, "named"] += 1
            scores.possible[kind, "variants"] += bool(wanted.all("variants"))
        if proposed is not None and kind == "person":
            scores.ask(kind, "named", proposed.one("named") == wanted.one("named"))
            if wanted.all("variants"):
                scores.ask(kind, "variants", matching.says_variant(wanted, proposed))
    named = f"{kind} mention"
    scores.tallies[named].found += sum(
        matching.counted(kind, span) for fact in found for span in (fact.span, *fact.others)
    )


def mentions(scores, matching, wanted, proposed):
    """The places of one person, organisation or document."""
    places = (proposed.span, *proposed.others) if proposed else ()
    for span in (wanted.span, *wanted.others):
        described = span in matching.gold.nominal
        tally = scores.tallies[f"{wanted.kind} described" if described else f"{wanted.kind} mention"]
        tally.wanted += 1
        near = any(span.meets(place) for place in places)
        tally.near += near
        tally.exact += any(same_extent(matching.gold, span, place) for place in places)
        if described:
            # Only what is found of the gold's is counted: descriptions beyond it are neither right nor wrong.
            tally.found += near


def roles(scores, matching):
    """Who is what: pairs of a person or organisation and a role, wherever it is said."""
    places, found = {}, {}
    for fact in matching.gold.of("role"):
        places.setdefault((fact.one("of"), role_of(fact)), fact.span)
    beyond = {fact.identity for fact in matching.facts if matching.is_beyond(fact)}
    for fact in matching.facts:
        if fact.kind == "role" and fact.one("of") not in beyond:
            found.setdefault((matching.meaning(fact.one("of")), role_of(fact)), []).append(fact.span)
    # A trade ("other") is no role at law, and who has no name is told by the person: the gold marks neither.
    places = {pair: span for pair, span in places.items() if pair[1] not in NO_ROLES}
    found = {pair: spans for pair, spans in found.items() if pair[1] not in NO_ROLES}
    both = set(places) & set(found)
    tally = scores.tallies["role"]
    tally.wanted += len(places)
    tally.found += len(found)
    tally.near += len(both)
    tally.exact += sum(any(places[pair].meets(span) for span in found[pair]) for pair in both)


def role_of(fact):
    """The code of a role, one for words that mean the same."""
    return SAME_ROLE.get(fact.one("role"), fact.one("role"))


def placed(scores, matching, kinds):
    """Facts that stand in one place. What matches one of a neighbouring kind is counted there, and found there."""
    wanted = matching.gold.of(*kinds)
    found = [fact for fact in matching.facts if fact.kind in kinds and not unasked(fact)]
    matched = pairs(wanted, found)
    counterpart = {id(other): one for one, other in matched}
    for one in wanted:
        scores.tallies[one.kind].wanted += 1
        scores.possible.update((one.kind, name) for name in told(one))
    for other in found:
        scores.tallies[counterpart.get(id(other), other).kind].found += 1
    for one, other in matched:
        tally = scores.tallies[one.kind]
        tally.near += 1
        tally.exact += one.span == other.span
        for name in told(one):
            scores.ask(one.kind, name, CHECKS.get(name, same_value(name))(matching, one, other))


def told(fact):
    """The particulars of a fact of the gold that a reading is asked for."""
    for name in PARTICULARS[fact.kind]:
        plain = name.removesuffix("!")
        if name != plain or fact.told.get(plain):
            yield plain


def unasked(fact):
    """What the document says in its own voice is no assertion of anybody: the gold leaves it out."""
    return fact.kind == "assertion" and fact.status in {Status.REPORTED, Status.COURT_ACT}


def same_value(name):
    """Whether a particular is the same: identities by whom they mean, days by the day, words by their letters."""

    def check(matching, wanted, proposed):
        if name in POINTING:
            return {matching.meaning(one) for one in proposed.all(name)} == set(wanted.all(name))
        if name in DAYS:
            said = day_of(proposed, name)
            return said == day_of(wanted, name) or said in matching.gold.instead.get(wanted.identity, ())
        return letters(wanted.one(name)) == letters(proposed.one(name))

    return check


def day_of(fact, name):
    """A value of time; that of an event without the hour, which the gold does not give."""
    value = fact.one(name)
    return value if fact.kind == "time" else value.partition("T")[0]


def speaker(matching, wanted, proposed):
    """One of several who speak together is enough; the document that says it stands for its author where marked so."""
    right = set(wanted.all("speaker"))
    said = {matching.meaning(one) for one in proposed.all("speaker")}
    if right <= NOBODY:
        return said <= NOBODY
    if not said and proposed.one("speaker_words"):
        return any(matching.called(one, proposed.one("speaker_words")) for one in right)
    return bool(said) and (said <= right or said <= matching.gold.instead.get(wanted.identity, frozenset()))


def chain(matching, wanted, proposed):
    """The same people in the same order, the document's own voice left out of both."""
    right, said = matching.links(wanted), matching.links(proposed)
    return len(right) == len(said) and all(
        matching.same_link(*both) for both in zip(right, said, strict=True)
    )


def standing(matching, wanted, proposed):
    """The same standing, or another where the gold says that either is right."""
    return proposed.status in matching.gold.standing.get(wanted.identity, {wanted.status})


def amount(_, wanted, proposed):
    """The same words, or those of the one within those of the other ("not less than $50,000")."""
    one, other = letters(wanted.one("amount")), letters(proposed.one("amount"))
    return bool(other) and (one in other or other in one)


def count(_, wanted, proposed):
    """The same number, in whatever figures."""
    return count_number(wanted.one("count")) == count_number(proposed.one("count"))


CHECKS: Mapping[str, Callable] = {
    "amount": amount,
    "count": count,
    "speaker": speaker,
    "chain": chain,
    "status": standing,
}


def total(scores):
    """The scores of many documents as if they were one."""
    return sum(scores, Scores())


def table(by_kind):
    """The figures of each kind of document, for people to read: precision, recall and F1, exact and overlapping."""
    lines = []
    for document, scores in by_kind.items():
        lines += [
            f"{document}",
            f"  {'':22}{'gold':>6}{'read':>6}   {'exact P R F1':<21}{'overlap P R F1':<21}right",
        ]
        for kind, tally in sorted(scores.tallies.items()):
            if tally.wanted or tally.found:
                figures = "".join(f"{figure_words(tally, exact=exact):<21}" for exact in (True, False))
                name = f"{kind} *" if kind in OPEN else kind
                lines.append(
                    f"  {name:<22}{tally.wanted:>6}{tally.found:>6}   {figures}{particulars(scores, kind)}".rstrip()
                )
        if about := particulars(scores, "frame"):
            lines.append(f"  frame: {about}")
        lines.append(f"  must not be asserted: {len(scores.violations)} violations of {scores.forbidden}")
        lines += [f"    {words}" for words in scores.violations]
        lines.append("")
    lines.append("* The gold marks what a lawyer would note, so precision is the least that it may be.")
    return "\n".join(lines)


def figure_words(tally, *, exact):
    """Three figures, a dash for one that cannot be computed."""
    return " ".join("  –  " if figure is None else f"{figure:5.3f}" for figure in tally.figures(exact=exact))


def particulars(scores, kind):
    """What else was right of the matched facts of a kind."""
    asked = [name for one, name in scores.asked if one == kind]
    return ", ".join(
        f"{name} {scores.right[kind, name]}/{scores.asked[kind, name]}" for name in sorted(asked)
    )


def by_kind(golds, read):
    """Scores by kind of document, then of all together. `read` gives the facts of a text and its frame, or None."""
    scores = {}
    for gold in golds:
        facts, about = read(gold.text)
        scores.setdefault(gold.kind, []).append(score(gold, facts, about))
    every = [one for several in scores.values() for one in several]
    return {kind: total(several) for kind, several in sorted(scores.items())} | {"all": total(every)}


def read_all(golds):
    """Scores by kind of document of what the reader makes of them."""
    from wholefile.reading.reader import read

    def facts_and_frame(text):
        reading = read(text)
        return reading.facts, reading.frame

    return by_kind(golds, facts_and_frame)


def report():
    """The tables of the invented documents, and of the sample article where it lies beside the repository."""
    words = table(read_all([marked.load(name) for name in marked.names()]))
    if not (SHARED / "samples" / "article.gold.json").exists():
        return words + "\nThe sample article is not beside this checkout."
    from tests.reading.article import article_gold

    return words + "\n\n" + table({"the sample article": read_all([article_gold()])["all"]})
