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
        "Ninth Judicial District Attorney officials",
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
        "Prosecutors in the case hid it, he said. On Monday prosecutors answered. A grand jury indicted Ivo Brandt."
    )
    groups = [one for one in found.entities.all if one.kind == "organisation"]
    assert [one.name for one in groups] == ["Prosecutors in the case", "A grand jury"]
    assert not any(one.named for one in groups)


def test_somebodys_own_lawyers_are_no_group():
    assert read("Ivo Brandt spoke. Then Brandt's lawyers wrote to the press.").bodies() == []
