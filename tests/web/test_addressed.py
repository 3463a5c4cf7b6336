"""What an address asks for is read strictly."""

import pytest
from django.test import RequestFactory

from wholefile.core.errors import Invalid
from wholefile.web.pages import addressed


@pytest.mark.parametrize("written", ["-1", "x", "1e3", "٣", "9" * 16, "1\x00"])
def test_what_is_no_number_is_refused(written):
    request = RequestFactory().get("/", {"page": written})
    with pytest.raises(Invalid):
        addressed.page(request)
    with pytest.raises(Invalid):
        addressed.number(request, "page")


@pytest.mark.parametrize(("written", "number"), [("", 1), ("0", 1), ("7", 7), ("9" * 15, 1_000_000)])
def test_a_page_is_one_that_a_database_can_count_to(written, number):
    found = addressed.page(RequestFactory().get("/", {"page": written}), 20)
    assert (found.number, found.rows) == (number, 20)
