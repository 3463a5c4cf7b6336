import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core import naive
from wholefile.core import commitment
from wholefile.core.canonical import b64u
from wholefile.core.errors import IntegrityFailure, Invalid

SECRET = bytes(range(32))
FIELDS = {
    "description": "a knife, 20 cm",
    "item": "EV-1",
    "place": "kitchen",
    "seal": ["S-1", "S-2"],
    "weight": 120,
}
COMMITMENT = commitment.commit(FIELDS, SECRET)

names = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=8)
values = (
    st.text(max_size=8).filter(lambda t: t.isprintable())
    | st.integers(0, 9)
    | st.lists(st.booleans(), max_size=2)
)
bodies = st.dictionaries(names, values, max_size=9)


@given(bodies, st.binary(min_size=32, max_size=32))
def test_follows_the_definition(fields, secret):
    assert commitment.commit(fields, secret) == naive.commitment(fields, secret)


@given(bodies, st.data())
def test_any_fields_can_be_shown_and_the_rest_withheld(fields, data):
    shown = data.draw(st.sets(st.sampled_from(sorted(fields)))) if fields else set()
    opening = commitment.open_some(fields, SECRET, shown)
    expected = {name: value for name, value in fields.items() if name in shown}
    assert commitment.check_opening(opening, commitment.commit(fields, SECRET)) == expected
    assert commitment.shows_everything(opening) == (shown == set(fields))


def test_a_full_opening_shows_everything():
    opening = commitment.open_all(FIELDS, SECRET)
    assert commitment.check_opening(opening, COMMITMENT) == FIELDS
    assert commitment.shows_everything(opening)


def test_what_is_withheld_does_not_stand_in_the_opening():
    opening = str(commitment.open_some(FIELDS, SECRET, {"item"}))
    assert "EV-1" in opening
    assert not any(word in opening for word in ("knife", "kitchen", "place", "S-1", b64u(SECRET)))


def test_the_same_body_under_another_secret_is_another_commitment():
    assert commitment.commit(FIELDS, bytes(32)) != COMMITMENT


@pytest.mark.parametrize(
    "change",
    [
        lambda o: o["fields"].update(weight=121),
        lambda o: o["fields"].pop("seal"),
        lambda o: o["fields"].update(extra=1),
        lambda o: o["fields"].update(weight=None),
        lambda o: o["fields"].update({"é": 1}),
        lambda o: o.update(secret=b64u(bytes(32))),
        lambda o: o.update(secret=b64u(bytes(31))),
        lambda o: o.update(secret=7),
        lambda o: o.update(fields=[]),
        lambda o: o.update(more=1),
        lambda o: o.pop("secret"),
    ],
)
def test_changed_full_openings_fail(change):
    opening = copy.deepcopy(commitment.open_all(FIELDS, SECRET))
    change(opening)
    with pytest.raises(IntegrityFailure):
        commitment.check_opening(opening, COMMITMENT)


@pytest.mark.parametrize(
    "change",
    [
        lambda leaves: leaves[0].update(value="a spoon"),
        lambda leaves: leaves[0].update(name="item"),
        lambda leaves: leaves[0].update(name="\u0430"),
        lambda leaves: leaves[0].update(salt=b64u(bytes(32))),
        lambda leaves: leaves[0].update(salt=b64u(bytes(31))),
        lambda leaves: leaves[0].update(value=1.5),
        lambda leaves: leaves[0].update(more=1),
        lambda leaves: leaves[1].update(hash=b64u(bytes(32))),
        lambda leaves: leaves[1].update(hash=b64u(bytes(31))),
        lambda leaves: leaves[1].update(hash=None),
        lambda leaves: leaves.reverse(),
        lambda leaves: leaves.pop(),
        lambda leaves: leaves.append({"hash": b64u(bytes(32))}),
        lambda leaves: leaves.append(leaves[0]),
        lambda leaves: leaves.append("x"),
        lambda leaves: leaves.clear(),
    ],
)
def test_changed_partial_openings_fail(change):
    opening = copy.deepcopy(commitment.open_some(FIELDS, SECRET, {"description", "weight"}))
    change(opening["leaves"])
    with pytest.raises(IntegrityFailure):
        commitment.check_opening(opening, COMMITMENT)


@pytest.mark.parametrize("opening", [None, [], {}, "x", {"leaves": {}}, {"leaves": [], "secret": ""}])
def test_what_is_no_opening_fails(opening):
    with pytest.raises(IntegrityFailure):
        commitment.check_opening(opening, commitment.commit({}, SECRET))


def test_an_opening_of_another_body_fails():
    other = {**FIELDS, "item": "EV-2"}
    with pytest.raises(IntegrityFailure):
        commitment.check_opening(commitment.open_all(other, SECRET), COMMITMENT)


def test_a_name_shown_twice_fails_even_when_it_was_committed_to_twice():
    leaf = commitment.open_some({"a": 1}, SECRET, {"a"})["leaves"][0]
    other = commitment.open_some({"a": 2}, SECRET, {"a"})["leaves"][0]
    both = naive.mth(
        [
            naive.sha(naive.tag("field"), commitment.unb64u(x["salt"]), b'["a",%d]' % x["value"])
            for x in (leaf, other)
        ]
    )
    with pytest.raises(IntegrityFailure):
        commitment.check_opening({"leaves": [leaf, other]}, both)


def test_only_fields_that_are_there_can_be_shown():
    with pytest.raises(Invalid):
        commitment.open_some(FIELDS, SECRET, {"weapon"})


@pytest.mark.parametrize(
    "call", [commitment.commit, commitment.open_all, lambda f, s: commitment.open_some(f, s, set())]
)
def test_a_short_secret_is_refused(call):
    with pytest.raises(Invalid):
        call(FIELDS, bytes(16))


@pytest.mark.parametrize("fields", [{"é": 1}, {"a": None}, {"a": 1.5}, {"\ud800": 1}])
def test_bodies_without_a_canonical_form_are_refused(fields):
    with pytest.raises(Invalid):
        commitment.commit(fields, SECRET)
