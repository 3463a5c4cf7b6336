"""The agency's certificate, with which reports are signed where there is one (PAdES B-B, ETSI EN 319 142-1).

    WHOLEFILE_REPORT_CERTIFICATE   a PKCS#12 file with the certificate, its chain and its key
    WHOLEFILE_REPORT_PASSPHRASE    the passphrase of that file

No time stamp and no revocation data are fetched: the machine of an evidence room may have no way out, and the moment of
making is in the report and in its log. The signature is appended, so what was typeset stays what it was (PDF/A).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from wholefile.core.errors import Invalid, Unavailable

FIELD = "Agency"


@dataclass(frozen=True, slots=True)
class Seal:
    """A certificate with its key, opened. `subject` is whom it names."""

    signer: Any
    subject: str


def agency_seal(environment: Mapping[str, str] | None = None) -> Seal | None:
    """The certificate that the environment names, or nothing where it names none.

    Raises Invalid for a file or passphrase that does not open, Unavailable without the package that signs: a report is
    never left unsigned because of a mistake in a setting.
    """
    said = os.environ if environment is None else environment
    path = said.get("WHOLEFILE_REPORT_CERTIFICATE")
    if not path:
        return None
    try:
        from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - only those who sign need it
    except ImportError as error:
        raise Unavailable(
            "report.signer", "Signing a report needs the package pyhanko; install wholefile[web]."
        ) from error
    try:
        raw = Path(path).read_bytes()
    except OSError:
        raise Invalid("report.certificate", "The file of the report certificate cannot be read.") from None
    passphrase = said.get("WHOLEFILE_REPORT_PASSPHRASE", "").encode()
    signer = _opened(SimpleSigner, raw, passphrase)
    return Seal(signer, str(signer.signing_cert.subject.human_friendly))


def signed(pdf: bytes, seal: Seal, reason: str) -> bytes:
    """The PDF with a signature over all of it. `reason` says what the signature stands for."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - as above
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - as above

    told = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=reason
    )
    target: BytesIO = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), told, signer=seal.signer)
    return target.getvalue()


def _opened(maker: Any, raw: bytes, passphrase: bytes) -> Any:
    signer = None
    try:
        signer = maker.load_pkcs12_data(raw, other_certs=[], passphrase=passphrase or None)
    except (ValueError, TypeError):
        signer = None
    if signer is None or signer.signing_cert is None:
        raise Invalid(
            "report.certificate",
            "The report certificate does not open; it is a PKCS#12 file with a key, and has a passphrase.",
        )
    return signer
