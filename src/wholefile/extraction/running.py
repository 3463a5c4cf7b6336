"""One run: identify the file, hand it to its reader, say how it ended.

Whatever a reader or its library raises ends here, so that what was read before is kept. Running out of memory, a signal
and the clock are seen from outside the sandbox.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from wholefile.extraction.contract import EMPTY, LOCKED, TRUNCATED, UNSUPPORTED, Job, LimitReached, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.readers import EXTRACTORS, extractor, reader_of
from wholefile.extraction.source import Source


def run(job: Job, path: Path, stream: BinaryIO, segments: tuple[Path, ...] = ()) -> None:
    """Read the file at `path` as the job asks and say everything on `stream`."""
    out = Output(stream, job.size + sum(path.stat().st_size for path in segments), job.limits)
    try:
        _read(Source(path, job, segments), out)
    except Trouble as trouble:
        out.trouble(trouble.status, trouble.reason)
    except LimitReached as reached:
        if out.status != TRUNCATED:
            out.trouble(TRUNCATED, f"It was not read further: {reached}.")
    except (MemoryError, BrokenPipeError):
        raise
    except RecursionError:
        out.trouble(TRUNCATED, "It is nested deeper than can be followed.")
    except BaseException as error:  # noqa: BLE001  # some libraries raise panics that are no Exception
        out.failed = f"{type(error).__name__}: {error}"
    out.finish()


def _read(source: Source, out: Output) -> None:
    if source.job.extractor in EXTRACTORS:
        extractor(source.job.extractor)(source, out)
        return
    if not source.size:
        out.kind = EMPTY
        raise Trouble(EMPTY, "The file has no bytes.")
    from wholefile.extraction.identify import identify  # noqa: PLC0415  # not every run needs its libraries

    found = identify(source, out)
    read = reader_of(found)
    if read is None:
        if found.startswith("encrypted"):
            raise Trouble(LOCKED, "It is encrypted, and nothing here opens this kind.")
        words = (
            "Its kind is not known."
            if found == "unknown"
            else f"Nothing here reads files of the kind {found}."
        )
        raise Trouble(UNSUPPORTED, words)
    read(Source(source.path, source.job, source.segments, found), out)
