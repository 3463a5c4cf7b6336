"""A run that is wholly in the hands of the file it reads: what it can do to who listens, and that each bound counts.

Each bound is also taken out once, to show that the attack would get through without it.
"""

import base64
import io
import json
import struct
import sys
import textwrap
import tracemalloc

import pytest

from tests.processing.hostile import attached, read_all
from wholefile.extraction import frames
from wholefile.extraction.contract import OUT_OF_MEMORY, REFUSED, TIMED_OUT, Job, Limits
from wholefile.extraction.frames import Broken
from wholefile.processing import accept, collect, frame_checks, sandbox
from wholefile.processing.collect import Taking
from wholefile.processing.outcomes import outcomes
from wholefile.record.blobs import LocalStore

MIB = 1 << 20
LAST = {"kind": "text", "media_type": "text/plain", "opinions": [], "facts": {}, "flags": [], "troubles": [],
        "wants": [], "failed": None}  # fmt: skip


def row(letter: bytes, told) -> bytes:
    payload = told if isinstance(told, bytes) else json.dumps(told).encode()
    return struct.pack(">cI", letter, len(payload)) + payload


def member(letter: bytes = b"M", **more) -> bytes:
    path = base64.b64encode(b"a/b").decode()
    kind = "file" if letter == b"M" else "folder"
    return row(letter, {"path": path, "kind": kind, "method": "zip", "deleted": False, "facts": {}, **more})


def layer(**more) -> bytes:
    told = {"name": "text", "label": "native", "language": None, "places": [], "boxes": [], **more}
    return row(b"L", told)


END = row(b"E", {"complete": True})
FINE = row(b"F", LAST)


def said(**more) -> bytes:
    return row(b"F", {**LAST, **more})


def taken(data: bytes, tmp_path, **limits):
    return Taking(LocalStore(tmp_path / "derived"), 100, Limits(**limits)).take(frames.read(io.BytesIO(data)))


def deep(levels: int) -> list:
    found: list = []
    for _ in range(levels):
        found = [found]
    return found


# What it says, and what is taken out so that it gets through.
TOO_MUCH = {
    "a layer whose map is half a million empty lists": (
        layer(more=[[]] * 500_000) + END + FINE, ("MOST_HELD", 1 << 40)),
    "a last frame of a million empty objects": (said(facts={"a": [{}] * 1_000_000}), ("MOST_HELD", 1 << 40)),
    "members with more words than can be held": (
        member(facts={"a": "b" * 200_000}) * 1 + (END + member(facts={"a": "b" * 200_000})) * 200 + END + FINE,
        ("MOST_HELD", 1 << 40)),
    "folders with more words than can be held": (
        member(b"K", facts={"a": "b" * 200_000}) * 200 + FINE, ("MOST_HELD", 1 << 40)),
    "layers without end": (
        b"".join(layer(name=f"{number}") + END for number in range(30)) + FINE, ("MOST_LAYERS", 1 << 40)),
    "maps without end": (
        b"".join(layer(name=f"{n}", places=[[0, 0, {"a": "b" * 400_000}]]) + END for n in range(15)) + FINE,
        ("MOST_MAPS", 1 << 40)),
    "a path of a hundred thousand bytes": (
        member(path=base64.b64encode(b"p" * 100_000).decode()) + END + FINE, ("MOST_PATH", 1 << 40)),
    "flags without end": (said(flags=[{"code": "a", "words": "b"}] * 5_000), ("_MOST_FLAGS", 1 << 40)),
    "a reason of a million letters": (
        said(troubles=[{"status": "partial", "reason": "r" * MIB}]), ("_MOST_WORDS", 1 << 40)),
    "facts as deep as the sea": (said(facts={"a": deep(200)}), ("MOST_DEPTH", 1 << 40)),
    "a member whose facts are as deep": (member(facts={"a": deep(200)}) + END + FINE, ("MOST_DEPTH", 1 << 40)),
}  # fmt: skip


@pytest.fixture
def tight(monkeypatch):
    """Bounds small enough to be reached in a moment."""
    monkeypatch.setattr(collect, "MOST_HELD", 16 * MIB)
    monkeypatch.setattr(collect, "MOST_LAYERS", 20)
    monkeypatch.setattr(collect, "MOST_MAPS", 3 * MIB)


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_would_fill_the_memory_or_the_disk_of_who_listens_is_refused(name, tmp_path, monkeypatch, tight):
    data, (guard, without) = TOO_MUCH[name]
    with pytest.raises(Broken):
        taken(data, tmp_path)
    for module in (collect, frame_checks):
        monkeypatch.setattr(module, guard, without, raising=False)
    assert taken(data, tmp_path).last


def test_weighing_never_says_less_than_what_json_takes():
    for told in (b"[]", b"{}", b"[0.5]", b'["ab"]', b'{"abc":{}}', b"[[]]", b'{"a":"bc"}', b"[12345678]"):
        payload = b"[" + b",".join([told] * 20_000) + b"]"
        tracemalloc.start()
        held = json.loads(payload)
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert held
        assert size <= collect.memory_of(payload), told


def test_values_nested_deeper_than_this_program_could_follow_end_the_run_and_not_the_worker(tmp_path):
    for levels in (100, 400, 700, 900, 990):
        nested = b"[" * levels + b"]" * levels
        for data in (
            said(facts={"a": "DEEP"}),
            said(flags=[{"code": "a", "words": "b", "c": "DEEP"}]),
            layer(places=[[0, 0, {"a": "DEEP"}]]),
            layer(boxes=[[0, 0, 1, 0, 0, 0, 0, "DEEP"]]),
        ):
            payload = data[5:].replace(b'"DEEP"', nested)
            with pytest.raises(Broken):
                taken(row(data[:1], payload) + END + FINE, tmp_path)


FORGED = {
    "a flag whose code is a list": {"flags": [{"code": ["a"], "words": "b"}]},
    "a flag without words": {"flags": [{"code": "a"}]},
    "a flag whose words are a number": {"flags": [{"code": "a", "words": 7}]},
    "a kind that moves the cursor": {"kind": "pdf\x1b[2J"},
    "a kind of two lines": {"kind": "pdf\nread"},
    "a kind that is turned round": {"kind": "\u202efdp"},
    "a media type with a zero byte": {"media_type": "text/plain\0"},
    "a wish for what nobody does": {"wants": ["selftest"]},
    "a wish that is an object": {"wants": [{}]},
    "a status that is a list": {"troubles": [{"status": ["read"], "reason": "x"}]},
    "a failure that is a list": {"failed": []},
}


@pytest.mark.parametrize("name", FORGED)
def test_words_that_are_forged_are_refused(name, tmp_path):
    with pytest.raises(Broken):
        taken(said(**FORGED[name]), tmp_path)


def test_numbers_beyond_all_bounds_are_refused(tmp_path):
    for data in (
        row(b"F", json.dumps(LAST).replace("{}", '{"a": 1e999}').encode()),
        row(b"F", json.dumps(LAST).replace("{}", '{"a": ' + "9" * 5_000 + "}").encode()),
        row(b"L", b'{"name":"a","label":"ocr","places":[],"boxes":[[0,0,1,1e999,0,0,0,null]]}') + END + FINE,
        row(b"L", b'{"name":"a","label":"ocr","places":[],"boxes":[[0,0,1.5,0,0,0,0,null]]}') + END + FINE,
        row(b"L", b'{"name":"a","label":"ocr","places":[],"boxes":[[0,0,1,0,0,0,0,"sure"]]}') + END + FINE,
        row(b"L", b'{"name":"a","label":"ocr","places":[[0,0,{"second":-1e999}]],"boxes":[]}') + END + FINE,
        row(b"L", b'{"name":"a","label":"ocr","places":[[0,0,{"page":[1]}]],"boxes":[]}') + END + FINE,
    ):
        with pytest.raises(Broken):
            taken(data, tmp_path)


def test_words_for_a_person_come_as_one_line_that_shows_everything(tmp_path):
    reason = "one\ntwo\x1b]0;title\x07 \0 \u202egpj.exe \ud800"
    last = taken(
        said(
            troubles=[{"status": "partial", "reason": reason}],
            flags=[{"code": "a", "words": reason}],
            failed=reason,
        ),
        tmp_path,
    ).last
    words = "one two\\x1b]0;title\\x07 \\x00 \\u202egpj.exe \\ud800"
    assert (last["troubles"][0]["reason"], last["flags"][0]["words"], last["failed"]) == (words,) * 3
    assert words.isprintable()


def test_a_path_that_is_turned_round_is_shown_as_it_stands():
    path = "safe/\u202egpj.exe\0\x1b[31m\n/../C:\\x".encode()
    assert accept.shown_path(path) == "safe/\\u202egpj.exe\\x00\\x1b[31m\\x0a/../C:\\x"


def test_text_in_pieces_of_two_bytes_takes_no_more_memory_than_text(tmp_path):
    data = layer() + row(b"D", b"ab") * 300_000 + END + FINE
    stream = io.BytesIO(data)
    tracemalloc.start()
    try:
        Taking(LocalStore(tmp_path / "derived"), 100, Limits()).take(frames.read(stream))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * MIB


def test_a_large_member_goes_into_the_store_as_it_comes_and_leaves_nothing_beside_it(tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch / "must not be used"))
    pieces = [bytes([number]) * 700_001 for number in range(9)]
    data = member() + b"".join(row(b"D", one) for one in pieces) + END + FINE
    found = taken(data, tmp_path)
    store = LocalStore(tmp_path / "derived")
    with store.open(found.members[0].sha256) as stream:
        assert stream.read() == b"".join(pieces)
    assert (found.members[0].size, found.members[0].complete) == (9 * 700_001, True)
    with pytest.raises(Broken):
        taken(member() + b"".join(row(b"D", one) for one in pieces) + FINE, tmp_path)
    assert not list(store.strangers())


# From here on with a real sandbox, and a program of the attacker in the place of the reader.


def run_program(code: str, tmp_path, monkeypatch, limits: Limits):
    sandbox.check_usable()
    blob = tmp_path / "blob"
    blob.write_bytes(b"the original")
    monkeypatch.setattr(sandbox.command, "__defaults__", ((sys.executable, "-c", textwrap.dedent(code)),))
    result, ended = sandbox.run(
        Job("read", "a", 12, limits), blob, Taking(LocalStore(tmp_path / "derived"), 12, limits).take
    )
    assert blob.read_bytes() == b"the original"
    return result, ended


FRAMES = f"""
import json, struct, sys, os, time
out = sys.stdout.buffer
def row(letter, told):
    payload = told if isinstance(told, bytes) else json.dumps(told).encode()
    out.write(struct.pack('>cI', letter, len(payload)) + payload)
MEMBER = {{"path": "YQ==", "kind": "file", "method": "zip", "deleted": False, "facts": {{}}}}
LAST = {LAST!r}
END = {{"complete": True}}
"""


@pytest.mark.usefixtures("sandboxed")
def test_what_a_run_prints_fills_no_disk(tmp_path, monkeypatch):
    code = """
        import os, stat, sys
        kinds = [stat.S_ISFIFO(os.fstat(number).st_mode) for number in (0, 1, 2)]
        open_ones = sorted(os.listdir('/proc/self/fd'))
        for _ in range(1000): os.write(2, b'x' * 100_000)
        os.write(2, repr((kinds, len(open_ones))).encode())
    """
    _, ended = run_program(code, tmp_path, monkeypatch, Limits(seconds=60))
    assert ended.printed.endswith("([True, True, True], 4)"), "pipes only, beside the listing itself"
    assert len(ended.printed) <= 4_000


@pytest.mark.usefixtures("sandboxed")
def test_what_a_thread_started_is_counted_too(tmp_path, monkeypatch):
    code = """
        import os, threading, time
        def fork():
            for _ in range(8):
                if os.fork() == 0:
                    x = bytearray(24 << 20); x[::4096] = b'x' * len(x[::4096]); time.sleep(60); os._exit(0)
            time.sleep(60)
        threading.Thread(target=fork).start()
        time.sleep(60)
    """
    _, ended = run_program(code, tmp_path, monkeypatch, Limits(seconds=20, memory=64 * MIB))
    assert ended.status == OUT_OF_MEMORY


@pytest.mark.usefixtures("sandboxed")
def test_threads_without_end_are_ended(tmp_path, monkeypatch):
    code = """
        import threading, time
        threading.stack_size(65536)
        for _ in range(3000): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        time.sleep(60)
    """
    _, ended = run_program(code, tmp_path, monkeypatch, Limits(seconds=30))
    assert (ended.status, "threads" in ended.reason) == (REFUSED, True)


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize(
    "code",
    [
        "row(b'M', MEMBER)\nwhile True: row(b'D', b'x'); out.flush(); time.sleep(.05)",
        "row(b'F', LAST); out.flush(); os.close(1); time.sleep(60)",
        "row(b'F', LAST); out.flush(); time.sleep(60)",
        "out.write(b'F'); out.flush(); time.sleep(60)",
    ],
)
def test_who_dawdles_holds_a_worker_no_longer_than_the_limit(code, tmp_path, monkeypatch):
    result, ended = run_program(FRAMES + code, tmp_path, monkeypatch, Limits(seconds=1))
    assert (result, ended.status) == (None, TIMED_OUT)


FILL_AND_BREAK = (
    FRAMES
    + """
for number in range(4):
    row(b'M', MEMBER)
    for _ in range(3): row(b'D', os.urandom(1 << 20))
    row(b'E', END)
row(b'F', b'[]')
"""
)


@pytest.mark.usefixtures("sandboxed")
def test_bytes_that_were_stored_before_a_run_broke_the_rules_cost_the_root(office, monkeypatch):
    sandbox.check_usable()
    monkeypatch.setattr(sandbox.command, "__defaults__", ((sys.executable, "-c", FILL_AND_BREAK),))
    item = attached(office, "a.bin", b"a")
    read_all(office)
    [found] = outcomes(office.db, item=item).files
    assert found.status == REFUSED
    [spent] = office.db.rows("spent")
    assert (spent.members, spent.produced) == (0, 12 * MIB)
    # The guard taken out: the root has all its budget left, and may fill the disk as often as it has members.
    monkeypatch.setattr(
        Taking, "stored", property(lambda _self: 0, lambda _self, _value: None), raising=False
    )
    attached(office, "b.bin", b"b")
    read_all(office)
    assert [row.produced for row in office.db.rows("spent")] == [12 * MIB]


@pytest.mark.usefixtures("sandboxed")
def test_whatever_a_run_says_of_itself_the_record_takes_it_and_the_report_shows_it(office, monkeypatch):
    """Also on a database that refuses zero bytes."""
    sandbox.check_usable()
    reason = "zero \0 and \x1b[2J and \ud800"
    code = (
        FRAMES
        + f"""
LAST['facts'] = {{'a\\0': '\\0', 'b': {{'c': ['\\ud800']}}, 'pages': 'many', 'picture': [1], 'message_id': {{}}}}
LAST['troubles'] = [{{'status': 'damaged', 'reason': {reason!r}}}]
MEMBER['facts'] = {{'reason': {reason!r}, 'modified': '\\0'}}
MEMBER['path'] = 'AAEbCg=='
row(b'M', MEMBER); row(b'E', END)
MEMBER['kind'] = 'unreadable'
row(b'K', MEMBER)
row(b'L', {{'name': 'text', 'label': 'native', 'language': None, 'boxes': [],
            'places': [[0, 2, {{'part': '\\ud800'}}]]}})
row(b'D', b'a\\0'); row(b'E', END)
row(b'F', LAST)
"""
    )
    monkeypatch.setattr(sandbox.command, "__defaults__", ((sys.executable, "-c", code),))
    item = attached(office, "a.bin", b"a")
    read_all(office)
    found = outcomes(office.db, item=item)
    assert found.counts == {"damaged": 2, "unreadable": 2}
    assert {one.reason for one in found.files if one.status == "damaged"} == {
        "zero \\x00 and \\x1b[2J and \\ud800"
    }
    assert all("".join(one.path).isprintable() for one in found.files)
