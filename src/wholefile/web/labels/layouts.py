"""Papers and labels that offices have: sheets of labels, and rolls of single ones. All in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as noop

from wholefile.core.errors import Invalid


@dataclass(frozen=True, slots=True)
class Layout:
    """How labels lie on a page: so many across and down, from `left` and `top`, `gap_across` and `gap_down` apart."""

    name: str
    words: str
    page: tuple[float, float]
    label: tuple[float, float]
    across: int = 1
    down: int = 1
    left: float = 0
    top: float = 0
    gap_across: float = 0
    gap_down: float = 0

    @property
    def on_a_page(self) -> int:
        """How many labels a page has."""
        return self.across * self.down


_A4, _LETTER = (210.0, 297.0), (215.9, 279.4)
LAYOUTS: dict[str, Layout] = {
    one.name: one
    for one in (
        Layout("a4-21", noop("A4, 21 of 63.5 x 38.1 mm"), _A4, (63.5, 38.1), 3, 7, 7.2, 15.1, 2.5),
        Layout("a4-14", noop("A4, 14 of 99.1 x 38.1 mm"), _A4, (99.1, 38.1), 2, 7, 4.7, 15.1, 2.5),
        Layout("a4-65", noop("A4, 65 of 38.1 x 21.2 mm"), _A4, (38.1, 21.2), 5, 13, 4.7, 10.7, 2.5),
        Layout("letter-30", noop("Letter, 30 of 2⅝ x 1 in"), _LETTER, (66.7, 25.4), 3, 10, 4.8, 12.7, 3.1),
        Layout("letter-10", noop("Letter, 10 of 4 x 2 in"), _LETTER, (101.6, 50.8), 2, 5, 4.0, 12.7, 4.7),
        Layout("letter-6", noop("Letter, 6 of 4 x 3⅓ in"), _LETTER, (101.6, 84.7), 2, 3, 4.0, 12.7, 4.7),
        Layout("roll-62", noop("Roll, 62 x 29 mm"), (62.0, 29.0), (62.0, 29.0)),
        Layout("roll-100", noop("Roll, 100 x 50 mm (4 x 2 in)"), (100.0, 50.0), (100.0, 50.0)),
    )
}
FIRST = "a4-21"


def layout_of(name: str) -> Layout:
    """The layout of this name. Raises Invalid."""
    found = LAYOUTS.get(name or FIRST)
    if found is None:
        raise Invalid("labels.layout", f"Choose one of: {', '.join(LAYOUTS)}.")
    return found
