"""An act in words, its receipt and its proof."""

import json

import pytest

from tests.actions.serving import expunge_entry
from tests.web.hostile import asked, whole
from tests.web.world import hide_something, outsider
from wholefile.actions.people import end_role
from wholefile.core.canonical import unb64u
from wholefile.core.checkpoint import open_checkpoint
from wholefile.core.merkle import verify_inclusion
from wholefile.record.checkpoints import checkpoint
from wholefile.record.lookups import entry_count


def received(site, **more):
    item = site.office.receive(**more)
    return item, site.office.db.one("item", item=item).seq


@pytest.mark.parametrize("position", ["999999", "99999999999999999999", "-1", "x"])
def test_what_is_no_entry_is_no_page(site, position):
    for address in (f"/act/{position}", f"/act/{position}/proof.json", f"/receipt/{position}"):
        assert site.client("custodian").get(address).status_code == 404


def test_an_act_of_a_hidden_case_is_no_page(site):
    outsider(site, "vera", "prosecutor")
    seq = site.office.db.one("item", item=hide_something(site)).seq
    hidden, absent = site.client("vera").get(f"/act/{seq}"), site.client("vera").get("/act/99999")
    assert hidden.status_code == absent.status_code == 404
    assert site.client("prosecutor").get(f"/act/{seq}").status_code == 200
    assert site.client("defence").get(f"/act/{seq}").status_code == 404
    assert "Sealed" not in whole(site.client("vera").get("/acts/"))


def test_an_act_is_told_field_by_field_with_its_signers_and_digest(site):
    item, seq = received(site, description="A box <of> letters")
    shown = whole(site.client("custodian").get(f"/act/{seq}"))
    assert "A box &lt;of&gt; letters" in shown
    assert "Cora Diaz (P-3)" in shown
    assert bytes(site.office.db.one("entry", seq=seq).act_hash).hex() in shown
    assert f'"/items/{item}"' in shown


def test_whoever_signed_an_act_sees_it_whole_whatever_they_may_see_today(site):
    _, seq = received(site, by=site.office.deputy)
    end_role(site.office.record, site.person("deputy"), "custodian", reason="left", by=site.office.ana)
    shown = site.client("deputy").get(f"/act/{seq}")
    assert shown.status_code == 200
    assert "Labels of its cases" not in whole(shown)
    assert site.client("deputy").get(f"/act/{seq - 1}").status_code == 404
    assert site.client("deputy").get("/acts/").status_code == 404


def test_a_correction_leads_to_what_it_corrects(site):
    from wholefile.actions.items import describe_item

    item, seq = received(site)
    site.office.clock.advance()
    describe_item(
        site.office.record,
        item,
        description="A better one",
        reason="wrong",
        by=site.office.custodian,
        corrects=seq,
    )
    shown = whole(site.client("custodian").get(f"/act/{entry_count(site.office.db) - 1}"))
    assert f'href="/act/{seq}"' in shown
    assert "corrects entry" in shown


def test_a_destroyed_act_says_so(site):
    _, seq = received(site)
    expunge_entry(site.office, seq)
    assert "destroyed by order of a court" in whole(site.client("custodian").get(f"/act/{seq}"))


def test_the_proof_of_an_act_verifies_and_is_given_to_whoever_sees_the_whole_record(site):
    _, seq = received(site)
    outsider(site, "vera", "custodian")
    assert site.client("custodian").get(f"/act/{seq}/proof.json").status_code == 409
    checkpoint(site.office.record)
    answer = site.client("custodian").get(f"/act/{seq}/proof.json")
    assert answer["Content-Disposition"].startswith("attachment")
    proof = json.loads(answer.content)
    head = open_checkpoint(proof["checkpoint"].encode(), site.office.record.log_key)
    verify_inclusion(
        unb64u(proof["leaf_hash"]), seq, head.size, [unb64u(one) for one in proof["proof"]], head.root
    )
    assert site.client("vera").get(f"/act/{seq}/proof.json").status_code == 404


def test_a_newcomer_without_a_role_has_the_receipt_of_their_own_key_alone(site):
    site.bring_in("nora")
    own = max(row.enrolled_seq for row in site.office.db.rows("signing_key", person=site.person("nora")))
    assert site.client("nora").get(f"/receipt/{own}").status_code == 200
    assert site.client("nora").get(f"/receipt/{own - 2}").status_code == 404


def test_a_receipt_is_for_those_who_signed(site):
    _, seq = received(site)
    shown = whole(site.client("custodian").get(f"/receipt/{seq}"))
    assert "12 Mesa Road" in shown
    assert site.client("investigator").get(f"/receipt/{seq}").status_code == 404


def test_the_list_goes_back_and_takes_whatever_is_asked(site):
    for _ in range(60):
        received(site)
    first = whole(site.client("custodian").get("/acts/"))
    last = entry_count(site.office.db) - 1
    assert f'"/act/{last}"' in first
    assert f"?before={last - 49}" in first
    assert f'"/act/{last - 50}"' in whole(site.client("custodian").get(f"/acts/?before={last - 49}"))
    asked(site.client("custodian"), "/acts/", "before")
