"""The store in a bucket when the service or the way to it fails: whole and right, or not at all and said so.

Between the store and a real service stands a proxy that spoils chosen requests.
"""

import hashlib
import io
import os
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor

import obstore
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from obstore.exceptions import BaseError

from tests.record import s3_proxy as faults
from tests.record.s3_proxy import Proxy
from tests.record.s3_server import HASTY, SECRET_KEY, s3_service, store_on  # noqa: F401 - a fixture
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid, NotFound, Unavailable
from wholefile.record import s3_spool
from wholefile.record.s3_connection import Patience, step
from wholefile.record.s3_spool import BLOCK

SMALL, LARGE = 10_000, 20_000_003
ALWAYS = 10_000


@pytest.fixture
def proxy(s3_service):  # noqa: F811 - a fixture asks for a fixture by name
    with Proxy(s3_service.port) as proxy:
        yield proxy


@pytest.fixture
def address(s3_service):  # noqa: F811
    s3_service.bucket("faults")
    return f"s3://faults/{secrets.token_hex(8)}/store"


@pytest.fixture
def store(proxy, address, tmp_path):
    """A store behind the proxy."""
    return store_on(proxy.port, address, tmp_path)


@pytest.fixture
def direct(s3_service, address, tmp_path):  # noqa: F811
    """The same store with nothing in between."""
    return store_on(s3_service.port, address, tmp_path / "direct")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# Sending

PASSING = {
    "500 for a moment": (faults.status(500), 2),
    "503 for a moment": (faults.status(503), 2),
    "500 in a burst, longer than one request is repeated": (faults.status(500), 4),
    "a reset while it is sent": (faults.reset_in_request, 1),
    "stored, and then said to have failed": (faults.done_but_failed(500), 1),
    "stored, and then the connection broke": (faults.done_then_reset, 1),
}


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("name", PASSING)
def test_a_trouble_that_passes_is_waited_out(store, direct, proxy, name, size):
    fault, times = PASSING[name]
    data = os.urandom(size)
    rule = proxy.spoil(fault, "PUT", times=times)
    found = store.put(io.BytesIO(data))
    assert rule.times == 0, "nothing was spoiled"
    assert found.sha256 == digest(data)
    assert direct.verify(found.sha256)
    assert list(direct.all()) == [found.sha256]


LASTING = {
    "500": faults.status(500),
    "503": faults.status(503),
    "resets": faults.reset_in_request,
    "a changed bit, which the service refuses": faults.corrupt_request,
}


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("name", LASTING)
def test_a_trouble_that_lasts_ends_in_words_and_leaves_no_object(store, direct, proxy, name, size):
    data = os.urandom(size)
    proxy.spoil(LASTING[name], "PUT", times=ALWAYS)
    with pytest.raises(Unavailable, match="Nothing was recorded"):
        store.put(io.BytesIO(data))
    assert not direct.has(digest(data))
    assert list(direct.all()) == []
    assert proxy.counted("PUT") <= (HASTY.retries + 1) * HASTY.rounds * 4, "it is not tried without end"


def test_a_bit_changed_on_the_way_is_refused_by_the_service_and_sent_again(store, direct, proxy):
    data = os.urandom(SMALL)
    proxy.spoil(faults.corrupt_request, "PUT")
    found = store.put(io.BytesIO(data))
    assert proxy.counted("PUT") == 2
    assert direct.verify(found.sha256)


def test_the_checksum_alone_makes_the_service_refuse(proxy, address, tmp_path):
    """Also where the signature does not cover the body."""
    store = store_on(proxy.port, address, tmp_path, unsigned_payload=True)
    proxy.spoil(faults.corrupt_request, "PUT", times=ALWAYS)
    with pytest.raises(Unavailable):
        store.put(io.BytesIO(os.urandom(SMALL)))


def test_an_object_counts_only_when_the_service_says_it_has_it(store, proxy):
    proxy.spoil(faults.swallowed, "PUT", times=ALWAYS)
    with pytest.raises(Unavailable, match="confirm"):
        store.put(io.BytesIO(b"never arrives"))


def test_an_object_of_another_length_does_not_count(store, proxy):
    proxy.spoil(faults.halved, "PUT", times=ALWAYS)
    with pytest.raises(Unavailable, match="confirm"):
        store.put(io.BytesIO(os.urandom(SMALL)))


def test_an_answer_that_lags_behind_is_waited_for(store, proxy):
    rule = proxy.spoil(faults.status(404), "HEAD")
    found = store.put(io.BytesIO(b"just stored"))
    assert rule.times == 0
    assert store.verify(found.sha256)


def test_half_an_object_under_a_name_is_made_good(store, direct, proxy):
    data = os.urandom(SMALL)
    proxy.spoil(faults.halved, "PUT")
    with pytest.raises(Unavailable):
        store.put(io.BytesIO(data))
    assert not direct.verify(digest(data))
    store.put(io.BytesIO(data))
    assert direct.verify(digest(data))


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_two_who_send_the_same_at_once_both_succeed(direct, proxy, address, tmp_path, size):
    data = os.urandom(size)
    stores = [store_on(proxy.behind, address, tmp_path / str(number)) for number in range(8)]
    gate = threading.Barrier(len(stores))

    def send(store):
        gate.wait()
        return store.put(io.BytesIO(data)).sha256

    with ThreadPoolExecutor(len(stores)) as pool:
        assert set(pool.map(send, stores)) == {digest(data)}
    assert list(direct.all()) == [digest(data)]
    assert direct.verify(digest(data))


def test_an_object_is_created_on_condition_that_there_is_none(store, direct):
    found = store.put(io.BytesIO(b"first"))
    before = obstore.head(direct._client, direct.key(found.sha256))
    store.put(io.BytesIO(b"first"))
    assert obstore.head(direct._client, direct.key(found.sha256)) == before


def test_one_that_fails_among_many_fails_all_and_none_is_torn(store, direct, proxy):
    proxy.spoil(faults.status(500), "PUT", times=ALWAYS, skip=10)
    sources = [os.urandom(500) for _ in range(30)]
    with pytest.raises(Unavailable):
        store.put_many([io.BytesIO(one) for one in sources])
    assert all(direct.verify(one) for one in direct.all())


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_a_disk_that_changes_what_waits_spoils_no_object(store, direct, size, monkeypatch):
    real = s3_spool.spool

    def rotting(source, folder):
        file, digests = real(source, folder)
        file.seek(100)
        file.write(b"rot")
        file.seek(0)
        return file, digests

    monkeypatch.setattr("wholefile.record.s3_store.spool", rotting)
    with pytest.raises(IntegrityFailure, match="nothing was stored"):
        store.put(io.BytesIO(os.urandom(size)))
    assert list(direct.all()) == []


# Reading


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    "fault",
    [faults.reset_in_answer, faults.cut_short, faults.status(503), faults.status(500), faults.corrupt_answer],
)
def test_bytes_that_come_wrong_once_are_fetched_again(store, proxy, fault, size):
    data = os.urandom(size)
    sha256 = store.put(io.BytesIO(data)).sha256
    rule = proxy.spoil(fault, "GET")
    with store.open(sha256) as stream:
        assert stream.read() == data
    assert rule.times == 0


def test_slow_bytes_are_read_to_the_end(store, proxy):
    data = os.urandom(SMALL)
    sha256 = store.put(io.BytesIO(data)).sha256
    proxy.spoil(faults.slow(0.5), "GET")
    with store.open(sha256) as stream:
        assert stream.read() == data


def test_a_service_that_falls_silent_is_given_up(proxy, address, tmp_path):
    patience = Patience(retries=1, rounds=1, first_wait=0.01, longest_wait=0.01, silence=0.2, most=5)
    store = store_on(proxy.port, address, tmp_path, patience)
    sha256 = store.put(io.BytesIO(b"words")).sha256
    proxy.spoil(faults.silent(1.0), "GET", times=ALWAYS)
    with pytest.raises(Unavailable):
        store.open(sha256)


@pytest.mark.parametrize("fault", [faults.corrupt_answer, faults.lies_of_length])
def test_bytes_that_do_not_match_are_never_handed_out(store, proxy, fault):
    sha256 = store.put(io.BytesIO(os.urandom(SMALL))).sha256
    proxy.spoil(fault, "GET", times=ALWAYS)
    with pytest.raises((IntegrityFailure, Unavailable)):
        store.open(sha256)
    with pytest.raises((IntegrityFailure, Unavailable)), store.local_path(sha256):
        pass


def test_what_is_there_and_wrong_is_an_integrity_failure(store, direct):
    data = os.urandom(SMALL)
    sha256 = store.put(io.BytesIO(data)).sha256
    obstore.put(direct._client, direct.key(sha256), faults.flipped(data))
    with pytest.raises(IntegrityFailure, match="no longer what was stored"):
        store.open(sha256)
    assert not store.verify(sha256)


@pytest.mark.parametrize("fault", [faults.status(503), faults.reset_in_answer])
def test_what_cannot_be_read_is_unavailable_and_not_rotten(store, proxy, fault):
    sha256 = store.put(io.BytesIO(os.urandom(SMALL))).sha256
    proxy.spoil(fault, "GET", times=ALWAYS)
    for ask in (store.open, store.verify, store.digests):
        with pytest.raises(Unavailable):
            ask(sha256)


def test_a_listing_that_breaks_off_goes_on(store, proxy):
    found = store.put_many(io.BytesIO(b"%d" % number) for number in range(1100))
    proxy.spoil(faults.reset_in_answer, "GET", times=1, skip=1, path="list-type")
    assert list(store.all()) == sorted(one.sha256 for one in found)


TROUBLES = [faults.status(500), faults.status(503), faults.done_but_failed(503), faults.done_then_reset]
TROUBLE = st.tuples(st.sampled_from(["PUT", "HEAD", "GET"]), st.sampled_from(range(len(TROUBLES))))


@given(st.lists(TROUBLE, max_size=4), st.binary(max_size=2000))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_fails_a_file_is_whole_or_said_to_be_absent(store, direct, proxy, troubles, data):
    proxy.rules.clear()
    for method, number in troubles:
        proxy.spoil(TROUBLES[number], method, times=3)
    try:
        sha256 = store.put(io.BytesIO(data)).sha256
    except Unavailable:
        assert not direct.has(digest(data)) or direct.verify(digest(data))
        return
    assert direct.verify(sha256)


# What stays on this machine


def test_nothing_stays_of_what_was_sent_and_fetched(store, tmp_path):
    sha256 = store.put(io.BytesIO(os.urandom(SMALL))).sha256
    with store.open(sha256), store.local_path(sha256) as path:
        assert path.stat().st_mode & 0o777 == 0o600
        assert list((tmp_path / "incoming").iterdir()) == [path]
    assert list((tmp_path / "incoming").iterdir()) == []


def test_leftovers_of_a_crash_are_swept_and_what_is_in_use_is_not(store, tmp_path):
    sha256 = store.put(io.BytesIO(b"words")).sha256
    leftover = tmp_path / "incoming" / "fetched-of-a-crash"
    leftover.write_bytes(b"evidence")
    with store.local_path(sha256) as path:
        for one in (leftover, path):
            os.utime(one, (0, 0))
        assert s3_spool.sweep(tmp_path / "incoming") == 1
        assert path.exists()
    assert not leftover.exists()


def test_large_files_go_through_memory_in_blocks_only(store):
    class Counted(io.BytesIO):
        most = 0

        def read(self, size=-1):
            Counted.most = max(Counted.most, size)
            return super().read(size)

    store.put(Counted(os.urandom(LARGE)))
    assert Counted.most == BLOCK


# Who may, and what is never shown


def test_wrong_credentials_are_refused_in_words_without_a_secret(proxy, address, tmp_path):
    store = store_on(proxy.port, address, tmp_path, secret_access_key="wrong-" + SECRET_KEY)
    for ask in (lambda: store.put(io.BytesIO(b"x")), lambda: store.has("0" * 64), lambda: list(store.all())):
        with pytest.raises(Forbidden, match="refuses") as refused:
            ask()
        assert SECRET_KEY not in f"{refused.value!r} {refused.value} {refused.value.__cause__}"
    assert SECRET_KEY not in repr(store)


def test_a_bucket_that_is_not_there_is_said(s3_service, tmp_path):  # noqa: F811
    store = store_on(s3_service.port, f"s3://absent-{secrets.token_hex(4)}/x", tmp_path)
    assert not store.has("0" * 64)
    with pytest.raises(NotFound):
        store.open("0" * 64)
    with pytest.raises(Unavailable, match="no such bucket"):
        list(store.all())


def test_a_service_that_is_not_there_is_unavailable(tmp_path):
    store = store_on(9, "s3://bucket/x", tmp_path)
    with pytest.raises(Unavailable, match="try again later"):
        store.put(io.BytesIO(b"x"))


def test_no_way_without_tls_unless_it_is_allowed(s3_service, tmp_path):  # noqa: F811
    store = store_on(s3_service.port, "s3://bucket/x", tmp_path, client_options={"allow_http": False})
    with pytest.raises(Unavailable):
        store.has("0" * 64)


def test_what_makes_no_client_is_invalid(tmp_path):
    with pytest.raises(Invalid):
        store_on(1, "s3://bucket/x", tmp_path, no_such_setting="x")


# Destroying


def test_a_bucket_that_keeps_versions_destroys_nothing_from_here_and_says_who_must(s3_service, tmp_path):  # noqa: F811
    bucket = s3_service.bucket(f"locked-{secrets.token_hex(4)}", locked=True)
    store = store_on(s3_service.port, f"s3://{bucket}/x", tmp_path)
    sha256 = store.put(io.BytesIO(b"under retention")).sha256
    with pytest.raises(Forbidden, match="delete all versions"):
        store.destroy(sha256)
    assert store.verify(sha256)


def test_a_service_that_refuses_to_delete_is_forbidden(store, proxy):
    sha256 = store.put(io.BytesIO(b"kept")).sha256
    proxy.spoil(faults.status(403), "DELETE")
    with pytest.raises(Forbidden, match="refuses to delete"):
        store.destroy(sha256)
    assert store.has(sha256)


def test_a_deletion_that_did_nothing_is_not_believed(store, proxy):
    sha256 = store.put(io.BytesIO(b"kept")).sha256
    proxy.spoil(faults.status(204), "DELETE")
    with pytest.raises(Unavailable, match="still has the file"):
        store.destroy(sha256)


def test_without_credentials_it_says_which_are_missing():
    def action():
        raise BaseError("Error performing PUT http://169.254.169.254/latest/api/token: 403 Forbidden")

    with pytest.raises(Invalid, match="AWS_ACCESS_KEY_ID"):
        step(HASTY, "read the file", action)
