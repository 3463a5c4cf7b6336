"""What a verification is given, each input read once and only when a check asks for it.

An input that cannot be read raises `Unread` to every check that asks, so one broken part leaves the checks of
the other parts standing. Nothing here is believed because it could be read: that is what the checks are for.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from wholefile.core import note as notes
from wholefile.core.bundle import Bundle, parse_bundle
from wholefile.core.canonical import decode_object
from wholefile.core.case_file import CaseFile, ProductionView, read_case
from wholefile.core.checkpoint import Checkpoint, parse_checkpoint
from wholefile.core.errors import WholefileError
from wholefile.core.manifest import BAG_INFO, BAGIT, MANIFEST, TAG_MANIFEST, parse_bag_info, parse_manifest
from wholefile.core.policy import Policy, parse_policy
from wholefile.core.schedule import parse_schedule, schedule_of
from wholefile.verify.checks import Unread
from wholefile.verify.entries import Recorded, recorded
from wholefile.verify.folder import Folder, Progress
from wholefile.verify.keyring import Keyring, keyring

_SMALL = 1 << 20
_LISTS = 512 << 20
_CERTIFICATE = "data/certificate.json"

T = TypeVar("T")


class lazily(Generic[T]):  # noqa: N801 - used as a decorator
    """A property worked out on first use; a failure is remembered as `Unread` under the property's name."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.function = function
        self.name = function.__name__
        self.__doc__ = function.__doc__

    def __get__(self, given: Any, owner: type | None = None) -> T:
        if self.name not in given.__dict__:
            given.__dict__[self.name] = self._work_out(given)
        value = given.__dict__[self.name]
        if isinstance(value, Unread):
            raise value
        return value  # type: ignore[no-any-return]

    def __set__(self, given: Any, value: T) -> None:
        """Refuse: inputs are not assigned. Being here makes every reading go through `__get__`."""
        raise AttributeError(self.name)

    def _work_out(self, given: Any) -> T | Unread:
        try:
            return self.function(given)
        except Unread as unread:
            return unread
        except WholefileError as error:
            return Unread(self.name, error.message)


class Given:
    """The inputs of one verification: a folder, and what the recipient brings along."""

    def __init__(
        self,
        folder: Folder,
        *,
        own_policy: Policy | None = None,
        known: bytes | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.folder = folder
        self.own_policy = own_policy
        self.known = known
        self.progress = progress

    # The bag.

    @lazily
    def declaration(self) -> bytes:
        """What the file bagit.txt declares."""
        return self.folder.read(BAGIT, _SMALL)

    @lazily
    def bag_info(self) -> Mapping[str, str]:
        """The labels and values of bag-info.txt."""
        return dict(parse_bag_info(self.folder.read(BAG_INFO, _SMALL)))

    @lazily
    def payload_manifest(self) -> Mapping[str, str]:
        """Digest by path of everything under data/, as listed."""
        return parse_manifest(self.payload_manifest_bytes)

    @lazily
    def payload_manifest_bytes(self) -> bytes:
        """The list of payload files and digests, whose own digest was served."""
        return self.folder.read(MANIFEST, _LISTS)

    @lazily
    def tag_manifest(self) -> Mapping[str, str]:
        """Digest by path of everything else, as listed."""
        return parse_manifest(self.folder.read(TAG_MANIFEST, _LISTS), payload=False)

    @lazily
    def digests(self) -> Mapping[str, str]:
        """Digest by path of every file in the folder, as it is."""
        return self.folder.digests(sorted(self.folder.sizes), self.progress)

    # The proof.

    @lazily
    def bundle(self) -> Bundle:
        """The completeness bundle."""
        return parse_bundle(self.folder.read("proof/bundle.json", _LISTS))

    @lazily
    def checkpoint_bytes(self) -> bytes:
        """The signed note of the checkpoint as it came."""
        return self.folder.read("proof/checkpoint", _SMALL)

    @lazily
    def note(self) -> notes.SignedNote:
        """The signed note of the checkpoint, read."""
        return notes.parse_note(self.checkpoint_bytes)

    @lazily
    def checkpoint(self) -> Checkpoint:
        """Size and root of the record, as the note says."""
        return parse_checkpoint(self.note.text)

    @lazily
    def policy(self) -> Policy:
        """The recipient's own policy, or the one which the sender suggests."""
        return self.own_policy or parse_policy(self.folder.read("proof/policy", _SMALL))

    @lazily
    def log_key(self) -> notes.VerifierKey:
        """The key of this record, from the policy."""
        for key in self.policy.logs:
            if key.name == self.checkpoint.origin:
                return key
        raise Unread("log_key", f"The policy names no record called {self.checkpoint.origin}.")

    # The entries.

    @lazily
    def index(self) -> Recorded:
        """The last entry of the log, which holds the root of the case index."""
        return recorded(self.bundle.index)

    @lazily
    def entries(self) -> tuple[Recorded, ...]:
        """The entries of the case, in order."""
        return tuple(map(recorded, self.bundle.entries))

    @lazily
    def register(self) -> tuple[Recorded, ...]:
        """The entries of the register of people and keys, in order."""
        return tuple(map(recorded, self.bundle.register))

    @lazily
    def brought(self) -> tuple[Recorded, ...]:
        """Earlier entries of other cases about items that were linked to this one."""
        return tuple(map(recorded, self.bundle.brought))

    @lazily
    def all_entries(self) -> tuple[Recorded, ...]:
        """Every entry shown, each once, in the order of the log."""
        found = {one.seq: one for one in (*self.brought, *self.register, *self.entries, self.index)}
        return tuple(found[seq] for seq in sorted(found))

    @lazily
    def acts(self) -> tuple[Recorded, ...]:
        """The opened acts of the case and of what was brought, in order; `Unread` when one does not hold."""
        found = {one.seq: one for one in (*self.brought, *self.entries)}
        for one in found.values():
            if one.broken:
                raise Unread("acts", f"The contents of entry {one.seq} are not those it was made with.")
        return tuple(found[seq] for seq in sorted(found) if found[seq].fields is not None)

    @lazily
    def keyring(self) -> Keyring:
        """Every key of the register, and whose it was when."""
        return keyring(self.register)

    # The production.

    @lazily
    def schedule_bytes(self) -> bytes:
        """The schedule as it was served."""
        return self.folder.read("data/schedule.json", _LISTS)

    @lazily
    def schedule(self) -> Mapping[str, Any]:
        """The schedule: every item of the case and what is done with it."""
        return parse_schedule(self.schedule_bytes)

    @lazily
    def schedule_sheet(self) -> bytes:
        """The schedule as a sheet for people."""
        return self.folder.read("data/schedule.csv", _LISTS)

    @lazily
    def production(self) -> str:
        """The number of this production, as the schedule says."""
        return str(self.schedule["production"])

    @lazily
    def served(self) -> Recorded:
        """The act by which this production was served."""
        for one in self.entries:
            if (
                one.kind == "production.served"
                and one.fields
                and one.fields.get("production") == self.production
                and one.fields.get("docket") == self.bundle.docket
            ):
                return one
        raise Unread("served", f"No act in the record serves the production {self.production}.")

    def case_at(self, seq: int) -> CaseFile:
        """The case as the acts before this position tell it."""
        return read_case((one for one in self.acts if one.seq < seq), self.bundle.docket)

    @lazily
    def case(self) -> CaseFile:
        """The case up to the checkpoint."""
        return self.case_at(self.bundle.size)

    @lazily
    def served_case(self) -> CaseFile:
        """The case when the production was served."""
        return self.case_at(self.served.seq)

    @lazily
    def plan(self) -> ProductionView:
        """What was planned for this production."""
        plan = self.served_case.productions.get(self.production)
        if plan is None:
            raise Unread("plan", f"No act in the record plans the production {self.production}.")
        return plan

    @lazily
    def expected_schedule(self) -> Mapping[str, Any]:
        """The schedule that the acts before the service give."""
        return schedule_of(self.served_case, self.production)

    @lazily
    def certificate(self) -> Mapping[str, Any]:
        """The certificate as it was enclosed."""
        return decode_object(self.folder.read(_CERTIFICATE, _SMALL))

    @property
    def has_certificate(self) -> bool:
        """Whether a certificate is enclosed."""
        return _CERTIFICATE in self.folder.sizes

    @lazily
    def privilege_log(self) -> Mapping[str, Any]:
        """The list of what is kept back."""
        log = decode_object(self.folder.read("data/privilege-log.json", _LISTS), max_bytes=_LISTS)
        rows = log.get("rows")
        if type(rows) is not list or not all(
            type(row) is dict and type(row.get("item")) is str for row in rows
        ):
            raise Unread("privilege_log", "The privilege log does not have rows with items.")
        return log

    @lazily
    def privilege_log_sheet(self) -> bytes:
        """The same as a sheet for people."""
        return self.folder.read("data/privilege-log.csv", _LISTS)

    @lazily
    def dat(self) -> bytes:
        """The load file of fields."""
        return self.folder.read(f"data/loadfiles/{self.production}.dat", _LISTS)

    @lazily
    def opt(self) -> bytes:
        """The load file of pages."""
        return self.folder.read(f"data/loadfiles/{self.production}.opt", _LISTS)
