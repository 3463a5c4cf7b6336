"""The ways through the reader: addresses of its parts, and the pages of a file as they look beside its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from wholefile.showing.reader import Asked
from wholefile.web.doable import may_sign
from wholefile.web.pages import addressed
from wholefile.web.people import Asking
from wholefile.web.readings import items_of, reading_of
from wholefile.web.signing.waiting import fitting

_WHERE = ("at", "fact", "on_page", "line")  # in the text


def query(asked: Asked, **more: Any) -> dict[str, Any]:
    """What an address says of this, without where in the text: that is said in `more`."""
    names = {"docket": "case", "read_as": "as", "dated": "day"}
    said = {names.get(name, name): value for name, value in asdict(asked).items() if name not in _WHERE}
    return {name: value for name, value in {**said, **more}.items() if value not in ("", None)}


def address(asked: Asked, **more: Any) -> str:
    """The address of the text asked for so, at the place that is said in `more`."""
    return f"?{urlencode(query(asked, **more))}"


def look(request: Asking, view: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """The picture of the page that is asked for or in which the text stands, and ways to the others.

    Before a reading is on record there is only the way to record one.
    """
    sha256, items = view["sha256"], items_of(request, view["sha256"])
    reading = reading_of(request, items)
    if reading is None:
        may_read = may_sign("item", "opened", request.roles) and items
        here = fitting(request.get_full_path())
        return {"ask": f"/files/{sha256}/read?{urlencode({'back': here})}" if may_read else ""}
    for one in view["facts"]:
        if one["page"]:
            one["picture"] = _picture(view, one["page"], one)
            one["on_page"] = address(asked, fact=one["identity"]) + "#pages"
    page = addressed.number(request, "page") or asked.on_page or view["page"]
    return {
        "page": page,
        "url": _picture(view, page, view["named"]),
        "pages": _pages(view, asked, page),
        "reading": reading,
    }


def _pages(view: Mapping[str, Any], asked: Asked, page: int) -> list[dict[str, Any]]:
    """The pages of the window's text and that which is shown, and before and after them the way on in text and picture.

    A page of the window has the address of its picture too, which a script shows without another look at the text.
    """
    hold = {
        "at": asked.at or "",
        "fact": asked.fact,
        "on_page": asked.on_page or "",
        "line": asked.line or "",
    }
    here = {*view["pages"], page}
    found = [
        {"page": one, "url": f"{address(asked, **hold, page=one)}#pages", "picture": _picture(view, one)}
        for one in sorted(here)
    ]
    for one, rel in ((min(here) - 1, "prev"), (max(here) + 1, "next")):
        if 1 <= one <= max(view["page_count"], 1):
            where = {"on_page": one} if one <= view["pages_told"] else {**hold, "page": one}
            way = {"page": one, "url": f"{address(asked, **where)}#pages", "picture": "", "rel": rel}
            found.insert(0 if rel == "prev" else len(found), way)
    return found


def _picture(view: Mapping[str, Any], page: int, fact: Mapping[str, Any] | None = None) -> str:
    """The address of the picture of a page, with the places of a fact outlined."""
    where = {"layer": view["layer"]["text"], "start": fact["start"], "end": fact["end"]} if fact else {}
    return f"/files/{view['sha256']}/pages/{page}" + (f"?{urlencode(where)}" if where else "")
