"""Marks become a text and facts with exact places; a mark that cannot be right is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.gold import marked
from wholefile.reading.facts import Status
from wholefile.reading.spans import Span

HEAD = """kind: news report
day: 2026-08-27
voice: lea
person lea: Lea Brandt; Lea Brand
unnamed man: a man
organisation firm: Firm & Sons
document note: what=note author=lea
not: charge disposition!=dismissed against=lea | theft | it was dropped
---
"""
BODY = (
    "{d note|A note} by {p lea officer|Det. ~Lea Brandt} of {o firm|Firm & Sons} says {n man witness|a man} "
    "said “{q speaker=man|{a status=denied chain=man,note|I did not.}}”\n"
)


def read(body=BODY, head=HEAD):
    return marked.read_marked("sample", head + body)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (BODY + "{p lea|Lea", "never closed"),
        (BODY + "Lea}", "opens or closes nothing"),
        (BODY + "~Lea", "opens or closes nothing"),
        (BODY + "{p|Lea}", "not declared as person"),
        (BODY + "{p leo|Leo}", "not declared as person"),
        (BODY + "{o lea|Lea}", "not declared as organisation"),
        (BODY + "{n note|It}", "not declared as organisation or person"),
        (BODY + "{p lea chef|Lea}", "no role"),
        (BODY + "{z lea|Lea}", "no such mark"),
        (BODY + "{q speaker=leo|Yes.}", "nobody and nothing declared"),
        (BODY + "{q who=lea|Yes.}", "does not say who"),
        (BODY + "{a status=alleged chain=*nobody_here|Yes.}", "nowhere does it say"),
        (BODY + "{a status=certain|Yes.}", "not a valid Status"),
        (BODY + "{t DATE|now}", "not enough values"),
        (BODY + "{p lea|}", "holds no words"),
        (BODY.replace("{o firm|Firm & Sons}", "a firm"), "never mentioned: firm"),
    ],
)
def test_a_mark_that_cannot_be_right_is_refused(body, complaint):
    with pytest.raises(Exception, match=complaint):
        read(body)


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        (HEAD.replace("---\n", ""), "no line of three dashes"),
        (HEAD.replace("news report", "poem"), "no kind of document"),
        (HEAD.replace("kind", "sort"), "the head says 'sort'"),
        (HEAD.replace("not: charge", "not: crime"), "no kind of fact"),
        (HEAD.replace("person lea", "person man"), "the head says 'unnamed man'"),
        (HEAD.replace("voice: lea", "voice: leo"), "nobody and nothing declared"),
    ],
)
def test_a_head_that_cannot_be_right_is_refused(head, complaint):
    with pytest.raises(ValueError, match=complaint):
        read(head=head)


def test_the_text_is_what_stands_there_without_the_marks():
    assert read().text == "A note by Det. Lea Brandt of Firm & Sons says a man said “I did not.”\n"


def test_every_fact_stands_where_its_mark_stood():
    gold = read()
    assert {(fact.kind, fact.words(gold.text)) for fact in gold.facts} == {
        ("document", "A note"),
        ("person", "Lea Brandt"),
        ("role", "Det. Lea Brandt"),
        ("organisation", "Firm & Sons"),
        ("person", "a man"),
        ("role", "a man"),
        ("quote", "I did not."),
        ("assertion", "I did not."),
    }


def test_a_fact_tells_what_its_mark_says():
    gold = read()
    lea, man = gold.ids["lea"], gold.ids["man"]
    (note,), (quote,), (said,) = gold.of("document"), gold.of("quote"), gold.of("assertion")
    assert (note.one("what"), note.one("author"), quote.one("speaker")) == ("note", lea, man)
    assert said.status is Status.DENIED
    assert [(link.who, link.refers) for link in said.chain] == [
        ("a man", man),
        ("A note", note.identity),
        (marked.DOCUMENT, ""),
    ]
    assert {(fact.one("of"), fact.one("role")) for fact in gold.of("role")} == {
        (lea, "officer"),
        (man, "witness"),
    }
    people = {fact.one("name"): (fact.one("named"), fact.all("variants")) for fact in gold.of("person")}
    assert people == {"Lea Brandt": ("yes", ("Lea Brand",)), "": ("no", ())}


def test_a_rank_before_a_name_may_be_left_out_or_not():
    gold = read()
    (lea,) = (fact.span for fact in gold.of("person") if fact.one("named") == "yes")
    assert gold.also == {lea: Span(lea.start - 5, lea.end)}


def test_the_head_says_the_kind_the_day_the_voice_and_what_must_not_be_said():
    gold = read()
    assert (gold.kind, gold.day, gold.voice) == ("news report", date(2026, 8, 27), {gold.ids["lea"]})
    assert gold.forbidden == (
        marked.Forbidden(
            "charge",
            "theft",
            (("disposition", False, "dismissed"), ("against", True, "lea")),
            "it was dropped",
        ),
    )


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("status=alleged/stated|Rain", {"alleged", "stated"}),
        ("status=denied|It never rained", {"denied", "stated"}),
        ("status=denied|Having been out", None),
        ("status=alleged|It never rained", None),
    ],
)
def test_where_two_standings_are_right_the_gold_says_so(said, right):
    gold = read(BODY + "{a " + said + "}")
    assert gold.standing.get(gold.of("assertion")[-1].identity) == right


def test_two_facts_of_one_kind_in_one_place_are_told_apart():
    one, other = read(BODY + "{a status=stated|{a status=alleged|Rain.}}").of("assertion")[1:]
    assert (one.span, one.nth, other.nth) == (other.span, 0, 1)


PLAIN = st.text(st.characters(exclude_characters="{}|~", exclude_categories=["Cs"]), max_size=8)


@given(st.recursive(PLAIN, lambda inner: st.lists(st.tuples(inner, PLAIN), max_size=3), max_leaves=12))
def test_marks_of_any_depth_leave_the_text_and_know_their_words(tree):
    written, plain, wanted = [], [], []

    def write(node):
        if isinstance(node, str):
            written.append(node)
            plain.append(node)
            return
        for inner, after in node:
            start = len("".join(plain))
            written.append("{w|x")
            plain.append("x")
            write(inner)
            written.append("}")
            wanted.append((start, len("".join(plain))))
            write(after)

    write(tree)
    text, marks = marked.unmark("".join(written))
    assert text == "".join(plain)
    assert sorted((mark.span.start, mark.span.end) for mark in marks) == sorted(wanted)
