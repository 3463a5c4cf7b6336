"""A reader that is honest and meets a file without measure: what it says fits, the rest is left out, and it is said."""

import io

from tests.extraction.reading import parse
from wholefile.extraction.contract import Box, Layer, LimitReached, Limits, Place
from wholefile.extraction.frames import read
from wholefile.extraction.output import Output
from wholefile.processing.collect import Taking
from wholefile.record.blobs import LocalStore


def spoken(tmp_path, speak, **limits):
    """What was said, and taken in without a complaint."""
    stream = io.BytesIO()
    out = Output(stream, 100, Limits(**limits))
    try:
        speak(out)
    except LimitReached as reached:
        out.trouble("truncated", str(reached))
    out.finish()
    stream.seek(0)
    Taking(LocalStore(tmp_path / "derived"), 100, Limits(**limits)).take(read(stream))
    return parse(stream.getvalue())


def test_facts_of_a_member_that_fit_in_no_frame_are_left_out_and_the_member_is_kept(tmp_path):
    facts = {"headers": ["x" * 1000] * 1000, "reason": "why"}
    said = spoken(tmp_path, lambda out: out.member(b"a", b"bytes", method="m", facts=facts))
    assert (said.status, said.listed[0].data, said.listed[0].facts["reason"]) == ("partial", b"bytes", "why")
    assert "headers" not in said.listed[0].facts


def test_facts_of_a_file_that_fit_in_no_frame_are_left_out_the_longest_first(tmp_path):
    def speak(out):
        out.fact("short", "kept")
        out.fact("long", "\u00e9" * 5_000_000)

    said = spoken(tmp_path, speak)
    assert (said.status, said.facts) == ("partial", {"short": "kept"})


def test_values_that_are_no_json_are_said_in_another_way(tmp_path):
    endless: list = []
    endless.append(endless)

    def speak(out):
        out.fact("no number", float("nan"))
        out.fact("bytes", b"a\xff")
        out.fact("long", 10**5_000)
        out.fact("endless", endless)
        out.layer(Layer("a", "native", "abc", [Place(0, 1, {"second": float("inf")})], [
            Box(0, 1, 1, float("nan"), 0, 0, float("-inf"))]))  # fmt: skip
        out.member(b"m", None, method="m", kind="folder", facts={"when": float("inf"), "raw": b"\0"})

    said = spoken(tmp_path, speak)
    assert (said.status, said.failed, said.facts["no number"], said.facts["bytes"]) == (
        "read",
        None,
        "nan",
        "a\\xff",
    )
    assert said.layers[0].boxes[0][3:7] == [0.0] * 4


def test_a_map_that_is_too_long_goes_and_the_text_stays(tmp_path):
    places = [Place(0, 1, {"part": "p" * 2_000})] * 60_000
    said = spoken(tmp_path, lambda out: out.layer(Layer("a", "native", "abc", places)))
    assert (said.status, said.text, said.layers[0].places) == ("partial", "abc", [])


def test_layers_and_words_about_members_end_at_their_bounds(tmp_path, monkeypatch):
    monkeypatch.setattr("wholefile.extraction.output.MOST_LAYERS", 3)
    monkeypatch.setattr("wholefile.extraction.output.MOST_HELD", 1 << 20)

    def layers(out):
        for number in range(5):
            out.layer(Layer(f"{number}", "native", "text"))

    def members(out):
        for _ in range(100):
            out.member(b"a", b"", method="m", facts={"a": "b" * 20_000})

    assert (spoken(tmp_path, layers).status, len(spoken(tmp_path, layers).layers)) == ("truncated", 3)
    assert spoken(tmp_path, members).status == "truncated"


def test_the_worst_of_many_troubles_is_never_lost(tmp_path):
    def speak(out):
        for number in range(2_000):
            out.trouble("partial", f"{number}")
        out.trouble("locked", "the one that counts")
        out.trouble("truncated", "less bad")

    said = spoken(tmp_path, speak)
    assert (said.status, said.reasons[-1], len(said.reasons)) == ("locked", "the one that counts", 1_000)
