import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.errors import Invalid
from wholefile.reading.spans import Span, hull

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 99), st.integers(1, 99))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2), (0, 0)])
def test_a_stretch_without_a_character_is_none(start, end):
    with pytest.raises(Invalid, match="is no stretch"):
        Span(start, end)


def test_nothing_has_no_hull():
    with pytest.raises(Invalid, match="no stretch of the text"):
        hull([])


@given(SPANS, SPANS)
def test_two_meet_when_they_share_a_character(one, other):
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    assert one.meets(other) == other.meets(one) == bool(shared)
    assert one.joined(other).holds(one)
    assert one.joined(other) == hull([other, one])
    assert (one.holds(other) and other.holds(one)) == (one == other)


def test_words_are_counted_in_characters():
    assert Span(2, 4).of("a“é” b") == "é”"
