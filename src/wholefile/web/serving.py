"""The server: looks at everything it needs, says what is wrong in one line, then serves until it is told to stop.

    WHOLEFILE_ADDRESS   where it listens; default 127.0.0.1 and the port of WHOLEFILE_URL
    WHOLEFILE_WORKERS   processes; default 1 with SQLite, one more than there are processors with PostgreSQL
    WHOLEFILE_METRICS   where it tells its numbers (127.0.0.1:9000); default nowhere

SQLite takes one writer at a time, and who waits asks again and again. In one process the threads wait for each other
without that, so more processes would gain nothing. PostgreSQL serves many, on several machines.

TLS is the business of a web server before it; see docs/guides/running-the-server.md.
"""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wholefile.core.errors import Forbidden, Invalid, NotFound, Unavailable, WholefileError, exit_code
from wholefile.web.addresses import Addresses, addresses
from wholefile.web.setup import configure

THREADS = 8  # of each process
GRACE = 30  # seconds that requests have to end in when the server is told to stop
TIMEOUT = 120  # seconds after which a process that says nothing is replaced
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
FOUNDERS = ("P-1", "P-2")  # who signed the first act of a record
Address = tuple[str, int]


def main(environment: Mapping[str, str] | None = None) -> int:
    """Serve until a signal says stop (SIGTERM, SIGINT); the exit code."""
    values = dict(os.environ if environment is None else environment)
    os.umask(0o077)  # nobody else of the machine reads what is kept beside the record
    numbers = tempfile.mkdtemp(prefix="wholefile-numbers-")
    os.environ[_FOLDER] = numbers
    try:
        bound, told = where(values), metrics_address(values)
        opened = prepared(values, bound, told)
        try:
            _serve(bound, told, workers(values, opened))
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else 0
    except WholefileError as error:
        sys.stderr.write(f"{error.message} [{error.code}]\n")
        return exit_code(error)
    finally:
        shutil.rmtree(numbers, ignore_errors=True)
    return 0


def where(environment: Mapping[str, str]) -> Address:
    """Host and port to listen at. Raises Invalid."""
    given = environment.get("WHOLEFILE_ADDRESS")
    if given:
        return address_of("WHOLEFILE_ADDRESS", given)
    parts = urlsplit(addresses(environment).office)
    return "127.0.0.1", (parts.port or 8000) if parts.scheme == "http" else 8000


def metrics_address(environment: Mapping[str, str]) -> Address | None:
    """Host and port at which the numbers are told, or nothing. Raises Invalid."""
    given = environment.get("WHOLEFILE_METRICS")
    return address_of("WHOLEFILE_METRICS", given) if given else None


def address_of(name: str, given: str) -> Address:
    """`HOST:PORT` as a pair; `name` is the setting it stands in. Raises Invalid."""
    host, _, port = given.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
        raise Invalid(
            "settings.listen", f"{name} has the form HOST:PORT, such as 127.0.0.1:8000; it is {given!r}."
        )
    return host.strip("[]"), int(port)


def workers(environment: Mapping[str, str], vendor: str) -> int:
    """How many processes serve. Raises Invalid."""
    given = environment.get("WHOLEFILE_WORKERS")
    if given:
        if not given.isdecimal() or not 0 < int(given) <= 256:
            raise Invalid("settings.workers", f"WHOLEFILE_WORKERS is a number of processes, not {given!r}.")
        return int(given)
    return (os.cpu_count() or 1) + 1 if vendor == "postgresql" else 1


def prepared(environment: Mapping[str, str], bound: Address, told: Address | None) -> str:
    """Check what serving needs, make the pages' tables and say where the pages are; the kind of database.

    Raises NotFound without a record, Unavailable where the database does not answer or a port is taken, Forbidden for
    a demo of what is no demo, Invalid for settings that cannot be.
    """
    _folder_is_there(environment)
    configure(environment)
    from django.conf import settings  # noqa: PLC0415 - Django must be set up first
    from django.db import OperationalError, connections  # noqa: PLC0415

    from wholefile.web import office  # noqa: PLC0415
    from wholefile.web.tables import create_tables  # noqa: PLC0415

    record = office.record()
    for name, one in (("The pages", bound), ("The numbers (WHOLEFILE_METRICS)", told)):
        if one is not None:
            port_is_free(name, one)
    try:
        create_tables()
    except OperationalError as error:
        raise Unavailable(
            "web.database", "The database of the pages does not answer now; try again."
        ) from error
    if settings.WHOLEFILE_DEMO:
        _demo_is_a_demo(bound)
    for line in [*_welcome(record.origin, settings.WHOLEFILE_ADDRESSES, bound, told), *_first_links()]:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
    vendor = record.db.vendor
    office.serve(None)
    record.close()
    connections.close_all()
    return str(vendor)


def port_is_free(name: str, address: Address) -> None:
    """Raises Unavailable where somebody else listens, Invalid for a host that is not this machine's."""
    host, port = address
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, where_to = found[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(where_to)
            tried.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Unavailable(
                "server.port",
                f"{name} cannot be at {host}:{port}: another program has that port. Name another.",
            ) from None
        raise Invalid(
            "server.address", f"{name} cannot be at {host}:{port}: {error.strerror or error}."
        ) from None


def _folder_is_there(environment: Mapping[str, str]) -> None:
    """Said before anything is made: a wrong folder is the likeliest mistake."""
    folder = Path(environment.get("WHOLEFILE_RECORD") or "record")
    if not (folder / "wholefile.json").is_file():
        raise NotFound(
            "server.record",
            f"There is no record in {folder}. Name one with --record or WHOLEFILE_RECORD, or begin one with "
            "`wholefile init`.",
        )


def _demo_is_a_demo(bound: Address) -> None:
    from wholefile.web.demo import accounts, guard  # noqa: PLC0415 - only in a demo

    guard.check_demo()
    if bound[0] not in ("127.0.0.1", "::1", "localhost"):
        raise Forbidden("demo.loopback", "A demo, which anybody may enter, listens on this machine only.")
    accounts.make_accounts()


def _welcome(origin: str, at: Addresses, bound: Address, told: Address | None) -> list[str]:
    from django.conf import settings  # noqa: PLC0415

    lines = [
        f"Serving {origin}.",
        f"  Office   {at.office}",
        f"  Signing  {at.signing}",
        f"  Defence  {at.portal}",
        f"It listens on {bound[0]}:{bound[1]}."
        + (f" Numbers: http://{told[0]}:{told[1]}/metrics" if told else ""),
    ]
    if settings.WHOLEFILE_DEMO:
        from wholefile.web.demo.accounts import entrances  # noqa: PLC0415 - only in a demo

        lines += ["", "Anybody's place, without a secret, since this is a demo:", f"  {at.office}/demo/"]
        lines += [f"  {one.address}  {one.name}, {one.title}" for one in entrances()]
    return [*lines, "Stop with Ctrl-C."]


def _first_links() -> list[str]:
    """Until somebody signed in: how the founders of the record come in. Shown to whoever starts the server."""
    from django.conf import settings  # noqa: PLC0415

    from wholefile.record import lookups  # noqa: PLC0415
    from wholefile.web import office  # noqa: PLC0415
    from wholefile.web.accounts.invitations import first_link  # noqa: PLC0415
    from wholefile.web.accounts.models import Account  # noqa: PLC0415

    if settings.WHOLEFILE_DEMO or Account.objects.exclude(last_login=None).exists():
        return []
    db = office.record().db
    links = [f"  {lookups.person_name(db, one)}: {first_link(one)}" for one in FOUNDERS]
    return [
        "",
        "Nobody has signed in yet. These links, each good once, are for the founders of the record:",
        *links,
    ]


def _serve(bound: Address, told: Address | None, processes: int) -> None:
    """Run gunicorn with this process as its master."""
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - only where pages are served

    host, port = bound
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": processes,
        "threads": THREADS,
        "worker_class": "gthread",
        "graceful_timeout": GRACE,
        "timeout": TIMEOUT,
        "accesslog": None,
        "loglevel": "warning",
        "proc_name": "wholefile",
        "control_socket_disable": True,
        "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112
        "post_worker_init": lambda worker: _begin(worker, told),
        "worker_exit": lambda _server, worker: _end(worker),
        "child_exit": lambda _server, worker: _counted_out(worker.pid),
    }

    class Pages(BaseApplication):  # type: ignore[misc]
        """Our application in gunicorn's words."""

        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            from wholefile.web import logs  # noqa: PLC0415 - in the process that serves

            logs.begin()
            from wholefile.web.wsgi import application  # noqa: PLC0415

            for pages in (
                "urls",
                "urls_signing",
                "urls_portal",
            ):  # what is broken is told now, not at a request
                import_module(f"wholefile.web.{pages}")
            return application

    Pages().run()


def _begin(worker: Any, told: Address | None) -> None:
    """What each process does beside its requests: the periodic jobs, by one of all, and the numbers."""
    from wholefile.web import metrics  # noqa: PLC0415
    from wholefile.web.maintenance import Loop  # noqa: PLC0415

    worker.wholefile_ended = threading.Event()
    worker.wholefile_loop = Loop()
    worker.wholefile_loop.start()
    if told is not None:
        asked = (*told, worker.wholefile_ended)
        threading.Thread(target=metrics.serve, args=asked, name="metrics", daemon=True).start()


def _end(worker: Any) -> None:
    if hasattr(worker, "wholefile_loop"):
        worker.wholefile_ended.set()
        worker.wholefile_loop.stop()


def _counted_out(pid: int) -> None:
    from prometheus_client import multiprocess  # noqa: PLC0415

    multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]
