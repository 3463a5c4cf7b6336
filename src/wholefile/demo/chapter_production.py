"""Chapters 9 and 10: the production, the other side's own verification, two answers that differ, and a late item."""

from __future__ import annotations

from pathlib import Path

from wholefile.actions import disclosure, items, obligations
from wholefile.actions.production_plan import plan_production
from wholefile.actions.productions import ServedProduction, receive_production, serve_production
from wholefile.core.policy import format_policy
from wholefile.demo.chapter_disclosure import late_item
from wholefile.demo.chapter_statements import flagged_by_the_defence
from wholefile.demo.exhibits import mail
from wholefile.demo.stage import CRIMINAL, Stage
from wholefile.record.days import days_late
from wholefile.verify import verify
from wholefile.verify.report import Report, Status, Verdict

WITNESSES = "Names and addresses of three witnesses, and the report of the defence's armourer."
DISCLOSED_ON = "2032-11-30"
HANDED_OVER = "by hand to the office of the district attorney"


def play(stage: Stage) -> None:
    """Serve, verify on the other side, flag two answers that differ, and serve what came late."""
    stage.chapter("9. The production", "2032-11-04T11:00")
    policy = own_policy(stage)
    first = _serve(stage)
    stage.did(
        f"{first.production} is served on the defence: {first.items} items, {first.files} files, all numbered."
    )
    _verify(stage, first, policy, None)
    receive_production(stage.record, first.production, first.schedule, "verified", stage.sofia)
    stage.did("Sofia Marchetti signs the receipt and keeps the checkpoint.")
    obligation = stage.record.db.rows("obligation", docket=CRIMINAL, order=("obligation",))[0].obligation
    obligations.meet_obligation(stage.record, obligation, production=first.production, by=stage.lena)
    flagged_by_the_defence(stage)
    _late(stage, policy)


def failures(report: Report) -> str:
    """What a verification found wrong, in its own words."""
    return "; ".join(
        f"check {one.number}: {one.outcome.detail}"
        for one in report.lines
        if one.outcome.status is Status.FAILED
    )


def own_policy(stage: Stage) -> Path:
    """The defence's own policy: this log, and the witness must have cosigned."""
    stage.expect(stage.witness_key is not None, "there is a witness")
    key = stage.witness_key
    path = stage.folder / "defence" / "my-policy"
    path.parent.mkdir(parents=True, exist_ok=True)
    if key is not None:
        path.write_text(format_policy([stage.record.log_key], {"court": key}, needed=1), "utf-8")
    return path


def _serve(stage: Stage) -> ServedProduction:
    planned = plan_production(stage.record, CRIMINAL, f"VOL{len(stage.kept) + 1:03}", "SADA", stage.lena)
    folder = stage.folder / "productions" / planned.production
    folder.parent.mkdir(parents=True, exist_ok=True)
    served = serve_production(
        stage.record,
        planned.production,
        to="Sofia Marchetti, for Corin Varga",
        by=stage.miriam,
        folder=folder,
        zipped=True,
    )
    stage.kept[planned.production] = folder
    return served


def _verify(stage: Stage, served: ServedProduction, policy: Path, known: Path | None) -> None:
    """What the other side does on its own machine: no server, no database, its own policy."""
    report = verify(
        served.folder, policy=policy.read_bytes(), known=known.read_bytes() if known is not None else None
    )
    stage.expect(report.verdict is Verdict.PASSED, f"{served.production} verifies; {failures(report)}")
    passed = sum(line.outcome.status is Status.PASSED for line in report.lines)
    (policy.parent / f"{served.production}.checkpoint").write_bytes(report.checkpoint)
    stage.tell.tell(
        f"The defence runs `wholefile verify` on a laptop: {passed} of {len(report.lines)} checks pass over "
        f"{report.size} entries, cosigned by the witness of its own choice.",
        kind="proved",
    )


def _reciprocated(stage: Stage) -> None:
    """The defence meets its own duty, after its day."""
    duty = stage.record.db.one("obligation", docket=CRIMINAL, rule="5-502")
    stage.expect(duty is not None, "the rule pack sets a duty of the defence")
    if duty is None:
        return
    receipt = obligations.reciprocate(
        stage.record,
        CRIMINAL,
        obligation=duty.obligation,
        text=WITNESSES,
        disclosed_on=DISCLOSED_ON,
        how=HANDED_OVER,
        by=stage.sofia,
    )
    late = days_late(duty.due_on, DISCLOSED_ON)
    stage.did(
        f"The defence meets its own duty ({duty.rule}) and says so: {late} days after {duty.due_on}.", receipt
    )


def _late(stage: Stage, policy: Path) -> None:
    stage.chapter("10. What came late", "2032-12-12T10:00")
    _reciprocated(stage)
    objection, receipt = disclosure.raise_objection(
        stage.record,
        CRIMINAL,
        kind="missing item",
        by=stage.sofia,
        text="Mr Tillery says that he also gave the counter a letter from Walter Pruitt. It is not on the schedule.",
    )
    stage.did(f"The defence asks for something that is missing: {objection}.", receipt)
    letter = late_item(
        stage, "pruitt letter", "Letter of Walter Pruitt on who reloaded the rounds with the RIDGE stamp"
    )
    items.attach_files(
        stage.record,
        letter,
        [
            mail(
                "pruitt-letter",
                sender="walt@pruitt.example",
                to="gus@tillery.example",
                day="2031-10-24",
                subject="The RIDGE box",
                text="Gus, keep the RIDGE box away from the set. They are live. W.",
            )
        ],
        purpose="mail",
        by=stage.ruth,
    )
    stage.did(f"It is found at the counter and becomes {letter}.")
    disclosure.decide(stage.record, CRIMINAL, letter, "produced", author=stage.miriam, tags=["Brady"])
    disclosure.hand_over(
        stage.record, CRIMINAL, text="With the letter, everything was handed over.", by=stage.hector
    )

    def certify() -> object:
        return disclosure.certify(
            stage.record,
            CRIMINAL,
            text="With the supplement, every item known to the State is on the schedule.",
            by=stage.miriam,
        )

    stage.refused("D6", "The prosecutor would certify again as if nothing had happened.", certify)
    supplement, receipt = disclosure.open_supplement(
        stage.record,
        CRIMINAL,
        items=[letter],
        reason="The letter lay at the front counter without a voucher.",
        by=stage.miriam,
    )
    row = stage.record.db.one("supplement", supplement=supplement)
    stage.expect(row is not None, "the supplement stands in the record")
    stage.did(
        f"{supplement} says why, and since when the State knew: {row.known_since if row else ''}.", receipt
    )
    certify()
    second = _serve(stage)
    stage.did(f"{second.production} carries the letter and the whole schedule, {second.items} rows.")
    _verify(stage, second, policy, policy.parent / "PR-1.checkpoint")
    receive_production(stage.record, second.production, second.schedule, "verified", stage.sofia)
    disclosure.answer_objection(
        stage.record, objection, outcome="resolved", text=f"Produced in {second.production}.", by=stage.miriam
    )
