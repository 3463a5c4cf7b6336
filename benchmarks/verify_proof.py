"""Verifying a proof in a process of its own, as a recipient would: prints the seconds.

python -m benchmarks.verify_proof FOLDER
"""

import gc
import sys
from pathlib import Path

from benchmarks.measure import stopwatch
from wholefile.verify import CHECKS
from wholefile.verify.folder import Folder
from wholefile.verify.given import Given
from wholefile.verify.report import Status

OF_PROOF = range(5, 23)  # the checks that need the proof and nothing else
NEEDS_MORE = {7, 8}  # witnesses, and a checkpoint kept from before


def main() -> None:
    """Run the checks on the proof; exits with what is wrong, if anything is."""
    gc.disable()  # as `wholefile.verify` does while it examines
    with stopwatch() as taken:
        given = Given(Folder(Path(sys.argv[1])))
        lines = [check.run(given) for check in CHECKS if check.number in OF_PROOF]
    wrong = [one for one in lines if one.outcome.status != Status.PASSED and one.number not in NEEDS_MORE]
    if wrong:
        sys.exit(f"the proof does not verify: {[(one.id, one.outcome.detail) for one in wrong]}")
    print(taken[0])


if __name__ == "__main__":
    main()
