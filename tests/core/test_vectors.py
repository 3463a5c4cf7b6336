"""The vectors in docs/formats/vectors: they are what the generator makes, and the code does what they say."""

import json

import pytest

from tests.core import make_vectors, naive
from wholefile.core import (
    acts_together,
    canonical,
    case_index,
    commitment,
    docket,
    header,
    merkle,
    multiproof,
    policy,
    signatures,
    tiles,
)
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.errors import WholefileError


@pytest.fixture(scope="module")
def made():
    return make_vectors.every_file()


def vectors(name):
    return json.loads((make_vectors.FOLDER / f"{name}.json").read_bytes())


def test_the_committed_files_are_what_the_generator_makes(made):
    committed = {
        file.name: file.read_bytes() for file in make_vectors.FOLDER.glob("*.json") if file.name in made
    }
    assert committed == made


def refuses(call, *args):
    try:
        call(*args)
    except WholefileError:
        return True
    return False


def test_canonical():
    v = vectors("canonical")
    for pair in v["encode"]:
        assert canonical.encode(pair["value"]).hex() == pair["bytes"]
        assert canonical.decode(bytes.fromhex(pair["bytes"])) == pair["value"]
    assert [c["why"] for c in v["refuse"] if not refuses(canonical.decode, bytes.fromhex(c["bytes"]))] == []
    for pair in v["base64url"]:
        assert unb64u(pair["text"]).hex() == pair["bytes"]
    assert [text for text in v["refuse_base64url"] if not refuses(unb64u, text)] == []
    for case in v["dockets"]:
        assert docket.spell_docket(case["typed"]) == case["canonical"]
        assert case["label"] == b64u(naive.sha(naive.tag("case-label"), case["canonical"].encode()))
    assert [text for text in v["refuse_dockets"] if not refuses(docket.spell_docket, text)] == []
    assert v["register_label"] == b64u(naive.sha(naive.tag("case-label"), b"register"))


def test_commitment():
    v = vectors("commitment")
    value = unb64u(v["commitment"])
    assert value == naive.commitment(v["fields"], unb64u(v["secret"]))
    assert unb64u(v["empty_body"]) == naive.mth([])
    assert commitment.check_opening(v["full_opening"], value) == v["fields"]
    assert commitment.check_opening(v["partial_opening"], value) == v["partial_opening_shows"]
    assert [c["why"] for c in v["refuse"] if not refuses(commitment.check_opening, c["input"], value)] == []


def test_act():
    v = vectors("act")
    party = v["relying_party"]["rp_id"], tuple(v["relying_party"]["origins"])
    holders = {
        k["key"]: signatures.EnrolledKey(
            k["key"], k["algorithm"], unb64u(k["public_key"]), *(() if k["algorithm"] == "ed25519" else party)
        )
        for k in v["keys"]
    }
    assert signatures.act_message(v["act"]).hex() == v["message"]
    assert v["act_hash"] == b64u(naive.sha(bytes.fromhex(v["message"])))
    for signature in v["signatures"]:
        signatures.verify_signature(signature, v["act"], holders[signature["key"]])
    read = header.decode_header(v["header"].encode())
    assert (read.act, read.seq) == (v["act"], 41)
    assert header.encode_header(v["act"], 41, v["signatures"]).decode() == v["header"]
    assert v["leaf"] == b64u(naive.sha(b"\x00", v["header"].encode()))
    accepted = [c["why"] for c in v["refuse_acts"] if not refuses(header.check_act, c["act"])]
    accepted += [
        c["why"]
        for c in v["refuse_signatures"]
        if not refuses(signatures.verify_signature, c["input"], v["act"], holders[c["input"]["key"]])
    ]
    accepted += [
        c["why"] for c in v["refuse_headers"] if not refuses(header.decode_header, c["input"].encode())
    ]
    assert accepted == []


def test_acts_together():
    v = vectors("acts-together")
    party = v["relying_party"]["rp_id"], tuple(v["relying_party"]["origins"])
    holders = {
        k["key"]: signatures.EnrolledKey(
            k["key"], k["algorithm"], unb64u(k["public_key"]), *(() if k["algorithm"] == "ed25519" else party)
        )
        for k in v["keys"]
    }
    hashes = [naive.sha(b"wholefile/act/v1\n", canonical.encode(act)) for act in v["acts"]]
    assert [b64u(one) for one in hashes] == v["act_hashes"]
    for case in v["challenges"]:
        few = hashes[: case["size"]]
        signed = naive.sha(b"wholefile/acts/v1\n", case["size"].to_bytes(8, "big"), naive.mth(few))
        assert case["challenge"] == b64u(signed)
        assert acts_together.acts_challenge(few) == signed
        for index, batch in enumerate(case["batches"]):
            assert (batch["index"], batch["size"]) == (index, case["size"])
            assert [unb64u(one) for one in batch["path"]] == naive.audit_path(index, few)
            assert acts_together.challenge_of_part(few[index], batch) == signed
    for one in v["signatures"]:
        signature = one["signature"]
        signatures.verify_signature(signature, v["acts"][one["act"]], holders[signature["key"]])
    read = header.decode_header(v["header"].encode())
    assert header.encode_header(read.act, read.seq, read.signatures).decode() == v["header"]
    assert read.act == v["acts"][6]
    accepted = [
        c["why"]
        for c in v["refuse_acts"]
        if not refuses(acts_together.acts_challenge, [hashes[n] for n in c["acts"]])
    ]
    accepted += [
        c["why"]
        for c in v["refuse_signatures"]
        if not refuses(
            signatures.verify_signature, c["input"], v["acts"][c["act"]], holders[c["input"]["key"]]
        )
    ]
    accepted += [
        c["why"] for c in v["refuse_headers"] if not refuses(header.decode_header, c["input"].encode())
    ]
    assert accepted == []


def test_log():
    v = vectors("log")
    entries = [entry.encode() for entry in v["entries"]]
    leaves = [unb64u(leaf) for leaf in v["leaves"]]
    roots = {r["size"]: unb64u(r["root"]) for r in v["roots"]}
    assert leaves == [naive.sha(b"\x00", entry) for entry in entries]
    assert roots == {n: naive.mth(entries[:n]) for n in range(8)}
    for p in v["inclusion"]:
        proof = [unb64u(h) for h in p["proof"]]
        assert proof == naive.audit_path(p["index"], entries[: p["size"]])
        merkle.verify_inclusion(leaves[p["index"]], p["index"], p["size"], proof, roots[p["size"]])
    for p in v["consistency"]:
        proof = [unb64u(h) for h in p["proof"]]
        assert proof == naive.consistency(p["old"], entries[: p["new"]])
        merkle.verify_consistency(p["old"], p["new"], roots[p["old"]], roots[p["new"]], proof)
    for p in v["multiproofs"]:
        proof = [unb64u(h) for h in p["proof"]]
        multiproof.verify_many({i: leaves[i] for i in p["indexes"]}, p["size"], proof, roots[p["size"]])
    assert tiles.decode_bundle(bytes.fromhex(v["bundle"]), 7) == entries
    for t in v["tile_paths"]:
        assert tiles.parse_tile_path(t["path"]) == tiles.Tile(t["level"], t["number"], t["width"])
    court = policy.parse_policy(v["policy"].encode())
    found = policy.check_checkpoint(v["checkpoint"].encode(), court)
    assert (found.checkpoint.size, found.checkpoint.root, dict(found.cosigned)) == (
        7,
        roots[7],
        {"w1": 1_767_323_045},
    )
    notes = v["refuse_checkpoints"]
    assert [c["why"] for c in notes if not refuses(policy.check_checkpoint, c["input"].encode(), court)] == []


def test_case_index():
    v = vectors("case-index")
    entries = [(e["index"], unb64u(e["leaf"])) for e in v["case"]["entries"]]
    items = {unb64u(i["label"]): unb64u(i["value"]) for i in v["map"]}
    root = unb64u(v["root"])
    assert unb64u(v["case"]["value"]) == naive.case_value(entries)
    assert root == naive.sparse_map(items)
    assert unb64u(v["root_of_none"]) == bytes(32)
    assert unb64u(v["root_of_one"]) == naive.sparse_map(
        {unb64u(v["present"]["label"]): unb64u(v["case"]["value"])}
    )
    claim(root, v["present"])
    claim(root, v["absent"])
    assert [c["why"] for c in v["refuse"] if not refuses(claim, root, c)] == []


def claim(root, case):
    """With a value, the label is claimed to be in the map; without, to be absent."""
    proof = case_index.MapProof.from_json(case["proof"])
    if "value" in case:
        case_index.verify_presence(root, unb64u(case["label"]), unb64u(case["value"]), proof)
    else:
        case_index.verify_absence(root, unb64u(case["label"]), proof)
