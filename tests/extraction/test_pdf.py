"""PDFs as wholes: locked, damaged, revised, with everything that can be attached to them."""

import hashlib
import io
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from tests.extraction.pdf_making import (
    Sheet,
    annotation,
    attach,
    document,
    file_inside,
    made,
    saved,
    text,
)
from tests.extraction.reading import read
from tests.shared_files import shared
from wholefile.extraction.contract import Limits
from wholefile.extraction.pdf_objects import beginning_of, content_of

PLAIN = Sheet(text("Plain words", 20, 100))


def codes(said):
    return [one["code"] for one in said.flags]


def places(said, part):
    layer = said.layers[0]
    return [
        (layer.text[start:end], where) for start, end, where in layer.places if part in where.get("part", "")
    ]


# -- what cannot be read


def test_what_only_begins_like_a_pdf_is_damaged():
    said = read(b"%PDF-1.7\nnothing of the kind\n", "a.pdf")
    assert said.failed is None
    assert said.status == "damaged"
    assert said.layers == []


@pytest.mark.parametrize("password", [None, "wrong"])
def test_a_locked_pdf_is_locked_without_its_password(password):
    locked = made(PLAIN, encryption=pikepdf.Encryption(user="opens", owner="owns"))
    said = read(locked, password=password)
    assert said.status == "locked"
    assert said.layers == []


@pytest.mark.parametrize("password", ["opens", "owns"])
@pytest.mark.parametrize("revision", [4, 6])
def test_a_locked_pdf_is_read_with_either_password(password, revision):
    pdf = document(PLAIN)
    attach(pdf, file_inside(pdf, "a.txt", b"attached"))
    said = read(
        saved(pdf, encryption=pikepdf.Encryption(user="opens", owner="owns", R=revision)), password=password
    )
    assert said.status == "read"
    assert said.text == "Plain words"
    assert said.members[b"a.txt"].data == b"attached"
    whose = "the user's password" if password == "opens" else "the owner's password"
    assert said.facts["encryption"]["opened_with"] == whose


def test_a_pdf_that_only_forbids_is_read_and_says_what_it_forbids():
    rights = pikepdf.Permissions(extract=False, modify_other=False)
    said = read(made(PLAIN, encryption=pikepdf.Encryption(user="", owner="owns", allow=rights)))
    assert said.status == "read"
    assert said.text == "Plain words"
    assert said.facts["encryption"]["opened_with"] == "no password"
    assert {"change", "copy text"} <= set(said.facts["encryption"]["restrictions"])
    assert "print" not in said.facts["encryption"]["restrictions"]


def test_a_pdf_that_lost_its_end_is_read_as_far_as_it_goes():
    whole = made(*[Sheet(text(f"Page number {n}", 20, 100)) for n in range(5)])
    said = read(whole[: whole.rindex(b"xref")])
    assert said.failed is None
    assert "Page number 0" in said.text
    assert "damaged structure" in codes(said)


# -- what it says of itself


def test_properties_and_dates_stand_as_they_are():
    pdf = document(PLAIN)
    pdf.docinfo["/Title"] = "Report"
    pdf.docinfo["/Author"] = "A. Clerk"
    pdf.docinfo["/CreationDate"] = "D:20240229120000+05'30'"
    pdf.docinfo["/ModDate"] = "D:20240229120000"
    pdf.docinfo["/CaseNo"] = "7"
    said = read(saved(pdf))
    assert said.facts["title"] == "Report"
    assert said.facts["author"] == "A. Clerk"
    assert said.facts["created"] == {"raw": "D:20240229120000+05'30'", "ms": 1709188200000}
    assert said.facts["modified"] == {"raw": "D:20240229120000"}
    assert said.facts["further_properties"] == {"CaseNo": "7"}
    assert said.facts["pages"] == 1
    assert said.facts["page_sizes"] == [{"width": 300.0, "height": 200.0, "pages": 1}]


@pytest.mark.parametrize(
    "raw", ["D:20240231120000Z", "D:20240229126100Z", "yesterday", "D:20090129162533--1600"]
)
def test_a_date_that_is_none_stays_text(raw):
    pdf = document(PLAIN)
    pdf.docinfo["/CreationDate"] = raw
    assert read(saved(pdf)).facts["created"] == {"raw": raw}


def test_xmp_is_read_and_its_entities_are_not_followed():
    pdf = document(PLAIN)
    packet = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY i "inner">]>
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
      <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="application/pdf">
      <dc:creator><rdf:Seq><rdf:li>A. Clerk</rdf:li></rdf:Seq></dc:creator><dc:title>&e;</dc:title>
      <dc:type>&i;</dc:type>
      </rdf:Description></rdf:RDF></x:xmpmeta>"""
    pdf.Root.Metadata = pdf.make_stream(packet)
    facts = read(saved(pdf)).facts
    assert facts["xmp"] == {"format": "application/pdf", "creator": "A. Clerk"}


def test_a_later_revision_is_noticed():
    first = made(PLAIN)
    assert read(first).facts["revisions"] == 1
    start = first.rindex(b"startxref") + len(b"startxref\n")
    previous = int(first[start:].split()[0])
    size = len(pikepdf.open(io.BytesIO(first)).objects) + 1
    section = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size %d /Prev %d /Root 1 0 R >>\n" % (
        size,
        previous,
    )
    second = first + section + b"startxref\n%d\n%%%%EOF\n" % len(first)
    said = read(second)
    assert said.facts["revisions"] == 2
    assert codes(said) == ["earlier revisions"]


def test_a_pointer_to_an_older_table_is_no_revision():
    assert read(made(PLAIN, linearize=True)).facts["revisions"] == 1
    assert read(shared("samples/hostile/broken-mime.pdf")).facts["revisions"] == 1
    assert read(shared("samples/court/missouri.pdf")).facts["revisions"] == 2


def test_bytes_behind_the_end_are_noticed():
    assert codes(read(made(PLAIN) + b"PK\3\4" + bytes(range(1, 255)) * 4)) == ["bytes after the end"]


# -- attachments


def test_attachments_are_members_byte_for_byte():
    pdf = document(PLAIN)
    content = b"some bytes " * 1000
    one = file_inside(
        pdf, "dir/a.txt", content, Size=len(content), CheckSum=String(hashlib.md5(content).digest())
    )
    one.Desc = String("A list")
    attach(pdf, one)
    said = read(saved(pdf, compress_streams=True))
    member = said.members[b"dir/a.txt"]
    assert member.data == content
    assert member.method == "pdf attachment"
    assert member.facts["description"] == "A list"
    assert member.facts["declared_md5"] == hashlib.md5(content).hexdigest()
    assert said.flags == []


def test_an_attachment_that_is_not_the_stated_one_is_flagged():
    pdf = document(PLAIN)
    attach(pdf, file_inside(pdf, "a.txt", b"changed", CheckSum=String(hashlib.md5(b"original").digest())))
    assert codes(read(saved(pdf))) == ["checksum differs"]


def test_a_file_pinned_to_a_page_is_a_member_once():
    pdf = document(PLAIN)
    inside = file_inside(pdf, "pinned.txt", b"pinned")
    pdf.pages[0].Annots = Array([pdf.make_indirect(annotation("FileAttachment", [9, 9, 19, 19], FS=inside))])
    attach(pdf, inside)
    said = read(saved(pdf))
    assert [(one.path, one.data) for one in said.listed] == [(b"pinned.txt", b"pinned")]
    assert said.facts["attachments"] == 1


def test_a_file_that_is_only_named_is_listed_and_not_followed():
    pdf = document(PLAIN)
    attach(pdf, pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("/etc/passwd"))))
    (member,) = read(saved(pdf)).listed
    assert (member.path, member.kind) == (b"/etc/passwd", "unreadable")
    assert "does not hold it" in member.facts["reason"]


def test_a_bomb_meets_the_limit_and_the_text_is_kept():
    pdf = document(PLAIN)
    bomb = file_inside(pdf, "bomb", b"")
    bomb.EF.F.write(zlib.compress(bytes(100_000_000), 9), filter=Name.FlateDecode)
    attach(pdf, bomb)
    said = read(saved(pdf))
    assert said.status == "truncated"
    assert said.text == "Plain words"
    assert len(said.members[b"bomb"].data) <= Limits().ceiling(200_000)
    assert not said.members[b"bomb"].complete


def test_a_stream_unfolds_block_by_block():
    pdf = document(PLAIN)
    bomb = file_inside(pdf, "bomb", b"").EF.F
    bomb.write(zlib.compress(bytes(20_000_000), 9), filter=Name.FlateDecode)
    assert {len(block) for block in content_of(bomb)} <= set(range((1 << 20) + 1))
    assert len(beginning_of(bomb, 5)) == 5


def test_an_attachment_that_cannot_be_unpacked_is_incomplete():
    pdf = document(PLAIN)
    broken = file_inside(pdf, "broken", b"")
    broken.EF.F.write(zlib.compress(b"words " * 999)[:-20], filter=Name.FlateDecode)
    attach(pdf, broken)
    said = read(saved(pdf))
    assert said.status == "damaged"
    assert not said.members[b"broken"].complete
    assert said.text == "Plain words"


def test_too_much_text_does_not_keep_attachments_back():
    pdf = document(PLAIN)
    attach(pdf, file_inside(pdf, "a.txt", b"attached"))
    said = read(saved(pdf), limits=Limits(characters=5))
    assert said.status == "truncated"
    assert said.text == "Plain"
    assert said.members[b"a.txt"].data == b"attached"


def test_a_name_tree_that_contains_itself_ends():
    pdf = document(PLAIN)
    tree = pdf.make_indirect(Dictionary())
    tree.Kids = Array([tree, tree])
    pdf.Root.Names = Dictionary(EmbeddedFiles=tree)
    assert read(saved(pdf)).status == "read"


def test_deep_attachments_are_handed_over_each_for_itself():
    said = read(shared("samples/archives/testPDF_deeplyEmbeddedAttachments.pdf"))
    assert said.status == "read"
    assert len(said.listed) == said.facts["attachments"] == 20
    assert all(one.complete and one.data.startswith(b"%PDF") for one in said.listed)


# -- what stands on the pages without being part of them


def test_comments_are_text_with_their_own_place():
    note = annotation("Text", [100, 50, 120, 70], Contents=String("Check this"), T=String("A. Clerk"))
    popup = annotation("Popup", [0, 0, 9, 9], Contents=String("Check this"))
    said = read(made(Sheet(b""), Sheet(text("Page two", 9, 9), annotations=[note, popup])))
    assert places(said, "annotation") == [("A. Clerk: Check this", {"page": 2, "part": "annotation p2"})]
    assert said.layers[0].boxes[-1][2:7] == [2, 100.0, 50.0, 120.0, 70.0]
    assert said.facts["annotations"] == {"Text": 1, "Popup": 1}


def test_form_fields_are_read_with_what_was_filled_in():
    pdf = document(PLAIN)
    widget = pdf.make_indirect(annotation("Widget", [10, 10, 90, 30], T=String("name"), V=String("Jane Roe")))
    group = pdf.make_indirect(Dictionary(T=String("person"), FT=Name.Tx, Kids=Array([widget])))
    box = pdf.make_indirect(Dictionary(T=String("agreed"), FT=Name.Btn, V=Name.Yes))
    pdf.pages[0].Annots = Array([widget])
    pdf.Root.AcroForm = Dictionary(Fields=Array([group, box, group]))
    said = read(saved(pdf))
    assert said.facts["form_fields"] == [
        {"name": "person.name", "type": "Tx", "value": "Jane Roe", "page": 1},
        {"name": "agreed", "type": "Btn", "value": "/Yes", "page": None},
    ]
    assert places(said, "field") == [("Jane Roe", {"page": 1, "part": "field person.name"})]


def test_signatures_are_listed_and_never_called_valid():
    pdf = document(PLAIN)
    signature = Dictionary(
        Type=Name.Sig,
        Name=String("A. Judge"),
        M=String("D:20240101000000Z"),
        ByteRange=Array([0, 10, 20, 30]),
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(T=String("sig"), FT=Name.Sig, V=signature)]))
    told = read(saved(pdf)).facts["signatures"]
    assert told["verified"] == "not checked"
    (one,) = told["found"]
    assert one["signer"] == "A. Judge"
    assert one["time"] == {"raw": "D:20240101000000Z", "ms": 1704067200000}
    assert one["covers_whole_file"] is False


def test_links_are_listed_and_not_active():
    link = annotation("Link", [0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("https://court.example/")))
    said = read(made(Sheet(b"", annotations=[link])))
    assert said.facts["links"] == [{"page": 1, "to": "https://court.example/"}]
    assert said.flags == []


@pytest.mark.parametrize("place", ["open", "names", "page", "link", "next"])
def test_scripts_are_flagged_wherever_they_hide(place):
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf = document(PLAIN)
    if place == "open":
        pdf.Root.OpenAction = script
    elif place == "names":
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    elif place == "page":
        pdf.pages[0].AA = Dictionary(O=script)
    else:
        action = script if place == "link" else Dictionary(S=Name.GoTo, Next=Array([script]))
        pdf.pages[0].Annots = Array([annotation("Link", [0, 0, 9, 9], A=action)])
    said = read(saved(pdf))
    assert codes(said) == ["active content"]
    assert said.facts["scripts"][0]["text"] == "app.alert(1)"


def test_a_program_that_is_started_is_flagged():
    pdf = document(PLAIN)
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    said = read(saved(pdf))
    assert codes(said) == ["active content"]
    assert said.facts["scripts"] == [
        {"kind": "Launch", "where": "what it does when it is opened", "text": "cmd.exe"}
    ]


def test_the_packets_of_a_form_are_members():
    pdf = document(PLAIN)
    data = pdf.make_stream(b"<data>Jane Roe</data>")
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=Array([String("datasets"), data]))
    said = read(saved(pdf))
    assert said.members[b"xfa/datasets.xml"].data == b"<data>Jane Roe</data>"
    assert said.facts["xfa_packets"] == ["datasets"]


def test_things_of_the_wrong_kind_do_not_end_the_run():
    pdf = document(PLAIN)
    pdf.Root.AcroForm = Array([1])
    pdf.Root.Names = String("no")
    pdf.Root.OpenAction = Array([1, 2])
    pdf.pages[0].Annots = Array(
        [1, String("x"), Dictionary(Subtype=String("Text"), Rect=Array([1, "/a"]), FS=3)]
    )
    said = read(saved(pdf))
    assert said.failed is None
    assert said.text == "Plain words"


# -- samples, and what is left of them when they are damaged


@pytest.mark.parametrize(
    ("path", "pages", "words"),
    [
        ("court/ca2_1-1.pdf", 2, "Court"),
        ("court/ca5_00516242060.pdf", 10, "Court"),
        ("court/cafc_3.pdf", 2, "Entry of Appearance"),
        ("court/gov.uscourts.cacd.652774.40.0.pdf", 4, "Preliminary"),
        ("court/missouri.pdf", 5, "Missouri"),
        ("hostile/broken-mime.pdf", 23, ""),
        ("hostile/testPDF_protected.pdf", 41, "Haldane"),
    ],
)
def test_samples_with_text_are_read(path, pages, words):
    said = read(shared(f"samples/{path}"))
    assert said.failed is None
    assert said.status == "read"
    assert said.facts["pages"] == pages
    assert len(said.layers[0].places) >= pages
    assert words.casefold() in said.text.casefold()
    assert said.wants == []


@pytest.mark.parametrize("name", ["image-pdf", "ca4_17", "gov.uscourts.cand.203070.27.0"])
def test_scanned_samples_are_wanted_from_ocr(name):
    said = read(shared(f"samples/court/{name}.pdf"))
    assert said.status == "read"
    assert said.wants == ["ocr"]
    assert said.facts["pages_for_ocr"] == list(range(1, said.facts["pages"] + 1))


def test_only_restricted_and_empty_samples():
    assert (
        "copy text"
        not in read(shared("samples/hostile/testPDF_protected.pdf")).facts["encryption"]["restrictions"]
    )
    assert read(shared("samples/hostile/empty.pdf")).status == "empty"


_IN_ANOTHER_PROCESS = """
import random, sys
from pathlib import Path
from tests.extraction.reading import read
from wholefile.extraction.contract import Limits
from wholefile.extraction.pdf_objects import beginning_of, content_of
whole, seed = Path(sys.argv[1]).read_bytes(), random.Random(int(sys.argv[2]))
for _ in range(25):
    data = bytearray(whole)
    for _ in range(seed.choice((1, 5, 50, 500))):
        at = seed.randrange(len(data))
        data[at : at + seed.choice((0, 1, 1, 1, 20))] = seed.randbytes(seed.choice((0, 1, 1, 1, 8)))
    if seed.random() < 0.2:
        del data[seed.randrange(len(data)):]
    said = read(b"%PDF-1.5\\n" + bytes(data), "a.pdf", limits=Limits(seconds=20, cpu_seconds=20))
    if said.failed is not None:
        print(said.failed)
        sys.exit(3)
"""
SEEDS = ["court/rectangles_yes.pdf", "court/cafc_3.pdf", "archives/testPDF_deeplyEmbeddedAttachments.pdf"]


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.sampled_from(SEEDS), st.integers(0, 10_000))
def test_a_damaged_pdf_never_ends_a_run_without_an_outcome(path, seed):
    whole = shared(f"samples/{path}")
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", _IN_ANOTHER_PROCESS, str(whole), str(seed)],
        capture_output=True,
        text=True,
        cwd=root,
        env={"PYTHONPATH": f"{root}:{root}/src", "PATH": "/usr/bin:/bin"},
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, (done.returncode, done.stdout[-500:], done.stderr[-500:])
