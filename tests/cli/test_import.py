"""An existing property room comes in: what is understood is shown, every error has its line, all lines or none."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wholefile.actions.property_csv import ColumnMapping, read_property_file
from wholefile.actions.property_lines import instant_of
from wholefile.core.errors import Invalid

HEAD = "Tag #,Description,Type,Qty,Case Number,Booked By,Recovered At,Authority,Date,Shelf,Serial No"
GOOD = (
    'T-1,"Kitchen knife, black handle",evidence,1,D-101-CR-2026-42,Ofc. Núñez,5 Elm St,warrant,2019-04-03,ROOM-A,',
    "T-2,Blue gym bag with clothing,Evidence,2,d-101-cr-2026-0042,Ofc. Lee,5 Elm St,Consent,2019-04-03 14:05,,SN-77819",
)


@pytest.fixture
def room(tmp_path):
    """Writes a property room to a file."""

    def write(*lines, head=HEAD, encoding="utf-8", end="\n"):
        path = tmp_path / "room.csv"
        path.write_bytes(end.join([head, *lines, ""]).encode(encoding))
        return str(path)

    return write


def test_a_dry_run_shows_all_and_records_nothing(wf, room):
    before = wf.json("record", "status")["entries"]
    seen = wf.json("import", room(*GOOD), "--dry-run", by="custodian")
    assert seen["columns"]["number"] == "Tag #"
    assert seen["columns"]["serial"] == "Serial No"
    assert seen["errors"] == []
    assert seen["imported"] is None
    assert wf.json("record", "status")["entries"] == before


def test_lines_become_items_with_their_past(wf, room):
    done = wf.json("import", room(*GOOD), "--timezone", "America/Denver", by="custodian")["imported"]
    assert (done["items"], done["first"], done["last"]) == (2, "V26-000001", "V26-000002")
    item = wf.json("show", "item", "V26-000002")
    assert item["received"]["occurred_at"] == 1_554_321_900_000  # 20:05 UTC
    assert {"kind": "lot", "value": "T-2"} in item["identifiers"]
    assert item["quantity"] == 2
    body = wf.json("show", "act", str(item["received"]["position"]))["body"]
    assert body["late_reason"] == "imported from room.csv, line 3"
    assert [one["item"] for one in wf.json("show", "find", "T-2")["found"]] == ["V26-000002"]


def test_the_same_file_again_imports_nothing(wf, room):
    path = room(*GOOD)
    first = wf.json("import", path, by="custodian")["imported"]
    before = wf.json("record", "status")["entries"]
    again = wf.json("import", path, by="custodian")["imported"]
    assert again == {**first, "cases": [], "repeated": True}
    assert wf.json("record", "status")["entries"] == before


def test_one_bad_line_stops_all(wf, room):
    bad = "T-3,Bag,evidence,x,D-101-CR-2026-42,Ofc. Lee,5 Elm St,warrant,2019-04-03,,"
    before = wf.json("record", "status")["entries"]
    outcome = wf("import", room(*GOOD, bad), by="custodian", code=7)
    assert "line 4: quantity: 'x' is no whole number; choose a smaller unit" in outcome.out
    assert "1 error. Nothing was imported." in outcome.out
    assert wf.json("record", "status")["entries"] == before


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("T-3,A brown bag of coins,evidence,1,CR-9,Lee,Elm St,warrant,2019-04-03,,", "there is no case CR-9"),
        (
            "T-3,A brown bag of coins,jewels,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,,",
            "must be one of",
        ),
        (
            "T-3,A brown bag of coins,evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,03/04/2019,,",
            "may be two days",
        ),
        (
            "T-3,A brown bag of coins,evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,31/02/2019,,",
            "no day of the",
        ),
        ("T-3,A brown bag of coins,evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,2119-04-03,,", "C7"),
        (
            "T-3,A brown bag of coins,evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,ATTIC,",
            "ATTIC",
        ),
        ("T-3,A pistol of steel,firearm,2,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,,", "S4"),
        ("T-3,A pistol of steel,firearm,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,GUNS/A,", "S1"),
        ("T-3,Bills,currency,5,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,CASH/A,", "count"),
        (
            "T-1,A brown bag of coins,evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,,",
            "on line 2 too",
        ),
        ("T-3,,evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,,", "description is empty"),
        ("T-3,A brown bag of coins,evidence", "has 3 columns"),
    ],
)
def test_an_error_names_its_line(wf, room, line, words):
    errors = wf.json("import", room(*GOOD, line), "--dry-run", by="custodian", code=7)["errors"]
    assert {one["line"] for one in errors} == {4}
    assert any(words in one["words"] for one in errors), errors


def test_firearms_come_into_the_hands_of_who_imports(wf, room):
    line = "T-3,A pistol of steel,FIREARM,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,GUNS/A,AB-1"
    wf("import", room(line), "--hold-firearms", by="custodian")
    item = wf.json("show", "item", "V26-000001")
    assert item["with"]["holder"] == "P-3"
    body = wf.json("show", "act", str(item["received"]["position"]))["body"]
    assert "GUNS/A" in body["note"]


def test_currency_is_signed_by_who_counted_it(wf, room):
    line = "T-3,Two hundred dollars in bills,currency,20000,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,CASH/A,"
    wf("import", room(line, *GOOD), "--default", "unit=cent", by=("custodian", "supervisor"))
    signed = wf.json("show", "item", "V26-000001")["history"][0]["signed_by"]
    assert set(signed) == {"Cora Diaz", "Jon Adair"}


def test_cases_that_are_not_there_can_be_opened(wf, room):
    line = "T-3,A brown bag of coins,evidence,1,SFPD-19-100,Lee,Elm St,warrant,2019-04-03,,"
    words = ["--open-cases", "incident", "--court", "Santa Fe police", "--jurisdiction", "us-nm"]
    assert wf("import", room(line), *words[:2], by="custodian", code=4)
    done = wf.json("import", room(line), *words, by="custodian")
    assert done["new_cases"] == {"SFPD-19-100": "Case SFPD-19-100"}
    assert wf.json("show", "case", "SFPD-19-100")["items"][0]["item"] == "V26-000001"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends_are_found_out(wf, room, encoding, end):
    seen = wf.json("import", room(*GOOD, encoding=encoding, end=end), "--dry-run", by="custodian")
    assert seen["encoding"] == encoding
    assert seen["errors"] == []
    wf("import", room(*GOOD, encoding=encoding, end=end), by="custodian")
    assert wf.json("show", "item", "V26-000001")["received"]["submitted_by"] == "Ofc. Núñez"


def test_other_delimiters_and_alphabets(wf, room):
    head = HEAD.replace(",", ";")
    line = "Т-5;Кухонный нож с чёрной ручкой;evidence;1;D-101-CR-2026-42;Иван;Москва;warrant;2019-04-03;;"
    wf("import", room(line, head=head), by="custodian")
    assert "Кухонный" in wf("show", "item", "V26-000001").out


def test_a_mapping_can_be_kept_in_a_file(wf, room, tmp_path):
    mapping = tmp_path / "mapping.json"
    told = {
        "columns": {"description": "What", "dockets": "Case"},
        "defaults": {"category": "evidence", "authority": "warrant", "submitted_by": "the former room"},
        "values": {"collected_at": {"HQ": "Police headquarters"}},
        "date_format": "dmy",
    }
    mapping.write_text(json.dumps(told), "utf-8")
    path = room("A brown bag of coins,D-101-CR-2026-42,hq,03/04/2019", head="What,Case,collected at,date")
    wf("import", path, "--mapping", str(mapping), by="custodian")
    received = wf.json("show", "item", "V26-000001")["received"]
    assert received["collected_at"] == "Police headquarters"
    assert received["submitted_by"] == "the former room"
    mapping.write_text('{"colums": {}}', "utf-8")
    wf("import", path, "--mapping", str(mapping), by="custodian", code=4)


@pytest.mark.parametrize(
    "words",
    [
        ("--map", "Nothing=serial"),
        ("--map", "Tag #=colour"),
        ("--default", "colour=red"),
        ("--value", "category=firearm"),
        ("--timezone", "Mars/Olympus"),
        ("--encoding", "klingon"),
        ("--delimiter", "ab"),
        ("--delimiter", "|"),
    ],
)
def test_a_wrong_option_ends_in_one_line(wf, room, words):
    outcome = wf("import", room(*GOOD), *words, by="custodian", code=4)
    assert len(outcome.err.splitlines()) == 1


def test_a_person_without_the_role_is_told_by_line(wf, room):
    outcome = wf("import", room(*GOOD), by="defence", code=7)
    assert "line 2: A" in outcome.out


def test_a_missing_column_is_named(wf, room):
    outcome = wf("import", room("a,b", head="description,category"), by="custodian", code=4)
    assert "No column gives dockets, submitted_by, collected_at, authority." in outcome.err


def test_doubled_lines_are_pointed_out(wf, room):
    head = HEAD.removeprefix("Tag #,")
    line = "A brown bag of coins,evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,,"
    seen = wf.json("import", room(line, line, head=head), "--dry-run", by="custodian")
    assert seen["doubled"] == [[2, 3]]


def test_errors_go_to_a_file(wf, room, tmp_path):
    bad = [
        f"T-{n},A brown bag of coins,jewels,1,D-101-CR-2026-42,L,E,warrant,2019-04-03,," for n in range(70)
    ]
    outcome = wf("import", room(*bad), "--errors", str(tmp_path / "errors.txt"), by="custodian", code=7)
    assert "... and 20 more" in outcome.out
    assert len((tmp_path / "errors.txt").read_text().splitlines()) == 70


def test_a_quoted_line_feed_keeps_the_line_numbers(room):
    path = room('T-1,"a\nb",evidence,1,C-1,L,E,warrant,,,', "T-2,c,evidence,1,C-1,L,E,warrant,,,")
    read = read_property_file(Path(path), ColumnMapping())
    assert [one.number for one in read.lines] == [2, 4]


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("2019-04-03", None, "2019-04-03"),
        ("2019/04/03", "dmy", "2019-04-03"),
        ("03.04.2019", None, "2019-04-03"),
        ("13/04/2019", None, "2019-04-13"),
        ("04/13/2019", None, "2019-04-13"),
        ("04/04/2019", None, "2019-04-04"),
        ("03/04/2019", "mdy", "2019-03-04"),
        ("03/04/2019", "dmy", "2019-04-03"),
        ("3 Apr 2019", None, "2019-04-03"),
        ("April 3, 2019", None, "2019-04-03"),
        ("2019-04-03T23:00:00-06:00", None, "2019-04-04"),
        ("20190403", "%Y%m%d", "2019-04-03"),
    ],
)
def test_days_are_read(text, form, day):
    assert datetime.fromtimestamp(instant_of(text, form, UTC) / 1000, UTC).date().isoformat() == day


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("03/04/2019", None),
        ("03/04/19", "dmy"),
        ("yesterday", None),
        ("32/01/2019", None),
        ("2019", "%d/%m/%Y"),
    ],
)
def test_a_day_that_is_not_plain_is_refused(text, form):
    with pytest.raises(Invalid):
        instant_of(text, form, UTC)


def test_an_interrupted_import_leaves_nothing(wf, room, cli_office):
    lines = [
        f"T-{n},Brown bag number {n},evidence,1,D-101-CR-2026-42,Lee,Elm St,warrant,2019-04-03,,"
        for n in range(4000)
    ]
    path = room(*lines)
    before = wf.json("record", "status")["entries"]
    # The program interrupts itself in the middle; in the background a test run would ignore Ctrl-C.
    program = (
        "import os, signal, threading\n"
        "from wholefile.cli.main import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "main()\n"
    )
    words = [sys.executable, "-c", program, "import", path, "--key", str(cli_office / "keys/custodian.key")]
    process = subprocess.run(
        words,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    err = process.stderr
    assert process.returncode == 130, err
    assert "Stopped" in err
    assert wf.json("record", "status")["entries"] == before
    assert wf.json("import", path, by="custodian")["imported"]["items"] == 4000
