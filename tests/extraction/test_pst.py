import hashlib
import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import DAMAGED, PARTIAL, READ, TRUNCATED, Limits

pytest.importorskip("pypff", reason="needs libpff-python")

# libpff is written in C: what it makes of broken files is looked at from another process, which may die.
APART = """
import json, sys, warnings
warnings.simplefilter("error")
from pathlib import Path
from tests.extraction.reading import read
said = read(Path(sys.argv[1]), "mail.pst")
print(json.dumps({"status": said.status, "failed": said.failed, "kind": said.kind, "members": len(said.listed)}))
"""


def apart(data, tmp_path):
    """What a run in a process of its own says of these bytes; None where the process died."""
    path = tmp_path / "broken.pst"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", APART, path],
        capture_output=True,
        timeout=100,
        check=False,
        env={"PYTHONPATH": ".:src"},
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


def sha256(data):
    return hashlib.sha256(data).hexdigest()[:16]


def codes(said):
    return [one["code"] for one in said.flags]


@pytest.mark.parametrize("length", [600, 20_000, 200_000])
def test_a_mailbox_that_is_cut_off_is_damaged(length, tmp_path):
    found = apart(shared("samples/mail/testPST_variousBodyTypes.pst").read_bytes()[:length], tmp_path)
    assert found is not None
    assert found["failed"] is None
    assert found["status"] in (PARTIAL, DAMAGED)


@given(at=st.lists(st.integers(0, 271_000), min_size=1, max_size=40), what=st.binary(min_size=1, max_size=4))
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changed_bytes_end_in_a_stated_outcome(at, what, tmp_path):
    data = bytearray(shared("samples/mail/testPST_variousBodyTypes.pst").read_bytes())
    for one in at:
        data[one : one + len(what)] = what
    found = apart(bytes(data), tmp_path)
    # A process that dies is an outcome too: the sandbox says `crashed`.
    assert found is None or found["failed"] is None


def test_more_items_than_allowed_are_cut_and_said():
    said = read(shared("samples/mail/testPST.pst"), limits=Limits(members=3))
    assert (said.status, len(said.listed), said.facts["items"]) == (TRUNCATED, 3, 4)
    assert said.facts["folders"]


def test_a_mailbox_with_seven_messages():
    said = read(shared("samples/mail/testPST.pst"))
    assert (said.kind, said.status, said.failed) == ("pst", READ, None)
    assert (said.facts["items"], said.facts["store_name"], said.facts["encryption"]) == (
        7, "hong-thai.nguyen", "compressible",
    )  # fmt: skip
    folder = "Début du fichier de données Outlook"
    assert [(one["path"], one["items"]) for one in said.facts["folders"]] == [
        ("SPAM Search Folder 2", 0),
        (folder, 7),
        (f"{folder}/Éléments supprimés", 0),
        ("Racine (pour la recherche)", 0),
        ("IPM_COMMON_VIEWS", 0),
        ("ItemProcSearch", 0),
    ]
    assert [one.path for one in said.listed] == [f"{folder}/00000{n}.eml".encode() for n in range(1, 8)]
    facts = said.listed[2].facts
    assert (facts["subject"], facts["entry"], facts["submitted"]) == (
        "Feature Generators",
        2_097_252,
        1_393_323_428_000,
    )
    assert (facts["delivered"], facts["rendered"], facts["rule"]) == (
        1_393_357_468_238,
        True,
        "pst-rfc5322/1",
    )
    assert facts["to"] == [{"name": "users@opennlp.apache.org", "address": "users@opennlp.apache.org"}]


def test_the_messages_of_a_mailbox_are_mails():
    said = read(shared("samples/mail/testPST.pst"))
    mails = [read(one.data, "m.eml") for one in said.listed]
    assert {(one.kind, one.status) for one in mails} == {("eml", READ)}
    assert mails[0].facts["from"] == [{"name": "Jörn Kottmann", "address": "kottmann@gmail.com"}]
    assert (mails[0].facts["date_raw"], mails[0].facts["date_offset"]) == (
        "Wed, 26 Feb 2014 08:50:04 +0100",
        60,
    )
    assert mails[0].facts["references"] == [
        "CAJ+FrY6C_Hp_b-Pzx2VqUqnonx9Dei8kcXDV7j1wPT99mNKsuA@mail.gmail.com"
    ]
    assert "PreviousMapFeatureGenerator" in mails[0].text
    assert mails[0].facts["headers"][0][0] == "X-Wholefile-Rendered"


def test_a_message_attached_to_a_message_with_a_document():
    said = read(shared("samples/mail/testPST.pst"))
    outer = read(said.listed[6].data, "m.eml")
    (attached,) = outer.listed
    assert (attached.path, outer.facts["subject"]) == (b"2/First email.eml", "FW: First email")
    inner = read(attached.data, "m.eml")
    assert outer.facts["in_reply_to"] == [inner.facts["message_id"]]
    assert "Docx file attached." in inner.text
    (document,) = inner.listed
    assert (document.path, len(document.data)) == (b"2/attachment.docx", 11_862)
    assert (sha256(document.data), document.data[:2]) == ("0c87a742c970907d", b"PK")


def test_bodies_of_every_kind():
    said = read(shared("samples/mail/testPST_variousBodyTypes.pst"))
    assert (said.status, said.facts["store_name"]) == (READ, "Outlook Data File")
    assert [one.path for one in said.listed] == [
        b"Top of Outlook data file/Inbox/tmp/00000%d.eml" % n for n in (1, 2, 3, 4)
    ]
    mails = [read(one.data, "m.eml") for one in said.listed]
    assert [one.facts["subject"] for one in mails] == ["original email", *["FW: original email"] * 3]
    parts = [[where["part"] for _, _, where in one.layers[0].places] for one in mails]
    assert parts == [["headers", "1.1", "1.2"], ["headers", "1.1", "1.2"], ["headers", "1"], ["headers", "1"]]
    assert ["Forwarded (html)" in one.text for one in mails] == [False, True, False, False]
    assert "Forwarded RTF" in mails[2].text
    rtf = mails[2].members[b"2/body.rtf"].data
    assert (rtf[:6], len(rtf)) == (b"{\\rtf1", 11_719)
    assert "Forwarded plain text" in mails[3].text


@pytest.mark.parametrize("name", ["testPST.pst", "testPST_variousBodyTypes.pst"])
def test_the_same_mailbox_gives_the_same_bytes(name):
    first, second = (read(shared(f"samples/mail/{name}")) for _ in range(2))
    assert [one.data for one in first.listed] == [one.data for one in second.listed]
    assert len({sha256(one.data) for one in first.listed}) == len(first.listed)
