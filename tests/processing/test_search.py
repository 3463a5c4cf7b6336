"""Search over an office: what is asked wrongly is refused, what may not be seen is not told, hits lead to words."""

from contextlib import suppress

import pytest

from tests.actions.serving import attach, decide, serve
from tests.processing.found import digest, know, member, read, text_file
from tests.processing.searching import LONG, index, objects, say
from wholefile.core.errors import Invalid
from wholefile.core.text_folding import only_words
from wholefile.processing.search.documents import DAY_MS, Document
from wholefile.processing.search.finding import Filters, search
from wholefile.processing.search.store import add
from wholefile.processing.search.writing import holding, read_text


@pytest.mark.parametrize(
    "typed", ["", " ", "*", "-", "--", '"', '""', "***", "()", "\x00", "' OR 1=1", "\ue000\ue001"]
)
def test_a_question_without_words_is_refused_unless_it_is_not_empty(office, typed):
    index(office)
    if any(one.isalnum() for one in typed):
        assert objects(office, typed) == []
    else:
        with pytest.raises(Invalid):
            search(office.record, typed)


@pytest.mark.parametrize(
    "typed",
    ["a" * 10_001, "x " * 300, "-gun", "-gun -knife", "g*", '-"a b"'],
)
def test_a_question_that_cannot_be_answered_says_why(office, typed):
    with pytest.raises(Invalid, match=r"search\."):
        search(office.record, typed)


@pytest.mark.parametrize(
    "typed",
    [
        'gun" OR "1', "NEAR(a b, 3)", "words:gun", "gun AND", "NOT gun", "^gun", "{words} : gun",
        "gun'); DROP TABLE item;--",
        "a & b | !c", "a <-> b", "'gun':*", "gun:A", "\\'", "%s %d %%", "gun + knife", "日本*", "\ud800gun", "a\x00b",
        "x" * 9_999, "🔫", "-🔫 gun", "gun NOT (a OR b)", '"gun', 'gun"', "“gun”", "*gun", "gun**",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_is_syntax(office, typed):
    index(office)
    with suppress(Invalid):
        search(office.record, typed)


def test_what_does_not_exist_is_refused(office):
    with pytest.raises(Invalid, match=r"search\.kind"):
        search(office.record, "gun", Filters(kinds=("weapon",)))
    with pytest.raises(Invalid, match=r"search\.sort"):
        search(office.record, "gun", sort="oldest")
    with pytest.raises(Invalid, match=r"search\.mark"):
        search(office.record, "", Filters(mark="12"))


def test_an_index_that_was_never_filled_finds_nothing(office):
    office.firearm()
    assert search(office.record, "firearm").results == ()


def test_words_phrase_prefix_and_without(office):
    first = office.receive(description="Live round, brass, found in the tray of the prop cart")
    second = office.receive(description="Round of applause recorded live on tape")
    index(office)
    assert set(objects(office, "live round")) == {first, second}
    assert objects(office, '"live round"') == [first]
    assert objects(office, "appl*") == [second]
    assert objects(office, "live -tape") == [first]
    assert objects(office, 'round -"live round"') == [second]
    assert objects(office, '"prop ca"*') == [first]
    assert objects(office, "live round absent") == []


def test_case_and_accents_do_not_matter_on_either_side(office):
    item = office.receive(description="Brief des Zeugen Müller, Straße 5, gezeichnet ÉCLAIR")
    index(office)
    for typed in ("muller", "MÜLLER", "mu\u0308ller", "strasse", "STRASSE", "éclair", "Eclair"):
        assert objects(office, typed) == [item], typed


def test_scripts_without_spaces_are_found_inside_a_run(office):
    chinese = office.receive(description="在道具车上发现实弹一枚")
    arabic = office.receive(description="رصاصة حَيَّة على الطاولة")
    index(office)
    assert objects(office, "实弹") == [chinese]
    assert objects(office, "弹实") == []
    assert objects(office, "حية") == [arabic]
    hit = search(office.record, "实弹").results[0]
    assert hit.snippet[hit.marks[0][0] : hit.marks[0][1]] == "实弹"


def test_identifiers_are_found_whole_and_by_a_part(office):
    gun = office.firearm()
    other = office.receive(identifiers=[{"kind": "phone", "value": "+1 (505) 555-0142"}])
    index(office)
    assert objects(office, "PZ-40217") == [gun]
    assert objects(office, "pz40217") == [gun]
    assert objects(office, "4021") == [gun]
    assert objects(office, "", mark="Z-402") == [gun]
    assert objects(office, "5550142") == [other]
    assert objects(office, "", mark="9999") == []
    hit = search(office.record, "4021").results[0]
    start, end = hit.marks[0]
    assert hit.snippet[start:end] == "4021"
    assert objects(office, gun) == [gun]


def test_statements_people_and_cases_are_found(office):
    said = say(office, "I never pulled the trigger.", speaker="Alec Doe")
    index(office)
    assert objects(office, "pulled trigger") == [said]
    assert objects(office, "trigger", person="doe") == [said]
    assert objects(office, "trigger", person="Reyes") == []
    assert objects(office, "State Doe", kinds=("case",)) == [office.docket]
    assert objects(office, "", person="John Doe", kinds=("case",)) == [office.docket]
    hit = search(office.record, "never pulled").results[0]
    assert (hit.layer, hit.title) == ("words", f"{said} Alec Doe")
    assert "I never pulled the trigger."[hit.start : hit.end] == "never"


def test_filters_narrow_and_kinds_are_kept_apart(office):
    item = office.receive(description="A ledger with red marks")
    other = office.receive(description="A ledger with blue marks", dockets=[office.other_docket])
    attach(office, item, **{"ledger.txt": b"Extract of the ledger, page one"})
    file = text_file(office.record, item, "Extract of the ledger, page one", "ledger.txt")
    mail = know(office.record, b"mail", item, "mail.eml")
    facts = {
        "message_id": "a@b",
        "subject": "The ledger",
        "from": [{"name": "Eva", "address": "eva@b.org"}],
        "date": 1_000,
    }
    read(office.record, mail, ("native", "Subject: The ledger\n\nplease send it"), facts=facts, kind="eml")
    said = say(office, "I kept the ledger.", item)
    index(office)
    assert set(objects(office, "ledger")) == {item, other, file, mail, said}
    assert set(objects(office, "ledger", kinds=("item",))) == {item, other}
    assert objects(office, "ledger", kinds=("file text",)) == [file]
    assert set(objects(office, "ledger", kinds=("mail",))) == {mail}
    assert set(objects(office, "ledger", kinds=("metadata", "statement"))) == {file, said}
    assert objects(office, "ledger", docket=office.other_docket) == [other]
    assert set(objects(office, "ledger", item=item)) == {item, file, mail, said}
    assert set(objects(office, "ledger", person="eva@b.org")) == {mail}
    assert objects(office, "ledger", until=2_000) == [mail, mail]
    assert mail not in objects(office, "ledger", since=2_000)


def test_the_newest_come_first_when_asked(office):
    item = office.receive(description="Minutes")
    made = []
    for n in range(3):
        file = know(office.record, b"%d" % n, item, at=1_700_000_000_000 + n * DAY_MS)
        read(office.record, file, ("native", f"minutes of meeting {'minutes ' * (3 - n)}"))
        made.append(file)
    index(office)
    assert objects(office, "minutes", kinds=("file text",), sort="newest", item=item) == made[::-1]


def test_a_hit_leads_to_the_exact_span_of_the_stored_layer(office):
    item = office.receive("digital")
    text = f"{LONG}\nHe said: “Die Straße war naß” – e\u0301te\u0301.\n{LONG}"
    sha256 = know(office.record, b"long", item, "long.pdf")
    places = [[0, len(LONG), {"page": 1}], [len(LONG), len(text), {"page": 2}]]
    [layer] = read(office.record, sha256, ("ocr", text), places=places, kind="pdf")
    index(office)
    assert office.db.count("search_document", object=sha256, kind="file text") > 5
    for typed in ('"strasse war nass"', "ete", "nass"):
        [hit] = search(office.record, typed, Filters(kinds=("file text",))).results
        assert (hit.label, hit.layer, hit.source, hit.items) == ("ocr", "text 0", layer, (item,))
        span = read_text(office.record, layer)[hit.start : hit.end]
        assert only_words(span) == only_words(typed)
        assert hit.where == {"page": 2}
        assert only_words(hit.snippet[hit.marks[0][0] : hit.marks[0][1]]) == only_words(typed)


def test_a_phrase_across_the_cut_of_two_passages_is_found_once(office):
    item = office.receive("digital")
    words = [f"w{n:05d}" for n in range(6_000)]
    text_file(office.record, item, " ".join(words))
    index(office)
    passages = office.db.rows("search_document", order=("start",), kind="file text")
    assert len(passages) > 3
    for row in passages[1:]:
        cut = row.text.split()[0]
        at = words.index(cut)
        typed = f'"{words[at - 2]} {words[at - 1]} {cut} {words[at + 1]}"'
        assert len(search(office.record, typed).results) == 1, typed
        assert len(search(office.record, cut).results) == 1


def test_words_that_come_thousands_of_times_keep_their_places(office):
    item = office.receive("digital")
    file = text_file(office.record, item, "0 " * 3_000 + "needle 0 in")
    index(office)
    assert objects(office, '"0 needle 0 in"', kinds=("file text",)) == [file]


def test_what_may_not_be_seen_is_not_counted_shown_or_named(office, tmp_path):
    served, kept = office.receive(description="A marmalade jar"), office.receive(description="Marmalade memo")
    attach(office, served, **{"seen.txt": b"marmalade seen"})
    decide(office, served)
    decide(office, kept, "withheld")
    serve(office, tmp_path / "PR-1")
    inside = member(office.record, digest(b"marmalade seen"), b"marmalade deep", b"public.txt", served)
    know(office.record, b"marmalade seen", served, "seen.txt")
    know(office.record, b"marmalade deep", kept, "informant Smith.txt")
    outer = know(office.record, b"outer", kept)
    member(office.record, outer, b"marmalade deep", b"informant Smith.txt", kept)
    for sha256 in (digest(b"marmalade seen"), inside):
        read(office.record, sha256, ("native", "marmalade"))
    read(office.record, outer, ("native", "marmalade hidden"))
    say(office, "Marmalade was everywhere.", kept)
    index(office)
    whole = search(office.record, "marmalade", most=100)
    found = search(office.record, "marmalade", person=office.defence.person, most=100)
    assert found.total == len(found.results) < whole.total
    assert {one.object for one in found.results} == {served, inside, digest(b"marmalade seen")}
    assert {item for one in found.results for item in one.items} == {served}
    assert "informant" not in repr(found)
    assert objects(office, "informant", seen_by=office.defence.person) == []
    assert set(objects(office, "informant")) == {inside}
    for person in ("P-404", office.ana.person):
        assert search(office.record, "marmalade", person=person) == type(found)()


def test_within_a_case_or_an_item_one_may_not_see_nothing_is_found_though_ones_own_file_lies_there(office):
    own = office.receive("digital", dockets=[office.other_docket])
    hidden = office.receive("digital")
    text_file(office.record, own, "notes on the harmonica")
    know(office.record, b"notes on the harmonica", hidden)
    index(office)
    reader = office.newcomer("reader", "investigator", docket=office.other_docket).person

    def total(person, **within) -> int:
        return search(office.record, "harmonica", Filters(**within), person=person).total

    assert total(reader) == total(reader, item=own) == total(reader, docket=office.other_docket) > 0
    assert total(reader, item=hidden) == total(reader, docket=office.docket) == 0
    assert total(office.investigator.person, item=hidden) == total(None, docket=office.docket) > 0


def test_a_copy_under_an_item_one_may_not_see_moves_nothing_in_the_order(office):
    own = office.receive("digital", dockets=[office.other_docket])
    reader = office.newcomer("reader", "investigator", docket=office.other_docket).person
    files = [text_file(office.record, own, f"notes on the celesta, sheet {n}") for n in range(6)]
    index(office)
    asked = [
        {"typed": typed, "sort": sort, "seen_by": reader}
        for typed in ("celesta", "celesta sheet")
        for sort in ("newest", "relevance")
    ]
    before = [objects(office, **one) for one in asked]
    assert set(before[0]) == set(files)
    for n in range(6):
        hidden = office.receive("digital")
        know(office.record, f"notes on the celesta, sheet {n}".encode(), hidden, "copy.txt")
        index(office)
        assert [objects(office, **one) for one in asked] == before


def test_documents_that_want_one_number_are_given_their_own(office):
    index(office)
    same = Document("item", "V26-000001", "item", DAY_MS, "a glockenspiel")
    with holding(office.db):
        add(office.db, [same, same])
        add(office.db, [same])
    assert search(office.record, "glockenspiel").total == 3


def test_permission_follows_the_record_at_once_and_not_the_index(office):
    item = office.receive(description="A harmonica")
    reader = office.newcomer("reader", "investigator", docket=office.other_docket).person
    index(office)
    assert objects(office, "harmonica", seen_by=reader) == []
    office.link(item)
    index(office)
    assert objects(office, "harmonica", seen_by=reader) == [item]


def test_files_follow_their_item_into_another_case(office):
    item = office.receive("digital")
    file = text_file(office.record, item, "a tambourine")
    reader = office.newcomer("reader", "investigator", docket=office.other_docket).person
    index(office)
    assert objects(office, "tambourine", seen_by=reader) == []
    office.link(item)
    index(office)
    assert set(objects(office, "tambourine", seen_by=reader)) == {file}
