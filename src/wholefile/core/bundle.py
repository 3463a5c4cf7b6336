"""The completeness bundle: every entry of one case, with the proof that these are all (docs/formats/bundle.md).

A bundle carries the entries of the case in order, those of the register of people and keys, the earlier history of
items linked from elsewhere, and the proofs that tie them to one checkpoint. This module reads and writes its bytes; it
proves nothing. An entry's header is kept as the exact bytes that were hashed, and read only when asked for, so that one
unreadable header is a finding about that header and not about the whole bundle.

`bundle.json` is in the canonical encoding; anything else raises `Invalid("bundle.…")`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wholefile.core.canonical import b64u, decode_object, encode, unb64u
from wholefile.core.docket import canonical_docket
from wholefile.core.errors import Invalid
from wholefile.core.header import Header, decode_header
from wholefile.core.merkle import HASH_BYTES, leaf_hash

FORMAT = "wholefile completeness bundle v1"
MAX_BYTES = 512 * 1024 * 1024
MAX_DEPTH = 12  # bundle, list, entry, opening, leaves, leaf, and a value of at most 6 more
CLOSED_REGISTER = "register"
CLOSED_PENDING = "pending"

_NAMES = {
    "format", "origin", "docket", "size", "map", "index", "entries", "register", "brought", "multiproof", "earlier",
}  # fmt: skip
_ENTRY_NAMES = {"header", "opening", "withheld_by", "expunged_by", "closed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it travels: the header's exact bytes, and as much of its body as the sender opens.

    `withheld_by` and `expunged_by` are positions of the act that explains what is missing; `closed` is "register" for
    an act of the register that is not the reader's business, "pending" for one about items not yet decided on.
    """

    raw: bytes
    opening: Mapping[str, Any] | None = None
    withheld_by: int | None = None
    expunged_by: int | None = None
    closed: str | None = None

    def header(self) -> Header:
        """The header these bytes stand for; raises Invalid when they are not its one form. Costs a strict parse."""
        return decode_header(self.raw)

    def leaf(self) -> bytes:
        """The hash by which this entry stands in the log."""
        return leaf_hash(self.raw)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The root an earlier production was served under, and why the log of now continues it."""

    size: int
    root: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that a completeness bundle says. `case_proof` and `register_proof` are map proofs as in core.case_index."""

    origin: str
    docket: str
    size: int
    case_proof: Mapping[str, Any]
    register_proof: Mapping[str, Any]
    index: Entry
    entries: tuple[Entry, ...]
    register: tuple[Entry, ...]
    brought: tuple[Entry, ...]
    multiproof: tuple[bytes, ...]
    earlier: tuple[Earlier, ...] = ()

    def every_entry(self) -> Iterator[Entry]:
        """All entries: the case, the register, what was brought, and the index entry last."""
        yield from self.entries
        yield from self.register
        yield from self.brought
        yield self.index


def encode_bundle(bundle: Bundle) -> bytes:
    """The bytes of bundle.json."""
    return encode(bundle_value(bundle), max_depth=MAX_DEPTH)


def bundle_value(bundle: Bundle) -> dict[str, Any]:
    """The bundle as plain data."""
    return {
        "format": FORMAT,
        "origin": bundle.origin,
        "docket": bundle.docket,
        "size": bundle.size,
        "map": {"case": dict(bundle.case_proof), "register": dict(bundle.register_proof)},
        "index": _entry_value(bundle.index),
        "entries": [_entry_value(entry) for entry in bundle.entries],
        "register": [_entry_value(entry) for entry in bundle.register],
        "brought": [_entry_value(entry) for entry in bundle.brought],
        "multiproof": [b64u(node) for node in bundle.multiproof],
        "earlier": [
            {"size": one.size, "root": b64u(one.root), "proof": [b64u(node) for node in one.proof]}
            for one in bundle.earlier
        ],
    }


def parse_bundle(raw: bytes) -> Bundle:
    """The bundle these bytes stand for. Headers and openings inside are carried, not judged."""
    value: dict[str, Any] = decode_object(raw, max_bytes=MAX_BYTES, max_depth=MAX_DEPTH)
    if value.keys() != _NAMES or value["format"] != FORMAT:
        raise Invalid("bundle.names", f"A bundle says that it is a {FORMAT} and has exactly its parts.")
    docket, origin, size = value["docket"], value["origin"], value["size"]
    if type(origin) is not str or type(docket) is not str or type(size) is not int or size < 1:
        raise Invalid("bundle.head", "The bundle does not say of which log, case and size it is.")
    canonical_docket(docket)
    proofs = value["map"]
    if type(proofs) is not dict or proofs.keys() != {"case", "register"}:
        raise Invalid(
            "bundle.map", "The bundle has a proof of the case index for the case and for the register."
        )
    if not all(type(proof) is dict for proof in proofs.values()):
        raise Invalid("bundle.map", "A proof of the case index is an object.")
    return Bundle(
        origin=origin,
        docket=docket,
        size=size,
        case_proof=proofs["case"],
        register_proof=proofs["register"],
        index=_entry(value["index"]),
        entries=tuple(_entry(one) for one in _list(value["entries"])),
        register=tuple(_entry(one) for one in _list(value["register"])),
        brought=tuple(_entry(one) for one in _list(value["brought"])),
        multiproof=_hashes(value["multiproof"]),
        earlier=tuple(_earlier(one) for one in _list(value["earlier"])),
    )


def positions(entries: Iterable[Entry]) -> list[int]:
    """Positions of these entries, sorted and once each, as the multiproof counts them."""
    return sorted({entry.header().seq for entry in entries})


def _entry_value(entry: Entry) -> dict[str, Any]:
    value: dict[str, Any] = {"header": entry.raw.decode()}
    if entry.opening is not None:
        value["opening"] = dict(entry.opening)
    if entry.withheld_by is not None:
        value["withheld_by"] = entry.withheld_by
    if entry.expunged_by is not None:
        value["expunged_by"] = entry.expunged_by
    if entry.closed is not None:
        value["closed"] = entry.closed
    return value


def _entry(value: Any) -> Entry:
    if type(value) is not dict or not value.keys() <= _ENTRY_NAMES or "header" not in value:
        raise Invalid("bundle.entry", "An entry has a header, and what is opened or why it is not.")
    header, opening = value["header"], value.get("opening")
    if type(header) is not str or not (opening is None or type(opening) is dict):
        raise Invalid("bundle.entry", "The header of an entry is text and its opening an object.")
    for name in ("withheld_by", "expunged_by"):
        if name in value and (type(value[name]) is not int or value[name] < 0):
            raise Invalid("bundle.entry", f"{name} is the position of an act.")
    if "closed" in value and value["closed"] not in (CLOSED_REGISTER, CLOSED_PENDING):
        raise Invalid(
            "bundle.entry", "Entries are closed for the register's sake or because nothing is decided yet."
        )
    return Entry(
        header.encode(), opening, value.get("withheld_by"), value.get("expunged_by"), value.get("closed")
    )


def _earlier(value: Any) -> Earlier:
    if type(value) is not dict or value.keys() != {"size", "root", "proof"}:
        raise Invalid("bundle.earlier", "An earlier checkpoint has a size, a root and a proof.")
    if type(value["size"]) is not int or value["size"] < 1:
        raise Invalid("bundle.earlier", "The size of an earlier checkpoint is a whole number from 1.")
    return Earlier(value["size"], unb64u(value["root"], HASH_BYTES), _hashes(value["proof"]))


def _hashes(value: Any) -> tuple[bytes, ...]:
    return tuple(unb64u(one, HASH_BYTES) for one in _list(value))


def _list(value: Any) -> Sequence[Any]:
    if type(value) is not list:
        raise Invalid("bundle.list", "A list is expected here.")
    return value
