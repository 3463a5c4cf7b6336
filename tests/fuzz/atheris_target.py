"""Fuzzing of one reader led by what it reaches, with atheris: optional, no part of any run, and no dependency.

    pip install atheris        (in an environment of its own that also has the packages of this one)
    python -m tests.fuzz.atheris_target KIND FOLDER -max_total_time=180 -rss_limit_mb=1500 -timeout=15

FOLDER receives the seeds of the kind and keeps what reached something new; KIND is a kind of file, or `identify`. What
follows is for libFuzzer. A file that makes the reader fail, hang or take too much memory is written to the working
directory: make a test of it beside those of the reader.
"""

import io
import sys
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path

from tests.fuzz.corpus import KINDS, seeds_of
from wholefile.extraction.contract import MIB, Job, LimitReached, Limits, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.source import Source

LIMITS = Limits(members=500, produced=16 * MIB, characters=500_000)


def main() -> None:
    """Read what atheris makes until it is told to stop."""
    import atheris  # where it is installed

    kind, folder = sys.argv.pop(1), Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for one in KINDS if kind == "identify" else (kind,):
        for number, data in enumerate(seeds_of(one)):
            (folder / f"{one}-{number}").write_bytes(data)
    with atheris.instrument_imports(include=["wholefile.extraction"]):
        from wholefile.extraction.identify import identify
        from wholefile.extraction.readers import reader_of

        read = identify if kind == "identify" else reader_of(kind)
        for data in [path.read_bytes() for path in sorted(folder.iterdir())][:1]:
            _once(read, kind, data)  # imports what the reader imports when it needs it
    warnings.simplefilter("ignore")
    atheris.Setup(sys.argv, lambda data: _once(read, kind, data))
    atheris.Fuzz()


def _once(read, kind: str, data: bytes) -> None:
    if not data:
        return
    with tempfile.TemporaryDirectory() as folder:
        blob = Path(folder) / "blob"
        blob.write_bytes(data)
        out = Output(io.BytesIO(), len(data), LIMITS)
        with suppress(Trouble, LimitReached, RecursionError):
            read(Source(blob, Job("read", "file", len(data), LIMITS), (), kind), out)
        out.finish()


if __name__ == "__main__":
    main()
