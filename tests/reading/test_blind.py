"""What the reader makes of documents no rule was tuned on: printed (`-s`), and held to what is always true."""

import sys
from pathlib import Path

import pytest

from tests.reading import scoring
from tests.reading.forbidden import violations
from tests.reading.gold import marked
from tests.reading.matching import Matching

SETS = {
    name: [marked.load(one, folder) for one in marked.names(folder)]
    for name in ("blind", "blind_second", "blind_third")
    for folder in [Path(__file__).parent / name]
}
GOLDS = [gold for golds in SETS.values() for gold in golds]
# What the reader asserts and must not: document, kind, words, and what goes wrong.
KNOWN = {
    (
        "deposition-elevator",
        "assertion",
        "it was fine",
    ): "a guess that the witness takes back stands as stated",
    (
        "deposition-elevator",
        "assertion",
        "she jumped",
    ): "what another told the witness stands as the witness's own",
    ("email-samples", "quote", "golden batch"): "a nickname in quotation marks is read as somebody's words",
    ("interview-racehorse", "person", "Silver Tongue"): "a horse's name is read as a person",
    (
        "news-balloon",
        "charge",
        "child abuse by endangerment",
    ): "a charge whose count was dismissed stands without its end",
    (
        "police-boathouse",
        "quote",
        "Buddy",
    ): "a nickname in quotation marks within a name is read as somebody's words",
    (
        "police-rollerrink",
        "quote",
        "Dell",
    ): "a nickname after a name whose surname comes first is read as somebody's words",
    (
        "transcript-airboat",
        "assertion",
        "a quarter to ten",
    ): "what the witness takes back in the same breath stands as stated",
    (
        "transcript-airboat",
        "quote",
        "That thing's got no lights.",
    ): "the speaker of a quotation stands whom the witness then says it was not",
    (
        "email-showup",
        "quote",
        "just pick one",
    ): "words that one tells of another, who denies them, stand as the other's",
    (
        "indictment-ferry",
        "charge",
        "FELONIOUS ASSAULT",
    ): "a count against one of two stands against the other too",
    (
        "indictment-ferry",
        "quote",
        "Joey K",
    ): "a nickname with a comma within its marks is read as somebody's words",
    ("news-towyard", "charge", "kidnapping"): "a charge stands that a correction says was never brought",
    (
        "petition-hoist",
        "assertion",
        "was ever serviced late",
    ): "what a company denies in a letter stands as stated",
    ("plea-agreement-saguaro", "quote", "Sparrow"): "a nickname is read as somebody's words",
    (
        "plea-agreement-saguaro",
        "charge",
        "hindering prosecution",
    ): "a charge against a relative stands as the defendant's",
    ("police-boatyard", "person", "Miranda"): "a warning is read as a person",
    (
        "police-boatyard",
        "quote",
        "The tall one's got a crowbar",
    ): "words that a witness passes on stand as the witness's own",
}


def every_forbidden():
    """Each forbidden assertion as a case of its own, those known to be made marked as such."""
    for gold in GOLDS:
        for banned in gold.forbidden:
            why = KNOWN.get((gold.name, banned.kind, banned.words))
            marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
            yield pytest.param(gold, banned, id=f"{gold.name}: {banned.kind} {banned.words}", marks=marks)


@pytest.fixture(scope="module")
def facts():
    from wholefile.reading import language, reader

    if language.load() is None:
        pytest.skip("the language model is not installed (the extra named reading)")
    return {gold.name: reader.read(gold.text) for gold in GOLDS}


@pytest.mark.parametrize("golds", SETS.values(), ids=SETS)
def test_a_set_has_a_document_of_every_kind(golds):
    assert {gold.kind for gold in golds} == set(marked.KINDS)


@pytest.mark.parametrize(("gold", "banned"), list(every_forbidden()))
def test_what_must_not_be_asserted_is_not(facts, gold, banned):
    assert violations(Matching(gold, facts[gold.name].facts), banned) == []


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.name)
def test_every_place_of_a_proposal_holds_its_words(facts, gold):
    for fact in facts[gold.name].facts:
        for span in (fact.span, *fact.others):
            assert 0 <= span.start < span.end <= len(gold.text)
        assert fact.words(gold.text) == gold.text[fact.span.start : fact.span.end].strip()
        for link in fact.chain:
            assert link.span is None or link.span.of(gold.text) == link.who, fact


@pytest.mark.parametrize("golds", SETS.values(), ids=SETS)
def test_the_scores_are_printed(facts, golds):
    made = {gold.text: facts[gold.name] for gold in golds}
    scores = scoring.by_kind(golds, lambda text: (made[text].facts, made[text].frame))
    sys.stdout.write("\n" + scoring.table(scores) + "\n")
    assert sum(one.forbidden for kind, one in scores.items() if kind != "all") == scores["all"].forbidden
