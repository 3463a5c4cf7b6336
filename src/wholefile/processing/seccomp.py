"""The system calls that nobody inside the sandbox may make, as a classic BPF program for seccomp.

Everything is allowed but what is listed: parsers come with libraries of every kind, and what keeps them in is first of
all the namespaces. The list closes what namespaces leave open: sockets, other processes' memory, mounting, kernel
keyrings, BPF, io_uring and other large doors into the kernel. A listed call answers EPERM; a call for another
architecture kills. Numbers: Linux UAPI headers, x86_64 and the generic table of aarch64.

Source: seccomp(2), struct sock_filter of linux/filter.h.
"""

from __future__ import annotations

import platform
import struct

from wholefile.core.errors import Unavailable

_X86_64, _AARCH64 = 0xC000003E, 0xC00000B7  # AUDIT_ARCH_*
_X32_BIT = 0x40000000  # calls of the x32 ABI come under the name of x86_64, with this bit set
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_REFUSE = 0x00050000 | 1  # SECCOMP_RET_ERRNO with EPERM
_OFFSET_NUMBER, _OFFSET_ARCH = 0, 4  # in struct seccomp_data

# name: number on x86_64, number on aarch64 (None: does not exist there)
REFUSED: dict[str, tuple[int, int | None]] = {
    "socket": (41, 198),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "personality": (135, 92),
    "quotactl": (179, 60),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "acct": (163, 89),
    "ioperm": (173, None),
    "iopl": (172, None),
    "modify_ldt": (154, None),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "adjtimex": (159, 171),
    "clock_adjtime": (305, 266),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "syslog": (103, 116),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
    "fanotify_init": (300, 262),
    "memfd_secret": (447, 447),
    # Memory and queues that belong to no process, so that nobody counts them.
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "socketpair": (53, 199),
}


def program(machine: str | None = None) -> bytes:
    """The filter for this machine, as bubblewrap reads it. Raises Unavailable for a machine it has no numbers for."""
    machine = machine or platform.machine()
    if machine not in ("x86_64", "aarch64"):
        raise Unavailable("sandbox.machine", f"The sandbox has no list of system calls for {machine}.")
    intel = machine == "x86_64"
    numbers = [pair[0] if intel else pair[1] for pair in REFUSED.values()]
    refused = sorted(number for number in numbers if number is not None)
    rows = [
        (_LOAD, 0, 0, _OFFSET_ARCH),
        (_JUMP_EQUAL, 1, 0, _X86_64 if intel else _AARCH64),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _OFFSET_NUMBER),
    ]
    if intel:
        rows += [(_JUMP_AT_LEAST, 0, 1, _X32_BIT), (_RETURN, 0, 0, _KILL)]
    for at, number in enumerate(refused):
        # Over the remaining comparisons and the verdict that allows, to the one that refuses.
        rows.append((_JUMP_EQUAL, len(refused) - at, 0, number))
    rows += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *row) for row in rows)
