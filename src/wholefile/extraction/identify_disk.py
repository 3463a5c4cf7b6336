"""Disk images by what stands in their first sectors: an optical disc, a partition table or a file system."""

from __future__ import annotations

import struct

from wholefile.extraction.signatures import Found, Sample

_DISK = Found("disk", "application/x-raw-disk-image")
_SECTOR = 512
_MARKS = (  # offset and mark of partition tables and file systems
    (3, b"NTFS    "),
    (3, b"EXFAT   "),
    (54, b"FAT12   "),
    (54, b"FAT16   "),
    (82, b"FAT32   "),
    (512, b"EFI PART"),
    (4096, b"EFI PART"),
    (32, b"NXSB"),
    (0, b"XFSB\0\0"),
    (1024, b"H+\0\x04"),
    (1024, b"HX\0\x05"),
)


def disk(sample: Sample) -> Found | None:
    """The image of a disc, disk or volume, or None."""
    head = sample.head
    if any(head.startswith(b"CD001", 32769 + 2048 * later) for later in range(3)):
        return Found("iso", "application/x-iso9660-image")
    if any(head.startswith(b"NSR0", 32769 + 2048 * later) for later in range(4)):
        return Found("iso", "application/x-udf-image")
    if any(head.startswith(mark, offset) for offset, mark in _MARKS):
        return _DISK
    if _ext(head) or _hfs(head) or _partitions(head):
        return _DISK
    if sample.tail[-_SECTOR:].startswith(b"koly\0\0\0\x04"):
        return Found("dmg", "application/x-apple-diskimage")
    return None


def _ext(head: bytes) -> bool:
    """The superblock of ext2, ext3 and ext4, with counts and a block size that can be."""
    if head[1080:1082] != b"\x53\xef":
        return False
    inodes, blocks = struct.unpack_from("<II", head, 1024)
    (shift,) = struct.unpack_from("<I", head, 1024 + 24)
    return bool(inodes and blocks and shift <= 6)


def _hfs(head: bytes) -> bool:
    """Classic HFS: its mark is two letters, so that the boot blocks before it must be empty or a boot block."""
    return head[1024:1026] == b"BD" and (head.startswith(b"LK") or not any(head[:1024]))


def _partitions(head: bytes) -> bool:
    """A master boot record: entries that are empty or can be, and at least one of them in use."""
    if head[510:512] != b"\x55\xaa":
        return False
    used = 0
    for at in range(446, 510, 16):
        status, kind = head[at], head[at + 4]
        start, sectors = struct.unpack_from("<II", head, at + 8)
        if status not in (0, 0x80):
            return False
        if kind and start and sectors:
            used += 1
    return used > 0
