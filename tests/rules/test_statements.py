"""T1, T2: exact words stand in their source; a machine's words count once a person vouches for them."""

import pytest

from tests.rules.situations import refused
from wholefile.actions import items, statements
from wholefile.actions.files import Upload
from wholefile.actions.sources import find_words
from wholefile.core.errors import Unprocessable

TRANSCRIPT = (
    "Q. Who checked it?\r\nA. I said \u201ccold gun\u201d. Cafe\u0301, noon.\r\nQ. Nobody looked?\r\n"
)
WORDS = "I said \u201ccold gun\u201d."


@pytest.fixture
def source(office):
    """A transcript in the store; its digest."""
    item = office.receive("document")
    items.attach_files(
        office.record,
        item,
        [Upload("interview.txt", TRANSCRIPT.encode()), Upload("interview.wav", b"RIFF\xff\xfe")],
        purpose="recording",
        by=office.custodian,
    )
    return office.db.one("item_file", item=item, name="interview.txt").sha256


def say(office, words=WORDS, **changes):
    office.clock.advance()
    facts = {
        "dockets": [office.docket], "speaker": "Jane Roe", "said_on": "2026-01-22", "medium": "interview",
        "venue": "Sheriff's office", "by": office.investigator,
    }  # fmt: skip
    return statements.record_statement(office.record, words=words, **{**facts, **changes})[0]


def test_t1_exact_words_need_their_source_and_a_paraphrase_does_not(office):
    with refused("T1", "need the file"):
        say(office)
    say(office, "She said that it was cold.", exact=False)


def test_t1_words_are_those_at_the_place(office, source):
    place = find_words(office.record, source, WORDS)
    number = say(office, source=place)
    assert office.db.one("statement", statement=number).words == WORDS
    with pytest.raises(Unprocessable, match="exact words must be"):
        say(office, source={**place, "start": place["start"] + 1, "end": place["end"] + 1})
    with pytest.raises(Unprocessable, match="exact words must be"):
        say(office, "I said \u201chot gun\u201d.", source=place)


def test_t1_accents_and_line_ends_are_compared_as_a_body_holds_them(office, source):
    start = TRANSCRIPT.index("Cafe")
    end = TRANSCRIPT.index("Q. Nobody") + len("Q. Nobody")
    place = {"sha256": source, "unit": "character", "start": start, "end": end}
    say(office, "Caf\u00e9, noon.\nQ. Nobody", source=place)


@pytest.mark.parametrize(
    ("unit", "start", "end", "words"),
    [("byte", 0, 18, "Q. Who checked it?"), ("line", 2, 3, "Nobody looked?"), ("page", 1, 2, "any")],
)
def test_t1_bytes_and_lines_are_checked_pages_are_not(  # noqa: PLR0917 - two fixtures and a case of four
    office, source, unit, start, end, words
):
    place = {"sha256": source, "unit": unit, "start": start, "end": end}
    say(office, words, source=place)
    if unit != "page":
        with pytest.raises(Unprocessable, match="exact words must be"):
            say(office, words.upper(), source=place)


def test_t1_a_recording_has_no_characters(office, source):
    wav = office.db.one("item_file", name="interview.wav").sha256
    with pytest.raises(Unprocessable, match="name the page or second"):
        say(office, source={"sha256": wav, "unit": "character", "start": 0, "end": len(WORDS)})
    say(office, source={"sha256": wav, "unit": "second", "start": 12, "end": 15})


def test_t1_the_rule_itself_knows_the_source_and_the_length(office, source):
    body = {
        "statement": "S-1", "dockets": [office.docket], "speaker": "Jane Roe", "said_on": "2026-01-22",
        "medium": "interview", "venue": "x", "oath": False, "public": False, "exact": True,
        "words": "Q. Who", "language": "en", "by": office.investigator.person,
    }  # fmt: skip
    place = {"sha256": source, "unit": "character", "start": 0, "end": 6}
    for wrong, why in (
        ({"sha256": "d" * 64}, "no file on record"),
        ({"end": 7}, "exactly those"),
        ({"end": 5}, "exactly those"),
        ({"end": 0}, "is empty"),
    ):
        with refused("T1", why):
            office.act("statement.recorded", {**body, "source": {**place, **wrong}}, office.investigator)
    wrong_entry = office.db.one("item").seq
    with refused("T1", "records no statement"):
        office.act(
            "statement.recorded", {**body, "source": place, "corrects": wrong_entry}, office.investigator
        )
    first = office.act("statement.recorded", {**body, "source": place}, office.investigator)
    again = {**body, "statement": "S-2", "source": place, "corrects": first.seq}
    office.act("statement.recorded", again, office.investigator)
    assert office.db.one("statement", statement="S-1").words == "Q. Who"


def test_words_that_stand_twice_or_never_have_no_one_place(office, source):
    for words, count in (("Q. ", "2 times"), ("hot gun", "0 times")):
        with pytest.raises(Unprocessable, match=count):
            find_words(office.record, source, words)


def test_t2_a_machines_words_are_attested_before_they_are_used(office, source):
    place = find_words(office.record, source, WORDS)
    machine, other = say(office, source=place, machine=True), say(office, "It was hot.", exact=False)
    flag = {"about": "the state of the gun", "explanation": "cold, then hot", "by": office.prosecutor}
    with refused("T2", "attest"):
        statements.flag_inconsistency(office.record, machine, other, **flag)
    with refused("T2", "attest"):
        statements.flag_inconsistency(office.record, other, machine, **flag)
    french = {"language": "fr", "words": "froid", "translator": "A. B.", "by": office.paralegal}
    with refused("T2", "attest"):
        statements.translate_statement(office.record, machine, **french)
    statements.attest_statement(
        office.record, machine, compared="the transcript with the recording", by=office.investigator
    )
    with refused("T2", "already"):
        statements.attest_statement(office.record, machine, compared="again", by=office.investigator)
    statements.translate_statement(office.record, machine, **french)
    number, _ = statements.flag_inconsistency(office.record, machine, other, **flag)
    statements.answer_inconsistency(
        office.record, number, answer="explained", explanation="two guns", by=office.prosecutor
    )


def test_t2_translations_and_attestations_make_sense(office):
    number = say(office, "It was hot.", exact=False)
    with refused("T2", "is in en already"):
        statements.translate_statement(
            office.record, number, language="EN", words="x", translator="A. B.", by=office.paralegal
        )
    with refused("T2", "taken down by a person"):
        statements.attest_statement(office.record, number, compared="x", by=office.investigator)
    with refused("T2", "differ from itself"):
        statements.flag_inconsistency(
            office.record, number, number, about="x", explanation="y", by=office.prosecutor
        )


def test_side_by_side_shows_where_the_words_part(office):
    gun = office.firearm()
    late = say(office, "I never pulled the trigger", exact=False, said_on="2026-02-01", speaker="Roe, Jane",
               items=[gun], facts=["the trigger"])  # fmt: skip
    early = say(office, "I pulled the trigger once", exact=False, facts=["the trigger", "noon"])
    seen = statements.side_by_side(office.db, late, early)
    assert (seen.first.statement, seen.second.statement, seen.days_apart) == (early, late, 10)
    assert (seen.same_speaker, seen.same_language) == (True, True)
    assert (seen.items, seen.facts) == ((), ("the trigger",))
    assert (seen.paraphrased, seen.unverified) == ((early, late), ())
    assert [(one.first, one.second) for one in seen.differences if not one.same] == [
        ("", "never"),
        ("once", ""),
    ]
    assert [row.statement for row in statements.statements_of(office.db, "JANE ROE")] == [early, late]
