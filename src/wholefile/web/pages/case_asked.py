"""What an address asks for, read strictly: a case, a page of a list, a past day, words."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time
from typing import Literal, NamedTuple

from wholefile.core.docket import spell_docket
from wholefile.core.errors import Invalid, NotFound
from wholefile.record.days import day_of
from wholefile.showing.paging import Page
from wholefile.web.people import Asking

_LONGEST_WORDS = 200
_PAGE = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_PRODUCTION = re.compile(r"PR-[1-9][0-9]{0,8}", re.ASCII)
By = Literal["recorded", "occurred"]


class Past(NamedTuple):
    """A past day: its last millisecond (since 1970, UTC), the day as written, and whose time counts."""

    moment: int
    day: str
    by: By


def docket_of(written: str) -> str:
    """The docket number in an address. Raises NotFound for what no case can have."""
    try:
        return spell_docket(written)
    except Invalid:
        raise NotFound("case.unknown", "There is no such case.") from None


def production_of(written: str) -> str:
    """The number of a production in an address. Raises NotFound for what none can have."""
    if not _PRODUCTION.fullmatch(written):
        raise NotFound("production.unknown", "There is no such production.")
    return written


def page_of(request: Asking, size: int = 50) -> Page:
    """The page of a list that is asked for, the first where none is. Raises Invalid for what is no number of a page."""
    written = request.GET.get("page") or "1"
    if not _PAGE.fullmatch(written):
        raise Invalid("page.number", "A page of a list has a number from 1 on.")
    return Page(int(written), size)


def words_of(request: Asking, name: str = "words") -> str:
    """Words that are looked for. Raises Invalid for more than 200 characters or for control characters."""
    written = request.GET.get(name, "").strip()
    if len(written) > _LONGEST_WORDS or not written.isprintable():
        raise Invalid("page.words", "Look for at most 200 characters, all of them printable.")
    return written


def one_of(request: Asking, name: str, known: Collection[str]) -> str:
    """A word of a known few, or nothing. Raises Invalid for any other."""
    written = request.GET.get(name, "")
    if written and written not in known:
        raise Invalid("page.choice", f"{name.capitalize()} is one of: {', '.join(known)}.")
    return written


def past_of(request: Asking, now: int) -> Past | None:
    """The past day that is asked for, or nothing for today. Raises Invalid for what is no day."""
    written = request.GET.get("as_of", "").strip()
    by = request.GET.get("by") or "recorded"
    if by not in ("recorded", "occurred"):
        raise Invalid("page.choice", "A past day is by what was recorded or by what had occurred.")
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise Invalid("page.day", "Write the day as 2026-11-26.") from None
    if day.isoformat() >= day_of(now):
        return None
    end = datetime.combine(day, time.max, UTC)
    return Past(int(end.timestamp() * 1000), day.isoformat(), "occurred" if by == "occurred" else "recorded")
