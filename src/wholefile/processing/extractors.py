"""The extractors, their versions and what they may cost.

A text layer is named by file, extractor, version and settings. A change to a reader that changes what it says comes
with a new version: then every file is pending again under it, and the earlier layers stay as they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wholefile.extraction.contract import GIB, Limits

READ, OCR, SPEECH = "read", "ocr", "speech"
VERSIONS: Mapping[str, str] = {READ: "1", OCR: "1", SPEECH: "1"}
# What each is told unless somebody says otherwise.
SETTINGS: Mapping[str, Mapping[str, Any]] = {READ: {}, OCR: {"language": "eng"}, SPEECH: {}}

ROOT_LIMITS = Limits()
MOST_DEPTH = 8  # an attached file is at depth 0; members of a file this deep are not followed
_LIMITS: Mapping[str, Limits] = {
    READ: ROOT_LIMITS,
    OCR: replace(ROOT_LIMITS, seconds=1_800, cpu_seconds=1_800),
    SPEECH: replace(ROOT_LIMITS, seconds=3_600, cpu_seconds=7_200, memory=6 * GIB),
}


# What an office with larger images sets: the most members and bytes that one attached file may bring to light in all.
_RAISED = {"WHOLEFILE_MOST_MEMBERS": "members", "WHOLEFILE_MOST_PRODUCED": "produced"}


def limits(extractor: str, *, members: int, produced: int, depth: int) -> Limits:
    """The limits of one run: those of the extractor, and what is left of the root's budgets."""
    most = _LIMITS[extractor]
    most = replace(most, **{name: int(os.environ[key]) for key, name in _RAISED.items() if key in os.environ})
    left = 0 if depth >= MOST_DEPTH else max(0, most.members - members)
    room = max(0, most.produced - produced)
    return replace(most, members=left, produced=room, characters=min(most.characters, room))


def settings_text(settings: Mapping[str, Any]) -> str:
    """Settings as the text under which a derivation stands: the same for the same settings."""
    return json.dumps(dict(settings), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
