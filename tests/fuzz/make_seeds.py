"""Make the seeds of the fuzzing: small files of every kind that can be written here. All fictional.

    python -m tests.fuzz.make_seeds

They are committed, so that every run begins from the same bytes; made again they may differ in a time or a version.
"""

import bz2
import gzip
import io
import json
import lzma
import shutil
import struct
import subprocess
import tarfile
import tempfile
import wave
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import typst
from PIL import Image, ImageDraw

from tests.fuzz.corpus import SEEDS
from wholefile.extraction.ole_rebuilt import rebuilt

WORDS = "The round was live. Nobody had looked into the chambers."
TEXT = f"{WORDS}\nZażółć gęślą jaźń – 実弾だった.\n".encode()
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org"


def zipped(members: dict[str, bytes], *, stored_first: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, (2031, 10, 21, 14, 30, 0))
            info.compress_type = zipfile.ZIP_STORED if stored_first and number == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in (("a/note.txt", TEXT), ("b.bin", bytes(700))):
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(data), 1_950_000_000
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "../../etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def by_libarchive(form: str, filter_name: str | None = None) -> bytes:
    import libarchive

    parts: list[bytes] = []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "archive"
        with libarchive.file_writer(str(target), form, filter_name) as archive:
            archive.add_file_from_memory("a/note.txt", len(TEXT), TEXT)
            archive.add_file_from_memory("b.bin", 700, bytes(700))
        parts.append(target.read_bytes())
    return b"".join(parts)


def cabinet() -> bytes:
    """A cabinet with one stored file, by hand ([MS-CAB] 2.1 to 2.4)."""
    name = b"note.txt\0"
    files_at = 36 + 8
    data_at = files_at + 16 + len(name)
    size = data_at + 8 + len(TEXT)
    header = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, size, 0, files_at, 0, 3, 1, 1, 1, 0, 0, 0)
    folder = struct.pack("<IHH", data_at, 1, 0)
    file = struct.pack("<IIHHHH", len(TEXT), 0, 0, 0x5F55, 0x73C0, 0x20) + name
    lengths = struct.pack("<HH", len(TEXT), len(TEXT))
    checksum = _cabinet_sum(lengths, _cabinet_sum(TEXT))
    return header + folder + file + struct.pack("<I", checksum) + lengths + TEXT


def _cabinet_sum(data: bytes, seed: int = 0) -> int:
    """Words of four bytes, little-endian, by exclusive or; the bytes that are left over count from the highest."""
    whole = len(data) & ~3
    for (word,) in struct.iter_unpack("<I", data[:whole]):
        seed ^= word
    return seed ^ int.from_bytes(data[whole:], "big")


def slides() -> bytes:
    """An old presentation with one slide ([MS-PPT] 2.4 and 2.5)."""

    def atom(kind: int, data: bytes, version: int = 0) -> bytes:
        return struct.pack("<HHI", version, kind, len(data)) + data

    slide = atom(1006, atom(4000, WORDS.encode("utf-16-le")), 0xF)
    known = atom(1011, struct.pack("<IIIII", 2, 0, 0, 256, 0))
    document = atom(1000, atom(4080, known, 0xF), 0xF)
    directory = atom(6002, struct.pack("<III", 2 << 20 | 1, 0, len(document)))
    at = len(document) + len(slide)
    edit = atom(4085, struct.pack("<IHBBIIIIHH", 0, 0, 0, 3, 0, at, 1, 3, 0, 0))
    user = atom(4086, struct.pack("<III", 20, 0xE391C05F, at + len(directory)) + bytes(8))
    whole = document + slide + directory + edit
    return rebuilt({("PowerPoint Document",): whole, ("Current User",): user})


def pdf() -> bytes:
    said = f"= Report\n{WORDS}\n\n#table(columns: 2)[a][b][c][d]\n#pagebreak()\nSecond page"
    return bytes(typst.compile(said.encode(), timestamp=1_950_000_000))


def pdf_with_attachment() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.attachments["note.txt"] = pikepdf.AttachedFileSpec(document, TEXT, filename="note.txt")
        document.save(out, deterministic_id=True)
    return out.getvalue()


def docx() -> bytes:
    word = f"{_OFFICE}/wordprocessingml/2006/main"
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    body = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>{cell}"
    return zipped({
        "[Content_Types].xml": _types("word/document.xml", "wordprocessingml.document"),
        "_rels/.rels": _rels("officeDocument", "word/document.xml"),
        "word/document.xml": f'{_XML}<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
    })  # fmt: skip


def xlsx() -> bytes:
    sheet = f"{_OFFICE}/spreadsheetml/2006/main"
    relation = f"{_OFFICE}/officeDocument/2006/relationships"
    return zipped({
        "[Content_Types].xml": _types("xl/workbook.xml", "spreadsheetml.sheet"),
        "_rels/.rels": _rels("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": _rels("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{sheet}" xmlns:r="{relation}"><sheets><sheet name="Rounds" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{_XML}<worksheet xmlns="{sheet}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
        f"{WORDS}</t></is></c><c r=\"B1\"><v>45</v></c></row></sheetData></worksheet>",
    })  # fmt: skip


def pptx() -> bytes:
    show, draw = f"{_OFFICE}/presentationml/2006/main", f"{_OFFICE}/drawingml/2006/main"
    relation = f"{_OFFICE}/officeDocument/2006/relationships"
    return zipped({
        "[Content_Types].xml": _types("ppt/presentation.xml", "presentationml.presentation"),
        "_rels/.rels": _rels("officeDocument", "ppt/presentation.xml"),
        "ppt/_rels/presentation.xml.rels": _rels("slide", "slides/slide1.xml"),
        "ppt/presentation.xml": f'{_XML}<p:presentation xmlns:p="{show}" xmlns:r="{relation}"><p:sldIdLst><p:sldId id="256" '
        'r:id="rId1"/></p:sldIdLst></p:presentation>',
        "ppt/slides/slide1.xml": f'{_XML}<p:sld xmlns:p="{show}" xmlns:a="{draw}"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r>'
        f"<a:t>{WORDS}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>",
    })  # fmt: skip


def _types(part: str, main: str) -> str:
    return (
        f'{_XML}<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{main}.main+xml"/>'
        "</Types>"
    )


def _rels(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_OFFICE}/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    )


def open_document(kind: str) -> bytes:
    names = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    inner = {
        "odt": f"<text:p>{WORDS}</text:p>",
        "ods": f'<table:table table:name="Rounds"><table:table-row><table:table-cell><text:p>{WORDS}</text:p>'
        "</table:table-cell></table:table-row></table:table>",
        "odp": f"<draw:page><draw:frame><draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame></draw:page>",
    }[kind]
    content = (
        f'{_XML}<office:document-content xmlns:office="{urn}:office:1.0" xmlns:text="{urn}:text:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:draw="{urn}:drawing:1.0" office:version="1.3"><office:body>'
        f"<office:{names[kind]}>{inner}</office:{names[kind]}></office:body></office:document-content>"
    )
    mime = f"application/vnd.oasis.opendocument.{names[kind]}".encode()
    return zipped({"mimetype": mime, "content.xml": content.encode()}, stored_first=True)


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Nell Harker <nell@lantern-ridge.example>", "Dale <dale@sheriff.example>"
    message["Subject"], message["Date"] = "The rounds, też", "Tue, 21 Oct 2031 14:30:00 -0600"
    message["Message-ID"] = "<1@lantern-ridge.example>"
    message.set_content(TEXT.decode())
    message.add_alternative(f"<p>{WORDS}</p>", subtype="html")
    message.add_attachment(b"attached", maintype="application", subtype="octet-stream", filename="a.bin")
    message.set_boundary("seed-boundary")
    return bytes(message)


def picture(form: str) -> bytes:
    image = Image.new("RGB", (160, 60), (240, 240, 235))
    ImageDraw.Draw(image).text((10, 20), "LIVE ROUND", fill=(10, 10, 10))
    out = io.BytesIO()
    more = {"save_all": True, "append_images": [image.rotate(180)]} if form in ("TIFF", "GIF") else {}
    exif = Image.Exif()
    exif[0x010E] = "a round on a table"
    image.save(out, form, **more, **({"exif": exif} if form == "JPEG" else {}))
    return out.getvalue()


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(8_000)
        target.writeframes(bytes(4_000))
    return out.getvalue()


def by_ffmpeg(suffix: str, *options: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.wav", Path(folder) / f"out.{suffix}"
        source.write_bytes(sound())
        picture_in = (
            ["-f", "lavfi", "-i", "color=c=blue:s=64x48:d=0.3:r=5"]
            if suffix in ("mp4", "avi", "mkv", "mpg")
            else []
        )
        subprocess.run(
            ["ffmpeg", "-v", "error", "-i", str(source), *picture_in, "-metadata", "title=Rounds", "-fflags", "+bitexact",
             *options, str(target)],
            check=True, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return target.read_bytes()


def disk() -> bytes:
    """A small ext2 file system with a file, by mke2fs."""
    with tempfile.TemporaryDirectory() as folder:
        inside, image = Path(folder) / "in", Path(folder) / "image"
        inside.mkdir()
        (inside / "note.txt").write_bytes(TEXT)
        program = shutil.which("mke2fs") or "/sbin/mke2fs"
        subprocess.run(
            [program, "-q", "-t", "ext2", "-d", str(inside), "-b", "1024", str(image), "128"], check=True
        )
        return image.read_bytes()


def seeds() -> dict[str, list[bytes]]:
    """Every seed by its kind."""
    return {
        "text": [TEXT],
        "csv": [b"number,what\r\n1,\"a round, live\"\r\n2,blank\r\n" * 4],
        "json": [json.dumps({"round": 1, "live": True, "words": WORDS}).encode()],
        "xml": [f'<?xml version="1.0"?><rounds><round live="yes">{WORDS}</round></rounds>'.encode()],
        "html": [f"<!DOCTYPE html><html><head><title>Rounds</title></head><body><p>{WORDS}<table><tr><td>1</table>"
                 "<div style='display:none'>hidden</div></body></html>".encode()],
        "rtf": [rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Rounds}}\f0 The round was \b live\b0 . \u8217? \par}"],
        "eml": [mail()],
        "mbox": [b"From nell@lantern-ridge.example Tue Oct 21 14:30:00 2031\n" + mail() + b"\n"],
        "pdf": [pdf_with_attachment()],
        "docx": [docx()], "xlsx": [xlsx()], "pptx": [pptx()],
        "odt": [open_document("odt")], "ods": [open_document("ods")], "odp": [open_document("odp")],
        "zip": [zipped({"a/note.txt": TEXT, "b.zip": zipped({"c.txt": TEXT})})],
        "tar": [tarred()], "gzip": [gzip.compress(TEXT, mtime=0)], "bzip2": [bz2.compress(TEXT)], "xz": [lzma.compress(TEXT)],
        "cab": [cabinet()],
        "7z": [by_libarchive("7zip")], "cpio": [by_libarchive("cpio_newc")], "iso": [by_libarchive("iso9660")],
        "jpeg": [picture("JPEG")], "png": [picture("PNG")], "gif": [picture("GIF")], "tiff": [picture("TIFF")],
        "bmp": [picture("BMP")], "webp": [picture("WEBP")],
        "wav": [sound()], "mp3": [by_ffmpeg("mp3")], "ogg": [by_ffmpeg("ogg")], "flac": [by_ffmpeg("flac")],
        "mp4": [by_ffmpeg("mp4", "-shortest")], "avi": [by_ffmpeg("avi", "-shortest")], "mkv": [by_ffmpeg("mkv", "-shortest")],
        "asf": [by_ffmpeg("wma")], "mpeg": [by_ffmpeg("mpg", "-r", "25", "-shortest")],
        "aiff": [by_ffmpeg("aiff")], "aac": [by_ffmpeg("aac")], "flv": [by_ffmpeg("flv", "-ar", "11025")],
        "ppt": [slides()], "disk": [disk()],
    }  # fmt: skip


def main() -> None:
    """Write them."""
    for kind, found in seeds().items():
        (SEEDS / kind).mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(found, 1):
            (SEEDS / kind / f"seed-{number}").write_bytes(data)


if __name__ == "__main__":
    main()
