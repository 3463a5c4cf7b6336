"""How results are said: one plain sentence, or the same facts as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

import click

from wholefile.cli.layout import table
from wholefile.core.canonical import b64u
from wholefile.record.home import Record
from wholefile.record.ledger import Receipt

# What a command that records an act prints with --json: key and meaning.
RESULT_KEYS = {
    "log": "name of the log",
    "result": "what the act was given: a number, vouchers, candidates; null when there is only the receipt",
    "receipts": "list of {position, at: milliseconds since 1970 UTC, leaf_hash: base64url, repeated: whether the"
    " same command had been recorded before}",
}


def print_json(value: Any) -> None:
    """One JSON document on standard output, bytes as base64url."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def print_result(record: Record, result: Any, *, as_json: bool) -> None:
    """What an action returned: a receipt, a number and a receipt, several receipts, or findings and a receipt."""
    parts = list(result) if isinstance(result, tuple) else [result]
    receipts = [one for one in parts if isinstance(one, Receipt)]
    if len(parts) == 1 and isinstance(parts[0], Sequence) and not isinstance(parts[0], str):
        receipts = [one for one in parts[0] if isinstance(one, Receipt)]
    named = [one for one in parts if not isinstance(one, Receipt) and one is not receipts]
    if as_json:
        given = named[0] if named else None
        print_json({"log": record.origin, "result": given, "receipts": [_receipt(one) for one in receipts]})
        return
    for one in named:
        if isinstance(one, str):
            click.echo(one)
        elif isinstance(one, Sequence) and not isinstance(one, bytes):
            _list_members(one)
    for one in receipts:
        again = " already" if one.repeated else ""
        click.echo(f"Recorded{again} at position {one.seq} of {record.origin}.")


def _list_members(members: Sequence[Any]) -> None:
    """Vouchers and numbers one a line; candidates as a table of why."""
    if not members:
        click.echo("Nothing was found.")
        return
    if all(hasattr(one, "reasons") for one in members):
        for line in table(("item", "why"), [[one.item, " ".join(one.words)] for one in members], indent=0):
            click.echo(line)
        return
    for one in members:
        if not isinstance(one, Receipt):
            click.echo(str(one))


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "position": receipt.seq,
        "at": receipt.at,
        "leaf_hash": b64u(receipt.leaf_hash),
        "repeated": receipt.repeated,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return b64u(bytes(value))
    if isinstance(value, Receipt):
        return _receipt(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    return str(value)
