"""Mail made by hand, for the tests of its readers."""

import io

from tests.extraction.reading import parse, read
from wholefile.extraction import eml as eml_reader
from wholefile.extraction.contract import Job, Limits
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

HEAD = (
    b"From: Ann <ann@example.org>\r\nTo: Bo <bo@example.org>\r\nSubject: The keys\r\n"
    b"Date: Mon, 1 Jan 2024 10:00:00 +0100\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n"
)


def eml(content=b"", *, body=b"", head=HEAD):
    return read(head + content + b"\r\n" + body, "mail.eml")


def mixed(*parts, end=b"--b--\r\n"):
    lines = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return eml(b'Content-Type: multipart/mixed; boundary="b"\r\n', body=lines + end)


def straight(data, tmp_path):
    """What the reader makes of bytes that identification may take for something else."""
    path = tmp_path / "blob"
    path.write_bytes(data)
    stream = io.BytesIO()
    out = Output(stream, len(data), Limits())
    eml_reader.read(Source(path, Job("read", "blob", len(data))), out)
    out.finish()
    return parse(stream.getvalue())


def piece(said, part):
    layer = said.layers[0]
    return [layer.text[start:end] for start, end, where in layer.places if where == {"part": part}]


def codes(said):
    return [one["code"] for one in said.flags]
