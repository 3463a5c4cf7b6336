"""Reports by command: nothing is overwritten, and the same data is in each kind of file."""

import csv
import json

import pikepdf
import pytest

from wholefile.cli.reporting import JSON_KEYS, app
from wholefile.reports.making import REPORTS

DOCKET = "D-101-CR-2026-42"
OF = {"item": "V26-000001", "case": DOCKET, "person": "P-3", "place": "ROOM-A"}


def about(name):
    return OF[REPORTS[name].of]


def test_every_report_has_its_command_and_its_keys_written_down():
    assert set(app.commands) == set(REPORTS) == set(JSON_KEYS)


def test_a_file_that_is_there_is_not_overwritten(wf, tmp_path):
    wf.receive()
    for option in ("--pdf", "--csv"):
        (tmp_path / "x").write_text("mine", "utf-8")
        wf("report", "custody", "V26-000001", option, str(tmp_path / "x"), code=6)
        assert (tmp_path / "x").read_text("utf-8") == "mine"


def test_what_does_not_exist_leaves_no_file(wf, tmp_path):
    wf("report", "custody", "V26-000009", "--pdf", str(tmp_path / "x.pdf"), code=3)
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_data_is_in_each_kind_of_file(wf, tmp_path, name):
    wf.receive()
    before = wf.json("record", "status")
    pdf, table = tmp_path / "x.pdf", tmp_path / "x.csv"
    told = wf.json("report", name, about(name), "--pdf", str(pdf), "--csv", str(table))
    assert set(told) == set(JSON_KEYS[name])
    with pikepdf.open(pdf) as opened:
        assert json.loads(opened.attachments["report.json"].get_file().read_bytes()) == told["contents"]
    with table.open(newline="", encoding="utf-8") as lines:
        assert told["digest"] in {row[2] for row in csv.reader(lines)}
    assert wf.json("record", "status") == before
    said = wf("report", name, about(name)).out
    assert told["digest"] in said.replace(" ", "").replace("\n", "")


def test_before_there_was_anything_there_is_no_report(wf):
    wf.receive()
    wf("report", "custody", "V26-000001", "--as-of", "1999-01-01T00:00Z", code=3)
    told = wf.json("report", "custody", "V26-000001", "--as-of", "2099-01-01T00:00Z", "--by", "occurred")
    assert told["contents"]["as_of"].startswith("2099-01-01 00:00 UTC, what had happened")
