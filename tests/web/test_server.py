"""The server as a process: what it needs, what it says where something is missing, and that it ends in order."""

import json
import re
import shutil
import socket
import sqlite3
import time

import pytest

from tests.actions.conftest import template  # noqa: F401 - a fixture
from tests.web.running import Browser, free_port, running, serve, settings
from wholefile.core.errors import Invalid
from wholefile.web import serving


@pytest.fixture
def folder(template, tmp_path):  # noqa: F811
    """A record of an office."""
    shutil.copytree(template[0], tmp_path / "record")
    return tmp_path / "record"


def test_a_folder_without_a_record_is_said_and_nothing_is_made_in_it(tmp_path):
    done = serve(settings(tmp_path, free_port()))
    assert done.returncode == 3
    assert "There is no record in" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said(folder):
    with socket.create_server(("127.0.0.1", 0)) as held:
        done = serve(settings(folder, held.getsockname()[1]))
    assert done.returncode == 8
    assert "another program has that port" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_taken_port_for_the_numbers_is_said(folder):
    with socket.create_server(("127.0.0.1", 0)) as held:
        taken = f"127.0.0.1:{held.getsockname()[1]}"
        done = serve(settings(folder, free_port(), WHOLEFILE_METRICS=taken))
    assert done.returncode == 8
    assert "WHOLEFILE_METRICS" in done.stderr


def test_a_database_that_does_not_answer_is_said(folder):
    url = f"postgresql://nobody:secret@127.0.0.1:{free_port()}/nothing"
    done = serve(settings(folder, free_port(), WHOLEFILE_DATABASE_URL=url))
    assert done.returncode == 8
    assert "database does not answer" in done.stderr
    assert "secret" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_setting_that_cannot_be_is_said_in_one_line(folder):
    done = serve({**settings(folder, free_port()), "WHOLEFILE_URL": "http://evidence.example"})
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize(
    "given", ["8000", ":8000", "127.0.0.1:99999", "127.0.0.1:0", "here:", "here", "1:2:x"]
)
def test_what_is_no_address_is_refused(given):
    for asked, name in ((serving.where, "WHOLEFILE_ADDRESS"), (serving.metrics_address, "WHOLEFILE_METRICS")):
        with pytest.raises(Invalid, match=name):
            asked({name: given})


@pytest.mark.parametrize("given", ["many", "0", "-1", "1.5", "1000"])
def test_what_is_no_number_of_processes_is_refused(given):
    with pytest.raises(Invalid):
        serving.workers({"WHOLEFILE_WORKERS": given}, "sqlite")


def test_a_demo_of_a_real_record_is_refused(folder):
    done = serve(settings(folder, free_port(), WHOLEFILE_DEMO="1"))
    assert done.returncode == 5
    assert "WHOLEFILE_DEMO is for the record of `wholefile demo`" in done.stderr


@pytest.mark.slow
def test_it_serves_tells_its_numbers_elsewhere_and_ends_when_told(folder, tmp_path):
    numbers = free_port()
    with running(folder, tmp_path, WHOLEFILE_METRICS=f"127.0.0.1:{numbers}") as server:
        ready = server.get("/health/ready")
        assert (ready.status, json.loads(ready.text)["ready"]) == (200, True)
        assert server.get("/do/").status == 302
        assert server.get("/metrics").status == 404
        secret = "/accounts/login/?next=/act/who-knows-this-may-sign"
        assert server.get(secret).status == 200
        told = until_told(server, numbers, "wholefile_ready 1.0")
        assert 'wholefile_requests_total{method="GET",route="ready",status="200"} 1.0' in told
        assert "wholefile_request_seconds_bucket" in told
        for name in ("entries", "items_undecided", "files_pending", "acts_waiting"):
            assert f"\nwholefile_{name} " in told
        until_told(server, numbers, 'wholefile_jobs_total{ended="well",job="checkpoint"}')
        assert server.stop() == 0
        lines = [json.loads(line) for line in server.errors.read_text().splitlines()]
    asked = [one for one in lines if one["event"] == "request"]
    assert {"at", "method", "route", "status", "milliseconds", "person", "request"} <= asked[0].keys()
    assert "who-knows-this" not in server.errors.read_text()
    said = server.said.read_text()
    assert f"http://sign.localhost:{server.port}" in said
    links = re.findall(r"http://\S+/invitation/\S+", said.partition("for the founders of the record:")[2])
    assert len(links) == 2
    assert not any(one.rpartition("/")[2] in server.errors.read_text() for one in links)
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.glob("web.*"))


def test_the_command_may_name_the_address(folder):
    port = free_port()
    told = {
        name: one
        for name, one in settings(folder, port).items()
        if name not in ("WHOLEFILE_URL", "WHOLEFILE_ADDRESS")
    }
    with socket.create_server(("127.0.0.1", port)):
        assert f"127.0.0.1:{port}" in serve(told, "--address", f"127.0.0.1:{port}").stderr


def until_told(server, port, wanted):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told = server.ask("GET", "/metrics", {}, port=port).text
        if wanted in told:
            return told
        time.sleep(0.2)
    raise AssertionError(told)


def test_sqlite_has_one_process_and_postgresql_several():
    assert serving.workers({}, "sqlite") == 1
    assert serving.workers({}, "postgresql") > 1
    assert serving.workers({"WHOLEFILE_WORKERS": "3"}, "sqlite") == 3


def test_where_it_listens_follows_the_address_of_the_pages():
    assert serving.where({}) == ("127.0.0.1", 8000)
    assert serving.where({"WHOLEFILE_URL": "http://localhost:8123"}) == ("127.0.0.1", 8123)
    assert serving.where({"WHOLEFILE_URL": "https://evidence.example"}) == ("127.0.0.1", 8000)
    assert serving.where({"WHOLEFILE_ADDRESS": "[::1]:99"}) == ("::1", 99)


def test_the_pages_tables_lie_beside_the_record(folder):
    serve(settings(folder, free_port(), WHOLEFILE_DEMO="1"))
    with sqlite3.connect(folder / "web.sqlite3") as db:
        assert db.execute("SELECT COUNT(*) FROM account").fetchone() == (0,)
    db.close()


@pytest.mark.slow
def test_the_founders_come_in_by_their_links_and_by_no_others_after_that(folder, tmp_path):
    with running(folder, tmp_path) as server:
        said = server.said.read_text()
        first = re.findall(r"http://\S+/invitation/\S+", said)
        assert [Browser(server).ask(one).status for one in first] == [200, 200]
    with running(folder, tmp_path) as server:
        later = re.findall(r"http://\S+/invitation/\S+", server.said.read_text())
        assert len(later) == 2
        moved = [one.replace(one.split("/")[2], f"localhost:{server.port}") for one in first]
        assert [Browser(server).ask(one).status for one in moved] == [404, 404]
    with sqlite3.connect(folder / "web.sqlite3") as db:
        db.execute("UPDATE account SET last_login = '2026-11-26' WHERE person = 'P-1'")
    db.close()
    with running(folder, tmp_path) as server:
        assert "/invitation/" not in server.said.read_text()
