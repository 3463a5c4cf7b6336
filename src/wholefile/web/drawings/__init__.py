"""Drawings made by the server from the data of a list: SVG without a style or a script of its own."""
