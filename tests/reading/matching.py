"""Which fact of a reading is which fact of a gold: places that meet, and people who are the same."""

import re
from itertools import zip_longest

DETERMINERS, PRONOUNS = (
    frozenset(words.split())
    for words in (
        "a an the this that these those his her its their my our your",
        "i me my mine we us our you your he him his himself she her hers herself it its they them their who whom",
    )
)
COURTESY = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "hon", "the", "esq"})


def share(one, other):
    """How much of two stretches is common to both: 1 for the same, 0 for strangers."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))


def overlap(span, start, end):
    """The share of the shorter of two stretches that stands in the other."""
    common = min(span.end, end) - max(span.start, start)
    return max(0, common) / min(span.end - span.start, end - start)


def pairs(wanted, found):
    """Each fact with at most one of the other list, the nearest first; same extents go before all others."""
    nearness = sorted(
        (-share(one.span, other.span), at, place)
        for at, one in enumerate(wanted)
        for place, other in enumerate(found)
        if one.span.meets(other.span)
    )
    taken, matched = set(), {}
    for _, at, place in nearness:
        if at not in matched and place not in taken:
            matched[at] = place
            taken.add(place)
    return [(wanted[at], found[place]) for at, place in sorted(matched.items())]


def same_extent(gold, span, place):
    """The same words, a rank or an article before them or not."""
    if place in {span, gold.also.get(span)}:
        return True
    first, second = sorted((span.start, place.start))
    return span.end == place.end and gold.text[first:second].strip().casefold() in DETERMINERS


def words_pattern(words):
    """Finds words with capital letters or without, and over a line's end with its number or its mark of a reply."""
    return re.compile(r"\s+(?:(?:\d+|>)\s+)?".join(re.escape(word) for word in words.split()), re.IGNORECASE)


def letters(words):
    """Letters and figures only, in lower case."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def bare(name):
    """A name without the titles of courtesy and the article, which may belong to it or not."""
    return [letters(word) for word in name.split() if letters(word) not in COURTESY]


class Matching:
    """The people, organisations and documents of a reading, set beside those of the gold."""

    def __init__(self, gold, facts):
        self.gold, self.facts = gold, facts
        self.means, self.proposed = {}, {}
        self.names = {
            kind: {span for fact in gold.of(kind) for span in (fact.span, *fact.others)} - gold.nominal
            for kind in ("person", "organisation")
        }
        self.authors = {fact.identity: fact.all("author") for fact in gold.of("document")}
        for kind in ("person", "organisation", "document"):
            self.align(gold.of(kind), [fact for fact in facts if fact.kind == kind])

    def align(self, wanted, found):
        """Those that share most mentions go together, each with one; the rest mean whom they share most with."""
        shared = sorted(
            (-weight, at, place)
            for at, one in enumerate(wanted)
            for place, other in enumerate(found)
            if (weight := self.common(one, other))
        )
        for _, at, place in shared:
            one, other = wanted[at].identity, found[place]
            self.means.setdefault(other.identity, one)
            if one not in self.proposed and all(other is not taken for taken in self.proposed.values()):
                self.proposed[one] = other

    def common(self, one, other):
        """How much two have in common: a shared name weighs more than a shared description."""
        places = (other.span, *other.others)
        return sum(
            (1 if span in self.gold.nominal else 3)
            for span in (one.span, *one.others)
            if any(span.meets(place) for place in places)
        )

    def counterpart(self, wanted):
        """The one fact of the reading that stands for this entity of the gold, or None."""
        return self.proposed.get(wanted.identity)

    def meaning(self, identity):
        """Whom an identity of the reading means in the gold; itself when nobody there."""
        return self.means.get(identity, identity)

    def same_name(self, wanted, proposed):
        """Whether both are called the same; for what has no name, whether one of its places is exact."""
        if wanted.one("name"):
            return bare(wanted.one("name")) == bare(proposed.one("name"))
        places = (proposed.span, *proposed.others)
        return any(
            same_extent(self.gold, span, place) for span in (wanted.span, *wanted.others) for place in places
        )

    def says_variant(self, wanted, proposed):
        """Whether the other spelling was seen as one of this person."""
        said = {letters(one) for one in (*proposed.all("variants"), proposed.one("name"))}
        return any(letters(one) in said for one in wanted.all("variants"))

    def counted(self, kind, span):
        """Whether a place of the reading is a mention by name: pronouns and further descriptions are not counted."""
        if kind == "document" or any(span.meets(place) for place in self.names[kind]):
            return True
        if any(span.meets(place) for place in self.gold.nominal):
            return False
        words = re.findall(r"\w+", span.of(self.gold.text))
        if not words or words[0].casefold() in PRONOUNS:
            return False
        return any(word[0].isupper() for word in words if word.casefold() not in DETERMINERS)

    def links(self, fact):
        """A chain without the document that is read, its own voice, and authors who speak through their document."""
        links = [link for link in fact.chain if link.span is not None]
        named = [(self.meaning(link.refers), link.who) for link in links]
        while named and named[-1][0] in self.gold.voice:
            named.pop()
        return [
            link
            for link, outer in zip_longest(named, named[1:], fillvalue=("", ""))
            if not link[0] or link[0] not in self.authors.get(outer[0], ())
        ]

    def same_link(self, wanted, proposed):
        """The same person or document; where the gold names nobody, the same words."""
        if wanted[0] or not wanted[1]:
            return wanted[0] == proposed[0]
        one, other = letters(wanted[1]), letters(proposed[1])
        return bool(other) and (one in other or other in one)
