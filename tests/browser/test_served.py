"""A production as the office really serves it, checked by the page that lies in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.actions.conftest import office, template  # noqa: F401 - fixtures
from tests.actions.serving import attach, certify, decide, produced, serve
from tests.actions.test_acts_together import decide_together, passkey_of
from tests.browser.chromium import opened, verify_in
from tests.record.conftest import database_url, empty_postgres, postgres_schema  # noqa: F401 - fixtures
from wholefile.verify import verify
from wholefile.verify.page import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_served_production_checks_itself(browser: "Browser", office: Any, tmp_path: Path) -> None:  # noqa: F811
    produced(office, **{"front.jpg": b"picture", "Gerät – Bericht.pdf": b"%PDF-1.7"})
    kept = office.receive()
    attach(office, kept, **{"notes.txt": b"what counsel thinks"})
    decide(office, kept, "withheld")
    decide(office, office.receive(), "inspection")
    certify(office)
    folder = tmp_path / "PR-1"
    serve(office, folder)
    assert (folder / "verify.html").read_text(encoding="utf-8") == html()
    expected: Any = verify(folder).to_json()
    with opened(browser, folder / "verify.html") as page:
        found = verify_in(page, folder)
    assert found["verdict"] == "passed"
    assert found["checks"][1:] == expected["checks"][1:]


def test_acts_signed_with_one_gesture_check_themselves(
    browser: "Browser",
    office: Any,  # noqa: F811
    tmp_path: Path,
) -> None:
    items = [office.receive() for _ in range(3)]
    attach(office, items[0], **{"front.jpg": b"picture"})
    decide_together(office, passkey_of(office), items)
    certify(office)
    folder = tmp_path / "PR-1"
    serve(office, folder)
    expected: Any = verify(folder).to_json()
    with opened(browser, folder / "verify.html") as page:
        found = verify_in(page, folder)
    assert (found["verdict"], expected["verdict"]) == ("passed", "passed")
    assert found["checks"][1:] == expected["checks"][1:]
