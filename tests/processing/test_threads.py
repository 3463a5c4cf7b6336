"""Threads of mail: hostile headers first; then that the order in which messages come does not matter."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.serving import attach, decide, serve
from tests.processing.found import digest, know, member, read, text_file
from wholefile.core.errors import NotFound
from wholefile.processing.likeness_found import alike_to
from wholefile.processing.threads import _place, index_threads, thread_of
from wholefile.record.sql import Delete

EVA, DAN = (
    {"name": "Eva Stone", "address": "eva@sheriff.example"},
    {"name": "", "address": "Dan@sheriff.example"},
)


def mail(
    record, item, number, own=None, *, references=(), answers=(), subject="Rounds", body="", **more
) -> str:
    facts = {
        "message_id": own, "references": list(references), "subject": subject,
        "in_reply_to": answers if isinstance(answers, str) else list(answers),
        "from": [EVA], "to": [DAN], "date": number * 1_000, **more,
    }  # fmt: skip
    facts = {name: value for name, value in facts.items() if value not in (None, [], "")}
    sha256 = know(record, f"{number} {own} {more}".encode(), item, f"{number}.eml")
    read(record, sha256, ("native", body or f"words of {number}"), facts=facts, kind="eml")
    return sha256


def index(record) -> None:
    while index_threads(record, 3):
        pass


def shape(record, sha256, person=None) -> list[tuple[str, int]]:
    return [(one.sha256, one.depth) for one in thread_of(record, sha256, person).messages]


def test_what_is_no_message_or_unknown_or_unseen(office):
    item = office.receive("digital")
    file = text_file(office.record, item, "no mail")
    assert shape(office.record, file) == [(file, 0)]
    for sha256, person in ((digest(b"?"), None), (file, office.ana.person), (file, office.defence.person)):
        with pytest.raises(NotFound, match=r"file\.unknown"):
            thread_of(office.record, sha256, person)


def test_ten_thousand_references_are_bounded_and_the_nearest_counts(office):
    item = office.receive("digital")
    last = mail(office.record, item, 1, "parent@x")
    hostile = mail(
        office.record, item, 2, "child@x", references=[f"{n}@x" for n in range(10_000)] + ["parent@x"]
    )
    index(office.record)
    assert shape(office.record, hostile) == [(last, 0), (hostile, 1)]
    assert office.db.count("mail_reference") == 101


def test_loops_end(office):
    item = office.receive("digital")
    one = mail(office.record, item, 1, "a@x", references=["b@x"])
    two = mail(office.record, item, 2, "b@x", references=["a@x"])
    self = mail(office.record, item, 3, "c@x", references=["c@x"])
    index(office.record)
    assert {sha256 for sha256, _ in shape(office.record, one)} == {one, two}
    assert shape(office.record, self) == [(self, 0)]


def test_identifiers_that_are_no_text_and_hostile_ones_do_no_harm(office):
    item = office.receive("digital")
    made = [
        mail(office.record, item, 1, 7, references=[None, {"a": 1}, " "], answers=["' OR 1=1 --"]),
        mail(office.record, item, 2, "x" * 100_000),
        mail(office.record, item, 3, "\x01%s%%\\", answers="' OR 1=1 --"),
    ]
    index(office.record)
    assert {sha256 for sha256, _ in shape(office.record, made[0])} == {made[0], made[2]}
    assert shape(office.record, made[1]) == [(made[1], 0)]


def test_a_thread_is_the_same_in_whatever_order_its_messages_come(office):
    item = office.receive("digital")
    record = office.record
    said = [
        ("a@x", [], []), ("b@x", ["a@x"], ["a@x"]), ("c@x", ["a@x", "gone@x"], ["gone@x"]), ("d@x", ["c@x"], []),
    ]  # fmt: skip
    made = [
        mail(record, item, number, own, references=references, answers=answers)
        for number, (own, references, answers) in enumerate(said)
    ]
    expected = [(made[0], 0), (made[1], 1), (made[2], 1), (made[3], 2)]
    for order in permutations(range(4)):
        for table in ("mail_message", "mail_reference", "alike"):
            record.db.execute([Delete(table, {})])
        for at in order:
            _place(record, made[at])
        for one in made:
            thread = thread_of(record, one)
            assert [(each.sha256, each.depth) for each in thread.messages] == expected, order
            assert (thread.missing, thread.guessed, thread.more) == (1, False, False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 5), max_size=4)), max_size=6))
def test_threads_are_the_parts_that_hang_together(office, messages):
    record = office.record
    for table in ("mail_message", "mail_reference", "derivation", "text_layer", "holding", "content"):
        record.db.query(f'DELETE FROM "{table}" WHERE 1 = 1 RETURNING 1')
    [item] = [row.item for row in record.db.rows("item", limit=1)] or [office.receive("digital")]
    made = [
        mail(record, item, number, f"{own}@x", references=[f"{one}@x" for one in named])
        for number, (own, named) in enumerate(messages)
    ]
    index(record)
    parts = [{own, *named} for own, named in messages]
    joined = True
    while joined:
        joined = False
        for one in parts:
            for other in parts:
                if one is not other and one & other and one != other:
                    one.update(other)
                    other.update(one)
                    joined = True
    for one, part in zip(made, parts, strict=True):
        expected = {sha256 for sha256, other in zip(made, parts, strict=True) if other & part}
        assert {sha256 for sha256, _ in shape(record, one)} == expected


def test_messages_without_identifiers_are_put_together_by_a_guess_that_is_said(office):
    item = office.receive("digital")
    one = mail(office.record, item, 1, subject="Live rounds")
    two = mail(office.record, item, 2, subject="RE: AW: live  ROUNDS")
    other = mail(office.record, item, 3, subject="Lunch")
    bare = mail(office.record, item, 4, subject="", body="")
    known = mail(office.record, item, 5, "z@x", subject="Live rounds")
    index(office.record)
    assert [sha256 for sha256, _ in shape(office.record, two)] == [one, two]
    assert thread_of(office.record, one).guessed
    for alone in (other, bare, known):
        assert shape(office.record, alone) == [(alone, 0)]
    assert not thread_of(office.record, known).guessed


def test_messages_without_a_date_come_last_and_say_none(office):
    item = office.receive("digital")
    dateless = mail(office.record, item, 1, "a@x", date="someday")
    dated = mail(office.record, item, 2, "b@x", references=["a@x"])
    index(office.record)
    thread = thread_of(office.record, dated)
    assert [(one.sha256, one.sent_at) for one in thread.messages] == [(dated, 2_000), (dateless, None)]
    assert thread.messages[0].sender == "Eva Stone <eva@sheriff.example>"


def test_the_same_message_in_two_mailboxes_is_found_and_an_empty_one_is_nobodys_copy(office):
    item = office.receive("digital")
    one = mail(office.record, item, 1, "a@x", body="Send it.", received=["by mx1"])
    two = mail(office.record, item, 1, "a@x", body="Send  it.\n", received=["by mx2"])
    other = mail(office.record, item, 1, "a@x", body="Keep it.", received=["by mx3"])
    empty = []
    for n in range(2):
        sha256 = know(office.record, b"broken %d" % n, item)
        read(office.record, sha256, kind="msg")
        empty.append(sha256)
    index(office.record)
    assert [(like.sha256, like.how) for like in alike_to(office.record, one)[1:]] == [(two, "message")]
    assert office.db.count("alike", how="message") == 1
    for sha256 in (other, *empty):
        assert len(alike_to(office.record, sha256)) == 1


def test_only_messages_that_may_be_seen_are_shown_and_counted(office):
    seen, hidden = office.receive("digital"), office.receive("digital", dockets=[office.other_docket])
    first = mail(office.record, seen, 1, "a@x")
    second = mail(office.record, hidden, 2, "b@x", references=["a@x"])
    third = mail(office.record, seen, 3, "c@x", references=["a@x", "b@x"])
    index(office.record)
    reader = office.newcomer("reader", "investigator", docket=office.docket).person
    thread = thread_of(office.record, first, reader)
    assert [(one.sha256, one.depth) for one in thread.messages] == [(first, 0), (third, 1)]
    assert thread.missing == 1
    assert [one for one, _ in shape(office.record, first)] == [first, second, third]
    with pytest.raises(NotFound):
        thread_of(office.record, second, reader)


def test_names_are_those_under_the_items_that_are_seen(office):
    item = office.receive("digital")
    box = know(office.record, b"mbox", item)
    letter = mail(office.record, item, 1, "a@x")
    member(office.record, box, f"1 a@x {{}}".encode(), b"inbox/1.eml", item)  # noqa: F541
    index(office.record)
    [one] = thread_of(office.record, letter).messages
    assert [(where.item, where.name) for where in one.occurrences] == [(item, "inbox/1.eml")]


def test_an_answer_that_was_not_produced_is_not_shown_to_the_defence(office, tmp_path):
    item = office.receive()
    raw = b"1 a@x {}"  # what `mail` makes of it
    attach(office, item, **{"1.eml": raw})
    decide(office, item)
    serve(office, tmp_path / "PR-1")
    first = mail(office.record, item, 1, "a@x")
    assert first == digest(raw)
    second = mail(office.record, item, 2, "b@x", references=["a@x"])
    index(office.record)
    assert [one for one, _ in shape(office.record, first)] == [first, second]
    assert [one for one, _ in shape(office.record, first, office.defence.person)] == [first]


def read_anew(record, sha256, **facts) -> None:
    facts = {"from": [EVA], "to": [DAN], **facts}
    read(record, sha256, facts=facts, kind="eml", version="2", at=1_770_000_009_000)


def test_a_message_that_is_read_anew_is_placed_anew(office):
    item = office.receive("digital")
    first = mail(office.record, item, 1, "a@x")
    second = mail(office.record, item, 2, "b@x", subject="Rounds?")
    index(office.record)
    assert shape(office.record, first) == [(first, 0)]
    read_anew(office.record, second, subject="Re: Rounds", date=9_000, references=["a@x"])
    index(office.record)
    assert shape(office.record, first) == [(first, 0), (second, 1)]
    told = thread_of(office.record, second).messages[1]
    assert (told.subject, told.sent_at) == ("Re: Rounds", 9_000)
    assert index_threads(office.record) == 0


def test_a_thread_that_a_message_no_longer_holds_together_is_parted(office):
    item = office.receive("digital")
    first, third = mail(office.record, item, 1, "a@x"), mail(office.record, item, 3, "c@x")
    wrong = mail(office.record, item, 2, "b@x", references=["a@x", "c@x"])
    last = mail(office.record, item, 4, "d@x", references=["c@x"])
    index(office.record)
    assert len(shape(office.record, first)) == 4
    read_anew(office.record, wrong, references=["a@x"], date=2_000)
    index(office.record)
    assert shape(office.record, first) == [(first, 0), (wrong, 1)]
    assert shape(office.record, third) == [(third, 0), (last, 1)]


def test_characters_that_no_database_takes_stop_no_thread(office):
    item = office.receive("digital")
    odd = mail(office.record, item, 1, "a\0@x", references=["p\0@x"], subject="Live\0rounds",
               **{"from": [{"name": "Eva\0", "address": "\ud800"}]})  # fmt: skip
    answer = mail(office.record, item, 2, "b@x", references=["a\0@x"])
    index(office.record)
    assert shape(office.record, answer) == [(odd, 0), (answer, 1)]
    assert thread_of(office.record, odd).messages[0].subject == "Live\ufffdrounds"
