import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.reading.facts import Fact
from wholefile.reading.side_by_side import MOST_OFFERED, Statement, compare, statements_of
from wholefile.reading.spans import Span

ASKED = "Did anybody look into the chambers with you?"
ON_THE_DAY = (
    "interview",
    "Nobody. There was no time, so I called it cold and handed it over.",
    "Nell Harker",
    ASKED,
)
IN_COURT = ("hearing", "We looked into the chambers together, the assistant director and I.", "HARKER, Nell")


def statement(document, words, speaker="", question="", *, at=0, **told):
    return Statement(document, Span(at, at + len(words)), words, speaker, question, **told)


def differences(*told):
    return [(one.kind, one.about, one.first, one.second) for pair in compare(told) for one in pair.differs]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I loaded the revolver with two rounds.", "I loaded the revolver with 2 rounds."),
        ("I loaded the revolver at 14:05.", "I loaded the revolver at 2:05 p.m."),
        ("I loaded the revolver at about two, or 2 p.m.", "I loaded the revolver at about 2:10 p.m."),
        ("I loaded the revolver on October 21.", "I loaded the revolver on 10/21/2031."),
        ("I loaded the revolver on a Monday.", "I loaded the revolver in the morning."),
        ("I never loaded the revolver.", "I did not load the revolver."),
        ("Walt Pruitt loaded the revolver.", "Pruitt loaded the revolver."),
        ("I loaded two rounds.", "I drank three cups at the bar."),
        ("I loaded the revolver.", "The box was blue."),
    ],
)
def test_what_does_not_differ_is_not_offered(first, second):
    assert differences(statement("a", first, "Nell Harker"), statement("b", second, "Nell Harker")) == []


def test_one_document_is_not_set_beside_itself():
    told = [
        statement("a", "I loaded two rounds into it.", "X Y"),
        statement("a", "I loaded three rounds.", "X Y", at=90),
    ]
    assert compare(told) == ()


def test_different_people_of_no_common_item_must_share_more():
    first, second = "Two men walked on the road.", "Three men walked."
    assert differences(statement("a", first, "Ann Lee"), statement("b", second, "Bo Kim")) == []
    assert differences(statement("a", first, "Ann Lee"), statement("b", second, "Ann Lee")) != []
    items = ("I-1",)
    assert (
        differences(
            statement("a", first, "Ann Lee", items=items), statement("b", second, "Bo Kim", items=items)
        )
        != []
    )


def test_two_answers_of_one_witness_with_both_spans_and_no_side_taken():
    first, second = statement(*ON_THE_DAY, at=40), statement(*IN_COURT, at=700)
    [pair] = compare([first, second])
    assert (pair.first, pair.second) == (second, first)
    assert pair.same == ("the same speaker, HARKER, Nell",)
    assert pair.words == (
        "the same speaker, HARKER, Nell; both speak of “looked”, “chambers”; "
        "they differ in denial: the second denies “chambers” (“Nobody”), the first does not"
    )


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ("I loaded the revolver at noon.", "I loaded the revolver at 12:30.", ("time", "", "noon", "12:30")),
        (
            "I loaded the revolver on Monday.",
            "I loaded the revolver Tuesday.",
            ("time", "", "Monday", "Tuesday"),
        ),
        (
            "I loaded the revolver on May 3.",
            "I loaded the revolver on May 4, 2031.",
            ("time", "", "May 3", "May 4, 2031"),
        ),
        ("I loaded two dummy rounds.", "I loaded 3 dummy rounds.", ("number", "rounds", "two", "3")),
        ("I loaded the revolver.", "I never loaded the revolver.", ("denial", "loaded", "", "never")),
        (
            "I loaded the revolver.",
            "Walt loaded the revolver.",
            ("actor", "loaded", "I (Nell Harker)", "Walt"),
        ),
    ],
)
def test_in_what_two_statements_differ(first, second, difference):
    assert differences(statement("a", first, "Nell Harker"), statement("b", second, "Nell Harker")) == [
        difference
    ]


def test_events_with_bounds_that_do_not_meet_and_other_actors():
    told = {"items": ("I-1",)}
    first = statement(
        "a",
        "the box was found in the barn",
        first="2031-11-02",
        last="2031-11-02",
        actors=("Ana Ruiz",),
        **told,
    )
    second = statement(
        "b",
        "the box, found in the barn",
        first="2031-11-04",
        last="2031-11-09",
        actors=("Dale Whitcomb",),
        **told,
    )
    assert differences(first, second) == [
        ("time", "", "2031-11-02", "2031-11-04 to 2031-11-09"),
        ("actor", "", "Ana Ruiz", "Dale Whitcomb"),
    ]


def test_statements_of_a_reading_have_names_and_questions():
    text = "Nell Harker said: I did it."
    person = Fact("person", Span(0, 11), "a rule", {"name": "Nell Harker", "named": "yes"})
    quote = Fact(
        "quote", Span(18, 27), "a rule", {"speaker": person.identity, "speaker_words": "Nell Harker"}
    )
    event = Fact("event", Span(18, 27), "a rule", {"participants": (person.identity,), "first": "2031-10-21"})
    found = statements_of(
        "D-1", text, (person, quote, event), items=("I-1",), questions={quote.span: "Who did it?"}
    )
    assert found == (
        Statement("D-1", quote.span, "I did it.", "Nell Harker", "Who did it?", ("I-1",)),
        Statement(
            "D-1", event.span, "I did it.", "", "Who did it?", ("I-1",), ("Nell Harker",), "2031-10-21", ""
        ),
    )


def test_thousands_of_statements_alike_are_bounded():
    told = [
        statement(
            f"D-{n % 9}",
            f"I loaded {n} rounds into the revolver in barn {n % 300}x of the ranch.",
            "Nell Harker",
            at=n,
        )
        for n in range(4_000)
    ]
    found = compare(told)
    assert 0 < len(found) <= MOST_OFFERED


WORDS = st.lists(
    st.sampled_from(
        [
            "I",
            "Walt",
            "Pruitt",
            "loaded",
            "revolver",
            "box",
            "two",
            "3",
            "rounds",
            "never",
            "nobody",
            "noon",
            "by",
            "May",
        ]
    ),
    max_size=12,
).map(" ".join)
STATEMENTS = st.lists(
    st.builds(
        statement,
        st.sampled_from("abc"),
        (WORDS | st.text(max_size=40)).map(lambda words: words or "."),
        st.sampled_from(["", "Nell Harker", "Harker", "\u202e", "Det. Ana Ruiz"]),
        WORDS,
        at=st.integers(0, 50),
    ),
    max_size=25,
)


@given(told=STATEMENTS, order=st.randoms(use_true_random=False))
def test_the_same_statements_in_any_order_give_the_same_pairs(told, order):
    shuffled = list(told)
    order.shuffle(shuffled)
    found = compare(told)
    assert compare(shuffled) == found
    for pair in found:
        assert pair.first.document != pair.second.document
        assert pair.differs
        assert pair.same
        assert pair.words


DENIED = statement("report", "he had brought live rounds to the set", "Walter Pruitt", denied=True)


@pytest.mark.parametrize(
    "other",
    [
        statement("interview", "No. I never brought live rounds to the set", "Walter Pruitt"),
        statement("letter", "he had brought live rounds to the set", "Walter Pruitt", denied=True),
    ],
)
def test_two_who_deny_the_same_do_not_differ(other):
    assert differences(DENIED, other) == []


def test_what_is_denied_and_elsewhere_said_differs():
    said = statement("interview", "I brought live rounds to the set", "Walter Pruitt")
    assert differences(said, DENIED) == [("denial", "brought", "", "denied")]
    assert differences(DENIED, said) == [("denial", "brought", "", "denied")]
