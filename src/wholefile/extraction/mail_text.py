"""The text layer of a mail: a short block of headers, then each body, every piece mapped to the part it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from wholefile.extraction.contract import LOCKED, PARTIAL, TRUNCATED, Layer, LimitReached, Place
from wholefile.extraction.mail_charset import decode
from wholefile.extraction.mail_facts import bounded
from wholefile.extraction.output import Output

LONGEST_BODY = 64 << 20
_LINK = re.compile(r"https?://\S+")
_WORDS = re.compile(r"\w+")
_FEWEST_WORDS = 8
_PGP_ENCRYPTED, _PGP_SIGNED = "-----BEGIN PGP MESSAGE-----", "-----BEGIN PGP SIGNED MESSAGE-----"


@dataclass(slots=True)
class MailText:
    """Collects the pieces of the text layer, in order, and says the layer once.

    Members leave while the pieces are collected, since they stand among them. Invariant: a limit on members never costs
    a mail its text: from then on none leaves, and `say` ends with what stopped them.
    """

    out: Output
    most: int
    pieces: list[tuple[str, str]] = field(default_factory=list)
    characters: int = 0
    remote: list[str] = field(default_factory=list)
    stopped: LimitReached | None = None

    def add(self, part: str, text: str) -> None:
        """A piece of text and the part it stands in; beyond the limit of a run nothing is kept (and `say` says so)."""
        if text and self.characters <= self.most:
            self.pieces.append((part, text))
            self.characters += len(text) + 1

    def add_plain(self, part: str, data: bytes, charset: str | None) -> str:
        """A plain body, as decoded by its charset; the text that was added."""
        data = self._bounded(part, data)
        text, _, note = decode(data, charset)
        if note:
            self.out.trouble(PARTIAL, f"The text of part {part} {note}.")
        self.add(part, text)
        if _PGP_ENCRYPTED in text:
            self.out.trouble(LOCKED, f"Part {part} holds a message encrypted with PGP.")
        if _PGP_SIGNED in text:
            self.out.fact("signature", {"kind": "pgp", "part": part, "verified": "not verified"})
        return text

    def add_html(self, part: str, data: bytes, charset: str | None) -> str:
        """An HTML body, rendered to text; what of it is shown to a reader."""
        from wholefile.extraction.html import text_of_html  # noqa: PLC0415  # lxml is slow to import

        data = self._bounded(part, data)
        rendered = text_of_html(data, charset)
        if rendered.lost or rendered.how == "guessed":
            how = (
                "a guess" if rendered.how == "guessed" else f"{rendered.lost:,} places stand for no character"
            )
            self.out.trouble(PARTIAL, f"The text of part {part} was read as {rendered.charset}: {how}.")
        for code, words in rendered.flags:
            self.out.flag(code, words, part=part)
        self.remote += rendered.remote[:1_000]
        self.add(part, rendered.text)
        for number, (media_type, content) in enumerate(rendered.embedded, 1):
            facts = {"part": part, "content_type": media_type}
            self.member(f"{part}/data/{number}".encode(), content, method="data address", facts=facts)
        shown = [one for one in rendered.places if one.where.get("part") == "body"]
        return " ".join(rendered.text[one.start : one.end] for one in shown)

    def member(
        self,
        path: bytes,
        content: bytes | Iterable[bytes] | None,
        *,
        method: str,
        kind: str = "file",
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Hand on a file of the mail, as `Output.member` does; after a limit was reached, none."""
        if self.stopped is not None:
            return
        try:
            self.out.member(path, content, method=method, kind=kind, facts=facts)
        except LimitReached as reached:
            self.stopped = reached

    def compare(self, parts: str, plain: str, html: str) -> None:
        """Flag alternatives of which a reader who sees the one does not learn what the other says."""
        one, other = _distinct(plain), _distinct(html)
        if len(one | other) >= _FEWEST_WORDS and len(one & other) * 2 < len(one | other):
            words = f"The plain text and the HTML of {parts} share {len(one & other)} of {len(one | other)} words."
            self.out.flag("alternatives differ", words)

    def say(self) -> None:
        """Say the layer, and what the HTML would have fetched.

        Raises LimitReached, after what fits has been said, and where a limit kept members back.
        """
        self.out.fact("remote_content", bounded((one[:500] for one in self.remote[:1_000]), len))
        text = "\n".join(text for _, text in self.pieces)
        starts = [0]
        for _, piece in self.pieces:
            starts.append(starts[-1] + len(piece) + 1)
        places = [
            Place(start, end - 1, {"part": part})
            for (part, _), (start, end) in zip(self.pieces, pairwise(starts), strict=True)
        ]
        if text.strip():
            self.out.layer(Layer("text", "native", text, places))
        if self.stopped is not None:
            raise self.stopped

    def _bounded(self, part: str, data: bytes) -> bytes:
        if len(data) > LONGEST_BODY:
            self.out.trouble(TRUNCATED, f"The text of part {part} is longer than {LONGEST_BODY >> 20} MiB.")
        return data[:LONGEST_BODY]


def _distinct(text: str) -> set[str]:
    return {one.casefold() for one in _WORDS.findall(_LINK.sub(" ", text))}
