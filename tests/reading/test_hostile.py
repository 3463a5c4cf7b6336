"""Whatever a document comes to, cut short, in capitals or with its lines doubled, it is read and tells of its words."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.gold import marked
from tests.reading.layers import model
from wholefile.reading import reader
from wholefile.reading.reader import read
from wholefile.reading.time.expressions import find_times

GOLD = tuple(marked.load(name) for name in marked.names())
LAST, FIRST = date(9999, 12, 31), date(1, 1, 1)
# What is cut out at a time, so that an example takes little.
MOST = 1_500
CHANGES = {
    "as it is": str,
    "capitals": str.upper,
    "small": str.lower,
    "doubled": lambda text: "".join(line * 2 for line in text.splitlines(keepends=True)),
    "one line": lambda text: " ".join(text.split()),
}
cuts = st.tuples(
    st.sampled_from(GOLD), st.floats(0, 1), st.integers(1, MOST), st.sampled_from(sorted(CHANGES))
)
quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
few = settings(quick, max_examples=12)


def stands(text, kind="", day=None):
    found = read(text, kind=kind, day=day)
    for one in found.facts:
        for span in (one.span, *one.others):
            assert 0 <= span.start < span.end <= len(text)


def of(cut):
    gold, place, size, change = cut
    start = int(place * len(gold.text))
    return CHANGES[change](gold.text[start : start + size]), gold.kind, gold.day


@given(cuts)
@quick
def test_a_document_cut_and_changed_anyhow_is_read_without_the_model(monkeypatch, cut):
    monkeypatch.setattr(reader, "load", lambda: None)
    stands(*of(cut))


@given(cuts)
@few
def test_a_document_cut_and_changed_anyhow_is_read_with_the_model(cut):
    model()
    stands(*of(cut))


@pytest.mark.parametrize(
    "gold", [one for one in GOLD if one.name.startswith(("police-b", "filing-i"))], ids=lambda one: one.name
)
def test_a_document_all_in_capitals_is_read(gold):
    model()
    stands(gold.text.upper(), gold.kind, gold.day)


@pytest.mark.parametrize("kind", ["police report", "court filing", "news report"])
@pytest.mark.parametrize(
    "text",
    [
        "WITNESSES:\nAna Ruhl\n",
        "Suspects:\nKarl Hale",
        "Victims:",
        "Co-defendants:\n",
        "Lawsuit seeks damages.",
        "Motion seeks a new trial.",
        "Complaint asks for damages from the county.",
        "Petition requests release.",
        "9999-12-31 the next day Karl Hale was arrested.",
        "Karl Hale struck Ana Ruhl on December 31, 9999, no, Saturday.",
        'AKA: , ;\nAlias: "", Slim',
        "Karl Hale was arrested tomorrow, next week and next month.",
    ],
)
def test_short_texts_at_the_ends_of_lines_sentences_and_calendar_are_read(text, kind):
    for day in (None, LAST, FIRST):
        stands(text, kind, day)


@pytest.mark.parametrize(
    "run", [" " * 5_000, "\t" * 5_000, "\n" * 5_000, "a" * 5_000, "A" * 5_000, "Ab " * 1_000]
)
@pytest.mark.parametrize("before", ["", "Name:", "AKA:", "COUNT 1 "])
def test_a_long_run_of_one_sign_is_read_without_the_model(monkeypatch, run, before):
    monkeypatch.setattr(reader, "load", lambda: None)
    stands(f"{before}{run}\nKarl Hale said “no.”", "police report")


@pytest.mark.parametrize("day", [LAST, FIRST])
@pytest.mark.parametrize(
    "text", ["next month", "tomorrow", "yesterday", "last year", "9999-12-31 the next day", "two weeks later"]
)
def test_a_day_beyond_the_calendar_is_none(text, day):
    for one in find_times(text, day):
        assert one.first is None or FIRST <= one.first <= LAST
