"""The benchmarks run and their page is written; what they measure is no business of a test."""

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import report
from benchmarks.measure import Skipped, Subject, Table


@pytest.mark.parametrize("part", ["logs", "million", "bags", "intake"])
def test_a_quick_run_measures_everything(part, capsys, tmp_path):
    benchmarks.main(["--quick", "--only", part, "--folder", str(tmp_path)])
    shown = capsys.readouterr().out
    assert "| | figure | unit | goal |" in shown
    assert "**" in shown


def test_what_cannot_be_measured_says_why():
    def unable() -> float:
        raise Skipped("there is no such program")

    table = Table("T", "note", [Subject("one", "s", unable), Subject("two", "s", lambda: 2.0)])
    table.measure(2, lambda _words: None)
    text = report.markdown([table], 2, (0.0, 0.0), None)
    assert "| one | not measured: there is no such program | s |  |" in text
    assert "| two | **2** | s |  |" in text


def test_every_subject_is_measured_in_every_round_and_in_turn():
    order = []
    table = Table("T", "", [Subject(name, "s", lambda name=name: order.append(name) or 1.0) for name in "ab"])
    table.measure(2, lambda _words: None)
    assert order == ["a", "b", "a", "b"]


def test_only_what_stands_between_the_markers_is_replaced(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    report.write("new", page)
    assert page.read_text() == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"
