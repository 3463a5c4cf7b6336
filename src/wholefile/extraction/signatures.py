"""What files begin with: marks at fixed places, from the published format descriptions.

Each check looks at a bounded sample of the file and says a kind and a media type, or None. A mark that could also begin
ordinary text is believed only together with something else of its format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

HEAD = 1 << 16
TAIL = (1 << 16) + 64  # the end record of a ZIP may be this far from the end: 22 bytes and a comment


class Found(NamedTuple):
    """A kind of file as `extraction.readers` names it, and its media type."""

    kind: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning and the end of a file, its whole length, and the name it came with."""

    head: bytes
    tail: bytes
    size: int
    name: str


# offset, bytes, kind, media type
_MARKS: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"%PDF-", "pdf", "application/pdf"),
    (0, b"{\\rtf", "rtf", "application/rtf"),
    (0, b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (0, b"GIF87a", "gif", "image/gif"),
    (0, b"GIF89a", "gif", "image/gif"),
    (0, b"II*\0", "tiff", "image/tiff"),
    (0, b"MM\0*", "tiff", "image/tiff"),
    (0, b"II+\0\x08\0\0\0", "tiff", "image/tiff"),
    (0, b"MM\0+\0\x08\0\0", "tiff", "image/tiff"),
    (0, b"EVF\t\r\n\xff\0", "e01", "application/x-ewf"),
    (0, b"EVF2\r\n\x81\0", "e01", "application/x-ewf"),
    (0, b"LVF\t\r\n\xff\0", "l01", "application/x-ewf-logical"),
    (0, b"QFI\xfb\0\0\0", "qcow2", "application/x-qemu-disk"),
    (0, b"KDMV", "vmdk", "application/x-vmdk"),
    (0, b"# Disk DescriptorFile", "vmdk", "application/x-vmdk"),
    (0, b"conectix", "vhd", "application/x-vhd"),
    (0, b"vhdxfile", "vhd", "application/x-vhdx"),
    (0, b"LUKS\xba\xbe", "encrypted disk", "application/x-luks"),
    (3, b"-FVE-FS-", "encrypted disk", "application/x-bitlocker"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07\0", "rar", "application/vnd.rar"),
    (0, b"Rar!\x1a\x07\x01\0", "rar", "application/vnd.rar"),
    (0, b"\x1f\x8b\x08", "gzip", "application/gzip"),
    (0, b"\xfd7zXZ\0", "xz", "application/x-xz"),
    (0, b"MSCF\0\0\0\0", "cab", "application/vnd.ms-cab-compressed"),
    (0, b"\x28\xb5\x2f\xfd", "zstd", "application/zstd"),
    (0, b"\x1f\x9d", "compress", "application/x-compress"),
    (0, b"\x04\x22\x4d\x18", "lz4", "application/x-lz4"),
    (0, b"SQLite format 3\0", "sqlite", "application/vnd.sqlite3"),
    (0, b"\x7fELF", "program", "application/x-elf"),
    (0, b"\xfe\xed\xfa\xce", "program", "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xcf", "program", "application/x-mach-binary"),
    (0, b"\xce\xfa\xed\xfe", "program", "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", "program", "application/x-mach-binary"),
    (0, b"\xca\xfe\xba\xbe", "program", "application/x-mach-binary"),
    (0, b"\0asm", "program", "application/wasm"),
    (0, b"OTTO\0", "font", "font/otf"),
    (0, b"wOFF", "font", "font/woff"),
    (0, b"wOF2", "font", "font/woff2"),
    (0, b"ttcf\0", "font", "font/collection"),
    (0, b"fLaC", "flac", "audio/flac"),
    (0, b"OggS\0", "ogg", "application/ogg"),
    (0, b"#!AMR", "amr", "audio/amr"),
    (0, b"FLV\x01", "flv", "video/x-flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf", "video/x-ms-asf"),
    (0, b"\0\0\x01\xba", "mpeg", "video/mpeg"),
    (0, b"\0\0\x01\xb3", "mpeg", "video/mpeg"),
    (0, b"\x78\x9f\x3e\x22", "tnef", "application/vnd.ms-tnef"),
    (0, b"070701", "cpio", "application/x-cpio"),
    (0, b"070702", "cpio", "application/x-cpio"),
    (0, b"070707", "cpio", "application/x-cpio"),
    (0, b"\xc7\x71", "cpio", "application/x-cpio"),
)
_TEXTUAL = {b"070701": 110, b"070702": 110, b"070707": 76}  # these headers are digits, for so many bytes


def by_mark(sample: Sample) -> Found | None:
    """The kind whose mark stands where it belongs."""
    for offset, mark, kind, media_type in _MARKS:
        if sample.head.startswith(mark, offset):
            digits = _TEXTUAL.get(mark)
            if digits and not _all_digits(sample.head[:digits]):
                continue
            return Found(kind, media_type)
    for check in _CHECKS:
        if (found := check(sample)) is not None:
            return found
    return None


def _all_digits(data: bytes) -> bool:
    return all(one in b"0123456789abcdefABCDEF" for one in data)


def _outlook(sample: Sample) -> Found | None:
    """PST and OST (MS-PST 2.2.2.6): `!BDN`, and the client's mark `SM` or `SO`."""
    if sample.head.startswith(b"!BDN") and sample.head[8:10] in (b"SM", b"SO", b"AB", b""):
        return Found("pst", "application/vnd.ms-outlook-pst")
    return None


def _wordperfect(sample: Sample) -> Found | None:
    """WordPerfect 5 and later: product WordPerfect, file type document."""
    if sample.head.startswith(b"\xffWPC") and sample.head[9:10] in (b"\x0a", b""):
        return Found("wpd", "application/vnd.wordperfect")
    return None


_RIFF = {
    b"WAVE": ("wav", "audio/wav"),
    b"AVI ": ("avi", "video/x-msvideo"),
    b"WEBP": ("webp", "image/webp"),
}


def _riff(sample: Sample) -> Found | None:
    head = sample.head
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] in _RIFF:
        return Found(*_RIFF[head[8:12]])
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return Found("aiff", "audio/aiff")
    return None


_PICTURES = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")


def _boxes(sample: Sample) -> Found | None:
    """Files of boxes (ISO/IEC 14496-12): a picture by its brand, else sound or film."""
    head = sample.head
    length = int.from_bytes(head[:4], "big")
    if head[4:8] == b"ftyp" and 8 <= length <= 4096:
        major, brands = head[8:12], [head[at : at + 4] for at in range(16, min(length, len(head)), 4)]
        if major in (b"avif", b"avis"):
            return Found("heic", "image/avif")
        if major in _PICTURES:
            return Found(
                "heic", "image/avif" if b"avif" in brands and b"heic" not in brands else "image/heic"
            )
        if major == b"crx ":
            return Found("unknown", "image/x-canon-cr3")
        if major in (b"jp2 ", b"jpx "):
            return Found("unknown", "image/jp2")
        media_type = {b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"M4B ": "audio/mp4"}
        return Found("mp4", media_type.get(major, "video/mp4"))
    if head[4:8] in _BOXES and (length in (0, 1) or 8 <= length <= sample.size) and b"\0" in head[:4]:
        return Found("mp4", "video/quicktime")
    return None


def _matroska(sample: Sample) -> Found | None:
    if not sample.head.startswith(b"\x1a\x45\xdf\xa3"):
        return None
    return Found("mkv", "video/webm" if b"webm" in sample.head[:64] else "video/x-matroska")


def _bitmap(sample: Sample) -> Found | None:
    """BMP: the mark is two letters, so that the length of the second header must be one that there is."""
    header = int.from_bytes(sample.head[14:18], "little")
    if sample.head.startswith(b"BM") and header in (12, 16, 40, 52, 56, 64, 108, 124):
        return Found("bmp", "image/bmp")
    return None


def _bzip2(sample: Sample) -> Found | None:
    block = sample.head[4:10]
    if sample.head.startswith(b"BZh") and block and block in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"):
        return Found("bzip2", "application/x-bzip2")
    return None


def _tar(sample: Sample) -> Found | None:
    """A tar header proves itself: its checksum is the sum of its bytes (POSIX ustar)."""
    header = sample.head[:512]
    if len(header) < 512 or not header[0]:
        return None
    if header[257:262] == b"ustar":
        return Found("tar", "application/x-tar")
    try:
        told = int(header[148:156].strip(b" \0") or b"-1", 8)
    except ValueError:
        return None
    if told == sum(header[:148]) + 8 * 32 + sum(header[156:]):
        return Found("tar", "application/x-tar")
    return None


def _windows_program(sample: Sample) -> Found | None:
    head = sample.head
    if not head.startswith(b"MZ") or len(head) < 64:
        return None
    at = int.from_bytes(head[60:64], "little")
    if head[at : at + 2] in (b"PE", b"NE", b"LE", b"LX") or b"\0\0" in head[:64]:
        return Found("program", "application/vnd.microsoft.portable-executable")
    return None


def _true_type(sample: Sample) -> Found | None:
    head = sample.head
    if head[:4] in (b"\0\x01\0\0", b"true") and len(head) > 16:
        tables = int.from_bytes(head[4:6], "big")
        if 4 <= tables <= 64 and head[12:16].replace(b"/", b"").strip().isalnum():
            return Found("font", "font/ttf")
    return None


_BIT_RATES = {  # kbit/s by index (ISO/IEC 11172-3, 13818-3): version 1 layers 1 to 3, version 2 layers 1 and 2/3
    (3, 3): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def mpeg_frame(data: bytes, at: int) -> int:
    """The length in bytes of the MPEG sound frame whose header stands here, or 0 where there is none."""
    if len(data) < at + 4:
        return 0
    header = int.from_bytes(data[at : at + 4], "big")
    version, layer = header >> 19 & 3, header >> 17 & 3
    rate, frequency, padding = header >> 12 & 15, header >> 10 & 3, header >> 9 & 1
    if header >> 21 != 0x7FF or version == 1 or not layer or rate in (0, 15) or frequency == 3:
        return 0
    if layer == 3:
        rates = _BIT_RATES[(3 if version == 3 else 2, 3)]
        return (12_000 * rates[rate] // _SAMPLE_RATES[version][frequency] + padding) * 4
    rates = _BIT_RATES[(3, layer) if version == 3 else (2, 2)]
    half = 72_000 if layer == 1 and version != 3 else 144_000
    return half * rates[rate] // _SAMPLE_RATES[version][frequency] + padding


def _mp3(sample: Sample) -> Found | None:
    """An ID3v2 tag, or two frames one after the other; a single frame only where the file ends with it."""
    head = sample.head
    if (
        head.startswith(b"ID3")
        and len(head) >= 10
        and head[3] < 0xFF
        and not any(one & 0x80 for one in head[6:10])
    ):
        length = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
        return Found("flac", "audio/flac") if head.startswith(b"fLaC", length) else Found("mp3", "audio/mpeg")
    first = mpeg_frame(head, 0)
    if first and (mpeg_frame(head, first) or first == sample.size):
        return Found("mp3", "audio/mpeg")
    if head[:2] in (b"\xff\xf1", b"\xff\xf9") and len(head) > 7:
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        if length > 7 and head[length : length + 2] == head[:2]:
            return Found("aac", "audio/aac")
    return None


def _transport_stream(sample: Sample) -> Found | None:
    """MPEG transport stream (ISO/IEC 13818-1): 0x47 every 188 bytes, or every 192 with a time before it."""
    for first, step in ((0, 188), (4, 192)):
        marks = sample.head[first : first + step * 8 : step]
        if len(marks) == 8 and set(marks) == {0x47}:
            return Found("mpeg", "video/mp2t")
    return None


_CHECKS: tuple[Callable[[Sample], Found | None], ...] = (
    _outlook,
    _wordperfect,
    _riff,
    _boxes,
    _matroska,
    _bitmap,
    _bzip2,
    _windows_program,
    _true_type,
    _mp3,
    _transport_stream,
    _tar,
)
