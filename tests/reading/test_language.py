import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholefile.core.errors import IntegrityFailure
from wholefile.reading import language
from wholefile.reading.spans import Span

TOLD = "Det. Ana Reyes came at 9 a.m. She said: “Nobody opened it.”\n\nThe box (No. 4) was closed. Dr. O'Neil agreed."
LONG = "The clerk counted nine boxes and the officer signed for each of them. " * 700


@pytest.fixture
def model():
    found = language.load()
    if found is None:
        pytest.skip("the language model is not installed (the extra named reading)")
    return found


@pytest.fixture
def folder(tmp_path, model):
    assert model
    source = Path(find_spec(language.PACKAGE).origin).parent / f"{language.PACKAGE}-{language.VERSION}"
    return Path(shutil.copytree(source, tmp_path / "model"))


def test_a_model_with_another_byte_is_refused(folder):
    path = folder / "parser" / "model"
    path.chmod(0o600)
    changed = bytearray(path.read_bytes())
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    with pytest.raises(IntegrityFailure, match=r"parser/model of the language model is not the file we know"):
        language.check_files(folder)


def test_a_model_without_a_file_is_refused(folder):
    (folder / "ner" / "cfg").unlink()
    with pytest.raises(IntegrityFailure, match="lacks ner/cfg"):
        language.check_files(folder)


def test_the_model_we_know_is_taken(folder):
    language.check_files(folder)


def test_every_file_that_decides_has_a_digest(folder):
    told = {line.split("  ", 1)[1] for line in language.DIGESTS.read_text().splitlines()}
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {Path(one).name for one in there - told} == {
        "README.md",
        "LICENSE",
        "LICENSES_SOURCES",
        "accuracy.json",
    }


def test_without_spacy_there_is_no_model(monkeypatch):
    language.load.cache_clear()
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setattr(language, "find_spec", lambda _name: None)
    assert language.load() is None
    language.load.cache_clear()


def spans_are_true(parsed):
    assert [one.at for one in parsed.words] == list(range(len(parsed.words)))
    ends = 0
    for word in parsed.words:
        assert word.span.of(parsed.text) == word.text
        assert word.span.start >= ends
        ends = word.span.end
        assert parsed.sentences[word.sentence].holds(word.span)
        assert 0 <= word.head < len(parsed.words)
        assert parsed.word_at(word.span.start) is word
    for sentence in parsed.sentences:
        assert parsed.inside(sentence)


def test_rules_alone_find_sentences_past_shortened_words():
    parsed = language.parse(TOLD)
    spans_are_true(parsed)
    found = [one.of(TOLD) for one in parsed.sentences]
    assert found == [
        "Det. Ana Reyes came at 9 a.m. She said: “Nobody opened it.”",
        "The box (No. 4) was closed.",
        "Dr. O'Neil agreed.",
    ]
    assert parsed.model == ""


def test_the_model_gives_grammar_and_names(model):
    parsed = language.parse(TOLD, model)
    spans_are_true(parsed)
    said = next(one for one in parsed.words if one.text == "said")
    assert (said.part, said.lemma) == ("VERB", "say")
    assert any(parsed.words[at].relation == "nsubj" for at in parsed.children[said.at])
    assert any(one.label == "PERSON" for one in parsed.named)


def test_a_long_text_is_read_in_pieces_that_lose_nothing(model):
    parsed = language.parse(LONG, model)
    spans_are_true(parsed)
    assert sum(one.text == "boxes" for one in parsed.words) == 700


@given(st.text(max_size=300))
def test_any_text_is_cut_into_words_that_stand_in_it(text):
    spans_are_true(language.parse(text))


@given(st.text(alphabet=st.sampled_from("ab .“”\"'\n\u202e\u200bא(۳"), max_size=120))
def test_the_model_keeps_its_places_in_any_text(text):
    found = language.load()
    if found:
        spans_are_true(language.parse(text, found))


def test_no_word_stands_between_words():
    parsed = language.parse("one  two")
    assert parsed.word_at(3) is None
    assert parsed.sentence_at(3) == Span(0, 8)
    assert language.parse("").sentences == ()


@pytest.mark.parametrize("text", ["\ud800 Roe said no.", "Roe \udfff said no.\udc00", "\ud800\ud800"])
def test_half_a_character_is_read_as_one_that_nobody_knows(model, text):
    found = language.parse(text, model)
    assert found.text == text
    assert [one.text for one in found.words if one.text != "\ufffd"] == [
        one.text
        for one in language.parse(text.translate(dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)), model).words
        if one.text != "\ufffd"
    ]


@pytest.mark.parametrize("run", ["(", ")", "'s", "-", "a)", "\u0301", "x", "]\ud800"])
def test_a_run_without_an_end_is_given_to_the_model_in_parts(run):
    given = []

    class Looking:
        name = "looking"

        def pieces(self, texts):
            given.extend(texts)
            return (type("Piece", (), {"sents": (), "ents": ()})() for _ in texts)

    language.parse(run * 3_000 + " it said.", Looking())
    assert max(len(one) for text in given for one in text.split()) <= 400
    assert len("".join(given)) == len(run) * 3_000 + 9


def test_words_and_addresses_as_long_as_people_write_them_stay_whole(model):
    address = "https://example.org/" + "a-b/" * 60 + "end"
    found = language.parse(f"Roe sent {address} to her lawyer on Monday {'=' * 80} and left.", model)
    assert len({one.sentence for one in found.words if one.text in {"Roe", "Monday"}}) == 1
