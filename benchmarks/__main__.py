"""Measure everything and write docs/benchmarks.md: `python -m benchmarks [--quick] [--only NAME] [--rounds 3]`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks import bags, browsers, intake, logs, million, offices, pages, report, search
from benchmarks.measure import Table
from tests.faults.cluster import Cluster, running

PARTS = ("logs", "acts", "bags", "browsers", "intake", "search", "pages", "million")


def main(arguments: list[str] | None = None) -> None:
    """Run the parts that were asked for; only a whole run is written down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "--quick", action="store_true", help="tiny counts, to see that everything runs; writes nothing"
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="search in a million records instead of 200,000, take in files of 1 GiB instead of 256 MiB",
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="a part; the page is then not written")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where to work, on the disk that is to be measured")
    given = parser.parse_args(arguments)
    rounds, parts = (1 if given.quick else given.rounds), given.only or PARTS
    before = os.getloadavg()[0]
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(dir=given.folder, prefix="wholefile-bench-"))
        server = _server(stack) if {"acts", "search"} & set(parts) else None
        tables = measured(Path(folder), parts, rounds, server, quick=given.quick)
        if "intake" in parts:
            tables += intake.tables(
                Path(folder), quick=given.quick, rounds=rounds, say=_say, gigabytes=given.full
            )
        if "search" in parts:
            tables += search.tables(Path(folder), server, quick=given.quick, full=given.full, say=_say)
        if "pages" in parts:
            tables += pages.tables(Path(folder), quick=given.quick, say=_say)
        text = report.markdown(tables, rounds, (before, os.getloadavg()[0]), server)
    print(text)
    if not given.quick and not given.only:
        report.write(text)


def _server(stack: ExitStack) -> Cluster | None:
    """A PostgreSQL server of this run alone, as durable as it comes; none where it is not installed."""
    try:
        return stack.enter_context(running())
    except pytest.skip.Exception as skipped:
        _say(f"no PostgreSQL: {skipped}")
        return None


def measured(
    folder: Path, parts: Sequence[str], rounds: int, server: Cluster | None, *, quick: bool
) -> list[Table]:
    """The tables of these parts, measured."""
    found: list[Table] = []
    if "logs" in parts:
        found.append(logs.table(folder, quick=quick))
    if "acts" in parts:
        found.append(offices.table(folder, server.url() if server else None, quick=quick))
    if "bags" in parts:
        found.append(bags.table(folder, quick=quick))
    if "browsers" in parts:
        found.append(browsers.table(folder, quick=quick))
    for one in found:
        one.measure(rounds, _say)
    if "million" in parts:
        found += million.tables(folder, quick=quick, rounds=rounds, say=_say)
    return found


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
