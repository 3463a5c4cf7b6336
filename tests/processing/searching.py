"""Asking the index of an office, and saying something in it."""

from wholefile.actions.statements import record_statement
from wholefile.processing.search.finding import Filters, search
from wholefile.processing.search.index import index_pending

LONG = "The armorer loaded the Colt. " * 1_500


def index(office) -> None:
    while index_pending(office.record):
        pass


def objects(office, typed, *, seen_by=None, sort="relevance", most=100, **filters) -> list[str]:
    found = search(office.record, typed, Filters(**filters), person=seen_by, sort=sort, most=most)
    return [one.object for one in found.results]


def say(office, words, *items, **more):
    office.clock.advance()
    facts = {
        "speaker": "Dan Reyes",
        "said_on": "2026-01-22",
        "medium": "interview",
        "venue": "Santa Fe",
        **more,
    }
    return record_statement(
        office.record, dockets=[office.docket], words=words, by=office.investigator, items=list(items), exact=False,
        **facts,
    )[0]  # fmt: skip
