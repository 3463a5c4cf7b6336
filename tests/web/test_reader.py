"""The reader: facts in place in a text, accepted under one signature; and one fact with its versions."""

import threading

import pytest

from tests.actions.reading import STORY, identity, proposals, span, story_facts, taken_in, with_layer
from tests.actions.serving import attach
from tests.web.hostile import whole
from tests.web.world import HIDDEN, hide_something, outsider
from wholefile.actions import facts
from wholefile.actions.proposals import keep, layer_of
from wholefile.reading.facts import Fact, Link, Status
from wholefile.reading.spans import Span
from wholefile.web import reading_ahead
from wholefile.web.signing.models import WaitingActs

QUOTE, CHARGE, CREW = identity("quote"), identity("charge"), identity("quote", 1)
WHO = ("investigator", "prosecutor", "paralegal", "supervisor")


@pytest.fixture
def story(site):
    return taken_in(site.office)


def page(site, address, part="prosecutor", status=200):
    answer = site.client(part).get(address)
    assert answer.status_code == status, whole(answer)
    return whole(answer)


def accepted(site, story, *parts, proposal=QUOTE):
    site.office.clock.advance()
    number = facts.accept_fact(
        site.office.record, story, proposal, dockets=[site.office.docket], by=site.office.investigator
    )[0]
    for status in parts:
        site.office.clock.advance()
        facts.correct_fact(
            site.office.record, number, why="looked again", status=status, by=site.office.prosecutor
        )
    return number


# Negatives


@pytest.mark.parametrize("sha256", ["f" * 64, "<script>", "x" * 2_000, "%00"])
def test_what_is_no_file_is_no_page(site, sha256):
    assert site.client("prosecutor").get(f"/files/{sha256}/facts").status_code in (400, 404)


@pytest.mark.parametrize("number", ["F-1", "F-99999999999999", "x" * 500, "<b>"])
def test_what_is_no_fact_is_no_page(site, number):
    assert site.client("prosecutor").get(f"/facts/{number}").status_code == 404


def test_a_file_without_words_has_no_facts(site):
    item = site.office.receive()
    attach(site.office, item, **{"photo.jpg": b"no words"})
    sha256 = site.office.db.one("item_file", item=item).sha256
    page(site, f"/files/{sha256}/facts", status=404)


@pytest.mark.parametrize(
    "query", ["kind=novel", "state=x", "status=guilty", "as=poem", "at=-1", "at=x", "case=%00"]
)
def test_what_no_filter_knows_is_refused_in_words(site, story, query):
    assert site.client("prosecutor").get(f"/files/{story}/facts?{query}").status_code in (400, 404)


def test_a_day_that_is_none_is_refused(site, story):
    assert "YYYY-MM-DD" in page(site, f"/files/{story}/facts?day=yesterday", status=400)


def test_the_defence_an_administrator_and_somebody_of_another_case_find_nothing(site, story):
    number = accepted(site, story)
    site.office.clock.advance()
    vera = site.office.newcomer("vera", "prosecutor", docket=site.office.other_docket)
    assert vera
    from tests.web.site import make_account

    make_account(site.office, "vera")
    for part in ("ana", "defence", "vera"):
        assert site.client(part).get(f"/files/{story}/facts").status_code == 404
        assert site.client(part).get(f"/facts/{number}").status_code == 404
        assert site.client(part).post(f"/files/{story}/facts", {"pick": CHARGE}).status_code in (403, 404)


def test_a_case_in_which_the_file_is_not_shows_nothing_of_it(site, story):
    for case in (site.office.other_docket, "NO-26-1"):
        page(site, f"/files/{story}/facts?case={case}", status=404)


def test_what_another_case_made_of_the_same_bytes_stays_there(site, story):
    outsider(site, "vera", "prosecutor")
    before = page(site, f"/files/{story}/facts", "vera")
    hidden = hide_something(site)
    attach(site.office, hidden, **{"story.txt": STORY.encode()})
    site.office.clock.advance()
    facts.accept_fact(site.office.record, story, CHARGE, dockets=[HIDDEN], by=site.office.investigator)
    facts.reject_fact(
        site.office.record, story, CREW, dockets=[HIDDEN], reason="of no use", by=site.office.investigator
    )
    after = page(site, f"/files/{story}/facts", "vera")
    assert before.replace(csrf(before), "") == after.replace(csrf(after), "")
    assert site.client("vera").get("/facts/F-1").status_code == 404
    refused = site.client("vera").post(
        "/do/fact/correct", {"fact": "F-1", "why": "x", "by": site.office.vera.person}
    )
    assert refused.status_code == 404


def csrf(text):
    return text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]


def test_a_form_about_a_hidden_file_is_as_about_none(site):
    outsider(site, "vera", "prosecutor")
    hidden = hide_something(site)
    attach(site.office, hidden, **{"story.txt": STORY.encode()})
    sha256 = site.office.db.one("item_file", item=hidden, name="story.txt").sha256
    keep(site.office.record, with_layer(site.office.record, sha256, STORY), proposals())
    said = []
    for one in (sha256, "e" * 64):
        sent = {
            "sha256": one,
            "proposal": QUOTE,
            "dockets": site.office.docket,
            "by": site.office.vera.person,
        }
        answer = site.client("vera").post("/do/fact/accept", sent)
        assert answer.status_code == 404
        text = whole(answer)
        said.append(text.replace(one, "").replace(csrf(text), ""))
    assert said[0] == said[1]


def test_who_may_not_accept_sees_and_chooses_nothing(site, story):
    shown = page(site, f"/files/{story}/facts", "custodian")
    assert "I never loaded it," in shown
    assert 'name="pick"' not in shown
    assert "Facts are accepted by an investigator" in shown
    assert "Facts are accepted by an investigator" not in page(site, f"/files/{story}/facts")
    answer = site.client("custodian").post(f"/files/{story}/facts", {"pick": QUOTE})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [({}, 400), ({"pick": ["x" * 900]}, 400), ({"pick": ["quote:1-2"]}, 404), ({"pick": ["\x00"]}, 400),
     ({"pick": [f"quote:{n}-{n + 1}" for n in range(501)]}, 400), ({"accept": "<script>"}, 404)],
)  # fmt: skip
def test_what_was_never_proposed_is_not_accepted(site, story, sent, status):
    answer = site.client("prosecutor").post(f"/files/{story}/facts", sent)
    assert answer.status_code == status
    assert "<script>alert" not in whole(answer)


def test_the_same_fact_is_not_accepted_twice(site, story):
    accepted(site, story)
    for picks in ([QUOTE], [QUOTE, CHARGE]):
        answer = site.client("prosecutor").post(f"/files/{story}/facts", {"pick": picks})
        assert answer.status_code in (409, 422)
        assert "is F-1 already; correct that fact instead" in whole(answer)


def test_words_of_a_document_run_nothing_and_steer_nobody(site):
    text = "<script>alert(1)</script> said \u202e\u201cevil\u201d \x1b[31m"
    quote = Fact("quote", Span(text.index("evil"), text.index("evil") + 4), "<b>", {"speaker_words": "<i>x</i>"},
                 chain=(Link("<u>who</u>", Status.STATED),), flags=("<s>flag</s>",))  # fmt: skip
    sha256 = taken_in(site.office, text=text, facts=(quote,))
    shown = page(site, f"/files/{sha256}/facts")
    for evil in ("<script>alert", "<i>x", "<u>who", "<s>flag", "\x1b", "\u202e"):
        assert evil not in shown


# What it shows and does


def test_facts_stand_in_place_with_their_words_standing_and_chain(site, story):
    shown = page(site, f"/files/{story}/facts")
    assert "Facts in <bdi>story.txt</bdi>" in shown
    assert "Read as a news report of 2026-03-03 (dateline)." in shown
    flat = "".join(shown.split("\n"))
    assert (
        "<bdi>a crew member</bdi>, according to <bdi>the complaint</bdi>, according to <bdi>this report</bdi>"
        in flat
    )
    anchor = CREW.replace(":", "-")
    assert f'id="t-{anchor}"' in shown
    assert f'id="f-{anchor}"' in shown
    assert "The complaint is not named further." in shown
    assert "<dd><bdi>a crew member</bdi></dd>" in shown


def test_marks_that_overlap_are_cut_apart(site):
    text = "abcdefghij"
    over = (
        Fact("assertion", Span(0, 8), "r"),
        Fact("person", Span(2, 5), "r"),
        Fact("quote", Span(4, 10), "r"),
    )
    shown = page(site, f"/files/{taken_in(site.office, text=text, facts=over)}/facts")
    body = shown.split("data-reader-text>")[1].split("</div>")[0]
    marks = [one.split('data-over="')[1] for one in body.split("<span") if "data-over" in one]
    assert [one.split(">")[1].split("<")[0] for one in marks] == ["ab", "cd", "e", "fgh", "ij"]
    assert marks[2].startswith('person-2-5 quote-4-10 assertion-0-8"')


@pytest.mark.parametrize(("query", "shown_", "left"), [
    ("kind=charge", "involuntary manslaughter", "I never loaded"),
    ("status=alleged", "She loaded it herself.", "involuntary manslaughter"),
    ("state=accepted", "I never loaded it,", "She loaded it herself."),
])  # fmt: skip
def test_facts_are_filtered(site, story, query, shown_, left):
    accepted(site, story)
    shown = page(site, f"/files/{story}/facts?{query}").split('class="wf-facts"')[1]
    assert shown_ in shown
    assert left not in shown
    assert "1 here, 1 of 8 in the whole text." in page(site, f"/files/{story}/facts?{query}")


@pytest.mark.parametrize("part", WHO)
def test_one_fact_is_accepted_by_a_signature(site, story, part):
    answer = site.client(part).post(f"/files/{story}/facts", {"pick": QUOTE})
    (position,) = site.sign(answer, part)
    row = site.office.db.one("fact", seq=position)
    assert (row.words, row.corrected) == ("I never loaded it,", False)
    assert f'href="/facts/{row.fact}"' in page(site, f"/files/{story}/facts")


def test_many_are_accepted_under_one_signature(site, story):
    every = [one.identity for one in story_facts()]
    answer = site.client("paralegal").post(f"/files/{story}/facts", {"pick": every})
    assert len(site.sign(answer, "paralegal")) == len(every)
    assert 'name="pick"' not in page(site, f"/files/{story}/facts")


def test_correcting_and_rejecting_begin_with_the_form_filled_in(site, story):
    shown = page(site, f"/files/{story}/facts?kind=charge")
    correct = shown.split('data-correct href="')[1].split('"')[0].replace("&amp;", "&")
    form = page(site, correct)
    assert "offence=involuntary manslaughter" in form
    assert "against=Ruth Calder" in form
    reject = shown.split('data-reject href="')[1].split('"')[0].replace("&amp;", "&")
    sent = {"sha256": story, "proposal": CHARGE, "dockets": site.office.docket, "reason": "wrong person",
            "by": site.office.prosecutor.person}  # fmt: skip
    assert "wrong person" in page(site, reject)
    site.sign(site.client("prosecutor").post("/do/fact/reject", sent), "prosecutor")
    shown = page(site, f"/files/{story}/facts?kind=charge")
    assert ">rejected</strong>" in shown


def test_a_correction_on_the_page_is_kept_as_one(site, story):
    sent = {"sha256": story, "proposal": CHARGE, "dockets": site.office.docket, "kind": "charge", "status": "alleged",
            "words": "involuntary manslaughter", "told": "offence=manslaughter\r\nagainst=Ruth Calder",
            "chain": "reported=this report", "by": site.office.prosecutor.person}  # fmt: skip
    site.sign(site.client("prosecutor").post("/do/fact/accept", sent), "prosecutor")
    row = site.office.db.one("fact")
    assert (row.corrected, row.status) == (True, "alleged")
    assert "manslaughter" in row.told


def test_a_fact_shows_every_version_and_where_it_stands(site, story):
    number = accepted(site, story, "alleged", "denied")
    shown = page(site, f"/facts/{number}")
    for words in (
        "I never loaded it,",
        "looked again",
        "quote, alleged:",
        "quote, denied:",
        ">corrected</strong>",
        "story.txt",
        "Ruth Calder",
    ):
        assert words in shown
    assert f"/files/{story}/facts?case=" in shown
    assert "Record it as a statement" in shown
    in_text = shown.split('href="/files/')[1].split('"')[0].replace("&amp;", "&")
    assert "I never loaded it," in page(site, f"/files/{in_text}")


def test_a_fact_that_was_taken_back_says_so(site, story):
    number = accepted(site, story)
    site.office.clock.advance()
    told = {"dockets": [site.office.docket], "reason": "told twice", "by": site.office.prosecutor}
    facts.reject_fact(site.office.record, story, QUOTE, **told)
    shown = page(site, f"/facts/{number}")
    assert "It was taken back" in shown
    assert ">corrected</strong>" not in shown
    assert "Correct it" not in shown


def test_a_quote_begins_a_statement_with_its_source(site, story):
    number = accepted(site, story)
    form = page(site, f"/facts/{number}/statement")
    assert '<form method="post" action="/do/statement/record"' in form
    for words in ("Ruth Calder", "2026-03-03", "I never loaded it,", story, "the Luz Courier"):
        assert words in form
    assert site.client("auditor").get(f"/facts/{number}/statement").status_code == 404
    charge = accepted(site, story, proposal=CHARGE)
    assert site.client("prosecutor").get(f"/facts/{charge}/statement").status_code == 404


def test_a_quote_of_a_paged_document_is_placed_by_its_page(site):
    item = site.office.receive("document")
    attach(site.office, item, **{"story.pdf": b"%PDF of the story"})
    sha256 = site.office.db.one("item_file", item=item).sha256
    half = STORY.index("The complaint")
    places = ((0, half, {"page": 1}), (half, len(STORY), {"page": 2}))
    keep(site.office.record, with_layer(site.office.record, sha256, STORY, places=places), proposals())
    shown = page(site, f"/files/{sha256}/facts")
    assert '<span class="wf-text__place">page 2</span>' in shown
    number = accepted(site, sha256, proposal=CREW)
    form = page(site, f"/facts/{number}/statement")
    assert "&quot;unit&quot;: &quot;page&quot;, &quot;start&quot;: 2" in form


def test_a_quote_of_many_pages_fits_the_form_of_a_statement(site):
    words = "We walked on and nobody said a word. " * 300
    text = f"“{words}” Ruth Calder said.\n"
    quote = Fact("quote", Span(1, 1 + len(words)), "r", {"speaker_words": "Ruth Calder"})
    sha256 = taken_in(site.office, text=text, facts=(quote,))
    number = accepted(site, sha256, proposal=quote.identity)
    assert words in page(site, f"/facts/{number}/statement")


def test_a_long_text_is_shown_a_window_at_a_time(site):
    text = STORY + "Nothing more happened. " * 1_500 + "The end."
    end = Fact("event", Span(len(text) - 8, len(text)), "r")
    sha256 = taken_in(site.office, text=text, facts=(*story_facts(), end))
    first = page(site, f"/files/{sha256}/facts")
    assert "Further in the text" in first
    assert "The end." not in first
    assert "The end." in page(site, f"/files/{sha256}/facts?fact={end.identity}")
    assert "8 here, 9 of 9 in the whole text." in first


def long_text(site, *, pages=True):
    """Forty pages of fifty lines each; a fact stands on the last."""
    sheets = [
        "".join(f"Page {page}, line {line}, and more.\n" for line in range(1, 51)) for page in range(1, 41)
    ]
    text, places = "\f".join(sheets), []
    for page, sheet in enumerate(sheets, 1):
        begin = text.index(sheet)
        places.append([begin, begin + len(sheet), {"page": page}])
    item = site.office.receive("document")
    attach(site.office, item, **{"long.pdf": text.encode()})
    sha256 = site.office.db.one("item_file", item=item, name="long.pdf").sha256
    fact = Fact("event", Span(text.rindex("Page 40, line 50"), len(text) - 1), "r")
    keep(
        site.office.record,
        with_layer(site.office.record, sha256, text, places=places if pages else ()),
        proposals((fact,)),
    )
    return sha256


def words_of(shown):
    return shown.split("data-reader-text>")[1].split("</div>")[0]


def test_the_text_is_gone_through_part_by_part_and_to_a_page_and_a_line(site):
    address = f"/files/{long_text(site)}/facts"
    shown, seen = page(site, address), []
    for _ in range(9):
        seen.append(words_of(shown))
        if 'data-way="later"' not in shown:
            break
        way = shown.split('rel="next" data-way="later"')[0].rsplit('href="', 1)[1].split('"')[0]
        shown = page(site, address + way.replace("&amp;", "&"))
    assert "Page 40, line 50" in seen[-1]
    assert 'data-way="earlier"' in shown
    assert "Page (of 40)" in shown
    jumped = page(site, f"{address}?on_page=33&kind=event")
    assert words_of(jumped).split("</span>", 1)[1].startswith("Page 33, line 1,")
    assert 'name="kind" value="event"' in jumped.split("data-jump")[0]
    assert words_of(page(site, f"{address}?on_page=33&line=7")).startswith("Page 33, line 7,")
    assert words_of(page(site, f"{address}?line=52")).startswith("Page 2, line 2,")


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [("on_page=41", 404, "There are no words of a page 41"), ("line=9000", 404, "There is no line 9000"),
     ("on_page=3&line=51", 404, "There is no line 51"), ("on_page=x", 400, ""), ("line=-1", 400, ""),
     ("on_page=9007199254740991", 404, "There are no words"), ("line=99999999999999999999", 400, ""),
     ("on_page=%00", 400, "")],
)  # fmt: skip
def test_a_page_or_line_that_is_not_there_is_said_over_the_text(site, query, status, words):
    shown = page(site, f"/files/{long_text(site)}/facts?{query}", status=status)
    assert words in shown
    assert ("Page 1, line 1," in shown) == (status == 404)


def test_a_text_without_pages_is_gone_through_by_lines(site):
    address = f"/files/{long_text(site, pages=False)}/facts"
    shown = page(site, f"{address}?line=500")
    assert words_of(shown).startswith("Page 10, line 50,")
    assert 'name="on_page"' not in shown
    assert "There are no words of a page 2" in page(site, f"{address}?on_page=2", status=404)


def test_a_text_that_stands_there_whole_has_no_ways_through_it(site, story):
    assert "data-jump" not in page(site, f"/files/{story}/facts")


def test_a_text_too_long_to_wait_for_is_read_in_the_background(site, monkeypatch):
    monkeypatch.setattr("wholefile.showing.reader.READ_AT_ONCE", 10)
    sha256 = taken_in(site.office)
    layer = layer_of(site.office.db, sha256).text
    site.office.db.run_many('DELETE FROM "layer_reading" WHERE "text" = %s', [(layer,)])
    assert "has not been read for facts yet" in page(site, f"/files/{sha256}/facts")
    go, seen = threading.Event(), []

    def read(record, one, **told):
        seen.append((one, told))
        go.wait(10)
        keep(record, one, proposals())

    monkeypatch.setattr(reading_ahead, "proposals_of", read)
    client = site.client("prosecutor")
    for _ in range(2):
        assert client.post(f"/files/{sha256}/facts", {"ahead": "1"}).status_code == 302
    assert "is being read now" in page(site, f"/files/{sha256}/facts")
    go.set()
    for thread in threading.enumerate():
        if thread.name.startswith("read-"):
            thread.join(10)
    assert seen == [(layer, {"read_as": "", "dated": ""})]
    assert "I never loaded it," in page(site, f"/files/{sha256}/facts?kind=quote")
    assert span("I never loaded it,").start in [one.span.start for one in story_facts()]


def test_a_very_long_address_of_the_page_does_not_stop_anybody_from_signing(site, story):
    answer = site.client("paralegal").post(f"/files/{story}/facts?{'x' * 400}=1", {"pick": QUOTE})
    assert site.sign(answer, "paralegal")
    assert len(WaitingActs.objects.get().back) < 300
