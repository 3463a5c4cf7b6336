"""Whom the clause of a charge itself names."""

import pytest

from tests.reading.layers import read

NEWS = "MARLOW, Oct. 3, 2031 - Nadia Quill pleaded guilty to a count of forgery. Her neighbor Marta Ruiz, 41, wept.\n\n"


def against(sentence):
    found = read(NEWS + sentence + "\n", kind="news report").told("charge", "against")
    return [one for one in found if one[0] != "forgery"]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("In the same week the clerk met Marta Ruiz at the mill and spoke of a perjury charge.", ""),
        ("The trial on the arson charge is set for May.", "Nadia Quill"),
        ("Quill's trial on a charge of arson is set for May.", "Nadia Quill"),
    ],
)
def test_who_is_not_taken_from_the_clause(sentence, who):
    assert [one for _, one in against(sentence)] == [who]


@pytest.mark.parametrize(
    "sentence",
    [
        "A second trial, of Marta Ruiz on a charge of perjury, is set for Nov. 9.",
        "The retrial of Marta Ruiz on a perjury charge begins Monday.",
        "A warrant for Marta Ruiz on a charge of arson was issued.",
        "The case against Marta Ruiz, on a charge of arson, was put off.",
    ],
)
def test_who_is_named_between_the_trial_and_the_charge(sentence):
    assert {one for _, one in against(sentence)} == {"Marta Ruiz"}
