"""Chapter 11: the case ends, the civil suit begins, and the record says who knew what since when."""

from __future__ import annotations

from datetime import UTC, datetime

from wholefile.actions import cases, items, pleadings
from wholefile.demo.stage import CIVIL, CRIMINAL, Stage
from wholefile.record.as_of import as_of
from wholefile.record.days import day_of
from wholefile.record.knowledge import knowledge_clock
from wholefile.record.lookups import items_of

CLAIMS = (
    ("malicious abuse of process", "common law"),
    ("intentional spoliation of evidence", "common law"),
    ("defamation", "common law"),
    ("violation of civil rights", "42 U.S.C. § 1983"),
)


def play(stage: Stage) -> None:
    """Dismissal, complaint, knowledge."""
    stage.chapter("11. The civil suit", "2033-02-17T10:00")
    cases.record_court_event(
        stage.record,
        CRIMINAL,
        event="dismissal",
        on="2033-02-17",
        with_prejudice=True,
        by=stage.miriam,
        text="Dismissed with prejudice: ammunition that might bear on the defence was disclosed eight months late.",
    )
    pleadings.dispose_of_count(
        stage.record, CRIMINAL, 1, outcome="dismissed with prejudice", on="2033-02-17", by=stage.miriam
    )
    stage.did("The judge dismisses the case with prejudice.")
    stage.clock.until("2033-06-01T10:00")
    cases.open_case(
        stage.record,
        CIVIL,
        kind="civil",
        title="Varga v. County of Sierra Alta",
        court="Ninth District Court",
        jurisdiction="us-nm",
        by=stage.lena,
    )
    cases.relate_cases(
        stage.record,
        CIVIL,
        CRIMINAL,
        relation="civil suit after",
        reason="The same revolver and the same box.",
        by=stage.lena,
    )
    plaintiff, _ = cases.add_party(stage.record, CIVIL, name="Corin Varga", role="plaintiff", by=stage.lena)
    against = [
        cases.add_party(stage.record, CIVIL, name=name, role="respondent", by=stage.lena)[0]
        for name in ("County of Sierra Alta", "Dale Whitcomb")
    ]
    for number, (cause, authority) in enumerate(CLAIMS, 1):
        pleadings.plead_claim(
            stage.record,
            CIVIL,
            number,
            cause_of_action=cause,
            plaintiff=plaintiff,
            against=against,
            pleaded_on="2033-06-01",
            authority=authority,
            by=stage.lena,
        )
    for number, (kind, words) in enumerate(
        (
            ("compensatory damages", "In an amount to be proven."),
            ("punitive damages", "Against Dale Whitcomb."),
            ("injunction", "That the county keep this record for every case."),
        ),
        1,
    ):
        pleadings.seek_relief(stage.record, CIVIL, number, kind=kind, text=words, by=stage.lena)
    for word in ("revolver", "found box"):
        items.link_item(
            stage.record, stage.items[word], CIVIL, reason="In dispute in the civil suit.", by=stage.lena
        )
    stage.did(
        f"{CIVIL}: {len(CLAIMS)} claims ({', '.join(cause for cause, _ in CLAIMS)}), three forms of relief."
    )
    stage.did("What exactly the detective told the newspaper, when and where, is on record since chapter 7.")
    _knowledge(stage)
    _as_of(stage)


def _knowledge(stage: Stage) -> None:
    """The knowledge clock of the box."""
    box = stage.items["found box"]
    clock = next(one for one in knowledge_clock(stage.record.db, CRIMINAL) if one.item == box)
    stage.did(f"Who knew of {box}, the box of rounds, since when:")
    for one in clock.knowers[:5]:
        stage.tell.plain(f"    {day_of(one.occurred_at)}  {one.name}, {one.agency} ({one.how} [{one.seq}])")
    stage.expect(
        clock.state is not None and clock.produced_on is not None, "the clock knows first day and production"
    )
    if clock.state is None or clock.produced_on is None:
        return
    knew = day_of(clock.state.occurred_at)
    late = (datetime.fromisoformat(clock.produced_on) - datetime.fromisoformat(knew)).days
    stage.expect(clock.state.person == stage.ruth.person, "the custodian was the first for the State")
    stage.tell.tell(
        f"The State knew from {knew}; the defence had it on {clock.produced_on}: {late} days later.",
        kind="proved",
    )


def _as_of(stage: Stage) -> None:
    """The same question asked of a day in the past."""
    moment = int(datetime(2032, 6, 1, tzinfo=UTC).timestamp() * 1000)
    now = len(items_of(stage.record.db, CRIMINAL))
    with as_of(stage.record, moment) as then:
        before = {row.item for row in items_of(then, CRIMINAL)}
    stage.expect(stage.items["found box"] not in before, "in June 2032 the box was not in the case")
    stage.did(
        f"As of 1 June 2032 the case had {len(before)} items and the box was not one; today it has {now}."
    )
