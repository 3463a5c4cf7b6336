"""Who acts for whom: "his lawyer, X", "X and Y, attorneys for Z", and the foot of a pleading."""

import re
from collections.abc import Iterator

from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.names.role_frames import Found
from wholefile.reading.spans import Span

_TEAM = (
    r"(?:legal\s+team|lawyers?|attorneys?|counsel|defen[sc]e\s+(?:team|attorneys?|lawyers?|"
    r"counsel)|trial\s+(?:team|counsel))"
)
# After whoever has them: "her counsel, ", "Hale's lawyers ".
_OWN_TEAM = re.compile(rf"(?:['’]s?)?\s+(?:\w+\s+)?(?P<team>{_TEAM}),?\s+(?=[A-Z])", re.IGNORECASE)
# After the name: ", an attorney for ", ", who represents ".
_FOR = re.compile(
    rf",?\s+(?:(?:an?|the|one\s+of\s+the|is|are|was|"
    rf"were)\s+)?(?:[\w-]+\s+)?(?P<word>{_TEAM})\s+(?:for|representing|of)\s+(?:the\s+)?"
    r"|,\s+(?:who|which)\s+(?P<rep>represents|represented|is\s+representing)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_FOOT = re.compile(
    r"(?i)\b(?P<word>attorneys?|counsel|lawyers?)\s+for\s+(?:the\s+)?(?P<side>plaintiffs?|"
    r"defendants?|petitioners?|respondents?)\b"
)
_THROUGH = re.compile(
    r"(?i)\b(?:by\s+and\s+)?through\s+(?:(?:his|her|its|their|the)\s+)?(?:undersigned\s+|appointed\s+|retained\s+)?"
    r"(?P<word>counsel|attorneys?|lawyers?)(?:\s+of\s+record)?,?\s+"
)
_AND = re.compile(r"(?:,?\s+and\s+|,\s+|\s+&\s+)")
_BACK = 160
_OF_THE_COURT = re.compile(
    r"(?i)\b(?:attorney|prosecutor|counsel|solicitor|defender|judge|justice|magistrate)\b"
)


def find_counsel(text: str, entities: Entities) -> Iterator[Found]:
    """Everybody who is said to act for somebody, in the order of their mentions."""
    starts = {m.span.start: (m, one) for one in entities.all for m in one.mentions if m.form != "pronoun"}
    ends = {m.span.end: (m, one) for one in entities.all for m in one.mentions if m.form != "pronoun"}
    for owner in entities.all:
        for mention in owner.mentions:
            yield from _team_of(text, mention, owner, starts)
    for one in entities.all:
        for mention in one.mentions:
            if mention.form in {"name", "title"} and one.kind == "person":
                yield from _acts_for(text, mention, one, starts, ends)
    yield from _through(text, entities, starts)
    yield from _at_foot(text, entities)


def _team_of(
    text: str, mention: Mention, owner: Entity, starts: dict[int, tuple[Mention, Entity]]
) -> Iterator[Found]:
    """Those named just after "her counsel,"; each acts for whoever has the team."""
    span = mention.span
    has = text[span.end : span.end + 1] in {"'", "’"} or span.of(text).casefold() in {
        "his",
        "her",
        "their",
        "its",
    }
    match = _OWN_TEAM.match(text, span.end, min(len(text), span.end + 80)) if has else None
    if match is None:
        return
    named = list(_row(text, match.end(), starts))
    for _, one in named:
        if one.kind == "person" and one.named and one is not owner:
            whole = Span(span.start, named[-1][0].span.end)
            whom = client_meant(text, mention, owner)
            yield Found(one, "counsel", whole, "whose counsel", title=match["team"], whom=whom)


def client_meant(text: str, mention: Mention, owner: Entity) -> str:
    """The identity of whoever "her" in "her lawyer" means; empty for a prosecutor or a judge, who is hardly meant."""
    of_the_court = any(_OF_THE_COURT.search(title.of(text)) for title in owner.titles)
    return "" if mention.form == "pronoun" and of_the_court else owner.identity


def _row(
    text: str, start: int, starts: dict[int, tuple[Mention, Entity]]
) -> Iterator[tuple[Mention, Entity]]:
    """Names one after the other: "X, Y and Z"."""
    for _ in range(20):
        if start not in starts:
            return
        yield starts[start]
        gap = _AND.match(text, starts[start][0].span.end)
        if gap is None:
            return
        start = gap.end()


def _acts_for(
    text: str,
    mention: Mention,
    one: Entity,
    starts: dict[int, tuple[Mention, Entity]],
    ends: dict[int, tuple[Mention, Entity]],
) -> Iterator[Found]:
    match = _FOR.match(text, mention.span.end, min(len(text), mention.span.end + 100))
    if match is None or match.end() not in starts:
        return
    client, whom = starts[match.end()]
    title = match["word"] or ""
    span = Span(mention.span.start, client.span.end)
    yield Found(one, "counsel", span, "acts for", title=title, whom=whom.identity)
    if title.casefold().endswith("s"):  # "X and Y, attorneys for Z"
        gap = re.search(r"(?:,?\s+and\s+|,\s+)$", text[max(0, mention.span.start - 8) : mention.span.start])
        other = ends.get(mention.span.start - len(gap.group())) if gap else None
        if other is not None and other[1].kind == "person" and other[1].named:
            yield Found(
                other[1],
                "counsel",
                Span(other[0].span.start, client.span.end),
                "acts for",
                title=title,
                whom=whom.identity,
            )


def _through(text: str, entities: Entities, starts: dict[int, tuple[Mention, Entity]]) -> Iterator[Found]:
    """Those named after "through counsel": they act for whoever was named before."""
    for match in _THROUGH.finditer(text):
        named = [pair for pair in _row(text, match.end(), starts) if pair[1].kind == "person"]
        before = entities.mentions_in(Span(max(0, match.start() - 200), match.start() + 1))
        client = next(
            (one for m, one in reversed(before) if m.form != "pronoun" and m.span.end <= match.start()), None
        )
        for _, one in named:
            if client is not None and one is not client:
                span = Span(match.start(), named[-1][0].span.end)
                yield Found(
                    one, "counsel", span, "through counsel", title=match["word"], whom=client.identity
                )


def _at_foot(text: str, entities: Entities) -> Iterator[Found]:
    """The last name above "Attorney for Plaintiff"."""
    for match in _FOOT.finditer(text):
        around = entities.mentions_in(Span(max(0, match.start() - _BACK), match.start() + 1))
        near = [pair for pair in around if pair[0].form in {"name", "title"} and pair[1].kind == "person"]
        if near and "\n" in text[near[-1][0].span.end : match.start()]:
            mention, one = near[-1]
            party = entities.at(Span(*match.span("side")))
            whom = party.identity if party is not None and party is not one else ""
            yield Found(
                one,
                "counsel",
                Span(mention.span.start, match.end()),
                "at the foot",
                title=match["word"],
                whom=whom,
            )
