"""Manifests: the list of a bag's files with their digests (BagIt 1.0, RFC 8493, SHA-256 only).

    manifest-sha256.txt      one line per payload file, below data/
    tagmanifest-sha256.txt   one line per other file, itself excepted

A line is `<64 lower-case hex digits>  <path>` and a newline; lines stand in the order of their paths. A production is
served under the digest of these bytes, so there is exactly one spelling: what RFC 8493 leaves open (upper case, tabs,
order) is fixed here and anything else is refused. Line feed, carriage return and percent sign in a path are written
%0A, %0D and %25 (RFC 8493 section 2.1.3), no other character is.

Paths that would leave the folder, or that two file systems would read as one, raise `Invalid`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from wholefile.core.errors import Invalid

PAYLOAD = "data/"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
BAGIT, BAG_INFO = "bagit.txt", "bag-info.txt"
BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MAX_BYTES = 256 * 1024 * 1024
MAX_PATH_BYTES = 1024

_LINE = re.compile(r"([0-9a-f]{64})  ([^\n\r]+)")
_ESCAPES = {"%": "%25", "\n": "%0A", "\r": "%0D"}
_ESCAPED = re.compile(r"%(25|0A|0D)?")
_LABEL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")


def payload_digest(manifest: bytes) -> str:
    """The digest a production is served under: SHA-256 in hex over the bytes of its manifest."""
    return sha256(manifest).hexdigest()


def format_manifest(digests: Mapping[str, str], *, payload: bool = True) -> bytes:
    """The manifest of these files: path from the root of the bag to SHA-256 in hex.

    `payload` says which of the two manifests this is; see `check_paths` for what is refused.
    """
    check_paths(digests, payload=payload)
    lines = "".join(f"{digest}  {_escape(path)}\n" for path, digest in sorted(digests.items()))
    raw = lines.encode()
    parse_manifest(raw, payload=payload)
    return raw


def parse_manifest(raw: bytes, *, payload: bool | None = None) -> dict[str, str]:
    """Path to SHA-256 in hex, from a manifest in its one permitted spelling.

    `payload` True or False also says which half of the bag it must list.
    """
    if len(raw) > MAX_BYTES:
        raise Invalid("manifest.too_long", f"A manifest has at most {MAX_BYTES} bytes.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid("manifest.not_utf8", "The manifest is not valid UTF-8.") from None
    if text and not text.endswith("\n"):
        raise Invalid("manifest.line", "The last line of the manifest is not complete.")
    found: dict[str, str] = {}
    previous = ""
    for number, line in enumerate(text.split("\n")[:-1], 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise Invalid("manifest.line", f"Line {number} is not a digest, two spaces and a path.")
        path = _unescape(match[2], number)
        if path <= previous:
            why = "stands twice" if path == previous else "is out of order"
            raise Invalid("manifest.order", f"Line {number}: the path {path} {why}.")
        found[path] = match[1]
        previous = path
    check_paths(found, payload=payload)
    return found


def check_paths(paths: Iterable[str], *, payload: bool | None = None) -> None:
    """Refuse a path that leaves the bag or its half of it, and two paths that some file system reads as one.

    Two paths are one when they differ only in case or in how Unicode composes their letters, or when one is a file
    and a folder at once.
    """
    seen: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path in paths:
        check_path(path)
        if payload is not None and path.startswith(PAYLOAD) is not payload:
            where = "below data/" if payload else "outside data/"
            raise Invalid("manifest.half", f"Every path of this manifest is {where}; {path} is not.")
        key = _alike(path)
        if key in seen:
            raise Invalid("manifest.alike", f"On some systems {path} and {seen[key]} are one file.")
        seen[key] = path
        parts = key.split("/")
        folders.update({"/".join(parts[:n]): path for n in range(1, len(parts))})
    for folder, path in folders.items():
        if folder in seen:
            raise Invalid("manifest.folder", f"{seen[folder]} cannot be a file and hold {path}.")


def check_path(path: str) -> None:
    """Refuse a path that is absolute, climbs, or is read differently from one system to the next."""
    why = None
    if not path or path.startswith("/") or (len(path) > 1 and path[1] == ":"):
        why = "is not relative to the bag"
    elif "\\" in path:
        why = "holds a backslash, which some systems read as a folder"
    elif any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r" for c in path):
        why = "holds control characters"
    elif any(part in ("", ".", "..") or part.startswith("~") for part in path.split("/")):
        why = "does not name a file below the bag"
    elif len(path.encode()) > MAX_PATH_BYTES:
        why = f"is longer than {MAX_PATH_BYTES} bytes"
    if why:
        raise Invalid("manifest.path", f"The path {path[:100]!r} {why}.")


def format_bag_info(pairs: Sequence[tuple[str, str]]) -> bytes:
    """bag-info.txt: `Label: value` lines (RFC 8493 section 2.2.2), one line each, in the order given."""
    for label, value in pairs:
        if not _LABEL.fullmatch(label) or not value.strip() or _breaks(value):
            raise Invalid(
                "manifest.bag_info", f"{label} in bag-info.txt is not a label with one line of text."
            )
    return "".join(f"{label}: {value}\n" for label, value in pairs).encode()


def parse_bag_info(raw: bytes) -> list[tuple[str, str]]:
    """The labels and values of bag-info.txt as `format_bag_info` writes it."""
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise Invalid("manifest.bag_info", "bag-info.txt is not valid UTF-8.") from None
    pairs = [tuple(line.split(": ", 1)) for line in lines[:-1]]
    if lines[-1] or any(len(pair) != 2 for pair in pairs):
        raise Invalid("manifest.bag_info", "bag-info.txt is not made of lines with a label and a value.")
    found = [(pair[0], pair[1]) for pair in pairs]
    if format_bag_info(found) != raw:
        raise Invalid("manifest.bag_info", "bag-info.txt is not made of lines with a label and a value.")
    return found


def _breaks(value: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs") for c in value)


def _alike(path: str) -> str:
    """What two paths have in common that a forgiving file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


def _escape(path: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in path)


def _unescape(text: str, number: int) -> str:
    def one(match: re.Match[str]) -> str:
        if match[1] is None:
            raise Invalid("manifest.escape", f"Line {number}: only %25, %0A and %0D may stand in a path.")
        return chr(int(match[1], 16))

    return _ESCAPED.sub(one, text)
