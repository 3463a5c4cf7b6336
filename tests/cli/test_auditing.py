"""A record and its auditor, each by its commands alone: publish, open, recompute, cosign, take back."""

import json

import pytest
from click.testing import CliRunner

from wholefile.audit.cli import app as audit
from wholefile.core.note import parse_note

NAME = "auditor.example/state"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch):
    monkeypatch.setenv("WHOLEFILE_PASSPHRASE", "correct horse battery staple")


def test_an_auditor_recomputes_what_was_published_and_the_record_publishes_the_cosignature(wf, tmp_path):
    wf("record", "checkpoint")
    wf("record", "publish", str(tmp_path / "mirror"))
    told = wf.json("record", "openings", str(tmp_path / "openings"), "--what", "all")
    key = wf.json("record", "status")["log_key"]
    words = [tmp_path / "mirror", "--log", key, "--openings", tmp_path / "openings", "--whole", "--json"]
    signing = [
        "--key",
        tmp_path / "key",
        "--name",
        NAME,
        "--make-key",
        "--first",
        "--into",
        tmp_path / "back",
    ]
    run = CliRunner().invoke(audit, [str(one) for one in [*words, *signing]])
    assert run.exit_code == 0, run.output
    report = json.loads(run.stdout)
    assert (report["recomputed"], report["size"]) == (True, told["openings"])
    assert [one["id"] for one in report["checks"] if one["status"] == "not checked"] == [
        "the_witness_policy_is_met",
        "the_log_continues_the_previous_audit",
    ]
    wf("record", "cosigned", str(tmp_path / "back"), code=7)
    wf("record", "witness-add", "auditor", run.stderr.split()[1])
    note = wf.json("record", "cosigned", str(tmp_path / "back"))["note"]
    assert NAME in [one.name for one in parse_note(note.encode()).signatures]
    assert NAME in wf("record", "cosigned", str(tmp_path / "back")).out
    assert "entries are opened" in wf("record", "openings", str(tmp_path / "index")).out
