"""Pages are drawn when somebody looks at them: a few at a time in a process, and the last ones kept in memory only.

What is kept is bounded in bytes and in time, lies on no disk, and is looked at by nobody who could not have had it
drawn: who may see a page is asked before.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.utils.translation import gettext as _

from wholefile.core.errors import Unavailable
from wholefile.processing.page_pictures import NoPicture, PagePicture, draw_page
from wholefile.processing.work import password_of, store_of
from wholefile.record.home import Record

AT_ONCE = 2  # sandboxes of a process; each takes a processor
WAITING = 2  # requests that may wait for one of them; the other threads of the process serve other pages
_PATIENCE = 15  # seconds
_KEPT_BYTES = 48 << 20
_KEPT_SECONDS = 600

_Key = tuple[str, int, str | None]
_inside = threading.BoundedSemaphore(AT_ONCE + WAITING)
_drawing = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_kept: OrderedDict[_Key, tuple[float, PagePicture]] = OrderedDict()


def page_drawn(record: Record, sha256: str, number: int) -> PagePicture | NoPicture:
    """A page of a file, drawn now or a little while ago. Raises as `draw_page`, and Unavailable when many are drawn."""
    key = (sha256, number, password_of(record, sha256))
    there = store_of(record, sha256).has(sha256)
    if there and (known := _known(key)) is not None:
        return known
    with _a_turn():
        drawn = draw_page(record, sha256, number)
    if isinstance(drawn, PagePicture):
        _keep(key, drawn)
    return drawn


def forget_pages() -> None:
    """Keep no picture any longer."""
    with _lock:
        _kept.clear()


@contextmanager
def _a_turn() -> Iterator[None]:
    """One of the few places at which a page is drawn. Raises Unavailable when they are all taken for long."""
    busy = Unavailable("page.busy", _("Many pages are being drawn just now; look again in a moment."))
    if not _inside.acquire(blocking=False):
        raise busy
    try:
        if not _drawing.acquire(timeout=_PATIENCE):
            raise busy
        try:
            yield
        finally:
            _drawing.release()
    finally:
        _inside.release()


def _known(key: _Key) -> PagePicture | None:
    with _lock:
        _sweep()
        found = _kept.get(key)
        if found is None:
            return None
        _kept.move_to_end(key)
        picture = found[1]
    return replace(picture, pixels=zlib.decompress(picture.pixels))


def _keep(key: _Key, drawn: PagePicture) -> None:
    small = replace(drawn, pixels=zlib.compress(drawn.pixels, 1))
    with _lock:
        _kept[key] = (time.monotonic(), small)
        _kept.move_to_end(key)
        _sweep()


def _sweep() -> None:
    """Let go of what is old, and of what was looked at longest ago where there is too much."""
    since = time.monotonic() - _KEPT_SECONDS
    for key in [key for key, one in _kept.items() if one[0] < since]:
        del _kept[key]
    while _kept and sum(len(one[1].pixels) for one in _kept.values()) > _KEPT_BYTES:
        _kept.popitem(last=False)
