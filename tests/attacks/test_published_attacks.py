"""Attacks on the tree, the case index and the files that a log publishes, and the crash that nobody meant."""

import json
from typing import ClassVar

import pytest

from tests.attacks.attacker import (
    edit_bundle,
    edit_header,
    failed,
    find,
)
from tests.audit.published import failures, flip
from tests.audit.published import look as audit_of
from tests.shared_files import shared_json
from wholefile.core import case_index, merkle
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from wholefile.core.errors import IntegrityFailure
from wholefile.core.header import decode_header
from wholefile.core.note import parse_note
from wholefile.record import checkpoints, witnessing
from wholefile.record.check import check
from wholefile.record.rebuild import difference


class TestDuplicateCaseKey:
    """Two values for one case in the map, or a leaf where no path leads."""

    CASES: ClassVar = {bytes([n]) * 32: bytes([n + 1]) * 32 for n in range(0, 200, 9)}
    LABEL = bytes([9]) * 32

    def root(self):
        return case_index.map_root(self.CASES)

    def test_a_leaf_at_another_depth_proves_nothing(self):
        proof = case_index.prove(self.CASES, self.LABEL)
        for siblings in (proof.siblings[:-1], (*proof.siblings, bytes(32)), proof.siblings[1:]):
            forged = case_index.MapProof(siblings, proof.terminal)
            with pytest.raises(IntegrityFailure):
                case_index.verify_presence(self.root(), self.LABEL, self.CASES[self.LABEL], forged)

    def test_another_terminal_proves_nothing(self):
        proof = case_index.prove(self.CASES, self.LABEL)
        other = bytes([1]) * 32
        for terminal in ((self.LABEL, other), (other, self.CASES[self.LABEL]), None):
            forged = case_index.MapProof(proof.siblings, terminal)
            with pytest.raises(IntegrityFailure):
                case_index.verify_presence(self.root(), self.LABEL, other, forged)

    def test_a_case_that_is_there_is_not_proven_absent(self):
        proof = case_index.prove(self.CASES, self.LABEL)
        for terminal in (proof.terminal, None, (bytes([18]) * 32, self.CASES[bytes([18]) * 32])):
            forged = case_index.MapProof(proof.siblings, terminal)
            with pytest.raises(IntegrityFailure):
                case_index.verify_absence(self.root(), self.LABEL, forged)

    def test_an_index_over_two_values_for_one_case_is_not_the_root_of_the_entries(self, log, tmp_path):
        label = unb64u(log.header(46)["act"]["cases"][0], 32)
        from tests.audit.published import naive_cases

        cases = naive_cases(log.headers)
        twin = case_index.leaf_node(label, bytes(32)).hash
        root = case_index.map_root(cases | {bytes([label[0] ^ 0x80]) + label[1:]: twin})
        log.add_index(map=b64u(root), cases=len(cases))
        assert failures(audit_of(log.write(tmp_path), log)) == {"every_index_counts_every_entry"}


class TestLeafAndNodeConfusion:
    """A node is passed off as an entry, or an empty hash as any."""

    def test_two_hashes_are_no_entry(self, log, tmp_path):
        left, right = (merkle.leaf_hash(one) for one in log.headers[:2])
        assert merkle.leaf_hash(b"\x01" + left + right) != merkle.node_hash(left, right)
        assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)
        log.headers[:2] = [b"\x01" + left + right]
        found = failures(audit_of(log.write(tmp_path), log, openings=[]))
        assert "every_header_is_canonical" in found

    def test_a_shorter_log_whose_entries_are_pairs_of_hashes_does_not_have_the_same_root(self, log, tmp_path):
        """The true root of 64 entries, signed for 32 entries that are the nodes above them."""
        leaves = [merkle.leaf_hash(one) for one in log.headers[:64]]
        signed = Checkpoint(log.origin, 32, merkle.root(leaves))
        log.headers = [leaves[n] + leaves[n + 1] for n in range(0, 64, 2)]
        found = failures(audit_of(log.write(tmp_path, sign_checkpoint(signed, log.seed)), log, openings=[]))
        assert {"the_root_is_that_of_the_entries", "every_header_is_canonical"} <= found

    def test_hashes_of_other_lengths_are_refused_everywhere(self):
        vector = shared_json("vectors/merkle/inclusion/single-entry/empty-root-and-leaf.json")
        assert vector["wantErr"] is True
        with pytest.raises(IntegrityFailure):
            merkle.verify_inclusion(b"", 0, 1, [], b"")
        for empty in (b"", bytes(31), bytes(33)):
            with pytest.raises(IntegrityFailure):
                merkle.verify_inclusion(empty, 0, 1, [], empty)
            with pytest.raises(IntegrityFailure):
                merkle.verify_consistency(1, 1, empty, empty, [])


class TestTamperedTiles:
    """A bit of any published file."""

    def test_every_file_that_is_published_is_compared(self, office, log):
        folder = office.record.tiles
        assert failures(audit_of(folder, log)) == set()
        files = [one for one in sorted(folder.glob("tile/**/*")) if one.is_file()]
        assert len(files) >= 4
        for path in files:
            for at in (0, path.stat().st_size // 2, path.stat().st_size - 1):
                flip(path, at, 4)
                assert failures(audit_of(folder, log)), (path, at)
                flip(path, at, 4)
        assert failures(audit_of(folder, log)) == set()

    def test_the_record_finds_it_and_makes_the_tiles_again(self, office):
        path = max((office.record.tiles / "tile/0").rglob("*"))
        flip(path, 40)
        assert {one.kind.split(".")[0] for one in check(office.record)} == {"tile"}
        checkpoints.rebuild_tiles(office.record)
        assert check(office.record) == []


class TestCrashMidBatch:
    """Power fails while acts are recorded and while a checkpoint is made."""

    @pytest.mark.parametrize("acknowledged", [1, 4, 9])
    def test_what_was_acknowledged_is_there_and_the_log_goes_on(self, office, court, acknowledged):
        import subprocess
        import sys

        program = (
            "import sys\n"
            "from pathlib import Path\n"
            "from tests.actions.office import Clock, seed\n"
            "from wholefile.actions.recording import record_acts\n"
            "from wholefile.actions.signing import Signer\n"
            "from wholefile.record.checkpoints import checkpoint\n"
            "from wholefile.record.home import open_record\n"
            "clock = Clock(int(sys.argv[2]))\n"
            "record = open_record(Path(sys.argv[1]), clock=clock, witnesses=())\n"
            "by = Signer.of(sys.argv[3], seed('custodian'))\n"
            "while True:\n"
            "    clock.advance()\n"
            "    body = {'item': 'V26-000001', 'description': 'd', 'reason': 'r', 'by': by.person}\n"
            "    found = record_acts(record, [('item.described', body, [by])] * 7)\n"
            "    print(found[-1].seq, flush=True)\n"
            "    checkpoint(record)\n"
        )
        record = office.record
        record.db.close()
        words = [str(record.folder), str(office.clock.now), office.custodian.person]
        child = subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.PIPE, text=True)
        last = [int(child.stdout.readline()) for _line in range(acknowledged)][-1]
        child.kill()
        child.wait()
        child.stdout.close()
        office.clock.advance(10**6)
        head = office.db.query('SELECT "size", "indexed" FROM "head"')[0]
        assert head[0] > last
        headers = [bytes(row.header) for row in office.db.rows("entry", order=("seq",))]
        assert [decode_header(one).seq for one in headers] == list(range(len(headers)))
        note = checkpoints.checkpoint(record)
        assert parse_checkpoint(parse_note(note.encode()).text).root == merkle.root(
            [merkle.leaf_hash(row.header) for row in office.db.rows("entry", order=("seq",))]
        )
        witnessing.gather(record)
        assert check(record) == []
        assert difference(record) == []
        bodies = office.db.query('SELECT COUNT(*) FROM "body"')[0][0]
        assert bodies == office.db.count("entry")


class TestEntryMissingExtraOrReordered:
    """The case is told with an entry less, one more, or in another order."""

    @staticmethod
    def drop(bundle):
        bundle["entries"].remove(find(bundle, "custody.transferred"))

    @staticmethod
    def double(bundle):
        bundle["entries"].insert(3, bundle["entries"][3])

    @staticmethod
    def reorder(bundle):
        entries = bundle["entries"]
        entries[4], entries[5] = entries[5], entries[4]

    @staticmethod
    def splice(bundle):
        """An entry of the register among those of the case."""
        bundle["entries"].append(bundle["register"][0])

    @staticmethod
    def renumber(bundle):
        """An entry made up, at a position of its own."""
        entry = json.loads(json.dumps(find(bundle, "custody.transferred")))
        edit_header(entry, lambda header: header.update(seq=bundle["size"] - 2))
        bundle["entries"].append(entry)

    @pytest.mark.parametrize("change", ["drop", "double", "reorder", "splice", "renumber"])
    def test_the_verifier_refuses_it(self, production, change):
        edit_bundle(production, getattr(self, change))
        found = failed(production)
        assert found & {"the_case_index_counts_every_entry", "every_entry_is_in_the_log"}, found

    def test_the_index_must_count_it_even_if_the_operator_signs_it_all_again(self, log, tmp_path):
        """An entry is taken out of its case in the header itself: then its signatures do not hold."""
        header = log.header(50)
        assert header["act"]["cases"]
        log.change(50, cases=[])
        found = failures(audit_of(log.write(tmp_path), log))
        assert {"every_signature_is_valid", "every_index_counts_every_entry"} <= found
