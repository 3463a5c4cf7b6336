"""The process that reads damaged files of one kind, one after the other, as the program in the sandbox would.

    python -m tests.fuzz.target KIND SEED COUNT NOTE

Before each file it writes into NOTE which it is, so that whoever started it can say of which it died. It prints one
line of JSON: how many were read, how they ended, and of which its own code failed, with the error.
"""

import io
import json
import resource
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

from tests.extraction.reading import parse
from tests.fuzz.corpus import seeds_of
from tests.fuzz.mutations import mutations
from wholefile.extraction.contract import MIB, Job, Limits
from wholefile.extraction.running import run

LIMITS = Limits(members=2_000, produced=64 * MIB, characters=2_000_000)
_MEMORY = 3 << 30


def main() -> None:
    """Read so many damaged files."""
    kind, seed, count, note = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    statuses: Counter[str] = Counter()
    failures: list[dict[str, object]] = []
    seeds = seeds_of(kind)
    with tempfile.TemporaryDirectory() as folder:
        blob = Path(folder) / "blob"
        for number, data in enumerate(mutations(seeds, seed, count)):
            note.write_text(json.dumps({"kind": kind, "seed": seed, "number": number}))
            blob.write_bytes(data)
            stream = io.BytesIO()
            run(Job("read", f"file.{kind}", len(data), LIMITS), blob, stream)
            said = parse(stream.getvalue())
            statuses[said.status] += 1
            if said.failed:
                failures.append({"number": number, "error": said.failed})
    sys.stdout.write(json.dumps({"read": count, "statuses": statuses, "failures": failures}) + "\n")


if __name__ == "__main__":
    main()
