from datetime import date

import pytest

from tests.reading.tiling import assert_covers, told
from wholefile.reading.frame import frame
from wholefile.reading.kinds import police
from wholefile.reading.kinds.lines import lines_of

REPORT = """\
SIERRA ALTA COUNTY SHERIFF'S OFFICE
OFFENSE REPORT

Case No.: 31-0442          Date of report: 10/22/2031
Date of incident: 10/21/2031     Time: 14:05
Reporting officer: Det. Dale Whitcomb     Badge: 117
Location: Lantern Ridge Ranch,
          Stage 2
Witness 1: Harker, Nell

NARRATIVE

On 10/21/2031 I was dispatched to the ranch. Note: it rained.
Harker told me that nobody had checked the revolver.

STATEMENT OF NELL HARKER

I loaded it at noon.

SUPPLEMENT 1
Officer: Dep. Ana Ruiz
Date: 11/02/2031

I collected the box on the second day, and nobody else was there.
"""


def parts_of(text):
    found = police.parts(text, lines_of(text))
    assert_covers(text, found)
    return found


def test_a_colon_in_the_narrative_makes_no_field():
    text = "NARRATIVE\n\nHarker: she said that she was cold.\nShe added: no.\n"
    assert [one[0] for one in told(text, parts_of(text))] == ["heading", "paragraph"]


def test_the_day_of_the_incident_is_not_that_of_the_report():
    text = (
        "INCIDENT REPORT\nDate of incident: 10/21/2031\nReporting officer: Dep. Ana Ruiz\n"
        "DOB: 01/13/1990\n\nNARRATIVE\nDate of report: 10/23/2031\n"
    )
    found = frame(text)
    assert (found.kind, found.day, found.flags) == ("police report", None, ())


def test_fields_each_with_its_value():
    fields = [one[1::2] for one in told(REPORT, parts_of(REPORT)) if one[0] == "field"]
    assert fields == [
        ("Case No.", "31-0442"),
        ("Date of report", "10/22/2031"),
        ("Date of incident", "10/21/2031"),
        ("Time", "14:05"),
        ("Reporting officer", "Det. Dale Whitcomb"),
        ("Badge", "117"),
        ("Location", "Lantern Ridge Ranch, Stage 2"),
        ("Witness 1", "Harker, Nell"),
        ("Officer", "Dep. Ana Ruiz"),
        ("Date", "11/02/2031"),
    ]


def test_who_tells_what():
    assert [one[1:] for one in told(REPORT, parts_of(REPORT)) if one[0] in {"heading", "paragraph"}] == [
        ("offense report", "", "OFFENSE REPORT"),
        ("narrative", "", "NARRATIVE"),
        (
            "",
            "Det. Dale Whitcomb",
            (
                "On 10/21/2031 I was dispatched to the ranch. Note: it rained. "
                "Harker told me that nobody had checked the revolver."
            ),
        ),
        ("statement", "", "STATEMENT OF NELL HARKER"),
        ("", "NELL HARKER", "I loaded it at noon."),
        ("supplement 1", "", "SUPPLEMENT 1"),
        ("", "Dep. Ana Ruiz", "I collected the box on the second day, and nobody else was there."),
    ]


def test_the_day_of_the_report_with_its_source():
    found = frame(REPORT)
    assert (found.kind, found.day, found.day_source) == (
        "police report",
        date(2031, 10, 22),
        "field Date of report",
    )
    assert found.day_span.of(REPORT) == "10/22/2031"


@pytest.mark.parametrize(
    "head",
    [
        "Report Date: 22 October 2031",
        "Date/Time Reported: 10/22/2031 14:00",
        "Report 31-0442 / Prepared October 22, 2031",
        "Date: 10/22/2031",
    ],
)
def test_other_ways_to_date_a_report(head):
    text = f"POLICE REPORT\n{head}\nOfficer: Dep. Ana Ruiz\nVictim: Corin Varga\n\nNARRATIVE\nI came on 10/21/2031.\n"
    assert frame(text).day == date(2031, 10, 22)


def test_a_narrative_without_a_heading_and_paragraphs_that_begin_with_one():
    long = "Ana Moss, who stood by the door, came to the office and told me that she had seen nobody go in all day."
    text = (
        f"Author: Dep. Ana Ruiz #44\n\n"
        f"1. I came at two o'clock in the afternoon. Nobody was there at all.\n\n"
        f"WITNESS: {long}\n"
    )
    assert told(text, parts_of(text)) == [
        ("field", "Author", "", "Dep. Ana Ruiz #44"),
        (
            "numbered",
            "1",
            "Dep. Ana Ruiz",
            "I came at two o'clock in the afternoon. Nobody was there at all.",
        ),
        ("paragraph", "WITNESS", "Dep. Ana Ruiz", long),
    ]


HEAD = """\
MARLOW COUNTY SHERIFF'S OFFICE
INCIDENT REPORT
Case No.: 31-0442
{}
Officer: Dep. Ana Ruiz

NARRATIVE
I went.
"""


@pytest.mark.parametrize(
    "field",
    [
        "Date of report: 03.04.2031",
        "Date of incident: 18APR31",
        "Date of report: 18APR31\nReport date: 19APR31",
        "Date of report: 31FEB31",
    ],
)
def test_the_day_of_a_form_that_stays_open(field):
    assert frame(HEAD.format(field), kind="police report").day is None


@pytest.mark.parametrize(
    "field",
    [
        "Report date: 18APR31",
        "Rpt date: 18-Apr-31",
        "DTG: 18APR31 1432",
        "Date/time: 18 APR 31 1432",
        "Date of report: 18.04.2031",
        "Reported: 2031/04/18",
        "Date: 04-18-31",
        "Date issued: 18 APR 2031",
        "Submitted: 11FEB31\nReport date: 18APR31",
    ],
)
def test_the_day_of_a_form_as_police_write_it(field):
    assert frame(HEAD.format(field), kind="police report").day == date(2031, 4, 18)


def test_the_day_of_a_paper_of_a_laboratory():
    text = (
        "TOLLIVER CRIME LABORATORY\nFirearms Section\n\nLab No.: 31-118        Date issued: 18APR31\n"
        "Received: 11FEB31\n\nItem 1 is a revolver. It was examined.\n"
    )
    assert frame(text, kind="other").day == date(2031, 4, 18)
    assert frame(text.replace("Date issued", "Received on"), kind="other").day is None
