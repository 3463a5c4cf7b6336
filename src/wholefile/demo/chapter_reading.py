"""Chapter 14: what was written about the case is read, accepted where it is right, and set side by side."""

from __future__ import annotations

from typing import NamedTuple

from wholefile.actions import facts, items
from wholefile.actions.proposals import Proposals, proposals_of
from wholefile.actions.sources import as_kept
from wholefile.core.acts.facts import READERS
from wholefile.demo import written
from wholefile.demo.exhibits import transcript
from wholefile.demo.stage import CIVIL, Stage
from wholefile.processing import sandbox
from wholefile.processing.engine import process_all
from wholefile.processing.local_engine import LocalEngine
from wholefile.reading.facts import Fact
from wholefile.showing.facts import chain_in_words, events_view, facts_view
from wholefile.showing.seeing import EVERYTHING
from wholefile.showing.side_by_side import side_by_side_view

ACCEPTED = ("quote", "assertion", "event", "court_event", "claim", "relief", "charge")
# Whoever is in the story; a name that is not among them was none.
PEOPLE = (
    "Corin Varga", "Dale Whitcomb", "Gus Tillery", "Hector Solis", "Joan Ferris", "Nell Harker", "Sofia Marchetti",
    "Walter Pruitt",
)  # fmt: skip


class Paper(NamedTuple):
    """A document of the story: the name of its file, what it is, and its text."""

    name: str
    description: str
    text: str


PAPERS = (
    Paper("police-report", "Incident report of Detective Whitcomb", written.POLICE_REPORT),
    Paper("interview-pruitt", "Transcript of the interview of Walter Pruitt", written.INTERVIEW_TRANSCRIPT),
    Paper("complaint", "Complaint of Corin Varga against the county", written.COMPLAINT),
    Paper("courier", "Report of the Sierra Alta Courier on the civil suit", written.NEWS_REPORT),
)


def play(stage: Stage) -> None:
    """Four documents are read; people decide; the timeline and the statements side by side follow."""
    stage.chapter("14. What was written", "2033-08-10T09:00")
    files = {paper.name: _take_in(stage, paper) for paper in PAPERS}
    if why := sandbox.usable():
        stage.did(f"The four documents were not read here. {why}")
        return
    engine = LocalEngine(2)
    try:
        process_all(stage.record, engine)
    finally:
        engine.close()
    for paper in PAPERS:
        _decide(stage, paper, files[paper.name])
    _corrected(stage, files["police-report"])
    _when(stage)
    _beside(stage)


def _take_in(stage: Stage, paper: Paper) -> str:
    voucher, _ = items.receive_item(
        stage.record,
        description=paper.description,
        category="document",
        dockets=[CIVIL],
        submitted_by="Lena Fyodorova",
        collected_at="District Attorney",
        authority="generated",
        by=stage.ruth,
        location="ROOM-A/SHELF-2",
    )
    upload = transcript(paper.name, paper.text)
    items.attach_files(stage.record, voucher, [upload], purpose="document", by=stage.ruth)
    (row,) = stage.record.db.rows("item_file", item=voucher)
    return str(row.sha256)


def _decide(stage: Stage, paper: Paper, sha256: str) -> None:
    """Nothing is in the case yet; the paralegal accepts what is right, and says of the rest why not."""
    found = _proposals(stage, sha256)
    if paper is PAPERS[0]:
        _nothing_yet(stage, sha256, found)
    right = [one.identity for one in found.facts if one.kind in ACCEPTED]
    receipts = facts.accept_facts(stage.record, sha256, right, dockets=[CIVIL], by=stage.lena)
    wrong = [one for one in found.facts if _no_person(one)]
    for one in wrong:
        facts.reject_fact(
            stage.record, sha256, one.identity, dockets=[CIVIL], reason="wrong kind", by=stage.lena
        )
    told = "".join(f" “{one.one('name')}” is nobody, and is rejected." for one in wrong)
    stage.did(
        f"{paper.description} is read as a {found.kind} of {found.day}: {len(found.facts)} proposals. "
        f"Fyodorova accepts {len(right)}.{told}",
        receipts[-1],
    )


def _proposals(stage: Stage, sha256: str) -> Proposals:
    (layer,) = stage.record.db.rows("text_layer", sha256=sha256)
    return proposals_of(stage.record, layer.text)


def _no_person(one: Fact) -> bool:
    return one.kind == "person" and one.one("named") == "yes" and one.one("name") not in PEOPLE


def _nothing_yet(stage: Stage, sha256: str, found: Proposals) -> None:
    """A proposal is no fact, and the laboratory cannot make it one."""
    stage.expect(not facts_view(stage.record.db, EVERYTHING, CIVIL)["facts"], "nobody accepted anything yet")
    first = next(one.identity for one in found.facts if one.kind in ACCEPTED)
    stage.expect("laboratory" not in READERS, "the laboratory reads nothing into a case")
    stage.refused(
        "A1",
        "Examiner Roux would put what he read into the case.",
        lambda: facts.accept_fact(stage.record, sha256, first, dockets=[CIVIL], by=stage.anselm),
    )


def _corrected(stage: Stage, sha256: str) -> None:
    """What the reader left open, a person who knows says; the first version stays."""
    row = next(
        one
        for one in facts_view(stage.record.db, EVERYTHING, CIVIL, kind="quote")["facts"]
        if one["sha256"] == sha256 and as_kept("cold gun") in one["words"]
    )
    receipt = facts.correct_fact(
        stage.record,
        row["fact"],
        told=[{"name": "speaker_words", "value": "an assistant director"}],
        why="The crew list has one person who calls out before a rehearsal; the report does not name them.",
        by=stage.lena,
    )
    stage.did(f"“cold gun” ({row['fact']}): {chain_in_words(row['chain'])}.")
    stage.did(
        f"Fyodorova corrects {row['fact']}: an assistant director, unnamed as before. The first version stays.",
        receipt,
    )


def _when(stage: Stage) -> None:
    """The timeline, every document beside the others."""
    found = events_view(stage.record.db, EVERYTHING, CIVIL)
    shared = [one for one in found["events"] if one["documents"] > 1]
    stage.expect(bool(shared), "two documents tell of one day")
    stage.did(
        f"The timeline of {CIVIL} by what was written: {len(found['events'])} times, {len(shared)} of them told by "
        "more than one document."
    )
    for one in found["events"][:4]:
        names = ", ".join(sorted({fact["source"] for fact in one["facts"]}))
        stage.tell.plain(f"    {one['date'] or one['first']}  {_short(one['facts'][0]['words'])}")
        stage.tell.plain(f"      {names}")


def _beside(stage: Stage) -> None:
    """What two documents tell differently, for a person to judge."""
    pairs = side_by_side_view(stage.record.db, EVERYTHING, CIVIL)["pairs"]
    stage.expect(
        any(one["kind"] == "number" for pair in pairs for one in pair["differs"]),
        f"the number of boxes differs between two documents: {pairs}",
    )
    stage.did(f"Statements set side by side: {len(pairs)} pairs differ, offered for a person to judge.")
    for pair in pairs[:3]:
        for one in (pair["first"], pair["second"]):
            who = ", ".join(filter(None, (one["speaker"], one["source"])))
            stage.tell.plain(f"    “{_short(one['words'])}”")
            stage.tell.plain(f"      {who}")
        stage.tell.plain("      " + "; ".join(_differing(one) for one in pair["differs"]))


def _differing(one: dict[str, str]) -> str:
    told = [f"“{words}”" for words in (one["first"], one["second"]) if words]
    return (
        f"{one['kind']} of “{one['about']}”: {' and '.join(told)}"
        if one["about"]
        else (f"{one['kind']}: {' and '.join(told)}")
    )


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 54 else f"{line[:53].rstrip()}…"
