"""One page of a file as it looks, to be set beside its text: pages of a PDF, pictures, every picture of a TIFF.

Settings: `page` (from 1). What comes out is one member of bare pixels: rows from the top, three bytes for each pixel,
red, green, blue. Never the file's own bytes, and in no format that somebody would have to parse. The facts of the
member are `width` and `height` in pixels and `units`, the size of the page in the units of the boxes of its text:
points of a PDF, pixels of a picture turned upright.

Invariant: however large a page says it is, no side of what comes out has more than `LONGEST` pixels.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from wholefile.extraction.contract import DAMAGED, EMPTY, LOCKED, PARTIAL, TRUNCATED, UNSUPPORTED, Trouble
from wholefile.extraction.identify import identify
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

LONGEST = 1_600  # pixels of a side
OF_PIXEL = 3  # bytes
_MOST_SCALE = 4.0  # pixels for each point: a stamp is not blown up to a poster


class _Seen(NamedTuple):
    """A page as a picture of three colours, and its size in the units of its text."""

    image: Any
    units: tuple[float, float]


def read(source: Source, out: Output) -> None:
    """Draw the page that is asked for. Raises Trouble, with the reason, where there is none."""
    if not source.size:
        raise Trouble(EMPTY, "The file has no bytes.")
    from wholefile.extraction.image import FORMATS  # noqa: PLC0415  # slow to import

    number = int(source.job.settings["page"])
    kind = identify(source, out)
    source = Source(source.path, source.job, source.segments, kind)
    if kind == "pdf":
        seen = _of_pdf(source, out, number)
    elif kind in FORMATS:
        seen = _of_picture(source, out, number)
    elif kind.startswith("encrypted"):
        raise Trouble(LOCKED, "It is encrypted, and nothing here opens this kind.")
    else:
        raise Trouble(UNSUPPORTED, f"Files of the kind {kind} have no pages that can be drawn.")
    if seen is None:
        return
    width, height = seen.image.size
    facts = {"width": width, "height": height, "units": list(seen.units)}
    out.member(b"page", seen.image.tobytes(), method="page", facts=facts)


def _of_pdf(source: Source, out: Output, number: int) -> _Seen | None:
    """A page of a PDF with its annotations; its password is the one that opened it to be read."""
    import pypdfium2  # noqa: PLC0415  # a picture needs none of it

    from wholefile.extraction.pdf import open_pages  # noqa: PLC0415

    document = open_pages(source, out)
    if document is None:
        return None
    with document:
        _check_number(number, len(document), out)
        try:
            page = document[number - 1]
            width, height = page.get_size()
            if not (width > 0 and height > 0):
                raise Trouble(DAMAGED, f"Page {number} has no size.")
            # The library rounds up; a side must not come out longer for it.
            scale = min(_MOST_SCALE, (LONGEST - 1) / max(width, height))
            if min(width, height) * scale < 1:
                raise Trouble(
                    UNSUPPORTED, f"Page {number} is {width:.0f} by {height:.0f} points; it cannot be drawn."
                )
            image = page.render(scale=scale).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, ValueError, OverflowError) as error:
            raise Trouble(DAMAGED, f"Page {number} cannot be drawn: {error}") from error
        return _Seen(image, (width, height))


def _of_picture(source: Source, out: Output, number: int) -> _Seen | None:
    """A picture, turned upright; only a TIFF has several pages. One that ends too early is shown as far as it goes."""
    from PIL import ImageFile  # noqa: PLC0415  # a PDF needs none of it

    from wholefile.extraction.image import unbounded  # noqa: PLC0415

    try:
        with unbounded():
            try:
                return _decoded(source, out, number)
            except OSError:
                ImageFile.LOAD_TRUNCATED_IMAGES = True
                seen = _decoded(source, out, number)
    except (Trouble, MemoryError):
        raise
    except Exception as error:  # Pillow's readers raise what they meet
        reason = str(error)[:200] or type(error).__name__
        raise Trouble(DAMAGED, f"Picture {number} cannot be decoded: {reason}") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    out.trouble(PARTIAL, f"Picture {number} ends too early; what is left of it is shown.")
    return seen


def _decoded(source: Source, out: Output, number: int) -> _Seen | None:
    from PIL import ImageOps  # noqa: PLC0415

    from wholefile.extraction.image import most_pixels, opened  # noqa: PLC0415

    image = opened(source, out)
    if image is None:
        return None
    with image:
        _check_number(number, getattr(image, "n_frames", 1) if image.format == "TIFF" else 1, out)
        if number > 1:
            image.seek(number - 1)
        full = image.size
        image.draft(None, (LONGEST, LONGEST))  # a JPEG is decoded at a smaller size, which costs less
        clear = image.mode in ("RGBA", "LA", "PA", "CMYK") or "transparency" in image.info
        most = most_pixels(source.kind, source.job.limits.memory, transparent=clear)
        if image.width * image.height > most:
            raise Trouble(
                TRUNCATED,
                f"Picture {number} has {full[0]:,} by {full[1]:,} pixels, of which {most:,} may be decoded.",
            )
        image.load()
        before = image.size
        ImageOps.exif_transpose(image, in_place=True)
        if image.size != before:
            full = (full[1], full[0])
        return _Seen(_small(image), (float(full[0]), float(full[1])))


def _small(image: Any) -> Any:
    """A picture in three colours, no side too long; what is transparent is white paper."""
    from PIL import Image  # noqa: PLC0415

    if image.mode.startswith("I") or image.mode == "F":
        from wholefile.extraction.ocr_pictures import grey_of  # noqa: PLC0415

        image = grey_of(image)
    elif image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    scale = min(1.0, LONGEST / max(image.size))
    if scale < 1:
        size = (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode == "RGBA":
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def _check_number(number: int, count: int, out: Output) -> None:
    out.fact("pages", count)
    if not 1 <= number <= count:
        words = "It has one page" if count == 1 else f"It has {count:,} pages"
        raise Trouble(UNSUPPORTED, f"{words}; there is no page {number:,}.")
