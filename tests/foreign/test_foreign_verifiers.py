"""A log that we wrote is accepted by verifiers that we did not write, and refused by all of them once it is changed."""

import hashlib
import shutil

import pytest

from tests.audit.published import Log, flip
from tests.foreign import verifiers
from tests.record.conftest import Clock
from tests.record.small_record import Small, described, signed
from tests.witness.logs import NAME, SEED, new_witness
from wholefile.core.errors import IntegrityFailure
from wholefile.core.note import sign_note
from wholefile.core.policy import format_policy
from wholefile.core.tiles import verify_tiles
from wholefile.record.checkpoints import checkpoint
from wholefile.record.home import create_record
from wholefile.record.ledger import append_many
from wholefile.record.witnessing import gather
from wholefile.witness import running
from wholefile.witness.protocol import witness_key

ORIGIN = "records.example/foreign"
WITNESS = witness_key(NAME, SEED).vkey
ACTS = (10, 230, 330, 120)  # acts before each checkpoint: three bundles, partial tiles in between


def nobody_judges(_draft, _db):
    """The rules are not what is tested here."""


@pytest.fixture(scope="session")
def record_log(tmp_path_factory):
    """A record that was checkpointed and witnessed four times: its published folder, and the key of the log."""
    folder = tmp_path_factory.mktemp("foreign")
    record = create_record(folder / "record", ORIGIN, clock=Clock(), witnesses=())
    small = Small.set_up(record)
    witness = new_witness(folder, None)
    witness._store.trust(record.log_key)
    record.policy_path.write_text(format_policy([record.log_key], {"court": witness.key}))
    with running(witness) as url:
        for count in ACTS:
            acts = [
                signed(
                    record,
                    "item.described",
                    described(1, small.custodian, f"words {n}"),
                    [small.custodian],
                )
                for n in range(count)
            ]
            append_many(record, acts, rules=nobody_judges)
            checkpoint(record)
            gather(record, [url])
    tiles, key, origin, seed = record.tiles, record.log_key.vkey, record.origin, record.log_seed
    record.close()
    witness._store.close()
    return tiles, key, origin, seed


@pytest.fixture(scope="session")
def go_program(tmp_path_factory):
    return verifiers.build_go(tmp_path_factory.mktemp("go"))


@pytest.fixture(params=[pytest.param("go", marks=pytest.mark.go), "aics", "ours"])
def verify(request):
    """A verifier: folder, key of the log, keys of witnesses."""
    if request.param == "go":
        program = request.getfixturevalue("go_program")
        return lambda *given: verifiers.go(program, *given)
    return getattr(verifiers, request.param)


@pytest.fixture
def log(record_log, tmp_path):
    """A copy of the published folder to change, and the key of the log."""
    tiles, key, _origin, _seed = record_log
    shutil.copytree(tiles, tmp_path / "log")
    return tmp_path / "log", key


def test_a_log_of_a_record_is_accepted_with_its_witness(log, verify):
    folder, key = log
    verdict = verify(folder, key, [WITNESS])
    assert verdict.accepts, verdict.said


@pytest.mark.slow
def test_a_log_with_tiles_of_level_2_is_accepted_and_one_bit_there_is_not(tmp_path, verify):
    """65,900 entries written by core alone; ours is asked for tiles and root, since these entries are no headers."""
    headers = [hashlib.sha256(b"%d" % n).digest() * (1 + n % 3) for n in range(65_900)]
    made = Log(ORIGIN, bytes([1]) * 32, headers)
    made.write(tmp_path)
    if verify is verifiers.ours:
        verify = tiles_lead_to(made)
    verdict = verify(tmp_path, made.key.vkey, [])
    assert verdict.accepts, verdict.said
    for path in ("tile/2/000.p/1", "tile/1/000", "tile/1/001.p/1", "tile/0/100"):
        flip(tmp_path / path, 20)
        assert not verify(tmp_path, made.key.vkey, []).accepts, path
        flip(tmp_path / path, 20)
    assert verify(tmp_path, made.key.vkey, []).accepts


def tiles_lead_to(made):
    """Our own check of tiles and bundles alone, in the form of the others."""

    def verify(folder, _key, _witnesses):
        try:
            verify_tiles(len(made.headers), made.root(), lambda tile: (folder / tile.path).read_bytes())
        except IntegrityFailure as error:
            return verifiers.Verdict(accepts=False, said=error.message)
        return verifiers.Verdict(accepts=True, said="")

    return verify


def bit_of_level_0(folder):
    flip(folder / "tile/0/001", 4000)


def bit_of_level_1(folder):
    flip(next((folder / "tile/1").glob("000.p/*")), 33)


def bit_of_the_right_edge(folder):
    flip(max((folder / "tile/0").glob("002.p/*"), key=lambda one: int(one.name)), 3)


def byte_of_an_entry(folder):
    raw = (folder / "tile/entries/001").read_bytes()
    flip(folder / "tile/entries/001", raw.index(b'"nonce":"') + 12, 1)


def swapped_bundles(folder):
    first, second = folder / "tile/entries/000", folder / "tile/entries/001"
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def swapped_bundles_and_tiles(folder):
    swapped_bundles(folder)
    first, second = folder / "tile/0/000", folder / "tile/0/001"
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def missing_full_tile(folder):
    (folder / "tile/0/001").unlink()


def missing_full_bundle(folder):
    (folder / "tile/entries/000").unlink()


def missing_upper_tile(folder):
    shutil.rmtree(folder / "tile/1")


def cut_bundle(folder):
    path = folder / "tile/entries/000"
    path.write_bytes(path.read_bytes()[:-1])


def longer_bundle(folder):
    path = folder / "tile/entries/000"
    path.write_bytes(path.read_bytes() + b"\x00\x00")


def edited_note(folder, change):
    path = folder / "checkpoint"
    path.write_text(change(path.read_text()))


def other_size(folder):
    edited_note(
        folder,
        lambda text: text.replace("\n70", "\n71", 1) if "\n70" in text else text.replace("\n", "\n1", 1),
    )


def other_root(folder):
    def change(text):
        lines = text.split("\n")
        lines[2] = "A" + lines[2][1:] if lines[2][0] != "A" else "B" + lines[2][1:]
        return "\n".join(lines)

    edited_note(folder, change)


def other_origin(folder):
    edited_note(
        folder, lambda text: text.replace("records.example/foreign\n", "records.example/Foreign\n", 1)
    )


def witness_line_stripped(folder):
    edited_note(folder, lambda text: "\n".join(one for one in text.split("\n") if NAME not in one))


def log_line_stripped(folder):
    edited_note(
        folder, lambda text: "\n".join(one for one in text.split("\n") if f"\u2014 {ORIGIN}" not in one)
    )


def extension_line(folder):
    edited_note(folder, lambda text: text.replace("\n\n", "\nmore\n\n", 1))


def time_of_the_witness(folder):
    def change(text):
        line = next(one for one in text.split("\n") if NAME in one)
        blob = line.rsplit(" ", 1)[1]
        return text.replace(blob, blob[:12] + ("A" if blob[12] != "A" else "B") + blob[13:])

    edited_note(folder, change)


MUTATIONS = (
    bit_of_level_0,
    bit_of_level_1,
    bit_of_the_right_edge,
    byte_of_an_entry,
    swapped_bundles,
    swapped_bundles_and_tiles,
    missing_full_tile,
    missing_full_bundle,
    missing_upper_tile,
    cut_bundle,
    longer_bundle,
    other_size,
    other_root,
    other_origin,
    witness_line_stripped,
    log_line_stripped,
    extension_line,
    time_of_the_witness,
)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
def test_a_changed_log_is_refused(log, verify, mutation):
    folder, key = log
    mutation(folder)
    verdict = verify(folder, key, [WITNESS])
    assert not verdict.accepts, verdict.said


def test_a_log_under_another_key_is_refused(log, verify):
    folder, _key = log
    stranger = Log(ORIGIN, bytes([4]) * 32, [b"x"]).key.vkey
    assert not verify(folder, stranger, []).accepts


def test_what_the_operator_signs_alone_is_seen_by_who_asks_for_the_witness(log, record_log, verify):
    """The operator can sign anything; the witness did not."""
    folder, key = log
    _tiles, _key, origin, seed = record_log
    text = (folder / "checkpoint").read_text().split("\n\n")[0] + "\n"
    (folder / "checkpoint").write_text(f"{text}\n{sign_note(text, origin, seed).line}")
    assert not verify(folder, key, [WITNESS]).accepts
    assert verify(folder, key, []).accepts
