"""What is asked of a court."""

import pytest

from tests.reading.layers import read


@pytest.mark.parametrize(
    "text",
    [
        "The storm did damages of $2 million.",
        "Ivo Brandt paid costs and attorney's fees.",
        "Prosecutors asked for bail of $10,000 and restitution talk ended.",
        "The lawsuit does not seek punitive damages.",
    ],
)
def test_what_nobody_asks_of_a_court(text):
    assert read(text).told("relief") == []


def test_relief_in_a_news_report():
    found = read(
        "Ivo Brandt is suing Acme Holdings, Inc. for special and/or general damages, in an "
        "amount to be determined at "
                 "trial, as well as punitive damages and attorneys' fees."
)  # fmt: skip
    assert found.told("relief", "by") == [
        ("special and/or general damages", "Ivo Brandt"),
        ("punitive damages", "Ivo Brandt"),
        ("attorneys' fees", "Ivo Brandt"),
    ]
    assert "to be determined at trial" in found.told("relief", "amount")[0][1]


def test_a_suit_is_not_by_those_whom_it_is_against():
    found = read(
        "Acme Holdings, Inc. sued Ivo Brandt. The lawsuit against Brandt seeks $2 million in compensatory damages."
    )
    assert found.told("relief", "by", "amount") == [
        ("compensatory damages", "Acme Holdings, Inc.", "$2 million")
    ]
