"""The scores against TempEval-3, on a corpus of one invented sentence."""

import pytest

from benchmarks import reading_time

TML = (
    '<TimeML><DCT><TIMEX3 tid=\'t0\' type="DATE" value="2025-01-10">today</TIMEX3></DCT><TEXT>'
    'He <EVENT>came</EVENT> <TIMEX3 tid="t1" type="DATE" value="2024-07">last July</TIMEX3> for '
    '<TIMEX3 tid="t2" type="DURATION" value="P3M">two months</TIMEX3> and '
    '<TIMEX3 tid="t3" type="DATE" value="FUTURE_REF">some other time</TIMEX3> on March 3, 2024.</TEXT></TimeML>'
)


def test_a_file_without_text_is_refused(tmp_path):
    (tmp_path / "one.tml").write_text("<TimeML></TimeML>")
    with pytest.raises(ValueError, match="has no <TEXT>"):
        reading_time.scores(tmp_path)


def test_an_empty_folder_scores_nothing(tmp_path):
    assert reading_time.scores(tmp_path)["value"] == 0


def test_extent_type_and_value_are_counted_apart(tmp_path):
    (tmp_path / "one.tml").write_text(TML)
    found = reading_time.scores(tmp_path)
    assert (found["gold"], found["found"]) == (3, 3)
    assert found["relaxed"] == found["strict"] == found["type"] == pytest.approx(2 / 3)
    assert found["value"] == pytest.approx(1 / 3)
    counts = reading_time.counted(tmp_path)
    assert sorted(one[0] for one in counts.errors) == ["extra", "missed", "value"]


def test_the_scores_are_told_beside_the_published_ones(tmp_path):
    (tmp_path / "one.tml").write_text(TML)
    shown = reading_time.report(tmp_path)
    assert "value    F1 0.333" in shown
    assert "HeidelTime .776 to .781" in shown
