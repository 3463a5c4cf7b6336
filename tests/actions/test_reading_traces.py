"""What the defence reads: only the reader's key opens it (rule D12)."""

import pytest

from wholefile.actions import people
from wholefile.actions.reading_traces import Trace, read_traces, trace_reading
from wholefile.actions.signing import Signer
from wholefile.core.errors import Forbidden, Unprocessable


def test_the_reader_opens_their_own_traces_in_order(office):
    one, two = office.receive(), office.receive()
    trace_reading(office.record, office.defence.person, [one], what="the revolver's photographs")
    first = office.clock.now
    office.clock.advance()
    trace_reading(office.record, office.defence.person, [one, two])
    assert list(read_traces(office.record, office.defence)) == [
        Trace(first, (one,), "the revolver's photographs"),
        Trace(office.clock.now, (one, two), ""),
    ]


def test_nobody_else_opens_them_whatever_their_role(office):
    item = office.receive()
    trace_reading(office.record, office.defence.person, [item], what="our theory of the case")
    row = office.db.one("reading_trace", person=office.defence.person)
    for name, other in office.people.items():
        if name != "defence":
            assert not list(read_traces(office.record, other))
            # The office may hand over the row under any name: the key decides.
            assert not list(read_traces(office.record, Signer.of(office.defence.person, other.seed)))
    assert item.encode() not in bytes(row.sealed)
    assert b"theory" not in bytes(row.sealed)


def test_the_length_of_a_trace_does_not_tell_how_much_was_read(office):
    vouchers = [f"V26-{n:06d}" for n in range(1, 31)]
    trace_reading(office.record, office.defence.person, vouchers[:1])
    trace_reading(office.record, office.defence.person, vouchers)
    lengths = {len(bytes(row.sealed)) for row in office.db.rows("reading_trace")}
    assert len(lengths) == 1


def test_a_trace_is_no_entry_of_the_record(office):
    before = office.db.count("entry")
    trace_reading(office.record, office.defence.person, ["V26-000001"])
    assert office.db.count("entry") == before
    assert not office.db.rows("access")


def test_only_the_defence_reads_untold(office):
    for name in ("prosecutor", "paralegal", "judge", "ana"):
        with pytest.raises(Forbidden):
            trace_reading(office.record, office.people[name].person, ["V26-000001"])
    people.end_role(office.record, office.defence.person, "defence", reason="left", by=office.ana)
    with pytest.raises(Forbidden):
        trace_reading(office.record, office.defence.person, ["V26-000001"])


def test_traces_are_sealed_to_the_newest_key_and_older_ones_stay_with_the_older_key(office):
    trace_reading(office.record, office.defence.person, ["V26-000001"])
    new = Signer.of(office.defence.person, b"d" * 32)
    people.enrol_key(office.record, new, countersigner=office.ana, how_checked="in person")
    trace_reading(office.record, office.defence.person, ["V26-000002"])
    assert [one.items for one in read_traces(office.record, office.defence)] == [("V26-000001",)]
    assert [one.items for one in read_traces(office.record, new)] == [("V26-000002",)]


def test_a_reader_without_a_key_to_seal_to_is_told_so(office):
    people.revoke_key(office.record, office.defence.key, reason="lost", by=office.ana)
    with pytest.raises(Unprocessable) as refusal:
        trace_reading(office.record, office.defence.person, ["V26-000001"])
    assert refusal.value.code == "reading.no_key"
