"""Measurements of ours, of the peers and of the machine's limit, in turn, in one run: `python -m benchmarks`."""

from tests.web_settings import configure_pages

# Before anything of the record is imported: Django is set up once in a process.
configure_pages()
