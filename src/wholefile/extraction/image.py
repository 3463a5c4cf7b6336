"""Pictures: their size, what they say of themselves, what hides in them, and whether they can be decoded to the end.

The size is looked at before anything is decoded: a file of some kilobytes can claim billions of pixels. Invariant: no
more than `most_pixels` are ever decoded at a time.
"""

from __future__ import annotations

import mmap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wholefile.extraction.contract import DAMAGED, PARTIAL, TRUNCATED, UNSUPPORTED, Trouble
from wholefile.extraction.exiftool import PACKAGE, facts_of
from wholefile.extraction.image_facts import say_picture, tags_by_pillow, written
from wholefile.extraction.image_likeness import ALGORITHM, picture_hash
from wholefile.extraction.image_structure import ENDED, structure, thumbnail
from wholefile.extraction.output import Output
from wholefile.extraction.programs import Missing
from wholefile.extraction.source import Source

FORMATS = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "gif": ("GIF",),
    "tiff": ("TIFF",),
    "bmp": ("BMP", "DIB"),
    "webp": ("WEBP",),
    "heic": ("HEIF", "AVIF"),
}
_MOST_PIXELS = 200_000_000
# Bytes that a pixel takes while it is decoded and compared, measured with a margin; WebP and HEIF are decoded to
# whole canvases of their libraries first, and transparency needs a second copy.
_MEMORY_OF_PIXEL = {"webp": 20, "heic": 18, "transparent": 16, "": 10}
_MOST_OF_ALL = 600_000_000  # pixels of all frames together
_MOST_FRAMES = 2_000
_LEAST_TO_READ = (100, 30)  # pixels: smaller pictures hold no words that a machine could read


def read(source: Source, out: Output) -> None:
    """A picture: facts, captions as text, thumbnail and added data as members, and a likeness hash.

    Raises Trouble where the picture cannot be opened at all.
    """
    tags: dict[str, Any] | None = None
    try:
        tags = facts_of(source.path)
    except Missing:
        out.fact("exiftool", f"not installed, so that only the EXIF data was read (package {PACKAGE})")
    with unbounded() as complaints:
        try:
            image = opened(source, out)
            if image is None:
                return
            with image:
                tags = tags_by_pillow(image) if tags is None else tags
                _say_frame(image, out)
                clear = image.mode in ("RGBA", "LA", "PA", "CMYK") or "transparency" in image.info
                _decode(image, out, most_pixels(source.kind, source.job.limits.memory, transparent=clear))
                _thumbnail(image, out)
        finally:
            if tags is not None:
                say_picture(tags, out)
                if (layer := written(tags)) is not None:
                    out.layer(layer)
            out.fact("reader_warnings", sorted({str(one.message)[:300] for one in complaints})[:20])
            _added(source, out)


def most_pixels(kind: str, memory: int, *, transparent: bool = False) -> int:
    """How many pixels of such a picture may be decoded at a time within so many bytes of memory."""
    of_pixel = max(_MEMORY_OF_PIXEL.get(kind, 0), _MEMORY_OF_PIXEL["transparent" if transparent else ""])
    return min(_MOST_PIXELS, memory // of_pixel)


@contextmanager
def unbounded() -> Iterator[list[warnings.WarningMessage]]:
    """Pillow's own bound would hide the size from us; ours is checked before anything is decoded."""
    from PIL import Image  # noqa: PLC0415  # slow to import

    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings(record=True) as complaints:
            warnings.simplefilter("always")
            yield complaints
    finally:
        Image.MAX_IMAGE_PIXELS = before


def opened(source: Source, out: Output) -> Any:
    """The picture with only its header read, or None where its size already forbids more."""
    from PIL import Image  # noqa: PLC0415

    if source.kind == "heic":
        _prepare_heif()
    # Pillow takes memory for the whole canvas as soon as it opens a WebP.
    size = _webp_size(source.read(64)) if source.kind == "webp" else None
    if size is not None and _too_large(size, out, most_pixels("webp", source.job.limits.memory)):
        return None
    try:
        return Image.open(source.path, formats=FORMATS[source.kind])
    except MemoryError:
        raise
    except Exception as error:  # Pillow's readers raise what they meet
        reason = str(error).replace(str(source.path), "the file").replace("'the file'", "the file")
        raise Trouble(DAMAGED, f"It cannot be opened as a picture: {reason}") from error


def _prepare_heif() -> None:
    try:
        import pi_heif  # noqa: PLC0415  # needed for this kind only
    except ImportError as error:
        raise Trouble(UNSUPPORTED, "Pictures of this kind need the package pi-heif.") from error
    pi_heif.register_heif_opener(thumbnails=False)


def _webp_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in the extended, the lossless and the lossy form (WebP container, 2.5 to 2.7; RFC 6386, 9.1)."""
    form, bits = head[12:16], int.from_bytes(head[21:25], "little")
    if form == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if form == b"VP8L":
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 ":
        return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    return None


def _say_frame(image: Any, out: Output) -> None:
    width, height = image.size
    out.fact("width", width)
    out.fact("height", height)
    out.fact("mode", image.mode)
    dpi = image.info.get("dpi")
    if isinstance(dpi, tuple) and len(dpi) == 2:
        out.fact("dpi", [round(float(one), 2) for one in dpi if 0 < float(one) < 1e6])
    if width >= _LEAST_TO_READ[0] and height >= _LEAST_TO_READ[1]:
        out.want("ocr")


def _too_large(size: tuple[int, int], out: Output, most: int) -> bool:
    width, height = size
    if width * height <= most:
        return False
    out.fact("width", width)
    out.fact("height", height)
    out.trouble(
        TRUNCATED,
        f"It has {width:,} by {height:,} pixels, of which {most:,} may be decoded; it was not decoded.",
    )
    return True


def _decode(image: Any, out: Output, most: int) -> None:
    """Decode every frame once, to see that it can be; the first gives the likeness."""
    frames = pixels = 0
    while frames < _MOST_FRAMES and pixels < _MOST_OF_ALL:
        try:
            if frames:
                image.seek(frames)
            if _too_large(image.size, out, most):
                if "ocr" in out.wants and not frames:
                    out.wants.remove("ocr")
                break
            image.load()
            pixels += image.size[0] * image.size[1]
            if not frames:
                _likeness(image, out)
        except EOFError:
            break
        except MemoryError:
            # Said here, where no frame is half written, so that everything else of the file is still said.
            out.trouble(TRUNCATED, "It needs more memory to be decoded than there may be.")
            break
        except Exception as error:  # noqa: BLE001  # as above
            _undecodable(error, frames, out)
            break
        frames += 1
    else:
        out.trouble(TRUNCATED, f"Only its first {frames:,} frames were decoded.")
    out.fact("frames", frames)


def _undecodable(error: Exception, frames: int, out: Output) -> None:
    reason = str(error) or type(error).__name__
    where = f"Frame {frames + 1} of the picture" if frames else "The picture"
    cut = "truncated" in reason or "unexpected end" in reason.lower()
    out.trouble(
        PARTIAL if cut or frames else DAMAGED, f"{where} cannot be decoded to its end: {reason[:200]}"
    )


def _likeness(image: Any, out: Output) -> None:
    found = picture_hash(image)
    out.fact("picture", found)
    if found is not None:
        out.fact("picture_algorithm", ALGORITHM)


def _thumbnail(image: Any, out: Output) -> None:
    """The small picture inside the EXIF data, which may show what the large one no longer does."""
    block = image.info.get("exif")
    if isinstance(block, bytes) and (found := thumbnail(block)):
        out.member(b"thumbnail.jpg", found, method="exif thumbnail")


def _added(source: Source, out: Output) -> None:
    """What stands behind the end of the picture, where no viewer shows it."""
    if not source.size:
        return
    with source.open() as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = structure(data, source.kind)
        if found.credentials:
            out.fact("content_credentials", {"present": True, "verified": "not verified"})
        if found.broken:
            words = f"{len(found.broken):,} of its chunks do not match their checksums, the first at byte "
            out.trouble(PARTIAL, f"{words}{found.broken[0]:,}.")
        end = found.end
        if end is None and source.kind in ENDED:
            out.trouble(PARTIAL, "The mark that ends such a picture is not there: it was cut, or is broken.")
        if end is None or end >= len(data):
            return
        added = len(data) - end
        if not any(any(data[at : at + (1 << 20)]) for at in range(end, len(data), 1 << 20)):
            out.fact("padding", added)
            return
        out.flag("data after the end", f"{added:,} bytes stand behind the end of the picture.", offset=end)
        blocks = (data[at : at + (1 << 20)] for at in range(end, len(data), 1 << 20))
        out.member(b"data after the end", blocks, method="data after the end", facts={"offset": end})
