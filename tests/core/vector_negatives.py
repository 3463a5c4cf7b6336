"""The half of our vectors that must be refused, each with why."""

import copy
import json
from collections.abc import Callable
from typing import Any

from wholefile.core import note
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.checkpoint import Checkpoint
from wholefile.core.cosignature import cosign
from wholefile.core.tiles import ENTRIES, Tile

CANONICAL = {
    "duplicate key": b'{"a":1,"a":2}',
    "not a number": b'{"a":NaN}',
    "infinity": b'{"a":Infinity}',
    "beyond 2^53-1": b'{"a":9007199254740992}',
    "exponent": b'{"a":1e2}',
    "fraction": b'{"a":1.0}',
    "minus zero": b'{"a":-0}',
    "null": b'{"a":null}',
    "lone surrogate": b'{"a":"\\ud800"}',
    "needless escape": b'{"\\u0061":1}',
    "space": b'{"a": 1}',
    "unsorted": b'{"b":1,"a":2}',
    "byte order mark": b'\xef\xbb\xbf{"a":1}',
    "invalid utf-8": b'{"a":"\xff"}',
    "overlong utf-8": b'{"a":"\xc0\x80"}',
    "trailing newline": b'{"a":1}\n',
    "leading zero": b'{"a":01}',
    "name outside ascii": '{"é":1}'.encode(),
    "nine deep": b"[" * 9 + b"]" * 9,
    "empty": b"",
}

TYPED = ["2026-CR-42", "2026-cr-0042", " 2026/CR/42 ", "2026 . CR _ 42", "2026-CR-000", "0007A"]
DOCKETS = [
    "２０２６-CR-42", "2026-СR-42", "2026-CR-\u200b42", "2026–CR–42", "\ufeff2026-CR-42", "2026\tCR", "AB-CD", "1A", "",
    "2026,42", "1" * 41, "register",
]  # fmt: skip

ACTS = {
    "version true": {"v": True},
    "version 2": {"v": 2},
    "time before 1970": {"at": -1},
    "body of 31 bytes": {"body": b64u(bytes(31))},
    "body with stray bits": {"body": "A" * 42 + "B"},
    "nonce of 15 bytes": {"nonce": b64u(bytes(15))},
    "cases out of order": {"cases": [b64u(b"\x80" * 32), b64u(bytes(32))]},
    "a case twice": {"cases": [b64u(bytes(32))] * 2},
    "index with a case": {"kind": "index"},
    "upper case kind": {"kind": "Item.received"},
    "log with a plus": {"log": "a+b"},
    "a part more": {"who": "x"},
}

# Which of the acts of the vectors are to be signed together, and may not.
ACTS_TOGETHER: list[dict[str, Any]] = [
    {"why": "no act", "acts": []},
    {"why": "a single act", "acts": [0]},
    {"why": "an act twice", "acts": [0, 1, 0]},
]

TILES = [
    Tile(0, 0), Tile(0, 1_234_067), Tile(1, 999, 17), Tile(2, 1000, 1), Tile(63, 5, 255), Tile(ENTRIES, 7, 100),
]  # fmt: skip


def openings(full: dict[str, Any], some: dict[str, Any]) -> list[dict[str, Any]]:
    hidden = next(i for i, leaf in enumerate(some["leaves"]) if "hash" in leaf)
    shown = next(i for i, leaf in enumerate(some["leaves"]) if "name" in leaf)
    return [
        _changed("a value changed", full, lambda o: o["fields"].update(weight=121)),
        _changed("a field dropped", full, lambda o: o["fields"].pop("tags")),
        _changed("a field added", full, lambda o: o["fields"].update(more=1)),
        _changed("another secret", full, lambda o: o.update(secret=b64u(bytes(32)))),
        _changed("a shown value changed", some, lambda o: o["leaves"][shown].update(value="EV-2")),
        _changed("a shown name changed", some, lambda o: o["leaves"][shown].update(name="items")),
        _changed("another salt", some, lambda o: o["leaves"][shown].update(salt=b64u(bytes(32)))),
        _changed("a hidden leaf changed", some, lambda o: o["leaves"][hidden].update(hash=b64u(bytes(32)))),
        _changed("a hidden leaf dropped", some, lambda o: o["leaves"].pop(hidden)),
        _changed("leaves in another order", some, lambda o: o["leaves"].reverse()),
        {"why": "neither form", "input": {"leaves": some["leaves"], "secret": full["secret"]}},
    ]


def signatures_of(signed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each is to be checked against the act and the key it names."""
    plain, es256, okp = signed
    flags = bytearray(unb64u(es256["authenticator_data"]))
    flags[32] = 0x01
    raised = bytearray(unb64u(plain["signature"]))
    raised[63] |= 0xE0
    return [
        {"why": "a part more", "input": {**plain, "more": "x"}},
        {"why": "another kind", "input": {**plain, "algorithm": "webauthn-ed25519"}},
        {"why": "S beyond the group order", "input": {**plain, "signature": b64u(bytes(raised))}},
        {
            "why": "R of small order",
            "input": {**plain, "signature": b64u(bytes(32) + unb64u(plain["signature"])[32:])},
        },
        {"why": "a bit flipped", "input": {**plain, "signature": _flipped(plain["signature"])}},
        {"why": "user not verified", "input": {**es256, "authenticator_data": b64u(bytes(flags))}},
        {"why": "client data changed", "input": {**es256, "client_data": _flipped(es256["client_data"])}},
        {
            "why": "client data of another assertion",
            "input": {**okp, "client_data": b64u(b'{"type":"webauthn.get"}')},
        },
        {"why": "a padded signature", "input": {**okp, "signature": okp["signature"] + "=="}},
    ]


def signed_together(
    signed: list[dict[str, Any]], alone: dict[str, Any], plain: dict[str, Any]
) -> list[dict[str, Any]]:
    """Each is to be checked against the act of this number; `signed` are by one gesture on seven acts."""
    first, second, *_, last = signed
    short, zeros = b64u(bytes(31)), b64u(bytes(32))
    path = first["batch"]["path"]

    def of(why: str, act: int, signature: dict[str, Any], **changes: Any) -> dict[str, Any]:
        batch = {**signature["batch"], **changes}
        return {"why": why, "act": act, "input": {**signature, "batch": batch}}

    return [
        of("another index", 0, first, index=1),
        of("another size", 0, first, size=8),
        of("a hash of the path changed", 0, first, path=[zeros, *path[1:]]),
        of("the path turned round", 0, first, path=path[::-1]),
        of("the batch of another act", 0, first, **second["batch"]),
        {"why": "the signature on another act", "act": 1, "input": first},
        {"why": "no batch", "act": 0, "input": {k: v for k, v in first.items() if k != "batch"}},
        {
            "why": "a batch on what was signed alone",
            "act": 0,
            "input": {**alone, "batch": first["batch"]},
        },
        {"why": "a batch on a plain signature", "act": 0, "input": {**plain, "batch": first["batch"]}},
        {"why": "the batch is a list", "act": 0, "input": {**first, "batch": [0, path, 7]}},
        of("a part more", 0, first, root=zeros),
        of("a batch of one", 0, first, size=1, path=[]),
        of("one too many", 0, first, size=10_001, path=[zeros] * 14),
        of("size true", 0, first, size=True, path=[]),
        of("index false", 0, first, index=False),
        of("index as text", 0, first, index="0"),
        of("index below zero", 0, first, index=-1),
        of("index beyond the last", 6, last, index=7),
        of("the path too short", 0, first, path=path[:-1]),
        of("the path too long", 0, first, path=[*path, zeros]),
        of("the path as long as that of another place", 6, last, path=path),
        of("a hash of 31 bytes", 0, first, path=[short, *path[1:]]),
        of("a padded hash", 0, first, path=[path[0] + "=", *path[1:]]),
    ]


def headers_together(raw: str) -> list[dict[str, Any]]:
    content = json.loads(raw)
    content["signatures"][0]["batch"]["path"].append(b64u(bytes(32)))
    return [
        {"why": "index with a fraction", "input": raw.replace('"index":6', '"index":6.0', 1)},
        {"why": "size twice", "input": raw.replace('"size":7', '"size":7,"size":7', 1)},
        {"why": "path after size", "input": _path_last(raw)},
        {"why": "one hash too many", "input": _compact(content)},
    ]


def headers(raw: str) -> list[dict[str, Any]]:
    content = json.loads(raw)
    swapped = {**content, "signatures": content["signatures"][::-1]}
    return [
        {"why": "trailing newline", "input": raw + "\n"},
        {"why": "space", "input": raw.replace('"seq":', '"seq": ')},
        {"why": "number with a fraction", "input": raw.replace('"seq":41', '"seq":41.0')},
        {"why": "signatures out of order", "input": _compact(swapped)},
        {
            "why": "a signature twice",
            "input": _compact({**content, "signatures": content["signatures"][:1] * 2}),
        },
        {"why": "no signature", "input": _compact({**content, "signatures": []})},
        {"why": "a part more", "input": _compact({**content, "more": 1})},
    ]


def checkpoints(full: str, text: str, seed_of: Callable[[str], bytes]) -> list[dict[str, Any]]:
    """Notes that do not satisfy the policy."""
    origin, size, root = text.split("\n")[:3]
    log_line, witness_line = full.splitlines(keepends=True)[-2:]
    extended = text + "extension\n"
    signed = note.sign_note(extended, origin, seed_of("log")).line
    elsewhere = cosign(
        Checkpoint(origin, 6, bytes(32)).text, "witness.example/w1", seed_of("w1"), 1_767_323_045
    ).line
    return [
        {"why": "not cosigned", "input": text + "\n" + log_line},
        {"why": "not signed by the log", "input": text + "\n" + witness_line},
        {"why": "an extension line", "input": extended + "\n" + signed + witness_line},
        {"why": "a cosignature of another checkpoint", "input": text + "\n" + log_line + elsewhere},
        {"why": "another size", "input": full.replace(f"\n{size}\n", "\n8\n")},
        {"why": "size with a leading zero", "input": full.replace(f"\n{size}\n", f"\n0{size}\n")},
        {"why": "another origin", "input": full.replace(origin + "\n", origin + "2\n", 1)},
        {"why": "root without padding", "input": full.replace(root, root.rstrip("="))},
        {"why": "a carriage return", "input": full.replace("\n", "\r\n")},
        {"why": "no newline at the end", "input": full[:-1]},
    ]


def map_proofs(
    present: str, value: str, proof: dict[str, Any], absent: str, absence: dict[str, Any]
) -> list[dict[str, Any]]:
    """With a value: presence is claimed. Without: absence."""
    deeper = {**proof, "depth": proof["depth"] + 1, "siblings": [*proof["siblings"], ""]}
    cut = {**proof, "depth": proof["depth"] - 1, "siblings": proof["siblings"][:-1]}
    no_end = {name: part for name, part in proof.items() if name != "terminal"}
    zeros = b64u(bytes(32))
    return [
        {"why": "another value", "label": present, "value": zeros, "proof": proof},
        {"why": "another case's proof", "label": absent, "value": value, "proof": proof},
        {"why": "a leaf one level too deep", "label": present, "value": value, "proof": deeper},
        {"why": "a leaf one level too high", "label": present, "value": value, "proof": cut},
        {
            "why": "depth that does not fit",
            "label": present,
            "value": value,
            "proof": {**proof, "depth": 300},
        },
        {"why": "absence of a present case", "label": present, "proof": proof},
        {"why": "absence of a present case by an empty end", "label": present, "proof": no_end},
        {"why": "absence by a neighbour's path", "label": present, "proof": absence},
        {
            "why": "zeros written out",
            "label": present,
            "value": value,
            "proof": {**proof, "siblings": [zeros] * proof["depth"]},
        },
    ]


def _changed(why: str, opening: dict[str, Any], change: Callable[[Any], object]) -> dict[str, Any]:
    changed = copy.deepcopy(opening)
    change(changed)
    return {"why": why, "input": changed}


def _flipped(text: str) -> str:
    data = bytearray(unb64u(text))
    data[5] ^= 1
    return b64u(bytes(data))


def _path_last(raw: str) -> str:
    start = raw.index('"path":[')
    end = raw.index("],", start) + 2
    return raw[:start] + '"size":7,' + raw[start : end - 1] + raw[end - 1 :].replace(',"size":7', "", 1)


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
