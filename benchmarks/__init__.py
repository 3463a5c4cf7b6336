"""Measurements of ours, of the peers and of the machine's limit, in turn, in one run: `python -m benchmarks`."""
