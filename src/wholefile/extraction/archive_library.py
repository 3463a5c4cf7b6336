"""libarchive, which unpacks what the standard library does not: 7z, rar, cpio, ISO 9660, cab, and rare kinds of zip.

Names stay bytes. Where an archive keeps its names in Unicode they are handed on as UTF-8, whatever the locale. The
library turns times without a zone into instants by the clock of this machine, so that clock is UTC while it works, and
the reader writes them down without a zone again. Blocks are at most 1 MiB.
"""

from __future__ import annotations

import ctypes
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from wholefile.extraction.archive_blocks import BLOCK
from wholefile.extraction.archive_clock import clock_of_utc

_SONAME = "libarchive.so.13"
_SKIPPED = (-10, -25)  # this entry cannot be read, the next may be
_MOST_SKIPPED = 100


class Missing(Exception):
    """libarchive is not installed here."""


class Refused(Exception):
    """The library cannot go on with the archive or the member; the message is the library's own."""

    def __init__(self, error: Any) -> None:
        words = str(getattr(error, "msg", "") or "it does not say why").strip().rstrip(".")
        super().__init__(words)
        self.encrypted = any(one in words.lower() for one in ("encrypt", "passphrase", "password", "decrypt"))
        self.unsupported = any(
            one in words.lower() for one in ("unsupported", "unavailable", "not supported")
        )
        self.goes_on = getattr(error, "retcode", None) in _SKIPPED


class Archive:
    """An archive that is being read from its beginning to its end; `entry` is the library's view of the member."""

    def __init__(self, ffi: Any, error: type[Exception], pointer: Any, entry: Any) -> None:
        self._ffi, self._error, self._pointer, self.entry = ffi, error, pointer, entry
        self._buffer = ctypes.create_string_buffer(BLOCK)

    @property
    def format(self) -> str:
        """What the library calls the format."""
        return (self._ffi.format_name(self._pointer) or b"").decode("ascii", "replace")

    def entries(self) -> Iterator[Refused | None]:
        """One step per member: None where its header could be read, else why not. Raises Refused for good."""
        skipped = 0
        while True:
            try:
                if self._ffi.read_next_header2(self._pointer, self.entry) == self._ffi.ARCHIVE_EOF:
                    return
            except self._error as error:
                refused = Refused(error)
                skipped += 1
                if not refused.goes_on or skipped > _MOST_SKIPPED:
                    raise refused from error
                yield refused
                continue
            yield None

    def blocks(self) -> Iterator[bytes]:
        """The bytes of the member. Raises Refused."""
        while True:
            try:
                length = self._ffi.read_data(self._pointer, self._buffer, BLOCK)
            except self._error as error:
                raise Refused(error) from error
            if length < 0:
                words = (self._ffi.error_string(self._pointer) or b"").decode("ascii", "replace")
                raise Refused(self._error(words, 0, length, self._pointer))
            if not length:
                return
            yield self._buffer.raw[:length]

    def ask(self, what: str) -> Any:
        """A field of the member, by the name of the library's function for it."""
        return getattr(self._ffi, f"entry_{what}")(self.entry)

    def text(self, what: str) -> bytes:
        """A name of the member: its bytes, or UTF-8 where the archive keeps it in Unicode."""
        found = self.ask(what)
        if found is None and (wide := self.ask(f"{what}_w")):
            found = wide.encode("utf-8", "surrogatepass")
        return found or b""

    def instant(self, what: str) -> int | None:
        """A time of the member in milliseconds; None where the archive has none."""
        if not self.ask(f"{what}_is_set"):
            return None
        return int(self.ask(what)) * 1000 + int(self.ask(f"{what}_nsec")) // 1_000_000

    @property
    def encrypted(self) -> bool:
        """Whether the member's bytes are encrypted."""
        return bool(self.ask("is_encrypted"))


@contextmanager
def opened(stream: BinaryIO, formats: tuple[str, ...], password: str | None) -> Iterator[Archive]:
    """An archive in one of these formats. Raises Missing, Refused."""
    libarchive, ffi = _load()
    error = libarchive.ArchiveError
    read_cb, seek_cb = _callbacks(ffi, stream)
    with clock_of_utc():
        pointer, entry = ffi.read_new(), ffi.entry_new()
        try:
            if password:
                ffi.read_add_passphrase(pointer, password.encode())
            for one in formats:
                ffi.get_read_format_function(one)(pointer)
            ffi.read_set_seek_callback(pointer, seek_cb)
            ffi.read_open(pointer, None, ffi.NO_OPEN_CB, read_cb, ffi.NO_CLOSE_CB)
            yield Archive(ffi, error, pointer, entry)
        except error as refused:
            raise Refused(refused) from refused
        finally:
            ffi.entry_free(entry)
            ffi.read_free(pointer)


def _callbacks(ffi: Any, stream: BinaryIO) -> tuple[Any, Any]:
    """The library's ways into the stream; it must not outlive them."""
    held = ctypes.create_string_buffer(1 << 16)

    def read(_archive: Any, _context: Any, where: Any) -> int:
        length = stream.readinto(held)  # type: ignore[attr-defined]
        ctypes.cast(where, ctypes.POINTER(ctypes.c_void_p))[0] = ctypes.cast(held, ctypes.c_void_p)
        return int(length)

    def seek(_archive: Any, _context: Any, offset: int, whence: int) -> int:
        try:
            return stream.seek(offset, whence)
        except (OSError, ValueError):
            return -30

    return ffi.READ_CALLBACK(read), ffi.SEEK_CALLBACK(seek)


def _load() -> tuple[Any, Any]:
    """The library and its functions. Raises Missing.

    By its name first: looking for it takes programs and a list of libraries that the sandbox does not have.
    """
    if "LIBARCHIVE" not in os.environ:
        try:
            ctypes.CDLL(_SONAME)
            os.environ["LIBARCHIVE"] = _SONAME
        except OSError:
            pass
    try:
        import libarchive  # noqa: PLC0415
        from libarchive import ffi  # noqa: PLC0415
    except (ImportError, OSError, AttributeError, TypeError) as error:
        raise Missing("libarchive is not installed here") from error
    logger = logging.getLogger("libarchive")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    if not hasattr(ffi, "entry_is_encrypted"):
        ffi.ffi("entry_is_encrypted", [ffi.c_archive_entry_p], ffi.c_int)
    return libarchive, ffi
