"""Attacks on the proof: entries left out, exchanged, altered or shown to others than those they were signed by."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.verify.maker import edit_json
from tests.verify.world import LOG_SEED, ORIGIN, WITNESSES, seed
from wholefile.core import note
from wholefile.core.canonical import unb64u
from wholefile.core.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from wholefile.core.commitment import open_some
from wholefile.core.cosignature import cosign

Change = Callable[[Path], object]
Parts = dict[str, Any]


def _bundle(edit: Callable[[Parts], Any]) -> Change:
    return lambda folder: edit_json(folder / "proof/bundle.json", edit)


def header_of(entry: Parts) -> Parts:
    return json.loads(entry["header"])


def find(parts: Parts, kind: str, where: str = "entries") -> Parts:
    return next(entry for entry in parts[where] if header_of(entry)["act"]["kind"] == kind)


def _edit_header(entry: Parts, edit: Callable[[Parts], Any]) -> None:
    header = header_of(entry)
    edit(header)
    entry["header"] = json.dumps(header, sort_keys=True, separators=(",", ":"))


def _fields(parts: Parts, kind: str, **changes: Any) -> None:
    find(parts, kind)["opening"]["fields"].update(changes)


def _swap_bodies(parts: Parts) -> None:
    first, second = find(parts, "condition.declared"), find(parts, "custody.transferred")
    first["opening"], second["opening"] = second["opening"], first["opening"]


def _swap_entries(parts: Parts) -> None:
    entries = parts["entries"]
    entries[3], entries[4] = entries[4], entries[3]


def _move_signature(parts: Parts) -> None:
    """Both acts are signed by one person; the signature under one is put under the other."""
    first, second = find(parts, "item.lost"), find(parts, "condition.declared")
    theirs = {one["key"]: one for one in header_of(second)["signatures"]}
    _edit_header(
        first, lambda header: header.update(signatures=[theirs[one["key"]] for one in header["signatures"]])
    )


def _hide_tail(parts: Parts) -> None:
    del parts["entries"][-2:]


def _splice(parts: Parts) -> None:
    """An entry of the other case, genuine in itself, is put among those of this one."""
    stranger = next(entry for entry in parts["brought"])
    parts["entries"] = sorted([*parts["entries"], stranger], key=lambda entry: header_of(entry)["seq"])
    parts["brought"].remove(stranger)


def _drop_revocation(parts: Parts) -> None:
    parts["register"].remove(find(parts, "key.revoked", "register"))


def _close_revocation(parts: Parts) -> None:
    entry = find(parts, "key.revoked", "register")
    del entry["opening"]
    entry["closed"] = "register"


def _close_body(parts: Parts) -> None:
    entry = find(parts, "item.lost")
    del entry["opening"]
    entry["closed"] = "register"


def _later(header: Parts) -> None:
    header["act"]["at"] += 1


def _drop_body(kind: str) -> Change:
    return _bundle(lambda parts: find(parts, kind).pop("opening"))


def _excuse(kind: str, reason: str, position: int) -> Change:
    def edit(parts: Parts) -> None:
        entry = find(parts, kind)
        del entry["opening"]
        entry[reason] = position

    return _bundle(edit)


def _claim_withheld(parts: Parts) -> None:
    """Part of an act on a produced item is hidden behind the decision that withholds another."""
    entry = find(parts, "condition.declared")
    fields, secret = entry["opening"]["fields"], unb64u(entry["opening"]["secret"])
    entry["opening"] = open_some(fields, secret, {"item", "declared_by", "verified_by"})
    entry["withheld_by"] = next(one["withheld_by"] for one in parts["entries"] if "withheld_by" in one)


def _spaced_header(parts: Parts) -> None:
    entry = parts["entries"][2]
    entry["header"] = entry["header"].replace(":", ": ", 1)


def _duplicate_key(parts: Parts) -> None:
    entry = parts["entries"][2]
    entry["header"] = entry["header"].replace('"v":1', '"v":1,"v":1', 1)


def _raw(old: bytes, new: bytes) -> Change:
    def change(folder: Path) -> None:
        path = folder / "proof/bundle.json"
        raw = path.read_bytes()
        assert old in raw
        path.write_bytes(raw.replace(old, new, 1))

    return change


# Checkpoints.


def resign(folder: Path, edit: Callable[[Checkpoint], Checkpoint]) -> None:
    """Another checkpoint, signed by the log and cosigned by the witnesses: the worst that a forger could hold."""
    path = folder / "proof/checkpoint"
    changed = edit(parse_checkpoint(note.parse_note(path.read_bytes()).text))
    signed = note.parse_note(sign_checkpoint(changed, LOG_SEED))
    lines = [cosign(signed.text, name, seed(name), 1_767_300_000) for name in WITNESSES]
    path.write_bytes(note.format_note(signed.text, [*signed.signatures, *lines]))


def _signed_by_another(folder: Path) -> None:
    path = folder / "proof/checkpoint"
    text = note.parse_note(path.read_bytes()).text
    lines = [cosign(text, name, seed(name), 1_767_300_000) for name in WITNESSES]
    path.write_bytes(note.format_note(text, [note.sign_note(text, ORIGIN, seed("another log")), *lines]))


def _unsigned(folder: Path) -> None:
    path = folder / "proof/checkpoint"
    signed = note.parse_note(path.read_bytes())
    path.write_bytes(note.format_note(signed.text, signed.signatures[1:]))


def _strip_witness(folder: Path) -> None:
    path = folder / "proof/checkpoint"
    signed = note.parse_note(path.read_bytes())
    path.write_bytes(note.format_note(signed.text, signed.signatures[:2]))


def _cosignature_of_another_note(folder: Path) -> None:
    """The witness did cosign, but an earlier state of the record."""
    path = folder / "proof/checkpoint"
    signed = note.parse_note(path.read_bytes())
    checkpoint = parse_checkpoint(signed.text)
    other = Checkpoint(ORIGIN, checkpoint.size - 1, checkpoint.root).text
    foreign = cosign(other, WITNESSES[1], seed(WITNESSES[1]), 1_767_300_000)
    path.write_bytes(note.format_note(signed.text, [*signed.signatures[:2], foreign]))


def _extension_line(folder: Path) -> None:
    path = folder / "proof/checkpoint"
    text = note.parse_note(path.read_bytes()).text + "extension: anything\n"
    path.write_bytes(note.format_note(text, [note.sign_note(text, ORIGIN, LOG_SEED)]))


def _forked_earlier(parts: Parts) -> None:
    parts["earlier"][0]["root"] = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")


RESEALED: dict[str, tuple[str, Change]] = {
    "the docket is a look-alike": ("the_bundle_is_readable", _raw(b'"2026-CR-42"', '"2026-СR-42"'.encode())),
    "the docket has another spelling": ("the_bundle_is_readable", _raw(b'"2026-CR-42"', b'"2026-cr-0042"')),
    "the proof has a key twice": ("the_bundle_is_readable", _raw(b'"size":', b'"size":1,"size":')),
    "the proof is spelled with spaces": ("the_bundle_is_readable", _raw(b'"size":', b'"size": ')),
    "the proof has one more part": (
        "the_bundle_is_readable",
        _bundle(lambda parts: parts.update(comment="x")),
    ),
    "the checkpoint is not signed by the log": ("the_checkpoint_is_signed_by_the_log", _unsigned),
    "another key signed the checkpoint": ("the_checkpoint_is_signed_by_the_log", _signed_by_another),
    "the checkpoint has an extension line": ("the_checkpoint_is_signed_by_the_log", _extension_line),
    "the proof speaks of another length": (
        "the_checkpoint_is_signed_by_the_log",
        _bundle(lambda parts: parts.update(size=parts["size"] + 1)),
    ),
    "a witness's line is stripped": ("the_witness_policy_is_met", _strip_witness),
    "a cosignature belongs to another checkpoint": ("the_witness_policy_is_met", _cosignature_of_another_note),
    "an earlier root was another": ("the_log_extends_what_was_seen_before", _bundle(_forked_earlier)),
    "a header has spaces": ("every_header_is_canonical", _bundle(_spaced_header)),
    "a header has a key twice": ("every_header_is_canonical", _bundle(_duplicate_key)),
    "the root is that of a fork": (
        "every_entry_is_in_the_log",
        lambda folder: resign(folder, lambda was: Checkpoint(was.origin, was.size, bytes(31) + b"\1")),
    ),
    "an entry's time is altered": (
        "every_entry_is_in_the_log",
        _bundle(lambda parts: _edit_header(parts["entries"][5], _later)),
    ),
    "a signature is moved to another act": ("every_signature_is_valid", _bundle(_move_signature)),
    "the checkpoint is a longer one": (
        "the_last_entry_is_the_index",
        lambda folder: resign(folder, lambda was: Checkpoint(was.origin, was.size + 1, was.root)),
    ),
    "an entry is dropped": (
        "the_case_index_counts_every_entry",
        _bundle(lambda parts: parts["entries"].remove(find(parts, "item.lost"))),
    ),
    "the last entries are hidden": ("the_case_index_counts_every_entry", _bundle(_hide_tail)),
    "two entries change places": ("the_case_index_counts_every_entry", _bundle(_swap_entries)),
    "an entry of another case is spliced in": ("the_case_index_counts_every_entry", _bundle(_splice)),
    "a revocation is dropped": ("the_register_is_complete", _bundle(_drop_revocation)),
    "the history of a linked item is cut": (
        "every_linked_history_is_whole",
        _bundle(lambda parts: parts["brought"].pop(0)),
    ),
    "a field of a body is altered": (
        "every_body_matches_its_commitment",
        _bundle(lambda parts: _fields(parts, "item.lost", circumstances="Found after all.")),
    ),
    "two bodies change places": ("every_body_matches_its_commitment", _bundle(_swap_bodies)),
    "a body is missing": ("every_missing_body_is_explained", _drop_body("item.lost")),
    "part of a body is hidden behind a decision on another item": (
        "every_missing_body_is_explained",
        _bundle(_claim_withheld),
    ),
    "a body is said to be expunged": (
        "every_missing_body_is_explained",
        _excuse("item.lost", "expunged_by", 30),
    ),
    "a body is closed as if it were the register's": (
        "every_missing_body_is_explained",
        _bundle(_close_body),
    ),
    "a revocation is closed": ("every_missing_body_is_explained", _bundle(_close_revocation)),
}  # fmt: skip
