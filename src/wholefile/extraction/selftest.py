"""What the sandbox must keep closed, tried from inside.

The job's name is the path of a file outside, its setting `pid` a process outside; both must be out of reach. What turns
out to be open is said by name, and then nothing is parsed on this machine.
"""

from __future__ import annotations

import ctypes
import os
import socket
from collections.abc import Callable
from pathlib import Path

from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

OPEN = {
    "network": "it can open a socket",
    "files": "it can read a file outside",
    "writing": "it can write outside its scratch folder",
    "processes": "it can see processes outside",
    "namespaces": "it can make new user namespaces",
    "privilege": "it can gain privileges",
    "memory": "it can take more memory than it may",
    "passwords": "it can read who has accounts here",
}
_CLONE_NEWUSER = 0x10000000
_PR_GET_NO_NEW_PRIVS = 39


def read(source: Source, out: Output) -> None:
    """Try every door."""
    libc = ctypes.CDLL(None, use_errno=True)
    doors: dict[str, Callable[[], bool]] = {
        "network": _can_open_socket,
        "files": lambda: Path(source.name).exists(),
        "writing": _can_write,
        "processes": lambda: Path(f"/proc/{source.job.settings['pid']}/status").exists() and os.getppid() > 2,
        "namespaces": lambda: libc.unshare(_CLONE_NEWUSER) == 0,
        "privilege": lambda: libc.prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1,
        "memory": lambda: _can_take(source.job.limits.memory + (1 << 20)),
        "passwords": lambda: Path("/etc/shadow").exists() or Path("/etc/passwd").exists(),
    }
    out.fact("open", [name for name, opens in doors.items() if opens()])
    out.fact("tried", len(doors))


def _can_open_socket() -> bool:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except OSError:
        return False
    return True


def _can_write() -> bool:
    for folder in ("/", "/usr", "/app", "/in", "/dev", os.path.dirname(os.__file__)):  # noqa: PTH120
        try:
            (Path(folder) / "written").write_bytes(b"")
        except OSError:
            continue
        return True
    return False


def _can_take(size: int) -> bool:
    try:
        return len(bytearray(size)) == size
    except MemoryError:
        return False
