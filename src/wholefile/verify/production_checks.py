"""Checks 27 to 32: what was delivered is what was served, file by file and number by number."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise, zip_longest
from typing import Any

from wholefile.core.bates import NATIVES, check_consecutive, format_bates
from wholefile.core.case_file import ProductionView
from wholefile.core.loadfile import FIELDS, dat_rows, opt_pages, parse_dat, parse_opt
from wholefile.core.manifest import payload_digest
from wholefile.core.produced_files import HOLDS_FILES, files_left_out, recorded_files
from wholefile.core.schedule import KEPT_BACK, privilege_log_of
from wholefile.core.sheets import privilege_log_csv
from wholefile.verify.checks import describe, same, some_of
from wholefile.verify.given import Given
from wholefile.verify.report import Outcome, failed, passed

# What else a production holds below data/, by path with PR-1 for its own number.
_OF_A_PRODUCTION = (
    "data/certificate.json",
    "data/cover-letter.pdf",
    "data/privilege-log.csv",
    "data/privilege-log.json",
    "data/schedule.csv",
    "data/schedule.json",
)


@describe(
    27,
    "The record says that exactly this production was served.",
    reads="manifest-sha256.txt, data/schedule.json, the act of service in proof/bundle.json",
    failing="The folder is not the one that was served: it was put together, exchanged or renamed afterwards.",
    owns=("served",),
)
def the_served_act_names_this_payload(given: Given) -> Outcome:
    """Payload, schedule and counts have the digests and numbers in the act `production.served`."""
    fields, plan = given.served.fields or {}, given.plan
    files = sum(path.startswith(NATIVES) for path in given.payload_manifest)
    found: dict[str, object] = {
        "payload": payload_digest(given.payload_manifest_bytes),
        "schedule": sha256(given.schedule_bytes).hexdigest(),
        "items": len(given.schedule["rows"]),
        "files": files,
        "last": plan.last,
    }
    named = {
        "payload": "list of files",
        "items": "number of items",
        "files": "number of files",
        "last": "last number",
    }
    wrong = [named.get(name, name) for name, value in found.items() if fields.get(name) != value]
    if wrong:
        return failed(
            f"Entry {given.served.seq} served {given.production} with another {', another '.join(wrong)}."
        )
    return passed(
        f"Entry {given.served.seq} of the record serves {given.production} with these files.", files
    )


@describe(
    28,
    "This is the latest production in the case.",
    reads="the acts of planning and service in proof/bundle.json",
    failing="A later production was served, or one that replaces this one. What is here is out of date.",
)
def this_is_the_latest_production(given: Given) -> Outcome:
    """No production was served after this one, as far as the checkpoint reaches."""
    position = given.served.seq
    served = [one for one in given.entries if one.kind == "production.served" and one.fields]
    later = [str((one.fields or {}).get("production")) for one in served if one.seq > position]
    replaced_by = [name for name in later if _replaces(given, name)]
    if replaced_by:
        return failed(f"{given.production} was replaced by {some_of(replaced_by)}. Ask for it.", len(served))
    if later:
        return failed(f"After {given.production}, {some_of(later)} was served. Ask for it.", len(served))
    return passed(f"None was served after it up to entry {given.checkpoint.size - 1}.", len(served))


def _replaces(given: Given, production: str) -> bool:
    plan = given.case.productions.get(production)
    return plan is not None and plan.supersedes == given.production


@describe(
    29,
    "Every file of an item produced is here, and every file here is one that the record holds for its item.",
    reads="the files under data/, data/schedule.json, the acts that put files on record and the plans",
    failing="A file is not the one that was taken into evidence, stands under another item's number, is left out, or "
    "is no part of a production.",
)
def every_native_is_a_recorded_file(given: Given) -> Outcome:
    """Natives, schedule, plans and acts name the same digest for the same item, each way round."""
    acts = [one for one in given.acts if one.seq < given.served.seq]
    recorded = {(item, digest) for item, digest, _ in recorded_files(acts)}
    listed: dict[str, str] = {}
    for row in given.schedule["rows"]:
        for file in row["files"]:
            listed[file["path"]] = file["sha256"]
            if (row["item"], file["sha256"]) not in recorded:
                return failed(
                    f"{file['path']} is no file that the record holds for item {row['item']}.", len(listed)
                )
    natives = {path: digest for path, digest in given.payload_manifest.items() if path.startswith(NATIVES)}
    if unlisted := sorted(natives.keys() ^ listed.keys()):
        return failed(
            f"The schedule and the folder do not name the same files: {some_of(unlisted)}.", len(listed)
        )
    exchanged = sorted(
        path
        for path, digest in listed.items()
        if digest not in (natives[path], "") or given.digests.get(path) != digest
    )
    if exchanged:
        return failed(f"These are not the files that the record holds: {some_of(exchanged)}.", len(listed))
    if strange := sorted(path for path in given.payload_manifest if not _belongs(path, given.production)):
        return failed(f"These are no part of a production: {some_of(strange)}.", len(listed))
    left_out = [
        f"{name} of {item}" for item, name in files_left_out(given.served_case, acts, given.production)
    ]
    if left_out:
        return failed(
            f"These files of items produced are in no production: {some_of(left_out)}.", len(listed)
        )
    return passed(f"All {len(listed)} files are those that the record holds for their items.", len(listed))


def _belongs(path: str, production: str) -> bool:
    loads = (f"data/loadfiles/{production}.dat", f"data/loadfiles/{production}.opt")
    return path.startswith(NATIVES) or path in _OF_A_PRODUCTION or path in loads


@describe(
    30,
    "Bates numbers are consecutive and none is given twice.",
    reads="the acts of planning in proof/bundle.json, data/schedule.json",
    failing="A number is missing or stands for two files, or a file has another number than was planned.",
    owns=("plan",),
)
def bates_numbers_are_unique_and_consecutive(given: Given) -> Outcome:
    """The plan uses its range from first to last, overlaps with no other, and the schedule gives the same numbers."""
    plan = given.plan
    if sorted(plan.members) != list(range(1, plan.parts + 1)):
        return failed(f"The plan of {given.production} has {plan.parts} parts, and not all are here.")
    members = [member for part in sorted(plan.members) for member in plan.members[part]]
    ranges = [(str(member["bates_first"]), str(member["bates_last"])) for member in members]
    used = check_consecutive(ranges)
    if members and (ranges[0][0], ranges[-1][1]) != (
        format_bates(plan.prefix, plan.first),
        format_bates(plan.prefix, plan.last),
    ):
        return failed("The numbers do not begin and end where the plan says.", used)
    if used != plan.last - plan.first + 1:
        return failed(f"The plan spans {plan.last - plan.first + 1} numbers and uses {used}.", used)
    if why := _overlap(given.case.productions):
        return failed(why, used)
    listed = sorted(
        (file["bates_first"], file["bates_last"], row["item"], file["sha256"])
        for row in given.schedule["rows"]
        for file in row["files"]
    )
    if listed != sorted(
        (one["bates_first"], one["bates_last"], one["item"], one["sha256"]) for one in members
    ):
        return failed("The schedule gives other numbers to files than the plan.", used)
    return passed(f"{used} numbers are used, without gap or repetition.", used)


def _overlap(productions: Mapping[str, ProductionView]) -> str:
    """Two productions of the case that use one number, or nothing."""
    spans = sorted(
        (one.prefix, one.first, one.last, one.production)
        for one in productions.values()
        if one.last >= one.first
    )
    for before, after in pairwise(spans):
        if before[0] == after[0] and after[1] <= before[2]:
            return f"{format_bates(after[0], after[1])} is given in {before[3]} and again in {after[3]}."
    return ""


@describe(
    31,
    "The load files agree with the schedule and the folder.",
    reads="the DAT and OPT files under data/loadfiles/, data/schedule.json, manifest-sha256.txt",
    failing="A review program that loads these files would show other documents, numbers or places than the schedule.",
    owns=("dat", "opt"),
)
def the_load_files_agree(given: Given) -> Outcome:
    """DAT and OPT hold a row for every file on the schedule, with its number, digest and place, and no other."""
    fields, rows = parse_dat(given.dat)
    pages = parse_opt(given.opt)
    expected, expected_pages = dat_rows(given.schedule), opt_pages(given.schedule)
    if fields != list(FIELDS):
        return failed("The DAT file does not have the fields of a production.")
    if why := _first_difference(rows, expected) or _first_difference(pages, expected_pages):
        return failed(f"The load files do not follow the schedule at {why}.", len(expected))
    absent = [
        file["path"]
        for row in given.schedule["rows"]
        for file in row["files"]
        if file["path"] not in given.folder.sizes
    ]
    if absent:
        return failed(f"The load files lead to files that are not here: {some_of(absent)}.", len(expected))
    return passed(f"Both list the {len(expected)} files of the schedule.", len(expected))


def _first_difference(rows: Sequence[Sequence[Any]], expected: Sequence[Sequence[Any]]) -> str:
    for row, wanted in zip_longest(rows, expected):
        if row is None or wanted is None or list(row) != list(wanted):
            return str((row or wanted)[0])
    return ""


@describe(
    32,
    "The privilege log lists every item kept back.",
    reads="data/privilege-log.json, data/privilege-log.csv, data/schedule.json, the decisions in proof/bundle.json",
    failing="Something is kept back that the privilege log does not name, or is named with another ground.",
    owns=("privilege_log", "privilege_log_sheet"),
)
def the_privilege_log_lists_every_withheld_item(given: Given) -> Outcome:
    """The log is what the decisions give, and names every item that the schedule shows as kept back."""
    derived = privilege_log_of(given.served_case, given.production)
    expected = {row["item"]: row for row in derived["rows"]}
    listed = {row["item"]: row for row in given.privilege_log["rows"]}
    kept = {row["item"] for row in given.schedule["rows"] if row.get("decision") in KEPT_BACK}
    if unlisted := sorted((expected.keys() | kept) - listed.keys()):
        return failed(f"These items are kept back and not on the log: {some_of(unlisted)}.", len(expected))
    if not same(given.privilege_log, derived):
        wrong = sorted(item for item, row in listed.items() if not same(expected.get(item), row))
        return failed(
            f"The log is not what was decided: {some_of(wrong) or 'its head or order differs'}.",
            len(expected),
        )
    if groundless := sorted(item for item, row in expected.items() if "ground" not in row):
        return failed(f"These items are kept back without a ground: {some_of(groundless)}.", len(expected))
    if given.privilege_log_sheet != privilege_log_csv(derived, given.keyring.names):
        return failed(
            "privilege-log.csv, the sheet for people, does not say what the log says.", len(expected)
        )
    return passed(f"All {len(expected)} items kept back are on it, each with its ground.", len(expected))


CHECKS = (
    the_served_act_names_this_payload,
    this_is_the_latest_production,
    every_native_is_a_recorded_file,
    bates_numbers_are_unique_and_consecutive,
    the_load_files_agree,
    the_privilege_log_lists_every_withheld_item,
)

__all__ = ["CHECKS", "HOLDS_FILES"]
