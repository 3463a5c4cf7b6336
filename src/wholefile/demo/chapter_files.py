"""Chapter 13: a laptop comes in, and what lies in its files is found."""

from __future__ import annotations

from wholefile.actions import items
from wholefile.actions.passwords import unlock_file
from wholefile.demo import laptop
from wholefile.demo.stage import CIVIL, Stage
from wholefile.processing import sandbox
from wholefile.processing.engine import Processed, process_all
from wholefile.processing.intake import take_in
from wholefile.processing.likeness_found import alike_to
from wholefile.processing.local_engine import LocalEngine
from wholefile.processing.outcomes import FileOutcome, outcomes
from wholefile.processing.search.finding import search
from wholefile.processing.settle import settle
from wholefile.record.stores import local_path


def play(stage: Stage) -> None:
    """Intake, reading, what could not be read, a password, search, likeness."""
    stage.chapter("13. Inside the files", "2033-08-09T09:00")
    voucher, _ = items.receive_item(
        stage.record,
        description="Folder copied from the property master's laptop, with its mailbox",
        category="digital",
        dockets=[CIVIL],
        submitted_by="Counsel for the producers",
        collected_at="Lantern Ridge production office",
        authority="subpoena",
        by=stage.ruth,
        location="ROOM-A/SHELF-2",
    )
    source = laptop.lay_out(stage.folder)
    taken = take_in(stage.record, voucher, source, purpose="acquisition", by=stage.ruth, source_name="laptop")
    stage.expect(taken.files == 6 and taken.empty == 1 and taken.links == 1, f"six files and a link: {taken}")
    stage.did(
        f"{voucher}: a folder of {taken.files} files is taken in with its manifest; one file is empty, and a link is "
        "listed and not followed.",
        taken.receipts[-1],
    )
    if why := sandbox.usable():
        stage.did(f"What lies in the files was not read here. {why}")
        return
    _read(stage, voucher)
    _locked(stage, voucher)
    _found(stage, voucher)


def _read(stage: Stage, voucher: str) -> None:
    done = _everything_read(stage)
    found = outcomes(stage.record.db, item=voucher)
    stage.expect(
        found.counts.get("locked") == 1 and found.counts.get("empty") == 1, f"outcomes: {found.counts}"
    )
    stage.expect(not found.counts.get("pending"), "a file was left unread")
    everything = sum(done.statuses.values())
    stage.did(
        f"Every file on record, {everything} with all that lay inside, is read in a sandbox without a network: mail, "
        "an archive in a message, a table in the archive."
    )
    for one in found.exceptions:
        stage.did(f"Not read: {one.path[-1]}: {one.status}. {one.reason}")
    report = _named(found.files, "range report.pdf")
    stage.expect("failed redaction" in report.flags, "the black box that hides nothing was not noticed")
    stage.did("range report.pdf is flagged: a black box stands over a line that is still in the file.")


def _everything_read(stage: Stage) -> Processed:
    """Read what is pending, and bring search, likeness and threads up to it."""
    engine = LocalEngine(2)
    try:
        done = process_all(stage.record, engine)
    finally:
        engine.close()
    settle(stage.record)
    return done


def _locked(stage: Stage, voucher: str) -> None:
    """A password is an act; the file opens for reading and stays as it is."""
    offer = _named(outcomes(stage.record.db, item=voucher).files, "offer.pdf")
    receipt = unlock_file(
        stage.record,
        voucher,
        offer.sha256,
        password=laptop.PASSWORD,
        source="A note under the keyboard, photographed at the search",
        by=stage.dale,
    )
    _everything_read(stage)
    read = _named(outcomes(stage.record.db, item=voucher).files, "offer.pdf")
    stage.expect(read.status == "read", f"the password did not open the file: {read}")
    with local_path(stage.record.store, offer.sha256) as path:
        stage.expect(path.stat().st_size == offer.size, "the original changed")
    stage.did(
        "The password of offer.pdf is an act, with who found it where. The file opens and stays as it is.",
        receipt,
    )


def _found(stage: Stage, voucher: str) -> None:
    """Words lead to the exact place; who may not see an item finds nothing of it."""
    hidden = search(stage.record, '"live rounds were in the training box"').results
    stage.expect(len(hidden) == 1 and hidden[0].where.get("page") == 1, f"the hidden line: {hidden}")
    stage.did(f"Searched: “live rounds were in the training box” stands in {hidden[0].title}, page 1.")
    table = search(stage.record, "headstamp 45 colt").results
    stage.expect(
        any("rounds.csv" in one.title for one in table), f"the table in the zip in the mail: {table}"
    )
    stage.did(
        "The list of rounds is found too: a table, in a zip, in a message, in a mailbox, in the folder."
    )
    stage.expect(
        not search(stage.record, "training box", person=stage.sofia.person).results, "the defence sees it"
    )
    stage.did("The defence finds nothing of it yet: nothing of this item was produced to them.")
    notes = _named(outcomes(stage.record.db, item=voucher).files, "range notes.txt")
    alike = alike_to(stage.record, notes.sha256)
    stage.expect([one.how for one in alike if one.how != "same"] == ["words"], f"the forwarded copy: {alike}")
    stage.did("range notes.txt and its forwarded copy are set side by side as nearly the same.")


def _named(files: list[FileOutcome], name: str) -> FileOutcome:
    return next(one for one in files if one.path[-1].endswith(name) and one.extractor == "read")
