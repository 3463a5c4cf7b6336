"""Chapters 5 and 6: a destructive test that is refused, and a destruction under hold."""

from __future__ import annotations

from wholefile.actions import cases, conditions, custody, disposition, holds, items, laboratory
from wholefile.demo.exhibits import document, photograph
from wholefile.demo.stage import CRIMINAL, Stage


def play(stage: Stage) -> None:
    """The gate before the mallet, and the hold before the furnace."""
    _the_gate(stage)
    _the_hold(stage)


def _to_the_laboratory(stage: Stage) -> None:
    gun = stage.items["revolver"]
    custody.retrieve_items(
        stage.record, [gun], purpose="laboratory", by=stage.ruth, seal_state="none", witness=stage.hector
    )
    conditions.declare_condition(
        stage.record,
        gun,
        "cleared",
        method=["visual", "physical", "chamber"],
        declared_by=stage.ruth,
        verified_by=stage.hector,
    )
    custody.transfer_custody(
        stage.record,
        [gun],
        released_by=stage.ruth,
        received_by=stage.anselm,
        witness=stage.hector,
        purpose="function test",
        seal_state="none",
    )


def _the_gate(stage: Stage) -> None:
    stage.chapter("5. The mallet", "2032-04-11T09:00")
    gun = stage.items["revolver"]
    request, receipt = laboratory.request_examination(
        stage.record,
        [gun],
        laboratory="State Laboratory",
        destructive=True,
        return_due="2032-07-01",
        by=stage.dale,
        scope="Strike the cocked hammer with a mallet until it falls, to see whether the gun can fire by itself.",
    )
    stage.did(f"The detective asks for a test with a mallet: {request}, marked destructive.", receipt)
    _to_the_laboratory(stage)
    laboratory.accept_request(stage.record, request, examiner="Anselm Roux", by=stage.anselm)

    def strike() -> object:
        return laboratory.perform_test(
            stage.record,
            request,
            destructive=True,
            method="Blows with a mallet, 2.5 kg, from 30 cm.",
            effect="sear and hammer broken",
            by=stage.anselm,
        )

    stage.refused("H7", "The laboratory would strike now.", strike)
    items.attach_files(
        stage.record,
        gun,
        [
            photograph("baseline-left", [gun, "As received, left side"], (58, 60, 66)),
            photograph("baseline-sear", [gun, "Sear and hammer notch, 20x"], (90, 92, 98)),
        ],
        purpose="baseline photograph",
        by=stage.anselm,
    )
    laboratory.give_notice_of_test(
        stage.record, request, served_on="Sofia Marchetti", how="by hand", window_days=14, by=stage.miriam
    )
    stage.did("It photographs every part first; the prosecutor serves notice with fourteen days to answer.")
    stage.refused("H7", "On the next day:", strike)
    stage.clock.until("2032-04-20T11:00")
    laboratory.object_to_test(
        stage.record,
        request,
        reason="The defence has not examined the revolver. Take it apart before breaking it.",
        by=stage.sofia,
    )
    stage.clock.until("2032-05-02T09:00")
    stage.refused("H7", "The fourteen days are over, but the defence objected in time.", strike)
    _without_force(stage, request)
    stage.did(
        "The judge denies the mallet. The revolver is examined with both sides present, and stays whole."
    )


def _without_force(stage: Stage, request: str) -> None:
    gun = stage.items["revolver"]
    cases.enter_order(
        stage.record,
        CRIMINAL,
        as_printed="Order of 9 May 2032",
        on="2032-05-09",
        effect="none",
        by=stage.clara,
        items=[gun],
        text="The test with a mallet is denied. The revolver is to be examined without force.",
    )
    laboratory.perform_test(
        stage.record,
        request,
        destructive=False,
        method="Disassembly and optical inspection, defence expert present.",
        effect="none, reassembled as it was",
        by=stage.anselm,
    )
    laboratory.report_findings(
        stage.record,
        request,
        by=stage.anselm,
        findings="Sear and hammer show no wear beyond use. The revolver does not fall from full cock by itself.",
        files=[
            document(
                "laboratory-report", "State Laboratory", "Examination of the revolver", "No force was used."
            )
        ],
    )


def _the_hold(stage: Stage) -> None:
    stage.chapter("6. The furnace", "2032-06-03T10:00")
    hold, receipt = holds.place_hold(
        stage.record, CRIMINAL, reason="Everything from the set bears on the defence.", by=stage.sofia
    )
    stage.numbers["hold"] = hold
    stage.did(f"The defence places {hold} on every item of the case, now and later.", receipt)
    replica = stage.items["replica"]
    custody.retrieve_items(
        stage.record, [replica], purpose="clearing out", by=stage.ruth, seal_state="intact"
    )
    number, _ = disposition.request_disposition(
        stage.record,
        [replica],
        manner="destruction",
        reason="Rubber, no value, the shelf is full.",
        by=stage.ruth,
    )
    stage.refused(
        "H1",
        "She wants to burn the rubber replica.",
        lambda: disposition.destroy_items(
            stage.record,
            number,
            method="incineration",
            place="County furnace",
            by=stage.ruth,
            witnessed_by=stage.hector,
        ),
    )
    disposition.decline_disposition(
        stage.record, number, reason="The case is open and held.", by=stage.hector
    )
    custody.store_items(stage.record, [replica], "ROOM-A/SHELF-1", by=stage.ruth, seal_state="intact")
    stage.did("The request is declined, and the replica goes back to its shelf.")
