"""Chapter 8: every item is decided, and the certificate waits for the box under the wrong number."""

from __future__ import annotations

from wholefile.actions import access, disclosure, items, obligations, screening
from wholefile.demo.stage import CRIMINAL, WRONG, Stage
from wholefile.record.ledger import Receipt
from wholefile.record.lookups import items_of, open_holds

WITHHELD = "informant letter"


def play(stage: Stage) -> None:
    """Decisions, the refused certificate, the link, the certificate."""
    stage.chapter("8. The certificate", "2032-11-02T09:00")
    due = obligations.set_obligations(
        stage.record, CRIMINAL, by=stage.miriam, event="arraignment", on="2032-10-25"
    )
    first = stage.record.db.one("obligation", obligation=due[0])
    stage.expect(first is not None, "the rule pack sets an obligation")
    stage.did(f"By the rule pack ({first.rule}) the State's file is due on {first.due_on}." if first else "")
    _decide(stage)
    stage.refused("D3", "The prosecutor signs the certificate.", lambda: _certify(stage))
    found, receipt = screening.screen(stage.record, CRIMINAL, by=stage.lena)
    stage.did(
        f"The paralegal screens the whole record: {len(found)} candidate{'s' * (len(found) != 1)}.", receipt
    )
    for one in found:
        stage.did(f"{one.item}: " + "; ".join(reason.words for reason in one.reasons))
    box = stage.items["found box"]
    stage.expect(
        [one.item for one in found] == [box],
        "screening finds the box, and nothing else",
    )
    linked = screening.link_candidate(stage.record, CRIMINAL, box, by=stage.lena)
    body = stage.record.db.one("item_case", item=box, docket=CRIMINAL)
    stage.expect(body is not None, "the box is linked")
    stage.did(f"She links it. Its whole history under {WRONG} comes with it.", linked)
    stage.expect(
        any(hold.hold == stage.numbers["hold"] for hold in open_holds(stage.record.db, box)),
        "the hold covers it",
    )
    stage.did(f"From this moment {stage.numbers['hold']} covers it too.")
    disclosure.decide(stage.record, CRIMINAL, box, "produced", author=stage.miriam, tags=["Brady", "Rule 16"])
    disclosure.hand_over(
        stage.record,
        CRIMINAL,
        text="Everything this office holds in the case was handed to the prosecutor.",
        by=stage.hector,
    )
    number, receipt = _certify(stage)
    stage.numbers["certificate"] = number
    stage.did(f"Now every item is decided and no candidate is open: {number} is signed.", receipt)


def _certify(stage: Stage) -> tuple[str, Receipt]:
    return disclosure.certify(
        stage.record,
        CRIMINAL,
        by=stage.miriam,
        text="Every item known to the State in this case is on the schedule, produced or withheld on its ground.",
    )


def _decide(stage: Stage) -> None:
    vouchers = [row.item for row in items_of(stage.record.db, CRIMINAL)]
    for voucher in vouchers:
        access.open_items(stage.record, [voucher], purpose="disclosure review", by=stage.miriam)
    letter = stage.items[WITHHELD]
    stage.refused(
        "D2",
        "A prosecutor withholds a letter on her own word.",
        lambda: disclosure.decide(
            stage.record,
            CRIMINAL,
            letter,
            "withheld",
            author=stage.miriam,
            ground="informant identity",
            tags=["unused"],
        ),
    )
    held = disclosure.decide(
        stage.record,
        CRIMINAL,
        letter,
        "withheld",
        author=stage.miriam,
        reviewer=stage.owen,
        ground="informant identity",
        explanation="The writer fears for their work; the letter concerns thefts only.",
        tags=["unused"],
    )
    stage.did("With a ground, an explanation and a second prosecutor the letter is withheld.", held)
    _produce(stage, [one for one in vouchers if one != letter])
    stage.did(f"{len(vouchers) - 1} items are decided as produced, one act each.")
    disclosure.hand_over(
        stage.record,
        CRIMINAL,
        text="Everything this office holds in the case was handed to the prosecutor.",
        by=stage.hector,
    )


def _produce(stage: Stage, vouchers: list[str]) -> None:
    disclosure.decide_many(
        stage.record, CRIMINAL, vouchers, "produced", author=stage.miriam, tags=["Rule 16"]
    )


def late_item(stage: Stage, word: str, description: str) -> str:
    """An item that arrives in the case after the certificate."""
    voucher, _ = items.receive_item(
        stage.record,
        description=description,
        category="document",
        dockets=[CRIMINAL],
        submitted_by="Gus Tillery",
        collected_at="Front counter",
        authority="surrendered",
        by=stage.ruth,
        named_cases=["State v. Varga"],
        location="ROOM-A/SHELF-2",
    )
    stage.items[word] = voucher
    return voucher
