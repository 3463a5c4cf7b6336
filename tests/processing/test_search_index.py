"""The index follows the record: what is new is written, what is old goes, and two at once do no harm."""

from dataclasses import replace

from tests.processing.found import know, read, text_file
from tests.processing.searching import LONG, index, objects, say
from wholefile.actions.items import describe_item
from wholefile.processing.search import index as index_module
from wholefile.processing.search import writing
from wholefile.processing.search.documents import DAY_MS, Document
from wholefile.processing.search.finding import COUNTED, Filters, search
from wholefile.processing.search.index import index_pending
from wholefile.processing.search.store import add
from wholefile.processing.search.writing import holding
from wholefile.record.derived import empty_index


def test_indexing_is_incremental_and_doing_it_again_changes_nothing(office):
    item = office.receive(description="A violin")
    index(office)
    before = office.db.rows("search_document", order=("id",))
    index(office)
    assert office.db.rows("search_document", order=("id",)) == before
    describe_item(office.record, item, description="A viola", reason="looked again", by=office.custodian)
    assert objects(office, "viola") == []
    index(office)
    assert (objects(office, "viola"), objects(office, "violin")) == ([item], [])


def test_an_act_that_changes_no_words_writes_nothing(office):
    item = office.receive(description="A cello")
    index(office)
    before = office.db.rows("search_document", order=("id",))
    office.store(item)
    index(office)
    assert office.db.rows("search_document", order=("id",)) == before


def test_a_file_that_is_read_again_is_found_by_its_new_layer(office):
    item = office.receive("digital")
    file = know(office.record, b"scan", item, "scan.pdf")
    read(office.record, file, facts={"pages": 1})
    index(office)
    assert objects(office, "handwriting") == []
    read(office.record, file, ("ocr", "some handwriting"), extractor="ocr", at=1_770_000_009_000)
    assert index_pending(office.record) == 1
    assert index_pending(office.record) == 0
    [hit] = search(office.record, "handwriting").results
    assert hit.label == "ocr"


def test_a_layer_that_is_missing_in_the_store_is_counted_and_stops_nobody(office):
    item = office.receive("digital")
    file = know(office.record, b"gone", item)
    [layer] = read(office.record, file, ("native", "vanished words"))
    office.record.derived.destroy(layer)
    other = text_file(office.record, item, "present words")
    index(office)
    assert office.db.count("search_object", digest=writing.INCOMPLETE) == 1
    assert objects(office, "words", kinds=("file text",)) == [other]


def test_an_index_is_made_anew_with_the_same_answers(office):
    office.firearm()
    item = office.receive(description="A trumpet")
    file = text_file(office.record, item, "the trumpet played")
    say(office, "He played the trumpet.")
    index(office)
    before = sorted(objects(office, "trumpet"))
    with office.db.atomic():
        empty_index(office.db)
    assert objects(office, "trumpet") == []
    index(office)
    assert file in before
    assert sorted(objects(office, "trumpet")) == before


def test_another_folding_empties_the_index(office):
    item = office.receive(description="A trombone")
    index(office)
    office.db.query('UPDATE "search_state" SET "folding" = %s RETURNING 1', ["older"])
    office.db.query('UPDATE "search_document" SET "text" = %s RETURNING 1', ["no longer what was indexed"])
    index(office)
    assert objects(office, "trombone") == [item]


def test_more_than_are_ranked_are_counted_so_far_and_shown_newest_first_with_titles_ahead(office):
    index(office)
    made = [
        Document(
            "item",
            f"V26-{n:06d}",
            "item",
            n * DAY_MS,
            "a very common word",
            title="Common" if n == 7 else f"{n}",
        )
        for n in range(COUNTED + 5)
    ]
    with holding(office.db):
        add(office.db, made)
    found = search(office.record, "common", most=3)
    assert (found.total, found.more, found.ranked) == (COUNTED, True, False)
    assert [one.object for one in found.results] == [
        "V26-000007",
        f"V26-{COUNTED + 4:06d}",
        f"V26-{COUNTED + 3:06d}",
    ]
    narrower = search(office.record, "common", Filters(since=10 * DAY_MS, until=20 * DAY_MS), most=50)
    assert (narrower.total, narrower.more, narrower.ranked) == (10, False, True)


def test_two_at_once_do_no_harm(office):
    item = office.receive("digital")
    file = text_file(office.record, item, LONG * 60)
    writing.write(office.record, [("file", file)])
    count = office.db.count("search_document", object=file)
    assert count > 200
    reading = writing._read(office.record, "file", file)
    with holding(office.db):
        writing.mark(office.db, [("file", file)], "first")
    writing.write(office.record, [("file", file)])  # takes the claim over, and finishes
    writing._write_long(office.db, reading, "first")
    assert office.db.count("search_document", object=file) == count
    assert len(objects(office, "armorer", kinds=("file text",), most=5)) == 5


def test_places_of_a_map_reach_over_passages(office):
    item = office.receive("digital")
    sha256 = know(office.record, b"sheet", item)
    text = "".join(f"cell{n:06d}\n" for n in range(3_000))
    places = [
        [0, len(text), {"sheet": "One"}],
        *([n * 11, n * 11 + 10, {"cell": f"A{n + 1}"}] for n in range(3_000)),
    ]
    read(office.record, sha256, ("native", text), places=places, kind="xlsx")
    index(office)
    rows = office.db.rows("search_document", object=sha256, kind="file text")
    assert any(row.places is None for row in rows), "so many places are not kept twice"
    for n in (0, 1_500, 2_999):
        [hit] = search(office.record, f"cell{n:06d}", Filters(kinds=("file text",))).results
        assert hit.where == {"sheet": "One", "cell": f"A{n + 1}"}
        assert text[hit.start : hit.end] == f"cell{n:06d}"


def test_what_was_read_before_a_newer_change_is_not_written(office):
    item = office.receive(description="A zither")
    index(office)
    reading = writing._read(office.record, "item", item)
    describe_item(office.record, item, description="A dulcimer", reason="looked again", by=office.custodian)
    with holding(office.db):
        writing.mark(office.db, [("item", item)], "mine")
        writing.mark(office.db, [("item", item)], writing.TO_BE_DONE)
    reading.documents[0] = replace(reading.documents[0], text="A stale zither")
    writing._write_short(office.db, [reading], "mine")
    assert objects(office, "stale") == []
    assert index_pending(office.record) == 1
    assert objects(office, "dulcimer") == [item]


def test_a_long_file_whose_claim_was_taken_over_midway_is_left_to_the_other(office):
    item = office.receive("digital")
    file = text_file(office.record, item, LONG * 60)
    writing.write(office.record, [("file", file)])
    reading = writing._read(office.record, "file", file)
    rest = reading.rest

    def taken_over_midway():
        with holding(office.db):
            writing.mark(office.db, [("file", file)], "another")
        yield from rest

    reading.rest = taken_over_midway()
    with holding(office.db):
        writing.mark(office.db, [("file", file)], "mine")
    writing._write_long(office.db, reading, "mine")
    assert office.db.count("search_document", object=file) == writing._PIECE
    assert office.db.exists("search_object", object=file, claim="another")
    index(office)
    assert office.db.count("search_document", object=file) > writing._PIECE


def test_characters_that_no_database_takes_stop_nothing_and_move_nothing(office):
    item = office.receive("digital")
    facts = {"title": "A\0B lute", "author": "Eva\0 Stone", "odd\0": ["\ud800"], "subject": "\0 lute"}
    file = text_file(office.record, item, "before\0after the bassoon", facts=facts, kind="pdf")
    other = text_file(office.record, item, "another bassoon")
    index(office)
    assert set(objects(office, "bassoon")) == {file, other}
    [hit] = search(office.record, "after", Filters(kinds=("file text",))).results
    assert (hit.start, hit.end) == (7, 12)
    assert set(objects(office, "lute")) == {file}
    assert file in objects(office, "Eva Stone")


def test_a_file_that_changes_behind_the_walk_is_found_by_its_next_round(office):
    item = office.receive("digital")
    made = sorted(text_file(office.record, item, f"number {n} of the clarinet") for n in range(5))
    while len(index_module._waiting(office.db, 100)) > 2:
        index_pending(office.record, 1)
    read(office.record, made[0], ("ocr", "an oboe"), extractor="ocr", at=1_770_000_009_000)
    index(office)
    assert set(objects(office, "clarinet")) == set(made)
    assert objects(office, "oboe") == [made[0]]
