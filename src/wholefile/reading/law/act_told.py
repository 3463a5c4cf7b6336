"""Acts of law that no verb tells: in the rows of a docket, by a noun with its day, endorsed on a line of its own."""

import re
from collections.abc import Iterator

from wholefile.reading.facts import Fact, Status
from wholefile.reading.law.act_verbs import PARTIES
from wholefile.reading.law.docket import Entry
from wholefile.reading.law.who import Scene, Taken
from wholefile.reading.spans import Span

# How a rule is named by which an act stands in a row of a docket, and has its day among its `others`; and by which it
# is done by the words themselves, on the day of the document.
ROW, HERE = "act in a row: ", "act done here: "
# An act by its noun, with its day behind it: "the dismissal of the suit on April 2".
_NAMED = re.compile(
    r"(?<![\w-])(?P<words>(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|"
    r"[A-Z][\w’'-]*[’']s)\s+(?:\w+\s+)?(?P<act>arrest|arraignment|indictment|conviction|"
    r"acquittal|sentencing|dismissal|extradition|guilty\s+plea|release)(?:\s+of\s+[^.;,\n]{2,50}?)?)"
    r"\s+(?:on|in)\s+(?=(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d|"
    r"\d{1,4}[/.-]|(?:19|20)\d\d\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)
_BY_NOUN = {
    "arrest": "arrested", "arraignment": "arraigned", "indictment": "indicted", "conviction": "convicted",
    "acquittal": "acquitted", "sentencing": "sentenced", "dismissal": "dismissed", "extradition": "extradited",
    "guilty plea": "pleaded guilty", "release": "released",
}  # fmt: skip
_YET = re.compile(
    r"(?i)\b(?:will|shall|scheduled|set|before|until|pending|awaiting|awaits|ahead\s+of|"
    r"expected|if|seeks?|sought|asks?|asked|"
    r"moves?|moved|for|opposes?)\b[^.;]{0,60}$"
)
# An endorsement on a line of its own: "Argued: May 3, 2026".
_ENDORSED = re.compile(
    r"(?im)^[^\S\n]*(?P<words>(?P<act>(?:heard|argued|submitted|"
    r"decided)(?:\s+and\s+(?:submitted|argued|decided))?)"
    r"(?:\s*:|\s+on)?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2},\s+\d{4})[^\S\n.]*$"
)


def by_noun(scene: Scene, told: Taken) -> Iterator[Fact]:
    """Acts that a noun tells with its day, and nothing leaves open."""
    for match in _NAMED.finditer(scene.text):
        sentence = scene.sentence(match.start())
        span = Span(*match.span("words"))
        if told.meets(span) or _YET.search(scene.text[sentence.start : match.start()]):
            continue
        act = _BY_NOUN[" ".join(match["act"].lower().split())]
        named = [one for _, one in scene.entities.mentions_in(span) if one.kind == "person"]
        status = Status.REPORTED if act in PARTIES else Status.COURT_ACT
        of = named[0].identity if named else ""
        yield Fact("court_event", span, f"act: {act}", {"act": act, "of": of}, status)


def by_endorsement(scene: Scene, told: Taken) -> Iterator[Fact]:
    """What the court endorsed on a line of its own."""
    for found in _ENDORSED.finditer(scene.text):
        words = Span(found.start("words"), found.end())
        if not told.meets(words):
            act = "decided" if "DECIDED" in found["act"].upper() else "heard"
            told.add(words)
            by = scene.only("judge")
            yield Fact("court_event", words, f"act: {act}", {"act": act, "by": by}, Status.COURT_ACT)


def in_rows(scene: Scene, entries: list[Entry]) -> Iterator[Fact]:
    """The acts of a docket, of whoever is named in an entry or was named in the one before it on that day."""
    last: tuple[Span, str] | None = None
    for one in entries:
        named = [
            who.identity
            for _, who in scene.entities.mentions_in(one.span)
            if who.kind == "person" and who.identity not in scene.of_role("judge")
        ]
        carried = last[1] if last is not None and last[0] == one.day else ""
        of = named[0] if named else carried or scene.only("defendant", "criminal")
        last = (one.day, named[0] if named else carried)
        judge = next(
            (
                who.identity
                for _, who in scene.entities.mentions_in(one.span)
                if who.identity in scene.of_role("judge")
            ),
            "",
        )
        told = {"act": one.act, "of": of, "by": judge}
        status = Status.COURT_ACT if one.court else Status.REPORTED
        yield Fact("court_event", one.span, f"{ROW}{one.act}", told, status, others=(one.day,))
