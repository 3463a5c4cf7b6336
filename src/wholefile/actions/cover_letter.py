"""The letter that goes with a production, as a PDF.

The same production always gives the same bytes: the date is that of the act of serving, fonts are those of the
typesetter, and everything else is read from the record. Text from the record is passed as data and never read as
markup.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from wholefile.core.errors import Unavailable
from wholefile.core.note import VerifierKey
from wholefile.core.schedule import KEPT_BACK

# In the order in which the letter counts them; a state that is not here comes last.
STATES = {
    "produced": "Produced",
    "partial": "Produced in part",
    "inspection": "Open to inspection",
    "withheld": "Withheld",
    "pending": "Not yet decided",
    "unlocated": "Unable to locate",
    "lost": "Lost or stolen",
    "destroyed": "Destroyed",
    "returned": "Returned",
    "consumed": "Used up",
    "split": "Divided into the sub-items listed",
    "detached": "Detached from the case",
}
_PAPER = {"us": "us-letter"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What the letter says. `at` is in milliseconds since 1970 (UTC); `case` is the body of the act that opened it."""

    schedule: Mapping[str, Any]
    schedule_digest: str
    case: Mapping[str, Any]
    to: str
    sender: str
    agency: str
    at: int
    numbers: str
    certificate: Mapping[str, Any] | None
    certified_by: str
    log_key: VerifierKey


def letter_pdf(letter: Letter) -> bytes:
    """The letter typeset. Raises Unavailable when the typesetter is not installed."""
    try:
        import typst  # noqa: PLC0415 - only those who serve need it
    except ImportError as error:
        raise Unavailable(
            "production.typesetter", "Cover letters need the package typst; install wholefile[server]."
        ) from error
    template = files("wholefile.actions").joinpath("cover-letter.typ").read_bytes()
    inputs = {"data": json.dumps(letter_data(letter), ensure_ascii=False)}
    made = typst.compile(template, format="pdf", sys_inputs=inputs, ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise Unavailable("production.typesetter", "The typesetter gave no letter; try again.")
    return made


def letter_data(letter: Letter) -> dict[str, Any]:
    """What the template is given."""
    schedule, case = letter.schedule, letter.case
    rows = schedule["rows"]
    moment = datetime.fromtimestamp(letter.at / 1000, UTC)
    docket = case.get("as_printed", schedule["docket"])
    return {
        "title": f"Production {schedule['production']}",
        "caption": case.get("title", schedule["docket"]),
        "production": schedule["production"],
        "docket": docket,
        "sender": letter.sender,
        "agency": letter.agency,
        "to": letter.to,
        "date": [moment.year, moment.month, moment.day],
        "day": f"{moment.day} {moment:%B %Y}",
        "paper": _PAPER.get(str(case.get("jurisdiction", "")).split("-", maxsplit=1)[0], "a4"),
        "facts": [
            ["Case number", docket],
            ["Court or agency", case.get("court", "not stated")],
            ["Volume", schedule["volume"]],
            ["Bates numbers", letter.numbers],
        ],
        "opening": "This folder is served on you in the case above. It holds the files listed by their Bates numbers, "
        "load files for review programs, the schedule of every item in the case, and the log of what is kept back.",
        "supersedes": schedule.get("supersedes", ""),
        "counts_lead": "The schedule lists every item recorded in this case, whatever became of it.",
        "counts": counted_states(rows),
        "items": len(rows),
        "withheld": counted_grounds(rows),
        "withheld_lead": "These items are withheld wholly or in part. The log names each with its ground and who "
        "decided.",
        "remarks": remarks_on(schedule),
        "certificate": _certificate(letter),
        "proof": [
            ["Schedule, SHA-256", letter.schedule_digest],
            ["Key of the record", letter.log_key.vkey],
            ["Its fingerprint, to compare by telephone", letter.log_key.fingerprint],
        ],
    }


def counted_states(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Items by the state the schedule gives them, in words, in a fixed order."""
    counts = Counter(row["status"] for row in rows)
    known = [(state, words) for state, words in STATES.items() if counts[state]]
    return [[words, counts[state]] for state, words in known] + [
        [state, counts[state]] for state in sorted(counts.keys() - STATES.keys())
    ]


def counted_grounds(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Items kept back wholly or in part, by ground."""
    kept = Counter(row.get("ground", "no ground stated") for row in rows if row.get("decision") in KEPT_BACK)
    return [[ground[:1].upper() + ground[1:], count] for ground, count in sorted(kept.items())]


def remarks_on(schedule: Mapping[str, Any]) -> list[str]:
    """What a reader could miss in the counts."""
    rows = schedule["rows"]
    remarks = []
    partial = sum(row["status"] == "partial" for row in rows)
    if partial:
        remarks.append(
            f"{_items(partial)} produced in part: nothing of {'it' if partial == 1 else 'them'} is in this volume "
            "until a redacted version is served."
        )
    inspection = sum(row["status"] == "inspection" for row in rows)
    if inspection:
        remarks.append(f"{_items(inspection)} open to inspection: please ask for an appointment.")
    pending = sum(row.get("decision", "pending") == "pending" and row["status"] == "pending" for row in rows)
    if pending:
        remarks.append(f"{_items(pending)} not yet decided on: a later production will say.")
    if count := schedule["candidates"]["open"]:
        what = "1 item" if count == 1 else f"{count} items"
        remarks.append(f"{what} recorded elsewhere may concern this case and must still be looked into.")
    return remarks


def _items(count: int) -> str:
    return "1 item is" if count == 1 else f"{count} items are"


def _certificate(letter: Letter) -> dict[str, str] | None:
    if letter.certificate is None:
        return None
    act = letter.certificate["act"]
    line = (
        f"Certificate {act['certificate']} by {letter.certified_by}, entry {letter.certificate['position']} of the "
        f"record: {act['items']} items, {act['produced']} produced or open, {act['withheld']} withheld, "
        f"{act['dismissed']} candidates dismissed."
    )
    return {"text": act["text"], "line": line}
