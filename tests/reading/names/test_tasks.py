"""What somebody is charged with that is a task, and what is an offence."""

import re

import pytest

from wholefile.reading.names.tasks import TASK


@pytest.mark.parametrize(
    "words",
    [
        " stealing a bicycle", " being a felon in possession", " driving under the influence", " menacing", " arson",
        " reckless driving", " the possession of tools", " burglarizing a shed", " entering a dwelling",
        " lying to an agent",
        "", " ing", " the",
    ],
)  # fmt: skip
def test_an_offence_is_no_task(words):
    assert re.match(TASK, words) is None


@pytest.mark.parametrize(
    "words", [" keeping the minutes", " the care of two dogs", " overseeing the audit", " re-shelving books"]
)
def test_a_task(words):
    assert re.match(TASK, words) is not None
