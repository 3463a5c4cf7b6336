"""A production that came as a ZIP archive, unpacked into a folder of our own with nothing taken on trust.

Refused: names that climb out or are absolute, the same name twice (also when only upper and lower case or the
Unicode form differ), links and special files, encrypted members, other compression than stored and deflated, more
bytes than announced, archives that swell beyond reason, and those that can be read in two ways. The folder inside may
be at the top or one level down.
"""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from wholefile.core.errors import Invalid, NotFound
from wholefile.verify.archive_layout import check_layout
from wholefile.verify.folder import Folder

_MAX_MEMBERS = 1_000_000
_MAX_BYTES = 1 << 40
# Deflate reaches 1032:1. Evidence does not compress like that; a few hundred kilobytes of zeros may.
_MAX_RATIO = 200
_FREE_BYTES = 16 << 20
_BLOCK = 1 << 20
_ENCRYPTED = 0x1
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """The folder at this path, or the one inside the archive at this path, for as long as it is needed."""
    if not path.exists():
        raise NotFound("archive.missing", f"There is no folder or archive {path}.")
    if path.is_dir():
        yield Folder(path)
        return
    with TemporaryDirectory(prefix="wholefile-") as made:
        unpack(path, Path(made))
        yield Folder(_top(Path(made)))


def unpack(archive: Path, into: Path) -> None:
    """Unpack a whole archive into an empty folder, or raise `Invalid` saying which member is refused and why."""
    try:
        with archive.open("rb") as source, zipfile.ZipFile(source) as opened_archive:
            members = _members(opened_archive)
            check_layout(source, opened_archive.infolist())
            for member in members:
                _write(opened_archive, member, into / member.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, UnicodeDecodeError):
        raise Invalid(
            "archive.unreadable", f"{archive.name} is neither a folder nor a readable ZIP archive."
        ) from None


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of the archive, once all of its names and sizes are found harmless."""
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise Invalid(
            "archive.too_many", f"The archive has {len(members)} members, more than {_MAX_MEMBERS}."
        )
    names: set[str] = set()
    for member in members:
        _check_member(member)
        folded = unicodedata.normalize("NFC", member.filename.rstrip("/")).casefold()
        if folded in names:
            raise _refused(member, "the same name stands twice")
        names.add(folded)
    total, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if total > _MAX_BYTES or total > _FREE_BYTES + packed * _MAX_RATIO:
        raise Invalid("archive.swells", f"The archive would grow to {total} bytes; that is not a production.")
    files = [member for member in members if not member.is_dir()]
    parents = {str(parent) for member in files for parent in PurePosixPath(member.filename).parents}
    for member in files:
        if member.filename in parents:
            raise _refused(member, "it is both a file and a folder")
    return files


def _check_member(member: zipfile.ZipInfo) -> None:
    name, kind = member.filename, stat.S_IFMT(member.external_attr >> 16)
    parts = name.rstrip("/").split("/")
    if member.orig_filename != name or "\\" in name or "\x00" in name:
        raise _refused(member, "its name has characters that do not belong in a path")
    if any(part in ("", ".", "..") for part in parts) or ":" in parts[0]:
        raise _refused(member, "its name leads out of the folder")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused(member, "it is a link or a special file")
    if member.flag_bits & _ENCRYPTED:
        raise _refused(member, "it is encrypted")
    if member.compress_type not in _READABLE:
        raise _refused(member, "it is compressed in an unusual way")


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """One member to disk; the length announced is the most that is written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as source, target.open("xb") as sink:
        while block := source.read(_BLOCK):
            written += len(block)
            if written > member.file_size:
                raise _refused(member, "it is longer than announced")
            sink.write(block)
    if written != member.file_size:
        raise _refused(member, "it is shorter than announced")


def _refused(member: zipfile.ZipInfo, why: str) -> Invalid:
    return Invalid("archive.refused", f"The archive is refused: {member.filename[:100]!r}: {why}.")


def _top(made: Path) -> Path:
    """Where the bag is: here, or in the only folder here."""
    inside = list(made.iterdir())
    if not (made / "bagit.txt").exists() and len(inside) == 1 and inside[0].is_dir():
        return inside[0]
    return made
