"""What a picture says of itself: camera, times, position, captions; by exiftool, or by Pillow where that is missing.

taken_local  digitized_local  changed_local   as they stand in the file: EXIF times have no zone
taken  digitized  changed                     ms since 1970 UTC, only where an offset stands beside the time
position {latitude, longitude, altitude}      decimal degrees, north and east positive; metres
position_raw                                  as it stands
position_time                                 ms since 1970 UTC, from the satellites
metadata                                      every tag, by group
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from wholefile.extraction.contract import Layer, Place
from wholefile.extraction.exiftool import moment
from wholefile.extraction.output import Output

Tags = Mapping[str, Any]

_DEVICE = {
    "camera_make": ("IFD0:Make", "XMP-tiff:Make"),
    "camera_model": ("IFD0:Model", "XMP-tiff:Model"),
    "camera_serial": ("ExifIFD:SerialNumber", "XMP-aux:SerialNumber", "XMP-exifEX:BodySerialNumber"),
    "lens": ("ExifIFD:LensModel", "XMP-aux:Lens"),
    "software": ("IFD0:Software", "PNG:Software", "XMP-xmp:CreatorTool"),
    "orientation": ("IFD0:Orientation",),
    "owner": ("ExifIFD:OwnerName", "XMP-aux:OwnerName"),
}
_TIMES = {  # time and the offset beside it (EXIF 2.31, 4.6.6)
    "taken": ("ExifIFD:DateTimeOriginal", "ExifIFD:OffsetTimeOriginal", "ExifIFD:SubSecTimeOriginal"),
    "digitized": ("ExifIFD:CreateDate", "ExifIFD:OffsetTimeDigitized", "ExifIFD:SubSecTimeDigitized"),
    "changed": ("IFD0:ModifyDate", "ExifIFD:OffsetTime", "ExifIFD:SubSecTime"),
}
_WORDS = frozenset((  # tags that people write or read
    "Comment", "UserComment", "ImageDescription", "Description", "Caption-Abstract", "Caption", "Headline", "Title",
    "ObjectName", "Keywords", "Subject", "HierarchicalSubject", "XPTitle", "XPComment", "XPAuthor", "XPKeywords",
    "XPSubject", "Artist", "Author", "Creator", "By-line", "Copyright", "CopyrightNotice", "Rights", "Credit", "Source",
    "Instructions", "SpecialInstructions", "City", "Sub-location", "Location", "State", "Province-State", "Country",
    "Country-PrimaryLocationName", "PersonInImage", "RegionName", "Label", "Disclaimer", "DocumentName",
    "PageName", "AltTextAccessibility", "ExtDescrAccessibility", "Writer-Editor", "CaptionWriter", "Event",
    "Parameters", "Lyrics", "Album", "Genre", "Synopsis", "LongDescription", "Performer", "Composer",
))  # fmt: skip
_LEFT_OUT = ("Composite:", "MPF", "exiftool", "warnings")
_SAID_ELSEWHERE = (*_LEFT_OUT, "Tag:")  # the last are those of ffprobe


def say_picture(tags: Tags, out: Output) -> None:
    """Say the facts that the tags of a picture hold."""
    for name, sources in _DEVICE.items():
        out.fact(name, _first(tags, sources))
    if "camera_serial" not in out.facts:
        out.fact("camera_serial", next((tags[one] for one in tags if one.endswith(":SerialNumber")), None))
    for name, (source, offset, fraction) in _TIMES.items():
        raw = tags.get(source)
        if isinstance(raw, str) and raw.strip(" :0"):
            out.fact(f"{name}_local", raw)
            digits = str(tags.get(fraction, "")).strip()
            precise = f"{raw}.{digits}" if digits.isdigit() and "." not in raw else raw
            out.fact(name, moment(precise, tags.get(offset)))
    say_position(tags, out)
    say_all(tags, out)


def say_all(tags: Tags, out: Output) -> None:
    """Say every tag as it stands, and what the program that read them complained of."""
    out.fact("exiftool", tags.get("exiftool"))
    out.fact("exiftool_warnings", tags.get("warnings"))
    out.fact(
        "metadata", {name: value for name, value in tags.items() if not name.startswith(_SAID_ELSEWHERE)}
    )


def say_position(tags: Tags, out: Output) -> None:
    """Say where it was, if a position stands in it; one that cannot be on Earth stays only as it stands."""
    found = _satellite(tags) or _composite(tags)
    if found is not None:
        latitude, longitude, raw = found
        out.fact("position_raw", raw)
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            place = {"latitude": round(latitude, 7), "longitude": round(longitude, 7)}
            altitude = _number(tags.get("Composite:GPSAltitude", tags.get("GPS:GPSAltitude")))
            out.fact("position", place if altitude is None else {**place, "altitude": round(altitude, 2)})
    day, time = tags.get("GPS:GPSDateStamp"), tags.get("GPS:GPSTimeStamp")
    if day and time:
        out.fact("position_time", moment(f"{day} {time}", "+00:00"))


def _satellite(tags: Tags) -> tuple[float, float, str] | None:
    told = [tags.get(f"GPS:GPS{one}") for one in ("Latitude", "LatitudeRef", "Longitude", "LongitudeRef")]
    latitude, longitude = _number(told[0]), _number(told[2])
    if latitude is None or longitude is None or not told[1] or not told[3]:
        return None
    south, west = str(told[1]).upper().startswith("S"), str(told[3]).upper().startswith("W")
    raw = f"{told[0]} {told[1]}, {told[2]} {told[3]}"
    return -latitude if south else latitude, -longitude if west else longitude, raw


def _composite(tags: Tags) -> tuple[float, float, str] | None:
    latitude, longitude = (
        _number(tags.get("Composite:GPSLatitude")),
        _number(tags.get("Composite:GPSLongitude")),
    )
    if latitude is None or longitude is None:
        return None
    raw = _first(tags, ("UserData:GPSCoordinates", "Keys:GPSCoordinates", "ItemList:GPSCoordinates"))
    return latitude, longitude, str(raw or tags.get("Composite:GPSPosition", ""))


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def _first(tags: Tags, names: tuple[str, ...]) -> Any:
    return next((tags[one] for one in names if str(tags.get(one, "")).strip()), None)


def written(tags: Tags) -> Layer | None:
    """The captions, comments and keywords as a layer; the part of each is its tag. The same words are said once."""
    parts, places, at, said = [], [], 0, set()
    for name, value in _words(tags):
        if value in said:
            continue
        said.add(value)
        parts.append(value + "\n")
        places.append(Place(at, at + len(value), {"part": name}))
        at += len(value) + 1
    return Layer("text", "native", "".join(parts), places) if parts else None


def _words(tags: Tags) -> Iterator[tuple[str, str]]:
    for name, value in tags.items():
        tag = name.rpartition(":")[2]
        if name.startswith(_LEFT_OUT) or not _WORDS & {tag, tag.partition("-")[0]}:
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one.strip() and not one.startswith("(Binary data "):
                yield name, one.strip()


# What exiftool calls otherwise than the standard does.
_NAMES = {"DateTime": "ModifyDate", "DateTimeDigitized": "CreateDate", "BodySerialNumber": "SerialNumber"}


def tags_by_pillow(image: Any) -> dict[str, Any]:
    """The EXIF tags and comments that Pillow finds, under exiftool's names: fewer than exiftool, which is missing."""
    from PIL import ExifTags  # noqa: PLC0415  # slow to import

    tags: dict[str, Any] = {}
    exif = image.getexif()
    groups = (("IFD0", exif, ExifTags.TAGS), ("ExifIFD", exif.get_ifd(0x8769), ExifTags.TAGS))
    for group, values, names in (*groups, ("GPS", exif.get_ifd(0x8825), ExifTags.GPSTAGS)):
        for number, value in list(values.items())[:500]:
            name = names.get(number)
            if name is not None and (text := _plain(value)) is not None:
                tags[f"{group}:{_NAMES.get(name, name)}"] = text
    for name in ("Latitude", "Longitude"):
        if f"GPS:GPS{name}" in tags:
            tags[f"GPS:GPS{name}"] = _degrees(exif.get_ifd(0x8825).get({"Latitude": 2, "Longitude": 4}[name]))
    if "GPS:GPSTimeStamp" in tags:
        tags["GPS:GPSTimeStamp"] = _clock(exif.get_ifd(0x8825).get(7))
    for name, value in image.info.items():
        if (text := _plain(value)) is not None and isinstance(name, str) and name.isprintable():
            tags[f"Info:{name[:1].upper()}{name[1:]}"] = text
    return tags


def _plain(value: Any) -> str | None:
    if isinstance(value, bytes):
        value = value.removeprefix(b"ASCII\0\0\0")
        try:
            value = value.rstrip(b"\0").decode("ascii")
        except UnicodeDecodeError:
            return None
    if isinstance(value, tuple):
        return " ".join(str(one) for one in value)[:4_000]
    if isinstance(value, dict) or value is None:
        return None
    return str(value).strip("\0 ")[:4_000] or None


def _degrees(parts: Any) -> str | None:
    try:
        degrees, minutes, seconds = (float(one) for one in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return str(degrees + minutes / 60 + seconds / 3600)


def _clock(parts: Any) -> str | None:
    try:
        hours, minutes, seconds = (float(one) for one in parts)
        return f"{int(hours):02d}:{int(minutes):02d}:{int(seconds):02d}"
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
