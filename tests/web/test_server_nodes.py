"""Two nodes over one PostgreSQL and one bucket: what is begun on one goes on at the other."""

import io
import os
import re
import secrets
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from tests.record.s3_server import environment, s3_service  # noqa: F401 - a fixture
from tests.web.running import Browser, running
from wholefile.demo import chapter_opening, play
from wholefile.demo.cast import ORIGIN
from wholefile.demo.narration import Narrator
from wholefile.demo.stage import Stage, StoryClock
from wholefile.demo.witness import court_witness
from wholefile.record.checkpoints import latest
from wholefile.record.databases import forget, open_postgres
from wholefile.record.home import create_record, open_record
from wholefile.record.lookups import entry_count

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def own_schema():
    """The address of a new schema: the pages' tables are in it too, so it is shared with no other test."""
    url = os.environ.get("WHOLEFILE_TEST_POSTGRES_URL")
    if not url:
        pytest.skip("WHOLEFILE_TEST_POSTGRES_URL is not set; tools/with-postgres sets it")
    admin, schema = open_postgres(url), f"nodes_{secrets.token_hex(6)}"
    admin.raw().execute(f"CREATE SCHEMA {schema}")
    yield f"{url}?schema={schema}"
    admin.raw().execute(f"DROP SCHEMA {schema} CASCADE")
    forget(admin)


@pytest.fixture
def opened(tmp_path, own_schema, s3_service, monkeypatch):  # noqa: F811
    """The first chapter of the story on PostgreSQL and S3, in two folders that hold no database and no files."""
    told = {
        "WHOLEFILE_DATABASE_URL": own_schema,
        "WHOLEFILE_STORE": f"s3://{s3_service.bucket('nodes')}/record",
        **environment(s3_service.port),
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    at = StoryClock(play.START)
    with court_witness(tmp_path / "witness", at) as court:
        record = create_record(tmp_path / "one", ORIGIN, clock=at, witnesses=[court.url])
        court.meet(record)
        stage = Stage(record, at, Narrator(lambda _line: None), tmp_path, witness_key=court.key)
        chapter_opening.found(stage)
        chapter_opening.play(stage)
        stored = record.store.put(io.BytesIO(b"in the bucket"))
        record.close()
    assert not (tmp_path / "one" / "record.sqlite3").exists()
    assert not list((tmp_path / "one" / "store").glob("??/*"))
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    return tmp_path, {**told, "WHOLEFILE_DEMO": "1", "WHOLEFILE_SECRET_KEY": "shared by both nodes"}, stored


def test_what_is_begun_on_one_node_is_signed_on_the_other(opened):
    folder, told, stored = opened
    with running(folder / "one", folder, WHOLEFILE_WORKERS="2", **told) as one:
        # Behind one address, as a proxy has them.
        with running(folder / "two", folder, WHOLEFILE_WORKERS="2", **told, WHOLEFILE_URL=one.url) as other:
            office, signing = one.url, one.url.replace("http://", "http://sign.")
            browser = Browser(one)
            assert browser.ask(f"{office}/demo/enter/ruth").status == 302
            home = browser.ask(f"{office}/", server=other)  # the session is known there
            assert home.status == 200
            assert "Ruth Okafor" in home.text

            browser.ask(f"{office}/do/location/add")
            place = {
                "location": "ROOM-D",
                "name": "Another",
                "kind": "room",
                "stores": "general",
                "by": "P-3",
            }
            begun = browser.ask(f"{office}/do/location/add", place)
            assert begun.status == 302, begun.text
            page = browser.ask(begun.headers["Location"], server=other)
            assert "Sign as Ruth Okafor" in page.text
            token = re.search(r"/act/([\w-]+)", begun.headers["Location"])[1]
            signed = browser.ask(f"{signing}/act/{token}/demo", {"word": "ruth"}, server=other)
            assert signed.status == 302, signed.text
            receipt = browser.ask(signed.headers["Location"], server=one)
            assert receipt.status == 200
            assert "ROOM-D" in receipt.text or "location.added" in receipt.text

            record = open_record(folder / "two", witnesses=())
            until_signed(record)
            assert record.store.has(stored.sha256)
            with record.store.open(sha256(b"in the bucket").hexdigest()) as held:
                assert held.read() == b"in the bucket"
            record.close()
            assert other.stop() == 0
        assert browser.ask(f"{office}/").status == 200  # the other one is gone and nobody notices
        assert one.stop() == 0


def test_nodes_that_start_together_over_new_tables_all_start(opened):
    folder, told, _ = opened
    shutil.copytree(folder / "one", folder / "three")
    with ThreadPoolExecutor(3) as together:
        assert (
            list(together.map(lambda name: started(folder, name, told), ("one", "two", "three"))) == [200] * 3
        )


def started(folder, name, told):
    """What a node says of itself once it answers; it fails where it ended instead."""
    with running(folder / name, folder, **told) as node:
        return node.get("/health/ready").status


def until_signed(record):
    """One of the four processes makes the checkpoint."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        last = latest(record)
        if last is not None and last.size == entry_count(record.db):
            return
        time.sleep(0.3)
    pytest.fail("nobody made a checkpoint")


def test_one_process_of_all_holds_the_lock_of_the_periodic_jobs(opened):
    folder, told, _ = opened
    from django.db import connections

    from wholefile.settings import postgres_database
    from wholefile.web import maintenance

    kept = connections.settings["default"]
    connections.settings["default"] = connections.configure_settings(
        {"default": postgres_database(told["WHOLEFILE_DATABASE_URL"])}
    )["default"]
    del connections["default"]
    record = open_record(folder / "one", witnesses=())
    first, second = maintenance.lock_of(record), maintenance.lock_of(record)
    try:
        assert first.holds()
        assert first.holds()
        assert not second.holds()
        first.release()
        assert second.holds()
        assert not first.holds()
    finally:
        first.release()
        second.release()
        record.close()
        connections.settings["default"] = kept
        connections.close_all()
        del connections["default"]
    assert os.environ["WHOLEFILE_STORE"]
