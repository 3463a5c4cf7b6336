"""`wholefile verify` as people run it, on the base install: no server, no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.verify.maker import make_production, reseal
from tests.verify.world import policy_text

# Everything that only the server's install has; importing it here ends the program.
WITHOUT_SERVER = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "psycopg", "typst", "PIL", "sqlite3"}:
            raise ImportError(f"{name} is not in the base install")
sys.meta_path.insert(0, Missing())
sys.argv[0] = "wholefile"
from wholefile.cli.main import main
main()
"""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_SERVER, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def production(tmp_path_factory) -> Path:
    return make_production(tmp_path_factory.mktemp("made") / "PR-1")


def test_an_honest_production_passes(production: Path):
    done = run("verify", production)
    assert (done.returncode, done.stderr) == (0, "")
    assert "PASSED. Every check that was made holds." in done.stdout
    assert "Compare the fingerprint by telephone" in done.stdout


def test_json(production: Path):
    done = run("verify", production, "--json")
    report = json.loads(done.stdout)
    assert (report["format"], report["verdict"]) == ("wholefile verification v1", "passed")
    assert (report["production"], report["docket"], len(report["checks"])) == ("PR-1", "2026-CR-42", 32)
    assert {check["status"] for check in report["checks"]} <= {"passed", "failed", "not checked"}


def test_a_failed_check_ends_in_1(tmp_path: Path):
    folder = make_production(tmp_path / "PR-1")
    (folder / "data/cover-letter.pdf").write_bytes(b"other")
    reseal(folder)
    done = run("verify", folder)
    assert done.returncode == 1
    assert "FAILED" in done.stdout


@pytest.mark.parametrize("what", ["nothing.zip", "."])
def test_what_is_no_production_is_said_plainly(tmp_path: Path, what: str):
    done = run("verify", tmp_path / what)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stdout + done.stderr


def test_the_checkpoint_is_remembered_and_recognised(production: Path, tmp_path: Path):
    kept, policy = tmp_path / "kept", tmp_path / "policy"
    policy.write_text(policy_text())
    assert run("verify", production, "--remember", kept, "--policy", policy).returncode == 0
    assert kept.read_bytes() == (production / "proof/checkpoint").read_bytes()
    done = run("verify", production, "--known", kept, "--policy", policy, "--remember", kept)
    assert done.returncode == 0
    assert "Not checked" not in done.stdout


def test_a_failed_production_is_not_remembered(tmp_path: Path):
    folder = make_production(tmp_path / "PR-1")
    (folder / "data/extra").write_bytes(b"x")
    done = run("verify", folder, "--remember", tmp_path / "kept")
    assert done.returncode == 1
    assert "not kept" in done.stderr
    assert not (tmp_path / "kept").exists()


def test_a_policy_that_is_not_there(production: Path, tmp_path: Path):
    done = run("verify", production, "--policy", tmp_path / "none")
    assert done.returncode == 2
    assert "cannot be read" in done.stderr


def test_help_teaches():
    done = run("verify", "--help")
    assert done.returncode == 0
    assert "Exit code" in done.stdout
