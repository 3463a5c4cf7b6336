"""The story that `make demo` tells, clicked by its people: everybody at a screen of their own, chapter by chapter.

Each chapter begins where the demo's own begins, and ends with the same acts, signed by the same people. The chapters in
which files are read are in test_story_of_files, so that two workers share the story.
"""

import pytest

from tests.web.browser.story import (
    chapter_cheats,
    chapter_civil,
    chapter_disclosure,
    chapter_laboratory,
    chapter_opening,
    chapter_production,
    chapter_set,
    chapter_statements,
    chapter_wrong_number,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


def test_people_are_brought_in_and_places_named(tell_chapter, tmp_path):
    chapter_opening.click(tell_chapter("opening"), tmp_path)


def test_a_shot_on_the_set_and_a_clearance_that_lapses(tell_chapter, tmp_path):
    chapter_set.click(tell_chapter("set"), tmp_path)


def test_a_box_of_rounds_is_booked_under_another_number(tell_chapter, tmp_path):
    chapter_wrong_number.click(tell_chapter("wrong number"), tmp_path)


def test_a_destructive_test_is_kept_from_the_revolver_and_a_replica_from_the_furnace(tell_chapter, tmp_path):
    chapter_laboratory.click(tell_chapter("laboratory"), tmp_path)


def test_two_answers_are_quoted_and_set_side_by_side(tell_chapter, tmp_path):
    chapter_statements.click(tell_chapter("statements"), tmp_path)


def test_every_item_is_decided_and_the_certificate_waits_for_the_box(tell_chapter):
    chapter_disclosure.click(tell_chapter("disclosure"))


def test_the_other_side_checks_what_is_served_and_a_late_item_is_explained(tell_chapter, tmp_path):
    chapter_production.click(tell_chapter("production"), tmp_path)


def test_the_civil_suit_and_who_knew_what_since_when(tell_chapter):
    chapter_civil.click(tell_chapter("civil"))


def test_an_edited_row_is_found_on_the_pages_of_oversight(tell_chapter, tmp_path):
    chapter_cheats.click(tell_chapter("cheats"), tmp_path)
