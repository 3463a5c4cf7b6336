"""The parts of an intake by themselves: the walk, the manifest, given digests, what is shown."""

import hashlib
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.processing.intake_trees import ODD, names_below, odd_tree
from wholefile.core.canonical import decode_object, encode
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.processing.intake_hashes import compare, parse_expected, read_hashes
from wholefile.processing.intake_manifest import Entry, footer, header, read_line, read_manifest, shown, utc
from wholefile.processing.intake_reading import EachPut, take
from wholefile.processing.intake_told import Told
from wholefile.processing.intake_walk import Found, born, walk
from wholefile.record.blob_digests import digests_of
from wholefile.record.blobs import LocalStore

FORMAT_PAGE = Path(__file__).resolve().parents[2] / "docs" / "formats" / "manifest-of-intake.md"
NAMES = ("a.txt", "sub/b c.txt")
DATA = {b"a.txt": b"one", b"sub/b c.txt": b"two"}


@pytest.mark.parametrize(
    "told", ["", "sha256", "sha256:12", "sha512:" + "0" * 128, "md5:" + "g" * 32, "0" * 64]
)
def test_what_is_no_digest_is_not_compared(told):
    with pytest.raises(Invalid):
        parse_expected(told)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no digest here\n",
        f"{'0' * 128}  a.txt\n",
        f"SHA512 (a.txt) = {'0' * 128}\n",
        f"SHA256 (a.txt) = {'0' * 32}\n",
        f"{'0' * 64}  a.txt\n{'1' * 64}  a.txt\n",
        "%%%% HASHDEEP-1.0\n1,2,3\n",
        "%%%% HASHDEEP-1.0\n%%%% size,md5,filename\n12\n",
        "%%%% HASHDEEP-1.0\n%%%% size,whirlpool,filename\n1,2,a\n",
    ],
)
def test_what_is_no_list_of_digests_is_refused(tmp_path, text):
    (tmp_path / "list").write_text(text)
    with pytest.raises(Invalid):
        read_hashes(tmp_path / "list", b"/source")


def lists() -> dict[str, tuple[str, str]]:
    """By format: the name of a list and its text, about the same two files."""
    one = {name: hashlib.sha256(DATA[name.encode()]).hexdigest() for name in NAMES}
    md5 = {name: hashlib.md5(DATA[name.encode()]).hexdigest() for name in NAMES}
    sha1 = {name: hashlib.sha1(DATA[name.encode()]).hexdigest() for name in NAMES}
    deep = "".join(f"3,{md5[name]},{one[name]},{name}\n" for name in NAMES)
    return {
        "sha256sum": ("list", "".join(f"{one[name]}  {name}\n" for name in NAMES)),
        "md5sum, binary": ("list", "".join(f"{md5[name]} *{name}\n" for name in NAMES)),
        "sha1sum, from above": ("list", "".join(f"{sha1[name]}  SOURCE/{name}\n" for name in NAMES)),
        "upper case, Windows lines": (
            "list",
            "".join(f"{one[name].upper()}  ./{name}\r\n" for name in NAMES),
        ),
        "tags": ("list", "".join(f"SHA256 ({name}) = {one[name]}\n" for name in NAMES)),
        "hashdeep": (
            "list",
            f"%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## Invoked from: /\n##\n{deep}",
        ),
        "bag": ("manifest-sha256.txt", "".join(f"{one[name]}  {name}\n" for name in NAMES)),
    }


@pytest.mark.parametrize("form", list(lists()))
def test_lists_of_other_tools_are_understood(tmp_path, form):
    name, text = lists()[form]
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / name).write_text(text.replace("SOURCE", str(source)), newline="")
    expected = read_hashes(tmp_path / name, os.fsencode(source))
    assert sorted(expected) == sorted(DATA)
    taken = [(path, digests_of(data)) for path, data in DATA.items()]
    assert not compare(expected, iter(taken)).refuses
    wrong = compare(expected, iter([(b"a.txt", digests_of(b"other")), (b"new", digests_of(b""))]))
    assert (wrong.mismatching, wrong.missing, wrong.extra) == (["a.txt"], ["sub/b c.txt"], ["new"])
    untaken = compare(expected, iter([(b"a.txt", None), taken[1]]))
    assert (untaken.mismatching, untaken.missing) == ([], ["a.txt"])


def test_escaped_names_are_the_bytes_they_stand_for(tmp_path):
    digest = "0" * 64
    (tmp_path / "list").write_bytes(b"\\" + digest.encode() + b"  two\\nlines and \\\\\n")
    (tmp_path / "manifest-sha256.txt").write_bytes(digest.encode() + b"  two%0Alines and 100%25\n")
    (tmp_path / "raw").write_bytes(digest.encode() + b"  \xff\n")
    assert [*read_hashes(tmp_path / "list", b"/s")] == [b"two\nlines and \\"]
    assert [*read_hashes(tmp_path / "manifest-sha256.txt", b"/s")] == [b"two\nlines and 100%"]
    assert [*read_hashes(tmp_path / "raw", b"/s")] == [b"\xff"]


def test_the_walk_has_the_order_of_the_bytes_and_every_name_once(tmp_path):
    root = odd_tree(tmp_path / "tree")
    found = [one.path for one in walk(os.fsencode(root))]
    assert found == sorted(found, key=lambda path: path.split(b"/") if path else [])
    assert sorted(found) == sorted(names_below(root))
    kinds = {one.path: one.kind for one in walk(os.fsencode(root))}
    assert kinds[b"sub/linked folder"] == "link"
    assert kinds[b"pipe"] == "pipe"


def test_devices_are_told_and_not_opened():
    found = {one.path: one for one in walk(b"/dev") if one.path in (b"null", b"zero")}
    assert {one.kind for one in found.values()} <= {"device"}
    for one in found.values():
        assert read_line(Entry(one).line()).fields["node"] == f"1:{os.minor(one.stat.st_rdev)}"


def test_the_time_of_birth_is_that_of_the_file_system(tmp_path):
    path = tmp_path / "new"
    path.write_bytes(b"")
    birth = born(os.fsencode(path))
    if birth is None:
        pytest.skip("this file system keeps no time of birth")
    assert abs(birth - path.stat().st_mtime_ns) < 5_000_000_000
    os.utime(path, ns=(1, 1))
    assert born(os.fsencode(path)) == birth
    assert born(os.fsencode(tmp_path / "none")) is None


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (0, "1970-01-01T00:00:00.000000000Z"),
        (-1, "1969-12-31T23:59:59.999999999Z"),
        (1_764_150_000_123_456_789, "2025-11-26T09:40:00.123456789Z"),
        (10**30, None),
    ],
)
def test_times_are_told_in_utc_with_every_digit(moment, text):
    assert utc(moment) == text


@given(st.binary(max_size=80))
def test_what_is_shown_is_one_harmless_line(path):
    text = shown(path)
    assert text.isprintable() or not re.search(
        r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text
    )
    encode(text)
    line = Entry(Found(path, path, "unknown", None)).line()
    assert read_line(line).path == path
    assert decode_object(line)["shown"] == text


def test_a_line_is_canonical(tmp_path):
    root = odd_tree(tmp_path / "tree")
    batch = LocalStore(tmp_path / "store").writer("test").batch()
    for one in walk(os.fsencode(root)):
        entry = take(batch, one, _pace()) if one.kind == "file" else Entry(one)
        assert encode(decode_object(entry.line())) == entry.line()


def _pace():
    from wholefile.processing.intake_reading import Pace

    return Pace()


def manifest(*entries: bytes, end: bytes | None = None) -> io.BytesIO:
    last = footer(len(entries), 0, 0, 0) if end is None else end
    return io.BytesIO(b"".join(line + b"\n" for line in (header(b"source"), *entries, last) if line))


def test_a_manifest_that_is_not_whole_is_refused():
    one = Entry(Found(b"a", b"a", "unknown", None)).line()
    assert [listed.path for listed in read_manifest(manifest(one, one))] == [b"a", b"a"]
    for broken in (
        manifest(one, end=b""),
        manifest(one, end=footer(2, 0, 0, 0)),
        manifest(footer(0, 0, 0, 0), one),
        io.BytesIO(b'{"format":"another"}\n'),
        io.BytesIO(header(b"source") + b"\nno JSON\n"),
        io.BytesIO(b""),
    ):
        with pytest.raises(IntegrityFailure):
            list(read_manifest(broken))


def test_the_example_of_the_format_is_read_as_it_says():
    block = re.search(r"```jsonl\n(.*?)```", FORMAT_PAGE.read_text("utf-8"), re.DOTALL)
    raw = block[1].encode()
    listed = {one.path: one for one in read_manifest(io.BytesIO(raw))}
    assert list(listed) == [b"", b"empty", b"note.txt", b"old", b"\xff"]
    assert listed[b"note.txt"].digests == digests_of(b"Hello.\n")
    assert listed[b"empty"].flags == ("empty",)
    for line in raw.splitlines():
        assert encode(json.loads(line)) == line


def test_a_store_without_batches_takes_files_one_by_one(tmp_path):
    store, root = LocalStore(tmp_path / "store"), odd_tree(tmp_path / "tree")
    batch = EachPut(store).batch()
    entries = [take(batch, one, _pace()) for one in walk(os.fsencode(root)) if one.kind == "file"]
    assert all(store.verify(one.digests.sha256) for one in entries)
    assert len(entries) == len(ODD) + 4
    assert batch.seal() == 0


def test_rate_and_time_left_follow_from_what_was_read():
    told = Told("reading", size=50, of_size=200, seconds=10.0)
    assert (told.rate, told.left) == (5.0, 30.0)
    assert Told("reading").left is None
