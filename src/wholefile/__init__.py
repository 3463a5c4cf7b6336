"""Wholefile: one signed record where the evidence room, the prosecution, the defence and the court meet."""

__version__ = "0.1.0"
