"""What the store asks of the Linux kernel beyond Python's `os`: one sync for many files, space in advance, direct I/O.

Each has a plain way where the kernel or the file system does not offer it.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import re
import sys

PAGE = mmap.PAGESIZE
_O_DIRECT = getattr(os, "O_DIRECT", 0)
_REFUSED = (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS)
_libc = ctypes.CDLL(None, use_errno=True)


def can_sync_together() -> bool:
    """Whether one call makes a whole file system durable and says so when it could not.

    Before Linux 5.8 syncfs(2) reported no failed writes, so it is not asked there.
    """
    told = re.match(r"(\d+)\.(\d+)", os.uname().release)
    new = told is not None and (int(told[1]), int(told[2])) >= (5, 8)
    return sys.platform == "linux" and new and hasattr(_libc, "syncfs")


def sync_together(handle: int) -> None:
    """Make everything durable that was written to the file system of this open folder. Raises OSError.

    It tells of failed writes since the folder was opened: open it before the first write.
    """
    if _libc.syncfs(ctypes.c_int(handle)) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def allocate(handle: int, size: int) -> None:
    """Ask for the space of a file in advance. Raises OSError when there is none; where it cannot be asked, nothing.

    fallocate(2) and not posix_fallocate(3), which writes to every block where the file system cannot do it.
    """
    if size <= 0 or not hasattr(_libc, "fallocate"):
        return
    if _libc.fallocate(ctypes.c_int(handle), 0, ctypes.c_longlong(0), ctypes.c_longlong(size)) != 0:
        code = ctypes.get_errno()
        if code not in _REFUSED:
            raise OSError(code, os.strerror(code))


def set_direct(handle: int, *, on: bool) -> bool:
    """Read and write this file past the page cache, or no longer; whether it is now as asked for."""
    if not _O_DIRECT:
        return not on
    flags = fcntl.fcntl(handle, fcntl.F_GETFL)
    try:
        fcntl.fcntl(handle, fcntl.F_SETFL, flags | _O_DIRECT if on else flags & ~_O_DIRECT)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        return False
    return True
