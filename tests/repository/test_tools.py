"""tools/install runs once even when asked twice at once; tools/with-postgres leaves nothing behind."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parents[2]
# Stands where the environment's Python would be and writes down what it was asked to do.
RECORDER = '#!/bin/sh\nsleep 0.2\necho "$*" >> calls\n'


@pytest.fixture
def checkout(tmp_path):
    """A folder that looks like a checkout with an environment whose Python only takes notes."""
    recorder = tmp_path / "env/bin/python"
    recorder.parent.mkdir(parents=True)
    recorder.write_text(RECORDER)
    recorder.chmod(0o755)
    for name in ("a.lock", "pyproject.toml"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    return tmp_path


def install(checkout):
    command = [ROOT / "tools/install", "env", "env/.stamp", "a.lock"]
    return subprocess.Popen(command, cwd=checkout, env=os.environ | {"PYTHON": sys.executable})


def calls(checkout):
    return (checkout / "calls").read_text().splitlines()


def test_dependencies_are_installed_with_digests_and_then_our_package_without_any(checkout):
    assert install(checkout).wait() == 0
    dependencies, ours = calls(checkout)
    assert dependencies.endswith("--require-hashes -r a.lock")
    assert ours.endswith("--no-deps --no-build-isolation --editable .")


def test_a_second_run_has_nothing_to_do_until_the_lock_changes(checkout):
    assert install(checkout).wait() == 0
    assert install(checkout).wait() == 0
    assert len(calls(checkout)) == 2
    stamp = (checkout / "env/.stamp").stat().st_mtime
    os.utime(checkout / "a.lock", (stamp + 1, stamp + 1))
    assert install(checkout).wait() == 0
    assert len(calls(checkout)) == 4


def test_a_failed_installation_leaves_no_stamp(checkout):
    (checkout / "env/bin/python").write_text("#!/bin/sh\nexit 1\n")
    assert install(checkout).wait() != 0
    assert not (checkout / "env/.stamp").exists()


@pytest.mark.skipif(not shutil.which("flock"), reason="flock is not installed")
def test_two_runs_at_once_install_once(checkout):
    both = [install(checkout), install(checkout)]
    assert [one.wait() for one in both] == [0, 0]
    assert len(calls(checkout)) == 2


needs_postgres = pytest.mark.skipif(
    not (shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))),
    reason="PostgreSQL's server programs are not installed",
)


@needs_postgres
def test_the_private_server_answers_and_is_gone_afterwards():
    script = """
import os, psycopg, sys
url = os.environ["WHOLEFILE_TEST_POSTGRES_URL"]
with psycopg.connect(url) as connection:
    print(url, *connection.execute("select current_user, 6 * 7").fetchone())
sys.exit(7)
"""
    run = subprocess.run(
        [ROOT / "tools/with-postgres", sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 7, run.stderr
    url, *row = run.stdout.split()
    assert row == ["wholefile", "42"]
    address = urlsplit(url)
    assert address.hostname == "127.0.0.1"
    assert len(address.password) == 32
    with socket.socket() as client:
        assert client.connect_ex((address.hostname, address.port)) != 0
