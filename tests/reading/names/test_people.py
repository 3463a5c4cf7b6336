"""Who appears in a document, and who does not."""

import pytest

from tests.reading.layers import read

NEWS = """A former county treasurer was arraigned on Tuesday on two counts of embezzlement.

Rosa Lindqvist, 54, pleaded not guilty before Judge Harold Penn. Her attorney, Thomas Achebe, said
she would fight the charges.

Assistant District Attorney Maria Solis told the judge that Lindqvist had taken $40,000. Detective
John Pryor found a ledger. Pryor testified that he opened it.

The 61-year-old star of 'Harbour Lights' was not in court. A second employee, who was not named, was fired in May."""


def test_titles_of_works_are_nobody():
    read_out = read("The 'Maggie Thorn' star met Ivo Brandt. Critics of 'Acme Board' were kind, Brandt said.")
    assert read_out.people() == ["Ivo Brandt"]
    assert read_out.bodies() == []


def test_laws_and_cases_are_nobody():
    found = read(
        "Under the Ohio Fair Wages Act and Hale v. Quist, 12 F.3d 345, 350 (9th Cir. 2001), Ivo Brandt lost."
    )
    assert found.people() == ["Ivo Brandt"]
    assert found.bodies() == []


def test_places_and_streets_are_nobody():
    assert read("Deputy Ana Bly drove from Quarry Road to Mill Creek and back.").people() == ["Ana Bly"]


def test_a_person_without_a_name_gets_none():
    found = read("A guard shouted. The guard ran off. Later Ivo Brandt said that a guard had run.")
    assert found.people() == ["Ivo Brandt"]
    assert "A guard" in found.people(named=False)


def test_a_label_is_no_name():
    found = read("Ivo Brandt said that Witness 2 saw Jane Doe. Witness 2 would not give a name.")
    assert found.people() == ["Ivo Brandt"]
    assert found.people(named=False) == ["Witness 2", "Jane Doe"]
    assert found.at("Witness 2", 1) == "Witness 2"


def test_nobody_is_found_in_nothing():
    assert read("").entities.all == ()
    assert read("It rained. Nothing happened on Monday.").people() == []


def test_a_title_before_a_full_stop_ends_its_sentence():
    layers = read("The clerk called the sheriff. Upon arrival Sgt. Odell Brandt took notes.")
    assert layers.people() == ["Odell Brandt"]


def test_a_name_over_two_lines_is_one():
    layers = read(
        "The inspector counted nine boxes in the cellar, and Officer Ana\nOrtega signed for each of them."
    )
    assert layers.people() == ["Ana Ortega"]


def test_people_are_found_by_name_title_and_age():
    assert read(NEWS).people() == [
        "Rosa Lindqvist", "Harold Penn", "Thomas Achebe", "Maria Solis", "John Pryor",
    ]  # fmt: skip


def test_people_are_found_without_a_model():
    found = read(NEWS, by_rule=True)
    assert {"Rosa Lindqvist", "Harold Penn", "Thomas Achebe", "Maria Solis"} <= set(found.people())


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Lindqvist had taken", None),
        ("Her attorney", "Thomas Achebe"),
        ("the judge", "Harold Penn"),
        ("Pryor", "John Pryor"),
    ],
)
def test_who_is_meant_by_words(words, name):
    assert read(NEWS).at(words) == name


def test_she_is_whom_the_text_called_so_before():
    found = read(NEWS)
    assert found.at("she would fight"[:3]) == "Rosa Lindqvist"
    assert found.at("Her") == "Rosa Lindqvist"


def test_a_pronoun_never_means_the_subject_of_its_own_clause():
    found = read("Ivo Brandt met Karl Quist at noon. Quist hit him.")
    assert found.at("him") == "Ivo Brandt"


def test_two_titles_that_say_different_things_are_two_people():
    found = read("Mr. Hale called. Mrs. Hale answered. Mr. Hale hung up.")
    assert len(found.people()) == 2


def test_a_possessive_is_no_part_of_a_name():
    found = read("Ana O’Neal’s truck hit the car of her uncle Ivo Brandt. O’Neal said so.")
    assert sorted(found.people()) == ["Ana O’Neal", "Ivo Brandt"]
    spans = [m.span.of(found.text) for one in found.entities.all for m in one.mentions]
    assert not [words for words in spans if words.endswith(("’s", "'s"))]


def test_one_letter_of_difference_is_flagged_and_never_corrected():
    found = read(
        "Detective Ana Ortegon wrote it. Two days later Detective Ana Ortegan signed it. Ortegon left."
    )
    one = next(one for one in found.entities.all if one.kind == "person")
    assert found.people() == ["Ana Ortegon"]
    assert {"Ana Ortegon", "Ana Ortegan"} <= set(one.variants)
    assert "taken for one person" in one.flags[0]


def test_accents_left_out_are_the_same_name():
    found = read("Inés Güell testified. Ms. Guell wept.")
    assert found.people() == ["Inés Güell"]


def test_different_people_with_one_surname_stay_apart():
    found = read("Ana Hale spoke. Her brother Ivo Hale did not. Ivo Hale left first.")
    assert sorted(found.people()) == ["Ana Hale", "Ivo Hale"]


def test_those_whom_a_form_names_are_people():
    found = read((
        "INCIDENT REPORT\n\nReporting Officer: Dale Ruiz #417\nVictim: HALE, MARTIN "
        "J\nWitness 1: Ana Ortega\n\n"
                 "NARRATIVE\nI met Martin Hale. Witness 1 heard shots."
), kind="police report")  # fmt: skip
    assert {"Dale Ruiz", "Martin Hale", "Ana Ortega"} <= set(found.people())
    assert found.at("Witness 1", 1) == "Ana Ortega"


def test_a_letter_in_the_margin_of_a_transcript_is_nobody():
    text = (
        "DIRECT EXAMINATION\nBY MS. ORTEGA:\n     Q.  Did Mr. Hale run?\n     A.  Yes.\n"
        "     Q.  Please go on.\n     A.  I will.\n"
    )
    assert read(text, by_rule=True, kind="transcript").people() == ["ORTEGA", "Hale"]


def test_relatives_with_first_names_that_are_alike_stay_apart():
    found = read("Paul Vance was fined. Paula Vance paid. Joan Vance and Jean Vance watched Mario Vance.")
    assert found.people() == ["Paul Vance", "Paula Vance", "Joan Vance", "Jean Vance", "Mario Vance"]


def test_a_name_in_marks_that_is_a_spelling_of_somebody_is_theirs():
    found = read(
        "Officer Tamsin Obi signed it. Obi left. The log has her as ‘Tamsin Obie.’ She watched ‘Tame Ships.’"
    )
    assert found.people() == ["Tamsin Obi"]
    assert next(one for one in found.entities.all if one.named).variants[:2] == ("Tamsin Obi", "Tamsin Obie")


def test_two_surnames_after_a_title_are_the_full_name_that_ends_with_them():
    found = read("Ana Lima Duarte, who owns the mill, met Ines Moreau. Then Ms. Lima Duarte left.")
    assert found.at("Ms. Lima Duarte") == "Ana Lima Duarte"
    assert "Lima Duarte" not in found.people()


def test_a_day_or_a_word_before_a_name_is_no_part_of_it():
    found = read("Tom Vance manages the mill. Last March Vance left a note. Yet Vance wrote to me again.")
    assert found.people() == ["Tom Vance"]
    assert found.at("Vance", 1) == found.at("Vance", 2) == "Tom Vance"


def test_a_month_is_a_name_only_where_a_name_follows_it():
    found = read(
        "Bly left in June. Her lawyer, June Achebe, said so. Last April Hale wrote. It ends June 15."
    )
    assert "June Achebe" in found.people()
    assert not [one for one in found.people() if one.startswith(("June", "April")) and one != "June Achebe"]
    assert found.at("June") is None
    assert found.at("June", 2) is None


def test_a_doe_alone_is_neither_of_two():
    found = read("Officer John Doe and Nurse Jane Doe came. Doe left.")
    assert found.at("Doe", 2) not in {"Officer John Doe", "Nurse Jane Doe"}


def test_a_doe_is_the_only_one_with_his_rank_or_without():
    found = read("Deputy John Doe 2 came. Later Deputy Doe 2 left, and Doe 2 never came back. Juror 4 did.")
    assert found.people(named=False) == ["Deputy John Doe 2", "Juror 4"]
    assert ("officer", "") in found.roles_of("Deputy John Doe 2")


def test_who_adds_something_is_who_spoke_before_and_not_who_was_spoken_of():
    found = read("Karl Hale stated that Tomas Moreau swung first. He added that they left in a truck.")
    assert found.at("He") == "Karl Hale"
    found = read("Karl Hale stated that Tomas Moreau swung first. He ran to a truck.")
    assert found.at("He") != "Karl Hale"
