"""The demo goes as told, and says so when it does not: each expectation it narrates can fail."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from wholefile.core.cosignature import cosign
from wholefile.core.errors import Conflict
from wholefile.demo.play import play
from wholefile.processing import sandbox
from wholefile.rules import registry
from wholefile.verify import CHECKS
from wholefile.verify.report import passed
from wholefile.witness.protocol import Answer, Witness, parse_request


def told(folder, **options):
    lines = []
    return play(lines.append, into=folder, **options), lines


@pytest.mark.timeout(300)
def test_the_whole_story_as_a_command(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "wholefile.cli.main", "demo", "--into", str(tmp_path / "kept")],
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr
    assert run.stdout.count("DETECTED") == 7
    assert max(len(line) for line in run.stdout.splitlines() if str(tmp_path) not in line) <= 80
    production = tmp_path / "kept" / "productions" / "PR-2"
    again = subprocess.run(
        [sys.executable, "-m", "wholefile.cli.main", "verify", str(production)],
        capture_output=True,
        check=False,
    )
    assert again.returncode == 0


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_as_json_every_line_is_one_step(tmp_path):
    well, lines = told(tmp_path / "kept", as_json=True)
    assert well
    steps = [json.loads(line) for line in lines]
    assert {"chapter", "did", "refused", "proved", "detected", "quote"} <= {one["step"] for one in steps}
    assert sum(one["step"] == "refused" for one in steps) >= 10


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "something").write_text("here")
    with pytest.raises(Conflict):
        play(print, into=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["A1", "S1", "S3", "H7", "H1", "D2", "D3", "D6"])
def test_a_rule_that_is_switched_off_is_noticed(tmp_path, monkeypatch, rule):
    monkeypatch.setitem(registry.RULES, rule, replace(registry.RULES[rule], test=None))
    registry._asked.cache_clear()
    try:
        well, lines = told(tmp_path / "kept")
    finally:
        monkeypatch.undo()
        registry._asked.cache_clear()
    assert not well
    assert "NOT AS TOLD" in lines[-1]


@pytest.mark.slow
def test_a_witness_that_cosigns_anything_is_noticed(tmp_path, monkeypatch):
    def cosign_anything(self, body):
        request = parse_request(body)
        return Answer(
            200, (cosign(request.note.text, self.key.name, self._seed, self._clock()).line + "\n").encode()
        )

    monkeypatch.setattr(Witness, "add_checkpoint", cosign_anything)
    well, lines = told(tmp_path / "kept")
    assert not well
    assert "witness" in lines[-1]


def test_a_check_that_finds_nothing_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr("wholefile.demo.chapter_cheats.check", lambda _record: [])
    well, lines = told(tmp_path / "kept")
    assert not well
    assert "edited row" in lines[-1]


def test_a_verifier_that_passes_everything_is_noticed(tmp_path, monkeypatch):
    blind = next(one for one in CHECKS if one.id == "the_schedule_lists_every_item")
    monkeypatch.setattr(
        "wholefile.verify.CHECKS",
        tuple(
            replace(one, function=lambda _given: passed("seen", 1)) if one is blind else one for one in CHECKS
        ),
    )
    well, lines = told(tmp_path / "kept")
    assert not well
    assert "the_schedule_lists_every_item" in lines[-1]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_without_a_sandbox_the_story_says_so_and_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr("wholefile.processing.sandbox.usable", lambda: "There is no sandbox here.")
    well, lines = told(tmp_path / "kept")
    assert well
    assert any("was not read here" in line for line in lines)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_black_box_that_is_not_noticed_is_noticed(tmp_path, monkeypatch):
    if why := sandbox.usable():
        pytest.skip(why)
    monkeypatch.setattr("wholefile.demo.laptop.HIDDEN", "")
    well, lines = told(tmp_path / "kept")
    assert not well
    assert "black box" in lines[-1]
