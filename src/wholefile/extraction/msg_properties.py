"""The storages of an MSG file as items ([MS-OXMSG] section 2): properties, recipients, attachments, messages inside.

Fixed-size properties stand in the stream `__properties_version1.0`, all others in a stream of their own. Messages
inside messages are followed to a depth; deeper ones are attachments that cannot be read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple

import olefile

from wholefile.extraction import mail_mapi as mapi
from wholefile.extraction.mail_mapi import Attachment, Item, Properties, Value
from wholefile.extraction.ole_container import longest

DEEPEST = 20
_ENTRY = struct.Struct("<II8s")
_TOP, _INSIDE, _OTHER = 32, 24, 8  # bytes before the entries (section 2.4.1)
_FIXED = frozenset((0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x000A, 0x000B, 0x0014, 0x0040))
_LARGEST = 256 << 20
_MOST = 50_000
_PREFIX = "__substg1.0_"
_KNOWN = (
    _PREFIX,
    "__properties_version1.0",
    "__recip_version1.0_",
    "__attach_version1.0_",
    "__nameid_version1.0",
    "\x05",
)


class Tree:
    """The storages of a compound file by their place, read once."""

    def __init__(self, ole: olefile.OleFileIO) -> None:
        self.ole = ole
        self.most = min(_LARGEST, longest(ole.fp.seek(0, io.SEEK_END)))
        self.children: dict[tuple[str, ...], list[str]] = {}
        for path in ole.listdir(streams=True, storages=True):
            self.children.setdefault(tuple(path[:-1]), []).append(path[-1])

    def named(self, place: tuple[str, ...], prefix: str) -> list[str]:
        """The names in a storage that begin so, in order."""
        return sorted(one for one in self.children.get(place, ()) if one.lower().startswith(prefix))

    def bytes_of(self, place: tuple[str, ...]) -> bytes | None:
        """The bytes of a stream, or None where there is none or it is too large. Raises OSError."""
        path = list(place)
        if self.ole.get_type(path) != olefile.STGTY_STREAM or self.ole.get_size(path) > self.most:
            return None
        try:
            found: bytes = self.ole.openstream(path).read()
        except (ValueError, AttributeError) as error:  # a table of blocks that is cut
            raise OSError(str(error)) from error
        return found


class Named(NamedTuple):
    """A property with a name of its own: its number in this file, and the name."""

    number: int
    name: str


def item_of(tree: Tree, place: tuple[str, ...] = (), depth: int = 0, charset: str | None = None) -> Item:
    """The item in a storage; strings of 8 bits are in the charset it names, or in that of the message around it."""
    values, notes = _values(tree, place, _INSIDE if place else _TOP, skip=())
    charset = mapi.charset_of(values) or charset
    item = Item(Properties(values, charset), notes=notes)
    for name in tree.named(place, "__recip_version1.0_"):
        found, troubles = _values(tree, (*place, name), _OTHER, skip=())
        item.recipients.append(Properties(found, charset))
        item.notes += troubles
    attached = tree.named(place, "__attach_version1.0_")
    for storage in attached:
        item.attachments += _attachments(tree, (*place, storage), depth, charset)
    item.notes += _missing(tree, place, len(item.recipients), len(attached))
    return item


def _missing(tree: Tree, place: tuple[str, ...], recipients: int, attachments: int) -> Iterator[str]:
    """What the table of properties counts and the storage does not hold, and what nothing accounts for."""
    head = (tree.bytes_of((*place, "__properties_version1.0")) or b"")[:_INSIDE]
    if len(head) == _INSIDE:
        told = dict(zip(("recipients", "attachments"), struct.unpack_from("<II", head, 16), strict=True))
        for name, there in (("recipients", recipients), ("attachments", attachments)):
            if told[name] > there:
                yield f"{told[name]:,} {name} are counted, and {there:,} are there"
    strange = [one for one in tree.children.get(place, ()) if not one.lower().startswith(_KNOWN)]
    if strange:
        yield f"streams of unknown use are there: {', '.join(strange)[:200]}"


def named_properties(tree: Tree) -> list[Named]:
    """The properties that have names ([MS-OXMSG] section 2.2.3); those with numbers only are left out."""
    base = ("__nameid_version1.0",)
    entries = tree.bytes_of((*base, "__substg1.0_00030102")) or b""
    strings = tree.bytes_of((*base, "__substg1.0_00040102")) or b""
    found = []
    for at in range(0, min(len(entries), 8 * _MOST) - 7, 8):
        offset, told = struct.unpack_from("<II", entries, at)
        if told & 1 and offset + 4 <= len(strings):
            length = int.from_bytes(strings[offset : offset + 4], "little")
            name = strings[offset + 4 : offset + 4 + min(length, 512)].decode("utf-16-le", "replace")
            found.append(Named(0x8000 + (told >> 16), name))
    return found


def _values(
    tree: Tree, place: tuple[str, ...], head: int, skip: tuple[int, ...]
) -> tuple[dict[int, Value], list[str]]:
    """The properties of a storage, and what was wrong with them."""
    values: dict[int, Value] = {}
    notes: list[str] = []
    table = tree.bytes_of((*place, "__properties_version1.0"))
    if table is None:
        notes.append(f"{'/'.join(place) or 'the message'} has no table of properties")
    for at in range(head, min(len(table or b""), head + _ENTRY.size * _MOST) - _ENTRY.size + 1, _ENTRY.size):
        tag, _, raw = _ENTRY.unpack_from(table or b"", at)
        if tag & 0xFFFF in _FIXED:
            values.setdefault(tag >> 16, Value(tag & 0xFFFF, raw))
    for name in tree.named(place, _PREFIX):
        try:
            tag = int(name[len(_PREFIX) : len(_PREFIX) + 8], 16)
        except ValueError:
            continue
        if tag >> 16 in skip or len(name) > len(_PREFIX) + 8:
            continue
        raw = tree.bytes_of((*place, name))
        if raw is not None:
            values.setdefault(tag >> 16, Value(tag & 0xFFFF, raw))
        elif tree.ole.get_type([*place, name]) == olefile.STGTY_STREAM:
            notes.append(f"the property {tag >> 16:04X} is longer than {tree.most >> 20} MiB")
    return values, notes


def _attachments(tree: Tree, place: tuple[str, ...], depth: int, charset: str | None) -> list[Attachment]:
    """An attachment; an OLE object gives one for each of its streams."""
    values, _ = _values(tree, place, _OTHER, skip=(mapi.ATTACH_DATA,))
    one = Attachment(Properties(values, charset))
    stream, storage = (*place, f"{_PREFIX}37010102"), (*place, f"{_PREFIX}3701000D")
    if tree.ole.get_type(list(stream)) == olefile.STGTY_STREAM:
        path = list(stream)
        one.size = tree.ole.get_size(path)
        one.content = lambda: _blocks(tree.ole, path)
    elif tree.ole.get_type(list(storage)) != olefile.STGTY_STORAGE:
        reference = one.facts().get("reference")
        one.reason = f"it lies elsewhere: {reference}" if reference else "the message holds no bytes of it"
    elif one.method != mapi.EMBEDDED:
        return list(_ole_streams(tree, storage, one)) or [one]
    elif depth >= DEEPEST:
        one.reason = "it is nested too deep"
    else:
        one.item = item_of(tree, storage, depth + 1, charset)
    return [one]


def _ole_streams(tree: Tree, storage: tuple[str, ...], one: Attachment) -> Iterator[Attachment]:
    waiting = [storage]
    while waiting:
        place = waiting.pop(0)
        for name in tree.children.get(place, ()):
            path = (*place, name)
            if tree.ole.get_type(list(path)) == olefile.STGTY_STORAGE:
                waiting.append(path)
                continue
            inside = "/".join(path[len(storage) :])
            label = Value(mapi.UNICODE, f"{one.name or 'object'}/{inside}".encode("utf-16-le"))
            told = Properties({**one.properties.values, mapi.ATTACH_LONG_NAME: label}, one.properties.charset)
            size = tree.ole.get_size(list(path))
            yield Attachment(told, _reading(tree.ole, list(path)), None, "", size)


def _reading(ole: olefile.OleFileIO, path: list[str]) -> Any:
    return lambda: _blocks(ole, path)


def _blocks(ole: olefile.OleFileIO, path: list[str]) -> Iterator[bytes]:
    with ole.openstream(path) as stream:
        while block := stream.read(1 << 20):
            yield block
