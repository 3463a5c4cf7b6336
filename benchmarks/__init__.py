"""Measurements of ours, of the peers and of the machine's limit, in turn, in one run: `python -m benchmarks`."""

import sys
from pathlib import Path
from types import ModuleType

# A library that reading needs puts a package `tests` of its own where Python looks for packages. Ours is meant.
if "tests" not in sys.modules:
    ours = ModuleType("tests")
    ours.__path__ = [str(Path(__file__).parent.parent / "tests")]
    sys.modules["tests"] = ours

from tests.web_settings import configure_pages

# Before anything of the record is imported: Django is set up once in a process.
configure_pages()
