"""A storage taken out of a compound file, as a compound file of its own (MS-CFB 3).

An embedded document has no bytes of its own: its streams lie scattered in the file that holds it. Written out here
always in the same way, so that equal storages give equal files; every stream is byte for byte.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _DIFAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class _Entry:
    name: str
    sort: int
    content: bytes = b""
    clsid: bytes = bytes(16)
    children: dict[str, _Entry] = field(default_factory=dict)
    number: int = 0
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    first: int = _END


def rebuilt(
    streams: Mapping[tuple[str, ...], bytes], clsids: Mapping[tuple[str, ...], bytes] | None = None
) -> bytes:
    """A compound file with these streams under these paths; `clsids` are the classes of its storages, () the root's."""
    classes = clsids or {}
    root = _Entry("Root Entry", _ROOT, clsid=classes.get((), bytes(16)))
    for path in sorted(streams):
        at = root
        for depth, name in enumerate(path[:-1], 1):
            at = at.children.setdefault(
                name, _Entry(name, _STORAGE, clsid=classes.get(path[:depth], bytes(16)))
            )
        at.children[path[-1]] = _Entry(path[-1], _STREAM, streams[path])
    return _file(_numbered(root))


def _numbered(root: _Entry) -> list[_Entry]:
    """All entries, each with its place in the directory and its neighbours in the tree of names."""
    entries, open_ = [root], [root]
    while open_:
        at = open_.pop()
        ordered = sorted(at.children.values(), key=lambda one: (len(one.name), one.name.upper()))
        for one in ordered:
            one.number = len(entries)
            entries.append(one)
        at.child = _balanced(ordered)
        open_ += [one for one in ordered if one.sort == _STORAGE]
    return entries


def _balanced(ordered: Sequence[_Entry]) -> int:
    if not ordered:
        return _NONE
    middle = len(ordered) // 2
    top = ordered[middle]
    top.left, top.right = _balanced(ordered[:middle]), _balanced(ordered[middle + 1 :])
    return top.number


def _file(entries: list[_Entry]) -> bytes:
    sectors = bytearray()
    table: list[int] = []

    def add(content: bytes) -> int:
        if not content:
            return _END
        first, count = len(table), -(-len(content) // _SECTOR)
        table.extend([*range(first + 1, first + count), _END])
        sectors.extend(content.ljust(count * _SECTOR, b"\0"))
        return first

    mini = bytearray()
    mini_table: list[int] = []
    for one in entries[1:]:
        if one.sort == _STREAM and len(one.content) >= _CUTOFF:
            one.first = add(one.content)
        elif one.sort == _STREAM and one.content:
            one.first, count = len(mini_table), -(-len(one.content) // _MINI)
            mini_table.extend([*range(one.first + 1, one.first + count), _END])
            mini.extend(one.content.ljust(count * _MINI, b"\0"))
    root = entries[0]
    root.content = bytes(mini)
    root.first = add(root.content)
    mini_first = add(_numbers(mini_table))
    mini_count = -(-4 * len(mini_table) // _SECTOR)
    directory = b"".join(_record(one) for one in entries)
    directory_first = add(directory + _record(None) * (-len(entries) % 4))
    return _with_table(sectors, table, directory_first, (mini_first, mini_count))


def _with_table(sectors: bytearray, table: list[int], directory: int, mini: tuple[int, int]) -> bytes:
    """Header, sectors and the table that chains them, which counts itself."""
    tables, lists = 1, 0
    while True:
        need = -(-(len(table) + tables + lists) // (_SECTOR // 4))
        need_lists = -(-max(0, need - 109) // 127)
        if (need, need_lists) == (tables, lists):
            break
        tables, lists = need, need_lists
    first_table = len(table)
    places = list(range(first_table, first_table + tables))
    whole = _numbers([*table, *[_FAT] * tables, *[_DIFAT] * lists])
    whole = whole.ljust(tables * _SECTOR, b"\xff")
    further = b""
    for at in range(lists):
        part = places[109 + 127 * at : 109 + 127 * (at + 1)]
        part += [_FREE] * (127 - len(part))
        following = first_table + tables + at + 1 if at + 1 < lists else _END
        further += struct.pack("<128I", *part, following)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, _CUTOFF,
        mini[0], mini[1], first_table + tables if lists else _END, lists, *places[:1],
    )  # fmt: skip
    rest = [*places[1:109], *[_FREE] * (109 - min(109, len(places)))]
    return header + struct.pack("<108I", *rest) + bytes(sectors) + whole + further


def _record(one: _Entry | None) -> bytes:
    """A directory entry of 128 bytes; None is one that is not used."""
    if one is None:
        return struct.pack("<64xHBBIII16x4xQQIQ", 0, 0, 0, _NONE, _NONE, _NONE, 0, 0, 0, 0)
    name = one.name.encode("utf-16-le", "replace")[:62]
    return struct.pack(
        "<64sHBBIII16s4xQQIQ",
        name, len(name) + 2, one.sort, 1, one.left, one.right, one.child, one.clsid, 0, 0,
        one.first if one.sort != _STORAGE else 0, len(one.content),
    )  # fmt: skip


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)
