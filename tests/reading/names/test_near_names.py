"""Which names are a letter away from a name."""

from hypothesis import given
from hypothesis import strategies as st

from wholefile.reading.names.namewords import one_letter_apart
from wholefile.reading.names.near_names import NearNames

WORDS = st.text("abc", min_size=4, max_size=7)


def near(*words, to):
    found = NearNames()
    for word in words:
        found.add(word, word)
    return found.near(to)


def test_nobody_is_near_where_two_letters_differ():
    assert near("ortega", "quist", to="ortiga") == ["ortega"]
    assert near("quist", to="ortiga") == []


def test_a_name_without_end_is_only_itself():
    assert near("a" * 5_000, to="a" * 4_999) == []


@given(WORDS, WORDS)
def test_whoever_is_a_letter_away_is_found(one, other):
    assert not one_letter_apart(one, other) or near(one, to=other) == [one]
