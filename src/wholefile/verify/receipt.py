"""The submitter's receipt: proof that what somebody handed over stands in the record, checked without the record.

Who hands in evidence keeps this file. Should the item later be missing from a schedule, the file shows that it was
received, what was written down about it, and that the log was signed over it. It holds the acts concerned with
their openings, a proof that they stand under one signed checkpoint, and that checkpoint with its cosignatures.

It does not show that the signing keys were vouched for, nor that they were not revoked: that takes the whole register,
which comes with a production.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import check_body, signer_persons
from wholefile.core.canonical import encode, parse_json, unb64u
from wholefile.core.commitment import check_opening, shows_everything
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.header import Header, decode_header, header_leaf
from wholefile.core.multiproof import verify_many
from wholefile.core.policy import Policy, WitnessedCheckpoint, check_checkpoint
from wholefile.core.signatures import EnrolledKey, verify_signature

FORMAT = "wholefile submitter's receipt v1"
_MAX_ENTRIES = 16
_NAMES = {"format", "origin", "checkpoint", "entries", "proof"}


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """What a receipt proves.

    `at` is when the receipt was recorded (milliseconds since 1970, UTC), `body` what was written down, `signers` the
    names of those who signed by person, `cosigned` when each witness of the policy saw the log (seconds since 1970).
    """

    item: str
    seq: int
    at: int
    body: Mapping[str, Any]
    signers: Mapping[str, str]
    origin: str
    size: int
    cosigned: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Opened:
    header: Header
    body: Mapping[str, Any]


def check_receipt(text: str, policy: Policy) -> CheckedReceipt:
    """What the receipt proves under this trust policy.

    Raises Invalid for a file that is no receipt, IntegrityFailure when anything in it does not hold.
    """
    receipt = _read(text)
    seen = check_checkpoint(str(receipt["checkpoint"]).encode(), policy)
    if receipt["origin"] != seen.checkpoint.origin:
        raise IntegrityFailure(
            "receipt.origin", "The receipt is not of the record that signed its checkpoint."
        )
    opened = [_opened(entry, seen.checkpoint.origin) for entry in receipt["entries"]]
    _check_proof(receipt, opened, seen)
    first, *others = opened
    if first.header.kind != "item.received":
        raise IntegrityFailure(
            "receipt.kind", "The receipt does not begin with the act that received an item."
        )
    return CheckedReceipt(
        first.body["item"],
        first.header.seq,
        int(str(first.header.act["at"])),
        first.body,
        _check_signatures(first, others),
        seen.checkpoint.origin,
        seen.checkpoint.size,
        seen.cosigned,
    )


def _read(text: str) -> dict[str, Any]:
    try:
        receipt: Any = parse_json(text.encode())
        encode(receipt)  # refuses what no receipt of ours can hold: null, halves of characters
    except UnicodeEncodeError:
        raise Invalid("receipt.format", "The receipt is not plain text.") from None
    if not isinstance(receipt, dict) or receipt.keys() != _NAMES or receipt["format"] != FORMAT:
        raise Invalid("receipt.format", "This is not a submitter's receipt of a form known here.")
    lists = (receipt["entries"], receipt["proof"])
    if not all(isinstance(one, list) for one in lists) or not 1 <= len(receipt["entries"]) <= _MAX_ENTRIES:
        raise Invalid("receipt.entries", "The receipt does not hold its entries and their proof.")
    return receipt


def _opened(entry: object, origin: str) -> _Opened:
    if not isinstance(entry, dict) or entry.keys() != {"header", "opening"}:
        raise Invalid("receipt.entry", "An entry of the receipt has a header and an opening.")
    header = decode_header(str(entry["header"]).encode())
    if header.act["log"] != origin:
        raise IntegrityFailure("receipt.other_log", "An act in the receipt was signed for another record.")
    body = check_opening(entry["opening"], unb64u(str(header.act["body"])))
    if not shows_everything(entry["opening"]):
        raise IntegrityFailure("receipt.hidden", "A receipt shows all of what was written down.")
    check_body(header.kind, body)
    return _Opened(header, body)


def _check_proof(receipt: Mapping[str, Any], opened: list[_Opened], seen: WitnessedCheckpoint) -> None:
    """Every entry stands in the log that the checkpoint was signed over."""
    headers = [str(entry["header"]).encode() for entry in receipt["entries"]]
    leaves = {one.header.seq: header_leaf(raw) for one, raw in zip(opened, headers, strict=True)}
    proof = [unb64u(str(one), 32) for one in receipt["proof"]]
    verify_many(leaves, seen.checkpoint.size, proof, seen.checkpoint.root)


def _check_signatures(received: _Opened, others: list[_Opened]) -> dict[str, str]:
    """Each person who must sign did, with a key enrolled as theirs earlier; their names as they were added."""
    owners: dict[str, tuple[EnrolledKey, str]] = {}
    names: dict[str, str] = {}
    for one in others:
        if one.header.seq >= received.header.seq:
            raise IntegrityFailure("receipt.order", "A key was enrolled after the act that it signed.")
        for named in one.body["founders"] if one.header.kind == "record.opened" else [one.body]:
            if "public_key" in named:
                key = _key(named)
                owners[key.key] = (key, named["person"])
            if "name" in named:
                names[named["person"]] = named["name"]
    persons = set()
    for signature in received.header.signatures:
        if signature["key"] not in owners:
            raise IntegrityFailure("receipt.key", "A key that signed the receipt is not explained in it.")
        key, person = owners[str(signature["key"])]
        verify_signature(signature, received.header.act, key)
        persons.add(person)
    if persons != set(signer_persons("item.received", received.body).values()):
        raise IntegrityFailure("receipt.signers", "The persons who signed are not those who must have.")
    return {person: names.get(person, person) for person in sorted(persons)}


def _key(named: Mapping[str, Any]) -> EnrolledKey:
    origins = tuple(named.get("origins", ()))
    raw = unb64u(named["public_key"])
    return EnrolledKey(named["key"], named["algorithm"], raw, named.get("rp_id"), origins)
