"""Which fact of a reading is which fact of a gold: places that meet, and people who are the same."""

import re

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
    """A name without the titles of courtesy and the article, which may belong to it or not; "Roe, Ann" is "Ann Roe"."""
    last, _, first = name.partition(", ")
    name = f"{first} {last}"
    return [letters(word) for word in name.split() if letters(word) not in COURTESY]


def undetermined(words):
    """Words without the article or possessive before them, in lower case."""
    said = words.casefold().split()
    return said[1:] if said and said[0] in DETERMINERS else said


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
        self.readers = {fact.identity: fact.all("seen_by") for fact in gold.of("document")}
        for kind in ("person", "organisation", "document"):
            self.align(gold.of(kind), [fact for fact in facts if fact.kind == kind])
        self.mistaken()

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
            if one not in self.proposed and not self.is_counterpart(other):
                self.proposed[one] = other

    def mistaken(self):
        """A person read as an organisation is found nowhere, and yet whoever names it means that person."""
        entities = self.gold.of("person", "organisation", "document")
        for fact in self.facts:
            if fact.kind in {"person", "organisation", "document"} and fact.identity not in self.means:
                nearest = max(entities, key=lambda one: self.common(one, fact), default=None)
                if nearest and self.common(nearest, fact):
                    self.means[fact.identity] = nearest.identity

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

    def is_counterpart(self, fact):
        """Whether this fact of the reading stands for an entity of the gold."""
        return any(fact is taken for taken in self.proposed.values())

    def is_beyond(self, fact):
        """Whether it is somebody without a name whom the gold does not mark: neither right nor wrong."""
        return fact.kind == "person" and fact.one("named") == "no" and not self.is_counterpart(fact)

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
        """A chain without the document that is read, its own voice, and those without whom a document speaks as well.

        They are its author, named before it, and whoever is said to have seen it, named after it.
        """
        links = [link for link in fact.chain if link.span is not None]
        named = [(self.meaning(link.refers), link.who) for link in links]
        # "I" is whoever speaks in the next link outwards, or the document's own voice.
        named = [link for link in named if link[0] or link[1].casefold() not in {"i", "we"}]
        while named and named[-1][0] in self.gold.voice:
            named.pop()
        around = zip([("", ""), *named], named, [*named[1:], ("", "")], strict=False)
        return [
            link
            for inner, link, outer in around
            if not link[0]
            or (
                link[0] not in self.authors.get(outer[0], ())
                and link[0] not in self.readers.get(inner[0], ())
            )
        ]

    def same_link(self, wanted, proposed):
        """The same person or document, or the words by which the gold calls them; else the same words."""
        if wanted[0]:
            return wanted[0] == proposed[0] or (not proposed[0] and self.called(wanted[0], proposed[1]))
        one, other = letters(wanted[1]), letters(proposed[1])
        return bool(other) and (one in other or other in one)

    def called(self, identity, words):
        """Whether words that refer to nobody are, up to a comma, those of a mention: "Ann Roe, a nurse"."""
        fact = next(fact for fact in self.gold.facts if fact.identity == identity)
        said = undetermined(words.partition(",")[0])
        return bool(said) and any(
            said == undetermined(span.of(self.gold.text))
            for place in (fact.span, *fact.others)
            for span in (place, self.gold.also.get(place, place))
        )
