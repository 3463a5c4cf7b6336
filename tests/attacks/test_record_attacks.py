"""Attacks on what the record says: signatures, bodies, files, numbers, certificates, dockets. Each is made."""

import hashlib
import json
import shutil
import unicodedata

import pytest

from tests.attacks.attacker import edit_bundle, edit_header, failed, find, header_of
from tests.audit.published import failures, naive_cases
from tests.audit.published import look as audit_of
from tests.verify.maker import edit_json, reseal
from wholefile.actions.recording import record_act
from wholefile.core import case_index
from wholefile.core.canonical import b64u, encode, unb64u
from wholefile.core.commitment import commit, open_some
from wholefile.core.docket import canonical_docket, case_label, spell_docket
from wholefile.core.errors import Invalid, WholefileError
from wholefile.core.header import decode_header
from wholefile.record import checkpoints
from wholefile.record.check import check
from wholefile.record.ledger import append


class TestSignatureMovedToAnotherAct:
    """Two acts of one person; the signature under one is put under the other."""

    def test_the_verifier_refuses_it(self, production):
        def move(bundle):
            first, second = find(bundle, "item.received"), find(bundle, "item.received", 1)
            edit_header(first, lambda header: header.update(signatures=header_of(second)["signatures"]))

        edit_bundle(production, move)
        assert "every_signature_is_valid" in failed(production)

    def test_the_ledger_and_the_auditor_refuse_it(self, office, log, tmp_path):
        from tests.record.small_record import described, hand, signed
        from wholefile import rules
        from wholefile.record.act import SignedAct

        by = hand(office.custodian.person)
        one, body, secret = signed(office.record, "item.described", described(1, by, "a"), [office.custodian])
        other, _body, _secret = signed(
            office.record, "item.described", described(1, by, "b"), [office.custodian]
        )
        with pytest.raises(WholefileError) as refused:
            append(office.record, SignedAct(one.act, other.signatures), body, secret, rules=rules.check)
        assert refused.value.code.startswith("signature.")
        acts = [n for n in range(len(log.headers)) if b'"kind":"item.received"' in log.headers[n]]
        log.headers[acts[0]] = encode(log.header(acts[0]) | {"signatures": log.header(acts[1])["signatures"]})
        assert "every_signature_is_valid" in failures(audit_of(log.write(tmp_path), log))


class TestBodyOfAnotherEntry:
    """What one entry says is shown under another."""

    def test_the_verifier_refuses_it(self, production):
        def swap(bundle):
            first, second = find(bundle, "item.received"), find(bundle, "item.received", 2)
            first["opening"], second["opening"] = second["opening"], first["opening"]

        edit_bundle(production, swap)
        assert "every_body_matches_its_commitment" in failed(production)

    def test_the_ledger_and_the_auditor_refuse_it(self, office, log, tmp_path):
        from tests.record.small_record import described, hand, signed
        from wholefile import rules

        by = hand(office.custodian.person)
        act, body, secret = signed(office.record, "item.described", described(1, by, "a"), [office.custodian])
        with pytest.raises(WholefileError) as refused:
            append(office.record, act, body | {"description": "b"}, secret, rules=rules.check)
        assert refused.value.code == "act.other_body"
        acts = [n for n in range(len(log.headers)) if b'"kind":"item.received"' in log.headers[n]]
        log.openings[acts[0]] = log.openings[acts[1]]
        assert "every_body_matches_its_commitment" in failures(audit_of(log.write(tmp_path), log))


class TestSwappedFileWithTheRightName:
    """Another file under the same name, with manifests that fit."""

    @pytest.fixture
    def production(self, story, tmp_path):
        """The first volume: three files of two items."""
        shutil.copytree(story.first, tmp_path / "PR-1")
        return tmp_path / "PR-1"

    def natives(self, production):
        return sorted(one for one in (production / "data/natives").iterdir() if one.is_file())

    def test_a_file_of_the_attacker(self, production):
        self.natives(production)[0].write_bytes(b"another picture")
        reseal(production)
        assert "every_native_is_a_recorded_file" in failed(production)

    def test_two_files_of_the_record_in_each_others_place(self, production):
        first, second = self.natives(production)[:2]
        one, other = first.read_bytes(), second.read_bytes()
        first.write_bytes(other)
        second.write_bytes(one)
        reseal(production)
        assert failed(production) & {"every_native_is_a_recorded_file", "the_served_act_names_this_payload"}

    def test_the_schedule_and_the_load_files_changed_with_it(self, production):
        """Even if everything in the folder agrees: the served act and the acts on the files say otherwise."""
        path = self.natives(production)[0]
        old, path_bytes = hashlib.sha256(path.read_bytes()).hexdigest(), b"another picture"
        path.write_bytes(path_bytes)
        new = hashlib.sha256(path_bytes).hexdigest()
        for one in production.rglob("*"):
            if one.is_file() and one.parent.name != "proof":
                one.write_bytes(one.read_bytes().replace(old.encode(), new.encode()))
        reseal(production)
        found = failed(production)
        assert {"every_native_is_a_recorded_file", "the_served_act_names_this_payload"} <= found


class TestItemUnderAnotherBatesNumber:
    """A page is given the number of another, or one of its own."""

    @pytest.fixture
    def production(self, story, tmp_path):
        """The first volume: three files of two items."""
        shutil.copytree(story.first, tmp_path / "PR-1")
        return tmp_path / "PR-1"

    @staticmethod
    def files(schedule):
        return [one for row in schedule["rows"] for one in row["files"]]

    def exchange(self, schedule):
        first, second = self.files(schedule)[:2]
        for name in ("bates_first", "bates_last"):
            first[name], second[name] = second[name], first[name]

    def shift(self, schedule):
        last = self.files(schedule)[-1]
        for name in ("bates_first", "bates_last"):
            last[name] = last[name][:-1] + str((int(last[name][-1]) + 1) % 10)

    def double(self, schedule):
        first, second = self.files(schedule)[:2]
        second["bates_first"] = second["bates_last"] = first["bates_first"]

    @pytest.mark.parametrize("change", ["exchange", "shift", "double"])
    def test_the_verifier_refuses_it(self, production, change):
        edit_json(production / "data/schedule.json", getattr(self, change))
        reseal(production)
        found = failed(production)
        assert "the_served_act_names_this_payload" in found
        assert found & {
            "every_decision_is_as_recorded",
            "every_native_is_a_recorded_file",
            "bates_numbers_are_unique_and_consecutive",
            "the_load_files_agree",
        }


class TestOldProductionServedAsNew:
    """The first volume again, in the place of the second."""

    def test_under_its_own_name_it_is_seen_by_who_kept_the_newer_checkpoint(self, story):
        newer = (story.second / "proof/checkpoint").read_bytes()
        assert "the_log_extends_what_was_seen_before" in failed(story.first, known=newer)

    def test_with_the_proof_of_the_new_one_it_is_not_the_latest(self, story, tmp_path):
        shutil.copytree(story.first, tmp_path / "PR-1")
        for name in ("bundle.json", "checkpoint", "policy"):
            shutil.copy(story.second / "proof" / name, tmp_path / "PR-1/proof" / name)
        reseal(tmp_path / "PR-1")
        assert "this_is_the_latest_production" in failed(tmp_path / "PR-1")

    def test_under_the_new_name_it_is_not_what_was_served(self, story, tmp_path):
        shutil.copytree(story.first, tmp_path / "PR-2")
        for name in ("bundle.json", "checkpoint", "policy"):
            shutil.copy(story.second / "proof" / name, tmp_path / "PR-2/proof" / name)
        edit_json(tmp_path / "PR-2/data/schedule.json", lambda schedule: schedule.update(production="PR-2"))
        reseal(tmp_path / "PR-2")
        assert "the_served_act_names_this_payload" in failed(tmp_path / "PR-2")


class TestCertificateOverFewerItems:
    """The certificate counts what the prosecutor likes."""

    def test_a_certificate_that_was_changed_is_refused(self, production):
        def fewer(certificate):
            certificate["act"]["items"] -= 1

        edit_json(production / "data/certificate.json", fewer)
        reseal(production)
        assert "the_certificate_covers_every_item" in failed(production)

    def test_a_certified_act_over_fewer_items_is_refused_by_the_rules(self, office):
        said = {
            "docket": office.docket,
            "certificate": "C-2",
            "items": 1,
            "produced": 1,
            "withheld": 0,
            "dismissed": 0,
            "covers_to": 66,
            "text": "Everything.",
            "by": office.prosecutor.person,
        }
        office.clock.advance()
        with pytest.raises(WholefileError) as refused:
            record_act(office.record, "disclosure.certified", said, [office.prosecutor])
        assert refused.value.code.startswith("rule.")

    def test_an_operator_who_shows_fewer_items_has_an_index_that_counts_more(self, production):
        """Every act on one item is left out, as if it had never been booked."""

        def forget(bundle):
            gone = find(bundle, "item.received", 2)["opening"]["fields"]["item"]
            bundle["entries"] = [
                one for one in bundle["entries"] if gone not in json.dumps(one.get("opening", {}))
            ]

        edit_bundle(production, forget)
        assert "the_case_index_counts_every_entry" in failed(production)


ALIASES = (
    "d-101-cr-2026-42",
    "D-101-CR-2026-042",
    "D-101-CR-2026-00042",
    " D-101-CR-2026-42",
    "D-101-CR-2026-42\n",
    "D_101_CR_2026_42",
    "D.101.CR.2026.42",
    "D--101-CR-2026-42",
    "D\u2013101\u2013CR\u20132026\u201342",  # en dashes
    "\uff24-101-CR-2026-42",  # a full-width letter
    "D-101-CR-2026-\uff14\uff12",  # full-width digits
    "D-101-CR-2026-\u0664\u0662",  # other digits
    "D-101-\u0421R-2026-42",  # a Cyrillic letter
    "D-101-CR-2026-42\u200b",  # an invisible space
    "D\u0301-101-CR-2026-42",  # an accent of its own
)


class TestDocketsThatDifferInUnicodeOrCase:
    """Hidden case alias: a second label for one case, where nobody looks."""

    @pytest.mark.parametrize("alias", ALIASES)
    def test_an_alias_is_no_docket_of_the_record(self, office, alias):
        assert canonical_docket(office.docket) == office.docket
        with pytest.raises(Invalid):
            canonical_docket(alias)
        with pytest.raises(Invalid):
            case_label(alias)

    @pytest.mark.parametrize("alias", ALIASES)
    def test_what_a_person_types_is_the_one_docket_or_refused(self, office, alias):
        try:
            spelled = spell_docket(alias)
        except Invalid:
            return
        assert spelled == office.docket

    @pytest.mark.parametrize("alias", ALIASES)
    def test_the_ledger_records_nothing_under_an_alias(self, office, alias):
        body = {
            "docket": alias, "as_printed": "x", "kind": "criminal", "title": "t", "court": "c",
            "jurisdiction": "us-nm", "by": office.prosecutor.person,
        }  # fmt: skip
        with pytest.raises(WholefileError):
            record_act(office.record, "case.opened", body, [office.prosecutor])

    def test_no_two_forms_of_unicode_are_one_docket(self):
        for form in ("NFC", "NFD", "NFKC", "NFKD"):
            for alias in ALIASES:
                text = unicodedata.normalize(form, alias)
                if text != "D-101-CR-2026-42":
                    with pytest.raises(Invalid):
                        canonical_docket(text)

    def test_an_act_of_an_operator_under_a_label_that_was_not_opened_is_flagged(self, log, tmp_path):
        label = b64u(hashlib.sha256(b"a docket of the operator's own").digest())
        body = {"item": "V26-000001", "description": "d", "reason": "r", "by": "P-3"}
        from tests.actions.office import seed

        log.add("item.described", [label], body, [seed("custodian")])
        log.add_index()
        assert "every_case_is_opened_first" in failures(audit_of(log.write(tmp_path), log))


class TestSilentWithholding:
    """A body is simply not there."""

    def test_the_verifier_asks_who_withheld_it(self, production):
        edit_bundle(production, lambda bundle: find(bundle, "custody.transferred").pop("opening"))
        assert "every_missing_body_is_explained" in failed(production)

    def test_a_field_is_as_good_as_a_body(self, production):
        def close(bundle):
            entry = find(bundle, "item.received")
            opening = entry["opening"]
            shown = opening["fields"].keys() - {"description"}
            entry["opening"] = open_some(opening["fields"], unb64u(opening["secret"], 32), shown)

        edit_bundle(production, close)
        assert "every_missing_body_is_explained" in failed(production)

    def test_an_act_that_withholds_something_else_does_not_explain_it(self, production):
        def excuse(bundle):
            decision = next(
                header_of(one)["seq"]
                for one in bundle["entries"]
                if header_of(one)["act"]["kind"] == "disclosure.decided"
            )
            entry = find(bundle, "custody.transferred")
            del entry["opening"]
            entry["withheld_by"] = decision

        edit_bundle(production, excuse)
        assert "every_missing_body_is_explained" in failed(production)

    def test_the_auditor_asks_for_the_order(self, log, tmp_path):
        log.openings.pop(46)
        report = audit_of(log.write(tmp_path), log, whole=True)
        assert failures(report) == {"every_missing_body_was_expunged"}

    def test_the_record_misses_it_too(self, office):
        from tests.attacks.attacker import overwrite

        overwrite(office, "DELETE FROM body WHERE seq = 46")
        assert "body.missing" in {one.kind for one in check(office.record)}


class TestDictionaryAfterExpunging:
    """A court had it destroyed; somebody guesses what it was and wants to be sure."""

    NAMES = ("Jane Roe", "John Roe", "Juan Roe")

    @pytest.fixture
    def expunged(self, office):
        from tests.actions.serving import expunge_entry

        office.clock.advance()
        item = office.receive(description="Statement of Jane Roe")
        seq = office.db.query('SELECT MAX("seq") FROM "entry" WHERE "kind" = %s', ("item.received",))[0][0]
        body = office.db.one("body", seq=seq)
        fields, secret = bytes(body.fields), bytes(body.secret)
        header = bytes(office.db.one("entry", seq=seq).header)
        checkpoints.checkpoint(office.record)
        expunge_entry(office, seq)
        checkpoints.checkpoint(office.record)
        return office, seq, json.loads(fields), secret, header, item

    def test_nothing_that_is_left_tells_a_right_guess_from_a_wrong_one(self, expunged):
        office, _seq, fields, secret, header, _item = expunged
        office.db.query("PRAGMA wal_checkpoint(TRUNCATE)")
        left = b"".join(one.read_bytes() for one in office.record.folder.rglob("*") if one.is_file())
        raw = encode(fields)
        needles = {
            b"Statement of Jane Roe", secret, b64u(secret).encode(), raw, hashlib.sha256(raw).digest(),
            hashlib.sha256(raw).hexdigest().encode(), b64u(hashlib.sha256(raw).digest()).encode(),
        }  # fmt: skip
        for value in fields.values():
            if type(value) is str and "Roe" in value:
                digest = hashlib.sha256(value.encode())
                needles |= {digest.digest(), digest.hexdigest().encode(), b64u(digest.digest()).encode()}
        assert not [one for one in needles if one in left]
        assert header in left  # the search can find what is there

    def test_a_right_guess_does_not_lead_to_the_commitment(self, expunged):
        _office, _seq, fields, secret, header, _item = expunged
        committed = unb64u(decode_header(header).act["body"], 32)
        assert commit(fields, secret) == committed
        known = [
            bytes(32),
            hashlib.sha256(header).digest(),
            unb64u(decode_header(header).act["nonce"], 16) * 2,
        ]
        for name in self.NAMES:
            guess = fields | {"description": f"Statement of {name}"}
            assert all(commit(guess, one) != committed for one in known)

    def test_the_proofs_stay_good(self, expunged, tmp_path):
        from tests.audit.published import Log

        office, seq, *_ = expunged
        log = Log.of(office.record)
        assert seq not in log.openings
        report = audit_of(office.record.tiles, log, whole=True)
        assert failures(report) == set()
        assert report["every_missing_body_was_expunged"].status == "passed"
        assert check(office.record) == []


VARIANTS = {
    "a space": lambda raw: raw.replace(b'"v":1', b'"v": 1'),
    "a newline at the end": lambda raw: raw + b"\n",
    "a byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "keys in another order": lambda raw: raw.replace(b'"at":', b'"zat":', 1),
    "a key twice": lambda raw: raw.replace(b'"v":1', b'"v":1,"v":1'),
    "a key twice with another value": lambda raw: raw.replace(b'{"act":', b'{"act":{},"act":', 1),
    "a float": lambda raw: raw.replace(b'"v":1', b'"v":1.0'),
    "an exponent": lambda raw: raw.replace(b'"v":1', b'"v":1e0'),
    "a sign": lambda raw: raw.replace(b'"v":1', b'"v":+1'),
    "a negative zero": lambda raw: raw.replace(b'"v":1', b'"v":-0'),
    "a leading zero": lambda raw: raw.replace(b'"v":1', b'"v":01'),
    "true for one": lambda raw: raw.replace(b'"v":1', b'"v":true'),
    "a number beyond 2^53": lambda raw: raw.replace(b'"at":', b'"at":9007199254740993', 1),
    "NaN": lambda raw: raw.replace(b'"v":1', b'"v":NaN'),
    "Infinity": lambda raw: raw.replace(b'"v":1', b'"v":Infinity'),
    "null": lambda raw: raw.replace(b'"v":1', b'"v":null'),
    "an escaped letter": lambda raw: raw.replace(b'"kind":"i', b'"kind":"\\u0069', 1),
    "an escaped slash": lambda raw: raw.replace(b"example/", b"example\\/", 1),
    "a lone surrogate": lambda raw: raw.replace(b'"kind":"i', b'"kind":"\\ud800i', 1),
    "a letter beyond ASCII": lambda raw: raw.replace(b"records.example", "r\u00e9cords.example".encode(), 1),
    "an overlong letter": lambda raw: raw.replace(b'"v"', b'"\xc1\xb6"', 1),
    "padded base64": lambda raw: raw.replace(b'","cases"', b'=","cases"', 1),
    "one more name": lambda raw: raw.replace(b'"act":', b'"aaa":0,"act":', 1),
    "depth": lambda raw: raw.replace(b'"v":1', b'"v":' + b"[" * 5_000 + b"]" * 5_000, 1),
}


class TestCanonicalAmbiguity:
    """The same entry in other bytes, which one reader takes and another does not."""

    @pytest.fixture
    def at(self, log):
        return next(n for n in range(len(log.headers)) if b'"kind":"item.received"' in log.headers[n])

    @pytest.mark.parametrize("what", sorted(VARIANTS))
    def test_no_reader_takes_it(self, log, production, tmp_path, at, what):
        raw = log.headers[at]
        changed = VARIANTS[what](raw)
        assert changed != raw
        with pytest.raises(Invalid):
            decode_header(changed)
        log.headers[at] = changed
        assert "every_header_is_canonical" in failures(
            audit_of(log.write(tmp_path / "log"), log, openings=log.given("index"))
        )
        try:
            text = changed.decode()
        except UnicodeDecodeError:
            return

        def change(bundle):
            entry = find(bundle, "item.received")
            assert entry["header"].encode() == raw
            entry["header"] = text

        edit_bundle(production, change)
        assert "every_header_is_canonical" in failed(production)


class TestNumbersOfTheIndex:
    """The root of an index is right, and what it says beside it is not."""

    def test_fewer_cases_than_there_are(self, log, tmp_path):
        cases = naive_cases(log.headers)
        log.add_index(cases=len(cases) - 1)
        assert failures(audit_of(log.write(tmp_path), log)) == {"every_index_counts_every_entry"}

    def test_a_case_left_out(self, log, tmp_path):
        cases = naive_cases(log.headers)
        cases.pop(unb64u(case_label("SF-26-7781"), 32))
        log.add_index(cases=len(cases), map=b64u(case_index.map_root(cases)))
        assert failures(audit_of(log.write(tmp_path), log)) == {"every_index_counts_every_entry"}
