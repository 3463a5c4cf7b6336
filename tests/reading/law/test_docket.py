"""Rows of a docket: their days, their entries, the shorthand of clerks."""

import pytest

from wholefile.reading.law.docket import find_entries
from wholefile.reading.law.docket_words import row_act


@pytest.mark.parametrize(
    "words",
    [
        "No plea entered",
        "Hearing to be held",
        "Motion pending",
        "Case manager's telephone number",
        "Answer due by Friday",
        "",
    ],
)
def test_words_that_tell_no_act(words):
    assert row_act(words) is None


@pytest.mark.parametrize(
    ("words", "act", "court"),
    [
        ("Arr'd w/ counsel", "arraigned", True),
        ("NG plea entered", "pleaded not guilty", False),
        ("Plea of no contest", "pleaded no contest", False),
        ("Bond set at $2,500", "bail set", True),
        ("PTC cont'd to 3/4", "continued", True),
        ("Def FTA", "failed to appear", False),
        ("BW issued", "issued warrant", True),
        ("BW recalled", "vacated", True),
        ("Dism. w/o prej.", "dismissed", True),
        ("Nolle prosequi", "dismissed", True),
        ("True bill returned", "indicted", True),
        ("Bound over to district court", "bound over", True),
        ("Verdict: not guilty", "acquitted", True),
        ("Verdict: guilty Ct 2", "convicted", True),
        ("Mistrial declared", "mistrial", True),
        ("Probation revoked", "revoked", True),
        ("Record sealed", "sealed", True),
        ("Order expunging: expunged", "expunged", True),
        ("Complaint served by sheriff", "served", False),
        ("Notice of Hearing", "filed", False),
        ("Case transferred to Dept. 4", "transferred", True),
        ("Waived prelim", "waived", False),
        ("Public defender appointed", "appointed", True),
    ],
)
def test_what_clerks_write(words, act, court):
    assert row_act(words) == (act, court)


def told(text):
    rows, entries = find_entries(text)
    return len(rows), [(one.day.of(text), one.span.of(text), one.act) for one in entries]


def test_a_single_line_that_begins_with_a_day_is_no_docket():
    assert told("We met on\n03/04/2026 and he was arrested there.\n") == (0, [])
    assert told("May 3, 2026 - A jury convicted the mayor.\n") == (0, [])


def test_rows_are_parted_where_clerks_part_them():
    text = "  01/05/2026  Arraigned, NG plea entered; bond set $5,000\n  01/09/2026  Bond posted. Released\n"
    assert told(text) == (
        2,
        [
            ("01/05/2026", "Arraigned", "arraigned"),
            ("01/05/2026", "NG plea entered", "pleaded not guilty"),
            ("01/05/2026", "bond set $5,000", "bail set"),
            ("01/09/2026", "Bond posted", "bond posted"),
            ("01/09/2026", "Released", "released"),
        ],
    )


def test_a_row_runs_on_over_lines_that_stand_further_in():
    text = (
        "2026-02-01 | Motion to\n             exclude the letters denied\n2026-02-03 | Sentenced\n\nHe ate.\n"
    )
    found = told(text)[1]
    assert [(day, act) for day, _, act in found] == [("2026-02-01", "denied"), ("2026-02-03", "sentenced")]
    assert found[0][1].endswith("letters denied")


def test_hostile_rows_end():
    assert told("01/05/2026  " + ";" * 5_000 + "\n" + "01/05/2026 " * 3_000)[0] < 3
