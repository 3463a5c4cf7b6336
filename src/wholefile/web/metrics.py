"""How the server fares, as numbers for a monitoring system (Prometheus), on an address of its own.

Numbers say nothing of a person or a case, but how many files wait is nobody's business outside. So they are served at
WHOLEFILE_METRICS (`127.0.0.1:9000`), by whichever process of this machine has that port, and never among the pages.

Several processes count together through files in the folder PROMETHEUS_MULTIPROC_DIR, which must be set before this
module is imported; `serving` does that.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, exposition, multiprocess
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

_log = logging.getLogger("wholefile.web")
_AGAIN = 5.0  # seconds until a process asks for the port again
FOLDER = "PROMETHEUS_MULTIPROC_DIR"

requests = Counter(
    "wholefile_requests", "Requests answered, by page, method and status.", ("route", "method", "status")
)
seconds = Histogram(
    "wholefile_request_seconds",
    "How long requests took, by page.",
    ("route",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
jobs = Counter("wholefile_jobs", "Periodic jobs that were run, by how they ended.", ("job", "ended"))


def saw_request(route: str, method: str, status: int, took: float) -> None:
    """Count a request; `took` is in seconds."""
    requests.labels(route, method, str(status)).inc()
    seconds.labels(route).observe(took)


def saw_job(name: str, ended: str) -> None:
    """Count a periodic job: `well`, `failed`, or `stopped` for good."""
    jobs.labels(name, ended).inc()


class OfTheRecord(Collector):
    """What the record holds and what waits, counted when somebody asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """One gauge for each number; `wholefile_ready` is 0 where the record cannot be read, and then the only one."""
        found: dict[str, tuple[str, float]] = {}
        try:
            found.update(numbers())
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told as not ready
            _log.warning("numbers", extra={"told": {"event": "numbers missing", "why": type(error).__name__}})
        yield gauge("wholefile_ready", "Whether the record can be read.", float(bool(found)))
        for name, (about, value) in found.items():
            yield gauge(name, about, value)


def numbers() -> Iterator[tuple[str, tuple[str, float]]]:
    """Name, meaning and value of every number of the record and its pages."""
    from wholefile.processing import pending  # noqa: PLC0415 - only where somebody asks
    from wholefile.record import checkpoints, lookups  # noqa: PLC0415
    from wholefile.web import office  # noqa: PLC0415
    from wholefile.web.signing.models import WaitingActs  # noqa: PLC0415

    record = office.record()
    db = record.db
    last = checkpoints.latest(record)
    size = lookups.entry_count(db)
    yield "wholefile_entries", ("Entries in the log.", size)
    yield (
        "wholefile_entries_unsigned",
        ("Entries after the last checkpoint.", size - (last.size if last else 0)),
    )
    yield "wholefile_items", ("Items on record.", db.count("item"))
    yield "wholefile_cases", ("Cases on record.", db.count("case_file"))
    yield "wholefile_items_undecided", ("Items of cases on which nobody decided.", undecided(db))
    yield "wholefile_files", ("Stored files.", db.count("stored_file"))
    yield "wholefile_files_pending", ("Files that wait to be read.", pending.counts(db)["pending"])
    waits = WaitingActs.objects.filter(positions__isnull=True, withdrawn=False).count()
    yield "wholefile_acts_waiting", ("Acts that wait for a signature.", waits)


def undecided(db: Any) -> int:
    """Items of cases, each case counted, on which no decision stands."""
    found = db.query(
        'SELECT COUNT(*) FROM "item_case" c WHERE c."detached_seq" IS NULL AND NOT EXISTS (SELECT 1 FROM "decision" d'
        ' WHERE d."docket" = c."docket" AND d."item" = c."item" AND d."superseded_seq" IS NULL)'
    )
    return int(found[0][0])


def gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    """One number."""
    return GaugeMetricFamily(name, about, value=value)


def registry() -> CollectorRegistry:
    """Everything that is told."""
    told = CollectorRegistry()
    if os.environ.get(FOLDER):
        multiprocess.MultiProcessCollector(told)  # type: ignore[no-untyped-call]
    else:
        for one in (requests, seconds, jobs):
            told.register(one)
    told.register(OfTheRecord())
    return told


def text() -> str:
    """All numbers in the text format of Prometheus."""
    return exposition.generate_latest(registry()).decode()


def serve(host: str, port: int, ended: threading.Event) -> None:
    """Answer at this address until the process ends; where another process of this server does, wait to follow it."""
    while not ended.is_set():
        try:
            server, thread = exposition.start_http_server(port, host, registry())
        except OSError:
            ended.wait(_AGAIN)
            continue
        ended.wait()
        server.shutdown()
        server.server_close()
        thread.join()
