"""Labels in the language of common label printers (ZPL II), as a file to be sent to one.

Whatever is not plain goes in as `_hh`, so that no description can end a label or give the printer an order.
"""

from __future__ import annotations

from collections.abc import Iterable

from wholefile.core.label_text import bar_text, link_text
from wholefile.web.labels.sheets import Label

DOTS = 8  # a millimetre on a printer of 203 dpi
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;/-+*()'")
_TITLE, _LINE = 90, 60


def printed(labels: Iterable[Label], address: str, *, width: int = 100, height: int = 50) -> str:
    """The labels, each of so many millimetres; `address` is that of the office's pages."""
    return "".join(_one(label, address, width * DOTS, height * DOTS) for label in labels)


def _one(label: Label, address: str, width: int, height: int) -> str:
    across = width - 240
    lines = [
        "^XA",
        "^CI28",  # what follows is UTF-8
        f"^PW{width}",
        f"^LL{height}",
        f"^FO16,16^BQN,2,5^FH_^FDMA,{_data(link_text(label.kind, label.number, address))}^FS",
        f"^FO232,20^A0N,44,44^FH_^FD{_data(label.in_words)}^FS",
        f"^FO232,76^A0N,26,26^FB{across},2,2,L^FH_^FD{_data(label.title[:_TITLE])}^FS",
        *(
            f"^FO232,{140 + 30 * number}^A0N,24,24^FB{across},1,0,L^FH_^FD{_data(line[:_LINE])}^FS"
            for number, line in enumerate(label.lines[:3])
        ),
        f"^FO60,{height - 130}^BY2^BCN,90,N,N,N^FH_^FD{_data(bar_text(label.kind, label.number))}^FS",
        "^XZ",
    ]
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return "".join(one if one in _PLAIN else "".join(f"_{byte:02X}" for byte in one.encode()) for one in text)
