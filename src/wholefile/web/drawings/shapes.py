"""The few shapes that drawings are made of. What they are given is escaped; colours only repeat what words say."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.safestring import SafeString

INK, QUIET, LINE, BLUE, GREEN, ORANGE, RED = (
    "#0b0c0c", "#484949", "#cecece", "#1d4f91", "#00583a", "#8a4600", "#aa1f13",
)  # fmt: skip


def drawing(width: int, height: int, name: str) -> Element:
    """An empty drawing with a name for those who do not see it; the list beside it says everything that it shows."""
    return Element(
        "svg",
        {
            "class": "wf-drawing",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "aria-label": name,
            "focusable": "false",
        },
    )


def line(  # noqa: PLR0917 - two points and how they are joined
    into: Element, x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: float = 1
) -> None:
    """A straight line between two points."""
    places = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    written = {key: _number(value) for key, value in places.items()}
    SubElement(into, "line", {**written, "stroke": colour, "stroke-width": _number(width)})


def dot(into: Element, x: float, y: float, radius: float, colour: str, told: str = "") -> None:  # noqa: PLR0917 - a point
    """A round mark; a pointer over it is told what it stands for."""
    made = SubElement(
        into, "circle", {"cx": _number(x), "cy": _number(y), "r": _number(radius), "fill": colour}
    )
    if told:
        SubElement(made, "title").text = _clean(told)


def box(into: Element, x: float, y: float, size: tuple[float, float], colour: str, told: str = "") -> None:  # noqa: PLR0917 - a box
    """A filled box of this width and height."""
    places = {"x": _number(x), "y": _number(y), "width": _number(size[0]), "height": _number(size[1])}
    made = SubElement(into, "rect", {**places, "fill": colour})
    if told:
        SubElement(made, "title").text = _clean(told)


def words(into: Element, x: float, y: float, said: str, *, anchor: str = "start", colour: str = INK) -> None:
    """A line of words; `anchor` is start, middle or end."""
    made = SubElement(
        into,
        "text",
        {
            "x": _number(x),
            "y": _number(y),
            "text-anchor": anchor,
            "fill": colour,
            "font-size": "13",
            "font-family": "system-ui, sans-serif",
        },
    )
    made.text = _clean(said)


def path(into: Element, points: list[tuple[float, float]], colour: str) -> None:
    """A line through several points."""
    written = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    SubElement(into, "polyline", {"points": written, "fill": "none", "stroke": colour, "stroke-width": "2"})


def markup(made: Element) -> SafeString:
    """The drawing as it stands in a page."""
    return SafeString(tostring(made, encoding="unicode"))


def shortened(said: str, most: int) -> str:
    """Words that fit into so many characters."""
    return said if len(said) <= most else said[: most - 1].rstrip() + "\u2026"


def _clean(said: str) -> str:
    return "".join(one if one.isprintable() else " " for one in said)


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
