"""People, documents and frames built by hand, for tests of quotations."""

from wholefile.reading.facts import Fact
from wholefile.reading.names.mentions import Entities, Entity, Mention
from wholefile.reading.parts import Frame
from wholefile.reading.spans import Span

NOBODY = ()


def place(text, words, nth=0):
    """Where words stand, the first time or a later one."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def entities(text, *people):
    """Each person as the list of places or words that mean them, the name first."""
    found = []
    for mentions in people:
        spans = [one if isinstance(one, Span) else place(text, one) for one in mentions]
        first = spans[0]
        forms = ["name", *["pronoun" if len(one.of(text)) < 4 else "nominal" for one in spans[1:]]]
        told = tuple(sorted(Mention(span, form) for span, form in zip(spans, forms, strict=True)))
        found.append(Entity(f"person:{first.start}-{first.end}", "person", first.of(text), told))
    return Entities(text, tuple(found))


def document(text, *mentions, **told):
    """One cited document with all its mentions."""
    spans = [one if isinstance(one, Span) else place(text, one) for one in mentions]
    return Fact("document", spans[0], "by hand", {"what": "document", **told}, others=tuple(spans[1:]))


def news(day=None):
    """A report of nobody in particular."""
    return Frame("news report", day)
