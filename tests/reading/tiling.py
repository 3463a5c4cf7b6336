"""What holds for the parts of every document, whatever its kind."""

from wholefile.reading.frame import said


def assert_covers(text, parts):
    """The parts follow each other, nothing but white space lies between, and what is said lies within."""
    place = 0
    for part in parts:
        assert part.span.start >= place
        assert not text[place : part.span.start].strip()
        place = part.span.end
        assert_margin_within(part)
        for words in said(part, text):
            assert part.span.holds(words)
            assert words.of(text) == words.of(text).strip() != ""
            assert not any(words.meets(one) for one in part.margin)
    assert place <= len(text)
    assert not text[place:].strip()


def assert_margin_within(part):
    before = part.span.start
    for one in part.margin:
        assert before <= one.start < one.end <= part.span.end
        before = one.end


def told(text, parts):
    """Kind, label, speaker and words of every part, the words with single blanks."""
    return [
        (
            part.kind,
            part.label,
            part.speaker,
            " ".join(" ".join(one.of(text).split()) for one in said(part, text)),
        )
        for part in parts
    ]
