import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import Job, Limits
from wholefile.extraction.identify import identify
from wholefile.extraction.output import Output
from wholefile.extraction.readers import READERS
from wholefile.extraction.source import Source

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + b"\0" * 64 + b"\xff\xd9"
GIF = b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def told(content: bytes, name: str, tmp_path: Path) -> Output:
    path = tmp_path / "blob"
    path.write_bytes(content)
    out = Output(io.BytesIO(), len(content), Limits())
    assert identify(Source(path, Job("read", name, len(content))), out) == out.kind
    return out


def kind(content: bytes, name: str, tmp_path: Path) -> str:
    return told(content, name, tmp_path).kind


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def codes(out: Output) -> list[str]:
    return [one["code"] for one in out.flags]


# What is not what it seems.


def test_a_name_never_makes_noise_into_a_text_or_a_picture(tmp_path):
    noise = bytes(range(256)) * 4
    for name in ("a.txt", "a.jpg", "a.eml", "a.csv", "a"):
        assert kind(noise, name, tmp_path) == "unknown"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (PDF, "holiday.jpg", "It is a PDF, but its name says .jpg."),
        (JPEG, "statement.pdf", "It is a JPEG file, but its name says .pdf."),
        (
            b"MZ" + b"\0" * 58 + b"\x40\0\0\0PE\0\0" + b"\0" * 200,
            "report.doc",
            "It is a program, but its name says .doc.",
        ),
        (b"plain words\n", "song.mp3", "It is plain text, but its name says .mp3."),
        (b"{\\rtf1 hello}", "letter.doc", "It is an RTF document, but its name says .doc."),
        (b"<html><body>x</body></html>", "book.xls", "It is a web page (HTML), but its name says .xls."),
        (bytes(range(256)), "photo.png", "Its name says .png, but its content is not a PNG file."),
    ],
)
def test_a_name_that_says_something_else_is_shown(content, name, words, tmp_path):
    assert words in [one["words"] for one in told(content, name, tmp_path).flags]


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (JPEG + zipped(secret=b"x"), ["jpeg", "zip"]),
        (GIF + zipped(**{"META-INF/MANIFEST.MF": b"x"}), ["gif", "zip"]),
        (PDF + zipped(secret=b"x"), ["pdf", "zip"]),
        (PDF + b"<html><script>alert(1)</script></html>", ["pdf", "html"]),
        (b"<html><!-- " + PDF + b" --></html>", ["pdf", "html"]),
        (JPEG[:20] + PDF + b"\xff\xd9", ["jpeg", "pdf"]),
        (b"MZ" + b"\0" * 200 + zipped(a=b"x"), ["program", "zip"]),
    ],
)
def test_a_file_that_is_two_things_at_once_is_shown_as_both(content, kinds, tmp_path):
    out = told(content, "file", tmp_path)
    assert [one["kinds"] for one in out.flags if one["code"] == "more than one kind"] == [kinds]
    assert out.facts["also"] == kinds[1:]


@pytest.mark.parametrize(
    "content",
    [
        PDF,
        b"\r\n" + PDF,
        b"A page about the mark %PDF-1.4 that begins a document.\n" * 20,
        b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nSubject: x\n\n" + PDF,
        zipped(a=PDF, b=JPEG),
    ],
)
def test_what_only_quotes_or_holds_another_kind_is_one_thing(content, tmp_path):
    assert "more than one kind" not in codes(told(content, "file", tmp_path))


def test_a_zip_behind_a_tar_or_a_disk_is_only_what_it_holds(tmp_path):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        inner = zipped(a=b"x")
        entry = tarfile.TarInfo("inner.zip")
        entry.size = len(inner)
        archive.addfile(entry, io.BytesIO(inner))
    out = told(stream.getvalue(), "a.tar", tmp_path)
    assert (out.kind, out.flags) == ("tar", [])


def test_an_empty_file_has_no_kind_and_no_flag(tmp_path):
    out = told(b"", "a.pdf", tmp_path)
    assert (out.kind, out.flags) == ("unknown", [])


def test_libmagic_decides_where_no_own_rule_knows(tmp_path):
    pytest.importorskip("magic", reason="needs libmagic (Debian package libmagic1)")
    picture = b"8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x01\0\0\0\x01\0\x08\0\x03" + b"\0" * 64
    out = told(picture, "a.psd", tmp_path)
    assert out.kind == "unknown"
    assert out.media_type == "image/vnd.adobe.photoshop"


def test_every_opinion_is_kept_with_its_version(tmp_path):
    pytest.importorskip("magic", reason="needs libmagic (Debian package libmagic1)")
    opinions = {one["by"]: one for one in told(PDF, "a.pdf", tmp_path).opinions}
    assert {one: opinions[one]["says"] for one in opinions if one != "magika"} == {
        "structure": "pdf",
        "libmagic": "pdf",
        "name": "pdf",
    }
    assert opinions["libmagic"]["version"]
    assert opinions["structure"]["version"]


# Bytes nobody meant.

STARTS = (
    b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0\0\0\x18ftypheic", b"ID3\x03\0\0\0\0\0\x7f",
    b"RIFF\0\0\0\0WAVE", b"MZ", b"BM", b"From a@b 2001\n", b"From: a\nTo: b\nSubject: c\n", b"{", b"[", b"<?xml",
    b"<html", b"%PDF-1.7", b"\xff\xfe", b"\xff\xfe\0\0", b"\xef\xbb\xbf", b"\xff\xfb\x90\0", b"\xff\xf1", b"",
    b"070701", b"!BDN", b"\0\x01\0\0", zipped(**{"[Content_Types].xml": b"x", "mimetype": b"y"}), PDF, JPEG,
)  # fmt: skip


@given(
    st.sampled_from(STARTS),
    st.binary(max_size=2000),
    st.sampled_from(("a", "a.eml", "a.csv", "a.html", "a.E01", "\udc80")),
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_whatever_make_it_fail(tmp_path_factory, start, rest, name):
    told(start + rest, name, tmp_path_factory.mktemp("one", numbered=True))


@given(
    st.sampled_from(
        (
            "office/word-doc.doc",
            "office/word-docx.docx",
            "mail/testMSG_forwarded.msg",
            "images/testHEIF.heic",
            "hostile/testEXCEL_protected_passtika.xlsx",
            "forensic/ext2.E01",
            "mail/testThunderbirdEml.eml",
        )
    ),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=40),
    st.integers(0, 1 << 17),
)
@settings(max_examples=80, deadline=None)
def test_real_files_with_changed_bytes_or_cut_short_never_make_it_fail(
    tmp_path_factory, sample, changes, cut
):
    content = bytearray(shared(f"samples/{sample}").read_bytes())
    for at, value in changes:
        content[at % min(len(content), 4096 if at % 2 else len(content))] = value
    told(bytes(content[: cut or None]), sample, tmp_path_factory.mktemp("one", numbered=True))


# The samples.

EXPECTED = {
    "pdf": "archives/testPDF_deeplyEmbeddedAttachments.pdf court/*.pdf hostile/b*.pdf hostile/t*.pdf",
    "rar": "archives/*.rar",
    "7z": "archives/*.7z",
    "gzip": "archives/*.tgz hostile/quine.gz",
    "zip": "archives/*.zip hostile/*.zip",
    "docx": "office/*.docx hostile/testWORD_truncated.docx",
    "xlsx": "office/*.xlsx",
    "pptx": "office/*.pptx archives/*.pptx",
    "doc": "office/*.doc",
    "xls": "office/*.xls",
    "odt": "office/*.odt",
    "rtf": "office/*.rtf hostile/*.rtf",
    "wpd": "office/*.wpd",
    "encrypted office": "hostile/*_protected_passtika.*",
    "e01": "forensic/*.E0?",
    "qcow2": "forensic/*.qcow2",
    "heic": "images/*.heic",
    "jpeg": "images/*.jpg",
    "png": "images/*.png",
    "tiff": "images/*.tif",
    "mp3": "media/*.mp3 hostile/*.mp3",
    "mp4": "media/*.mp4",
    "mbox": "mail/*.mbox",
    "eml": "mail/*.eml",
    "msg": "mail/*.msg",
    "pst": "mail/*.pst",
    "json": "article.gold.json",
    "text": "article.txt SOURCES.md",
}


def test_every_sample_is_known_for_what_it_is_without_a_false_alarm(record_property):
    folder = shared("samples")
    expected = {
        path: told_kind
        for told_kind, globs in EXPECTED.items()
        for one in globs.split()
        for path in folder.glob(one)
    }
    every = {path for path in folder.rglob("*") if path.is_file() and path.stat().st_size}
    assert every == set(expected), "a sample without an expected kind"
    wrong, flagged = {}, {}
    for path, wanted in sorted(expected.items()):
        size = path.stat().st_size
        for name in (path.name, "file"):
            out = Output(io.BytesIO(), size, Limits())
            if (found := identify(Source(path, Job("read", name, size)), out)) != wanted:
                wrong[path.name, name] = found
            if out.flags:
                flagged[path.name, name] = out.flags
    score = f"{2 * len(expected) - len(wrong)} of {2 * len(expected)} known by content"
    record_property("samples", score)
    assert (wrong, flagged) == ({}, {}), score


def test_every_kind_that_a_reader_reads_can_be_said():
    from wholefile.extraction import identify_disk, identify_ole, identify_text, identify_zip, signatures

    source = "".join(
        Path(one.__file__).read_text()
        for one in (identify_disk, identify_ole, identify_text, identify_zip, signatures)
    )
    assert [one for one in READERS if f'"{one}"' not in source] == []


def test_a_run_says_what_identification_said(tmp_path):
    said = read(bytes(range(256)), "a.bin")
    assert (said.kind, said.status) == ("unknown", "unsupported")
