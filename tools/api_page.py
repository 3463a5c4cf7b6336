"""Write docs/reference/api.md: the interface for other systems, from its own description."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent

_HEAD = """# The interface for other systems

*Written by `make docs` from the program; change it there.*

How to use it stands in [the guide](../guides/other-systems.md). Every address begins with that of the office.
Instants are milliseconds since 1970 (UTC), days are `YYYY-MM-DD`. Every call needs `Authorization: Bearer` and a token.
A field in *italics* may be left out.
"""


def api_page() -> str:
    """Every operation: its address, what it takes and what it gives; from a process of its own, with the pages."""
    told = subprocess.run(
        [sys.executable, "-m", "tools.api_page"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return told.stdout


def main() -> None:
    """Print the page."""
    from wholefile.web.setup import configure  # noqa: PLC0415 - sets Django up

    with tempfile.TemporaryDirectory() as folder:
        configure({"WHOLEFILE_RECORD": folder, "WHOLEFILE_SECRET_KEY": "of a page of the reference"})
        from wholefile.web.api.pages import operations  # noqa: PLC0415 - needs Django

        parts = [_HEAD]
        for group in operations():
            parts.append(f"## {group['name']}\n")
            parts += [line for one in group["operations"] for line in _operation(one)]
    sys.stdout.write("\n".join(parts).rstrip() + "\n")


def _operation(one: dict[str, Any]) -> Iterator[str]:
    yield f"### `{one['method']} {one['address']}`\n"
    yield f"{one['about']}\n"
    if one["asks"]:
        yield from ("| takes | where | meaning |", "|---|---|---|")
        for each in one["asks"]:
            name = f"`{each['name']}`" if each["required"] else f"*`{each['name']}`*"
            yield f"| {name} | {each['where']} | {_cell(each['words'])} |"
        yield ""
    if one["method"] == "GET" or "/prepare/" not in one["address"]:
        yield from ("| gives | meaning |", "|---|---|")
        yield from (f"| `{each['name']}` | {_cell(each['words'])} |" for each in one["gives"])
        yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    main()
