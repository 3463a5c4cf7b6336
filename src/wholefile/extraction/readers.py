"""Which reader reads which kind of file.

Readers are named by module and function and imported when they are needed: a run reads one file, and most libraries are
slow to import. Invariant: every kind here is one that `extraction.identify` can say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TypeAlias

from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

Reader: TypeAlias = Callable[[Source, Output], None]

_BY_MODULE: dict[str, tuple[str, ...]] = {
    "archives": ("zip", "tar", "gzip", "bzip2", "xz", "7z", "rar", "cpio", "iso", "cab"),
    "disks": ("e01", "qcow2", "disk"),
    "eml": ("eml",),
    "mbox": ("mbox",),
    "msg": ("msg",),
    "pst": ("pst",),
    "pdf": ("pdf",),
    "ooxml": ("docx", "xlsx", "pptx"),
    "odf": ("odt", "ods", "odp"),
    "rtf": ("rtf",),
    "doc": ("doc",),
    "xls": ("xls",),
    "ppt": ("ppt",),
    "ole_encrypted": ("encrypted office",),
    "wordperfect": ("wpd",),
    "html": ("html",),
    "plain": ("text", "csv", "json", "xml"),
    "image": ("jpeg", "png", "gif", "tiff", "bmp", "webp", "heic"),
    "media": ("mp3", "mp4", "wav", "ogg", "flac", "avi", "mkv", "asf", "mpeg", "aiff", "amr", "flv", "aac"),
}
READERS: Mapping[str, str] = {kind: module for module, kinds in _BY_MODULE.items() for kind in kinds}
# Extractors that look again, in a run of their own: at what the first asked for, or at the page that a person asks for.
EXTRACTORS: Mapping[str, str] = {"ocr": "ocr", "speech": "speech", "page": "page", "selftest": "selftest"}


def reader_of(kind: str) -> Reader | None:
    """The reader of a kind of file, or None where nothing here reads it."""
    return _load(READERS[kind]) if kind in READERS else None


def extractor(name: str) -> Reader:
    """The further extractor of this name."""
    return _load(EXTRACTORS[name])


def _load(module: str) -> Reader:
    found: Reader = import_module(f"wholefile.extraction.{module}").read
    return found
