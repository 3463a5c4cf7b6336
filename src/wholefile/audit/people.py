"""Whose keys signed: read from the openings of the register while the entries go by, in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wholefile.core.acts import signer_persons
from wholefile.core.canonical import unb64u
from wholefile.core.errors import WholefileError
from wholefile.core.header import INDEX_KIND, Header
from wholefile.core.keys import ED25519, check_public_key
from wholefile.core.note import VerifierKey
from wholefile.core.signatures import EnrolledKey, verify_signature

OPENED, ENROLLED, REVOKED = "record.opened", "key.enrolled", "key.revoked"


@dataclass
class _Held:
    """A key, whose it is, and the position that ended it."""

    key: EnrolledKey
    person: str
    ended: int | None = None


class People:
    """The keys known so far. The log's own key is given from outside and signs index entries alone."""

    def __init__(self, log_key: VerifierKey | None) -> None:
        self._log = None if log_key is None else EnrolledKey.of(ED25519, log_key.public_key)
        self._held: dict[str, _Held] = {}
        self._gaps = False

    def missed(self, kind: str) -> None:
        """An act about keys went by unopened: from here on, an unknown key may be a good one."""
        self._gaps = self._gaps or kind in (OPENED, ENROLLED, REVOKED)

    @property
    def complete(self) -> bool:
        """Whether every act about keys was opened."""
        return not self._gaps

    def learn(self, header: Header, body: Mapping[str, Any]) -> str:
        """Keys that an act brings or ends. What is wrong with them, in words; else empty."""
        try:
            return self._learn(header, body)
        except (WholefileError, KeyError, TypeError) as error:
            return f"brings a key that cannot be used: {getattr(error, 'message', 'it is malformed')}"

    def _learn(self, header: Header, body: Mapping[str, Any]) -> str:
        if header.kind == OPENED:
            return self._open(header, body)
        if header.kind == ENROLLED:
            return self._enrol(header, body, str(body["person"]))
        if header.kind == REVOKED:
            held = self._held.get(str(body["key"]))
            if held is None:
                return "" if self._gaps else "revokes a key that nobody enrolled"
            held.ended = header.seq if held.ended is None else held.ended
        return ""

    def _open(self, header: Header, body: Mapping[str, Any]) -> str:
        if header.seq != 0:
            return "opens the record a second time"
        for founder in body["founders"]:
            if problem := self._enrol(header, founder, str(founder["person"])):
                return problem
        if self._log is not None and unb64u(body["log_key"], 32) != self._log.public_key:
            return "names another key of the log than the one that was given"
        return ""

    def _enrol(self, header: Header, body: Mapping[str, Any], person: str) -> str:
        name, public_key = str(body["key"]), unb64u(body["public_key"])
        if name in self._held:
            return "enrols a key for the second time"
        check_public_key(str(body["algorithm"]), public_key)
        self._held[name] = _Held(
            EnrolledKey(
                name, str(body["algorithm"]), public_key, body.get("rp_id"), tuple(body.get("origins", ()))
            ),
            person,
        )
        if name not in (str(one["key"]) for one in header.signatures):
            return "enrols a key that did not sign the enrolment"
        return ""

    def problem(self, header: Header) -> str:
        """What is wrong with the signatures on an entry, in words; "?" when a key is not known to this audit."""
        unknown = False
        for signature in header.signatures:
            key = self._key(str(signature["key"]), header)
            if isinstance(key, str):
                return key
            if key is None:
                unknown = True
                continue
            try:
                verify_signature(signature, header.act, key)
            except WholefileError as error:
                return error.message
        return "?" if unknown else ""

    def _key(self, name: str, header: Header) -> EnrolledKey | str | None:
        """The key of a signature, or why it may not sign here, or None when this audit cannot know."""
        if header.kind == INDEX_KIND:
            if self._log is None:
                return None
            return (
                self._log
                if self._log.key == name
                else "An index entry is signed by another key than the log's."
            )
        held = self._held.get(name)
        if held is None:
            return None if self._gaps else "It is signed with a key that nobody enrolled."
        if held.ended is not None and held.ended < header.seq:
            return f"It is signed with a key that entry {held.ended} revoked."
        return held.key

    def wrong_persons(self, header: Header, body: Mapping[str, Any]) -> str:
        """Who signed and should not have, or should have and did not; "?" when a key is not known."""
        if header.kind == INDEX_KIND:
            return ""
        required = sorted(signer_persons(header.kind, body).values())
        names = [str(one["key"]) for one in header.signatures]
        if any(name not in self._held for name in names):
            return "?"
        signed = sorted(self._held[name].person for name in names)
        if signed == required and len(set(signed)) == len(signed):
            return ""
        return f"is signed by {', '.join(signed)} and names {', '.join(required)} as signers"
