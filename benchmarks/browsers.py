"""A whole production of 10,000 acts, verified by the command's checks and by the page, in Chromium."""

import os
from pathlib import Path
from typing import Any

import pytest

from benchmarks.measure import Skipped, Subject, Table, stopwatch
from tests.browser.chromium import chromium, opened, verify_in
from tests.verify.maker import make_large
from wholefile.verify import verify
from wholefile.verify.page import html


def table(folder: Path, *, quick: bool) -> Table:
    """Seconds for all thirty-two checks."""
    acts = 200 if quick else 10_000
    production, page_file = make_large(folder / "PR-1", acts=acts), folder / "verify.html"
    page_file.write_text(html(), encoding="utf-8")

    def in_python() -> float:
        with stopwatch() as taken:
            found = verify(production).verdict
        return _passed(str(found), taken)

    def in_chromium() -> float:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
            "true"  # the browser's driver keeps an event loop in this thread
        )
        try:
            with (
                chromium() as browser,
                opened(browser, page_file) as page,
                stopwatch() as taken,
            ):
                found: dict[str, Any] = verify_in(page, production)
        except pytest.skip.Exception as skipped:
            raise Skipped(str(skipped)) from None
        finally:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        return _passed(found["verdict"], taken)

    note = (
        f"A production of a case of {acts:,} acts with a few files. The page is timed from the choice of the folder "
        "to its answer."
    )
    return Table(
        "Verifying a whole production",
        note,
        [
            Subject("Python, all checks", "s", in_python),
            Subject("the page in Chromium, all checks", "s", in_chromium, "at most 3"),
        ],
    )


def _passed(verdict: str, taken: list[float]) -> float:
    if verdict.rpartition(".")[2].lower() not in ("passed", "incomplete"):
        raise AssertionError(f"the production does not verify: {verdict}")
    return taken[0]
