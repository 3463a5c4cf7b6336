from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.reading.gold import marked
from wholefile.reading import language

SLANG = (
    "Y'all gotta go, c'm on. There's nothin' left and it ain't ours; let's not. They're gonna say she had been "
    "doin' well. Gets it? Do you have an idea which of these is that, or did I? He'd've got 'em 'nuff, ol' Roe.\n\n"
)
SAID = [
    "",
    "x",
    " ",
    "all",
    "ta na 's on",
    "there there is is",
    SLANG,
    SLANG.upper(),
    "let\n\n's gon  na \tn't",
]


@pytest.fixture(scope="module")
def both():
    """Ours, and the same model as spaCy itself runs it."""
    found = language.load()
    if found is None:
        pytest.skip("the language model is not installed (the extra named reading)")
    import spacy

    folder = Path(find_spec(language.PACKAGE).origin).parent / f"{language.PACKAGE}-{language.VERSION}"
    return found, spacy.load(folder)


def told(document):
    words = [
        (one.text, one.tag_, one.pos_, one.lemma_, one.dep_, one.head.i)
        for one in document
        if not one.is_space
    ]
    return words, [(one.start_char, one.end_char, one.label_) for one in document.ents]


@pytest.mark.parametrize("text", SAID)
def test_a_short_text_is_told_as_spacy_tells_it(both, text):
    ours, theirs = both
    assert [told(one) for one in ours.pieces([text])] == [told(one) for one in theirs.pipe([text])]


def test_documents_of_every_kind_are_told_as_spacy_tells_them(both):
    ours, theirs = both
    texts = [marked.load(name).text for name in marked.names()[::3]]
    assert [told(one) for one in ours.pieces(texts)] == [
        told(one) for one in theirs.pipe(texts, batch_size=4)
    ]


def test_many_lines_at_once_are_told_in_their_order(both):
    ours, theirs = both
    lines = [line for name in marked.names() for line in marked.load(name).text.splitlines() if line.strip()][
        :200
    ]
    assert [told(one) for one in ours.pieces(lines)] == [
        told(one) for one in theirs.pipe(lines, batch_size=64)
    ]


def test_nothing_to_read_is_no_document(both):
    assert list(both[0].pieces([])) == []
