"""Chapter 12: every way of cheating, tried on copies, and what notices it.

The cheat is capable: the bag's manifests are made again after every change, the database triggers are dropped, and
where it helps the log's own key signs again.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from wholefile.actions import items
from wholefile.core.canonical import encode
from wholefile.core.errors import IntegrityFailure
from wholefile.core.manifest import format_manifest
from wholefile.demo.chapter_production import failures
from wholefile.demo.stage import NotAsTold, Stage
from wholefile.record.check import check
from wholefile.record.checkpoints import checkpoint
from wholefile.record.home import Record, open_record
from wholefile.record.lookups import entry_count
from wholefile.record.witnessing import gather
from wholefile.verify import verify
from wholefile.verify.report import Status, Verdict


def play(stage: Stage) -> None:
    """Seven cheats, each detected by name."""
    stage.chapter("12. The cheats", "2033-07-01T10:00")
    stage.did("Each on a copy, by somebody with every password but no person's key; manifests are made anew.")
    first, last = next(iter(stage.kept)), list(stage.kept)[-1]
    _on_a_production(
        stage, last, "drops an item from the schedule", _drop_an_item, "the_schedule_lists_every_item"
    )
    _on_a_production(stage, first, "alters a photograph", _alter_a_file, "every_native_is_a_recorded_file")
    _on_a_production(
        stage, last, "moves a signature to another act", _move_a_signature, "every_signature_is_valid"
    )
    _edit_a_row(stage)
    _replay_an_old_production(stage)
    _rewrite_history(stage)


def _on_a_production(
    stage: Stage, number: str, words: str, cheat: Callable[[Path], None], claim: str
) -> None:
    folder = stage.folder / "cheats" / cheat.__name__.strip("_")
    shutil.copytree(stage.kept[number], folder)
    cheat(folder)
    _make_manifests_again(folder)
    report = verify(folder, policy=(stage.folder / "defence" / "my-policy").read_bytes())
    outcome = report.by_id[claim]
    if report.verdict is not Verdict.FAILED or outcome.status is not Status.FAILED:
        raise NotAsTold(f"Whoever {words} was not caught by {claim}, but by: {failures(report)}")
    line = next(one for one in report.lines if one.id == claim)
    stage.tell.tell(f"Somebody {words}. Check {line.number}: {outcome.detail}", kind="detected")


def _make_manifests_again(folder: Path) -> None:
    """What a capable cheat does last: sizes and digests that fit the changed files."""
    payload = [one for one in (folder / "data").rglob("*") if one.is_file()]
    oxum = f"Payload-Oxum: {sum(one.stat().st_size for one in payload)}.{len(payload)}"
    info = folder / "bag-info.txt"
    info.write_text(re.sub(r"(?m)^Payload-Oxum: .*$", oxum, info.read_text("utf-8")), "utf-8")
    for name, inside in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        files = [one for one in sorted(folder.rglob("*")) if one.is_file()]
        names = {one.relative_to(folder).as_posix(): one for one in files}
        digests = {
            path: sha256(one.read_bytes()).hexdigest()
            for path, one in names.items()
            if path.startswith("data/") == inside and path != "tagmanifest-sha256.txt"
        }
        (folder / name).write_bytes(format_manifest(digests, payload=inside))


def _drop_an_item(folder: Path) -> None:
    path = folder / "data" / "schedule.json"
    schedule: dict[str, Any] = json.loads(path.read_bytes())
    gone = next(row for row in schedule["rows"] if row["files"])
    rows = [row for row in schedule["rows"] if row is not gone]
    schedule["rows"] = [{**row, "number": number} for number, row in enumerate(rows, 1)]
    schedule["counts"][gone["status"]] -= 1
    path.write_bytes(encode(schedule))
    for one in gone["files"]:
        (folder / one["path"]).unlink()


def _alter_a_file(folder: Path) -> None:
    path = next(iter(sorted((folder / "data" / "natives").glob("*.jpg"))))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def _move_a_signature(folder: Path) -> None:
    path = folder / "proof" / "bundle.json"
    bundle: dict[str, Any] = json.loads(path.read_bytes())
    entries = bundle["entries"]
    headers = [json.loads(one["header"]) for one in entries]
    alone = [number for number, one in enumerate(headers) if len(one["signatures"]) == 1]
    by_key: dict[str, int] = {}
    for number in alone:
        key = headers[number]["signatures"][0]["key"]
        if key in by_key:
            other = by_key[key]
            headers[number]["signatures"] = headers[other]["signatures"]
            entries[number]["header"] = encode(headers[number]).decode("ascii")
            break
        by_key[key] = number
    path.write_bytes(encode(bundle, max_depth=16))


def _edit_a_row(stage: Stage) -> None:
    """A database administrator changes who held the box, and the entry that says so."""
    copy = stage.folder / "cheats" / "edited-database"
    copy_record(stage.record.folder, copy)
    database = sqlite3.connect(copy / "record.sqlite3")
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute(
        "UPDATE item SET submitted_by = 'Deputy Amaro' WHERE item = ?", (stage.items["found box"],)
    )
    database.commit()
    database.close()
    record = open_record(copy, clock=stage.clock, witnesses=())
    findings = check(record)
    record.close()
    if not findings:
        raise NotAsTold("An edited row was not found by wholefile record check.")
    stage.tell.tell(
        f"Somebody edits a row in the database. `wholefile record check`: {findings[0].words}",
        kind="detected",
    )


def copy_record(folder: Path, copy: Path) -> None:
    """A record's folder as it stands, the database consistently; `copy` does not exist yet."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("record.sqlite3*"))
    source = sqlite3.connect(folder / "record.sqlite3")
    target = sqlite3.connect(copy / "record.sqlite3")
    source.backup(target)
    source.close()
    target.close()


def _replay_an_old_production(stage: Stage) -> None:
    """The first production is served again as if it were the newest."""
    first = next(iter(stage.kept))
    known = (stage.folder / "defence" / f"{list(stage.kept)[-1]}.checkpoint").read_bytes()
    report = verify(
        stage.kept[first], policy=(stage.folder / "defence" / "my-policy").read_bytes(), known=known
    )
    outcome = report.by_id["the_log_extends_what_was_seen_before"]
    if outcome.status is not Status.FAILED:
        raise NotAsTold("An old production passed as new against the checkpoint that the defence kept.")
    stage.tell.tell(
        f"Somebody serves {first} again as if it were new. Check 8: {outcome.detail}", kind="detected"
    )


def keep_backup(stage: Stage) -> None:
    """What the operator will restore later: the record before the box was linked."""
    copy_record(stage.record.folder, stage.folder / "cheats" / "restored-backup")


def _rewrite_history(stage: Stage) -> None:
    """From a backup, the last months are told otherwise and signed with the log's real key."""
    copy = stage.folder / "cheats" / "restored-backup"
    record = open_record(copy, clock=stage.clock, witnesses=stage.record.witnesses)
    try:
        items.describe_item(
            record,
            stage.items["found box"],
            description="Tin with assorted hardware from the storage unit",
            reason="clearer words",
            by=stage.ruth,
        )
        _shown_to_the_witness(
            stage, record, "rewrites history from a backup and signs it with the log's own key"
        )
        while entry_count(record.db) <= entry_count(stage.record.db):
            items.describe_item(
                record, stage.items["padlock"], description="Cut padlock", reason="to grow", by=stage.ruth
            )
        _shown_to_the_witness(stage, record, "lets the rewritten record outgrow the true one, a fork")
    finally:
        record.close()


def _shown_to_the_witness(stage: Stage, record: Record, words: str) -> None:
    checkpoint(record)
    try:
        gather(record)
    except IntegrityFailure as refused:
        stage.tell.tell(f"The operator {words}. {refused.message}", kind="detected")
        return
    raise NotAsTold(f"The witness cosigned although the operator {words}.")


__all__ = ["keep_backup", "play"]
