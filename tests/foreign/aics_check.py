"""Verify a published log with aics-tlog alone: run in a process of its own, it imports nothing of Wholefile.

python aics_check.py LOGDIR LOG-VKEY [WITNESS-VKEY...]
"""

import sys
from pathlib import Path

import aics_tlog


def main(folder: str, log_key: str, *witness_keys: str) -> str:
    result = aics_tlog.verify_checkpoint(
        aics_tlog.parse_note((Path(folder) / "checkpoint").read_bytes()),
        aics_tlog.parse_vkey(log_key),
        witness_keys=[aics_tlog.parse_vkey(one) for one in witness_keys],
        quorum=len(witness_keys),
        max_future_seconds=1 << 40,  # the witnesses of tests have clocks of their own
    )
    if not result.ok:
        raise ValueError(result.error)
    reader = aics_tlog.FileSystemTileReader(folder)
    report = aics_tlog.audit_tiles(reader, result.size, result.root)
    verified = aics_tlog.VerifiedTileReader(reader, result.size, result.root)
    step = 1 + result.size // 50
    for index in range(0, result.size, step):
        proof = aics_tlog.inclusion_proof_from_tiles(verified, index, result.size)
        if not aics_tlog.verify_inclusion(verified.leaf_hash(index), index, result.size, proof, result.root):
            raise ValueError(f"entry {index} is not included")
    return f"accepted: {result.size} entries, {report}"


if __name__ == "__main__":
    try:
        sys.stdout.write(main(*sys.argv[1:]) + "\n")
    except (ValueError, OSError) as error:
        sys.exit(sys.stdout.write(f"refused: {type(error).__name__}: {error}\n") and 1)
