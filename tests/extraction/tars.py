"""Archives made by hand, for the tests of their readers."""

import io
import tarfile

from tests.extraction.reading import parse
from wholefile.extraction import archives
from wholefile.extraction.contract import Job, LimitReached, Limits, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source


def codes(said) -> list[str]:
    return [one["code"] for one in said.flags]


def read_as(content: bytes, kind: str, tmp_path, limits=None):
    """The reader alone, whatever the bytes look like."""
    path = tmp_path / "blob"
    path.write_bytes(content)
    stream = io.BytesIO()
    job = Job("read", "x", len(content), limits or Limits())
    out = Output(stream, len(content), job.limits)
    try:
        archives.read(Source(path, job, (), kind), out)
    except Trouble as trouble:
        out.trouble(trouble.status, trouble.reason)
    except LimitReached as reached:
        out.trouble("truncated", str(reached))
    out.finish()
    return parse(stream.getvalue())


def tarred(*members: tarfile.TarInfo | tuple[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    held = io.BytesIO()
    with tarfile.open(
        fileobj=held, mode="w", format=form, encoding="utf-8", errors="surrogateescape"
    ) as archive:
        for one in members:
            if isinstance(one, tuple):
                info = tarfile.TarInfo(one[0])
                info.size, info.mtime = len(one[1]), 1_700_000_000
                archive.addfile(info, io.BytesIO(one[1]))
            else:
                archive.addfile(one)
    return held.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info
