"""An e-mail as text: its head, what its sender wrote, what it quotes and forwards, each with who wrote it.

A line that begins with `>` is somebody else's: whom the last "On … wrote:" above it names, one for each depth. After
the head of a forwarded message, or Outlook's copy of an earlier head, the words are those of its sender.
"""

import re

from wholefile.reading.kinds.assembling import NOBODY, Assembler, Speaker
from wholefile.reading.kinds.dates import Dated, first_date
from wholefile.reading.kinds.lines import LOOKED_AT, Line
from wholefile.reading.parts import Part
from wholefile.reading.spans import Span

_FIELD = re.compile(
    r"\*{0,2}(?P<name>From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Sender|Importance|Attachments?|"
    r"Message-ID|In-Reply-To|"
    r"References|Received|Return-Path|MIME-Version|Content-[A-Za-z-]+|X-[A-Za-z-]+|Delivered-To|"
    r"Priority|Re)\s?:"
    r"\*{0,2}(?:\s+|$)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_WROTE = re.compile(
    r"(?P<name>[^\W\d_][\w.'’-]*(?:[ \t]+[^\W\d_][\w.'’-]*){0,4})?[\"”]?\s*"
    r"(?:[<(\[]\s*(?:mailto:)?(?P<address>[^\s<>()\[\]]{1,120})[>)\]])?\s+wrote:$"
)
_BEFORE_NAME = re.compile(r"(?:(?:AM|PM|am|pm|UTC|GMT|[A-Z]{2,3}T|at|on|von|,)\s+)+")
_ON = re.compile(r"[>\s]*On\b")
_FORWARDED = re.compile(
    r"-{2,}\s*(?:original message|forwarded message|forwarded by .{0,80}|weitergeleitete nachricht)\s*-{2,}$|"
    r"begin forwarded message:$|_{20,}$",
    re.IGNORECASE,
)
_SENDER = re.compile(
    r"[\"“]?(?P<name>[^\"“”<\[(]{1,100}?)[\"”]?\s*(?:[<\[(]\s*(?:mailto:)?[^\s<>]{1,120}[>\])])?$"
)
_SIGNS = re.compile(
    r"--\s*$|sent from my .{1,40}$|get outlook for .{1,20}$|"
    r"(?:(?:best|kind|warm) regards|regards|best wishes|best|sincerely|yours (?:truly|sincerely|"
    r"faithfully)|respectfully|"
    r"cheers|many thanks|thanks|thank you),$",
    re.IGNORECASE,
)
# How many lines after a closing formula belong to the signature.
_SIGNATURE = 8
_DEEPEST = 40
_SMALL = frozenset("de la del van von der den di da bin al".split())
_NO_NAMES = frozenset("He She They It We You I In The A An This That".split())


def parts(text: str, lines: list[Line]) -> tuple[Part, ...]:
    """Headers, paragraphs, quoted and forwarded paragraphs of an e-mail, in order."""
    return _Reader(text).read(lines)


def days(text: str, lines: list[Line]) -> list[Dated]:
    """The day of the message itself: the Date or Sent line of its first head. Those of what it quotes do not count."""
    inside = False
    for line in lines[:200]:
        field = field_in(line, text)
        if field in {"date", "sent"}:
            told = first_date(text, line.first, min(line.last, line.first + LOOKED_AT), "e-mail date")
            return [told] if told else []
        if inside and not field and (line.above > 1 or line.indent == 0):
            return []
        inside = inside or bool(field)
    return []


def field_in(line: Line, text: str) -> str:
    """The name of the header that a line begins with, in lower case, or empty."""
    match = _FIELD.match(text, line.first, min(line.last, line.first + 60))
    return match["name"].lower() if match else ""


def wrote(line: Line, text: str) -> bool:
    """Whether a line ends as the sentence above quoted words does."""
    return text[max(line.first, line.last - 6) : line.last] == "wrote:"


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.out = Assembler(text)
        # Who wrote the words at each depth of quotation.
        self.writers: list[Speaker] = [NOBODY]
        self.in_head = False
        self.depth = 0
        self.signing = 0
        self.gap = 0

    def read(self, lines: list[Line]) -> tuple[Part, ...]:
        introduced = _introductions(lines, self.text)
        for at, line in enumerate(lines):
            depth, words = self._depth(line)
            field = self._field(line, words)
            if at in introduced:
                if introduced[at] is not None:
                    self._introduce(line, depth, words, introduced[at])
                else:
                    self.out.go_on(line, mark_ends=words)
            elif _FORWARDED.match(self.text, words, min(line.last, words + 120)):
                self.out.begin(line, "header", "forwarded", mark_ends=line.end)
                self.in_head, self.signing, self.depth, self.gap = True, 0, depth, 0
            elif field and (self._in_head(line) or at == 0 or self._head_begins(lines, at)):
                self._header(line, field, depth)
            elif self.in_head and line.above == 1 and line.indent and self.out.kind == "header":
                self.out.go_on(line)
            elif words >= line.last:
                self.out.wait(line)
            else:
                self._words(line, depth, words)
        return self.out.done()

    def _depth(self, line: Line) -> tuple[int, int]:
        """How deep a line is quoted, and where its words begin."""
        match = _QUOTED.match(self.text, line.first, min(line.last, line.first + LOOKED_AT))
        return (match[0].count(">"), match.end()) if match else (0, line.first)

    def _field(self, line: Line, words: int) -> re.Match[str] | None:
        return _FIELD.match(self.text, words, min(line.last, words + 60))

    def _in_head(self, line: Line) -> bool:
        """Whether the head goes on: a wider gap than between its first lines ends it."""
        if self.in_head and self.gap and line.above > self.gap:
            self.in_head = False
        return self.in_head

    def _head_begins(self, lines: list[Line], at: int) -> bool:
        """Whether this From line and one of the next three are headers: a head copied into the message."""
        first = self._field(lines[at], self._depth(lines[at])[1])
        if first is None or first["name"].lower() != "from":
            return False
        near = [self._field(one, self._depth(one)[1]) for one in lines[at + 1 : at + 4]]
        return sum(one is not None for one in near) >= 2 or (len(near) >= 1 and near[0] is not None)

    def _header(self, line: Line, field: re.Match[str], depth: int) -> None:
        name = field["name"]
        # The first gap inside of a head is the usual one; what is above the head does not count.
        self.gap = 0 if not self.in_head or self.out.kind != "header" else self.gap or line.above
        self.out.begin(line, "header", name, mark_ends=field.end())
        self.in_head, self.signing, self.depth = True, 0, depth
        if name.lower() == "from":
            self._writes(depth, sender(self.text, field.end(), line.last))

    def _introduce(self, line: Line, depth: int, words: int, who: Speaker | None) -> None:
        """`On … wrote:` tells who wrote the words one deeper; it is written by the writer's program."""
        self.out.begin(line, "header", "wrote", mark_ends=words)
        self._writes(depth + 1, who or NOBODY)
        self.in_head, self.signing, self.depth = False, 0, -1

    def _writes(self, depth: int, who: Speaker) -> None:
        depth = min(depth, _DEEPEST)
        del self.writers[depth:]
        self.writers += [NOBODY] * (depth - len(self.writers))
        self.writers.append(who)

    def _words(self, line: Line, depth: int, words: int) -> None:
        self.in_head = False
        who = self.writers[depth] if depth < len(self.writers) else NOBODY
        signs = _SIGNS.match(self.text, words, min(line.last, words + 60)) is not None
        if signs and not self.signing:
            self.signing = _SIGNATURE
            self.out.begin(line, "field", "signature", who, mark_ends=words)
        elif depth != self.depth or self.out.kind in {"header", ""}:
            self.signing = 0
            self.out.begin(line, "paragraph", "quoted" if depth else "", who, mark_ends=words)
        elif self.signing > 1:
            self.signing -= 1
            self.out.go_on(line, mark_ends=words)
        elif line.above > 1 or self.out.kind == "field" or self.out.waits:
            self.out.begin(line, "paragraph", "quoted" if depth else "", who, mark_ends=words)
        else:
            self.out.go_on(line, mark_ends=words)
        self.depth = depth


def sender(text: str, first: int, last: int) -> Speaker:
    """The name in a From line, or the address when there is no name."""
    words = text[first : min(last, first + LOOKED_AT)].rstrip()
    match = _SENDER.match(words)
    if match is None or not match["name"].strip():
        words = words.strip("<>")
        return Speaker(words, Span(first, first + len(words))) if words else NOBODY
    begin, name = first + match.start("name"), match["name"].rstrip(" '\t")
    begin += len(name) - len(name.lstrip(" '\t"))
    name = name.lstrip(" '\t")
    return Speaker(name, Span(begin, begin + len(name))) if name else NOBODY


def _introductions(lines: list[Line], text: str) -> dict[int, Speaker | None]:
    """The lines of every `On … wrote:`, which is often wrapped: who is named, by the first line; None for the rest.

    People also write that somebody wrote something: without quoted words below, it must name somebody as programs do.
    """
    found: dict[int, Speaker | None] = {}
    for at, line in enumerate(lines):
        if not wrote(line, text):
            continue
        first = at
        for back in range(at, max(-1, at - 3), -1):
            if _ON.match(lines[back].whole(text)):
                first = back
                break
            if lines[back].above > 1:
                break
        who = _writer(text, max(lines[first].start, line.last - LOOKED_AT), line.last)
        begins = _ON.match(lines[first].whole(text)) is not None
        quotes = at + 1 < len(lines) and _QUOTED.match(lines[at + 1].whole(text)) is not None
        if (begins and (who.name or quotes)) or (who.name and first == at and _alone(line, text, who)):
            found[first] = who
            found |= dict.fromkeys(range(first + 1, at + 1))
    return found


def _writer(text: str, first: int, last: int) -> Speaker:
    words = text[first:last]
    for match in _WROTE.finditer(words):
        name = match["name"] or ""
        begin = match.start("name") if name else 0
        before = _BEFORE_NAME.match(name + " ")
        if before:
            begin, name = begin + before.end(), name[before.end() :]
        if name and _is_name(name):
            return Speaker(" ".join(name.split()), Span(first + begin, first + begin + len(name)))
        if match["address"]:
            return Speaker(
                match["address"], Span(first + match.start("address"), first + match.end("address"))
            )
    return NOBODY


def _alone(line: Line, text: str, who: Speaker) -> bool:
    """Whether the line is nothing but a name of two words or more, or a name with an address."""
    if who.span is None:
        return False
    before = text[line.start : who.span.start].strip('> \t"“')
    after = text[who.span.end : line.last]
    return not before and (" " in who.name or "@" in after)


def _is_name(words: str) -> bool:
    """Whether words are written as names are: each with a capital, but for the small ones inside."""
    told = words.split()
    return (
        told[0] not in _NO_NAMES
        and all(one[0].isupper() or one in _SMALL for one in told)
        and told[-1][0].isupper()
    )
