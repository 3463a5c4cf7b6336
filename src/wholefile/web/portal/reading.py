"""What the defence opens at the portal: no act, no line of a log; a trace that the reader alone can open, or nothing.

Rule D12. A trace is sealed to a key file of the reader (`wholefile.actions.reading_traces`). Whoever signs with
passkeys alone has no key that anything could be sealed to, and then nothing is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from wholefile.actions.reading_traces import trace_reading
from wholefile.core.errors import Unprocessable
from wholefile.core.keys import ED25519
from wholefile.web import office
from wholefile.web.people import Asking


def traced(request: Asking, what: str, items: Sequence[str] = ()) -> None:
    """Keep for the reader alone that they opened this, where they have a key to seal it to."""
    try:
        trace_reading(office.record(), request.person, items, what=what)
    except Unprocessable:
        return


def is_traced(person: str) -> bool:
    """Whether what this reader opens is kept, sealed to them, or not at all."""
    db = office.record().db
    return db.exists("signing_key", person=person, algorithm=ED25519, revoked_seq=None)
