"""A description that a schedule can stand on."""

import pytest

from wholefile.rules.descriptions import falls_short


@pytest.mark.parametrize(
    "poor",
    [
        "MG11",
        "Form MG11 no. 4",
        "Report 2026-17-A",
        "Misc. documents",
        "photo",
        "Statement of 12/01/2026",
        "…",
    ],
)
def test_form_numbers_and_general_words_fall_short(poor):
    assert falls_short(poor)


@pytest.mark.parametrize(
    "good",
    [
        "Revolver .45 Colt, hammer broken",
        "Statement of the armourer on form MG11",
        "Sechs scharfe Patronen",
        "实弹六发，左轮手枪",
    ],
)
def test_words_that_say_what_the_thing_is_pass(good):
    assert falls_short(good) is None
