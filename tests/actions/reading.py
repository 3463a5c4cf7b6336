"""A news report of the tests, taken in and read, with a reading written by hand: our own fiction."""

import json
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO

from tests.actions.office import Office
from tests.actions.serving import attach
from wholefile.actions.proposals import Proposals, keep
from wholefile.processing.extractors import READ, VERSIONS
from wholefile.reading.facts import Fact, Link, Status
from wholefile.reading.spans import Span
from wholefile.reading.version import version_now
from wholefile.record.home import Record
from wholefile.record.sql import Insert

STORY = (
    "SANTA LUZ, March 3, 2026 - Armourer Ruth Calder checked the revolver on January 22, deputies said.\n"
    "\u201cI never loaded it,\u201d Calder told the Luz Courier. The complaint alleges that a crew member had said"
    " the opposite:\n"
    "\u201cShe loaded it herself.\u201d Calder denies this. She was charged with involuntary manslaughter.\n"
)


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = STORY.index(words, start + 1)
    return Span(start, start + len(words))


def story_facts() -> tuple[Fact, ...]:
    document = Link("this report", Status.REPORTED)
    calder, crew = span("Ruth Calder"), span("a crew member")
    her = f"person:{calder.start}-{calder.end}"
    it = f"person:{crew.start}-{crew.end}"
    complaint = span("The complaint")
    crew_said = (
        Link("a crew member", Status.STATED, crew, it),
        Link("the complaint", Status.ALLEGED, complaint),
        document,
    )
    return (
        Fact("person", calder, "full name", {"name": "Ruth Calder", "named": "yes"}, chain=(document,),
             others=(span("Calder told"), span("Calder denies"))),
        Fact("role", span("Armourer"), "title before a name", {"of": her, "role": "other", "title": "Armourer"},
             chain=(document,)),
        Fact("event", span("checked the revolver on January 22"), "event with a date",
             {"participants": (her,), "date": "2026-01-22", "first": "2026-01-22", "last": "2026-01-22"},
             chain=(Link("deputies", Status.STATED, span("deputies")), document), status=Status.STATED),
        Fact("quote", span("I never loaded it,"), "verb after the quotation",
             {"speaker": her, "speaker_words": "Calder", "cue": "told",
              "venue": "the Luz Courier", "day": "2026-03-03"},
             Status.STATED, (Link("Ruth Calder", Status.STATED, span("Calder told"), her), document)),
        Fact("person", crew, "indefinite nominal", {"named": "no"}, chain=(document,)),
        Fact("quote", span("She loaded it herself."), "verb before the quotation",
             {"speaker": it, "speaker_words": "a crew member", "day": "2026-03-03"}, Status.ALLEGED, crew_said,
             flags=("The complaint is not named further.",)),
        Fact("assertion", span("this. She was charged"), "denial", {"by": her}, Status.DENIED, crew_said[:1]),
        Fact("charge", span("involuntary manslaughter"), "charged with",
             {"offence": "involuntary manslaughter", "against": her}, Status.COURT_ACT, (document,)),
    )  # fmt: skip


def proposals(facts: tuple[Fact, ...] | None = None, version: str = "") -> Proposals:
    found = story_facts() if facts is None else facts
    return Proposals(version or version_now(), "news report", "2026-03-03", "dateline", (), (), found)


def identity(kind: str, nth: int = 0) -> str:
    return [one.identity for one in story_facts() if one.kind == kind][nth]


def with_layer(
    record: Record,
    sha256_of: str,
    text: str,
    *,
    label: str = "native",
    places: Sequence = (),
    boxes: Sequence = (),
) -> str:
    """A text layer of a file, as processing would have written it; its digest."""
    put = [
        record.derived.put(BytesIO(one.encode())).sha256
        for one in (text, json.dumps({"places": list(places), "boxes": list(boxes)}))
    ]
    key = {"sha256": sha256_of, "extractor": READ, "version": VERSIONS[READ], "settings": "{}"}
    layer = {"name": "text", "label": label, "language": None, "text": put[0], "map": put[1],
             "characters": len(text), "complete": True}  # fmt: skip
    empty = dict.fromkeys(("opinions", "flags", "troubles", "wants"), "[]")
    done = {"status": "read", "reason": None, "kind": "text", "media_type": "text/plain", "facts": "{}", "members": 0,
            "layers": 1, "characters": len(text), "took": 1, "at": 1}  # fmt: skip
    record.db.execute([
        Insert("text_layer", {**key, **layer}),
        Insert("derivation", {**key, **empty, **done}),
    ])  # fmt: skip
    if not record.db.exists("content", sha256=sha256_of):
        row = {"sha256": sha256_of, "size": 1, "name": "story.txt", "root": sha256_of, "depth": 0, "at": 1}
        record.db.execute([Insert("content", row)])
    return put[0]


def taken_in(
    office: Office, *, docket: str = "", text: str = STORY, facts: tuple[Fact, ...] | None = None
) -> str:
    """The story as a file of an item of a case, with its layer and a reading of it; the digest of the file."""
    item = office.receive("document", dockets=[docket or office.docket])
    attach(office, item, **{"story.txt": text.encode()})
    digest = sha256(text.encode()).hexdigest()
    if not office.db.exists("text_layer", sha256=digest):
        keep(office.record, with_layer(office.record, digest, text), proposals(facts))
    return digest
