"""ZIP archives for the page: honest ones, and those that must be refused."""

import zipfile
from collections.abc import Callable
from pathlib import Path


def zip_folder(folder: Path, archive: Path, *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The folder, with its own name on top, as a ZIP archive."""
    with zipfile.ZipFile(archive, "w", method) as made:
        for path in sorted(folder.rglob("*")):
            made.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return archive


def _climbs(made: zipfile.ZipFile) -> None:
    made.writestr("PR-1/../../evil.txt", b"x")


def _twice(made: zipfile.ZipFile) -> None:
    made.writestr("PR-1/a.txt", b"x")
    made.writestr("PR-1/A.txt", b"x")


def _link(made: zipfile.ZipFile) -> None:
    link = zipfile.ZipInfo("PR-1/link")
    link.external_attr = 0o120777 << 16
    made.writestr(link, b"/etc/passwd")


def _swells(made: zipfile.ZipFile) -> None:
    made.writestr("PR-1/zeros", bytes(96 << 20), zipfile.ZIP_DEFLATED)


def _unusual(made: zipfile.ZipFile) -> None:
    made.writestr("PR-1/a.txt", b"x" * 100, zipfile.ZIP_BZIP2)


def _file_and_folder(made: zipfile.ZipFile) -> None:
    made.writestr("PR-1/a", b"x")
    made.writestr("PR-1/a/b", b"x")


REFUSED: dict[str, Callable[[zipfile.ZipFile], None]] = {
    "leads out of the folder": _climbs,
    "the same name stands twice": _twice,
    "a link or a special file": _link,
    "would grow to": _swells,
    "compressed in an unusual way": _unusual,
    "both a file and a folder": _file_and_folder,
}


def remark(archive: Path) -> bytes:
    """A remark that holds an end of its own, which some programs take for the end of the archive."""
    raw = archive.read_bytes()
    end = raw[-22:]
    return raw[:-2] + len(end).to_bytes(2, "little") + end[:-2] + b"\xff\x00"


def before(archive: Path) -> bytes:
    """Another archive stands before this one."""
    with zipfile.ZipFile(archive.with_name("other.zip"), "w") as made:
        made.writestr("PR-1/other.txt", b"x")
    return archive.with_name("other.zip").read_bytes() + archive.read_bytes()


def behind(archive: Path) -> bytes:
    """Something stands behind the end."""
    return archive.read_bytes() + b"more"


def two_lists(archive: Path) -> bytes:
    """One list of members stands at the stated place and another right before the end."""
    raw = archive.read_bytes()
    offset = int.from_bytes(raw[-6:-2], "little")
    listed, end = raw[offset:-22], raw[-22:]
    return raw[:offset] + listed + listed + end


def between(archive: Path) -> bytes:
    """A member that no list names stands between the others and the list."""
    raw = archive.read_bytes()
    offset = int.from_bytes(raw[-6:-2], "little")
    hidden = b"PK\x03\x04" + bytes(22) + (8).to_bytes(2, "little") + bytes(2) + b"PR-1/hid"
    return raw[:offset] + hidden + raw[offset:-6] + (offset + len(hidden)).to_bytes(4, "little") + raw[-2:]


AMBIGUOUS: dict[str, Callable[[Path], bytes]] = {
    "a remark holds another end": remark,
    "another archive stands before it": before,
    "something stands behind it": behind,
    "it has two lists of members": two_lists,
    "a member stands where no list names it": between,
}


def encrypt(archive: Path) -> Path:
    """Mark every member as encrypted."""
    raw = bytearray(archive.read_bytes())
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    archive.write_bytes(raw)
    return archive


def damage(archive: Path) -> Path:
    """Another checksum for the first member, its bytes unchanged."""
    raw = bytearray(archive.read_bytes())
    at = raw.find(b"PK\x01\x02")
    raw[at + 16] ^= 1
    archive.write_bytes(raw)
    return archive
