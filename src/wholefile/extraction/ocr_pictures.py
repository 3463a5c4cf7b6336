"""Pictures of pages for OCR: the pages of a PDF as they look, or the pictures in an image file.

Invariant: the size of a picture is known before it is decoded, and no picture of more than `MOST_PIXELS` is made for
OCR, nor one of more than `_MOST_DECODED` decoded at all; that it was made smaller is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageFile, ImageFilter, ImageOps, UnidentifiedImageError

from wholefile.extraction.contract import DAMAGED, LOCKED, TRUNCATED, UNSUPPORTED, Trouble
from wholefile.extraction.source import Source

MOST_PIXELS = 25_000_000  # a page of 17 by 11 inches at 300 dpi has 17 million
_MOST_DECODED = 120_000_000
_LONGEST = 30_000  # pixels of a side: Tesseract takes less than 32,768
_DPI = 300
_POINTS = 72
_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


class Picture(NamedTuple):
    """A grey picture of a page, and how to come from its pixels to the units of the page.

    `scale` is pixels for each unit: points of a PDF, pixels of an image file. `size` is that of the page in units.
    `shrunk` is True where it has fewer pixels than it should have, `whole` where all of it could be decoded.
    """

    grey: Any
    scale: float
    size: tuple[float, float]
    dpi: int | None
    shrunk: bool
    whole: bool = True


def is_pdf(source: Source) -> bool:
    """Whether the file is a PDF; up to 1,024 bytes may stand before its header (ISO 32000-2, annex I)."""
    return b"%PDF-" in source.read(1024 + 5)


class PdfPictures:
    """The pages of a PDF, rendered with their annotations. Raises Trouble where it cannot be opened."""

    kind = "pdf"

    def __init__(self, source: Source) -> None:
        import pypdfium2  # noqa: PLC0415  # an image file needs none of it

        self._error: type[Exception] = pypdfium2.PdfiumError
        locked = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)
        try:
            self._document = pypdfium2.PdfDocument(source.path, password=source.password)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) in locked:
                raise Trouble(LOCKED, "It is encrypted and needs a password or a certificate.") from error
            raise Trouble(DAMAGED, "It is so damaged that no page of it can be drawn.") from error
        self.count = len(self._document)

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()

    def picture(self, number: int) -> Picture:
        """A page, from 1. Raises Trouble."""
        try:
            page = self._document[number - 1]
        except self._error as error:
            raise Trouble(DAMAGED, f"Page {number} cannot be drawn.") from error
        try:
            width, height = page.get_size()
            wanted = _DPI / _POINTS
            scale = _fitting(width, height, wanted)
            if min(width, height) * scale < 1:
                raise Trouble(
                    UNSUPPORTED, f"Page {number} is {width:.0f} by {height:.0f} points; it cannot be drawn."
                )
            drawn = page.render(scale=scale, grayscale=True)
            grey = drawn.to_pil().convert("L")
            grey.load()
            return Picture(grey, scale, (width, height), round(scale * _POINTS), scale < wanted * 0.99)
        except (self._error, ValueError, OverflowError) as error:
            raise Trouble(DAMAGED, f"Page {number} cannot be drawn: {error}") from error
        finally:
            page.close()


class ImagePictures:
    """The pictures of an image file; only TIFF has pages. Raises Trouble where nothing here opens it."""

    def __init__(self, source: Source) -> None:
        head = source.read(32)
        Image.init()
        formats: tuple[str, ...] = _FORMATS
        if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
            from pi_heif import register_heif_opener  # noqa: PLC0415  # only this kind needs it

            register_heif_opener()
            formats = (*_FORMATS, "HEIF")
        Image.MAX_IMAGE_PIXELS = None  # sizes are judged here, before anything is decoded
        self._open = partial(Image.open, source.path, formats=formats)
        try:
            self._image = self._open()
        except UnidentifiedImageError as error:
            raise Trouble(UNSUPPORTED, "It is no image that can be opened here.") from error
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise Trouble(DAMAGED, f"It cannot be opened as an image: {error}") from error
        self.kind = {"MPO": "jpeg", "HEIF": "heic"}.get(
            self._image.format or "", (self._image.format or "").lower()
        )
        self.frames = self._frames()
        self.count = self.frames if self._image.format == "TIFF" else 1

    def close(self) -> None:
        """Let go of the file."""
        self._image.close()

    def picture(self, number: int) -> Picture:
        """A picture, from 1, turned as its EXIF orientation says. Raises Trouble."""
        try:
            try:
                return self._picture(number)
            except OSError:
                return self._rest(number)
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError) as error:
            raise Trouble(DAMAGED, f"Picture {number} cannot be decoded: {error}") from error

    def _rest(self, number: int) -> Picture:
        """What is left of a picture that ends too early."""
        self._image.close()
        self._image = self._open()
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            return self._picture(number)._replace(whole=False)
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False

    def _picture(self, number: int) -> Picture:
        image = self._image
        if number > 1 or image.tell():
            image.seek(number - 1)
        width, height = image.size
        if width * height > _MOST_DECODED:
            image.draft("L", (width // 4, height // 4))  # only a JPEG can be decoded at a smaller size
        if image.width * image.height > _MOST_DECODED:
            raise Trouble(
                TRUNCATED,
                f"Picture {number} is {width:,} by {height:,} pixels; that is more than is decoded.",
            )
        turned = ImageOps.exif_transpose(image)
        full = (width, height) if (turned.width >= turned.height) == (width >= height) else (height, width)
        grey = grey_of(turned)
        dpi = _dpi(image)
        scale = _fitting(grey.width, grey.height, 1.0)
        if scale < 1:
            grey = grey.resize((max(1, int(grey.width * scale)), max(1, int(grey.height * scale))))
        scale = grey.width / full[0]
        return Picture(grey, scale, full, round(dpi * scale) if dpi else None, scale < 0.99)

    def _frames(self) -> int:
        try:
            return int(getattr(self._image, "n_frames", 1))
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError):
            return 1


def cleaned(grey: Any) -> Any:
    """A noisy picture made plain: a median filter of 3 × 3 pixels, then black and white at Otsu's threshold."""
    smooth = grey.filter(ImageFilter.MedianFilter(3))
    threshold = _otsu(smooth.histogram())
    return smooth.point([255 if level > threshold else 0 for level in range(256)])


def _otsu(histogram: list[int]) -> int:
    """The level that divides a picture best into dark and light (Otsu 1979)."""
    counts = np.asarray(histogram, dtype=np.float64)
    levels = np.arange(256)
    dark = counts.cumsum()
    light = dark[-1] - dark
    sums = (counts * levels).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        between = dark * light * (sums / dark - (sums[-1] - sums) / light) ** 2
    return int(np.nan_to_num(between).argmax())


def _fitting(width: float, height: float, wanted: float) -> float:
    """The scale wanted, or the largest below it that keeps a picture within the bounds."""
    if not (width > 0 and height > 0):
        raise ValueError("it has no size")
    return float(min(wanted, (MOST_PIXELS / (width * height)) ** 0.5, _LONGEST / max(width, height)))


def grey_of(image: Any) -> Any:
    """A picture in 256 shades of grey; what is transparent is white paper."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, dtype=np.float64)
        least, most = float(values.min()), float(values.max())
        return Image.fromarray(((values - least) * (255 / max(1e-9, most - least))).astype(np.uint8))
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("L")
    return image.convert("L")


def _dpi(image: Any) -> int | None:
    """The resolution that the file states, if a scanner could have it."""
    said = image.info.get("dpi")
    try:
        value = round(float(said[0]))
    except (TypeError, ValueError, IndexError, OverflowError, ZeroDivisionError):
        return None
    return value if 70 <= value <= 2400 else None


def numbers_of(wanted: Any, count: int) -> Iterator[int]:
    """The pages that are asked for and exist, each once; all where none are named."""
    if not wanted:
        yield from range(1, count + 1)
        return
    seen: set[int] = set()
    for one in wanted:
        if isinstance(one, int) and 1 <= one <= count and one not in seen:
            seen.add(one)
            yield one
