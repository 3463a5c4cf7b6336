"""From a text with marks in it: the plain text, and what a careful reader finds there, with exact places.

How the marks are written stands in README.md beside this file. A place is never typed: it is where the mark stood.
"""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from wholefile.reading.facts import ROLES, TOLD, Fact, Link, Status
from wholefile.reading.spans import Span

FOLDER = Path(__file__).parent
KINDS = ("news report", "police report", "civil complaint", "court filing", "transcript", "e-mail")
DOCUMENT = "the document"
OPENING = re.compile(r"\{([a-z]+)([^{}|]*)\|")
ENTITIES = {"p": {"person"}, "o": {"organisation"}, "d": {"document"}, "n": {"person", "organisation"}}
FACTS = {
    "charge": "charge", "claim": "claim", "relief": "relief", "x": "citation", "court": "court_event",
    "e": "event", "t": "time", "q": "quote", "a": "assertion",
}  # fmt: skip
# How a fact stands when its mark does not say.
STANDING = {"charge": Status.COURT_ACT, "claim": Status.ALLEGED, "court": Status.COURT_ACT}
# Whoever says that nothing was withheld denies that something was, and states that nothing was: both are right.
NEGATION = re.compile(r"\b(?:no|not|nothing|nobody|none|never|neither)\b|n't\b", re.IGNORECASE)
# What a mark may say beside what TOLD lists for its kind.
BESIDE = {"status", "chain", "or"}
# Particulars that name people, organisations or documents.
POINTING = {"of", "by", "against", "whom", "author", "seen_by", "participants", "speaker"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: what it says, and where its words stand. `core` leaves a rank or office before a name out."""

    tag: str
    names: tuple[str, ...]
    given: Mapping[str, str]
    span: Span
    core: Span


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What nobody may read out of the document: a kind of fact, the words, when (`status!=alleged`), and why."""

    kind: str
    words: str
    when: tuple[tuple[str, bool, str], ...]
    why: str


@dataclass(frozen=True, slots=True)
class Gold:
    """A document and what it says.

    `nominal` are the mentions by description or role alone; `also` gives the second extent that is as good ("Det.
    Okafor" for "Okafor"). By the identity of a fact, `instead` has the identities, or values of time, that are right as
    well, and `standing` every standing that is right where two are. `voice` is who speaks in the document's own voice:
    to name them in a chain or to leave them out is the same.
    """

    name: str
    kind: str
    day: date | None
    text: str
    facts: tuple[Fact, ...]
    forbidden: tuple[Forbidden, ...] = ()
    works: tuple[Span, ...] = ()
    nominal: frozenset[Span] = frozenset()
    also: Mapping[Span, Span] = field(default_factory=dict)
    instead: Mapping[str, frozenset[str]] = field(default_factory=dict)
    standing: Mapping[str, frozenset[Status]] = field(default_factory=dict)
    voice: frozenset[str] = frozenset()
    ids: Mapping[str, str] = field(default_factory=dict)

    def of(self, *kinds):
        """The facts of these kinds."""
        return tuple(fact for fact in self.facts if fact.kind in kinds)


def names(folder=FOLDER):
    """Every marked document of a folder, by name."""
    return sorted(path.name.removesuffix(".marked.txt") for path in folder.glob("*.marked.txt"))


def load(name, folder=FOLDER):
    """One marked document."""
    return read_marked(name, (folder / f"{name}.marked.txt").read_text("utf-8"))


def read_marked(name, source):
    """The gold of a marked source. Raises ValueError, with the words concerned, for a mark that cannot be right."""
    head, found, body = source.partition("\n---\n")
    if not found:
        raise ValueError(f"{name}: no line of three dashes ends the head")
    header = Header(name, head)
    text, marks = unmark(body.rstrip("\n") + "\n")
    return Reader(header, text, marks).gold()


def unmark(body):
    """The text without its marks, and the marks in the order in which they open."""
    pieces, marks, open_marks, at, length = [], [], [], 0, 0
    for match in re.finditer(r"\{[a-z]+[^{}|]*\||[{}~]", body):
        piece = body[at : match.start()]
        pieces.append(piece)
        length += len(piece)
        at = match.end()
        token = match.group()
        if token == "~" and open_marks:
            open_marks[-1][3] = length
        elif token == "}" and open_marks:
            marks.append(closed(open_marks.pop(), length))
        elif opening := OPENING.fullmatch(token):
            open_marks.append([opening[1], opening[2], length, None])
        else:
            raise ValueError(f"{token!r} after {body[max(0, at - 60) : at]!r} opens or closes nothing")
    if open_marks:
        raise ValueError(f"a mark {open_marks[-1][0]!r} is never closed")
    pieces.append(body[at:])
    return "".join(pieces), sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))


def closed(opened, end):
    """The mark that ends here."""
    tag, said, start, core = opened
    if start == end:
        raise ValueError(f"a mark {tag!r} holds no words")
    words = shlex.split(said)
    given = dict(word.split("=", 1) for word in words if "=" in word)
    plain = tuple(word for word in words if "=" not in word)
    return Mark(tag, plain, given, Span(start, end), Span(start if core is None else core, end))


class Header:
    """What stands above the three dashes: the kind, the day, who and what is spoken of, what must not be said."""

    def __init__(self, name, head):
        self.name, self.kind, self.day, self.voice = name, "", None, ()
        self.declared, self.forbidden = {}, []
        for line in filter(None, head.splitlines()):
            key, _, value = (part.strip() for part in line.partition(":"))
            self.take(key, value)
        if self.kind not in KINDS:
            raise ValueError(f"{name}: {self.kind!r} is no kind of document")

    def take(self, key, value):
        """One line of the head."""
        word, _, ident = key.partition(" ")
        if key == "kind":
            self.kind = value
        elif key == "day":
            self.day = date.fromisoformat(value)
        elif key == "voice":
            self.voice = tuple(value.split())
        elif key == "not":
            self.forbidden.append(forbidden(value))
        elif word in {"person", "unnamed", "organisation", "document"} and ident not in self.declared:
            self.declared[ident] = (word, value)
        else:
            raise ValueError(f"{self.name}: the head says {key!r}")


def forbidden(value):
    """`kind condition condition | words | why`."""
    what, words, why = (part.strip() for part in value.split("|"))
    kind, *conditions = what.split()
    if kind not in TOLD:
        raise ValueError(f"{kind!r} is no kind of fact")
    when = []
    for condition in conditions:
        name, _, wanted = condition.partition("=")
        when.append((name.rstrip("!"), not name.endswith("!"), wanted.replace("_", " ")))
    return Forbidden(kind, words, tuple(when), why)


class Reader:
    """Makes facts of marks."""

    def __init__(self, header, text, marks):
        self.header, self.text, self.marks = header, text, marks
        self.mentions = {ident: [] for ident in header.declared}
        for mark in self.of(*ENTITIES):
            self.mention(mark)
        bare = [ident for ident, found in self.mentions.items() if not found]
        if bare:
            raise ValueError(f"{header.name}: never mentioned: {', '.join(bare)}")
        self.ids = {
            ident: f"{self.kind_of(ident)}:{found[0].core.start}-{found[0].core.end}"
            for ident, found in self.mentions.items()
        }
        self.instead, self.standing = {}, {}

    def of(self, *tags):
        """The marks of these tags."""
        return [mark for mark in self.marks if mark.tag in tags]

    def kind_of(self, ident):
        """`person`, `organisation` or `document`."""
        word = self.header.declared[ident][0]
        return "person" if word == "unnamed" else word

    def mention(self, mark):
        """Counts a mention to what the head declares."""
        ident = mark.names[0] if mark.names else ""
        if ident not in self.mentions or self.kind_of(ident) not in ENTITIES[mark.tag]:
            raise ValueError(
                f"{self.header.name}: {ident!r} is not declared as {' or '.join(sorted(ENTITIES[mark.tag]))}"
            )
        self.mentions[ident].append(mark)

    def gold(self):
        """All of it."""
        unknown = {mark.tag for mark in self.marks} - set(ENTITIES) - set(FACTS) - {"w"}
        if unknown:
            raise ValueError(f"{self.header.name}: no such mark: {', '.join(sorted(unknown))}")
        facts = [self.entity(ident) for ident in self.mentions]
        facts += self.roles()
        facts += [self.fact(mark) for mark in self.of(*FACTS)]
        return Gold(
            self.header.name,
            self.header.kind,
            self.header.day,
            self.text,
            tuple(sorted(numbered(facts), key=lambda fact: (fact.span, fact.kind, fact.nth))),
            tuple(self.header.forbidden),
            tuple(mark.span for mark in self.of("w")),
            frozenset(mark.core for mark in self.of("n")),
            {mark.core: mark.span for mark in self.of("p", "n", "o") if mark.core != mark.span},
            self.instead,
            self.standing,
            frozenset(self.identity(ident) for ident in self.header.voice),
            self.ids,
        )

    def identity(self, ident):
        """The identity of what the head declares."""
        if ident not in self.ids:
            raise ValueError(f"{self.header.name}: {ident!r} is nobody and nothing declared")
        return self.ids[ident]

    def entity(self, ident):
        """A person, organisation or document with every mention."""
        word, said = self.header.declared[ident]
        kind, places = self.kind_of(ident), [mark.core for mark in self.mentions[ident]]
        if kind == "document":
            given = dict(part.split("=", 1) for part in shlex.split(said))
            told = {name: self.value(name, value) for name, value in given.items()}
        elif kind == "organisation":
            told = {"name": said}
        else:
            name, *variants = (part.strip() for part in said.split(";"))
            told = {"name": name if word == "person" else "", "named": "yes" if word == "person" else "no"}
            told["variants"] = tuple(variants)
        return Fact(kind, places[0], "gold", told, others=tuple(places[1:]))

    def roles(self):
        """Each role of each person once, where it is first said."""
        seen = {}
        for mark in self.of("p", "n", "o"):
            for role in mark.names[1:]:
                if role not in ROLES:
                    raise ValueError(f"{self.header.name}: {role!r} is no role")
                told = {"of": self.identity(mark.names[0]), "role": role}
                seen.setdefault((mark.names[0], role), Fact("role", mark.span, "gold", told))
        return list(seen.values())

    def fact(self, mark):
        """Any other fact."""
        kind = FACTS[mark.tag]
        given = {**mark.given}
        if mark.tag == "t":
            given["type"], values = mark.names
            given["date"], *others = values.split("/")
        unknown = set(given) - set(TOLD[kind]) - BESIDE
        if unknown:
            raise ValueError(
                f"{self.header.name}: a mark {mark.tag!r} does not say {', '.join(sorted(unknown))}"
            )
        told = {name: self.value(name, value) for name, value in given.items() if name not in BESIDE}
        standing = [Status(one) for one in given["status"].split("/")] if "status" in given else []
        status = standing[0] if standing else STANDING.get(mark.tag, Status.REPORTED)
        if standing == [Status.DENIED] and NEGATION.search(mark.span.of(self.text)):
            standing.append(Status.STATED)
        fact = Fact(kind, mark.span, "gold", told, status, self.chain(given.get("chain", ""), status))
        if len(standing) > 1:
            self.standing[fact.identity] = frozenset(standing)
        if mark.tag == "t" and others:
            self.instead[fact.identity] = frozenset(others)
        if "or" in given:
            self.instead[fact.identity] = frozenset(self.identity(ident) for ident in given["or"].split(","))
        return fact

    def value(self, name, value):
        """A particular: identities where it names somebody, words otherwise."""
        if name not in POINTING or value == "document":
            return value
        found = tuple(self.identity(ident) for ident in value.split(","))
        return found[0] if len(found) == 1 else found

    def chain(self, said, status):
        """From the innermost to the document; `*two_neighbours` are words that name nobody declared."""
        links = []
        for ident in filter(None, said.split(",")):
            words = ident[1:].replace("_", " ")
            if not ident.startswith("*"):
                refers = self.identity(ident)
                start, end = (int(part) for part in refers.rpartition(":")[2].split("-"))
                links.append(Link(self.text[start:end], status, Span(start, end), refers))
            elif (at := self.text.find(words)) >= 0:
                links.append(Link(words, status, Span(at, at + len(words))))
            else:
                raise ValueError(f"{self.header.name}: nowhere does it say {words!r}")
        return (*links, Link(DOCUMENT, Status.REPORTED))


def numbered(facts):
    """Facts of one kind in one place are told apart by a number."""
    seen = {}
    for fact in facts:
        place = (fact.kind, fact.span)
        nth = seen[place] = seen.get(place, -1) + 1
        yield (
            fact
            if not nth
            else Fact(
                fact.kind,
                fact.span,
                fact.rule,
                fact.told,
                fact.status,
                fact.chain,
                fact.others,
                fact.flags,
                nth,
            )
        )
