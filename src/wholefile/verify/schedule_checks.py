"""Checks 23 to 26: the schedule says of every item of the case exactly what the record says.

The schedule is not believed. What it should say is worked out again from the opened acts of the case, by the same
function that the office uses, as of the act by which the production was served.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from typing import Any

from wholefile.core.case_file import CaseFile
from wholefile.core.sheets import schedule_csv
from wholefile.verify.checks import describe, same, some_of
from wholefile.verify.entries import Recorded
from wholefile.verify.given import Given
from wholefile.verify.report import Outcome, failed, not_checked, passed

# How a certificate counts (act disclosure.certified): every item, also a detached one, and of those that are not
# detached by what was decided, whatever became of the thing since.
_PRODUCED = frozenset(("produced", "partial", "inspection"))
CERTIFICATE_FORMAT = "wholefile certificate v1"
_UNDECIDED = frozenset(("pending", ""))


@describe(
    23,
    "The schedule lists every item of the case.",
    reads="data/schedule.json, the opened acts in proof/bundle.json",
    failing="An item of the case is not on the schedule, or the schedule lists something that is not in the case.",
    owns=("schedule_bytes", "schedule", "expected_schedule"),
)
def the_schedule_lists_every_item(given: Given) -> Outcome:
    """Items and their numbers are those that the acts give, for this case and this production."""
    schedule, expected = given.schedule, given.expected_schedule
    for name in ("docket", "production", "volume", "supersedes"):
        if schedule.get(name) != expected.get(name):
            return failed(
                f"The schedule gives another {name} than the record: {schedule.get(name, 'none')!s:.60}."
            )
    listed = [(row.get("number"), row["item"]) for row in schedule["rows"]]
    recorded = [(row["number"], row["item"]) for row in expected["rows"]]
    for mine, theirs in zip_longest(listed, recorded):
        if mine is None or theirs is None or not same(list(mine), list(theirs)):
            return failed(_difference(mine, theirs), len(recorded))
    if reused := _given_twice(given.acts):
        return failed(f"These numbers are given to more than one thing: {some_of(reused)}.", len(recorded))
    told = f"All {len(recorded)} items of {given.bundle.docket} are on it."
    if late := [item.item for item in given.case.rows[len(recorded) :]]:
        told += f" {len(late)} came into the case after it was served and are on no schedule here: {some_of(late)}."
    return passed(told, len(recorded))


def _given_twice(acts: Iterable[Recorded]) -> list[str]:
    """Numbers under which more than one thing came in, and parts that are not numbered after their whole."""
    seen: set[str] = set()
    found = []
    for one in acts:
        fields = one.fields or {}
        if one.kind == "item.received":
            numbers = [str(fields.get("item"))]
        elif one.kind == "item.split":
            numbers = [str(part["item"]) for part in fields.get("parts", ())]
            found += [number for number in numbers if number.rpartition(".")[0] != fields.get("item")]
        else:
            continue
        found += [number for number in numbers if number in seen]
        seen.update(numbers)
    return list(dict.fromkeys(found))


def _difference(listed: tuple[Any, str] | None, recorded: tuple[Any, str] | None) -> str:
    if listed is None and recorded is not None:
        return f"Item {recorded[1]} of the case, number {recorded[0]}, is not on the schedule."
    if recorded is None and listed is not None:
        return f"Item {listed[1]!s:.60} on the schedule is not in the case."
    return f"Where the record has item {recorded}, the schedule has {listed!s:.80}."


@describe(
    24,
    "What the schedule says of each item is what was decided and recorded.",
    reads="data/schedule.json, data/schedule.csv, the opened acts in proof/bundle.json",
    failing="The schedule gives another decision, ground, state or file for an item than the record does.",
    owns=("schedule_sheet",),
)
def every_decision_is_as_recorded(given: Given) -> Outcome:
    """Each row equals the one that the acts give, also on the sheet for people."""
    expected = {row["item"]: row for row in given.expected_schedule["rows"]}
    rows = given.schedule["rows"]
    for row in rows:
        mine = expected.get(row["item"], row)  # an item too many is check 23's finding
        for name in sorted(mine.keys() | row.keys()):
            if not same(mine.get(name), row.get(name)):
                return failed(
                    f"The schedule gives another {name} for item {row['item']} than the record.", len(rows)
                )
    if given.schedule_sheet != schedule_csv(given.expected_schedule):
        return failed("schedule.csv, the sheet for people, does not say what the record says.", len(rows))
    return passed(f"All {len(rows)} rows are as recorded.", len(rows))


@describe(
    25,
    "The counts on the schedule add up.",
    reads="data/schedule.json, the opened acts in proof/bundle.json",
    failing="The numbers at the foot of the schedule are not those of its rows, or of the candidates in the record.",
)
def the_counts_add_up(given: Given) -> Outcome:
    """The counts are those of the rows and, with the candidates, those which the acts give."""
    schedule, expected = given.schedule, given.expected_schedule
    if not same(schedule["counts"], dict(Counter(str(row.get("status")) for row in schedule["rows"]))):
        return failed("The counts are not those of the rows.")
    if not same(schedule["counts"], expected["counts"]):
        return failed("The counts are not those of the record.")
    if not same(schedule["candidates"], expected["candidates"]):
        return failed("The record holds another number of candidates, dismissed or open.")
    told = ", ".join(f"{count} {status}" for status, count in sorted(expected["counts"].items()))
    return passed(
        f"{told or 'No items'}; {expected['candidates']['open']} candidates are open.", len(expected["rows"])
    )


@describe(
    26,
    "The certificate covers every item.",
    reads="data/certificate.json, the acts of certification and service in proof/bundle.json",
    failing="The certificate counts fewer or other items than the record held when it was signed, or items "
    "came since.",
    owns=("certificate",),
)
def the_certificate_covers_every_item(given: Given) -> Outcome:
    """The act of certification agrees with the acts before it, and no item came between it and the service."""
    number = (given.served.fields or {}).get("certificate")
    if number is None:
        if given.has_certificate:
            return failed("A certificate is enclosed, but the production was not served on it.")
        return not_checked("This production was served without a certificate.", expected=True)
    certified = [
        one
        for one in given.entries
        if one.kind == "disclosure.certified"
        and one.fields
        and (one.fields.get("certificate"), one.fields.get("docket")) == (number, given.bundle.docket)
    ]
    if not certified or certified[0].seq > given.served.seq:
        return failed(f"No act before the service holds the certificate {number}.")
    fields, seq = certified[0].fields or {}, certified[0].seq
    if why := _wrong_count(fields, given.case_at(seq), seq):
        return failed(f"Certificate {number} {why}.", len(given.expected_schedule["rows"]))
    later = len(given.expected_schedule["rows"]) - fields["items"]
    if later:
        return failed(
            f"{later} items came into the case after certificate {number} was signed.", fields["items"]
        )
    if not same(given.certificate, {"format": CERTIFICATE_FORMAT, "position": seq, "act": dict(fields)}):
        return failed("The certificate enclosed is not the one in the record.")
    told = f"Certificate {number} counts all {fields['items']} items."
    rows = given.served_case.rows
    if since := [item.item for item in rows if item.decision and item.decision.seq > seq]:
        told += f" Decided anew after it was signed: {some_of(since)}."
    return passed(told, fields["items"])


def _wrong_count(fields: Mapping[str, Any], case: CaseFile, seq: int) -> str:
    here = [item for item in case.rows if item.detached is None]
    decisions = [item.decision.decision if item.decision else "" for item in here]
    counted = {
        "items": len(case.rows),
        "produced": sum(decision in _PRODUCED for decision in decisions),
        "withheld": sum(decision == "withheld" for decision in decisions),
        "dismissed": len(case.dismissed_candidates()),
        "covers_to": seq,
    }
    for name, count in counted.items():
        if fields[name] != count:
            return f"gives {fields[name]} for {name.replace('_', ' ')} where the record has {count}"
    undecided = [item.item for item in here if not item.decision or item.decision.decision in _UNDECIDED]
    if undecided:
        return f"was signed while these items were undecided: {some_of(undecided)}"
    if candidates := case.open_candidates():
        return f"was signed while these candidates were open: {some_of(candidates)}"
    return ""


CHECKS = (
    the_schedule_lists_every_item,
    every_decision_is_as_recorded,
    the_counts_add_up,
    the_certificate_covers_every_item,
)
