"""Whether this is the demo: it must be asked for, and the record must be the story's own.

The name alone does not make a record the demo's: its first founder must have signed with the story's key, which
everybody knows. So a setting left on by mistake opens nothing.
"""

from __future__ import annotations

from django.conf import settings

from wholefile.core.errors import Forbidden, NotFound, WholefileError
from wholefile.demo.cast import FOUNDERS, ORIGIN, signer
from wholefile.record.home import Record
from wholefile.web import office


def is_demo() -> bool:
    """Whether WHOLEFILE_DEMO is set and the record that is served is the story's."""
    if not settings.WHOLEFILE_DEMO:
        return False
    try:
        return is_of_the_story(office.record())
    except WholefileError:
        return False


def is_of_the_story(record: Record) -> bool:
    """Whether this record has the story's name and was opened with the story's key."""
    first = signer(FOUNDERS[0].word, 1)
    return record.origin == ORIGIN and record.db.exists("signing_key", key=first.key, person=first.person)


def check_demo() -> None:
    """Raises Forbidden for a record that is not the demo's."""
    if not is_demo():
        raise Forbidden(
            "demo.only",
            "WHOLEFILE_DEMO is for the record of `wholefile demo`, and this is another. Unset it.",
        )


def only_in_demo() -> None:
    """Raises NotFound outside the demo: there its pages do not exist."""
    if not is_demo():
        raise NotFound("page.missing", "There is no such page.")
