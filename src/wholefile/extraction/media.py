"""Recordings of sound and film: how long, made when, where and with what, and the words and pictures inside.

What is said in them is not transcribed here; `speech` may try, and its word is only an index.
"""

from __future__ import annotations

import re
from typing import Any

from wholefile.extraction import media_streams as streams
from wholefile.extraction.contract import DAMAGED, PARTIAL, TRUNCATED, UNSUPPORTED, Layer, Place, Trouble
from wholefile.extraction.exiftool import PACKAGE as EXIFTOOL
from wholefile.extraction.exiftool import facts_of, moment
from wholefile.extraction.image_facts import say_all, say_position, written
from wholefile.extraction.output import Output
from wholefile.extraction.programs import Missing
from wholefile.extraction.source import Source

_MOST_STREAMS = 100
_MOST_BOXES = 100_000
_MISSED = 1.0  # seconds that a recording may end before its header says, for headers are rounded
_DRAWN = ("dvd_subtitle", "dvb_subtitle", "hdmv_pgs_subtitle", "xsub")
_DEVICE = {
    "camera_make": "Make",
    "camera_model": "Model",
    "camera_serial": "SerialNumber",
    "software": "Software",
}


def read(source: Source, out: Output) -> None:
    """A recording: facts, tags and subtitles as text, attached pictures and files as members.

    Raises Trouble where it cannot be opened.
    """
    tags: dict[str, Any] = {}
    try:
        tags = facts_of(source.path)
    except Missing:
        out.fact(
            "exiftool", f"not installed, so that device and further tags were not read (package {EXIFTOOL})"
        )
    try:
        _length_of_head(source, out)
        told = streams.probed(source.path)
        _say(told, out)
        tags = {**tags, **_tags_of(told)}
        _where_it_ends(source, told, out)
        _inside(source, told, out)
    except Missing as error:
        words = f"{error} is not installed (package {streams.PACKAGE}), so that only its tags were read."
        raise Trouble(UNSUPPORTED, words) from error
    finally:
        for name, tag in _DEVICE.items():
            out.fact(name, next((tags[one] for one in tags if one.endswith(f":{tag}")), None))
        say_position(tags, out)
        say_all(tags, out)
        if (layer := written(tags)) is not None:
            out.layer(layer)


def _length_of_head(source: Source, out: Output) -> None:
    """What the first bytes promise and the file does not hold."""
    head = source.read(12)
    if head.startswith(b"ID3") and len(head) >= 10:
        length = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
        if length > source.size:
            words = f"Its tag alone has {length:,} bytes and the file {source.size:,}: it was cut."
            out.trouble(DAMAGED, words)
    elif head.startswith(b"RIFF"):
        told = 8 + int.from_bytes(head[4:8], "little")
        # A recorder that lost power leaves 0 or the largest number there: then nothing was promised.
        if source.size < told < 0xFFFFFF00:
            out.trouble(
                PARTIAL, f"Its header says {told:,} bytes, and there are {source.size:,}: it was cut."
            )
    elif head[4:8] in (b"ftyp", b"moov", b"mdat") and (missing := _boxes(source)[0]) > 0:
        out.trouble(PARTIAL, f"Its last box says {missing:,} bytes more than there are: it was cut.")


def _boxes(source: Source) -> tuple[int, bool]:
    """How far the boxes of a film or a sound reach beyond its end, and whether one of them holds its media.

    Source: ISO/IEC 14496-12, 4.2 and 8.1.1.
    """
    at, media = 0, False
    with source.open() as stream:
        for _ in range(_MOST_BOXES):
            stream.seek(at)
            head = stream.read(16)
            length, name = int.from_bytes(head[:4], "big"), head[4:8]
            if length == 1:
                length = int.from_bytes(head[8:], "big")
            media |= name == b"mdat" and length != 8
            if len(head) < 8:
                return (8 - len(head) if head.strip(b"\0") else 0), media
            if length < 8:  # nought: to the end of the file; less than a head: no box
                break
            at += length
            if at > source.size:
                return at - source.size, media
    return 0, media


def _say(told: dict[str, Any], out: Output) -> None:
    container = told["format"]
    out.fact("format", container.get("format_long_name"))
    out.fact("seconds", _number(container.get("duration")))
    tags = container.get("tags") or {}
    out.fact("tags", {str(name)[:200]: str(value)[:4_000] for name, value in list(tags.items())[:200]})
    _say_times({str(name).lower(): value for name, value in tags.items()}, out)
    found = [one for one in told.get("streams", []) if isinstance(one, dict)]
    out.fact("streams", [_stream(one) for one in found[:_MOST_STREAMS]])
    chapters = [one for one in told.get("chapters", []) if isinstance(one, dict)]
    out.fact("chapters", [[_number(one.get("start_time")), _title(one)] for one in chapters[:1_000]])
    unread = sorted({str(one.get("codec_tag_string")) for one in found if one.get("codec_type") == "data"})
    out.fact("unread_streams", unread)
    out.fact("reader_warnings", told["complained"])
    if any(one.get("codec_type") == "audio" for one in found):
        out.want("speech")


def _say_times(tags: dict[str, Any], out: Output) -> None:
    """When it was made. The time of the container is UTC by its standard; nought there means that none was set."""
    created = str(tags.get("creation_time", ""))
    if (at := moment(created)) != 0:
        out.fact("created_raw", created)
        out.fact("created", at)
    recorded = str(tags.get("com.apple.quicktime.creationdate", ""))
    out.fact("recorded_raw", recorded)
    out.fact("recorded", moment(recorded))
    place = str(tags.get("com.apple.quicktime.location.iso6709", tags.get("location", "")))
    found = re.match(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)([+-]\d+(?:\.\d+)?)?(?:CRS\S*)?/?$", place)
    if found and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180:
        position = {"latitude": float(found[1]), "longitude": float(found[2])}
        out.fact("position", {**position, "altitude": float(found[3])} if found[3] else position)
        out.fact("position_raw", place)


def _stream(told: dict[str, Any]) -> dict[str, Any]:
    """What matters of a stream; a rotation is in degrees clockwise, as a player must turn it."""
    tags = told.get("tags") or {}
    language = str(tags.get("language", ""))
    rate = re.fullmatch(r"(\d+)/(\d+)", str(told.get("avg_frame_rate", "")))
    found: dict[str, Any] = {
        "kind": told.get("codec_type"),
        "codec": told.get("codec_name") or told.get("codec_tag_string"),
        "language": language if language not in ("", "und") else None,
        "seconds": _number(told.get("duration")),
        "channels": told.get("channels"),
        "sample_rate": round(_number(told.get("sample_rate")) or 0),
        "width": told.get("width"),
        "height": told.get("height"),
        "frame_rate": round(int(rate[1]) / int(rate[2]), 3) if rate and int(rate[2]) else None,
    }
    turned = [
        one["rotation"]
        for one in told.get("side_data_list") or []
        if isinstance(one, dict) and "rotation" in one
    ]
    if turned and isinstance(turned[0], int):
        found["rotation"] = -turned[0] % 360
    return {name: value for name, value in found.items() if value not in (None, "", 0)}


def _where_it_ends(source: Source, told: dict[str, Any], out: Output) -> None:
    """Whether the recording goes on as long as its header says."""
    if not told.get("streams") and _boxes(source)[1]:
        out.trouble(DAMAGED, "It holds sound or film, and nothing that says how to read it.")
    if not any(one.get("codec_type") in ("audio", "video") for one in told.get("streams", [])):
        return
    walk = streams.walked(source.path)
    promised = _number(told["format"].get("duration"))
    if walk.stopped:
        out.trouble(TRUNCATED, f"It was followed only to second {walk.reached or 0:.0f}.")
    elif walk.reached is None:
        out.trouble(DAMAGED, f"None of it can be read: {walk.complained or 'no packet was found'}.")
    elif promised and walk.reached < promised - max(_MISSED, promised / 50):
        words = f"It ends at second {walk.reached:.1f}, where its header says {promised:.1f}: it was cut."
        out.trouble(PARTIAL, words)
    elif walk.complained:
        out.trouble(PARTIAL, f"Some of it cannot be read: {walk.complained}.")


def _inside(source: Source, told: dict[str, Any], out: Output) -> None:
    """Subtitles as layers, pictures and attached files as members."""
    found = [
        one for one in told.get("streams", []) if isinstance(one, dict) and isinstance(one.get("index"), int)
    ]
    if len(found) > _MOST_STREAMS:
        out.trouble(TRUNCATED, f"Only {_MOST_STREAMS} of its {len(found):,} streams were looked at.")
    for one in found[:_MOST_STREAMS]:
        kind, index, tags = one.get("codec_type"), one["index"], one.get("tags") or {}
        if kind == "subtitle":
            _subtitles(source, one, out)
        elif kind == "attachment":
            name = str(tags.get("filename") or f"attachment {index}").encode("utf-8", "surrogateescape")
            content = streams.attachment(source.path, index)
            _member(name, content, "attachment", out)
        elif (one.get("disposition") or {}).get("attached_pic"):
            taken = streams.cover(source.path, index, str(one.get("codec_name")))
            _member(taken[0] if taken else f"cover {index}".encode(), taken and taken[1], "cover art", out)


def _member(name: bytes, content: bytes | None, method: str, out: Output) -> None:
    if content is None:
        reason = "It could not be taken out of the recording."
        out.member(name, None, method=method, kind="unreadable", facts={"reason": reason})
        out.trouble(PARTIAL, f"{name.decode('utf-8', 'backslashreplace')}: {reason}")
    else:
        out.member(name, content, method=method)


def _subtitles(source: Source, told: dict[str, Any], out: Output) -> None:
    index, codec = told["index"], str(told.get("codec_name"))
    if codec in _DRAWN:
        out.trouble(PARTIAL, f"The subtitles of stream {index} are pictures, and were not read.")
        return
    try:
        cues = streams.subtitles(source.path, index)
    except Trouble as trouble:
        out.trouble(PARTIAL, f"The subtitles of stream {index} cannot be read: {trouble.reason}")
        return
    parts, places, at = [], [], 0
    for cue in cues:
        parts.append(cue.words + "\n")
        places.append(Place(at, at + len(cue.words), {"second": cue.second}))
        at += len(cue.words) + 1
    language = str((told.get("tags") or {}).get("language", ""))
    known = language if re.fullmatch(r"[a-z]{2,3}", language) and language != "und" else None
    if parts:
        out.layer(Layer(f"subtitles {index}", "native", "".join(parts), places, language=known))


def _tags_of(told: dict[str, Any]) -> dict[str, Any]:
    """The tags of the container as ffprobe reads them; words that exiftool read as well are said once."""
    tags = told["format"].get("tags") or {}
    words = {str(name): str(value)[:4_000] for name, value in tags.items()}
    return {
        f"Tag:{name[:1].upper()}{name[1:200]}": words[name]
        for name in words
        if not name.startswith("location")
    }


def _title(told: dict[str, Any]) -> str:
    return str((told.get("tags") or {}).get("title", ""))[:1_000]


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return round(found, 6) if 0 <= found < 1e12 else None
