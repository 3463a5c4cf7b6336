import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.errors import Invalid
from wholefile.reading.spans import Placing, Span, hull, meets_one

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


class At:
    def __init__(self, start, end):
        self.span = Span(start, end)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12))),
    st.integers(0, 60),
    st.integers(1, 12),
    st.integers(0, 9),
)
def test_what_stands_at_a_stretch_is_what_a_look_at_all_would_find(places, start, length, around):
    things = [At(at, at + long) for at, long in places]
    found = Placing(things).meeting(Span(start, start + length), around)
    expected = [
        one for one in things if one.span.start < start + length + around and one.span.end > start - around
    ]
    assert found == sorted(expected, key=lambda one: one.span)


def test_a_place_that_only_touches_a_stretch_does_not_meet_it():
    places = [Span(0, 4), Span(8, 12)]
    assert not meets_one(places, Span(4, 8))
    assert meets_one(places, Span(4, 9))
