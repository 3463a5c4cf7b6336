"""Write the lock files: every dependency at one version, with the digests of its files.

Five locks, so made that no two of them can disagree about a version; but for speech, each is a subset of `dev.lock`:

- `base.lock`: what a recipient needs to verify a production;
- `all.lock`: what an agency needs to run the record;
- `build.lock`: what builds our own package;
- `speech.lock`: what indexes recorded speech, for those who ask for it;
- `dev.lock`: all of these, and the tests' and checks' tools.

`make lock` keeps the versions it finds and adds what is missing; `make lock UPGRADE=1` takes the newest.
The first line of each lock is a digest of what `pyproject.toml` asks for: a stale lock is found offline.
"""

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
OLDEST_PYTHON = "3.11"
HEADER = "# Asked for by pyproject.toml, digest "
# The editable install of our own package needs this beside the build backend that pyproject.toml names.
EDITABLE = "editables"


def digest_of_what_is_asked_for(pyproject: str) -> str:
    """SHA-256 over everything in a `pyproject.toml` that decides what a lock holds."""
    asked = tomllib.loads(pyproject)
    project = asked["project"]
    decisive = [
        project["requires-python"],
        project["dependencies"],
        project["optional-dependencies"],
        asked["build-system"]["requires"],
    ]
    return hashlib.sha256(json.dumps(decisive).encode()).hexdigest()


def write_lock(name: str, source: list[str], *, stdin: str = "", constraint: Path | None = None) -> None:
    """Resolve one set of requirements for every platform; write it with hashes, without index addresses."""
    target = FOLDER / f"{name}.lock"
    command = [sys.executable, "-m", "uv", "pip", "compile", *source, "--universal", "--generate-hashes"]
    command += ["--python-version", OLDEST_PYTHON, "--no-header", "--no-annotate", "--quiet"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--output-file", str(target)]
    if constraint:
        command += ["--constraint", str(constraint)]
    if os.environ.get("UPGRADE"):
        command.append("--upgrade")
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    subprocess.run(command, cwd=ROOT, check=True, input=stdin, text=True, env=environment)
    digest = digest_of_what_is_asked_for((ROOT / "pyproject.toml").read_text())
    target.write_text(f"{HEADER}{digest}\n{target.read_text()}")


def main() -> None:
    """Write every lock, the widest first: the others choose from its versions."""
    FOLDER.mkdir(exist_ok=True)
    widest = FOLDER / "dev.lock"
    write_lock("dev", ["pyproject.toml", "--extra", "dev"])
    write_lock("all", ["pyproject.toml", "--extra", "all"], constraint=widest)
    write_lock("base", ["pyproject.toml"], constraint=widest)
    write_lock("speech", ["pyproject.toml", "--extra", "speech"], constraint=widest)
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    write_lock("build", ["-"], stdin="\n".join([*backend, EDITABLE]), constraint=widest)


if __name__ == "__main__":
    main()
