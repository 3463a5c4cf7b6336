"""What must not be read out of a document, and whether a reading did."""

from tests.reading.matching import letters, overlap, words_pattern

POINTING = {"by", "against", "speaker", "of", "participants"}
ANYWHERE = "*"


def violations(matching, banned):
    """In words, every fact that must not be read out of the document."""
    text = matching.gold.text
    places = occurrences(text, banned.words)
    return [
        f"{matching.gold.name}: {fact.kind} {shortened(fact.span.of(text))} ({banned.why})"
        for fact in matching.facts
        if fact.kind == banned.kind and concerned(fact, banned, places) and applies(matching, fact, banned)
    ]


def shortened(words):
    """Words on one line, the first hundred characters of them."""
    words = " ".join(words.split())
    return repr(words if len(words) <= 100 else words[:100] + "…")


def occurrences(text, words):
    """Where the words stand, with capital letters or without, and however the lines are broken."""
    return [match.span() for match in words_pattern(words).finditer(text)] if words != ANYWHERE else []


def concerned(fact, banned, places):
    """Whether the fact is about the words: it stands there, or says them where the text does not."""
    if banned.words == ANYWHERE:
        return True
    if not places:
        told = [letters(value) for name in fact.told for value in fact.all(name)]
        return any(letters(banned.words) in value for value in told)
    return any(overlap(fact.span, *place) > 0.5 for place in places)


def applies(matching, fact, banned):
    """Whether all that makes the fact wrong is so."""
    return all(is_so(matching, fact, name, wanted) == same for name, same, wanted in banned.when)


def is_so(matching, fact, name, wanted):
    """Whether a fact tells this. `chain` is who asserts it, `day` whether a day is given."""
    named = matching.gold.ids.get(wanted, wanted)
    if name == "chain":
        return named in {link for link, _ in matching.links(fact)[:1]}
    if name == "status":
        return fact.status == wanted
    if name == "day":
        return (len(fact.one("date").partition("T")[0]) == len("2026-01-01")) == (wanted == "yes")
    if name in POINTING:
        return named in {matching.meaning(one) for one in fact.all(name)}
    return fact.one(name) == wanted
