"""The package of an Office document (ECMA-376 part 2): parts, their types, and how they relate.

What is read from it is counted as it is unpacked, never by what the ZIP says of itself, and stops at a budget.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, NamedTuple
from urllib.parse import unquote

from wholefile.extraction.contract import DAMAGED, GIB, LOCKED, MIB, PARTIAL, TRUNCATED, LimitReached, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source
from wholefile.extraction.xml_safe import START, Broken, Event, Unsafe, events

_OPEN = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
PREFIXES: Mapping[str, str] = {
    _OPEN + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _OPEN + "drawingml/2006/main": "a",
    _STRICT + "drawingml/main": "a",
    _OPEN + "presentationml/2006/main": "p",
    _STRICT + "presentationml/main": "p",
    _OPEN + "spreadsheetml/2006/main": "s",
    _STRICT + "spreadsheetml/main": "s",
    _OPEN + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _OPEN + "officeDocument/2006/math": "m",
    _OPEN + "drawingml/2006/chart": "c",
    _STRICT + "drawingml/chart": "c",
    _OPEN + "markup-compatibility/2006": "mc",
    _OPEN + "package/2006/metadata/core-properties": "cp",
    _OPEN + "officeDocument/2006/docPropsVTypes": "vt",
    "urn:schemas-microsoft-com:vml": "v",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    _MICROSOFT + "powerpoint/2018/8/main": "p188",
    _MICROSOFT + "spreadsheetml/2018/threadedcomments": "tc",
}
_BLOCK = 1 << 18
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # a method of compression that is not known
    KeyError,
    ValueError,  # a name that is no text
    OverflowError,
)
# Parts that hold words of their own: where one that is led to is not there, something was lost.
_NEEDED = frozenset({
    "worksheet", "sharedStrings", "slide", "notesSlide", "header", "footer", "footnotes", "endnotes", "comments",
})  # fmt: skip
_MOST_MISSING = 20
# What a package may unpack to and how many parts are looked at. They hang on the file alone and never on what is left
# of the budgets of its root: those are for members, and a document deep inside a container has its own words too.
_LEAST_BUDGET = 64 * MIB
_MOST_BUDGET = 20 * GIB
_MOST_PARTS = 100_000
_MOST_SALVAGED = 256 * MIB
_LOCAL = b"PK\x03\x04"


class Relation(NamedTuple):
    """How a part leads to another: the last word of the kind, the part's name or an address outside."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of a document. Raises Trouble where it is no ZIP from which anything can be had."""

    def __init__(self, source: Source, out: Output, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self._prefixes = prefixes
        self._out = out
        self._left = max(_LEAST_BUDGET, min(_MOST_BUDGET, source.job.limits.ratio * source.size))
        self._salvaged: dict[str, tuple[int, bytes]] = {}
        self._reading: list[IO[bytes]] = []
        self._whole: set[str] = (
            set()
        )  # parts that were unpacked to their end, and so agree with their checksums
        try:
            self._zip: zipfile.ZipFile | None = zipfile.ZipFile(source.path)
            self.names = list(dict.fromkeys(self._zip.namelist()))
            twice = len(self._zip.namelist()) - len(self.names)
            if twice:
                out.flag("parts twice", f"{twice} of its parts are there twice; the last of each was read.")
        except (zipfile.BadZipFile, RuntimeError, ValueError, struct.error, OSError) as error:
            self._zip = None
            self._salvaged = _left_over(source.read(_MOST_SALVAGED))
            self.names = list(self._salvaged)
            if not self.names:
                raise Trouble(DAMAGED, f"It is no ZIP that can be opened: {error}.") from error
            out.trouble(DAMAGED, "It lost its list of parts; what is left of it was read.")
        if len(self.names) > _MOST_PARTS:
            out.trouble(TRUNCATED, f"It has {len(self.names):,} parts; {_MOST_PARTS:,} were looked at.")
            del self.names[_MOST_PARTS:]
        self._known = {one.lower(): one for one in reversed(self.names)}
        self._relations: dict[str, dict[str, Relation]] = {}

    def close(self) -> None:
        """Let go of the file."""
        for stream in self._reading:
            stream.close()
        if self._zip is not None:
            self._zip.close()

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name.lower() in self._known

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part. Raises LimitReached at the end of the budget, Trouble where they cannot be had."""
        for block in self.content(name):
            self._left -= len(block)
            if self._left < 0:
                raise LimitReached("its parts unpack to more than the limit allows")
            yield block

    def content(self, name: str) -> Iterator[bytes]:
        """The bytes of a part for a member, whose budget is that of the output. Raises Trouble."""
        return self._unpacked(self._known.get(name.lower(), name))

    def events(self, name: str) -> Iterator[Event]:
        """What an XML part says, as far as it can be read; where it ends early, that is a trouble."""
        try:
            yield from events(self.blocks(name), self._prefixes)
        except Trouble as trouble:
            self._out.trouble(trouble.status, trouble.reason)
        except Unsafe as error:
            self._out.flag("entities", f"{name} declares XML entities, as attacks do.")
            self._out.trouble(PARTIAL, f"{name} was not read: {error}")
        except Broken as error:
            self._out.trouble(PARTIAL, f"{name} is no well-formed XML: {error}.")

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Where a part leads, by the ids it uses."""
        if name not in self._relations:
            folder, _, last = name.rpartition("/")
            told = f"{folder}/_rels/{last}.rels".lstrip("/")
            found: dict[str, Relation] = {}
            if self.has(told):
                for event in self.events(told):
                    if event.sort == START and event.name == "Relationship":
                        found[event.attributes.get("Id", "")] = _relation(folder, event.attributes)
            self._relations[name] = found
        return self._relations[name]

    def main(self, usual: str) -> str:
        """The name of the main part: what the package says, or where it usually lies; that it is lost is said."""
        for one in self.relations("").values():
            if one.kind == "officeDocument" and not one.external and self.has(one.target):
                return one.target
        self.need(usual)
        return usual

    def need(self, name: str) -> None:
        """Say that a part without which there is no document is not there."""
        if not self.has(name):
            self._out.trouble(DAMAGED, f"Its main part {name} is not there.")

    def check(self) -> None:
        """Unpack what no reader took, so that broken bytes are said wherever they are; and what is led to in vain.

        A part that is damaged may be the very one that would have led to the words: a list of types, a relation.
        """
        leads = {
            lead.target for found in self._relations.values() for lead in found.values()
            if lead.kind in _NEEDED and not lead.external and not self.has(lead.target)
        }  # fmt: skip
        for target in sorted(leads)[:_MOST_MISSING]:
            self._out.trouble(PARTIAL, f"The part {target[:200]} is not there, though another leads to it.")
        for name in self.names:
            if name not in self._whole and not name.endswith("/"):
                try:
                    for _block in self.blocks(name):
                        pass
                except Trouble as trouble:
                    self._out.trouble(trouble.status, trouble.reason)

    def _unpacked(self, name: str) -> Iterator[bytes]:
        if self._zip is None:
            method, packed = self._salvaged[name]
            yield from _inflated(packed) if method == zipfile.ZIP_DEFLATED else (packed,)
            return
        try:
            with self._zip.open(name) as stream:
                self._reading = [*(one for one in self._reading if not one.closed), stream]
                while block := stream.read(_BLOCK):
                    yield block
            self._whole.add(name)
        except _UNREADABLE as error:
            words = str(error).rstrip(".")
            raise Trouble(PARTIAL, f"{name} could not be unpacked: {words}.") from error
        except RuntimeError as error:  # zipfile's word for a part that needs a password
            raise Trouble(LOCKED, f"{name} is locked with a password.") from error


def _relation(folder: str, attributes: Mapping[str, str]) -> Relation:
    kind = attributes.get("Type", "").rpartition("/")[2]
    target = attributes.get("Target", "")
    if attributes.get("TargetMode", "").lower() == "external":
        return Relation(kind, target, external=True)
    target = unquote(target.partition("#")[0])
    path = target if target.startswith("/") else posixpath.join("/" + folder, target)
    return Relation(kind, posixpath.normpath(path).lstrip("/"), external=False)


def _left_over(data: bytes) -> dict[str, tuple[int, bytes]]:
    """The parts of a ZIP without a directory: method and packed bytes, from one local header to the next."""
    found: dict[str, tuple[int, bytes]] = {}
    at = data.find(_LOCAL)
    while at >= 0 and len(found) < 100_000:
        after = data.find(_LOCAL, at + 4)
        header = data[at : at + 30]
        if len(header) == 30:
            method, name_length, extra = struct.unpack("<8xH16xHH", header)
            start = at + 30 + name_length + extra
            name = data[at + 30 : at + 30 + name_length].decode("utf-8", "replace")
            whole = len(data) > start
            if name and whole and method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                found[name] = (method, data[start : after if after >= 0 else None])
        at = after
    return found


def _inflated(packed: bytes) -> Iterator[bytes]:
    machine = zlib.decompressobj(-15)
    while packed and not machine.eof:
        try:
            block = machine.decompress(packed, _BLOCK)
        except zlib.error:
            return
        packed = machine.unconsumed_tail
        if block:
            yield block
