"""What an honest production keeps closed, and that it passes all the same."""

import json
from pathlib import Path

import pytest

from tests.verify.forged_openings import MORE, PART, UNDECIDED, WAITING, words_in
from tests.verify.maker import make_production
from tests.verify.scenario import REPORT, TABLET
from wholefile.verify import Verdict, verify


@pytest.mark.parametrize("twists", [{}, MORE, UNDECIDED, WAITING])
def test_what_is_closed_for_a_reason_passes(tmp_path: Path, twists):
    report = verify(make_production(tmp_path / "PR-1", twists))
    assert report.verdict is Verdict.PASSED, report.to_text()


def test_what_is_said_of_a_withheld_item_is_closed_and_its_parts_are_not(tmp_path: Path):
    words = words_in(make_production(tmp_path / "PR-1", MORE))
    closed = "nie geschrieben", "never wrote", "One denies", "In jest", "Written for trial", "a year before"
    assert [secret for secret in closed if secret in words] == []
    assert PART in words


@pytest.mark.parametrize("twists", [UNDECIDED, WAITING])
def test_an_undecided_item_is_listed_and_not_described(tmp_path: Path, twists):
    folder = make_production(tmp_path / "PR-1", twists)
    assert "tablet computer" not in words_in(folder)
    rows = {row["item"]: row for row in json.loads((folder / "data/schedule.json").read_bytes())["rows"]}
    assert rows[TABLET]["status"] == "pending"
    assert rows[TABLET]["category"] == "digital"
    assert "description" not in rows[TABLET]
    assert "description" not in rows[REPORT]
