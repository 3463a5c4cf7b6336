"""A small record held in memory, made with the core alone: what a verifier is tried on, honest or not.

It keeps entries, leaf hashes and bodies in lists and draws every proof from them. Nothing is checked here: a test
that needs a dishonest record says so with `twists`, which replace how a named step is entered. All keys and random
numbers follow from names, so that two runs write the same bytes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from tests.core.makers import Authenticator
from wholefile.core import bundle as bundles
from wholefile.core import case_index, keys, merkle, multiproof, note
from wholefile.core.acts import docket_numbers, item_ids, kind_of, signer_persons
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.case_file import CaseFile
from wholefile.core.checkpoint import Checkpoint, sign_checkpoint
from wholefile.core.commitment import commit, open_all, open_some
from wholefile.core.cosignature import cosign
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.core.header import decode_header, encode_header, make_act
from wholefile.core.note import COSIGNATURE, ED25519_NOTE, VerifierKey
from wholefile.core.policy import format_policy
from wholefile.core.signatures import sign_act

ORIGIN = "record.example/evidence"
DAY = 86_400_000
START = 1_767_225_600_000  # 1 January 2026, 00:00 UTC
WITNESSES = ("court.example", "defenders.example")
OPEN_REGISTER = ("record.opened", "person.added", "key.enrolled", "key.revoked", "record.expunged")


def seed(name: str) -> bytes:
    return sha256(f"seed of {name}".encode()).digest()


def key_id(name: str) -> str:
    return keys.key_id(keys.ED25519, keys.public_key_of(seed(name)))


def public_key(name: str) -> str:
    return b64u(keys.public_key_of(seed(name)))


LOG_SEED = seed("the log")
LOG_KEY = VerifierKey(ORIGIN, ED25519_NOTE, keys.public_key_of(LOG_SEED))


def witness_key(name: str) -> VerifierKey:
    return VerifierKey(name, COSIGNATURE, keys.public_key_of(seed(name)))


def policy_text(needed: int | None = None, witnesses: Iterable[str] = WITNESSES) -> str:
    return format_policy([LOG_KEY], {name.split(".")[0]: witness_key(name) for name in witnesses}, needed)


@dataclass(frozen=True)
class Step:
    """One act to be entered. `keys` are names of key seeds; by default those of the persons who must sign."""

    name: str
    kind: str
    body: dict[str, Any]
    keys: tuple[str, ...] = ()
    at: int | None = None
    nonce: bytes | None = None

    def but(self, **changes: Any) -> "Step":
        """The same with other fields in the body."""
        return replace(self, body=self.body | changes)

    def without(self, *names: str) -> "Step":
        return replace(self, body={k: v for k, v in self.body.items() if k not in names})


Twist = Callable[["World", Step], Any]


@dataclass
class World:
    """The record: `twists` by the name of a step say how that step is entered instead."""

    twists: Mapping[str, Twist] = field(default_factory=dict)
    clock: int = START
    headers: list[bytes] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[bytes] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    by_label: dict[str, list[int]] = field(default_factory=dict)
    dockets_of: dict[str, list[str]] = field(default_factory=dict)
    keys_of: dict[str, str] = field(default_factory=dict)
    passkeys: dict[str, Authenticator] = field(default_factory=dict)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    expunged: dict[int, int] = field(default_factory=dict)
    signed: bytes = b""

    # Entering.

    def do(self, name: str, kind: str, /, *, keys: tuple[str, ...] = (), **body: Any) -> int:
        """Enter an act, or whatever the twist of this name does instead; the position of the last entry."""
        step = Step(name, kind, body, keys)
        self.twists.get(name, World.enter)(self, step)
        return len(self.headers) - 1

    def enter(self, step: Step) -> int:
        self.clock += 60_000
        persons = signer_persons(step.kind, step.body).values() if step.kind != "index" else ()
        names = step.keys or tuple(dict.fromkeys(self.keys_of[person] for person in persons))
        seq = len(self.headers)
        act, secret = self.draft(step, seq)
        return self.append(
            encode_header(act, seq, [self.signed_by(name, act) for name in names]), step.body, secret
        )

    def draft(self, step: Step, seq: int) -> tuple[dict[str, Any], bytes]:
        """The act of a step as the entry of this number, unsigned, and the secret of its commitment."""
        secret = sha256(b"secret" + seq.to_bytes(8, "big")).digest()
        act = make_act(
            log=ORIGIN,
            kind=step.kind,
            cases=self.labels(step.kind, step.body),
            at=step.at or self.clock,
            nonce=step.nonce or sha256(b"nonce" + seq.to_bytes(8, "big")).digest()[:16],
            body=commit(step.body, secret),
        )
        return act, secret

    def signed_by(self, name: str, act: dict[str, Any]) -> dict[str, Any]:
        """The signature of a key held as a file, or of a passkey where one has this name."""
        return self.passkeys[name].sign(act) if name in self.passkeys else sign_act(seed(name), act)

    def append(self, header: bytes, body: dict[str, Any], secret: bytes) -> int:
        """Put any header at the end."""
        act = decode_header(header).act
        seq = len(self.headers)
        self.headers.append(header)
        self.leaves.append(merkle.leaf_hash(header))
        self.bodies.append(body)
        self.secrets.append(secret)
        self.kinds.append(str(act["kind"]))
        for label in act["cases"]:
            self.by_label.setdefault(str(label), []).append(seq)
        self._note_dockets(str(act["kind"]), body)
        return seq

    def labels(self, kind: str, body: Mapping[str, Any]) -> set[str]:
        if kind == "index":
            return set()
        if kind_of(kind).place == "register":
            return {REGISTER_LABEL}
        dockets = set(docket_numbers(body))
        for item in item_ids(kind, body):
            dockets.update(self.dockets_of.get(item.split(".")[0], ()))
        for name in ("statement", "first", "second", "inconsistency"):
            dockets.update(self.dockets_of.get(body.get(name, ""), ()))
        labels = {case_label(docket) for docket in dockets} or {REGISTER_LABEL}
        for seq in body.get("positions", ()):
            labels.update(decode_header(self.headers[seq]).cases)
        return labels

    def _note_dockets(self, kind: str, body: Mapping[str, Any]) -> None:
        if kind == "item.received":
            self.dockets_of[body["item"]] = list(body["dockets"])
        elif kind == "statement.recorded":
            self.dockets_of[body["statement"]] = list(body["dockets"])
        elif kind == "inconsistency.flagged":
            self.dockets_of[body["inconsistency"]] = [
                docket for name in ("first", "second") for docket in self.dockets_of[body[name]]
            ]
        elif kind == "item.linked":
            self.dockets_of[body["item"]].append(body["docket"])

    def expunge(self, *positions: int, docket: str, ordered_by: str = "P-1") -> int:
        """Enter the order that destroys these bodies, and destroy them."""
        seq = self.do(
            "expunge", "record.expunged", docket=docket, order="D-101-CR-2026-42, order of 2 January",
            authority="Rule 5", positions=list(positions), ordered_by=ordered_by, by="P-3",
        )  # fmt: skip
        for one in positions:
            self.bodies[one], self.expunged[one] = {}, seq
        return seq

    # Proving.

    def checkpoint(self) -> int:
        """Enter the index and sign the log as it then stands; the position of the index."""
        seq, values = len(self.headers), self.map_values()
        body = {"size": seq, "cases": len(values), "map": b64u(case_index.map_root(values))}
        position = self.do("index", "index", keys=("the log",), **body)
        root = merkle.root(self.leaves)
        self.sign(Checkpoint(ORIGIN, len(self.leaves), root))
        return position

    def sign(self, checkpoint: Checkpoint) -> None:
        """Sign a checkpoint for the log and have the witnesses cosign it."""
        self.checkpoints.append(checkpoint)
        signed = note.parse_note(sign_checkpoint(checkpoint, LOG_SEED))
        lines = [cosign(signed.text, name, seed(name), self.clock // 1000) for name in WITNESSES]
        self.signed = note.format_note(signed.text, [*signed.signatures, *lines])

    def map_values(self) -> dict[bytes, bytes]:
        return {unb64u(label): self._value(seqs) for label, seqs in self.by_label.items()}

    def _value(self, seqs: list[int]) -> bytes:
        subroot = case_index.case_subroot((seq, self.leaves[seq]) for seq in seqs)
        return case_index.case_value(len(seqs), seqs[-1], subroot)

    def bundle(self, docket: str, *, known: CaseFile) -> bundles.Bundle:
        """The completeness bundle of a case at the last checkpoint, closed where the `known` case says."""
        label, size = case_label(docket), len(self.leaves)
        values, node = self.map_values(), merkle.list_reader(self.leaves)
        case, register = self.by_label[label], self.by_label[REGISTER_LABEL]
        history = {
            seq
            for one in case
            if self.kinds[one] == "item.linked"
            for seq in self.bodies[one]["history"]
            if seq not in case
        }
        shown = sorted({*case, *register, *history, size - 1})
        now = self.checkpoints[-1]
        earlier = [
            bundles.Earlier(old.size, old.root, tuple(merkle.consistency_proof(old.size, now.size, node)))
            for old in self.checkpoints[:-1]
        ]
        return bundles.Bundle(
            origin=ORIGIN,
            docket=docket,
            size=size,
            case_proof=case_index.prove(values, unb64u(label)).to_json(),
            register_proof=case_index.prove(values, unb64u(REGISTER_LABEL)).to_json(),
            index=self.shown(size - 1),
            entries=tuple(self.shown(seq, known) for seq in case),
            register=tuple(self.registered(seq) for seq in register),
            brought=tuple(self.shown(seq, known) for seq in sorted(history)),
            multiproof=tuple(multiproof.prove_many(shown, size, node)),
            earlier=tuple(earlier),
        )

    def shown(self, seq: int, case: CaseFile | None = None) -> bundles.Entry:
        """An entry, open unless everything it is about in this case is withheld or undecided."""
        kind, body, raw = self.kinds[seq], self.bodies[seq], self.headers[seq]
        if seq in self.expunged:
            return bundles.Entry(raw, expunged_by=self.expunged[seq])
        if kind in ("candidate.dismissed", "disclosure.decided"):
            return bundles.Entry(raw, self.opening(seq, body.keys() - {"explanation", "note"}))
        items = case.subjects.of(kind, body) if case else []
        if case is None or not any(map(case.has, items)) or any(map(case.is_opened, items)):
            return bundles.Entry(raw, self.opening(seq, body.keys()))
        opening = self.opening(seq, kind_of(kind).placing & body.keys())
        decisions = [one.decision for item in items if (one := case.item(item))]
        if all(decision and decision.decision == "withheld" for decision in decisions):
            return bundles.Entry(raw, opening, withheld_by=decisions[0].seq)
        return bundles.Entry(raw, opening, closed=bundles.CLOSED_PENDING)

    def opening(self, seq: int, names: Iterable[str]) -> dict[str, Any]:
        """The opening that shows these fields of an entry."""
        body, secret, names = self.bodies[seq], self.secrets[seq], set(names)
        return open_all(body, secret) if names == body.keys() else open_some(body, secret, names)

    def registered(self, seq: int) -> bundles.Entry:
        """An entry of the register, closed unless it says whose keys are whose, or who is of the court."""
        if seq in self.expunged:
            return bundles.Entry(self.headers[seq], expunged_by=self.expunged[seq])
        if self.kinds[seq] in OPEN_REGISTER or self.bodies[seq].get("role") == "court":
            return bundles.Entry(self.headers[seq], open_all(self.bodies[seq], self.secrets[seq]))
        return bundles.Entry(self.headers[seq], closed=bundles.CLOSED_REGISTER)
