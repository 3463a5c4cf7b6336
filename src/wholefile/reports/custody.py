"""The report of an item: its chain of custody with gaps, who signed what, seals, conditions, loans, files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from wholefile.record import lookups
from wholefile.reports.audit_trail import acts_section
from wholefile.reports.contents import Asked, Column, Contents, Section, instant, paper_of, row
from wholefile.showing import seeing
from wholefile.showing.acts_seen import seen_acts
from wholefile.showing.items import item_view
from wholefile.showing.keeping import keeping_view

_MINUTE = 60_000  # milliseconds


def custody_report(asked: Asked, voucher: str) -> Contents:
    """All of an item's keeping, as far as it is seen. Raises NotFound."""
    sight = seeing.of_the_office(asked.sight)
    view = item_view(asked.db, sight, voucher, asked.log)
    keeping = keeping_view(asked.db, sight, voucher, asked.log)
    acts = seen_acts(asked.log, sight, lookups.history(asked.db, voucher))
    found = gaps(view["custody"])
    wrong = [*view["wrong"], *found]
    if view["open_transfer"]:
        wrong.append(f"Transfer {view['open_transfer']} waits to be accepted.")
    return Contents(
        report="custody",
        title="Custody report",
        about=voucher,
        caption=view["description"],
        facts=_facts(view),
        sections=(
            _chain(view["custody"]),
            _gaps(found),
            acts_section(asked, acts, "acts", "Every act about it, with who signed"),
            _seals(keeping["seals"]),
            _conditions(keeping["conditions"]),
            _loans(keeping["loans"]),
            _files(view["files"]),
        ),
        wrong=tuple(wrong),
        past=asked.past,
        paper=paper_of(asked.db, [one["docket"] for one in view["cases"]]),
    )


def gaps(custody: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where the chain is broken: nobody had it, two had it at once, or nobody says where it is."""
    found = []
    for before, after in pairwise(custody):
        if before["until"] is None:
            found.append(
                f"The span from entry {before['position']} has no end, although entry {after['position']} follows."
            )
        elif after["from"] - before["until"] >= _MINUTE:
            found.append(
                f"From {instant(before['until'])} to {instant(after['from'])} UTC nobody is recorded to have it "
                f"(between entries {before['position']} and {after['position']})."
            )
        elif before["until"] - after["from"] >= _MINUTE:
            found.append(
                f"From {instant(after['from'])} to {instant(before['until'])} UTC two are recorded to have it "
                f"(entries {before['position']} and {after['position']})."
            )
    return found


def in_words(at: Mapping[str, Any]) -> str:
    """Who or where a thing is with."""
    if at["holder"]:
        return f"{at['holder_name']} ({at['holder']})"
    if at["location"]:
        return f"place {at['location']}"
    return f"out to {at['out_to']}" if at["out_to"] else "nobody"


def _facts(view: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    received, cases = view["received"], view["cases"]
    told = [
        ("Item", view["item"]),
        ("Category", view["category"] or ""),
        ("Status", view["status"]),
        ("With", in_words(view["with"])),
        ("Quantity", f"{view['quantity']} {view['unit']} of {view['received_quantity']} received"),
        ("Marks", "; ".join(f"{one['kind']} {one['value']}" for one in view["identifiers"])),
        ("Cases", "; ".join(_case(one) for one in cases)),
        ("Divided from", view["parent"] or ""),
        ("Divided into", ", ".join(view["parts"])),
        (
            "Received (UTC)",
            f"{instant(received['occurred_at'])} by {received['by']}, entry {received['position']}",
        ),
        ("Handed over by", ", ".join(filter(None, (received["submitted_by"], received["submitter_agency"])))),
        ("Collected at", f"{received['collected_at']} ({received['authority']})"),
        ("Holds", "; ".join(f"{one['hold']}, {one['docket']}: {one['reason']}" for one in view["holds"])),
        ("Kept until", view["keep_until"] or ""),
    ]
    return tuple((name, str(value)) for name, value in told if value)


def _case(one: Mapping[str, Any]) -> str:
    return f"{one['docket']}{' (detached)' if one['detached_seq'] is not None else ''}: {one['decision']}"


def _chain(custody: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "custody",
        "Chain of custody",
        (
            Column("from (UTC)", 3, "when"),
            Column("until (UTC)", 3, "when"),
            Column("with", 5),
            Column("by the act", 4),
            Column("entry", 1, "number"),
        ),
        tuple(
            row(
                instant(one["from"]),
                "still" if one["until"] is None else instant(one["until"]),
                in_words(one),
                one["how"],
                one["position"],
            )
            for one in custody
        ),
    )


def _gaps(found: Sequence[str]) -> Section:
    return Section(
        "gaps",
        "Gaps in the chain",
        (Column("what", 1),),
        tuple(row(one) for one in found),
        none="None: each span begins within a minute of the end of the one before it.",
    )


def _seals(seals: Sequence[Mapping[str, Any]]) -> Section:
    columns = (Column("seal", 4), Column("applied, entry", 2, "number"), Column("broken, entry", 2, "number"))
    rows = tuple(
        row(one["seal"], one["position"], "whole" if one["broken"] is None else one["broken"])
        for one in seals
    )
    return Section("seals", "Seals", columns, rows)


def _conditions(conditions: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "conditions",
        "Declared conditions",
        (
            Column("condition", 2),
            Column("declared (UTC)", 3, "when"),
            Column("declared by", 3),
            Column("verified by", 3),
            Column("how", 3),
            Column("lapsed (UTC)", 3, "when"),
            Column("entry", 1, "number"),
        ),
        tuple(
            row(
                ", ".join([one["condition"], *map(str, one["rounds"])]),
                instant(one["at"]),
                one["declared_by"],
                one["verified_by"],
                one["method"],
                "holds" if one["lapsed"] is None else f"{instant(one['lapsed_at'])}, entry {one['lapsed']}",
                one["position"],
            )
            for one in conditions
        ),
    )


def _loans(loans: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "loans",
        "Loans",
        (
            Column("lent (UTC)", 3, "when"),
            Column("to", 4),
            Column("due back", 2, "when"),
            Column("condition before", 3),
            Column("returned (UTC)", 3, "when"),
            Column("condition after", 3),
            Column("entry", 1, "number"),
        ),
        tuple(
            row(
                instant(one["at"]),
                one["to"],
                one["due_on"],
                one["before"],
                "still out" if one["returned"] is None else instant(one["returned_at"]),
                one["after"],
                one["position"],
            )
            for one in loans
        ),
    )


def _files(files: Sequence[Mapping[str, Any]]) -> Section:
    return Section(
        "files",
        "Files attached",
        (
            Column("name", 4),
            Column("what for", 2),
            Column("bytes", 1, "number"),
            Column("SHA-256", 5, "id"),
            Column("entry", 1, "number"),
        ),
        tuple(row(one["name"], one["purpose"], one["size"], one["sha256"], one["position"]) for one in files),
    )
