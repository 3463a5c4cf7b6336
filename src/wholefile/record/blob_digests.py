"""The digests that name a file, worked out together while its bytes pass once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Digests:
    """What names a file, in lower-case hexadecimal, and its length in bytes. SHA-1 and MD5 are for older tools."""

    sha256: str
    sha1: str
    md5: str
    size: int


def digests_of(data: bytes) -> Digests:
    """The digests of bytes in memory."""
    return Digests(
        hashlib.sha256(data).hexdigest(),
        hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        hashlib.md5(data, usedforsecurity=False).hexdigest(),
        len(data),
    )


class Hashing:
    """Three digests on their way. MD5 takes longer than the two others together, so it can go by itself."""

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        self._sha1 = hashlib.sha1(usedforsecurity=False)
        self._md5 = hashlib.md5(usedforsecurity=False)

    def update(self, data: bytes | memoryview) -> None:
        """All three take the next bytes."""
        self.update_sha(data)
        self.update_md5(data)

    def update_sha(self, data: bytes | memoryview) -> None:
        """SHA-256 and SHA-1 take the next bytes."""
        self._sha256.update(data)
        self._sha1.update(data)

    def update_md5(self, data: bytes | memoryview) -> None:
        """MD5 takes the next bytes."""
        self._md5.update(data)

    def digests(self, size: int) -> Digests:
        """What they are after `size` bytes."""
        return Digests(self._sha256.hexdigest(), self._sha1.hexdigest(), self._md5.hexdigest(), size)
