"""The sheets for people: schedule.csv and privilege-log.csv, which say what the `.json` files beside them say.

A table for spreadsheets (RFC 4180, UTF-8 with byte order mark). A value that a spreadsheet would run as a formula gets
a quotation mark before it. The bytes follow from schedule and log alone, so that a receiver can make them again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SCHEDULE_HEAD = (
    "Number", "Item", "Status", "Decision", "Ground", "Tags", "Category", "Description", "Bates", "Files",
    "Earlier productions", "Remark",
)  # fmt: skip
LOG_HEAD = ("Number", "Item", "Category", "Decision", "Ground", "Tags", "Decided by", "Reviewed by", "Entry")
NO_REDACTION = "produced in part; nothing of it is in this volume until a redacted version is served"
# What a spreadsheet would take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SPECIAL = re.compile(r'[,"\r\n]')


def schedule_csv(schedule: Mapping[str, Any]) -> bytes:
    """The bytes of schedule.csv."""
    return csv_bytes(SCHEDULE_HEAD, (_schedule_line(row) for row in schedule["rows"]))


def privilege_log_csv(log: Mapping[str, Any], names: Mapping[str, str]) -> bytes:
    """The bytes of privilege-log.csv; `names` gives the name behind a person id, none for one that is not known."""
    return csv_bytes(LOG_HEAD, (_log_line(row, names) for row in log["rows"]))


def csv_bytes(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A table in the form of both. Only values with a comma, quotation mark or line end stand in quotation marks."""
    rows = [head, *([_harmless(value) for value in line] for line in lines)]
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in rows).encode("utf-8-sig")


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


def _quoted(value: str) -> str:
    if not _SPECIAL.search(value):
        return value
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _schedule_line(row: Mapping[str, Any]) -> list[str]:
    earlier = [f"{one['production']}: {_span(one)}" for one in row.get("earlier", ())]
    return [
        str(row["number"]),
        row["item"],
        row["status"],
        row.get("decision", "pending"),
        row.get("ground", ""),
        ", ".join(row["tags"]),
        row.get("category", ""),
        row.get("description", ""),
        ", ".join(_span(file) for file in row["files"]),
        "; ".join(file["name"] for file in row["files"]),
        "; ".join(earlier),
        NO_REDACTION if row.get("decision") == "partial" else "",
    ]


def _log_line(row: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    return [
        str(row["number"]),
        row["item"],
        row.get("category", ""),
        row["decision"],
        row.get("ground", ""),
        ", ".join(row["tags"]),
        names.get(row.get("author", ""), ""),
        names.get(row.get("reviewer", ""), ""),
        str(row["decided_by"]),
    ]


def _span(file: Mapping[str, str]) -> str:
    first, last = file["bates_first"], file["bates_last"]
    return first if first == last else f"{first} to {last}"
