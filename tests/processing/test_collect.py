"""What comes out of a run is not believed: whatever breaks a rule, nothing of it is recorded."""

import base64
import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.reading import parse
from wholefile.extraction import frames
from wholefile.extraction.contract import Layer, LimitReached, Limits, Place
from wholefile.extraction.frames import Broken
from wholefile.extraction.output import Output
from wholefile.processing.collect import Taking
from wholefile.record.blobs import LocalStore

LAST = {"kind": "text", "media_type": "text/plain", "opinions": [], "facts": {}, "flags": [], "troubles": [],
        "wants": [], "failed": None}  # fmt: skip


def row(letter: bytes, told) -> bytes:
    payload = told if isinstance(told, bytes) else json.dumps(told).encode()
    return struct.pack(">cI", letter, len(payload)) + payload


def member(**more) -> dict:
    path = base64.b64encode(b"a/b").decode()
    return {"path": path, "kind": "file", "method": "zip", "deleted": False, "facts": {}, **more}


def layer(**more) -> dict:
    return {"name": "text", "label": "native", "language": None, "places": [], "boxes": [], **more}


def taken(data: bytes, tmp_path, **limits):
    store = LocalStore(tmp_path / "derived")
    return Taking(store, 100, Limits(**limits)).take(frames.read(io.BytesIO(data))), store


END = row(b"E", {"complete": True})
FINE = row(b"F", LAST)

BROKEN = {
    "nothing": b"",
    "no last frame": row(b"M", member()) + END,
    "a member of no kind": row(b"M", member(kind="soul")) + END + FINE,
    "a folder with bytes": row(b"M", member(kind="folder")) + END + FINE,
    "a file without bytes": row(b"K", member()) + FINE,
    "a path that is no base64": row(b"M", member(path="%%%")) + END + FINE,
    "a path that is a number": row(b"M", member(path=7)) + END + FINE,
    "a method with a line break": row(b"M", member(method="a\nb")) + END + FINE,
    "facts that are a list": row(b"M", member(facts=[])) + END + FINE,
    "a member that does not end": row(b"M", member()) + row(b"D", b"x") + FINE,
    "a layer of no name": row(b"L", layer(name="")) + END + FINE,
    "a layer of no label": row(b"L", layer(label="true")) + END + FINE,
    "two layers of one name": (row(b"L", layer()) + END) * 2 + FINE,
    "text that is no UTF-8": row(b"L", layer()) + row(b"D", b"\xff") + END + FINE,
    "a place outside the text": row(b"L", layer(places=[[0, 9, {}]])) + row(b"D", b"abc") + END + FINE,
    "a place that runs backwards": row(b"L", layer(places=[[2, 1, {}]])) + row(b"D", b"abc") + END + FINE,
    "a place at half a character": row(b"L", layer(places=[[0.5, 1, {}]])) + row(b"D", b"abc") + END + FINE,
    "a box of words": row(b"L", layer(boxes=[[0, 1, 1, "a", 0, 0, 0, None]])) + row(b"D", b"abc") + END + FINE,
    "a box too far away": row(b"L", layer(boxes=[[0, 1, 1, 10**400, 0, 0, 0, None]])) + row(b"D", b"abc") + END + FINE,
    "a status nobody may say": row(b"F", {**LAST, "troubles": [{"status": "crashed", "reason": "x"}]}),
    "a last frame without facts": row(b"F", {**LAST, "facts": None}),
    "a kind of ten thousand letters": row(b"F", {**LAST, "kind": "k" * 10_000}),
    "numbers that are none": row(b"F", json.dumps(LAST).replace("{}", '{"a": NaN}').encode()),
    "JSON as deep as the sea": row(b"F", b"[" * 200_000),
    "two last frames": FINE + FINE,
    "more after the last": FINE + b"x",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_rule_is_refused(name, tmp_path):
    with pytest.raises(Broken):
        taken(BROKEN[name], tmp_path)


def test_more_members_than_allowed_are_refused(tmp_path):
    data = (row(b"M", member()) + END) * 3 + FINE
    assert len(taken(data, tmp_path, members=3)[0].members) == 3
    with pytest.raises(Broken, match="members"):
        taken(data, tmp_path, members=2)


def test_more_bytes_than_allowed_are_refused_though_the_reader_did_not_count(tmp_path):
    data = row(b"M", member()) + row(b"D", bytes(1000)) + END + FINE
    assert taken(data, tmp_path, produced=1000)[0].produced == 1000
    with pytest.raises(Broken, match="bytes"):
        taken(data, tmp_path, produced=999)


def test_more_text_than_allowed_is_refused(tmp_path):
    data = row(b"L", layer()) + row(b"D", b"abcdef") + END + FINE
    assert taken(data, tmp_path, characters=6)[0].layers[0].characters == 6
    with pytest.raises(Broken, match="text"):
        taken(data, tmp_path, characters=5)


def test_lone_surrogates_never_reach_a_table(tmp_path):
    found, _ = taken(
        row(b"F", json.dumps({**LAST, "facts": {"a\ud800": ["\udfff", {"b": "c"}]}}).encode()), tmp_path
    )
    assert json.dumps(found.last["facts"], ensure_ascii=False).encode()


@given(
    st.lists(st.tuples(st.binary(max_size=200), st.binary(max_size=3000)), max_size=20), st.text(max_size=500)
)
def test_what_is_said_inside_is_what_is_stored(members, text):
    import tempfile
    from pathlib import Path

    stream = io.BytesIO()
    out = Output(stream, 100, Limits())
    for path, data in members:
        assert out.member(path, data, method="test", facts={"size": len(data)})
    out.layer(Layer("text", "native", text, [Place(0, len(text), {"page": 1})]))
    out.finish()
    with tempfile.TemporaryDirectory() as folder:
        found, store = taken(stream.getvalue(), Path(folder))
        for (path, data), one in zip(members, found.members, strict=True):
            with store.open(one.sha256) as stored:
                assert (one.path, stored.read(), one.size, one.complete) == (path, data, len(data), True)
        with store.open(found.layers[0].text) as stored:
            assert stored.read().decode() == text
    assert parse(stream.getvalue()).text == text


@given(st.binary(max_size=400))
def test_noise_is_never_taken(noise):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder, pytest.raises(Broken):
        taken(noise, Path(folder))


def test_the_reader_counts_too_and_says_where_it_stopped():
    stream = io.BytesIO()
    out = Output(stream, 10, Limits(produced=100))
    with pytest.raises(LimitReached):
        out.member(b"bomb", (bytes(10) for _ in range(1000)), method="zip")
    out.finish()
    said = parse(stream.getvalue())
    assert (said.status, said.listed[0].complete, len(said.listed[0].data)) == ("truncated", False, 100)


def test_text_with_lone_surrogates_keeps_its_length():
    stream = io.BytesIO()
    out = Output(stream, 10, Limits())
    out.layer(Layer("text", "native", "a\ud800b", [Place(2, 3, {"line": 1})]))
    out.finish()
    said = parse(stream.getvalue())
    assert said.layers[0].text == "a\ufffdb"
    assert said.flags[0]["code"] == "undecodable text"
