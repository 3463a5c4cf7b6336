"""Trust policies: which logs are believed, and which witnesses must have cosigned (C2SP tlog-policy).

    log <vkey> [<url>]
    witness <name> <vkey> [<url>]
    group <name> all|any|<k> <name>...
    quorum <name>|none

The court keeps such a file; nothing else it needs to trust comes from the agency. Files that are not exactly
so raise `Invalid`; a checkpoint that does not satisfy the policy raises `IntegrityFailure`.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from wholefile.core import note as notes
from wholefile.core.checkpoint import Checkpoint, parse_checkpoint
from wholefile.core.cosignature import cosigned_at
from wholefile.core.errors import IntegrityFailure, Invalid
from wholefile.core.note import COSIGNATURE, ED25519_NOTE, VerifierKey

NO_QUORUM = "none"
_MAX_BYTES = 262_144
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_BLANKS = re.compile(r"[ \t]+")
_COUNT = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses or groups of which at least `needed` must have cosigned."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """What makes a checkpoint believable: signed by one of the logs, cosigned by the quorum."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey]
    groups: Mapping[str, Group]
    quorum: str

    def satisfied_by(self, cosigners: Container[str]) -> bool:
        """Whether these witnesses, by their name in the policy, make the quorum."""
        witnessed = {name for name in self.witnesses if name in cosigners}
        for name, group in self.groups.items():  # a group stands after its members
            if sum(member in witnessed for member in group.members) >= group.needed:
                witnessed.add(name)
        return self.quorum == NO_QUORUM or self.quorum in witnessed


@dataclass(frozen=True, slots=True)
class WitnessedCheckpoint:
    """A checkpoint that a policy accepts, and when (seconds since 1970) each of its witnesses cosigned."""

    checkpoint: Checkpoint
    log_key: VerifierKey
    cosigned: Mapping[str, int]


def check_checkpoint(raw: bytes, policy: Policy) -> WitnessedCheckpoint:
    """The checkpoint in a note, once a log of the policy signed it and its quorum cosigned it."""
    note = notes.parse_note(raw)
    checkpoint = parse_checkpoint(note.text)
    log_key = _log_of(note, checkpoint, policy)
    notes.verify_note(note, log_key)
    times = {name: cosigned_at(note, key) for name, key in policy.witnesses.items()}
    cosigned = {name: at for name, at in times.items() if at is not None}
    if not policy.satisfied_by(cosigned):
        names = ", ".join(sorted(cosigned)) or "no witness"
        raise IntegrityFailure("policy.quorum", f"The policy asks for more witnesses; cosigned by {names}.")
    return WitnessedCheckpoint(checkpoint, log_key, cosigned)


def _log_of(note: notes.SignedNote, checkpoint: Checkpoint, policy: Policy) -> VerifierKey:
    for key in policy.logs:
        if key.name == checkpoint.origin and any(key.made(s) for s in note.signatures):
            return key
    raise IntegrityFailure(
        "policy.log", f"No log of the policy signed this checkpoint of {checkpoint.origin}."
    )


def parse_policy(raw: bytes) -> Policy:
    """The policy which a file holds."""
    if len(raw) > _MAX_BYTES:
        raise Invalid("policy.too_long", f"A policy file has at most {_MAX_BYTES} bytes.")
    if _FORBIDDEN.search(raw):
        raise Invalid(
            "policy.characters", "A policy file holds no control characters other than tab and newline."
        )
    reader = _Reader()
    for number, line in enumerate(raw.decode("utf-8", "surrogateescape").split("\n"), start=1):
        words = _BLANKS.split(line.strip(" \t"))
        if not words[0] or words[0].startswith("#"):
            continue
        try:
            reader.read(words)
        except Invalid as error:
            raise Invalid("policy.line", f"Line {number} of the policy: {error.message}") from None
    if reader.quorum is None:
        raise Invalid("policy.no_quorum", "A policy has a quorum line.")
    return Policy(tuple(reader.logs), reader.witnesses, reader.groups, reader.quorum)


def format_policy(
    log_keys: list[VerifierKey], witnesses: Mapping[str, VerifierKey], needed: int | None = None
) -> str:
    """A policy file: these logs, and `needed` of these witnesses (all of them unless told otherwise)."""
    lines = [f"log {key.vkey}" for key in log_keys]
    lines += [f"witness {name} {key.vkey}" for name, key in witnesses.items()]
    if witnesses:
        count = "all" if needed is None else str(needed)
        lines += [f"group the-quorum {count} {' '.join(witnesses)}", "quorum the-quorum"]
    else:
        lines.append(f"quorum {NO_QUORUM}")
    text = "\n".join(lines) + "\n"
    parse_policy(text.encode())
    return text


class _Reader:
    """What the lines of a policy file have said so far."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()

    def read(self, words: list[str]) -> None:
        match words:
            case ["log", vkey, *url] if len(url) <= 1:
                self.logs.append(_key(vkey, ED25519_NOTE, self.logs))
            case ["witness", name, vkey, *url] if len(url) <= 1:
                self._check_new(name)
                self.witnesses[name] = _key(vkey, COSIGNATURE, self.witnesses.values())
            case ["group", name, needed, member, *members]:
                self._add_group(name, needed, (member, *members))
            case ["quorum", name]:
                self._set_quorum(name)
            case _:
                raise Invalid("policy.words", f"{words[0]} is not followed by what belongs there.")

    def _add_group(self, name: str, needed: str, members: tuple[str, ...]) -> None:
        self._check_new(name)
        for member in members:
            if member not in self.witnesses and member not in self.groups:
                raise Invalid("policy.member", f"{member} is not defined on a line before.")
            if member in self._members:
                raise Invalid("policy.member", f"{member} already stands in a group.")
            self._members.add(member)
        count = {"all": len(members), "any": 1}.get(needed)
        if count is None:
            count = int(needed) if _COUNT.fullmatch(needed) else 0
        if not 1 <= count <= len(members):
            raise Invalid("policy.count", f"A group needs all, any or 1 to {len(members)} of its members.")
        self.groups[name] = Group(count, members)

    def _set_quorum(self, name: str) -> None:
        if self.quorum is not None:
            raise Invalid("policy.quorum_twice", "there is a quorum line already.")
        if name != NO_QUORUM and name not in self.witnesses and name not in self.groups:
            raise Invalid("policy.member", f"{name} is not defined on a line before.")
        self.quorum = name

    def _check_new(self, name: str) -> None:
        if name == NO_QUORUM or name in self.witnesses or name in self.groups:
            raise Invalid("policy.name", f"the name {name} is taken.")


def _key(vkey: str, kind: int, others: Iterable[VerifierKey]) -> VerifierKey:
    key = notes.parse_vkey(vkey)
    if key.type != kind:
        raise Invalid("policy.key_type", f"a key of type {kind} belongs here, not of type {key.type}.")
    if any(other.public_key == key.public_key for other in others):
        raise Invalid("policy.key_twice", "this public key stands here twice.")
    return key
