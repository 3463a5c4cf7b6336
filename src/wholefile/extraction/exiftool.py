"""What exiftool finds in a file: every tag with its group, as text as it stands.

exiftool is a program of its own (Debian package libimage-exiftool-perl). It is started without any configuration, so
that no code but its own runs, and what it says of the file system is left out: in here that is not the evidence's.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wholefile.extraction.programs import Answer, ask

PACKAGE = "libimage-exiftool-perl"
_SECONDS = 60
_MOST = 4 << 20
_MOST_TAGS = 600
_LONGEST = 4_000  # characters of a value
_LEFT_OUT = re.compile(r"(?:ExifTool|System|ICC[-_].*|SourceFile)")
_VERSION = "ExifTool:ExifToolVersion"
_WARNING = re.compile(r"(?!PNG:).*:(?:Warning|Error)")  # PNG has a keyword of that name, for people
_MOMENT = re.compile(
    r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?"
)


def facts_of(path: Path) -> dict[str, Any]:
    """The tags of a file by `Group:Tag`; a list where there are several values, else text.

    Under `exiftool` stands its version, under `warnings` what it complained of. Nothing is guessed: a file that it
    cannot read gives no tags and a warning. Raises programs.Missing.
    """
    command = (
        "exiftool",
        "-config",
        "",
        "-json",
        "-G1",
        "-n",
        "-api",
        "LargeFileSupport=1",
        "--",
        str(path),
    )
    return _tags(ask(command, seconds=_SECONDS, most=_MOST))


def _tags(answer: Answer) -> dict[str, Any]:
    try:
        # Numbers stay as they are written, so that a serial number or a position loses no digit.
        told = json.loads(
            answer.said.decode("utf-8", "replace"), parse_int=str, parse_float=str, parse_constant=str
        )
        tags = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
    except (ValueError, RecursionError):
        tags = {}
    found: dict[str, Any] = {}
    for name, value in tags.items():
        if len(found) >= _MOST_TAGS:
            break
        if _LEFT_OUT.fullmatch(name.split(":", 1)[0]) or _WARNING.fullmatch(name):
            continue
        if (text := _as_text(value)) not in ("", []):
            found[name[:200]] = text
    warnings = [str(value)[:_LONGEST] for name, value in tags.items() if _WARNING.fullmatch(name)][:50]
    if not tags:
        why = (
            f"It was stopped: {answer.cut}."
            if answer.cut
            else answer.complained or f"It ended with {answer.code}."
        )
        warnings.append(why[:_LONGEST])
    found["exiftool"] = _as_text(tags.get(_VERSION, ""))
    found["warnings"] = warnings
    return found


def _as_text(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_text(one) for one in value[:200]]
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:_LONGEST].replace("\0", "\ufffd")


def moment(raw: Any, offset: Any = None) -> int | None:
    """Milliseconds since 1970 UTC of a time as exiftool writes it, or None where it says no zone.

    `offset` is what a tag beside it says (EXIF 2.31 OffsetTimeOriginal), such as `+02:00`.
    """
    found = _MOMENT.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None:
        return None
    zone = found[8] or (offset.strip() if isinstance(offset, str) else "")
    if zone == "Z":
        minutes = 0
    elif re.fullmatch(r"[+-]\d\d:?\d\d", zone):
        minutes = (int(zone[1:3]) * 60 + int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
    else:
        return None
    try:
        at = datetime(*(int(found[one]) for one in range(1, 7)), tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    thousandths = int((found[7] or "0").ljust(3, "0")[:3])
    return int(at.timestamp()) * 1000 + thousandths - minutes * 60_000
