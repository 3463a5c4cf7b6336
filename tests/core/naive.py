"""The definitions, written down as they are read, slow and obvious: what the fast code is compared with."""

import hashlib
import hmac
import json
import struct


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def tag(name: str) -> bytes:
    return sha(b"wholefile/" + name.encode() + b"/v1")


def mth(data: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, over the data itself."""
    if not data:
        return sha(b"")
    if len(data) == 1:
        return sha(b"\x00", data[0])
    k = 1
    while k * 2 < len(data):
        k *= 2
    return sha(b"\x01", mth(data[:k]), mth(data[k:]))


def audit_path(m: int, data: list[bytes]) -> list[bytes]:
    """RFC 6962 section 2.1.1."""
    if len(data) == 1:
        return []
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m < k:
        return [*audit_path(m, data[:k]), mth(data[k:])]
    return [*audit_path(m - k, data[k:]), mth(data[:k])]


def consistency(m: int, data: list[bytes], *, whole: bool = True) -> list[bytes]:
    """RFC 6962 section 2.1.2, SUBPROOF."""
    if m == len(data):
        return [] if whole else [mth(data)]
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m <= k:
        return [*consistency(m, data[:k], whole=whole), mth(data[k:])]
    return [*consistency(m - k, data[k:], whole=False), mth(data[:k])]


def commitment(fields: dict, secret: bytes) -> bytes:
    leaves = []
    for name in sorted(fields):
        salt = hmac.new(secret, name.encode(), hashlib.sha256).digest()
        pair = json.dumps([name, fields[name]], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        leaves.append(sha(tag("field"), salt, pair.encode()))
    return mth(leaves)


def bits(label: bytes) -> str:
    return "".join(f"{byte:08b}" for byte in label)


def sparse_map(items: dict[bytes, bytes], prefix: str = "") -> bytes:
    below = {label: value for label, value in items.items() if bits(label).startswith(prefix)}
    if not below:
        return bytes(32)
    if len(below) == 1:
        ((label, value),) = below.items()
        return sha(tag("map-leaf"), label, value)
    return sha(tag("map-node"), sparse_map(below, prefix + "0"), sparse_map(below, prefix + "1"))


def case_value(entries: list[tuple[int, bytes]]) -> bytes:
    subroot = mth([struct.pack(">Q", index) + leaf for index, leaf in entries])
    return sha(tag("case-value"), struct.pack(">QQ", len(entries), entries[-1][0]), subroot)
