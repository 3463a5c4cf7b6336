"""Asking witnesses: against a witness written for these tests after C2SP tlog-witness, over real HTTP."""

import http.server
import threading
from base64 import b64decode
from contextlib import contextmanager

import pytest

from tests.record.small_record import described
from wholefile.core import merkle
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.cosignature import cosign, cosigned_at
from wholefile.core.errors import Forbidden, IntegrityFailure, Invalid, NotFound, Unavailable, Unprocessable
from wholefile.core.keys import public_key_of
from wholefile.core.note import COSIGNATURE, VerifierKey, parse_note
from wholefile.core.policy import check_checkpoint, format_policy, parse_policy
from wholefile.record import checkpoints, publishing
from wholefile.record.checkpoints import checkpoint
from wholefile.record.witnessing import gather

SEED = bytes(range(32))


class Witness:
    """One log's witness: remembers the largest checkpoint and cosigns what continues it."""

    def __init__(self, name="witness.example/one", seed=SEED):
        self.key = VerifierKey(name, COSIGNATURE, public_key_of(seed))
        self.seed, self.seen, self.asked = seed, None, 0
        self.answer = self.judge
        self.log_key = None

    def judge(self, body):
        head, _, note = body.partition("\n\n")
        old, *proof = head.split("\n")
        old = int(old.removeprefix("old "))
        new = open_checkpoint(note.encode(), self.log_key)
        seen = self.seen.size if self.seen else 0
        if old != seen or (old == new.size and self.seen != new):
            return 409, f"{seen}\n"
        if old:
            try:
                merkle.verify_consistency(
                    old, new.size, self.seen.root, new.root, [b64decode(one) for one in proof]
                )
            except IntegrityFailure:
                return 422, "inconsistent\n"
        self.seen = new
        return 200, cosign(new.text, self.key.name, self.seed, 1_760_000_000 + self.asked).line


@contextmanager
def served(witness):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):  # http.server's name
            witness.asked += 1
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, text = witness.answer(body) if self.path == "/add-checkpoint" else (404, "")
            self.send_response(status)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            """Tests are quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def witness(record):
    one = Witness()
    one.log_key = record.log_key
    record.policy_path.write_text(format_policy([record.log_key], {"one": one.key}))
    return one


def more(small, words="more"):
    small.do("item.described", described(1, small.custodian, words), small.custodian)
    return checkpoint(small.record)


def test_there_must_be_a_checkpoint(record, witness):
    with pytest.raises(NotFound):
        gather(record, ["http://127.0.0.1:9"])


def test_a_silent_witness_is_unavailable_and_the_others_are_asked(small, witness):
    note = checkpoint(small.record)
    with served(witness) as url:
        with pytest.raises(Unavailable, match="does not answer"):
            gather(small.record, ["http://127.0.0.1:1", url])
        assert witness.asked == 1
    assert len(parse_note(checkpoints.latest_note(small.record).encode()).signatures) == 2
    assert parse_note(note.encode()).text == witness.seen.text


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "127.0.0.1", "http://"])
def test_what_is_no_address_is_invalid(small, witness, url):
    checkpoint(small.record)
    with pytest.raises(Invalid):
        gather(small.record, [url])


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        ((422, ""), IntegrityFailure, "witness.fork"),
        ((409, "999999\n"), IntegrityFailure, "witness.rollback"),
        ((409, "what?\n"), Unavailable, "witness.answer"),
        ((404, ""), Forbidden, "witness.unknown_log"),
        ((403, ""), Forbidden, "witness.unknown_log"),
        ((500, ""), Unavailable, "witness.answer"),
        ((302, ""), Unavailable, "witness.answer"),
        ((200, ""), Unprocessable, "witness.not_in_policy"),
        ((200, "hello\n"), Unavailable, "witness.answer"),
        ((200, "x" * 70_000), Unavailable, "witness.answer"),
        ((409, "1\n"), Unavailable, "witness.busy"),
    ],
    ids=lambda one: one if isinstance(one, str) else None,
)
def test_answers_that_are_no_cosignature(small, witness, answer, kind, code):
    note = checkpoint(small.record)
    witness.answer = lambda _body: answer
    with served(witness) as url, pytest.raises(kind) as refusal:
        gather(small.record, [url])
    assert refusal.value.code == code
    assert checkpoints.latest_note(small.record) == note


def test_a_cosignature_on_something_else_is_not_kept(small, witness):
    earlier = open_checkpoint(checkpoint(small.record).encode(), small.record.log_key)
    note = more(small)
    witness.answer = lambda _body: (200, cosign(earlier.text, witness.key.name, SEED, 1_760_000_000).line)
    with served(witness) as url, pytest.raises(IntegrityFailure):
        gather(small.record, [url])
    assert checkpoints.latest_note(small.record) == note


def test_a_witness_outside_the_policy_is_not_kept(small, witness):
    note = checkpoint(small.record)
    witness.answer = lambda _body: (
        200,
        cosign(parse_note(note.encode()).text, "other.example", b"o" * 32, 9).line,
    )
    with served(witness) as url, pytest.raises(Unprocessable):
        gather(small.record, [url])
    assert checkpoints.latest_note(small.record) == note


def test_another_log_of_the_same_size_is_a_fork(small, witness):
    now = open_checkpoint(checkpoint(small.record).encode(), small.record.log_key)
    witness.seen = type(now)(now.origin, now.size, bytes(32))
    with served(witness) as url, pytest.raises(IntegrityFailure) as refusal:
        gather(small.record, [url])
    assert refusal.value.code == "witness.fork"


def test_another_log_that_the_witness_saw_is_a_fork(small, witness):
    now = open_checkpoint(checkpoint(small.record).encode(), small.record.log_key)
    witness.seen = type(now)(now.origin, now.size - 3, bytes(32))
    with served(witness) as url, pytest.raises(IntegrityFailure) as refusal:
        gather(small.record, [url])
    assert refusal.value.code == "witness.fork"


def test_a_cosigned_checkpoint_meets_the_policy_and_is_published(small, witness):
    record = small.record
    checkpoint(record)
    with served(witness) as url:
        first = gather(record, [url])
        again = gather(record, [url])
        grown = more(small)
        assert grown != again
        last = gather(record, [url])
    policy = parse_policy(record.policy_path.read_bytes())
    for note in (first, again, last):
        assert list(check_checkpoint(note.encode(), policy).cosigned) == ["one"]
        assert len(parse_note(note.encode()).signatures) == 2
    assert cosigned_at(parse_note(again.encode()), witness.key) > cosigned_at(
        parse_note(first.encode()), witness.key
    )
    assert publishing.published_checkpoint(record) == last.encode()
    assert checkpoints.latest_note(record) == last
    assert checkpoint(record) == last


def test_two_witnesses(small, witness):
    record = small.record
    other = Witness("witness.example/two", b"t" * 32)
    other.log_key = record.log_key
    record.policy_path.write_text(format_policy([record.log_key], {"one": witness.key, "two": other.key}))
    checkpoint(record)
    with served(witness) as first, served(other) as second:
        gather(record, [first])
        more(small)
        record.witnesses = (first, second)
        note = gather(record)
    policy = parse_policy(record.policy_path.read_bytes())
    assert sorted(check_checkpoint(note.encode(), policy).cosigned) == ["one", "two"]
