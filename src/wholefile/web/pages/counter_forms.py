"""What can be done with the list on the counter, each with the form of its act and what of it can be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from wholefile.core.errors import NotFound
from wholefile.record import lookups
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.web.forms.acts import form_of, verb_of
from wholefile.web.pages.counter_list import Counter

REMARKS = ("occurred_at", "late_reason", "note")
_NEVER = ("items", "item", "corrects", "tool", "write_blocker")

_ASKED = (
    "description", "category", "quantity", "unit", "submitted_by", "submitter_agency", "collected_at", "authority",
    "named_cases", "dockets", "identifiers", "seal", "initials", "condition", "location", "by", "counted_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doing:
    """Something done at the counter: its name in addresses, the act's subject and verb, and words for it."""

    name: str
    subject: str
    verb: str
    words: str
    hint: str


DOINGS: Mapping[str, Doing] = {
    one.name: one
    for one in (
        Doing(
            "store", "custody", "store", gettext_noop("Store"),
            gettext_noop("They go from your hands into a place."),
        ),
        Doing(
            "transfer", "custody", "transfer", gettext_noop("Hand over"),
            gettext_noop("From one person to another who is here; both sign, on this screen or each on their own."),
        ),
        Doing(
            "retrieve", "custody", "retrieve", gettext_noop("Take out"),
            gettext_noop("They leave their place and are in your hands."),
        ),
        Doing(
            "lend", "custody", "lend", gettext_noop("Lend"),
            gettext_noop("They go out, to be back by a day: to court, to be viewed, to be examined."),
        ),
        Doing(
            "take-back", "custody", "take-back", gettext_noop("Take back"),
            gettext_noop("What was lent is back, and in your hands."),
        ),
        Doing(
            "send", "custody", "release", gettext_noop("Send"),
            gettext_noop("To somebody who is not here; you answer for them until they accept."),
        ),
    )
}  # fmt: skip


def doing_of(name: str) -> Doing:
    """What is done under this name. Raises NotFound."""
    if name not in DOINGS:
        raise NotFound("page.missing", "There is no such page.")
    return DOINGS[name]


def counter_form(doing: Doing, db: Database, sight: Sight) -> type[forms.Form]:
    """The form of the act without what the list says."""
    return without(form_of(verb_of(doing.subject, doing.verb), db, sight), *_NEVER)


def take_in_form(db: Database, sight: Sight) -> type[forms.Form]:
    """The form in which an item is taken in, in the order in which one asks; nothing is chosen beforehand."""
    shape = without(form_of(verb_of("item", "receive"), db, sight), "corrects")
    shape.base_fields = {name: shape.base_fields[name] for name in (*_ASKED, *shape.base_fields)}
    shape.base_fields["identifiers"].help_text = _(
        "What stands on it, one a line: serial=A12345, calibre=.45 Colt"
    )
    return unchosen(shape, "category", "authority")


def photographs_form(db: Database, sight: Sight) -> type[forms.Form]:
    """The form with which photographs of an item are taken, by the camera of a phone where it has one."""
    shape = without(form_of(verb_of("item", "attach"), db, sight), *_NEVER)
    shape.base_fields["uploads"].label = _("Photographs")
    shape.base_fields["uploads"].widget.attrs |= {"accept": "image/*", "capture": "environment"}
    return shape


def unchosen(shape: type[forms.Form], *names: str) -> type[forms.Form]:
    """A form class in which these are chosen by whoever fills it in, and by nobody else."""
    for name in names:
        field = shape.base_fields[name]
        if isinstance(field, forms.ChoiceField):
            offered: Any = field.choices
            field.choices = [("", ""), *offered]
    return shape


def without(shape: type[forms.Form], *names: str) -> type[forms.Form]:
    """A form class that does not ask for these."""
    for name in names:
        shape.base_fields.pop(name, None)
    return shape


def filled_in(
    doing: Doing, db: Database, me: str, counter: Counter, rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the list and who stands at the counter say already."""
    holders = {row["with"]["holder"] for row in rows if row["with"]["holder"]}
    giver = holders.pop() if len(holders) == 1 else me
    given: dict[str, Any] = {"by": me, "released_by": giver, "location": counter.place}
    given["seal_state"] = "intact" if any(row["seal"] for row in rows) else "none"
    given["received_by"] = counter.person if counter.person != giver else ""
    if giver != me and not given["received_by"]:
        given["received_by"] = me
    given["to"] = counter.person
    if doing.name == "lend":
        given["to"] = lookups.person_name(db, counter.person) if counter.person else ""
    return given
