"""What a witness answers, clause by clause of C2SP tlog-witness, and what it keeps."""

import pytest

from tests.witness.logs import LOG_SEED, NAME, ORIGIN, SEED, Clock, Log, new_witness, request
from wholefile.core import merkle
from wholefile.core.checkpoint import sign_checkpoint
from wholefile.core.cosignature import cosigned_at
from wholefile.core.errors import Conflict, IntegrityFailure
from wholefile.core.note import SignedNote, format_note, parse_note, parse_signature_line, sign_note
from wholefile.witness import Witness, WitnessStore
from wholefile.witness.protocol import SIZE, parse_request, proves_fork, witness_key


@pytest.fixture
def log():
    return Log(10)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def witness(tmp_path, log, clock):
    made = new_witness(tmp_path, log, clock)
    yield made
    made._store.close()


def seen(witness, origin=ORIGIN):
    return next(one for one in witness._store.logs() if one.origin == origin)


def evidence(witness):
    return witness._store.evidence()


def time_of(answer, note, witness):
    """The time in the cosignature of an answer, once it is certain that it holds."""
    assert answer.status == 200
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.body.endswith(b"\n")
    assert answer.body.count(b"\n") == 1
    line = parse_signature_line(answer.body.decode().rstrip("\n"))
    return cosigned_at(SignedNote(parse_note(note).text, (line,)), witness.key)


def test_first_checkpoint_and_growth_are_cosigned(witness, log, clock):
    assert time_of(witness.add_checkpoint(log.request(0)), log.note(), witness) == clock.now
    log.grow(300)
    clock.now += 60
    assert time_of(witness.add_checkpoint(log.request(10)), log.note(), witness) == clock.now
    assert (seen(witness).size, seen(witness).root) == (310, log.checkpoint().root)
    assert seen(witness).note == log.note()
    assert evidence(witness) == []


def test_the_same_checkpoint_is_cosigned_again_with_a_fresh_time(witness, log, clock):
    first = witness.add_checkpoint(log.request(0))
    clock.now += 5
    again = witness.add_checkpoint(log.request(10))
    assert time_of(again, log.note(), witness) == time_of(first, log.note(), witness) + 5


def test_an_empty_log_is_cosigned_and_grows(witness):
    empty = Log(0)
    assert witness.add_checkpoint(empty.request(0)).status == 200
    assert witness.add_checkpoint(empty.grow(3).request(0)).status == 200
    assert seen(witness).size == 3


def test_other_signatures_on_the_note_do_not_matter(witness, log):
    text = log.checkpoint().text
    lines = [sign_note(text, "somebody.example", bytes([9]) * 32), sign_note(text, ORIGIN, LOG_SEED)]
    assert witness.add_checkpoint(request(0, [], format_note(text, lines))).status == 200


def test_unknown_origin_is_404(witness):
    assert witness.add_checkpoint(Log(3, origin="records.example/other").request(0)).status == 404


@pytest.mark.parametrize("seed", [bytes([2]) * 32, SEED])
def test_a_checkpoint_by_another_key_is_403_and_no_evidence(witness, seed):
    assert witness.add_checkpoint(Log(12, seed=seed).request(0)).status == 403
    assert (seen(witness).size, evidence(witness)) == (0, [])


def test_a_spoiled_signature_is_403(witness, log):
    note = log.note().replace(log.checkpoint().text.encode(), log.fork(4).checkpoint().text.encode())
    assert witness.add_checkpoint(request(0, [], note)).status == 403


def test_a_cosignature_in_the_place_of_the_logs_signature_is_403(witness, log):
    line = witness.add_checkpoint(log.request(0)).body
    note = log.checkpoint().text.encode() + b"\n" + line
    assert witness.add_checkpoint(request(10, [], note)).status == 403


def malformed(log):
    note, proof = log.note(), log.proof(4)
    hash_line = b"PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    text = log.checkpoint().text
    extended = text + "more\n"
    return {
        "empty": b"",
        "no old line": b"\n" + note,
        "no empty line": b"old 0\n" + note.replace(b"\n\n", b"\n"),
        "old with a leading zero": request("00", [], note),
        "old with a plus": request("+1", [], note),
        "old with a minus": request("-1", [], note),
        "old with other digits": "old \u0664\n\n".encode() + note,
        "old with two spaces": request(" 0", [], note),
        "carriage returns": request(0, [], note).replace(b"\n", b"\r\n"),
        "old beyond the checkpoint": request(11, [], note),
        "old beyond any number": request("9" * 19, [], note),
        "old without end": request("9" * 5000, [], note),
        "short hash": b"old 4\nAAAA\n\n" + note,
        "hash in other base64": b"old 4\n"
        + hash_line.replace(b"+", b"-").replace(b"P", b"-", 1)
        + b"\n"
        + note,
        "hash with stray bits": b"old 4\n" + hash_line.replace(b"w=", b"x=") + b"\n" + note,
        "64 proof lines": b"old 4\n" + hash_line * 64 + b"\n" + note,
        "unsigned checkpoint": request(0, [], log.checkpoint().text.encode()),
        "checkpoint with an extension line": request(
            0, [], format_note(extended, [sign_note(extended, ORIGIN, LOG_SEED)])
        ),
        "text after the note": request(0, [], note + b"x"),
        "not UTF-8": request(0, [], note.replace(b"records", b"\xff\xfe", 1)),
        "too long": request(0, proof, note) + b" " * 70_000,
        "size 0 with another root": request(0, [], _zero_with_root(log)),
    }


def _zero_with_root(log):
    text = log.checkpoint().text.replace("\n10\n", "\n0\n")
    return format_note(text, [sign_note(text, ORIGIN, LOG_SEED)])


@pytest.mark.parametrize("what", sorted(malformed(Log(10))))
def test_what_has_not_the_form_is_400_and_changes_nothing(witness, log, what):
    assert witness.add_checkpoint(malformed(log)[what]).status == 400
    assert (seen(witness).size, evidence(witness)) == (0, [])


@pytest.mark.parametrize("old", [0, 4, 9])
def test_another_old_size_is_409_with_the_size_seen(witness, log, old):
    witness.add_checkpoint(log.request(0))
    log.grow(5)
    answer = witness.add_checkpoint(log.request(old))
    assert (answer.status, answer.body, answer.content_type) == (409, b"10\n", SIZE)
    assert SIZE == "text/x.tlog.size"
    assert evidence(witness) == []


def test_an_older_checkpoint_is_not_cosigned(witness, log):
    witness.add_checkpoint(log.request(0))
    witness.add_checkpoint(log.grow(10).request(10))
    assert witness.add_checkpoint(log.request(0, 10)).status == 409
    assert witness.add_checkpoint(log.request(10, 10)).status == 409
    assert witness.add_checkpoint(log.request(20, 10)).status == 400
    assert seen(witness).size == 20


def test_a_fork_of_the_same_size_is_422_and_kept(witness, log, clock):
    witness.add_checkpoint(log.request(0))
    fork = log.fork(6)
    body = fork.request(10)
    assert witness.add_checkpoint(body).status == 422
    kept = evidence(witness)
    assert [(one.kind, one.size, one.request, one.at) for one in kept] == [("fork", 10, body, clock.now)]
    assert proves_fork(kept[0].seen_note, parse_request(kept[0].request).raw_note, log.key)
    assert seen(witness).root == log.checkpoint().root


def test_a_fork_of_the_same_size_is_kept_also_when_its_old_size_is_wrong(witness, log):
    witness.add_checkpoint(log.request(0))
    assert witness.add_checkpoint(log.fork(6).request(3)).status == 409
    assert [one.kind for one in evidence(witness)] == ["fork"]


def test_a_fork_that_has_grown_is_422_with_every_proof_it_can_give(witness, log):
    witness.add_checkpoint(log.request(0))
    fork = log.fork(6).grow(7)
    honest = log.grow(7).proof(10)
    for proof in (fork.proof(10), honest, [], honest[:-1], [*honest, bytes(32)]):
        assert witness.add_checkpoint(fork.request(10, proof=proof)).status == 422
    assert [(one.kind, one.size) for one in evidence(witness)] == [("unproven", 17)]
    assert seen(witness).size == 10


def test_a_spoiled_proof_is_422_and_forgotten_once_the_proof_comes(witness, log):
    witness.add_checkpoint(log.request(0))
    log.grow(7)
    assert witness.add_checkpoint(log.request(10, proof=[bytes(32)])).status == 422
    assert [one.kind for one in evidence(witness)] == ["unproven"]
    assert witness.add_checkpoint(log.request(10)).status == 200
    assert evidence(witness) == []


def test_what_was_unproven_becomes_a_fork_once_that_size_is_reached(witness, log):
    witness.add_checkpoint(log.request(0))
    fork = log.fork(6).grow(7)
    witness.add_checkpoint(fork.request(10))
    witness.add_checkpoint(log.grow(7).request(10))
    assert [one.kind for one in evidence(witness)] == ["unproven"]
    assert witness.add_checkpoint(fork.request(17)).status == 422
    assert [(one.kind, one.seen_size) for one in evidence(witness)] == [("fork", 17)]


def test_a_proof_where_none_belongs_is_422(witness, log):
    assert witness.add_checkpoint(log.request(0, proof=[bytes(32)])).status == 422
    witness.add_checkpoint(log.request(0))
    assert witness.add_checkpoint(log.request(10, proof=[bytes(32)])).status == 422


def test_evidence_of_one_checkpoint_is_kept_once(witness, log):
    witness.add_checkpoint(log.request(0))
    fork = log.fork(6)
    for _again in range(5):
        witness.add_checkpoint(fork.request(10))
    assert len(evidence(witness)) == 1


def test_time_never_goes_back_even_across_logs_and_restarts(tmp_path, log, clock):
    witness, other = new_witness(tmp_path, log, clock), Log(3, origin="records.example/other")
    witness._store.trust(other.key)
    late = time_of(witness.add_checkpoint(log.request(0)), log.note(), witness)
    clock.now -= 86_400
    assert time_of(witness.add_checkpoint(other.request(0)), other.note(), witness) == late
    witness._store.close()
    again = Witness(SEED, WitnessStore.open(tmp_path / "witness.sqlite3"), Clock(0))
    assert time_of(again.add_checkpoint(other.request(3)), other.note(), again) == late


def test_logs_are_seen_apart(witness, log):
    other = Log(4, origin="records.example/other", seed=log.seed)
    witness._store.trust(other.key)
    witness.add_checkpoint(log.request(0))
    assert witness.add_checkpoint(other.request(0)).status == 200
    assert (seen(witness).size, seen(witness, other.origin).size) == (10, 4)


def test_a_log_that_changes_its_key_is_not_followed(witness):
    with pytest.raises(Conflict, match="another key"):
        witness._store.trust(Log(0, seed=bytes([2]) * 32).key)


def test_trusting_a_log_again_keeps_what_was_seen(witness, log):
    witness.add_checkpoint(log.request(0))
    witness._store.trust(log.key)
    assert seen(witness).size == 10


def test_a_store_serves_only_its_own_key(tmp_path):
    store = WitnessStore.create(tmp_path / "s", witness_key(NAME, SEED))
    with pytest.raises(IntegrityFailure, match="another key"):
        Witness(bytes([8]) * 32, store, Clock())


def test_two_notes_of_one_root_prove_nothing(log):
    assert not proves_fork(log.note(), log.note(), log.key)
    assert not proves_fork(log.note(5), log.note(6), log.key)
    stranger = sign_checkpoint(log.fork(3).checkpoint(), bytes([3]) * 32)
    with pytest.raises(IntegrityFailure):
        proves_fork(log.note(), stranger, log.key)


def test_every_size_is_followed_to_every_larger_one(tmp_path, clock):
    for old in (1, 2, 3, 7, 8, 255, 256, 257):
        for new in {old, old + 1, 256, 300, 513}:
            if new < old:
                continue
            folder = tmp_path / f"{old}-{new}"
            folder.mkdir()
            log = Log(new)
            witness = new_witness(folder, log, clock)
            assert witness.add_checkpoint(log.request(0, old)).status == 200
            assert witness.add_checkpoint(log.request(old)).status == 200
            assert seen(witness).root == merkle.root(log.leaves)
            witness._store.close()
