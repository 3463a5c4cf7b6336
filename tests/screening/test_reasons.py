"""Reasons fit the line of an act, whatever stands on the item, and keep their words."""

from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.acts.schema import LINE
from wholefile.screening import reasons

VALUES = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=300
).filter(lambda value: LINE.refuse(value) is None)


@given(VALUES, VALUES)
def test_every_reason_is_a_line_an_act_can_hold(first, second):
    made = [reasons.same_thing(kind, first) for kind in (*reasons.SAME_THING_KINDS, "headstamp")]
    made += [reasons.same_person(kind, first, how) for kind in ("person", "submitter")
             for how in (reasons.PARTY, reasons.NAMED_ON_ITEM, reasons.HANDED_IN)]  # fmt: skip
    made += [
        reasons.same_round(first, second),
        reasons.same_calibre(first),
        reasons.ammunition_for(first),
        reasons.same_incident(first),
        reasons.at_the_address(first),
        reasons.named(first, None),
        reasons.named(first, "D-" + "1" * 38),
        reasons.part_of("V26-000001"),
        reasons.whole_of("V26-000001.1"),
    ]
    for one in made:
        assert LINE.refuse(one.words) is None, one.words
        assert one.words.endswith(".")
