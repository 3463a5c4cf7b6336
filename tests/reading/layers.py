"""Runs the layers below the one under test on a text of the test's own."""

from functools import cache

import pytest

from wholefile.reading.frame import frame
from wholefile.reading.language import load, parse
from wholefile.reading.law.documents import find_documents
from wholefile.reading.law.legal import find_legal
from wholefile.reading.names.entities import find_entities
from wholefile.reading.names.roles import find_roles
from wholefile.reading.quotes.marks import find_quoted
from wholefile.reading.spans import Span
from wholefile.reading.wrapping import unwrapped


def model():
    """The language model; the test is skipped where it is not installed."""
    found = load()
    if found is None:
        pytest.skip("the language model is not installed (pip install 'wholefile[reading]')")
    return found


class Layers:
    """A text with what each layer finds in it."""

    def __init__(self, text, *, by_rule=False, kind=""):
        self.text = text
        self.frame = frame(text, kind=kind)
        self.quoted = find_quoted(text)
        self.parsed = parse(unwrapped(text, self.frame.parts), None if by_rule else model(), self.frame.parts)
        self.entities = find_entities(self.parsed, self.quoted, self.frame)
        self.documents = find_documents(self.parsed, self.quoted, self.entities, self.frame)
        self.roles = find_roles(self.parsed, self.quoted, self.entities, self.frame)
        self.legal = find_legal(self.parsed, self.quoted, self.entities, self.roles, self.frame)

    def facts(self):
        """Everything that people and law come to."""
        return (*self.entities.facts(), *self.roles, *self.documents, *self.legal)

    def people(self, *, named=True):
        """The names of the people, or the words for those without one."""
        return [one.name for one in self.entities.all if one.kind == "person" and one.named == named]

    def bodies(self):
        """The names of the organisations and groups."""
        return [one.name for one in self.entities.all if one.kind == "organisation"]

    def at(self, words, nth=0):
        """Who is meant by the nth place of some words: their name, or None."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        found = self.entities.at(Span(start, start + len(words)))
        return found.name if found else None

    def name(self, identity):
        """The name that an identity stands for, or what a document is."""
        found = self.entities.get(identity)
        if found is not None:
            return found.name
        return next((one.one("what") for one in self.documents if one.identity == identity), identity)

    def told(self, kind, *names):
        """What facts of a kind tell: their words, then some particulars with names for identities."""
        found = (one for one in (*self.roles, *self.documents, *self.legal) if one.kind == kind)
        return [(one.words(self.text), *(self.named(one.all(name)) for name in names)) for one in found]

    def named(self, values):
        """One value as it is, several as a tuple, none as nothing; with names for identities."""
        found = tuple(map(self.name, values))
        return found if len(found) > 1 else next(iter(found), "")

    def roles_of(self, name):
        """The roles of somebody, each with its matter."""
        return [
            (one.one("role"), one.one("matter")) for one in self.roles if self.name(one.one("of")) == name
        ]


@cache
def read(text, *, by_rule=False, kind=""):
    """The layers of a text, run once for all tests that ask for it."""
    return Layers(text, by_rule=by_rule, kind=kind)
