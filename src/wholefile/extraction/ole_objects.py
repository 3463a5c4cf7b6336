"""Objects embedded in documents: what was put in, taken out of the wrapping it lies in.

Wrappings: OLE 2 storages (MS-CFB), "packages" of any file (MS-OLEDS 2.3.6, the stream Ole10Native), OLE 1 objects as
they stand in RTF (MS-OLEDS 2.2).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from wholefile.extraction.contract import LOCKED, Trouble
from wholefile.extraction.ole_container import MAGIC, Container
from wholefile.extraction.ole_rebuilt import rebuilt
from wholefile.extraction.output import Output

NATIVE = "\x01Ole10Native"
_WHOLE = ("workbook", "book", "worddocument", "powerpoint document", "visiodocument", "encryptedpackage",
          "__properties_version1.0")  # fmt: skip
_CONTENT = (("Package", ".zip"), ("CONTENTS", ""), ("Ole10Native", ""), ("Equation Native", ".mtef"))
_WRAPPING = ("\x01ole", "\x01compobj", "\x03objinfo", "\x03epprint", "\x01olepres")
_MOST_NAME = 1_000


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that was embedded: its name where one is known, its bytes, how it was had, and what its wrapping says."""

    name: str
    content: bytes
    method: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def hand_on(path: str, found: Embedded, out: Output) -> None:
    """Hand an embedded file on as a member under the path of its wrapping and its own name. Raises LimitReached."""
    whole = f"{path}/{found.name}" if found.name else path
    out.member(whole.encode("utf-8", "replace"), found.content, method=found.method, facts=found.facts)


def unwrapped(content: bytes) -> list[Embedded]:
    """What lies in the bytes of an OLE object; the bytes themselves where the wrapping is not known."""
    if not content.startswith(MAGIC):
        return [Embedded("", content, "embedded object")]
    try:
        found = list(of_storage(Container(content)))
    except Trouble:
        found = []
    if not found or any(one.method == "ole storage" for one in found):
        return [Embedded("", content, "embedded object")]  # a document by itself: as it is
    return found


def of_storage(container: Container, *prefix: str) -> Iterator[Embedded]:
    """What a storage holds: a packaged file, the stream of another program, or a document of its own.

    Raises Trouble where its streams cannot be read.
    """
    names = {path[0].lower() for path in container.below(*prefix)}
    if NATIVE.lower() in names and not any(one in names for one in _WHOLE):
        yield package(container.stream(*prefix, NATIVE))
        return
    if not any(one in names for one in _WHOLE):
        for name, ending in _CONTENT:
            if name.lower() in names and container.has(*prefix, name):
                data = container.stream(*prefix, name)
                yield Embedded(
                    name + ("" if data[:2] != b"PK" else ending), data, "ole stream", {"stream": name}
                )
                return
    if not names or all(one.startswith(_WRAPPING) for one in names):
        return
    streams = {path: container.stream(*prefix, *path) for path in container.below(*prefix)}
    classes = {path[:n]: container.clsid(*prefix, *path[:n]) for path in streams for n in range(len(path))}
    yield Embedded("", rebuilt(streams, classes), "ole storage", {"streams": len(streams)})


def package(data: bytes) -> Embedded:
    """The file in a packager's stream: length (4 bytes), then label, names, and the bytes."""
    (length,) = struct.unpack_from("<I", data) if len(data) >= 4 else (0,)
    body = data[4 : 4 + length] if 0 < length <= len(data) - 4 else data[4:]
    found = packaged(body)
    return found if found is not None else Embedded("", body, "ole package")


def packaged(body: bytes) -> Embedded | None:
    """The file in a package: label, file name, path, then length and bytes; None where it is no package."""
    if len(body) < 8 or body[:2] != b"\x02\x00":
        return None
    label, at = _string(body, 2)
    file_name, at = _string(body, at)
    if at + 8 > len(body):
        return None
    (path_length,) = struct.unpack_from("<I", body, at + 4)
    at += 8
    if path_length > 4096 or at + path_length + 4 > len(body):
        return None
    path = body[at : at + path_length].rstrip(b"\0")
    at += path_length
    (size,) = struct.unpack_from("<I", body, at)
    at += 4
    content = body[at : at + size]
    facts: dict[str, Any] = {
        "label": _words(label),
        "source_path": _words(file_name),
        "temporary_path": _words(path),
    }
    facts.update(_wide_names(body, at + size))
    if len(content) < size:
        facts["missing_bytes"] = size - len(content)
    name = (
        facts.get("wide_label")
        or facts["label"]
        or facts["source_path"].replace("\\", "/").rpartition("/")[2]
    )
    return Embedded(
        str(name)[:255], content, "ole package", {key: value for key, value in facts.items() if value}
    )


def _wide_names(body: bytes, at: int) -> dict[str, str]:
    """The same names in UTF-16, where the packager wrote them: path, label, source."""
    found: dict[str, str] = {}
    for key in ("wide_temporary_path", "wide_label", "wide_source_path"):
        if at + 4 > len(body):
            break
        (count,) = struct.unpack_from("<I", body, at)
        if count > _MOST_NAME or at + 4 + 2 * count > len(body):
            break
        found[key] = body[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace").rstrip("\0")
        at += 4 + 2 * count
    return found


def of_old_object(data: bytes) -> list[Embedded]:
    """What lies in an OLE 1 object, as RTF holds it: version, format, class, topic, item, length, bytes."""
    if len(data) < 12:
        return [Embedded("", data, "embedded object")] if data else []
    _version, form = struct.unpack_from("<II", data)
    if form not in (1, 2):
        return [Embedded("", data, "embedded object")]
    at, words = 8, []
    for _ in range(3):
        if at + 4 > len(data):
            return [Embedded("", data, "embedded object")]
        (length,) = struct.unpack_from("<I", data, at)
        if length > len(data) - at - 4:
            return [Embedded("", data, "embedded object")]
        words.append(_words(data[at + 4 : at + 4 + min(length, _MOST_NAME)].rstrip(b"\0")))
        at += 4 + length
    facts = {key: value for key, value in zip(("class", "topic", "item"), words, strict=True) if value}
    if form == 1 or at + 4 > len(data):
        return [Embedded("", data, "linked object", facts)]
    (size,) = struct.unpack_from("<I", data, at)
    native = data[at + 4 : at + 4 + size]
    if words[0].lower() == "package":
        found = packaged(native)
        if found is not None:
            return [found]
    return [Embedded(one.name, one.content, one.method, {**facts, **one.facts}) for one in unwrapped(native)]


def from_pool(container: Container, prefix: tuple[str, ...], path: str, out: Output) -> None:
    """Hand on what one storage of a document holds; where it cannot be read, that is said as a member."""
    try:
        for one in of_storage(container, *prefix):
            hand_on(path, one, out)
    except Trouble as trouble:
        if trouble.status == LOCKED:
            raise
        facts = {"reason": trouble.reason}
        out.member(
            path.encode("utf-8", "replace"), None, method="ole storage", kind="unreadable", facts=facts
        )


def _string(data: bytes, at: int) -> tuple[bytes, int]:
    ends = data.find(b"\0", at, at + _MOST_NAME)
    return (data[at:ends], ends + 1) if ends >= 0 else (b"", at)


def _words(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")  # the code page of the machine is not written down
