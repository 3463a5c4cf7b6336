import pytest

from wholefile.reading import language
from wholefile.reading.quotes.venues import told_with
from wholefile.reading.spans import Span


def told(text, cue, model):
    start = text.index(cue)
    return told_with(language.parse(text, model), Span(start, start + len(cue)), ())


@pytest.fixture(scope="module", params=[True, False], ids=["grammar", "rules alone"])
def model(request):
    found = language.load() if request.param else None
    if request.param and found is None:
        pytest.skip("the language model is not installed (the extra named reading)")
    return found


def test_the_day_of_something_else_is_not_that_of_the_saying(model):
    text = "After the bridge had fallen into the river in March 2019 near the mill, the mayor called it an accident."
    assert told(text, "called", model).day == ""


def test_a_day_is_no_place(model):
    found = told("He said so in a telephone interview on Thursday.", "said", model)
    assert (found.venue, found.day) == ("telephone interview", "on Thursday")


def test_the_place_and_the_day_of_the_saying(model):
    found = told("She said during an interview with KQRT in 2019 that it was closed.", "said", model)
    assert (found.venue, found.day) == ("interview with KQRT", "in 2019")
