"""Documents that a text speaks of."""

from tests.reading.layers import read


def test_what_is_no_document():
    assert (
        read(
            "He has no complaints. They report to Ivo Brandt, who suits them. In short order they left."
        ).documents
        == ()
    )


def test_a_suit_that_is_only_planned_is_none():
    assert read("Ivo Brandt planned to bring a frivolous lawsuit.").documents == ()


def test_a_helping_verb_is_no_will():
    assert read("The state will dismiss it, and Ivo Brandt will leave.").documents == ()


def test_letters_and_stops_without_end_are_looked_at_a_bounded_number_of_times():
    text = "J." * 20_000 + "J’s will"
    assert len(read(text).documents) <= 1


TEXT = """Ivo Brandt has filed a civil complaint against Dale Ruiz.

According to documents obtaned by Harbour magazine, Ruiz lied. In his lawsuit, Brandt said so.
But the complaint noted that it rained.

The documents stated that Ruiz ran."""


def test_one_complaint_with_all_that_means_it():
    found = read(TEXT).documents
    assert len(found) == 1
    words = [span.of(TEXT) for span in (found[0].span, *found[0].others)]
    assert words == [
        "civil complaint",
        "documents obtaned by Harbour magazine",
        "his lawsuit",
        "complaint",
        "documents",
    ]


def test_who_wrote_it_and_through_whom_it_was_seen():
    assert read(TEXT).told("document", "author", "seen_by") == [
        ("civil complaint", "Ivo Brandt", "Harbour magazine")
    ]


def test_taking_documents_for_the_complaint_is_flagged():
    assert "taken to be the civil complaint" in read(TEXT).documents[0].flags[0]


def test_two_peoples_suits_are_two():
    found = read("Ivo Brandt filed a lawsuit against Dale Ruiz. Karl Quist filed a lawsuit against Ana Bly.")
    assert len(found.documents) == 2
