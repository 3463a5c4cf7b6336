"""Claims pleaded against some of those who are sued, and against nobody else."""

import pytest

from tests.reading.layers import read

PETITION = """CIRCUIT COURT OF DELL COUNTY
STATE OF MISSOURI

RUTH ABELARD,
          Plaintiff,
v.
GRANT HOLLIS, MARA DUNN, and PELL FREIGHT, INC.,
          Defendants.

PETITION FOR DAMAGES

1. Hollis drives a truck for the company.

COUNT I - NEGLIGENCE

2. {}

WHEREFORE, Plaintiff prays for judgment of $90,000.
"""


def sued(sentence):
    found = read(PETITION.format(sentence))
    claims = [one for one in found.facts() if one.kind == "claim" and one.one("count")]
    return {found.name(who) for one in claims for who in one.all("against")}


def test_only_who_is_named_by_a_sentence_that_does_not_limit_it():
    assert "GRANT HOLLIS" in sued("Hollis only waved at Dunn and drove on.")


@pytest.mark.parametrize(
    "sentence",
    [
        "This count is brought against Hollis and Pell Freight, Inc. only. Dunn was not driving.",
        "This claim is pleaded against only Hollis and Pell Freight. Dunn was not driving.",
        "Plaintiff brings this count solely against Hollis and Pell Freight. Dunn did not drive.",
        "This claim is asserted against Hollis and Pell Freight, Inc. alone. Dunn was not driving.",
    ],
)
def test_a_claim_against_some_alone(sentence):
    assert sued(sentence) == {"GRANT HOLLIS", "PELL FREIGHT, INC."}
