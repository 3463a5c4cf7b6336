"""The pure heart of Wholefile: bytes in, values out.

Nothing here opens a file, reads a clock, draws randomness or knows of a database, so that the
offline verifier, the witness and the server share one reading of the record.
"""
