"""Statements: in order, alone, and side by side."""

import pytest

from tests.web.hostile import asked, whole
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions import statements


def say(site, words, said_on="2026-01-22", **more):
    site.office.clock.advance()
    told = {
        "dockets": [site.office.docket],
        "speaker": "Dan Reyes",
        "medium": "interview",
        "venue": "Santa Fe",
    }
    return statements.record_statement(
        site.office.record,
        words=words,
        said_on=said_on,
        exact=False,
        by=site.office.investigator,
        **told | more,
    )[0]


def page(site, part, address, status=200):
    answer = site.client(part).get(address)
    assert answer.status_code == status, whole(answer)
    return whole(answer)


@pytest.mark.parametrize("number", ["S-999", "<script>", "x" * 900, "S-1%00"])
def test_what_is_no_statement_is_no_page(site, number):
    assert site.client("custodian").get(f"/statements/{number}").status_code in (400, 404)
    assert site.client("custodian").get(f"/statements/compare?first=S-1&second={number}").status_code in (
        400,
        404,
    )


def test_what_was_said_in_a_hidden_case_is_not_told(site):
    seen = say(site, "It was cold.")
    outsider(site, "vera", "prosecutor")
    hide_something(site)
    hidden = site.office.db.rows("statement", order=("-seq",), limit=1)[0].statement
    for address in (
        f"/statements/{hidden}",
        f"/statements/compare?first={seen}&second={hidden}",
        f"/statements/?case={HIDDEN}",
    ):
        assert site.client("vera").get(address).status_code == 404
    assert "1 statement that you see" in page(site, "vera", "/statements/")
    assert "0 statements" in page(site, "vera", "/statements/?speaker=Sealed+Speaker")
    assert hidden in page(site, "prosecutor", "/statements/?speaker=Sealed+Speaker")
    assert "0 statements" in page(site, "ana", "/statements/")
    assert site.client("defence").get("/statements/").status_code == 404


def test_whatever_is_asked_is_answered_in_words(site):
    say(site, "It was cold.")
    asked(site.client("custodian"), "/statements/", "case", "speaker", "item", "page")
    asked(site.client("custodian"), "/statements/compare", "first", "second")


def test_a_statement_is_shown_whole_and_weaker_words_are_marked(site):
    item = site.office.receive()
    number = say(site, "It was <b>cold</b>\nand dark. " + "Very. " * 200, items=[item], facts=["the weather"])
    shown = page(site, "custodian", f"/statements/{number}")
    assert "&lt;b&gt;cold&lt;/b&gt;" in shown
    assert shown.count("Very.") == 200
    assert "paraphrase" in shown
    assert f'"/items/{item}"' in shown
    assert number in page(site, "custodian", f"/items/{item}")


def test_two_statements_stand_side_by_side_where_their_words_part(site):
    first, second = say(site, "I did not load it."), say(site, "I did load it.", "2026-01-25")
    site.office.clock.advance()
    statements.flag_inconsistency(
        site.office.record, first, second, about="loading", explanation="one says he did not",
        by=site.office.investigator,
    )  # fmt: skip
    shown = page(site, "custodian", f"/statements/compare?first={first}&second={second}")
    assert "The same speaker" in shown
    assert "3 days apart" in shown
    assert "<ins>" in shown
    assert "X-1" in shown
    shown = page(site, "prosecutor", f"/statements/{first}")
    assert f"second={second}" in shown
    assert "/do/statement/answer?inconsistency=X-1" in shown
    assert "/do/statement/answer" not in page(site, "auditor", f"/statements/{first}")
    statements.answer_inconsistency(
        site.office.record, "X-1", answer="denied", explanation="Two days apart.", by=site.office.prosecutor
    )
    shown = page(site, "prosecutor", f"/statements/{first}")
    assert "Denied:</strong> Two days apart." in shown
    assert "/do/statement/answer" not in shown
    assert "First statement" in page(site, "custodian", "/statements/compare")
