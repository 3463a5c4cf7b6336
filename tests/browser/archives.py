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
