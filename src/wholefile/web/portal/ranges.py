"""A file over HTTP that can be fetched in parts, so that a download that broke off goes on (RFC 9110, 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

_BLOCK = 1 << 18
_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})")
WHOLE, PART, UNCHANGED, OUTSIDE = 200, 206, 304, 416


def answer(
    request: HttpRequest, path: Path, *, size: int, digest: str, name: str, kind: str
) -> HttpResponseBase:
    """The file, or the part of it that is asked for; `digest` tells one version of it from another.

    Whoever asks for several parts at once, or in other units than bytes, is given the whole file.
    """
    tag = f'"{digest}"'
    if tag in _tags(request, "If-None-Match"):
        return _headed(HttpResponse(status=UNCHANGED), tag, name)
    asked = _asked(request, size, tag)
    if asked is None:
        response: HttpResponseBase = _streamed(request, path, 0, size, kind)
    elif asked[0] >= asked[1]:
        response = HttpResponse(status=OUTSIDE)
        response.headers["Content-Range"] = f"bytes */{size}"
    else:
        response = _streamed(request, path, *asked, kind)
        response.status_code = PART
        response.headers["Content-Range"] = f"bytes {asked[0]}-{asked[1] - 1}/{size}"
    return _headed(response, tag, name)


def _asked(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """First byte and the one after the last; None for the whole file, an empty stretch for one that is not there."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    only_if = request.headers.get("If-Range", tag)
    if request.method != "GET" or found is None or found.groups() == ("", "") or only_if.strip() != tag:
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


def _tags(request: HttpRequest, header: str) -> list[str]:
    return [one.strip().removeprefix("W/") for one in request.headers.get(header, "").split(",")]


def _streamed(request: HttpRequest, path: Path, start: int, end: int, kind: str) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=kind)
    else:
        response = StreamingHttpResponse(_blocks(path, start, end), content_type=kind)
    response.headers["Content-Length"] = str(end - start)
    return response


def _headed(response: HttpResponseBase, tag: str, name: str) -> HttpResponseBase:
    response.headers["ETag"] = tag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store, no-transform"
    return response


def _blocks(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as source:
        source.seek(start)
        while start < end and (block := source.read(min(_BLOCK, end - start))):
            start += len(block)
            yield block
