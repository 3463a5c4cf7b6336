"""What must come of each of the sample files, as a table that is committed beside this module.

`python -m tests.processing.samples` reads all samples and writes the table anew; look at the difference before you
commit it. A row of a file: how it ended, its kind, how many members it has itself, how many different files lie
in it in all, characters of native text in it and in all below, codes of its flags, and whether OCR found words.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.actions.office import Clock, Office, open_office
from tests.shared_files import SHARED
from wholefile.actions.files import Upload
from wholefile.actions.items import attach_files
from wholefile.processing.engine import engine_for, process_all
from wholefile.record.home import create_record

TABLE = Path(__file__).with_name("sample_outcomes.json")
SAMPLES = SHARED / "samples"
FOLDERS = ("archives", "court", "forensic", "hostile", "images", "mail", "media", "office")


def sample_files() -> list[Path]:
    """Every sample file, in order; the article and its gold are no evidence."""
    return sorted(path for folder in FOLDERS for path in (SAMPLES / folder).iterdir() if path.is_file())


def attach_samples(office: Office) -> None:
    """Every folder of samples as an item, as they would come."""
    for folder in FOLDERS:
        item = office.receive("digital", unit="file")
        files = [path for path in sample_files() if path.parent.name == folder]
        uploads = [Upload(f"{folder}/{path.name}", path) for path in files]
        attach_files(office.record, item, uploads, purpose="acquisition", by=office.custodian)


def read_samples(office: Office, workers: int = 2) -> dict[str, dict[str, Any]]:
    """Read all samples and say what came of each."""
    attach_samples(office)
    engine = engine_for(f"local:{workers}")
    try:
        process_all(office.record, engine)
    finally:
        engine.close()
    rows = {(row.name, row.sha256) for row in office.db.rows("item_file")}
    return {name: outcome(office.db, sha256) for name, sha256 in sorted(rows)}


def outcome(db: Any, sha256: str) -> dict[str, Any]:
    """The row of one file."""
    read = db.one("derivation", sha256=sha256, extractor="read")
    below = _below(db, sha256)
    layers = [row for one in below for row in db.rows("text_layer", sha256=one)]
    members = db.rows("family", parent=sha256)
    return {
        "status": read.status,
        "kind": read.kind,
        "members": len(members),
        "files_below": len(below) - 1,
        "characters": sum(row.characters for row in layers if row.sha256 == sha256 and row.label == "native"),
        "characters_below": sum(row.characters for row in layers if row.label == "native"),
        "flags": sorted({one["code"] for one in json.loads(read.flags)}),
        "ocr": any(row.characters for row in layers if row.sha256 == sha256 and row.label == "ocr"),
        "not_read_below": sorted(
            {
                row.status
                for one in below - {sha256}
                for row in db.rows("derivation", sha256=one, extractor="read")
            }
            - {"read"}
        ),
    }


def _below(db: Any, sha256: str) -> set[str]:
    found, waiting = {sha256}, [sha256]
    while waiting:
        for row in db.rows("family", parent=waiting.pop(), child__null=False):
            if row.child not in found:
                found.add(row.child)
                waiting.append(row.child)
    return found


def main() -> None:
    """Write the table."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        record = create_record(Path(folder) / "record", "records.example/samples", clock=clock, witnesses=())
        table = read_samples(open_office(record, clock))
        record.close()
    TABLE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
