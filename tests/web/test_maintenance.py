"""The periodic jobs: one process of all runs them, a failure stops nobody else, and what disagrees is left alone."""

from pathlib import Path

import pytest
from django.db import connections

from tests.actions.serving import expunge_entry
from wholefile.core.errors import IntegrityFailure, Unavailable
from wholefile.record import checkpoints, expunge
from wholefile.web import maintenance
from wholefile.web.maintenance import JOBS, Job, Loop, lock_of
from wholefile.web.signing import expunged
from wholefile.web.signing.models import WaitingActs

MONTH = 31 * 86_400_000


def test_only_one_of_two_holds_the_lock_and_the_other_follows(site):
    first, second = lock_of(site.office.record), lock_of(site.office.record)
    assert first.holds()
    assert first.holds()
    assert not second.holds()
    first.release()
    assert second.holds()
    assert not first.holds()
    second.release()


def test_a_job_that_fails_is_tried_again_and_stops_no_other(site):
    done = []

    def fails(_record):
        done.append("failing")
        raise Unavailable("job.test", "Not now.")

    loop = Loop((Job("failing", 0, fails), Job("other", 0, lambda _record: done.append("other"))))
    loop.once(site.office.record)
    loop.once(site.office.record)
    assert done == ["failing", "other"] * 2


def test_a_job_that_finds_a_disagreement_is_stopped_for_good(site):
    done = []

    def disagrees(_record):
        done.append("disagreeing")
        raise IntegrityFailure("job.test", "Something was changed.")

    loop = Loop((Job("disagreeing", 0, disagrees), Job("other", 0, lambda _record: done.append("other"))))
    loop.once(site.office.record)
    loop.once(site.office.record)
    assert done == ["disagreeing", "other", "other"]


def test_a_job_waits_for_its_time(site):
    done = []
    loop = Loop((Job("hourly", 3600, done.append),))
    loop.once(site.office.record)
    loop.once(site.office.record)
    assert len(done) == 1


def test_what_was_recorded_gets_its_checkpoint(site):
    site.office.receive()
    assert checkpoints.checkpoint_due(site.office.record)
    maintenance.sign_checkpoint(site.office.record)
    assert not checkpoints.checkpoint_due(site.office.record)


def test_an_act_that_waits_is_kept_for_a_month_and_no_longer(site):
    site.client("custodian").post(
        "/do/custody/transfer",
        {
            "items": site.office.receive(),
            "released_by": site.person("custodian"),
            "received_by": site.person("investigator"),
            "purpose": "to look at it",
            "seal_state": "none",
        },
    )
    site.office.clock.advance(MONTH // 2)
    maintenance.forget_what_waited(site.office.record)
    assert WaitingActs.objects.count() == 1
    site.office.clock.advance(MONTH // 2 + 86_400_000)
    maintenance.forget_what_waited(site.office.record)
    assert WaitingActs.objects.count() == 0


def test_the_signing_page_of_an_expunged_act_goes_with_its_words(site):
    office, folder = site.office, Path(connections["default"].settings_dict["NAME"]).parent
    office.receive()
    positions = [held(site, reason) for reason in ("zanzibar", "mombasa")]
    tokens = {row.positions[0]: row.token for row in WaitingActs.objects.all()}
    assert expunged.forget_expunged(office.record) == 0
    expunge_entry(office, positions[0])
    assert expunged.forget_expunged(office.record) == 1
    assert site.signing().get(f"/act/{tokens[positions[0]]}").status_code == 404
    assert site.signing().get(f"/act/{tokens[positions[1]]}").status_code == 200
    left = b"".join(one.read_bytes() for one in folder.glob("*.sqlite3*"))
    assert (b"zanzibar" in left, b"mombasa" in left) == (False, True)


def test_what_is_ordered_on_the_pages_is_destroyed(site):
    office = site.office
    office.receive()
    kept, ordered = (held(site, reason) for reason in ("mombasa", "zanzibar"))
    maintenance.carry_out_expungements(office.record)
    answer = site.client("custodian").post(
        "/do/record/expunge",
        {
            "docket": office.docket,
            "positions": str(ordered),
            "order": "2026-11",
            "authority": "NMSA 29-3A-5",
            "ordered_by": site.person("judge"),
            "by": site.person("custodian"),
        },
    )
    site.sign(answer, "custodian", "judge")
    assert expunge.is_pending(office.record)
    maintenance.carry_out_expungements(office.record)
    assert not expunge.is_pending(office.record)
    assert not office.db.exists("body", seq=ordered)
    assert office.db.exists("body", seq=kept)


def held(site, reason):
    answer = site.client("judge").post(
        "/do/hold/place", {"docket": site.office.docket, "reason": reason, "by": site.person("judge")}
    )
    return site.sign(answer, "judge")[0]


@pytest.mark.parametrize("job", JOBS, ids=lambda one: one.name)
def test_every_job_runs_on_a_record(site, job):
    job.run(site.office.record)


def test_the_loop_ends_when_told_and_lets_the_lock_go(site):
    loop = Loop(())
    loop.start()
    loop.stop()
    lock = lock_of(site.office.record)
    assert lock.holds()
    lock.release()
    connections["default"].ensure_connection()
