"""The last chapters of the story: a laptop's folder is read and found in, and what was written about the case."""

import pytest

from tests.web.browser.story import chapter_files, chapter_reading

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]


def test_a_laptops_folder_is_read_and_found_in(tell_chapter, tmp_path):
    chapter_files.click(tell_chapter("files"), tmp_path)


def test_what_was_written_is_read_and_set_side_by_side(tell_chapter, tmp_path):
    chapter_reading.click(tell_chapter("reading"), tmp_path)
