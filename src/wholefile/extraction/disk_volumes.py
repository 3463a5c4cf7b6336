"""What a disk is divided into, and the file system on each part, by the Sleuth Kit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wholefile.extraction.contract import LOCKED, PARTIAL, UNSUPPORTED, Trouble
from wholefile.extraction.disk_files import FAULTS, Room, Walk, name_of
from wholefile.extraction.disk_media import Media
from wholefile.extraction.output import Output

_ENCRYPTED = ((3, b"-FVE-FS-", "BitLocker"), (0, b"LUKS\xba\xbe", "LUKS"))
_MOST_PARTS = 1_000


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    start: int
    size: int
    described: str


def read_volumes(media: Media, out: Output, room: Room, in_time: Callable[[], bool]) -> None:
    """The partitions of a disk as facts, and the files of each. Raises Trouble, LimitReached."""
    try:
        import pytsk3  # noqa: PLC0415
    except ImportError as error:
        raise Trouble(UNSUPPORTED, "The Sleuth Kit is not installed here.") from error
    image = _image(pytsk3, media)
    parts = _parts(pytsk3, image, out)
    systems: list[tuple[_Part, Any]] = []
    failed: list[tuple[_Part, str]] = []
    for part in parts:
        system, why = _system(pytsk3, image, part.start)
        if system is None:
            failed.append((part, why))
        else:
            systems.append((part, system))
    if not systems:
        whole = _Part("", 0, media.size, "")
        system, why = _system(pytsk3, image, 0)
        if system is not None:  # a boot sector that looks like a partition table, or no table at all
            systems, failed = [(whole, system)], []
        elif not parts:
            failed = [(whole, why)]
    _say(pytsk3, out, parts, systems)
    for part, why in failed:
        _unread(media, out, part, why)
    for part, system in systems:
        Walk(pytsk3, system, out, f"{part.name}/".encode() if part.name else b"", room).read(in_time)


def _image(tsk: Any, media: Media) -> Any:
    class Image(tsk.Img_Info):  # type: ignore[misc]
        """The media as the Sleuth Kit reads it."""

        def __init__(self) -> None:
            super().__init__(url="", type=tsk.TSK_IMG_TYPE_EXTERNAL)

        def close(self) -> None:
            """Nothing: whoever opened the media closes it."""

        def read(self, offset: int, size: int) -> bytes:
            return media.readable_at(offset, size)

        def get_size(self) -> int:
            return media.size

    return Image()


def _parts(tsk: Any, image: Any, out: Output) -> list[_Part]:
    """The partitions in use; the table is said as facts, with how many bytes belong to none."""
    try:
        table = tsk.Volume_Info(image)
    except FAULTS:
        return []
    sector = int(table.info.block_size)
    parts: list[_Part] = []
    unallocated = 0
    for one in table:
        flags = int(one.flags)
        start, size = int(one.start) * sector, int(one.len) * sector
        if flags & tsk.TSK_VS_PART_FLAG_UNALLOC:
            unallocated += size
        elif flags & tsk.TSK_VS_PART_FLAG_ALLOC and len(parts) < _MOST_PARTS:
            words = (one.desc or b"").decode("utf-8", "backslashreplace")
            parts.append(_Part(f"p{len(parts) + 1}", start, size, words))
    out.fact("partition_table", _table(tsk, int(table.info.vstype)))
    out.fact("sector_size", sector)
    out.fact("unallocated_bytes", unallocated)
    return parts


def _table(tsk: Any, kind: int) -> str:
    for name in ("DOS", "GPT", "BSD", "SUN", "MAC"):
        if kind == int(getattr(tsk, f"TSK_VS_TYPE_{name}")):
            return name
    return str(kind)


def _system(tsk: Any, image: Any, start: int) -> tuple[Any, str]:
    try:
        return tsk.FS_Info(image, offset=start), ""
    except FAULTS as error:
        return None, str(error)


def _say(tsk: Any, out: Output, parts: list[_Part], systems: list[tuple[_Part, Any]]) -> None:
    kinds = {part.name: name_of(tsk, int(system.info.ftype)) for part, system in systems}
    told = [
        {"name": part.name, "start": part.start, "size": part.size, "description": part.described}
        | ({"file_system": kinds[part.name]} if part.name in kinds else {})
        for part in parts
    ]
    out.fact("partitions", told)
    out.fact("file_system", kinds.get(""))


def _unread(media: Media, out: Output, part: _Part, why: str) -> None:
    what = f"The partition {part.name} ({part.described})" if part.name else "The disk"
    try:
        head = media.read_at(part.start, 512)
    except OSError:
        head = b""
    for offset, mark, name in _ENCRYPTED:
        if head.startswith(mark, offset):
            out.fact("encrypted", name)
            out.trouble(LOCKED, f"{what} is encrypted ({name}), and nothing here opens it.")
            return
    if "encrypt" in why.lower():
        out.trouble(LOCKED, f"{what} seems to be encrypted, and nothing here opens it.")
    elif not any(head) and not part.name:
        out.trouble(PARTIAL, "Neither partitions nor a file system are recognised on the disk.")
    else:
        out.trouble(PARTIAL, f"{what} holds no file system that is recognised.")
