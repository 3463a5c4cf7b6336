"""Serving: what the other side gets verifies offline, holds nothing that is withheld, and is served once."""

import csv
import io
import json
import resource

import bagit
import pytest

from tests.actions.serving import (
    ask_for_witness,
    assert_verifies,
    attach,
    certify,
    decide,
    expunge_entry,
    files_of,
    plan,
    produced,
    serve,
    table,
)
from wholefile.actions import disclosure, productions
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound, Unavailable, Unprocessable
from wholefile.core.keys import public_key_of
from wholefile.core.loadfile import FIELDS, parse_dat
from wholefile.core.note import COSIGNATURE, VerifierKey
from wholefile.rules import Refused
from wholefile.verify import verify

WITNESS = VerifierKey("witness.example", COSIGNATURE, public_key_of(b"w" * 32))


@pytest.fixture
def case(office):
    """A case with an item of every kind that matters; returns the office and the item withheld."""
    produced(office, **{"front.JPG": b"front", "Çığ – þórr®.txt": "Ελλάδα".encode(), "=1+1.csv": b"x"})
    kept = office.receive("document", description="The marmalade memorandum of counsel")
    attach(office, kept, **{"marmalade.txt": b"The marmalade text"})
    decide(office, kept, "withheld", explanation="Marmalade is what counsel thinks of the witness.")
    decide(office, office.receive("digital"), "inspection")
    decide(office, office.receive(description="A tape with two voices, one of them redacted"), "partial")
    lost = office.receive(description="One casing, brass, found under the bench")
    decide(office, lost)
    what = {"item": lost, "kind": "lost", "circumstances": "Not on its shelf."}
    office.act("item.lost", {**what, "by": office.custodian.person}, office.custodian)
    elsewhere = office.receive("ammunition", dockets=[office.other_docket], quantity=6, unit="round")
    office.transfer(elsewhere, office.custodian, office.deputy)
    office.link(elsewhere, office.docket)
    attach(office, elsewhere, **{"headstamp.png": b"png"})
    decide(office, elsewhere)
    return office, kept


def test_what_is_served_verifies(case, tmp_path):
    office, _ = case
    served = serve(office, tmp_path / "PR-1")
    assert (served.items, served.files, served.certificate) == (6, 4, None)
    assert b"<html" in (tmp_path / "PR-1/verify.html").read_bytes()
    assert_verifies(tmp_path / "PR-1")


def test_another_bagit_implementation_accepts_the_bag(case, tmp_path):
    office, _ = case
    serve(office, tmp_path / "PR-1")
    bag = bagit.Bag(str(tmp_path / "PR-1"))
    bag.validate()
    assert bag.info["External-Identifier"] == "PR-1"
    assert bag.info["Internal-Sender-Identifier"] == office.docket


def test_nothing_of_a_withheld_item_is_in_the_folder(case, tmp_path):
    office, kept = case
    serve(office, tmp_path / "PR-1")
    shown = b"\n".join(files_of(tmp_path / "PR-1").values())
    assert b"marmalade" not in shown.lower()
    assert kept.encode() in shown


def test_the_schedule_is_a_table_that_runs_no_formula(case, tmp_path):
    office, kept = case
    serve(office, tmp_path / "PR-1")
    rows = table(tmp_path / "PR-1/data/schedule.csv")
    assert [row["Status"] for row in rows] == [
        "produced",
        "withheld",
        "inspection",
        "partial",
        "lost",
        "produced",
    ]
    assert rows[0]["Bates"] == "DOE000001, DOE000002, DOE000003"
    assert rows[3]["Remark"].startswith("produced in part; nothing of it")
    assert rows[1]["Description"] == ""
    log = table(tmp_path / "PR-1/data/privilege-log.csv")
    assert next((row["Item"], row["Ground"], row["Decided by"], row["Reviewed by"]) for row in log) == (
        kept, "work product", "Gia Moreno", "Hal Brandt",
    )  # fmt: skip


def test_a_cell_never_begins_like_a_formula():
    from wholefile.core.sheets import csv_bytes

    raw = csv_bytes(["A"], [["=1+1"], ["+1"], ["-1"], ["@x"], ["\tx"], ["plain"]]).decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(raw, newline=""))][1:]
    assert cells == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "plain"]


def test_review_programs_find_every_native(case, tmp_path):
    office, _ = case
    serve(office, tmp_path / "PR-1")
    data = tmp_path / "PR-1/data"
    fields, rows = parse_dat((data / "loadfiles/PR-1.dat").read_bytes())
    assert fields == list(FIELDS)
    read = {row[5]: (data / row[7].replace("\\", "/")).read_bytes() for row in rows}
    assert read["Çığ – þórr®.txt"] == "Ελλάδα".encode()
    assert read["front.JPG"] == b"front"
    text = (data / "loadfiles/PR-1.dat").read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter="\x14", quotechar="þ"))[1:] == rows
    opt = (data / "loadfiles/PR-1.opt").read_text().splitlines()
    assert [(data / line.split(",")[2].replace("\\", "/")).is_file() for line in opt] == [True] * 4


def test_a_certificate_that_still_covers_every_item_is_enclosed(office, tmp_path):
    produced(office, **{"a.txt": b"a"})
    number = certify(office)
    assert serve(office, tmp_path / "PR-1").certificate == number
    assert_verifies(tmp_path / "PR-1", unchecked=(7, 8))
    assert json.loads((tmp_path / "PR-1/data/certificate.json").read_bytes())["act"]["certificate"] == number


def test_a_certificate_that_no_longer_covers_every_item_is_not(office, tmp_path):
    produced(office, **{"a.txt": b"a"})
    certify(office)
    late = produced(office, **{"b.txt": b"b"})
    planned = plan(office)
    with pytest.raises(Refused, match="supplement"):
        serve(office, tmp_path / "PR-1", planned.production)
    disclosure.open_supplement(
        office.record, office.docket, items=[late], reason="Today.", by=office.prosecutor
    )
    assert serve(office, tmp_path / "PR-1", planned.production).certificate is None
    assert not (tmp_path / "PR-1/data/certificate.json").exists()
    assert_verifies(tmp_path / "PR-1")


def test_nothing_is_a_production_too(office, tmp_path):
    served = serve(office, tmp_path / "PR-1")
    assert (served.items, served.files) == (0, 0)
    assert_verifies(tmp_path / "PR-1")
    bagit.Bag(str(tmp_path / "PR-1")).validate()


def test_serving_again_finds_it_done(case, tmp_path):
    office, _ = case
    served = serve(office, tmp_path / "PR-1")
    before = files_of(tmp_path / "PR-1")
    again = serve(office, tmp_path / "PR-1", "PR-1")
    assert (again.seq, again.payload) == (served.seq, served.payload)
    assert files_of(tmp_path / "PR-1") == before
    assert office.db.count("entry", kind="production.served") == 1


def test_it_is_not_served_on_somebody_else(case, tmp_path):
    office, _ = case
    serve(office, tmp_path / "PR-1")
    with pytest.raises(Conflict, match=r"production.served_already"):
        serve(office, tmp_path / "other", "PR-1", to="Somebody else")
    assert not (tmp_path / "other").exists()


def test_nothing_is_written_over_and_nothing_served_when_the_place_is_taken(case, tmp_path):
    office, _ = case
    (tmp_path / "PR-1").mkdir()
    (tmp_path / "PR-1/mine.txt").write_text("mine")
    with pytest.raises(Conflict, match=r"production.folder_exists"):
        serve(office, tmp_path / "PR-1")
    assert (tmp_path / "PR-1/mine.txt").read_text() == "mine"
    assert office.db.one("production", production="PR-1").status == "planned"


def test_a_file_that_rotted_in_the_store_stops_the_service(case, tmp_path):
    office, _ = case
    path = office.record.store.path(office.db.one("item_file", name="front.JPG").sha256)
    path.chmod(0o600)
    path.write_bytes(b"froth")
    with pytest.raises(IntegrityFailure, match=r"production.file_changed"):
        serve(office, tmp_path / "PR-1")
    assert office.db.one("production", production="PR-1").status == "planned"
    assert list(tmp_path.glob("*PR-1*")) == []


def test_a_full_disk_is_said_plainly_and_leaves_nothing(office, tmp_path):
    produced(office, **{"long.bin": bytes(9_000_000)})
    planned = plan(office)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000_000, hard))
    try:
        with pytest.raises(Unavailable, match=r"production.disk"):
            serve(office, tmp_path / "PR-1", planned.production)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.glob("*PR-1*")) == []
    assert office.db.one("production", production="PR-1").status == "planned"
    serve(office, tmp_path / "PR-1", planned.production)
    assert_verifies(tmp_path / "PR-1")


def test_without_addresses_of_witnesses_the_policy_asks_for_nothing_is_served(case, tmp_path):
    office, _ = case
    ask_for_witness(office, WITNESS)
    with pytest.raises(Unprocessable, match=r"production.no_witnesses"):
        serve(office, tmp_path / "PR-1")
    assert office.db.one("production", production="PR-1").status == "planned"


def test_a_silent_witness_delays_the_folder_and_the_second_call_finishes_it(case, tmp_path):
    office, _ = case
    ask_for_witness(office, WITNESS)
    office.record.witnesses = ("http://127.0.0.1:9",)
    with pytest.raises(Unavailable):
        serve(office, tmp_path / "PR-1")
    assert list(tmp_path.glob("*PR-1*")) == []
    first = office.db.one("production", production="PR-1")
    assert first.status == "served"
    office.record.witnesses = ()
    ask_for_witness(office)
    office.clock.advance(40 * 3_600_000)  # the letter keeps its day
    assert serve(office, tmp_path / "PR-1", "PR-1").payload == first.payload
    assert office.db.count("entry", kind="production.served") == 1
    assert_verifies(tmp_path / "PR-1")


def test_what_is_recorded_while_files_are_copied_is_on_the_schedule(case, tmp_path):
    office, _ = case
    arrived = []

    def meanwhile(done, total):
        if not arrived:
            arrived.append(office.receive())

    served = serve(office, tmp_path / "PR-1", progress=meanwhile)
    assert served.items == 7
    assert arrived[0] in (tmp_path / "PR-1/data/schedule.json").read_text()
    assert_verifies(tmp_path / "PR-1")


def test_a_decision_changed_later_does_not_change_what_was_served(case, tmp_path):
    office, kept = case
    served = serve(office, tmp_path / "PR-1")
    given = office.db.one("item_file", name="front.JPG").item
    decide(office, given, "withheld")
    decide(office, kept)
    again = productions.export_production(office.record, "PR-1", tmp_path / "again", by=office.prosecutor)
    assert again.payload == served.payload
    assert again.size > served.size
    assert_verifies(tmp_path / "again")
    first, second = files_of(tmp_path / "PR-1"), files_of(tmp_path / "again")
    assert {p: raw for p, raw in first.items() if p.startswith("data/")} == {
        p: raw for p, raw in second.items() if p.startswith("data/")
    }
    assert office.db.one("access", what="exported").docket == office.docket


def test_the_letter_is_typeset_again_when_it_was_not_kept(case, tmp_path):
    office, _ = case
    served = serve(office, tmp_path / "PR-1")
    (office.record.folder / "productions/PR-1/cover-letter.pdf").unlink()
    assert productions.export_production(office.record, "PR-1", tmp_path / "again").payload == served.payload


def test_the_letter_bears_the_day_of_the_act_even_around_midnight(case, tmp_path):
    office, _ = case
    planned = plan(office)
    office.record.clock = lambda: office.clock.advance(13 * 3_600_000)
    served = serve(office, tmp_path / "PR-1", planned.production)
    (office.record.folder / "productions/PR-1/cover-letter.pdf").unlink()
    assert productions.export_production(office.record, "PR-1", tmp_path / "again").payload == served.payload


def test_a_production_whose_files_are_gone_is_not_written_again(case, tmp_path):
    office, _ = case
    serve(office, tmp_path / "PR-1")
    office.record.store.destroy(office.db.one("item_file", name="front.JPG").sha256)
    with pytest.raises(NotFound, match=r"store.missing"):
        productions.export_production(office.record, "PR-1", tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_after_an_expungement_the_old_production_stays_and_the_next_one_verifies(case, tmp_path):
    office, _ = case
    serve(office, tmp_path / "PR-1")
    attached = office.db.one("item_file", name="front.JPG")
    expunge_entry(office, attached.seq, attached.sha256)
    assert_verifies(tmp_path / "PR-1")
    with pytest.raises((NotFound, Unprocessable)):
        productions.export_production(office.record, "PR-1", tmp_path / "again")
    assert not (tmp_path / "again").exists()
    replacing = plan(office, supersedes="PR-1")
    assert [member["name"] for member in replacing.members] == ["headstamp.png"]
    serve(office, tmp_path / "PR-2", replacing.production)
    assert_verifies(tmp_path / "PR-2")


def test_what_was_only_planned_is_neither_exported_nor_received(case, tmp_path):
    office, _ = case
    planned = plan(office)
    with pytest.raises(Unprocessable, match=r"production.not_served"):
        productions.export_production(office.record, planned.production, tmp_path / "x")
    with pytest.raises(Unprocessable, match=r"production.not_served"):
        productions.receive_production(
            office.record, planned.production, "0" * 64, "verified", office.defence
        )


def test_a_later_production_proves_that_it_continues_the_earlier(case, tmp_path):
    office, _ = case
    serve(office, tmp_path / "PR-1")
    office.receive()
    productions.export_production(office.record, "PR-1", tmp_path / "again")
    produced(office, **{"more.txt": b"more"})
    serve(office, tmp_path / "PR-2")
    for kept in ("PR-1", "again"):
        known = (tmp_path / kept / "proof/checkpoint").read_bytes()
        assert_verifies(tmp_path / "PR-2", unchecked=(7, 26), known=known)
    rows = table(tmp_path / "PR-2/data/schedule.csv")
    assert rows[0]["Earlier productions"].startswith("PR-1: DOE000001; PR-1: DOE000002")


def test_the_zip_is_the_folder_and_always_the_same(case, tmp_path):
    office, _ = case
    served = serve(office, tmp_path / "PR-1", zipped=True)
    raw = served.zip.read_bytes()
    assert_verifies(served.zip)
    served.zip.unlink()
    assert serve(office, tmp_path / "PR-1", "PR-1", zipped=True).zip.read_bytes() == raw


def test_the_receiver_acknowledges_by_digest(case, tmp_path):
    office, _ = case
    served = serve(office, tmp_path / "PR-1")
    office.clock.advance()
    productions.receive_production(office.record, "PR-1", served.schedule, "verified", office.defence)
    row = office.db.one("receipt", production="PR-1")
    assert (row.schedule, row.result, row.by) == (served.schedule, "verified", office.defence.person)
    with pytest.raises(Refused):
        productions.receive_production(office.record, "PR-1", served.schedule, "verified", office.prosecutor)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_four_thousand_items_are_served_and_verify(office, tmp_path):
    from wholefile.actions.files import store_files
    from wholefile.actions.recording import record_acts

    facts = {"category": "evidence", "quantity": 1, "unit": "each", "submitted_by": "Eva Stone", "authority": "warrant",
             "collected_at": "12 Mesa Road", "named_cases": [], "dockets": [office.docket], "identifiers": [],
             "by": office.custodian.person}  # fmt: skip
    items = [f"V26-{number:06d}" for number in range(1, 4_001)]
    acts = [
        (
            "item.received",
            {"item": item, "description": f"Item {item} of a large search", **facts},
            [office.custodian],
        )
        for item in items
    ]
    from wholefile.actions.files import Upload

    shared = store_files(office.record, [Upload("page.txt", b"page")])
    acts += [
        ("file.attached", {"item": item, "files": shared, "purpose": "document", "by": office.custodian.person},
         [office.custodian])
        for item in items
    ]  # fmt: skip
    acts += [
        ("disclosure.decided", {"docket": office.docket, "item": item, "decision": "produced", "tags": [],
                                "author": office.prosecutor.person}, [office.prosecutor])
        for item in items
    ]  # fmt: skip
    record_acts(office.record, acts)
    served = serve(office, tmp_path / "PR-1")
    assert (served.items, served.files) == (4_000, 4_000)
    assert verify(tmp_path / "PR-1").verdict.value == "passed"
