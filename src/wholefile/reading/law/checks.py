"""What a person should set side by side: two spellings of one name, two names of one claim."""

from collections.abc import Iterable, Iterator

from wholefile.reading.facts import Fact
from wholefile.reading.law.claims import LABEL_FLAG
from wholefile.reading.names.mentions import Entities, Entity
from wholefile.reading.spans import Span

# Words that say nothing of which claim it is.
_EMPTY = frozenset("of the a an and or for to under with intentional wrongful negligent".split())


def find_checks(text: str, entities: Entities, found: Iterable[Fact]) -> Iterator[Fact]:
    """Spellings that differ, and labels of a suit that sound like a claim and are not the claim that was pleaded."""
    for one in entities.all:
        if len(one.variants) > 1:
            yield _spelling(text, one)
    claims = [one for one in found if one.kind == "claim"]
    pleaded = [one for one in claims if one.one("pleaded") == "yes"]
    for label in claims:
        if LABEL_FLAG not in label.flags:
            continue
        like = next(
            (one for one in pleaded if _words(one) & _words(label) and _words(one) != _words(label)), None
        )
        if like is not None:
            told = {
                "first": label.one("cause"),
                "second": like.one("cause"),
                "about": "claim",
                "agrees": "no",
            }
            flags = ("two names for one suit; only the second is pleaded",)
            yield Fact("check", label.span, "check: claim", told, others=(like.span,), flags=flags)


def _words(claim: Fact) -> set[str]:
    return set(claim.one("cause").casefold().split()) - _EMPTY


def _spelling(text: str, one: Entity) -> Fact:
    first, second = one.variants[:2]
    places = [_place(text, one, name) for name in (first, second)]
    told = {"first": first, "second": second, "about": "name", "agrees": "no"}
    return Fact(
        "check", places[0], "check: name", told, others=(places[1],), flags=("two spellings of one name",)
    )


def _place(text: str, one: Entity, name: str) -> Span:
    """Where a spelling stands."""
    return next((m.span for m in one.mentions if " ".join(m.span.of(text).split()) == name), one.span)
