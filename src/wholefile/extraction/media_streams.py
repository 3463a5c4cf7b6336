"""What ffprobe and ffmpeg find in a recording, and what ffmpeg takes out of it.

Both are programs of their own (Debian package ffmpeg). They may open nothing but the one file: no network, no list that
names other files.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from wholefile.extraction.contract import DAMAGED, Trouble
from wholefile.extraction.programs import ask

PACKAGE = "ffmpeg"
_MOST_JSON = 16 << 20
_MOST_SUBTITLES = 16 << 20
_MOST_COVER = 64 << 20
_MOST_ATTACHMENT = 256 << 20
_FORMATS = "mp3,aac,mov,wav,w64,ogg,flac,avi,matroska,asf,mpeg,mpegts,aiff,amr,amrnb,amrwb,flv"
# What ffmpeg may open: files, of formats that name no other file.
_ONLY = ("-protocol_whitelist", "file", "-format_whitelist", _FORMATS)
_PICTURES = {"mjpeg": "jpg", "png": "png", "gif": "gif", "bmp": "bmp", "webp": "webp", "tiff": "tif"}


def probed(path: Path) -> dict[str, Any]:
    """Container, streams and chapters, as ffprobe says them. Raises Trouble where it cannot open it, and Missing."""
    shown = ("-show_format", "-show_streams", "-show_chapters")
    command = ("ffprobe", "-v", "error", "-of", "json", *shown, *_ONLY, f"file:{path}")
    answer = ask(command, seconds=60, most=_MOST_JSON)
    try:
        told = json.loads(answer.said.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not isinstance(told.get("format"), dict):
        why = f"it was stopped ({answer.cut})" if answer.cut else plainly(answer.complained, path)
        raise Trouble(DAMAGED, f"It cannot be opened as a recording: {why or 'no stream was found'}.")
    told["complained"] = plainly(answer.complained, path)
    return told


def plainly(complained: str, path: Path) -> str:
    """What a program complained of, without addresses of memory and without the name the file has in here."""
    lines = [re.sub(r"\[(\w[\w,]*) @ 0x[0-9a-f]+\] ?", "", line) for line in complained.splitlines()]
    told = "; ".join(dict.fromkeys(line.strip() for line in lines if line.strip()))
    return told.replace(f"file:{path}", "the file").replace(str(path), "the file").rstrip(". ")[-300:]


class Walk(NamedTuple):
    """How far a recording could be read: the last second reached, complaints, and whether the clock stopped it."""

    reached: float | None
    complained: str
    stopped: bool


def ffmpeg(path: Path, *of_input: str) -> tuple[str, ...]:
    """The beginning of every command to ffmpeg: only this file is read, and nobody is asked anything."""
    return ("ffmpeg", "-v", "error", "-nostdin", *of_input, *_ONLY, "-i", f"file:{path}")


def walked(path: Path) -> Walk:
    """Read every packet once without decoding any, to see where it really ends. Raises Missing."""
    command = (
        *ffmpeg(path),
        *("-map", "0:a?", "-map", "0:V?"),
        *("-c", "copy", "-progress", "pipe:1", "-stats_period", "2", "-f", "null", "-"),
    )
    answer = ask(command, seconds=90, most=1 << 20)
    times = re.findall(rb"out_time_us=(\d+)", answer.said)
    return Walk(int(times[-1]) / 1e6 if times else None, plainly(answer.complained, path), bool(answer.cut))


class Cue(NamedTuple):
    """A subtitle: when it appears, in seconds from the beginning, and its words."""

    second: float
    words: str


_CUE = re.compile(r"(\d+):(\d\d):(\d\d)[,.](\d{3}) --> [^\n]*\n(.*?)(?=\n\n|\n*\Z)", re.DOTALL)
_STYLE = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>]*)?>|\{\\[^{}]*\}", re.IGNORECASE)


def subtitles(path: Path, stream: int) -> list[Cue]:
    """The cues of a stream of text. Raises Trouble where ffmpeg cannot make text of it, and Missing."""
    answer = ask(
        (*ffmpeg(path), "-map", f"0:{stream}", "-f", "srt", "-"),
        seconds=90,
        most=_MOST_SUBTITLES,
    )
    cues = list(_cues(answer.said.decode("utf-8", "replace").replace("\r\n", "\n")))
    if not cues and answer.code:
        raise Trouble(DAMAGED, plainly(answer.complained, path) or "ffmpeg made no text of it")
    return cues


def _cues(text: str) -> Iterator[Cue]:
    for found in _CUE.finditer(text):
        hours, minutes, seconds, thousandths = (int(found[one]) for one in range(1, 5))
        words = _STYLE.sub("", found[5]).strip()
        if words:
            yield Cue(hours * 3600 + minutes * 60 + seconds + thousandths / 1000, words)


def cover(path: Path, stream: int, codec: str) -> tuple[bytes, bytes] | None:
    """A picture that is attached to a recording: its name and its bytes as they are stored. Raises Missing."""
    answer = ask(
        (
            *ffmpeg(path),
            *("-map", f"0:{stream}", "-c", "copy", "-frames:v", "1", "-f", "image2pipe", "-"),
        ),
        seconds=60,
        most=_MOST_COVER,
    )
    name = f"cover {stream}.{_PICTURES.get(codec, 'bin')}".encode()
    return (name, answer.said) if answer.said and not answer.cut else None


def attachment(path: Path, stream: int) -> bytes | None:
    """A file that is attached to a Matroska recording. Raises Missing."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "attachment"
        # ffmpeg ends with an error because nothing is to be written beside it; the file is there all the same.
        ask(
            ffmpeg(path, f"-dump_attachment:{stream}", str(kept)),
            seconds=60,
            most=1 << 16,
        )
        if not kept.is_file() or kept.stat().st_size > _MOST_ATTACHMENT:
            return None
        return kept.read_bytes()
