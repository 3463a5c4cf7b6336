r"""Digests that came with the files: read from the lists that other tools write, and compared with what was read.

Understood, each from its own lines: md5sum, sha1sum and sha256sum (GNU coreutils, with `\` before escaped names),
BSD tags (`SHA256 (name) = ...`), hashdeep (`%%%% HASHDEEP-1.0`) and BagIt manifests (RFC 8493, names like
manifest-sha256.txt, with %0A, %0D and %25). Paths are bytes. Raises Invalid for a line that is none of these.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.processing.intake_manifest import shown
from wholefile.record.blob_digests import Digests

ALGORITHMS = {"md5": 32, "sha1": 40, "sha256": 64}
_BY_LENGTH = {length: name for name, length in ALGORITHMS.items()}
_PLAIN = re.compile(rb"(\\?)([0-9a-fA-F]+) [ *](.+)", re.DOTALL)
_BAG = re.compile(rb"([0-9a-fA-F]+)[ \t]+\*?(.+)", re.DOTALL)
_TAG = re.compile(rb"(\\?)(MD5|SHA1|SHA256|[A-Z0-9/-]+) \((.+)\) = ([0-9a-fA-F]+)", re.DOTALL)
_BAG_NAME = re.compile(r"(tag)?manifest-[a-z0-9]+\.txt", re.IGNORECASE)
_BAG_ESCAPE = re.compile(rb"%(0A|0D|25)", re.IGNORECASE)
_GNU_ESCAPE = re.compile(rb"\\([\\nr])")
_GNU = {b"\\": b"\\", b"n": b"\n", b"r": b"\r"}
_HASHDEEP = b"%%%% "
_MAX_BYTES = 1 << 30
_SHOWN = 20  # paths of each kind in the words of an error

DIFFERENT = ("intake.expected", "intake.hashes")  # codes of the errors that refuse what was read
Expected = dict[str, str]  # algorithm to digest in lower-case hexadecimal


@dataclass(slots=True)
class Differences:
    """Where what was read is not what was said, by path as text."""

    mismatching: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def refuses(self) -> bool:
        """Whether the intake is refused: files beyond the list are told and taken, all else is not."""
        return bool(self.mismatching or self.missing)


class HashesDiffer(IntegrityFailure):
    """Files are not what the given digests say; `differences` names every path."""

    def __init__(self, differences: Differences) -> None:
        parts = [
            f"{len(paths)} {word}: {', '.join(paths[:_SHOWN])}{' ...' if len(paths) > _SHOWN else ''}"
            for word, paths in (
                ("with other bytes", differences.mismatching),
                ("missing or not taken", differences.missing),
            )
            if paths
        ]
        super().__init__(
            "intake.hashes",
            f"The files are not the ones the given digests name. {'; '.join(parts)}. Nothing was recorded.",
        )
        self.differences = differences


def parse_expected(told: str) -> Expected:
    """`sha256:HEX`, `sha1:HEX` or `md5:HEX`. Raises Invalid."""
    name, _, digest = told.strip().partition(":")
    name, digest = name.lower().replace("-", ""), digest.strip().lower()
    if ALGORITHMS.get(name) != len(digest) or not re.fullmatch(r"[0-9a-f]+", digest):
        raise Invalid(
            "intake.expected", "Give a digest as sha256:HEX, sha1:HEX or md5:HEX, with all of its digits."
        )
    return {name: digest}


def differs(expected: Mapping[str, str], found: Digests) -> str | None:
    """The first algorithm whose digest is another one, if any."""
    return next((name for name, digest in expected.items() if getattr(found, name) != digest), None)


def check_expected(expected: Mapping[str, str], found: Digests) -> None:
    """Raises IntegrityFailure when a file is not the one that was expected."""
    if name := differs(expected, found):
        raise IntegrityFailure(
            "intake.expected",
            f"The {name.upper()} of what was read is {getattr(found, name)}, and {expected[name]} was expected. "
            "Nothing was recorded.",
        )


def read_hashes(path: Path, source: bytes) -> dict[bytes, Expected]:
    """The digests in a list by path below the source, however the list names it. Raises Invalid."""
    if path.stat().st_size > _MAX_BYTES:
        raise Invalid("intake.hash_file", f"{path.name} is too long for a list of digests.")
    found: dict[bytes, Expected] = {}
    lines = _lines(path.read_bytes())
    told = _hashdeep(lines) if lines[:1] and lines[0].startswith(_HASHDEEP) else _others(path.name, lines)
    for number, name, digests in told:
        place = _below(name, source)
        kept = found.setdefault(place, {})
        for algorithm, digest in digests.items():
            if kept.setdefault(algorithm, digest) != digest:
                raise Invalid("intake.hash_file", f"Line {number} gives a file a second, different digest.")
    if not found:
        raise Invalid("intake.hash_file", f"{path.name} holds no digests.")
    return found


def _lines(raw: bytes) -> list[bytes]:
    return [one.removesuffix(b"\r") for one in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")]


def _others(name: str, lines: list[bytes]) -> Iterator[tuple[int, bytes, Expected]]:
    bag = bool(_BAG_NAME.fullmatch(name))
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith((b"#", b";")):
            continue
        if not bag and (match := _TAG.fullmatch(line)):
            slash, algorithm, path, digest = match.groups()
            named = algorithm.decode().lower()
            if ALGORITHMS.get(named) != len(digest):
                raise _unknown(number)
        elif bag and (match := _BAG.fullmatch(line)):
            slash, digest, path = b"", *match.groups()
            named = _algorithm(digest, number)
        elif match := _PLAIN.fullmatch(line):
            slash, digest, path = match.groups()
            named = _algorithm(digest, number)
        else:
            raise Invalid("intake.hash_file", f"Line {number} of {name} is no digest with a path.")
        if bag:
            path = _BAG_ESCAPE.sub(lambda one: bytes([int(one[1], 16)]), path)
        elif slash:
            path = _GNU_ESCAPE.sub(lambda one: _GNU[one[1]], path)
        yield number, path, {named: digest.decode().lower()}


def _hashdeep(lines: list[bytes]) -> Iterator[tuple[int, bytes, Expected]]:
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(b"#"):
            continue
        if line.startswith(_HASHDEEP):
            told = line.removeprefix(_HASHDEEP).decode("ascii", "replace").strip().split(",")
            columns = told if "filename" in told else columns
            continue
        values = line.split(b",", max(0, len(columns) - 1))
        if not columns or len(values) != len(columns) or columns[-1] != "filename":
            raise Invalid("intake.hash_file", f"Line {number} does not have the columns of its heading.")
        digests = {
            name: value.decode("ascii", "replace").lower()
            for name, value in zip(columns, values, strict=True)
            if name in ALGORITHMS
        }
        if not digests:
            raise _unknown(number)
        yield number, values[-1], digests


def _algorithm(digest: bytes, number: int) -> str:
    named = _BY_LENGTH.get(len(digest))
    if named is None:
        raise _unknown(number)
    return named


def _unknown(number: int) -> Invalid:
    return Invalid("intake.hash_file", f"Line {number}: only MD5, SHA-1 and SHA-256 can be compared.")


def _below(name: bytes, source: bytes) -> bytes:
    """A path of a list as it is below the source: lists name files from there, from above it, or from the root."""
    while name.startswith(b"./"):
        name = name[2:]
    for prefix in (os.path.realpath(source), os.path.abspath(source), source.rstrip(b"/")):  # noqa: PTH100
        if name.startswith(prefix + b"/"):
            return name[len(prefix) + 1 :]
    return name


def compare(expected: Mapping[bytes, Expected], taken: Iterator[tuple[bytes, Digests | None]]) -> Differences:
    """What differs between a list and the files found, each with its digests unless it was not taken."""
    found, seen = Differences(), set()
    for path, digests in taken:
        wanted = expected.get(path)
        if wanted is None:
            found.extra.append(shown(path))
            continue
        if digests is not None:
            seen.add(path)
            if differs(wanted, digests):
                found.mismatching.append(shown(path))
    found.missing = [shown(path) for path in expected if path not in seen]
    return found
