"""The good files that the damaged ones are made from.

Those in `seeds/KIND` were made for this by `make_seeds`; kinds that nothing here can write (Outlook, EnCase, old
Office) are taken from the published samples beside the checkout, and are not fuzzed where there are none.
"""

from pathlib import Path

from tests.shared_files import SHARED
from wholefile.extraction.readers import READERS

SEEDS = Path(__file__).with_name("seeds")
NOBODY_WRITES = (
    "amr",
)  # the encoder is in no build of ffmpeg that may be passed on, and no sample is at hand
KINDS = tuple(kind for kind in sorted(READERS) if kind not in NOBODY_WRITES)
_LARGEST = 600_000
_SAMPLES: dict[str, tuple[str, ...]] = {
    "rar": ("archives/test-documents.rar",),
    "e01": ("forensic/ext2.E01",),
    "qcow2": ("forensic/ext2.qcow2",),
    "msg": ("mail/testMSG_att_msg.msg", "mail/testMSG_forwarded.msg"),
    "pst": ("mail/testPST_variousBodyTypes.pst",),
    "doc": ("office/testWORD_various.doc", "office/word-doc.doc"),
    "xls": ("office/testExcel_embeddedPDF.xls",),
    "wpd": ("office/word-perfect.wpd",),
    "encrypted office": (
        "hostile/testWORD_protected_passtika.docx",
        "hostile/testEXCEL_protected_passtika.xlsx",
    ),
    "heic": ("images/testHEIF.heic",),
    "rtf": ("hostile/testRTFCorruptListOverride.rtf",),
    "pdf": ("court/rectangles_yes.pdf",),
}


def seeds_of(kind: str) -> list[bytes]:
    """The good files of a kind; empty where there are none."""
    own = sorted((SEEDS / kind).iterdir()) if (SEEDS / kind).is_dir() else []
    samples = [SHARED / "samples" / name for name in _SAMPLES.get(kind, ())]
    found = [path.read_bytes() for path in [*own, *samples] if path.is_file()]
    return [data for data in found if len(data) <= _LARGEST]
