"""Putting the tables between the markers of docs/benchmarks.md, with the machine and the day."""

import os
import platform
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Table, shown
from tests.faults.cluster import Cluster

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def markdown(tables: list[Table], rounds: int, load: tuple[float, float], server: Cluster | None) -> str:
    """The tables with what they were measured on."""
    day, (first, last) = datetime.now(UTC), load
    told = (
        f"Measured on {day:%d %B %Y} with `python -m benchmarks --rounds {rounds}` on {machine(server)}. "
        f"Load of the machine at the beginning {first:.1f}, at the end {last:.1f}. Median of {rounds} rounds, "
        "and in brackets the least and the most."
    )
    return "\n\n".join([told, *(_table(one) for one in tables)])


def _table(table: Table) -> str:
    lines = [f"### {table.title}", "", table.note, "", "| | figure | unit | goal |", "|---|---|---|---|"]
    for one in table.subjects:
        if one.skipped:
            lines.append(f"| {one.name} | not measured: {one.skipped} | {one.unit} | {one.goal} |")
            continue
        spread = (
            f" ({shown(min(one.figures))} to {shown(max(one.figures))})" if len(set(one.figures)) > 1 else ""
        )
        lines.append(f"| {one.name} | **{shown(one.middle)}**{spread} | {one.unit} | {one.goal} |")
    return "\n".join(lines)


def write(text: str, page: Path = PAGE) -> None:
    """Replace what stands between the markers."""
    before, _, rest = page.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}")


def machine(server: Cluster | None = None) -> str:
    """Processor, cores, memory, kernel and versions."""
    model = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    gigabytes = f"{int(memory[1]) / 1e6:.0f} GB" if memory else "unknown memory"
    parts = [
        model[1] if model else platform.processor(),
        f"{os.cpu_count()} cores",
        gigabytes,
        f"Linux {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    return ", ".join(parts + _postgres(server))


def _postgres(server: Cluster | None) -> list[str]:
    if server is None:
        return []
    version, fsync = server.sql("SELECT current_setting('server_version'), current_setting('fsync')")[0]
    return [f"PostgreSQL {version.split()[0]} with fsync {fsync}"]


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
