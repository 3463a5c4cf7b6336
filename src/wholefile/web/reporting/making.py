"""Long reports are typeset in the background, one at a time, and kept for a day.

What a report says is read at once, while its reader waits; only the typesetting takes long. So a report in the making
says what the record said when it was asked for, and who may not see a thing has been refused already.
"""

from __future__ import annotations

import json
import logging
import threading
import time

from django.db import connection

from wholefile.core.errors import WholefileError
from wholefile.reports.making import Report
from wholefile.reports.typeset import report_pdf, rows_of
from wholefile.web.reporting.models import LongReport

KEPT = 86_400_000  # milliseconds
GIVEN_UP = 600_000  # milliseconds after which one that did not come is taken for interrupted

log = logging.getLogger("wholefile.web")
_one_at_a_time = threading.Lock()


def begin(person: str, name: str, about: str, report: Report) -> LongReport:
    """Have a report typeset; the same one again where it is there, or on its way."""
    now = _now()
    LongReport.objects.filter(begun_at__lt=now - KEPT).delete()
    same = (
        LongReport.objects.filter(
            person=person, name=name, about=about, digest=report.contents.digest(), failure=""
        )
        .defer("pdf")
        .order_by("-pk")
        .first()
    )
    if same is not None and (same.ended_at or now - same.begun_at < GIVEN_UP):
        return same
    row = LongReport.objects.create(
        person=person, name=name, about=about, title=f"{report.contents.title}, {report.contents.about}"[:200],
        digest=report.contents.digest(), rows=rows_of(report), begun_at=now,
    )  # fmt: skip
    threading.Thread(
        target=_in_background, args=(row.pk, report), name=f"report-{row.pk}", daemon=True
    ).start()
    return row


def is_lost(row: LongReport) -> bool:
    """Whether a report will not come any more: its maker was ended in between."""
    return row.ended_at is None and _now() - row.begun_at > GIVEN_UP


def make(number: int, report: Report) -> None:
    """Typeset a report and keep it, or why there is none."""
    try:
        with _one_at_a_time:
            made = report_pdf(report)
    except WholefileError as error:
        LongReport.objects.filter(pk=number).update(failure=error.message[:300], ended_at=_now())
        return
    except Exception as error:
        log.exception(json.dumps({"event": "failed", "report": number}), exc_info=error)
        LongReport.objects.filter(pk=number).update(
            failure="The report could not be made; ask again.", ended_at=_now()
        )
        return
    LongReport.objects.filter(pk=number).update(pdf=made, ended_at=_now())


def _in_background(number: int, report: Report) -> None:
    try:
        make(number, report)
    finally:
        connection.close()


def _now() -> int:
    return time.time_ns() // 1_000_000
