"""What stands beside the cells in a workbook's stream: text boxes, headers, pictures, hidden rows (MS-XLS 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_CONTINUE, _TXO, _HEADER, _FOOTER, _FORMULA, _ROW, _COLUMN = 0x3C, 0x1B6, 0x14, 0x15, 0x06, 0x208, 0x7D
_DRAWING_GROUP, _OBJECT, _BEGIN = 0xEB, 0x5D, 0x809
_COMMENT = 0x19
_MOST = 100_000


@dataclass(slots=True)
class Beside:
    """What was found."""

    boxes: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    drawings: bytes = b""
    formulas: int = 0
    hidden_rows: int = 0
    hidden_columns: int = 0


def beside_cells(stream: bytes) -> Beside:
    """Walk over the records of a workbook of Excel 97-2003; one of another version gives nothing."""
    found = Beside()
    if len(stream) < 8 or struct.unpack_from("<HHH", stream)[0::2] != (_BEGIN, 0x0600):
        return found
    drawings = bytearray()
    kind = 0  # of the object that the next text belongs to; that of a comment is read with its cell
    for record, parts in _records(stream):
        data = parts[0]
        if record == _TXO and kind != _COMMENT and len(found.boxes) < _MOST:
            text = _text(parts[1:], int.from_bytes(data[10:12], "little"))
            if text.strip():
                found.boxes.append(text)
        elif record == _OBJECT:
            kind = int.from_bytes(data[4:6], "little")
        elif record in (_HEADER, _FOOTER) and len(data) > 3 and len(found.headings) < _MOST:
            found.headings.append(_text([data[2:]], int.from_bytes(data[:2], "little")))
        elif record == _DRAWING_GROUP:
            drawings += b"".join(parts)
        elif record == _FORMULA:
            found.formulas += 1
        elif record == _ROW and len(data) >= 14:
            found.hidden_rows += bool(data[12] & 0x20)
        elif record == _COLUMN and len(data) >= 10:
            found.hidden_columns += bool(data[8] & 0x01)
    found.drawings = bytes(drawings)
    return found


def _records(stream: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """The records in order, each with the parts that continue it."""
    at, held, parts = 0, -1, [b""]
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if record == _CONTINUE and held >= 0:
            parts.append(data)
            continue
        if held >= 0:
            yield held, parts
        held, parts = record, [data]
    if held >= 0:
        yield held, parts


def _text(parts: list[bytes], length: int) -> str:
    """So many characters, each part with its own flag for their width."""
    pieces: list[str] = []
    for part in parts:
        if length <= 0 or not part:
            break
        wide = bool(part[0] & 1)
        raw = part[1 : 1 + length * (2 if wide else 1)]
        text = raw.decode("utf-16-le" if wide else "latin-1", "replace")
        pieces.append(text)
        length -= len(text)
    return "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")
