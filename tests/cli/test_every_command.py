"""One long day in which every command that records an act is used at least once, through the real command line."""

import json
import shlex

import pytest

from tests.cli.conftest import PASSPHRASE
from wholefile.cli.commands import every_command, kinds_of_commands
from wholefile.cli.main import app
from wholefile.core.acts import KINDS

DOCKET = "D-101-CR-2026-42"
OTHER = "SF-26-7781"

# Who signs, and the command. {names} are filled in by what earlier commands printed.
MORNING = """
ana                     | person add --name "Nora Quinn" --agency Sheriff
ben                     | person grant P-14 auditor
ben                     | person end-role P-14 auditor --reason "left the office"
ana                     | policy adopt late_hours 48 --reason "weekends"
custodian               | location add ROOM-B --name "Annex" --kind room --stores general
prosecutor              | case open D-101-CV-2027-00007 --kind civil --title "Doe v. County" --court "First District Court" --jurisdiction us-nm
prosecutor              | case relate {case} D-101-CV-2027-7 --relation "civil suit after" --reason "the same shooting"
prosecutor              | case party D-101-CV-2027-7 --name "John Doe" --role plaintiff
prosecutor              | case party D-101-CV-2027-7 --name "The county" --role respondent
prosecutor              | case counsel {case} PT-1 --name "Kim Vale" --firm "Vale & Partners" --person P-11
prosecutor              | case counsel-withdraws {case} PT-1 --name "Kim Vale" --reason "conflict"
prosecutor              | case charge {case} 1 --party PT-1 --statute "30-2-3 NMSA" --title "Involuntary manslaughter" --charged-on 2026-02-01
prosecutor              | case claim D-101-CV-2027-7 1 --cause-of-action "malicious abuse of process" --plaintiff PT-2 --against PT-3 --pleaded-on 2027-01-09
prosecutor              | case relief D-101-CV-2027-7 1 --kind "compensatory damages" --text "As proved at trial."
prosecutor              | case event {case} --event arraignment --on 2026-02-03 --text "Arraigned."
prosecutor              | case deadline {case} --what "witness list" --due-on 2026-12-01 --rule LR1-400
prosecutor              | case meet-deadline {case} DL-1 --how "filed"
judge                   | case order {case} --as-printed "Order of 3 February" --on 2026-02-03 --effect "permit disposition" --text "The county may dispose of it."
custodian               | item receive --description "A black leather gun belt" --category evidence --dockets {case} --submitted-by "Eva Stone" --collected-at "12 Mesa Road" --authority warrant --quantity 4 --identifiers serial=BELT-7771
custodian               | item describe V26-000001 --reason "a mark was found" --identifiers lot=L-99
custodian               | item attach V26-000001 {photo} --purpose photograph
custodian               | item verify-files V26-000001
investigator            | item link V26-000001 {other} --reason "same belt"
investigator prosecutor | item detach V26-000001 {other} --reason "it was another belt"
custodian               | item split V26-000001 "The buckle of the belt=1" "The strap of the belt=3" --reason "examined apart"
custodian               | custody store V26-000001.1 ROOM-A/SHELF-1
custodian               | custody retrieve V26-000001.1 --purpose viewing
custodian deputy        | custody transfer V26-000001.1 --purpose audit
deputy                  | custody release V26-000001.1 --to P-3 --purpose back
custodian               | custody refuse T-2 --reason "seal missing"
deputy                  | custody release V26-000001.1 --to P-3 --purpose back
custodian               | custody accept T-3
custodian               | custody seal V26-000001.1 SEAL-1 --initials "CD 3 Feb"
custodian               | custody break-seal V26-000001.1 SEAL-1 --reason "viewing"
custodian               | custody seal-differs V26-000001.1 --expected SEAL-1 --found "SEAL-2" --explanation "mislabelled"
custodian               | custody lend V26-000001.1 --to "First District Court" --due-on 2026-12-24 --purpose hearing --condition good
custodian               | custody take-back V26-000001.1 --condition good
custodian               | item consume V26-000001.2 1 --purpose "sampled"
custodian               | item lose V26-000001.2 --kind damaged --circumstances "Torn in the machine."
custodian supervisor    | condition declare V26-000001.1 intact --method visual --photographs {photo}
custodian               | condition show-weapon V26-000001.1 --shown-to "Ann Hall" --shown-as "first assistant director" --place "the church" --condition unknown
investigator            | laboratory request V26-000001.1 --laboratory "State laboratory" --scope "Compare fibres." --destructive --return-due 2026-12-24
laboratory              | laboratory accept L-1 --examiner "Finn Park"
prosecutor              | laboratory notice L-1 --served-on "Kim Vale" --how e-mail --window-days 10
defence                 | laboratory object L-1 --reason "The defence wants to attend."
investigator            | laboratory request V26-000001.1 --laboratory "State laboratory" --scope "Photograph it." --no-destructive --return-due 2026-12-24
laboratory              | laboratory decline L-2 --reason "no capacity"
investigator            | laboratory request V26-000001.1 --laboratory "State laboratory" --scope "Photograph it." --no-destructive --return-due 2026-12-24
laboratory              | laboratory accept L-3 --examiner "Finn Park"
custodian laboratory    | custody transfer V26-000001.1 --purpose examination
laboratory              | laboratory perform L-3 --no-destructive --method "Photographed." --effect none
laboratory              | laboratory report L-3 --findings "Leather." --files {photo}
laboratory custodian    | custody transfer V26-000001.1 --purpose return
prosecutor              | hold place {case} --reason "pending trial"
prosecutor              | hold release H-1 --reason "replaced"
supervisor              | hold retain V26-000001.1 --schedule S-1 --trigger judgment --keep-until 2026-01-01
"""
NOON = """
investigator            | statement record --dockets {case} --speaker "John Doe" --said-on 2026-01-22 --medium interview --venue Sheriff --words "I never loaded it." --source {place}
investigator            | statement record --dockets {case} --speaker "John Doe" --said-on 2026-01-30 --medium press --venue "the Daily" --words "He said he loaded it once." --no-exact --public --machine
investigator            | statement translate S-1 --language es --words "Nunca lo cargué." --translator "Ana Ruiz"
investigator            | statement attest S-2 --compared "recording with transcript"
investigator            | statement flag S-1 S-2 --about loading --explanation "They differ."
prosecutor              | statement answer X-1 --answer accepted --explanation "They do."
custodian               | item opened V26-000001.1 --purpose viewing
prosecutor              | item exported V26-000001.1 --what "photographs"
custodian               | item receive --description "Six rounds in an envelope" --category evidence --dockets {other} --submitted-by "John Doe" --collected-at "the front desk" --authority surrendered --named-cases "State v. Doe"
custodian               | item receive --description "A paper cup with lipstick" --category evidence --dockets {other} --submitted-by "Someone" --collected-at "12 Mesa Road, Santa Fe" --authority surrendered --identifiers serial=BELT-7771
custodian               | item unlocated V26-000003 --searched "Every shelf, by two." --notified "Gia Moreno" --notified "Hal Brandt"
custodian               | item located V26-000003 --location ROOM-A --circumstances "Behind the shelf."
prosecutor              | screen run {case}
prosecutor              | screen link {case} V26-000002
prosecutor              | screen dismiss {case} V26-000003 --explanation "Only the address is shared."
prosecutor              | disclose oblige {case}
prosecutor              | disclose obligation {case} --rule O-1 --what "the belt" --from-on 2026-02-03 --due-on 2026-12-30
prosecutor              | disclose decide {case} V26-000001 produced --tags Brady
prosecutor              | disclose decide-many {case} V26-000001.1 V26-000001.2 V26-000002 produced
investigator            | disclose hand-over {case} --text "Everything was handed over."
prosecutor              | screen run {case}
prosecutor              | disclose certify {case} --text "Every item is decided."
defence                 | disclose object {case} --kind late --text "It came late."
prosecutor              | disclose answer OJ-1 --outcome resolved --text "Explained."
prosecutor              | disclose impeachment P-5 --finding "Untruthful in 2019." --source "Internal affairs" --dockets {case}
prosecutor              | production plan {case} --volume VOL001 --prefix SFDA
prosecutor              | production serve PR-1 {out} --to "Kim Vale" --zip
defence                 | production receive PR-1 {out} --result verified
prosecutor              | production export PR-1 {out2}
prosecutor              | disclose met OB-1 --production PR-1
custodian               | item link V26-000003 {case} --reason "found to belong"
prosecutor              | disclose supplement {case} --reason "It was booked elsewhere."
supervisor custodian    | inventory record ROOM-A V26-000003 --scope full --cause yearly
supervisor custodian    | inventory scan ROOM-A {scan} --scope full --cause yearly
prosecutor              | case dispose-count {case} 1 --outcome "dismissed with prejudice" --on 2026-07-01
prosecutor              | case close {case} --outcome dismissed --closed-on 2026-07-01 --appeal-until 2026-08-01
prosecutor              | case reopen {case} --reason "new evidence"
prosecutor              | case close {case} --outcome dismissed --closed-on 2026-07-01 --appeal-until 2026-08-01
custodian               | disposition request V26-000001.1 --manner return --reason "case over"
prosecutor              | disposition consent D-1 --docket {case}
supervisor              | disposition approve D-1
reviewer                | disposition approve D-1
custodian               | disposition notify D-1 --owner "John Doe" --how letter
custodian               | disposition return D-1 --received-by-name "John Doe" --identity passport
custodian               | disposition request V26-000001.2 --manner destruction --reason "worthless"
supervisor              | disposition decline D-2 --reason "wait"
custodian               | disposition request V26-000001.2 --manner destruction --reason "worthless"
prosecutor              | disposition consent D-3 --docket {case}
supervisor              | disposition approve D-3
reviewer                | disposition approve D-3
custodian supervisor    | disposition destroy D-3 --method "shredded" --place "the annex"
judge ana               | record expunge {case} 60 --order "CR-42-X" --authority "29-3A-3 NMSA"
ana                     | key revoke {key} --reason "left the office"
"""


@pytest.fixture
def filled(wf, tmp_path):
    """Names that stand in the day's commands."""
    photo, scan = tmp_path / "belt.txt", tmp_path / "scan.txt"
    photo.write_text("He said: I never loaded it. Then he left.", "utf-8")
    scan.write_text("\ufeffv26-000003 # the cup\n\n", "utf-8")
    return {
        "case": DOCKET,
        "other": OTHER,
        "photo": str(photo),
        "scan": str(scan),
        "out": str(tmp_path / "out"),
        "out2": str(tmp_path / "out2"),
    }


def run(wf, script, filled, used):
    for line in script.strip().splitlines():
        who, _, words = line.partition("|")
        told = [word.format(**filled) for word in shlex.split(words.replace("{place}", "'{place}'"))]
        wf(*told, by=tuple(who.split()))
        used.add(" ".join(told[:2]))


@pytest.mark.slow
def test_a_day_in_which_every_act_is_recorded_by_command(wf, filled, tmp_path, monkeypatch):
    used: set[str] = set()
    run(wf, MORNING, filled, used)
    digest = wf.json("show", "item", "V26-000001")["files"][0]["sha256"]
    filled["place"] = wf("statement", "place", digest, "I never loaded it.").out.strip()
    assert json.loads(filled["place"])["unit"] == "character"
    new_key = tmp_path / "nora.key"
    wf("key", "new", str(new_key))
    wf("key", "enrol", "P-14", str(new_key), "--how-checked", "in person", by="ana")
    filled["key"] = wf.json("key", "show", str(new_key))["key"]
    run(wf, NOON, filled, used)
    by_hand = {"key enrol", "init", "item read", "record register", "import"}  # each has its own test
    commands = {path for paths in kinds_of_commands().values() for path in paths}
    assert commands - used - by_hand == set()
    recorded = {kind for (kind,) in _kinds(wf.folder)}
    assert set(KINDS) - recorded == set()
    assert wf.json("record", "check") == {"passed": True, "first_bad_position": None, "findings": []}
    for name in ("case", "board", "timeline", "knowledge"):
        assert max(len(line) for line in wf("show", name, DOCKET).out.splitlines()) <= 80


def _kinds(folder):
    import sqlite3

    with sqlite3.connect(folder / "record.sqlite3") as db:
        return db.execute("SELECT DISTINCT kind FROM entry").fetchall()


def test_every_kind_of_act_has_a_command():
    assert set(KINDS) - set(kinds_of_commands()) == {"index"}


def test_every_command_has_help_that_fits(wf):
    for path, one in every_command(app):
        out = wf(*path.split(), "--help").out
        assert one.help, path
        assert max(len(line) for line in out.splitlines()) <= 80, path
        assert "Records" in out or not getattr(one, "kinds", ()) or path in ("init", "import"), path


def test_no_option_is_without_help():
    import click

    bare = [
        f"{path} {option.opts[0]}"
        for path, one in every_command(app)
        for option in one.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert bare == []


def test_a_record_begins_and_a_second_one_does_not(tmp_path, wf):
    words = ["init", str(tmp_path / "new"), "--origin", "log.example/new", "--title", "A new office"]
    founders = [
        "--founder",
        "Ana",
        "Sheriff",
        str(tmp_path / "a.key"),
        "--founder",
        "Ben",
        "Court",
        str(tmp_path / "b.key"),
    ]
    assert wf(*words, *founders[:4], code=4).err.startswith("Give --founder twice")
    assert "log.example/new is open" in wf(*words, *founders).out
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600
    assert "already" in wf(*words, *founders, code=6).err
    same = [*founders[:7], str(tmp_path / "a.key")]
    assert "same key" in wf("init", str(tmp_path / "third"), *words[2:], *same, code=6).err


def test_a_key_is_shown_without_its_passphrase(wf, tmp_path, monkeypatch):
    file = tmp_path / "x.key"
    made = wf.json("key", "new", str(file))
    monkeypatch.delenv("WHOLEFILE_PASSPHRASE")
    assert wf.json("key", "show", str(file)) == made
    assert PASSPHRASE not in file.read_text("utf-8")
    assert (
        "never overwritten"
        in wf("key", "new", str(file), "--passphrase-file", str(_line(tmp_path)), code=6).err
    )


def _line(folder):
    path = folder / "pass"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    return path
