"""The PDF and the CSV: all of the data is in them, hostile text is text, and a signature is broken by one bit."""

import csv
import json
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from hashlib import sha256
from io import BytesIO, StringIO

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.db import connections

from wholefile.core.errors import Invalid
from wholefile.record import checkpoints
from wholefile.reports import typeset
from wholefile.reports.breaks import breakable
from wholefile.reports.certificate import agency_seal
from wholefile.reports.characters import in_the_fonts, printable
from wholefile.reports.contents import Column, Contents, Section
from wholefile.reports.lines import report_lines
from wholefile.reports.making import REPORTS, Report
from wholefile.reports.typeset import report_pdf

PASSPHRASE = "not much of a secret"
HOSTILE = [
    '#import "x"; $x^2$ *bold* _it_ @label <b> `raw` \\ // /* [ ] { } ~ -- "quotes" \'q\'',
    "x" * 900,
    "Привет, Ελλάδα, שלום, Łódź, naïve",
    "中文とemoji 😀",
    "right\u202eto left\u200bnothing\x07bell\ttab",
    "",
    "one\ntwo\n\nthree",
    "=HYPERLINK(1)",
    "a" * 60 + "\u0301" * 40,
    "".join(chr(0x300 + one) for one in range(0x70)) * 3,
]


def apart(test):
    """Run a test in a thread of its own: the driver of a browser may keep an event loop in this one.

    The connections of that thread are closed with it; PostgreSQL's driver complains of those that are forgotten.
    """

    def then_closed(*given, **named):
        try:
            return test(*given, **named)
        finally:
            connections.close_all()

    @wraps(test)
    def run(*given, **named):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(then_closed, *given, **named).result()

    return run


def hostile(report: Report, rows: int = 1) -> Report:
    """The same report with words in it that nobody should have to expect."""
    columns = (Column("what", 3), Column("id", 1, "id"), Column("n", 1, "number"), Column("when", 1, "when"))
    told = tuple((one, one, 7, one) for one in HOSTILE * rows)
    contents = Contents(
        "custody", "Custody report", HOSTILE[1], HOSTILE[3], tuple((one, one) for one in HOSTILE),
        (Section("hostile", "Words", columns, told),), wrong=tuple(HOSTILE),
    )  # fmt: skip
    return replace(report, contents=contents)


def text_of(pdf: bytes) -> str:
    """The words of a PDF."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_an_archivable_pdf_with_its_data_attached(reporting, name):
    checkpoints.checkpoint(reporting.office.record)
    report = reporting.make(name)
    pdf = report_pdf(report)
    with pikepdf.open(BytesIO(pdf)) as opened:
        attached = opened.attachments["report.json"].get_file().read_bytes()
        metadata = opened.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "B"
        assert metadata["pdfuaid:part"] == "1"
        assert opened.Root.MarkInfo.Marked
        pages = len(opened.pages)
    assert sha256(attached).hexdigest() == report.contents.digest()
    said = " ".join(text_of(pdf).split())
    assert report.contents.digest() in said
    assert f"page 1 of {pages}" in said
    assert "Not signed by a certificate; verify by digest." in said
    assert "Cora Diaz (P-3)" in said
    assert reporting.office.record.origin in said
    assert "UTC" in said


def test_the_same_report_has_the_same_bytes(reporting):
    assert report_pdf(reporting.make("custody")) == report_pdf(reporting.make("custody"))


def test_hostile_words_are_text_and_what_cannot_be_printed_is_said(reporting):
    pdf = report_pdf(hostile(reporting.make("custody")))
    said = text_of(pdf)
    assert "*bold*" in said
    assert "Привет" in said
    assert "Ελλάδα" in said
    assert "[U+4E2D]" in said
    assert "[U+202E]" in said
    assert "\u200b" not in said
    assert "not in the fonts of this report" in " ".join(said.split())
    with pikepdf.open(BytesIO(pdf)) as opened:
        attached = json.loads(opened.attachments["report.json"].get_file().read_bytes())
    assert [row[0] for row in attached["sections"][0]["rows"]] == HOSTILE


def test_nothing_runs_out_of_the_page(reporting, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    (tmp_path / "x.pdf").write_bytes(report_pdf(hostile(reporting.make("custody"), rows=5)))
    done = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "x.pdf"), "-"], capture_output=True, check=True, text=True
    )
    width = float(re.search(r'<page width="([\d.]+)"', done.stdout)[1])
    edges = [float(one) for one in re.findall(r'xMax="([\d.]+)"', done.stdout)]
    assert edges
    assert max(edges) < width - 36  # points; the margin is 51


def test_a_long_report_is_typeset_apart_and_repeats_its_heads(reporting, monkeypatch):
    report = reporting.make("custody")
    columns = (Column("alpha", 1), Column("beta", 1))
    section = Section("all", "All", columns, tuple((f"row {number}", "x") for number in range(200)))
    report = replace(report, contents=replace(report.contents, sections=(section,)))
    here = report_pdf(report)
    monkeypatch.setattr(typeset, "LONG", 50)
    assert report_pdf(report) == here
    pages = [one for one in text_of(here).split("\f") if "row " in one]
    assert len(pages) > 3
    assert all(re.search(r"alpha\s+beta", one) for one in pages)


def test_every_character_that_is_said_to_be_in_the_fonts_is(reporting):
    cells = tuple((chr(one),) for one in sorted(in_the_fonts()))
    section = Section("all", "All", (Column("one", 1),), (("".join(one for (one,) in cells),),))
    report = reporting.make("custody")
    assert report_pdf(replace(report, contents=replace(report.contents, sections=(section,))))


@pytest.mark.parametrize("long", [0, 1_000])
def test_words_over_which_the_typesetter_fails_leave_no_report_unmade(reporting, monkeypatch, long):
    """It refuses a character that its fonts lack; here one is taken for one of theirs."""
    monkeypatch.setattr("wholefile.reports.characters.in_the_fonts", lambda: frozenset((0x4E2D, 0x0448)))
    monkeypatch.setattr(typeset, "LONG", long)
    report = reporting.make("custody")
    section = Section("all", "All", (Column("one", 1),), (("中ш",),))
    said = text_of(report_pdf(replace(report, contents=replace(report.contents, sections=(section,)))))
    assert "[U+4E2D]ш" in said
    assert "not in the fonts of this report" in " ".join(said.split())


def test_what_is_printed_is_what_is_seen():
    assert printable("plain\nlines") == "plain\nlines"
    assert printable("a\u00adb\u200d\x00") == "a[U+00AD]b[U+200D][U+0000]"
    assert printable("e\u0301") == "é"
    assert printable("x\u0301") == "x[U+0301]"
    assert printable("шΩé“”ש", plain=True) == "шΩé“”[U+05E9]"
    assert printable("\U0001f600") == "[U+1F600]"


def test_a_word_breaks_only_where_it_must():
    assert breakable("short words stay", 6) == "short words stay"
    assert breakable("custody.transferred", 12) == "custody.\u200btransferred"
    assert breakable("abcd", 3) == "abc\u200bd"
    assert breakable("abcdefghi", 5) == "abcd\u200befgh\u200bi"
    assert breakable("aaa\u0301a", 3) == "aaa\u0301\u200ba"


@pytest.mark.parametrize("name", REPORTS)
def test_a_csv_has_as_many_cells_in_each_line_and_all_of_the_report(reporting, name):
    report = reporting.make(name)
    head, *rows = csv.reader(StringIO("".join(report_lines(report)), newline=""))
    assert {len(one) for one in rows} == {len(head)}
    for section in report.contents.sections:
        assert sum(one[0] == section.name for one in rows) == len(section.rows)
    made = {one[1]: one[2] for one in rows if one[0] == "how it was made"}
    assert made["SHA-256 of the data"] == report.contents.digest()
    assert made["Log"] == reporting.office.record.origin
    assert made["Asked for by"] == "Cora Diaz (P-3)"


def test_no_cell_of_a_csv_begins_a_formula(reporting):
    lines = "".join(report_lines(hostile(reporting.make("custody"))))
    cells = [cell for row in csv.reader(StringIO(lines, newline="")) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert [one for one in cells if one.startswith(("=", "+", "-", "@"))] == []


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A PKCS#12 file with the agency's certificate, and the certificate."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Santa Fe County Evidence Room")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
                key_agreement=False, key_cert_sign=True, crl_sign=False, encipher_only=False, decipher_only=False,
            ), critical=True,
        ).sign(key, SHA256())
    )  # fmt: skip
    sealed = pkcs12.serialize_key_and_certificates(
        b"agency", key, made, None, BestAvailableEncryption(PASSPHRASE.encode())
    )
    path = tmp_path_factory.mktemp("certificate") / "agency.p12"
    path.write_bytes(sealed)
    return path, made


@pytest.fixture
def with_certificate(certificate, monkeypatch):
    monkeypatch.setenv("WHOLEFILE_REPORT_CERTIFICATE", str(certificate[0]))
    monkeypatch.setenv("WHOLEFILE_REPORT_PASSPHRASE", PASSPHRASE)
    return certificate


def checked(pdf: bytes, certificate):
    """What pyHanko says of the signature of a PDF, trusting this certificate."""
    from asn1crypto import x509 as asn1
    from cryptography.hazmat.primitives.serialization import Encoding
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    root = asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False))


@pytest.mark.parametrize(
    ("file", "passphrase"),
    [("missing.p12", PASSPHRASE), ("agency.p12", "wrong"), ("agency.p12", ""), ("nonsense.p12", "")],
)
def test_a_certificate_that_does_not_open_leaves_no_report_unsigned(
    reporting, certificate, monkeypatch, file, passphrase
):
    folder = certificate[0].parent
    (folder / "nonsense.p12").write_bytes(b"nonsense")
    monkeypatch.setenv("WHOLEFILE_REPORT_CERTIFICATE", str(folder / file))
    monkeypatch.setenv("WHOLEFILE_REPORT_PASSPHRASE", passphrase)
    with pytest.raises(Invalid):
        reporting.make("custody")


def test_without_a_certificate_nothing_is_signed():
    assert agency_seal({}) is None
    assert agency_seal({"WHOLEFILE_REPORT_CERTIFICATE": ""}) is None


@apart
def test_a_signed_report_says_by_whom_and_one_bit_breaks_it(reporting, with_certificate):
    report = reporting.make("custody")
    pdf = report_pdf(report)
    found = checked(pdf, with_certificate[1])
    assert found.bottom_line
    assert found.intact
    assert found.coverage.name == "ENTIRE_FILE"
    assert "Santa Fe County Evidence Room" in " ".join(text_of(pdf).split())
    assert "Not signed" not in text_of(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.open_metadata()["pdfaid:part"] == "3"
        signature = opened.Root.AcroForm.Fields[0].V
        assert str(signature.SubFilter) == "/ETSI.CAdES.detached"
    at = pdf.index(b"stream") + 40
    flipped = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    assert not checked(flipped, with_certificate[1]).intact


@apart
def test_another_program_finds_the_signature_good_and_one_bit_bad(reporting, with_certificate, tmp_path):
    if shutil.which("pdfsig") is None:
        pytest.skip("pdfsig is not installed: apt-get install poppler-utils")
    pdf = report_pdf(reporting.make("custody"))
    at = pdf.index(b"stream") + 40
    said = []
    for raw in (pdf, pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]):
        (tmp_path / "x.pdf").write_bytes(raw)
        done = subprocess.run(
            ["pdfsig", "-nocert", str(tmp_path / "x.pdf")], capture_output=True, check=False, text=True
        )
        said.append(done.stdout)
    assert "Signature is Valid" in said[0]
    assert "Total document signed" in said[0]
    assert "Signature is Valid" not in said[1]
