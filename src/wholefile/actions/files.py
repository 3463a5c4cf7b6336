"""Files on their way into the record: bytes go into the store first, then an act names them by their digests.

A file whose act is refused stays in the store; `wholefile record check` reports it as belonging to nothing. Where an
act waits for signatures, its files wait apart (`keeping_apart`).
"""

import mimetypes
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from wholefile.core.canonical import Value
from wholefile.core.harmless import spelled
from wholefile.record.blob_digests import Digests
from wholefile.record.home import Record
from wholefile.record.stores import Store

_apart: ContextVar[Callable[[], Store] | None] = ContextVar("_apart", default=None)
_LONGEST_NAME = 300
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody brought it: its name there, and its bytes, a path to them or an open stream."""

    name: str
    source: Path | BinaryIO | bytes
    media_type: str | None = None

    @classmethod
    def of(cls, path: Path) -> "Upload":
        """The file at this path, under its own name."""
        return cls(path.name, path)


@contextmanager
def keeping_apart(store: Callable[[], Store]) -> Iterator[None]:
    """A block in which files are put into another store and not into the record's, since their act only waits."""
    token = _apart.set(store)
    try:
        yield
    finally:
        _apart.reset(token)


def store_files(record: Record, uploads: Iterable[Upload]) -> list[dict[str, Value]]:
    """Put files into the store; what comes back stands in the body of the act that names them."""
    given = list(uploads)
    apart = _apart.get()
    stored = (record.store if apart is None else apart()).put_many(
        BytesIO(one.source) if isinstance(one.source, bytes) else one.source for one in given
    )
    return [file_facts(one.name, digests, one.media_type) for one, digests in zip(given, stored, strict=True)]


def file_facts(name: str, digests: Digests, media_type: str | None = None) -> dict[str, Value]:
    """What an act says of a stored file; the media type is guessed from the name where it is not known."""
    line = shown_name(name)
    return {
        "name": line,
        "media_type": media_type or mimetypes.guess_type(line)[0] or _UNKNOWN,
        "size": digests.size,
        "sha256": digests.sha256,
        "sha1": digests.sha1,
        "md5": digests.md5,
    }


_BLANKS = 40  # of a name of nothing else that are spelled out


def shown_name(name: str) -> str:
    """A file's name as a line of text; nothing else of it is lost.

    Control characters are spelled out, and those that turn the text beside them, which make `txt.exe` look like
    `exe.txt`. Names longer than a line may be keep their beginning and their suffix; one that
    is only blanks is spelled out.
    """
    plain = "".join(spelled(one) for one in unicodedata.normalize("NFC", name)).strip()
    if len(plain) > _LONGEST_NAME:
        suffix = Path(plain).suffix[-20:]
        plain = plain[: _LONGEST_NAME - len(suffix)].strip() + suffix
    return plain or "".join(map(_number, name[:_BLANKS])) or "unnamed"


def _number(one: str) -> str:
    return f"\\x{ord(one):02x}" if ord(one) < 0x100 else f"\\u{ord(one):04x}"
