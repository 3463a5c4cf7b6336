"""What all pages of a case share: the tabs, what can be done by this person, and what is due."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from wholefile.actions.catalogue import SUBJECTS
from wholefile.actions.due import OF_THE_DEFENCE
from wholefile.core.acts import kind_of
from wholefile.web.people import Asking, has_role
from wholefile.web.sentences import in_language

BOARD = frozenset({"prosecutor", "paralegal", "supervisor", "auditor", "court"})
SCREENS = BOARD - {"court"} | {"investigator", "custodian"}
MOST_DUE = 20

_BAD = ("wrong", "overdue")


def case_url(docket: str, part: str = "") -> str:
    """The address of a page of a case."""
    return f"/cases/{quote(docket)}/{part}"


def tabs(request: Asking, docket: str, current: str) -> list[dict[str, Any]]:
    """The pages of a case that this person may open."""
    parts = [
        ("", _("Case"), None),
        ("board/", _("Board"), BOARD),
        ("productions/", _("Productions"), BOARD),
        ("screening/", _("Screening"), SCREENS),
        ("timeline/", _("Timeline"), None),
        ("facts/", _("Facts"), None),
        ("knowledge/", _("Who knew what"), None),
        ("people/", _("People and items"), None),
    ]
    return [
        {"label": label, "url": case_url(docket, part), "current": part == current}
        for part, label, who in parts
        if who is None or has_role(request, *who)
    ]


def trail(docket: str, title: str, here: str = "") -> list[dict[str, str]]:
    """The way from the list of cases to this page."""
    found = [{"label": _("Cases"), "url": "/cases/"}, {"label": title or docket, "url": case_url(docket)}]
    return [*found, {"label": here, "url": ""}] if here else [found[0], {"label": title or docket, "url": ""}]


def can_do(
    request: Asking, docket: str, verbs: Iterable[tuple[str, str, str]], more: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """Links to the forms of these (subject, verb, label) that this person's roles sign in the case, filled in."""
    held = {role for role, where in request.roles if where in ("", docket)}
    asked = urlencode({"docket": docket, **(more or {})})
    return [
        {"label": label, "url": f"/do/{subject}/{verb}?{asked}"}
        for subject, verb, label in verbs
        if _signs(subject, verb, held)
    ]


def _signs(subject: str, verb: str, held: set[str]) -> bool:
    """Whether somebody with these roles can be the first signer of a verb's act."""
    first = kind_of(SUBJECTS[subject].verbs[verb].kind).signers[:1]
    return any(not one.signer or held & set(one.signer) for one in first)


def dues(request: Asking, docket: str, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What waits, as the first thing on a page: the worst first, each with where it is seen to; the rest in a line.

    Where this person may not open the page on which it is seen to, a line leads to the item or nowhere.
    """
    opens = {one["url"] for one in tabs(request, docket, "")}
    shown: list[dict[str, Any]] = [
        {
            "what": f"{_(one['what']).capitalize()}: {one['about']}",
            "why": in_language(one["words"]) + (f" ({one['by']})" if one["by"] else ""),
            "url": _where(docket, one, opens),
            "state": "theirs" if one["what"] == OF_THE_DEFENCE else "bad" if one["state"] in _BAD else "due",
        }
        for one in found[:MOST_DUE]
    ]
    if len(found) > MOST_DUE:
        shown.append({"what": _("more that waits in this case"), "count": len(found) - MOST_DUE, "url": "/"})
    return shown


def _where(docket: str, one: Mapping[str, Any], opens: Collection[str]) -> str:
    what, about = one["what"], one["about"]
    in_case = {
        "candidate": "screening/",
        "late item": "board/?state=late",
        "objection": "productions/#objections",
        "deadline": "#deadlines",
        "obligation": "#obligations",
        OF_THE_DEFENCE: "#obligations",
    }
    if what in in_case:
        page = re.split("[?#]", in_case[what])[0]
        if case_url(docket, page) in opens:
            return case_url(docket, in_case[what])
    return f"/items/{quote(about)}" if about.startswith("V") else ""
