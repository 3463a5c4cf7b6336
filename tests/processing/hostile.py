"""Files made to harm whoever reads them, each made here when it is needed: small on disk, without end when unpacked.

`made(folder, port)` names each with its bytes and how reading it may end. `folder` and `port` are bait: a file
and a listener of this machine that some of them try to reach.
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.actions.office import Office
from tests.extraction.packages import R, S, docx, office, para, related, zipped
from wholefile.actions.files import Upload
from wholefile.actions.items import attach_files
from wholefile.processing.pending import pending, take_up
from wholefile.processing.work import process

MIB = 1 << 20
GIB = 1 << 30
EXABYTES = 1 << 63


@dataclass(frozen=True)
class Bait:
    """What must not be reached: a file beside the record, and a listener on the loopback."""

    file: Path
    port: int

    @property
    def addresses(self) -> tuple[str, str]:
        return self.file.as_uri(), f"http://127.0.0.1:{self.port}/x.dtd"


# --- Bombs ---


@cache
def zeros_deflated(size: int) -> bytes:
    """So many zeros as one deflate stream, without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    step = packer.compress(bytes(16 * MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    return step * (size // (16 * MIB)) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


@cache
def crc_of_zeros(size: int) -> int:
    found = 0
    for _ in range(size // MIB):
        found = zlib.crc32(bytes(MIB), found)
    return found


def entry(name: bytes, packed: bytes, size: int, crc: int, *, method: int = 8) -> bytes:
    """A member of a zip: its local header and bytes."""
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, method, 0, 33, crc, len(packed), size, len(name), 0)
    return head + name + packed


def listed(name: bytes, packed: int, size: int, crc: int, offset: int, *, method: int = 8) -> bytes:
    """A member of a zip in its central directory."""
    return struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, method, 0, 33, crc, packed, size, len(name), 0, 0, 0, 0, 0, offset
    ) + name  # fmt: skip


def ended(count: int, directory: int, offset: int) -> bytes:
    few = min(count, 0xFFFF)
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, few, few, directory, offset, 0)


def zip_of_zeros(size: int = GIB) -> bytes:
    packed, crc = zeros_deflated(size), crc_of_zeros(size)
    body = entry(b"zeros", packed, size, crc)
    directory = listed(b"zeros", len(packed), size, crc, 0)
    return body + directory + ended(1, len(directory), len(body))


def gzip_of_zeros(size: int = GIB) -> bytes:
    return gzip.compress(bytes(16 * MIB), mtime=0) * (size // (16 * MIB))


def bzip2_of_zeros(size: int = GIB) -> bytes:
    return bz2.compress(bytes(16 * MIB)) * (size // (16 * MIB))


def xz_of_zeros(size: int = GIB) -> bytes:
    return lzma.compress(bytes(16 * MIB), preset=0) * (size // (16 * MIB))


def overlapping_zip(count: int = 3_000) -> bytes:
    """One kernel of 1 MiB in which many entries of the directory all lie."""
    packed, crc = zeros_deflated(16 * MIB), crc_of_zeros(16 * MIB)
    body = entry(b"0", packed, 16 * MIB, crc)
    directory = b"".join(listed(b"%d" % n, len(packed), 16 * MIB, crc, 0) for n in range(count))
    return body + directory + ended(count, len(directory), len(body))


def nested_zip(levels: int = 10, width: int = 16) -> bytes:
    """Zips in zips, each level `width` wide in its directory; equal bytes are one file, so two of each differ."""
    content = [zip_of_zeros(64 * MIB) + b"%d" % n for n in range(2)]
    for _ in range(levels):
        content = [_wide(content, width) + b"%d" % n for n in range(2)]
    return content[0]


def _wide(content: list[bytes], width: int) -> bytes:
    body, rows = b"", []
    for n, one in enumerate(content):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(one) + packer.flush()
        rows.append((len(packed), len(one), zlib.crc32(one), len(body)))
        body += entry(b"%d.zip" % n, packed, len(one), zlib.crc32(one))
    directory = b"".join(listed(b"%d.zip" % n, *rows[n % 2]) for n in range(width))
    return body + directory + ended(width, len(directory), len(body))


def many_members(count: int, *, different: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.txt", f"note {number if different else ''}")
    return out.getvalue()


# --- Names and things that lead elsewhere ---


def hostile_tar(bait: Bait) -> bytes:
    out = io.BytesIO()
    with tarfile.open(
        fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="utf-8", errors="surrogateescape"
    ) as tar:

        def add(name: str, data: bytes = b"", **more) -> None:
            one = tarfile.TarInfo(name)
            for key, value in more.items():
                setattr(one, key, value)
            one.size = len(data)
            tar.addfile(one, io.BytesIO(data))

        add("../../../../pwn.txt", b"up")
        add(str(bait.file), b"over the canary")
        add("link", type=tarfile.SYMTYPE, linkname=str(bait.file))
        add("link/inside", b"through the link")
        add("hard", type=tarfile.LNKTYPE, linkname="/etc/passwd")
        add("null", type=tarfile.CHRTYPE, devmajor=1, devminor=3)
        add("disk", type=tarfile.BLKTYPE, devmajor=8, devminor=0)
        add("pipe", type=tarfile.FIFOTYPE)
        add("n" * 300, b"long")
        add("d\udcff\udcfe\n\x1b[2J", b"no utf-8")
    return out.getvalue()


def hostile_names_zip(bait: Bait) -> bytes:
    names = (b"C:\\Windows\\x.dll", b"..\\..\\x", b"nul\0byte", "\u202egpj.exe".encode(), b"CON", b"con.txt",
             b"//server/share/x", b"/" + str(bait.file).encode().lstrip(b"/"), b"../" * 40 + b"x", b"",
             b"a\x1b]0;title\x07", b"$(touch pwned)", b"\xff\xfe", b"trailing. ", b"a" * 4000)  # fmt: skip
    body, directory = b"", b""
    for number, name in enumerate(names):
        data = b"%d" % number
        directory += listed(name, len(data), len(data), zlib.crc32(data), len(body), method=0)
        body += entry(name, data, len(data), zlib.crc32(data), method=0)
    return body + directory + ended(len(names), len(directory), len(body))


# --- XML ---


def external(bait: Bait) -> str:
    file, web = bait.addresses
    return (f'<!DOCTYPE r [<!ENTITY f SYSTEM "{file}"><!ENTITY w SYSTEM "{web}">'
            f'<!ENTITY % p SYSTEM "{web}"> %p;]>')  # fmt: skip


LAUGHS = "<!DOCTYPE r [<!ENTITY l0 'ha'>" + "".join(
    f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 11)
) + "<!ENTITY f '&l10;'><!ENTITY w '&l10;'>]>"  # fmt: skip


def in_docx(declared: str) -> bytes:
    plain = zipfile.ZipFile(io.BytesIO(docx(para("before"))))
    parts = {name: plain.read(name).decode() for name in plain.namelist()}
    parts["word/document.xml"] = declared + parts["word/document.xml"].replace("before", "before &f; &w;")
    return zipped(parts)


def in_odt(declared: str) -> bytes:
    page = (declared + '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
            "<text:p>before &f; &w;</text:p></office:text></office:body></office:document-content>")  # fmt: skip
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": page}, stored=("mimetype",))


def in_svg(declared: str) -> bytes:
    return ("<?xml version='1.0'?>" + declared
            + "<svg xmlns='http://www.w3.org/2000/svg'><text>&f; &w;</text></svg>").encode()  # fmt: skip


# --- Two kinds at once ---


def png(width: int, height: int, rows: bytes = b"", *more: tuple[bytes, bytes]) -> bytes:
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), *more,
              (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def tiff(width: int, height: int) -> bytes:
    strip = zlib.compress(bytes(3 * width))
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 2),
            (273, 4, 1, 200), (277, 3, 1, 3), (278, 4, 1, height), (279, 4, 1, len(strip))]  # fmt: skip
    body = struct.pack("<2sHIH", b"II", 42, 8, len(tags))
    body += b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    return body.ljust(200, b"\0") + strip


def jpeg() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(out, "JPEG")
    return out.getvalue()


def page_png() -> bytes:
    words = b"<html><script>alert(1)</script><body>hidden in a picture</body></html>"
    return png(1, 1, b"\0\xff\0\0", (b"tEXt", b"Comment\0" + words)) + words


# --- PDF ---


def pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, root, len(out)
    )  # fmt: skip


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), more, data)


def zeros_zlib(size: int) -> bytes:
    return b"\x78\x9c" + zeros_deflated(size) + struct.pack(">I", 1 | ((size % 65521) << 16))


PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def pdf_page(box: bytes = b"0 0 612 792", content: bytes = b"BT /F 12 Tf 9 9 Td (words) Tj ET") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R%s>>" % (box, FONT)
    return pdf([*PAGES, page, stream(content)])


def pdf_content_bomb() -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    return pdf([*PAGES, page, stream(zeros_zlib(GIB), b"/Filter/FlateDecode")])


def pdf_object_bomb() -> bytes:
    """The catalog lies in a stream of objects that is 1 GiB when unpacked."""
    inside = b"1 0 " + PAGES[0]
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin = packed.compress(inside) + packed.flush(zlib.Z_FULL_FLUSH)
    bomb = stream(b"\x78\x9c" + begin + zeros_deflated(GIB), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
    out, places = b"%PDF-1.7\n", {}
    for number, one in ((2, PAGES[1]), (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"), (4, bomb)):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = [
        (0, 0, 65535),
        (2, 4, 0),
        (1, places[2], 0),
        (1, places[3], 0),
        (1, places[4], 0),
        (1, len(out), 0),
    ]
    table = b"".join(struct.pack(">BIH", *one) for one in rows)
    return out + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(table, b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R"), len(out)
    )  # fmt: skip


def pdf_of_pages(count: int) -> bytes:
    """One page object that the tree names so many times."""
    kids = b"3 0 R " * count
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R%s>>" % FONT
    return pdf([PAGES[0], b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), page,
                stream(b"BT /F 12 Tf 9 9 Td (words) Tj ET")])  # fmt: skip


def pdf_script(bait: Bait) -> bytes:
    web = bait.addresses[1].encode()
    catalog = (b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>"
               b"/AA<</WC<</S/Launch/F(%s)>>>>>>" % (web, str(bait.file).encode()))  # fmt: skip
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/AA<</O<</S/URI/URI(%s)>>>>>>" % web
    return pdf([catalog, PAGES[1], page])


# --- Mail, RTF, HTML, sheets ---


def nested_mail(depth: int = 5_000) -> bytes:
    head = b"From: a@b.example\r\nSubject: deep\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\n"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)
    )
    return head + parts + b"Content-Type: text/plain\r\n\r\nat the bottom\r\n"


def headed_mail(count: int = 100_000) -> bytes:
    return b"From: a@b.example\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(count)) + b"\r\nbody\r\n"


def long_line_mail(size: int) -> bytes:
    return (b"From: a@b.example\r\nContent-Type: application/octet-stream; name=x\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QUFB" * (size // 4) + b"\r\n")  # fmt: skip


def attached_mail(count: int) -> bytes:
    part = (b'--b\r\nContent-Type: application/octet-stream; name="x"\r\nContent-Disposition: attachment\r\n\r\n'
            b"the same\r\n")  # fmt: skip
    return (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + part * count
        + b"--b--\r\n"
    )


def grouped_rtf(count: int = 1_000_000) -> bytes:
    return b"{\\rtf1 before " + b"{" * count + b"deep" + b"}" * count + b" after}"


def nested_html(count: int = 200_000) -> bytes:
    return (
        b"<!DOCTYPE html><html><body>before"
        + b"<div>" * count
        + b"deep"
        + b"</div>" * count
        + b"after</body></html>"
    )


def sheet(cells: str, *, strings: str = "", claims: str = "A1:XFD1048576") -> bytes:
    return office("xlsx", {
        "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related(
            ("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "sharedStrings.xml")),
        "xl/worksheets/sheet1.xml":
            f'<worksheet {S}><dimension ref="{claims}"/><sheetData>{cells}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
    })  # fmt: skip


def claiming_sheet() -> bytes:
    return sheet('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>the last</t></is></c></row>')


def string_bomb() -> bytes:
    """A string of one million characters that ten thousand cells show."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 10_001))
    return sheet(cells, strings=f"<si><t>{'bomb ' * 200_000}</t></si>")


def string_flood() -> bytes:
    """A part of a package that is 256 MiB when unpacked."""
    one = f"<si><t>{'flood ' * 200_000}</t></si>"
    return sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=one * 220)


# --- Disks and recordings that claim more than there is ---


def qcow2_claiming() -> bytes:
    head = struct.pack(
        ">4sIQIIQIIQQIIQ", b"QFI\xfb", 2, 0, 0, 16, EXABYTES - 65536, 0, 1 << 30, 65536, 131072, 1, 0, 0
    )
    return head.ljust(3 * 65536, b"\0")


def e01_claiming() -> bytes:
    """A volume section that claims 2^32 chunks of 2^31 sectors."""

    def section(kind: bytes, data: bytes, at: int, *, last: bool = False) -> bytes:
        following = at if last else at + 76 + len(data)
        head = struct.pack("<16sQQ40x", kind, following, 76 + len(data))
        return head + struct.pack("<I", zlib.adler32(head)) + data

    out = b"EVF\x09\x0d\x0a\xff\x00\x01\x01\x00\x00\x00"
    volume = struct.pack("<B3xIIIQ", 1, 0xFFFFFFFF, 1 << 31, 1 << 31, EXABYTES).ljust(1048, b"\0")
    out += section(b"volume", volume + struct.pack("<I", zlib.adler32(volume)), len(out))
    return out + section(b"done", b"", len(out), last=True)


def disk_claiming() -> bytes:
    """A partition table that claims 2 TiB, and a file system in it that claims as much."""
    boot = bytearray(512)
    boot[446:462] = struct.pack("<B3sB3sII", 0x80, b"\0" * 3, 0x0C, b"\0" * 3, 1, 0xFFFFFFFF)
    boot[510:] = b"\x55\xaa"
    fat = bytearray(512)
    fat[:90] = struct.pack("<3s8sHBHBHHBHHHIIIHHIHH12xBBBI11s8s", b"\xeb\x58\x90", b"MSDOS5.0", 512, 8, 32, 2, 0, 0,
                           0xF8, 0, 63, 255, 0, 0xFFFFFFFF, 0x00FFFFFF, 0, 0, 2, 1, 6, 0x80, 0, 0x29, 1,
                           b"NO NAME    ", b"FAT32   ")  # fmt: skip
    fat[510:] = b"\x55\xaa"
    return bytes(boot) + bytes(fat) + bytes(MIB)


def mp4_claiming() -> bytes:
    def box(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", 8 + len(data)) + kind + data

    header = struct.pack(">B3xIIIQIH", 1, 0, 0, 0, 0, 0, 0).ljust(112, b"\0")
    return (box(b"ftyp", b"isom\0\0\2\0isommp42") + box(b"moov", box(b"mvhd", header))
            + struct.pack(">I4sQ", 1, b"mdat", EXABYTES) + bytes(1000))  # fmt: skip


def wav_claiming() -> bytes:
    form = struct.pack("<HHIIHH", 1, 2, 48000, 192000, 4, 16)
    sizes = struct.pack("<QQQI", EXABYTES, EXABYTES, EXABYTES // 4, 0)
    return (b"RF64\xff\xff\xff\xffWAVEds64" + struct.pack("<I", len(sizes)) + sizes
            + b"fmt " + struct.pack("<I", len(form)) + form + b"data\xff\xff\xff\xff" + bytes(4000))  # fmt: skip


def cut(content: bytes) -> bytes:
    """The first three fifths."""
    return content[: len(content) * 3 // 5]


NAME = "a;$(touch pwned) `touch pwned` | > pwned\n../../x\x1b[2J\u202egpj.txt"


def truncated() -> Iterator[tuple[str, bytes]]:
    """Good files of many kinds, cut."""
    whole: dict[str, Callable[[], bytes]] = {
        "zip": lambda: many_members(8, different=True),
        "docx": lambda: docx("".join(para(f"paragraph {n}") for n in range(500))),
        "pdf": lambda: pdf_of_pages(20),
        "png": lambda: png(64, 64, bytes(range(193)) * 64),
        "jpg": jpeg,
        "gz": lambda: gzip.compress(bytes(range(256)) * 400, mtime=0),
        "xlsx": lambda: sheet('<row r="1"><c r="A1"><v>7</v></c></row>', claims="A1"),
        "odt": lambda: in_odt(""),
    }
    for suffix, make in whole.items():
        yield f"cut.{suffix}", cut(make())


def zip_of_zips(count: int, size: int, mark: bytes = b"A") -> bytes:
    """Zips, no two alike, each with so many zeros; another mark makes others."""
    inner = zip_of_zeros(size)
    return zipped(
        {f"{n}.zip": inner[:-2] + struct.pack("<H", 7) + b"%s%06d" % (mark, n) for n in range(count)}
    )


def attached(desk: Office, name: str, content: bytes | Path) -> str:
    """The file comes in as evidence, as an item of its own."""
    item = desk.receive("digital", unit="file")
    attach_files(desk.record, item, [Upload(name, content)], purpose="acquisition", by=desk.custodian)
    return item


def read_all(desk: Office) -> None:
    """Everything that is pending is read, in this process, so that a test may change what it is bound by."""
    take_up(desk.db, desk.record.clock())
    while tasks := pending(desk.db):
        for task in tasks:
            process(desk.record, task)
