"""The scorer gives full marks to the gold itself, and fewer for every single thing that is changed in it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tests.reading import scoring
from tests.reading.article import article_gold
from tests.reading.counts import count_number
from tests.reading.forbidden import occurrences
from tests.reading.gold import marked
from tests.reading.matching import Matching
from wholefile.reading.facts import TOLD, Fact, Link, Status
from wholefile.reading.spans import Span

NAMES = [*marked.names(), "article"]
ORDER = "filing-order"


def gold_of(name):
    return article_gold() if name == "article" else marked.load(name)


@pytest.fixture(params=NAMES)
def gold(request):
    return gold_of(request.param)


def changed(gold, kind, change, fits=lambda _: True):
    """All the facts of the gold, with the first of a kind that fits changed, or left out when it becomes None."""
    facts = list(gold.facts)
    at = next(at for at, fact in enumerate(facts) if fact.kind == kind and fits(fact))
    facts[at : at + 1] = filter(None, [change(facts[at])])
    return facts


def telling(fact, **told):
    return replace(fact, told={**fact.told, **told})


def moved(fact):
    return replace(fact, span=Span(fact.span.start, fact.span.end + 1))


def test_the_gold_itself_has_full_marks(gold):
    scores = scoring.score(gold, gold.facts)
    assert {name: value for name, value in scores.summary().items() if value != 1} == {}
    assert scores.violations == []


def test_nothing_read_has_no_marks(gold):
    scores = scoring.score(gold, ())
    assert set(scores.summary().values()) == {0}


def test_to_find_more_never_lowers_what_is_right(gold):
    fewer, every = scoring.score(gold, gold.facts[::2]), scoring.score(gold, gold.facts)
    assert all(fewer.share(*name) <= every.share(*name) for name in fewer.possible)


def test_facts_in_another_order_have_the_same_marks(gold):
    assert scoring.score(gold, gold.facts[::-1]).summary() == scoring.score(gold, gold.facts).summary()


def first_with(kind):
    """A gold that has a fact of the kind."""
    return next(gold for gold in map(gold_of, NAMES) if gold.of(kind))


PLACED = list(scoring.PARTICULARS)


@pytest.mark.parametrize("kind", [*PLACED, *scoring.ENTITIES, "role"])
def test_a_fact_left_out_costs_recall(kind):
    gold = first_with(kind)
    summary = scoring.score(gold, changed(gold, kind, lambda _: None)).summary()
    assert summary[f"{kind}: overlap recall"] < 1
    assert summary[f"{kind}: exact recall"] < 1


@pytest.mark.parametrize("kind", [*PLACED, "person", "organisation", "document", "role"])
def test_a_fact_too_many_costs_precision(kind):
    gold = first_with(kind)
    one = gold.of(kind)[0]
    far = Span(len(gold.text) - 2, len(gold.text) - 1)
    told = {"of": gold.of("person")[-1].identity, "role": "juror"} if kind == "role" else one.told
    status = Status.STATED if kind == "assertion" else one.status
    scores = scoring.score(gold, [*gold.facts, Fact(kind, far, "more", told, status)])
    precision, recall, _ = scores.tallies[kind].figures()
    assert precision < 1
    assert recall == 1


@pytest.mark.parametrize("kind", PLACED)
def test_a_place_one_letter_off_is_near_and_not_exact(kind):
    gold = first_with(kind)
    summary = scoring.score(gold, changed(gold, kind, moved)).summary()
    assert summary[f"{kind}: exact recall"] < 1
    assert summary[f"{kind}: overlap recall"] == 1


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("charge", "against", "person:0-1"),
        ("charge", "count", "Count 9"),
        ("charge", "disposition", "convicted, perhaps"),
        ("charge", "disposition_date", "1999-01-01"),
        ("claim", "by", "person:0-1"),
        ("claim", "against", "person:0-1"),
        ("claim", "count", "NINTH"),
        ("claim", "pleaded", "perhaps"),
        ("relief", "by", "person:0-1"),
        ("relief", "amount", "$7"),
        ("court_event", "date", "1999-01-01"),
        ("event", "date", "1999-01-01"),
        ("time", "type", "MOMENT"),
        ("time", "date", "1999-01-01"),
        ("quote", "speaker", "person:0-1"),
        ("quote", "venue", "the moon"),
    ],
)
def test_a_wrong_particular_is_counted_as_wrong(kind, name, value):
    fits = lambda fact: fact.told.get(name)  # noqa: E731 - a name for a condition
    gold = next(gold for gold in map(gold_of, NAMES) if any(fits(fact) for fact in gold.of(kind)))
    facts = changed(gold, kind, lambda fact: telling(fact, **{name: value}), fits)
    scores = scoring.score(gold, facts)
    assert scores.right[kind, name] == scores.asked[kind, name] - 1
    # Everything else of that kind is as right as before.
    assert scores.summary()[f"{kind}: exact recall"] == 1


@pytest.mark.parametrize("kind", ["event", "court_event"])
def test_a_day_where_none_is_given_is_wrong(kind):
    def fits(fact):
        return not fact.one("date")

    gold = next(gold for gold in map(gold_of, NAMES) if any(fits(fact) for fact in gold.of(kind)))
    scores = scoring.score(gold, changed(gold, kind, lambda fact: telling(fact, date="2026-01-01"), fits))
    assert scores.share(kind, "date") < 1


@pytest.mark.parametrize("kind", [kind for kind, names in scoring.PARTICULARS.items() if "status!" in names])
def test_a_wrong_standing_is_counted_as_wrong(kind):
    gold = first_with(kind)

    def worse(fact):
        return replace(fact, status=Status.DENIED if fact.status is not Status.DENIED else Status.STATED)

    assert scoring.score(gold, changed(gold, kind, worse)).share(kind, "status") < 1


def test_where_two_values_of_time_are_right_either_has_full_marks():
    gold = marked.load("email-company")
    facts = changed(
        gold, "time", lambda fact: telling(fact, date="2025-W07"), lambda fact: fact.identity in gold.instead
    )
    assert scoring.score(gold, facts).share("time", "date") == 1


def test_where_two_standings_are_right_either_has_full_marks():
    gold = marked.load("police-burglary")
    facts = changed(
        gold,
        "assertion",
        lambda fact: replace(fact, status=Status.STATED),
        lambda fact: fact.status is Status.ALLEGED and fact.identity in gold.standing,
    )
    assert scoring.score(gold, facts).share("assertion", "status") == 1


def test_an_assertion_put_into_the_documents_own_voice_is_not_found():
    gold = marked.load(ORDER)
    facts = changed(gold, "assertion", lambda fact: replace(fact, status=Status.REPORTED))
    assert scoring.score(gold, facts).summary()["assertion: overlap recall"] < 1


@pytest.mark.parametrize(
    "change",
    [
        lambda chain: chain[1:],
        lambda chain: (*chain[:1], *chain),
        lambda chain: (replace(chain[0], refers="person:0-1"), *chain[1:]),
        lambda chain: (*chain[:2][::-1], *chain[2:]),
    ],
    ids=["shorter", "longer", "another", "turned round"],
)
def test_a_wrong_chain_is_counted_as_wrong(change):
    gold = marked.load(ORDER)
    facts = changed(
        gold,
        "assertion",
        lambda fact: replace(fact, chain=change(fact.chain)),
        lambda fact: len(fact.chain) > 2,
    )
    scores = scoring.score(gold, facts)
    assert scores.right["assertion", "chain"] == scores.asked["assertion", "chain"] - 1


def test_words_for_somebody_undeclared_are_compared_as_words():
    gold = marked.load("news-bridge")

    def worse(fact):
        return replace(fact, chain=(replace(fact.chain[0], who="the neighbours"), *fact.chain[1:]))

    def undeclared(fact):
        return not fact.chain[0].refers and len(fact.chain) > 1

    assert scoring.score(gold, changed(gold, "assertion", worse, undeclared)).share("assertion", "chain") < 1


@pytest.mark.parametrize(
    ("who", "right"),
    [
        ("Sven Voll, a bailiff", True),
        ("The bailiff", True),
        ("Sven Voll's lawyer", False),
        ("he", False),
        ("", False),
    ],
)
def test_words_that_refer_to_nobody_are_right_when_the_gold_calls_somebody_so(who, right):
    gold = marked.load(ORDER)

    def worded(fact):
        return replace(fact, chain=(replace(fact.chain[0], who=who, refers=""), *fact.chain[1:]))

    facts = changed(gold, "assertion", worded, lambda fact: fact.chain[0].refers == gold.ids["voll"])
    assert (scoring.score(gold, facts).share("assertion", "chain") == 1) == right


@pytest.mark.parametrize(("who", "right"), [("Juror No. 7", True), ("the juror", True), ("the jury", False)])
def test_a_speaker_in_words_is_right_when_the_gold_calls_somebody_so(who, right):
    gold = marked.load(ORDER)
    spoken = changed(
        gold,
        "quote",
        lambda fact: telling(fact, speaker="", speaker_words=who),
        lambda fact: fact.one("speaker") == gold.ids["juror"],
    )
    assert (scoring.score(gold, spoken).share("quote", "speaker") == 1) == right


@pytest.mark.parametrize(("through", "right"), [("O5", True), ("O6", False)])
def test_who_is_said_to_have_seen_a_document_may_be_named_after_it_or_not(through, right):
    gold = article_gold()

    def longer(fact):
        link = Link("People magazine", Status.STATED, Span(0, 1), gold.ids[through])
        return replace(fact, chain=(*fact.chain[:-1], link, fact.chain[-1]))

    def complaint(fact):
        return fact.chain[-2].refers == gold.ids["D1"]

    assert (
        scoring.score(gold, changed(gold, "assertion", longer, complaint)).share("assertion", "chain") == 1
    ) == right


def test_the_first_person_is_whoever_speaks_outside_it():
    gold = marked.load("transcript-trial")

    def doubled(fact):
        return replace(fact, chain=(Link("I", Status.STATED, Span(0, 1)), *fact.chain))

    assert scoring.score(gold, changed(gold, "assertion", doubled)).share("assertion", "chain") == 1


def test_the_documents_own_voice_may_be_named_in_a_chain_or_not():
    gold = marked.load("complaint-jail")
    (voice,) = gold.voice

    def named(fact):
        link = Link("Plaintiff", Status.ALLEGED, Span(0, 1), voice)
        return replace(fact, chain=(*fact.chain[:-1], link, fact.chain[-1]))

    assert scoring.score(gold, changed(gold, "assertion", named)).share("assertion", "chain") == 1


def test_an_author_who_speaks_through_a_document_may_be_named_before_it_or_not():
    gold = marked.load("news-bridge")

    def shorter(fact):
        return replace(fact, chain=fact.chain[1:])

    def through(fact):
        return [link.refers for link in fact.chain[:2]] == [gold.ids["okonjo"], gold.ids["lawsuit"]]

    assert scoring.score(gold, changed(gold, "assertion", shorter, through)).share("assertion", "chain") == 1


def test_a_mention_given_to_another_person_is_lost():
    gold = marked.load(ORDER)
    one = max(gold.of("person"), key=lambda fact: len(fact.others))
    less = replace(one, others=one.others[:-1])
    other = next(fact for fact in gold.of("person") if fact is not one)
    more = replace(other, others=(*other.others, one.others[-1]))
    facts = [{one.identity: less, other.identity: more}.get(fact.identity, fact) for fact in gold.facts]
    tallies = scoring.score(gold, facts).tallies
    assert sum(tallies[kind].near for kind in ("person mention", "person described")) == (
        sum(tallies[kind].wanted for kind in ("person mention", "person described")) - 1
    )


def test_one_person_read_as_two_is_one_too_many():
    gold = marked.load(ORDER)
    one = max(gold.of("person"), key=lambda fact: len(fact.others))
    halves = [replace(one, others=()), replace(one, span=one.others[0], others=one.others[1:])]
    facts = [*(fact for fact in gold.facts if fact is not one), *halves]
    scores = scoring.score(gold, facts)
    assert scores.tallies["person"].figures()[0] < 1
    # Whoever of the two is named as a speaker, the same person is meant.
    assert {Matching(gold, facts).meaning(half.identity) for half in halves} == {one.identity}


def test_a_person_without_a_name_who_is_given_one_is_wrong():
    gold = marked.load(ORDER)
    facts = changed(
        gold,
        "person",
        lambda fact: telling(fact, name="Jo Roe", named="yes"),
        lambda fact: fact.one("named") == "no",
    )
    scores = scoring.score(gold, facts)
    assert scores.share("person", "named") < 1
    assert any("Juror" in words for words in scores.violations)


def test_a_person_read_as_an_organisation_is_not_found_but_still_meant():
    gold = marked.load(ORDER)
    one = next(fact for fact in gold.of("person") if fact.one("name") == "Lucinda Penner")
    wrong = Fact("organisation", one.span, "wrong", {"name": one.one("name")}, others=one.others)
    facts = [
        telling(fact, speaker=wrong.identity) if fact.one("speaker") == one.identity else fact
        for fact in (wrong if fact is one else fact for fact in gold.facts)
    ]
    scores = scoring.score(gold, facts)
    assert scores.share("quote", "speaker") == 1
    assert scores.tallies["person"].figures()[1] < 1
    assert scores.tallies["organisation"].figures()[0] < 1


def test_further_people_without_a_name_are_neither_right_nor_wrong():
    gold = marked.load(ORDER)
    clerk = Span((at := gold.text.index("The Clerk")), at + len("The Clerk"))
    more = Fact("person", clerk, "more", {"named": "no"})
    assert scoring.score(gold, [*gold.facts, more]).tallies["person"].figures() == (1, 1, 1)
    named = Fact("person", clerk, "more", {"name": "Clerk", "named": "yes"})
    assert scoring.score(gold, [*gold.facts, named]).tallies["person"].figures()[0] < 1


def test_a_name_may_stand_with_the_surname_first():
    gold = marked.load(ORDER)
    facts = changed(
        gold,
        "person",
        lambda fact: telling(fact, name="VOLL, Sven"),
        lambda fact: fact.one("name") == "Sven Voll",
    )
    assert scoring.score(gold, facts).summary()["person: exact F1"] == 1


def test_another_spelling_not_seen_is_counted_as_wrong():
    gold = marked.load("police-burglary")
    facts = changed(
        gold, "person", lambda fact: telling(fact, variants=()), lambda fact: fact.all("variants")
    )
    assert scoring.score(gold, facts).share("person", "variants") == 0


def test_a_rank_or_an_article_may_belong_to_a_mention_or_not():
    gold = marked.load("police-burglary")

    def widened(fact):
        places = [gold.also.get(span, span) for span in (fact.span, *fact.others)]
        return replace(fact, span=places[0], others=tuple(places[1:]))

    people = [widened(fact) if fact.kind == "person" else fact for fact in gold.facts]
    summary = scoring.score(gold, people).summary()
    assert (summary["person mention: exact F1"], summary["person: exact F1"]) == (1, 1)


def test_pronouns_and_further_descriptions_are_neither_right_nor_wrong():
    gold = marked.load("police-burglary")
    he = gold.text.index(" he was asleep") + 1
    facts = changed(
        gold,
        "person",
        lambda fact: replace(fact, others=(*fact.others, Span(he, he + 2))),
        lambda fact: fact.others,
    )
    assert scoring.score(gold, facts).summary() == scoring.score(gold, gold.facts).summary()


def test_one_of_two_who_speak_together_is_enough():
    gold = article_gold()
    facts = changed(
        gold,
        "quote",
        lambda fact: telling(fact, speaker=fact.all("speaker")[0]),
        lambda fact: len(fact.all("speaker")) == 2,
    )
    assert scoring.score(gold, facts).share("quote", "speaker") == 1


def test_an_arrest_read_as_another_event_is_found():
    gold = marked.load("police-burglary")

    def plainly(fact):
        told = {name: value for name, value in fact.told.items() if name in TOLD["event"]}
        return replace(fact, kind="event", told=told)

    scores = scoring.score(gold, changed(gold, "court_event", plainly))
    assert scores.summary()["court_event: exact F1"] == 1
    assert scores.tallies["event"].figures() == (1, 1, 1)


@pytest.mark.parametrize("name", NAMES)
def test_every_thing_that_must_not_be_said_is_noticed_when_it_is_said(name):
    gold = gold_of(name)
    for banned in gold.forbidden:
        facts = [*gold.facts, offending(gold, banned)]
        assert len(scoring.score(gold, facts).violations) == 1, banned


def offending(gold, banned):
    """A fact that says just what must not be said."""
    found = occurrences(gold.text, banned.words) or [(0, 4)]
    told, chain, status = {}, (), Status.STATED
    for about, same, wanted in banned.when:
        value = gold.ids.get(wanted, wanted) if same else {"date": "2001-01-01"}.get(about, "something else")
        if about == "status":
            status = Status(wanted) if same else next(one for one in Status if one != wanted)
        elif about == "chain":
            chain = (Link("somebody", status, Span(0, 1), value), Link(marked.DOCUMENT, status))
        elif about == "day":
            told["date"] = "2001-01-01"
        else:
            told[about] = value
    return Fact(banned.kind, Span(*found[0]), "wrong", told, status, chain)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Count IV", 4),
        ("COUNT FOUR", 4),
        ("Fourth Cause of Action", 4),
        ("4", 4),
        ("", None),
        ("Count", None),
    ],
)
def test_a_count_has_one_number_however_it_is_written(words, number):
    assert count_number(words) == number


def test_the_table_shows_every_kind_and_what_must_not_be_said():
    gold = marked.load(ORDER)
    wrong = Fact("person", gold.of("person")[-1].span, "wrong", {"name": "Jo Roe", "named": "yes"})
    frame = SimpleNamespace(kind="poem", day=gold.day)
    found = scoring.by_kind([gold], lambda _: ([*gold.facts, wrong], frame))
    words = scoring.table(found)
    assert set(found) == {"court filing", "all"}
    assert "frame: day 1/1, kind 0/1" in words
    assert "assertion *" in words
    assert "speaker" in words


def test_to_read_more_costs_nothing_where_the_gold_does_not_mark_everything():
    gold = marked.load(ORDER)
    more = Fact("event", Span(0, 5), "more", {})
    assert scoring.score(gold, [*gold.facts, more]).summary() == scoring.score(gold, gold.facts).summary()


def test_scores_add_up():
    golds = [marked.load(name) for name in marked.names()[:2]]
    one, other = (scoring.score(gold, gold.facts[::2]) for gold in golds)
    added = scoring.total([one, other])
    assert added.tallies["time"].wanted == one.tallies["time"].wanted + other.tallies["time"].wanted
    assert set(added.asked) == set(one.asked) | set(other.asked)
    assert all(name in added.right for name in added.possible)
