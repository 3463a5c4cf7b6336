"""Attacks on the delivered files: the bag, the natives, the schedule and what goes with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.verify.maker import edit_json
from tests.verify.scenario import REPORT, ROUNDS

Change = Callable[[Path], object]


def _write(path: str, raw: bytes) -> Change:
    def change(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)

    return change


def _append(path: str, raw: bytes) -> Change:
    return lambda folder: (folder / path).write_bytes((folder / path).read_bytes() + raw)


def _json(path: str, edit: Callable[[Any], Any]) -> Change:
    return lambda folder: edit_json(folder / path, edit)


def _schedule(edit: Callable[[Any], Any]) -> Change:
    return _json("data/schedule.json", edit)


def _swap_natives(folder: Path) -> None:
    first, second = sorted((folder / "data/natives").glob("*.jpg"))
    before = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(before)


def _drop_row(schedule: dict[str, Any]) -> None:
    """Take the rounds off the schedule and make everything else on it agree."""
    schedule["rows"] = [row for row in schedule["rows"] if row["item"] != ROUNDS]
    schedule["counts"]["produced"] -= 1


def _edit_row(item: str, **fields: Any) -> Change:
    def edit(schedule: dict[str, Any]) -> None:
        next(row for row in schedule["rows"] if row["item"] == item).update(fields)

    return _schedule(edit)


def _renumber(schedule: dict[str, Any]) -> None:
    """The files of the rounds get another number than was planned."""
    row = next(row for row in schedule["rows"] if row["item"] == ROUNDS)
    row["files"][0].update(bates_first="SFDA000009", bates_last="SFDA000009")


def _link(folder: Path) -> None:
    (folder / "data/natives/elsewhere.txt").symlink_to("/etc/hostname")


def _replace(path: str, old: bytes, new: bytes) -> Change:
    def change(folder: Path) -> None:
        raw = (folder / path).read_bytes()
        assert old in raw, (path, old)
        (folder / path).write_bytes(raw.replace(old, new, 1))

    return change


def _drop_dat_row(folder: Path) -> None:
    path = folder / "data/loadfiles/PR-1.dat"
    path.write_bytes(b"\r\n".join(path.read_bytes().split(b"\r\n")[:-2]) + b"\r\n")


def _relabel(folder: Path) -> None:
    """An older production passed off as the next one."""
    edit_json(folder / "data/schedule.json", lambda schedule: schedule.update(production="PR-2"))
    for path in (folder / "data/loadfiles").iterdir():
        path.rename(path.with_stem("PR-2"))


# The folder is changed and nothing is listed anew: what happens by accident or by a clumsy hand.
ON_THE_BAG: dict[str, tuple[str, Change]] = {
    "bagit.txt names another version": (
        "the_bag_is_well_formed",
        _replace("bagit.txt", b"1.0", b"0.97"),
    ),
    "a link leads out of the folder": ("the_bag_is_well_formed", _link),
    "the manifest has a path that climbs": (
        "the_bag_is_well_formed",
        _append("manifest-sha256.txt", b"0" * 64 + b"  data/../../x\n"),
    ),
    "a file is added to the payload": ("no_file_is_missing_or_extra", _write("data/natives/more.txt", b"x")),
    "a file is added beside the payload": ("no_file_is_missing_or_extra", _write("readme.txt", b"x")),
    "a native is taken away": (
        "no_file_is_missing_or_extra",
        lambda folder: next((folder / "data/natives").iterdir()).unlink(),
    ),
    "a native is altered": (
        "every_file_matches_its_digest",
        lambda folder: _append(str(next((folder / "data/natives").iterdir())), b" ")(folder),
    ),
    "the page that verifies is altered": (
        "every_tag_file_matches_its_digest",
        _append("verify.html", b"<p>"),
    ),
    "the list of files is taken out": (
        "the_bag_is_well_formed",
        lambda folder: (folder / "manifest-sha256.txt").unlink(),
    ),
    "the list of files is altered": (
        "every_tag_file_matches_its_digest",
        _replace("manifest-sha256.txt", b"data/natives/SFDA000001", b"data/natives/SFDA000000"),
    ),
}

# The files are changed and all lists are made anew.
RESEALED: dict[str, tuple[str, Change]] = {
    "two natives change places": ("every_native_is_a_recorded_file", _swap_natives),
    "a native is altered and listed anew": (
        "every_native_is_a_recorded_file",
        lambda folder: _append(str(next((folder / "data/natives").iterdir())), b" ")(folder),
    ),
    "a second schedule stands beside the payload": (
        "no_file_is_missing_or_extra",
        _write("schedule.csv", b"Number,Item\r\n"),
    ),
    "the schedule for people is taken out": (
        "every_decision_is_as_recorded",
        lambda folder: (folder / "data/schedule.csv").unlink(),
    ),
    "any file of the payload is altered and listed anew": (
        "the_served_act_names_this_payload",
        _append("data/cover-letter.pdf", b"%"),
    ),
    "an item is dropped from the schedule": ("the_schedule_lists_every_item", _schedule(_drop_row)),
    "the schedule is of another case": (
        "the_schedule_lists_every_item",
        _schedule(lambda schedule: schedule.update(docket="2026-CR-7")),
    ),
    "an item withheld is shown as produced": (
        "every_decision_is_as_recorded",
        _edit_row(REPORT, status="produced"),
    ),
    "another ground is given": ("every_decision_is_as_recorded", _edit_row(REPORT, ground="not relevant")),
    "a file has another number than planned": (
        "bates_numbers_are_unique_and_consecutive",
        _schedule(_renumber),
    ),
    "a count is wrong": (
        "the_counts_add_up",
        _schedule(lambda schedule: schedule["counts"].update(produced=3)),
    ),
    "candidates are miscounted": (
        "the_counts_add_up",
        _schedule(lambda schedule: schedule["candidates"].update(dismissed=0)),
    ),
    "the certificate enclosed counts fewer items": (
        "the_certificate_covers_every_item",
        _json("data/certificate.json", lambda certificate: certificate["act"].update(items=4)),
    ),
    "the certificate is taken out": (
        "the_certificate_covers_every_item",
        lambda folder: (folder / "data/certificate.json").unlink(),
    ),
    "an older production is relabelled as the next": ("the_served_act_names_this_payload", _relabel),
    "a row is missing from the DAT file": ("the_load_files_agree", _drop_dat_row),
    "the OPT file leads elsewhere": (
        "the_load_files_agree",
        _replace("data/loadfiles/PR-1.opt", b"natives\\SFDA000001", b"natives\\SFDA000009"),
    ),
    "the DAT file is cut in the middle of a row": (
        "the_load_files_agree",
        lambda folder: (folder / "data/loadfiles/PR-1.dat").write_bytes(
            (folder / "data/loadfiles/PR-1.dat").read_bytes()[:-9]
        ),
    ),
    "a row is missing from the privilege log": (
        "the_privilege_log_lists_every_withheld_item",
        _json("data/privilege-log.json", lambda log: log["rows"].clear()),
    ),
    "the privilege log gives another reviewer": (
        "the_privilege_log_lists_every_withheld_item",
        _json("data/privilege-log.json", lambda log: log["rows"][0].update(reviewer="P-4")),
    ),
}
