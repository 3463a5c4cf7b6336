"""Office files under a password (MS-OFFCRYPTO), read with the password that was given and never with a guess.

What is decrypted stays in memory and scratch space of the sandbox.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from wholefile.extraction.contract import DAMAGED, LOCKED, MIB, TRUNCATED, Trouble
from wholefile.extraction.ole_container import is_honest
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

_READERS = {"docx": "ooxml", "xlsx": "ooxml", "pptx": "ooxml", "doc": "doc", "xls": "xls", "ppt": "ppt"}
_MOST = 512 * MIB
# Excel and PowerPoint lock a file against changes with this password, which is written in their manuals.
_KNOWN = "VelvetSweatshop"


def read(source: Source, out: Output) -> None:
    """The reader of the kind `encrypted office`."""
    read_encrypted(source, out)


def read_encrypted(source: Source, out: Output) -> None:
    """Decrypt a document with its password and read it.

    Raises Trouble: locked without a password, with a wrong one, or under a protection that nothing here opens.
    """
    content = decrypted(source)
    kind = _kind_of(content)
    out.fact("encrypted", True)
    out.fact("decrypted_kind", kind)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decrypted"
        path.write_bytes(content)
        inner = Source(path, replace(source.job, size=len(content), password=None), (), kind)
        if kind not in _READERS:
            raise Trouble(DAMAGED, "What was decrypted is no Office document.")
        import_module(f"wholefile.extraction.{_READERS[kind]}").read(inner, out)


def is_encrypted(stream: BinaryIO) -> bool:
    """Whether an Office file is under a password. False for what cannot be told."""
    import msoffcrypto  # noqa: PLC0415  # slow to import

    try:
        if not is_honest(stream):
            return False
        stream.seek(0)
        return bool(msoffcrypto.OfficeFile(stream).is_encrypted())
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001  # a damaged file is for its reader to judge
        return False


def decrypted(source: Source) -> bytes:
    """The bytes under the password. Raises Trouble."""
    import msoffcrypto  # noqa: PLC0415

    if source.size > _MOST:
        raise Trouble(TRUNCATED, f"It is encrypted and has more than {_MOST:,} bytes.")
    with source.open() as stream:
        try:
            honest = is_honest(stream)
            stream.seek(0)
            file = msoffcrypto.OfficeFile(stream) if honest else None
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            raise Trouble(DAMAGED, f"It is encrypted in a way that cannot be read: {error}.") from error
        if file is None:
            raise Trouble(DAMAGED, "A stream of it claims more bytes than there can be.")
        for password in dict.fromkeys((source.password, _KNOWN)):
            content = _opened(file, password) if password is not None else None
            if content is not None:
                return content
    words = (
        "The password that was given does not open it."
        if source.password
        else "It is locked with a password."
    )
    raise Trouble(LOCKED, words)


def _opened(file: Any, password: str) -> bytes | None:
    target = io.BytesIO()
    try:
        file.load_key(password=password)
        file.decrypt(target)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # noqa: BLE001  # the library has a class for each way in which a password is wrong
        return None
    return target.getvalue() or None


def _kind_of(content: bytes) -> str:
    from wholefile.extraction.identify_ole import compound  # noqa: PLC0415
    from wholefile.extraction.identify_zip import zipped  # noqa: PLC0415

    stream = io.BytesIO(content)
    return zipped(stream, len(content)).kind if content[:2] == b"PK" else compound(stream).kind
