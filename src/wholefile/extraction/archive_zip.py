"""ZIP archives, read twice: as the directory at their end lists them, and as the headers before the members do.

Programs differ in which of the two they believe, so that one file can show one thing to one party and another to the
other. Members are taken as the directory lists them; what stands only before the members is taken too; where both
differ, that is flagged. Bytes that belong to no member are flagged with where they lie.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import Any, BinaryIO

from wholefile.extraction.archive_blocks import Broken
from wholefile.extraction.archive_members import Members, shown, target_of
from wholefile.extraction.archive_zip_content import OWN, Content, NoPassword, NoTool, by_library
from wholefile.extraction.archive_zip_facts import facts_of, kind_of
from wholefile.extraction.archive_zip_headers import (
    ENCRYPTED,
    END,
    LENGTH_AFTER,
    MASKED,
    STRONG,
    BrokenDirectory,
    End,
    Header,
    directory,
    find_end,
    local,
)
from wholefile.extraction.archive_zip_layout import Span, gaps, hidden_in, overlapping
from wholefile.extraction.contract import DAMAGED, PARTIAL
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_BY_DIRECTORY = "zip directory"
_BY_HEADERS = "zip local headers"


def read(source: Source, out: Output) -> None:
    """The members of a ZIP archive."""
    with source.open() as stream:
        _Zip(source, out, stream).read()


class _Zip:
    def __init__(self, source: Source, out: Output, stream: BinaryIO) -> None:
        self.source, self.out, self.stream = source, out, stream
        self.members = Members(out)
        self.most = source.job.limits.ceiling(source.size)
        self._taken: dict[tuple[int, int, int], bytes] = {}

    def read(self) -> None:
        end = find_end(self.stream, self.source.size)
        try:
            if end is None:
                self.out.trouble(DAMAGED, "It has no directory; its members are read from their own headers.")
                self._hidden(0, self.source.size, expected=True)
            else:
                self._listed(end)
        finally:
            self.members.close()

    def _listed(self, end: End) -> None:
        self._around(end)
        headers, broken = self._directory(end)
        found = [local(self.stream, one.offset) for one in headers]
        spans = [
            Span(two.offset, two.data + one.packed, bool(one.flags & LENGTH_AFTER))
            for one, two in zip(headers, found, strict=True)
            if two is not None
        ]
        if crossing := overlapping(spans):
            self.members.flag(
                "overlapping entries",
                f"{crossing:,} of its members lie in the bytes of others.",
                count=crossing,
            )
        for one, two in zip(headers, found, strict=True):
            self._member(one, two)
        if len(headers) <= self.source.job.limits.members:
            for start, stop in gaps(spans, end.start):
                self._gap(start, stop, expected=broken)

    def _directory(self, end: End) -> tuple[list[Header], bool]:
        """What the directory lists, at most one more than may leave; and whether it is broken."""
        headers: list[Header] = []
        most = self.source.job.limits.members
        with suppress(BrokenDirectory):
            headers.extend(islice(directory(self.stream, end), most + 1))
        whole = len(headers) == end.count or len(headers) > most
        if not whole:
            self.out.trouble(
                DAMAGED,
                f"Its directory should list {end.count:,} members, and {len(headers):,} can be read in it.",
            )
        return headers, not whole

    def _around(self, end: End) -> None:
        self.out.fact("comment", end.comment.decode("utf-8", "backslashreplace"))
        self.out.fact("entries", end.count)
        if END in end.comment:
            self.members.flag("readers disagree", "Its comment holds the end of another directory.")
        if end.after < self.source.size:
            words = f"{self.source.size - end.after:,} bytes follow the end of the archive."
            self.members.flag("data after the end", words, byte=end.after)
        if end.record > end.start + end.size:
            words = f"{end.record - end.start - end.size:,} bytes lie behind its directory."
            self.members.flag("data between members", words, byte=end.start + end.size)
        if end.disks > 1:
            self.out.trouble(PARTIAL, f"It is the last of {end.disks:,} parts; the others are not at hand.")

    def _member(self, one: Header, two: Header | None) -> None:
        """A member as the directory lists it; `two` is the header before its bytes."""
        facts = facts_of(one, two)
        if two is None:
            self._compare(one, two)
            self.members.unreadable(
                one.name, _BY_DIRECTORY, facts, "there is no member where the directory says", DAMAGED
            )
            return
        where = (two.offset, one.packed, one.method)
        if where in self._taken:
            facts["link"] = "same bytes"
            self.members.listed(one.name, "link", _BY_DIRECTORY, facts, self._taken[where])
            return
        self._taken[where] = one.name
        self._bytes(one._replace(data=two.data), facts, _BY_DIRECTORY)
        self._compare(one, two)

    def _compare(self, one: Header, two: Header | None) -> None:
        """Directory and header against each other, and the member of the header where it is another one."""
        if two is None:
            self.members.flag("readers disagree", f"{shown(one.name)} stands in the directory alone.")
            return
        differs = [
            word
            for word, first, second in (
                ("name", one.name, two.name),
                ("compression", one.method, two.method),
                ("encryption", one.flags & ENCRYPTED, two.flags & ENCRYPTED),
            )
            if first != second
        ]
        if not (one.flags | two.flags) & (LENGTH_AFTER | MASKED):
            lengths = (
                ("size", one.size, two.size),
                ("packed size", one.packed, two.packed),
                ("CRC-32", one.crc, two.crc),
            )
            differs += [word for word, first, second in lengths if first != second]
        if not differs or one.flags & MASKED:
            return
        words = f"{shown(one.name)} differs between directory and header: {', '.join(differs)}."
        self.members.flag("readers disagree", words, differs=differs)
        if {"compression", "packed size"} & set(differs):
            self._bytes(two, {**facts_of(two), "seen by": _BY_HEADERS}, _BY_HEADERS)
        elif "name" in differs:
            facts = {**facts_of(two), "seen by": _BY_HEADERS, "link": "same bytes"}
            self.members.listed(two.name, "link", _BY_HEADERS, facts, one.name)

    def _bytes(self, header: Header, facts: dict[str, Any], method: str) -> None:
        """A member with its bytes, by whatever opens them."""
        kind = kind_of(header)
        if kind in ("folder", "device"):
            self.members.listed(header.name, kind, method, facts)
            return
        if header.flags & (STRONG | MASKED):
            self.members.locked(
                header.name, method, facts, "it is encrypted in a way that nothing here opens"
            )
            return
        try:
            content = self._content(header)
            if kind == "link":
                self.members.listed(
                    header.name, kind, method, {**facts, "link": "symbolic"}, target_of(content)
                )
            else:
                self.members.file(header.name, content, method, facts)
        except NoPassword as locked:
            self.members.locked(header.name, method, facts, str(locked))
        except NoTool as reason:
            self.members.unreadable(header.name, method, facts, str(reason))
        except Broken as broken:
            self.members.unreadable(header.name, method, facts, str(broken), DAMAGED)

    def _content(self, header: Header) -> Any:
        if header.method in OWN and not header.flags & ENCRYPTED:
            return iter(Content(self.stream, header))
        return by_library(self.stream, header, header.offset, self.source.password, self.most)

    def _gap(self, start: int, stop: int, *, expected: bool) -> None:
        """Bytes before the directory that belong to none of its members."""
        if self._hidden(start, stop, expected=expected):
            return
        code = "data before the first header" if not start else "data between members"
        self.members.flag(
            code, f"{stop - start:,} bytes from byte {start:,} on belong to no member.", byte=start
        )

    def _hidden(self, start: int, stop: int, *, expected: bool) -> bool:
        """Members that only the headers before them show; `expected` where the directory is known to lack some."""
        found = False
        for hidden in hidden_in(self.stream, start, stop):
            if hidden.skipped and not found:
                code = "data before the first header" if not start else "data between members"
                words = f"{hidden.skipped:,} bytes from byte {start:,} on belong to no member."
                self.members.flag(code, words, byte=start)
            found = True
            if not expected:
                words = f"{shown(hidden.header.name)} stands in no directory: some programs show it, others do not."
                self.members.flag("readers disagree", words, byte=hidden.header.offset)
            self._hidden_member(hidden.header, hidden.content)
        return found

    def _hidden_member(self, header: Header, content: Content | None) -> None:
        facts = {**facts_of(header), "seen by": _BY_HEADERS}
        if content is None:
            self._bytes(header, facts, _BY_HEADERS)
            return
        for name in ("crc32", "size", "compressed_size"):
            facts.pop(name)
        if header.flags & ENCRYPTED or header.method not in OWN:
            words = "its length is not stated anywhere"
            self.members.unreadable(header.name, _BY_HEADERS, facts, words, DAMAGED)
            return
        self.members.file(header.name, iter(content), _BY_HEADERS, facts)
