"""The sample article beside the repository, whose gold has a format of its own, as a gold like the others."""

import re
from datetime import date

from tests.reading.gold.marked import DOCUMENT, Forbidden, Gold, numbered
from tests.shared_files import shared, shared_json
from wholefile.reading.facts import Fact, Link, Status
from wholefile.reading.spans import Span

NAME = "article"
STATUSES = {
    "court_act": Status.COURT_ACT,
    "reported": Status.REPORTED,
    "alleged": Status.ALLEGED,
    "stated": Status.STATED,
}
# What its words for a role come to; what is not here (a trade, an inference) is no role at law.
ROLES = {
    "plaintiff": ("plaintiff",),
    "defendant": ("defendant",),
    "decedent / victim": ("decedent", "victim"),
    "special prosecutor": ("prosecutor",),
    "District Attorney": ("prosecutor",),
    "counsel": ("counsel",),
    "unnamed": ("unnamed",),
}


def article_gold():
    """The article; the test is skipped where it is not beside this checkout."""
    text = shared("samples/article.txt").read_text("utf-8")
    return Article(text, shared_json("samples/article.gold.json")).gold()


def span_of(found):
    """A place of the other format."""
    return Span(found["start"], found["end"])


def status_of(words):
    """`alleged_by P1 (lawsuit)` is alleged; a characterisation or what is implied is nobody's statement."""
    return next((status for start, status in STATUSES.items() if words.startswith(start)), None)


class Article:
    """Makes facts of the other format."""

    def __init__(self, text, said):
        self.text, self.said = text, said
        self.ids, self.facts, self.instead = {}, [], {}
        self.document = said["documents_cited"][0]
        self.nominal = {
            span_of(one) for person in said["people"] for one in person.get("nominal_mentions", ())
        }

    def gold(self):
        """All of it."""
        self.entities()
        self.law()
        self.events()
        self.quotes()
        self.assertions()
        day = date.fromisoformat(self.said["document"]["doc_date"]["value"])
        return Gold(
            NAME,
            "news report",
            day,
            self.text,
            tuple(sorted(numbered(self.facts), key=lambda fact: (fact.span, fact.kind, fact.nth))),
            tuple(self.forbidden()),
            tuple(span_of(one["span"]) for one in self.said["works_not_quotes"]),
            frozenset(self.nominal | self.unnamed()),
            {},
            self.instead,
            ids=self.ids,
        )

    def unnamed(self):
        """The mentions of people without a name are descriptions."""
        return {
            span_of(one) for person in self.said["people"] if not person["name"] for one in person["mentions"]
        }

    def add(self, kind, ident, spans, told):
        """A person, organisation or document."""
        fact = Fact(kind, spans[0], "gold", told, others=tuple(spans[1:]))
        self.ids[ident] = fact.identity
        self.facts.append(fact)

    def entities(self):
        """People, organisations, and the one document."""
        for person in self.said["people"]:
            spans = sorted(span_of(one) for one in (*person["mentions"], *person.get("nominal_mentions", ())))
            # The first name is the place by which a person goes.
            spans.sort(key=lambda span: span in self.nominal)
            variants = tuple(words.partition(" (")[0] for words in person.get("name_variants", ())[:1])
            named = "yes" if person["name"] else "no"
            self.add(
                "person",
                person["id"],
                spans,
                {"name": person["name"] or "", "named": named, "variants": variants},
            )
            for role in person["roles"]:
                self.role(person["id"], role["role"], span_of(role["span"]))
        for body in self.said["organisations"]:
            self.add(
                "organisation", body["id"], [span_of(body["span"])], {"name": body["name"].partition(" (")[0]}
            )
            self.role(body["id"], body["role"], span_of(body["span"]))
        spans = [span_of(one) for one in self.document["mentions"]]
        author = {"author": self.ids["P1"], "seen_by": self.ids["O5"]}
        self.add("document", self.document["id"], spans, {"what": "civil complaint", **author})

    def role(self, ident, words, span):
        """The roles at law that these words come to."""
        for role in next((roles for start, roles in ROLES.items() if words.startswith(start)), ()):
            self.facts.append(Fact("role", span, "gold", {"of": self.ids[ident], "role": role}))

    def law(self):
        """Charges, claims, relief and the statute."""
        for one in self.said["charges"]:
            given = {
                "disposition": one["disposition"]["value"],
                "disposition_date": one["disposition"]["date"],
            }
            told = {"offence": one["offence"], "against": self.ids[one["against"]], **given}
            self.facts.append(Fact("charge", span_of(one["charge_span"]), "gold", told, Status.COURT_ACT))
        for one in self.said["claims"]:
            pleaded = "no" if one["id"] == "K0" else "yes"
            told = {"cause": one["cause_of_action"], "by": self.ids["P1"], "pleaded": pleaded}
            self.facts.append(Fact("claim", span_of(one["span"]), "gold", told, Status.ALLEGED))
        for one in self.said["relief"]:
            told = {
                "form": one["type"],
                "by": self.ids[one["sought_by"]],
                "amount": one.get("amount_span", {}).get("text", ""),
            }
            self.facts.append(Fact("relief", span_of(one["span"]), "gold", told))
        for one in self.said["statutes"]:
            self.facts.append(Fact("citation", span_of(one["span"]), "gold", {"authority": "statute"}))

    def events(self):
        """Events, those that are acts of a court or of a party before it, and expressions of time."""
        for one in self.said["events"]:
            status = status_of(one["status"])
            kind = "court_event" if status is Status.COURT_ACT else "event"
            told = {"date": one["date"]["value"] or ""}
            fact = Fact(kind, span_of(one["span"]), "gold", told, status)
            self.facts.append(fact)
            # A bound is no date: to give none is as right.
            if one["date"]["precision"].startswith("on or before"):
                self.instead[fact.identity] = frozenset({""})
        for one in self.said["timexes"]:
            self.facts.append(
                Fact("time", span_of(one["span"]), "gold", {"type": one["type"], "date": one["value"]})
            )

    def quotes(self):
        """Quotes. What the complaint says its author says through it: either is right."""
        complaint = frozenset({self.ids["D1"], self.ids["P1"]})
        for one in self.said["quotes"]:
            named = re.match(r"(\w+)(?:\+(\w+))?", one["speaker"])
            speaker = tuple(self.ids[ident] for ident in named.groups() if ident in self.ids)
            if one["speaker"].startswith("P1's lawyers"):
                speaker = (self.ids["D1"],)
            fact = Fact("quote", span_of(one["span"]), "gold", {"speaker": speaker})
            self.facts.append(fact)
            if speaker == (self.ids["D1"],) and not one["speaker"].startswith("P1's lawyers"):
                self.instead[fact.identity] = complaint

    def assertions(self):
        """What somebody else than the reporter says, with those through whom it comes."""
        for one in self.said["assertions"]:
            status = status_of(one["status"])
            if status in {Status.ALLEGED, Status.STATED}:
                # What the lawyers are quoted as saying stands "in D1".
                quoted = [
                    quote
                    for quote in self.said["quotes"]
                    if span_of(one["span"]).holds(span_of(quote["span"]))
                ]
                within = " D1" if any("(in D1)" in quote["speaker"] for quote in quoted) else ""
                chain = tuple(self.links(one["status"], within, status))
                self.facts.append(Fact("assertion", span_of(one["span"]), "gold", {}, status, chain))

    def links(self, words, within, status):
        """Everybody named in the words of a status, groups first, and the document that is read."""
        for group in re.findall(r"P1's (\w+)", words):
            at = self.text.index(group, self.text.index("lawyers"))
            yield Link(group, status, Span(at, at + len(group)))
        for ident in re.findall(r"\b[PDO]\d+\b|lawsuit", words.replace("P1's", "") + within):
            refers = self.ids["D1" if ident == "lawsuit" else ident]
            start, end = (int(part) for part in refers.rpartition(":")[2].split("-"))
            yield Link(self.text[start:end], status, Span(start, end), refers)
        yield Link(DOCUMENT, Status.REPORTED)

    def forbidden(self):
        """Its list of what must not be asserted, in the terms of facts."""
        yield Forbidden("person", "a crew member", (("named", True, "yes"),), "he has no name here")
        for kind in ("event", "court_event"):
            yield Forbidden(kind, "*", (("day", True, "yes"),), "no event has its day in the text")
        against = (("of", True, "P4"), ("role", True, "defendant"))
        yield Forbidden("role", "*", against, "she is not named as a defendant")
        for one in self.said["assertions"]:
            if status_of(one["status"]) is Status.ALLEGED:
                for status in (Status.REPORTED, Status.COURT_ACT):
                    when = (("status", True, status),)
                    yield Forbidden("assertion", one["span"]["text"], when, "no allegation is established")
        yield Forbidden("claim", "malicious prosecution", (("pleaded", True, "yes"),), "the reporter's label")
        for role in ("judge", "court"):
            yield Forbidden("role", "*", (("role", True, role),), "no court or judge is named")
        yield Forbidden("time", "'30 Rock'", (), "a title")
        for one in self.said["works_not_quotes"]:
            yield Forbidden("quote", one["span"]["text"], (), "a title")
