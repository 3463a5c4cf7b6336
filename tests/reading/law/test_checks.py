"""What is set side by side for a person to look at."""

from tests.reading.layers import read


def test_nothing_is_set_side_by_side_where_nothing_differs():
    found = read("Ivo Brandt is suing Dale Ruiz for battery. Brandt said so.")
    assert [one for one in found.legal if one.kind == "check"] == []


def test_a_label_that_sounds_like_a_claim_stands_beside_it():
    found = read(
        "Ivo Brandt is taking legal action for malicious prosecution.\n\nHe has filed a civil complaint against "
        'Dale Ruiz for "malicious trespass, and libel."'
    )
    assert found.told("check", "first", "second", "about", "agrees") == [
        ("malicious prosecution", "malicious prosecution", "malicious trespass", "claim", "no")
    ]


def test_two_spellings_of_one_name_stand_side_by_side():
    found = read("Detective Ana Ortegon wrote it. Two days later Detective Ana Ortegan signed it.")
    assert [one[1:] for one in found.told("check", "first", "second", "about")] == [
        ("Ana Ortegon", "Ana Ortegan", "name")
    ]
