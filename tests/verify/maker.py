"""Whole productions for the verifier's tests, written with the core alone: no database, no server.

make_production(folder)           an honest production of the story in `scenario`
make_production(folder, twists)   one whose record was kept dishonestly at the named steps
make_large(folder, acts)          a case of many acts
reseal(folder)                    what a capable forger does last: list and count the files again
"""

import json
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.verify import scenario
from tests.verify.scenario import DOCKET, NATIVES, PREFIX, PRODUCTION, VOLUME
from tests.verify.world import LOG_KEY, Step, Twist, World, policy_text
from wholefile.core.bates import NATIVES as NATIVES_FOLDER
from wholefile.core.bates import format_bates
from wholefile.core.bundle import Bundle, encode_bundle
from wholefile.core.canonical import encode
from wholefile.core.case_file import CaseFile, read_case
from wholefile.core.loadfile import FIELDS, dat_rows, format_dat, format_opt, opt_pages
from wholefile.core.manifest import (
    BAG_INFO,
    BAGIT,
    BAGIT_TXT,
    MANIFEST,
    PAYLOAD,
    TAG_MANIFEST,
    format_bag_info,
    format_manifest,
    payload_digest,
)
from wholefile.core.schedule import encode_schedule, privilege_log_of, schedule_of
from wholefile.core.sheets import privilege_log_csv, schedule_csv
from wholefile.verify.schedule_checks import CERTIFICATE_FORMAT

PAGE = b"<!doctype html><title>Verify</title>\n"


class Told:
    """An act as the office itself sees it: everything is open."""

    def __init__(self, world: World, seq: int) -> None:
        self.seq, self.kind, self.fields = seq, world.kinds[seq], world.bodies[seq]


def case_of(world: World, docket: str = DOCKET) -> CaseFile:
    return read_case((Told(world, seq) for seq in range(len(world.headers))), docket)


def make_production(folder: Path, twists: Mapping[str, Twist] | None = None) -> Path:
    """An honest production (or, with twists, what a dishonest office would send) in this folder, made anew."""
    world = World(twists or {})
    scenario.tell(world)
    certify(world)
    plan(world)
    write(world, folder, PRODUCTION)
    return folder


def make_second_production(folder: Path) -> Path:
    """An honest second volume, after PR-1 was served and the record checkpointed."""
    world = World()
    scenario.tell(world)
    certify(world)
    first_free = plan(world)
    serve(world, PRODUCTION, payload(world, PRODUCTION, NATIVES))
    world.checkpoint()
    plan(world, "PR-2", first=first_free, volume="VOL-2")
    write(world, folder, "PR-2")
    return folder


def certify(world: World, number: str = "C-1") -> int:
    rows = case_of(world).rows
    decisions = [row.decision.decision for row in rows if row.decision]
    return world.do(
        f"certify {number}", "disclosure.certified", docket=DOCKET, certificate=number, items=len(rows),
        produced=sum(decision in ("produced", "partial", "inspection") for decision in decisions),
        withheld=decisions.count("withheld"), dismissed=len(case_of(world).dismissed_candidates()),
        covers_to=len(world.headers), text="I certify that this is everything.", by="P-5",
    )  # fmt: skip


def plan(
    world: World, production: str = PRODUCTION, first: int = 1, volume: str = VOLUME, **more: Any
) -> int:
    """Fix the members: the files of every item to be produced, in the order of the schedule."""
    members: list[dict[str, Any]] = []
    for row in case_of(world).rows:
        if row.decision and row.decision.decision == "produced":
            for file in files_of(world, row.item):
                number = format_bates(PREFIX, first + len(members))
                member = {"item": row.item, "sha256": file["sha256"], "name": file["name"]}
                members.append(member | {"bates_first": number, "bates_last": number})
    parts = [members[start : start + 200] for start in range(0, len(members), 200)] or [[]]
    for part, few in enumerate(parts, 1):
        world.do(
            f"plan {production}", "production.planned", docket=DOCKET, production=production, volume=volume,
            prefix=PREFIX, first=first, last=first + len(members) - 1, members=few, part=part, parts=len(parts),
            by="P-5", **more,
        )  # fmt: skip
    return first + len(members)


def files_of(world: World, item: str) -> list[dict[str, Any]]:
    return [
        file
        for kind, body in zip(world.kinds, world.bodies, strict=True)
        if kind == "file.attached" and body["item"] == item
        for file in body["files"]
    ]


def payload(world: World, production: str, natives: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files under data/ as the office writes them, by path."""
    case = case_of(world)
    schedule = schedule_of(case, production)
    files = {
        "data/schedule.json": encode_schedule(schedule),
        "data/schedule.csv": schedule_csv(schedule),
        "data/privilege-log.json": encode(privilege_log_of(case, production)),
        "data/privilege-log.csv": privilege_log_csv(
            privilege_log_of(case, production),
            {person: name for person, (name, _) in scenario.PEOPLE.items()},
        ),
        "data/cover-letter.pdf": b"%PDF-1.7\n%%EOF\n",
        f"data/loadfiles/{production}.dat": format_dat(FIELDS, dat_rows(schedule)),
        f"data/loadfiles/{production}.opt": format_opt(opt_pages(schedule)),
    }
    if case.certificates:
        position, act = case.certificates[-1]
        files["data/certificate.json"] = encode(
            {"format": CERTIFICATE_FORMAT, "position": position, "act": dict(act)}
        )
    by_digest = {sha256(raw).hexdigest(): raw for raw in natives.values()}
    for row in schedule["rows"]:
        files |= {file["path"]: by_digest[file["sha256"]] for file in row["files"]}
    return files


def serve(world: World, production: str, files: Mapping[str, bytes]) -> int:
    """Put on record that exactly these files are served."""
    digests = {path: sha256(raw).hexdigest() for path, raw in files.items()}
    case = case_of(world)
    certificate = {"certificate": case.certificates[-1][1]["certificate"]} if case.certificates else {}
    return world.do(
        f"serve {production}", "production.served", docket=DOCKET, production=production, to="Counsel for the defence",
        **certificate, schedule=digests["data/schedule.json"], payload=payload_digest(format_manifest(digests)),
        items=len(case.rows), files=sum(path.startswith(NATIVES_FOLDER) for path in files),
        last=case.productions[production].last, by="P-5",
    )  # fmt: skip


def write(world: World, folder: Path, production: str, natives: Mapping[str, bytes] = NATIVES) -> None:
    """Serve a production that was planned, end the record with a checkpoint, and write the folder."""
    files = payload(world, production, natives)
    world.twists.get("payload", lambda _world, _step: None)(world, Step("payload", "", files))
    serve(world, production, files)
    world.do("after serving", "access.exported", items=[], docket=DOCKET, what="production folder", by="P-5")
    world.checkpoint()
    world.twists.get("after the checkpoint", lambda _world, _step: None)(world, Step("after", "", {}))
    lay_out(folder, files, world.bundle(DOCKET, known=case_of(world)), world.signed)


def lay_out(
    folder: Path, files: Mapping[str, bytes], bundle: Bundle, signed: bytes, policy: str | None = None
) -> None:
    """The bag: payload, proof, page and lists."""
    if folder.exists():
        shutil.rmtree(folder)
    proof = {
        "proof/bundle.json": encode_bundle(bundle),
        "proof/checkpoint": signed,
        "proof/policy": (policy or policy_text()).encode(),
        "verify.html": PAGE,
        BAGIT: BAGIT_TXT,
    }
    for path, raw in {**files, **proof}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    reseal(folder)


def reseal(folder: Path) -> None:
    """List and count again what is in the folder, so that the bag itself is in order."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    data = [path for path in paths if path.startswith(PAYLOAD)]
    size = sum((folder / path).stat().st_size for path in data)
    info = [("Bagging-Date", "2026-01-03"), ("Payload-Oxum", f"{size}.{len(data)}")]
    (folder / BAG_INFO).write_bytes(format_bag_info(info))
    (folder / MANIFEST).write_bytes(format_manifest(_digests(folder, data)))
    tags = {path for path in paths if not path.startswith(PAYLOAD)} | {BAG_INFO, MANIFEST}
    listed = _digests(folder, sorted(tags - {TAG_MANIFEST}))
    (folder / TAG_MANIFEST).write_bytes(format_manifest(listed, payload=False))


def _digests(folder: Path, paths: list[str]) -> dict[str, str]:
    return {path: sha256((folder / path).read_bytes()).hexdigest() for path in paths}


def edit_json(path: Path, change: Callable[[Any], object]) -> None:
    """Change a canonical file in place and write it canonically again."""
    value = json.loads(path.read_bytes())
    change(value)
    path.write_bytes(encode(value, max_depth=20))


def make_large(folder: Path, acts: int = 10_000, files: int = 0) -> Path:
    """A production in a case of this many acts and natives, for measuring."""
    world = World()
    scenario.tell(world)
    names = [f"file {number}.txt" for number in range(files)]
    natives = {**NATIVES, **{name: f"native {name}\n".encode() for name in names}}
    for start in range(0, files, 100):
        scenario.attach(world, scenario.REVOLVER, *names[start : start + 100], natives=natives)
    while len(world.headers) < acts:
        world.do(
            "handle",
            "custody.stored",
            items=[scenario.REVOLVER],
            location="ROOM-A/SHELF-1",
            seal_state="intact",
            by="P-3",
        )
    certify(world)
    plan(world)
    write(world, folder, PRODUCTION, natives)
    return folder


__all__ = ["LOG_KEY", "edit_json", "make_large", "make_production", "make_second_production", "reseal"]
