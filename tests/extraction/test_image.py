import io
import shutil
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import Limits

needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="needs exiftool (Debian package libimage-exiftool-perl)"
)


def picture(size=(200, 120), mode="RGB") -> Image.Image:
    return Image.effect_noise(size, 80).convert(mode)


def saved(image: Image.Image, format_: str, **options) -> bytes:
    stream = io.BytesIO()
    image.save(stream, format_, **options)
    return stream.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def flood(width: int, height: int) -> bytes:
    """A PNG of some bytes that claims to be as large as it wants to."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def exif(**tags) -> Image.Exif:
    found = Image.Exif()
    for number, value in tags.get("camera", {}).items():
        found[number] = value
    for ifd in (0x8769, 0x8825):
        if ifd in tags.get("more", {}):
            found.get_ifd(ifd).update(tags["more"][ifd])
    return found


POSITIONED = {
    "camera": {0x010F: "Maker", 0x0110: "Model 7", 0x0112: 6},
    "more": {
        0x8769: {0x9003: "2021:03:04 05:06:07", 0x9011: "-07:00", 0xA431: "0012345"},
        0x8825: {
            1: "S",
            2: (10.0, 30.0, 0.0),
            3: "W",
            4: (20.0, 15.0, 36.0),
            29: "2021:03:04",
            7: (12.0, 6.0, 9.0),
        },
    },
}


# What is broken, too large or hidden.


@pytest.mark.parametrize("size", [(60_000, 60_000), (0x7FFFFFFF, 0x7FFFFFFF), (1, 300_000_000)])
def test_a_flood_of_pixels_is_measured_and_never_decoded(size):
    said = read(flood(*size), "a.png")
    assert (said.status, said.failed) == ("truncated", None)
    assert (said.facts["width"], said.facts["height"]) == size
    assert "picture" not in said.facts
    assert "ocr" not in said.wants


def test_the_memory_of_the_run_bounds_what_is_decoded():
    data = saved(picture((400, 300)), "PNG")
    assert read(data, "a.png").status == "read"
    assert read(data, "a.png", limits=Limits(memory=1_000_000)).status == "truncated"


def test_a_canvas_that_a_webp_only_claims_is_not_made():
    vp8x = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff\x3f\0" * 2
    said = read(b"RIFF" + struct.pack("<I", len(vp8x) + 4) + b"WEBP" + vp8x, "a.webp")
    assert said.facts["width"] == 16_384
    assert said.status == "truncated"


@pytest.mark.parametrize("lossless", [True, False])
def test_the_simple_forms_of_webp_are_measured_before_they_are_opened(lossless):
    from wholefile.extraction.image import _webp_size

    assert _webp_size(saved(picture((230, 90)), "WEBP", lossless=lossless)[:64]) == (230, 90)
    said = read(
        saved(picture((400, 300)), "WEBP", lossless=lossless), "a.webp", limits=Limits(memory=2_000_000)
    )
    assert (said.status, said.facts["width"], said.facts["height"]) == ("truncated", 400, 300)


def test_a_later_page_that_claims_more_is_not_decoded():
    pages = [picture(), picture()]
    data = bytearray(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    first = int.from_bytes(data[4:8], "little")
    count = int.from_bytes(data[first : first + 2], "little")
    second = int.from_bytes(data[first + 2 + 12 * count :][:4], "little")
    for number in range(int.from_bytes(data[second : second + 2], "little")):
        at = second + 2 + 12 * number
        if int.from_bytes(data[at : at + 2], "little") in (256, 257):
            struct.pack_into("<HII", data, at + 2, 4, 1, 60_000)
    said = read(bytes(data), "a.tif")
    assert (said.status, said.facts["frames"]) == ("truncated", 1)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"])
def test_a_picture_cut_short_is_said_to_be(format_):
    data = saved(picture(mode="P" if format_ == "GIF" else "RGB"), format_)
    said = read(data[: len(data) * 2 // 3], f"a.{format_.lower()}")
    assert said.status in ("partial", "damaged")
    assert said.failed is None
    assert "/blob" not in " ".join(said.reasons)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF"])
def test_a_picture_that_lost_only_its_last_bytes_is_said_to_be_cut(format_):
    frames = {"save_all": True, "append_images": [picture(mode="P")]} if format_ == "GIF" else {}
    data = saved(picture(mode="P" if format_ == "GIF" else "RGB"), format_, **frames)
    for missing in (1, 2) if format_ != "GIF" else (1, 2, len(data) // 2):
        said = read(data[:-missing], f"a.{format_.lower()}")
        assert (said.status, said.failed) == ("partial", None)


def test_a_wrong_checksum_of_a_png_is_said():
    data = saved(picture(), "PNG")
    at = data.index(b"IDAT") + 4_000
    said = read(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], "a.png")
    assert any("do not match their checksums, the first at byte " in one for one in said.reasons)
    assert said.status in ("partial", "damaged")


def test_a_heic_cut_short_is_said_to_be():
    pytest.importorskip("pi_heif")
    said = read(shared("samples/images/testHEIF.heic").read_bytes()[:9000], "a.heic")
    assert said.status in ("partial", "damaged")


def test_what_stands_behind_the_end_becomes_a_member():
    data = saved(picture(), "JPEG")
    said = read(data + b"PK\x05\x06" + b"\0" * 18, "a.jpg")
    assert [one["code"] for one in said.flags if one["code"] == "data after the end"]
    member = said.members[b"data after the end"]
    assert member.data == b"PK\x05\x06" + b"\0" * 18
    assert member.facts == {"offset": len(data)}


def test_zeros_behind_the_end_are_only_padding():
    said = read(saved(picture(), "PNG") + b"\0" * 512, "a.png")
    assert (said.flags, said.listed, said.facts["padding"]) == ([], [], 512)


def test_content_credentials_are_found_and_said_not_to_be_verified():
    data = saved(picture(), "PNG")
    said = read(data[:33] + chunk(b"caBX", b"\0\0\0\x08jumb") + data[33:], "a.png")
    assert said.facts["content_credentials"] == {"present": True, "verified": "not verified"}


def test_a_position_that_cannot_be_on_earth_stays_only_as_it_stands():
    wrong = {**POSITIONED, "more": {0x8825: {1: "N", 2: (200.0, 0.0, 0.0), 3: "E", 4: (10.0, 0.0, 0.0)}}}
    said = read(saved(picture(), "JPEG", exif=exif(**wrong)), "a.jpg")
    assert "position" not in said.facts
    assert "200" in said.facts["position_raw"]


def test_small_pictures_and_single_tones_want_nothing():
    said = read(saved(Image.new("RGB", (99, 29), (1, 2, 3)), "PNG"), "a.png")
    assert (said.wants, "picture" in said.facts) == ([], False)


# What is there.


@needs_exiftool
@pytest.mark.parametrize(("format_", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_camera_time_and_position(format_, name):
    said = read(saved(picture(), format_, exif=exif(**POSITIONED)), name)
    assert said.status == "read"
    facts = said.facts
    assert (facts["camera_make"], facts["camera_model"], facts["camera_serial"]) == (
        "Maker",
        "Model 7",
        "0012345",
    )
    assert facts["taken_local"] == "2021:03:04 05:06:07"
    assert facts["taken"] == 1614859567000
    assert facts["position"] == {"latitude": -10.5, "longitude": -20.26}
    assert facts["position_time"] == 1614859569000
    assert facts["orientation"] == "6"
    assert said.wants == ["ocr"]


def test_a_time_without_a_zone_stays_text(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    data = saved(picture(), "JPEG", exif=exif(more={0x8769: {0x9003: "2021:03:04 05:06:07"}}))
    said = read(data, "a.jpg")
    assert said.facts["taken_local"] == "2021:03:04 05:06:07"
    assert "taken" not in said.facts


def test_without_exiftool_pillow_reads_the_exif_data_and_that_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    said = read(saved(picture(), "JPEG", exif=exif(**POSITIONED), comment=b"seen at the gate"), "a.jpg")
    assert "not installed" in said.facts["exiftool"]
    assert said.facts["position"] == {"latitude": -10.5, "longitude": -20.26}
    assert (said.facts["taken"], said.facts["camera_serial"]) == (1614859567000, "0012345")
    assert said.facts["position_time"] == 1614859569000
    assert "seen at the gate" in said.text


def test_words_of_people_become_a_layer_with_their_tag_as_place():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Found at the scene")
    info.add_itxt("Title", "Näher")
    said = read(saved(picture(), "PNG", pnginfo=info), "a.png")
    (layer,) = said.layers
    assert (layer.name, layer.label) == ("text", "native")
    assert {layer.text[start:end] for start, end, _ in layer.places} == {"Found at the scene", "Näher"}
    assert all(where["part"].endswith(("Comment", "Title")) for _, _, where in layer.places)


def test_the_small_picture_in_the_exif_data_becomes_a_member():
    small = saved(picture((160, 120)), "JPEG")
    # One IFD that is empty, and a second with the thumbnail behind it.
    block = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HI", 0, 14) + struct.pack("<H", 2)
    block += (
        struct.pack("<HHII", 513, 4, 1, 44) + struct.pack("<HHII", 514, 4, 1, len(small)) + b"\0" * 4 + small
    )
    data = saved(picture(), "JPEG", exif=block)
    assert read(data, "a.jpg").members[b"thumbnail.jpg"].data == small


@pytest.mark.parametrize(
    ("sample", "width", "frames"),
    [
        ("testJPEG_EXIF.jpg", 100, 1),
        ("testPNG.png", 100, 1),
        ("testTIFF_multipage.tif", 800, 2),
        ("testHEIF.heic", 800, 1),
    ],
)
def test_the_samples_are_read_to_their_end(sample, width, frames):
    said = read(shared(f"samples/images/{sample}"))
    assert (said.status, said.facts["width"], said.facts["frames"]) == ("read", width, frames)
    assert len(said.facts["picture"]) == 16
    assert said.flags == []


@needs_exiftool
def test_where_a_telephone_took_a_picture():
    said = read(shared("samples/images/IMG_1034.heic"))
    assert said.facts["camera_model"] == "iPhone 8"
    assert said.facts["position"] == {"latitude": 23.1779167, "longitude": 113.3943167, "altitude": 42.81}
    assert said.facts["position_time"] == 1517814703070
    assert said.facts["taken_local"] == "2018:02:05 15:11:44"
    assert "taken" not in said.facts


def test_all_frames_of_an_animation_are_decoded():
    frames = [picture() for _ in range(3)]
    said = read(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]), "a.gif")
    assert (said.status, said.facts["frames"]) == ("read", 3)


BASES = {
    "jpeg": saved(picture(), "JPEG", exif=exif(**POSITIONED), comment=b"c"),
    "png": saved(picture(), "PNG", exif=exif(**POSITIONED)),
    "gif": saved(picture(mode="P"), "GIF"),
    "tiff": saved(picture(), "TIFF", compression="tiff_lzw"),
    "bmp": saved(picture(), "BMP"),
    "webp": saved(picture(), "WEBP"),
}


@given(
    st.sampled_from(sorted(BASES)),
    st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 255)), max_size=12),
    st.integers(20, 30_000),
)
@settings(max_examples=60, deadline=None)
def test_changed_bytes_never_make_a_run_fail(tmp_path_factory, kind, changes, cut):
    data = bytearray(BASES[kind])
    for at, value in changes:
        data[at % min(len(data), 600 if at % 2 else len(data))] = value
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/nowhere")  # exiftool is tried elsewhere; here it would only be slow
        assert read(bytes(data[:cut]), f"a.{kind}").failed is None
