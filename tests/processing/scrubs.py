"""A scrub and what the acts say of it, for the tests of fixity."""

import json
import os
from hashlib import sha256

from tests.actions.office import HOUR
from tests.record.s3_proxy import flipped
from tests.record.s3_server import s3_service, store_on  # noqa: F401 - a fixture
from wholefile.processing.fixity import Budget, scrub

UNIT = 1000


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def rot(store, name: str, data: bytes | None = None) -> None:
    """One bit of a stored file changes, or all of it, behind the back of the program."""
    path = store.path(name)
    path.chmod(0o644)
    path.write_bytes(flipped(path.read_bytes()) if data is None else data)


def run(office, **budget):
    """One scrub; an hour passes before it."""
    office.clock.advance(HOUR)
    return scrub(office.record, by=office.custodian, budget=Budget(**budget) if budget else None)


def acts(office) -> list[dict]:
    """What the acts of fixity say, in order."""
    rows = office.db.query(
        'SELECT b."fields" FROM "entry" e JOIN "body" b ON b."seq" = e."seq" WHERE e."kind" = %s ORDER BY e."seq"',
        ("file.verified",),
    )
    return [json.loads(bytes(row[0])) for row in rows]


def files(count: int, size: int = UNIT) -> list[tuple[str, bytes]]:
    return [(f"{number}.bin", os.urandom(size)) for number in range(count)]
