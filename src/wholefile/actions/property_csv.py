"""Reading the CSV of an existing property room: its encoding, its delimiter, its columns and what they stand for.

Nothing is guessed in silence: what was found is part of the result, and can be overridden.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from wholefile.core.acts.items import IDENTIFIER
from wholefile.core.errors import Invalid

IDENTIFIER_KINDS: tuple[str, ...] = tuple(IDENTIFIER.spec["fields"]["kind"]["words"])
REQUIRED = ("description", "category", "dockets", "submitted_by", "collected_at", "authority")
FIELDS: dict[str, str] = {
    "number": "the number in the old system; kept as the identifier `lot`",
    "description": "what it is",
    "category": "property category",
    "quantity": "how many or how much; 1 when empty",
    "unit": "unit of the quantity; each when empty",
    "dockets": "cases it is booked under, several with ; between them",
    "case_title": "caption of a case that the import opens",
    "named_cases": "cases the submitter named, several with ; between them",
    "submitted_by": "who handed it over",
    "submitter_agency": "agency of the submitter",
    "collected_at": "place it was collected",
    "authority": "legal authority for holding it",
    "received_on": "day, or day and time, it came in",
    "location": "code of the place where it is; without one the importer holds it",
    "seal": "number of the seal",
    "initials": "initials and day on the seal",
    "condition": "condition in words",
    "note": "remark",
    **{kind: f"identifier: {kind}" for kind in IDENTIFIER_KINDS if kind != "lot"},
}
# Headings that property systems print, folded to letters and digits.
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "number": ("voucher", "vouchernumber", "tag", "tagnumber", "barcode", "itemnumber", "itemno", "item",
               "propertynumber", "evidencenumber", "controlnumber", "id", "no"),
    "description": ("itemdescription", "propertydescription", "desc", "article", "details"),
    "category": ("type", "propertytype", "itemtype", "class", "kind"),
    "quantity": ("qty", "count", "amount"),
    "unit": ("units", "uom", "unitofmeasure"),
    "dockets": ("docket", "docketnumber", "case", "casenumber", "caseno", "incident", "incidentnumber",
                "reportnumber"),
    "case_title": ("casetitle", "caption", "casename"),
    "named_cases": ("namedcases", "relatedcase", "relatedcases"),
    "submitted_by": ("submittedby", "submitter", "bookedby", "officer", "collectedby", "recoveredby",
                     "receivedfrom"),
    "submitter_agency": ("submitteragency", "agency", "department"),
    "collected_at": ("collectedat", "placecollected", "recoverylocation", "recoveredat", "collectionlocation"),
    "authority": ("legalauthority", "seizureauthority", "reason", "holdreason"),
    "received_on": ("receivedon", "received", "date", "datereceived", "receiveddate", "datein", "intakedate",
                    "datebooked"),
    "location": ("storage", "storagelocation", "shelf", "bin", "room", "currentlocation"),
    "seal": ("sealnumber",),
    "condition": (),
    "note": ("notes", "remarks", "comment", "comments"),
    "serial": ("serialnumber", "serialno", "sn"),
    "calibre": ("caliber",),
    "phone": ("telephone", "phonenumber"),
    "plate": ("licenseplate", "licenceplate"),
    "person": ("owner", "ownername", "suspect"),
}  # fmt: skip
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t|"
_MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a file is to be read: column of each field, values for all lines, and translated words."""

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    date_format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number there, from 1, and its value by field."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PropertyFile:
    """A file as it was read. `columns` is the column of each field, `guessed` those nobody named."""

    name: str
    digest: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    columns: Mapping[str, str]
    guessed: tuple[str, ...]
    unused: tuple[str, ...]
    lines: tuple[Line, ...]
    ragged: tuple[tuple[int, str], ...]


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping kept in a JSON file, whose keys are the names of `ColumnMapping`. Raises Invalid."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except ValueError:
        raise Invalid("import.mapping", f"{path.name} is not JSON.") from None
    known = {"columns", "defaults", "values", "date_format", "encoding", "delimiter"}
    if not isinstance(told, dict) or told.keys() - known:
        raise Invalid("import.mapping", f"A mapping has only these keys: {', '.join(sorted(known))}.")
    for name in ("columns", "defaults", "values"):
        _check_fields(told.get(name, {}), name)
    return ColumnMapping(**told)


def read_property_file(path: Path, mapping: ColumnMapping) -> PropertyFile:
    """The file with its columns assigned to fields.

    Raises Invalid for a file that is no table, an unknown field or column, and a required field without a column.
    """
    if path.stat().st_size > _MOST_BYTES:
        raise Invalid("import.size", "The file is larger than 256 MiB; divide it.")
    raw = path.read_bytes()
    text, encoding = _decoded(raw, mapping.encoding)
    delimiter = _delimiter(text, mapping.delimiter)
    rows = _rows(text, delimiter)
    header = tuple(one.strip() for one in rows[0][1]) if rows else ()
    if len(header) < 2 or not all(header):
        raise Invalid(
            "import.header",
            "The first line must name every column. If the columns are not parted by "
            f"{_DELIMITER_NAMES.get(delimiter, delimiter)}, give --delimiter.",
        )
    if len(set(header)) != len(header):
        twice = next(one for one in header if header.count(one) > 1)
        raise Invalid("import.header", f"The column {twice!r} stands twice in the first line.")
    columns, guessed = _assign(header, mapping)
    missing = [one for one in REQUIRED if one not in columns and one not in mapping.defaults]
    if missing:
        raise Invalid(
            "import.missing",
            f"No column gives {', '.join(missing)}. Name one with --map COLUMN=FIELD, or one value for all lines "
            "with --default FIELD=VALUE. Columns: " + ", ".join(header),
        )
    lines, ragged = _lines(rows[1:], header, columns, mapping)
    unused = tuple(one for one in header if one not in columns.values())
    return PropertyFile(
        path.name,
        sha256(raw).hexdigest(),
        encoding,
        delimiter,
        header,
        columns,
        guessed,
        unused,
        lines,
        ragged,
    )


_DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def delimiter_name(delimiter: str) -> str:
    """A delimiter in words."""
    return _DELIMITER_NAMES.get(delimiter, repr(delimiter))


def _decoded(raw: bytes, asked: str | None) -> tuple[str, str]:
    """The text and the encoding: as asked, by its mark, UTF-8 where it is that, else Windows-1252."""
    marked = next((name for mark, name in _ENCODINGS if raw.startswith(mark)), None)
    for name in [asked] if asked else [marked] if marked else ["utf-8", "cp1252"]:
        try:
            return raw.decode(name), name
        except LookupError:
            raise Invalid("import.encoding", f"There is no encoding {name}.") from None
        except UnicodeDecodeError:
            continue
    raise Invalid("import.encoding", "The file is not text in that encoding; give another with --encoding.")


def _delimiter(text: str, asked: str | None) -> str:
    if asked:
        found = {"tab": "\t", "\\t": "\t"}.get(asked, asked)
        if len(found) != 1:
            raise Invalid("import.delimiter", "A delimiter is one character, or the word tab.")
        return found
    first = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Rows with the number of the line on which each begins; empty lines are left out."""
    if "\0" in text:
        raise Invalid(
            "import.encoding", "The file holds zero bytes; if it is UTF-16, give --encoding utf-16-le."
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found, before = [], 0
    try:
        for row in reader:
            if any(one.strip() for one in row):
                found.append((before + 1, row))
            before = reader.line_num
    except csv.Error as error:
        raise Invalid("import.csv", f"Line {before + 1} cannot be read as CSV: {error}.") from None
    return found


def _assign(header: Sequence[str], mapping: ColumnMapping) -> tuple[dict[str, str], tuple[str, ...]]:
    """Column by field: as told, then by what the headings of other systems say."""
    _check_fields(mapping.columns, "columns")
    _check_fields(mapping.defaults, "defaults")
    for column in mapping.columns.values():
        if column not in header:
            raise Invalid("import.column", f"There is no column {column!r}. Columns: {', '.join(header)}")
    columns = dict(mapping.columns)
    guessed = []
    for name in FIELDS:
        free = [one for one in header if one not in columns.values()]
        if name in columns or name in mapping.defaults:
            continue
        words = (re.sub(r"[^a-z0-9]", "", name), *_SYNONYMS.get(name, ()))
        by_word = {re.sub(r"[^a-z0-9]", "", one.casefold()): one for one in reversed(free)}
        found = next((by_word[word] for word in words if word in by_word), None)
        if found is not None:
            columns[name] = found
            guessed.append(name)
    return columns, tuple(guessed)


def _lines(
    rows: Sequence[tuple[int, list[str]]],
    header: Sequence[str],
    columns: Mapping[str, str],
    mapping: ColumnMapping,
) -> tuple[tuple[Line, ...], tuple[tuple[int, str], ...]]:
    at = {name: header.index(column) for name, column in columns.items()}
    words = {name: {_folded(a): b for a, b in table.items()} for name, table in mapping.values.items()}
    lines, ragged = [], []
    for number, row in rows:
        if len(row) != len(header):
            ragged.append((number, f"has {len(row)} columns, the first line has {len(header)}"))
            continue
        values = dict(mapping.defaults)
        for name, place in at.items():
            value = unicodedata.normalize("NFC", row[place]).strip()
            if value:
                values[name] = words.get(name, {}).get(_folded(value), value)
        lines.append(Line(number, values))
    return tuple(lines), tuple(ragged)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _check_fields(told: Any, where: str) -> None:
    unknown = set(told) - set(FIELDS) if isinstance(told, Mapping) else {str(told)}
    if unknown:
        raise Invalid(
            "import.field",
            f"There is no field {min(unknown)!r} ({where}). Fields: {', '.join(FIELDS)}.",
        )
