"""Writes the vectors in docs/formats/vectors: inputs with the one right result, and inputs that must be refused.

Run from the root of the repository after a change of a format: `PYTHONPATH=.:src python -m tests.core.make_vectors`.
Everything in them is derived from fixed texts, so the files change only when a format does.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.core import vector_negatives as bad
from tests.core.makers import ORIGIN, PAGE, RP_ID, Authenticator, enrolled, make_act, seed_of
from wholefile.core import (
    acts_together,
    canonical,
    case_index,
    checkpoint,
    commitment,
    cosignature,
    docket,
    header,
    keys,
    merkle,
    multiproof,
    note,
    policy,
    signatures,
    tiles,
)
from wholefile.core.canonical import b64u

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "formats" / "vectors"
Vectors = dict[str, Any]


def canonical_vectors() -> Vectors:
    values = [
        {},
        [],
        "",
        0,
        True,
        {"b": [1, {"a": False}], "a": '\u20ac\n"\\/\x1f\x7f\u2028'},
        {"B": 1, "a": 2, "_": 3},
        2**53 - 1,
    ]
    return {
        "encode": [{"value": v, "bytes": canonical.encode(v).hex()} for v in values],
        "refuse": [{"why": why, "bytes": raw.hex()} for why, raw in bad.CANONICAL.items()],
        "base64url": [
            {"bytes": data.hex(), "text": b64u(data)} for data in (b"", b"\x00", b"\xfb\xff", bytes(32))
        ],
        "refuse_base64url": ["A", "AA==", "AB", "AAB", "+A", "/w", "AA\n"],
        "dockets": [
            {
                "typed": t,
                "canonical": docket.spell_docket(t),
                "label": docket.case_label(docket.spell_docket(t)),
            }
            for t in bad.TYPED
        ],
        "refuse_dockets": bad.DOCKETS,
        "register_label": docket.REGISTER_LABEL,
    }


def commitment_vectors() -> Vectors:
    fields = {
        "description": "Küchenmesser, 20 cm",
        "item": "EV-1",
        "sealed": True,
        "tags": ["S-1", "S-2"],
        "weight": 120,
    }
    secret = sha256(b"secret of a body").digest()
    value = commitment.commit(fields, secret)
    some = commitment.open_some(fields, secret, {"item", "weight"})
    return {
        "fields": fields,
        "secret": b64u(secret),
        "commitment": b64u(value),
        "empty_body": b64u(commitment.commit({}, secret)),
        "full_opening": commitment.open_all(fields, secret),
        "partial_opening": some,
        "partial_opening_shows": commitment.check_opening(some, value),
        "refuse": bad.openings(commitment.open_all(fields, secret), some),
    }


def act_vectors() -> Vectors:
    act = make_act()
    passkeys = [Authenticator(), Authenticator(keys.WEBAUTHN_ED25519)]
    signed = [signatures.sign_act(seed_of("a"), act), *(p.sign(act) for p in passkeys)]
    holders = [enrolled("a"), *(p.enrolled for p in passkeys)]
    for signature, key in zip(signed, holders, strict=True):
        signatures.verify_signature(signature, act, key)
    raw = header.encode_header(act, 41, signed)
    return {
        "act": act,
        "message": signatures.act_message(act).hex(),
        "act_hash": b64u(signatures.act_hash(act)),
        "keys": [{"key": k.key, "algorithm": k.algorithm, "public_key": b64u(k.public_key)} for k in holders],
        "relying_party": {"rp_id": RP_ID, "origins": [PAGE]},
        "signatures": signed,
        "header": raw.decode(),
        "leaf": b64u(header.header_leaf(raw)),
        "refuse_acts": [{"why": why, "act": {**act, **change}} for why, change in bad.ACTS.items()],
        "refuse_signatures": bad.signatures_of(signed),
        "refuse_headers": bad.headers(raw.decode()),
    }


def acts_together_vectors() -> Vectors:
    acts = [make_act(nonce=sha256(b"act %d" % n).digest()[:16]) for n in range(7)]
    hashes = [signatures.act_hash(act) for act in acts]
    passkeys = [Authenticator(), Authenticator(keys.WEBAUTHN_ED25519)]
    signed = [passkey.sign_together(acts) for passkey in passkeys]
    for theirs, passkey in zip(signed, passkeys, strict=True):
        for act, signature in zip(acts, theirs, strict=True):
            signatures.verify_signature(signature, act, passkey.enrolled)
    raw = header.encode_header(acts[6], 41, [theirs[6] for theirs in signed])
    return {
        "acts": acts,
        "act_hashes": [b64u(one) for one in hashes],
        "challenges": [
            {
                "size": n,
                "challenge": b64u(acts_together.acts_challenge(hashes[:n])),
                "batches": acts_together.batch_parts(hashes[:n]),
            }
            for n in (2, 3, 4, 7)
        ],
        "keys": [
            {
                "key": k.key,
                "algorithm": k.algorithm,
                "public_key": b64u(k.public_key),
            }
            for k in (enrolled("a"), *(p.enrolled for p in passkeys))
        ],
        "relying_party": {"rp_id": RP_ID, "origins": [PAGE]},
        "signatures": [{"act": n, "signature": theirs[n]} for theirs in signed for n in (0, 3, 6)],
        "header": raw.decode(),
        "refuse_acts": bad.ACTS_TOGETHER,
        "refuse_signatures": bad.signed_together(
            signed[0], passkeys[0].sign(acts[0]), signatures.sign_act(seed_of("a"), acts[0])
        ),
        "refuse_headers": bad.headers_together(raw.decode()),
    }


def log_vectors() -> Vectors:
    entries = [b"entry %d" % n for n in range(7)]
    leaves = [merkle.leaf_hash(e) for e in entries]
    node = merkle.list_reader(leaves)
    head = checkpoint.Checkpoint(ORIGIN, 7, merkle.root(leaves))
    log_key = note.VerifierKey(ORIGIN, note.ED25519_NOTE, keys.public_key_of(seed_of("log")))
    witness = note.VerifierKey("witness.example/w1", note.COSIGNATURE, keys.public_key_of(seed_of("w1")))
    signed = note.parse_note(checkpoint.sign_checkpoint(head, seed_of("log")))
    cosigned = cosignature.cosign(head.text, witness.name, seed_of("w1"), 1_767_323_045)
    full = note.format_note(head.text, [*signed.signatures, cosigned]).decode()
    many = [1, 2, 6]
    return {
        "entries": [e.decode() for e in entries],
        "leaves": [b64u(leaf) for leaf in leaves],
        "roots": [{"size": n, "root": b64u(merkle.root(leaves[:n]))} for n in range(8)],
        "inclusion": [
            {"index": i, "size": n, "proof": _hashes(merkle.inclusion_proof(i, n, node))}
            for n in (1, 4, 7)
            for i in range(n)
        ],
        "consistency": [
            {"old": m, "new": n, "proof": _hashes(merkle.consistency_proof(m, n, node))}
            for n in (4, 7)
            for m in range(1, n + 1)
        ],
        "multiproofs": [
            {"indexes": some, "size": 7, "proof": _hashes(multiproof.prove_many(some, 7, node))}
            for some in (many, [0], [6], [*range(7)])
        ],
        "bundle": tiles.encode_bundle(entries).hex(),
        "tile_paths": [
            {"level": t.level, "number": t.number, "width": t.width, "path": t.path} for t in bad.TILES
        ],
        "log_key": log_key.vkey,
        "witness_key": witness.vkey,
        "checkpoint": full,
        "policy": policy.format_policy([log_key], {"w1": witness}),
        "refuse_checkpoints": bad.checkpoints(full, head.text, seed_of),
    }


def case_index_vectors() -> Vectors:
    entries = [
        (3, merkle.leaf_hash(b"entry 3")),
        (8, merkle.leaf_hash(b"entry 8")),
        (21, merkle.leaf_hash(b"entry 21")),
    ]
    subroot = case_index.case_subroot(entries)
    first = canonical.unb64u(docket.case_label("2026-CR-42"))
    items = {first: case_index.case_value(3, 21, subroot)}
    for n in range(1, 10):
        label = canonical.unb64u(docket.case_label(f"2026-CR-{n}"))
        items[label] = case_index.case_value(
            1, n, case_index.case_subroot([(n, merkle.leaf_hash(b"entry %d" % n))])
        )
    absent = canonical.unb64u(docket.case_label("2026-CR-43"))
    root = case_index.map_root(items)
    present_proof, absent_proof = (case_index.prove(items, label).to_json() for label in (first, absent))
    return {
        "case": {
            "docket": "2026-CR-42",
            "entries": [{"index": i, "leaf": b64u(leaf)} for i, leaf in entries],
            "subroot": b64u(subroot),
            "value": b64u(items[first]),
        },
        "map": [{"label": b64u(label), "value": b64u(value)} for label, value in sorted(items.items())],
        "root": b64u(root),
        "root_of_none": b64u(case_index.map_root({})),
        "root_of_one": b64u(case_index.map_root({first: items[first]})),
        "present": {"label": b64u(first), "value": b64u(items[first]), "proof": present_proof},
        "absent": {"label": b64u(absent), "proof": absent_proof},
        "refuse": bad.map_proofs(b64u(first), b64u(items[first]), present_proof, b64u(absent), absent_proof),
    }


def every_file() -> dict[str, bytes]:
    """The content of each file of vectors, by name."""
    makers = {
        "canonical": canonical_vectors,
        "commitment": commitment_vectors,
        "act": act_vectors,
        "acts-together": acts_together_vectors,
        "log": log_vectors,
        "case-index": case_index_vectors,
    }
    return {
        f"{name}.json": (json.dumps(make(), ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode()
        for name, make in makers.items()
    }


def _hashes(proof: list[bytes]) -> list[str]:
    return [b64u(h) for h in proof]


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in every_file().items():
        (FOLDER / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")
