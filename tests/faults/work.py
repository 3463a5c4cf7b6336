"""The work that is interrupted: a fixed row of acts, each under an idempotency key of its own.

    work = Work(record)
    receipt = work.do(7)       # the same act whenever it is asked for, in any process

Five acts to an item: it is received, sealed, photographed, described, and handed over with two signatures.
"""

from hashlib import sha256
from pathlib import Path

from tests.actions.office import DOCKET, STAFF, Clock, Office, seed
from wholefile.actions import custody, items
from wholefile.actions.files import Upload
from wholefile.actions.signing import Signer
from wholefile.record import journal
from wholefile.record.home import Record, create_record, open_record
from wholefile.record.ledger import Receipt

ORIGIN = "records.example/faults"
ACTS_PER_ITEM = 5


def signers() -> dict[str, Signer]:
    """Everybody in the office, by the name of their part."""
    return {name: Signer.of(f"P-{number}", seed(name)) for number, (name, *_rest) in enumerate(STAFF, 1)}


def reopened(folder: Path, url: str | None = None) -> Record:
    """The record in this folder with a clock that goes on where its log ends."""
    clock = Clock()
    record = open_record(folder, clock=clock, database_url=url, witnesses=())
    clock.now = journal.read_head(record.db).last_at + 1_000
    return record


def created(folder: Path, url: str | None = None) -> Record:
    """An empty record."""
    return create_record(folder, ORIGIN, clock=Clock(), database_url=url, witnesses=())


def picture(number: int) -> bytes:
    """The bytes of a photograph, some kilobytes, other ones for each act."""
    return b"".join(sha256(f"{number}/{part}".encode()).digest() for part in range(300))


class Work:
    """The acts on a record in which an office was opened and no item was received."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.office = Office(record, record.clock, signers())

    def do(self, number: int) -> Receipt:
        """Record act `number`; those before it must stand already."""
        self.record.clock.advance()
        group, step = divmod(number, ACTS_PER_ITEM)
        item, seal = f"V26-{group + 1:06d}", f"S-{group + 1}"
        custodian, key = self.office.custodian, {"idempotency": f"act {number}"}
        match step:
            case 0:
                return self._receive(group, key)
            case 1:
                return custody.apply_seal(self.record, item, seal=seal, initials="CD", by=custodian, **key)
            case 2:
                upload = Upload("scene.jpg", picture(number))
                return items.attach_files(
                    self.record, item, [upload], purpose="photograph", by=custodian, **key
                )
            case 3:
                words = f"Case {group}, brass, head stamped 45 COLT"
                return items.describe_item(
                    self.record, item, description=words, reason="cleaned", by=custodian, **key
                )
            case _:
                people = {"released_by": custodian, "received_by": self.office.investigator}
                return custody.transfer_custody(
                    self.record, [item], purpose="viewing", seal_state="intact", seal=seal, **people, **key
                )[1]

    def _receive(self, group: int, key: dict[str, str]) -> Receipt:
        return items.receive_item(
            self.record,
            description=f"Spent cartridge case {group}, brass",
            category="evidence",
            dockets=[DOCKET],
            submitted_by="Eva Stone",
            collected_at="North field",
            authority="warrant",
            by=self.office.custodian,
            **key,
        )[1]
