import pytest

from wholefile.reading.contents import read


def clocks(words):
    return [one.minutes for one in read(words).clocks]


@pytest.mark.parametrize(
    "words", ["a ratio of 3:75", "scene 41", "at five", "12.05", "the noonday sun", "25:10"]
)
def test_what_is_no_time_of_day(words):
    assert clocks(words) == []


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("14:05", 845),
        ("2:05 p.m.", 845),
        ("2.05 pm", 845),
        ("12 a.m.", 0),
        ("noon", 720),
        ("midnight", 0),
        ("5 o'clock", 300),
    ],
)
def test_times_of_day_in_minutes(words, minutes):
    assert clocks(f"It was {words} then") == [minutes]


def test_a_rough_time_meets_one_within_a_quarter_of_an_hour():
    [rough], [near], [far] = (read(words).clocks for words in ("about 2 p.m.", "14:15", "14:16"))
    assert rough.meets(near)
    assert not rough.meets(far)
    [five], [evening] = (read(words).clocks for words in ("five o'clock", "17:00"))
    assert five.meets(evening)


def test_labels_dates_and_times_count_nothing():
    told = read("Scene 41 began on October 21, 2031 at 14:05, page 3, No. 7.")
    assert told.numbers == {}
    assert told.denied == {}


def test_numbers_in_words_and_figures_hang_on_what_they_count():
    told = read("He had two live rounds, 3 boxes and a dozen cartridges.")
    assert told.numbers == {
        "live": ((2, "two"),),
        "round": ((2, "two"),),
        "box": ((3, "3"),),
        "cartridge": ((12, "dozen"),),
    }


@pytest.mark.parametrize(
    ("words", "question", "denied"),
    [
        ("He knew the gun.", "", set()),
        ("He didn’t know the gun.", "", {"know", "gun"}),
        ("Nobody had checked the revolver.", "", {"look", "revolver"}),
        ("Nobody.", "Did anybody look into the chambers?", {"look", "chamber"}),
        ("Yes. No time.", "Did anybody look into the chambers?", set()),
    ],
)
def test_what_is_denied(words, question, denied):
    assert set(read(words, question=question).denied) == denied


@pytest.mark.parametrize(
    ("words", "question", "actors"),
    [
        ("The gun was loaded before that.", "", {}),
        ("Somebody loaded it.", "", {}),
        ("Walt Pruitt had then loaded it.", "", {"load": ("Walt Pruitt", "Walt Pruitt")}),
        ("I loaded it.", "", {"load": ("Nell Harker", "I")}),
        ("It was loaded by Walt Pruitt on the set.", "", {"load": ("Walt Pruitt", "Walt Pruitt")}),
        ("I did.", "Who loaded it?", {"load": ("Nell Harker", "I")}),
        ("Walt did.", "Who loaded it?", {"load": ("Walt", "Walt")}),
        ("I did.", "Did you load it?", {}),
    ],
)
def test_who_does_it(words, question, actors):
    assert read(words, question=question, speaker="Nell Harker").actors == actors
