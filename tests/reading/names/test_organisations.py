"""Organisations and groups, with what they are called for short."""

import pytest

from tests.reading.layers import read
from wholefile.reading.names.organisations import organisations_in


@pytest.mark.parametrize(
    "text",
    [
        "The Fair Housing Act of 1968 applies.",
        "He went to Mill Creek.",
        "the board of directors met",
        "COUNT II",
        "",
    ],
)
def test_what_is_no_organisation(text):
    assert organisations_in(text, 0, len(text)) == []


@pytest.mark.parametrize(
    "name",
    [
        "Sierra Alta County Board of Commissioners",
        "Sierra Alta County Sheriff's Office",
        "SIERRA ALTA COUNTY SHERIFF’S OFFICE",
        "Fourth Judicial District Attorney investigators",
        "Harbour magazine",
        "Dray Falls Police Department",
        "Department of Public Safety",
        "City of Dray Falls",
        "Acme Holdings, Inc.",
        "Hale, Ortega & Bly LLP",
    ],
)
def test_names_of_organisations(name):
    text = f"He wrote to {name} in May."
    assert [span.of(text) for span in organisations_in(text, 0, len(text))] == [name]


def test_a_short_name_that_the_text_gives_is_the_same():
    found = read(
        "The Dray County Sheriff's Office (“DCSO”) wrote. DCSO lost it. The Sheriff's Office said so."
    )
    assert found.bodies() == ["Dray County Sheriff's Office"]
    assert found.at("DCSO", 1) == found.at("The Sheriff's Office") == "Dray County Sheriff's Office"


def test_a_group_without_a_name_is_one():
    found = read(
        "Detectives on the case lost it, he said. On Monday detectives answered. A grand jury indicted Ivo Brandt."
    )
    groups = [one for one in found.entities.all if one.kind == "organisation"]
    assert [one.name for one in groups] == ["Detectives on the case", "A grand jury"]
    assert not any(one.named for one in groups)


def test_somebodys_own_lawyers_are_no_group():
    assert read("Ivo Brandt spoke. Then Brandt's lawyers wrote to the press.").bodies() == []


def test_a_short_name_is_found_as_whole_words_alone():
    found = read(
        "Orrin Paving, Inc. (“Harbour Board”) and Lode Logistics LLC sued. "
        "Harbour Boarding closed. Orrin-Lode is a street. Harbour Board paid Orrin, not Lode.",
        by_rule=True,
    )
    assert [found.at("Harbour Board", nth) for nth in (0, 2)] == ["Orrin Paving, Inc."] * 2
    assert (found.at("Orrin", 2), found.at("Lode", 2)) == ("Orrin Paving, Inc.", "Lode Logistics LLC")
    assert found.at("Harbour Boarding") != "Orrin Paving, Inc."
