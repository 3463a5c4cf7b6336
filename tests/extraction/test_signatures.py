import io
import tarfile

import pytest

from wholefile.extraction.signatures import Sample, by_mark, mpeg_frame


def kind(head: bytes, size: int | None = None) -> str | None:
    found = by_mark(Sample(head, head, len(head) if size is None else size, "file"))
    return found and found.kind


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"M",
        b"MZ is also how a sentence may begin, and it goes on for quite some time after that.",
        b"BM is a museum in London, and this is a letter about it.",
        b"BZh9 is a mark, says the description.",
        b"070701 was the number of the case, as the letter says, and it goes on and on and on and on and on",
        b"070707",
        b"!BDN is what Outlook writes",
        b"RIFF....JUNK",
        b"EVF in a text",
        b"\xff\xfb\x90\x00" + b"\x55" * 600,  # one frame and no second
        b"\xff\xff\xff\xff" * 200,
        b"\0\0\0\x18ftypjp2 " + b"\0" * 12,
        b"\x47" * 3,
        b"a" * 512,
    ],
)
def test_what_only_begins_like_a_format_is_not_taken_for_it(head):
    assert kind(head) in (None, "unknown", "cpio" if head == b"070707" else None)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "heic"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "mp4"),
        (b"\0\0\0\x08wide\0\0\x10\0mdat", "mp4"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\0\0\0\0AVI LIST", "avi"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x86\x81\x01webm", "mkv"),
        (b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "bmp"),
        (b"BZh91AY&SY\0\0", "bzip2"),
        (b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + b"fLaC", "flac"),
        (b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 20, "mp3"),
        ((b"\xff\xfb\x90\x00" + b"\0" * 413) * 2, "mp3"),
        (b"\x47" + (b"\0" * 187 + b"\x47") * 8, "mpeg"),
        (b"!BDN\0\0\0\0SM\x17\0", "pst"),
        (b"\xffWPC\x16\x0f\0\0\x01\x0a", "wpd"),
        (b"QFI\xfb\0\0\0\x03", "qcow2"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "program"),
        (b"LUKS\xba\xbe\0\x01", "encrypted disk"),
        (b"070701" + b"0" * 104 + b"name", "cpio"),
    ],
)
def test_marks_are_known(head, expected):
    assert kind(head, 1 << 20) == expected


def test_a_tar_without_its_mark_is_known_by_its_checksum_and_a_wrong_checksum_is_none():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("a"))
    header = bytearray(stream.getvalue()[:512])
    header[257:265] = b"\0" * 8
    header[148:156] = b"%06o\0 " % (sum(header[:148]) + 8 * 32 + sum(header[156:]))
    assert kind(bytes(header)) == "tar"
    header[0] ^= 1
    assert kind(bytes(header)) is None


@pytest.mark.parametrize(
    ("header", "length"),
    [
        ("fffb9000", 417),  # version 1, layer III, 128 kbit/s, 44.1 kHz
        ("fffb9200", 418),  # with padding
        ("fff38000", 208),  # version 2, layer III, 64 kbit/s, 22.05 kHz
        ("ffe34000", 208),  # version 2.5, layer III, 32 kbit/s, 11.025 kHz
        ("fffd8000", 417),  # version 1, layer II, 128 kbit/s, 44.1 kHz
        ("ffff1000", 32),  # version 1, layer I, 32 kbit/s, 44.1 kHz
    ],
)
def test_frames_of_mpeg_sound_have_the_lengths_of_the_standard(header, length):
    assert mpeg_frame(bytes.fromhex(header), 0) == length


def test_a_frame_with_a_forbidden_value_is_none():
    for header in ("ffeb9000", "fff99000", "fffbf000", "fffb0000", "fffb9c00", "fffb90"):
        assert mpeg_frame(bytes.fromhex(header), 0) == 0
