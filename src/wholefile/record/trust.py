"""The witnesses of a record: their names, keys and addresses in the policy it suggests to the other side.

The policy file is C2SP tlog-policy, whose witness lines may carry an address. A new witness joins the quorum, which is
all of them unless a smaller number is asked for.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from wholefile.core.errors import Conflict, Invalid, NotFound
from wholefile.core.note import COSIGNATURE, VerifierKey, parse_vkey
from wholefile.core.policy import NO_QUORUM, Policy, parse_policy
from wholefile.record.home import Record

_QUORUM = "the-quorum"


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness by its name in the policy, its key, and where to ask it; without an address it is not asked."""

    name: str
    key: VerifierKey
    url: str | None


def witnesses_of(record: Record) -> list[Witness]:
    """The witnesses in the policy of a record, in the order in which they were added."""
    text = record.policy_path.read_text("utf-8")
    policy = parse_policy(text.encode())
    addresses = {}
    for line in text.splitlines():
        match line.split():
            case ["witness", name, _vkey, url]:
                addresses[name] = url
    return [Witness(name, key, addresses.get(name)) for name, key in policy.witnesses.items()]


def addresses(record: Record) -> list[str]:
    """Where to ask for cosignatures: the witnesses of the policy, and those that the environment names."""
    named = [one.url for one in witnesses_of(record) if one.url]
    return list(dict.fromkeys([*named, *record.witnesses]))


def add_witness(
    record: Record, name: str, vkey: str, url: str | None, *, needed: int | None = None
) -> Policy:
    """Add a witness to the policy of a record; `needed` of all witnesses then make the quorum, all unless told.

    Raises Invalid for a key or address of another form, Conflict for a name or key that is there.
    """
    key = parse_vkey(vkey)
    if key.type != COSIGNATURE:
        raise Invalid("witness.key", "This is not the key of a witness; ask for its cosignature key.")
    if url is not None and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
        raise Invalid("witness.url", "The address of a witness begins with http:// or https://.")
    known = witnesses_of(record)
    if any(one.name == name or one.key.public_key == key.public_key for one in known):
        raise Conflict(
            "witness.known", f"A witness of the name {name}, or with this key, is in the policy already."
        )
    return _write(record, [*known, Witness(name, key, url)], needed)


def remove_witness(record: Record, name: str, *, needed: int | None = None) -> Policy:
    """Take a witness out of the policy. Raises NotFound."""
    known = witnesses_of(record)
    if name not in [one.name for one in known]:
        raise NotFound("witness.unknown", f"There is no witness {name} in the policy of this record.")
    return _write(record, [one for one in known if one.name != name], needed)


def _write(record: Record, witnesses: list[Witness], needed: int | None) -> Policy:
    """Replace the policy file whole; the logs it names stay."""
    logs = parse_policy(record.policy_path.read_bytes()).logs
    lines = [f"log {key.vkey}" for key in logs]
    lines += [" ".join(filter(None, ("witness", one.name, one.key.vkey, one.url))) for one in witnesses]
    if witnesses:
        count = "all" if needed is None else str(needed)
        lines += [f"group {_QUORUM} {count} {' '.join(one.name for one in witnesses)}", f"quorum {_QUORUM}"]
    else:
        lines.append(f"quorum {NO_QUORUM}")
    text = "\n".join(lines) + "\n"
    policy = parse_policy(text.encode())
    handle, beside = tempfile.mkstemp(dir=record.folder, prefix=".policy-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as target:
            target.write(text)
            os.fchmod(target.fileno(), 0o600)
            target.flush()
            os.fsync(target.fileno())
        Path(beside).replace(record.policy_path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return policy
