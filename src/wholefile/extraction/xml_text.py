"""The text of a document as it grows, with where each part of it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wholefile.extraction.contract import Layer, Place
from wholefile.extraction.output import Output

MOST_PLACES = 300_000
BODY: Mapping[str, Any] = {"part": "body"}


class Writing:
    """Text, line by line, each run of it under a place.

    What a reader of the page does not see at that point (deleted or hidden text, a comment, a text box) is an *aside*:
    it follows the line it belongs to as lines of its own, so that the words of the line stay together and nothing is
    lost. Invariant: places are in order, do not overlap, and cover the whole text.
    """

    def __init__(self, where: Mapping[str, Any] = BODY) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._asides: list[tuple[Mapping[str, Any], str]] = []
        self._where = where
        self._run = 0  # where the current place began
        self.fresh = True  # nothing stands on this line yet

    def go(self, where: Mapping[str, Any]) -> None:
        """What follows stands under this place."""
        if where != self._where:
            self._close()
            self._where = where

    def put(self, text: str) -> None:
        """Add text on this line."""
        if text:
            self._pieces.append(text)
            self._length += len(text)
            self.fresh = text[-1] == "\n"

    def aside(self, where: Mapping[str, Any], text: str) -> None:
        """Keep text that follows this line; what has no words in it is left out."""
        if text.strip():
            self._asides.append((where, text.strip("\n")))

    def end_line(self) -> None:
        """End the line, where there is one, and let the asides follow."""
        if not self.fresh:
            self.put("\n")
        if self._asides:
            back, asides = self._where, self._asides
            self._asides = []
            for where, text in asides:
                self.go(where)
                self.put(text + "\n")
            self.go(back)

    def text(self) -> str:
        """Everything so far; the last line is ended."""
        self.end_line()
        return "".join(self._pieces)

    def places(self) -> list[Place]:
        """Where it stands, in order; neighbours in the same place are one."""
        self._close()
        return self._places

    def tell(self, out: Output, name: str = "text") -> None:
        """Hand the text on as a layer, where there is any. Raises LimitReached."""
        text = self.text()
        if text:
            out.layer(Layer(name, "native", text, thinned(self.places())))

    def _close(self) -> None:
        if self._length > self._run:
            last = self._places[-1] if self._places else None
            if last is not None and last.where == self._where and last.end == self._run:
                self._places[-1] = Place(last.start, self._length, last.where)
            else:
                self._places.append(Place(self._run, self._length, self._where))
        self._run = self._length


def thinned(places: Sequence[Place], most: int = MOST_PLACES) -> Sequence[Place]:
    """At most so many places, where there are more: neighbours of the same sheet or part are put together.

    The place that stands for several is that of the first, so that a hit still leads near.
    """
    group = -(-len(places) // most)
    if group <= 1:
        return places
    found: list[Place] = []
    held = 0
    for one in places:
        last = found[-1] if found else None
        same = last is not None and all(
            last.where.get(key) == one.where.get(key) for key in ("sheet", "part")
        )
        if last is not None and same and held < group:
            found[-1] = Place(last.start, one.end, last.where)
            held += 1
        else:
            found.append(one)
            held = 1
    return found
