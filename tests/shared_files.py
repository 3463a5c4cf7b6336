"""Where published vectors and samples lie: beside the repository, never inside it."""

import json
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(path: str) -> Path:
    """A file or folder beside the repository; the test is skipped, with the reason, where there is none."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"{path} is not beside this checkout (published vectors are kept outside the repository)")
    return found


def shared_json(path: str) -> Any:
    """The JSON in a file beside the repository."""
    return json.loads(shared(path).read_bytes())
