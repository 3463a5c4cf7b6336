"""Ours, and found before the `tests` that careless packages leave in the environment."""
