"""Files made to harm, attached as evidence and read by the engine: each ends as stated, and nothing else happens."""

import json
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.actions.office import Clock, Office, open_office
from tests.processing import hostile
from tests.processing.hostile import Bait, attached
from tests.shared_files import SHARED
from wholefile.extraction.contract import STATUSES, Limits
from wholefile.processing.engine import engine_for, process_all
from wholefile.processing.outcomes import Outcomes, outcomes
from wholefile.processing.pending import pending
from wholefile.processing.settle import settle
from wholefile.record.home import create_record

pytestmark = [pytest.mark.usefixtures("sandboxed"), pytest.mark.slow]
MIB = 1 << 20

STOPPED = {"truncated", "damaged", "partial", "out of memory", "timed out"}
TOLD = {"read", *STOPPED}
DIED = {"crashed", *STOPPED}  # PDFium ends itself when it gets no more memory


def cases(bait: Bait) -> dict[str, tuple[bytes, set[str]]]:
    """The files by the name under which they are attached, and how reading each may end."""
    declared, laughs = hostile.external(bait), hostile.LAUGHS
    found = {
        "bomb.zip": (hostile.zip_of_zeros(), {"truncated"}),
        "bomb.gz": (hostile.gzip_of_zeros(), {"truncated"}),
        "bomb.bz2": (hostile.bzip2_of_zeros(), {"truncated"}),
        "bomb.xz": (hostile.xz_of_zeros(), {"truncated"}),
        "nested.zip": (hostile.nested_zip(), TOLD),
        "overlap.zip": (hostile.overlapping_zip(), TOLD),
        "members.zip": (hostile.many_members(3_000), {"read"}),
        "names.tar": (hostile.hostile_tar(bait), TOLD),
        "names.zip": (hostile.hostile_names_zip(bait), TOLD),
        "xxe.docx": (hostile.in_docx(declared), STOPPED),
        "xxe.odt": (hostile.in_odt(declared), STOPPED),
        "xxe.svg": (hostile.in_svg(declared), TOLD),
        "laughs.docx": (hostile.in_docx(laughs), STOPPED),
        "laughs.odt": (hostile.in_odt(laughs), STOPPED),
        "laughs.svg": (hostile.in_svg(laughs), TOLD),
        "two.pdf": (hostile.pdf_page() + hostile.many_members(2), TOLD),
        "two.jpg": (hostile.jpeg() + hostile.many_members(2), TOLD),
        "two.png": (hostile.page_png(), TOLD),
        "flood.png": (hostile.png(60_000, 60_000), STOPPED),
        "flood.tif": (hostile.tiff(60_000, 60_000), STOPPED),
        "huge.pdf": (hostile.pdf_page(b"0 0 1000000000 1000000000"), TOLD),
        "pages.pdf": (hostile.pdf_of_pages(3_000), TOLD),
        "content.pdf": (hostile.pdf_content_bomb(), DIED),
        "objects.pdf": (hostile.pdf_object_bomb(), {"read", *DIED}),
        "script.pdf": (hostile.pdf_script(bait), TOLD),
        "nested.eml": (hostile.nested_mail(), TOLD),
        "headers.eml": (hostile.headed_mail(), TOLD),
        "line.eml": (hostile.long_line_mail(10 * MIB), TOLD),
        "attachments.eml": (hostile.attached_mail(2_000), TOLD),
        "groups.rtf": (hostile.grouped_rtf(), TOLD),
        "divs.html": (hostile.nested_html(), TOLD),
        "claims.xlsx": (hostile.claiming_sheet(), TOLD),
        "strings.xlsx": (hostile.string_bomb(), STOPPED),
        "flood.xlsx": (hostile.string_flood(), STOPPED),
        "claims.qcow2": (hostile.qcow2_claiming(), STOPPED),
        "claims.E01": (hostile.e01_claiming(), STOPPED),
        "claims.dd": (hostile.disk_claiming(), STOPPED),
        "claims.mp4": (hostile.mp4_claiming(), TOLD),
        "claims.wav": (hostile.wav_claiming(), TOLD),
        "oneline.txt": (b"x" * (10 * MIB), {"read"}),
        hostile.NAME: (b"a note under a name that a shell would run", {"read"}),
        "last.txt": (b"and the next file is read as if nothing had been", {"read"}),
    }
    found |= {name: (content, STOPPED) for name, content in hostile.truncated()}
    quine = SHARED / "samples/hostile/quine.gz"
    if quine.exists():
        found["quine.gz"] = (quine.read_bytes(), TOLD)
    return found


@dataclass
class Watched:
    """The most memory that one sandbox, and one of the processes that listen to them, held at any moment."""

    sandbox: int = 0
    listener: int = 0
    _over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        while not self._over.wait(0.05):
            held, parents, names = _processes()
            for pid, name in names.items():
                if name == "bwrap" and names.get(parents[pid]) != "bwrap" and _is_below(pid, parents):
                    self.sandbox = max(
                        self.sandbox, sum(held[one] for one in held if _is_below(one, parents, pid))
                    )
                elif parents[pid] == os.getpid() and name.startswith("python"):
                    self.listener = max(self.listener, held[pid])

    def __enter__(self):
        self._thread = threading.Thread(target=self.look)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()


def _processes() -> tuple[dict[int, int], dict[int, int], dict[int, str]]:
    held, parents, names = {}, {}, {}
    for pid in filter(str.isdigit, (one.name for one in Path("/proc").iterdir())):
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            begin, _, rest = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")
        except OSError:
            continue
        held[int(pid)] = pages * os.sysconf("SC_PAGE_SIZE")
        parents[int(pid)], names[int(pid)] = int(rest.split()[1]), begin.partition("(")[2]
    return held, parents, names


def _is_below(pid: int, parents: dict[int, int], above: int | None = None) -> bool:
    above = os.getpid() if above is None else above
    while pid and pid != above:
        pid = parents.get(pid, 0)
    return pid == above


@dataclass
class Told:
    """What came of reading all of them."""

    office: Office
    files: dict[str, tuple[bytes, set[str]]]
    items: dict[str, str]
    found: Outcomes
    watched: Watched
    seconds: float
    before: list[str]
    after: list[str]
    bait: Bait
    reached: list[object]


def _all_below(folder: Path) -> list[str]:
    return sorted(str(one) for one in folder.rglob("*") if "record" not in one.relative_to(folder).parts)


@pytest.fixture(scope="module")
def told(tmp_path_factory, sandboxed):
    folder = tmp_path_factory.mktemp("hostile")
    canary = folder / "canary" / "file"
    canary.parent.mkdir()
    canary.write_text("must stay as it is, and must not be read")
    reached: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_listen, args=(server, reached), daemon=True)
        thread.start()
        bait = Bait(canary, server.getsockname()[1])
        files = cases(bait)
        clock = Clock()
        record = create_record(folder / "record", "records.example/hostile", clock=clock, witnesses=())
        office = open_office(record, clock)
        items = {name: attached(office, name, content) for name, (content, _) in files.items()}
        before, began = _all_below(folder), time.monotonic()
        engine = engine_for("local:2")
        try:
            with Watched() as watched:
                process_all(record, engine)
        finally:
            engine.close()
        seconds = time.monotonic() - began
        yield Told(
            office,
            files,
            items,
            outcomes(record.db),
            watched,
            seconds,
            before,
            _all_below(folder),
            bait,
            reached,
        )
        record.close()


def _listen(server: socket.socket, reached: list[object]) -> None:
    while True:
        try:
            connection, address = server.accept()
        except OSError:
            return
        reached.append(address)
        connection.close()


def test_each_ends_as_it_may_and_says_why(told):
    wrong = {}
    for name, (_, allowed) in told.files.items():
        [root] = [one for one in outcomes(told.office.db, item=told.items[name]).files
                  if len(one.path) == 1 and one.extractor == "read"]  # fmt: skip
        assert root.status in STATUSES
        if root.status not in allowed or (
            root.is_exception and not root.reason.endswith(".") and len(root.reason) < 10
        ):
            wrong[name] = (root.status, root.reason)
    assert not wrong


def test_nothing_is_pending_and_every_file_counts_once(told):
    assert not pending(told.office.db)
    assert not told.office.db.rows("work")
    files = told.office.db.count("content")
    unreadable = told.office.db.count("family", kind="unreadable")
    assert sum(told.found.counts.values()) == files + unreadable
    assert sum(told.found.counts.get(status, 0) for status in STATUSES) == files
    for one in told.found.files:
        assert "".join(one.path[1:]).isprintable(), one.path
        assert not set("".join(one.path)) & set(map(chr, range(32))), one.path
        assert one.reason.isprintable(), one.reason
        assert one.is_exception == (one.status != "read")
        assert not one.is_exception or one.reason


def test_the_originals_are_as_they_were(told):
    rows = {row.item: row.sha256 for row in told.office.db.rows("item_file")}
    for name, (content, _) in told.files.items():
        with told.office.record.store.open(rows[told.items[name]]) as stream:
            assert stream.read() == content
    for sha256 in told.office.record.store.all():
        assert told.office.record.store.verify(sha256)
    for sha256 in told.office.record.derived.all():
        assert told.office.record.derived.verify(sha256)
    assert not list(told.office.record.store.strangers())
    assert not list(told.office.record.derived.strangers())


def test_nothing_happened_outside_the_record(told):
    assert told.after == told.before
    assert told.bait.file.read_text() == "must stay as it is, and must not be read"
    assert not told.reached
    secret = told.bait.file.read_bytes()
    for row in told.office.db.rows("text_layer"):
        with told.office.record.derived.open(row.text) as stream:
            assert secret not in stream.read()


def test_memory_and_disk_stayed_within_their_bounds(told):
    limits = Limits()
    assert 0 < told.watched.sandbox <= 1.5 * limits.memory + 256 * MIB, (
        "what the watch allows between two looks"
    )
    assert 0 < told.watched.listener <= 1024 * MIB
    spent = {row.root: row.produced for row in told.office.db.rows("spent")}
    kept = sum(path.stat().st_size for path in told.office.record.derived.folder.rglob("*") if path.is_file())
    assert kept <= sum(spent.values()), "every byte that was kept was charged"
    for row in told.office.db.rows("content"):
        produced = sum(one.size or 0 for one in told.office.db.rows("family", parent=row.sha256))
        assert produced <= limits.ceiling(row.size), row.name
    took = max(row.took for row in told.office.db.rows("derivation"))
    assert took <= (limits.seconds + 30) * 1000


def test_what_lies_elsewhere_was_never_put_in_and_what_is_two_things_is_flagged(told):
    flags = {one.path[0]: set(one.flags) for one in told.found.files if len(one.path) == 1}
    for name in ("two.pdf", "two.jpg", "two.png", "names.zip", "names.tar", "overlap.zip", "script.pdf"):
        assert flags[name], name
    links = [row for row in told.office.db.rows("family") if row.kind in ("link", "device")]
    assert len(links) >= 5
    assert all(row.child is None for row in links)


def test_what_comes_after_reading_takes_it_too(told):
    settle(told.office.record)
    for row in told.office.db.rows("derivation"):
        json.loads(row.facts)
