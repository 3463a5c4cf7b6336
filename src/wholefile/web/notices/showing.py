"""Notices as they are shown: only what is still in sight at this moment, in words made now from what is seen now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from wholefile.record.home import Record
from wholefile.record.sql import Database
from wholefile.record.visibility import Sight
from wholefile.showing import seeing
from wholefile.showing.counsel import tests_told
from wholefile.showing.due import due_seen
from wholefile.showing.reciprocal import disclosed_lately
from wholefile.web.notices.finding import (
    ANSWER,
    DISCLOSED,
    KEPT_MS,
    MOST,
    OF_THE_DEFENCE,
    PRODUCTION,
    RECEIPT,
    SIGNATURE,
    TEST,
)
from wholefile.web.notices.models import Notice
from wholefile.web.sentences import late

LABELS: Mapping[str, str] = {
    "signature": noop("Your signature is wanted"),
    "overdue": noop("Wrong or overdue"),
    "due": noop("Due soon"),
    "objection": noop("An objection waits for an answer"),
    "disclosed": noop("The defence disclosed something"),
    "candidate": noop("A candidate was found for a case"),
    "receipt": noop("What you signed was recorded"),
    "test": noop("Notice of a destructive test"),
    "production": noop("A production was served"),
    "answer": noop("An objection was answered"),
}
_OWN = (SIGNATURE, RECEIPT)  # of what the person themselves signs, whatever they may see besides


def in_sight(db: Database, sight: Sight, rows: Iterable[Notice], *, portal: bool = False) -> list[Notice]:
    """Those of these notices, of one person, that may be shown now; at the portal those of the defence alone."""
    found = [one for one in rows if not portal or one.kind in OF_THE_DEFENCE]
    office, defence = seeing.of_the_office(sight), seeing.of_the_defence(sight)
    dockets = {one.docket for one in found if one.docket}
    cases, served = seeing.seen_cases(db, office, dockets), seeing.seen_cases(db, defence, dockets)
    items = seeing.seen_items(db, office, {item for one in found for item in one.items})
    told = _tests(db, sight, found)
    return [
        one
        for one in found
        if (
            (one.docket, one.about) in told
            if one.kind == TEST
            else _passes(one, sight, (cases, served, items))
        )
    ]


def unread(record: Record, person: str, sight: Sight, *, portal: bool = False) -> int:
    """How many notices wait unread for a person, of those in sight."""
    if not person:
        return 0
    rows = Notice.objects.filter(person=person, settled_at=None, read_at=None).order_by("-made_at")[:MOST]
    return len(in_sight(record.db, sight, rows, portal=portal))


def shown(record: Record, person: str, sight: Sight, *, portal: bool = False) -> list[dict[str, Any]]:
    """The notices of a person, the unread first and the newest first; what waits no more by now is left out."""
    rows = Notice.objects.filter(person=person, settled_at=None).order_by("-made_at", "pk")[:MOST]
    seen = in_sight(record.db, sight, rows, portal=portal)
    due: dict[tuple[str, str, str], Mapping[str, Any]] = {
        (one["what"], one["about"], one["docket"] or ""): one
        for one in due_seen(record.db, sight, record.clock())
    }
    lately = disclosed_lately(record.db, sight, record.clock(), KEPT_MS)
    due |= {(DISCLOSED, str(one["position"]), one["docket"]): _disclosed(one) for one in lately}
    found = [told for one in seen if (told := _told(one, due))]
    return sorted(found, key=lambda one: one["read_at"] is not None)


def _tests(db: Database, sight: Sight, rows: Iterable[Notice]) -> Collection[tuple[str, str]]:
    """Of what tests their reader is told as counsel, in which case; looked up only where there is such a notice."""
    persons = {one.person for one in rows if one.kind == TEST}
    return {key for person in persons for key in tests_told(db, sight, person, 0)}


def _passes(one: Notice, sight: Sight, seen: Sequence[set[str]]) -> bool:
    cases, served, items = seen
    if one.kind in OF_THE_DEFENCE:
        return one.docket in served
    if one.kind in _OWN:
        return True
    if one.docket and one.docket not in cases:
        return False
    if one.items:
        return bool(items & set(one.items))
    return bool(one.docket) or sight.everything


def _told(one: Notice, due: Mapping[tuple[str, str, str], Mapping[str, Any]]) -> dict[str, Any] | None:
    words, day = "", ""
    if one.kind not in (*_OWN, *OF_THE_DEFENCE):
        live = due.get((one.what, one.about, one.docket))
        if live is None:
            return None
        named = "" if one.kind == DISCLOSED else f"{one.what} {one.about}: "
        words, day = f"{named}{live['words']}", live["by"] or ""
    return {
        "number": one.pk,
        "label": _(LABELS[one.kind]),
        "kind": one.kind,
        "words": words or _named(one),
        "docket": one.docket,
        "by": day,
        "made_at": one.made_at,
        "read_at": one.read_at,
        "url": _url(one),
    }


def _disclosed(one: Mapping[str, Any]) -> dict[str, str]:
    """What the defence disclosed, with the day and how late it was."""
    words = _("%(defendant)s, by %(by)s") % {"defendant": one["defendant"], "by": one["by"]}
    if one["obligation"]:
        rule = f" ({one['rule']})" if one["rule"] else ""  # not of a duty that was expunged
        words = f"{one['obligation']}{rule}: {words}"
    if one["days_late"]:
        words = f"{words}; {late(one['days_late'])}"
    return {"words": words, "by": one["disclosed_on"]}


def _named(one: Notice) -> str:
    if one.kind == SIGNATURE:
        return _("Code %(code)s") % {"code": f"{one.about[:4]}-{one.about[4:]}"}
    if one.kind == RECEIPT:
        return _("At position %(position)s") % {"position": one.about}
    return one.about


def _url(one: Notice) -> str:
    if one.kind == SIGNATURE:
        return _address("waiting")
    if one.kind == RECEIPT:
        return _address("receipt", int(one.about))
    if one.kind == DISCLOSED:
        return _address("act", int(one.about))
    if one.kind == PRODUCTION:
        return _address("production", one.about)
    if one.kind == ANSWER:
        return ""
    if one.kind == TEST:
        return _address("object-to-test", one.about)
    if one.docket:
        return _address("case", one.docket)
    return _address("item", one.items[0]) if one.items else ""


def _address(name: str, *args: Any) -> str:
    """The address of a page where this site has it, and nothing where it has not."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
