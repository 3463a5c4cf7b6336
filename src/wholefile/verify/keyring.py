"""Whose key is whose, and since when: read from the register of people and keys, and from nowhere else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wholefile.core import keys as public_keys
from wholefile.core.canonical import unb64u
from wholefile.core.header import INDEX_KIND
from wholefile.core.signatures import EnrolledKey
from wholefile.verify.entries import Recorded


@dataclass(frozen=True, slots=True)
class Held:
    """A person's key: from which entry on, until which (None: still), and why it does not count, if it does not."""

    person: str
    key: EnrolledKey
    since: int
    until: int | None = None
    flaw: str = ""

    def at(self, seq: int) -> bool:
        """Whether the key could sign this entry."""
        return not self.flaw and self.since <= seq and (self.until is None or seq <= self.until)


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every key of the register by its id, the key of the log itself, and the name behind each person id."""

    held: Mapping[str, Held]
    log: EnrolledKey | None
    names: Mapping[str, str]

    def of(self, key: str, kind: str) -> EnrolledKey | None:
        """The key that this id stands for; the log's own signs indexes and nothing else."""
        if kind == INDEX_KIND:
            return self.log if self.log and self.log.key == key else None
        return self.held[key].key if key in self.held else None


def keyring(register: Iterable[Recorded]) -> Keyring:
    """The keys which the register gives to people, read in the order of the record."""
    held: dict[str, Held] = {}
    names: dict[str, str] = {}
    log: EnrolledKey | None = None
    anybody = False
    for one in register:
        fields = one.fields
        if fields is None:
            anybody = anybody or one.kind == "person.added"  # who that was is no longer known
            continue
        if one.kind == "record.opened" and one.seq == 0:
            log = EnrolledKey.of(public_keys.ED25519, unb64u(fields["log_key"], 32))
            for founder in fields["founders"]:
                held[founder["key"]] = Held(founder["person"], _key(founder), 0)
                names[founder["person"]] = founder["name"]
        elif one.kind == "person.added":
            names.setdefault(fields["person"], fields["name"])
        elif one.kind == "key.enrolled":
            flaw = "was enrolled twice" if fields["key"] in held else _flaw_of_enrolment(one, held)
            if not flaw and not anybody and fields["person"] not in names:
                flaw = "is said to be of somebody whom nobody added"
            held[fields["key"]] = Held(fields["person"], _key(fields), one.seq, flaw=flaw)
        elif one.kind == "key.revoked" and fields["key"] in held and held[fields["key"]].until is None:
            held[fields["key"]] = replace(held[fields["key"]], until=one.seq)
    return Keyring(held, log, names)


def _key(fields: Mapping[str, object]) -> EnrolledKey:
    origins = fields.get("origins", [])
    return EnrolledKey(
        str(fields["key"]),
        str(fields["algorithm"]),
        unb64u(fields["public_key"]),
        fields.get("rp_id"),  # type: ignore[arg-type]
        tuple(origins),  # type: ignore[arg-type]
    )


def _flaw_of_enrolment(one: Recorded, held: Mapping[str, Held]) -> str:
    """What is wrong with an enrolment: the new key and another person's valid key must have signed it."""
    fields, signers = one.fields or {}, one.signing_keys
    if fields["key"] not in signers:
        return "did not sign its own enrolment"
    if fields["countersigned_by"] == fields["person"]:
        return "was countersigned by its own owner"
    others = [held[key] for key in signers if key in held and held[key].at(one.seq)]
    if not any(other.person == fields["countersigned_by"] for other in others):
        return "was not countersigned by the person who is said to have checked it"
    return ""
