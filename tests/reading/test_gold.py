"""The gold is what it claims: exact, consistent, of the size asked for, and in the words of the facts."""

import re
from collections import Counter

import pytest

from tests.reading.article import Article, article_gold
from tests.reading.forbidden import ANYWHERE, occurrences, violations
from tests.reading.gold import marked
from tests.reading.matching import Matching
from tests.shared_files import shared_json
from wholefile.reading.facts import ROLES, Status
from wholefile.reading.spans import Span

NAMES = marked.names()
IDENTITY = re.compile(r"(person|organisation|document):(\d+)-(\d+)")
OPENING, CLOSING = "“\"‘'", "”\"’'"
DAY = r"(\d{4}|XXXX)(-(\d\d|W\d\d|Q\d|SP|SU|FA|WI|WXX)(-(\d\d|\d|WE))?)?"
DATE = re.compile(DAY + r"(T(\d\d:\d\d(:\d\d)?|MO|AF|EV|NI))?|PRESENT_REF")
DURATION = re.compile(r"P(T?\d+[YMWDHS])")


@pytest.fixture(params=NAMES)
def gold(request):
    return marked.load(request.param)


def facts_of(gold, kind):
    return [(fact, fact.words(gold.text)) for fact in gold.of(kind)]


def test_there_are_several_of_every_kind():
    counted = Counter(marked.load(name).kind for name in NAMES)
    assert counted == dict.fromkeys(marked.KINDS, 4) | {
        "court filing": 5,
        "civil complaint": 3,
        "news report": 3,
    }


def test_every_document_has_the_length_of_a_real_one(gold):
    assert 350 <= len(gold.text.split()) <= 900


def test_no_mark_is_left_in_the_text(gold):
    assert not set("{}|~") & set(gold.text)


def test_every_identity_names_a_fact_that_is_there(gold):
    known = {fact.identity for fact in gold.facts}
    named = {
        value
        for fact in gold.facts
        for name in fact.told
        for value in fact.all(name)
        if IDENTITY.fullmatch(value)
    }
    named |= {link.refers for fact in gold.facts for link in fact.chain if link.refers}
    named |= (
        {one for name, right in gold.instead.items() for one in right if not name.startswith("time:")}
        | gold.voice
        | set(gold.instead)
    )
    assert named <= known
    assert len(known) == len(gold.facts)


def test_every_chain_ends_with_the_document_and_each_link_stands_in_it(gold):
    for fact in gold.of("assertion"):
        *links, last = fact.chain
        assert (last.who, last.span, last.refers) == (marked.DOCUMENT, None, "")
        assert all(link.span.of(gold.text) == link.who for link in links)


def test_every_mention_of_a_person_with_a_name_says_some_of_it(gold):
    for fact, _ in facts_of(gold, "person"):
        if fact.one("named") == "no":
            continue  # "Officer John Doe" is no name
        known = set(re.findall(r"\w+", " ".join([fact.one("name"), *fact.all("variants")]).casefold()))
        # A short form of a first name and initials are names as well.
        for span in {fact.span, *fact.others} - gold.nominal:
            words = re.findall(r"[^\W_]+", span.of(gold.text).casefold())
            assert any(word in known or any(name.startswith(word) for name in known) for word in words) or (
                "-" in span.of(gold.text)
            ), span.of(gold.text)


def test_the_other_spelling_of_a_name_stands_in_the_text(gold):
    for fact, _ in facts_of(gold, "person"):
        words = " ".join(span.of(gold.text) for span in (fact.span, *fact.others)).casefold()
        for variant in fact.all("variants"):
            assert set(variant.casefold().split()) & set(words.split()), variant


def test_no_surname_stands_unmarked(gold):
    for fact, _ in facts_of(gold, "person"):
        marks = [*(fact.span, *fact.others), *gold.also.values()]
        for name in filter(None, {fact.one("name"), *fact.all("variants")}):
            for match in re.finditer(rf"\b{name.split()[-1]}\b", gold.text):
                one = Span(*match.span())
                others = [
                    span
                    for other in gold.of("person", "organisation")
                    for span in (other.span, *other.others)
                ]
                assert any(span.holds(one) for span in (*marks, *others)), gold.text[one.start - 40 : one.end]


def test_every_name_is_one_that_the_text_gives(gold):
    for fact in gold.of("person", "organisation"):
        if name := fact.one("name"):
            last = name.split()[-1]
            surname_first = f"{last}, {name.removesuffix(last)}".strip()
            assert any(occurrences(gold.text, words) for words in (name, surname_first)), name


def test_people_without_a_name_have_none(gold):
    unnamed = [fact for fact in gold.of("person") if fact.one("named") == "no"]
    assert unnamed
    assert not any(fact.one("name") for fact in unnamed)


def test_every_quote_stands_between_marks(gold):
    for fact, words in facts_of(gold, "quote"):
        continued = "\n\n“"
        before, after = gold.text[fact.span.start - 1], gold.text[fact.span.end]
        assert before in OPENING, words
        assert after in CLOSING or gold.text.startswith(continued, fact.span.end), words


def test_the_title_of_a_work_stands_in_marks_and_is_no_quote(gold):
    spans = [fact.span for fact in gold.of("quote")]
    for work in gold.works:
        assert not any(work == span for span in spans)
        words = work.of(gold.text)
        around = gold.text[work.start - 1] + gold.text[work.end]
        assert words[0] in OPENING or around[0] in OPENING


def test_every_value_of_time_has_a_known_form(gold):
    for fact, words in facts_of(gold, "time"):
        for value in {fact.one("date"), *gold.instead.get(fact.identity, ())}:
            forms = {"DATE": (DATE,), "TIME": (DATE,), "DURATION": (DURATION,), "SET": (DATE, DURATION)}[
                fact.one("type")
            ]
            assert any(form.fullmatch(value) for form in forms), (words, value)
            assert fact.one("type") not in {"DATE", "TIME"} or ("T" in value.removeprefix("PRESENT")) == (
                fact.one("type") == "TIME"
            ), (words, value)


def test_an_expression_of_time_begins_after_its_preposition(gold):
    for _, words in facts_of(gold, "time"):
        assert words.split()[0].casefold() not in {"on", "in", "since", "by", "before", "from", "until"}, (
            words
        )


def test_every_day_of_an_event_is_a_date_or_empty(gold):
    for fact in gold.of("event", "court_event"):
        assert not fact.one("date") or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", fact.one("date"))


def test_no_assertion_is_in_the_documents_own_voice(gold):
    assert {fact.status for fact in gold.of("assertion")} <= {Status.ALLEGED, Status.STATED, Status.DENIED}


def test_every_kind_of_document_has_the_hard_things(gold):
    """A denial, an allegation, a chain of two, a title, a variant, and several things that must not be said."""
    statuses = {fact.status for fact in gold.of("assertion")}
    assert {Status.ALLEGED, Status.STATED, Status.DENIED} <= statuses or gold.kind == "civil complaint"
    assert any(len(fact.chain) >= 2 for fact in gold.of("assertion"))
    assert any(fact.all("variants") for fact in gold.of("person"))
    assert len(gold.forbidden) >= 7


def test_all_kinds_of_facts_are_there_somewhere():
    facts = [fact for name in NAMES for fact in marked.load(name).facts]
    assert {fact.kind for fact in facts} == {
        "person", "organisation", "role", "charge", "claim", "relief", "citation", "court_event", "event", "time",
        "document", "quote", "assertion",
    }  # fmt: skip
    assert {fact.one("role") for fact in facts if fact.kind == "role"} >= set(ROLES) - {
        "minor",
        "other",
        "attorney",
    }
    assert {fact.one("pleaded") for fact in facts if fact.kind == "claim"} == {"yes", "no"}
    assert {fact.one("type") for fact in facts if fact.kind == "time"} == {"DATE", "TIME", "DURATION", "SET"}


def test_what_must_not_be_said_is_about_words_of_the_text(gold):
    for banned in gold.forbidden:
        assert occurrences(gold.text, banned.words), banned.words
        assert banned.why


def test_the_gold_itself_says_nothing_that_must_not_be_said(gold):
    matching = Matching(gold, gold.facts)
    assert [words for banned in gold.forbidden for words in violations(matching, banned)] == []


def test_reading_the_marks_twice_gives_the_same(gold):
    assert marked.load(gold.name) == gold


def test_the_article_becomes_a_gold_with_all_that_its_own_list_holds():
    gold, said = article_gold(), shared_json("samples/article.gold.json")
    kinds = Counter(fact.kind for fact in gold.facts)
    assert {kind: kinds[kind] for kind in ("person", "organisation", "claim", "relief", "quote", "time")} == {
        "person": len(said["people"]),
        "organisation": len(said["organisations"]),
        "claim": len(said["claims"]),
        "relief": len(said["relief"]),
        "quote": len(said["quotes"]),
        "time": len(said["timexes"]),
    }
    assert kinds["event"] + kinds["court_event"] == len(said["events"])
    assert Article(gold.text, said).gold() == gold
    assert all(banned.words == ANYWHERE or occurrences(gold.text, banned.words) for banned in gold.forbidden)
    assert [words for one in gold.forbidden for words in violations(Matching(gold, gold.facts), one)] == []
