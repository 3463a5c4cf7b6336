"""What can be done now with an item, as links to forms that know it already; what a role may not sign is left out.

A link is no permission: the rules decide when the act is made. It only spares a search through every form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from wholefile.actions.catalogue import SUBJECTS
from wholefile.actions.parameters import parameters
from wholefile.core.acts import kind_of

# label, subject, verb, and where the item must be: "" for anywhere.
_OF_AN_ITEM = (
    (noop("Transfer"), "custody", "transfer", "holder"),
    (noop("Release, to be accepted later"), "custody", "release", "holder"),
    (noop("Store"), "custody", "store", "holder"),
    (noop("Take out"), "custody", "retrieve", "location"),
    (noop("Lend"), "custody", "lend", "location"),
    (noop("Take back"), "custody", "take-back", "out_to"),
    (noop("Declare its condition"), "condition", "declare", ""),
    (noop("Apply a seal"), "custody", "seal", "holder"),
    (noop("Break a seal"), "custody", "break-seal", "sealed"),
    (noop("Attach files"), "item", "attach", ""),
    (noop("Correct its description"), "item", "describe", ""),
    (noop("Link to a case"), "item", "link", ""),
    (noop("Divide"), "item", "split", "holder"),
    (noop("Ask for an examination"), "laboratory", "request", ""),
    (noop("Place a hold"), "hold", "place", ""),
    (noop("Ask to dispose of it"), "disposition", "request", ""),
    (noop("Report it not found"), "item", "unlocated", "location"),
    (noop("Report it found"), "item", "located", "unlocated"),
    (noop("Record a reading of its contents"), "item", "opened", ""),
)


def form_url(subject: str, verb: str, **known: Any) -> str:
    """The address of a form with what is known filled in."""
    asked = {one.name for one in parameters(SUBJECTS[subject].verbs[verb].action)}
    told = {name: value for name, value in known.items() if name in asked and value}
    said = urlencode(told, doseq=True)
    return reverse("do", args=[subject, verb]) + (f"?{said}" if said else "")


def may_sign(subject: str, verb: str, roles: Iterable[tuple[str, str]]) -> bool:
    """Whether somebody with these roles is one who signs such an act."""
    held = {role for role, _ in roles}
    signers = kind_of(SUBJECTS[subject].verbs[verb].kind).signers
    return any(not field.signer or held & set(field.signer) for field in signers)


def doable(view: Mapping[str, Any], roles: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """The forms for an item as it stands: {label, url}; none for one that is gone."""
    held = list(roles)
    if view["status"] not in ("held", "lent", "unlocated"):
        return []
    return [
        {"label": _(label), "url": form_url(subject, verb, **_known(view))}
        for label, subject, verb, where in _now(view)
        if may_sign(subject, verb, held)
    ]


def _now(view: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    at = {name for name in ("holder", "location", "out_to") if view["with"][name]}
    at |= {"sealed"} if view["seals"] else set()
    at = {"unlocated"} if view["status"] == "unlocated" else at
    for one in _OF_AN_ITEM:
        if not one[3] or one[3] in at:
            yield one


def _known(view: Mapping[str, Any]) -> dict[str, Any]:
    seals = view["seals"]
    return {
        "item": view["item"],
        "items": view["item"],
        "released_by": view["with"]["holder"],
        "seal": seals[0] if len(seals) == 1 else "",
    }
