"""The page and `wholefile verify` give the same answer to every check, on honest and on forged productions."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED

import pytest

from tests.browser.archives import AMBIGUOUS, zip_folder
from tests.browser.chromium import opened, verify_in
from tests.verify.forged_acts import then
from tests.verify.forged_batches import together
from tests.verify.mutations import MUTATIONS, Mutation, make_production
from tests.verify.test_told import TOLD
from wholefile.verify import verify
from wholefile.verify.archive import opened as unpacked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# What a browser is not told: it lists a link in a chosen folder as if it were not there.
UNSEEN = {"a link leads out of the folder"}
IN_BROWSER = [one for one in MUTATIONS if one.name not in UNSEEN]


@pytest.fixture(scope="module")
def page(browser: "Browser", page_file: Path) -> "Iterator[Page]":
    """One page for all productions: nothing may remain from one to the next."""
    with opened(browser, page_file) as shown:
        yield shown


BAG_IN_BROWSER = "It follows BagIt 1.0. (A browser cannot tell whether a folder holds links.)"


def statuses(report: dict[str, Any]) -> dict[str, str]:
    return {check["id"]: check["status"] for check in report["checks"]}


def head(report: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in report.items() if name != "checks"}


def test_an_honest_production_gets_the_same_report(page: "Page", tmp_path: Path) -> None:
    production = make_production(tmp_path / "PR-1")
    expected, found = verify(production).to_json(), verify_in(page, production)
    assert head(found) == head(expected)
    assert found["verdict"] == "passed"
    checks: Any = expected["checks"]
    assert (found["checks"][0].pop("detail"), checks[0].pop("detail")) == (
        BAG_IN_BROWSER,
        "It follows BagIt 1.0 and holds no links.",
    )
    assert found == expected


def test_acts_signed_with_one_gesture_get_the_same_report(page: "Page", tmp_path: Path) -> None:
    production = make_production(tmp_path / "PR-1", together())
    expected, found = verify(production).to_json(), verify_in(page, production)
    assert head(found) == head(expected)
    assert found["verdict"] == "passed"
    checks: Any = expected["checks"]
    assert found["checks"][1:] == checks[1:]


@pytest.mark.parametrize("mutation", IN_BROWSER, ids=lambda one: one.name)
def test_every_attack_gets_the_same_answers(page: "Page", tmp_path: Path, mutation: Mutation) -> None:
    production = make_production(tmp_path / "PR-1")
    mutation.apply(production)
    expected, found = verify(production).to_json(), verify_in(page, production)
    assert statuses(found)[mutation.check_id] == "failed"
    assert statuses(found) == statuses(expected)
    assert head(found) == head(expected)


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_STORED], ids=["deflated", "stored"])
def test_an_archive_gets_the_report_of_its_folder(page: "Page", tmp_path: Path, method: int) -> None:
    production = make_production(tmp_path / "PR-1")
    archive = zip_folder(production, tmp_path / "PR-1.zip", method=method)
    with unpacked(archive):
        pass  # Python reads it too
    assert verify_in(page, archive) == verify_in(page, production)


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_an_archive_that_other_programs_read_otherwise_does_not_pass(
    page: "Page", tmp_path: Path, how: str
) -> None:
    archive = zip_folder(make_production(tmp_path / "PR-1"), tmp_path / "PR-1.zip")
    archive.write_bytes(AMBIGUOUS[how](archive))
    error = pytest.importorskip("playwright.sync_api").Error
    try:
        verdict = verify_in(page, archive)["verdict"]
    except error as refused:
        verdict = str(refused)
        assert "archive" in verdict
    assert verdict != "passed"


@pytest.mark.parametrize(("step", "act"), TOLD)
def test_what_the_reader_should_know_is_said_alike(page: "Page", tmp_path: Path, step: str, act: Any) -> None:
    production = make_production(tmp_path / "PR-1", {step: then(act)})
    expected: Any = verify(production).to_json()["checks"]
    assert (
        verify_in(page, production)["checks"][1:] == expected[1:]
    )  # the first says what a browser cannot tell
