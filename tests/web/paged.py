"""A report of two pages, taken in as a PDF and read, with a reading of it: our own fiction."""

from hashlib import sha256

from tests.actions.reading import proposals, with_layer
from tests.actions.serving import attach
from tests.extraction.pdf_making import SIZE, Sheet, made, text
from wholefile.actions.proposals import keep
from wholefile.reading.facts import Fact
from wholefile.reading.spans import Span

FIRST, SECOND = "Ruth Calder kept the key.", "Tom Ames was charged."
WORDS = f"{FIRST}\f{SECOND}"
REPORT = made(Sheet(text(FIRST, 40, 150)), Sheet(text(SECOND, 40, 60)))
_ROOM = len(FIRST) + 1


def fact(kind: str, words: str) -> Fact:
    start = WORDS.index(words)
    return Fact(kind, Span(start, start + len(words)), "a rule", {"name": words})


FACTS = (fact("person", "Ruth Calder"), fact("person", "Tom Ames"))


def taken_in(office, name: str = "report.pdf", content: bytes = REPORT) -> tuple[str, str]:
    """The item and the digest of the file."""
    item = office.receive("document")
    attach(office, item, **{name: content})
    digest = sha256(content).hexdigest()
    if not office.db.exists("text_layer", sha256=digest):
        places = [[0, len(FIRST), {"page": 1}], [_ROOM, len(WORDS), {"page": 2}]]
        layer = with_layer(office.record, digest, WORDS, places=places, boxes=_boxes())
        keep(office.record, layer, proposals(FACTS))
        office.db.run_many('UPDATE "derivation" SET "kind" = %s WHERE "sha256" = %s', [("pdf", digest)])
    return item, digest


def _boxes() -> list[list]:
    ames = WORDS.index("Tom")
    return [
        [ames, ames + 3, 2, 40.0, 58.0, 62.0, 70.0, None],
        [ames + 4, ames + 8, 2, 66.0, 58.0, 95.0, 70.0, None],
        [0, 4, 1, 40.0, 148.0, SIZE[0] / 4, 160.0, None],
    ]
