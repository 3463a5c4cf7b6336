"""Each bound holds, and with it taken out the attack gets through: so each of these tests would notice its loss."""

import sys
import textwrap
from dataclasses import replace

import pytest

from tests.extraction.reading import read
from tests.processing import hostile
from tests.processing.hostile import MIB, attached, read_all
from wholefile.extraction import frames, image, xml_safe
from wholefile.extraction.contract import OUT_OF_MEMORY, REFUSED, TIMED_OUT, Job, Limits
from wholefile.extraction.output import Output
from wholefile.processing import accept, extractors, sandbox
from wholefile.processing.collect import Taking
from wholefile.processing.outcomes import outcomes
from wholefile.record.blobs import LocalStore

WITHOUT = 1 << 40


def taken_out(monkeypatch, name: str) -> None:
    """Readers no longer count this."""
    real = Output.__init__

    def unbounded(self, stream, size, limits):
        real(self, stream, size, replace(limits, **{name: WITHOUT}))

    monkeypatch.setattr(Output, "__init__", unbounded)


def test_the_ratio_of_what_comes_out_to_what_went_in(monkeypatch):
    bomb = hostile.zip_of_zeros(64 * MIB)
    said = read(bomb, "bomb.zip")
    assert (said.status, len(said.listed[0].data)) == ("truncated", 16 * MIB)
    taken_out(monkeypatch, "ratio")
    said = read(bomb, "bomb.zip")
    assert (said.status, len(said.listed[0].data)) == ("read", 64 * MIB)


def test_the_bytes_of_all_members(monkeypatch):
    bomb, limits = hostile.zip_of_zeros(16 * MIB), Limits(produced=MIB)
    assert (read(bomb, limits=limits).status, len(read(bomb, limits=limits).listed[0].data)) == (
        "truncated",
        MIB,
    )
    taken_out(monkeypatch, "produced")
    assert read(bomb, limits=limits).status == "read"


def test_the_number_of_members(monkeypatch):
    archive, limits = hostile.many_members(30), Limits(members=10)
    assert (read(archive, limits=limits).status, len(read(archive, limits=limits).listed)) == (
        "truncated",
        10,
    )
    taken_out(monkeypatch, "members")
    assert len(read(archive, limits=limits).listed) > 10


def test_the_characters_of_text(monkeypatch):
    page, limits = b"words and words. " * 1_000, Limits(characters=5_000)
    assert (read(page, "a.txt", limits=limits).status, len(read(page, "a.txt", limits=limits).text)) == (
        "truncated",
        5_000,
    )
    taken_out(monkeypatch, "characters")
    assert len(read(page, "a.txt", limits=limits).text) > 5_000


def test_the_declaration_of_an_entity(monkeypatch):
    laughs = "<!DOCTYPE r [<!ENTITY l0 'ha'><!ENTITY f '&l0;&l0;&l0;&l0;&l0;'><!ENTITY w '&f;&f;&f;'>]>"
    content = hostile.in_docx(laughs)
    said = read(content, "a.docx")
    assert (said.status, "haha" in said.text) == ("partial", False)
    real = xml_safe.expat.ParserCreate

    class Careless:
        """A parser that does not tell of entities."""

        def __init__(self, *args):
            object.__setattr__(self, "parser", real(*args))

        def __setattr__(self, name, value):
            if name != "EntityDeclHandler":
                setattr(self.parser, name, value)

        def __getattr__(self, name):
            return getattr(self.parser, name)

    monkeypatch.setattr(xml_safe.expat, "ParserCreate", Careless)
    assert "ha" * 15 in read(content, "a.docx").text


def test_the_pixels_that_are_decoded(monkeypatch):
    picture = hostile.png(2_000, 1_000, (b"\0" + b"\xff\0\0" * 2_000) * 1_000)
    monkeypatch.setattr(image, "_MOST_PIXELS", 1_000_000)
    assert read(picture, "a.png").status == "truncated"
    monkeypatch.setattr(image, "_MOST_PIXELS", WITHOUT)
    assert read(picture, "a.png").status == "read"


# What is counted again by who listens: the program in the sandbox says what it likes.

SAY = f"""
import json, os, struct, sys, time
out = sys.stdout.buffer
def row(letter, told):
    payload = told if isinstance(told, bytes) else json.dumps(told).encode()
    out.write(struct.pack('>cI', letter, len(payload)) + payload)
def finish():
    row(b'F', {{"kind": "", "media_type": "", "opinions": [], "facts": {{}}, "flags": [], "troubles": [],
               "wants": [], "failed": None}})
MEMBER = {{"path": "YQ==", "kind": "file", "method": "zip", "deleted": False, "facts": {{}}}}
LAYER = {{"name": "a", "label": "native", "language": None, "places": [], "boxes": []}}
END, MIB = {{"complete": True}}, {MIB}
"""


def told(code: str, tmp_path, monkeypatch, **limits):
    """How a run of this program ends."""
    sandbox.check_usable()
    blob = tmp_path / "blob"
    blob.write_bytes(b"the original")
    program = (sys.executable, "-c", SAY + textwrap.dedent(code))
    monkeypatch.setattr(sandbox.command, "__defaults__", (program,))
    bounds = Limits(**{"seconds": 30, **limits})
    taking = Taking(LocalStore(tmp_path / "derived"), 12, bounds)
    return sandbox.run(Job("read", "a", 12, bounds), blob, taking.take)[1]


COUNTED_AGAIN = {
    "members": ("for _ in range(9): row(b'M', MEMBER); row(b'E', END)\nfinish()", {"members": 8}),
    "listed": (
        "MEMBER['kind'] = 'folder'\nfor _ in range(9): row(b'K', MEMBER)\nfinish()",
        {"members": 8},
    ),
    "bytes": ("row(b'M', MEMBER); row(b'D', bytes(101)); row(b'E', END); finish()", {"produced": 100}),
    "ratio": (
        "row(b'M', MEMBER)\nfor _ in range(17): row(b'D', bytes(MIB))\nrow(b'E', END); finish()",
        {"ratio": 2},
    ),
    "characters": ("row(b'L', LAYER); row(b'D', b'a' * 101); row(b'E', END); finish()", {"characters": 100}),
}


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize("name", COUNTED_AGAIN)
def test_who_listens_counts_again(name, tmp_path, monkeypatch):
    code, limits = COUNTED_AGAIN[name]
    assert told(code, tmp_path, monkeypatch, **limits).status == REFUSED
    real = Taking.__init__

    def trusting(self, store, size, bounds):
        real(self, store, size, replace(bounds, **dict.fromkeys(limits, WITHOUT)))

    monkeypatch.setattr(Taking, "__init__", trusting)
    assert told(code, tmp_path, monkeypatch, **limits).status is None


@pytest.mark.usefixtures("sandboxed")
def test_the_length_of_a_frame(tmp_path, monkeypatch):
    code = "row(b'M', MEMBER); row(b'D', bytes(2 * MIB)); row(b'E', END); finish()"
    assert told(code, tmp_path, monkeypatch).status == REFUSED
    monkeypatch.setattr(frames, "CAPS", dict.fromkeys(frames.CAPS, WITHOUT))
    assert told(code, tmp_path, monkeypatch).status is None


@pytest.mark.usefixtures("sandboxed")
def test_the_seconds_of_a_run(tmp_path, monkeypatch):
    code = "time.sleep(3); finish()"
    assert told(code, tmp_path, monkeypatch, seconds=1).status == TIMED_OUT
    monkeypatch.setattr(sandbox._Watch, "_look", lambda _self: None)
    assert told(code, tmp_path, monkeypatch, seconds=1).status is None


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize(
    ("code", "status"),
    [
        (
            "x = bytearray(200 * MIB); x[::4096] = b'x' * len(x[::4096])\ntime.sleep(2); finish()",
            OUT_OF_MEMORY,
        ),
        ("[os.fork() or (time.sleep(4), os._exit(0)) for _ in range(80)]\ntime.sleep(2); finish()", REFUSED),
    ],
)
def test_the_memory_and_the_processes_of_a_run(code, status, tmp_path, monkeypatch):
    assert (
        told(code, tmp_path, monkeypatch, memory=64 * MIB if status == OUT_OF_MEMORY else 2**31).status
        == status
    )
    monkeypatch.setattr(sandbox, "_held_by_tree", lambda _pid: (0, 1, 1))
    assert told(code, tmp_path, monkeypatch, memory=64 * MIB).status is None


# What one attached file may cost in all.


def bound(monkeypatch, **limits) -> None:
    monkeypatch.setattr(extractors, "_LIMITS", {"read": replace(Limits(), **limits)})


def cost(office, item: str) -> tuple[int, dict[str, int]]:
    """Bytes of all members below an item, and how the files of it ended."""
    rows = {row.sha256 for row in office.db.rows("holding", item=item)}
    produced = sum(row.size or 0 for one in rows for row in office.db.rows("family", parent=one))
    return produced, outcomes(office.db, item=item).counts


def uncharged(monkeypatch, *, all_of_it: bool) -> None:
    real = accept._spent

    def charge(db, root, members, produced):
        return iter(()) if all_of_it or not members else real(db, root, members, produced)

    monkeypatch.setattr(accept, "_spent", charge)


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.database("sqlite")
@pytest.mark.parametrize("count", [10, pytest.param(50, marks=pytest.mark.faults)])
def test_many_containers_each_just_below_the_limits_are_stopped_by_their_root(count, office, monkeypatch):
    bound(monkeypatch, produced=count * 5 * MIB // 2)
    item = attached(office, "many.zip", hostile.zip_of_zips(count, 16 * MIB))
    read_all(office)
    produced, counts = cost(office, item)
    assert produced <= count * 5 * MIB // 2
    assert counts["truncated"] >= count // 2
    uncharged(monkeypatch, all_of_it=True)
    item = attached(office, "more.zip", hostile.zip_of_zips(count, 16 * MIB, b"B"))
    read_all(office)
    assert cost(office, item)[0] == pytest.approx(count * 16 * MIB, rel=0.01)


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.database("sqlite")
def test_texts_are_paid_for_by_their_root_too(office, monkeypatch):
    bound(monkeypatch, produced=3 * MIB)

    def texts(letter: str) -> bytes:
        from tests.extraction.packages import zipped

        return zipped({f"{n}.txt": f"{letter}{n} words ".encode() * 60_000 for n in range(4)})

    item = attached(office, "a.zip", texts("a"))
    read_all(office)
    assert cost(office, item)[1]["truncated"] >= 1
    uncharged(monkeypatch, all_of_it=False)
    item = attached(office, "b.zip", texts("b"))
    read_all(office)
    assert "truncated" not in cost(office, item)[1]


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.database("sqlite")
def test_containers_in_containers_are_followed_to_a_depth(office, monkeypatch):
    monkeypatch.setattr(extractors, "MOST_DEPTH", 2)
    item = attached(office, "nested.zip", hostile.nested_zip(levels=3, width=2))
    read_all(office)
    depths = {row.depth for row in office.db.rows("content")}
    assert (max(depths), cost(office, item)[1]["truncated"] > 0) == (2, True)
    monkeypatch.setattr(extractors, "MOST_DEPTH", 100)
    attached(office, "nested.zip", hostile.nested_zip(levels=4, width=3))
    read_all(office)
    assert max(row.depth for row in office.db.rows("content")) > 2
