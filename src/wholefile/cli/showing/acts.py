"""An act, acts in order and a timeline on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wholefile.cli.layout import facts, heading, moment, short_moment, table
from wholefile.cli.showing.items import act_lines
from wholefile.showing.words import told


def act_detail_lines(view: dict[str, Any]) -> Iterator[str]:
    """An act for a screen."""
    yield f"{view['position']}  {view['kind']}"
    yield from facts({"": view["about"], "Recorded": moment(view["at"])}, indent=2)
    yield from heading("It says")
    if view["body"] is None:
        yield f"  Destroyed by order of a court; see act {view['expunged_by']}. Its place and proof remain."
    else:
        yield from facts([(name, _told(name, value)) for name, value in view["body"].items()], indent=2)
    yield from heading("Signed by")
    for one in view["signatures"]:
        yield from facts(
            {one["name"] + (f" ({one['person']})" if one["person"] else ""): f"key {one['key']}"}, indent=2
        )
    yield from heading("In the log")
    yield from facts({"Leaf hash": view["leaf_hash"], "Act hash": view["act_hash"]}, indent=2)


def log_lines(view: dict[str, Any]) -> Iterator[str]:
    """Acts for a screen."""
    if not view["acts"]:
        yield "There is no such act."
    yield from act_lines(view["acts"])


def timeline_lines(view: dict[str, Any]) -> Iterator[str]:
    """A timeline for a screen; an act recorded on a later day than it happened says so."""
    yield f"What happened in {view['docket']}, in order (UTC)"
    rows = []
    for one in view["acts"]:
        day, recorded = short_moment(one["occurred_at"]), short_moment(one["at"])
        late = f" (recorded {recorded[:10]})" if recorded[:10] != day[:10] else ""
        rows.append([day, one["position"], f"{one['kind']}{late}: {one['words']}"])
    yield from table(("when", "act", "what"), rows)


def _told(name: str, value: Any) -> Any:
    """A field as a person reads it; instants in the zone of this machine too."""
    return moment(value) if name == "occurred_at" else told(name, value)
