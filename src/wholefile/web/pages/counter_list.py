"""What lies on the counter: the running list of one browser, kept on the server, and what is scanned onto it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from wholefile.core.errors import Conflict, Invalid
from wholefile.core.label_text import ITEM_LABEL, PLACE_LABEL, Scanned, read_label
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.web.addresses import name_of
from wholefile.web.forms.acts import people
from wholefile.web.people import Asking

LONGEST = 500  # items in one act
_KEY = "counter"
_REMEMBERED = 10  # steps that can be undone


@dataclass
class Counter:
    """The items in the order in which they were scanned, and the place or person that was scanned for them."""

    items: list[str] = field(default_factory=list)
    place: str = ""
    person: str = ""
    before: list[list[Any]] = field(default_factory=list)

    def change(self, items: list[str], place: str, person: str) -> None:
        """Take this for the list; the one before can be had back."""
        self.before = [*self.before, [self.items, self.place, self.person]][-_REMEMBERED:]
        self.items, self.place, self.person = items, place, person

    def undo(self) -> bool:
        """The list as it was before the last step; whether there was one."""
        if not self.before:
            return False
        self.items, self.place, self.person = self.before[-1]
        self.before = self.before[:-1]
        return True


def kept(request: Asking) -> Counter:
    """The list of this browser."""
    found = request.session.get(_KEY)
    if not isinstance(found, dict) or found.get("of") != request.person:
        return Counter()
    return Counter(found["items"], found["place"], found["person"], found["before"])


def keep(request: Asking, counter: Counter) -> None:
    """Remember the list; it belongs to who is signed in, and to nobody who signs in after them."""
    request.session[_KEY] = {
        "of": request.person,
        "items": counter.items,
        "place": counter.place,
        "person": counter.person,
        "before": counter.before,
    }


def scan(db: Database, sight: Sight, counter: Counter, text: str) -> tuple[Scanned, str]:
    """Put what was scanned or typed onto the list; what it was, and words for it.

    Raises Invalid for what is misread or of no known form, NotFound for what is not there or not in sight, Conflict for
    an item that lies there already.
    """
    found = known(db, sight, text)
    if found.kind == ITEM_LABEL:
        if found.number in counter.items:
            raise Conflict("counter.twice", _("%(item)s is on the list already.") % {"item": found.number})
        if len(counter.items) >= LONGEST:
            raise Invalid("counter.full", _("The list is full; sign what is on it first."))
        counter.change([*counter.items, found.number], counter.place, counter.person)
        return found, _("%(item)s is on the list.") % {"item": found.number}
    if found.kind == PLACE_LABEL:
        counter.change(counter.items, found.number, counter.person)
        return found, _("To be put into %(place)s.") % {"place": found.number}
    counter.change(counter.items, counter.place, found.number)
    name = lookups.person_name(db, found.number)
    return found, _("To or from %(name)s.") % {"name": name}


def known(db: Database, sight: Sight, text: str) -> Scanned:
    """What was scanned, once the record knows it and it is in sight. Raises Invalid or NotFound."""
    found = read_label(text, _host())
    office = seeing.of_the_office(sight)
    if found.kind == ITEM_LABEL:
        seeing.item(db, office, found.number)
    elif found.kind == PLACE_LABEL:
        if office.nothing or not db.exists("location", location=found.number):
            raise lookups.unknown("location", found.number)
    elif found.number not in {person for person, _name in people(db, sight)}:
        raise lookups.unknown("person", found.number)
    return found


def _host() -> str:
    return name_of(settings.WHOLEFILE_ADDRESSES.office)
