"""What is like a file, as it is shown."""

import pytest

from tests.actions.serving import attach
from tests.processing.found import digest, text_file
from wholefile.core.errors import NotFound
from wholefile.processing.likeness import index_likeness
from wholefile.showing.alike import ALIKE_KEYS, alike_view
from wholefile.showing.seeing import EVERYTHING

WORDS = " ".join(f"word{number}" for number in range(200))


def test_a_file_that_is_not_seen_is_like_nothing_that_is_told(world):
    item = world.items["letter"]
    mine = text_file(world.office.record, item, WORDS)
    for name in ("outsider", "counsel", "ana", "late"):
        with pytest.raises(NotFound):
            alike_view(world.office.record, world.sight(name), mine)
    with pytest.raises(NotFound):
        alike_view(world.office.record, EVERYTHING, "f" * 64)


def test_others_are_told_and_the_same_bytes_only_where_they_lie_twice(world):
    record, item = world.office.record, world.items["letter"]
    mine = text_file(record, item, WORDS, "one.txt")
    assert alike_view(record, EVERYTHING, mine) == []
    other = text_file(record, item, f"Once more: {WORDS}", "two.txt")
    while index_likeness(record, 50):
        pass
    (found,) = alike_view(record, EVERYTHING, mine)
    assert set(found) == set(ALIKE_KEYS)
    assert (found["sha256"], found["how"]) == (other, "words")
    assert 900 < found["measure"] < 1000
    attach(world.office, item, **{"a.txt": b"same bytes"})
    attach(world.office, world.office.receive(), **{"b.txt": b"same bytes"})
    (same,) = alike_view(record, EVERYTHING, digest(b"same bytes"))
    assert [one["name"] for one in same["occurrences"]] == ["a.txt", "b.txt"]
