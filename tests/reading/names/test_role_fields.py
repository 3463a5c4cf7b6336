"""What the label of a field says of whoever stands in it."""

import pytest

from wholefile.reading.names.role_fields import FIELDS


def roles(label):
    return {role for pattern, role in FIELDS if pattern.search(label)}


@pytest.mark.parametrize("label", ["Witnessed by", "Predeceased", "Codeponents-x", "", "Deceasedness"])
def test_a_label_with_the_letters_of_another_word_says_no_role(label):
    assert not roles(label) & {"witness", "decedent"}


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Witness", "witness"),
        ("Witnesses", "witness"),
        ("Eyewitness", "witness"),
        ("Deponent", "witness"),
        ("Interviewee", "witness"),
        ("Decedent", "decedent"),
        ("Deceased", "decedent"),
    ],
)
def test_a_label_says_a_role(label, role):
    assert roles(label) == {role}
