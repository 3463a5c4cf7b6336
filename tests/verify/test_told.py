"""What a report says beside its verdict, where a production is in order and its reader should know more."""

from pathlib import Path

import pytest

from tests.verify import scenario
from tests.verify.forged_acts import court, position, then
from tests.verify.maker import make_production
from tests.verify.scenario import CASING, DOCKET, PRODUCTION, REVOLVER
from wholefile.verify import Verdict, verify

LATE = "V26-000009"


def _receive_late(world):
    scenario.receive(world, LATE, "One more casing", "evidence", DOCKET)


def _decide_anew(world):
    world.do(
        "again", "disclosure.decided", docket=DOCKET, item=CASING, decision="withheld", ground="work product",
        tags=[], author="P-5", reviewer="P-6",
    )  # fmt: skip


def _destroy(world):
    court(world)
    world.expunge(position(world, "item.lost"), docket=DOCKET)


TOLD = [("after serving", _receive_late), ("certify C-1", _decide_anew), ("withhold", _destroy)]


@pytest.mark.parametrize(
    ("step", "act", "check", "told"),
    [
        (
            "after serving",
            _receive_late,
            "the_schedule_lists_every_item",
            f" 1 came into the case after it was served and are on no schedule here: {LATE}.",
        ),
        (
            "certify C-1",
            _decide_anew,
            "the_certificate_covers_every_item",
            f" Decided anew after it was signed: {CASING}.",
        ),
        (
            "withhold",
            _destroy,
            "every_missing_body_is_explained",
            " 1 of them a court had destroyed: D-101-CR-2026-42, order of 2 January (entered by P-1).",
        ),
    ],
)
def test_what_the_reader_should_know_is_said(tmp_path: Path, step, act, check, told):
    report = verify(make_production(tmp_path / PRODUCTION, {step: then(act)}))
    assert report.verdict is Verdict.PASSED, report.to_text()
    assert report.by_id[check].detail.endswith(told)


def test_an_item_produced_again_in_a_replacement_is_whole(tmp_path: Path):
    """Files that stand in the production replaced count no longer: the replacement must hold them."""
    from tests.verify.maker import files_of, payload, plan, serve, write
    from tests.verify.world import World

    world = World()
    scenario.tell(world)
    free = plan(world)
    serve(world, PRODUCTION, payload(world, PRODUCTION, scenario.NATIVES))
    plan(world, "PR-2", first=free, volume="VOL-2", supersedes=PRODUCTION)
    assert files_of(world, REVOLVER)
    write(world, tmp_path / "PR-2", "PR-2")
    report = verify(tmp_path / "PR-2")
    assert report.verdict is Verdict.PASSED, report.to_text()
