"""Chapter 4: ammunition is handed in and booked under another number."""

from __future__ import annotations

from wholefile.actions import cases, custody, items
from wholefile.actions.receipts import submitters_receipt
from wholefile.core.policy import parse_policy
from wholefile.demo.exhibits import photograph, table
from wholefile.demo.stage import WRONG, Stage
from wholefile.record.checkpoints import checkpoint
from wholefile.record.witnessing import gather
from wholefile.verify.receipt import check_receipt


def play(stage: Stage) -> None:
    """The box that might explain everything goes under a burglary."""
    stage.chapter("4. The wrong number", "2032-03-06T10:15")
    _, receipt = cases.open_case(
        stage.record,
        WRONG,
        kind="incident",
        title="Burglary of a storage unit, Mesa Road",
        court="Sierra Alta County Sheriff",
        jurisdiction="us-nm",
        by=stage.dale,
        incident_on="2031-11-30",
        incident_place="Mesa Road 14",
    )
    stage.did(f"A burglary at Walter Pruitt's storage unit has the number {WRONG}.", receipt)
    voucher, receipt = items.receive_item(
        stage.record,
        description="Box of twenty-eight cartridges, .45 Colt, headstamp RIDGE 45 COLT, loose in an old tin",
        category="ammunition",
        dockets=[WRONG],
        submitted_by="Gus Tillery",
        collected_at="Front counter",
        authority="surrendered",
        by=stage.ruth,
        quantity=28,
        unit="round",
        named_cases=["the shooting on Lantern Ridge, State v. Varga"],
        identifiers=[
            {"kind": "calibre", "value": ".45 Colt"},
            {"kind": "headstamp", "value": "RIDGE 45 COLT"},
            {"kind": "person", "value": "Walter Pruitt"},
        ],
    )
    stage.items["found box"] = voucher
    items.attach_files(
        stage.record,
        voucher,
        [photograph("found-box", [voucher, "28 rounds, RIDGE 45 COLT"], (176, 141, 60))],
        purpose="photograph",
        by=stage.ruth,
    )
    stage.did("Gus Tillery hands in a box of rounds. He says: “They match the ones from Lantern Ridge.”")
    stage.did(
        f"It becomes {voucher}, booked under {WRONG}. His words are kept, his case number is not.", receipt
    )
    custody.store_items(stage.record, [voucher], "ROOM-C/AMMO-1", by=stage.ruth, seal_state="none")
    _others(stage)
    checkpoint(stage.record)
    gather(stage.record)
    text = submitters_receipt(stage.record, voucher)
    (stage.folder / "tillery-receipt.json").write_text(text, "utf-8")
    checked = check_receipt(text, parse_policy(stage.record.policy_path.read_bytes()))
    stage.expect(checked is not None, "a submitter's receipt can be checked offline")
    stage.tell.tell(
        "Tillery takes a receipt home with the log position and its proof. It checks without the sheriff.",
        kind="proved",
    )


def _others(stage: Stage) -> None:
    """What really belongs to the burglary."""
    for word, description in (
        ("padlock", "Cut padlock from storage unit 14"),
        ("tool list", "List of tools missing from storage unit 14"),
        ("crowbar", "Crowbar found behind the storage units"),
    ):
        voucher, _ = items.receive_item(
            stage.record,
            description=description,
            category="evidence",
            dockets=[WRONG],
            submitted_by="Deputy Amaro",
            collected_at="Mesa Road 14",
            authority="found",
            by=stage.ruth,
            location="ROOM-A/SHELF-1",
        )
        stage.items[word] = voucher
        items.attach_files(
            stage.record,
            voucher,
            [table(word.replace(" ", "-"), [["voucher", "what"], [voucher, description]])],
            purpose="document",
            by=stage.ruth,
        )
