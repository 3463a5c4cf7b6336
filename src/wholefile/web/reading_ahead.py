"""Long texts are read in the background, one at a time; who asked looks again when it is done.

What is kept is derived: nothing is lost when the server stops in between, and the next who asks begins it again.
"""

from __future__ import annotations

import json
import logging
import threading

from django.db import connections

from wholefile.actions.proposals import proposals_of
from wholefile.core.errors import WholefileError
from wholefile.record.home import Record

log = logging.getLogger("wholefile.web")
_MOST_WAITING = 20
_one_at_a_time = threading.Lock()
_known = threading.Lock()
_waiting: set[tuple[str, str, str]] = set()


def begin(record: Record, layer: str, *, read_as: str = "", dated: str = "") -> bool:
    """Have a text layer read; False when too many wait already. One that waits is not begun twice."""
    key = (layer, read_as, dated)
    with _known:
        if key in _waiting:
            return True
        if len(_waiting) >= _MOST_WAITING:
            return False
        _waiting.add(key)
    threading.Thread(target=_read, args=(record, key), name=f"read-{layer[:12]}", daemon=True).start()
    return True


def is_waiting(layer: str, read_as: str = "", dated: str = "") -> bool:
    """Whether this text is being read, or waits for it."""
    with _known:
        return (layer, read_as, dated) in _waiting


def _read(record: Record, key: tuple[str, str, str]) -> None:
    layer, read_as, dated = key
    try:
        with _one_at_a_time:
            proposals_of(record, layer, read_as=read_as, dated=dated)
    except WholefileError as error:
        log.warning(json.dumps({"event": "not read", "layer": layer, "why": error.code}))
    except Exception as error:
        log.exception(json.dumps({"event": "failed", "layer": layer}), exc_info=error)
    finally:
        with _known:
            _waiting.discard(key)
        connections.close_all()
