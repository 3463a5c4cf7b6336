"""What was found, and the cases, on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.cli.layout import table
from wholefile.showing.find import MOST_FOUND


def find_lines(view: dict[str, Any]) -> Iterator[str]:
    """What was found, or what to try instead."""
    if not view["found"]:
        yield "Nothing fits. Try fewer words, or one mark of the thing, such as its serial number."
        return
    rows = [[one["item"], one["status"], f"{one['description']} ({one['why']})"] for one in view["found"]]
    yield from table(("item", "status", "what"), rows, indent=0)
    if view["more"]:
        yield f"The first {MOST_FOUND} are shown; say more words."


def cases_lines(view: dict[str, Any]) -> Iterator[str]:
    """The cases, one a line."""
    if not view["cases"]:
        yield "There is no case yet. Begin one with `wholefile case open`."
    rows = [[one["docket"], one["kind"], one["status"], one["items"], one["title"]] for one in view["cases"]]
    yield from table(("docket", "kind", "", "items", "title"), rows, indent=0)
