"""Looking at the record: what is wrong comes first, JSON has the documented keys, past days are past."""

import pytest

from wholefile.cli.show import JSON_KEYS

DOCKET = "D-101-CR-2026-42"


@pytest.fixture
def busy(wf):
    """A revolver and an envelope of rounds, moved about a little, with statements and a person under scrutiny."""
    gun = wf.receive("--identifiers", "serial=PZ-40217", category="firearm")
    report = wf.receive(category="document")
    wf("custody", "store", report, "ROOM-A/SHELF-1", by="custodian")
    for words, day in (("I never loaded it.", "2026-01-22"), ("I loaded it once.", "2026-01-30")):
        wf("statement", "record", "--dockets", DOCKET, "--speaker", "John Doe", "--said-on", day,
           "--medium", "interview", "--venue", "Sheriff", "--words", words, "--no-exact",
           by="investigator")  # fmt: skip
    wf(
        "statement",
        "flag",
        "S-1",
        "S-2",
        "--about",
        "loading",
        "--explanation",
        "They differ.",
        by="investigator",
    )
    wf.gun, wf.report = gun, report
    return wf


ASKED = {
    "item": lambda wf: [wf.gun],
    "custody": lambda wf: [wf.report],
    "case": lambda wf: [DOCKET],
    "board": lambda wf: [DOCKET],
    "knowledge": lambda wf: ["d-101-cr-2026-0042"],
    "timeline": lambda wf: [DOCKET],
    "statements": lambda wf: ["--speaker", "Doe, John"],
    "compare": lambda wf: ["S-2", "S-1"],
    "person": lambda wf: ["P-3"],
    "people": lambda wf: [],
    "act": lambda wf: ["0"],
    "log": lambda wf: [],
    "find": lambda wf: ["pz40217"],
    "cases": lambda wf: [],
    "due": lambda wf: [],
}


def test_every_look_has_its_keys_written_down():
    from wholefile.cli.show import app

    assert set(app.commands) == set(JSON_KEYS) == set(ASKED)


@pytest.mark.parametrize("name", list(ASKED))
def test_a_look_has_the_keys_it_promises_and_lines_that_fit(busy, name):
    words = ["show", name, *ASKED[name](busy)]
    assert set(busy.json(*words)) == set(JSON_KEYS[name])
    text = busy(*words).out
    assert text.strip()
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\x1b" not in text


def test_a_firearm_without_clearance_is_the_first_thing_said(busy):
    second = busy("show", "item", busy.gun).out.splitlines()[1]
    assert second == "! No clearance holds; treat it as loaded."
    busy("condition", "declare", busy.gun, "cleared", "--method", "visual", "--method", "physical",
         "--method", "chamber", "--method", "cylinder", by=("custodian", "supervisor"))  # fmt: skip
    assert "treat it as loaded" not in busy("show", "item", busy.gun).out


def test_a_past_day_is_shown_as_it_was(busy):
    acts = busy.json("show", "item", busy.report)["history"]
    received = acts[0]["at"]
    from datetime import UTC, datetime

    then = datetime.fromtimestamp(received / 1000, UTC).isoformat()
    seen = busy.json("show", "item", busy.report, "--as-of", then)
    assert seen["as_of"] == received
    assert seen["with"]["location"] is None
    assert seen["with"]["holder"] == "P-3"
    assert busy.json("show", "item", busy.report)["with"]["location"] == "ROOM-A/SHELF-1"


def test_an_item_that_did_not_exist_yet_is_not_there(busy):
    busy("show", "item", busy.gun, "--as-of", "2020-01-01T00:00Z", code=3)


def test_what_is_unknown_ends_in_one_line(wf):
    for words in (
        ("item", "V99-000001"),
        ("case", "CR-9"),
        ("person", "P-999"),
        ("act", "99999"),
        ("compare", "S-8", "S-9"),
    ):
        outcome = wf("show", *words, code=3)
        assert outcome.out == ""
        assert len(outcome.err.splitlines()) == 1


def test_due_names_an_open_transfer(wf):
    voucher = wf.receive()
    wf("custody", "release", voucher, "--to", "P-4", "--purpose", "audit", by="custodian")
    due = wf.json("show", "due")["due"]
    assert [(one["state"], one["what"], one["about"]) for one in due if one["what"] == "open transfer"] == [
        ("open", "open transfer", "T-1")
    ]
    assert "waits for acceptance" in wf("show", "person", "P-4").out


def test_find_reads_the_mark_the_way_it_is_spelled(busy):
    for words in ("PZ-40217", "pz 40217", "described well"):
        assert busy.gun in [one["item"] for one in busy.json("show", "find", words)["found"]]
    assert busy.json("show", "find", "100%_sure")["found"] == []
