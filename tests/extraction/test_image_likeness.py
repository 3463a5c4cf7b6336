import io

import pytest
from PIL import Image, ImageDraw

from tests.shared_files import shared
from wholefile.extraction.image_likeness import picture_hash


def scene(size=(320, 240), seed=1) -> Image.Image:
    picture = Image.new("RGB", size, (200, 210, 220))
    draw = ImageDraw.Draw(picture)
    for number in range(12):
        x, y = (number * 97 * seed) % size[0], (number * 61 + seed * 31) % size[1]
        draw.ellipse((x, y, x + 70, y + 40), fill=((number * 40) % 255, (number * 90 * seed) % 255, 60))
    return picture


def distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_a_picture_of_one_tone_has_no_hash():
    for mode, colour in (("RGB", (9, 9, 9)), ("L", 255), ("1", 0), ("RGBA", (1, 2, 3, 0)), ("I;16", 700)):
        assert picture_hash(Image.new(mode, (64, 64), colour)) is None


def test_other_pictures_are_far_apart():
    assert distance(picture_hash(scene(seed=1)), picture_hash(scene(seed=5))) > 16


def test_a_smaller_or_poorer_copy_is_near():
    original = scene()
    stream = io.BytesIO()
    original.save(stream, "JPEG", quality=30)
    poorer = Image.open(io.BytesIO(stream.getvalue()))
    for copy in (poorer, original.resize((160, 120)), original.convert("L"), original.convert("P")):
        assert distance(picture_hash(original), picture_hash(copy)) <= 6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_is_only_stored_turned_has_the_hash_of_the_one_that_is_seen(orientation):
    from PIL import ImageOps

    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    scene().save(stream, "PNG", exif=exif)
    stored = Image.open(io.BytesIO(stream.getvalue()))
    assert distance(picture_hash(stored), picture_hash(ImageOps.exif_transpose(stored))) <= 2


def test_what_is_transparent_is_seen_on_white():
    solid = scene()
    clear = solid.convert("RGBA")
    clear.putalpha(Image.new("L", solid.size, 255))
    assert distance(picture_hash(solid), picture_hash(clear)) <= 2


def test_pictures_of_sixteen_bits_are_compared_too():
    grey = scene().convert("L")
    deep = grey.convert("I").point(lambda value: value * 200)
    assert distance(picture_hash(grey), picture_hash(deep)) <= 6


def test_the_algorithm_gives_what_it_always_gave():
    # A change here needs a new ALGORITHM: stored hashes are compared with new ones.
    picture = Image.frombytes(
        "L", (32, 32), bytes((x * y * 7 + x * 3) % 256 for y in range(32) for x in range(32))
    )
    assert picture_hash(picture) == "80001f0e77573f3f"


def test_a_small_copy_in_another_format_is_found_among_the_samples():
    pi_heif = pytest.importorskip("pi_heif")
    pi_heif.register_heif_opener(thumbnails=False)
    hashes = [
        picture_hash(Image.open(shared(f"samples/images/{one}")))
        for one in ("testHEIF.heic", "testJPEG_EXIF.jpg")
    ]
    assert distance(*hashes) <= 6
