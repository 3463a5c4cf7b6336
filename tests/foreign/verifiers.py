"""Three verifiers that share no code: Go's own, one from PyPI, and ours. Foreign ones run under a time limit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from wholefile.audit import PublishedLog, Trusted, audit
from wholefile.core.errors import WholefileError
from wholefile.core.note import parse_vkey
from wholefile.core.policy import format_policy, parse_policy

HERE = Path(__file__).parent
# Debian's golang-golang-x-mod-dev keeps its source here.
GO_PATH = Path("/usr/share/gocode")
# It asks for a newer Python than we support and runs on ours, so it is installed beside the locked environment.
ORACLES = Path(sys.prefix) / "oracles"
SECONDS = 60


class Verdict(NamedTuple):
    """Whether a verifier accepts a log, and what it said."""

    accepts: bool
    said: str


def build_go(folder: Path) -> Path:
    """The Go verifier, built; the test is skipped where there is no Go or no golang.org/x/mod."""
    if shutil.which("go") is None or not (GO_PATH / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("no Go with golang.org/x/mod (Debian: golang-go, golang-golang-x-mod-dev)")
    program = folder / "tlogcheck"
    env = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": str(GO_PATH),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
    }
    subprocess.run(
        ["go", "build", "-o", program, HERE / "tlogcheck/main.go"], env=env, check=True, timeout=300
    )
    return program


def ask(command: list, *, env=None) -> Verdict:
    run = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, env=env)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    assert run.stdout.startswith("refused:" if run.returncode else "accepted:"), run.stdout + run.stderr
    return Verdict(run.returncode == 0, run.stdout.strip())


def go(program: Path, folder: Path, log: str, witnesses: list[str]) -> Verdict:
    return ask([program, folder, log, *witnesses])


def aics(folder: Path, log: str, witnesses: list[str]) -> Verdict:
    if not (ORACLES / "aics_tlog").is_dir():
        pytest.skip("aics-tlog is not installed beside the environment (tools/install-oracles does it)")
    return ask(
        [sys.executable, "-W", "error", HERE / "aics_check.py", folder, log, *witnesses],
        env=os.environ | {"PYTHONPATH": str(ORACLES)},
    )


def ours(folder: Path, log: str, witnesses: list[str]) -> Verdict:
    keys = {f"witness-{number}": parse_vkey(one) for number, one in enumerate(witnesses)}
    policy = parse_policy(format_policy([parse_vkey(log)], keys).encode())
    try:
        report = audit(PublishedLog(folder), Trusted(policy=policy))[0]
    except WholefileError as error:
        return Verdict(accepts=False, said=error.message)
    return Verdict(report.passed, report.to_text().splitlines()[1])
