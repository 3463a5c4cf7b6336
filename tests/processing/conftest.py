"""An office with files, on each database; a test that parses is skipped where there is no sandbox."""

from pathlib import Path

import pytest

from tests.actions.conftest import *  # noqa: F403
from wholefile.actions.files import Upload
from wholefile.actions.items import attach_files
from wholefile.processing import sandbox


@pytest.fixture(scope="session")
def sandboxed() -> None:
    """What a test asks for that reads files."""
    why = sandbox.usable()
    if why:
        pytest.skip(why)


@pytest.fixture
def attach(office):
    """Attach files to an item of the office: paths, or (name, bytes); a new digital item each time."""

    def attach_to_new_item(*files: Path | tuple[str, bytes]) -> str:
        item = office.receive("digital", unit="file")
        uploads = [Upload.of(one) if isinstance(one, Path) else Upload(*one) for one in files]
        attach_files(office.record, item, uploads, purpose="acquisition", by=office.custodian)
        return item

    return attach_to_new_item
