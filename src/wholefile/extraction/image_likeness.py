"""By what a picture is found to be like another: a perceptual hash of 64 bits.

The algorithm, which must give the same for ever under the same `ALGORITHM`: make the picture grey (Rec. 601 luma),
shrink it to 32 by 32 with Pillow's Lanczos filter (what is transparent is shrunk in colour and laid on white first),
turn it as its orientation says; take the two-dimensional DCT-II; keep the 8 by 8 lowest frequencies; a bit is 1 where
the value is above their median. The bits are written row by row, the highest first, as 16 hexadecimal digits. Few
differing bits mean alike pictures.
"""

from __future__ import annotations

from typing import Any

ALGORITHM = "dct-64.1"
_SIDE, _KEPT = 32, 8
# EXIF orientation, and what Pillow calls the turn that undoes it.
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
_FLAT = 2.0  # a picture whose greys differ less than this has nothing to be compared


def picture_hash(image: Any) -> str | None:
    """The hash of a decoded Pillow image in hexadecimal, or None for one of a single tone."""
    import numpy as np  # noqa: PLC0415  # slow to import

    small = _small(image)
    pixels = np.asarray(small, dtype=np.float64)
    if float(pixels.std()) < _FLAT:
        return None
    steps = np.arange(_SIDE)
    waves = np.cos(np.pi * (2 * steps[None, :] + 1) * steps[:_KEPT, None] / (2 * _SIDE))
    lowest = waves @ pixels @ waves.T
    # Rounded, so that the last bits of a processor's arithmetic cannot turn a tie.
    lowest = np.round(lowest, 6)
    bits = (lowest > np.median(lowest)).ravel()
    return f"{sum(1 << (63 - at) for at, bit in enumerate(bits) if bit):016x}"


def _small(image: Any) -> Any:
    """The picture in grey on white, 32 by 32, turned. It is shrunk before all else, so that little memory is needed."""
    from PIL import Image  # noqa: PLC0415

    size = (_SIDE, _SIDE)
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        small = _scaled(image.convert("F").resize(size, Image.Resampling.LANCZOS))
    elif image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        clear = image if image.mode == "RGBA" else image.convert("RGBA")
        clear = clear.resize(size, Image.Resampling.LANCZOS)
        small = Image.alpha_composite(Image.new("RGBA", size, (255, 255, 255, 255)), clear).convert("L")
    else:
        grey = image if image.mode in ("L", "RGB", "1") else image.convert("RGB")
        small = grey.convert("L").resize(size, Image.Resampling.LANCZOS)
    turn = _TURNS.get(image.getexif().get(0x0112))
    return small if turn is None else small.transpose(Image.Transpose(turn))


def _scaled(small: Any) -> Any:
    """Pictures of more than 8 bits, whose values are spread over the 256 greys."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    values = np.nan_to_num(np.asarray(small, dtype=np.float64), posinf=0.0, neginf=0.0)
    low, high = float(values.min()), float(values.max())
    spread = (values - low) * (255.0 / (high - low)) if high > low else np.zeros_like(values)
    return Image.fromarray(spread.astype(np.uint8))
