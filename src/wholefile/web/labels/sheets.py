"""Labels on paper: a PDF with codes for scanners and the number in words for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from wholefile.core.errors import Unavailable
from wholefile.core.label_text import bar_text, link_text, with_check
from wholefile.web.labels.codes import bars, qr_code
from wholefile.web.labels.layouts import Layout

MOST = 500
_NARROWEST_BAR = 0.19  # millimetres; the 7.5 mil that hand scanners still read


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label: the number of a thing of this kind (item, place, person), and what it is in words."""

    kind: str
    number: str
    title: str
    lines: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """The number with its check character."""
        return with_check(self.number)


def sheet_pdf(labels: Sequence[Label], layout: Layout, address: str, first: int = 1) -> bytes:
    """The labels typeset, beginning at the `first` free label of the first page.

    `address` is that of the office's pages. Raises Unavailable when the typesetter is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - a part of its own
    except ImportError as error:
        raise Unavailable(
            "labels.typesetter", "Labels need the package typst; install wholefile[server]."
        ) from error
    template = files("wholefile.web.labels").joinpath("sheet.typ").read_bytes()
    data = {
        "layout": asdict(layout),
        "labels": [*[None] * (first - 1), *(drawn(one, layout, address) for one in labels)],
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(
        template, format="pdf", sys_inputs=inputs
    )  # fonts of the system too, for every alphabet
    if not isinstance(made, bytes):
        raise Unavailable("labels.typesetter", "The typesetter gave no labels; try again.")
    return made


def drawn(label: Label, layout: Layout, address: str) -> dict[str, Any]:
    """What the template is given of one label; bars only where they are wide enough to be read."""
    lined = bars(bar_text(label.kind, label.number))
    room = layout.label[0] - 4
    return {
        "number": label.in_words,
        "title": label.title,
        "lines": list(label.lines),
        "qr": qr_code(link_text(label.kind, label.number, address)).svg,
        "bars": lined.svg if room / lined.width >= _NARROWEST_BAR and layout.label[1] >= 25 else "",
    }
