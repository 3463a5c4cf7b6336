"""Administration: people, roles, keys, places, policies, rule packs, how the system is. No contents (rule A3)."""

from __future__ import annotations

import json
import os
import platform
from typing import Any

import django
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wholefile import __version__
from wholefile.core.errors import WholefileError
from wholefile.processing import pending, sandbox
from wholefile.record import checkpoints, lookups, trust
from wholefile.record.home import Record
from wholefile.rules.packs import pack, pack_names
from wholefile.showing.people import people_view
from wholefile.web import office
from wholefile.web.overseeing import checks
from wholefile.web.pages import addressed
from wholefile.web.people import Asking
from wholefile.web.portal import archives
from wholefile.web.signing.models import SigningPasskey
from wholefile.web.signing.passkeys import fingerprint


def administration(request: Asking) -> HttpResponse:
    """What is wrong or due, and where everything is, each with how many there are."""
    record = office.record()
    db = record.db
    said = {
        "dues": _dues(record),
        "counts": {
            "people": db.count("person"),
            "keys": db.count("signing_key", revoked_seq=None),
            "places": db.count("location"),
            "policies": db.count("policy"),
            "packs": len(pack_names()),
        },
    }
    return render(request, "administration/administration.html", said)


def people(request: Asking) -> HttpResponse:
    """Everybody of the record, with their roles, whether they can sign, and what can be done about that."""
    db = office.record().db
    words = " ".join(request.GET.get("words", "").split())[:80].casefold()
    everybody = people_view(db, request.sight, administers=True)["people"]
    found = [one for one in everybody if words in f"{one['name']} {one['agency']} {one['person']}".casefold()]
    page = addressed.page(request)
    rows = page.cut(found)
    grants: dict[str, list[Any]] = {}
    for grant in db.rows(
        "role_grant", order=("seq",), ended_seq=None, person__in=[one["person"] for one in rows]
    ):
        grants.setdefault(grant.person, []).append(grant)
    for one in rows:
        one["grants"] = grants.get(one["person"], [])
    said = {"rows": rows, "words": words, "all": len(everybody), **page.of(len(found))}
    return render(request, "administration/people.html", said)


def keys(request: Asking) -> HttpResponse:
    """Every signing key, whose it is, and when it was enrolled or ended; and those that wait to be vouched for."""
    db, page = office.record().db, addressed.page(request)
    total = db.count("signing_key")
    rows = page.cut(db.rows("signing_key", order=("-enrolled_seq",), limit=page.start + page.rows))
    names = lookups.person_names(db, {one.person for one in rows})
    said = {
        "rows": [
            {"row": one, "name": names.get(one.person, one.person), "fingerprint": fingerprint(one.key)}
            for one in rows
        ],
        "waiting": _keys_waiting(db),
        **page.of(total),
    }
    return render(request, "administration/keys.html", said)


def places(request: Asking) -> HttpResponse:
    """Every place of the evidence room and what may be stored there; nothing of what is."""
    db, page = office.record().db, addressed.page(request, 200)
    rows = page.cut(db.rows("location", order=("location",), limit=page.start + page.rows))
    said = {
        "rows": [
            {"row": one, "stores": ", ".join(json.loads(one.stores)), "depth": one.location.count("/")}
            for one in rows
        ],
        **page.of(db.count("location")),
    }
    return render(request, "administration/places.html", said)


def policies(request: Asking) -> HttpResponse:
    """The settings that were adopted by an act, and their values now."""
    rows = office.record().db.rows("policy", order=("policy",))
    return render(request, "administration/policies.html", {"rows": rows})


def rule_packs(request: Asking) -> HttpResponse:
    """The deadlines of each jurisdiction as they are counted here, each with its citation."""
    packs = [pack(name) for name in pack_names()]
    return render(request, "administration/rule_packs.html", {"packs": packs})


def status(request: Asking) -> HttpResponse:
    """How the record, its processing and this server are."""
    record = office.record()
    return render(request, "administration/status.html", {"dues": _dues(record), "parts": _parts(record)})


def _dues(record: Record) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    last = checks.outcome(record, checks.latest())
    if last["state"] in ("wrong", "stopped", "cut off"):
        found.append(
            {
                "what": _("The last check of the record did not end well"),
                "url": "/admin/status/",
                "state": "bad",
            }
        )
    if broken := sandbox.usable():
        found.append(
            {
                "what": _("No file is read on this machine"),
                "why": broken,
                "url": "/admin/status/",
                "state": "bad",
            }
        )
    if waiting := _keys_waiting(record.db):
        found.append({"what": _("keys wait to be vouched for"), "count": waiting, "url": "/keys/enrolments/"})
    if unread := pending.counts(record.db)["pending"]:
        found.append({"what": _("files wait to be read"), "count": unread, "url": "/admin/status/"})
    missing = _archives(record)[1]
    if missing:
        found.append(
            {
                "what": _("productions have no archive for the defence"),
                "count": missing,
                "url": "/admin/status/",
            }
        )
    return found


def _keys_waiting(db: Any) -> int:
    asked_for = set(SigningPasskey.objects.values_list("key", flat=True))
    known = {one.key for one in lookups.by_values(db, "signing_key", "key", sorted(asked_for))}
    return len(asked_for - known)


def _archives(record: Record) -> tuple[int, int]:
    """For how many served productions there is an archive, and for how many not."""
    rows = record.db.rows("production", status__in=("served", "received"))
    made = sum(archives.kept(record, one.production) is not None for one in rows)
    return made, len(rows) - made


def _parts(record: Record) -> list[dict[str, Any]]:
    reading, latest = pending.counts(record.db), checkpoints.latest(record)
    made, missing = _archives(record)
    newest = checks.latest()
    broken = sandbox.usable()
    where = settings.WHOLEFILE_ADDRESSES
    return [
        {"title": _("Record"), "rows": [
            (_("Log"), record.origin),
            (_("Key of the log"), record.log_key.fingerprint),
            (_("Entries"), lookups.entry_count(record.db)),
            (_("Under the newest checkpoint"), latest.size if latest else 0),
            (_("Witnesses"), len(trust.witnesses_of(record))),
            (_("Last check"), _check_words(checks.outcome(record, newest))),
            (_("Database"), {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(record.db.vendor, record.db.vendor)),
            (_("Store of files"), _store()),
            (_("Disk"), _usable(record)),
        ]},
        {"title": _("Reading of files"), "rows": [
            (_("Engine"), _engine()),
            (_("Sandbox"), broken or _("holds: its self-test found nothing open")),
            (_("Files"), reading["files"]),
            (_("Waiting to be read"), reading["pending"]),
            (_("Being read now"), reading["working"]),
        ]},
        {"title": _("Portal of the defence"), "rows": [
            (_("Archives ready"), made), (_("Archives still missing"), missing),
        ]},
        {"title": _("Server"), "rows": [
            (_("Wholefile"), __version__),
            (_("Python"), platform.python_version()),
            (_("Django"), django.get_version()),
            (_("Office"), where.office),
            (_("Signing"), where.signing),
            (_("Portal"), where.portal),
            (_("Profile"), settings.WHOLEFILE_PROFILE),
        ]},
    ]  # fmt: skip


def _check_words(outcome: dict[str, Any]) -> str:
    """How the last check ended, in words that tell nothing of contents."""
    return {
        "none": _("never"),
        "running": _("is running"),
        "whole": _("nothing was wrong"),
        "wrong": _("%(count)s things were wrong; an auditor can see which") % {"count": outcome["wrong"]},
    }.get(outcome["state"], _("did not end"))


def _store() -> str:
    return _("bucket") if settings.WHOLEFILE.store else _("folder of the record")


def _usable(record: Record) -> str:
    try:
        record.check_usable()
    except WholefileError as error:
        return error.message
    return _("no error was seen")


def _engine() -> str:

    return os.environ.get("WHOLEFILE_ENGINE") or "local"
