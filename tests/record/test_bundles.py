"""The completeness bundle, drawn from a record: whole, proven, and open only as far as it should be."""

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.actions.serving import attach, decide, expunge_entry, produced, serve
from wholefile.core import case_index, multiproof
from wholefile.core.acts import KINDS
from wholefile.core.bundle import CLOSED_REGISTER, encode_bundle, parse_bundle
from wholefile.core.canonical import unb64u
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.commitment import check_opening, shows_everything
from wholefile.core.docket import REGISTER_LABEL, case_label
from wholefile.core.errors import Conflict, IntegrityFailure, NotFound
from wholefile.core.merkle import verify_consistency
from wholefile.record import checkpoints
from wholefile.record.bundles import case_entries, completeness_bundle
from wholefile.record.opening import OPEN_REGISTER, withheld_items
from wholefile.record.sql import Delete


def bundle_of(office, docket=None):  # noqa: F811
    checkpoints.checkpoint(office.record)
    return completeness_bundle(office.record, docket or office.docket)


def shown(entry):
    return check_opening(entry.opening, unb64u(entry.header().act["body"], 32))


def test_without_a_checkpoint_there_is_no_bundle(office):  # noqa: F811
    with pytest.raises(Conflict, match=r"bundle.no_checkpoint"):
        completeness_bundle(office.record, office.docket)


def test_a_case_without_entries_has_no_bundle(office):  # noqa: F811
    checkpoints.checkpoint(office.record)
    with pytest.raises(NotFound, match=r"case.unknown"):
        completeness_bundle(office.record, "2026-CR-1")


def test_tiles_that_were_altered_are_found(office):  # noqa: F811
    checkpoints.checkpoint(office.record)
    for tile in (office.record.tiles / "tile/0").rglob("*"):
        if tile.is_file():
            tile.write_bytes(bytes(one ^ 1 for one in tile.read_bytes()))
    with pytest.raises(IntegrityFailure, match=r"bundle.tree"):
        completeness_bundle(office.record, office.docket)


def test_every_entry_of_the_case_is_in_it_and_proven(office):  # noqa: F811
    produced(office, **{"a.txt": b"a"})
    bundle, note = bundle_of(office)
    assert parse_bundle(encode_bundle(bundle)) == bundle
    checkpoint = open_checkpoint(note.encode(), office.record.log_key)
    leaves = {entry.header().seq: entry.leaf() for entry in bundle.every_entry()}
    multiproof.verify_many(leaves, bundle.size, bundle.multiproof, checkpoint.root)
    root = unb64u(shown(bundle.index)["map"], 32)
    for label, entries, proof in (
        (case_label(office.docket), bundle.entries, bundle.case_proof),
        (REGISTER_LABEL, bundle.register, bundle.register_proof),
    ):
        positions = [entry.header().seq for entry in entries]
        subroot = case_index.case_subroot(zip(positions, [entry.leaf() for entry in entries], strict=True))
        value = case_index.case_value(len(positions), positions[-1], subroot)
        case_index.verify_presence(root, unb64u(label, 32), value, case_index.MapProof.from_json(proof))


def test_the_register_shows_keys_and_the_court_and_nothing_else(office):  # noqa: F811
    bundle, _ = bundle_of(office)
    judges = 0
    for entry in bundle.register:
        of_the_court = (entry.opening or {}).get("fields", {}).get("role") == "court"
        judges += of_the_court
        is_open = entry.header().kind in OPEN_REGISTER or of_the_court
        assert (entry.closed is None) == is_open
        assert (entry.opening is not None) == is_open
        assert entry.closed in (None, CLOSED_REGISTER)
    assert {entry.header().kind for entry in bundle.register} > OPEN_REGISTER - {
        "key.revoked",
        "record.expunged",
    }
    assert judges == 1


def test_a_withheld_item_shows_where_it_stands_and_no_more(office):  # noqa: F811
    kept = office.receive(description="What nobody should read")
    attach(office, kept, **{"secret.txt": b"secret"})
    office.transfer(kept, office.custodian, office.deputy)
    decide(office, kept, "withheld", explanation="Because it says who told us.")
    bundle, _ = bundle_of(office)
    about = [entry for entry in bundle.entries if entry.withheld_by is not None]
    decision = next(entry for entry in bundle.entries if entry.header().kind == "disclosure.decided")
    assert [entry.header().kind for entry in about] == [
        "item.received",
        "file.attached",
        "custody.transferred",
    ]
    assert {entry.withheld_by for entry in about} == {decision.header().seq}
    fields = shown(about[0])
    assert fields == {
        "item": kept, "category": "evidence", "dockets": [office.docket], "quantity": 1, "by": office.custodian.person,
    }  # fmt: skip
    assert "explanation" not in shown(decision)
    assert shown(decision)["ground"] == "work product"
    assert not any(shows_everything(entry.opening) for entry in [*about, decision])
    assert b"nobody should read" not in encode_bundle(bundle)


def test_an_act_about_an_open_item_too_is_open_in_full(office):  # noqa: F811
    kept, given = office.receive(), produced(office)
    office.transfer([kept, given], office.custodian, office.deputy)
    decide(office, kept, "withheld")
    moved = next(e for e in bundle_of(office)[0].entries if e.header().kind == "custody.transferred")
    assert moved.withheld_by is None
    assert shows_everything(moved.opening)


def test_an_index_that_was_not_signed_yet_is_waited_for(office):  # noqa: F811
    checkpoints.checkpoint(office.record)
    office.receive()
    checkpoints.checkpoint(office.record)
    newest = checkpoints.latest(office.record)
    office.db.execute([Delete("checkpoint", {"size": newest.size})])
    with pytest.raises(Conflict, match=r"bundle.no_checkpoint"):
        completeness_bundle(office.record, office.docket)


def test_a_later_decision_opens_it(office):  # noqa: F811
    kept = office.receive()
    decide(office, kept, "withheld")
    decide(office, kept)
    bundle, _ = bundle_of(office)
    assert not any(entry.withheld_by for entry in bundle.entries)
    partly = [entry for entry in bundle.entries if not shows_everything(entry.opening)]
    assert [(one.header().kind, "explanation" in shown(one)) for one in partly] == [
        ("disclosure.decided", False)
    ]


def test_withholding_in_one_case_hides_nothing_in_another(office):  # noqa: F811
    item = office.receive()
    office.link(item)
    decide(office, item, "withheld")
    assert any(entry.withheld_by for entry in bundle_of(office)[0].entries)
    assert not any(entry.withheld_by for entry in bundle_of(office, office.other_docket)[0].entries)


def test_an_item_linked_later_brings_its_history(office):  # noqa: F811
    item = office.receive(dockets=[office.other_docket])
    office.transfer(item, office.custodian, office.deputy)
    office.link(item, office.docket)
    bundle, _ = bundle_of(office)
    assert [entry.header().kind for entry in bundle.brought] == ["item.received", "custody.transferred"]
    assert not {entry.header().seq for entry in bundle.brought} & {
        entry.header().seq for entry in bundle.entries
    }
    assert bundle_of(office, office.other_docket)[0].brought == ()


def test_the_case_before_an_entry_is_the_case_of_then(office):  # noqa: F811
    first = office.receive()
    cut = office.db.query('SELECT MAX("seq") FROM "entry"')[0][0] + 1
    later = office.receive(dockets=[office.other_docket])
    office.link(later, office.docket)
    decide(office, first, "withheld")
    entries = case_entries(office.db, office.docket)
    assert withheld_items(entries.case()).keys() == {first}
    before = entries.before(cut)
    assert (before.brought, withheld_items(before.case())) == ([], {})
    assert [row.item for row in before.case().rows] == [first]


def test_what_a_court_had_destroyed_is_named_and_not_shown(office):  # noqa: F811
    item = office.receive(description="To be forgotten by order")
    position = office.db.query('SELECT MAX("seq") FROM "entry"')[0][0]
    expunge_entry(office, position)
    bundle, _ = bundle_of(office)
    gone = next(entry for entry in bundle.entries if entry.header().seq == position)
    order = next(entry for entry in bundle.entries if entry.header().kind == "record.expunged")
    assert (gone.opening, gone.withheld_by, gone.expunged_by) == (None, None, order.header().seq)
    assert item.encode() not in encode_bundle(bundle)


def test_it_proves_that_the_log_continues_earlier_ones(office, tmp_path):  # noqa: F811
    produced(office, **{"a.txt": b"a"})
    served = serve(office, tmp_path / "PR-1")
    old = open_checkpoint((tmp_path / "PR-1/proof/checkpoint").read_bytes(), office.record.log_key)
    office.receive()
    note = checkpoints.checkpoint(office.record)
    bundle, _ = completeness_bundle(office.record, office.docket, earlier=[served.size])
    now = open_checkpoint(note.encode(), office.record.log_key)
    earlier = bundle.earlier[0]
    assert (earlier.size, earlier.root) == (old.size, old.root)
    verify_consistency(old.size, now.size, old.root, now.root, earlier.proof)
    with pytest.raises(NotFound, match=r"checkpoint.unknown"):
        completeness_bundle(office.record, office.docket, earlier=[3])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_signers_are_never_hidden_and_words_never_shown(kind):
    names = KINDS[kind].placing
    assert {field.name for field in KINDS[kind].signers} <= names
    words = {"description", "explanation", "text", "words", "findings", "reason", "note", "purpose", "circumstances",
             "files", "person", "speaker_person", "to", "searched", "title", "name"}  # fmt: skip
    assert not (names - {field.name for field in KINDS[kind].signers}) & words
